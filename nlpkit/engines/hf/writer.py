"""Summaries by a sequence-to-sequence checkpoint, each of a text that fits the model's window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...config import SummarizerSection
from ...errors import EngineError
from ...length import Length
from . import dialect
from .answers import tidy
from .coverage import read_by
from .seq2seq import Seq2Seq
from .settings import SETTINGS

_RULES, _FAMILIES = SETTINGS["summarize"], SETTINGS["families"]


class Seq2SeqWriter:
    """BART, PEGASUS, T5, mBART and similar models.

    They get a token budget, not a length in sentences.
    """

    def __init__(self, section: SummarizerSection) -> None:
        self.checkpoint = Seq2Seq(section)
        if self.checkpoint.family in _FAMILIES["translating"]:
            raise EngineError(
                f"{section.model} translates, it does not summarise",
                hint="give it as translator.model; for summaries set summarizer.model to "
                '"extractive" or to a model such as facebook/bart-large-cnn',
            )
        self._beam = section.beam
        self.name = self.checkpoint.name
        tokenizer, family = self.checkpoint.tokenizer, self.checkpoint.family
        self.languages = read_by(tokenizer)
        self._codes = dialect.codes(tokenizer) if family in _FAMILIES["coded"] else {}
        tasks = getattr(self.checkpoint.model.config, "task_specific_params", None) or {}
        self._task = tasks.get("summarization", {})
        # T5 learned this task by its name; mT5 and LongT5 did not.
        named = "summarize: " if family == "t5" and self.languages else ""
        self._prefix = self._task.get("prefix", named)
        self.window = self.checkpoint.limit - self.checkpoint.length(self._prefix)

    def count(self, text: str) -> int:
        """Return the number of tokens of the text."""
        return self.checkpoint.count(text)

    def write(
        self, sentences: Sequence[str], *, length: Length, budget: int, language: str
    ) -> list[str]:
        """Return the sentences that the model writes for one window, at most `budget` tokens."""
        text = self._prefix + " ".join(sentences)
        [written] = self.checkpoint.write(
            [text],
            max_new_tokens=budget,
            source_code=self._codes.get(language),
            target_code=None if self._fixes_language() else self._codes.get(language),
            **self._generation(self.checkpoint.count(text), budget),
        )
        return [line for line in [tidy(written)] if line]

    def _fixes_language(self) -> bool:
        """Return whether the checkpoint's own settings fix the language that it writes."""
        own = self.checkpoint.model.generation_config
        known = {self.checkpoint.code_id(code) for code in self._codes.values()}
        return own.forced_bos_token_id is not None or own.decoder_start_token_id in known

    def _generation(self, length: int, budget: int) -> dict[str, Any]:
        """Return all settings of `generate`: the checkpoint's own if it has them, else ours."""

        def own(name: str, otherwise: float) -> Any:
            value = getattr(self.checkpoint.model.generation_config, name, None)
            return value or self._task.get(name, otherwise)

        least = int(min(own("min_length", 0), _RULES["min_share"] * length, budget // 2))
        settings = {
            "num_beams": self._beam,
            "min_new_tokens": least,
            "no_repeat_ngram_size": own("no_repeat_ngram_size", _RULES["no_repeat_ngram"]),
            "encoder_no_repeat_ngram_size": 0,
        }
        if self._beam > 1:
            settings |= {"early_stopping": True, "length_penalty": own("length_penalty", 1.0)}
        return settings
