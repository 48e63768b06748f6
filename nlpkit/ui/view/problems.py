"""What went wrong, in the visitor's language: words for the kind of an error, not its own text."""

from __future__ import annotations

from ...errors import GlossaryError, NlpkitError
from .parts import status
from .strings import Strings


def told(error: NlpkitError, say: Strings) -> tuple[str, str]:
    """Return the words for an error, and what to do about it."""
    return say.error(error.code, n=say.number(getattr(error, "seconds", 0)))


def problem(error: NlpkitError, say: Strings, name: str = "") -> str:
    """Return the status line for an error; `name` is that of the file, where it is about one."""
    if isinstance(error, GlossaryError):
        name = name or say("glossary")
        if error.row is not None:
            name = say("line_of", name=name, n=error.row)
    words, hint = told(error, say)
    return status(f"{name}: {words}" if name else words, "error", hint)
