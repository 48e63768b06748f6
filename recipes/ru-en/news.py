"""Sentences and headlines of the news, filled with names in the case that the Russian asks for.

A slot is `{kind}` or `{kind:argument}`, a digit behind the kind makes it another one of its kind.
The argument of a name is its case; of `f` a man's and a woman's form; of `n` and `few` the forms of
the noun that is counted.
"""

import random
import re
from collections.abc import Callable, Sequence

import declension
import people

Pair = tuple[str, str]
Named = tuple[Callable[[str], str], str, bool]  # Russian by case, English, is a woman
Coin = Callable[[random.Random], Pair]
SLOT = re.compile(r"\{([a-z]+)(\d?)(?::([^}]*))?\}")
GENDERED = re.compile(r"\{f:([^|}]*)\|([^}]*)\}")
MONTHS_RU = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
MONTHS_EN = "January February March April May June July August September October November December"
SUMS = (
    ("тенге", "{} tenge"),
    ("сомов", "{} soms"),
    ("сумов", "{} soums"),
    ("рублей", "{} rubles"),
    ("сомони", "{} somoni"),
    ("манатов", "{} manats"),
    ("долларов", "${}"),
    ("евро", "€{}"),
)
SCALES = (("тыс.", "thousand"), ("млн", "million"), ("млрд", "billion"), ("трлн", "trillion"))
LONG = {"млн": "миллионов", "млрд": "миллиардов", "тыс.": "тысяч", "трлн": "триллионов"}
FROM_WORLD = 0.5  # the share of people from elsewhere
PEOPLE = ("person", "leader", "full", "surname", "official", "role")
WORDS = (
    ("двум годам", "two years"),
    ("трём годам", "three years"),
    ("пяти годам", "five years"),
    ("семи годам", "seven years"),
    ("десяти годам", "ten years"),
    ("двенадцати годам", "12 years"),
)


def entries(text: str) -> list[tuple[str, list[str]]]:
    """Return the entries of a table of names.toml: Russian, and English spellings or none."""
    parts = [part.strip().partition("=") for part in text.split(",") if part.strip()]
    return [(ru, en.split("|") if en else []) for ru, _, en in parts]


def grouped(number: int, rng: random.Random) -> Pair:
    """Return a number with grouped digits: by a (narrow) space in Russian, a comma in English."""
    english = f"{number:,}"
    if number < 10_000 and rng.random() < 0.5:
        return str(number), english if number > 999 and rng.random() < 0.8 else str(number)
    return english.replace(",", rng.choice((" ", " ", "\u00a0"))), english


def decimal(rng: random.Random, top: int) -> Pair:
    """Return a number with a decimal part, which Russian writes after a comma."""
    whole = rng.randint(0, top)
    part = rng.randint(1, 9) if rng.random() < 0.8 else rng.randint(11, 99)
    return f"{whole},{part}", f"{whole}.{part}"


def money(rng: random.Random) -> Pair:
    """Return a sum of money: $1,2 млрд, 350 тыс. рублей, 12 500 сомов."""
    currency, english = rng.choice(SUMS)
    if rng.random() < 0.3:
        number = grouped(rng.randint(20, 999) * rng.choice((500, 1000, 5000)), rng)
        return f"{number[0]} {currency}", english.format(number[1])
    scale, word = rng.choices(SCALES, (3, 8, 8, 1))[0]
    whole = rng.randint(5, 20) if rng.random() < 0.5 else rng.randint(1, 99) * 10
    amount = (str(whole), str(whole)) if rng.random() < 0.4 else decimal(rng, 500)
    if scale == "тыс.":
        amount = (str(whole), str(whole))
    target = english.format(f"{amount[1]},000" if scale == "тыс." else f"{amount[1]} {word}")
    if currency == "долларов" and rng.random() < 0.5:
        return f"${amount[0]} {scale}", target
    if "," not in amount[0] and rng.random() < 0.3:
        scale = LONG[scale]
    return f"{amount[0]} {scale} {currency}", target


def percent(rng: random.Random) -> Pair:
    """Return a share: 20,3%, 7 %."""
    number = (str(rng.randint(2, 99)),) * 2
    if rng.random() < 0.6:
        number = decimal(rng, rng.choice((15, 40, 98)))
    english = f"{number[1]} percent" if rng.random() < 0.2 else f"{number[1]}%"
    return f"{number[0]}{rng.choice(('%', '%', ' %'))}", english


def fixed(kind: str, rng: random.Random) -> Pair | None:
    """Return a filling that has one form: numbers, dates, times."""
    if kind == "money":
        return money(rng)
    if kind == "pct":
        return percent(rng)
    if kind == "dec":
        return decimal(rng, 7) if rng.random() < 0.5 else ("1,5", "1.5")
    if kind == "mag":
        size, part = rng.randint(3, 7), rng.randint(1, 9)
        return f"{size},{part}", f"{size}.{part}"
    if kind == "pay":
        amount = grouped(rng.randint(20, 999) * rng.choice((50, 100, 1000)), rng)
        currency, english = rng.choice(SUMS)
        return f"{amount[0]} {currency}", english.format(amount[1])
    if kind == "year":
        return (str(rng.randint(1991, 2030)),) * 2
    if kind == "years":
        first = rng.randint(1995, 2028)
        return (f"{first}–{first + rng.randint(1, 9)}",) * 2
    if kind == "clock":
        hour, minute = rng.randint(0, 23), rng.choice((0, 0, 15, 30, rng.randint(1, 59)))
        return (f"{hour}:{minute:02d}",) * 2
    if kind == "date":
        month, day = rng.randrange(12), rng.randint(1, 28)
        return f"{day} {MONTHS_RU.split()[month]}", f"{MONTHS_EN.split()[month]} {day}"
    if kind == "score":
        high, low = rng.randint(1, 6), rng.randint(0, 3)
        return f"{high + low}:{low}", f"{high + low}–{low}"
    return rng.choice(WORDS) if kind == "term" else None


class News:
    """The tables of names.toml and news.toml, and how a slot is filled from them.

    `FROM_WORLD` of the people are from `world`, where it names any.
    """

    def __init__(
        self,
        names: dict,
        news: dict,
        spell: Callable[[str], str],
        coin: Coin,
        world: Sequence[people.Person] = (),
    ) -> None:
        self.world = world
        texts = {key: entries(text) for key, text in names.items() if isinstance(text, str)}
        self.names, self.news, self.spell, self.coin = texts, news, spell, coin
        self.nations = list(names["nations"].items())

    def english(self, ru: str, spellings: list[str], rng: random.Random) -> str:
        """Return one of the listed spellings or, if there is none, a spelling by rule.

        The rule spelling has -ev in place of -yev at random.
        """
        if spellings:
            return rng.choice(spellings)
        english = re.sub(r"skiy$", "sky", "-".join(map(self.spell, ru.split("-"))))
        if english.startswith("E") and ru[0] == "Е":
            english = "Y" + english.lower()
        return re.sub(r"(?<=[ai])yev$", "ev", english) if rng.random() < 0.25 else english

    def family(self, female: bool, rng: random.Random) -> Named:
        """Return a surname alone, as headlines have it; one in six is coined."""
        if self.world and rng.random() < FROM_WORLD:
            person = rng.choice(self.world)
            _, last, woman = people.bend(person)
            return last, people.spelling(person[3], rng), woman
        return self.local_family(female, rng)

    def local_family(self, female: bool, rng: random.Random) -> Named:
        """Return a surname of the region."""
        if rng.random() < 0.16:
            ru, en = self.coin(rng)
            ru, en = (ru[:-1], en[:-1]) if ru.endswith(("ова", "ева", "ина")) else (ru, en)
        else:
            ru, spellings = rng.choice(self.names["surnames"])
            en = self.english(ru, spellings, rng)
        if ru.endswith(("улы", "кызы")):
            stem, en_stem = re.sub("(улы|кызы)$", "", ru), re.sub("(uly|kyzy)$", "", en)
            child, en_child = ("кызы", "kyzy") if female else ("улы", "uly")
            ru, en = stem + child, en_stem + en_child
        if female and declension.feminine(ru) != ru:
            en = re.sub(r"(sky|skiy)$", "skaya", en) if ru.endswith("ский") else en + "a"
            en = re.sub(r"tskiy$", "tskaya", en)
        return lambda case: declension.surname(ru, case, female), en, female

    def leader(self, rng: random.Random) -> Named:
        """Return a name, half of the time that of a person in the news tables."""
        if rng.random() < 0.5:
            return self.person(rng)
        ru, spellings = rng.choice(self.names["people"])
        *given, last = ru.split()
        female = last.endswith(("ова", "ева"))
        plain = last[:-1] if female else last

        def bent(case: str) -> str:
            first = [declension.given_name(name, case, female) for name in given]
            return " ".join([*first, declension.surname(plain, case, female)])

        return bent, rng.choice(spellings), female

    def person(self, rng: random.Random, middle: bool = False) -> Named:
        """Return a given name, perhaps a patronymic, and a surname."""
        if self.world and not middle and rng.random() < FROM_WORLD:
            person = rng.choice(self.world)
            whole, _, woman = people.bend(person)
            return whole, people.spelling(f"{person[2]} {person[3]}", rng), woman
        female = rng.random() < 0.4
        first, spellings = rng.choice(self.names["women" if female else "men"])
        last, last_en, _ = self.local_family(female, rng)
        base, base_en = rng.choice(self.names["patronymics"])
        english = self.english(first, spellings, rng)
        if middle:
            father = base_en[0] if base_en else self.spell(base)
            english += f" {father}{'na' if female else 'ich'}"

        def bent(case: str) -> str:
            given = declension.given_name(first, case, female)
            between = f" {declension.patronymic(base, case, female)}" if middle else ""
            return f"{given}{between} {last(case)}"

        return bent, f"{english} {last_en}", female

    def titled(self, kind: str, rng: random.Random) -> Named:
        """Return a post and the one who holds it: министр финансов Казахстана …"""
        table = "posts" if kind == "official" else "roles"
        title, english, *woman = rng.choice(self.news[table])
        name, name_en, female = self.person(rng)
        title = woman[0] if female and woman else title
        nation, of = rng.choice(self.nations) if kind == "official" else ("", "")
        nation = nation if rng.random() < 0.7 else ""
        english = f"{of} {english}" if nation else english

        def bent(case: str) -> str:
            parts = (declension.phrase(title, case, animate=True), nation, name(case))
            return " ".join(part for part in parts if part)

        return bent, f"{english} {name_en}", female

    def institution(self, rng: random.Random) -> Named:
        """Return a ministry of a country, or a body whose country goes without saying."""
        if rng.random() < 0.4:
            ru, english = rng.choice(self.news["bodies"])
            return lambda case: declension.phrase(ru, case), english, False
        ru, english = rng.choice(self.news["ministries"])
        nation, of = rng.choice(self.nations)
        return lambda case: f"{declension.phrase(ru, case)} {nation}", f"the {of} {english}", False

    def place(self, kind: str, rng: random.Random) -> Named:
        """Return a town, country or river; a region or a district, with its noun."""
        table = {"city": "cities", "country": "countries", "water": "waters"}.get(kind, kind + "s")
        ru, spellings = rng.choice(self.names[table])
        english = self.english(ru.replace("|", ""), spellings, rng)
        if kind == "region":
            ru, english = f"{ru} область", english + rng.choice((" Region", " region"))
        if kind == "district":
            ru, english = f"{ru} район", f"the {english} district"
        return lambda case: declension.phrase(ru, case), english, False

    def named(self, kind: str, rng: random.Random) -> Named:
        """Return a name that has a form for each of the six cases."""
        if kind in ("official", "role"):
            return self.titled(kind, rng)
        if kind == "leader":
            return self.leader(rng)
        if kind in ("person", "full"):
            return self.person(rng, kind == "full")
        if kind == "surname":
            return self.family(rng.random() < 0.2, rng)
        if kind == "org":
            return self.institution(rng)
        if kind == "post":
            ru, english = rng.choice([post for post in self.news["posts"] if "МИД" not in post[0]])
            return lambda case: declension.phrase(ru, case, animate=True), english.lower(), False
        if kind == "nation":
            ru, spellings = rng.choice(self.names["countries"])
            return (
                lambda case: declension.phrase(ru, case),
                spellings[0] if spellings else (self.english(ru, spellings, rng)),
                False,
            )
        if kind in ("company", "agency"):
            table = "companies" if kind == "company" else "agencies"
            ru, english = rng.choice(self.news[table])
            return lambda case: ru, english, False
        return self.place(kind, rng)

    def fill(self, table: str, rng: random.Random) -> Pair:
        """Return one sentence or headline with all slots filled."""
        ru, en = rng.choice(self.news[table])
        filling = Filling(self, numbers_of(ru, rng), rng)
        ru = SLOT.sub(filling.russian, ru)
        ru = GENDERED.sub(lambda m: m.group(2 if filling.woman else 1), ru)
        ru, en = declension.euphonic(ru), SLOT.sub(filling.english, en)
        if rng.random() < 0.6:
            ru = ru.replace("ё", "е").replace("Ё", "Е")
        return ru[0].upper() + ru[1:], en[0].upper() + en[1:]


def numbers_of(ru: str, rng: random.Random) -> dict[str, tuple[int, tuple[str, str]]]:
    """Return the numbers of one template with their digits in both languages."""
    count = rng.choice((rng.randint(2, 40), rng.randint(2, 40), rng.randint(41, 20_000)))
    if "{n:" in ru and any(hint in ru for hint in ("мороза", "тепла", "колонии", "тюрьмы")):
        count = rng.randint(3, 30)
    few = rng.randint(2, 20)
    return {"n": (count, grouped(count, rng)), "few": (few, (str(few), str(few)))}


class Filling:
    """The contents of the slots of one template, the same on both sides."""

    def __init__(
        self, names: News, numbers: dict[str, tuple[int, tuple[str, str]]], rng: random.Random
    ):
        self.names, self.numbers, self.rng = names, numbers, rng
        self.chosen: dict[str, Named | Pair] = {}
        self.woman: bool | None = None  # whether the first person is one

    def russian(self, slot: re.Match) -> str:
        """Return the Russian text of a slot, chosen when it is met first."""
        kind, digit, argument = slot.groups()
        if kind in self.numbers:
            number, digits = self.numbers[kind]
            forms = argument if argument.count("|") == 2 else f"{argument.split('|')[0]}|{argument}"
            return f"{digits[0]} {declension.plural(number, forms)}"
        if kind == "f":
            return slot.group()
        filling = self.chosen.get(kind + digit) or self._choose(kind, kind + digit)
        return filling[0](argument or "nom") if len(filling) == 3 else filling[0]

    def _choose(self, kind: str, key: str) -> Named | Pair:
        filling = fixed(kind, self.rng) or self.names.named(kind, self.rng)
        while kind in self.chosen and filling[1] == self.chosen[kind][1]:
            filling = fixed(kind, self.rng) or self.names.named(kind, self.rng)
        if self.woman is None and kind in PEOPLE:
            self.woman = filling[2]
        self.chosen[key] = filling
        return filling

    def english(self, slot: re.Match) -> str:
        """Return the English text of a slot that stands in the Russian side too."""
        kind, digit, argument = slot.groups()
        if kind in self.numbers:
            number, digits = self.numbers[kind]
            one, _, many = argument.rpartition("|")
            return f"{digits[1]} {one if number == 1 and one else many}"
        return self.chosen[kind + digit][1]
