"""The extras: which libraries each of them brings, and how to install it.

The core cleans, detects, translates and summarises with the shipped models. Every function that
needs more calls `require` first, so that a user reads which command to run instead of a traceback.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

from .errors import MissingExtra

# Part of the standard library from Python 3.14 on.
_ZSTD = () if sys.version_info >= (3, 14) else ("backports.zstd",)

# The import names of the libraries that an extra of pyproject.toml brings. The error names the
# first one that is missing.
EXTRAS = {
    "hf": ("torch", "transformers", "huggingface_hub"),
    "server": ("fastapi", "limits", "uvicorn", "prometheus_client"),
    "ui": ("gradio", "httpx", "fastapi", "limits", "uvicorn", "prometheus_client"),
    "mcp": ("mcp",),
    "docs": ("pypdf", "docx", "striprtf", *_ZSTD),
    "parquet": ("pyarrow",),
    "watch": ("watchfiles",),
    "ray": ("ray",),
    "morphology": ("pymorphy3",),
    "ru": ("natasha", "navec", "slovnet"),
}


def require(extra: str, purpose: str) -> None:
    """Raise MissingExtra where a library of `extra` is not installed.

    `purpose` says what needs the library, as the subject of a sentence: "the web page".
    """
    for name in EXTRAS[extra]:
        if not _installed(name):
            raise MissingExtra(
                f"{purpose} needs {name}, which is not installed",
                hint=f'pip install "nlpkit[{extra}]"',
            )


def installed(distribution: str) -> str:
    """Return the version of an installed distribution, "none" where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # takes time to import

    try:
        return version(distribution)
    except PackageNotFoundError:
        return "none"


def _installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # of a name with dots, the package before the dot is missing
        return False
