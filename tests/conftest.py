"""Models for tests: tiny, made on the spot, no network."""

from __future__ import annotations

import json
from pathlib import Path

import models
import pytest

# What the trained model knows by heart.
PAIRS = {
    "Сегодня идёт снег.": "It is snowing today.",
    "Моя сестра работает в больнице.": "My sister works at the hospital.",
    "Цены на хлеб выросли.": "Bread prices rose.",
    "Новый мост откроют весной.": "The new bridge will open in spring.",
    "Поезд опоздал.": "The train was late.",
    "Президент подписал закон.": "The president signed a law.",
    "Дети нашли щенка.": "The children found a puppy.",
}


@pytest.fixture(scope="session")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Marian checkpoint of a few thousand weights that translates `PAIRS`, and nothing else."""
    folder = tmp_path_factory.mktemp("models") / "tiny-ru-en"
    models.tiny_marian(folder)
    models.train(folder, PAIRS)
    (folder / "nlpkit.json").write_text(json.dumps({"source": "ru", "target": "en"}))
    return folder


@pytest.fixture(scope="session")
def marian_ct2(marian: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for CTranslate2, in float32."""
    from ctranslate2.converters import TransformersConverter

    out = tmp_path_factory.mktemp("ct2") / "tiny-ru-en"
    beside = ["source.spm", "target.spm", "nlpkit.json"]
    TransformersConverter(str(marian), copy_files=beside).convert(str(out))
    return out
