"""The langid recipe: words respelt in Latin letters."""

from __future__ import annotations

import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

RECIPE = Path(__file__).parents[1] / "recipes" / "langid"


@pytest.fixture(scope="module")
def translit() -> ModuleType:
    sys.path.insert(0, str(RECIPE))
    try:
        return import_module("translit")
    finally:
        sys.path.remove(str(RECIPE))


@pytest.mark.parametrize(
    ("language", "word", "spellings"),
    [
        ("ru", "хороший", {"horoshiy", "khoroshiy", "khoroshii", "xoroshij", "horošij"}),
        ("ru", "щавель", {"schavel", "shchavel", "shavel", "schawel", "ščavel'"}),
        ("uk", "знаю", {"znayu", "znaiu", "znaju"}),
        ("uk", "що", {"shcho", "scho"}),
        ("be", "доўга", {"douha", "dowha"}),
        ("bg", "къща", {"kashta", "kushta", "kyshta"}),
    ],
)
def test_habits_of_spelling(
    translit: ModuleType, language: str, word: str, spellings: set[str]
) -> None:
    found = translit.latin(Counter({word: 2}), language)
    assert spellings <= set(found)
    assert all(spelling.isascii() or language == "ru" for spelling in found)


def test_every_letter_is_respelt(translit: ModuleType) -> None:
    alphabets = {
        "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'",
        "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя'",
        "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    }
    assert set(alphabets) == set(translit.LANGUAGES)
    for language, letters in alphabets.items():
        for spelling in translit.latin(Counter({letters: 2}), language):
            assert not any("\u0400" <= char <= "\u04ff" for char in spelling), language
