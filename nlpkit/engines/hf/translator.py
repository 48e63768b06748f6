"""Translation by a checkpoint of Hugging Face."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from ... import languages
from ...config import TranslatorSection
from ...document import Draft
from ...errors import PairUnsupported
from .. import calibration, dictionary, lexicon
from ..contracts import DictionaryWord
from .coverage import unreadable
from .dialect import read_dialect
from .seq2seq import Seq2Seq
from .settings import SETTINGS

_TRANSLATE = SETTINGS["translate"]


class HfTranslator:
    """Translates lines by any checkpoint whose languages are known.

    Guarantees:
    - there is one draft for each line, in order; blank lines stay as they are;
    - no line is truncated: a line of more than `max_tokens` tokens is an EngineError; an answer
      that reached the limit has `finished=False`;
    - the same lines give the same drafts.
    """

    exact = False

    def __init__(self, section: TranslatorSection) -> None:
        self.checkpoint = Seq2Seq(section)
        self._section = section
        self.name = self.checkpoint.name
        self.calibration = calibration.read(self.checkpoint.folder)
        self._lexicon = lexicon.read(self.checkpoint.folder)
        self._dictionary = dictionary.read(self.checkpoint.folder)
        self.dialect = read_dialect(
            self.checkpoint.folder,
            self.checkpoint.family,
            self.checkpoint.tokenizer,
            self.checkpoint.model.config,
            section,
        )
        self.max_tokens = self.checkpoint.limit - self.checkpoint.length(
            self.dialect.longest_prefix
        )
        self._readable: dict[str, str | None] = {}

    def supports(self, source: str, target: str) -> bool:
        """Return whether the checkpoint is for this pair and its tokenizer reads both languages."""
        return self.refusal(source, target) is None

    def refusal(self, source: str, target: str) -> str | None:
        """Say why the pair is not supported; None where it is."""
        if source not in self.dialect.sources:
            return f"it does not read {languages.name(source)}"
        if target not in self.dialect.targets or target == source:
            return f"it does not write {languages.name(target)} from {languages.name(source)}"
        return self._unreadable(source) or self._unreadable(target)

    def _unreadable(self, language: str) -> str | None:
        if language not in self._readable:
            self._readable[language] = unreadable(self.checkpoint.tokenizer, language)
        return self._readable[language]

    def count(self, text: str) -> int:
        """Return the number of tokens of the line, without those that the model adds."""
        return self.checkpoint.count(text)

    def uncovered(self, text: str, answer: str, source: str, target: str) -> list[str]:
        """Return the words of the text that no word of the answer stands for.

        There are none if the model brings no lexicon. A lexicon is for the one pair of its model.
        """
        return dictionary.uncovered(self._lexicon, self._dictionary, text, answer)

    def lacking(self, text: str, answer: str, source: str, target: str) -> list[DictionaryWord]:
        """Return the words of the text of which the answer has no translation, by the dictionary.

        There are none if the model brings no dictionary. It is for the one pair of its model.
        """
        return self._dictionary.lacking(text, answer, self._lexicon) if self._dictionary else []

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        """Return one draft for each line, in order.

        With `safe` no three tokens come twice. Raises PairUnsupported; raises EngineError when the
        engine fails as a whole, for example for lack of memory.
        """
        answered = self._answered(texts, source, target, self._generation(safe), scored=True)
        return [best for best, *_ in answered]

    def alternatives(
        self, texts: Sequence[str], source: str, target: str, count: int
    ) -> list[list[Draft]]:
        """Return the `count` best hypotheses of the beam for each line, without scores. Raises what
        `translate` raises.
        """
        generation = self._generation(False, count) | {"num_return_sequences": count}
        return self._answered(texts, source, target, generation, scored=False)

    def _answered(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        generation: Mapping[str, Any],
        *,
        scored: bool,
    ) -> list[list[Draft]]:
        refusal = self.refusal(source, target)
        if refusal:
            raise PairUnsupported(
                f"{self.name} cannot translate {source} to {target}: {refusal}",
                hint="choose another model: nlpkit models list",
            )
        drafts = [[Draft(text)] for text in texts]
        prefix, codes = self.dialect.prefix(source, target), self.dialect.codes
        for batch, longest in self._batches(texts):
            written = self.checkpoint.write(
                [prefix + texts[i] for i in batch],
                source_code=codes.get(source),
                target_code=codes.get(target),
                max_new_tokens=ceil(_TRANSLATE["ratio"] * longest + _TRANSLATE["extra"]),
                scored=scored,
                **generation,
            )
            made = [Draft(line.text, line.score, finished=line.finished) for line in written]
            each = len(made) // len(batch)
            for at, i in enumerate(batch):
                drafts[i] = made[at * each : (at + 1) * each]
        return drafts

    def _generation(self, safe: bool, least: int = 1) -> dict[str, Any]:
        beam = max(self._section.beam, _TRANSLATE["safe_beam"] if safe else least)
        settings = {
            "num_beams": beam,
            "min_new_tokens": 0,
            "no_repeat_ngram_size": _TRANSLATE["safe_no_repeat_ngram"] if safe else 0,
        }
        return settings | ({"early_stopping": True, "length_penalty": 1.0} if beam > 1 else {})

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], int]]:
        """Yield the indices of neighbouring lines that, padded, fit
        `batch_tokens`, and the longest of them in tokens.
        """
        batch: list[int] = []
        longest = 0
        for i, text in enumerate(texts):
            if not text.strip():
                continue
            length = self.count(text)
            if batch and max(longest, length) * (len(batch) + 1) > self._section.batch_tokens:
                yield batch, longest
                batch, longest = [], 0
            batch.append(i)
            longest = max(longest, length)
        if batch:
            yield batch, longest
