"""Junk removal in pasted text against the development pages: token F1, macro over pages.

    NLPKIT_DATA=... python benchmarks/blocks.py [--errors N | --losses | --peers]

Each page is judged by a forest trained without its site, with the score that counts as body chosen
on the other folds (recipes/blocks makes ten such forests beside the one that ships). `part` is a
paste from just above the headline to some lines below the article, `full` a whole page. `own` and
`blind` are pastes in Russian, languages of Central Asia and English, written for this benchmark:
from `own` (data/pasted-pages.txt) the forests learn, out of fold like the others; from `blind`
(data/pasted-pages-blind.txt) nothing was learnt nor chosen.
A line counts as body where its block is a paragraph, heading, list or quote, and as kept where it
is anything but junk (titles, bylines and captions are kept, yet the true bodies hold none). Lines
that repeat the headline are not scored.
The last two columns are the recall of the article's lines and, among them, of those that end with a
full stop, both over all pages together: a table of results weighs there as many lines as it has.
--losses shares the points that a page lacks among its lines on the wrong side, by their tokens.
--peers puts other tools beside nlpkit; they read HTML and get each line as a paragraph of a page.
It needs `pip install -r benchmarks/peers.txt`.
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
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any

import pages as extractors
import peers

from nlpkit.preprocessing import blocks
from nlpkit.preprocessing.blocks import forest
from nlpkit.preprocessing.blocks.page import Page
from nlpkit.preprocessing.blocks.rules import BODY, Verdict
from nlpkit.preprocessing.blocks.splitting import decide

TOKEN = re.compile(r"\w+")
CYRILLIC = re.compile("[\u0400-\u04ff]")
UNSCORED = 2
FOLDS = 10
LEARNT = ("part", "full", "own")
SETS = (*LEARNT, "blind")
OWN = {"own": "pasted-pages.txt", "blind": "pasted-pages-blind.txt"}
LONG = 25  # tokens of a short line
SHORT = 12  # words, the price of a line for `longest_run`
HEADS, FORMATS = (*SETS, "kchar_s", "peak_mb"), (".1f",) * 4 + (".0f", ".0f")
Lines = list[str]
Keep = Callable[[Lines, str], list[bool]]


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


def own(name: str) -> list[dict[str, Any]]:
    """The pages of a file we wrote, in the form of the others."""
    text = (Path(__file__).parent / "data" / name).read_text(encoding="utf-8")
    pages = []
    for part in text.split("\n\n")[1:]:
        name, *rows = part.strip().splitlines()
        labels = ["-+=".index(row[0]) for row in rows]
        pages.append({"domain": name, "lines": [row[2:] for row in rows], "labels": labels})
    return pages


def pages(name: str, folder: Path) -> list[dict[str, Any]]:
    return own(OWN[name]) if name in OWN else read(folder / f"paste_{name}_dev.jsonl")


def score(lines: Lines, labels: list[int], keep: Iterable[bool]) -> tuple[float, float, float]:
    """Token precision, recall and F1 of the kept lines of one page."""
    counts = {(p, y): 0 for p in (False, True) for y in (0, 1, UNSCORED)}
    for line, label, kept in zip(lines, labels, keep, strict=True):
        counts[kept, label] += len(TOKEN.findall(line))
    right, kept, true = counts[True, 1], counts[True, 0], counts[False, 1]
    precision = right / (right + kept) if right + kept else 0.0
    recall = right / (right + true) if right + true else 0.0
    return precision, recall, 2 * right / (2 * right + kept + true) if right else 0.0


def line_recall(pages: list[dict[str, Any]], keep: Keep) -> tuple[float, float]:
    """How many of a hundred lines of the articles are kept: of all, of those with a final stop."""
    of = {False: [0, 0], True: [0, 0]}
    for page in pages:
        kept = keep(page["lines"], page["domain"])
        for line, label, stays in zip(page["lines"], page["labels"], kept, strict=True):
            if label == 1 and line.strip():
                counts = of[line.rstrip("\"'”’»)] ").endswith(".")]
                counts[0] += stays
                counts[1] += 1
    total = [a + b for a, b in zip(*of.values(), strict=True)]
    return 100 * total[0] / total[1], 100 * of[True][0] / of[True][1]


def report(name: str, pages: list[dict[str, Any]], keep: Keep) -> list[float]:
    rows = [
        score(page["lines"], page["labels"], keep(page["lines"], page["domain"])) for page in pages
    ]
    p, r, f = (100 * statistics.mean(column) for column in zip(*rows, strict=True))
    median = 100 * statistics.median(row[2] for row in rows)
    lines, sentences = line_recall(pages, keep)
    print(f"{name:<24}{p:>8.1f}{r:>8.1f}{f:>8.1f}{median:>8.1f}{lines:>8.1f}{sentences:>10.1f}")
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


def losses(told: list[dict[str, Any]]) -> Counter[str]:
    """Points of F1 that pages lack, by side, by what the line is taken for and its length."""
    points: Counter[str] = Counter()
    for page in told:
        found = verdicts(page["lines"], page["domain"])
        lines = zip(page["lines"], page["labels"], found, strict=True)
        wrong: Counter[str] = Counter()
        for line, label, verdict in lines:
            if label != UNSCORED and (label == 1) != (verdict.kind in BODY):
                size = len(TOKEN.findall(line))
                length = "long" if size > LONG else "short"
                side = "lost" if label else "left"
                wrong[f"{side} {length} {verdict.reason or verdict.kind}"] += size
        keep = [verdict.kind in BODY for verdict in found]
        lacking = 100 * (1 - score(page["lines"], page["labels"], keep)[2]) / len(told)
        for name, size in wrong.items():
            points[name] += lacking * size / max(wrong.total(), 1)
    return points


def speed(pages: list[dict[str, Any]]) -> None:
    text = "\n".join(line for page in pages for line in page["lines"])
    before = time.process_time()
    for page in pages:
        blocks.split("\n".join(page["lines"]))
    print(f"{len(text.encode()) / 1e6 / (time.process_time() - before):.1f} MB/s")


def everything(lines: Lines, site: str) -> list[bool]:
    return [True] * len(lines)


def longest_run(lines: Lines, site: str) -> list[bool]:
    """The stretch with the best sum of words, each line costing SHORT of them."""
    best, total, start, place = 0, 0, 0, (0, -1)
    for i, line in enumerate(lines):
        if total <= 0:
            total, start = 0, i
        total += len(line.split()) - SHORT
        if total > best:
            best, place = total, (start, i)
    return [place[0] <= i <= place[1] for i in range(len(lines))]


def found_by(extract: Callable[[str], str], lines: Lines, site: str) -> list[bool]:
    """The lines whose words make up a line of what a tool extracts from them as a page."""
    paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
    text = extract(f"<html><head></head><body>\n{paragraphs}\n</body></html>")
    found = {tuple(TOKEN.findall(line)) for line in text.splitlines()}
    return [tuple(TOKEN.findall(line)) in found for line in lines]


def justext() -> Callable[[str], str]:
    """jusText needs to be told the language: here by the script."""
    from justext import get_stoplist
    from justext import justext as paragraphs

    words = {cyrillic: get_stoplist(("English", "Russian")[cyrillic]) for cyrillic in (False, True)}

    def extract(source: str) -> str:
        cyrillic = len(CYRILLIC.findall(source)) > len(source) / 4
        told = paragraphs(source, words[cyrillic])
        return "\n".join(p.text for p in told if not p.is_boilerplate)

    return extract


PEERS = {
    "jusText": justext,
    "trafilatura": extractors.trafilatura,
    "readability-lxml": extractors.readability,
    "resiliparse": extractors.resiliparse,
}
LOCAL: dict[str, Keep] = {
    "nlpkit": body,
    "keep everything": everything,
    "longest run": longest_run,
}


def measure(folder: Path, tool: str) -> dict[str, float]:
    """Token F1 of one tool on each set; a page it raises on counts as one without an article."""
    keep = LOCAL[tool] if tool in LOCAL else partial(found_by, PEERS[tool]())
    figures: dict[str, float] = {}
    seconds, size = 0.0, 0
    for name in SETS:
        values = []
        for page in pages(name, folder):
            before = time.process_time()
            try:
                kept_lines = keep(page["lines"], page["domain"])
            except Exception as error:  # of any kind: peers raise their own
                print(f"{tool}: {page['domain']}: {error!r}", file=sys.stderr)
                kept_lines = [False] * len(page["lines"])
            seconds += time.process_time() - before
            size += sum(map(len, page["lines"]))
            values.append(score(page["lines"], page["labels"], kept_lines)[2])
        figures[name] = 100 * statistics.mean(values)
    return figures | {"kchar_s": size / seconds / 1e3}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N worst pages")
    parser.add_argument("--losses", action="store_true", help="what the points are lost by")
    parser.add_argument("--peers", action="store_true", help="the table of all tools")
    parser.add_argument("--tool", choices=[*LOCAL, *PEERS], help="one tool, its figures as JSON")
    args = parser.parse_args()
    if (data := os.environ.get("NLPKIT_DATA")) is None:
        sys.exit("set NLPKIT_DATA to the data folder")
    folder = Path(data) / "preprocess"
    if args.tool:
        peers.answer(measure(folder, args.tool))
    elif args.losses:
        for name in LEARNT:
            rows = losses(pages(name, folder)).most_common(12)
            print(name, *(f"{value:6.2f}  {kind}" for kind, value in rows), sep="\n")
    elif args.peers:
        print(peers.table(HEADS, peers.figures(__file__, [*LOCAL, *PEERS]), FORMATS))
    else:
        table(folder, args.errors)


def table(folder: Path, errors: int) -> None:
    print(f"{'':<24}{'P':>8}{'R':>8}{'F1':>8}{'median':>8}{'lines':>8}{'sentences':>10}")
    for name in SETS:
        told = pages(name, folder)
        report(f"{name}, keep everything", told, everything)
        report(f"{name}, not junk", told, kept)
        show(told, report(f"{name}, body", told, body), errors)
        speed(told)


if __name__ == "__main__":
    main()
