"""A translator whose answers can be checked, and how its translations are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from nlpkit import translate
from nlpkit.document import Document, Draft
from nlpkit.engines import Lazy

LATIN = str.maketrans(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәқғ",
    "abvgdeejziyklmnoprstufxccwwqyqeuyaqg",
)
NUMBERS = count()


def transliterate(text: str) -> str:
    """The same text in Latin letters, one for one: a translation that can be checked."""
    return "".join(
        c.lower().translate(LATIN).upper() if c.isupper() else c for c in text
    ).translate(LATIN)


class Fake:
    """Transliterates Russian into English; remembers what it was asked."""

    max_tokens = 1000
    exact = False

    def __init__(self, answer: Callable[[str, bool], str] = lambda text, safe: transliterate(text)):
        self.name = f"fake{next(NUMBERS)}"  # a name of its own: answers are remembered by it
        self.answer = answer
        self.calls: list[tuple[list[str], bool]] = []

    def supports(self, source: str, target: str) -> bool:
        return (source, target) == ("ru", "en")

    def count(self, text: str) -> int:
        return len(text.split())

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        self.calls.append((list(texts), safe))
        return [Draft(self.answer(text, safe), 0.5) for text in texts]

    @property
    def asked(self) -> list[str]:
        return [text for texts, _ in self.calls for text in texts]


def lazy(engine) -> Lazy:
    return Lazy("fake", lambda: engine)


def run(document: Document, engine, target: str = "en", **more):
    events = translate.stream(
        document, target=target, engine=lazy(engine), **{"phrasebook": None, **more}
    )
    return translate.translate(events, document, target)


def shown(translation) -> str:
    """Translated pieces in {}, failed ones in <>."""
    marks = {"kept": "%s", "translated": "{%s}", "failed": "<%s>"}
    return "".join(marks[p.status] % p.text for p in translation.pieces).strip()


def failed(translation) -> list[str | None]:
    return [p.reason for p in translation.pieces if p.status == "failed"]
