"""Find people of the whole world among two-word titles of an encyclopedia.

A title is a person where both words are names and the first one, with this very translation, begins
the titles of several people: "Йорг Буттгерайт, Jörg Buttgereit" beside "Йорг Мюллер, Jörg Müller".
"""

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable

import declension

Person = tuple[str, str, str, str]  # Russian given name and surname, then English ones
RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*")
ENGLISH = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[-'’][^\W\d_]+)*")
ADJECTIVE = re.compile(r".*(?:[иы]й|ая|ое|ие|ые)")  # "Нижний", "Французская"
SLAVIC = re.compile(r".*(?:[oye]v|sky|skiy|tsky)a?|.*skaya")
ENOUGH = 3  # people of one given name
LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "’": "'"}
    | {"ß": "ss", "æ": "ae", "Æ": "Ae", "þ": "th", "Þ": "Th", "ð": "d", "ə": "a", "œ": "oe"}
)
MEN_IN_A = frozenset(
    "Андреа Андрия Джошуа Илия Илья Кузьма Лука Мустафа Никита Никола Саша Фома Яша".split()
)
WOMEN = frozenset(
    """Агнес Айрис Алис Астрид Беатрис Бет Бетти Бриттани Валери Венди Вивьен Дебби Джанет
    Джейн Дженни Дженнифер Джин Джоан Джоди Джуди Джули Джун Долорес Дорис Дороти Жаклин
    Ингрид Инес Ирен Карен Карин Кармен Катрин Кейли Кейт Кимберли Кристен Кристин Кэри
    Кэрол Кэролайн Кэти Кэтлин Кэтрин Лесли Лоис Лорен Люси Маргарет Маргит Марион Мелани
    Мерседес Мишель Мэри Мюриэл Натали Николь Нэнси Одри Полли Рут Рэйчел Салли Сигрид Софи
    Стефани Трейси Хелен Хизер Холли Шарлотт Шэрон Эвелин Эдит Элеонор Элизабет Элис Эллен
    Эми Эмили Энн Эстер Эшли""".split()
)


def people(titles: Iterable[tuple[str, str]]) -> list[Person]:
    """Return the people among the titles, in order."""
    found = []
    surnames: dict[tuple[str, str], set[str]] = defaultdict(set)
    for title, translation in titles:
        ru, en = title.split(), translation.split()
        names = len(ru) == len(en) == 2 and all(map(RUSSIAN.fullmatch, ru))
        if names and all(map(ENGLISH.fullmatch, en)) and not ADJECTIVE.fullmatch(ru[0]):
            found.append((*ru, *en))
            surnames[ru[0], en[0]].add(ru[1])
    return [person for person in found if len(surnames[person[0], person[2]]) >= ENOUGH]


def plain(name: str) -> str:
    """Return the name without marks on its letters, as English newspapers print it."""
    letters = unicodedata.normalize("NFD", name.translate(LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_woman(given: str) -> bool:
    """Say whether a given name is a woman's, by its ending and a list."""
    return given in WOMEN or (given[-1] in "ая" and given not in MEN_IN_A)


def bend(person: Person) -> tuple[Callable[[str], str], Callable[[str], str], bool]:
    """Return the forms by case of the whole name and of the surname, and whether it is a woman."""
    given, surname, _, english = person
    woman = is_woman(given)

    def last(case: str) -> str:
        if SLAVIC.fullmatch(plain(english)):
            man = surname[:-2] + "ий" if surname.endswith("ая") else surname
            man = surname[:-1] if surname.endswith(("ова", "ева", "ёва")) else man
            return declension.surname(man, case, woman)
        if surname.endswith(("ин", "ов", "ев", "ын")):  # Чаплин, with Чаплином, is no Russian
            return surname if woman else declension.masculine(surname, case, animate=True)
        return declension.surname(surname, case, woman)

    return lambda case: f"{declension.given_name(given, case, woman)} {last(case)}", last, woman


def spelling(name: str, rng: random.Random) -> str:
    """Return the English name, two times of three without marks on its letters."""
    return plain(name) if rng.random() < 0.67 else name
