# ruff: noqa: E501  (a golden has one line)
"""Paragraphs of a page that extractors lose: reworded, behind a paywall's name, not for readers."""

from __future__ import annotations

import pytest

from nlpkit import preprocess

TOLD = """<p>Three companies have filed papers that would give them a share of the water in the upper river, court records show.</p>
<p>The papers name a lawyer who has since left the country, and who did not answer the letters that we sent to him.</p>"""


def blocks_of(body: str) -> list[tuple[str, str | None, str]]:
    document = preprocess(f"<html><body><article><h1>Who owns it</h1>{body}</article>", "html")
    return [(b.kind, b.reason, document.slice(b).strip()) for b in document.blocks][1:]


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ("<p>He said <q>go, <q>now</q> or never</q> to <abbr title='x'>WHO</abbr> and pressed <kbd>Ctrl</kbd>+<kbd>C</kbd>.</p>",
         "He said “go, ‘now’ or never” to WHO and pressed Ctrl+C."),
        ("<p>Раньше было <strike>9 000</strike> 8 500<a href='#n1'><sup>1</sup></a> человек, а H<sub>2</sub>O — вода.</p>",
         "Раньше было 8 500[1] человек, а H₂O — вода."),
        ("<p>Ол: <q>Су <q>тірі</q> ғой</q>, — деді.</p>", "Ол: «Су „тірі“ ғой», — деді."),
        ("<p>Es waren <s>1.000</s> <ins>1.100</ins> m<sup>3</sup>, sagte <q>das Amt</q>.</p>",
         "Es waren 1.100 m³, sagte “das Amt”."),
    ],
)  # fmt: skip
def test_a_paragraph_with_inline_markup_stays(paragraph: str, text: str) -> None:
    assert ("paragraph", None, text) in blocks_of(
        TOLD + paragraph + TOLD.replace("<p>", "<p>Again: ")
    )


def test_the_article_behind_a_paywall_stays_and_its_box_goes() -> None:
    found = blocks_of(
        TOLD.replace("</p>\n<p>", "</p><div class='paywall-content' aria-hidden='true'><p>")
        + "</div><div class='paywall'><p>Subscribe now</p><p>Full access for $2 a week.</p></div>"
    )
    assert [kind for kind, *_ in found] == ["paragraph", "paragraph", "junk", "junk"]


def test_rows_by_role_are_a_table() -> None:
    rows = "".join(
        f"<div role='row'><span role='cell'>{a}</span><span role='cell'>{b}</span></div>"
        for a, b in (("Hull", 3), ("Bath", 2))
    )
    found = blocks_of(f"{TOLD}<div role='table'>{rows}</div>{TOLD}")
    assert ("table", None, "Hull | 3") in found
    assert ("table", None, "Bath | 2") in found
