"""The only reader of the data files that ship inside the package.

It uses `pkgutil`, because `importlib.resources` takes 5 ms to import.
"""

from __future__ import annotations

import tomllib
from pkgutil import get_data
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def load_bytes(package: str, path: str) -> bytes:
    """Return the content of a file, given by a package (such as
    `__package__`) and a path inside it.

    Raises FileNotFoundError where there is no such file.
    """
    data = get_data(package, path)
    if data is None:
        raise FileNotFoundError(f"{package} has no {path}")
    return data


def load_text(package: str, path: str) -> str:
    """Return the content of a UTF-8 text file, with line ends as "\\n"."""
    return load_bytes(package, path).decode("utf-8").replace("\r\n", "\n")


def load_toml(package: str, path: str) -> dict[str, Any]:
    """Return the content of a TOML file."""
    return tomllib.loads(load_text(package, path))


def folder(package: str, path: str) -> Traversable:
    """Return a folder inside a package, to list its files."""
    from importlib.resources import files

    return files(package) / path
