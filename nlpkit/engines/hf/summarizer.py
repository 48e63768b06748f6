"""Summaries written by a Hugging Face checkpoint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from ...config import SummarizerSection
from ...document import Draft
from ...errors import EngineError
from .. import extractive
from . import dialect
from .checkpoint import Checkpoint, Written
from .coverage import unreadable
from .settings import SETTINGS

_RULES, _FAMILIES = SETTINGS["summarize"], SETTINGS["families"]
_END = re.compile(r"[.!?…]+[\"'»”’)\]]*(?=\s|$)")
_AFTER_END = re.compile(r"(?<=[.!?…])\s+")
_SPACED = re.compile(r"\s+([.,!?;:%)\]])")


class AbstractiveSummarizer:
    """Writes a summary in the language of its source.

    A text that fits the model's window is summarised in one call; one of a few windows is first
    cut down to its best sentences; a longer one is summarised window by window, and the parts
    once more.

    Guarantees:
    - every sentence is read by the model or by the extractive engine: nothing is truncated;
    - a draft may hold several sentences, none of them unfinished; its sources are not known;
    - a source too short to summarise comes back as its own sentences, with their indices.
    """

    extractive = False

    def __init__(self, section: SummarizerSection) -> None:
        self._checkpoint = Checkpoint(section)
        if self._checkpoint.family in _FAMILIES["translating"]:
            raise EngineError(
                f"{section.model} translates, it does not summarise",
                hint="give it as translator.model; for summaries set summarizer.model to "
                '"extractive" or to a model such as facebook/bart-large-cnn',
            )
        self._beam = section.beam
        self._chooser = extractive.load(section)
        self.name = self._checkpoint.name
        tokenizer, family = self._checkpoint.tokenizer, self._checkpoint.family
        self.languages = frozenset({"en"}) if unreadable(tokenizer, "ru") else None
        self._codes = dialect.codes(tokenizer) if family in _FAMILIES["coded"] else {}
        tasks = getattr(self._checkpoint.model.config, "task_specific_params", None) or {}
        self._task = tasks.get("summarization", {})
        # T5 was trained on this task by name; its multilingual successors and LongT5 were not.
        named = "summarize: " if family == "t5" and self.languages else ""
        self._prefix = self._task.get("prefix", named)
        window = self._checkpoint.limit - self._checkpoint.length(self._prefix)
        self._room = int(_RULES["fill"] * window)

    def summarize(
        self, sentences: Sequence[str], *, count: int, language: str, title: str | None = None
    ) -> list[Draft]:
        """One draft of about `count` sentences, or at most `count` of the source's own."""
        if self._short(sentences, count):
            return [Draft(text, sources=(i,)) for i, text in enumerate(sentences[:count])]
        text = self._condense(sentences, count, language, title)
        return [Draft(text)] if text else []

    def _short(self, sentences: Sequence[str], count: int) -> bool:
        expected = count * _RULES["expected_per_sentence"]
        return self._total(sentences) < _RULES["worth_summarizing"] * expected

    def _total(self, sentences: Sequence[str]) -> int:
        return sum(map(self._checkpoint.count, sentences))

    def _condense(
        self, sentences: Sequence[str], count: int, language: str, title: str | None
    ) -> str:
        sentences = [part for sentence in sentences for part in self._split(sentence)]
        total = self._total(sentences)
        if total > _RULES["extract_windows"] * self._room:
            parts = self._by_window(sentences, total, count, language)
            if self._short(parts, count):
                return " ".join(parts)
            return self._condense(parts, count, language, title)
        if total > self._room:
            sentences = self._best(sentences, total, language, title)
        return self._write(sentences, count * _RULES["room_per_sentence"], language)

    def _split(self, sentence: str) -> list[str]:
        """The sentence, halved until each part fits: one over the window is seldom a sentence."""
        if self._checkpoint.count(sentence) <= self._room or len(sentence) < 2:
            return [sentence]
        middle = sentence.rfind(" ", 1, len(sentence) // 2 + 1)
        middle = middle if middle > 0 else len(sentence) // 2
        return self._split(sentence[:middle]) + self._split(sentence[middle:].lstrip())

    def _best(
        self, sentences: Sequence[str], total: int, language: str, title: str | None
    ) -> list[str]:
        """The lead and the best sentences that fit the window, in order."""
        lengths = [self._checkpoint.count(sentence) for sentence in sentences]
        lead = {i for i in range(_RULES["lead"]) if sum(lengths[: i + 1]) <= self._room // 2}
        wanted = ceil(len(sentences) * self._room / total)
        while True:
            drafts = self._chooser.summarize(
                sentences, count=wanted, language=language, title=title
            )
            chosen = sorted(lead.union(*(draft.sources for draft in drafts)))
            if sum(lengths[i] for i in chosen) <= self._room:
                return [sentences[i] for i in chosen]
            wanted = int(_RULES["fill"] * wanted)

    def _by_window(
        self, sentences: Sequence[str], total: int, count: int, language: str
    ) -> list[str]:
        """The sentences of the summaries of all windows; less text than went in.

        A window gets its share of the summary, one sentence at least and a quarter of itself at
        most.
        """
        parts: list[str] = []
        for window in self._windows(sentences):
            share = max(1, round(count * self._total(window) / total))
            room = min(share * _RULES["room_per_sentence"], int(_RULES["part_share"] * self._room))
            text = self._write(window, room, language)
            parts += [part for part in _AFTER_END.split(text) if part and part not in parts]
        return parts

    def _windows(self, sentences: Sequence[str]) -> Iterator[list[str]]:
        """Runs of whole sentences that fill the window; each repeats the last of the one before,
        so that "he" and "it" keep their meaning, unless that one is long."""
        window: list[str] = []
        for sentence in sentences:
            if window and self._total([*window, sentence]) > self._room:
                yield window
                repeated = self._checkpoint.count(window[-1])
                fits = repeated + self._checkpoint.count(sentence) <= self._room
                window = (
                    window[-1:] if fits and repeated <= _RULES["repeat_share"] * self._room else []
                )
            window.append(sentence)
        yield window

    def _write(self, sentences: Sequence[str], room: int, language: str) -> str:
        """What the model makes of one window, at most `room` tokens."""
        text = self._prefix + " ".join(sentences)
        [written] = self._checkpoint.write(
            [text],
            max_new_tokens=room,
            source_code=self._codes.get(language),
            target_code=None if self._told() else self._codes.get(language),
            **self._generation(self._checkpoint.count(text), room),
        )
        return tidy(written)

    def _told(self) -> bool:
        """Whether the checkpoint already fixes the language it writes."""
        own = self._checkpoint.model.generation_config
        known = {self._checkpoint.code_id(code) for code in self._codes.values()}
        return own.forced_bos_token_id is not None or own.decoder_start_token_id in known

    def _generation(self, length: int, room: int) -> dict[str, Any]:
        """Every argument said: the checkpoint's own where it has one, else the family's."""

        def own(name: str, otherwise: float) -> Any:
            said = getattr(self._checkpoint.model.generation_config, name, None)
            return said or self._task.get(name, otherwise)

        least = int(min(own("min_length", 0), _RULES["min_share"] * length, room // 2))
        settings = {
            "num_beams": self._beam,
            "min_new_tokens": least,
            "no_repeat_ngram_size": own("no_repeat_ngram_size", _RULES["no_repeat_ngram"]),
            "encoder_no_repeat_ngram_size": 0,
        }
        if self._beam > 1:
            settings |= {"early_stopping": True, "length_penalty": own("length_penalty", 1.0)}
        return settings


def tidy(written: Written) -> str:
    """The text with plain spacing, and without a last sentence that was cut off.

    PEGASUS writes `<n>` between sentences, BART-CNN a space before full stops. Where not even the
    first sentence was finished it ends in an ellipsis.
    """
    text = _SPACED.sub(r"\1", " ".join(written.text.replace("<n>", " ").split()))
    if written.finished or not text:
        return text
    ends = list(_END.finditer(text))
    return text[: ends[-1].end()] if ends else f"{text.rstrip(' ,;:-')}…"
