"""The notes of the translating commands: what was not translated or may be wrong, and where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from commands import Run

from nlpkit.cli import article
from nlpkit.render import words
from nlpkit.translate import Outcome


def test_lines_that_are_not_translated_are_said(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("Бүгін қалада жаңа кітапхана ашылды.\nВсе новости\n", encoding="utf-8")
    done = nlp("translate", file, "--lines")
    assert done.out == "Бүгін қалада жаңа кітапхана ашылды.\nAll news\n"
    assert "1 line not translated: no translator from Kazakh to English (line 1)" in done.err


def test_doubtful_lines_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    doubtful = Outcome("Six cows.", "translated", reason="number_differs", detail="шесть → –")
    weak = Outcome("Cows.", "translated", reason="low_confidence")
    weaker = replace(weak, detail="томограф → ?")
    lines = [Outcome("Cows", "kept"), doubtful, weak, doubtful, Outcome("Hay", "kept"), weaker]
    article._note_lines(lines)
    assert capsys.readouterr().err.splitlines() == [
        f"nlpkit: 2 lines translated: {words.reason('number_differs', 'шесть → –')} (lines 2, 4)",
        "nlpkit: 2 lines translated: low confidence (lines 3, 6 (томограф → ?))",
    ]


def test_notes_on_a_translation_say_where(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "mixed.txt"
    file.write_text(
        "Snow fell on the town all night, the mayor told reporters on Monday.\n\n"
        "Бүгін қалада жаңа кітапхана ашылды, деп хабарлады қала әкімдігі.\n",
        encoding="utf-8",
    )
    where = "“Бүгін қалада жаңа кітапхана ашылды, деп…”"
    assert f"to English: line 3 {where}\n" in nlp("translate", file).err
    assert f"to English: {where}\n" in nlp("translate", file, "--format", "same").err
    assert f"to English: {where}\n" in nlp("translate", file, "--json").err
    assert "to English (sentence 2)\n" in nlp("run", file, "--format", "md").err
