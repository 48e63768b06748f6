"""Train nlpkit/preprocessing/data/langid.npz: evidence of a language in single words.

    NLPKIT_DATA=... python recipes/langid/train.py [--sources all|permissive] [--out FILE]

For each script a linear model over character n-grams gives P(language | word), all languages being
equally likely beforehand. It is trained on distinct words with soft targets (the shares of the
languages in a word's relative frequency), by Adagrad; half the time the whole word is hidden, so
that parts of words learn to speak. Weights exist only for pairs of an n-gram and a language it
was seen in. The pairs that matter least are dropped, the rest trained again and rounded to 8 bits.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass
from pathlib import Path

import corpus
import numpy as np

from nlpkit.preprocessing.tag import langid

LEAST_COUNT = 3.0  # of a pair, in words of LEAST_COUNT_PER running words
LEAST_COUNT_PER = 300_000
PAIRS_KEPT = {"Latn": 690_000, "Cyrl": 300_000, "Arab": 60_000, "Deva": 20_000}
EPOCHS, EPOCHS_AGAIN = 6, 4
BATCH = 8192
RATE = 0.5
DECAY = 2e-4
HIDDEN_WORDS, HIDDEN_NGRAMS = 0.5, 0.15
HELD_OUT = 0.03
# A language with little text lacks words it has: it borrows some of those that two sisters share.
SISTERS = {"mk": ("bg", "sr")}
BORROWED = 0.25


@dataclass
class Words:
    """Distinct words: the shares of the languages in each, its weight, its n-grams."""

    shares: np.ndarray
    weight: np.ndarray
    start: np.ndarray  # n-grams of word i: rows[start[i]:start[i + 1]]
    rows: np.ndarray
    whole: np.ndarray  # is this n-gram the whole word?


@dataclass
class Pairs:
    """Weights of (n-gram, language): those of n-gram i are [start[i], start[i + 1])."""

    keys: np.ndarray
    start: np.ndarray
    language: np.ndarray
    weight: np.ndarray


def ranges(start: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The members of the given rows of a ragged table, and how many each row has."""
    count = start[rows + 1] - start[rows]
    offset = start[rows] - np.concatenate(([0], np.cumsum(count)[:-1]))
    return np.repeat(offset, count) + np.arange(count.sum()), count


def frequencies(counts: corpus.Counts) -> tuple[list[str], np.ndarray]:
    """Distinct words and their frequency per million by language; seen once counts half."""
    words = {
        word: row for row, word in enumerate(dict.fromkeys(w for c in counts.values() for w in c))
    }
    matrix = np.zeros((len(words), len(counts)), dtype=np.float32)
    for column, counter in enumerate(counts.values()):
        total = sum(counter.values())
        for word, n in counter.items():
            matrix[words[word], column] = 1e6 * n * n / (n + 1) / total
    columns = {language: column for column, language in enumerate(counts)}
    for language, sisters in SISTERS.items():
        if language in columns:
            shared = np.minimum(*(matrix[:, columns[sister]] for sister in sisters))
            matrix[:, columns[language]] += BORROWED * shared
    return list(words), matrix


def prepare(counts: corpus.Counts) -> tuple[Words, Pairs]:
    """All words with their n-grams, and a zero weight for each pair seen often enough."""
    words, matrix = frequencies(counts)
    found, owner, whole = langid.features(words)
    keys, row = np.unique(found, return_inverse=True)
    seen_start = np.concatenate(([0], np.cumsum((matrix > 0).sum(1))))
    seen_word, seen_language = np.nonzero(matrix)
    members, count = ranges(seen_start, owner)
    code = np.repeat(row, count).astype(np.int64) * matrix.shape[1] + seen_language[members]
    often = matrix[seen_word, seen_language][members] * (LEAST_COUNT_PER / 1e6)
    distinct, inverse = np.unique(code, return_inverse=True)
    distinct = distinct[np.bincount(inverse, np.minimum(often, 20)) >= LEAST_COUNT]
    pairs = Pairs(keys, np.empty(0), distinct % matrix.shape[1], np.zeros(len(distinct)))
    pairs, kept = compact(pairs, distinct // matrix.shape[1])
    row = kept[row]
    alive = row >= 0
    start = np.searchsorted(owner[alive], np.arange(len(words) + 1))
    total = matrix.sum(1)
    weight = np.sqrt(total) / np.sqrt(total).mean()
    return Words(matrix / total[:, None], weight, start, row[alive], whole[alive]), pairs


def compact(pairs: Pairs, row: np.ndarray) -> tuple[Pairs, np.ndarray]:
    """The pairs with only the n-grams that have any; also old row -> new row or -1."""
    used = np.unique(row)
    kept = np.full(len(pairs.keys), -1, dtype=np.int64)
    kept[used] = np.arange(len(used))
    start = np.searchsorted(kept[row], np.arange(len(used) + 1))
    return Pairs(pairs.keys[used], start, pairs.language, pairs.weight), kept


def forward(
    words: Words, pairs: Pairs, batch: np.ndarray, rng: np.random.Generator | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """P(language | word) of a batch; which weights took part, and in which cell of the batch."""
    members, count = ranges(words.start, batch)
    owner = np.repeat(np.arange(len(batch)), count)
    if rng is not None:
        hidden = words.whole[members] & (rng.random(len(batch)) < HIDDEN_WORDS)[owner]
        shown = ~hidden & (rng.random(len(members)) > HIDDEN_NGRAMS)
        members, owner = members[shown], owner[shown]
    used, count = ranges(pairs.start, words.rows[members])
    languages = words.shares.shape[1]
    cell = np.repeat(owner, count) * languages + pairs.language[used]
    logits = np.bincount(cell, pairs.weight[used], len(batch) * languages).reshape(-1, languages)
    odds = np.exp(logits - logits.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True), used, cell


def train(words: Words, pairs: Pairs, epochs: int) -> None:
    """Adagrad on cross-entropy; prints the loss on words left out."""
    rng = np.random.default_rng(1)
    left_out = rng.random(len(words.weight)) < HELD_OUT
    trained, test = np.flatnonzero(~left_out), np.flatnonzero(left_out)
    squares = np.full(len(pairs.weight), 1e-3)
    for epoch in range(epochs):
        began = time.perf_counter()
        rng.shuffle(trained)
        for at in range(0, len(trained), BATCH):
            batch = trained[at : at + BATCH]
            share, used, cell = forward(words, pairs, batch, rng)
            slope = (share - words.shares[batch]) * words.weight[batch][:, None]
            slope = np.bincount(used, slope.ravel()[cell], len(pairs.weight)) * (100 / len(batch))
            slope += DECAY * pairs.weight
            squares += slope * slope
            pairs.weight -= RATE * slope / np.sqrt(squares)
        share, _, _ = forward(words, pairs, test, None)
        loss = -(words.weight[test][:, None] * words.shares[test] * np.log(share + 1e-9)).sum()
        right = words.shares[test, share.argmax(1)] > 0
        seconds = time.perf_counter() - began
        print(
            f"epoch {epoch}: held-out words: loss {loss / words.weight[test].sum():.4f}, "
            f"right {100 * right.mean():.2f} %, {seconds:.0f} s",
            flush=True,
        )


def prune(words: Words, pairs: Pairs, size: int) -> Pairs:
    """The `size` heaviest pairs; the words forget the n-grams that are gone."""
    least = np.sort(np.abs(pairs.weight))[-min(size, len(pairs.weight))]
    heavy = np.abs(pairs.weight) >= least
    row = np.repeat(np.arange(len(pairs.keys)), np.diff(pairs.start))[heavy]
    pruned = Pairs(pairs.keys, pairs.start, pairs.language[heavy], pairs.weight[heavy])
    pruned, kept = compact(pruned, row)
    rows = kept[words.rows]
    alive = rows >= 0
    owner = np.repeat(np.arange(len(words.weight)), np.diff(words.start))[alive]
    words.start = np.searchsorted(owner, np.arange(len(words.weight) + 1))
    words.rows, words.whole = rows[alive], words.whole[alive]
    return pruned


def packed(pairs: Pairs, languages: list[str]) -> dict[str, np.ndarray]:
    """The arrays of one script as the model file has them."""
    scale = np.abs(pairs.weight).max() / 127
    return {
        "languages": np.array(languages),
        "keys": pairs.keys,
        "counts": np.diff(pairs.start).astype(np.uint8),
        "language": pairs.language.astype(np.uint8),
        "weight": np.round(pairs.weight / scale).astype(np.int8),
        "scale": np.float32(scale),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", choices=("all", "permissive"), default="all")
    default = Path(langid.__file__).parents[1] / "data/langid.npz"
    parser.add_argument("--out", type=Path, default=default)
    args = parser.parse_args()
    sources = corpus.PERMISSIVE | (corpus.SHARE_ALIKE if args.sources == "all" else frozenset())
    arrays: dict[str, np.ndarray] = {"scripts": np.array(corpus.SCRIPTS)}
    for script, counts in corpus.read(Path(os.environ["NLPKIT_DATA"]), sources).items():
        print(script, *(f"{lang} {sum(c.values())}" for lang, c in counts.items()), sep="; ")
        words, pairs = prepare(counts)
        print(f"{len(words.weight)} distinct words, {len(pairs.weight)} pairs", flush=True)
        train(words, pairs, EPOCHS)
        pairs = prune(words, pairs, PAIRS_KEPT[script])
        train(words, pairs, EPOCHS_AGAIN)
        print(f"kept {len(pairs.weight)} pairs of {len(pairs.keys)} n-grams", flush=True)
        arrays |= {f"{script}.{name}": a for name, a in packed(pairs, list(counts)).items()}
    np.savez(args.out, **arrays)
    print(f"{args.out.name}: {args.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
