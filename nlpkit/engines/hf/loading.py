"""Opens the files of a checkpoint, and reads its limits out of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
import transformers
from transformers import AutoConfig, AutoTokenizer, GenerationConfig

from ...errors import EngineError
from .. import store
from ..ct2 import marian, weights
from .settings import SETTINGS

_LOAD = SETTINGS["load"]


def repair(model: str, folder: Path) -> str:
    """Return a hint: what to do about a model folder whose files do not fit each other."""
    local = Path(model).expanduser().is_dir()
    again = " from where they came" if local else f": nlpkit models pull {model}"
    return f"the files in {folder} may be cut off or of different models; fetch them again{again}"


def opened(folder: Path, auto: Any, dtype: torch.dtype) -> tuple[Any, Any, dict[str, Any]]:
    """Return the tokenizer, the model of the class `auto`, and
    which weights were missing or misshapen.

    Nothing is downloaded, and no code of the folder runs. A folder whose only weights are those of
    CTranslate2 gives the same values as floats.
    """
    local: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    with quiet():
        tokenizer = AutoTokenizer.from_pretrained(folder, **local)
        if (shared := _shared_weights(folder)) is not None:
            return tokenizer, *_filled(folder, auto, shared, dtype)
        model, info = auto.from_pretrained(
            folder,
            dtype=dtype,
            output_loading_info=True,
            ignore_mismatched_sizes=True,  # the loading info tells the same in plain words
            **local,
        )
    return tokenizer, model, info


def _shared_weights(folder: Path) -> Path | None:
    """Return CTranslate2's `model.bin` in a folder that has no
    weights for transformers; else None.
    """
    place = store.converted(folder)
    own = any(folder.glob("*.safetensors")) or any(folder.glob("pytorch_model*.bin"))
    return None if place is None or own else place / "model.bin"


def _filled(folder: Path, auto: Any, file: Path, dtype: torch.dtype) -> tuple[Any, dict[str, Any]]:
    """Return a model with the weights of CTranslate2's file, and
    which weights were missing there.
    """
    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    model = auto.from_config(config, dtype=torch.float32)
    model.generation_config = GenerationConfig.from_pretrained(folder, local_files_only=True)
    tensors = marian.state(weights.read(file), config.vocab_size)
    missing, _ = model.load_state_dict(
        {name: torch.from_numpy(value) for name, value in tensors.items()}, strict=False
    )
    places = {name: tensor.data_ptr() for name, tensor in model.state_dict().items()}
    loaded = {places[name] for name in tensors}
    info = {
        "missing_keys": [name for name in missing if places[name] not in loaded],  # not shared
        "mismatched_keys": [],
    }
    return model.to(dtype), info


def settings_of(folder: Path, hint: str) -> dict[str, Any]:
    """Return the checkpoint's config.json. Raises EngineError."""
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


def input_limit(config: Any, tokenizer: Any) -> int:
    names = ("max_position_embeddings", "max_encoder_position_embeddings", "n_positions")
    positions = [getattr(config, name, None) for name in names]
    if config.model_type in _LOAD["offset_positions"]:
        positions = [n - config.pad_token_id - 1 for n in positions if n]
    limits = [n for n in [*positions, tokenizer.model_max_length] if n and n < _LOAD["no_limit"]]
    return int(min(limits, default=_LOAD["default_limit"]))


def misfit(info: dict[str, Any]) -> str | None:
    """Say why the weights are not those that config.json describes; None where they are."""
    missing = sorted(info["missing_keys"])
    mismatched = sorted(key for key, *_ in info["mismatched_keys"])
    for keys, trouble in ((mismatched, "of another shape"), (missing, "missing")):
        if keys:
            return f"{len(keys)} weights are {trouble}, such as {keys[0]}"
    return None


def first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the reports and bars of transformers off standard error.

    Its failures are raised anyway.
    """
    log: Any = transformers.utils.logging  # some of its functions have no types
    verbosity, bars = log.get_verbosity(), log.is_progress_bar_enabled()
    log.set_verbosity_error()
    log.disable_progress_bar()
    try:
        yield
    finally:
        log.set_verbosity(verbosity)
        if bars:
            log.enable_progress_bar()
