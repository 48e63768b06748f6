"""Checks keys. If the server has keys, each request must send one.

The settings contain only the SHA-256 of each key. A key is random and as long as its hash, so a
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
    """The server has keys, and the request sent none of them."""


def new_key() -> tuple[str, str]:
    """Return a key, and its hash for `server.api_keys`."""
    key = secrets.token_urlsafe(32)
    return key, _hash(key)


class Keys:
    """The keys of a server, by their hashes. Without keys, everybody may use the server."""

    def __init__(self, hashes: Sequence[str]) -> None:
        self._hashes = tuple(hashes)

    def __bool__(self) -> bool:
        return bool(self._hashes)

    def check(self, given: str | None) -> str | None:
        """Return the hash of a key; None if the server has no keys.

        Raises Unauthorized if this is not a key. Takes the same time for every wrong key.
        """
        own = _hash(given or "")
        found = [hmac.compare_digest(own, known) for known in self._hashes]
        if self._hashes and not any(found):
            raise Unauthorized(
                "this server answers only to those who have a key",
                hint="send it as Authorization: Bearer KEY, or as the password in a browser",
            )
        return own if self._hashes else None


def sent_key(headers: Headers) -> str | None:
    """Return the key of an `Authorization` header: a bearer token or the password of a browser."""
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
