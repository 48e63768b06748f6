"""Summaries of texts of any length, written by a checkpoint of Hugging Face."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Protocol

from ...config import SummarizerSection
from ...document import Draft
from ...length import Length, count_words
from .. import extractive
from ..contracts import SummaryRequest
from .answers import AFTER_END
from .chat import ChatWriter, is_chat
from .halving import halved
from .settings import SETTINGS
from .writer import Seq2SeqWriter

_RULES = SETTINGS["summarize"]


class Writer(Protocol):
    """Summarises a text that fits its context window, which is `window` tokens long."""

    name: str
    languages: frozenset[str] | None
    window: int

    def count(self, text: str) -> int:
        """Return the number of tokens of the text."""
        ...

    def write(
        self, sentences: Sequence[str], *, length: Length, budget: int, language: str
    ) -> list[str]:
        """Return lines of finished sentences, at most `budget` tokens; none if none was usable."""
        ...


class AbstractiveSummarizer:
    """Writes a summary in the language of its source.

    A text that fits the model's window is summarised in one call. Of a text of a few windows, the
    model reads only the best sentences. A longer text is summarised window by window, and then
    these summaries are summarised again.

    Guarantees:
    - nothing is truncated: drafts say which sentences the model has read for them;
    - a draft may hold several sentences, all of them finished; its sources are not known;
    - if the source is too short, or the model writes nothing usable, sentences are chosen instead,
      and the drafts name them as their sources.
    """

    extractive = False

    def __init__(self, section: SummarizerSection) -> None:
        kind = ChatWriter if is_chat(section) else Seq2SeqWriter
        self.writer: Writer = kind(section)
        self._chooser = extractive.load(section)
        self.name, self.languages = self.writer.name, self.writer.languages
        self.budget = int(_RULES["fill"] * self.writer.window)

    def summarize(self, request: SummaryRequest) -> list[Draft]:
        """Return drafts of about the length asked for; chosen sentences never exceed it."""
        sentences, length = request.sentences, request.length
        chosen = self._chooser.summarize(replace(request, sizes=None))
        if self._short(sentences, length):
            return chosen
        parts = [(i, part) for i, whole in enumerate(sentences) for part in self._split(whole)]
        texts = [part for _, part in parts]
        lines, read = self._condense(texts, length, request.language, request.title)
        unread = {i for at, (i, _) in enumerate(parts) if at not in read}
        seen = tuple(i for i in range(len(sentences)) if i not in unread)
        written = [Draft(line, read=seen) for line in lines]
        return written or [replace(draft, read=()) for draft in chosen]

    def _short(self, sentences: Sequence[str], length: Length) -> bool:
        if length.unit == "words":
            expected = length.amount * self._tokens_per_word(sentences)
        else:
            expected = length.amount * _RULES["expected_per_sentence"]
        return self._total(sentences) < float(_RULES["worth_summarizing"]) * expected

    def _total(self, sentences: Sequence[str]) -> int:
        return sum(map(self.writer.count, sentences))

    def _tokens_per_word(self, sentences: Sequence[str]) -> float:
        return self._total(sentences) / max(1, sum(map(count_words, sentences)))

    def _tokens(self, sentences: Sequence[str], length: Length) -> int:
        """Return the token budget of a summary of that length: enough for one sentence at least.

        It is computed from the mean number of tokens for a word of the text.
        """
        per_word = self._tokens_per_word(sentences)
        sentence: float = max(
            _RULES["budget_per_sentence"], _RULES["words_per_sentence"] * per_word
        )
        if length.unit == "words":
            return ceil(max(sentence, float(_RULES["budget_share"]) * length.amount * per_word))
        return ceil(length.amount * sentence)

    def _condense(
        self, texts: Sequence[str], length: Length, language: str, title: str | None
    ) -> tuple[list[str], Collection[int]]:
        """Return the summary, and the indices of the texts that the model has read for it."""
        total, everything = self._total(texts), range(len(texts))
        if total > _RULES["extract_windows"] * self.budget:
            parts = self._by_window(texts, total, length, language)
            if self._short(parts, length):
                best = self._chooser.summarize(SummaryRequest(parts, length, language))
                return [draft.text for draft in best], everything
            return self._condense(parts, length, language, title)[0], everything
        read = everything if total <= self.budget else self._best(texts, language, title)
        taken = [texts[i] for i in read]
        budget = self._tokens(taken, length)
        return self.writer.write(taken, length=length, budget=budget, language=language), read

    def _split(self, sentence: str) -> list[str]:
        """Halve a text that is longer than the window until each part fits.

        Such a text is seldom one sentence.
        """
        return halved(sentence, lambda part: self.writer.count(part) <= self.budget)

    def _best(self, texts: Sequence[str], language: str, title: str | None) -> list[int]:
        """Return the first sentences and the best others that together fit the window, in order."""
        sizes = [self.writer.count(text) for text in texts]
        lead = [i for i in range(_RULES["lead"]) if sum(sizes[: i + 1]) <= self.budget // 2]
        left = Length(self.budget - sum(sizes[i] for i in lead), "words")
        left_sizes = [0 if i in lead else size for i, size in enumerate(sizes)]
        request = SummaryRequest(texts, left, language, title, left_sizes)
        drafts = self._chooser.summarize(request)
        best = sorted({*lead, *(i for draft in drafts for i in draft.sources)})
        # Where nothing fits beside the first sentences, the chooser names a sentence all the same.
        return best if sum(sizes[i] for i in best) <= self.budget else lead

    def _by_window(
        self, texts: Sequence[str], total: int, length: Length, language: str
    ) -> list[str]:
        """Return the sentences of the summaries of all windows, which are shorter than the texts.

        Together they are longer than the final summary, so that the last call can choose among
        them. Each window gets a share of that length by its size, at least one sentence and at most
        `part_share` of the window.
        """
        parts: list[str] = []
        least = _RULES["words_per_sentence"] if length.unit == "words" else 1
        for window in self._windows(texts):
            share = _RULES["map_share"] * length.amount * self._total(window) / total
            wanted = Length(max(least, round(share)), length.unit)
            budget = min(self._tokens(window, wanted), int(_RULES["part_share"] * self.budget))
            lines = self.writer.write(window, length=wanted, budget=budget, language=language)
            found = (part for line in lines for part in AFTER_END.split(line))
            parts += [part for part in found if part and part not in parts]
        return parts

    def _windows(self, texts: Sequence[str]) -> Iterator[list[str]]:
        """Yield runs of whole sentences, each as long as fits the model's window.

        Each run begins with the last sentence of the run before, unless that sentence is long, so
        that the model knows what "he" and "it" refer to.
        """
        window: list[str] = []
        for text in texts:
            if window and self._total([*window, text]) > self.budget:
                yield window
                repeated = self.writer.count(window[-1])
                fits = repeated + self.writer.count(text) <= self.budget
                window = (
                    window[-1:] if fits and repeated <= _RULES["repeat_share"] * self.budget else []
                )
            window.append(text)
        yield window
