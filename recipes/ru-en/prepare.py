"""Clean and mix the parallel data: the data folder and `text/` in, `pairs.tsv` out.

A line of it is the name of the source, the Russian and the English side.

Guarantees:
- the same data and mix.toml give the same file, byte for byte;
- no kept sentence of four words or more is in heldout-hashes.txt, none shares an n-gram of
  `filter.ngram` words with a development set;
- every dropped pair is counted under the reason that dropped it (`prepare.json`).
"""

import argparse
import hashlib
import json
import lzma
import os
import random
import re
import tomllib
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import augment
import people

HERE = Path(__file__).parent
TITLES = "wiki_titles"
WORDS = re.compile(r"\w+")
DIGITS = re.compile(r"\d{2,}")
CYRILLIC = re.compile("[\u0400-\u052f]")  # in English mostly a letter that looks Latin
THOUSANDS = re.compile(r"(?<=\d)[ ,.](?=\d{3}(?!\d))")
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&[a-z]+;|\{\{|\}\}|!\[|\]\(|`")
ENGLISH_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'"}
)


def plain(sentence: str) -> str:
    """Return the form heldout-hashes.txt is made from: lower-cased words with single spaces."""
    return re.sub(r"\W+", " ", sentence.lower()).strip()


def fingerprint(sentence: str) -> str:
    """Return the first 16 hex digits of the SHA-256 of `plain(sentence)`."""
    return hashlib.sha256(plain(sentence).encode()).hexdigest()[:16]


class Leaks:
    """Knows the development and test sentences, by hash and by word n-gram."""

    def __init__(self, hashes: set[str], dev_sentences: list[str], ngram: int):
        self.hashes = hashes
        self.ngram = ngram
        self.grams = {gram for s in dev_sentences for gram in self._grams(plain(s).split())}

    def _grams(self, words: list[str]) -> Iterator[str]:
        for i in range(len(words) - self.ngram + 1):
            yield " ".join(words[i : i + self.ngram])

    def __contains__(self, sentence: str) -> bool:
        words = plain(sentence).split()
        if len(words) >= 4 and fingerprint(sentence) in self.hashes:
            return True
        return any(gram in self.grams for gram in self._grams(words))


def load_leaks(folder: Path, ngram: int) -> Leaks:
    """Read heldout-hashes.txt and the dev sets (sources and references) of `folder`."""
    hashes = set((folder / "heldout-hashes.txt").read_text().split())
    dev: list[str] = []
    for path in sorted((folder / "dev").glob("*")):
        if path.suffix == ".ru" or (path.suffix == ".en" and "moz-" not in path.name):
            dev += path.read_text(encoding="utf-8").splitlines()
    return Leaks(hashes, dev, ngram)


def tidy(ru: str, en: str) -> tuple[str, str]:
    """Return both sides in NFC with single spaces.

    English has straight quotes, and none if the Russian side has no quotes.
    """
    ru = " ".join(unicodedata.normalize("NFC", ru).split())
    en = " ".join(unicodedata.normalize("NFC", en).translate(ENGLISH_MARKS).split())
    if not any(mark in ru for mark in '"«„“') and en.count('"') in (1, 2):
        en = en.strip('"').strip() if en.strip('"').count('"') == 0 else en
    return ru, en


def share(text: str, script: str) -> float:
    """Return the share of the letters that are of this script, or 1.0 without letters."""
    letters = [c for c in text if c.isalpha()]
    low, high = ("\u0400", "\u052f") if script == "CYRILLIC" else ("A", "\u024f")
    return sum(low <= c <= high for c in letters) / len(letters) if letters else 1.0


def fault(ru: str, en: str, rules: dict) -> str | None:
    """Return the name of the first rule the pair breaks, or None."""
    if not ru or not en:
        return "empty"
    if max(len(ru.split()), len(en.split())) > rules["max_words"]:
        return "too_long"
    if MARKUP.search(ru) or MARKUP.search(en):
        return "markup"
    if ru == en or not any(c.isalpha() for c in ru):
        return "untranslated"
    if share(ru, "CYRILLIC") < rules["min_cyrillic"]:
        return "source_script"
    if CYRILLIC.search(en) or share(en, "LATIN") < rules["min_latin"]:
        return "target_script"
    shorter, longer = sorted((len(ru), len(en)))
    if longer > 20 and longer > rules["max_char_ratio"] * shorter:
        return "length_ratio"
    if numbers(ru) != numbers(en):
        return "numbers_differ"
    return None


def numbers(text: str) -> list[str]:
    """Return the runs of two digits and more, sorted; a mark between thousands is left out."""
    return sorted(DIGITS.findall(THOUSANDS.sub("", text)))


def chance(text: str, salt: str) -> float:
    """Return a pseudo-random number in [0, 1) that depends only on the text and the salt."""
    return zlib.crc32(f"{salt}\t{text}".encode()) / 2**32


def read_source(path: Path, spec: dict, short_words: int) -> Iterator[tuple[str, str]]:
    """Yield the kept share of one `ru<TAB>en` file, compressed by xz or plain."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            ru, _, en = line.rstrip("\n").partition("\t")
            short = max(ru.count(" "), en.count(" ")) < short_words
            if chance(line, path.name) < spec["keep_short" if short else "keep"]:
                yield tidy(ru, en)


def read_translations(path: Path, mono: list[Path]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of `fingerprint<TAB>ru` lines with the English sentences of these files."""
    with open(path, encoding="utf-8") as lines:
        rows = (line.rstrip("\n").partition("\t") for line in lines)
        russian = {key: ru for key, _, ru in rows}
    for file in mono:
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for en in lines:
                if ru := russian.pop(fingerprint(en), None):
                    yield tidy(ru, en)


def read(name: str, spec: dict, folder: Path, short_words: int) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a source: of `text/`, or of the data folder."""
    own = HERE / "text" / name
    if "mono" in spec:
        mono = [folder / "mono" / f"{file}.txt.xz" for file in spec["mono"]]
        return read_translations(own.with_suffix(".ru"), mono)
    written = own.with_suffix(".tsv")
    path = written if written.exists() else folder / "train" / f"{name}.tsv.xz"
    return read_source(path, spec, short_words)


def clean(mix: dict, folder: Path, leaks: Leaks, counts: Counter) -> Iterator[tuple[str, str, str]]:
    """Yield (source name, ru, en) for every pair that breaks no rule, counting the others."""
    seen: set[tuple[str, str]] = set()
    for name, spec in mix["sources"].items():
        if spec.get("research_only") and not mix["include_research_only"]:
            counts[f"{name}: left out, research only"] += 1
            continue
        for ru, en in read(name, spec, folder, mix["short_words"]):
            key = (plain(ru), plain(en))
            reason = fault(ru, en, mix["filter"]) or ("duplicate" if key in seen else None)
            if reason is None and (ru in leaks or en in leaks):
                reason = "leak"
            counts[f"{name}: {reason or 'kept'}"] += 1
            if reason is None:
                seen.add(key)
                yield name, ru, en


def read_titles(folder: Path, mix: dict) -> list[tuple[str, str]]:
    """Return the titles whose people the generated sentences name; none where the mix has none."""
    if TITLES not in mix["sources"]:
        return []
    path = folder / f"{TITLES}.tsv.xz"
    return list(read_source(path, {"keep": 1.0, "keep_short": 1.0}, mix["short_words"]))


def write_dev(folder: Path, out: Path) -> None:
    """Write a few development lines, `ru<TAB>en`, for the score that training
    prints at intervals.
    """
    rows: list[str] = []
    for name, count in (("tatoeba-heldout2k", 60), ("newstest2018", 20)):
        sides = [(folder / f"{name}.{side}").read_text(encoding="utf-8") for side in ("ru", "en")]
        rows += map("\t".join, list(zip(*map(str.splitlines, sides), strict=True))[:count])
    out.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--data", type=Path, default=os.environ.get("NLPKIT_DATA"))
    args.add_argument("--work", type=Path, default=Path(".work/ru-en"))
    args.add_argument("--mix", type=Path, default=HERE / "mix.toml")
    options = args.parse_args(arguments)
    if options.data is None:
        args.error("give --data FOLDER or set NLPKIT_DATA")
    mix = tomllib.loads(options.mix.read_text(encoding="utf-8"))
    folder = options.data / "ru-en"
    options.work.mkdir(parents=True, exist_ok=True)
    leaks = load_leaks(folder, mix["filter"]["ngram"])
    counts: Counter = Counter()
    rng = random.Random(mix["seed"])
    world = people.people(read_titles(folder / "train", mix))
    tables = augment.load_tables(HERE / "augment.toml", world)
    with open(options.work / "pairs.tsv.part", "w", encoding="utf-8") as out:
        for name, ru, en in clean(mix, folder, leaks, counts):
            print(name, ru, en, sep="\t", file=out)
            for variant in augment.variants(ru, en, mix["augment"], tables, rng):
                counts[f"{name}: variants"] += 1
                print(name, *variant, sep="\t", file=out)
        for ru, en in augment.generate(tables, mix["augment"]["generated"], rng):
            if ru in leaks or en in leaks:
                counts["generated: leak"] += 1
                continue
            counts["generated: kept"] += 1
            print("generated", ru, en, sep="\t", file=out)
    os.replace(options.work / "pairs.tsv.part", options.work / "pairs.tsv")
    (options.work / "switched.tsv").unlink(missing_ok=True)  # made from earlier pairs
    write_dev(folder / "dev", options.work / "dev.tsv")
    (options.work / "prepare.json").write_text(json.dumps(counts, indent=1, sort_keys=True))
    for key, count in sorted(counts.items()):
        print(f"{count:9,d}  {key}")


if __name__ == "__main__":
    main()
