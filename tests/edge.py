"""Texts and helpers for the tests of the edge."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlpkit.errors import ReadError
from nlpkit.files import (
    read,
)

SHORT = "Снег идёт."
LONG = (
    "Утром на перевале выпал снег, и дорогу закрыли до вечера. Водители ждали у шлагбаума, "
    "пили чай и слушали радио. «Такого мая здесь не помнят», — сказал сторож Юрий Щукин. "
    "К полуночи грейдер прошёл весь участок, объехал завал и вернулся в посёлок."
)
FRENCH = "L'été dernier, le café près de l'église a fermé ; personne ne sait où est allé le chef."


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def refused(path, **options) -> str:
    """The message and hint of the ReadError for a path."""
    with pytest.raises(ReadError) as caught:
        read(path, **options)
    assert caught.value.hint
    return f"{caught.value.message} / {caught.value.hint}"
