"""A forest of small decision trees: how sure it is that a line belongs to the article's body."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from ...resources import load_bytes

_BATCH = 4096  # lines scored at once: bounds memory


@dataclass(frozen=True, slots=True)
class Forest:
    """Binary trees as arrays of shape (trees, nodes); node 0 is a tree's root.

    A line goes to child 0 of a node where its feature is at most the threshold, else to child 1; a
    leaf is its own child. The score is the logistic function of the sum of the leaves' values; from
    `body` on a line counts as body.
    """

    features: tuple[str, ...]
    feature: np.ndarray  # into `features`
    threshold: np.ndarray
    child: np.ndarray  # (trees, nodes, 2)
    value: np.ndarray
    depth: int
    body: float

    def scores(self, named: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return the probability of each line to be body, (lines,), from features by name."""
        values = np.stack([named[name] for name in self.features], axis=1).astype(np.float32)
        cuts = range(0, len(values), _BATCH)
        return np.concatenate([self._scores(values[at : at + _BATCH]) for at in cuts])

    def _scores(self, values: np.ndarray) -> np.ndarray:
        trees, nodes = self.feature.shape
        base = np.arange(trees, dtype=np.int32) * nodes
        row = np.arange(len(values), dtype=np.int32)[:, None] * len(self.features)
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        child = (self.child + base[:, None, None]).astype(np.int32).ravel()
        node = np.broadcast_to(base, (len(values), trees))
        flat = values.ravel()
        for _ in range(self.depth):
            right = flat.take(row + feature.take(node)) > threshold.take(node)
            node = child.take(2 * node + right)
        chances: np.ndarray = 1 / (1 + np.exp(-self.value.ravel().take(node).sum(axis=1)))
        return chances


def read(data: bytes) -> Forest:
    """Return the forest of an npz file written by recipes/blocks."""
    with np.load(io.BytesIO(data)) as arrays:
        return Forest(
            tuple(str(name) for name in arrays["features"]),
            arrays["feature"].astype(np.int32),
            arrays["threshold"],
            arrays["child"].astype(np.int32),
            arrays["value"].astype(np.float32),
            int(arrays["depth"]),
            float(arrays["body"]),
        )


@cache
def shipped() -> Forest:
    """Return the forest of the package data."""
    return read(load_bytes("nlpkit.preprocessing", "data/blocks.npz"))
