# ruff: noqa: E501  (a golden has one line)
"""Cells and struck-out text without letters have decimal points in an English document."""

from __future__ import annotations

import re

import pytest
from answering import Answering
from growth import check_linear, named

from nlpkit import translate
from nlpkit.document import Article, Passage
from nlpkit.engines import Lazy
from nlpkit.files import Tagged
from nlpkit.preprocessing import preprocess
from nlpkit.translate import Rendering, translated_passages
from nlpkit.translate.notation import figures_in_english

FIGURES = [
    ("88,4", "88.4"),
    ("1 250,75", "1,250.75"),
    ("+4,8%", "+4.8%"),
    ("−0,125", "−0.125"),
    ("1,5–2,5", "1.5–2.5"),
    ("90,5 88,4", "90,5 88,4"),  # two numbers, or groups of one
    ("~~90,5~~ **88,4**", "~~90.5~~ **88.4**"),
    ("| 12,5 | 15.05.2024 | 88,4 $ |\n|---|\n| 5,6, 7 |", "| 12.5 | 15.05.2024 | 88.4 $ |\n|---|\n| 5,6, 7 |"),
    ("1,234", "1,234"),  # thousands, or three decimals
    ("1,234,567", "1,234,567"),
    ("1.250,75", "1.250,75"),
    ("15,05.2024", "15,05.2024"),
    ("0312 66-12-34", "0312 66-12-34"),
    ("996 312 661 234", "996 312 661 234"),
    ("12:30,5", "12:30,5"),
    ("1 250", "1 250"),
    ("5, 6", "5, 6"),
    ("88,4 сом", "88,4 сом"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: str) -> None:
    assert figures_in_english(text) == expected


KNOWN = {
    "Цена выросла вчера вечером на рынке.": "The price rose yesterday evening.",
    "Цена выросла вчера сом": "The price rose yesterday som",
    "Цена": "The price",
}
ENGLISH = "<p>The price rose on the market yesterday, the mayor of the town told reporters.</p>"
PAGES = [
    ("<p>Цена выросла вчера вечером на рынке.</p><td><s>90,5</s><b>88,4</b></td>",
     "<p>The price rose yesterday evening.</p><td><s>90.5</s><b>88.4</b></td>"),
    ("<p>Цена выросла вчера вечером на рынке.</p><td>1 250,75</td><td>15.05.2024</td>",
     "<p>The price rose yesterday evening.</p><td>1,250.75</td><td>15.05.2024</td>"),
    (f"{ENGLISH}<td>1,25</td><p>Цена</p>", f"{ENGLISH}<td>1,25</td><p>The price</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), PAGES)
def test_pages(source: str, expected: str) -> None:
    page = Tagged(source)
    assert page.filled(_in_english(page.passages)) == expected


MARKDOWN = [
    ("Цена выросла вчера вечером на рынке.\n\n| 88,4 | 1,5 |\n|---|---|\n| 2,5 | 15.05.2024 |\n",
     "The price rose yesterday evening.\n\n| 88.4 | 1.5 |\n|---|---|\n| 2.5 | 15.05.2024 |\n"),
    ("Цена выросла вчера ~~90,5~~ сом", "The price rose yesterday ~~90.5~~ som"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), MARKDOWN)
def test_markdown(source: str, expected: str) -> None:
    assert _in_english([Passage(source)], "markdown")[0].text == expected


def _in_english(passages: list[Passage], kind: str = "text") -> list[Passage]:
    engine = Answering(KNOWN.__getitem__)
    lazy = Lazy(engine.name, lambda: engine)
    texts = [one.text for one in passages if re.search(r"[^\W\d_]", one.text)]
    documents = [preprocess(Article("a", text, kind)) for text in texts]
    made = translate.translate_all(
        documents, target="en", engine=lazy, phrasebook=None, source="auto"
    )
    rendered = dict(zip(texts, map(Rendering, documents, made), strict=True))
    return translated_passages(passages, rendered, target="en", engine=lazy)


@pytest.mark.parametrize(
    "nasty", ["1,5 ", "1,5", "1,", "1 250 ", "|1,5", "1,5\n", "~1,5", "1,5-"], ids=named
)
def test_cost_is_in_proportion(nasty: str) -> None:
    check_linear(figures_in_english, nasty)
