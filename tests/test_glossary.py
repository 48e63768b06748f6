"""Terms of a glossary: read from files, found in their forms, brought into translations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from answering import Answering
from commands import Run
from growth import check_costs
from hypothesis import given
from hypothesis import strategies as st

import nlpkit
from nlpkit import render
from nlpkit.document import Term
from nlpkit.engines import Lazy
from nlpkit.errors import ConfigError, EngineError, GlossaryError
from nlpkit.glossary import NO_TERMS, Glossary, load, typed
from nlpkit.pipeline import with_kind
from nlpkit.text import terms
from nlpkit.translate import Outcome
from nlpkit.translate.fragments import FragmentTranslator
from nlpkit.translate.outcomes import MEMORY, Fragment

COURT = Term("районный суд", "Raion Court")
SHOP = Term("Лавка", None)

TBX = """<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic"><text><body>
<conceptEntry id="1">
  <langSec xml:lang="ru"><termSec><term>районный суд</term></termSec></langSec>
  <langSec xml:lang="en-GB"><termSec><term>Raion Court</term></termSec></langSec>
</conceptEntry>
<conceptEntry id="2"><langSec xml:lang="ru"><termSec><term>без перевода</term></termSec></langSec>
</conceptEntry>
</body></text></tbx>
"""
FILES = {
    "terms.tsv": "# courts\nru\ten\n\nрайонный суд\tRaion Court\tlegal\nЛавка\tkeep\n",
    "terms.csv": 'term,translation\nрайонный суд,"Raion Court"\nЛавка,keep\n',
    "excel.csv": "районный суд;Raion Court\nЛавка;keep\n",
    "terms.toml": '"районный суд" = "Raion Court"\n"Лавка" = "keep"\n',
    "terms.tbx": TBX,
}


@pytest.mark.parametrize("name", FILES)
def test_files_of_all_formats_have_the_same_terms(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FILES[name], encoding="utf-8-sig")
    expected = (COURT,) if name == "terms.tbx" else (COURT, SHOP)
    assert load(tmp_path / name, "en").terms == expected


BROKEN = [
    ("a.tsv", "суд\tcourt\nсуд\ttribunal\n", "row 2: суд has two translations"),
    ("a.tsv", "суд\n", "row 1: суд has no translation"),
    ("a.tsv", "\tcourt\n", "row 1: there is no term"),
    ("a.csv", 'суд,"court\n', "cannot read the glossary"),
    ("a.toml", "суд = \n", "cannot read the glossary"),
    ("a.toml", '"суд" = 5\n', "суд is not text"),
    ("a.tbx", "<tbx>", "cannot read the glossary"),
    ("a.doc", "суд\tcourt\n", "is not a glossary that can be read"),
]


@pytest.mark.parametrize(("name", "text", "told"), BROKEN)
def test_a_broken_file_is_an_error_that_says_where(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told) as raised:
        load(tmp_path / name, "en")
    assert raised.value.hint


def test_a_glossary_can_be_typed() -> None:
    text = "# courts\r\n\r\nрайонный суд = Raion Court\r\nЛавка\tkeep\r\nx = y = z"
    assert typed(text, "en").terms == (COURT, SHOP, Term("x", "y = z"))
    assert Glossary.of(typed(text, "en").translations).terms == typed(text, "en").terms
    assert not typed("", "en")


@pytest.mark.parametrize(
    ("text", "row", "code"),
    [
        ("суд = court\n\nмэр", 3, "glossary_no_translation"),
        ("= court", 1, "glossary_no_term"),
        ("суд = court\nсуд = tribunal", 2, "glossary_two_translations"),
    ],
)
def test_what_is_typed_wrongly_is_an_error_with_its_line(text: str, row: int, code: str) -> None:
    with pytest.raises(GlossaryError) as raised:
        typed(text, "en")
    assert (raised.value.row, raised.value.code) == (row, code)


def test_a_missing_file_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        nlpkit.load(overrides={"translator.glossary": str(tmp_path / "none.tsv")})


def test_terms_given_later_come_first() -> None:
    both = Glossary((COURT, SHOP)) | Glossary.of({"районный суд": "District Court"})
    assert both.terms == (Term("районный суд", "District Court"), SHOP)
    assert len({both.fingerprint, Glossary((COURT, SHOP)).fingerprint, NO_TERMS.fingerprint}) == 3


# --- found in text

# The text with its terms in brackets. The terms are those of the text in their basic forms.
FOUND = """
верховный суд | Решение [Верховного суда] и других [верховных судов] | dictionary endings
акимат | Об этом сообщили [акиматы] и в [акимате], но не акиматские | dictionary endings
рынок | На [рынке] и у [рынков]: [рынок] растёт | dictionary endings
облигация федерального займа | Цены [облигаций федерального займа] | dictionary endings
Ош | Жители [Оша] в [Оше], а не ош | dictionary endings
ЦБ | В [ЦБ] сказали: цб | dictionary endings
Восток | Завод «[Восток]» на востоке | dictionary endings
C++ | Пишет на [C++], не на C | dictionary endings
«Новый мир» | Журнал [«Новый мир»], новый мир | dictionary endings
пресс-служба | В [пресс-службе] и службе | dictionary endings
Иван | Гость [Ивана] — Иванов | dictionary endings
обвиняемый | [Обвиняемого] обвиняли | dictionary
счёт | Два [счета] и [счётов] | dictionary
"""


@pytest.fixture
def endings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As where the extra `morphology` is not installed."""
    monkeypatch.setattr(terms, "_has_dictionary", lambda: False)
    terms._index.cache_clear()
    yield
    terms._index.cache_clear()


@pytest.mark.parametrize("way", ["dictionary", "endings"])
@pytest.mark.parametrize("line", FOUND.strip().splitlines())
def test_terms_are_found_in_their_forms(
    line: str, way: str, request: pytest.FixtureRequest
) -> None:
    term, marked, ways = line.split(" | ")
    if way not in ways:
        pytest.skip("only the dictionary tells these forms")
    if way == "endings":
        request.getfixturevalue("endings")
    text = marked.replace("[", "").replace("]", "")
    found = terms.read(text, Glossary.of({term: "x"}), "ru")
    for one in reversed(found):
        text = f"{text[: one.start]}[{text[one.start : one.end]}]{text[one.end :]}"
    assert text == marked


def test_the_longest_term_counts_then_the_basic_form_then_the_first() -> None:
    glossary = Glossary.of({"банк": "bank", "банка": "jar", "банк данных": "database"})
    text = "Банка, в банке, банк данных"
    found = [one.term.written for one in terms.read(text, glossary, "ru")]
    assert found == ["jar", "bank", "database"]


def test_words_of_other_languages_are_found_as_they_are_written() -> None:
    glossary = Glossary.of({"қала": "city"})
    assert [one.start for one in terms.read("Қала мен қаланың", glossary, "kk")] == [0]


def test_terms_that_would_overlap_are_found_apart() -> None:
    found = terms.read("a+b", Glossary.of({"a+": "x", "+b": "y"}), "en")
    assert [(one.start, one.end) for one in found] == [(0, 2)]


def test_many_terms_that_begin_alike_cost_no_more_than_others() -> None:
    text = "the new " * 2_000
    words = [f"б{n}" for n in range(2_000)]
    alike = Glossary.of({f"the new {word}": "x" for word in words})
    apart = Glossary.of({f"{word} the new": "x" for word in words})
    check_costs(
        lambda: terms.read(text, alike, "ru"), lambda: terms.read(text, apart, "ru"), limit=12
    )


@given(st.text(alphabet="суд районный Лавк C+«»\n", max_size=80))
def test_found_terms_are_in_order_and_apart(text: str) -> None:
    listed = ["районный суд", "суд", "Лавка", "C++", "«суд»"]
    glossary = Glossary(tuple(map(Term, listed)))
    at = 0
    for one in terms.read(text, glossary, "ru"):
        assert at <= one.start < one.end <= len(text)
        at = one.end


# --- in translations


class Engine(Answering):
    """Answers by a function, to no more than a few words."""

    max_tokens = 14


def translated(text: str, engine: Engine, glossary: dict[str, str], lang: str = "ru") -> Outcome:
    made = Glossary.of(glossary)
    translator = FragmentTranslator("en", Lazy("terms", lambda: engine), None, made)
    return translator.translate([Fragment(text, lang)])[0]


def by(**answers: str) -> Callable[[str], str]:
    """Answers by the first word of what is asked."""
    return lambda text: answers[text.split()[0].strip("«").rstrip(".»")]


TEXT = "Решение районного суда отменили."


def test_a_term_that_has_arrived_stays() -> None:
    engine = Engine(by(Решение="The decision of the raion courts is void.", районного="court"))
    outcome = translated(TEXT, engine, {"районный суд": "Raion Court"})
    assert outcome.text == "The decision of the raion courts is void."
    assert (outcome.reason, outcome.terms) == (None, (COURT,))
    assert engine.asked == ["районного суда", TEXT]


def test_what_the_engine_calls_the_term_is_replaced() -> None:
    answers = {"Решение": "A district court decided. It is void.", "районного": "District court."}
    engine = Engine(by(**answers))
    outcome = translated(TEXT, engine, {"районный суд": "the Raion Court"})
    assert outcome.text == "The Raion Court decided. It is void."
    assert outcome.terms == (Term("районный суд", "the Raion Court"),)


def test_nothing_is_replaced_where_it_stands_for_something_else_too() -> None:
    engine = Engine(by(Решение="Court said court.", районного="court"))
    outcome = translated(TEXT, engine, {"районный суд": "Raion Court"})
    assert outcome.text == "Court said court."
    assert (outcome.reason, outcome.terms) == ("term_differs", ())
    assert outcome.detail == "районного суда → Raion Court"


def test_a_lost_term_is_asked_for_in_english() -> None:
    def answer(text: str) -> str:
        if text == "районного суда":
            return "court"
        return "Raion Court's decision is void." if "Raion" in text else "It is void."

    engine = Engine(answer)
    outcome = translated(TEXT, engine, {"районный суд": "Raion Court"})
    assert engine.asked[-1] == "Решение Raion Court отменили."
    assert (outcome.text, outcome.reason) == ("Raion Court's decision is void.", None)


def test_a_kept_term_is_led_through_in_latin_letters() -> None:
    def answer(text: str) -> str:
        if text == "Лавка":
            return "store"
        return "Lavka has opened." if "Lavka" in text else "A shop has opened."

    outcome = translated("Лавка открылась.", Engine(answer), {"Лавка": "keep"})
    assert (outcome.text, outcome.reason, outcome.terms) == ("Лавка has opened.", None, (SHOP,))


def test_a_text_that_is_a_term_needs_no_engine() -> None:
    engine = Engine(by())
    outcome = translated("«Районный суд»", engine, {"районный суд": "raion court"})
    assert (outcome.text, outcome.engine, outcome.score) == ('"Raion court"', "glossary", 1.0)
    assert engine.asked == []


def test_numbers_and_names_of_a_term_are_not_missed() -> None:
    engine = Engine(by(Форум="The G20 forum in Osh.", двадцатки="twenty", Оше="Osh"))
    outcome = translated("Форум двадцатки в Оше.", engine, {"двадцатка": "G20", "Ош": "Osh"})
    assert (outcome.text, outcome.reason) == ("The G20 forum in Osh.", None)
    engine = Engine(by(Иванов="Johnson came.", Он="x"))
    outcome = translated("Иванов пришёл.", engine, {"Иванов": "Johnson"})
    assert (outcome.text, outcome.reason) == ("Johnson came.", None)


def test_an_engine_that_fails_on_terms_alone_loses_nothing() -> None:
    def answer(text: str) -> str:
        if text == "районного суда":
            raise EngineError("out of memory")
        return "It is void."

    outcome = translated(TEXT, Engine(answer), {"районный суд": "Raion Court"})
    assert (outcome.text, outcome.reason) == ("It is void.", "term_differs")


def test_only_texts_with_the_term_are_translated_again_for_a_new_glossary() -> None:
    engine = Engine(lambda text: "Something was said there.")
    lazy = Lazy("terms", lambda: engine)
    fragments = [Fragment(TEXT, "ru"), Fragment("Погода была хорошая.", "ru")]
    for glossary in ({}, {"районный суд": "Raion Court"}, {"районный суд": "District Court"}):
        engine.asked.clear()
        FragmentTranslator("en", lazy, None, Glossary.of(glossary)).translate(fragments)
        assert (fragments[1].text in engine.asked) == (not glossary)
        assert TEXT in engine.asked
    MEMORY.clear()


# --- through everything


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "terms.tsv"
    path.write_text("маслихат\tmaslikhat council\nзелёный берег\tGreen Bank\n", encoding="utf-8")
    return path


ARTICLE = "The council met on Monday.\n\nЗелёный берег\n\nИтоги подвёл маслихат района.\n"


def test_a_result_lists_what_was_applied(file: Path) -> None:
    pipe = nlpkit.load(overrides={"translator.glossary": str(file)})
    result = pipe.run(ARTICLE)
    assert "Green Bank" in result.translation.text
    assert "maslikhat council" in result.translation.text
    assert result.translation.terms == {
        Term("зелёный берег", "Green Bank"): 1,
        Term("маслихат", "maslikhat council"): 1,
    }
    line = "Glossary: зелёный берег → Green Bank (1), маслихат → maslikhat council (1)"
    assert line in render.to_markdown(result).replace("\\", "")
    assert line in render.to_text(result)
    told = render.as_dict(result)
    assert told["translation"]["terms"][0] == {
        "term": "зелёный берег", "translation": "Green Bank", "pieces": 1,
    }  # fmt: skip
    assert render.from_dict(json.loads(render.to_json(result))) == result
    assert f"|terms:{pipe.glossary.fingerprint},forms:" in result.signature


def test_terms_of_a_call_are_added_and_are_for_its_language(file: Path) -> None:
    pipe = nlpkit.load(overrides={"translator.glossary": str(file), "translator.backend": "echo"})
    plain = pipe.signature
    given = {"зелёный берег": "Green Shore"}
    assert "Green Shore" in pipe.run(ARTICLE, glossary=given).translation.text
    assert pipe.run(ARTICLE, glossary=given).signature != plain == pipe.run(ARTICLE).signature
    assert "Green" not in pipe.translate(ARTICLE, target="de").full_text
    with pytest.raises(ConfigError, match="has no translation"):
        pipe.translate(ARTICLE, glossary={"суд": ""})


def test_another_kind_of_article_has_the_same_glossary(file: Path) -> None:
    pipe = with_kind(nlpkit.load(overrides={"translator.glossary": str(file)}), "interview")
    assert "Green Bank" in pipe.translate(ARTICLE).full_text
    assert f"|terms:{pipe.glossary.fingerprint}," in pipe.signature


def test_the_command_line_takes_a_glossary(nlp: Run, file: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    done = nlp("translate", article, "--glossary", file)
    assert "Green Bank" in done.out
    assert "Glossary: зелёный берег → Green Bank (1), маслихат" in done.err
    assert "maslikhat council" in nlp("run", article, "--glossary", file).out
    nlp("batch", article, "--out", tmp_path / "out", "--glossary", file, "--jobs", "1")
    made = json.loads((tmp_path / "out" / "article.txt.json").read_text(encoding="utf-8"))
    assert len(made["translation"]["terms"]) == 2
    assert nlp("summarize", article, "--to", "en", "--glossary", tmp_path / "x.tsv").code == 2
