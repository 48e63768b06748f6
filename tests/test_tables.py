# ruff: noqa: E501  (a golden has one line)
"""Tables, lists and quotes of an article are shown as such in Markdown and HTML."""

from __future__ import annotations

import re

import pytest
from handmade import Page, build

from nlpkit.document import Point
from nlpkit.render import to_html, to_markdown


def row(*cells: object) -> tuple[str, None, list[list[tuple[str, str, object]]]]:
    """A row; a cell is its text, or its text and its translation."""
    content = []
    for i, cell in enumerate(cells):
        content += [("en", " | ", None)] * (i > 0)
        content.append(("ru", *cell) if isinstance(cell, tuple) else ("en", cell, None))
    return ("table", None, [content])


def line(kind: str, text: str) -> tuple[str, None, list[list[tuple[str, str, None]]]]:
    return (kind, None, [[("en", text, None)]])


STREET = ("Улица", "Street")
SHOWN = [
    ([row(STREET, "Price"), row("Navoi", "88,4")],
     "| <sup id=\"s1\">1</sup> Street | Price |\n|---|---|\n| Navoi | 88,4 |",
     "<tr><td><mark>Street</mark></td><td>Price</td></tr> <tr><td>Navoi</td><td>88,4</td></tr>"),
    ([line("table", "| a | b |"), line("table", "|---|--:|"), line("table", "| c | |")],
     "| a | b |\n|---|---|\n| c |  |",
     "<thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr></thead> <tbody> <tr><td>c</td><td></td></tr>"),
    ([line("table", "a\t\tb"), line("table", "c\td\te")], "| a |  | b |\n|---|---|---|\n| c | d | e |",
     "<tr><td>a</td><td></td><td>b</td></tr> <tr><td>c</td><td>d</td><td>e</td></tr>"),
    ([line("table", "alone"), line("table", "again")], "alone\n\nagain", "<p>alone</p> <p>again</p>"),
    ([line("table", "one | row")], "one \\| row", "<p>one | row</p>"),
    ([line("list", "- one"), line("list", "- two")], "- one\n- two", "<ul> <li>one</li> <li>two</li> </ul>"),
    ([line("list", "2. one"), line("list", "3) two")], "2. one\n3) two", "<ol> <li value=\"2\">one</li> <li value=\"3\">two</li> </ol>"),
    ([line("list", "1. one"), line("list", "- two")], "- 1\\. one\n- two", "<ul> <li>1. one</li> <li>two</li> </ul>"),
    ([line("quote", "> one"), line("quote", ">"), line("quote", "> two")], "> one\n>\n> two", "<blockquote>one<br>two</blockquote>"),
]  # fmt: skip


# The lines of a table, and its rows in Markdown; `¦` marks the end of a line.
LINES = """
| | 2023 | 2024 | ¦ | Osh | 12 | 15 | ¦ |  | 13 | 16 | -> |  | 2023 | 2024 | ¦ |---|---|---| ¦ | Osh | 12 | 15 | ¦ |  | 13 | 16 |
| 2023 | 2024 ¦ Ош | 12 | 15 -> |  | 2023 | 2024 | ¦ |---|---|---| ¦ | Ош | 12 | 15 |
| Жол | көпір | | ¦ | 1 | | 3 | -> | Жол | көпір |  | ¦ |---|---|---| ¦ | 1 |  | 3 |
| a | b ¦ |---|--- ¦ | c | d -> | a | b | ¦ |---|---| ¦ | c | d |
a | b | ¦ c | d | -> | a | b | ¦ |---|---| ¦ | c | d |
a|b ¦ c|d ¦ -- | -- ¦ e|f -> | a | b | ¦ |---|---| ¦ | c | d | ¦ | -- | -- | ¦ | e | f |
a|b ¦ ---|--- ¦ c|d ¦ e|f ¦ ---|--- ¦ g|h -> | a | b | ¦ |---|---| ¦ | c | d | ¦  ¦ | e | f | ¦ |---|---| ¦ | g | h |
Год|Жылы ¦ ---|--- ¦ 1|2 ¦ a|b|c ¦ :---|---|---: ¦ d|e|f -> | Год | Жылы | ¦ |---|---| ¦ | 1 | 2 | ¦  ¦ | a | b | c | ¦ |---|---|---| ¦ | d | e | f |
a|b ¦ ---|--- ¦ ---|--- ¦ c|d -> | a | b | ¦ |---|---| ¦ | --- | --- | ¦ | c | d |
---|--- ¦ a|b -> | --- | --- | ¦ |---|---| ¦ | a | b |
a|b ¦ --|-- ¦ c|d -> | a | b | ¦ |---|---| ¦ | c | d |
""".strip().splitlines()


@pytest.mark.parametrize("golden", LINES)
def test_no_cell_of_a_table_is_lost_or_moved(golden: str) -> None:
    source, _, expected = golden.partition(" -> ")
    blocks = [line("table", one) for one in source.split(" ¦ ")]
    made = re.sub(r'<sup id="s\d+">\d+</sup> ', "", to_markdown(build(blocks)))
    shown = made[made.index("## Article") :].split("\n", 2)[2].partition("\n\n## ")[0]
    assert re.sub(r"\n(?=\n[^|])", "", shown) == expected.replace(" ¦ ", "\n")


@pytest.mark.parametrize(("blocks", "markdown", "html"), SHOWN)
def test_shown(blocks: list, markdown: str, html: str) -> None:
    result = build(blocks)
    assert markdown in to_markdown(result)
    made = to_html(result)
    shown = " ".join(made[made.index('id="translation-heading"') :].split())
    assert html in shown
    assert Page(made).tags <= Page.EXPECTED


def test_links_to_a_row_find_it() -> None:
    blocks = [line("table", "| a | b |"), line("table", "|---|---|"), line("table", "| c | d |")]
    points = [Point(str(i), (i,)) for i in range(3)]
    result = build(blocks, points)
    page = Page(to_html(result))
    assert set(page.links) <= set(page.ids)
    markdown = to_markdown(result)
    assert set(re.findall(r"\(#(s\d)\)", markdown)) == set(re.findall(r'id="(s\d)"', markdown))
