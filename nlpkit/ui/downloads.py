"""What a visitor can download: made when it is asked for, not before."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from weakref import WeakValueDictionary

Make = Callable[[], str | Path]


class Gone(Exception):
    """There is no such file any more."""


class Offer:
    """Files by name, each with what makes it: its text or where it lies.

    An offer stands as long as somebody holds it; the page keeps it in the visitor's session.
    """

    def __init__(self, files: Mapping[str, Make]) -> None:
        self.files = files
        # Whoever knows the address can fetch the file: it must not be guessed.
        self.token = secrets.token_urlsafe(24)

    def address(self, name: str) -> str:
        """Relative to the page."""
        return f"download/{self.token}/{name}"


class Downloads:
    """The offers that stand."""

    def __init__(self) -> None:
        self._offers: WeakValueDictionary[str, Offer] = WeakValueDictionary()

    def offer(self, files: Mapping[str, Make]) -> Offer:
        offer = Offer(files)
        self._offers[offer.token] = offer
        return offer

    def find(self, token: str, name: str) -> Make:
        """What makes the file of this name in an offer that stands.

        Raises Gone; so does what makes it, when that needs files which went with the visitor.
        """
        offer = self._offers.get(token)
        if offer is None or name not in offer.files:
            raise Gone
        return offer.files[name]
