"""Make training pairs on purpose: variants of real pairs, and pairs generated from augment.toml,
names.toml and news.toml.

Everything is drawn from the random.Random given, so one seed gives one result. Each kind of
pair is one small function named after what it teaches.
"""

import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from news import MONTHS_EN, MONTHS_RU, News
from people import Person

Pair = tuple[str, str]


def load_tables(path: Path, world: Sequence[Person] = ()) -> dict:
    """Read augment.toml; names, places and menus become lists of pairs.

    `world` are people from elsewhere, whom the sentences of the news name too.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    pairs = ("given_names", "surnames", "places", "interface")
    tables |= {name: list(tables[name].items()) for name in pairs}
    more = (
        path.with_name(f"{name}.toml").read_text(encoding="utf-8") for name in ("names", "news")
    )
    names, sentences = map(tomllib.loads, more)
    spell, coin = partial(spelt, tables=tables), partial(coined, tables)
    return tables | {"news": News(names, sentences, spell, coin, world)}


def variants(ru: str, en: str, odds: dict, tables: dict, rng: random.Random) -> Iterator[Pair]:
    """Yield randomly chosen variants of one pair."""
    short = len(ru) <= 80
    stop = ru.endswith(".") and en.endswith(".") and not ru.endswith("..")
    if stop and rng.random() < odds["headline"]:
        yield ru[:-1], en[:-1]
    if short and rng.random() < odds["capitals"]:
        yield ru.upper(), en.upper()
    if "ё" in ru.lower() and rng.random() < odds["plain_yo"]:
        yield ru.replace("ё", "е").replace("Ё", "Е"), en
    quoted = any(mark in ru + en for mark in '"«»')
    if short and not quoted and rng.random() < odds["guillemets"]:
        yield f"«{ru}»", f'"{en}"'
    if short and rng.random() < odds["lead_in"]:
        copied = latin(tables, rng)
        yield rng.choice(
            ((f"{copied}: {ru}", f"{copied}: {en}"), (f"{ru} {copied}", f"{en} {copied}"))
        )


def latin(tables: dict, rng: random.Random) -> str:
    """Return a URL, an e-mail address, a file or a product name, which is to
    be copied unchanged.
    """
    word, other = rng.choice(tables["latin_words"]), rng.choice(tables["latin_words"])
    site = f"{word.lower()}.{rng.choice(tables['domains'])}"
    kind = rng.randrange(6)
    if kind == 0:
        return f"https://{site}/{other.lower()}"
    if kind == 1:
        return f"{other.lower()}@{site}"
    if kind == 2:
        return site
    if kind == 3:
        return f"{word} {rng.randint(1, 2030)}"
    return word if kind == 4 else f"{word} {other}"


def spelt(text: str, tables: dict) -> str:
    """Return the English spelling of a Cyrillic name by the rules of the
    table, longest rule first.
    """
    out, place, lower = "", 0, text.lower()
    while place < len(text):
        for length in (3, 2, 1):
            rule = tables["spelling"].get(lower[place : place + length])
            if rule is not None:
                break
        else:
            raise KeyError(f"no spelling rule for {text[place]!r}")
        out += rule.capitalize() if text[place].isupper() else rule
        place += length
    return out


def coined(tables: dict, rng: random.Random) -> Pair:
    """Return an invented name made of syllables of Central Asian surnames."""
    syllables = tables["syllables"]
    name = "".join(rng.choice(syllables[part]) for part in ("first", "middle", "last"))
    return name, spelt(name, tables)


def person(tables: dict, rng: random.Random) -> Pair:
    """Return a first name or an initial, and a surname: half of them from the
    tables, half coined.
    """
    given, family = rng.choice(tables["given_names"]), rng.choice(tables["surnames"])
    if rng.random() < 0.5:
        family = coined(tables, rng)
    if family[0].endswith(("ов", "ев", "ёв", "ин")) and given[0].endswith(("а", "я", "ь")):
        family = f"{family[0]}а", f"{family[1]}a"
    if rng.random() < 0.1:
        initial = given[0][0]
        given = f"{initial}.", f"{spelt(initial, tables)}."
    return f"{given[0]} {family[0]}", f"{given[1]} {family[1]}"


def date(tables: dict, rng: random.Random) -> Pair:
    """Return a day of a month, with a year or a time now and then, in both countries' habits."""
    month, day, year = rng.randrange(12), rng.randint(1, 31), rng.randint(1985, 2030)
    ru, en = MONTHS_RU.split()[month], MONTHS_EN.split()[month]
    clock = f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
    return rng.choice(
        (
            (f"{day} {ru} {year} года", f"{en} {day}, {year}"),
            (f"{day} {ru} {year}", f"{en} {day}, {year}"),
            (f"{day} {ru}", f"{en} {day}"),
            (f"{day} {ru} {year}, {clock}", f"{en} {day}, {year}, {clock}"),
            (f"{day}.{month + 1:02d}.{year}", f"{day}.{month + 1:02d}.{year}"),
            (f"{clock}, {day} {ru}", f"{clock}, {en} {day}"),
        )
    )


def number(tables: dict, rng: random.Random) -> Pair:
    """Return a number with its unit: decimal comma to point, percent, money, thousands."""
    whole, tenth, rest = rng.randint(2, 999), rng.randint(1, 9), rng.randint(100, 999)
    unit = rng.choice(tables["units"])
    return rng.choice(
        (
            (f"{whole},{tenth} %", f"{whole}.{tenth}%"),
            (f"{whole}%", f"{whole}%"),
            (f"{whole},{tenth} {unit[0]}", f"{whole}.{tenth} {unit[1]}"),
            (f"{whole} {unit[0]}", f"{whole} {unit[1]}"),
            (f"{whole} {rest} {unit[0]}", f"{whole},{rest} {unit[1]}"),
        )
    )


def filled(tables: dict, rng: random.Random) -> Pair:
    """Return a template whose slot (person, place, date, number, Latin) is filled on both sides."""
    ru, en = rng.choice(tables["templates"])
    copied = latin(tables, rng)
    fillers: dict[str, Callable[[], Pair]] = {
        "person": lambda: person(tables, rng),
        "place": lambda: rng.choice(tables["places"]),
        "date": lambda: date(tables, rng),
        "number": lambda: number(tables, rng),
        "latin": lambda: (copied, copied),
        "count": lambda: (str(rng.randint(5, 20)),) * 2,
    }
    for slot, fill in fillers.items():
        if f"{{{slot}}}" in ru:
            source, target = fill()
            ru, en = ru.replace(f"{{{slot}}}", source), en.replace(f"{{{slot}}}", target)
    return ru, en


def sentence(tables: dict, rng: random.Random) -> Pair:
    """Return a sentence of the news with names in the case that it asks for."""
    return tables["news"].fill("sentences", rng)


def headline(tables: dict, rng: random.Random) -> Pair:
    """Return a headline of the news, in capitals now and then."""
    ru, en = tables["news"].fill("headlines", rng)
    return (ru.upper(), en.upper()) if rng.random() < 0.05 else (ru, en)


def capitals(tables: dict, rng: random.Random) -> Pair:
    """Return a template in capitals, as headlines are set at times."""
    ru, en = filled(tables, rng)
    return ru.upper(), en.upper()


def menu(tables: dict, rng: random.Random) -> Pair:
    """Return an interface string, or two or three in a row as a pasted menu shows them."""
    count = rng.choice((1, 1, 1, 2, 3))
    chosen = rng.sample(tables["interface"], count)
    mark = rng.choice((" | ", " · ", ", ", " / ", " "))
    ru, en = mark.join(p[0] for p in chosen), mark.join(p[1] for p in chosen)
    shape = rng.randrange(10)
    if shape < 2:
        return ru.upper(), en.upper()
    return (ru.lower(), en.lower()) if shape == 2 else (ru, en)


def copied(tables: dict, rng: random.Random) -> Pair:
    """Return a pair of text that is not Russian: the translation is the text itself."""
    if rng.random() < 0.4:
        text = rng.choice(tables["english_texts"])
        return text, text
    text = latin(tables, rng)
    return text, text


KINDS: tuple[tuple[Callable[[dict, random.Random], Pair], int], ...] = (
    (sentence, 24),
    (headline, 8),
    (filled, 6),
    (capitals, 1),
    (menu, 6),
    (person, 1),
    (lambda tables, rng: rng.choice(tables["places"]), 1),
    (date, 1),
    (number, 1),
    (copied, 2),
)


def generate(tables: dict, count: int, rng: random.Random) -> Iterator[Pair]:
    """Yield `count` generated pairs, kinds in the proportions of `KINDS`."""
    kinds, weights = zip(*KINDS, strict=True)
    for kind in rng.choices(kinds, weights, k=count):
        yield kind(tables, rng)
