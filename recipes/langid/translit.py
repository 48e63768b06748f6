"""Cyrillic languages in Latin letters, as people write them: papers, newspapers, chats, scholars.

There is no text of it to learn from, so words are respelt by the habits below. They differ in few
letters each; nobody keeps to one of them, which does not matter to a model of single words.
Russian is what is looked for. Its neighbours are there so that they are not taken for it.
"""

from __future__ import annotations

import re
from collections import Counter

_PLAIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f h ts ch sh sch y e yu ya".split(),
        strict=True,
    )
) | {"ъ": "", "ь": ""}
_JOT = {"й": "j", "ё": "jo", "ю": "ju", "я": "ja"}

# For each language what differs from _PLAIN, and its habits: (how often, what differs further).
_HABITS: dict[str, tuple[dict[str, str], tuple[tuple[int, dict[str, str]], ...]]] = {
    "ru": (
        {},
        (
            (3, {}),
            (2, {"х": "kh", "щ": "shch", "ё": "e"}),  # newspapers
            (1, {"х": "kh", "щ": "shch", "ь": "'", "ъ": "'"}),
            (1, {"х": "kh", "щ": "shch", "ё": "e", "й": "i", "ю": "iu", "я": "ia", "ъ": "ie"}),
            (2, {"ц": "c", "щ": "sh", "й": "i", "ё": "e", "ы": "i", "ю": "u"}),  # chats
            (1, _JOT | {"ц": "c", "ь": "'"}),
            (1, _JOT | {"ц": "c", "х": "x", "ж": "j", "щ": "sh"}),
            (1, _JOT | {"в": "w", "ц": "c"}),
            (1, _JOT | {"ж": "ž", "ч": "č", "ш": "š", "щ": "šč", "ц": "c", "ё": "ë", "ь": "'"}),
        ),
    ),
    "uk": (
        {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "yi", "є": "ye", "щ": "shch", "'": ""},
        (
            (3, {}),
            (3, {"х": "kh", "ї": "i", "є": "ie", "й": "i", "ю": "iu", "я": "ia"}),  # passports
            (1, {"г": "g", "и": "i", "ц": "c", "щ": "sch"}),  # chats
            (1, _JOT | {"ї": "ji", "є": "je", "ц": "c", "х": "x"}),
        ),
    ),
    "be": (
        {"г": "h", "і": "i", "ў": "u", "'": ""},
        (
            (2, {"х": "kh", "ё": "io", "й": "i", "ю": "iu", "я": "ia"}),
            (2, {}),
            (1, _JOT | {"ц": "c", "ў": "w", "х": "ch", "ч": "cz"}),
        ),
    ),
    "bg": (
        {"щ": "sht", "ъ": "a", "ь": "y"},
        (
            (3, {}),
            (1, {"ъ": "u", "ж": "j", "ц": "c", "й": "i", "ю": "iu", "я": "ia"}),
            (1, {"ъ": "y", "ц": "c", "й": "j", "ю": "ju", "я": "ja"}),
        ),
    ),
}
_TABLES = {
    language: [(often, str.maketrans(_PLAIN | own | further)) for often, further in habits]
    for language, (own, habits) in _HABITS.items()
}
LANGUAGES = tuple(_TABLES)
_LEAST = {"ru": 2}  # times a word must have been seen, where there is much text
_ENDINGS = re.compile(r"(?<=\w)[иы]й\Z")  # novyi, noviy: also just novy
_SHORT_ENDINGS = ("ru", 1)  # the language and the habit that write them so


def latin(words: Counter[str], language: str) -> Counter[str]:
    """Folded words of the language with their counts, in every way of writing them."""
    found: Counter[str] = Counter()
    for word, count in words.items():
        if count < _LEAST.get(language, 1):
            continue
        for i, (often, table) in enumerate(_TABLES[language]):
            plain = _ENDINGS.sub("ы", word) if (language, i) == _SHORT_ENDINGS else word
            found[plain.translate(table)] += count * often
    return found
