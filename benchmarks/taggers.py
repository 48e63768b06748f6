"""The language taggers side by side: each as a function from a text to its spans.

The others know one language a call or guess where it changes. Every one is given what serves it
best: only the languages of the development set to choose from, where it can be told, and where it
knows whole texts only, our sentences cut where the script changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from nlpkit.document import Block
from nlpkit.preprocessing import sentences, tag
from nlpkit.preprocessing.tag.tokens import script_of

LANGUAGES = (
    "ar az be bg cs de el en es fa fr he hi hy it ja ka kk ko ky mk mn pl pt ru sr tg tr uk uz zh"
).split()

Spans = list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Tagger:
    """`spans` of a text with changing languages, `alone` the language of a text of one."""

    spans: Callable[[str], Spans]
    alone: Callable[[str], str]


def paragraphs(text: str) -> list[Block]:
    """A block a line."""
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(at, at + len(line), "paragraph"))
        at += len(line)
    return blocks


def _most(spans: Spans) -> str:
    weight: Counter[str] = Counter()
    for start, end, language in spans:
        weight[language] += end - start
    return max(weight, key=weight.__getitem__, default="")


def _filled(spans: Spans) -> Spans:
    """Spans without an answer get the language of most of the text."""
    main = _most([span for span in spans if span[2]])
    return [(start, end, language or main) for start, end, language in spans]


def _script_runs(text: str) -> Iterator[tuple[int, int]]:
    """Our sentences, cut where the script of the letters changes."""
    for sentence in sentences.split(text, paragraphs(text)):
        places = [at for at in range(sentence.start, sentence.end) if text[at].isalpha()]
        firsts = [next(run) for _, run in groupby(places, lambda at: script_of(text[at]))]
        bounds = [sentence.start, *firsts[1:], sentence.end]
        yield from pairwise(bounds)


def _by_script_runs(alone: Callable[[str], str]) -> Tagger:
    def spans(text: str) -> Spans:
        return _filled([(a, b, alone(text[a:b])) for a, b in _script_runs(text)])

    return Tagger(spans, alone)


def nlpkit() -> Tagger:
    def spans(text: str) -> Spans:
        found = tag.tag(text, sentences.split(text, paragraphs(text)))
        return [(span.start, span.end, span.lang) for span in found]

    return Tagger(spans, lambda text: _most(spans(text)))


def lingua() -> Tagger:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    known = [getattr(IsoCode639_1, c.upper(), None) for c in LANGUAGES]
    codes = [code for code in known if code is not None]
    detector = LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()

    def code(language: object) -> str:
        return language.iso_code_639_1.name.lower() if language else ""

    return Tagger(
        lambda text: [
            (one.start_index, one.end_index, code(one.language))
            for one in detector.detect_multiple_languages_of(text)
        ],
        lambda text: code(detector.detect_language_of(text)),
    )


def lingua_by_sentence() -> Tagger:
    return _by_script_runs(lingua().alone)


def pycld2() -> Tagger:
    import pycld2

    def vectors(text: str) -> Spans:
        clean = "".join(char if char.isprintable() else " " for char in text)
        offsets, at = {}, 0
        for place, char in enumerate(clean):
            offsets[at] = place
            at += len(char.encode())
        offsets[at] = len(clean)
        _, _, _, found = pycld2.detect(clean, returnVectors=True, bestEffort=True)
        return [
            (offsets[start], offsets[start + size], "" if code == "un" else code.split("-")[0])
            for start, size, _, code in found
        ]

    def alone(text: str) -> str:
        code = pycld2.detect(text, bestEffort=True)[2][0][1]
        return {"iw": "he"}.get(code, code.split("-")[0])

    return Tagger(lambda text: _filled(vectors(text)), alone)


def py3langid() -> Tagger:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(LANGUAGES)
    return _by_script_runs(lambda text: model.classify(text)[0])


def langdetect() -> Tagger:
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0

    def alone(text: str) -> str:
        try:
            return detect(text).partition("-")[0]
        except LangDetectException:  # a text without letters
            return ""

    return _by_script_runs(alone)


TOOLS: dict[str, Callable[[], Tagger]] = {
    tool.__name__: tool
    for tool in (nlpkit, lingua, lingua_by_sentence, pycld2, py3langid, langdetect)
}
