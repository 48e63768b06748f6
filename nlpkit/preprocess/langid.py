"""Evidence of a language in single words: a linear model over character n-grams.

The model file holds, for each n-gram worth keeping, the languages it speaks for and how much
(natural log odds in units of `scale`). A word's score for a language is the sum over its n-grams
(orders 1 to 5 with the word's edges, and the whole word); the log posterior is the log softmax over
the languages written in its script. `recipes/langid/train.py` makes the file.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np

ORDERS = 5
_EDGE = "\x1f"
_MIX = np.uint32(0x9E3779B1)


@dataclass(frozen=True, slots=True)
class Features:
    """The n-grams of some words: `keys[i]` belongs to the word `owner[i]`."""

    keys: np.ndarray
    owner: np.ndarray


def features(words: Sequence[str]) -> Features:
    """Hashes of all n-grams of `words` (folded, without edges), uint32, in no particular order."""
    joined = _EDGE + _EDGE.join(words) + _EDGE
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    edges = np.flatnonzero(codes == ord(_EDGE))
    # The edge between two words ends one and starts the next: an n-gram may hold it at its ends.
    owner = np.repeat(np.arange(len(words), dtype=np.int32), np.diff(edges))
    inner_edges = np.cumsum(codes == ord(_EDGE))
    keys = [np.array([zlib.crc32(w.encode("utf-8", "surrogatepass")) for w in words], np.uint32)]
    owners = [np.arange(len(words), dtype=np.int32)]
    hashes = np.zeros(len(codes), dtype=np.uint32)
    for order in range(1, ORDERS + 1):
        hashes = hashes[: len(codes) - order + 1] * _MIX + codes[order - 1 :]
        count = len(hashes)
        if order == 1:
            whole = codes[:count] != ord(_EDGE)
        else:  # no edge strictly inside
            whole = inner_edges[order - 2 : order - 2 + count] == inner_edges[:count]
        at = np.flatnonzero(whole[: len(owner)])
        mixed = hashes[at] + np.uint32(order * 0x7F4A7C15 & 0xFFFFFFFF)
        mixed ^= mixed >> np.uint32(15)
        mixed *= np.uint32(0x2C1B3C6D)
        mixed ^= mixed >> np.uint32(13)
        keys.append(mixed)
        owners.append(owner[at])
    return Features(np.concatenate(keys), np.concatenate(owners))
