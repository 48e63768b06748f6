"""The other translations of a text, from those of its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar


class HasAlternatives(Protocol):
    """A translation and its alternatives: a piece, or an outcome."""

    @property
    def text(self) -> str: ...

    @property
    def alternatives(self) -> tuple[str, ...]: ...


Part = TypeVar("Part", bound=HasAlternatives)


def joined_alternatives(
    parts: Sequence[Part], join: Callable[[Callable[[Part], str]], str]
) -> tuple[str, ...]:
    """Return the distinct other translations of the text that consists of these parts.

    In the first one each part is its first alternative, and so on; a part with fewer of them is its
    last one. `join` returns the whole text, with each part as the function given to it returns it.
    """

    def whole(number: int) -> str:
        return join(lambda part: (part.text, *part.alternatives)[: number + 1][-1])

    most = max((len(part.alternatives) for part in parts), default=0)
    return tuple(dict.fromkeys(map(whole, range(1, most + 1))))
