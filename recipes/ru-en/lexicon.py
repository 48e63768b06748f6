"""Learn which English words stand for a Russian one: `pairs.tsv` in, `lexicon.npz` out.

The method is IBM model 1 (Brown et al. 1993, "The mathematics of statistical machine translation"):
expectation maximisation of t(f|e), the probability of a Russian stem for an English one, from
sentence pairs alone. Stems are those of `nlpkit.engines.lexicon`, which reads the file; the
generated pairs, interface strings and lists of names are left out. The most frequent Russian stems
are words of grammar, which say little of what a sentence tells, and have no entries.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from nlpkit.engines.lexicon import SCALE, stems

LEFT_OUT = {"generated", "ui_strings", "names_places_geonames", "names_iso_codes"}
LONGEST = 70  # stems of a sentence
RAREST = 2  # times that a stem must occur
GRAMMAR = 120  # most frequent Russian stems without entries
LEAST = 0.01  # of t(f|e); 0.02 and twelve entries a stem gain a fifth less, in half the space
ROUNDS = 5
AT_ONCE = 20_000  # sentence pairs

Pairs = list[tuple[list[str], list[str]]]


def read(path: Path) -> Pairs:
    """Return the stems of both sides of every pair, each Russian sentence once."""
    seen, pairs = set(), []
    for line in path.read_text(encoding="utf-8").splitlines():
        label, source, target, *_ = line.split("\t")
        if label in LEFT_OUT or source in seen:
            continue
        seen.add(source)
        russian, english = stems(source), stems(target)
        if 0 < len(russian) < LONGEST and 0 < len(english) < LONGEST:
            pairs.append((russian, english))
    return pairs


def vocabulary(sides: Iterable[list[str]]) -> list[str]:
    """Return the stems that are frequent enough, the most frequent first. Index 0 is none."""
    counts = Counter(stem for side in sides for stem in set(side))
    return ["", *(stem for stem, count in counts.most_common() if count >= RAREST)]


def cells(pairs: Pairs, russian: list[str], english: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return for each Russian word the English stems of its sentence, as e * len(russian) + f.

    The second array (one for each Russian word) has how many there are. English 0 is among them: it
    stands for no word, and for rare ones.
    """
    f_of, e_of = ({w: i for i, w in enumerate(each)} for each in (russian, english))
    whole, counts, part = [], [], []
    for source, target in pairs:
        e = np.array(sorted({e_of.get(word, 0) for word in target} | {0}), np.int64)
        f = np.array([f_of.get(word, 0) for word in source], np.int64)
        part.append((e[None, :] * len(russian) + f[:, None]).ravel())
        counts.append(np.full(len(f), len(e), np.int32))
        if len(part) == AT_ONCE:
            whole.append(np.concatenate(part))
            part = []
    return np.concatenate([*whole, *part]), np.concatenate(counts)


def learn(
    pairs: Pairs, russian: list[str], english: list[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the ids f, the ids e and t(f|e) of all stems that occur in one pair."""
    flat, counts = cells(pairs, russian, english)
    keys, place = np.unique(flat, return_inverse=True)
    del flat
    first = np.concatenate([[0], np.cumsum(counts[:-1], dtype=np.int64)])
    e, f = keys // len(russian), keys % len(russian)
    chance = np.ones(len(keys), np.float32)
    for _ in range(ROUNDS):
        share = chance[place]
        share /= np.repeat(np.add.reduceat(share, first), counts)
        expected = np.bincount(place, weights=share, minlength=len(keys))
        chance = (expected / np.bincount(e, weights=expected)[e]).astype(np.float32)
    return f, e, chance


def save(path: Path, russian: list[str], english: list[str], table: tuple[np.ndarray, ...]) -> int:
    """Write the entries that are likely enough, and return how many."""
    f, e, chance = table
    kept = (chance >= LEAST) & (e > 0) & (f > GRAMMAR)
    f, e, chance = f[kept], e[kept], chance[kept]
    order = np.lexsort((e, f))
    f, e, chance = f[order], e[order], chance[order]
    sources, counts = np.unique(f, return_counts=True)
    targets = np.unique(e)
    np.savez_compressed(
        path,
        source=joined(russian[i] for i in sources),
        target=joined(english[i] for i in targets),
        count=counts.astype(np.uint16),
        entry=np.searchsorted(targets, e).astype(
            np.uint16 if len(targets) < 1 << 16 else np.uint32
        ),
        surprise=np.clip(np.round(-np.log(chance) * SCALE), 0, 255).astype(np.uint8),
    )
    return len(f)


def load(path: Path) -> dict[str, dict[str, float]]:
    """Return -log t(f|e) of the entries of a file by their stems f and e."""
    with np.load(path) as arrays:
        if not len(arrays["count"]):
            return {}
        russian, english = (bytes(arrays[key]).decode().split("\n") for key in ("source", "target"))
        stems = np.repeat(np.arange(len(russian)), arrays["count"])
        entries = zip(stems, arrays["entry"], arrays["surprise"] / SCALE, strict=True)
        table: dict[str, dict[str, float]] = {word: {} for word in russian}
        for f, e, surprise in entries:
            table[russian[f]][english[e]] = float(surprise)
    return table


def joined(words: Iterable[str]) -> np.ndarray:
    """Return the words as bytes of UTF-8, one a line."""
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def main(arguments: list[str] | None = None) -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--work", type=Path, default=Path(".work/ru-en"))
    options = args.parse_args(arguments)
    started = time.perf_counter()
    pairs = read(options.work / "pairs.tsv")
    russian, english = (vocabulary(side) for side in zip(*pairs, strict=True))
    table = learn(pairs, russian, english)
    count = save(options.work / "lexicon.npz", russian, english, table)
    print(
        f"{len(pairs):,} pairs, {count:,} entries, {time.perf_counter() - started:.0f} s; "
        f"{(options.work / 'lexicon.npz').stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
