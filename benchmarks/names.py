"""Whether names and numbers arrive in the translation, with and without what nlpkit does for names.

By set of Russian-English development data, every n-th line: names of the reference (capitalised
words that do not begin a sentence) that the answer has; names that nlpkit reads in the Russian text
which the answer lacks, and how many of those lines say so; numbers in digits that the answer has or
whose line says that they differ; BLEU and chrF. With `--train`: of names read in the Russian side
of a file of pairs, how many have none of their spellings in the human translation.
Usage: python benchmarks/names.py [--lines 300] [--train fragments_own]
"""

from __future__ import annotations

import argparse
import lzma
import os
import re
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

import sacrebleu

import nlpkit
from nlpkit.text import proper
from nlpkit.translate import Outcome, naming, outcomes

SETS = ("fragments", "newstest2018", "newstest2019", "newstest2020", "newstest2021")
SETS += ("flores101-dev", "ntrex128", "tatoeba-heldout2k")
WORD = re.compile(r"[^\W\d_]+")
NAME = re.compile(r"(?<=[\w,;] )[A-Z][a-z]+(?![a-z])")
GROUPED = re.compile(r"(?<=\d)[, \u00a0](?=\d{3}(?!\d))")  # the comma of 600,000
DIGITS = re.compile(r"\d+")


def spread(path: Path, count: int, shift: int) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines[shift :: max(1, len(lines) // count)][:count]


def percent(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.1f}"


def names_arrived(answers: Sequence[str], references: Sequence[str]) -> str:
    found = total = 0
    for answer, reference in zip(answers, references, strict=True):
        words = set(WORD.findall(answer.casefold()))
        names = {name.casefold() for name in NAME.findall(reference)}
        found, total = found + len(names & words), total + len(names)
    return percent(found, total)


def numbers_told(outcomes: Sequence[Outcome], sources: Sequence[str]) -> str:
    """Numbers that arrived, or that stand in a line which says that numbers differ or failed.

    "600 тысяч" may arrive as "600,000": a number counts that begins with the same digits.
    """
    found = total = 0
    for outcome, source in zip(outcomes, sources, strict=True):
        wanted = DIGITS.findall(GROUPED.sub("", source))
        told = outcome.reason == "number_differs" or outcome.status == "failed"
        given = DIGITS.findall(GROUPED.sub("", outcome.text))
        found += sum(told or any(one.startswith(n) for one in given) for n in wanted)
        total += len(wanted)
    return percent(found, total)


def row(name: str, kind: str, source: list[str], refs: list[str], done: list[Outcome]) -> str:
    answers = [outcome.text for outcome in done]
    read = sum(len(proper.read(line)) for line in source)
    lost = [
        naming.missing(*pair, "ru", "en") if outcome.status == "translated" else []
        for pair, outcome in zip(zip(source, answers, strict=True), done, strict=True)
    ]
    cells = [
        names_arrived(answers, refs),
        percent(sum(map(len, lost)), read),
        percent(sum(outcome.reason == "name_differs" for outcome in done), len(done)),
        numbers_told(done, source),
        f"{sacrebleu.BLEU().corpus_score(answers, [refs]).score:.1f}",
        f"{sacrebleu.CHRF().corpus_score(answers, [refs]).score:.1f}",
    ]
    return f"| {name} | {kind} | {' | '.join(cells)} |"


def develop(folder: Path, sets: Sequence[str], lines: int, shift: int) -> None:
    pipeline = nlpkit.load()
    print(
        "| set | names | arrive % | lost of those read % | lines marked % | numbers told % | ",
        end="",
    )
    print("BLEU | chrF |\n|---|---|---|---|---|---|---|---|")
    for name in sets:
        source, refs = (spread(folder / f"{name}.{lang}", lines, shift) for lang in ("ru", "en"))
        with mock.patch.object(naming, "missing", return_value=[]):
            before = pipeline.line_outcomes(source, "ru", "en")
        outcomes.MEMORY.clear()
        after = pipeline.line_outcomes(source, "ru", "en")
        print(row(name, "left", source, refs, before))
        print(row(name, "mended", source, refs, after))
        changed = sum(a.text != b.text for a, b in zip(before, after, strict=True))
        print(f"| | changed lines {percent(changed, len(after))} % | | | | | | |", flush=True)


def read_in_training(path: Path) -> None:
    read = absent = 0
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            russian, english = line.rstrip("\n").split("\t")[:2]
            read += len(proper.read(russian))
            absent += len(naming.missing(russian, english, "ru", "en"))
    print(f"{path.name}: {read} names read, {percent(absent, read)} % not in the translation")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--lines", type=int, default=300)
    parser.add_argument("--shift", type=int, default=0, help="the first line taken")
    parser.add_argument("--train", nargs="*", default=[])
    options = parser.parse_args()
    if not os.environ.get("NLPKIT_DATA"):
        raise SystemExit("set NLPKIT_DATA to the folder of the development data")
    folder = Path(os.environ["NLPKIT_DATA"]) / "ru-en"
    for name in options.train:
        read_in_training(folder / "train" / f"{name}.tsv.xz")
    if not options.train:
        develop(folder / "dev", options.sets, options.lines, options.shift)


if __name__ == "__main__":
    main()
