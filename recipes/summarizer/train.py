"""Learn what makes a sentence belong into a summary: the weights of the extractive summarizer.

    NLPKIT_DATA=... python recipes/summarizer/train.py

Minimum risk training (Och 2003): among the sets of sentences that could be the summary of an
article, the softmax of the summed scores shall expect the best ROUGE-1 and ROUGE-2. The candidates
are all sets from the sentences that a first model, logistic regression on a greedy oracle, likes
best; none of them begins with a dangling sentence whose predecessor is left out.

Written: nlpkit/engines/data/extractive.json, trained on all articles, and the weights of five folds
for benchmarks/summarize.py (benchmarks/data/summarizer-folds.json), each trained without a fifth.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from summarize import FOLDS, SENTENCES, fold_of, rows, tokenizer  # noqa: E402

from nlpkit.document import Article, Document  # noqa: E402
from nlpkit.engines import features  # noqa: E402
from nlpkit.engines.selection import Sentences, distinct  # noqa: E402
from nlpkit.engines.words import Rows, words  # noqa: E402
from nlpkit.preprocess import preprocess  # noqa: E402

# How much a set weighs, whatever its size: few articles with good summaries must not drown.
SHARE = {"cnndm_train": 1000, "inshorts": 500, "writers_multiref": 300, "ru_ria_headlines": 400}
POOL = 9  # sentences that candidates are made of: the first two and the best others
ORACLE_L2, L2, STEPS, RATE = 30.0, 0.003, 100, 0.05
PLACES = ("place", "decay", "relative", "last", "first_similarity", "lead_similarity")


@dataclass
class Item:
    """One article: features (sentences, features), and what ROUGE needs to judge sets of them."""

    name: str
    fold: int
    values: np.ndarray
    likely: np.ndarray  # statements that may be chosen
    leaning: Sequence[bool]
    lengths: np.ndarray
    references: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, int]]

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


def items(folder: Path) -> Iterator[tuple[Item, tuple[str, ...]]]:
    """The articles of all sets, and the names of the features."""
    for name in SENTENCES:
        for row in rows(folder / f"{name}.jsonl", 10**6):
            title = None if name == "ru_ria_headlines" else row.get("title")
            document = preprocess(Article(row["id"], row["text"], title=title))
            texts = prose(document)
            tokens = [words(text) for text in texts]
            kept = distinct(texts, tokens, 0.8)
            texts, tokens = [texts[i] for i in kept], [tokens[i] for i in kept]
            if texts:
                yield item(name, row, texts, tokens, document.title if title else None)


def prose(document: Document) -> list[str]:
    kinds = {"paragraph", "quote", "list"}
    return [
        " ".join(document.slice(sentence).split())
        for sentence in document.sentences
        if document.blocks[sentence.block].kind in kinds
    ]


def item(name, row, texts, tokens, title) -> tuple[Item, tuple[str, ...]]:
    table = Rows(tokens)
    named = features.compute(texts, tokens, table, title)
    seen = Sentences(texts, tokens, table)
    stems = tokenizer("ru" if name.startswith("ru_") else "en")
    told = [stems.tokenize(text) for text in texts]
    made = Item(
        name,
        fold_of(row["id"]),
        np.stack([*named.values()], axis=1),
        seen.reluctance == 0,
        seen.leaning,
        np.array([len(sentence) for sentence in told]),
        [reference(told, stems.tokenize(text)) for text in row["references"]],
    )
    return made, tuple(named)


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
    for _ in range(20):
        p = 1 / (1 + np.exp(-design @ beta))
        slope = design.T @ (weight * (p - label)) + penalty * beta
        curve = (design * (weight * p * (1 - p))[:, None]).T @ design + np.diag(penalty)
        beta -= np.linalg.solve(curve, slope)
    return beta[:-1] / deviation


def candidates(article: Item, scores: np.ndarray) -> list[tuple[int, ...]]:
    """All sets of the right size from the pool in which nothing leans on what is left out."""
    count = SENTENCES[article.name]
    usable = np.flatnonzero(article.likely).tolist()
    usable = usable if len(usable) >= count else list(range(len(scores)))
    best = sorted(usable, key=lambda i: -scores[i])[: POOL - 2]
    pool = sorted({*best, *usable[:2]})
    sets = itertools.combinations(pool, min(count, len(pool)))
    whole = [s for s in sets if all(not article.leaning[i] or i - 1 in s for i in s)]
    return whole or [tuple(range(min(count, len(scores))))]


def learn(train: list[Item], blind: np.ndarray) -> np.ndarray:
    """Weights of the features; those that `blind` marks stay 0."""
    first = regression(train)
    counts = Counter(article.name for article in train)
    tables, rewards, shares = [], [], []
    for article in train:
        sets = candidates(article, article.values @ first)
        table = np.stack([article.values[list(s)].mean(axis=0) for s in sets])
        reward = article.rouge(sets)
        tables.append(table - table.mean(axis=0))
        rewards.append(reward - reward.mean())
        shares.append(SHARE[article.name] / counts[article.name])
    deviation = np.concatenate(tables).std(axis=0) + 1e-4
    size = max(map(len, tables))
    table = torch.zeros(len(train), size, len(deviation))
    reward, mask = torch.zeros(len(train), size), torch.full((len(train), size), -1e9)
    for i, (one, two) in enumerate(zip(tables, rewards, strict=True)):
        table[i, : len(one)] = torch.tensor(one / deviation * ~blind)
        reward[i, : len(two)], mask[i, : len(two)] = torch.tensor(two), 0.0
    share = torch.tensor(shares) / sum(shares)
    beta = torch.zeros(len(deviation), requires_grad=True)
    optimizer = torch.optim.Adam([beta], lr=RATE)
    for _ in range(STEPS):
        p = torch.softmax(table @ beta + mask, dim=1)
        loss = -(share * (p * reward).sum(dim=1)).sum() + L2 * (beta * beta).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return beta.detach().numpy() / deviation * ~blind


def main() -> None:
    torch.manual_seed(0)
    found = [*items(Path(os.environ["NLPKIT_DATA"]) / "summarization")]
    articles, names = [article for article, _ in found], found[0][1]
    places = np.array([name.startswith(PLACES) for name in names])
    blind = {"news": np.zeros(len(names), bool), "generic": places}

    def weights(train: list[Item], kind: str) -> dict[str, float]:
        learned = learn(train, blind[kind])
        return {n: round(float(w), 5) for n, w in zip(names, learned, strict=True) if w}

    folds = [
        {kind: weights([a for a in articles if a.fold != k], kind) for kind in blind}
        for k in range(FOLDS)
    ]
    whole = {kind: weights(articles, kind) for kind in blind}
    for path, data in (
        ("nlpkit/engines/data/extractive.json", whole),
        ("benchmarks/data/summarizer-folds.json", folds),
    ):
        (ROOT / path).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"{len(articles)} articles, {len(names)} features")


if __name__ == "__main__":
    main()
