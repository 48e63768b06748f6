"""Downloads a model from the Hugging Face hub, and never waits without an end.

huggingface_hub gives the session, the token and the list of files. The files themselves are read
here. The downloads of huggingface_hub try a dead connection again for minutes, and they do so
forever where a connection breaks at the same byte each time. The result is an ordinary snapshot in
its cache.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from hashlib import sha1, sha256
from pathlib import Path
from typing import Any

# Seconds that connecting, or any single read, may take.
TIMEOUT = 10.0
_CHUNK = 1 << 20
# Files that are needed beside the weights: configuration, vocabulary, chat template and card.
# Nothing in a folder of the repository is needed.
_NEEDED = ("*.json", "*.txt", "*.model", "*.spm", "*.tiktoken", "*.jinja", "README.md")
# The first of these patterns that a repository has a file for is downloaded.
_WEIGHTS = ("model*.safetensors", "pytorch_model*.bin", "model.bin")


class Refused(Exception):
    """The reason why the hub did not give the model; `advice` says
    in a few words what to do about it.
    """

    def __init__(self, reason: str, advice: str = "needs a network") -> None:
        super().__init__(reason)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    size: int
    digest: str
    lfs: bool

    def whole(self, path: Path) -> bool:
        """Return whether the file on disk is this one, by its size and its hash.

        The hash is git's SHA-1 of a blob, or SHA-256 for a large file.
        """
        if not path.is_file() or path.stat().st_size != self.size:
            return False
        digest = sha256() if self.lfs else sha1(f"blob {self.size}\0".encode())
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        return digest.hexdigest() == self.digest


def fetch(
    model: str, revision: str, cache: Path, progress: Callable[[int, int], None] | None = None
) -> Path:
    """Download `revision` of a model into the cache, and return the folder of the snapshot.

    `progress` is called with the bytes done and the bytes in all.

    Guarantees:
    - a file appears only when it is whole and has the right hash; a download that was cut off
      continues where it stopped;
    - the revision is recorded last, so that a model with missing files is never found;
    - no read takes longer than the time-out, in seconds;
    - of several processes that download one model, each waits for the one before, and then finds
      its files.

    Raises Refused.
    """
    commit, files = _list(model, revision)
    home = cache / f"models--{model.replace('/', '--')}"
    with _Explained(model, commit), _alone(home):
        return _fetched(model, revision, commit, files, home, progress)


def _fetched(
    model: str,
    revision: str,
    commit: str,
    files: list[_File],
    home: Path,
    progress: Callable[[int, int], None] | None,
) -> Path:
    folder, total, done = home / "snapshots" / commit, sum(file.size for file in files), 0
    for file in files:
        path = folder / file.name
        if not file.whole(path):
            _download(model, commit, file, path, partial(_tell_more, progress, done, total))
        done += file.size
        _tell(progress, done, total)
    ref = home / "refs" / revision
    if revision != commit:
        _write(ref, commit)
    return folder


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the lock of a model's folder, beside the locks of huggingface_hub itself. The system
    releases it however the process ends.
    """
    from huggingface_hub.utils import WeakFileLock

    lock = home.parent / ".locks" / home.name / "nlpkit.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with WeakFileLock(lock):
        yield


def _tell(progress: Callable[[int, int], None] | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def _tell_more(
    progress: Callable[[int, int], None] | None, before: int, total: int, done: int
) -> None:
    """Report `done` more bytes than the files before this one have."""
    _tell(progress, before + done, total)


def _timeout() -> float:
    return float(os.environ.get("HF_HUB_DOWNLOAD_TIMEOUT") or TIMEOUT)


def _endpoint() -> str:
    return (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")


def _list(model: str, revision: str) -> tuple[str, list[_File]]:
    """Return the commit that a revision stands for, and those of its files that are needed."""
    from huggingface_hub import HfApi

    with _Explained(model, revision):
        found = HfApi(endpoint=_endpoint()).model_info(
            model, revision=revision, timeout=_timeout(), files_metadata=True
        )
    siblings = found.siblings or []
    names = [sibling.rfilename for sibling in siblings]
    weights = next((w for w in ([n for n in names if fnmatch(n, p)] for p in _WEIGHTS) if w), None)
    if not weights or "config.json" not in names:
        raise Refused("it has no weights that nlpkit can read", "choose another model")
    chosen = [n for n in names if n in weights or any(fnmatch(n, p) for p in _NEEDED)]
    files = [_file(s) for s in siblings if s.rfilename in chosen and "/" not in s.rfilename]
    return found.sha or revision, files


def _file(sibling: Any) -> _File:
    if sibling.lfs is not None:
        return _File(sibling.rfilename, sibling.lfs.size, sibling.lfs.sha256, True)
    return _File(sibling.rfilename, sibling.size, sibling.blob_id, False)


def _download(
    model: str, commit: str, file: _File, path: Path, progress: Callable[[int], None]
) -> None:
    from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status

    part = path.with_name(path.name + ".incomplete")
    url = f"{_endpoint()}/{model}/resolve/{commit}/{file.name}"
    with _Explained(model, commit):
        path.parent.mkdir(parents=True, exist_ok=True)
        at = part.stat().st_size if part.is_file() else 0
        at = at if at < file.size else 0
        headers = build_hf_headers() | {"Accept-Encoding": "identity"}
        headers |= {"Range": f"bytes={at}-"} if at else {}
        with get_session().stream(
            "GET", url, headers=headers, timeout=_timeout(), follow_redirects=True
        ) as answer:
            hf_raise_for_status(answer)
            at = at if answer.status_code == 206 else 0
            with part.open("ab" if at else "wb") as out:
                for chunk in answer.iter_bytes():
                    out.write(chunk)
                    at += len(chunk)
                    progress(at)
    if not file.whole(part):
        part.unlink()
        raise Refused(f"{file.name} arrived damaged", "try again")
    os.replace(part, path)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".incomplete")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


class _Explained:
    """Turns whatever a session, a proxy or a disk raises into one Refused with a plain reason."""

    def __init__(self, model: str, revision: str) -> None:
        self._model, self._revision = model, revision

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, Exception) and not isinstance(error, Refused):
            raise self._reason(error) from error

    def _reason(self, error: Exception) -> Refused:
        from huggingface_hub import errors

        host = _endpoint()
        status = getattr(getattr(error, "response", None), "status_code", None)
        if isinstance(error, errors.GatedRepoError):
            return Refused("its owner gives access on request", "ask there, then set HF_TOKEN")
        if isinstance(error, errors.RevisionNotFoundError):
            return Refused(f"it has no revision {self._revision}", "choose another revision")
        if status in (401, 403):
            return Refused(
                f"{host} knows no such model, or it is private",
                "check the name; a private model needs HF_TOKEN",
            )
        if status == 404:
            return Refused(f"{host} knows no such model", "check the name")
        if status is not None:
            return Refused(f"{host} answered with status {status}", "try again later")
        # Compared by name: the library that these classes come from differs between versions of
        # huggingface_hub.
        kind = type(error).__name__
        if "Timeout" in kind:
            return Refused(f"{host} did not answer in {_timeout():g} seconds")
        if kind in {"RemoteProtocolError", "ReadError"}:
            return Refused("the connection broke off", "try again: it goes on from there")
        if isinstance(error, OSError) and error.errno is not None:
            return Refused(f"cannot write to the cache: {error.strerror}", "see HF_HUB_CACHE")
        return Refused(f"{host} cannot be reached ({str(error) or kind})")
