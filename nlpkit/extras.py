"""The extras: which libraries each of them brings, and how to install it.

The core cleans, detects, translates and summarises with the shipped models. Every function that
needs more calls `require` first, so that a user reads which command to run instead of a traceback.
"""

from __future__ import annotations

from importlib.util import find_spec

from .errors import MissingExtra

# The import names of the libraries that an extra of pyproject.toml brings. The error names the
# first one that is missing.
EXTRAS = {
    "hf": ("torch", "transformers", "huggingface_hub"),
    "server": ("fastapi", "uvicorn", "prometheus_client"),
    "ui": ("gradio", "fastapi", "uvicorn", "prometheus_client"),
    "docs": ("pypdf", "docx"),
    "parquet": ("pyarrow",),
    "ray": ("ray",),
}


def require(extra: str, purpose: str) -> None:
    """Raise MissingExtra where a library of `extra` is not installed.

    `purpose` says what needs the library, as the subject of a sentence: "the web page".
    """
    for name in EXTRAS[extra]:
        if find_spec(name) is None:
            raise MissingExtra(
                f"{purpose} needs {name}, which is not installed",
                hint=f'pip install "nlpkit[{extra}]"',
            )
