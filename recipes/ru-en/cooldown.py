"""Finish a copy of the running training, export and check it, and report whether it is better.

Finishing is a cool-down of the learning rate. The checkpoint of `start.py` is not changed, so that
training can continue. The package is changed only with `--land`, which replaces the shipped folder.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import torch

HERE = Path(__file__).parent
SHIPPED = HERE.parent.parent / "nlpkit" / "models" / "ru-en-base"
BESIDE = (
    *("data.npz", "align.npz", "vocab.json", "joint.model", "dev.tsv"),
    *("lexicon.npz", "dictionary.json.gz"),
)


def run(step: str, *arguments: str) -> None:
    """Run one step of the recipe."""
    subprocess.run([sys.executable, str(HERE / step), *arguments], check=True)


def cool_down(work: Path, copy: Path, minutes: float, options: list[str]) -> None:
    """Continue training on the copy with a learning rate that falls to zero."""
    copy.mkdir(parents=True, exist_ok=True)
    for name in BESIDE:
        if not (copy / name).exists():
            os.link(work / name, copy / name)
    if not (copy / "checkpoint.pt").exists():
        shutil.copy(work / "checkpoint.pt", copy / "checkpoint.pt")
    done = torch.load(copy / "checkpoint.pt", map_location="cpu")["counters"]["seconds"] / 60
    clock = copy / "until"
    if not clock.exists():  # the end of the schedule, kept for a run that is cut into pieces
        clock.write_text(f"{done + minutes:.2f}")
    run(
        "train.py",
        *(f"--work={copy}", f"--minutes={clock.read_text()}", f"--cooldown={minutes}"),
        *("--encoder-layers=6", "--lr=8e-4", "--guide=0", "--tokens=4000"),
        *("--round-tokens=800000", "--dropout=0.1", "--judge-every=1000", "--resume", *options),
    )


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--work", type=Path, default=Path(".work/ru-en"))
    args.add_argument("--copy", type=Path, default=Path(".work/ru-en-release"))
    args.add_argument("--minutes", type=float, default=30, help="of the cool-down")
    args.add_argument("--beam", default="4")
    args.add_argument("--land", action="store_true", help="replace the shipped model")
    options, more = args.parse_known_args()  # what is left goes to train.py
    cool_down(options.work, options.copy, options.minutes, more)
    made = options.copy / "model"
    run("export.py", f"--work={options.copy}", f"--out={made}")
    run("check.py", f"--model={made}")
    for folder in (SHIPPED, made):
        print(f"\n{folder}")
        run("evaluate.py", f"--model={folder}", "--beam", options.beam)
    if options.land:
        run("export.py", f"--work={options.copy}", f"--out={SHIPPED}")
        run("evaluate.py", "--beam", options.beam, f"--card={SHIPPED / 'README.md'}")
        run("../../benchmarks/doubt.py", "--fit")


if __name__ == "__main__":
    main()
