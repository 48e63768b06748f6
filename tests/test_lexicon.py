"""The lexicon of the shipped model: it tells the hypotheses that leave a word out from others."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import recipe_steps

import nlpkit
from nlpkit.document import Draft
from nlpkit.engines.lexicon import FILE, Lexicon
from nlpkit.errors import EngineError

SHIPPED = Path(nlpkit.__file__).parent / "models" / "ru-en-base" / FILE


@pytest.fixture(scope="module")
def shipped() -> Lexicon:
    return Lexicon(SHIPPED)


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        # a word is left out
        ("Суд приговорил чиновника к штрафу.", "The court fined the official.", "The court ruled."),
        ("Цены на хлеб выросли.", "Bread prices rose.", "Prices rose."),
        ("Школу закрыли из-за мороза.", "The school closed due to frost.", "The school closed."),
        ("Вчера министр ушёл в отставку.", "The minister resigned yesterday.", "He left."),
        # another word stands in its place
        ("Коровы лежат на снегу.", "The cows lie in the snow.", "The crowns lie in the snow."),
        ("Жители жалуются на пыль.", "Residents complain of dust.", "Residents praise the park."),
        ("Водитель погиб.", "The driver died.", "The driver arrived."),
        ("Река вышла из берегов.", "The river burst its banks.", "The road left the coast."),
        # nonsense
        ("Врачи требуют повышения зарплаты.", "Doctors demand higher pay.", "Doctor doctor."),
        ("Парламент принял закон о выборах.", "Parliament passed an election law.", "It is so."),
    ],
)  # fmt: skip
def test_what_covers_the_words_is_better(
    shipped: Lexicon, text: str, better: str, worse: str
) -> None:
    first, second = shipped.coverage(text, [better, worse])
    assert second < first <= 0
    assert shipped.ordered(text, [Draft(worse, 0.5), Draft(better, 0.5)])[0].text == better


def test_the_score_of_the_engine_still_counts(shipped: Lexicon) -> None:
    text = "Цены на хлеб выросли."
    likely, unlikely = Draft("Prices rose.", 0.6), Draft("Bread prices rose.", 0.01)
    assert shipped.ordered(text, [unlikely, likely]) == [likely, unlikely]


def test_what_is_cut_off_comes_last(shipped: Lexicon) -> None:
    looping = Draft("School closed frost snow frost snow", 0.9, finished=False)
    whole = Draft("The school is shut.", 0.1)
    assert shipped.ordered("Школу закрыли из-за мороза.", [looping, whole]) == [whole, looping]


@pytest.mark.parametrize(
    ("text", "answer", "left_out"),
    [
        ("Министр приехал в больницу.", "The minister arrived.", ["больницу"]),
        ("Цены на хлеб выросли.", "Bread prices rose.", []),
        ("Цены на хлеб выросли.", "Prices rose.", ["хлеб"]),
        ("Школу закрыли из-за мороза.", "The school closed.", ["мороза"]),
        ("Наводнение разрушило мост.", "The flood destroyed the minister.", ["мост"]),
        ("Водитель погиб в аварии.", "The driver died in the accident.", []),
        ("ВОДИТЕЛЬ ПОГИБ В АВАРИИ.", "THE DRIVER DIED.", ["аварии"]),
        ("Отменили рейсы, и рейсы исчезли.", "They vanished.", ["отменили", "рейсы"]),
        ("Мост открыли в 2019 г.", "The bridge was opened in 2019.", []),
        ("и в на", "", []),
        ("Ббббвг Ггджз", "Anything", []),
    ],
)
def test_the_words_that_an_answer_leaves_out(
    shipped: Lexicon, text: str, answer: str, left_out: list[str]
) -> None:
    assert shipped.uncovered(text, answer) == left_out


@pytest.mark.parametrize("text", ["", "…", "Ббббвг Ггджз", "и в на"])
def test_words_that_are_not_known_count_for_nothing(shipped: Lexicon, text: str) -> None:
    assert shipped.coverage(text, ["An answer.", ""]) == [0.0, 0.0]
    drafts = [Draft("a", 0.5), Draft("b", 0.4), Draft("", 0.0)]
    assert shipped.ordered(text, drafts) == drafts
    assert shipped.coverage(text, []) == []


_WHOLE = SHIPPED.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 not really",
        b"text",
        _WHOLE[:9000],
        _WHOLE[:500] + b"x" * 90 + _WHOLE[590:],
    ],
)
def test_a_broken_file_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(EngineError, match="cannot read"):
        Lexicon(tmp_path / FILE)


@pytest.fixture
def recipe() -> SimpleNamespace:
    with recipe_steps.imported() as steps:
        return steps


WHO = {"мальчик": "boy", "девочка": "girl", "учитель": "teacher", "собака": "dog"}
DOES = {"видит": "sees", "любит": "loves", "ищет": "seeks", "ждёт": "awaits"}


def test_the_recipe_finds_the_translations(
    recipe: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe.lexicon, "GRAMMAR", 0)
    lines = [
        f"news\t{a} {does} {b}\tthe {WHO[b]} the {WHO[a]} {DOES[does]}"
        for a in WHO for b in WHO for does in DOES if a != b
    ]  # fmt: skip
    lines += ["generated\tмальчик\tship", *(["news\tмальчик\tplane"] * 3)]
    (tmp_path / "pairs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    recipe.lexicon.main(["--work", str(tmp_path)])
    made = Lexicon(tmp_path / FILE)
    for russian, english in (WHO | DOES).items():
        others = [word for word in {**WHO, **DOES}.values() if word != english]
        right, *wrong = made.coverage(russian, [english, *others])
        assert right > -0.1 > max(wrong)
    assert made.coverage("мальчик", ["ship", "plane"])[0] < -6, "what is generated is left out"
