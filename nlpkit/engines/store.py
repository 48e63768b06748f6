"""Finds the files of models: inside nlpkit, in a folder, or in the cache of Hugging Face."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..errors import EngineError, ModelMissing, NlpkitError
from ..extras import require

SHIPPED = Path(__file__).parent.parent / "models"
SUMS = "SHA256SUMS"

_NAME = re.compile(r"[A-Za-z0-9_][\w.-]*(/[A-Za-z0-9_][\w.-]*)?", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}")
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin", "model.bin")
_SAMPLE = 1 << 20
_LICENCE = re.compile(r"---\n(?:(?!---).*\n)*?license:(?!\s*other\s*\n)(.+)")
_OWN_LICENCE = re.compile(r"---\n(?:(?!---).*\n)*?license_name:(.+)")  # beside "license: other"
_FIGURES = re.compile(r"<!-- figures -->(.*?)<!-- /figures -->", re.DOTALL)
_PAIRS = (
    ("nlpkit.json", ("source", "target")),
    ("tokenizer_config.json", ("source_lang", "target_lang")),
)

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


def converted(folder: Path) -> Path | None:
    """Return the folder with CTranslate2's `model.bin` inside a model's folder, or None."""
    places = (folder / "ct2-int8", folder)
    return next((place for place in places if (place / "model.bin").is_file()), None)


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
    if not _COMMIT.fullmatch(revision):
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


def info(name: str) -> dict[str, Any]:
    """Return what is known of a model on this computer.

    The keys are `name`, `path`, `size` in bytes and `pair` (source, target); from the model's card
    also `licence`, which stands in its head, and `figures`, which stand between its `<!-- figures
    -->` marks. A value that nothing tells is None.

    Raises ModelMissing.
    """
    folder = local(name)
    if folder is None:
        _check_name(name)
        raise _missing(name, None, "it was never fetched")
    card = folder / "README.md"
    text = card.read_text(encoding="utf-8", errors="replace") if card.is_file() else ""
    licence = _LICENCE.match(text) or _OWN_LICENCE.match(text)
    figures = _FIGURES.search(text)
    return {
        "name": name,
        "path": str(folder),
        "size": sum(path.stat().st_size for path in _files(folder)),
        "pair": pair(folder),
        "licence": licence[1].strip() if licence else None,
        "figures": figures[1].strip() if figures else None,
    }


def pair(folder: Path) -> tuple[str | list[str], str | list[str]] | None:
    """Return the languages that a translation model reads and writes, as the codes in its files."""
    for file, keys in _PAIRS:
        told = _read_json(folder / file)
        if told.get(keys[0]) and told.get(keys[1]):
            return told[keys[0]], told[keys[1]]
    return None


def settings(path: Path) -> dict[str, Any]:
    """Return the content of a JSON file of a model; empty where there is no file.

    Raises EngineError.
    """
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}
    except (OSError, ValueError, TypeError) as error:
        raise EngineError(
            f"cannot read {path}: {error}", hint="it must be a JSON object"
        ) from error


def verify() -> list[tuple[str, bool]]:
    """Return every file of the shipped models, and whether it has
    the hash in its model's SHA256SUMS.
    """
    return [(f"{name}/{file}", ok) for name in shipped() for file, ok in _verify(SHIPPED / name)]


def _verify(folder: Path) -> Iterator[tuple[str, bool]]:
    sums = folder / SUMS
    if not sums.is_file():
        yield SUMS, False
        return
    for line in sums.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        yield name, path.is_file() and sha256(path.read_bytes()).hexdigest() == digest


def fingerprint(model: str | Path, revision: str | None = None) -> str:
    """Return eight hexadecimal digits that tell this model from another one, for signatures.

    They are the commit of a snapshot in the cache, else a hash of SHA256SUMS. Where there is
    neither, they are a hash of the names, the sizes and the first MiB of every file; two trainings
    of one architecture already differ there. A model that has no folder on this computer has the
    fingerprint `none`.
    """
    folder = model if isinstance(model, Path) else local(model, revision)
    if folder is None:
        return "none"
    if revision := commit(folder):
        return revision[:8]
    if (folder / SUMS).is_file():
        return sha256((folder / SUMS).read_bytes()).hexdigest()[:8]
    digest = sha256()
    for path in _files(folder):
        digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(_SAMPLE))
    return digest.hexdigest()[:8]


def commit(folder: Path) -> str | None:
    """Return the commit of a snapshot in the cache of Hugging Face; None for another folder."""
    return folder.name if _COMMIT.fullmatch(folder.name) else None


def offline() -> bool:
    """Say whether HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE forbids the network."""
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


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _complete(folder: Path) -> bool:
    """Say whether a snapshot has its configuration and all its weights."""
    weights = {path.name for pattern in _WEIGHTS for path in folder.glob(pattern)}
    shards = {
        shard
        for index in folder.glob("*.index.json")
        for shard in _read_json(index).get("weight_map", {}).values()
    }
    whole = not shards or shards <= weights or weights - shards
    return (folder / "config.json").is_file() and bool(weights) and bool(whole)


def _read_json(path: Path) -> dict[str, Any]:
    try:
        return settings(path)
    except EngineError:
        return {}


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
