"""The summarizers that benchmarks/summarize.py compares: all choose among the same sentences."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from nlpkit.document import Draft
from nlpkit.engines import Summarizer, SummaryRequest
from nlpkit.engines.echo import EchoSummarizer
from nlpkit.engines.extractive import Extractive

FOLDS = 5
SUMY = {
    "LexRank": "lex_rank:LexRankSummarizer",
    "TextRank": "text_rank:TextRankSummarizer",
    "Luhn": "luhn:LuhnSummarizer",
    "LSA": "lsa:LsaSummarizer",
}
UNSEEN = ("writers_multiref", "inshorts")  # the sets that a model was trained without
TOOLS = ("LEAD", "nlpkit", "nlpkit, set unseen", *SUMY)

Maker = Callable[[str], Summarizer]  # the summarizer for the article with this id


def fold_of(article: str) -> int:
    """Which fold of the recipe an article falls into, by its id."""
    return zlib.crc32(str(article).encode()) % FOLDS


@cache
def part(name: str, kind: str) -> Extractive:
    """Ours, trained without a part of the data: "fold 3" or the name of a set."""
    path = Path(__file__).parent / "data/summarizer-parts.json"
    parts = json.loads(path.read_text(encoding="utf-8"))
    return Extractive(parts[f"without {name}"], kind, f"without {name}")


def maker(tool: str, kind: str, name: str, language: str) -> Maker:
    """What gives the tool for each article of the set `name`.

    Ours never was trained on the article: without its fold, or ("set unseen") without its set.
    """
    if tool == "nlpkit":
        return lambda article: part(f"fold {fold_of(article)}", kind)
    if tool == "nlpkit, set unseen":
        return lambda article: part(name, kind)
    engine = EchoSummarizer() if tool == "LEAD" else Sumy(tool, language)
    return lambda article: engine


class Sumy:
    """One of sumy's methods, with its stemmer and its stop words."""

    languages: frozenset[str] | None = None
    extractive = True

    def __init__(self, method: str, language: str) -> None:
        self.name = method
        from importlib import import_module

        from sumy.nlp.stemmers import Stemmer
        from sumy.utils import get_stop_words

        name = {"ru": "russian", "en": "english"}[language]
        module, _, kind = SUMY[method].partition(":")
        self._method = getattr(import_module(f"sumy.summarizers.{module}"), kind)(Stemmer(name))
        if language != "ru":  # sumy has no Russian stop words
            self._method.stop_words = get_stop_words(name)

    def summarize(self, request: SummaryRequest) -> list[Draft]:
        """So many sentences; lengths in words it does not know."""
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

        lines = [Sentence(text, _Words()) for text in request.sentences]
        places = {id(line): i for i, line in enumerate(lines)}
        found = self._method(ObjectDocumentModel([Paragraph(lines)]), request.length.amount)
        return [
            Draft(request.sentences[i], sources=(i,)) for i in sorted(places[id(x)] for x in found)
        ]


class _Words:
    """Words as sumy finds them, without the sentence model of nltk that it would download."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(re.findall(r"(?u)\b[^\W\d_]+\b", sentence))


class Rotated:
    """A summarizer that reads the article from a sentence in its middle, then the beginning.

    So places tell nothing, as in a text that does not put the most important thing first, while
    neighbours stay neighbours.
    """

    extractive = True

    def __init__(self, engine: Summarizer) -> None:
        self._engine = engine
        self.name, self.languages = engine.name, engine.languages

    def summarize(self, request: SummaryRequest) -> list[Draft]:
        sentences, size = request.sentences, len(request.sentences)
        shift = zlib.crc32("".join(sentences).encode()) % size
        order = [(i + shift) % size for i in range(size)]
        turned = replace(request, sentences=[sentences[i] for i in order])
        drafts = self._engine.summarize(turned)
        return [Draft(draft.text, sources=(order[draft.sources[0]],)) for draft in drafts]
