"""Bad answers: second tries, failures, numbers that differ, and what a whole says of its parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from notation import read
from transliterating import Fake, failed, run, shown, transliterate

from nlpkit import translate
from nlpkit.document import Flag
from nlpkit.errors import EngineError
from nlpkit.translate.outcomes import Outcome, combined

# --- second tries and failures


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        ("", "empty"),
        ("…", "empty"),
        ("Премьер прибыл в город в 2024 году.", "wrong_script"),
        ("The premier arrived in the \ufffdcity in 2024.", "broken_letters"),
        ("The premier arrived in the city\ue012 in 2024.", "broken_letters"),
        ("The prеmier arrived in the city in 2024.", "broken_letters"),
        ("He came to the city the city the city.", "loop"),
        ("Came in 20244444444444444444444444.", "loop"),
        (
            "He came in 2024, " + ", ".join(f"{a}{b} came" for a in "kmnprt" for b in "aeiou"),
            "too_long",
        ),
        ("The premier came to the city.", "lost_number"),
        ("He came in 2024 with 17350 people.", "invented_number"),
    ],
)
def test_a_bad_answer_is_asked_for_again_and_then_failed(first, reason) -> None:
    document = read("[ru:Премьер прибыл в город в 2024 году.]")
    good = "The prime minister arrived in the city in 2024."
    mended = Fake(lambda text, safe: good if safe else first)
    assert shown(run(document, mended)) == f"{{{good}}}"
    assert [safe for _, safe in mended.calls] == [False, True]
    hopeless = run(document, Fake(lambda text, safe: first))
    assert shown(hopeless) == f"<{document.text.strip()}>"
    assert failed(hopeless) == [reason]


def test_only_refused_lines_are_asked_again() -> None:
    engine = Fake(lambda text, safe: "" if text == "Два." else transliterate(text))
    assert shown(run(read("[ru:Один.] | [ru:Два.] | [ru:Нет.]"), engine)) == "{Odin.} <Два.> {Net.}"
    assert engine.calls[1:] == [(["Два."], True)]


def test_a_failure_is_not_remembered() -> None:
    answers = iter(["", "", "One."])
    engine = Fake(lambda text, safe: next(answers))
    document = read("[ru:Один.]")
    assert shown(run(document, engine)) == "<Один.>"
    assert shown(run(document, engine)) == "{One.}"


class Miscounting(Fake):
    def translate(self, texts, source, target, *, safe=False):
        drafts = super().translate(texts, source, target, safe=safe)
        return drafts if len(texts) == 1 else drafts[1:]


class Raising(Fake):
    def translate(self, texts, source, target, *, safe=False):
        drafts = super().translate(texts, source, target, safe=safe)
        if "Два." in texts:
            raise EngineError("out of memory")
        return drafts


def test_a_miscounted_batch_is_asked_line_by_line() -> None:
    engine = Miscounting()
    assert shown(run(read("[ru:Один.] | [ru:Два.]"), engine)) == "{Odin.} {Dva.}"
    assert engine.calls == [(["Один.", "Два."], False), (["Один."], True), (["Два."], True)]


def test_a_raising_batch_is_asked_line_by_line() -> None:
    translation = run(read("[ru:Один.] | [ru:Два.]"), Raising())
    assert shown(translation) == "{Odin.} <Два.>"
    assert failed(translation) == ["engine_failed"]
    assert "out of memory" in {piece.detail for piece in translation.pieces}


def test_an_unsupported_language_fails_alone() -> None:
    document = read("[ru:Добрый день.] | [kk:Қайырлы күн.] | Good day.")
    translation = run(document, Fake())
    assert shown(translation) == "{Dobryy denq.} <Қайырлы күн.> Good day."
    assert failed(translation) == ["no_translator"]


# --- numbers that differ

PRICE = "Молоко подорожало до 110 сомов."


def test_an_answer_whose_numbers_differ_is_asked_for_again() -> None:
    milk = {False: "Milk is now 10 soms.", True: "Milk is now 110 soms."}
    engine = Fake(lambda text, safe: milk[safe] if text == PRICE else "No.")
    document = read(f"[ru:{PRICE}] | [ru:Нет.]")
    assert shown(run(document, engine)) == "{Milk is now 110 soms.} {No.}"
    assert [(len(texts), safe) for texts, safe in engine.calls] == [(2, False), (1, True)]


def test_one_wrong_number_is_mended() -> None:
    engine = Fake(lambda text, safe: "Milk is now 10 soms.")
    translation = run(read(f"[ru:{PRICE}]"), engine)
    assert shown(translation) == "{Milk is now 110 soms.}"
    assert translation.pieces[0].reason is None


def test_numbers_that_cannot_be_mended_are_told() -> None:
    document = read("[ru:Молоко подорожало с 92 до 110 сомов.]")
    piece = run(document, Fake(lambda text, safe: "Milk went from 82 to 10 soms.")).pieces[0]
    assert (piece.status, piece.reason) == ("translated", "number_differs")
    assert piece.detail == "92, 110 → 82, 10"
    flags = translate.sentence_flags(document, run(document, Fake(piece_of("Milk."))))
    assert flags == {0: (Flag("number_differs", "92, 110 → –"),)}


@pytest.mark.parametrize(
    ("sentence", "answer", "flags"),
    [
        ("[ru:За ночь выпало 12 см снега.]", "Snow fell overnight.", "number_differs: 12 → –"),
        ("[ru:Школа откроется в мае.]", "The school will open.", "number_differs: мае → –"),
        ("[ru:Мост не закрыли.]", "The bridge was closed.", "negation_differs"),
        ("The mayor said: [ru:мост не закрыли].", "the bridge was closed", "negation_differs"),
        ("[ru:Мост открыли в мае.]", "The bridge opened in May.", ""),
    ],
)  # fmt: skip
def test_the_reason_of_a_doubtful_piece_is_the_flag_of_its_sentence(
    sentence: str, answer: str, flags: str
) -> None:
    document = read(sentence)
    found = translate.sentence_flags(document, run(document, Fake(piece_of(answer))))
    told = [f"{f.code}: {f.detail}" if f.detail else f.code for f in found.get(0, ())]
    assert ", ".join(told) == flags


def piece_of(text: str) -> Callable[[str, bool], str]:
    return lambda asked, safe: text


def test_a_first_answer_stands_where_the_second_is_worse() -> None:
    def answer(text: str, safe: bool) -> str:
        return "" if safe else "Milk is dearer."

    piece = run(read(f"[ru:{PRICE}]"), Fake(answer)).pieces[0]
    assert (piece.text, piece.reason, piece.detail) == (
        "Milk is dearer.", "number_differs", "110 → –"
    )  # fmt: skip


def test_the_part_whose_numbers_differ_speaks_for_the_whole() -> None:
    doubted = Outcome("a", "translated", "x", 0.4, "low_confidence")
    differs = Outcome("b", "translated", "x", 0.9, "number_differs", "5 → 6")
    whole = combined("ab", [doubted, differs])
    assert (whole.reason, whole.detail) == ("number_differs", "5 → 6")
    surer = Outcome("c", "translated", "x", 0.45, "low_confidence", "река → ?")
    least = Outcome("d", "translated", "x", 0.1, "low_confidence", "мост → ?")
    whole = combined("cd", [surer, least])
    assert (whole.reason, whole.detail, whole.score) == ("low_confidence", "мост → ?", 0.1)


def test_a_text_is_as_sure_as_the_least_sure_of_its_parts() -> None:
    parts = [Outcome("a", "translated", "x", 0.9), Outcome("b", "translated", "y", 0.7)]
    kept = Outcome("c", "kept")
    assert combined("abc", [*parts, kept]) == Outcome("abc", "translated", "x+y", 0.7)
    unscored = Outcome("d", "translated", "x")
    assert combined("abd", [*parts, unscored]) == Outcome("abd", "translated", "x+y")
    assert combined("c", [kept]) == kept
    failed = Outcome("e", "failed", "z", reason="loop")
    assert combined("abe", [*parts, failed]) == Outcome("abe", "failed", "z", reason="loop")
