"""Languages of stretches of text: which words are whose, and where one language ends.

Scripts come first: a script with one language decides by itself, and the words of a shared script
form a chain of their own, whatever stands between them. Inside a chain the evidence of single words
(`lexicon`) is weighed against the cost of changing the language (`decode`), low at quotes, brackets
and line ends, high inside a clause and highest inside a name. Addresses, numbers and tags belong to
what surrounds them, and so do names in a foreign script.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from threading import Lock
from typing import Any

import numpy as np

from ...document import Sentence, Span
from ...resources import load_text
from .. import phrases
from . import decode, langid, scores, tokens
from .lexicon import SINGLE, Lexicon
from .names import absorb, stretches
from .quotations import settle_speakers
from .spans import NONE, Run, Words, mixed, runs

VERSION = 9

Scores = tuple[list[str], list[float]]  # script and score of every run
_KNOWN = ("ru",)
_LOCK = Lock()
_CLIPPED = 4  # letters at most of a word that a full stop cuts short
_KINDS = (
    ("line", re.compile(r"\n")),
    ("quote", re.compile(r"[«»“”„‟‹›「」『』\"]|(?<!\w)['‘’]|['‘’](?!\w)")),
    ("sentence", re.compile(r"[.!?…؟۔。！？։]")),
    ("bracket", re.compile(r"[()\[\]{}（）<>|/•:]")),
    ("comma", re.compile(r"[,;،؛、—–-]")),
)


@cache
def _settings() -> dict[str, Any]:
    return phrases.data("tag.toml")


def _known() -> dict[str, frozenset[str]]:
    """Return the words of each language that the models take for words of another one."""
    names = {language: f"data/words-{language}.txt" for language in _KNOWN}
    known = {
        language: frozenset(load_text("nlpkit.preprocessing", name).split())
        for language, name in names.items()
    }
    return {**known, "ru": known["ru"] | frozenset(_settings()["guests"]["words"])}


class _Tagger:
    """The lexicon and everything else that outlives a text."""

    def __init__(self) -> None:
        models = langid.load()
        shared = frozenset(_settings()["shared"]["words"])
        self.lexicon = Lexicon(models, _settings()["evidence"], _known(), shared)
        written = {language for model in models.values() for language in model.languages}
        self.languages = (*sorted(written), *SINGLE.values())
        self.index = {language: i for i, language in enumerate(self.languages)}
        self.single = {
            self.lexicon.code(script): self.index[lang] for script, lang in SINGLE.items()
        }
        self.columns = {
            self.lexicon.code(script): np.array([self.index[lang] for lang in model.languages])
            for script, model in models.items()
        }
        cyrillic = models["Cyrl"].languages
        self.russian = cyrillic.index("ru")  # the column of the language with most foreign names
        self.prior = {
            self.lexicon.code(script): np.array(
                [_settings()["prior"][script].get(lang, 0.0) for lang in model.languages]
            )
            for script, model in models.items()
        }

    @staticmethod
    def gap_cost(gap: str) -> float:
        """Return the cost of a switch across what stands between two words of a sentence."""
        switch = _settings()["switch"]
        return float(min([switch["space"], *(switch[k] for k, p in _KINDS if p.search(gap))]))


@cache
def _tagger() -> _Tagger:
    return _Tagger()


def tag(text: str, sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """Return the languages of every sentence.

    `score` is the probability that the language is right, as calibrated on development texts.
    Guarantees:
    - the spans of a sentence tile it, and neighbouring spans of one sentence differ in language;
    - a sentence without letters has the language of a neighbour, or `und`;
    - time linear in the text.
    """
    if not sentences:
        return ()
    with _LOCK:
        tagger = _tagger()
        words = _read(tagger, text, sentences)
        labels = _labels(tagger, words)
        _settle_guests(tagger, words, labels)
        absorb(text, words, labels, tagger.lexicon.code, _settings()["names"]["most_words"])
        _settle_speakers(tagger, text, words, labels)
        laid = runs(text, sentences, words, labels)
        judged = scores.scores(
            tagger.lexicon,
            tagger.columns,
            words,
            labels,
            list(chain.from_iterable(laid)),
            _settings()["score"],
        )
    return _spans(tagger, laid, judged)


def _read(tagger: _Tagger, text: str, sentences: Sequence[Sentence]) -> Words:
    """Split every sentence into words. The text between words only sets the cost of switching."""
    pieces: list[str] = []  # gap, word, gap, word, ... gap over the whole text
    counts, pending, at = [], "", 0
    split = tokens.pattern().split
    for sentence in sentences:
        parts = split(text[sentence.start : sentence.end])
        parts[0] = f"{pending}{text[at : sentence.start]}{parts[0]}"
        pending, at = parts.pop(), sentence.end
        pieces += parts
        counts.append(len(parts) // 2)
    ends = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))
    first = np.concatenate(([0], np.cumsum(counts)))
    gaps, chunks = pieces[0::2], pieces[1::2]
    costs = {gap: tagger.gap_cost(gap) for gap in set(gaps)}
    switch = np.array([*map(costs.__getitem__, gaps)], dtype=np.float64)
    opening = first[:-1][first[:-1] < len(chunks)]
    switch[opening] = np.minimum(switch[opening], _settings()["switch"]["sentence"])
    number = tagger.lexicon.look_up(chunks)
    name, factor = tagger.lexicon.name[number], tagger.lexicon.factor[number]
    inside = name[1:] & name[:-1] & (switch[1:] == _settings()["switch"]["space"])
    switch[1:][inside] = _settings()["switch"]["name"]
    factor = factor * _little(chunks, gaps, name, opening)
    _reduce_spelt(factor, name & tagger.lexicon.odd[number, tagger.russian], name, opening)
    lone, named = _short_lines(first, name, tagger.lexicon.script[number], chunks)
    factor[named] *= _settings()["short"]["names"]
    return Words(
        start=ends[0::2],
        end=ends[1::2],
        sentence=np.repeat(np.arange(len(counts)), counts),
        number=number,
        script=tagger.lexicon.script[number],
        name=name,
        factor=factor,
        switch=switch,
        doubt=lone * _settings()["short"]["lone"],
        first=first,
    )


def _reduce_spelt(
    factor: np.ndarray, spelt: np.ndarray, name: np.ndarray, opening: np.ndarray
) -> None:
    """Reduce the factors of names that are spelt with letters that Russian lacks.

    A word that opens a sentence is a name only if another one follows: `Усі новини` is none.
    `factor` and `spelt` are changed.
    """
    spelt[opening] &= np.append(name, False)[opening + 1]
    factor[spelt] = np.minimum(factor[spelt], np.float32(_settings()["evidence"]["spelt"]))


def _little(
    chunks: Sequence[str], gaps: Sequence[str], name: np.ndarray, opening: np.ndarray
) -> np.ndarray:
    """Return the factors of words that tell little of their language: of names, and of a few
    letters with a full stop inside a sentence (`ул.`, `г.`). `gaps` stand before the words.
    """
    evidence = _settings()["evidence"]
    factor = np.where(name, np.float32(evidence["name"]), np.float32(1.0))
    factor[opening] = np.where(name[opening], np.float32(evidence["first"]), np.float32(1.0))
    follows = zip(chunks, [*gaps[1:], ""], strict=True)
    few = (len(chunk) <= _CLIPPED and gap.startswith(".") for chunk, gap in follows)
    clipped = np.fromiter(few, bool, len(chunks))
    clipped[opening[opening > 0] - 1] = False
    factor[clipped] *= np.float32(evidence["clipped"])
    return factor


def _short_lines(
    first: np.ndarray, name: np.ndarray, script: np.ndarray, chunks: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Return which words stand in a line of one word of some length, and which in a line of names
    alone.

    `1 кг моркови`, `капуста`; `Ош: +21`, `Бишкек Алматы Ташкент`. Such a line tells its language
    badly, and most often has that of the text around it; where there is none, only names are
    doubted, and no line in capitals.
    """
    size = len(chunks)
    full = np.flatnonzero(np.diff(first))
    if not len(full):
        return np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    long = np.fromiter((len(chunk) > 2 for chunk in chunks), bool, size) & (script != 0)
    capitals = np.fromiter((len(chunk) > 3 and chunk.isupper() for chunk in chunks), bool, size)
    context = long.sum() >= _settings()["short"]["context"]
    counts = np.diff(first)[full]
    telling = np.add.reduceat(long.astype(np.int64), first[full])
    said = ~name & (script != 0) if context else (~name | capitals) & (script != 0)
    others = np.add.reduceat(said.astype(np.int64), first[full])
    short = counts <= _settings()["short"]["words"]
    lone = np.repeat(short & (telling <= 1) & context, counts)
    named = np.repeat(short & (others == 0) & (counts > 1), counts)
    return lone, named


def _labels(tagger: _Tagger, words: Words) -> np.ndarray:
    """Return the index of the language of every word, NONE for words that never have one."""
    labels = np.full(len(words.script), NONE, dtype=np.int64)
    for code in np.flatnonzero(np.bincount(words.script)).tolist():
        at = np.flatnonzero(words.script == code)
        if code in tagger.single:
            labels[at] = tagger.single[code]
        elif code:
            labels[at] = _chain(tagger, words, at, code)
    _settle_han(tagger, words, labels)
    return labels


def _chain(tagger: _Tagger, words: Words, at: np.ndarray, code: int) -> np.ndarray:
    """Return the languages of the words `at`, all of the shared script `code`."""
    settings, columns = _settings(), tagger.columns[code]
    switch = words.switch[at]
    if len(at) > 1:  # the cheapest place between two words, others in between included
        switch[1:] = np.minimum.reduceat(words.switch[: at[-1] + 1], at[:-1] + 1)
        other = np.cumsum((words.script != code) & (words.script != 0))[at]
        crossed = np.concatenate(([False], np.diff(other) > 0))
        switch[crossed] = np.minimum(switch[crossed], settings["switch"]["other_script"])
    words_in_order = decode.Chain(
        tagger.lexicon.rows(words.number[at], words.factor[at], len(columns)),
        switch,
        words.doubt[at],
        tagger.prior[code],
    )
    costs = decode.Costs(**settings["inventory"], stretch=settings["switch"]["sentence"])
    chosen = decode.decode(words_in_order, costs)
    _settle_lone_names(tagger, words, at, chosen)
    languages: np.ndarray = columns[chosen]
    return languages


def _settle_lone_names(tagger: _Tagger, words: Words, at: np.ndarray, chosen: np.ndarray) -> None:
    """Give names among words of another script another language where the chosen one lacks their
    letters: in `the lake (Kyrgyz: Соң-Көл)` the name is not Russian. `chosen` is changed.
    """
    number, sentence = words.number[at], words.sentence[at]
    odd = tagger.lexicon.odd[number, : len(tagger.columns[int(words.script[at[0]])])]
    wrong = odd[np.arange(len(at)), chosen] & words.name[at]
    if not wrong.any():
        return
    other = (words.script != words.script[at[0]]) & (words.script != 0)
    among = np.isin(sentence, words.sentence[other])
    stretch = np.cumsum(other)[at] + sentence  # both only grow: it changes where one of them does
    starts = np.flatnonzero(np.diff(stretch, prepend=-1))
    for first, last in zip(starts, [*starts[1:], len(at)], strict=True):
        here = slice(first, last)
        lacking = odd[here].any(axis=0)
        alone = among[first] and wrong[here].any() and words.name[at[here]].all()
        if alone and not lacking.all():
            sums = tagger.lexicon.evidence[number[here], : odd.shape[1]].sum(axis=0)
            chosen[here] = int(np.where(lacking, -np.inf, sums).argmax())


def _settle_guests(tagger: _Tagger, words: Words, labels: np.ndarray) -> None:
    """Take a few words of another language among more Russian ones for Russian.

    `айыл өкмөтү сообщил о ремонте`, `тазалык вывозит мусор`: nothing sets them off, and a
    translation of the sentence without them would have no subject. `labels` is changed.
    """
    guests, russian = _settings()["guests"], tagger.index["ru"]
    cyrillic = tagger.lexicon.code("Cyrl")
    unmarked = words.switch >= _settings()["switch"]["space"]
    for sentence in mixed(words, labels):
        a, b = words.first[sentence : sentence + 2].tolist()
        own = labels[a:b] == russian
        telling = int((own & ~words.name[a:b]).sum())
        if 2 * own.sum() < (labels[a:b] != NONE).sum():
            continue
        for i, j in stretches(labels[a:b]):
            most = guests["most_named"] if words.name[a + i] else guests["most_words"]
            if own[i] or j - i > most or telling < max(guests["least_own"], j - i):
                continue
            before = i == 0 or (own[i - 1] and unmarked[a + i])
            behind = a + j == b or (own[j] and unmarked[a + j])
            if before and behind and (words.script[a + i : a + j] == cyrillic).all():
                labels[a + i : a + j] = russian


def _settle_speakers(tagger: _Tagger, text: str, words: Words, labels: np.ndarray) -> None:
    """Give the words beside a quotation the language around it (`quotations`), where their script
    can write it. `labels` is changed.
    """
    settings = _settings()["quotations"]

    def lead(at: np.ndarray, language: int, other: int) -> float:
        """Return the evidence of the words `at`, all of one script, for one language over the
        other one. It is endless if one of them has words of its own there.
        """
        forms = {text[words.start[i] : words.end[i]].lower() for i in at.tolist()}
        mine, others = (
            forms.intersection(settings["own"].get(tagger.languages[one], ()))
            for one in (language, other)
        )
        if bool(mine - others) != bool(others - mine):
            return np.inf if mine - others else -np.inf
        columns = tagger.columns.get(int(words.script[at[0]]))  # none: one language has the script
        known = [] if columns is None else columns.tolist()
        if language not in known or other not in known:
            return np.inf
        rows = tagger.lexicon.rows(words.number[at], words.factor[at], len(known))
        sums = rows(0, len(at)).sum(axis=0)
        return float(sums[known.index(language)] - sums[known.index(other)])

    settle_speakers(text, words, labels, lead, settings["least"], settings["least_words"])


def _settle_han(tagger: _Tagger, words: Words, labels: np.ndarray) -> None:
    """Take Chinese characters for Japanese if the sentence, or most of the text, has kana."""
    kana = words.script == tagger.lexicon.code("Jpan")
    han = words.script == tagger.lexicon.code("Hani")
    if not kana.any() or not han.any():
        return
    japanese = np.zeros(len(words.first), dtype=bool)
    japanese[words.sentence[kana]] = True
    if kana.sum() > han.sum():
        japanese[:] = True
    labels[han & japanese[words.sentence]] = tagger.index["ja"]


def _spans(tagger: _Tagger, runs: list[list[Run]], judged: Scores) -> tuple[Span, ...]:
    spans = []
    details = zip(*judged, strict=True)
    for i, sentence in enumerate(runs):
        for run in sentence:
            script, score = next(details)
            lang = tagger.languages[run.label] if run.label != NONE else "und"
            script = "Jpan" if lang == "ja" else script or "Zyyy"
            spans.append(Span(run.start, run.end, i, lang, script, score))
    return tuple(spans)
