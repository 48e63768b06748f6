# ruff: noqa: E501  (a golden has one line)
"""Text that is struck out in Word and OpenDocument is translated by itself and stays in its place."""

from __future__ import annotations

import re

import pytest
from placing import placed

from nlpkit.document import Passage
from nlpkit.files.markup import DOCX, ODT
from nlpkit.files.opendocument import struck_styles
from nlpkit.files.tagged import Tagged


def test_struck_out_runs_of_word_are_texts_of_their_own_and_stay_in_place() -> None:
    def run(text: str, look: str = "") -> str:
        return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"

    strike, off = "<w:strike/>", '<w:strike w:val="0"/>'
    source = f"<w:p>{run('Дороги ')}{run('открыты', strike)}{run(' ')}{run('закрыты', off)}</w:p>"
    page = Tagged(source, DOCX)
    assert [one.text for one in page.passages] == ["Дороги закрыты", "открыты"]
    filled = page.filled([Passage("Roads are closed", ((10, 10), (10, 16))), Passage("open")])
    assert filled == source.replace("Дороги ", "Roads are ").replace("открыты", "open").replace(
        "закрыты", "closed"
    )


def _run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def _read(source: str) -> str:
    """Return the texts of runs, each with its look before it."""
    return "".join(
        f"[{look}:{text}]" if look else text
        for look, text in re.findall(
            r"<w:r><w:rPr>(?:<w:(\w+)/>)?</w:rPr><w:t>([^<]*)</w:t>", source
        )
    )


AROUND_STRUCK = [
    ("В [b:Оше] мэр [strike:вчера] сегодня [i:открыл] школу.", ("The mayor opened a school in Osh today.", "Osh", "^ today", "opened"), "once",
     "The mayor [i:opened] a school in [b:Osh] [strike:once] today."),
    ("В [b:Оше] мэр [strike:вчера] [i:открыл] школу.", ("The mayor opened a school in Osh.", "Osh", "^opened", "opened"), "once",
     "The mayor [strike:once] [i:opened] a school in [b:Osh]."),
    ("В [b:Оше] его [i:нашли][strike:вчера].", ("He was found in Osh.", "Osh", "found", "^ in"), "once",
     "He was [i:found][strike:once] in [b:Osh]."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "answer", "struck", "expected"), AROUND_STRUCK)
def test_runs_of_word_move_around_what_is_struck_out(
    source: str, answer: tuple[str, ...], struck: str, expected: str
) -> None:
    parts = re.findall(r"\[(\w+):([^\]]*)\]|([^\[]+)", source)
    runs = "".join(
        _run(text, f"<w:{look}/>") if look else _run(plain) for look, text, plain in parts
    )
    page = Tagged(f"<w:p>{runs}</w:p>", DOCX)
    assert _read(page.filled([placed(*answer), Passage(struck)])) == expected


def _style(name: str, properties: str, parent: str = "") -> str:
    parent = parent and f' style:parent-style-name="{parent}"'
    return f'<style:style style:name="{name}"{parent}><style:text-properties {properties}/></style:style>'


STYLES = "".join((
    _style("T1", 'style:text-line-through-style="solid" style:text-line-through-type="single"'),
    _style("T2", 'style:text-line-through-style="none"', "T1"),
    _style("T3", 'fo:color="#f00"', "T1"),
    _style("T4", 'fo:color="#f00"'),
    _style("T5", 'style:text-line-through-type="double"'),
    _style("T6", "", "T6"),
))  # fmt: skip


@pytest.mark.parametrize(("style", "struck"), [("T1", True), ("T2", False), ("T3", True), ("T4", False), ("T5", True), ("T6", False), ("T7", False)])  # fmt: skip
def test_struck_out_spans_of_opendocument_are_texts_of_their_own(style: str, struck: bool) -> None:
    strikes = struck_styles([STYLES])
    source = (
        f'<text:p>Дороги <text:span text:style-name="{style}">открыты</text:span> закрыты.</text:p>'
    )
    page = Tagged(source, ODT, strikes)
    texts = ["Дороги закрыты.", "открыты"] if struck else ["Дороги открыты закрыты."]
    assert [one.text for one in page.passages] == texts
    if struck:
        filled = page.filled([placed("Roads are closed.", "^closed"), Passage("open")])
        assert filled == source.replace("Дороги", "Roads are").replace("открыты", "open").replace(
            "закрыты", "closed"
        )
