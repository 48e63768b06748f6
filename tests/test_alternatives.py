"""Other translations of a piece: which of them are shown, and that nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from commands import Run

import nlpkit
from nlpkit import render
from nlpkit.document import Draft
from nlpkit.engines import Lazy
from nlpkit.engines.echo import EchoTranslator
from nlpkit.errors import EngineError
from nlpkit.translate import Outcome
from nlpkit.translate.fragments import FragmentTranslator
from nlpkit.translate.outcomes import Fragment

NUMBERS = count()


class Engine(EchoTranslator):
    """Answers with the first of some translations; the others are its alternatives."""

    exact = False

    def __init__(self, answers: dict[str, list[str]]) -> None:
        self.name = f"alternatives{next(NUMBERS)}"
        self.answers = answers
        self.asked = 0

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        self.asked += len(texts)
        return [Draft(self.answers[text][0], 0.9) for text in texts]

    def alternatives(
        self, texts: Sequence[str], source: str, target: str, count: int
    ) -> list[list[Draft]]:
        return [[Draft(a) for a in self.answers[text][:count]] for text in texts]


def translated(text: str, engine: Engine, alternatives: int) -> Outcome:
    lazy = Lazy("x", lambda: engine)
    translator = FragmentTranslator("en", lazy, None, alternatives=alternatives)
    return translator.translate([Fragment(text, "ru")])[0]


RAIN = "Ночью шёл дождь."


def test_they_are_those_of_the_engine_without_the_translation() -> None:
    engine = Engine({RAIN: ["It rained at night.", "It rained overnight.", "It rained at night"]})
    outcome = translated(RAIN, engine, 2)
    assert (outcome.text, outcome.alternatives) == (
        "It rained at night.",
        ("It rained overnight.",),
    )
    assert translated(RAIN, engine, 0).alternatives == ()


def test_no_more_than_were_asked_for() -> None:
    engine = Engine({RAIN: ["It rained.", "A rain fell.", "There was rain.", "Rain fell."]})
    assert translated(RAIN, engine, 2).alternatives == ("A rain fell.", "There was rain.")


def test_those_with_more_faults_are_left_out() -> None:
    text = "В Бишкеке 45 школ."
    answers = [
        "There are 45 schools in Bishkek.",
        "Bishkek has 54 schools.",
        "",
        "45 schools here.",
    ]
    assert translated(
        text, Engine({text: [*answers, "Bishkek has 45 schools."]}), 4
    ).alternatives == ("Bishkek has 45 schools.",)


def test_parts_of_a_piece_change_together() -> None:
    answers = {
        "Пишите на": ["Write to", "Mail", "Message"],
        "или звоните": ["or call", "or ring"],
    }
    outcome = translated("Пишите на a@b.org или звоните", Engine(answers), 3)
    assert outcome.text == "Write to a@b.org or call"
    assert outcome.alternatives == ("Mail a@b.org or ring", "Message a@b.org or ring")


def test_they_are_asked_for_again_and_translations_are_not() -> None:
    engine = Engine({RAIN: ["It rained.", "A rain fell."]})
    for _ in range(2):
        assert translated(RAIN, engine, 1).alternatives == ("A rain fell.",)
    assert engine.asked == 1


def test_an_engine_that_fails_or_has_none_gives_none() -> None:
    class Failing(Engine):
        def alternatives(self, *_: object) -> list[list[Draft]]:
            raise EngineError("out of memory")

    outcome = translated(RAIN, Failing({RAIN: ["It rained."]}), 3)
    assert (outcome.text, outcome.alternatives) == ("It rained.", ())
    pipe = nlpkit.load(overrides={"translator.backend": "echo"})
    assert not any(p.alternatives for p in pipe.translate(RAIN, alternatives=3).pieces)


ARTICLE = "The ferry was late again.\n\nЖители города ждали паром до самого вечера.\n"


def test_the_command_line_shows_them(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    plain = json.loads(nlp("translate", file, "--json").out)
    done = json.loads(nlp("translate", file, "--json", "--alternatives", "3").out)
    [piece] = [piece for piece in done["pieces"] if piece["status"] == "translated"]
    others = piece.pop("alternatives")
    assert 0 < len(others) <= 3
    assert piece["text"] not in others
    assert done == plain
    refused = nlp("translate", file, "--alternatives", "3")
    assert (refused.code, "add --json" in refused.err) == (2, True)


def test_they_survive_json() -> None:
    piece = nlpkit.Piece(0, 1, "a", "translated", alternatives=("b", "c"))
    assert render.schema._piece(render.piece_as_dict(piece)) == piece
