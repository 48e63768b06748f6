"""The work of LibreTranslate's paths in a worker process: texts, pages and files are translated.

Of a text that could not be translated nobody gets the source as if it were the translation: it is
an error if that is most of the text, else the answer names what was not translated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from .. import files
from .. import languages as known_languages
from ..config import TranslatorSection
from ..document import Document, Passage, Piece, Translation, joined_alternatives
from ..errors import EngineError, PairUnsupported
from ..pipeline import Pipeline, in_place, pairs, translate_parts
from .limits import check_characters
from .work import as_json

PAIRS = "GET /languages lists the pairs"


def translate(
    pipeline: Pipeline,
    q: str | list[str],
    source: str,
    target: str,
    fields: list[str],
    html: bool = False,
    alternatives: int = 0,
) -> bytes:
    """Return the translation. One text gives single values, a list of texts gives lists."""
    work = _Work(pipeline, source, target)
    texts = [q] if isinstance(q, str) else q
    # The same text twice is translated once: lists of labels and cells repeat theirs.
    answers = work.answers(list(dict.fromkeys(texts)), html, alternatives)
    if isinstance(q, str):
        found = {name: answers[q][name] for name in fields}
    else:
        found = {name: [answers[text][name] for text in q] for name in fields}
    if any(answer["untranslated"] for answer in answers.values()):
        lists = [answers[text]["untranslated"] for text in texts]
        found["untranslated"] = lists[0] if isinstance(q, str) else lists
    return as_json(found)


def translate_file(
    pipeline: Pipeline, data: bytes, name: str, source: str, target: str, max_chars: int
) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the file with its texts translated, and what was not translated of it."""
    work = _Work(pipeline, source, target)
    failed: list[dict[str, Any]] = []

    def translated(passages: Sequence[Passage]) -> list[Passage]:
        check_characters(sum(len(one.text) for one in passages), max_chars)
        made, untranslated = work.passages(passages)
        failed.extend(untranslated)
        return made

    written = files.translated(data, name, translated, pipeline.config.limits.max_bytes)
    return written, failed


def detect(pipeline: Pipeline, q: str) -> bytes:
    """Return the languages of a text."""
    if not any(map(str.isalpha, q)):
        return as_json([_unknown(pipeline)])
    return as_json(shares(pipeline.preprocess(q)) or [_unknown(pipeline)])


def known_pairs(section: TranslatorSection) -> bytes | None:
    """Return what `languages` returns, by the files of the models; None if they do not tell it."""
    models = pairs.models(section)
    if not all(model.known for model in models):
        return None
    return _listed(partial(pairs.serve, models), section.target)


def languages(pipeline: Pipeline) -> bytes:
    """Return every language that the engine reads with those that it writes, and the target."""
    return _listed(pipeline.translator.get().supports, pipeline.config.translator.target)


def _listed(serves: Callable[[str, str], bool], target: str) -> bytes:
    found = []
    for code in known_languages.NAMES:
        targets = [t for t in known_languages.NAMES if t == code or serves(code, t)]
        if targets != [code] or code == target:
            found.append({"code": code, "name": known_languages.name(code), "targets": targets})
    return as_json(found)


def shares(document: Document) -> list[dict[str, Any]]:
    """Return the languages of a text, each with its confidence in percent, the surest first.

    The confidence is the expected share of the letters that are in this language: the probability
    of each span's language, weighed by its letters. Letters of no known language count as well, so
    the sum is 100 only if everything is sure.
    """
    weight: defaultdict[str, float] = defaultdict(float)
    total = 0
    for span in document.spans:
        letters = sum(map(str.isalpha, document.slice(span)))
        total += letters
        if span.lang != "und":
            weight[span.lang] += letters * span.score
    ordered = sorted(weight.items(), key=lambda item: -item[1])
    return [
        {"language": lang, "confidence": round(100 * sure / total, 1)}
        for lang, sure in ordered
        if sure
    ]


class _Work:
    """Translates the texts of one request from one language into another."""

    def __init__(self, pipeline: Pipeline, source: str, target: str) -> None:
        """Raise PairUnsupported if no model translates this pair of languages."""
        self._pipeline = pipeline
        self._source = source if source == "auto" else known_languages.parse(source)
        self._target = known_languages.parse(target)
        if self._source not in ("auto", self._target) and not self._serves(self._source):
            raise _no_model(self._source, self._target)

    def answers(
        self, texts: Sequence[str], html: bool, alternatives: int
    ) -> dict[str, dict[str, Any]]:
        """Return the fields for each distinct text or page. Texts share batches, unless
        alternatives are asked for; none are made for pages.
        """
        if html:
            pages = {text: files.Tagged(text) for text in texts}
            return {text: self._page(page) for text, page in pages.items()}
        read = {t: self._pipeline.preprocess(t) for t in texts if any(map(str.isalpha, t))}
        translations = self._translations(read, alternatives)
        return {
            text: self._fields(
                read.get(text), translations[text].full_text if text in translations else text,
                [translations[text]] if text in translations else [],
            )
            for text in texts
        }  # fmt: skip

    def passages(self, passages: Sequence[Passage]) -> tuple[list[Passage], list[dict[str, Any]]]:
        """Return the translation of each part of a file, and what `_untranslated` returns."""
        made, translations = self._in_place(passages)
        return made, _untranslated(translations, self._target)

    def _page(self, page: files.Tagged) -> dict[str, Any]:
        made, translations = self._in_place(page.passages)
        texts = [one.text for one in page.passages]
        asked = self._source == "auto" and texts
        read = self._pipeline.preprocess("\n\n".join(texts)) if asked else None
        return self._fields(read, page.filled(made), translations)

    def _in_place(self, passages: Sequence[Passage]) -> tuple[list[Passage], list[Translation]]:
        """Return each passage translated, and the translations of the distinct texts."""
        found = translate_parts(self._pipeline, passages, source=self._source, target=self._target)
        made = in_place(self._pipeline, passages, found, target=self._target)
        return made, [one.translation for one in found.values()]

    def _fields(
        self, read: Document | None, translated: str, own: Sequence[Translation]
    ) -> dict[str, Any]:
        """Return the fields for a text; `read` is None if it has no letters. A language is detected
        only where none was given.
        """
        answer: dict[str, Any] = {
            "translatedText": translated,
            "alternatives": [other for one in own for other in _alternatives(one)],
            "untranslated": _untranslated(own, self._target),
        }
        if self._source == "auto":
            answer["detectedLanguage"] = self._detected(read)
        return answer

    def _translations(
        self, read: Mapping[str, Document], alternatives: int
    ) -> dict[str, Translation]:
        if alternatives:
            translate = partial(self._pipeline.translate, source=self._source, target=self._target)
            return {text: translate(one, alternatives=alternatives) for text, one in read.items()}
        documents = list(read.values())
        made = self._pipeline.translate_all(documents, source=self._source, target=self._target)
        return dict(zip(read, made, strict=True))

    def _serves(self, source: str) -> bool:
        return self._pipeline.translator.get().supports(source, self._target)

    def _detected(self, read: Document | None) -> dict[str, Any]:
        found = shares(read) if read else []
        return found[0] if found else _unknown(self._pipeline)


def _alternatives(translation: Translation) -> tuple[str, ...]:
    pieces = translation.pieces
    return joined_alternatives(pieces, lambda write: "".join(map(write, pieces)))


def _untranslated(translations: Sequence[Translation], target: str) -> list[dict[str, Any]]:
    """Return what was not translated.

    Raises PairUnsupported or EngineError if it is most of the text.
    """
    pieces = [piece for translation in translations for piece in translation.pieces]
    failed = [piece for piece in pieces if piece.status == "failed"]
    if 2 * _letters(failed) > _letters(pieces):
        longest = max(failed, key=lambda piece: len(piece.text))
        if longest.reason == "no_translator":
            raise _no_model(longest.lang, target)
        raise EngineError(
            f"the text could not be translated: {longest.reason}",
            hint="send it in other words or in shorter parts",
        )
    return [
        {"text": piece.text, "language": piece.lang, "reason": piece.reason} for piece in failed
    ]


def _letters(pieces: Sequence[Piece]) -> int:
    return sum(str.isalpha(letter) for piece in pieces for letter in piece.text)


def _unknown(pipeline: Pipeline) -> dict[str, Any]:
    """Return what is said of a text without a language."""
    return {"language": pipeline.config.translator.target, "confidence": 0.0}


def _no_model(source: str, target: str) -> PairUnsupported:
    names = known_languages.name(source), known_languages.name(target)
    return PairUnsupported(f"no model here translates {names[0]} to {names[1]}", hint=PAIRS)
