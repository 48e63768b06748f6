"""What went wrong, in the visitor's language: words for the kind of an error, not its own text."""

from __future__ import annotations

from ...errors import (
    EngineError,
    FileTooLarge,
    GlossaryError,
    MissingExtra,
    ModelMissing,
    NlpkitError,
    PairUnsupported,
    ReadError,
)
from ...pipeline.tasks import Busy, Closed, Died, Late
from .parts import status
from .strings import Strings

# The first that fits. The words of each are in the table `errors` of the strings.
KINDS: tuple[tuple[type[NlpkitError], str], ...] = (
    (Busy, "busy"),
    (Late, "late"),
    (Died, "died"),
    (Closed, "closed"),
    (FileTooLarge, "too_large"),
    (ModelMissing, "model_missing"),
    (PairUnsupported, "pair_unsupported"),
    (EngineError, "engine"),
    (MissingExtra, "extra_missing"),
)


def code_of(error: NlpkitError) -> str:
    """Return the code of the words for an error."""
    if isinstance(error, GlossaryError):
        return f"glossary_{error.code}"
    found = next((code for kind, code in KINDS if isinstance(error, kind)), "other")
    return error.code if found == "other" and isinstance(error, ReadError) else found


def problem(error: NlpkitError, say: Strings, name: str = "") -> str:
    """Return the status line for an error; `name` is that of the file, where it is about one."""
    words, hint = say.error(code_of(error))
    if isinstance(error, GlossaryError):
        name = name or say("glossary")
        if error.row is not None:
            name = say("line_of", name=name, n=error.row)
    return status(f"{name}: {words}" if name else words, "error", hint)
