"""Write words of Russian sides in English: `pairs.tsv`, `lexicon.npz` in, `switched.tsv` out.

Where a translation lacks words of the dictionary, nlpkit asks again, with these words in English in
the Russian text. A model that was trained on such texts keeps the words and puts them in their
places: Song et al. (2019), "Code-switching for enhancing NMT with pre-specified translation".

Words that stand for each other are found by the lexicon. Rare words are replaced more often: their
weight is the inverse square root of their frequency.
"""

import argparse
import math
import os
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lexicon import LEFT_OUT, load

from nlpkit.text.folding import fold
from nlpkit.text.words import stem

HERE = Path(__file__).parent
RUSSIAN = re.compile(r"[А-Яа-яЁё]{4,}(?:-[А-Яа-яЁё]+)*")
ENGLISH = re.compile(r"[A-Za-z]{3,}(?:[-'][A-Za-z]+)*")
SURPRISE = math.log(8)  # -log t(f|e) of words that stand for each other, at most
TITLES = {"wiki_titles"}
SHORTEST = 3  # words of a text
WORDS = ((1, 2, 3), (5, 3, 2))  # that are replaced, at most a third of a text; and their weights
SINGULAR = 0.5  # probability that a plural is written in the singular, as dictionaries have it

Link = tuple[re.Match[str], re.Match[str]]  # a Russian word and the English one it stands for


def simple(word: str) -> str:
    return stem(fold(word))


class Switcher:
    """Replaces Russian words by the English words of their pair.

    `table` has -log t(f|e) by the stems f and e; `russian` and `english` count the stems of Russian
    and the words of English in all pairs.
    """

    def __init__(self, table: dict[str, dict[str, float]], russian: Counter, english: Counter):
        self.table, self.russian, self.english = table, russian, english

    def links(self, ru: str, en: str) -> list[Link]:
        """Return the words that stand for each other, in the order of the Russian side.

        An English word that occurs twice, or for which two Russian words might stand, is left out.
        """
        places: dict[str, list[re.Match[str]]] = {}
        for word in ENGLISH.finditer(en):
            places.setdefault(simple(word[0]), []).append(word)
        claims: dict[str, list[re.Match[str]]] = {}
        for word in RUSSIAN.finditer(ru):
            known = self.table.get(simple(word[0]), {})
            likely = {one: known[one] for one in places if known.get(one, math.inf) <= SURPRISE}
            if likely:
                claims.setdefault(min(likely, key=likely.__getitem__), []).append(word)
        found = [
            (words[0], places[one][0])
            for one, words in claims.items()
            if len(words) == len(places[one]) == 1
        ]
        return sorted(found, key=lambda link: link[0].start())

    def switched(self, ru: str, en: str, rng: random.Random) -> str | None:
        """Return the Russian side with one to three words in English, or None if it has none."""
        links, length = self.links(ru, en), len(ru.split())
        if not links or length < SHORTEST:
            return None
        weights = [self.russian[simple(own[0])] ** -0.5 for own, _ in links]
        wanted = min(*rng.choices(*WORDS), length // 3)
        chosen = set(rng.choices(range(len(links)), weights, k=wanted))
        for i in sorted(chosen, reverse=True):
            own, other = links[i]
            written = fitted(self.singular(other[0], rng), own, other)
            ru = ru[: own.start()] + written + ru[own.end() :]
        return ru

    def singular(self, word: str, rng: random.Random) -> str:
        bare = f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
        plural = word.endswith("s") and self.english[bare.lower()] > 2
        return bare if plural and rng.random() < SINGULAR else word


def fitted(written: str, own: re.Match[str], other: re.Match[str]) -> str:
    """Return an English word with a capital where the Russian one has one, and no other."""
    if own[0][0].isupper():
        return written[0].upper() + written[1:]
    begins = other.start() == 0 and written[1:].islower()
    return written.lower() if begins else written


def added(
    rows: list[list[str]], share: float, switcher: Switcher, rng: random.Random
) -> Iterator[list[str]]:
    """Yield the rows that are added to these, for a share of them."""
    for name, ru, en in rows:
        if name not in LEFT_OUT | TITLES and rng.random() < share:
            text = switcher.switched(ru, en, rng)
            if text is not None:
                yield [name, text, en]


def main(arguments: list[str] | None = None) -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--work", type=Path, default=Path(".work/ru-en"))
    args.add_argument("--mix", type=Path, default=HERE / "mix.toml")
    options = args.parse_args(arguments)
    settings = tomllib.loads(options.mix.read_text(encoding="utf-8"))["code_switching"]
    lines = (options.work / "pairs.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    switcher = Switcher(
        load(options.work / "lexicon.npz"),
        Counter(simple(word) for _, ru, _ in rows for word in RUSSIAN.findall(ru)),
        Counter(word.lower() for *_, en in rows for word in ENGLISH.findall(en)),
    )
    made = list(added(rows, settings["share"], switcher, random.Random(settings["seed"])))
    with open(options.work / "switched.tsv.part", "w", encoding="utf-8") as out:
        for row in made:
            print(*row, sep="\t", file=out)
    os.replace(options.work / "switched.tsv.part", options.work / "switched.tsv")
    print(f"{len(made):,} pairs beside {len(rows):,}")


if __name__ == "__main__":
    main()
