"""Junk removal in pasted text against the development pages: token F1, macro over pages.

    NLPKIT_DATA=... python benchmarks/blocks.py [--errors N]

Each page is judged by a forest that was trained without its site (ten folds; recipes/blocks makes
them beside the one that ships), with the thresholds that ship, which were chosen on these folds.
`part` is a paste from just above the headline to some lines below the article, `full` a whole page.
`own` are pastes in Russian and languages of Central Asia, written for this benchmark by people who
knew the rules (data/pasted-pages.txt): a measure of what is covered, not of quality.
A line counts as body where its block is a paragraph, heading, list or quote, and as kept where it
is anything but junk (titles, bylines and captions are kept, yet the true bodies hold none). Lines
that repeat the headline are not scored.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import time
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from nlpkit.preprocess import blocks
from nlpkit.preprocess.blocks import forest
from nlpkit.preprocess.blocks.page import Page
from nlpkit.preprocess.blocks.rules import BODY, Verdict
from nlpkit.preprocess.blocks.splitting import decide

TOKEN = re.compile(r"\w+")
UNSCORED = 2
FOLDS = 10
Lines = list[str]


def fold_of(site: str, folds: int) -> int:
    """Which fold of the recipe a site falls into."""
    return zlib.crc32(site.removeprefix("www.").encode()) % folds


@cache
def without(site: str) -> forest.Forest:
    """The forest trained without the fold that a site falls into."""
    name = f"blocks-fold{fold_of(site, FOLDS)}.npz"
    return forest.read((Path(__file__).parent / "data" / name).read_bytes())


def verdicts(lines: Lines, site: str) -> list[Verdict]:
    """What is decided on each line of a page; one of white space alone is a paragraph."""
    page = Page("\n".join(lines))
    told = iter(decide(page, without(site)))
    return [next(told).verdict if line.strip() else Verdict("paragraph") for line in lines]


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def own() -> list[dict[str, Any]]:
    """The pages of data/pasted-pages.txt, in the form of the others."""
    text = (Path(__file__).parent / "data/pasted-pages.txt").read_text(encoding="utf-8")
    pages = []
    for part in text.split("\n\n")[1:]:
        name, *rows = part.strip().splitlines()
        labels = ["-+=".index(row[0]) for row in rows]
        pages.append({"domain": name, "lines": [row[2:] for row in rows], "labels": labels})
    return pages


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
    name: str, pages: list[dict[str, Any]], keep: Callable[[Lines, str], list[bool]]
) -> list[float]:
    rows = [
        score(page["lines"], page["labels"], keep(page["lines"], page["domain"])) for page in pages
    ]
    p, r, f = (100 * statistics.mean(column) for column in zip(*rows, strict=True))
    median = 100 * statistics.median(row[2] for row in rows)
    print(f"{name:<24}{p:>8.1f}{r:>8.1f}{f:>8.1f}{median:>8.1f}")
    return [row[2] for row in rows]


def body(lines: Lines, site: str) -> list[bool]:
    return [verdict.kind in BODY for verdict in verdicts(lines, site)]


def kept(lines: Lines, site: str) -> list[bool]:
    return [verdict.kind != "junk" for verdict in verdicts(lines, site)]


def show(pages: list[dict[str, Any]], scores: list[float], count: int) -> None:
    """The lines on the wrong side of the worst pages."""
    for value, page in sorted(zip(scores, pages, strict=True), key=lambda pair: pair[0])[:count]:
        print(f"\n{page['domain']} {100 * value:.0f}")
        found = verdicts(page["lines"], page["domain"])
        for line, label, verdict in zip(page["lines"], page["labels"], found, strict=True):
            if label != UNSCORED and (label == 1) != (verdict.kind in BODY):
                side, what = "lost" if label else "left", verdict.reason or verdict.kind
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
    args = parser.parse_args()
    folder = os.environ.get("NLPKIT_DATA")
    if folder is None:
        sys.exit("set NLPKIT_DATA to the data folder")
    data = Path(folder) / "preprocess"
    print(f"{'':<24}{'P':>8}{'R':>8}{'F1':>8}{'median':>8}")
    for name in ("part", "full", "own"):
        pages = own() if name == "own" else read(data / f"paste_{name}_dev.jsonl")
        report(f"{name}, keep everything", pages, lambda lines, _: [True] * len(lines))
        report(f"{name}, not junk", pages, kept)
        scores = report(f"{name}, body", pages, body)
        show(pages, scores, args.errors)
        speed(pages)


if __name__ == "__main__":
    main()
