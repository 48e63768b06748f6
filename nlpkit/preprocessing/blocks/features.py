"""Computes what the forest knows of each line: shape, neighbours, run, place, the rules' verdict.

All features are computed for the whole text at once in numpy. No feature knows words of a language;
only the rules do.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from .page import Page
from .rules import BODY, Verdict

_LOWER, _UPPER, _OTHER, _DIGIT, _SPACE, _END, _COMMA, _REST = range(8)
_CLASSES = 8
_TABLE = 0x3000  # characters told apart; those beyond are letters
_SIGNS = {_END: ".!?…։؟۔।", _COMMA: ",;،؛"}
_KINDS = {"Lu": _UPPER, "Lt": _UPPER, "Ll": _LOWER, "Mn": _LOWER, "Mc": _LOWER, "Nd": _DIGIT}
_SHORT = 3  # letters: function words are short in most languages
_CONTENT = 5
_LONG = 25  # words of a line that is surely prose
_FAR = 30  # lines from the article after which all places are alike
_WINDOWS = (3, 8, 20)  # lines looked at on either side
_NEVER = 6.0  # log distance that stands for "none on this side"

_Named = Iterator[tuple[str, np.ndarray]]


def compute(page: Page, verdicts: Sequence[tuple[int, Verdict]]) -> dict[str, np.ndarray]:
    """Return the features by name, each of shape (lines,).

    `verdicts` are the rules' for each line: the place of the rule among the rules, what it says.
    """
    own = dict(_alone(page))
    own.update(_ruled(verdicts))
    prose = np.array([line.prose for line in page.lines])
    words = np.array([line.words for line in page.lines], float)
    around = (
        _beside(own),
        _in_runs(own, words, prose),
        _placed(page, own, words, prose),
        _usual(page, own),
    )
    return own | {name: values for part in around for name, values in part}


@cache
def _classes() -> np.ndarray:
    """Return the class of each character below _TABLE."""
    kinds = [*map(unicodedata.category, map(chr, range(_TABLE)))]
    others = {"L": _OTHER, "Z": _SPACE, "C": _SPACE}
    known = {kind: _KINDS.get(kind, others.get(kind[0], _REST)) for kind in set(kinds)}
    table = np.array([*map(known.__getitem__, kinds), _OTHER], np.uint8)
    for name, signs in _SIGNS.items():
        table[[ord(sign) for sign in signs]] = name
    return table


def _alone(page: Page) -> _Named:
    """Yield what each line shows by itself, and how much of it other lines say again."""
    lines, n = page.lines, len(page.lines)
    text = "\n".join(line.text for line in lines)
    code = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kind = _classes()[np.minimum(code, _TABLE)]
    length = np.array([len(line.text) for line in lines])
    of = np.repeat(np.arange(n), length + 1)[: len(code)]
    count = np.bincount(of * _CLASSES + kind, minlength=n * _CLASSES).reshape(n, -1)
    inside = (kind <= _OTHER) | (kind == _DIGIT)
    first = np.flatnonzero(inside & ~np.append(False, inside[:-1]))
    size = np.flatnonzero(inside & ~np.append(inside[1:], False)) - first + 1
    of_word = of[first]
    total = np.maximum(np.bincount(of_word, minlength=n), 1)
    letters = np.maximum(count[:, _LOWER] + count[:, _UPPER] + count[:, _OTHER], 1)
    yield "words", np.log1p([line.words for line in lines])
    yield "characters", np.log1p(length)
    yield "capitals", count[:, _UPPER] / letters
    yield "digits", count[:, _DIGIT] / length
    yield "letters", letters / length
    yield "ends", np.minimum(count[:, _END], 9).astype(float)
    yield "commas", np.minimum(count[:, _COMMA], 9).astype(float)
    yield "capitalised", np.bincount(of_word, kind[first] == _UPPER, n) / total
    yield "short words", np.bincount(of_word, size <= _SHORT, n) / total
    yield "sentence", np.array([line.ends for line in lines], float)
    yield "dated", np.array([line.dated for line in lines], float)
    yield "prose", np.array([line.prose for line in lines], float)
    seen = Counter(line.text for line in lines)
    yield "repeated", np.array([seen[line.text] > 1 for line in lines], float)
    yield "trails off", np.array([line.text.endswith(("…", "...")) for line in lines], float)
    yield from _shared(page, text, first, size, of_word)


def _shared(
    page: Page, text: str, first: np.ndarray, size: np.ndarray, of_word: np.ndarray
) -> _Named:
    """Yield the shares of a line's content words that occur in other prose, the article, the title.

    In the article a word weighs more if it is rarer on the page. A headline about another subject
    shares common words with the article, but seldom rare ones.
    """
    content = size >= _CONTENT
    low = text.lower()
    low = low if len(low) == len(text) else text
    spans = zip(first[content].tolist(), size[content].tolist(), strict=True)
    index: dict[str, int] = {}
    names = np.array([index.setdefault(low[a : a + b], len(index)) for a, b in spans], int)
    n, of = len(page.lines), of_word[content]
    told = np.maximum(np.bincount(of, minlength=n), 1)

    def elsewhere(within: np.ndarray) -> np.ndarray:
        """Return whether each word stands in another of the lines so marked, too."""
        here = within[of]
        found: np.ndarray = np.bincount(names, here, len(index))[names] > here
        return found

    prose = np.array([line.prose for line in page.lines], float)
    yield "overlap", np.bincount(of, elsewhere(prose), n) / told
    place = np.arange(n)
    article = prose * (place >= page.first) * (place <= page.last)
    rare = np.log((n + 1) / np.bincount(names, minlength=len(index)).clip(1, n))[names]
    total = np.bincount(of, rare, n)
    yield "article words", np.bincount(of, rare * elsewhere(article), n) / np.maximum(total, 1e-6)
    titled = np.zeros(n) if page.title is None else (place == page.title).astype(float)
    yield "title words", np.bincount(of, elsewhere(titled), n) / told


def _ruled(verdicts: Sequence[tuple[int, Verdict]]) -> _Named:
    yield "rule", np.array([rule for rule, _ in verdicts], float)
    yield "junk", np.array([verdict.kind == "junk" for _, verdict in verdicts], float)
    yield "body", np.array([verdict.kind in BODY for _, verdict in verdicts], float)


def _beside(own: dict[str, np.ndarray]) -> _Named:
    """Yield the lines before and after, one by one and in windows."""
    for name in ("words", "rule", "capitalised", "short words"):
        yield f"{name} -1", _shifted(own[name], 1)
        yield f"{name} +1", _shifted(own[name], -1)
    prose = own["prose"]
    own = own | {"turns": np.append(False, prose[1:] != prose[:-1]).astype(float)}
    names = ("words", "capitalised", "short words", "body", "junk", "overlap", "dated", "turns")
    total = np.cumsum([own[name] for name in names], axis=1)
    total = np.concatenate([np.zeros((len(names), 1)), total], axis=1)
    for width in _WINDOWS:
        before, after = _mean(total, -width, 0), _mean(total, 1, width + 1)
        for name, row_before, row_after in zip(names, before, after, strict=True):
            yield f"{name} before {width}", row_before
            yield f"{name} after {width}", row_after


def _in_runs(own: dict[str, np.ndarray], words: np.ndarray, prose: np.ndarray) -> _Named:
    """Yield the run of prose, or of other lines, that a line stands in, and the runs beside it."""
    change = np.append(True, prose[1:] != prose[:-1])
    cut, which = np.flatnonzero(change), np.cumsum(change) - 1
    size = np.diff(np.append(cut, len(prose)))
    for name in ("words", "sentence", "capitalised", "overlap", "junk"):
        yield f"run {name}", (np.add.reduceat(own[name], cut) / size)[which]
    yield "run longest", np.maximum.reduceat(own["words"], cut)[which]
    total = np.log1p(np.add.reduceat(words, cut))
    yield "run lines", np.log1p(size)[which]
    yield "run total", total[which]
    for step in (1, 2):
        yield f"run total -{step}", _shifted(total, step)[which]
        yield f"run total +{step}", _shifted(total, -step)[which]


def _placed(page: Page, own: dict[str, np.ndarray], words: np.ndarray, prose: np.ndarray) -> _Named:
    """Yield where the line stands on the page and to the article, and what page it is."""
    n, place = len(words), np.arange(len(words))
    told = np.cumsum(words * prose)
    whole = max(told[-1], 1.0)
    yield "told", (told - words * prose) / whole
    yield "told words", np.log1p(told - words * prose)
    yield "untold words", np.log1p(told[-1] - told)
    yield "place", place / n
    yield "from start", np.log1p(place)
    yield "to end", np.log1p(n - 1 - place)
    yield "before article", _bounded(page.first - place)
    yield "behind article", _bounded(place - page.last)
    yield "in article", ((place >= page.first) & (place <= page.last)).astype(float)
    yield (
        "from title",
        np.clip(place - (-1 if page.title is None else page.title), -_FAR, 300) * 1.0,
    )
    how = np.array([line.found.how if line.found else "" for line in page.lines])
    phrase = (how != "") & (how != "menu")
    yield "since section", _since(how == "sections")
    yield "since phrase", _since(phrase)
    yield "until phrase", _since(phrase[::-1])[::-1]
    yield "since long", _since(words >= _LONG)
    yield "until long", _since(words[::-1] >= _LONG)[::-1]
    yield "dates so far", np.log1p(np.cumsum(own["dated"]))
    for name, value in (
        ("lines", np.log1p(n)),
        ("phrases", phrase.mean()),
        ("junk", own["junk"].mean()),
        ("prose", told[-1] / max(words.sum(), 1)),
        ("prose line", told[-1] / max(prose.sum(), 1)),
        ("article", sum(line.words for line in page.article if line.prose) / whole),
    ):
        yield f"page {name}", np.full(n, float(value))


def _usual(page: Page, own: dict[str, np.ndarray]) -> _Named:
    """Yield how far the next dates are, and the length of a line beside that of the article's."""
    n, dated = len(page.lines), own["dated"] > 0
    yield "since date", _since(dated)
    yield "until date", _since(dated[::-1])[::-1]
    article = [line.words for line in page.article if line.prose]
    usual = np.log1p(np.median(article)) if article else 0.0
    yield "longer than usual", own["words"] - usual
    yield "page usual", np.full(n, usual)


def _shifted(values: np.ndarray, step: int) -> np.ndarray:
    """Return the value `step` places before; -1 where there is none."""
    out = np.full(len(values), -1.0)
    if abs(step) < len(values):
        out[max(step, 0) : len(values) + min(step, 0)] = values[
            max(-step, 0) : len(values) - max(step, 0)
        ]
    return out


def _bounded(distance: np.ndarray) -> np.ndarray:
    bounded: np.ndarray = np.minimum(np.maximum(distance, -_FAR), _FAR).astype(float)
    return bounded


def _mean(total: np.ndarray, since: int, until: int) -> np.ndarray:
    """Return for each row the mean of the values at [i + since, i + until) from running sums
    `total`.
    """
    n = total.shape[1] - 1
    place = np.arange(n)
    low = np.minimum(np.maximum(place + since, 0), n)
    high = np.minimum(np.maximum(place + until, 0), n)
    means: np.ndarray = (total[:, high] - total[:, low]) / np.maximum(high - low, 1)
    return means


def _since(marked: np.ndarray) -> np.ndarray:
    """Return the logarithm of the distance to the last marked line."""
    place = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, place, -1_000_000))
    return np.minimum(np.log1p(place - last), _NEVER)
