"""Minimum risk training (Och 2003) of what judges sets of sentences.

Among the sets that could be the summary of an article, the softmax of the scores shall expect the
best reward. Articles have different numbers of sets, so all stand in one flat table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch


@dataclass
class Sets:
    """All sets of all articles: features centred on each article and scaled, and their reward."""

    table: torch.Tensor
    article: torch.Tensor
    reward: torch.Tensor
    share: torch.Tensor  # how much each article weighs
    deviation: np.ndarray

    @classmethod
    def of(
        cls, tables: Sequence[np.ndarray], rewards: Sequence[np.ndarray], shares: Sequence[float]
    ) -> Sets:
        flat = np.concatenate([table - table.mean(axis=0) for table in tables])
        deviation = flat.std(axis=0) + 1e-4
        return cls(
            torch.tensor(flat / deviation, dtype=torch.float32),
            torch.tensor(np.repeat(np.arange(len(tables)), [*map(len, tables)])),
            torch.tensor(np.concatenate([r - r.mean() for r in rewards]), dtype=torch.float32),
            torch.tensor(shares, dtype=torch.float32) / sum(shares),
            deviation,
        )

    def expected(self, scores: torch.Tensor) -> torch.Tensor:
        """The reward to expect of the softmax of the scores within each article, over all."""
        size = len(self.share)
        top = torch.full((size,), -torch.inf).scatter_reduce(0, self.article, scores, "amax")
        power = torch.exp(scores - top[self.article].detach())
        total = torch.zeros(size).index_add(0, self.article, power)
        return (power / total[self.article] * self.reward * self.share[self.article]).sum()


def _descend(
    sets: Sets,
    score: Callable[..., torch.Tensor],
    weights: Sequence[torch.Tensor],
    l2: float,
    steps: int,
    rate: float,
) -> list[np.ndarray]:
    for weight in weights:
        weight.requires_grad_()
    optimizer = torch.optim.Adam(weights, lr=rate)
    for _ in range(steps):
        penalty = l2 * sum((weight**2).sum() for weight in weights)
        loss = penalty - sets.expected(score(sets.table, *weights))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [weight.detach().numpy().astype(float) for weight in weights]


def linear(sets: Sets, l2: float, steps: int, rate: float) -> np.ndarray:
    """Weights of a sum of features."""
    start = [torch.zeros(sets.table.shape[1])]
    return _descend(sets, torch.mv, start, l2, steps, rate)[0] / sets.deviation


def networks(
    sets: Sets, l2: float, steps: int, rate: float, hidden: int, seeds: int
) -> dict[str, Any]:
    """A few small networks, which extractive.sets.Reranker averages: less chance in the start."""
    size = sets.table.shape[1]
    linear, nets = np.zeros(size), []
    for seed in range(seeds):
        draw = torch.Generator().manual_seed(seed)
        start = [
            torch.zeros(size),
            0.1 * torch.randn(size, hidden, generator=draw),
            torch.zeros(hidden),
            0.1 * torch.randn(hidden, generator=draw),
        ]
        straight, inward, bias, out = _descend(sets, _network, start, l2, steps, rate)
        linear += straight / sets.deviation
        nets.append({"hidden": inward / sets.deviation[:, None], "bias": bias, "out": out})
    return {"linear": linear, "networks": nets}


def _network(
    table: torch.Tensor,
    straight: torch.Tensor,
    inward: torch.Tensor,
    bias: torch.Tensor,
    out: torch.Tensor,
) -> torch.Tensor:
    return table @ straight + torch.tanh(table @ inward + bias) @ out
