"""Finds the files of models: inside nlpkit, in a folder, or in the cache of Hugging Face."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from ...errors import ModelMissing, NlpkitError
from ...extras import require
from .folder import is_commit, readable_settings

SHIPPED = Path(__file__).parents[2] / "models"

_NAME = re.compile(r"[A-Za-z0-9_][\w.-]*(/[A-Za-z0-9_][\w.-]*)?", re.ASCII)
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin", "model.bin")

Progress = Callable[[int, int], None]


def find(model: str, revision: str | None = None) -> Path:
    """Return the folder of a model.

    The places are tried in this order: the models inside the package, a folder of that name, the
    cache of Hugging Face, the Hugging Face hub. A model of the hub that is not on disk is
    downloaded, unless HF_HUB_OFFLINE is set.

    Raises ModelMissing with the command that downloads the model. It does so within seconds where
    the network does not answer.
    """
    place = local(model, revision)
    return pull(model, revision) if place is None else place


def local(model: str, revision: str | None = None) -> Path | None:
    """Return the folder of a model on this computer, or None. Never uses the network."""
    if model in shipped():
        return SHIPPED / model
    folder = Path(model).expanduser()
    if model and folder.is_dir():
        return folder
    return cached(model, revision) if _NAME.fullmatch(model) else None


def present(model: str, revision: str | None = None) -> Path:
    """Return the folder of a model on this computer, as `local`. Raises ModelMissing."""
    place = local(model, revision)
    if place is None:
        _check_name(model)
        raise _missing(model, None, "it was never fetched")
    return place


def shipped() -> list[str]:
    """Return the names of the models inside the package."""
    folders = SHIPPED.iterdir() if SHIPPED.is_dir() else ()
    return sorted(f.name for f in folders if f.is_dir() and f.name[0] not in "._")


def pulled() -> list[str]:
    """Return the names of the models in the cache of Hugging Face that are complete."""
    homes = cache().glob("models--*") if cache().is_dir() else ()
    names = (home.name.removeprefix("models--").replace("--", "/", 1) for home in homes)
    return sorted(name for name in names if _NAME.fullmatch(name) and cached(name))


def cached(model: str, revision: str | None = None) -> Path | None:
    """Return the model's complete snapshot in the cache of Hugging Face, or None."""
    revision = revision or "main"
    home = cache() / f"models--{model.replace('/', '--')}"
    ref = home / "refs" / revision
    if not is_commit(revision):
        if ".." in revision or not ref.is_file():
            return None
        revision = ref.read_text(encoding="utf-8").strip()
    snapshot = home / "snapshots" / revision
    return snapshot if _complete(snapshot) else None


def pull(model: str, revision: str | None = None, progress: Progress | None = None) -> Path:
    """Download a model of the hub into the cache of Hugging Face, and return its folder.

    Only the needed files are downloaded: weights (safetensors, else those of PyTorch), tokenizer,
    configuration and card. Files that are already there and whole are kept. `progress` is called
    with the bytes done and the bytes in all.

    Raises ModelMissing with the reason.
    """
    if model in shipped():
        return SHIPPED / model
    _check_name(model)
    if offline():
        raise _missing(model, revision, "fetching is off (HF_HUB_OFFLINE)")
    require("hf", "fetching a model")
    from .hub import Refused, fetch

    try:
        return fetch(model, revision or "main", cache(), progress)
    except Refused as error:
        raise _missing(model, revision, str(error), error.advice) from error


def offline() -> bool:
    """Return whether HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE forbids the network."""
    values = (os.environ.get(key, "") for key in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"))
    return any(value.upper() in {"1", "ON", "YES", "TRUE"} for value in values)


def cache() -> Path:
    """Return the folder of the Hugging Face cache, found in the
    same way as huggingface_hub does.
    """
    if place := os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE"):
        return Path(place).expanduser()
    base = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "huggingface"
    return Path(os.environ.get("HF_HOME") or base).expanduser() / "hub"


def _complete(folder: Path) -> bool:
    """Return whether a snapshot has its configuration and all its weights."""
    weights = {path.name for pattern in _WEIGHTS for path in folder.glob(pattern)}
    shards = {
        shard
        for index in folder.glob("*.index.json")
        for shard in readable_settings(index).get("weight_map", {}).values()
    }
    whole = not shards or shards <= weights or weights - shards
    return (folder / "config.json").is_file() and bool(weights) and bool(whole)


def _check_name(model: str) -> None:
    path = Path(model).expanduser()
    if path.is_absolute() or model.startswith(("./", "../", "~")):
        raise ModelMissing(f"there is no folder {model}", hint="check the path of the model")
    if not _NAME.fullmatch(model) or ".." in model or "--" in model or model.endswith((".", "-")):
        raise ModelMissing(
            f"{model!r} is not the name of a model",
            hint="give a folder, a hub name such as Helsinki-NLP/opus-mt-ru-en, or one that "
            f"ships: {', '.join(shipped()) or 'none'}",
        )


def _missing(
    model: str, revision: str | None, reason: str, advice: str = "needs a network"
) -> NlpkitError:
    at = f" --revision {revision}" if revision else ""
    return ModelMissing(
        f"model {model} is not on this computer and could not be fetched: {reason}",
        hint=f"nlpkit models pull {model}{at}  ({advice})",
    )
