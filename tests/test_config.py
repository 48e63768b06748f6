"""Settings: defaults, files, overrides, and errors that name the key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from nlpkit import config, languages
from nlpkit.errors import ConfigError

CONFIGS = Path(__file__).parent.parent / "configs"


def test_the_default_file_shows_every_key_with_its_default() -> None:
    text = (CONFIGS / "default.toml").read_text(encoding="utf-8")
    shown = tomllib.loads(text.replace("# revision", "revision").replace("# nli", "nli"))
    model = config.Config().model_dump()
    assert {s: set(keys) for s, keys in shown.items()} == {s: set(k) for s, k in model.items()}
    assert config.load(CONFIGS / "default.toml") == config.Config()


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.toml")), ids=lambda p: p.stem)
def test_presets_are_valid(path: Path) -> None:
    loaded = config.load(path)
    models = {loaded.translator.model, loaded.summarizer.model}
    pulled = set(re.findall(r"nlpkit models pull (\S+)", path.read_text(encoding="utf-8")))
    assert pulled == models - {"ru-en-base", "extractive"}


@pytest.mark.parametrize(
    "overrides",
    [
        {"translator": {"beam": 1, "target": "rus_Cyrl"}},
        {"translator.beam": 1, "translator.target": "ru"},
        ["translator.beam=1", "translator.target=ru"],
        ["translator.beam = 1", "translator.target = 'RU'"],
    ],
)
def test_overrides(overrides: object) -> None:
    section = config.load(overrides=overrides).translator  # type: ignore[arg-type]
    assert (section.beam, section.target, section.model) == (1, "ru", "ru-en-base")


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (["translator.beem=1"], "translator.beem: there is no such key"),
        (["translator.beam=0"], "translator.beam: Input should be greater"),
        (["translator.target=klingon"], "unknown language 'klingon'"),
        (["summarizer.length=enormous"], "'enormous' is not a length"),
        (["summarizer.length=0"], "is not a length"),
        (["translator"], "is not key=value"),
        (["translator.beam.size=1", "translator.beam.size.x=1"], "is not a section"),
    ],
)
def test_errors_name_the_key(overrides: list[str], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        config.load(overrides=overrides)


def test_a_file_that_is_missing_or_broken(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read config"):
        config.load(tmp_path / "none.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("[translator\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="is not valid TOML"):
        config.load(broken)


@pytest.mark.parametrize(
    ("given", "code"),
    [("ru", "ru"), ("RU-ru", "ru"), ("rus_Cyrl", "ru"), ("no", "nb"), ("kaz", "kk"), ("iw", "he")],
)
def test_language_codes(given: str, code: str) -> None:
    assert languages.parse(given) == code


def test_language_names_and_directions() -> None:
    assert languages.name("tg") == "Tajik"
    assert languages.name("tg", "ru") == "таджикский"
    assert (languages.direction("fa"), languages.direction("kk")) == ("rtl", "ltr")
    assert set(languages.NAMES) == set(languages.SCRIPTS)
