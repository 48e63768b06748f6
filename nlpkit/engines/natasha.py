"""Finds names in Russian sentences with the neural tagger that comes inside the package natasha."""

from __future__ import annotations

import threading
from importlib.util import find_spec
from pathlib import Path

from navec import Navec
from slovnet import NER

from ..document import EntityKind
from ..errors import EngineError
from ..extras import installed
from .contracts import Name

_PACKAGE = "natasha"
_TAGGER = "data/model/slovnet_ner_news_v1.tar"
_VECTORS = "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
_KINDS: dict[str, EntityKind] = {"PER": "person", "LOC": "place", "ORG": "organisation"}


class Natasha:
    """A tagger of Russian news. One thread at a time computes."""

    languages = frozenset({"ru"})

    def __init__(self) -> None:
        self.name = f"{_PACKAGE}@{installed(_PACKAGE)}"
        folder = _folder()
        self._lock = threading.Lock()
        try:
            self._tagger = NER.load(folder / _TAGGER)
            self._tagger.navec(Navec.load(folder / _VECTORS))
        except (OSError, ValueError, KeyError) as error:
            told = f"{type(error).__name__}: {error}"
            hint = f"install {_PACKAGE} again"
            raise EngineError(
                f"the tagger of {_PACKAGE} cannot be read: {told}", hint=hint
            ) from error

    def names(self, text: str) -> list[Name]:
        """Return the names of a text in order, without overlaps."""
        with self._lock:
            spans = self._tagger(text).spans
        return [Name(span.start, span.stop, _KINDS[span.type]) for span in spans]


def load() -> Natasha:
    """Return the tagger with its weights. Raises EngineError where they cannot be read."""
    return Natasha()


def _folder() -> Path:
    """Return the folder of the package without importing it, for it imports much that is unused."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise EngineError(f"{_PACKAGE} is not installed", hint='pip install "nlpkit[ru]"')
    return Path(spec.origin).parent
