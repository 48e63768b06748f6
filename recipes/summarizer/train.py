"""Learn what makes sentences a summary: the weights of the extractive summarizer.

    NLPKIT_DATA=... python recipes/summarizer/train.py

First the weights of single sentences, by minimum risk training (risk.py): among all sets from the
sentences that a logistic regression on a greedy oracle likes best, those with the better ROUGE-1
and ROUGE-2 shall become more probable. Then, in the same way, the networks that judge the sets
which the summarizer makes with those weights. No set holds a sentence that leans on one left out.

Written: nlpkit/engines/extractive/data/extractive.json, trained on all articles, and for
benchmarks/summarize.py benchmarks/data/summarizer-parts.json: five models each without a fifth of
the articles, and two without one of the data sets.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(Path(__file__).parent)]

import risk  # noqa: E402
from summarize import SENTENCES, rows, tokenizer  # noqa: E402
from summarizers import FOLDS, UNSEEN, fold_of  # noqa: E402

from nlpkit.document import Article  # noqa: E402
from nlpkit.engines.extractive import features  # noqa: E402
from nlpkit.engines.extractive.selection import Sentences, distinct, select  # noqa: E402
from nlpkit.engines.extractive.sets import candidates as candidate_sets  # noqa: E402
from nlpkit.engines.extractive.sets import compute as compute_sets  # noqa: E402
from nlpkit.preprocessing import preprocess  # noqa: E402
from nlpkit.summarize import request  # noqa: E402
from nlpkit.text.words import SentenceMatrix, words  # noqa: E402

# How much a set weighs, whatever its size: few articles with good summaries must not drown.
SHARE = {"cnndm_train": 1000, "inshorts": 500, "writers_multiref": 300, "ru_ria_headlines": 400}
POOL = 9  # sentences that candidates are made of: the first two and the best others
ORACLE_L2 = 30.0
SENTENCE: dict[str, Any] = {"l2": 0.003, "steps": 100, "rate": 0.05}
JUDGE: dict[str, Any] = {"l2": 0.01, "steps": 150, "rate": 0.02, "hidden": 8, "seeds": 3}
# Features that a kind does without: all that tell the place of a sentence, also in disguise.
PLACES = (
    *("place", "decay", "relative", "last", "first_similarity", "lead_similarity"),
    *("body_similarity", "new_share", "new_names", "set_first", "set_span", "set_last"),
)
BLIND: dict[str, tuple[str, ...]] = {"news": (), "generic": PLACES}
_EXTRACTIVE = ROOT / "nlpkit/engines/extractive/data"
LIMITS = tomllib.loads((_EXTRACTIVE / "extractive.toml").read_text())["selection"]


@dataclass
class Item:
    """One article: features (sentences, features), and what ROUGE needs to judge sets of them."""

    name: str
    fold: int
    named: dict[str, np.ndarray]
    sentences: Sentences
    tokens: list[list[str]]
    rows: SentenceMatrix
    title: str | None
    lengths: np.ndarray
    references: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, int]]

    @cached_property
    def values(self) -> np.ndarray:
        """The features as a table: (sentences, features)."""
        return np.stack([*self.named.values()], axis=1)

    def rouge(self, sets: Sequence[Sequence[int]]) -> np.ndarray:
        """The mean of ROUGE-1 and ROUGE-2 F1 of each set, without bigrams across sentences."""
        chosen = np.zeros((len(sets), len(self.lengths)), np.int32)
        for row, indices in zip(chosen, sets, strict=True):
            row[list(indices)] = 1
        length = chosen @ self.lengths
        total = np.zeros(len(sets))
        for ones, one_counts, twos, two_counts, size in self.references:
            one = np.minimum(chosen @ ones, one_counts).sum(axis=1)
            two = np.minimum(chosen @ twos, two_counts).sum(axis=1)
            total += one / np.maximum(length + size, 1) + two / np.maximum(length + size - 2, 1)
        return 100 * total / len(self.references)


def items(folder: Path) -> Iterator[Item]:
    """The articles of all sets."""
    for name in SENTENCES:
        for row in rows(folder / f"{name}.jsonl", 10**6):
            title = None if name == "ru_ria_headlines" else row.get("title")
            document = preprocess(Article(row["id"], row["text"], title=title))
            texts = [request.sentence(document, i) for i in document.prose]
            tokens = [words(text) for text in texts]
            kept = distinct(texts, tokens, LIMITS["near_duplicate"])
            texts, tokens = [texts[i] for i in kept], [tokens[i] for i in kept]
            if texts:
                yield item(name, row, texts, tokens, document.title if title else None)


def item(
    name: str, row: dict[str, Any], texts: list[str], tokens: list[list[str]], title: str | None
) -> Item:
    table = SentenceMatrix(tokens)
    stems = tokenizer("ru" if name.startswith("ru_") else "en")
    told = [stems.tokenize(text) for text in texts]
    return Item(
        name,
        fold_of(row["id"]),
        features.compute(texts, tokens, table, title),
        Sentences(texts, tokens, table),
        tokens,
        table,
        title,
        np.array([len(sentence) for sentence in told]),
        [reference(told, stems.tokenize(text)) for text in row["references"]],
    )


def reference(told: list[list[str]], wanted: list[str]):
    """Counts of the reference's words and pairs of words in each sentence, and in itself."""
    ones, twos = Counter(wanted), Counter(itertools.pairwise(wanted))
    table_one = np.zeros((len(told), len(ones)), np.int16)
    table_two = np.zeros((len(told), len(twos)), np.int16)
    place_one = {word: j for j, word in enumerate(ones)}
    place_two = {pair: j for j, pair in enumerate(twos)}
    for i, sentence in enumerate(told):
        for word in sentence:
            if word in place_one:
                table_one[i, place_one[word]] += 1
        for pair in itertools.pairwise(sentence):
            if pair in place_two:
                table_two[i, place_two[pair]] += 1
    counts = np.array([*ones.values()]), np.array([*twos.values()])
    return table_one, counts[0], table_two, counts[1], len(wanted)


def oracle(article: Item, count: int = 3) -> list[int]:
    """The set that greedy additions to ROUGE end with."""
    chosen: list[int] = []
    best = 0.0
    while len(chosen) < min(count, len(article.lengths)):
        rest = [i for i in range(len(article.lengths)) if i not in chosen]
        scores = article.rouge([[*chosen, i] for i in rest])
        if scores.max() <= best:
            break
        best = scores.max()
        chosen.append(rest[int(scores.argmax())])
    return chosen


def regression(train: list[Item]) -> np.ndarray:
    """Weights of a logistic regression on the oracle, by Newton's method."""
    counts = Counter(article.name for article in train)
    values = np.concatenate([article.values for article in train])
    label = np.concatenate([np.isin(np.arange(len(a.lengths)), oracle(a)) for a in train])
    weight = np.concatenate(
        [np.full(len(a.lengths), SHARE[a.name] / counts[a.name]) for a in train]
    )
    weight = weight * np.where(label, (~label).sum() / label.sum(), 1.0)
    mean, deviation = values.mean(axis=0), values.std(axis=0) + 1e-6
    design = np.hstack([(values - mean) / deviation, np.ones((len(values), 1))])
    penalty = np.append(np.full(values.shape[1], ORACLE_L2), 1e-9)
    beta = np.zeros(design.shape[1])
    for _ in range(8):
        p = 1 / (1 + np.exp(-design @ beta))
        slope = design.T @ (weight * (p - label)) + penalty * beta
        curve = (design * (weight * p * (1 - p))[:, None]).T @ design + np.diag(penalty)
        beta -= np.linalg.solve(curve, slope)
    return beta[:-1] / deviation


def candidates(article: Item, scores: np.ndarray) -> list[tuple[int, ...]]:
    """All sets of the right size from the pool in which nothing leans on what is left out."""
    count = SENTENCES[article.name]
    usable = np.flatnonzero(article.sentences.penalty == 0).tolist()
    usable = usable if len(usable) >= count else list(range(len(scores)))
    best = sorted(usable, key=lambda i: -scores[i])[: POOL - 2]
    pool = sorted({*best, *usable[:2]})
    sets = itertools.combinations(pool, min(count, len(pool)))
    leaning = article.sentences.leaning
    whole = [s for s in sets if all(not leaning[i] or i - 1 in s for i in s)]
    return whole or [tuple(range(min(count, len(scores))))]


def share(train: list[Item]) -> list[float]:
    counts = Counter(article.name for article in train)
    return [SHARE[article.name] / counts[article.name] for article in train]


def sentence_weights(train: list[Item], sighted: np.ndarray) -> np.ndarray:
    """Weights of the features of a sentence; 0 for those that are not in sight."""
    first = regression(train)
    found = [candidates(article, article.values @ first) for article in train]
    tables = [
        np.stack([article.values[list(one)].mean(axis=0) for one in sets]) * sighted
        for article, sets in zip(train, found, strict=True)
    ]
    rewards = [article.rouge(sets) for article, sets in zip(train, found, strict=True)]
    return risk.linear(risk.Sets.of(tables, rewards, share(train)), **SENTENCE) * sighted


def set_features(article: Item, weights: np.ndarray) -> tuple[list, dict[str, np.ndarray]]:
    """The sets that the summarizer would judge with these weights, and their features."""
    scores = article.values @ weights
    count = min(SENTENCES[article.name], len(scores))
    takes, similarity = [1] * len(scores), LIMITS["similarity"]
    chosen = select(scores, article.sentences, takes, count, similarity=similarity, fill=True)
    sets = candidate_sets(scores, chosen, article.sentences, similarity)
    tokens, rows = article.tokens, article.rows
    return sets, compute_sets(article.named, tokens, rows, article.title, sets)


def judge(train: list[Item], weights: np.ndarray, blind: tuple[str, ...]) -> dict[str, Any]:
    """The model of sets, over the features that do not begin like `blind`."""
    found = [set_features(article, weights) for article in train]
    names = [name for name in found[0][1] if not name.startswith(blind)]
    tables = [np.stack([named[name] for name in names], axis=1) for _, named in found]
    rewards = [article.rouge(sets) for article, (sets, _) in zip(train, found, strict=True)]
    return {"features": names} | risk.networks(risk.Sets.of(tables, rewards, share(train)), **JUDGE)


def learn(train: list[Item], kind: str) -> dict[str, Any]:
    """What extractive.json holds for a kind."""
    names = [*train[0].named]
    sighted = np.array([not name.startswith(BLIND[kind]) for name in names])
    weights = sentence_weights(train, sighted)
    sentence = {n: w for n, w in zip(names, weights, strict=True) if w}
    return {"sentence": sentence, "set": judge(train, weights, BLIND[kind])}


def plain(value: Any) -> Any:
    """Arrays as lists, numbers with the digits that matter."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | np.ndarray):
        return [plain(inner) for inner in value]
    return value if isinstance(value, str) else float(f"{value:.4g}")


def main() -> None:
    torch.set_num_threads(1)
    articles = [*items(Path(os.environ["NLPKIT_DATA"]) / "summarization")]
    whole = {kind: learn(articles, kind) for kind in BLIND}
    parts: dict[str, Any] = {
        f"without fold {k}": {
            kind: learn([a for a in articles if a.fold != k], kind) for kind in BLIND
        }
        for k in range(FOLDS)
    }
    for name in UNSEEN:
        rest = [a for a in articles if a.name != name]
        parts[f"without {name}"] = {"news": learn(rest, "news")}
    for path, data in (
        ("nlpkit/engines/extractive/data/extractive.json", whole),
        ("benchmarks/data/summarizer-parts.json", parts),
    ):
        (ROOT / path).write_text(json.dumps(plain(data)) + "\n", encoding="utf-8")
    print(f"{len(articles)} articles")


if __name__ == "__main__":
    main()
