"""Muon, the optimiser of the matrices inside the layers, with products in float32 or bfloat16.

`torch.optim.Muon` makes its products in bfloat16 always, which CPUs without such instructions do
ten times as slowly as float32, and some virtual machines not at all.
"""

from collections.abc import Iterable

import torch
from torch import Tensor

COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # of the quintic iteration (Jordan et al. 2024)


def orthogonal(matrix: Tensor, steps: int = 5) -> Tensor:
    """Return the nearest matrix with singular values near one, by Newton-Schulz iteration."""
    a, b, c = COEFFICIENTS
    tall = matrix.size(0) > matrix.size(1)
    x = matrix.T if tall else matrix
    x = x / x.norm().clamp(min=1e-7)
    for _ in range(steps):
        gram = x @ x.T
        x = torch.addmm(x, torch.addmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """Steps along the orthogonalised momentum of every matrix (Jordan et al. 2024).

    A step is scaled to the root mean square of AdamW's (Liu et al. 2025), so that one learning
    rate fits both. `dtype` is the one the products are made in.
    """

    def __init__(
        self, matrices: Iterable[Tensor], lr: float, dtype: torch.dtype, momentum: float = 0.95
    ):
        super().__init__(matrices, {"lr": lr, "momentum": momentum})
        self.dtype = dtype

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        for group in self.param_groups:
            for matrix in group["params"]:
                if matrix.grad is None:
                    continue
                state = self.state[matrix]
                kept = state.setdefault("momentum", torch.zeros_like(matrix))
                kept.lerp_(matrix.grad, 1 - group["momentum"])
                ahead = matrix.grad.lerp(kept, group["momentum"])  # Nesterov's
                scale = 0.2 * max(matrix.shape) ** 0.5
                turned = orthogonal(ahead.to(self.dtype)).to(matrix.dtype)
                matrix.add_(turned, alpha=-group["lr"] * scale)
