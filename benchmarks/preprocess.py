"""Megabytes a second (UTF-8) of preprocessing, one process, stage by stage; median of several runs.

The text is the project's examples repeated with other numbers in them, half English with Russian
inside, half Russian; with NLPKIT_DATA set also the mixed-language development texts, which do not
repeat. Usage: python benchmarks/preprocess.py [--megabytes 2] [--times 5]
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from nlpkit.preprocess import blocks, normalize, preprocess, sentences, tag

ROOT = Path(__file__).parent.parent


def examples(size: int) -> str:
    """About `size` bytes of the examples, every number in them another each time round."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "examples").glob("*.txt"))]
    counter = itertools.count(2)
    parts: list[str] = []
    total = 0
    for text in itertools.cycle(texts):
        if total >= size:
            return "\n\n".join(parts)
        parts.append(re.sub(r"\d+", lambda _: str(next(counter)), text))
        total += len(parts[-1].encode())
    raise AssertionError


def development(folder: Path) -> str:
    lines = (folder / "preprocess" / "mixed_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return "\n\n".join(json.loads(line)["text"] for line in lines)


def stages(text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    clean = normalize.normalize(text)
    found = blocks.split(clean)
    split = sentences.split(clean, found)
    yield "normalize", lambda: normalize.normalize(text)
    yield "blocks", lambda: blocks.split(clean)
    yield "sentences", lambda: sentences.split(clean, found)
    yield "tag", lambda: tag.tag(clean, split)
    yield "preprocess", lambda: preprocess(text)


def seconds(work: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return statistics.median(spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    texts = {"examples": examples(int(options.megabytes * 1e6))}
    if folder := os.environ.get("NLPKIT_DATA"):
        texts["mixed-language development texts"] = development(Path(folder))
    print("| text | MB | stage | MB/s |")
    print("|---|---|---|---|")
    for name, text in texts.items():
        size = len(text.encode()) / 1e6
        for stage, work in stages(text):
            print(f"| {name} | {size:.2f} | {stage} | {size / seconds(work, options.times):.2f} |")


if __name__ == "__main__":
    main()
