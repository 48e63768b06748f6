"""Are scores of language spans true? A span with score 0.9 should be right nine times in ten.

Every span of the mixed texts is right when most of its letters are in the language it says. Of a
fragment by itself only spans in the script of its language count, for names in other scripts have
no label there. Scores are a table from the evidence of a span to the share that were right; for
the figures it is fitted on four fifths of the texts and judged on the last, five times.

    NLPKIT_DATA=... python benchmarks/reliability.py [--fit]    --fit prints the table for tag.toml
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from unittest import mock

import numpy as np
from taggers import paragraphs

from nlpkit.document import Span
from nlpkit.languages import SCRIPTS
from nlpkit.preprocessing import sentences, tag
from nlpkit.preprocessing.tag import scores, tagger

FOLDS = 5
GROUPS = 30  # of spans with like evidence, as many in each
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
HIGHEST = 0.999


@dataclass(frozen=True, slots=True)
class Sample:
    """The spans measured, an array a property; `text` numbers the texts, `source` names the set."""

    margin: np.ndarray
    right: np.ndarray
    text: np.ndarray
    source: np.ndarray


def by_evidence(text: str) -> list[Span]:
    """The spans whose language its words decide, their margin in place of the score."""
    table = {"by_script": np.nan}
    with (
        mock.patch.object(scores, "calibrated", lambda margins, _: margins),
        mock.patch.dict(tagger._settings()["score"], table),
    ):
        spans = tag.tag(text, sentences.split(text, paragraphs(text)))
    return [span for span in spans if not np.isnan(span.score) and span.script != "Zyyy"]


def sample(folder: Path) -> Sample:
    """All spans of the development sets."""
    rows: list[tuple[float, bool, int, str]] = []
    number = 0
    for name in ("mixed_dev.jsonl", "lid_dev.jsonl"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            example = json.loads(line)
            number += 1
            for span in by_evidence(example["text"]):
                right = _right(example, span)
                if right is not None:
                    rows.append((span.score, right, number, example.get("level", "mixed")))
    margin, right, text, source = zip(*rows, strict=True)
    return Sample(np.array(margin), np.array(right, dtype=float), np.array(text), np.array(source))


def _right(example: dict, span: Span) -> bool | None:
    """Is the language of the span right? None where nothing says."""
    if "accept" in example:
        scripts = {script for lang in example["accept"] for script in SCRIPTS[lang]}
        return span.lang in example["accept"] if span.script in scripts else None
    gold: Counter[str] = Counter()
    for start, end, language in example["spans"]:
        inside = example["text"][max(start, span.start) : min(end, span.end)]
        gold[language] += sum(map(str.isalpha, inside)) if end > span.start else 0
    del gold["zz"]
    return 2 * gold[span.lang] > gold.total() if gold.total() else None


def fit(margin: np.ndarray, right: np.ndarray) -> dict[str, list[float]]:
    """Isotonic regression over groups of like margins: the knots of a rising line."""
    pools: list[list[float]] = []  # spans, sum of margins, number right
    for group in np.array_split(np.argsort(margin, kind="stable"), GROUPS):
        pools.append([len(group), margin[group].sum(), right[group].sum()])
        while len(pools) > 1 and pools[-2][2] / pools[-2][0] >= pools[-1][2] / pools[-1][0]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return {
        "margins": [round(float(total / size), 2) for size, total, _ in pools],
        "right": [round(min(float(good / size), HIGHEST), 3) for size, _, good in pools],
    }


def cross_validated(data: Sample) -> np.ndarray:
    """The score of every span from a table fitted on other texts."""
    found = np.empty(len(data.margin))
    for fold in range(FOLDS):
        out = data.text % FOLDS == fold
        found[out] = scores.calibrated(data.margin[out], fit(data.margin[~out], data.right[~out]))
    return found


def error(score: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error in percent: |score - share right|, over bins of equal width."""
    which = np.minimum((score * bins).astype(int), bins - 1)
    gaps = [(score - right)[which == at].sum() for at in range(bins)]
    return 100 * float(np.abs(gaps).sum()) / len(score)


def report(folder: Path) -> None:
    data = sample(folder)
    score = cross_validated(data)
    print(f"\n{'score':<14}{'spans':>7}{'mean score':>12}{'right %':>9}")
    for low, high in pairwise(BINS):
        own = (score >= low) & ((score < high) | (high == 1.0))
        if own.any():
            mean, right = 100 * score[own].mean(), 100 * data.right[own].mean()
            print(f"{low:.2f} to {high:.2f}{own.sum():>9}{mean:>12.1f}{right:>9.1f}")
    print(f"calibration error, cross-validated: {error(score, data.right):.2f} %", end="")
    for source in dict.fromkeys(data.source.tolist()):
        own = data.source == source
        print(f"; {source} {error(score[own], data.right[own]):.2f}", end="")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="print the table for tag.toml")
    folder = os.environ.get("NLPKIT_DATA")
    if folder is None:
        sys.exit("set NLPKIT_DATA to the data folder")
    if parser.parse_args().fit:
        data = sample(Path(folder) / "preprocess")
        for name, values in fit(data.margin, data.right).items():
            print(f"{name} = {values}")
    else:
        report(Path(folder) / "preprocess")


if __name__ == "__main__":
    main()
