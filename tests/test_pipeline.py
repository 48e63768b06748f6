"""The whole way, with the shipped models on the project's own examples."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from growth import Shape, check_linear, named
from hypothesis import given, settings
from hypothesis import strategies as st

import nlpkit
from nlpkit import config as configuration
from nlpkit import render
from nlpkit.document import NOT_TRANSLATED, Draft, Flag, check_tiles
from nlpkit.engines import Lazy
from nlpkit.errors import ReadError
from nlpkit.events import Finished, Loading, Read, Started, Summarized, Translated
from nlpkit.pipeline import build

EXAMPLES = Path(__file__).parent.parent / "examples"


def example(name: str) -> str:
    return (EXAMPLES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pipe() -> nlpkit.Pipeline:
    return nlpkit.load("configs/fast.toml")


@pytest.fixture(scope="module")
def echo() -> nlpkit.Pipeline:
    """Everything but the model: what goes in comes out."""
    return nlpkit.load(overrides={"translator": {"backend": "echo", "phrasebook": False}})


def test_the_messy_article(pipe: nlpkit.Pipeline) -> None:
    result = pipe.run(example("messy-english.txt"))
    document = result.document
    removed = {document.slice(b).strip(): b.reason for b in document.blocks if b.junk}
    assert removed["Авторизуйтесь, пожалуйста"] == "log_in_prompt"
    assert removed["All news"] == "navigation"
    assert removed.pop("Read also:") == "related_headline"
    assert sum(reason == "related_headline" for reason in removed.values()) == 10

    fragments = {document.slice(p): p for p in result.translation.pieces if p.lang == "ru"}
    assert fragments["Авторизуйтесь, пожалуйста"].text == "Please log in"
    assert all(p.junk for p in fragments.values())
    assert "Авторизуйтесь" not in result.translation.text
    assert result.translation.text == document.clean_text

    assert len(result.summary.points) == 3
    for point in result.summary.points:
        (source,) = point.sources
        assert point.text == document.slice(document.sentences[source])
        assert not document.blocks[document.sentences[source].block].junk


def test_the_mixed_article_keeps_its_english(pipe: nlpkit.Pipeline) -> None:
    result = pipe.run(example("mixed-officials.txt"))
    found = {p.lang for p in result.translation.pieces if p.status != "kept"}
    assert {"ru", "kk", "tg"} <= found
    for piece in result.translation.pieces:
        if piece.lang == "en":
            assert piece.text == result.document.slice(piece)
        if piece.lang in ("kk", "tg"):
            assert (piece.status, piece.text) == ("failed", result.document.slice(piece))
    assert Flag("no_translator", "kk-en") in result.warnings


def test_the_russian_article_is_summarised_in_english(pipe: nlpkit.Pipeline) -> None:
    result = pipe.run(example("russian.txt"), length="medium")
    assert result.document.language == "ru"
    assert len(result.summary.points) == 5
    assert result.summary.target == "en"
    for point in result.summary.points:
        assert point.sources
        cyrillic = sum("а" <= c.lower() <= "я" for c in point.text)
        assert cyrillic == 0 or NOT_TRANSLATED in point.flags


def test_a_summary_alone_stays_in_its_language(pipe: nlpkit.Pipeline) -> None:
    summary = pipe.summarize(example("russian.txt"), length=2)
    assert (summary.target, len(summary.points)) == ("ru", 2)


@pytest.mark.parametrize("target", ["ru", "en"])
def test_a_budget_of_words_is_held_in_the_language_of_the_reader(
    pipe: nlpkit.Pipeline, target: str
) -> None:
    text = example("russian.txt")
    for words in (20, 60):
        found = pipe.summarize(text, length=f"{words} words", target=target)
        assert words / 2 < len(found.text.split()) <= words
    result = pipe.run(text, target=target, length="60 words")
    assert result.summary == pipe.summarize(text, length="60 words", target=target)


def test_events_come_in_order() -> None:
    fresh = nlpkit.load("configs/fast.toml")
    text = "The station will close in May, officials said. Сотрудники узнали об этом вчера вечером."
    kinds = [type(event) for event in fresh.stream(text)]
    assert kinds[:2] == [Started, Read]
    assert kinds[-2:] == [Summarized, Finished]
    assert kinds.index(Loading) < kinds.index(Translated)


def test_an_english_article_loads_no_translator() -> None:
    fresh = nlpkit.load()
    fresh.run("The station will close in May. Officials said so on Monday.")
    assert not fresh.translator.loaded


def test_a_block_can_be_kept(echo: nlpkit.Pipeline) -> None:
    text = example("messy-english.txt")
    document = echo.preprocess(text)
    junk = next(i for i, b in enumerate(document.blocks) if b.junk)
    kept = echo.run(text, keep={junk}).document
    assert kept.blocks[junk].kind == "paragraph"
    assert kept.slice(kept.blocks[junk]).strip() in kept.clean_text


def test_lines(pipe: nlpkit.Pipeline) -> None:
    lines = ["", "Авторизуйтесь, пожалуйста", "Already English.", "  ", "Все новости"]
    out = pipe.translate_lines(lines, source="ru", target="en")
    assert out == ["", "Please log in", "Already English.", "  ", "All news"]


def test_the_signature_does_not_depend_on_what_is_loaded(pipe: nlpkit.Pipeline) -> None:
    fresh = nlpkit.load("configs/fast.toml")
    before = fresh.signature
    fresh.run("Сегодня утром в городе пошёл снег. Движение остановлено.")
    assert fresh.signature == before
    assert nlpkit.load().signature != before, "another beam is another signature"
    assert fresh.summarizer.get().name in before


def test_the_signature_explains_itself(tmp_path: Path) -> None:
    parts = dict(part.split(":", 1) for part in nlpkit.load().signature.split("|"))
    assert list(parts) == ["nlpkit", "blk", "seg", "tag", "ent", "tr", "sum"]
    assert parts["nlpkit"] == nlpkit.__version__
    model, *settings = parts["tr"].split(",")
    assert re.fullmatch(r"ru-en-base@[0-9a-f]{8}", model)
    assert settings == ["backend:ct2", "compute:int8", "beam:6", "source:auto", "phrasebook:yes"]
    model, *settings = parts["sum"].split(",")
    assert re.fullmatch(r"extractive@[0-9a-f]{8}", model)
    assert settings == ["backend:extractive", "kind:news"]
    odd = nlpkit.load(overrides={"translator.model": str(tmp_path / "a,b:c|d")}).signature
    assert "a%2Cb%3Ac%7Cd@none,backend:auto," in odd, "no name reads as a part of the line"


def test_a_result_is_complete_when_it_leaves_the_pipeline(pipe: nlpkit.Pipeline) -> None:
    result = pipe.run(example("messy-english.txt"))
    document = result.document
    assert result.headline == pipe.headline(document, target="en", summary=result.summary)
    assert result.reading.article_words > result.reading.summary_words > 0
    assert result.entities == pipe.entities(document)
    assert render.from_dict(json.loads(render.to_json(result))) == result


@pytest.mark.parametrize("text", ["", "  \n\t\n ", "\u200b\ufeff"])
def test_nothing_to_read(echo: nlpkit.Pipeline, text: str) -> None:
    with pytest.raises(nlpkit.ReadError, match="no text"):
        echo.run(text)


@pytest.mark.parametrize("given", [None, 5, b"The bridge."])
def test_what_is_no_text_is_refused_by_name(echo: nlpkit.Pipeline, given: object) -> None:
    for work in (echo.run, echo.summarize, echo.headline, lambda text: echo.digest([text])):
        with pytest.raises(nlpkit.ReadError, match=f"{type(given).__name__} is no text"):
            work(given)  # type: ignore[arg-type]
    with pytest.raises(nlpkit.ReadError, match="a digest is of several articles"):
        echo.digest("The bridge is closed.")


def test_too_long() -> None:
    small = nlpkit.load(overrides={"limits.max_chars": 10})
    with pytest.raises(nlpkit.ReadError, match="has 12 characters, the limit is 10"):
        small.run("x" * 12)


def test_no_sentences_at_all_is_no_length(echo: nlpkit.Pipeline) -> None:
    with pytest.raises(nlpkit.ConfigError, match="0 is not a length"):
        echo.run("It snowed.", length=0)
    with pytest.raises(nlpkit.ConfigError, match="0 is not a length"):
        echo.summarize("It snowed.", length=0)


@pytest.mark.parametrize(("target", "known"), [("eng", {"en"}), ("zle", {"en", "be", "ru", "uk"})])
def test_targets_are_what_the_model_says(tmp_path: Path, target: str, known: set[str]) -> None:
    (tmp_path / "nlpkit.json").write_text(json.dumps({"source": "ru", "target": target}))
    named = nlpkit.load(overrides={"translator.model": str(tmp_path)})
    assert set(named.targets) == known


@pytest.mark.parametrize(
    "shape",
    ["ы", lambda n: "(" * n + "ы", lambda n: "ы" + "»" * n,
     lambda n: "«" * (n // 2) + "ы" + "»" * (n // 2), lambda n: "a." * (n // 2) + "ы", "ы@",
     "Слово и дело. A word about it. "],
    ids=named,
)  # fmt: skip
def test_time_is_linear(echo: nlpkit.Pipeline, shape: Shape) -> None:
    def run(text: str) -> None:
        assert echo.run(text).translation.full_text == text

    check_linear(run, shape, size=12_500)


@pytest.mark.parametrize(("text", "loaded"), [("It snowed.", False), ("Шёл снег.", True)])
def test_numbers_and_names_are_read_only_where_something_is_translated(
    text: str, loaded: bool
) -> None:
    code = (
        "import sys, nlpkit; nlpkit.load().run(sys.argv[1]); "
        "print('nlpkit.text.numbers' in sys.modules, 'nlpkit.text.proper' in sys.modules)"
    )
    command = [sys.executable, "-c", code, text]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(loaded)] * 2


def test_a_missing_model_says_how_to_fetch_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    missing = nlpkit.load(overrides={"translator.model": "nobody/no-such-model"})
    with pytest.raises(nlpkit.ModelMissing) as caught:
        missing.run("Сегодня утром в городе пошёл снег.")
    assert "nlpkit models pull nobody/no-such-model" in (caught.value.hint or "")


LINES = st.text(st.sampled_from("aя.Б !?«»\n—1 қT,\u200b\ud800\u202e\t中"), max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_nothing_is_ever_lost(echo: nlpkit.Pipeline, lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        result = echo.run(text)
    except nlpkit.ReadError:
        return
    pieces = result.translation.pieces
    check_tiles(pieces, 0, len(result.document.text), "pieces")
    assert "".join(p.text for p in pieces) == result.document.text
    assert render.from_dict(render.as_dict(result)) == result
    assert all(
        0 <= i < len(result.document.sentences) for p in result.summary.points for i in p.sources
    )


class Inventor:
    """A model that writes what is not in the article."""

    extractive, languages, name = False, None, "inventor"

    def summarize(self, sentences, **asked):  # type: ignore[no-untyped-def]
        return [Draft("The bridge in Orlo opened on 12 May.")]


@pytest.mark.parametrize("fallback", ["extract", "flag"])
def test_what_becomes_of_an_invention_is_configured(fallback: str) -> None:
    overrides = {"translator.backend": "echo", "summarizer.model": "inventor"}
    config = configuration.load(overrides=overrides | {"summarizer.fallback": fallback})
    built = build(config)
    pipe = nlpkit.Pipeline(config, built.translator, Lazy("inventor", Inventor))
    (point,) = pipe.summarize("The bridge in Orlo opened on 3 May. It took two years.").points
    assert (
        point.text == f"The bridge in Orlo opened on {'3' if fallback == 'extract' else '12'} May."
    )
    assert point.sources == (0,)
    code = "replaced_date" if fallback == "extract" else "date_not_in_source"
    assert point.flags == (Flag(code, "12 May"),)
    assert f",fallback:{fallback}" in pipe.signature


def test_chosen_sentences_need_no_check(pipe: nlpkit.Pipeline) -> None:
    flagging = nlpkit.load("configs/fast.toml", overrides={"summarizer.fallback": "flag"})
    assert flagging.signature == pipe.signature


def test_many_texts_are_translated_as_each_alone() -> None:
    pipeline = nlpkit.load(overrides={"translator.beam": 1})
    texts = [
        "Поезд опоздал.",
        "The train was late.",
        "Он сказал: «Да». He left.",
        "Поезд опоздал.",
    ]
    assert pipeline.translate_all(texts) == [pipeline.translate(text) for text in texts]


@pytest.mark.parametrize("lines", ["Привет", [None], ["Дом", 5], [b"x"]])
def test_what_are_no_lines_is_an_error(lines: Any) -> None:
    with pytest.raises(ReadError, match="no lines of text") as caught:
        nlpkit.load(overrides={"translator.backend": "echo"}).translate_lines(lines, "ru", "en")
    assert caught.value.hint == "give a list of str"


def test_lines_may_come_from_an_iterator() -> None:
    settings = {"translator.backend": "echo", "translator.phrasebook": False}
    pipe = nlpkit.load(overrides=settings)
    assert pipe.translate_lines(iter(["Дом", "", "Мир"]), "ru", "en") == ["Дом", "", "Мир"]
