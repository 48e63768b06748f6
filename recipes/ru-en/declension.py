"""Russian case forms of names and of short phrases, by rules on the ending.

A case is one of `CASES`. The rules cover what names.toml holds: surnames, given names,
patronymics, names of places, and phrases of adjectives and one noun.
"""

import re

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
FLEETING = {
    "Египет": "Египт",
    "Павел": "Павл",
    "Лев": "Льв",
    "Пётр": "Петр",
    "посол": "посл",
    "Орёл": "Орл",
}
SOFT = {"Кремль", "Ставрополь", "Ярославль", "Израиль"}  # masculine
UNBENT = {"Жогорку", "Олий", "Маджлиси"}
HUSHING = "жшчщц"
ADJECTIVES = {
    "ая": "ая ой ой ую ой ой",
    "яя": "яя ей ей юю ей ей",
    "ый": "ый ого ому ый ым ом",
    "ий": "ий его ему ий им ем",
    "кий": "кий кого кому кий ким ком",
    "гий": "гий гого гому гий гим гом",
    "хий": "хий хого хому хий хим хом",
    "ой": "ой ого ому ой ым ом",
    "ое": "ое ого ому ое ым ом",
    "ее": "ее его ему ее им ем",
}
NEUTER = ("ство", "ние", "ье", "море", "озеро", "водохранилище", "ущелье")


def put(stem: str, endings: str, case: str) -> str:
    """Add the ending of the case; `-` stands for no ending."""
    return stem + endings.split()[CASES.index(case)].replace("-", "")


def soft_a(word: str, case: str) -> str:
    """Return the case form of a noun in -а or -я: Караганда, Никита, Мария."""
    stem, last = word[:-1], word[-1]
    if last == "я" and stem.endswith("и"):
        return put(stem, "я и и ю ей и", case)
    if last == "я":
        return put(stem, "я и е ю ей е", case)
    genitive = "и" if stem[-1] in "кгхжшчщ" else "ы"
    return put(stem, f"а {genitive} е у {'ей' if stem[-1] in HUSHING else 'ой'} е", case)


def masculine(word: str, case: str, animate: bool) -> str:
    """Return the case form of a masculine noun in a consonant, -й or -ь: Бишкек, Сергей, Кремль."""
    stem = FLEETING.get(word, word)
    if word[-1] in "йь":
        stem, loc = word[:-1], "и" if word.endswith("ий") else "е"
        return put(stem, f"{word[-1]} я ю {'я' if animate else word[-1]} ем {loc}", case)
    if case == "nom" or (case == "acc" and not animate):
        return word
    return put(stem, f"- а у а {'ем' if word[-1] in HUSHING else 'ом'} е", case)


def given_name(name: str, case: str, female: bool) -> str:
    """Return the case form of a given name.

    A woman's name in a consonant has one form. The parts of a double name are declined separately.
    """
    if name[-1] in "ая":
        return soft_a(name, case)
    if name[-1] in "еёиоуыэю" or (female and name[-1] != "ь"):
        return name
    if female:
        return put(name[:-1], "ь и и ь ью и", case)
    return masculine(name, case, True)


def feminine(surname: str) -> str:
    """Return the woman's form of a surname: Иванова, Достоевская; other surnames do not change."""
    if surname.endswith(("ский", "цкий")):
        return surname[:-2] + "ая"
    return surname + "а" if surname.endswith(("ов", "ев", "ёв", "ин", "ын")) else surname


def surname(name: str, case: str, female: bool) -> str:
    """Return a surname, given in the man's form."""
    if name.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return put(name, "а ой ой у ой ой" if female else "- а у а ым е", case)
    if name.endswith(("ский", "цкий")):
        return put(name[:-2], "ая ой ой ую ой ой" if female else "ий ого ому ого им ом", case)
    if name[-1] in "ая":
        return name if name[-2] in "аеиоуы" or name.endswith("зода") else soft_a(name, case)
    if female or name[-1] in "еёиоуыэю" or name.endswith(("ых", "их", "кызы", "улы")):
        return name
    return masculine(name, case, True)


def patronymic(base: str, case: str, female: bool) -> str:
    """Return the patronymic of a base such as Сергеев: Сергеевич, Сергеевна."""
    return soft_a(base + "на", case) if female else masculine(base + "ич", case, True)


def noun(word: str, case: str, animate: bool) -> str:
    """Return a noun of a phrase or a name of a place; names in other vowels have one form."""
    if word.isupper() or (word[-1] in "еиоуыэю" and not word.endswith(NEUTER)):
        return word
    if word.endswith("ый"):
        return adjective(word, case, animate)
    if word[-1] in "ая":
        return soft_a(word, case)
    if word.endswith(NEUTER):
        if word[-1] == "о":
            return put(word[:-1], "о а у о ом е", case)
        loc = "и" if word.endswith("ие") else "е"
        endings = "е а у е ем е" if word.endswith("ще") else f"е я ю е ем {loc}"
        return put(word[:-1], endings, case)
    if word[-1] == "ь" and not animate and word not in SOFT:
        return put(word[:-1], "ь и и ь ью и", case)
    return masculine(word, case, animate)


def adjective(word: str, case: str, animate: bool) -> str:
    """Return an adjective; before an animate noun a masculine accusative is the genitive."""
    if word in UNBENT:
        return word
    for ending in (word[-3:], word[-2:]):
        if ending in ADJECTIVES:
            if animate and case == "acc" and word[-1] == "й":
                case = "gen"
            return put(word[: -len(ending)], ADJECTIVES[ending], case)
    raise ValueError(f"no adjective: {word}")


def phrase(text: str, case: str, animate: bool = False) -> str:
    """Return adjectives and a noun in this case. What follows `|` does not change: `глава| МИД`."""
    head, _, tail = text.partition("|")
    if not head:
        return tail
    *adjectives, last = head.split(" ")
    bent = [adjective(word, case, animate) for word in adjectives]
    return " ".join([*bent, noun(last, case, animate)]) + tail


def euphonic(text: str) -> str:
    """Return the text with во, со and об where the next word requires them."""
    text = re.sub(r"\b([Вв]) (?=[«]?[ВФвф][бвгджзклмнпрстфхцчшщь])", r"\1о ", text)
    text = re.sub(r"\b([Сс]) (?=[«]?[СЗШЖсзшж][бвгджзклмнпрстфхцчшщ])", r"\1о ", text)
    return re.sub(r"\b([Оо]) (?=[«]?[АОУЭИаоуэи])", r"\1б ", text)


def plural(number: int, forms: str) -> str:
    """Return the form that a number requires, of three (человек|человека|человек)."""
    one, few, many = forms.split("|")
    if number % 10 == 1 and number % 100 != 11:
        return one
    return few if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else many
