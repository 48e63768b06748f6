"""Blend a cooled run with the weights that ship: `checkpoint.pt` in, that of another folder out.

The average of two ends of one training is often better than either (Wortsman et al. 2022, "model
soups"): a run that goes on from the shipped weights ends near them.
"""

import argparse
import os
from pathlib import Path

import numpy as np
import torch

from nlpkit.engines.ct2 import marian, weights

SHIPPED = Path(__file__).parents[2] / "nlpkit" / "models" / "ru-en-base"
BESIDE = ("align.npz", "data.npz", "dev.tsv", "joint.model", "prepare.json", "vocab.json")


def blended(checkpoint: dict, arrays: dict[str, np.ndarray], share: float) -> dict:
    """Return the checkpoint with `share` of its own moving average, the rest from `arrays`."""
    average = {
        name: share * own + (1 - share) * torch.from_numpy(np.asarray(arrays[name], np.float32))
        for name, own in checkpoint["average"].items()
    }
    return checkpoint | {"average": average}


def main(arguments: list[str] | None = None) -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--work", type=Path, default=Path(".work/ru-en-release"))
    args.add_argument("--out", type=Path, default=Path(".work/ru-en-blend"))
    args.add_argument("--base", type=Path, default=SHIPPED)
    args.add_argument("--share", type=float, default=0.3, help="of the new weights")
    options = args.parse_args(arguments)
    checkpoint = torch.load(options.work / "checkpoint.pt", map_location="cpu")
    exported = weights.read(options.base / "ct2-int8" / "model.bin")
    arrays = marian.state(exported, checkpoint["shape"]["vocab"])
    options.out.mkdir(parents=True, exist_ok=True)
    for name in BESIDE:
        if (options.work / name).exists() and not (options.out / name).exists():
            os.link(options.work / name, options.out / name)
    torch.save(blended(checkpoint, arrays, options.share), options.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
