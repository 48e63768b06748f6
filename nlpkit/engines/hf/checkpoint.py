"""A checkpoint of Hugging Face's: found, checked, loaded, and made to compute."""

from __future__ import annotations

import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
import transformers
from transformers import AutoTokenizer

from ...config import ModelSection
from ...errors import EngineError
from .. import store
from .settings import SETTINGS

_LOAD = SETTINGS["load"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """What the model wrote for one line.

    `finished` is False where it was cut off at the length limit; `score` is exp of the mean
    log-probability of the tokens, in [0, 1].
    """

    text: str
    finished: bool
    score: float | None = None


class Checkpoint(ABC):
    """Weights, tokenizer and limits of one model folder; what it is for, its children know.

    Guarantees:
    - the weights are complete and tied as the configuration says, and give finite numbers;
    - `limit` is the longest input in tokens, special tokens included: nothing is truncated;
    - one thread at a time computes: tokenizers carry state between calls.

    Whether the text makes sense is not judged at load: a wrong vocabulary and a random model look
    alike, and what breaks in practice (weights that are missing, no longer tied, or overflow) is
    seen directly.
    """

    auto: Any  # the class of transformers that loads it
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
            f"torch-{precision},b{section.beam}"
        )

    @abstractmethod
    def _family(self, config: dict[str, Any]) -> str:
        """The model type; raises EngineError for a kind of model that is not this class's."""

    @abstractmethod
    def _probe(self, batch: Any) -> torch.Tensor:
        """What the model makes of a first batch."""

    def _load(self) -> None:
        # Files of others break in every way, each loader with exceptions of its own.
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
        """Tokens of the line, special tokens not counted."""
        with self._lock:
            return len(self.tokenizer(text, add_special_tokens=False, verbose=False).input_ids)

    def compute(self, lines: int, work: Callable[[], T]) -> T:
        """Do the work on that many lines, in turn; raises EngineError, out of memory included."""
        try:
            with self._lock, torch.inference_mode(), quiet():
                return work()
        except (RuntimeError, MemoryError, IndexError, ValueError) as error:
            failure = f"{self._model_name} failed on {lines} lines: {first_line(error)}"
            full = isinstance(error, MemoryError) or "memory" in str(error).lower()
        # Raised out here because a chained traceback would keep the tensors of the failed call
        # alive, and with them the memory that a smaller retry needs.
        if full and self._device.type == "cuda":
            torch.cuda.empty_cache()
        hint = "out of memory: lower batch_tokens or beam" if full else self._hint
        raise EngineError(failure, hint=hint)

    def _counted(self, written: torch.Tensor) -> torch.Tensor:
        """Which tokens count: all up to the first end of sequence, that one included."""
        over = self._ends(written).long()
        return over.cumsum(1) - over == 0

    def _ends(self, written: torch.Tensor) -> torch.Tensor:
        """Which tokens end a sequence."""
        ends = self.model.generation_config.eos_token_id
        ends = [] if ends is None else ends if isinstance(ends, list) else [ends]
        return torch.isin(written, torch.tensor(ends, dtype=torch.long, device=written.device))


def repair(model: str, folder: Path) -> str:
    """What to do about a folder with files of that model that do not fit each other."""
    local = Path(model).expanduser().is_dir()
    again = " from where they came" if local else f": nlpkit models pull {model}"
    return f"the files in {folder} may be cut off or of different models; fetch them again{again}"


def opened(folder: Path, auto: Any, dtype: torch.dtype) -> tuple[Any, Any, dict[str, Any]]:
    """Tokenizer, model of the class `auto`, and what was missing or of another shape.

    Nothing is fetched and no code of the folder runs.
    """
    local: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    with quiet():
        tokenizer = AutoTokenizer.from_pretrained(folder, **local)
        model, info = auto.from_pretrained(
            folder,
            dtype=dtype,
            output_loading_info=True,
            ignore_mismatched_sizes=True,  # told by the loading info, in plain words
            **local,
        )
    return tokenizer, model, info


def settings_of(folder: Path, hint: str) -> dict[str, Any]:
    """The checkpoint's config.json. Raises EngineError."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        config.get("model_type")
    except (OSError, ValueError, AttributeError) as error:
        raise EngineError(f"cannot read config.json in {folder}: {error}", hint=hint) from error
    return dict(config)


def device_of(wanted: str) -> torch.device:
    if wanted == "cuda" and not torch.cuda.is_available():
        raise EngineError("there is no CUDA device here", hint="set device to auto or cpu")
    cuda = wanted != "cpu" and torch.cuda.is_available()
    return torch.device("cuda" if cuda else "cpu")


def _dtype(
    device: torch.device, family: str, compute_type: str, half: torch.dtype = torch.float16
) -> torch.dtype:
    """Half precision on CUDA where the family stands it; on a CPU float32, never bfloat16, which
    some virtual machines announce and then die of."""
    fast = device.type == "cuda" and family not in _LOAD["full_precision"]
    return half if fast and compute_type != "float32" else torch.float32


def input_limit(config: Any, tokenizer: Any) -> int:
    names = ("max_position_embeddings", "max_encoder_position_embeddings", "n_positions")
    positions = [getattr(config, name, None) for name in names]
    if config.model_type in _LOAD["offset_positions"]:
        positions = [n - config.pad_token_id - 1 for n in positions if n]
    limits = [n for n in [*positions, tokenizer.model_max_length] if n and n < _LOAD["no_limit"]]
    return min(limits, default=_LOAD["default_limit"])


def misfit(info: dict[str, Any]) -> str | None:
    """Why the weights are not those that config.json describes."""
    missing = sorted(info["missing_keys"])
    mismatched = sorted(key for key, *_ in info["mismatched_keys"])
    for keys, trouble in ((mismatched, "of another shape"), (missing, "missing")):
        if keys:
            return f"{len(keys)} weights are {trouble}, such as {keys[0]}"
    return None


def _untied(model: Any) -> str | None:
    """Why the output layer is not the embedding that the configuration says it is.

    transformers 5.0 left the two apart for some translation models, which then wrote garbage.
    """
    decoder = model.get_decoder()
    if not model.config.tie_word_embeddings or not hasattr(decoder, "get_input_embeddings"):
        return None
    head, words = model.get_output_embeddings().weight, decoder.get_input_embeddings().weight
    same = head.data_ptr() == words.data_ptr() or torch.equal(head, words)
    return None if same else "its output layer is not tied to its embedding"


def first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


@contextmanager
def quiet() -> Iterator[None]:
    """Keep transformers' reports and bars off standard error; its failures are raised anyway."""
    log = transformers.utils.logging
    verbosity, bars = log.get_verbosity(), log.is_progress_bar_enabled()
    log.set_verbosity_error()
    log.disable_progress_bar()
    try:
        yield
    finally:
        log.set_verbosity(verbosity)
        if bars:
            log.enable_progress_bar()
