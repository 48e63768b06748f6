"""What the library raises. Only the edges (cli, server, ui, batch) turn these into messages.

NlpkitError
├── ConfigError            a setting, option or preset is wrong
│   └── GlossaryError      a glossary cannot be read
├── ReadError              an input cannot be read, decoded or is over a limit
│   └── FileTooLarge       an uploaded file is over the limit of the server
├── WriteError             an output cannot be written
├── MissingExtra           a library outside the core is needed and not installed
└── EngineError            a model or engine failed
    ├── ModelMissing       the weights are not on this computer and were not fetched
    └── PairUnsupported    the engine cannot read the source or write the target language
"""

from __future__ import annotations

from typing import Literal

ReadCode = Literal[
    "unreadable",
    "damaged",
    "empty",
    "encrypted",
    "many_articles",
    "not_text",
    "scanned",
    "too_large",
    "unknown_format",
    "no_address",
    "not_public",
    "not_fetched",
]

GlossaryCode = Literal[
    "glossary_unreadable",
    "glossary_unknown_format",
    "glossary_too_large",
    "glossary_no_term",
    "glossary_no_translation",
    "glossary_two_translations",
]


class NlpkitError(Exception):
    """Base of every error that nlpkit raises: `message` says what and where, `hint` what to do.

    `code` says which kind of error it is, for programs that say it in their own words.
    """

    code: str = "other"

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(NlpkitError):
    """A setting, option or preset is wrong."""


class GlossaryError(ConfigError):
    """A glossary cannot be read.

    `code` is one of `GlossaryCode`; `row` is the number of the row or line where that is known.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        code: GlossaryCode = "glossary_unreadable",
        row: int | None = None,
    ):
        super().__init__(message, hint=hint)
        self.code: GlossaryCode = code
        self.row = row


class ReadError(NlpkitError):
    """An input cannot be read, cannot be decoded, has no text, or is over a limit.

    `code` is one of `ReadCode`.
    """

    def __init__(self, message: str, *, hint: str | None = None, code: ReadCode = "unreadable"):
        super().__init__(message, hint=hint)
        self.code: ReadCode = code


class FileTooLarge(ReadError):
    """An uploaded file is over the limit of the server."""

    def __init__(self, message: str, *, hint: str | None = None):
        super().__init__(message, hint=hint, code="too_large")


class WriteError(NlpkitError):
    """An output cannot be written: no space on the disk, no permission, no such folder."""


class MissingExtra(NlpkitError):
    """A library outside the core is needed. The hint is the command that installs it."""

    code = "extra_missing"


class EngineError(NlpkitError):
    """A model or engine failed, is damaged or is of the wrong kind."""

    code = "engine"


class ModelMissing(EngineError):
    """A model is not on this computer and was not downloaded.

    The hint is the command that does it.
    """

    code = "model_missing"


class PairUnsupported(EngineError):
    """The engine cannot read the source language or write the target language."""

    code = "pair_unsupported"
