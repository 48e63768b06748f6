"""Limits the size of requests."""

from __future__ import annotations

from ..config import Config
from ..errors import NlpkitError

BYTES_A_CHARACTER = 12  # at most, in JSON: a pair of escapes
FRAME = 100_000  # bytes of a body besides its text


class TooLarge(NlpkitError):
    """The text is over the limit of the service, so that trying again cannot help."""


class Limits:
    """The limits of one service: characters of a request's texts, bytes of its body."""

    def __init__(self, config: Config) -> None:
        self.max_chars = min(config.limits.page_chars, config.server.queue_chars)
        self.max_body = BYTES_A_CHARACTER * self.max_chars + FRAME

    def check(self, characters: int) -> None:
        """Raise TooLarge for texts over the limit."""
        if characters > self.max_chars:
            raise TooLarge(
                f"the text has {characters:,} characters, the limit is {self.max_chars:,}",
                hint="split it, or raise limits.page_chars in the server's configuration",
            )

    def check_bytes(self, size: int) -> None:
        """Raise TooLarge for a body that is larger than any text within the limit."""
        if size > self.max_body:
            raise TooLarge(
                f"the body has more than {self.max_body:,} bytes",
                hint=f"a text may have {self.max_chars:,} characters: split it",
            )
