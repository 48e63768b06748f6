"""What is known of a model: its card, its languages, its size, and whether it is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from . import places
from .folder import commit, files, pair

SUMS = "SHA256SUMS"

_SAMPLE = 1 << 20
_LICENCE = re.compile(r"---\n(?:(?!---).*\n)*?license:(?!\s*other\s*\n)(.+)")
_OWN_LICENCE = re.compile(r"---\n(?:(?!---).*\n)*?license_name:(.+)")  # beside "license: other"
_FIGURES = re.compile(r"<!-- figures -->(.*?)<!-- /figures -->", re.DOTALL)


def info(name: str, revision: str | None = None) -> dict[str, Any]:
    """Return what is known of a model on this computer.

    The keys are `name`, `path`, `size` in bytes and `pair` (source, target); from the model's card
    also `licence`, which stands in its head, and `figures`, which stand between its `<!-- figures
    -->` marks. A value that nothing tells is None.

    Raises ModelMissing.
    """
    folder = places.present(name, revision)
    card = folder / "README.md"
    text = card.read_text(encoding="utf-8", errors="replace") if card.is_file() else ""
    licence = _LICENCE.match(text) or _OWN_LICENCE.match(text)
    figures = _FIGURES.search(text)
    return {
        "name": name,
        "path": str(folder),
        "size": sum(path.stat().st_size for path in files(folder)),
        "pair": pair(folder),
        "licence": licence[1].strip() if licence else None,
        "figures": figures[1].strip() if figures else None,
    }


def verify() -> list[tuple[str, bool]]:
    """Return every file of the shipped models, and whether it has
    the hash in its model's SHA256SUMS.
    """
    return [
        (f"{name}/{file}", ok)
        for name in places.shipped()
        for file, ok in _verify(places.SHIPPED / name)
    ]


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
    folder = model if isinstance(model, Path) else places.local(model, revision)
    if folder is None:
        return "none"
    if revision := commit(folder):
        return revision[:8]
    if (folder / SUMS).is_file():
        return sha256((folder / SUMS).read_bytes()).hexdigest()[:8]
    digest = sha256()
    for path in files(folder):
        digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(_SAMPLE))
    return digest.hexdigest()[:8]
