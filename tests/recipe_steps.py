"""The steps of the ru-en recipe as modules."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import torch

RECIPE = Path(__file__).parents[1] / "recipes" / "ru-en"
STEPS = (
    *(
        "declension",
        "people",
        "news",
        "augment",
        "model",
        "batches",
        "prepare",
        "tokenizer",
        "lexicon",
        "switch",
        "dictionary",
    ),
    *("pack", "align", "train", "blend", "export", "check", "evaluate"),
)


@contextmanager
def imported() -> Iterator[SimpleNamespace]:
    """The recipe's files as modules, off the import path again afterwards.

    One thread: for models as small as these a second one only waits, for long on a busy machine.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    sys.path.insert(0, str(RECIPE))
    yield SimpleNamespace(**{name: import_module(name) for name in STEPS})
    sys.path.remove(str(RECIPE))
    for name in STEPS:
        sys.modules.pop(name)
    torch.set_num_threads(threads)
