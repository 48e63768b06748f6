"""Batches of the packed pairs: `data.npz` and `align.npz` in, padded tensors on the device out."""

from pathlib import Path

import numpy as np
import torch
from model import EOS
from torch import Tensor

NONE = 255  # align.npz: a target piece that translates nothing


class Data:
    """All pairs on the device; batches are gathered there, with no loader."""

    def __init__(self, work: Path, pad: int, device: torch.device):
        arrays = np.load(work / "data.npz")
        self.src_len = np.diff(arrays["src_at"].astype(np.int64))
        self.tgt_len = np.diff(arrays["tgt_at"].astype(np.int64))
        self.weight, self.final = arrays["weight"], arrays["final"]
        self.pad = pad
        self.flat = {side: self._tensor(arrays[side], device) for side in ("src", "tgt")}
        self.at = {
            side: torch.from_numpy(arrays[f"{side}_at"].astype(np.int64)).to(device)
            for side in ("src", "tgt")
        }
        self.out_ids = torch.from_numpy(arrays["out_ids"].astype(np.int64)).to(device)
        self.align = self._tensor(np.load(work / "align.npz")["align"], device)

    @staticmethod
    def _tensor(values: np.ndarray, device: torch.device) -> Tensor:
        return torch.from_numpy(values.astype(np.int32)).to(device)

    def plan(
        self, cap: int, tokens: int, round_tokens: int, rng: np.random.Generator, cooling: bool
    ) -> list[np.ndarray]:
        """Return one round of about `round_tokens` target pieces, as shuffled batches of pair
        indices.

        A pair is drawn in proportion to its weight. A batch has pairs of similar length and at most
        `tokens` padded target pieces.
        """
        longest = np.maximum(self.src_len, self.tgt_len) + 1
        weight = np.where(longest <= cap + 1, self.final if cooling else self.weight, 0)
        rate = weight * min(1.0, round_tokens / float((weight * self.tgt_len).sum()))
        times = np.floor(rate + rng.random(len(rate))).astype(np.int64)
        chosen = np.repeat(np.arange(len(rate)), times)
        chosen = chosen[np.argsort(longest[chosen] + rng.random(len(chosen)) * 1.5)]
        batches, first = [], 0
        while first < len(chosen):
            size = max(1, tokens // int(longest[chosen[first]]))
            size = max(1, tokens // int(longest[chosen[first : first + size]].max()))
            batches.append(chosen[first : first + size])
            first += size
        return [batches[i] for i in rng.permutation(len(batches))]

    def _padded(self, side: str, index: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return ids with </s> (B, L), their positions in the flat array, and a mask of real
        pieces.
        """
        start, end = self.at[side][index], self.at[side][index + 1]
        column = torch.arange(int((end - start).max()) + 1, device=start.device)
        place = (start[:, None] + column).clamp_max(len(self.flat[side]) - 1)
        length = (end - start)[:, None]
        ids = self.flat[side][place].long().masked_fill(column >= length, self.pad)
        return ids.masked_fill(column == length, EOS), place, column < length

    def batch(self, pairs: np.ndarray) -> tuple[Tensor, Tensor, Tensor]:
        """Return source ids (B, S), target ids (B, T) and the source position of each target (-1:
        none).
        """
        index = torch.from_numpy(pairs).to(self.out_ids.device)
        src, _, _ = self._padded("src", index)
        tgt, place, inside = self._padded("tgt", index)
        link = self.align[place].long()
        link = torch.where(inside & (link != NONE), link, -1)
        ends = (self.at["src"][index + 1] - self.at["src"][index])[:, None]
        return src, tgt, torch.where(tgt == EOS, ends, link)
