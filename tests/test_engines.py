"""One contract over every translator engine, and what is particular to CTranslate2 and echo."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import PAIRS

import nlpkit
from nlpkit.config import SummarizerSection, TranslatorSection
from nlpkit.document import Draft
from nlpkit.engines import (
    Calibrated,
    Calibration,
    FindsUncovered,
    GivesAlternatives,
    Lazy,
    SummaryRequest,
    Translator,
    create_summarizer,
    create_translator,
    store,
)
from nlpkit.engines.ct2 import weights
from nlpkit.engines.ct2.card import settings as ct2_settings
from nlpkit.engines.ct2.conversion import convert
from nlpkit.engines.hf.settings import SETTINGS
from nlpkit.errors import ConfigError, EngineError, ModelMissing, PairUnsupported
from nlpkit.length import Length

BACKENDS = ["echo", "ct2", "torch"]
SHIPPED_LEXICON = Path(nlpkit.__file__).parent / "models" / "ru-en-base" / "lexicon.npz"
TEXTS = [*PAIRS, "Утром город проснулся.", "Да"]


@pytest.fixture(scope="session")
def engines(marian: Path, marian_ct2: Path) -> Callable[[str], Translator]:
    """Every engine on the same weights, in float32 and greedy, made once."""
    folders = {"echo": "none", "ct2": str(marian_ct2), "torch": str(marian)}
    lazy = {
        backend: Lazy(
            backend,
            lambda b=backend: create_translator(
                TranslatorSection(
                    backend=b, model=folders[b], compute_type="float32", beam=1, threads=1
                )
            ),
        )
        for backend in BACKENDS
    }
    return lambda backend: lazy[backend].get()


@pytest.fixture(params=BACKENDS)
def engine(request: pytest.FixtureRequest, engines: Callable[[str], Translator]) -> Translator:
    return engines(request.param)


# --- the contract


def test_one_draft_a_line_in_order(engine: Translator) -> None:
    drafts = engine.translate(TEXTS, "ru", "en")
    assert len(drafts) == len(TEXTS)
    again = engine.translate(TEXTS[::-1], "ru", "en")
    assert [d.text for d in again] == [d.text for d in drafts][::-1]


def test_a_line_has_the_same_answer_alone(engine: Translator) -> None:
    together = engine.translate(TEXTS, "ru", "en")
    alone = [engine.translate([text], "ru", "en")[0] for text in TEXTS]
    assert [d.text for d in alone] == [d.text for d in together]
    assert [d.score for d in alone] == pytest.approx([d.score for d in together], rel=1e-3)


def test_scores_are_probabilities_and_lines_are_lines(engine: Translator) -> None:
    assert all(draft.finished for draft in engine.translate(list(PAIRS), "ru", "en"))
    for safe in (False, True):
        for draft in engine.translate(TEXTS, "ru", "en", safe=safe):
            assert draft.score is not None
            assert 0.0 <= draft.score <= 1.0
            assert draft.text == draft.text.strip()
            assert "\n" not in draft.text


def test_nothing_in_nothing_out(engine: Translator) -> None:
    assert engine.translate([], "ru", "en") == []
    assert [d.text for d in engine.translate(["", "Да", " "], "ru", "en")][::2] == ["", " "]


def test_the_pair_it_supports(engine: Translator) -> None:
    assert engine.supports("ru", "en")


def test_tokens_are_counted(engine: Translator) -> None:
    assert engine.count("") == 0
    assert 0 < engine.count("Поезд") <= engine.count("Поезд опоздал.") <= engine.max_tokens


def test_a_line_of_just_max_tokens_is_taken(engine: Translator) -> None:
    if engine.name == "echo":
        pytest.skip("echo takes a million")
    text = "я"
    while engine.count(f"{text} я") <= engine.max_tokens:
        text += " я"
    assert len(engine.translate([text], "ru", "en")) == 1


def test_the_name_says_how_it_was_made(engine: Translator) -> None:
    assert engine.name
    assert not set(engine.name) & set(" |\n")


@pytest.mark.parametrize("backend", ["ct2", "torch"])
def test_alternatives_are_the_hypotheses_of_the_beam(
    backend: str, engines: Callable[[str], Translator]
) -> None:
    engine = engines(backend)
    assert isinstance(engine, GivesAlternatives)
    found = engine.alternatives(["Утром город проснулся.", "", *PAIRS], "ru", "en", 3)
    assert [len(drafts) for drafts in found] == [3, 1, *(3 for _ in PAIRS)]
    assert len({draft.text for draft in found[0]}) > 1
    scores = [draft.score or 0.0 for draft in found[0]]
    assert scores == sorted(scores, reverse=True)
    with pytest.raises(PairUnsupported):
        engine.alternatives(["Сәлем"], "kk", "en", 2)


def test_a_lexicon_orders_the_hypotheses(
    engines: Callable[[str], Translator], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engines("ct2")
    assert isinstance(engine, GivesAlternatives)
    text = "Утром город проснулся."
    monkeypatch.setattr(engine, "_beam", 4)
    before = engine.alternatives([text], "ru", "en", 4)[0]
    assert len({draft.text for draft in before}) > 1
    backwards = SimpleNamespace(ordered=lambda text, drafts: drafts[::-1])
    monkeypatch.setattr(engine, "_lexicon", backwards)
    after = engine.alternatives([text], "ru", "en", 4)[0]
    assert after == before[::-1]
    assert engine.translate([text, ""], "ru", "en") == [before[-1], Draft("")]


def test_a_model_of_others_is_not_calibrated(engine: Translator) -> None:
    assert getattr(engine, "calibration", None) is None


@pytest.fixture
def folder(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the model, in the form that the backend reads."""
    made = request.getfixturevalue("marian_ct2" if backend == "ct2" else "marian")
    return shutil.copytree(made, tmp_path / "model")


@pytest.mark.parametrize("backend", ["ct2", "torch"])
def test_an_engine_gives_the_coefficients_of_its_model(backend: str, folder: Path) -> None:
    card = folder / "nlpkit.json"
    told = {"constant": 6, "surprise": -5, "words": -1, "pieces": -0.5, "differs": -4}
    card.write_text(json.dumps(json.loads(card.read_text("utf-8")) | {"confidence": told}))
    section = TranslatorSection(backend=backend, model=str(folder), threads=1)
    engine = create_translator(section)
    assert isinstance(engine, Calibrated)
    assert engine.calibration == Calibration(**told)
    [draft] = engine.translate(list(PAIRS)[:1], "ru", "en")
    assert draft.score is not None  # the engine's own; `translate` makes the probability


@pytest.mark.parametrize("backend", ["ct2", "torch"])
def test_an_engine_finds_the_words_left_out_by_the_lexicon_of_its_model(
    backend: str, folder: Path
) -> None:
    section = TranslatorSection(backend=backend, model=str(folder), threads=1)
    pair = "Цены на хлеб выросли.", "Prices rose."
    without = create_translator(section)
    assert isinstance(without, FindsUncovered)
    assert without.uncovered(*pair, "ru", "en") == []
    shutil.copy(SHIPPED_LEXICON, folder)
    with_one = create_translator(section)
    assert isinstance(with_one, FindsUncovered)
    assert with_one.uncovered(*pair, "ru", "en") == ["хлеб"]


@pytest.mark.parametrize("backend", ["ct2", "torch"])
def test_an_unsupported_pair(backend: str, engines: Callable[[str], Translator]) -> None:
    engine = engines(backend)
    assert not engine.supports("kk", "en")
    assert not engine.supports("ru", "ru")
    with pytest.raises(PairUnsupported):
        engine.translate(["Сәлем"], "kk", "en")


@pytest.mark.parametrize("backend", ["ct2", "torch"])
def test_too_long_a_line_is_refused_not_cut(
    backend: str, engines: Callable[[str], Translator]
) -> None:
    with pytest.raises(EngineError):
        engines(backend).translate(["я " * 100], "ru", "en")


def test_an_answer_cut_off_says_so(
    engines: Callable[[str], Translator], monkeypatch: pytest.MonkeyPatch
) -> None:
    for limits in (ct2_settings()["limits"], SETTINGS["translate"]):
        monkeypatch.setitem(limits, "ratio", 0)
        monkeypatch.setitem(limits, "extra", 2)
    for backend in ("ct2", "torch"):
        [draft] = engines(backend).translate(list(PAIRS)[:1], "ru", "en")
        assert not draft.finished


# --- CTranslate2


def test_both_engines_say_the_same_with_the_same_weights(
    engines: Callable[[str], Translator],
) -> None:
    texts = [*PAIRS, "Дети подписали закон.", "Поезд нашли весной.", "Сестра откроет мост."]
    fast, torch = (engines(b).translate(texts, "ru", "en") for b in ("ct2", "torch"))
    assert [d.text for d in fast] == [d.text for d in torch]
    assert [d.text for d in fast[: len(PAIRS)]] == list(PAIRS.values())
    assert [d.score for d in fast] == pytest.approx([d.score for d in torch], rel=1e-2)


def test_its_name(marian_ct2: Path, engines: Callable[[str], Translator]) -> None:
    fingerprint = store.fingerprint(marian_ct2)
    assert engines("ct2").name == f"tiny-ru-en@{fingerprint},backend:ct2,compute:float32,beam:1"


def test_a_marian_folder_is_converted_once_into_the_cache(
    marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    section = TranslatorSection(backend="ct2", model=str(marian), threads=1)
    engine = create_translator(section)
    assert ",backend:ct2,compute:int8" in engine.name
    assert [d.text for d in engine.translate(list(PAIRS), "ru", "en")] == list(PAIRS.values())
    (made,) = tmp_path.glob("nlpkit/*/model.bin")
    assert weights.read(made).saturating() == []
    before = made.stat().st_mtime_ns
    create_translator(section)
    assert made.stat().st_mtime_ns == before


@pytest.mark.parametrize("bits", [7, 8, 32])
def test_a_folder_with_ct2_int8_inside(
    bits: int, marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files of eight bits, and of floats, are made anew in the cache: they could saturate."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "shipped"
    shutil.copytree(marian, folder)
    if bits == 7:
        convert(marian, folder / "ct2-int8")
    else:
        from ctranslate2.converters import TransformersConverter

        beside = ["source.spm", "target.spm", "nlpkit.json"]
        TransformersConverter(str(marian), copy_files=beside).convert(
            str(folder / "ct2-int8"), quantization="int8" if bits == 8 else "float32"
        )
    for name in ("source.spm", "target.spm", "nlpkit.json"):
        (folder / "ct2-int8" / name).unlink()
    engine = create_translator(TranslatorSection(backend="ct2", model=str(folder), threads=1))
    assert engine.translate(["Поезд опоздал."], "ru", "en")[0].text == "The train was late."
    made = list(tmp_path.glob("cache/nlpkit/*/model.bin"))
    assert len(made) == (0 if bits == 7 else 1)
    assert all(weights.read(file).saturating() == [] for file in made)


@pytest.fixture
def broken(marian_ct2: Path, tmp_path: Path) -> Path:
    shutil.copytree(marian_ct2, tmp_path / "broken")
    return tmp_path / "broken"


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def forget_languages(path: Path) -> None:
    path.write_text("{}")


def scramble(path: Path) -> None:
    import random

    vocabulary = json.loads(path.read_text("utf-8"))
    random.Random(1).shuffle(vocabulary)
    path.write_text(json.dumps(vocabulary))


def miscalibrate(path: Path) -> None:
    told = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(told | {"confidence": {"constant": "high"}}))


@pytest.mark.parametrize(
    ("spoil", "file", "says"),
    [
        (cut_off, "model.bin", "cannot load"),
        (cut_off, "source.spm", "cannot load"),
        (Path.unlink, "target.spm", "cannot load"),
        (Path.unlink, "shared_vocabulary.json", "cannot load"),
        (cut_off, "nlpkit.json", "cannot read"),
        (miscalibrate, "nlpkit.json", "confidence"),
        (forget_languages, "nlpkit.json", "cannot tell which languages"),
        (scramble, "shared_vocabulary.json", "nonsense"),
    ],
)
def test_broken_files_are_refused_with_a_hint(
    broken: Path, spoil: Callable[[Path], None], file: str, says: str
) -> None:
    spoil(broken / file)
    with pytest.raises(EngineError, match=says) as caught:
        create_translator(TranslatorSection(backend="ct2", model=str(broken), threads=1))
    assert caught.value.hint


def test_the_user_may_say_the_languages(broken: Path) -> None:
    forget_languages(broken / "nlpkit.json")
    engine = create_translator(
        TranslatorSection(backend="ct2", model=str(broken), source="ru", threads=1)
    )
    assert engine.supports("ru", "en")


def test_it_reads_a_group_of_languages_and_writes_one(broken: Path) -> None:
    card = broken / "nlpkit.json"
    told = json.loads(card.read_text("utf-8"))
    card.write_text(json.dumps(told | {"source": "zle"}))
    engine = create_translator(TranslatorSection(backend="ct2", model=str(broken), threads=1))
    assert engine.supports("uk", "en")
    card.write_text(json.dumps(told | {"target": ["en", "de"]}))
    with pytest.raises(EngineError, match="to one language only"):
        create_translator(TranslatorSection(backend="ct2", model=str(broken), threads=1))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        create_translator(TranslatorSection(backend="ct2", model=str(tmp_path / "none")))


# --- the rest


def test_the_first_sentences_are_the_echo_of_a_text() -> None:
    engine = create_summarizer(SummarizerSection(backend="echo"))
    drafts = engine.summarize(SummaryRequest(["One.", "Two.", "Three."], Length(2), "en"))
    assert [(d.text, d.sources) for d in drafts] == [("One.", (0,)), ("Two.", (1,))]


def test_an_unknown_backend_names_the_known_ones() -> None:
    with pytest.raises(ConfigError) as caught:
        create_translator(TranslatorSection(backend="magic"))
    assert "ct2" in str(caught.value.hint)
