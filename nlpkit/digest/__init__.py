"""One summary of several articles on one event. Each point cites the articles that say it.

The values are here. `making` makes them; it is loaded only where a digest is asked for.
"""

from __future__ import annotations

from .values import DIFFERS, Citation, Digest, DigestPoint, LeftOut

__all__ = ["DIFFERS", "Citation", "Digest", "DigestPoint", "LeftOut"]
