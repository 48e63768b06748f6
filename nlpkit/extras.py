"""What is installed beside the core: each extra, the libraries it brings, and how to get it.

The core cleans, detects, translates and summarises with the shipped models. Every function that
needs more asks here first, so that a user reads which line to run instead of a traceback.
"""

from __future__ import annotations

from importlib.util import find_spec

from .errors import MissingExtra

# The import names of what an extra of pyproject.toml brings; the first missing one is named.
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

    `purpose` is what needs it, as the subject of a sentence: "the web page".
    """
    for name in EXTRAS[extra]:
        if find_spec(name) is None:
            raise MissingExtra(
                f"{purpose} needs {name}, which is not installed",
                hint=f'pip install "nlpkit[{extra}]"',
            )
