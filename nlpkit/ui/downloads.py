"""Files that a visitor can download. They are made when they are asked for, not before."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from weakref import WeakValueDictionary

Make = Callable[[], str | Path]


class Gone(Exception):
    """The file does not exist any more."""


class Offer:
    """Files by name, each with a function that makes it: its text, or the path where it is.

    An offer is valid as long as somebody holds it. The page keeps it in the visitor's session.
    """

    def __init__(self, files: Mapping[str, Make]) -> None:
        self.files = files
        # Anyone who knows the address can load the file, so nobody may be able to guess it.
        self.token = secrets.token_urlsafe(24)

    def address(self, name: str) -> str:
        """Return the address of a file, relative to the page."""
        return f"download/{self.token}/{name}"


class Downloads:
    """The offers that are valid."""

    def __init__(self) -> None:
        self._offers: WeakValueDictionary[str, Offer] = WeakValueDictionary()

    def offer(self, files: Mapping[str, Make]) -> Offer:
        offer = Offer(files)
        self._offers[offer.token] = offer
        return offer

    def find(self, token: str, name: str) -> Make:
        """Return the function that makes the file of this name in a valid offer.

        Raises Gone. The function raises it too, when it needs files that were removed with the
        visitor.
        """
        offer = self._offers.get(token)
        if offer is None or name not in offer.files:
            raise Gone
        return offer.files[name]
