"""The recommended model of a pair is pulled, chosen for what "auto" stands for, and forgotten."""

from __future__ import annotations

import multiprocessing
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from commands import Run
from fake_hub import COMMIT, FakeHub

import nlpkit
from nlpkit import languages
from nlpkit.config import TranslatorSection
from nlpkit.engines import store
from nlpkit.engines.store import catalogue, chosen
from nlpkit.errors import ConfigError
from nlpkit.pipeline import signature


@pytest.fixture
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "converted"))
    return tmp_path / "data"


@pytest.fixture
def opus(hub: FakeHub, marian: Path, data_home: Path) -> str:
    """The recommended model of ru-en on the hub, which translates `conftest.PAIRS`."""
    hub.models["Helsinki-NLP/opus-mt-ru-en"] = marian
    return "Helsinki-NLP/opus-mt-ru-en"


def listed(nlp: Run, name: str) -> list[str]:
    [row] = [row for row in nlp("models", "list").out.splitlines() if row.startswith(f"{name}\t")]
    return row.split("\t")


def test_a_pulled_pair_is_what_auto_takes_until_it_is_forgotten(
    opus: str, nlp: Run, tmp_path: Path
) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Поезд опоздал.", encoding="utf-8")
    assert listed(nlp, opus)[4] == "nlpkit models pull ru-en"
    assert listed(nlp, "ru-en-base")[-1] == "used for all its languages"
    before = nlpkit.load()
    done = nlp("models", "pull", "ru-en")
    assert done.code == 0, done.err
    assert done.out.strip() == str(store.cached(opus))
    assert "it is used for ru-en from now on" in done.err
    assert listed(nlp, opus)[-1] == "used for ru-en"
    assert listed(nlp, "ru-en-base")[-1] == "used for its other languages"
    assert nlp("translate", article).out.strip() == "The train was late."
    now = nlpkit.load()
    assert f"tr:{opus}@{COMMIT[:8]}" in now.signature
    assert before.signature != now.signature
    assert nlpkit.load(overrides={"translator.model": "ru-en-base"}).signature == before.signature
    assert nlp("models", "forget", "ru-en").code == 0
    assert nlpkit.load().signature == before.signature


def test_a_weak_translation_tells_how_to_get_a_better_model(
    nlp: Run, opus: str, tmp_path: Path
) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Ҷашни Наврӯз дар шаҳри Душанбе бошукӯҳ таҷлил шуд.", encoding="utf-8")
    told = "a model for tg-en is 2500 MB away: nlpkit models pull tg-en"
    for command in ("run", "translate"):
        assert told in nlp(command, article).err
    article.write_text("The train was late again this morning.", encoding="utf-8")
    assert "MB away" not in nlp("run", article).err


def test_a_model_that_does_not_work_is_not_chosen(
    hub: FakeHub, nlp: Run, checkpoint: Path, data_home: Path
) -> None:
    name = "Helsinki-NLP/opus-mt-uk-en"
    hub.models[name] = checkpoint
    before = nlpkit.load().signature
    row = f"{name}\tuk-en\t300 MB\tapache-2.0\tnlpkit models pull uk-en"
    assert row in nlp("models", "list").out
    done = nlp("models", "pull", "uk-en")
    assert done.code == 2
    assert "Traceback" not in done.err
    assert chosen.choices() == {}
    assert nlpkit.load().signature == before


def test_a_chosen_model_whose_files_are_gone_is_left_out_and_named(
    opus: str, nlp: Run, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = nlpkit.load().signature
    assert nlp("models", "pull", "ru-en").code == 0
    shutil.rmtree(cache)
    assert nlpkit.load().signature == before
    assert f"{opus}, chosen for ru-en, is not on this computer" in caplog.text


def test_one_model_of_several_pairs_is_chosen_for_all_of_them(
    data_home: Path, marian: Path
) -> None:
    chosen.choose(("kk-en", "ky-en"), chosen.Choice(str(marian), None))
    chosen.choose(("uk-en",), chosen.Choice(str(marian), None))
    section = chosen.resolved(TranslatorSection(beam=2))
    assert [(one.model, one.pairs) for one in section.models] == [
        (str(marian), ("kk-en", "ky-en", "uk-en")),
        ("ru-en-base", ("*-*",)),
    ]
    assert [one.beam for one in section.each] == [2, 2]
    assert chosen.resolved(TranslatorSection(backend="torch")).model == "ru-en-base"
    chosen.forget("ky-en")
    assert set(chosen.choices()) == {"kk-en", "uk-en"}
    with pytest.raises(ConfigError, match="no model is chosen for de-en") as caught:
        chosen.forget("de-en")
    assert "kk-en, uk-en" in (caught.value.hint or "")


@pytest.mark.parametrize("place", ["/dev/null", "/proc/nowhere"])
def test_a_user_without_a_folder_for_it_has_chosen_nothing(
    monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", place)
    assert chosen.choices() == {}
    with pytest.raises(ConfigError, match="cannot record the chosen models"):
        chosen.choose(("ru-en",), chosen.Choice("x", None))


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{",
        "3",
        '{"name": "x"}',
        '{"model": "x", "revision": 7}',
        "\udcff",
    ],
)
def test_a_damaged_record_of_chosen_models_is_named(data_home: Path, text: str) -> None:
    chosen.place().mkdir(parents=True)
    (chosen.place() / "ru-en.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigError, match="cannot read the chosen models") as caught:
        nlpkit.load()
    assert str(chosen.place()) in str(caught.value)


def test_a_record_of_no_pair_is_named(data_home: Path) -> None:
    chosen.place().mkdir(parents=True)
    (chosen.place() / "english.json").write_text('{"model": "x", "revision": null}')
    with pytest.raises(ConfigError, match=r"english\.json"):
        nlpkit.load()


def test_choices_made_at_once_do_not_disturb_each_other(data_home: Path) -> None:
    pairs = [f"{language}-en" for language in ("kk", "ky", "uz", "tg", "uk", "de", "fr", "es")]
    with ThreadPoolExecutor(len(pairs)) as pool:
        list(pool.map(lambda pair: chosen.choose([pair], chosen.Choice("x", None)), pairs))
    assert sorted(chosen.choices()) == sorted(pairs)


def _choose(pairs: list[str], model: str) -> None:
    for _ in range(20):
        chosen.choose(pairs, chosen.Choice(model, None))


def test_processes_choose_at_the_same_time(data_home: Path) -> None:
    """None loses a choice of the other, and of a pair that both choose one choice is there."""
    spawn = multiprocessing.get_context("spawn")
    own = {"first": ["kk-en", "uk-en", "tg-en"], "second": ["ky-en", "uk-en", "uz-en"]}
    writers = [spawn.Process(target=_choose, args=(own[name], name)) for name in own]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    told = {pair: choice.model for pair, choice in chosen.choices().items()}
    assert told.pop("uk-en") in own
    assert told == {"kk-en": "first", "tg-en": "first", "ky-en": "second", "uz-en": "second"}
    assert {path.suffix for path in chosen.place().iterdir()} == {".json"}


def test_threads_choose_for_one_pair_at_the_same_time(data_home: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: _choose(["kk-en"], f"model{n}"), range(8)))
    assert chosen.choices()["kk-en"].model.startswith("model")


def test_info_of_a_pair_is_of_the_model_that_is_used_for_it(opus: str, nlp: Run) -> None:
    assert nlp("models", "info", "ru-en").out.startswith("name: ru-en-base\n")
    assert nlp("models", "pull", "ru-en").code == 0
    assert nlp("models", "info", "ru-en").out.startswith(f"name: {opus}\n")
    for pair, hint in (("kk-en", "nlpkit models pull kk-en"), ("fr-xx", "nlpkit models list")):
        done = nlp("models", "info", pair)
        assert done.code == 2
        assert f"no model on this computer is used for {pair}" in done.err
        assert hint in done.err


@pytest.mark.parametrize("other", ["opus-mt-ru-en-big", "x/opus-mt-ru-en", "my-opus-mt-ru-en"])
def test_a_model_of_a_similar_name_is_not_the_recommended_one(other: str) -> None:
    assert catalogue.better(["ru"], "en", [f"Helsinki-NLP/{other}"]).keys() == {"ru-en"}
    assert not catalogue.better(["ru"], "en", [other, "Helsinki-NLP/opus-mt-ru-en"])


def test_a_signature_names_its_translation_models(marian: Path) -> None:
    one = nlpkit.load(overrides={"translator.model": str(marian)}).signature
    assert signature.translators(one) == [str(marian)]
    models = [{"model": "echo", "pairs": ["kk-en"]}, {"model": "ru-en-base"}]
    two = nlpkit.load(overrides={"translator.models": models}).signature
    assert signature.translators(two) == ["echo", "ru-en-base"]


def test_a_pair_without_a_recommended_model_names_those_with_one(nlp: Run) -> None:
    done = nlp("models", "pull", "fr-xx")
    assert done.code == 2
    assert "no model is recommended for fr-xx" in done.err
    assert "kk-en" in done.err


def test_the_catalogue_is_of_known_languages_and_licences() -> None:
    for one in catalogue.recommended():
        assert one.licence
        assert one.megabytes > 0
        for pair in one.pairs:
            assert catalogue.for_pair(pair) is not None
            assert set(pair.split("-")) <= set(languages.NAMES)
