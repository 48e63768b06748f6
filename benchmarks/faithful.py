"""How well the checks of written summaries find what is unfaithful.

    NLPKIT_DATA=... python benchmarks/faithful.py [--choose | --written | --own | --speed]

Without options: sentences of machine summaries that people judged (QAGS, Wang et al. 2020; an
unfaithful one is one that most of three readers said is not supported), AUC of the score beside
n-gram precision, with 95 % intervals by resampling articles, and for each flag how often it is
right. The costs and thresholds in nlpkit/faithfulness/data/faithfulness.toml were chosen on these
two sets; `--choose` says what choosing the costs, or learning a score, without the scored fold
gives.
`--written`: how often sentences that people wrote are flagged, beside their own article and beside
the one before it in the set. `--own`: our own points in benchmarks/data/points.toml, true and
spoiled, English and Russian; needs no data. `--speed`: ten points on 1,000 sentences.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from summarize import rows
from summarizers import FOLDS, fold_of

from nlpkit.document import Flag
from nlpkit.faithfulness import Check, Checker, SourceIndex, support
from nlpkit.faithfulness.support import COSTS
from nlpkit.preprocessing import preprocess
from nlpkit.text.words import words

JUDGED = ("qags_cnndm", "qags_xsum")
WRITTEN = {"cnndm_train": 200, "writers_multiref": 109, "inshorts": 200, "ru_ria_headlines": 139}
GRID = {"skip": (0.25, 0.5, 1.0), "jump": (1.0, 2.0, 3.0), "unknown": (1.5, 3.0, 4.5)}
RESAMPLES = 1000
KINDS = {
    "number": "number_not_in_source",
    "date": "date_not_in_source",
    "name": "name_not_in_source",
    "negation": "negation",
    "support": "little_support",
}


@dataclass(frozen=True)
class Judged:
    """A sentence of a machine summary: what people said of it, and what we say."""

    article: str
    source: str
    text: str
    faithful: bool
    check: Check
    sentences: list[str]
    source_index: SourceIndex


def split(text: str) -> list[str]:
    document = preprocess(text)
    return [document.slice(sentence) for sentence in document.sentences]


def judged(folder: Path, name: str) -> list[Judged]:
    found = []
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            sentences = split(row["text"])
            ours = Checker(sentences, [row["text"]])
            for text, label in zip(row["sentences"], row["sentence_labels"], strict=True):
                check = ours.check(text)
                found.append(
                    Judged(
                        row["id"],
                        row["text"],
                        text,
                        label > 0.5,
                        check,
                        sentences,
                        ours.source_index,
                    )
                )
    return found


def auc(scores: Sequence[float], faithful: Sequence[bool]) -> float:
    """The share of pairs of a faithful and an unfaithful one that the scores put in order."""
    values, labels = np.asarray(scores), np.asarray(faithful)
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    good = labels.sum()
    return (ranks[labels].sum() - good * (good + 1) / 2) / (good * (len(labels) - good))


def precision(source: str, text: str, n: int) -> float:
    """The share of the word n-grams of `text` that the source has."""
    ours, theirs = (
        [tuple(w[i : i + n]) for i in range(len(w) - n + 1)] for w in (words(text), words(source))
    )
    return sum(gram in set(theirs) for gram in ours) / len(ours) if ours else 1.0


def interval(scores: Sequence[float], sentences: Sequence[Judged]) -> np.ndarray:
    """The 95 % interval of the AUC, articles resampled."""
    draw = np.random.default_rng(1)
    values = np.array(scores)
    labels = np.array([s.faithful for s in sentences])
    of: dict[str, list[int]] = {}
    for i, sentence in enumerate(sentences):
        of.setdefault(sentence.article, []).append(i)
    groups = [*of.values()]
    found = []
    for _ in range(RESAMPLES):
        pick = np.concatenate([groups[i] for i in draw.integers(len(groups), size=len(groups))])
        found.append(auc(values[pick], labels[pick]))
    return np.percentile(found, [2.5, 97.5])


def ranking(sets: dict[str, list[Judged]]) -> Iterator[str]:
    systems = {f"{n}-gram precision": n for n in (1, 2, 3, 4)} | {"score": 0}
    yield "| AUC | " + " | ".join(f"{name} ({len(s)})" for name, s in sets.items()) + " |"
    yield "|---" * (len(sets) + 1) + "|"
    for system, n in systems.items():
        cells = [system]
        for sentences in sets.values():
            scores = [
                precision(s.source, s.text, n) if n else s.check.score or 0 for s in sentences
            ]
            low, high = interval(scores, sentences)
            value = auc(scores, [s.faithful for s in sentences])
            cells.append(f"{value:.3f} [{low:.3f}, {high:.3f}]")
        yield "| " + " | ".join(cells) + " |"


def kinds(flags: Sequence[Flag]) -> set[str]:
    return {flag.code for flag in flags}


def flag_table(sets: dict[str, list[Judged]]) -> Iterator[str]:
    yield "| flag | " + " | ".join(f"{name}: right of told, recall" for name in sets) + " |"
    yield "|---" * (len(sets) + 1) + "|"
    everything = [s for sentences in sets.values() for s in sentences]
    names = sorted(set().union(*(kinds(s.check.flags) for s in everything)))
    for name in [*names, "any", "rejecting"]:
        cells = [name]
        for sentences in sets.values():
            told = [s for s in sentences if _has(s.check, name)]
            right = sum(not s.faithful for s in told)
            wrong = sum(not s.faithful for s in sentences)
            cells.append(f"{right} of {len(told)}, {100 * right / wrong:.1f} %")
        yield "| " + " | ".join(cells) + " |"


def _has(check: Check, name: str) -> bool:
    if name in ("any", "rejecting"):
        return bool(check.flags if name == "any" else check.rejecting)
    return name in kinds(check.flags)


def written(folder: Path, name: str, limit: int) -> Iterator[tuple[Checker, list[str]]]:
    """The checker of each article and the sentences that people wrote of it."""
    for row in rows(folder / f"{name}.jsonl", limit):
        title = None if name == "ru_ria_headlines" else row.get("title")
        texts = [text for reference in row["references"] for text in split(reference)]
        yield Checker(split(row["text"]), [row["text"], title or ""]), texts


def alarms(folder: Path) -> Iterator[str]:
    """The share of human sentences flagged, beside their own article and beside another."""
    names = [*KINDS.values(), "any", "rejecting"]
    heads = ["written by people", "sentences", *names, "rejecting, of another article"]
    yield "| " + " | ".join(heads) + " |"
    yield "|---" * (len(names) + 3) + "|"
    for name, limit in WRITTEN.items():
        found = list(written(folder, name, limit))
        counts: Counter[str] = Counter()
        for k, (ours, texts) in enumerate(found):
            for text in texts:
                flags = (check := ours.check(text)).flags
                counts.update(n for n in names[:-2] if any(f.code.startswith(n) for f in flags))
                counts.update(["any"] * bool(flags) + ["rejecting"] * bool(check.rejecting))
                counts["other"] += bool(found[k - 1][0].check(text).rejecting)
        total = sum(len(texts) for _, texts in found)
        shares = [f"{100 * counts[n] / total:.1f} %" for n in [*names, "other"]]
        yield f"| {name} | {total} | " + " | ".join(shares) + " |"


def choice(sets: dict[str, list[Judged]]) -> Iterator[str]:
    """The AUC where each fold is scored with the costs that are best on the others."""
    grid = [dict(zip(GRID, values, strict=True)) for values in itertools.product(*GRID.values())]
    scores = {name: np.array([rescored(s, grid) for s in sets[name]]).T for name in sets}
    labels = {name: np.array([s.faithful for s in sets[name]]) for name in sets}
    folds = {name: np.array([fold_of(s.article) for s in sets[name]]) for name in sets}
    chosen = {name: np.zeros(len(sets[name])) for name in sets}
    for fold in range(FOLDS):
        rest = {name: folds[name] != fold for name in sets}
        means = [
            np.mean([auc(scores[n][k][rest[n]], labels[n][rest[n]]) for n in sets])
            for k in range(len(grid))
        ]
        best = int(np.argmax(means))
        for name in sets:
            chosen[name][~rest[name]] = scores[name][best][~rest[name]]
        yield f"without fold {fold}: {grid[best]}, mean AUC {means[best]:.3f}"
    learned = logistic(sets, folds, labels)
    for what, found in (("costs chosen", chosen), ("logistic regression", learned)):
        values = ", ".join(f"{name} {auc(found[name], labels[name]):.3f}" for name in sets)
        yield f"{what} without the scored fold: {values}"


def logistic(
    sets: dict[str, list[Judged]], folds: dict[str, np.ndarray], labels: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Scores learned without the scored fold, both sets weighing the same, from plain numbers:
    precision of 1- to 4-grams, logarithm of the score, flags, words."""
    values = {
        name: np.array(
            [
                [precision(s.source, s.text, n) for n in (1, 2, 3, 4)]
                + [np.log(s.check.score or 1), len(s.check.flags), len(words(s.text))]
                for s in sentences
            ]
        )
        for name, sentences in sets.items()
    }
    everything = np.vstack([*values.values()])
    mean, deviation = everything.mean(axis=0), everything.std(axis=0)
    found = {name: np.zeros(len(labels[name])) for name in sets}
    for fold in range(FOLDS):
        rest = {name: folds[name] != fold for name in sets}
        x = np.vstack([values[name][rest[name]] for name in sets])
        y = np.concatenate([labels[name][rest[name]] for name in sets])
        weight = np.concatenate([np.full(rest[n].sum(), 500 / rest[n].sum()) for n in sets])
        learned = fitted((x - mean) / deviation, y, weight)
        for name in sets:
            scored = (values[name][~rest[name]] - mean) / deviation
            found[name][~rest[name]] = scored @ learned[:-1] + learned[-1]
    return found


def fitted(x: np.ndarray, y: np.ndarray, weight: np.ndarray, l2: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton steps: the weights of the columns and the constant."""
    x = np.column_stack([x, np.ones(len(x))])
    ridge = l2 * np.eye(x.shape[1])
    learned = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ learned))
        slope = x.T @ (weight * (p - y)) + ridge @ learned
        bend = (x * (weight * p * (1 - p))[:, None]).T @ x + ridge
        learned -= np.linalg.solve(bend, slope)
    return learned


def rescored(sentence: Judged, grid: Sequence[dict[str, float]]) -> list[float]:
    """The cost a word, negative, of one sentence with each choice of costs."""
    size = max(1, len(words(sentence.text)))
    told = sum(flag.code != KINDS["support"] for flag in sentence.check.flags)
    supports = (support.Support(sentence.sentences, sentence.source_index, COSTS | c) for c in grid)
    return [-(s.cost(sentence.text) + COSTS["flag"] * told) / size for s in supports]


def own() -> Iterator[str]:
    """How many of our spoiled points have the flag of their kind, and how many true ones do."""
    path = Path(__file__).parent / "data/points.toml"
    points: dict[str, list[dict[str, Any]]] = tomllib.loads(path.read_text(encoding="utf-8"))
    yield "| own points | caught | false on true points | fresh: caught | false on true points |"
    yield "|---|---|---|---|---|"
    counts = [counted(points[name]) for name in ("case", "fresh")]
    for kind in [*KINDS, "all"]:
        cells = [kind]
        for caught, false, cases, true in counts:
            spoiled = cases * len(KINDS) if kind == "all" else cases
            cells += [f"{caught[kind]} of {spoiled}", f"{false[kind]} of {true}"]
        yield "| " + " | ".join(cells) + " |"


def counted(cases: Sequence[dict[str, Any]]) -> tuple[Counter[str], Counter[str], int, int]:
    """What is caught and what is told of true points by kind, cases, true points."""
    caught: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for case in cases:
        ours = Checker(split(case["source"]))
        for text in case["faithful"]:
            flags = ours.check(text).flags
            false.update(
                k for k, flag in KINDS.items() if any(f.code.startswith(flag) for f in flags)
            )
        for kind, flag in KINDS.items():
            caught[kind] += any(f.code.startswith(flag) for f in ours.check(case[kind]).flags)
    caught["all"], false["all"] = caught.total(), false.total()
    return caught, false, len(cases), sum(len(case["faithful"]) for case in cases)


def speed(folder: Path) -> str:
    """Seconds of one core to read an article of 1,000 sentences and check ten points."""
    sentences: list[str] = []
    for row in rows(folder / "cnndm_train.jsonl", 10**6):
        sentences += split(row["text"])
        if len(sentences) >= 1000:
            break
    points = [" ".join(pair) for pair in itertools.pairwise(sentences[::90])][:10]
    started = time.process_time()
    ours = Checker(sentences[:1000])
    read = time.process_time() - started
    for point in points:
        ours.check(point)
    both = time.process_time() - started
    return f"1,000 sentences: {read:.2f} s to read, {both - read:.2f} s to check ten points"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--choose", "--written", "--own", "--speed"):
        parser.add_argument(option, action="store_true")
    options = parser.parse_args()
    if options.own:
        print("\n".join(own()))
        return
    data = os.environ.get("NLPKIT_DATA")
    if data is None:
        sys.exit("set NLPKIT_DATA to the data folder")
    folder = Path(data) / "summarization"
    if options.speed or options.written:
        print(speed(folder) if options.speed else "\n".join(alarms(folder)))
        return
    sets = {name: judged(folder, name) for name in JUDGED}
    for part in [choice] if options.choose else [ranking, flag_table]:
        print("\n".join(part(sets)), end="\n\n")


if __name__ == "__main__":
    main()
