"""Junk removal in pasted text against the development pages: token F1, macro over pages.

    NLPKIT_DATA=... python benchmarks/blocks.py [--errors N]

`part` is a paste from just above the headline to some lines below the article, `full` a whole page.
A line counts as body where its block is a paragraph, heading, list or quote, and as kept where it
is anything but junk (titles, bylines and captions are kept, yet the true bodies hold none). Lines
that repeat the headline are not scored. `pages` are 990 pages in many languages with phrases that
must be kept and phrases that must not.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nlpkit.document import Block
from nlpkit.preprocess import blocks

BODY = {"paragraph", "heading", "list", "quote"}
TOKEN = re.compile(r"\w+")
UNSCORED = 2
Lines = list[str]


def of_lines(lines: Lines) -> list[Block]:
    """The block of each line, None-like paragraphs for lines of white space alone."""
    text = "\n".join(lines)
    found, starts, at = blocks.split(text), [], 0
    for line in lines:
        starts.append(at + len(line) - len(line.lstrip()))
        at += len(line) + 1
    out, k = [], 0
    for start in starts:
        while k + 1 < len(found) and found[k].end <= start:
            k += 1
        out.append(found[k] if found else Block(0, 1, "paragraph"))
    return out


def score(lines: Lines, labels: list[int], keep: Iterable[bool]) -> tuple[float, float, float]:
    """Token precision, recall and F1 of the kept lines of one page."""
    counts = {(p, y): 0 for p in (False, True) for y in (0, 1, UNSCORED)}
    for line, label, kept in zip(lines, labels, keep, strict=True):
        counts[kept, label] += len(TOKEN.findall(line))
    right, kept, true = counts[True, 1], counts[True, 0], counts[False, 1]
    precision = right / (right + kept) if right + kept else 0.0
    recall = right / (right + true) if right + true else 0.0
    return precision, recall, 2 * right / (2 * right + kept + true) if right else 0.0


def report(
    name: str, pages: list[dict[str, Any]], keep: Callable[[Lines], list[bool]]
) -> list[float]:
    rows = [score(page["lines"], page["labels"], keep(page["lines"])) for page in pages]
    p, r, f = (100 * statistics.mean(column) for column in zip(*rows, strict=True))
    median = 100 * statistics.median(row[2] for row in rows)
    print(f"{name:<24}{p:>8.1f}{r:>8.1f}{f:>8.1f}{median:>8.1f}")
    return [row[2] for row in rows]


def body(lines: Lines) -> list[bool]:
    return [b.kind in BODY for b in of_lines(lines)]


def kept(lines: Lines) -> list[bool]:
    return [not b.junk for b in of_lines(lines)]


def phrases(pages: list[dict[str, Any]]) -> None:
    """How many of the wanted and of the unwanted phrases are where they belong."""
    right, total = [0, 0], [0, 0]
    for page in pages:
        lines = page["lines"]
        text = "\n".join(line for line, k in zip(lines, kept(lines), strict=True) if k)
        for side, wanted in enumerate((page["with"], page["without"])):
            everywhere = "\n".join(lines)
            there = [phrase for phrase in wanted if phrase in everywhere]
            total[side] += len(there)
            right[side] += sum((phrase in text) == (side == 0) for phrase in there)
    print(f"pages: {100 * right[0] / total[0]:.1f} % of {total[0]} wanted phrases kept, ", end="")
    print(f"{100 * right[1] / total[1]:.1f} % of {total[1]} unwanted ones removed")


def show(pages: list[dict[str, Any]], scores: list[float], count: int) -> None:
    """The lines on the wrong side of the worst pages."""
    for value, page in sorted(zip(scores, pages, strict=True), key=lambda pair: pair[0])[:count]:
        print(f"\n{page['domain']} {100 * value:.0f}")
        found = of_lines(page["lines"])
        for line, label, block in zip(page["lines"], page["labels"], found, strict=True):
            if label != UNSCORED and (label == 1) != (block.kind in BODY):
                side, what = "lost" if label else "left", block.reason or block.kind
                print(f"  {side}  {what:<20} {line[:110]}")


def speed(pages: list[dict[str, Any]]) -> None:
    text = "\n".join(line for page in pages for line in page["lines"])
    before = time.process_time()
    for page in pages:
        blocks.split("\n".join(page["lines"]))
    print(f"{len(text.encode()) / 1e6 / (time.process_time() - before):.1f} MB/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N worst pages")
    parser.add_argument("--pages", action="store_true", help="also the pages with phrases (slower)")
    args = parser.parse_args()
    folder = os.environ.get("NLPKIT_DATA")
    if folder is None:
        sys.exit("set NLPKIT_DATA to the data folder")
    data = Path(folder) / "preprocess"
    print(f"{'':<24}{'P':>8}{'R':>8}{'F1':>8}{'median':>8}")
    for name in ("part", "full"):
        lines = (data / f"paste_{name}_dev.jsonl").read_text(encoding="utf-8").splitlines()
        pages = [json.loads(line) for line in lines]
        report(f"{name}, keep everything", pages, lambda lines: [True] * len(lines))
        report(f"{name}, not junk", pages, kept)
        scores = report(f"{name}, body", pages, body)
        show(pages, scores, args.errors)
        speed(pages)
    if args.pages:
        with lzma.open(data / "page_lines_train.json.xz", "rt", encoding="utf-8") as file:
            phrases(json.load(file))


if __name__ == "__main__":
    main()
