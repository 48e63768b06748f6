"""Write the dictionary of a model: `dictionary.tsv` in, `dictionary.json.gz` out.

A line of the table is a Russian word, its part of speech (n, a, v or d: noun, adjective, verb,
adverb) and its English translations, which ` | ` parts. They are synonyms, the likeliest first.
Verbs have their past tense behind a slash. Words whose translation depends on the sentence are not
in the table.

pymorphy3 (Korobov 2015, its dictionary is OpenCorpora's) lists the forms of a word. A form that may
be one of another word too is left out: "стали" is steel, but mostly "they became".
"""

import argparse
import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from pymorphy3 import MorphAnalyzer

HERE = Path(__file__).parent
PARTS = {"n": ("NOUN",), "a": ("ADJF", "ADJS"), "v": ("INFN", "VERB"), "d": ("ADVB",)}
FORMS = {"n": ("singular", "plural"), "v": ("base", "past", "singular", "plural", "future")}
OTHER = 0.1  # probability of other words from which on a form is left out
IRREGULAR = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "foot": "feet",
    "tooth": "teeth",
    "goose": "geese",
    "mouse": "mice",
    "louse": "lice",
    "ox": "oxen",
    "knife": "knives",
    "wife": "wives",
    "life": "lives",
    "wolf": "wolves",
    "calf": "calves",
    "half": "halves",
    "leaf": "leaves",
    "loaf": "loaves",
    "shelf": "shelves",
    "thief": "thieves",
    "scarf": "scarves",
    "crisis": "crises",
    "analysis": "analyses",
    "hypothesis": "hypotheses",
    "basis": "bases",
    "bacterium": "bacteria",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "hero": "heroes",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "echo": "echoes",
    "embargo": "embargoes",
    "volcano": "volcanoes",
    "mosquito": "mosquitoes",
}
UNCHANGED = re.compile(r"(?:fish|sheep|deer|series|species|aircraft|spacecraft|offspring|[^su]s)$")


def plural(noun: str) -> str:
    """Return the plural of an English noun of one or several words."""
    head, of, rest = noun.partition(" of ")
    *others, last = head.split(" ")
    word = re.split(r"(?<=-)", last)[-1]
    for ending, many in IRREGULAR.items():
        if re.fullmatch(rf"(?:.*[a-z])?{ending}", word) and (word == ending or len(ending) > 3):
            return " ".join([*others, last.removesuffix(ending) + many]) + of + rest
    if UNCHANGED.search(word):
        return noun
    if re.search(r"[^aeiou]y$", last):
        last = last[:-1] + "ies"
    else:
        last += "es" if re.search(r"(?:s|x|z|ch|sh)$", last) else "s"
    return " ".join([*others, last]) + of + rest


def present(verb: str) -> str:
    """Return the third person singular of an English verb of one or several words."""
    first, space, rest = verb.partition(" ")
    known = {"be": "is", "have": "has", "do": "does", "go": "goes"}.get(first)
    return (known or plural(first)) + space + rest


def spellings(part: str, text: str) -> list[list[str]]:
    """Return the translations in their forms, as `FORMS` has them."""
    given = [one.strip() for one in text.split("|")]
    if part == "n":
        return [given, [plural(one) for one in given]]
    if part != "v":
        return [given]
    base, past = zip(*((one.split("/") * 2)[:2] for one in given), strict=True)
    several = [re.sub("^be ", "are ", one) for one in base]
    return [[*base], [*past], list(map(present, base)), several, [f"will {one}" for one in base]]


def forms(analyzer: MorphAnalyzer, word: str, part: str) -> dict[str, int]:
    """Return the forms of a word and the index of the spellings that each stands for."""
    for parse in analyzer.parse(word):
        if parse.tag.POS in PARTS[part] and plain(parse.normal_form) == word and parse.is_known:
            own = [plain(one.word) for one in parse.lexeme if one.tag.POS in PARTS[part]]
            found = {form: index_of(analyzer, form, word, part) for form in own}
            always = part == "n" and parse.tag.number == "plur"
            return {form: 0 if always else i for form, i in found.items() if i is not None}
    return {}


def index_of(analyzer: MorphAnalyzer, form: str, word: str, part: str) -> int | None:
    """Return the index of the spellings of a form, or None if another word may have the form.

    Of a form that is singular and plural, such as "гранаты", the likelier one counts.
    """
    own: Counter[int] = Counter()
    other = 0.0
    for parse in analyzer.parse(form):
        if parse.tag.POS in PARTS[part] and plain(parse.normal_form) == word:
            own[form_of(parse.tag, part)] += parse.score
        elif parse.is_known:
            other += parse.score
    if other > OTHER * (own.total() + other):
        return None
    return max(own, key=own.__getitem__)


def form_of(tag: Any, part: str) -> int:
    """Return the index in `FORMS` of a form with this tag."""
    if part == "n":
        return FORMS["n"].index("plural" if tag.number == "plur" else "singular")
    if part != "v" or tag.tense is None or (tag.tense == "pres" and tag.person != "3per"):
        return 0
    if tag.tense == "pres":
        return FORMS["v"].index("plural" if tag.number == "plur" else "singular")
    return FORMS["v"].index("past" if tag.tense == "past" else "future")


def beginning(words: list[str]) -> str:
    """Return the longest text that all words begin with."""
    first, last = min(words), max(words)
    same = (i for i, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(same, len(first))]


def plain(word: str) -> str:
    return word.replace("ё", "е")


def compiled(path: Path) -> dict[str, list[Any]]:
    """Return what `nlpkit.engines.dictionary` reads: `paradigms`, the index of the spellings by the
    ending of a form, and `entries`, each a stem, the index of its paradigm, and its spellings.
    """
    analyzer = MorphAnalyzer()
    paradigms: dict[str, int] = {}
    entries = []
    for line in path.read_text(encoding="utf-8").splitlines():
        word, part, translations = line.split("\t")
        found = forms(analyzer, plain(word), part)
        if not found:
            continue
        stem = beginning(list(found))
        endings = {form[len(stem) :]: index for form, index in sorted(found.items())}
        paradigm = paradigms.setdefault(json.dumps(endings, ensure_ascii=False), len(paradigms))
        entries.append([stem, paradigm, spellings(part, translations)])
    return {"paradigms": [json.loads(one) for one in paradigms], "entries": entries}


def main(arguments: list[str] | None = None) -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--work", type=Path, default=Path(".work/ru-en"))
    args.add_argument("--table", type=Path, default=HERE / "dictionary.tsv")
    options = args.parse_args(arguments)
    made = compiled(options.table)
    path = options.work / "dictionary.json.gz"
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{path}: {len(made['entries']):,} words, {len(made['paradigms'])} paradigms")


if __name__ == "__main__":
    main()
