"""Limits how often one address, and who holds one key, may ask for work."""

from __future__ import annotations

import ipaddress
import math
import time

from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from ..config import ServerSection
from ..pipeline.tasks import TooMany

NETWORK = 64  # bits of an IPv6 address that stand for one customer


class Rates:
    """The rates of a server, counted in its memory over moving windows."""

    def __init__(self, section: ServerSection) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._of = {
            "address": parse_many(section.address_rate) if section.address_rate else [],
            "key": parse_many(section.key_rate) if section.key_rate else [],
        }

    def check_address(self, address: str) -> None:
        """Count a request from this address. Raises TooMany."""
        self._check("address", _customer(address))

    def check_key(self, key: str) -> None:
        """Count a request with the key of this hash. Raises TooMany."""
        self._check("key", key)

    def _check(self, kind: str, who: str) -> None:
        for rate in self._of[kind]:
            if not self._limiter.hit(rate, kind, who):
                again = self._limiter.get_window_stats(rate, kind, who).reset_time
                raise TooMany(max(1, math.ceil(again - time.time())))


def _customer(address: str) -> str:
    """Return what stands for one customer: an IPv4 address or a network of IPv6 addresses."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return address
    return str(ipaddress.ip_network((known, NETWORK), strict=False))
