"""Language tagging against development sets: fragments in texts, and short fragments alone.

    NLPKIT_DATA=... python benchmarks/tag.py [--errors CATEGORY]

F1: letters outside a text's main language that got the right language. Exact: foreign stretches
found to within two characters, in the right language, as F1. False alarms: letters of one-language
texts that got another language. Stretches marked `zz` (addresses, names, code) are not scored.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nlpkit.document import Block
from nlpkit.preprocess import sentences, tag

TOLERANCE = 2


@dataclass
class Tally:
    letters: int = 0
    foreign: int = 0
    found: int = 0
    right: int = 0
    alarms: int = 0
    stretches: int = 0
    found_stretches: int = 0
    exact: int = 0

    def add(self, other: Tally) -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def f1(self) -> float:
        both = self.foreign + self.found
        return 200 * self.right / both if both else 100.0

    @property
    def exact_f1(self) -> float:
        both = self.stretches + self.found_stretches
        return 200 * self.exact / both if both else 100.0


def predict(text: str) -> list[tuple[int, int, str]]:
    """Spans of the text, a block a line."""
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(at, at + len(line), "paragraph"))
        at += len(line)
    spans = tag.tag(text, sentences.split(text, blocks))
    return [(span.start, span.end, span.lang) for span in spans]


def letters_of(text: str, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """The language of every character, '' for what is no letter or not covered."""
    languages = [""] * len(text)
    for start, end, language in spans:
        for at in range(start, end):
            if text[at].isalpha():
                languages[at] = language
    return languages


def stretches(text: str, languages: list[str], main: str) -> set[tuple[int, int, str]]:
    """Maximal runs of one foreign language, only non-letters or unscored letters in between."""
    found, run = set(), None
    for at, language in enumerate(languages):
        if not language or language == "zz":
            continue
        if run is not None and language != run[2]:
            if run[2] != main:
                found.add(run)
            run = None
        run = (at if run is None else run[0], at + 1, language)
    if run is not None and run[2] != main:
        found.add(run)
    return found


def tally(example: dict, spans: list[tuple[int, int, str]]) -> Tally:
    text, main = example["text"], example["main"]
    gold = letters_of(text, [tuple(span) for span in example["spans"]])
    found = letters_of(text, spans)
    found = ["zz" if g == "zz" else f for g, f in zip(gold, found, strict=True)]
    result = Tally()
    for g, f in zip(gold, found, strict=True):
        if g and g != "zz":
            result.letters += 1
            result.foreign += g != main
            result.found += f != main
            result.right += g == f != main
    if len(example["langs"]) == 1:
        result.alarms = result.found
    wanted, got = stretches(text, gold, main), stretches(text, found, main)
    result.stretches, result.found_stretches = len(wanted), len(got)
    result.exact = sum(
        any(
            abs(a - c) <= TOLERANCE and abs(b - d) <= TOLERANCE and language == other
            for c, d, other in got
        )
        for a, b, language in wanted
    )
    return result


def mixed(folder: Path, errors: str | None) -> None:
    by_category: dict[str, Tally] = defaultdict(Tally)
    size, seconds = 0, 0.0
    for line in (folder / "mixed_dev.jsonl").read_text(encoding="utf-8").splitlines():
        example = json.loads(line)
        before = time.process_time()
        spans = predict(example["text"])
        seconds += time.process_time() - before
        size += len(example["text"])
        one = tally(example, spans)
        by_category[example["cat"]].add(one)
        if example["cat"] == errors and (one.exact < one.stretches or one.f1 < 99):
            show(example, spans)
    total, plain = Tally(), Tally()
    print(f"{'category':<18}{'F1':>7}{'exact':>7}{'false alarms %':>16}")
    for category, one in by_category.items():
        total.add(one)
        if category.startswith("neg"):
            plain.add(one)
        if category.startswith("neg"):
            print(f"{category:<18}{100 * one.alarms / one.letters:30.2f}")
        else:
            print(f"{category:<18}{one.f1:7.1f}{one.exact_f1:7.1f}")
    alarms = 100 * plain.alarms / max(plain.letters, 1)
    print(f"{'all':<18}{total.f1:7.1f}{total.exact_f1:7.1f}{alarms:16.2f}")
    print(f"{size / seconds / 1e3:.0f} kchar/s, sentences and tags")


def show(example: dict, spans: list[tuple[int, int, str]]) -> None:
    text, main = example["text"], example["main"]
    gold = stretches(text, letters_of(text, [tuple(s) for s in example["spans"]]), main)
    found = stretches(text, letters_of(text, spans), main)
    for a, b, language in sorted(gold - found):
        print(f"-{main} {language}: {text[max(0, a - 15) : a]}[{text[a:b]}]{text[b : b + 15]!r}")
    for a, b, language in sorted(found - gold):
        print(f"+{main} {language}: {text[max(0, a - 15) : a]}[{text[a:b]}]{text[b : b + 15]!r}")


def short(folder: Path) -> None:
    """Fragments by themselves: whole sentences, six, three and one words."""
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for line in (folder / "lid_dev.jsonl").read_text(encoding="utf-8").splitlines():
        example = json.loads(line)
        found = predict(example["text"])
        weight: dict[str, int] = defaultdict(int)
        for start, end, language in found:
            weight[language] += end - start
        answer = max(weight, key=weight.__getitem__) in example["accept"]
        for language in (example["lang"], "all"):
            right[language, example["level"]].append(answer)
    levels = ("full", "w6", "w3", "w1")
    print("\n" + "alone".ljust(10) + "".join(level.rjust(8) for level in levels))
    for language in sorted({language for language, _ in right}):
        shares = [right[language, level] for level in levels]
        print(language.ljust(10) + "".join(f"{100 * sum(s) / len(s):8.1f}" for s in shares))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", metavar="CATEGORY", help="print what differs in a category")
    parser.add_argument("--short", action="store_true", help="also measure fragments alone")
    args = parser.parse_args()
    folder = os.environ.get("NLPKIT_DATA")
    if folder is None:
        sys.exit("set NLPKIT_DATA to the data folder")
    mixed(Path(folder) / "preprocess", args.errors)
    if args.short:
        short(Path(folder) / "preprocess")


if __name__ == "__main__":
    main()
