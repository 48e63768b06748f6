"""The languages of models by their files: those that the loaded engines support."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from checkpoints import built, translator
from fastapi.testclient import TestClient

import nlpkit
from nlpkit import config, languages
from nlpkit.config import TranslatorSection
from nlpkit.engines import create_translator
from nlpkit.engines.reach import EVERY, reach
from nlpkit.engines.store.catalogue import recommended
from nlpkit.pipeline import pairs
from nlpkit.pipeline.workers import Here
from nlpkit.server import api, translations

RECOMMENDED = recommended()[0]


def sides(model: Path | str, **settings: Any) -> tuple[frozenset[str], frozenset[str]] | None:
    return reach(TranslatorSection(model=str(model), **settings))


@pytest.mark.parametrize("name", ["marian", "tagged", "nllb", "mbart50"])
def test_a_checkpoint_tells_what_its_engine_supports(name: str) -> None:
    dialect = translator(built(name), backend="torch").dialect
    assert sides(built(name), backend="torch") == (dialect.sources, dialect.targets)


def test_m2m100_tells_it_where_its_codes_are_listed(tmp_path: Path) -> None:
    assert sides(built("m2m100"), backend="torch") is None
    listed = shutil.copytree(built("m2m100"), tmp_path / "m2m100")
    codes = {"additional_special_tokens": ["__en__", "__ru__", "__uk__"]}
    (listed / "special_tokens_map.json").write_text(json.dumps(codes))
    assert sides(listed, backend="torch") == (frozenset({"en", "ru", "uk"}),) * 2


def test_the_shipped_model_tells_what_its_engine_supports() -> None:
    engine = create_translator(TranslatorSection(model="ru-en-base"))
    told = sides("ru-en-base")
    assert told is not None
    assert _supported(engine) == {(s, t) for s in told[0] for t in told[1] if s != t}


def _supported(engine: Any) -> set[tuple[str, str]]:
    names = languages.NAMES
    return {(s, t) for s in names for t in names if engine.supports(s, t)}


@pytest.mark.parametrize(
    ("model", "backend", "told"),
    [
        ("ru-en-base", "auto", ("ru", "en")),
        ("anything", "echo", (EVERY, EVERY)),
        ("anything", "hanging", None),
        ("nobody/has-this", "auto", None),
        (RECOMMENDED.name, "auto", ("ru", "en")),
    ],
)
def test_models_without_files(model: str, backend: str, told: Any) -> None:
    found = sides(model, backend=backend)
    sets = told and tuple(frozenset([t] if isinstance(t, str) else t) for t in told)
    assert found == sets


def test_a_name_a_card_and_settings_tell_languages(tmp_path: Path) -> None:
    nameless = built("nameless")
    named = shutil.copytree(nameless, tmp_path / "opus-mt-uk-en")
    assert sides(named, backend="torch") == (frozenset({"uk"}), frozenset({"en"}))
    (named / "nlpkit.json").write_text(json.dumps({"source": ["kk", "ky"], "target": "en"}))
    assert sides(named, backend="torch") == (frozenset({"kk", "ky"}), frozenset({"en"}))
    assert sides(nameless, source="ru", target="en") == (frozenset({"ru"}), frozenset({"en"}))
    assert sides(nameless) is None


@pytest.mark.parametrize("content", ["", "[]", "{", "null", "\xff"])
def test_damaged_files_tell_nothing(tmp_path: Path, content: str) -> None:
    broken = shutil.copytree(built("tagged"), tmp_path / "broken")
    (broken / "tokenizer_config.json").write_text(content, encoding="latin-1")
    assert sides(broken, backend="torch") is None


def test_only_the_engine_knows_the_languages_of_t5() -> None:
    assert sides(built("t5"), backend="torch") is None


def test_no_weights_and_no_libraries_of_models_are_loaded() -> None:
    code = """
import sys
import nlpkit
from nlpkit.server import translations
assert translations.known_pairs(nlpkit.load().config.translator)
print({"torch", "transformers", "ctranslate2", "sentencepiece"} & set(sys.modules))
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


def test_several_models_and_ways_by_english(tmp_path: Path) -> None:
    """The list is the one that the loaded engines give."""
    other = shutil.copytree(built("nameless"), tmp_path / "opus-mt-en-de")
    models = [
        {"model": "ru-en-base", "pairs": ["ru-en"]},
        {"model": str(built("tagged")), "pairs": ["uk-*"], "backend": "torch"},
        {"model": str(other), "pairs": ["*-*"], "backend": "torch"},
    ]
    pipeline = nlpkit.load(overrides={"translator.models": models, "translator.target": "de"})
    section = pipeline.config.translator
    engine = pipeline.translator.get()
    known = pairs.models(section)
    asked = [("ru", "en"), ("ru", "de"), ("uk", "en"), ("uk", "de"), ("en", "de"), ("de", "ru"),
             ("be", "en"), ("ru", "ru"), ("fr", "de")]  # fmt: skip
    told = [(s, t) for s, t in asked if pairs.serve(known, s, t)]
    assert told == [("ru", "en"), ("ru", "de"), ("uk", "en"), ("uk", "de"), ("en", "de")]
    assert told == [(s, t) for s, t in asked if engine.supports(s, t)]


def test_the_server_answers_without_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    runner = Here(nlpkit.load())
    client = TestClient(api.build(runner))
    monkeypatch.setattr(Here, "submit", None)
    assert not runner.pipeline.translator.loaded
    listed = client.get("/languages")
    assert listed.headers["content-type"] == "application/json"
    assert listed.content == translations.languages(runner.pipeline)


def test_an_engine_of_which_nothing_is_known_is_asked() -> None:
    section = config.load(overrides={"translator.model": str(built("t5"))}).translator
    assert translations.known_pairs(section) is None
