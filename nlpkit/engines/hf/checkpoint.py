"""A sequence-to-sequence checkpoint: found, checked, loaded, and made to write."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

import torch
import transformers
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
from transformers.models.auto.modeling_auto import MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES

from ...config import ModelSection
from ...errors import EngineError
from .. import store
from .settings import SETTINGS

_LOAD = SETTINGS["load"]
# Log-probabilities are computed for so many numbers of (line, token, vocabulary) at a time: 256 MB.
_SCORED_AT_ONCE = 1 << 26


@dataclass(frozen=True, slots=True)
class Written:
    """What the model wrote for one line.

    `finished` is False where it was cut off at the length limit; `score` is exp of the mean
    log-probability of the tokens, in [0, 1].
    """

    text: str
    finished: bool
    score: float | None = None


class Checkpoint:
    """Weights, tokenizer and limits of one model folder.

    Guarantees:
    - the weights are complete and tied as the configuration says, and give finite numbers;
    - `limit` is the longest input in tokens, special tokens included: nothing is truncated;
    - one thread at a time computes: tokenizers carry state between calls.

    Whether the text makes sense is not judged at load: a wrong vocabulary and a random model look
    alike, and what breaks in practice (weights that are missing, no longer tied, or overflow) is
    seen directly.
    """

    def __init__(self, section: ModelSection) -> None:
        self.folder = store.find(section.model, section.revision)
        self._model_name = section.model
        local = Path(section.model).expanduser().is_dir()
        again = " from where they came" if local else f": nlpkit models pull {section.model}"
        self._hint = (
            f"the files in {self.folder} may be cut off or of different models; fetch them again"
            + again
        )
        self.family = _family(self.folder, self._hint)
        self._device = _device(section.device)
        self._dtype = _dtype(self._device, self.family, getattr(section, "compute_type", "auto"))
        if section.threads:
            torch.set_num_threads(section.threads)
        self._lock = threading.RLock()
        self._load()
        self.limit = _limit(self.model.config, self.tokenizer)
        precision = str(self._dtype).removeprefix("torch.")
        self.name = (
            f"{Path(section.model).name}@{store.fingerprint(self.folder)},"
            f"torch-{precision},b{section.beam}"
        )

    def _load(self) -> None:
        # Files of others break in every way, each loader with exceptions of its own.
        try:
            with quiet():
                self.tokenizer: Any = AutoTokenizer.from_pretrained(
                    self.folder, local_files_only=True, trust_remote_code=False
                )
                self.model, info = AutoModelForSeq2SeqLM.from_pretrained(
                    self.folder,
                    local_files_only=True,
                    trust_remote_code=False,
                    dtype=self._dtype,
                    output_loading_info=True,
                    ignore_mismatched_sizes=True,  # told by the loading info, in plain words
                )
            self.model.to(self._device).eval()
            broken = _misfit(info) or _untied(self.model) or self._overflows()
        except Exception as error:
            raise self._cannot_load(first_line(error)) from error
        if broken:
            raise self._cannot_load(broken)

    def _cannot_load(self, reason: str) -> EngineError:
        return EngineError(f"cannot load {self._model_name}: {reason}", hint=self._hint)

    def _overflows(self) -> str | None:
        batch = self.tokenizer(["1"], return_tensors="pt").to(self._device)
        start = torch.tensor([[self.model.generation_config.decoder_start_token_id or 0]])
        with torch.inference_mode():
            logits = self.model(**batch, decoder_input_ids=start.to(self._device)).logits
        return None if logits.isfinite().all() else "its output is not finite numbers"

    def count(self, text: str) -> int:
        """Tokens of the line, special tokens not counted."""
        with self._lock:
            return len(self.tokenizer(text, add_special_tokens=False, verbose=False).input_ids)

    def length(self, text: str, language_code: str | None = None) -> int:
        """Tokens the line fills of `limit`, special tokens counted."""
        with self._lock:
            self._speak(language_code)
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
        """What the model writes for each line, in order, as one batch.

        The codes are the tokenizer's for the language of the lines and of the output, where the
        family has such. `generation` goes to `generate`; what it does not say stays as the
        checkpoint's own generation_config has it. Raises EngineError, out of memory included.
        """
        config = self.model.config
        positions = getattr(config, "max_decoder_position_embeddings", self.limit)
        room = min(max_new_tokens, self.limit - 1, positions - 1)
        first = None if target_code is None else self.code_id(target_code)
        if first is not None:
            generation["forced_bos_token_id"] = first
        try:
            with self._lock, torch.inference_mode(), quiet():
                self._speak(source_code)
                return self._write(
                    lines, scored, max_new_tokens=room, do_sample=False, **generation
                )
        except (RuntimeError, MemoryError, IndexError, ValueError) as error:
            failure = f"{self._model_name} failed on {len(lines)} lines: {first_line(error)}"
            full = isinstance(error, MemoryError) or "memory" in str(error).lower()
        # Raised out here because a chained traceback would keep the tensors of the failed call
        # alive, and with them the memory that a smaller retry needs.
        if full and self._device.type == "cuda":
            torch.cuda.empty_cache()
        hint = "out of memory: lower batch_tokens or beam" if full else self._hint
        raise EngineError(failure, hint=hint)

    def _write(self, lines: Sequence[str], scored: bool, **generation: Any) -> list[Written]:
        batch = self.tokenizer(list(lines), padding=True, return_tensors="pt").to(self._device)
        if batch.input_ids.shape[1] > self.limit:
            raise ValueError(f"{batch.input_ids.shape[1]} tokens are over its {self.limit}")
        output = self.model.generate(**batch, **generation)
        forced = generation.get(
            "forced_bos_token_id", self.model.generation_config.forced_bos_token_id
        )
        skip = 1 if forced is None else 2  # the decoder's start token, and the forced one
        written, counted = output[:, skip:], self._counted(output[:, skip:])
        texts = self.tokenizer.batch_decode(
            written, skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        scores = self._scores(batch, output, counted) if scored else [None] * len(texts)
        room = generation["max_new_tokens"] - (skip - 1)
        return [
            Written(text.strip(), length < room, score)
            for text, length, score in zip(texts, counted.sum(1).tolist(), scores, strict=True)
        ]

    def _counted(self, written: torch.Tensor) -> torch.Tensor:
        """Which tokens count: all up to the first end of sequence, that one included."""
        ends = self.model.generation_config.eos_token_id
        ends = torch.tensor(ends if isinstance(ends, list) else [ends], device=written.device)
        over = torch.isin(written, ends).long()
        return over.cumsum(1) - over == 0

    def _scores(self, batch: Any, output: torch.Tensor, counted: torch.Tensor) -> list[float]:
        """exp of the mean log-probability of the counted tokens of each line.

        One parallel pass over the finished text: `generate` would keep the scores of every step,
        beam and word of the vocabulary, which are gigabytes for NLLB.
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

    def _speak(self, code: str | None) -> None:
        if code is not None:
            self.tokenizer.src_lang = code

    def code_id(self, code: str) -> int:
        """The token that stands for a language code of this tokenizer."""
        known = getattr(self.tokenizer, "lang_code_to_id", {})
        return known[code] if code in known else self.tokenizer.convert_tokens_to_ids(code)


def _family(folder: Path, hint: str) -> str:
    """The checkpoint's model type; raises EngineError unless it is an encoder-decoder."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        family = config.get("model_type", "none")
    except (OSError, ValueError, AttributeError) as error:
        raise EngineError(f"cannot read config.json in {folder}: {error}", hint=hint) from error
    made = MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES.get(family)
    kinds = config.get("architectures") or [made or f"model type {family!r}"]
    if made is None or not any(kind == made or kind.endswith("WithLMHeadModel") for kind in kinds):
        raise EngineError(
            f"wrong kind of model: {folder} holds {', '.join(kinds)}",
            hint="translating and summarising need an encoder-decoder with its language-model "
            "head, such as Marian, NLLB, mBART, M2M100, T5, BART or PEGASUS",
        )
    return family


def _device(wanted: str) -> torch.device:
    if wanted == "cuda" and not torch.cuda.is_available():
        raise EngineError("there is no CUDA device here", hint="set device to auto or cpu")
    cuda = wanted != "cpu" and torch.cuda.is_available()
    return torch.device("cuda" if cuda else "cpu")


def _dtype(device: torch.device, family: str, compute_type: str) -> torch.dtype:
    """float16 on CUDA where the family stands it; on a CPU float32, never bfloat16, which some
    virtual machines announce and then die of."""
    half = device.type == "cuda" and family not in _LOAD["full_precision"]
    return torch.float16 if half and compute_type != "float32" else torch.float32


def _limit(config: Any, tokenizer: Any) -> int:
    names = ("max_position_embeddings", "max_encoder_position_embeddings", "n_positions")
    positions = [getattr(config, name, None) for name in names]
    limits = [n for n in [*positions, tokenizer.model_max_length] if n and n < _LOAD["no_limit"]]
    return min(limits, default=_LOAD["default_limit"])


def _misfit(info: dict[str, Any]) -> str | None:
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
