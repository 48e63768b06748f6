"""What went wrong, in the visitor's language: words for the kind of an error, not its own text."""

from __future__ import annotations

from ...errors import GlossaryError, NlpkitError
from .parts import status
from .strings import Strings


def problem(error: NlpkitError, say: Strings, name: str = "") -> str:
    """Return the status line for an error; `name` is that of the file, where it is about one."""
    if isinstance(error, GlossaryError):
        name = name or say("glossary")
        if error.row is not None:
            name = say("line_of", name=name, n=error.row)
    words, hint = say.error(error.code)
    return status(f"{name}: {words}" if name else words, "error", hint)
