"""Messy pastes: the goldens of tests/messy.txt, and no summary point that is no sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_blocks import rendered

from nlpkit import preprocess
from nlpkit.document.telling import tells

_TEXT = (Path(__file__).parent / "messy.txt").read_text(encoding="utf-8")
GOLDENS = {
    part.partition("\n")[0]: part.partition("\n")[2].strip("\n")
    for part in re.split(r"(?m)^==== ", _TEXT)[1:]
}


def pasted(golden: str, gap: str) -> str:
    """The text of a golden; between rows of one table there is no gap."""
    kinds, lines = zip(*(row.split(" | ", 1) for row in golden.split("\n")), strict=True)
    parts = [lines[0]]
    for i, line in enumerate(lines[1:], 1):
        parts += ["\n" if kinds[i] == kinds[i - 1] == "table" else gap, line]
    return "".join(parts)


@pytest.mark.parametrize("name", GOLDENS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a line each", "blank lines"])
def test_golden(name: str, gap: str) -> None:
    assert rendered(pasted(GOLDENS[name], gap)) == GOLDENS[name]


@pytest.mark.parametrize("name", GOLDENS)
def test_only_sentences_are_prose(name: str) -> None:
    document = preprocess(pasted(GOLDENS[name], "\n\n"))
    prose = [document.slice(document.sentences[i]) for i in document.prose]
    kinds = {document.blocks[document.sentences[i].block].kind for i in document.prose}
    assert all(map(tells, prose)) or set(kinds) == {"table"}


TABLES_THAT_ARE_NONE = [
    "Roses are red,\n     violets blue,\nthe river is cold\n     and so are you.",
    "10:35\tMayor sells his car at auction in the square\n10:20\tFerry runs again after the storm",
    "Home | News | Sport\n\nThe ferry runs again.  It is late.  Nobody knows why.",
    "By Ann Lee | 4 May 2025",
]


@pytest.mark.parametrize("text", TABLES_THAT_ARE_NONE)
def test_no_table(text: str) -> None:
    assert all(block.kind != "table" for block in preprocess(text).blocks)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The vote is on Sunday.", True), ("Rye suffered most.", True), ("Мост закрыт.", True),
        ("Көпір жабық.", True), ("Кто виноват?", True), ("He left [3].", True),
        ("“We won it!”", True), ("桥在星期五开放。", True), ("ხიდი დაიხურა.", True),
        ("В Талгаре прорвало трубу и без воды остались триста домов", True),
        ("Hi, Anna!", False), ("Добрый день!", False), ("PRESS RELEASE", False),
        ("BISHKEK.", False),
        ("БИШКЕК, 3 мая", False),
        ("Editor", False), ("- морковь", False), ("1 кг риса", False), ("2024", False),
        ("00:00:01,000 --> 00:00:02,000", False), ("Для плова нужны продукты:", False),
        ("Anna Kim.", False), ("https://example.org/a.", False), ("Фото: А. Ким.", False),
        ("* * *", False), ("Dear editor,", False),
        ("Голы: Ким 12, Ли 67 (п) — Зуев 71.", False), ("Goals: Adams 12, Bell 60.", False),
        ("Жёлтые карточки: Шомко, 34; Зуев, 55.", False), ("Судья: Д. Фокс (Ирландия).", False),
        ("Асанов и Ким.", False), ("Голдар: Ким 12, Ли 67.", False), ("Time: 12:30.", False),
        ("Мэр: «Мы не заслужили поражения».", True), ("Mayor: we lost.", True),
        ("Жеңіс: команда ұтты.", True),
    ],
)  # fmt: skip
def test_what_tells(sentence: str, told: bool) -> None:
    assert tells(sentence) == told
