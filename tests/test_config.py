"""Settings: defaults, files, overrides, and errors that name the key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import nlpkit
from nlpkit import config, languages
from nlpkit.errors import ConfigError

PRESETS = Path(config.__file__).parent / "presets"
CONFIGS = Path(__file__).parent.parent / "configs"
NAMES = config.presets()


def test_the_default_file_shows_every_key_with_its_default() -> None:
    text = config.preset("default")
    shown = tomllib.loads(re.sub("^# (revision|glossary|nli)", r"\1", text, flags=re.MULTILINE))
    model = config.Config().model_dump()
    assert {s: set(keys) for s, keys in shown.items()} == {s: set(k) for s, k in model.items()}
    assert config.load("default") == config.Config()


@pytest.mark.parametrize("name", NAMES)
def test_presets_are_valid(name: str) -> None:
    loaded = config.load(name)
    models = {loaded.translator.model, loaded.summarizer.model}
    pulled = set(re.findall(r"nlpkit models pull (\S+)", config.preset(name)))
    assert pulled == models - {"auto", "extractive"}


def test_the_repository_shows_the_presets_in_its_folder_of_configurations() -> None:
    shown = {path.name: path.read_bytes() for path in CONFIGS.glob("*.toml")}
    assert shown == {path.name: path.read_bytes() for path in PRESETS.glob("*.toml")}


def test_a_preset_is_found_by_its_name_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert config.load("nllb").translator.model == "facebook/nllb-200-distilled-600M"
    assert config.load("fast") == config.load(PRESETS / "fast.toml")
    assert config.load("fast", ["translator.beam=3"]).translator.beam == 3


def test_a_path_is_a_file_though_it_be_called_like_a_preset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("fast").write_text("translator.beam = 7", encoding="utf-8")
    assert config.load("fast").translator.beam == 1
    assert config.load("./fast").translator.beam == config.load(Path("fast")).translator.beam == 7


@pytest.mark.parametrize("find", [config.preset, config.load, nlpkit.load])
def test_an_unknown_name_is_answered_with_the_list(find: Callable[[str], object]) -> None:
    with pytest.raises(ConfigError, match="there is no preset") as caught:
        find("nlbb")
    assert caught.value.hint == f"use one of: {', '.join(NAMES)}"


def test_hints_name_only_what_comes_with_the_package() -> None:
    for path in PRESETS.parent.rglob("*.py"):
        assert not re.search(r"configs/|--config \S+\.toml", path.read_text(encoding="utf-8")), path


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
    assert (section.beam, section.target, section.model) == (1, "ru", "auto")


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
