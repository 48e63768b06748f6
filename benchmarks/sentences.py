"""Sentence boundaries against development sets: precision, recall and F1 of the inner boundaries.

    NLPKIT_DATA=... python benchmarks/sentences.py [--errors SET]

Paragraphs are given as one block (a new block at each line break between sentences is not assumed);
a boundary is the end of a sentence that is not the last, counted in non-space characters.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

from nlpkit.document import Block
from nlpkit.preprocess import sentences


def inner_ends(pieces: list[str]) -> set[int]:
    """Ends of all pieces but the last, in non-space characters from the start."""
    ends, at = set(), 0
    for piece in pieces[:-1]:
        at += len("".join(piece.split()))
        ends.add(at)
    return ends


def predict(text: str) -> list[str]:
    block = Block(0, len(text), "paragraph")
    return [text[s.start : s.end] for s in sentences.split(text, [block])]


def show(text: str, gold: list[str], found: list[str]) -> None:
    if inner_ends(gold) != inner_ends(found):
        print("gold ", " ¦ ".join(gold))
        print("found", " ¦ ".join(found), end="\n\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", metavar="SET", help="print the texts of a set that differ")
    args = parser.parse_args()
    folder = os.environ.get("NLPKIT_DATA")
    if folder is None:
        sys.exit("set NLPKIT_DATA to the data folder")
    sets = json.loads((Path(folder) / "preprocess/sentences_dev.json").read_text(encoding="utf-8"))
    scores: dict[str, float] = {}
    size, seconds = 0, 0.0
    print(f"{'set':<16}{'texts':>6}{'P':>8}{'R':>8}{'F1':>8}")
    for name, examples in sets.items():
        right = found_count = gold_count = 0
        for example in examples:
            before = time.process_time()
            found = predict(example["text"])
            seconds += time.process_time() - before
            size += len(example["text"].encode())
            gold_ends, ends = inner_ends(example["sents"]), inner_ends(found)
            right += len(gold_ends & ends)
            found_count += len(ends)
            gold_count += len(gold_ends)
            if name == args.errors:
                show(example["text"], example["sents"], found)
        precision = right / found_count if found_count else 1.0
        recall = right / gold_count if gold_count else 1.0
        scores[name] = (
            100 * 2 * right / (found_count + gold_count) if found_count + gold_count else 100
        )
        figures = f"{100 * precision:>8.1f}{100 * recall:>8.1f}{scores[name]:>8.1f}"
        print(f"{name:<16}{len(examples):>6}{figures}")
    real = [f1 for name, f1 in scores.items() if not name.startswith("golden")]
    print(f"mean of real-text sets: {sum(real) / len(real):.2f}   {size / seconds / 1e6:.1f} MB/s")


if __name__ == "__main__":
    main()
