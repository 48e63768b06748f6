"""Asks a sequence classifier of Hugging Face whether one text follows from others."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForSequenceClassification

from ...config import SummarizerSection
from ...errors import EngineError
from .. import store
from .halving import halved
from .loading import (
    device_of,
    first_line,
    input_limit,
    misfit,
    opened,
    quiet,
    repair,
    settings_of,
)

_HEAD = "ForSequenceClassification"
_LABEL = "entailment"
# The least number of tokens of a premise that is worth asking about. One character never has so
# many.
_LEAST_BUDGET = 16


class HfEntailment:
    """A classifier of pairs of texts, such as roberta-large-mnli,
    DeBERTa or XLM-R trained on MNLI or XNLI.

    Guarantees:
    - the weights are complete, those of the classifying layer too, and one label is "entailment";
    - nothing is truncated: premises that do not fit together are asked one by one, and a premise
      that does not fit alone is asked part by part;
    - one thread at a time computes.
    """

    def __init__(self, section: SummarizerSection) -> None:
        assert section.nli is not None
        self._model_name = section.nli
        folder = store.find(section.nli)
        self._hint = repair(section.nli, folder)
        self._label = _entailment_label(folder, self._hint)
        self._device = device_of(section.device)
        self._lock = threading.Lock()
        self._load(folder)
        self.limit = input_limit(self._model.config, self.tokenizer)
        self.name = f"{Path(section.nli).name}@{store.fingerprint(folder)}"

    def _load(self, folder: Path) -> None:
        # Files of others can be broken in any way, and each loader has exceptions of its own.
        try:
            self.tokenizer, self._model, info = opened(
                folder, AutoModelForSequenceClassification, torch.float32
            )
            self._model.to(self._device).eval()
            broken = misfit(info)
        except Exception as error:
            raise self._cannot_load(first_line(error)) from error
        if broken:
            raise self._cannot_load(broken)

    def _cannot_load(self, reason: str) -> EngineError:
        return EngineError(f"cannot load {self._model_name}: {reason}", hint=self._hint)

    def probability(self, premises: Sequence[str], text: str) -> float | None:
        """Return the probability that the premises entail `text`.

        Where the premises do not fit together, it is the largest of the probabilities of their
        parts. Returns None where the text itself leaves no tokens for a premise. Raises EngineError
        when the model fails, also where memory does not suffice.
        """
        with self._lock:
            budget = self.limit - self._pair("", text)["input_ids"].shape[1]
            if budget < _LEAST_BUDGET:
                return None
            pairs = self._pairs(premises, text)
            try:
                with torch.inference_mode(), quiet():
                    return max(map(self.classify, pairs))
            except (RuntimeError, MemoryError, IndexError, ValueError) as error:
                reason = first_line(error)
        raise EngineError(f"{self._model_name} failed: {reason}", hint=self._hint)

    def _pairs(self, premises: Sequence[str], text: str) -> list[dict[str, Any]]:
        whole = self._pair(" ".join(premises), text)
        if whole["input_ids"].shape[1] <= self.limit:
            return [whole]

        def fits(part: str) -> bool:
            return int(self._pair(part, text)["input_ids"].shape[1]) <= self.limit

        parts = [part for premise in premises for part in halved(premise, fits)]
        return [self._pair(part, text) for part in parts]

    def _pair(self, premise: str, text: str) -> Any:
        return self.tokenizer(premise, text, return_tensors="pt", verbose=False)

    def classify(self, pair: Any) -> float:
        logits = self._model(**pair.to(self._device)).logits[0].float()
        if not logits.isfinite().all():
            raise ValueError("its output is not finite numbers")
        return float(logits.softmax(0)[self._label])


def _entailment_label(folder: Path, hint: str) -> int:
    """Return the index of the label "entailment".

    Raises EngineError unless the folder holds such a classifier.
    """
    config = settings_of(folder, hint)
    try:
        kinds = config.get("architectures") or [f"model type {config.get('model_type', 'none')!r}"]
        labels = {str(name).lower(): int(i) for i, name in config.get("id2label", {}).items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise EngineError(f"cannot read config.json in {folder}: {error}", hint=hint) from error
    needed = "summarizer.nli needs a sequence classifier trained on natural language inference, "
    example = "such as FacebookAI/roberta-large-mnli"
    if not any(kind.endswith(_HEAD) for kind in kinds):
        raise EngineError(
            f"wrong kind of model: {folder} holds {', '.join(kinds)}", hint=needed + example
        )
    if _LABEL not in labels:
        raise EngineError(
            f"wrong kind of model: none of the labels of {folder} is {_LABEL!r}, they are "
            f"{', '.join(labels) or 'not named'}",
            hint=needed + example,
        )
    return labels[_LABEL]
