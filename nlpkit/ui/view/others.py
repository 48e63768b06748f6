"""Other translations of a piece, as the answer to a question of the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ...errors import NlpkitError
from .parts import hint, lang
from .problems import told
from .strings import Strings


def others(number: int, texts: Sequence[str], target: str, say: Strings) -> str:
    """Return the answer to the question of this number: the other translations, or that there are
    none.
    """
    if not texts:
        return _answer(number, hint(say("others_none")))
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return _answer(number, f"{hint(say('others'))}<ul{lang(target)}>{items}</ul>")


def others_failed(number: int, error: NlpkitError, say: Strings) -> str:
    """Return the answer to the question of this number where an error has come instead."""
    return _answer(number, hint(" ".join(told(error, say))))


def _answer(number: int, content: str) -> str:
    return f'<div data-number="{number}">{content}</div>'
