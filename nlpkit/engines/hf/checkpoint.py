"""A checkpoint of Hugging Face: finds, loads and checks it, and lets it compute."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch

from ...config import ModelSection
from ...errors import EngineError
from .. import store
from .loading import device_of, first_line, input_limit, misfit, opened, quiet, repair, settings_of
from .settings import SETTINGS

_LOAD = SETTINGS["load"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """What the model wrote for one line.

    `finished` is False where the text was cut off at the length limit. `score` is exp of the mean
    log-probability of the tokens, in [0, 1].
    """

    text: str
    finished: bool
    score: float | None = None


class Checkpoint(ABC):
    """The weights, tokenizer and limits of one model folder. Subclasses know what the model is for.

    Guarantees:
    - the weights are complete, shared between layers as the configuration says, and give finite
      numbers;
    - `limit` is the length of the longest input in tokens, special tokens included; nothing is
      truncated;
    - one thread at a time computes, because tokenizers keep state between calls.

    It is not checked whether the text of a model makes sense: a wrong vocabulary and an untrained
    model cannot be told apart. Checked are the faults that occur in practice: weights that are
    missing, not shared any more, or too large for their type.
    """

    auto: Any  # the class of transformers that loads the model
    half = torch.float16

    def __init__(self, section: ModelSection) -> None:
        self.folder = store.find(section.model, section.revision)
        self._model_name = section.model
        self._hint = repair(section.model, self.folder)
        self.family = self._family(settings_of(self.folder, self._hint))
        self._device = device_of(section.device)
        wanted = getattr(section, "compute_type", "auto")
        self._dtype = _dtype(self._device, self.family, wanted, self.half)
        if section.threads:
            torch.set_num_threads(section.threads)
        self._lock = threading.RLock()
        self._load()
        self.limit = input_limit(self.model.config, self.tokenizer)
        precision = str(self._dtype).removeprefix("torch.")
        self.name = (
            f"{Path(section.model).name}@{store.fingerprint(self.folder)},"
            f"backend:torch,compute:{precision},beam:{section.beam}"
        )

    @abstractmethod
    def _family(self, config: dict[str, Any]) -> str:
        """Return the model type. Raises EngineError for a model that this class cannot run."""

    @abstractmethod
    def _probe(self, batch: Any) -> torch.Tensor:
        """Return the model's output for a first batch."""

    def _load(self) -> None:
        # Files of others can be broken in any way, and each loader has exceptions of its own.
        try:
            self.tokenizer, self.model, info = opened(self.folder, self.auto, self._dtype)
            self.model.to(self._device).eval()
            broken = misfit(info) or _untied(self.model) or self._overflows()
        except Exception as error:
            raise self._cannot_load(first_line(error)) from error
        if broken:
            raise self._cannot_load(broken)

    def _cannot_load(self, reason: str) -> EngineError:
        return EngineError(f"cannot load {self._model_name}: {reason}", hint=self._hint)

    def _overflows(self) -> str | None:
        batch = self.tokenizer(["1"], return_tensors="pt").to(self._device)
        with torch.inference_mode():
            logits = self._probe(batch)
        return None if logits.isfinite().all() else "its output is not finite numbers"

    def count(self, text: str) -> int:
        """Return the number of tokens of the line, without special tokens."""
        with self._lock:
            return len(self.tokenizer(text, add_special_tokens=False, verbose=False).input_ids)

    def compute(self, lines: int, work: Callable[[], T]) -> T:
        """Run `work` on that many lines while no other thread computes.

        Raises EngineError, also where memory does not suffice.
        """
        try:
            with self._lock, torch.inference_mode(), quiet():
                return work()
        except (RuntimeError, MemoryError, IndexError, ValueError) as error:
            failure = f"{self._model_name} failed on {lines} lines: {first_line(error)}"
            full = isinstance(error, MemoryError) or "memory" in str(error).lower()
        # Raised outside the except block: a chained traceback would keep the tensors of the failed
        # call, and with them the memory that a second try with fewer lines needs.
        if full and self._device.type == "cuda":
            torch.cuda.empty_cache()
        hint = "out of memory: lower batch_tokens or beam" if full else self._hint
        raise EngineError(failure, hint=hint)

    def _counted(self, written: torch.Tensor) -> torch.Tensor:
        """Return which tokens count: all up to and including the first end of sequence."""
        over = self._ends(written).long()
        return over.cumsum(1) - over == 0

    def _ends(self, written: torch.Tensor) -> torch.Tensor:
        """Return which tokens end a sequence."""
        ends = self.model.generation_config.eos_token_id
        ends = [] if ends is None else ends if isinstance(ends, list) else [ends]
        return torch.isin(written, torch.tensor(ends, dtype=torch.long, device=written.device))


def _dtype(
    device: torch.device, family: str, compute_type: str, half: torch.dtype = torch.float16
) -> torch.dtype:
    """Return half precision on CUDA, for families that work in it, and float32 on a CPU.

    bfloat16 is never used on a CPU: some virtual machines say that they support it, and crash.
    """
    fast = device.type == "cuda" and family not in _LOAD["full_precision"]
    return half if fast and compute_type != "float32" else torch.float32


def _untied(model: Any) -> str | None:
    """Return an error if the output layer is not tied to the embedding although it should be.

    transformers 5.0 did not tie them for some translation models, which then wrote nonsense.
    """
    decoder = model.get_decoder()
    if not model.config.tie_word_embeddings or not hasattr(decoder, "get_input_embeddings"):
        return None
    head, words = model.get_output_embeddings().weight, decoder.get_input_embeddings().weight
    same = head.data_ptr() == words.data_ptr() or torch.equal(head, words)
    return None if same else "its output layer is not tied to its embedding"
