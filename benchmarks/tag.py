"""Language tagging against development sets: fragments in texts, and short fragments alone.

    NLPKIT_DATA=... python benchmarks/tag.py [--errors CATEGORY] [--short] [--peers]

F1: letters outside a text's main language that got the right language. Exact: foreign stretches
found to within two characters, in the right language, as F1. False alarms: letters of one-language
texts that got another language. Stretches marked `zz` (addresses, names, code) are not scored.
Alone: short fragments with the right language, mean over the languages of each length.
The last lines are about texts of our own, in data/, and about how true the scores are.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import peers
import reliability
from taggers import TOOLS, Spans, Tagger
from tally import Tally, letters_of, stretches, tally

OWN = Path(__file__).parent / "data"
LEVELS = ("full", "w6", "w3", "w1")
HEADS = ("F1", "exact", "false alarms %", *LEVELS, "kchar/s", "peak_mb")
FORMATS = (".1f", ".1f", ".2f", *[".1f"] * 4, ",.0f", ".0f")
_MARKED = re.compile(r"\[ru:([^]]*)]")


def examples(folder: Path, name: str) -> list[dict]:
    return [*map(json.loads, (folder / name).read_text(encoding="utf-8").splitlines())]


def mixed(folder: Path, spans_of: Callable[[str], Spans]) -> tuple[list[tuple], float]:
    """(example, spans, tally) of every mixed text, and the thousands of characters a second."""
    found, size, seconds = [], 0, 0.0
    for example in examples(folder, "mixed_dev.jsonl"):
        before = time.process_time()
        spans = spans_of(example["text"])
        seconds += time.process_time() - before
        size += len(example["text"])
        found.append((example, spans, tally(example, spans)))
    return found, size / seconds / 1e3


def summed(found: list[tuple]) -> dict[str, Tally]:
    """The tallies of the categories, and of all texts and of those without anything foreign."""
    sums: dict[str, Tally] = defaultdict(Tally)
    for example, _, one in found:
        sums[example["cat"]].add(one)
        sums["all"].add(one)
        if example["cat"].startswith("neg"):
            sums["plain"].add(one)
    return sums


def alone(folder: Path, tagger: Tagger) -> dict[tuple[str, str], float]:
    """The share of right answers in percent by language and length of a fragment, and "all"."""
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for example in examples(folder, "lid_dev.jsonl"):
        answer = tagger.alone(example["text"]) in example["accept"]
        for language in (example["lang"], "all"):
            right[language, example["level"]].append(answer)
    return {key: 100 * sum(answers) / len(answers) for key, answers in right.items()}


def figures(folder: Path, tagger: Tagger) -> dict[str, Any]:
    """What a row of the table of tools has."""
    tagger.alone("warm")
    found, speed = mixed(folder, tagger.spans)
    sums, right = summed(found), alone(folder, tagger)
    return {
        "F1": sums["all"].f1,
        "exact": sums["all"].exact_f1,
        "false alarms %": sums["plain"].alarm_rate,
        **{level: right["all", level] for level in LEVELS},
        "kchar/s": speed,
    }


def report(folder: Path, tagger: Tagger, errors: str | None) -> None:
    found, speed = mixed(folder, tagger.spans)
    for example, spans, one in found:
        if example["cat"] == errors and (one.exact < one.stretches or one.f1 < 99):
            show(example, spans)
    sums = summed(found)
    print(f"{'category':<18}{'F1':>7}{'exact':>7}{'false alarms %':>16}")
    for category in dict.fromkeys(example["cat"] for example, _, _ in found):
        one = sums[category]
        if category.startswith("neg"):
            print(f"{category:<18}{one.alarm_rate:30.2f}")
        else:
            print(f"{category:<18}{one.f1:7.1f}{one.exact_f1:7.1f}")
    total = sums["all"]
    print(f"{'all':<18}{total.f1:7.1f}{total.exact_f1:7.1f}{sums['plain'].alarm_rate:16.2f}")
    print(f"{speed:.0f} kchar/s, sentences and tags")


def show(example: dict, spans: list[tuple[int, int, str]]) -> None:
    text, main = example["text"], example["main"]
    gold = stretches(text, letters_of(text, [tuple(s) for s in example["spans"]]), main)
    found = stretches(text, letters_of(text, spans), main)
    for a, b, language in sorted(gold - found):
        print(f"-{main} {language}: {text[max(0, a - 15) : a]}[{text[a:b]}]{text[b : b + 15]!r}")
    for a, b, language in sorted(found - gold):
        print(f"+{main} {language}: {text[max(0, a - 15) : a]}[{text[a:b]}]{text[b : b + 15]!r}")


def short(folder: Path, tagger: Tagger) -> None:
    """Fragments by themselves: whole sentences, six, three and one words."""
    right = alone(folder, tagger)
    print("\n" + "alone".ljust(10) + "".join(level.rjust(8) for level in LEVELS))
    for language in sorted({language for language, _ in right}):
        print(language.ljust(10) + "".join(f"{right[language, level]:8.1f}" for level in LEVELS))


def transliterated(tagger: Tagger, name: str) -> None:
    """Russian in Latin letters: letters found of it, and letters of other text taken for it."""
    russian = found = other = alarms = 0
    for line in lines(name):
        text, gold = unmarked(line)
        marked, tagged = letters_of(text, gold), letters_of(text, tagger.spans(text))
        for char, mark, lang in zip(text, marked, tagged, strict=True):
            if char.isalpha() and not "\u0400" <= char <= "\u04ff":
                russian, found = russian + (mark == "ru"), found + (mark == lang == "ru")
                other, alarms = other + (mark != "ru"), alarms + (mark != "ru" == lang)
    print(
        f"{name}: {100 * found / russian:.1f} % found, "
        f"{100 * alarms / other:.2f} % of other letters taken for it"
    )


def unmarked(line: str) -> tuple[str, Spans]:
    """The text without its marks `[ru:…]`, and where they were."""
    text, gold, at = "", [], 0
    for match in _MARKED.finditer(line):
        text += line[at : match.start()]
        gold.append((len(text), len(text) + len(match[1]), "ru"))
        text, at = text + match[1], match.end()
    return text + line[at:], gold


def short_english(tagger: Tagger) -> None:
    texts = lines("short-english.txt")
    wrong = [t for t in texts if {lang for _, _, lang in tagger.spans(t)} - {"en", "und"}]
    print(f"short English texts: {len(wrong)} of {len(texts)} taken for foreign", wrong)


def lines(name: str) -> list[str]:
    text = (OWN / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", metavar="CATEGORY", help="print what differs in a category")
    parser.add_argument("--short", action="store_true", help="also measure fragments alone")
    parser.add_argument("--peers", action="store_true", help="compare with other tools")
    parser.add_argument("--tool", choices=TOOLS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if "NLPKIT_DATA" not in os.environ:
        sys.exit("set NLPKIT_DATA to the data folder")
    folder = Path(os.environ["NLPKIT_DATA"]) / "preprocess"
    if args.tool:
        peers.answer(figures(folder, TOOLS[args.tool]()))
    elif args.peers:
        print(peers.table(HEADS, peers.figures(__file__, TOOLS), FORMATS))
    else:
        tagger = TOOLS["nlpkit"]()
        report(folder, tagger, args.errors)
        if args.short:
            short(folder, tagger)
        for name in ("transliterated.txt", "transliterated-check.txt"):
            transliterated(tagger, name)
        short_english(tagger)
        reliability.report(folder)


if __name__ == "__main__":
    main()
