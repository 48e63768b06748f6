"""Who may use the server: whoever sends one of its keys, where it has any.

The settings hold no key but the SHA-256 of each. A key is random and as long as its hash, so that a
slow hash and a salt would add nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from starlette.datastructures import Headers

from ..errors import NlpkitError


class Unauthorized(NlpkitError):
    """The server has keys, and none of them was sent."""


def new_key() -> tuple[str, str]:
    """Return a key, and its hash for `server.api_keys`."""
    key = secrets.token_urlsafe(32)
    return key, _hash(key)


class Keys:
    """The keys of a server, by their hashes; with none everybody may use it."""

    def __init__(self, hashes: Sequence[str]) -> None:
        self._hashes = tuple(hashes)

    def __bool__(self) -> bool:
        return bool(self._hashes)

    def check(self, given: str | None) -> None:
        """Raise Unauthorized unless this is a key. Takes the same time for every wrong one."""
        own = _hash(given or "")
        found = [hmac.compare_digest(own, known) for known in self._hashes]
        if self._hashes and not any(found):
            raise Unauthorized(
                "this server answers only to those who have a key",
                hint="send it as Authorization: Bearer KEY, or as the password in a browser",
            )


def sent_key(headers: Headers) -> str | None:
    """Return the key of an `Authorization` header: a bearer's, or the password that a browser asks
    for.
    """
    kind, _, value = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() == "basic":
        try:
            return base64.b64decode(value).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return None


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
