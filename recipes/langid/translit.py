"""Russian in Latin letters, as people write it: documents, newspapers, chats, scholars.

There is no text of it to learn from, so Russian words are respelt by the habits below. They differ
in few letters each; nobody keeps to one of them, which does not matter to a model of single words.
"""

from __future__ import annotations

import re
from collections import Counter

_LEAST = 2  # times a word must have been seen

_COMMON = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f h ts ch sh sch - y - e yu ya".split(),
        strict=True,
    )
) | {"ъ": "", "ь": ""}

# (how often, what differs from the commonest way)
_HABITS: tuple[tuple[int, dict[str, str]], ...] = (
    (3, {}),
    (2, {"х": "kh", "щ": "shch", "ё": "e"}),  # newspapers
    (1, {"х": "kh", "щ": "shch", "ё": "yo", "ь": "'", "ъ": "'", "э": "e"}),
    (1, {"х": "kh", "щ": "shch", "ё": "e", "й": "i", "ю": "iu", "я": "ia", "ъ": "ie"}),  # passports
    (2, {"ц": "c", "щ": "sh", "й": "i", "ё": "e", "ы": "i", "ю": "u"}),  # chats
    (1, {"ц": "c", "щ": "sch", "й": "j", "ё": "jo", "ю": "ju", "я": "ja", "ь": "'"}),
    (1, {"ц": "c", "х": "x", "ж": "j", "щ": "sh", "й": "j", "ё": "jo", "ю": "ju", "я": "ja"}),
    (1, {"в": "w", "ц": "c", "щ": "sch", "й": "j", "ё": "jo", "ю": "ju", "я": "ja"}),
    (1, {"ж": "ž", "ч": "č", "ш": "š", "щ": "šč", "ц": "c", "й": "j", "ё": "ë", "ю": "ju",
         "я": "ja", "ь": "'"}),  # scholars
)  # fmt: skip
_TABLES = tuple((often, str.maketrans(_COMMON | differing)) for often, differing in _HABITS)
_ENDINGS = re.compile(r"(?<=\w)[иы]й\Z")  # novyi, noviy: also just novy


def latin(words: Counter[str]) -> Counter[str]:
    """Folded Russian words with their counts, in every way of writing them."""
    found: Counter[str] = Counter()
    for word, count in words.items():
        if count >= _LEAST:
            for i, (often, table) in enumerate(_TABLES):
                plain = _ENDINGS.sub("ы", word) if i == 1 else word
                found[plain.translate(table)] += count * often
    return found
