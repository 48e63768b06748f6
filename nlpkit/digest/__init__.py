"""One summary over several articles on one event, each point citing the articles that say it.

The values are here; `making` makes them, and is only loaded where a digest is asked for.
"""

from __future__ import annotations

from .values import DIFFERS, Citation, Digest, DigestPoint, LeftOut

__all__ = ["DIFFERS", "Citation", "Digest", "DigestPoint", "LeftOut"]
