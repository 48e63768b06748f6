"""How long a summary may be, and how words are counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .errors import ConfigError

Unit = Literal["sentences", "words", "percent"]

_NAMED = {"short": 3, "medium": 5, "long": 8}
_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("", "sentence", "sentences"), "sentences"),
    **dict.fromkeys(("w", "word", "words"), "words"),
    **dict.fromkeys(("%", "percent"), "percent"),
}
_MOST: dict[Unit, int] = {"sentences": 100, "words": 10_000, "percent": 100}
_WRITTEN = re.compile(r"([+-]?\d{1,9})\s*([a-z%]*)", re.ASCII)

# Letters of scripts without spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_RUN = re.compile(r"[^\W_]+")


def count_words(text: str) -> int:
    """Count the words of a text: what stands between spaces, as in `wc -w` and word processors.

    "из-за" and "don't" are one word each, and so is a dash between spaces. Chinese, Japanese, Thai,
    Lao, Khmer and Burmese have no spaces between words: there each letter counts as a word, and
    punctuation does not count.
    """
    return sum(map(_count, text.split()))


def _count(token: str) -> int:
    if token.isascii():
        return 1
    letters = sum(map(str.isalnum, _UNSPACED.findall(token)))
    others = len(_RUN.findall(_UNSPACED.sub(" ", token))) if letters else 1
    return letters + others


@dataclass(frozen=True, slots=True)
class Length:
    """The largest size of a summary: a number of sentences or words, or a
    share of the article's words in percent.

    Words are counted in the summary as it is read, in its own language.
    """

    amount: int
    unit: Unit = "sentences"

    @classmethod
    def parse(cls, value: str | int) -> Length:
        """Return the length that a text or number stands for.

        `short` means 3 sentences, `medium` 5, `long` 8. Others are written `4`, `4 sentences`, `80
        words`, `80w`, `20%`.

        Raises ConfigError for anything else.
        """
        text = " ".join(str(value).lower().split())
        if text in _NAMED:
            return cls(_NAMED[text])
        written = _WRITTEN.fullmatch(text)
        unit = _UNITS.get(written[2]) if written else None
        if not written or not unit:
            raise ConfigError(
                f"{value!r} is not a length",
                hint='use short, medium, long, or e.g. "4 sentences", "80 words", "20%"',
            )
        amount = int(written[1])
        if not 1 <= amount <= _MOST[unit]:
            raise ConfigError(
                f"{value!r} is not a length: there can be 1 to {_MOST[unit]:,} {unit}",
                hint='use e.g. "4 sentences", "80 words", "20%"',
            )
        return cls(amount, unit)

    def of(self, words: int) -> Length:
        """Return this length for an article of that many words:
        percent become words, at least one.
        """
        if self.unit != "percent":
            return self
        return Length(max(1, words * self.amount // 100), "words")

    def sizes(self, sentences: Sequence[str], words: Sequence[int] | None = None) -> Sequence[int]:
        """Return how much of `amount` each sentence takes.

        `words` are their numbers of words, if known.
        """
        if self.unit == "sentences":
            return [1] * len(sentences)
        return words if words is not None else [count_words(text) for text in sentences]
