"""Tells by their endings whether Russian words already make a sentence, and which may be surnames.

`В 2023 г. Казахстан` goes on, because nothing is said yet; `Это было в 2005 г. Митинг` does not.
"""

from __future__ import annotations

import re

# Verbs in the past, and short participles: "было", "родилась", "построен".
_PREDICATE = re.compile(
    r"(?<![^\W_])(?:умер|погиб|исчез|вырос|возник|прин[её]с|[а-яё]{1,20}"
    r"(?:[аеёиоуыюя]л(?:[аои]|ся|ась|ось|ись)?|[а-яё]{2}(?:ен|ён|ан)"
    r"|[а-яё]{3}(?:ена|ено|ены|лся|лась|лись)))(?![^\W_])",
    re.IGNORECASE,
)
_OTHERS = frozenset(
    "если или около дело тело село мыло начало число школа сила стол канал металл материал капитал "
    "филиал журнал вокзал зал квартал сигнал отдел раздел предел апрель футбол протокол начали "
    "план океан экран роман туман диван клан район стран член обмен замен размен цен смена "
    "казахстан кыргызстан узбекистан таджикистан туркменистан афганистан пакистан иран ливан судан "
    "татарстан дагестан азербайджан башкортостан урал непал".split()
)
_SURNAME = re.compile(
    r"[^\W\d_]{2,}(?:[оеё]ва?|[иы]на?|[иы]ну|[оеё]ву|[иы]ным|[оеё]вым|[сц]к(?:ий|ая|ой|ого|ому|им)"
    r"|енко|швили|дзе|[яа]н|у[кл]у?|[чщ]ук|стан[аеу]?)"
)


def has_predicate(text: str) -> bool:
    """Return whether a word of the text seems to be the predicate of a Russian sentence."""
    return any(one[0].lower() not in _OTHERS for one in _PREDICATE.finditer(text))


def may_be_name(word: str) -> bool:
    """Return whether a word with a capital may be a surname or a country, by its ending."""
    return len(word) < 3 or _SURNAME.fullmatch(word) is not None
