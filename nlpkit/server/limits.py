"""Limits the size of requests."""

from __future__ import annotations

from ..config import Config
from ..errors import NlpkitError

BYTES_A_CHARACTER = 12  # at most, in JSON: a pair of escapes
FRAME = 100_000  # bytes of a body besides its text


class TooLarge(NlpkitError):
    """The text is over the limit of the service, so that trying again cannot help."""


def check_characters(characters: int, limit: int) -> None:
    """Raise TooLarge for texts over the limit."""
    if characters > limit:
        raise TooLarge(
            f"the text has {characters:,} characters, the limit is {limit:,}",
            hint="split it, or raise limits.page_chars in the server's configuration",
        )


class Limits:
    """The limits of one service: characters of a request's texts, bytes of its body."""

    def __init__(self, config: Config) -> None:
        self.max_chars = min(config.limits.page_chars, config.server.queue_chars)
        self.max_bytes = config.limits.max_bytes
        self.max_body = BYTES_A_CHARACTER * self.max_chars + FRAME

    def check(self, characters: int) -> None:
        """Raise TooLarge for texts over the limit."""
        check_characters(characters, self.max_chars)

    def check_bytes(self, size: int) -> None:
        """Raise TooLarge for a body that is larger than any text within the limit."""
        if size > self.max_body:
            raise TooLarge(
                f"the body has more than {self.max_body:,} bytes",
                hint=f"a text may have {self.max_chars:,} characters: split it",
            )

    def check_file(self, size: int) -> None:
        """Raise TooLarge for a body that is larger than a file within the limit."""
        if size > self.max_bytes + FRAME:
            raise TooLarge(
                f"the file has more than {self.max_bytes:,} bytes",
                hint="split it, or raise limits.max_bytes in the server's configuration",
            )
