"""Are the scores of translations true? Of those with score 0.8, eight in ten should not mislead.

`data/doubt.tsv` has judgements of translations of development lines, without their text: the
fingerprint of source and translation, the label, the engine's own score and the other features of
`nlpkit.translate.confidence`. A label is A (acceptable as it is), F (flawed, but not misleading) or
M (misleading: a wrong fact or actor, a lost negation or clause, an invented word, nonsense).

Without options: what the score catches, cross-validated on the judged lines, beside the engine's
own score. It needs no data.

For new weights:
    1. python benchmarks/doubt.py --fit                  coefficients for the new model folder, from
                                                         all judged lines; needs no data
    2. NLPKIT_DATA=... python benchmarks/doubt.py --sheet sheet.tsv
                                                         translations to judge, without their scores
    3. fill the first column in with A, F or M
    4. python benchmarks/doubt.py --take sheet.tsv
    5. python benchmarks/doubt.py                        were the coefficients true for the new
                                                         weights? See the last table
    6. python benchmarks/doubt.py --fit                  with the new lines
A sentence's chrF against its reference is no substitute for a judgement: see docs/confidence.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, fields, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from unittest import mock

import numpy as np

import nlpkit
from nlpkit import config
from nlpkit.engines import Calibration, Translator, store
from nlpkit.translate import confidence, fragments, guard
from nlpkit.translate.confidence import Features
from nlpkit.translate.outcomes import Memory, Outcome

JUDGED = Path(__file__).parent / "data" / "doubt.tsv"
SETS = {  # lines of each for a sheet
    "fragments": 160,
    "newstest2020": 60,
    "newstest2021": 60,
    "ntrex128": 60,
    "tatoeba-heldout2k": 60,
}
FOLDS, ROUNDS = 10, 10
RIDGE = 1.0  # on coefficients of features with variance 1
BINS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0)
ALARMS = (0.05, 0.1, 0.2)
NAMES = tuple(field.name for field in fields(Features))


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged translation."""

    label: str
    set: str
    weights: str
    fingerprint: str
    features: Features


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet."""

    label: str
    set: str
    number: int
    source: str
    answer: str
    reference: str


def fingerprint(source: str, answer: str) -> str:
    return sha256(f"{source}\t{answer}".encode()).hexdigest()[:16]


def judged() -> list[Judged]:
    """Return the judged translations of data/doubt.tsv."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return [Judged(*row[:4], Features(*map(float, row[4:]))) for row in rows]


def keep(rows: Sequence[Judged]) -> None:
    """Write the judged translations, one for each fingerprint and weights; later rows count."""
    unique = {(row.weights, row.fingerprint): row for row in rows}
    with JUDGED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(("label", "set", "weights", "fingerprint", *NAMES))
        for row in sorted(unique.values(), key=lambda row: (row.weights, row.set, row.fingerprint)):
            numbers = (f"{number:.4g}" for number in astuple(row.features))
            writer.writerow((row.label, row.set, row.weights, row.fingerprint, *numbers))


# --- sheets


def translated(
    pipeline: nlpkit.Pipeline, lines: Sequence[str]
) -> list[tuple[str, Features | None]]:
    """Return each line's translation and its features, those of its longest part.

    The features are None where a part of the line was not translated by the engine.
    """
    made = []
    for line in lines:  # one by one, so that each part is known to be of its line
        found: dict[str, Features | None] = {}

        def recorded(
            engine: Translator, text: str, outcome: Outcome, source: str, target: str
        ) -> Outcome:
            scored = outcome.status == "translated" and outcome.score
            words = confidence.left_out(engine, text, outcome, source, target) if scored else ()
            found[text] = (  # noqa: B023 - used at once
                confidence.features(engine, text, outcome, words) if scored else None
            )
            return outcome

        # What is remembered is not rated again.
        forgetful = mock.patch.object(fragments, "MEMORY", Memory(0))
        with forgetful, mock.patch.object(confidence, "rated", recorded):
            [outcome] = pipeline.line_outcomes([line], source="ru", target="en")
        own = [features for features in found.values() if features is not None]
        whole = outcome.status == "translated" and own and len(own) == len(found)
        made.append(
            (outcome.text, max(own, key=lambda features: features.words) if whole else None)
        )
    return made


def sample(folder: Path, seed: int) -> list[Line]:
    """Return lines of the development sets, without translations."""
    chosen = []
    for name, count in SETS.items():
        source, reference = (
            (folder / f"{name}.{lang}").read_text(encoding="utf-8").splitlines()
            for lang in ("ru", "en")
        )
        for number in sorted(random.Random(seed).sample(range(len(source)), count)):
            chosen.append(Line("", name, number, source[number], "", reference[number]))
    return chosen


def write_sheet(path: Path, folder: Path, pipeline: nlpkit.Pipeline, seed: int) -> None:
    """Write a sheet of translations that nobody has judged yet."""
    known = {row.fingerprint for row in judged()}
    lines = sample(folder, seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None)
        answers = translated(pipeline, [line.source for line in lines])
        for line, (answer, features) in zip(lines, answers, strict=True):
            if features is not None and fingerprint(line.source, answer) not in known:
                place = (line.label, line.set, line.number)
                writer.writerow((*place, line.source, answer, line.reference))


def take_sheet(path: Path, pipeline: nlpkit.Pipeline) -> None:
    """Add the judged lines of a sheet whose translations the model still gives."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        lines = [Line(*row[:2], int(row[2]), *row[3:]) for row in rows]
    lines = [line for line in lines if line.label in ("A", "F", "M")]
    folder = _folder(pipeline.config)
    weights = store.fingerprint(store.converted(folder) or folder)
    new = []
    answers = translated(pipeline, [line.source for line in lines])
    for line, (answer, features) in zip(lines, answers, strict=True):
        if features is not None and answer == line.answer:
            mark = fingerprint(line.source, answer)
            new.append(Judged(line.label, line.set, weights, mark, features))
    keep([*judged(), *new] if JUDGED.is_file() else new)
    print(f"{len(new)} of {len(lines)} judged lines taken")


def _folder(settings: config.Config) -> Path:
    return store.find(settings.translator.model)


# --- the regression


def matrix(rows: Sequence[Judged]) -> np.ndarray:
    return np.array([astuple(row.features) for row in rows])


def fit(features: np.ndarray, good: np.ndarray) -> Calibration:
    """Return the coefficients of a logistic regression with a ridge, by Newton's method."""
    mean, spread = features.mean(0), features.std(0) + 1e-9
    design = np.column_stack([np.ones(len(features)), (features - mean) / spread])
    ridge = RIDGE * np.diag([0.0, *np.ones(len(mean))])
    found = np.zeros(design.shape[1])
    for _ in range(30):
        share = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (share - good) + ridge @ found
        curve = (design * (share * (1 - share))[:, None]).T @ design + ridge
        found = found - np.linalg.solve(curve, slope)
    values = found[1:] / spread
    return Calibration(float(found[0] - values @ mean), *map(float, values))


def scores(calibration: Calibration, rows: Sequence[Judged]) -> np.ndarray:
    return np.array([confidence.probability(calibration, row.features) for row in rows])


def cross_validated(rows: Sequence[Judged]) -> np.ndarray:
    """Return the scores from coefficients fitted on other lines, a row for each round."""
    features, good = matrix(rows), np.array([row.label != "M" for row in rows], dtype=float)
    found = np.empty((ROUNDS, len(rows)))
    for at in range(ROUNDS):
        fold = np.random.RandomState(at).permutation(len(rows)) % FOLDS
        for part in range(FOLDS):
            out = np.flatnonzero(fold == part)
            calibration = fit(features[fold != part], good[fold != part])
            found[at, out] = scores(calibration, [rows[i] for i in out])
    return found


# --- figures


def auc(score: np.ndarray, good: np.ndarray) -> float:
    """Return how often a translation that is good has a higher score than one that is not."""
    above = score[good][:, None] - score[~good][None, :]
    return float(((above > 0) + (above == 0) / 2).mean())


def report(rows: Sequence[Judged]) -> None:
    label = np.array([row.label for row in rows])
    misleading, acceptable = label == "M", label == "A"
    print(f"{len(rows)} judged translations: {_counted(label)}\n")
    own = np.exp(-matrix(rows)[:, 0])[None]
    fitted = cross_validated(rows)
    without = [replace(row, features=replace(row.features, uncovered=0.0)) for row in rows]
    print(
        f"{'':22}{'AUC':>6}{'M to A':>8}   M below as many of A{'marked: M':>12}{'A':>5}{'all':>5}"
    )
    for name, score in (
        ("engine's own score", own),
        ("without words left out", cross_validated(without)),
        ("with all features", fitted),
    ):
        clear = misleading | acceptable
        areas = np.mean([auc(one, ~misleading) for one in score])
        extremes = np.mean([auc(one[clear], acceptable[clear]) for one in score])
        caught = [
            np.mean([(s[misleading] < np.quantile(s[acceptable], share)).mean() for s in score])
            for share in ALARMS
        ]
        told = "".join(f"{a:>5.0%}: {c:.0%}" for a, c in zip(ALARMS, caught, strict=True))
        marked = np.vectorize(guard.doubtful)(score)
        parts = [marked[:, part].mean() for part in (misleading, acceptable)]
        print(
            f"{name:22}{areas:>6.3f}{extremes:>8.3f}{told}"
            f"{parts[0]:>10.0%}{parts[1]:>5.0%}{marked.mean():>5.0%}"
        )
    _reliability(fitted, ~misleading)
    _by_words_left_out(rows, ~misleading)
    _transfer(rows)


def _reliability(fitted: np.ndarray, right: np.ndarray) -> None:
    """Print the share that does not mislead, by score."""
    print(f"\n{'score':<12}{'lines':>6}{'mean score':>12}{'not misleading':>16}")
    for low, high in pairwise(BINS):
        inside = (fitted >= low) & ((fitted < high) | (high == 1.0))
        good = np.broadcast_to(right, fitted.shape)[inside]
        mean = fitted[inside].mean()
        print(f"{low} to {high}{len(good) / ROUNDS:>8.0f}{mean:>12.2f}{good.mean():>16.2f}")


def _by_words_left_out(rows: Sequence[Judged], right: np.ndarray) -> None:
    """Print the share that does not mislead, by the number of words left out."""
    count = np.array([round(math.expm1(row.features.uncovered)) for row in rows])
    print(f"\n{'words left out':<16}{'lines':>6}{'not misleading':>16}")
    for name, chosen in (("0", count == 0), ("1", count == 1), ("2 and more", count > 1)):
        print(f"{name:<16}{chosen.sum():>6}{right[chosen].mean():>16.2f}")


def _transfer(rows: Sequence[Judged]) -> None:
    """Print whether coefficients that were fitted on other weights are true."""
    print("\nweights, from coefficients that were fitted on the lines of all other weights:")
    for weights in dict.fromkeys(row.weights for row in rows):
        inside = [row for row in rows if row.weights == weights]
        others = [row for row in rows if row.weights != weights]
        if others:
            good = np.array([row.label != "M" for row in others], dtype=float)
            score = scores(fit(matrix(others), good), inside)
            right = np.array([row.label != "M" for row in inside])
            print(
                f"{weights}: {len(inside)} lines, mean score {score.mean():.2f}, "
                f"not misleading {right.mean():.2f}, AUC {auc(score, right):.3f}"
            )


def _counted(label: np.ndarray) -> str:
    return ", ".join(f"{(label == one).sum()} {one}" for one in "AFM")


def write(folder: Path, calibration: Calibration) -> None:
    """Write the coefficients into the model's `nlpkit.json`, and its new checksum."""
    path = folder / store.OWN
    card = store.settings(path)
    card["confidence"] = {name: round(value, 3) for name, value in asdict(calibration).items()}
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(f"{path}: {card['confidence']}")
    sums = folder / store.SUMS
    if not sums.is_file():
        return
    digest = sha256(path.read_bytes()).hexdigest()
    lines = sums.read_text(encoding="utf-8").splitlines()
    mended = [
        f"{digest}  {path.name}" if line.endswith(f"  {path.name}") else line for line in lines
    ]
    sums.write_text("\n".join(mended) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--fit", action="store_true", help="write coefficients for the model")
    what.add_argument("--sheet", type=Path, help="write translations to judge into this file")
    what.add_argument("--take", type=Path, help="take the judgements of this file")
    parser.add_argument("--seed", type=int, default=14, help="chooses the lines of a sheet")
    parser.add_argument("--set", action="append", default=[], dest="settings")
    options = parser.parse_args()
    given = ["translator.model=ru-en-base", *options.settings]
    settings = config.load(overrides=given)
    if not (options.sheet or options.take):
        rows = judged()
        report(rows)
        if options.fit:
            good = np.array([row.label != "M" for row in rows], dtype=float)
            write(_folder(settings), fit(matrix(rows), good))
        return
    pipeline = nlpkit.load(overrides=given)
    if options.take:
        take_sheet(options.take, pipeline)
    elif not os.environ.get("NLPKIT_DATA"):
        sys.exit("set NLPKIT_DATA to the folder of the development data")
    else:
        folder = Path(os.environ["NLPKIT_DATA"]) / "ru-en" / "dev"
        write_sheet(options.sheet, folder, pipeline, options.seed)


if __name__ == "__main__":
    main()
