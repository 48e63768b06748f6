"""A sequence-to-sequence checkpoint: it reads lines and writes lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

import torch
from transformers import AutoModelForSeq2SeqLM
from transformers.models.auto.modeling_auto import MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES

from ...errors import EngineError
from .checkpoint import Checkpoint, Written

# Log-probabilities are computed for at most so many numbers (line, token, vocabulary) at a time:
# 256 MB.
_SCORED_AT_ONCE = 1 << 26


class Seq2Seq(Checkpoint):
    """An encoder and a decoder: Marian, NLLB, M2M100, mBART, T5, BART, PEGASUS."""

    auto = AutoModelForSeq2SeqLM

    def _family(self, config: dict[str, Any]) -> str:
        family = config.get("model_type", "none")
        made = MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES.get(family)
        kinds = config.get("architectures") or [made or f"model type {family!r}"]
        fitting = [k for k in kinds if k == made or k.endswith("WithLMHeadModel")]
        if made is None or not fitting:
            raise EngineError(
                f"wrong kind of model: {self.folder} holds {', '.join(kinds)}",
                hint="translating needs an encoder-decoder with its language-model head, such as "
                "Marian, NLLB, mBART, M2M100, T5, BART or PEGASUS; summarising takes chat models "
                "besides",
            )
        return str(family)

    def _probe(self, batch: Any) -> torch.Tensor:
        start = torch.tensor([[self.model.generation_config.decoder_start_token_id or 0]])
        logits: torch.Tensor = self.model(**batch, decoder_input_ids=start.to(self._device)).logits
        return logits

    def length(self, text: str, language_code: str | None = None) -> int:
        """Return how many of the `limit` tokens the line takes, special tokens included."""
        with self._lock:
            self._set_source_language(language_code)
            return len(self.tokenizer(text, verbose=False).input_ids)

    def write(
        self,
        lines: Sequence[str],
        *,
        max_new_tokens: int,
        source_code: str | None = None,
        target_code: str | None = None,
        scored: bool = False,
        **generation: Any,
    ) -> list[Written]:
        """Return what the model writes for each line, in order. All lines are one batch.

        `source_code` and `target_code` are the tokenizer's codes for the languages of the lines and
        of the output, where the family has codes. `generation` is passed to `generate`. Settings
        that it does not name are those of the checkpoint's own generation_config. Raises
        EngineError, also where memory does not suffice.
        """
        config = self.model.config
        positions = getattr(config, "max_decoder_position_embeddings", self.limit)
        budget = min(max_new_tokens, self.limit - 1, positions - 1)
        first = None if target_code is None else self.code_id(target_code)
        if first is not None:
            generation["forced_bos_token_id"] = first

        def work() -> list[Written]:
            self._set_source_language(source_code)
            return self._write(lines, scored, max_new_tokens=budget, do_sample=False, **generation)

        return self.compute(len(lines), work)

    def _write(self, lines: Sequence[str], scored: bool, **generation: Any) -> list[Written]:
        batch = self.tokenizer(list(lines), padding=True, return_tensors="pt").to(self._device)
        if batch.input_ids.shape[1] > self.limit:
            raise ValueError(f"{batch.input_ids.shape[1]} tokens are over its {self.limit}")
        output = self.model.generate(**batch, **generation)
        forced = generation.get(
            "forced_bos_token_id", self.model.generation_config.forced_bos_token_id
        )
        skip = 1 if forced is None else 2  # the decoder's start token and the forced token
        written, counted = output[:, skip:], self._counted(output[:, skip:])
        texts = self.tokenizer.batch_decode(
            written, skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        scores = self._scores(batch, output, counted) if scored else [None] * len(texts)
        budget = generation["max_new_tokens"] - (skip - 1)
        return [
            Written(text.strip(), length < budget, score)
            for text, length, score in zip(texts, counted.sum(1).tolist(), scores, strict=True)
        ]

    def _scores(self, batch: Any, output: torch.Tensor, counted: torch.Tensor) -> list[float]:
        """Return, for each line, exp of the mean log-probability of its counted tokens.

        They are computed in one parallel pass over the finished text. `generate` itself would keep
        the scores of every step, beam and word of the vocabulary, which are gigabytes for NLLB.
        """
        width, scores = counted.shape[1], []
        vocabulary = self.model.get_output_embeddings().weight.shape[0]
        rows = max(1, _SCORED_AT_ONCE // (output.shape[1] * vocabulary))
        for at in range(0, len(output), rows):
            some = slice(at, at + rows)
            inputs = {name: tensor[some] for name, tensor in batch.items()}
            logits = self.model(**inputs, decoder_input_ids=output[some, :-1]).logits
            logits = logits[:, logits.shape[1] - width :].float()
            chosen = logits.gather(2, output[some, -width:].unsqueeze(2)).squeeze(2)
            logs = (chosen - logits.logsumexp(2)) * counted[some]
            scores += (logs.sum(1) / counted[some].sum(1)).exp().tolist()
        if not all(map(isfinite, scores)):
            raise ValueError("its output is not finite numbers")
        return scores

    def _set_source_language(self, code: str | None) -> None:
        if code is not None:
            self.tokenizer.src_lang = code

    def code_id(self, code: str) -> int:
        """Return the token that stands for a language code of this tokenizer."""
        known = getattr(self.tokenizer, "lang_code_to_id", {})
        return int(known[code] if code in known else self.tokenizer.convert_tokens_to_ids(code))
