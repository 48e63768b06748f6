"""Evidence of a language in single words: a linear model over character n-grams.

For every script that several languages share there is a model: for each n-gram worth keeping, the
languages it speaks for and how much. A word's score for a language is the sum over its n-grams
(orders 1 to 5 with the word's edges, and the whole word), in nats; the log softmax of the scores is
the log of P(language | word). `recipes/langid/train.py` makes the file.
"""

from __future__ import annotations

import io
import math
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.lib import format

from ...resources import load_bytes

ORDERS = 5
_EDGE = 0x1F
_MULTIPLIER = np.uint32(0x9E3779B1)
_BATCH = 2048  # words scored at once: bounds memory, fits caches
_FEW = 4  # languages of an n-gram that are added up one by one


def features(words: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the n-grams of folded words: uint32 hashes, the word each is from, and is it the whole
    word?

    Guarantees: the n-grams of a word stand together, words in order.
    """
    edge = chr(_EDGE)
    joined = edge + edge.join(words) + edge
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    edges = np.flatnonzero(codes == _EDGE)
    so_far = np.cumsum(codes == _EDGE)
    size = len(codes) - 1  # an n-gram at each place but the last edge, for each order
    keys = np.zeros((size, ORDERS + 1), dtype=np.uint32)
    valid = np.zeros(keys.shape, dtype=bool)
    hashes = np.zeros(len(codes), dtype=np.uint32)
    for order in range(1, ORDERS + 1):
        hashes = hashes[: len(codes) - order + 1] * _MULTIPLIER + codes[order - 1 :]
        count = min(len(hashes), size)
        keys[:count, order] = _mix(hashes[:count] + np.uint32(order * 0x7F4A7C15 & 0xFFFFFFFF))
        if order == 1:
            valid[:count, order] = codes[:count] != _EDGE
        else:  # edges only at the ends of an n-gram
            valid[:count, order] = so_far[order - 2 : order - 2 + count] == so_far[:count]
    keys[edges[:-1], 0] = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words]
    valid[edges[:-1], 0] = True
    place, column = np.nonzero(valid)
    return keys[place, column], so_far[place] - 1, column == 0


def _mix(hashes: np.ndarray) -> np.ndarray:
    """Spreads close hashes over all 32 bits."""
    hashes ^= hashes >> np.uint32(15)
    hashes *= np.uint32(0x2C1B3C6D)
    hashes ^= hashes >> np.uint32(13)
    return hashes


@dataclass(frozen=True, slots=True)
class ScriptModel:
    """The languages of one script.

    N-gram `keys[i]` has the pairs [start[i], start[i + 1]) of `language` and `weight`; one with
    many languages has the row `row[i]` of `rows` instead (-1: none).
    """

    languages: tuple[str, ...]
    keys: np.ndarray
    start: np.ndarray
    language: np.ndarray
    weight: np.ndarray
    row: np.ndarray
    rows: np.ndarray
    scale: float

    def scores(self, words: Sequence[str]) -> np.ndarray:
        """Evidence in nats, up to a constant per word: float32 [word, language]."""
        parts = [self._scores(words[at : at + _BATCH]) for at in range(0, len(words), _BATCH)]
        return np.concatenate(parts) if parts else np.empty((0, len(self.languages)), np.float32)

    def _scores(self, words: Sequence[str]) -> np.ndarray:
        keys, owner, _ = features(words)
        order = np.argsort(keys)  # a sorted search stays in the caches
        found = np.empty(len(keys), dtype=np.int64)
        found[order] = np.searchsorted(self.keys, keys[order])
        found[found == len(self.keys)] = 0
        known = self.keys[found] == keys
        found, owner = found[known], owner[known]
        row = self.row[found]
        sums = self._few(found[row < 0], owner[row < 0], len(words))
        wide = row >= 0
        if wide.any():
            whose = owner[wide]
            starts = np.flatnonzero(np.diff(whose, prepend=-1))
            sums[whose[starts]] += np.add.reduceat(self.rows[row[wide]], starts, 0, np.float32)
        return sums * np.float32(self.scale)

    def _few(self, found: np.ndarray, owner: np.ndarray, size: int) -> np.ndarray:
        """Return the sums over n-grams with few languages."""
        first = self.start[found]
        count = self.start[found + 1] - first
        before = np.cumsum(count) - count
        pair = np.arange(count.sum()) + np.repeat(first - before, count)
        cell = np.repeat(owner * len(self.languages), count) + self.language[pair]
        sums = np.bincount(cell, self.weight[pair], size * len(self.languages))
        return sums.astype(np.float32).reshape(size, -1)


@cache
def load() -> dict[str, ScriptModel]:
    """Return the models that ship with the package, by script (ISO 15924)."""
    data = _arrays(load_bytes("nlpkit.preprocessing", "data/langid.npz"))
    return {script: _model(data, script) for script in data["scripts"].tolist()}


def _arrays(data: bytes) -> dict[str, np.ndarray]:
    """Return the arrays of an npz file that is not compressed, as views of its bytes.

    What numpy.load copies costs a cold start 7 ms.
    """
    arrays = {}
    for entry in zipfile.ZipFile(io.BytesIO(data)).infolist():
        at = entry.header_offset
        at += 30 + sum(struct.unpack_from("<HH", data, at + 26))  # then name and extra field
        header = io.BytesIO(data[at : at + 1024])
        format.read_magic(header)
        shape, _, kind = format.read_array_header_1_0(header)
        array = np.frombuffer(data, kind, math.prod(shape), at + header.tell())
        arrays[entry.filename.removesuffix(".npy")] = array.reshape(shape)
    return arrays


def _model(data: Mapping[str, np.ndarray], script: str) -> ScriptModel:
    counts, language, weight = (
        data[f"{script}.{name}"] for name in ("counts", "language", "weight")
    )
    languages = tuple(data[f"{script}.languages"].tolist())
    start = np.concatenate(([0], np.cumsum(counts, dtype=np.int32)), dtype=np.int32)
    wide = np.flatnonzero(counts > _FEW)
    row = np.full(len(counts), -1, dtype=np.int32)
    row[wide] = np.arange(len(wide))
    rows = np.zeros((len(wide), len(languages)), dtype=np.int8)
    size = counts[wide].astype(np.int64)
    pair = np.arange(size.sum()) + np.repeat(start[wide] - np.cumsum(size) + size, size)
    rows[np.repeat(row[wide], size), language[pair]] = weight[pair]
    scale = float(data[f"{script}.scale"])
    return ScriptModel(languages, data[f"{script}.keys"], start, language, weight, row, rows, scale)
