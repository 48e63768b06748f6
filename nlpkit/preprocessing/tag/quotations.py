"""Who speaks a quotation in another language: `Спикер Ерлан Қошанов: "Мы приняли закон".`"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from .spans import NONE, Words

Lead = Callable[[np.ndarray, int, int], float]  # evidence of words for one label over another

_OPENING, _CLOSING = "«„", "»"
_EITHER = '"“”'  # open or close a quotation, by what stands beside them


def settle_speakers(
    text: str, words: Words, labels: np.ndarray, lead: Lead, least: float, least_words: int
) -> None:
    """Give the words beside a quotation the language of the text around the sentence.

    The names, titles and short verbs of `Ол: «Мы построили школу», – деді` are often the same in
    both languages, so the quotation decides their label. They keep it only if their own evidence
    for it (`lead`) is more than `least`. The language around is that of the other words outside the
    quotation or, where there are none, that of the sentences before and behind, if these agree.
    `least_words` are those of a quotation, and of what tells the language around it. `labels` is
    changed.
    """
    if len(np.unique(labels[labels != NONE])) < 2:
        return
    quoted = _quoted(text, words)
    around = _around(words, labels, quoted, least_words)
    for sentence in np.unique(words.sentence[quoted]).tolist():
        at = np.arange(*words.first[sentence : sentence + 2].tolist())
        inside, outside = at[quoted[at]], at[~quoted[at]]
        language = _commonest(labels[inside], least_words)
        if language == NONE:
            continue
        script = words.script[inside[labels[inside] == language][0]]
        open_to = (labels[outside] == language) | (labels[outside] == NONE)
        own = outside[open_to & (words.script[outside] == script)]
        others = set(labels[outside].tolist()) - {language, NONE}
        other = others or around[sentence]
        if language in other or len(other) != 1 or not len(own):
            continue
        if lead(own, language, min(other)) <= least:
            labels[own] = min(other)


def _commonest(labels: np.ndarray, least_words: int) -> int:
    """Return the label that most words have, NONE if too few have it."""
    known, counts = np.unique(labels[labels != NONE], return_counts=True)
    return int(known[counts.argmax()]) if counts.max(initial=0) >= least_words else NONE


def _quoted(text: str, words: Words) -> np.ndarray:
    """Return which words stand inside quotation marks. No quotation goes beyond its line."""
    quoted = np.zeros(len(words.start), dtype=bool)
    depth, at = 0, 0
    for i, (start, end) in enumerate(zip(words.start.tolist(), words.end.tolist(), strict=True)):
        for place in range(at, start):
            if text[place] == "\n":
                depth = 0
            elif _opens(text, place):
                depth += 1
            elif text[place] in _CLOSING or text[place] in _EITHER:
                depth = max(0, depth - 1)
        quoted[i], at = depth > 0, end
    return quoted


def _opens(text: str, at: int) -> bool:
    if text[at] in _EITHER:
        return not text[at + 1 : at + 2].isspace() and not text[max(0, at - 1) : at].strip(
            " \n\t(—–"
        )
    return text[at] in _OPENING


def _around(
    words: Words, labels: np.ndarray, quoted: np.ndarray, least_words: int
) -> Sequence[set[int]]:
    """Return for each sentence the languages of the nearest sentences before and behind.

    Only words outside quotations that are written in small letters tell the language of a sentence.
    """
    telling = ~quoted & ~words.name & (labels != NONE)
    first = words.first.tolist()
    told = [NONE] * (len(first) - 1)
    for i in np.unique(words.sentence[telling]).tolist():
        own = labels[first[i] : first[i + 1]][telling[first[i] : first[i + 1]]]
        if len(own) >= least_words and (own == own[0]).all():
            told[i] = int(own[0])
    around: list[set[int]] = [set() for _ in told]
    for order in (range(len(told)), range(len(told) - 1, -1, -1)):
        last = NONE
        for i in order:
            if last != NONE:
                around[i].add(last)
            last = told[i] if told[i] != NONE else last
    return around
