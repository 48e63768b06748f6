"""Whether a sentence tells something, as those of an article's prose do, or only names it."""

from __future__ import annotations

import re

from ..length import count_words

_CLOSERS = "\"'”’»“‘)]}*_†¹²³⁴⁵⁶⁷⁸⁹⁰ \u00a0"
_STOPS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "॥", "։", "።", "။", "។")
_NOTE = re.compile(r"\[[^\[\]]+\]")
_LONGEST_NOTE = 40  # characters of such a mark, as [^12a] or [citation needed]
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 2  # words of a sentence that ends with a stop,
_CALL = 3  # of one that is called out, as greetings are,
_LABEL = 3  # of a label before a colon: what it names is looked at alone,
_OPEN = 8  # and of one that does not: an item of a list, or carelessly written


def tells(sentence: str) -> bool:
    """Whether this is a sentence: it ends as one, or is long, and not every word is a name.

    Greetings, labels, names, datelines, numbers and addresses are none, nor is a label with names
    ("Goals: Adams 12, Bell 60.").
    """
    text = " ".join(word for word in sentence.split() if not _is_address(word))
    text = without_notes(text).rstrip(_CLOSERS)
    words = _WORD.findall(text)
    size = count_words(" ".join(words))
    least = _LEAST if text.endswith(_STOPS) else _OPEN
    least = _CALL if text.endswith(("!", "！")) else least
    if size < least or text.endswith((":", "：")):
        return False
    label, colon, rest = text.partition(": ")
    if colon and count_words(label) <= _LABEL:
        words = _WORD.findall(rest) or words
    cased = any(word != word.swapcase() for word in words)
    return not cased or any(len(word) > 1 and word[0].islower() for word in words)


def _is_address(word: str) -> bool:
    return "://" in word or "@" in word[1:-1] or word.lower().startswith("www.")


def without_notes(text: str) -> str:
    """Return the text without the marks of notes at its end, such as `[2][citation needed]`.

    A text in brackets as a whole stays.
    """
    end = len(text)
    while text.endswith("]", 0, end):
        start = text.rfind("[", max(0, end - _LONGEST_NOTE), end)
        if start < 1 or not _NOTE.fullmatch(text, start, end):
            break
        end = start - text.endswith(" ", 0, start)
    return text[:end]
