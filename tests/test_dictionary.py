"""The dictionary of a model: words that a translation lacks are written in English in the text."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from answering import Answering
from growth import check_linear
from hypothesis import given
from hypothesis import strategies as st

import nlpkit
from nlpkit.engines import DictionaryWord
from nlpkit.engines.dictionary import FILE, Dictionary, read
from nlpkit.engines.lexicon import Lexicon
from nlpkit.errors import EngineError
from nlpkit.translate.attempts import Attempt

MODEL = Path(nlpkit.__file__).parent / "models" / "ru-en-base"
NOUN = {"": 0, "а": 0, "ом": 0, "ы": 1, "ов": 1, "ами": 1}
MADE = {
    "paradigms": [NOUN, {"ый": 0, "ая": 0, "ыми": 0}, {"ть": 0, "л": 1, "ла": 1, "ют": 2}],
    "entries": [
        ["томограф", 0, [["scanner", "tomograph"], ["scanners", "tomographs"]]],
        ["елов", 1, [["spruce"]]],
        ["обстреля", 2, [["shell", "fire at"], ["shelled", "fired at"], ["will shell"]]],
        ["погорел", 0, [["fire victim"], ["fire victims"]]],
        ["бульдозер", 0, [["bulldozer"], ["bulldozers"]]],
        ["кран", 0, [["the crane"], ["cranes"]]],
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    path = tmp_path_factory.mktemp("model") / FILE
    path.write_bytes(gzip.compress(json.dumps(MADE).encode()))
    found = read(path.parent)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "answer", "lacking"),
    [
        ("Купили томограф.", "They bought a lamp.", "томограф: scanner, tomograph"),
        ("Купили томографы.", "They bought.", "томографы: scanners, tomographs"),
        ("Бревна еловые и еловыми", "", "еловыми: spruce"),  # a form that the table lacks is none
        ("Обстреляла село", "They left.", "Обстреляла: Shelled, Fired at"),
        ("Томограф и бульдозер", "A", "Томограф: Scanner, Tomograph; бульдозер: bulldozer"),
        ("ТОМОГРАФ СЛОМАЛСЯ", "It broke.", "ТОМОГРАФ: SCANNER, TOMOGRAPH"),
        # what the answer has, in any form and by any of the translations
        ("Купили томограф.", "They bought scanners.", ""),
        ("Купили томограф.", "Tomographs were bought.", ""),
        ("Обстреляли и обстреляла", "They are shelling it.", ""),
        ("Обстреляла", "It fired.", ""),  # words of grammar do not count
        ("Помогли погорелам.", "They helped.", ""),  # no form of the word
        ("Помогли погорелами.", "They helped victims of the fire.", ""),
        ("Сломался кран.", "A crane broke.", ""),
        # two words with one translation
        ("Томограф, томограф и томограф", "A", "Томограф: Scanner, Tomograph; томограф: tomograph"),
        # names
        ("Клуб «Бульдозер» победил.", "The club won.", ""),
        ("Пришёл Томограф.", "He came.", ""),
        ("томографический", "", ""),
        ("", "", ""),
    ],
)
def test_words_that_an_answer_lacks(
    dictionary: Dictionary, text: str, answer: str, lacking: str
) -> None:
    found = dictionary.lacking(text, answer)
    shown = (f"{text[word.start : word.end]}: {', '.join(word.spellings)}" for word in found)
    assert "; ".join(shown) == lacking


@given(st.text("томграфеловыйами -.А", max_size=60), st.text("scaner spuc", max_size=20))
def test_words_lie_in_the_text_in_order(dictionary: Dictionary, text: str, answer: str) -> None:
    at = 0
    for word in dictionary.lacking(text, answer):
        assert at <= word.start < word.end <= len(text)
        assert text[word.start : word.end].isalpha()
        assert word.spellings
        at = word.end


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"no gzip",
        gzip.compress(b"no JSON"),
        gzip.compress(b"[]"),
        gzip.compress(b'{"paradigms": [], "entries": [["a", 0, [["b"]]]]}'),
        gzip.compress(b'{"paradigms": [], "entries": [1]}'),
        gzip.compress(b'{"paradigms": [{"": 1}], "entries": [["a", 0, [["b"]]]]}'),
        gzip.compress(b'{"paradigms": [{"": 0}], "entries": [["a", 0, [[""]]]]}'),
        gzip.compress(b'{"paradigms": [{"": 0}], "entries": [["a", 0, [[]]]]}'),
        gzip.compress(json.dumps(MADE).encode())[:-9],
    ],
)
def test_a_broken_file_is_an_error(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(EngineError, match=FILE):
        read(tmp_path)


def test_a_model_needs_no_dictionary(tmp_path: Path) -> None:
    assert read(tmp_path) is None


@pytest.mark.parametrize("shape", ["томограф еловый ", "томограф", "Томограф-", "Т"])
def test_cost_is_linear(dictionary: Dictionary, shape: str) -> None:
    lexicon = Lexicon(MODEL / "lexicon.npz")
    answer = "saw lamp "
    check_linear(
        lambda text: dictionary.lacking(text, answer * (len(text) // len(answer)), lexicon), shape
    )


@pytest.mark.parametrize(
    ("entry", "answer", "has"),
    [
        ("hide", "They are hiding it.", True),
        ("hide", "He hides.", True),
        ("stop", "They stopped.", True),
        ("process", "Two processes end.", True),
        ("bus", "Buses burn.", True),
        ("study", "They studied.", True),
        ("study", "He studies.", True),
        ("glass", "Glasses break.", True),
        ("brass knuckles", "Brasss knuckles.", False),
        ("glass", "Glas breaks.", False),
        ("stop", "He stoops.", False),
    ],
)
def test_forms_of_one_word_are_equal(tmp_path: Path, entry: str, answer: str, has: bool) -> None:
    made = {"paradigms": [{"": 0}], "entries": [["слово", 0, [[entry]]]]}
    (tmp_path / FILE).write_bytes(gzip.compress(json.dumps(made).encode()))
    found = read(tmp_path)
    assert found is not None
    assert found.covers("слово", answer) == has


# --- the second attempt

TEXT = "В больнице сломался томограф."
GOOD = "A scanner broke in the hospital."


class Guessing(Answering):
    """An engine that knows no scanners but has a dictionary."""

    def __init__(self, answer: Callable[[str], str], dictionary: Dictionary) -> None:
        super().__init__(answer)
        self._dictionary = dictionary

    def lacking(self, text: str, answer: str, source: str, target: str) -> list[DictionaryWord]:
        return self._dictionary.lacking(text, answer)


@pytest.mark.parametrize(
    ("answers", "expected", "asked"),
    [
        # the word is written in English, and the second answer has it
        ({TEXT: "A saw broke.", "В больнице сломался scanner.": GOOD}, GOOD, 2),
        # the second answer has another fault
        ({TEXT: "A saw broke.", "В больнице сломался scanner.": "A scanner broke in 1999."},
         "A saw broke.", 2),
        ({TEXT: "A saw broke.", "В больнице сломался scanner.": ""}, "A saw broke.", 2),
        # it does not have the word either
        ({TEXT: "A saw broke.", "В больнице сломался scanner.": "It broke."}, "A saw broke.", 2),
        # the first one has it
        ({TEXT: GOOD}, GOOD, 1),
        ({TEXT: "A tomograph broke."}, "A tomograph broke.", 1),
    ],
)  # fmt: skip
def test_words_are_asked_for_in_english(
    dictionary: Dictionary, answers: dict[str, str], expected: str, asked: int
) -> None:
    engine = Guessing(answers.__getitem__, dictionary)
    made = Attempt(engine, "ru", "en").outcomes([TEXT])[TEXT]
    assert (made.text, made.status) == (expected, "translated")
    assert len(engine.asked) == asked


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        ("The army shelled a village.", True),
        ("The shelled army left a village.", False),  # the verb is an adjective
        ("A village of shelled army.", False),
        ("The army shelled a village village.", False),
    ],
)
def test_words_at_a_wrong_place_are_not_taken(
    dictionary: Dictionary, answer: str, taken: bool
) -> None:
    text = "Армия обстреляла село."
    engine = Guessing(lambda asked: answer if "shelled" in asked else "An army left.", dictionary)
    made = Attempt(engine, "ru", "en").outcomes([text])[text]
    assert made.text == (answer if taken else "An army left.")


def test_a_text_that_failed_is_asked_for_again(dictionary: Dictionary) -> None:
    engine = Guessing(lambda text: "scanner" * ("scanner" in text), dictionary)
    made = Attempt(engine, "ru", "en").outcomes([TEXT])[TEXT]
    assert (made.text, made.status) == ("Scanner.", "translated")


def test_lost_names_are_written_too(dictionary: Dictionary) -> None:
    text = "В Бишкеке сломался томограф."
    good = "A scanner broke in Bishkek."
    both = "В Bishkek сломался scanner."
    engine = Guessing(lambda asked: good if asked == both else "A saw broke.", dictionary)
    assert Attempt(engine, "ru", "en").outcomes([text])[text].text == good


def test_words_that_a_new_translation_lacks_are_added(dictionary: Dictionary) -> None:
    text = "Сломались томограф и бульдозер."
    first, both = "Сломались scanner и бульдозер.", "Сломались scanner и bulldozer."
    answers = {text: "A bulldozer broke.", first: "A scanner broke.", both: "Both broke, a scanner "
               "and a bulldozer."}  # fmt: skip
    engine = Guessing(answers.__getitem__, dictionary)
    assert Attempt(engine, "ru", "en").outcomes([text])[text].text == answers[both]
    assert engine.asked == [text, first, both]


def test_each_text_is_asked_for_alone(dictionary: Dictionary) -> None:
    others = ["Сломался бульдозер.", "Пошёл снег."]
    known = {TEXT: "It broke.", "Сломался бульдозер.": "A bulldozer broke.", "Пошёл снег.": "Snow."}
    engine = Guessing(lambda text: known.get(text, GOOD), dictionary)
    made = Attempt(engine, "ru", "en").outcomes([TEXT, *others])
    assert [made[text].text for text in (TEXT, *others)] == [GOOD, "A bulldozer broke.", "Snow."]
    assert engine.asked[3:] == ["В больнице сломался scanner."]


# --- the shipped dictionary


@pytest.fixture(scope="module")
def shipped() -> Dictionary:
    found = read(MODEL)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Грузовик вёз дрова.", "вез carried, дрова firewood"),
        ("Засыпали щебнем", "щебнем crushed stone"),
        ("Они сказали, что это дом у реки.", ""),
    ],
)
def test_the_shipped_dictionary(shipped: Dictionary, text: str, expected: str) -> None:
    plain = text.replace("ё", "е")
    found = shipped.lacking(text, "")
    assert ", ".join(f"{plain[w.start : w.end]} {w.spellings[0]}" for w in found) == expected


def test_the_shipped_dictionary_is_that_of_its_table(
    recipe: SimpleNamespace, tmp_path: Path
) -> None:
    pytest.importorskip("pymorphy3")
    shipped = json.loads(gzip.decompress((MODEL / FILE).read_bytes()))
    table = Path(recipe.dictionary.HERE) / "dictionary.tsv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)[::200]
    (tmp_path / "some.tsv").write_text("".join(lines), encoding="utf-8")
    made, whole = (
        {(stem, str(forms[paradigm]), str(written)) for stem, paradigm, written in file["entries"]}
        for file in (recipe.dictionary.compiled(tmp_path / "some.tsv"), shipped)
        for forms in [file["paradigms"]]
    )
    assert made <= whole
    assert len(made) > 0.9 * len(lines)
