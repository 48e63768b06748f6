"""The features of the sentences of an article, in any language.

A feature is one number for each sentence. Features of place, length and punctuation are used as
they are. Features that mean something only within one article (similarities, shares of its words)
are standard scores, so that articles of all lengths and languages can be compared. Features that
come from word lists are 0 in a language without lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import regex

from ...text import markers
from ...text.words import SentenceMatrix, stem, words

_TERMINATORS = (".", "!", "?", "…", "。", "।")
_CLOSERS = "\"'”’»)] "
_MARKS = (
    markers.quote,
    markers.first_person,
    markers.attribution,
    markers.dangling,
    markers.question,
    markers.furniture,
    markers.unbalanced,
)
_DAMPING = 0.85
_STEPS = 12  # of the random walk of LexRank; after so many, the order no longer changes
_LAST_PLACE = 12  # all sentences from this one on have the same place in the feature "place_log"

_Named = Iterator[tuple[str, np.ndarray]]


def compute(
    texts: Sequence[str], tokens: Sequence[Sequence[str]], rows: SentenceMatrix, title: str | None
) -> dict[str, np.ndarray]:
    """Return the features of the sentences of one article by name, each of shape (sentences,)."""
    stems = [[stem(word) for word in sentence] for sentence in tokens]
    marks = {mark.__name__: np.array([mark(t) for t in texts], float) for mark in _MARKS}
    return dict(
        [
            *_places(len(texts)),
            *_lengths(texts, tokens),
            *_similarities(rows, title),
            *_vocabulary(stems),
            *_names(texts),
            *_signs(texts),
            *marks.items(),
            *_neighbours(marks),
        ]
    )


def _places(size: int) -> _Named:
    """Yield the features of the position: news begins with the most important facts."""
    place = np.arange(size)
    for i in range(5):
        yield f"place_{i}", (place == i).astype(float)
    for decay in (2, 4, 8):
        yield f"decay_{decay}", np.exp(-place / decay)
    yield "place_log", np.log1p(np.minimum(place, _LAST_PLACE))
    yield "relative", place / size
    yield "last", (place == size - 1).astype(float)
    yield "decay_standard", _standard(np.exp(-place / 4))


def _lengths(texts: Sequence[str], tokens: Sequence[Sequence[str]]) -> _Named:
    sizes = np.array([len(sentence) for sentence in tokens], float)
    characters = np.array([len(text) for text in texts], float)
    logs = np.log1p(sizes)
    yield "length", logs
    yield "length_squared", (logs - np.log1p(20)) ** 2
    yield "length_standard", _standard(logs)
    yield "short", (sizes < 8).astype(float)
    yield "long", (sizes > 40).astype(float)
    yield "word_length", _standard(characters / (sizes + 1))


def _similarities(rows: SentenceMatrix, title: str | None) -> _Named:
    """Yield each sentence's cosines with parts of the article, the title and its neighbours."""
    n = rows.size
    ones = np.ones(n)
    degree = rows.times(rows.total(ones))
    first = (np.arange(n) < 1).astype(float)
    lead = (np.arange(n) < 3).astype(float)
    yield "centrality", _standard(degree)
    yield "lexrank", _standard(_walk(rows, degree))
    yield "first_similarity", _standard(_masked(rows.times(rows.total(first)), 1))
    yield "lead_similarity", _standard(_masked(rows.times(rows.total(lead)), 3))
    after = ones - lead
    yield "body_similarity", _standard(rows.times(rows.total(after)))
    yield "title", _standard(rows.times(rows.vector(words(title or ""))))
    previous = rows.neighbours()
    yield "previous_similarity", _standard(np.append(0.0, previous))
    yield "next_similarity", _standard(np.append(previous, 0.0))


def _walk(rows: SentenceMatrix, degree: np.ndarray) -> np.ndarray:
    """Return the LexRank (Erkan and Radev 2004) of each sentence; weak edges are not removed."""
    share = np.full(rows.size, 1.0 / rows.size)
    out = np.maximum(degree, 1e-12)
    for _ in range(_STEPS):
        share = (1 - _DAMPING) / rows.size + _DAMPING * rows.times(rows.total(share / out))
    return share


def _masked(values: np.ndarray, head: int) -> np.ndarray:
    """Give the first `head` sentences the mean of the others,
    since they are similar to themselves.
    """
    rest = values[head:]
    return np.append(np.full(min(head, len(values)), rest.mean() if len(rest) else 0.0), rest)


def _vocabulary(stems: Sequence[Sequence[str]]) -> _Named:
    """How frequent, how early and how new the words of the sentence are in the article."""
    frequency: Counter[str] = Counter()
    for sentence in stems:
        frequency.update(
            [*dict.fromkeys(sentence)]
        )  # in order, since that of a set differs from run to run
    keywords = {word for word, n in frequency.most_common(60) if len(word) > 3 and n > 1}
    top = set([w for w, _ in frequency.most_common(60) if w in keywords][:12])
    seen: set[str] = set()
    rows = []
    for sentence in stems:
        unique = set(sentence)
        size = len(unique) or 1
        content = [w for w in unique if len(w) > 3]
        rows.append(
            (
                sum(frequency[w] for w in unique) / size,
                sum(frequency[w] for w in content) / (len(content) or 1),
                len(unique & top) / size,
                len(unique & top),
                len(unique - seen) / size,
                sum(frequency[w] > 1 for w in content) / (len(content) or 1),
                sum(frequency[w] > 1 for w in content),
            )
        )
        seen |= unique
    columns = np.array(rows, float).reshape(-1, 7).T
    names = (
        "frequency",
        "content_frequency",
        "keyword_share",
        "keywords",
        "new_share",
        "shared_share",
        "shared",
    )
    for name, column in zip(names, columns, strict=True):
        yield name, _standard(column)


_NAME = regex.compile(r"(?<=[\p{Ll}\d,;:–—-]\s)\p{Lu}[\p{L}\p{M}'’-]+")


def _names(texts: Sequence[str]) -> _Named:
    """Names: capital letters inside a sentence, and whether the article comes back to them."""
    names = [[word.casefold()[:6] for word in _NAME.findall(text)] for text in texts]
    frequency = Counter(word for found in names for word in set(found))
    yield "names", _standard(np.array([len(found) for found in names], float))
    yield (
        "central_names",
        _standard(
            np.array(
                [sum(np.log(frequency[w]) for w in sorted(set(found))) for found in names], float
            )
        ),
    )
    seen: set[str] = set()
    fresh = []
    for found in names:
        fresh.append(len(set(found) - seen))
        seen.update(found)
    yield "new_names", _standard(np.array(fresh, float))


_QUOTED = regex.compile(r"[\"“«„][^\"”»“]*[\"”»“]")
_NUMBER = regex.compile(r"\p{N}+(?:[.,:]\p{N}+)*")
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
_MONEY = regex.compile(r"[\p{Sc}%]")


def _signs(texts: Sequence[str]) -> _Named:
    """Yield the features of quotations, numbers and punctuation."""
    yield "quoted", np.array([sum(map(len, _QUOTED.findall(t))) / (len(t) or 1) for t in texts])
    numbers = np.array([len(_NUMBER.findall(t)) for t in texts], float)
    yield "number", np.minimum(numbers, 1)
    yield "numbers", _standard(numbers)
    yield "year", np.array([_YEAR.search(t) is not None for t in texts], float)
    yield "money", np.array([_MONEY.search(t) is not None for t in texts], float)
    yield "comma", np.array([min(t.count(","), 5) for t in texts], float)
    yield "colon", np.array([":" in t for t in texts], float)
    yield "semicolon", np.array([";" in t for t in texts], float)
    yield "dash", np.array(["—" in t or "–" in t or " - " in t for t in texts], float)
    yield "bracket", np.array(["(" in t for t in texts], float)
    yield "exclamation", np.array(["!" in t for t in texts], float)
    yield "ellipsis", np.array(["..." in t or "…" in t for t in texts], float)
    yield "unended", np.array([not t.rstrip(_CLOSERS).endswith(_TERMINATORS) for t in texts], float)
    yield "digit_start", np.array([t[:1].isdigit() for t in texts], float)
    yield "small_start", np.array([t[:1].islower() for t in texts], float)


def _neighbours(marks: dict[str, np.ndarray]) -> _Named:
    """Yield the features of neighbouring sentences: one that needs this one, or a quotation."""
    yield "leaned_on", np.append(marks["dangling"][1:], 0.0)
    yield "before_quote", np.append(marks["quote"][1:], 0.0)
    yield "after_quote", np.append(0.0, marks["quote"][:-1])


def _standard(values: np.ndarray) -> np.ndarray:
    """Return the standard scores of the values; all are 0 if all values are equal."""
    deviation = values.std()
    return (values - values.mean()) / deviation if deviation > 1e-12 else np.zeros(values.shape)
