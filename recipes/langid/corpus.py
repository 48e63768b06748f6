"""Word counts per language from the text the model learns from."""

from __future__ import annotations

import lzma
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import translit

from nlpkit import languages
from nlpkit.preprocessing.tag import tokens

SCRIPTS = ("Latn", "Cyrl", "Arab", "Deva")  # those that several languages share
LONGEST_WORD = 40
LEAST_WORDS = 1000  # running words of a language in a script; fewer are names and quotations
PERMISSIVE = frozenset({"cldr", "udhr", "tatoeba"})
SHARE_ALIKE = frozenset({"flores-dev", "flores-test", "ud"})

# Files that hold another script of a language, or both.
_VARIANTS = {"srl": "sr", "sr_mixed": "sr", "uzc": "uz", "uz_mixed": "uz", "azc": "az", "tkc": "tk"}
# English and Russian get more text, for they are what most news are written in:
# (file of ru-en/train, characters at most).
_PAIRS = (
    ("ovdinfo_reports", 1_000_000),
    ("debian_web", 1_000_000),
    ("literature", 1_000_000),
    ("ui_strings", 600_000),
    ("tatoeba_rest", 1_000_000),
)

Counts = dict[str, Counter[str]]  # language -> word -> how often


def read(folder: Path, sources: frozenset[str]) -> dict[str, Counts]:
    """For each script the words of the languages written in it; `folder` is NLPKIT_DATA."""
    counts: dict[str, Counts] = {script: defaultdict(Counter) for script in SCRIPTS}
    known: dict[str, tokens.DescribedWord] = {}
    for language, text in _texts(folder, sources):
        for chunk in tokens.pattern().split(text)[1::2]:
            word = known.get(chunk)
            if word is None:
                word = known[chunk] = tokens.describe(chunk)
            if word.script in SCRIPTS and len(word.form) <= LONGEST_WORD:
                counts[word.script][language][word.form] += 1
    latin, cyrillic = counts["Latn"], counts["Cyrl"]
    cyrillic["ba"] = Counter({_bashkir(word): n for word, n in cyrillic["tt"].items()})
    uzbek = Counter({_respelt(word, _UZBEK): n for word, n in latin["uz"].items()})
    serbian = Counter({_respelt(word, _SERBIAN): n for word, n in cyrillic["sr"].items()})
    cyrillic["uz"] += uzbek
    latin["sr"] += serbian
    for language in translit.LANGUAGES:
        latin[language] = translit.latin(cyrillic[language], language)
    return {
        script: {
            language: counter
            for language, counter in sorted(by_language.items())
            if _written(language, script) and counter.total() >= LEAST_WORDS
        }
        for script, by_language in counts.items()
    }


def _written(language: str, script: str) -> bool:
    """Is the language to be known in this script? Some are, although not their own."""
    respelt = script == "Latn" and language in translit.LANGUAGES
    return respelt or script in languages.SCRIPTS[language]


def _texts(folder: Path, sources: frozenset[str]) -> Iterator[tuple[str, str]]:
    for path in sorted((folder / "preprocess/langid_train").glob("*.tsv.xz")):
        name = path.name.partition(".")[0]
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                source, _, text = line.rstrip("\n").partition("\t")
                if source in sources:
                    yield _VARIANTS.get(name, name), text
    for name, limit in _PAIRS:
        size = 0
        with lzma.open(folder / f"ru-en/train/{name}.tsv.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                russian, _, english = line.rstrip("\n").partition("\t")
                yield "ru", russian
                yield "en", english
                size += len(english)
                if size > limit:
                    break


# Languages with two alphabets are respelt from the one to the other, longest first.
_UZBEK = dict(
    zip(
        "ya yu yo ye o' g' sh ch ts a b d e f g h i j k l m n o p q r s t u v x y z '".split(),
        "я ю ё е ў ғ ш ч ц а б д е ф г ҳ и ж к л м н о п қ р с т у в х й з ъ".split(),
        strict=True,
    )
)
_SERBIAN = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split(),
        strict=True,
    )
)


def _respelt(word: str, table: dict[str, str]) -> str:
    letters, at = [], 0
    while at < len(word):
        size = 2 if word[at : at + 2] in table else 1
        letters.append(table.get(word[at : at + size], word[at]))
        at += size
    return "".join(letters)


def _bashkir(word: str) -> str:
    """A Tatar word as a Bashkir one would be spelt, for there is no Bashkir text in the folder.

    Regular correspondences of the two: ҡ and ғ beside back vowels, ҙ and ҫ inside, һ at the start,
    с for ч, й for җ. Enough to tell the letters apart; no claim beyond that.
    """
    back = not any(char in "әөүеи" for char in word)
    rewritten = []
    for at, char in enumerate(word):
        if char == "с":
            char = "ҫ" if at else "һ"
        elif char == "з" and at:
            char = "ҙ"
        elif back and char in "кг":
            char = "ҡ" if char == "к" else "ғ"
        rewritten.append({"ч": "с", "җ": "й"}.get(char, char))
    return "".join(rewritten)
