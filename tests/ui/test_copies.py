"""The buttons copy with structure, as Markdown and as HTML; links keep their addresses."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .acts import copied, fill, go, paste, serious

pytestmark = pytest.mark.browser
HTML = """<h1>Library opens</h1>
<p>The library opened in <a href="https://example.org/news/the_library-(may)?a=1&amp;b=2">May</a>.
«Открытие прошло спокойно», he said.</p>
<h2>Что нового</h2>
<ul><li>A garden for <a href="https://example.org/readers">readers</a></li>
<li>Зал для детей</li></ul>
<table><tr><th>What</th><th>Number</th></tr><tr><td>Books</td><td>300</td></tr></table>
<blockquote>Мы долго ждали этого дня.</blockquote>
<p>Rules: <a href="https://example.org/rules">https://example.org/rules</a>;
<a href="javascript:window.hacked=1">no link</a>.</p>"""
TEXT = "Library opens\n\nThe library opened in May."
SOURCE = """# Library opens

The library opened in May (https://example.org/news/the_library-%28may%29?a=1&b=2). «Открытие \
прошло спокойно», he said.

## Что нового

- A garden for readers (https://example.org/readers)
- Зал для детей

| What | Number |
| --- | --- |
| Books | 300 |

> Мы долго ждали этого дня.

Rules: https://example.org/rules; no link."""
RICH = """async () => {
  const [item] = await navigator.clipboard.read();
  return (await item.getType('text/html')).text();
}"""
BULLET = "e => getComputedStyle(e, '::before').content"


@pytest.fixture
def pasted(regular: Page) -> Page:
    """A visitor who has run the pasted article."""
    if regular.locator("#nk-article textarea").input_value() != TEXT:
        fill(regular, "")
        paste(regular, HTML, TEXT)
        go(regular)
    return regular


def test_the_source_is_copied_with_its_structure(pasted: Page) -> None:
    assert copied(pasted, "source") == SOURCE


def test_the_translation_is_copied_with_the_same_structure(pasted: Page) -> None:
    lines = copied(pasted, "translation").splitlines()
    assert len(lines) == len(SOURCE.splitlines())
    for line, source in zip(lines, SOURCE.splitlines(), strict=True):
        for mark in ("# ", "## ", "- ", "| ", "> "):
            assert line.startswith(mark) == source.startswith(mark), line
    assert "новое" not in " ".join(lines)


def test_editors_get_html(pasted: Page) -> None:
    copied(pasted, "translation")
    html = pasted.evaluate(RICH)
    for part in (
        "<h1>Library opens</h1>",
        "<ul><li>A garden for",
        "<table>",
        ">What</td>",
        "</blockquote>",
        'href="https://example.org/readers"',
    ):
        assert part in html, html


def test_addresses_are_links_in_the_views(pasted: Page) -> None:
    links = pasted.locator("#nk-rows .src a.web")
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://example.org/news/the_library-%28may%29?a=1&b=2",
        "https://example.org/readers",
        "https://example.org/rules",
    ]
    expect(links.first).to_have_attribute("rel", "noopener noreferrer")
    assert pasted.evaluate("window.hacked") is None
    assert serious(pasted) == []


def test_items_have_bullets_in_the_views(pasted: Page) -> None:
    items = pasted.locator("#nk-rows .list .line :is(.src, .tgt):visible")
    assert [item.evaluate(BULLET) for item in items.all()] == ['"•"'] * 3
    pasted.get_by_label("Translation", exact=True).check()
    assert [item.evaluate(BULLET) for item in items.all()] == ['"•"'] * 2
    pasted.get_by_label("Side by side").check()


ONE = {
    "English": ('<p>It opened in <a href="https://e.org/a">May</a>.</p>', "May (https://e.org/a)"),
    "Russian": ('<p>Он <a href="https://e.ru/новости">уехал</a>.</p>', "(https://e.ru/%D0%BD"),
    "French": (
        'Il est <a href="http://e.fr/été">parti</a> hier.',
        "parti (http://e.fr/%C3%A9t%C3%A9)",
    ),
}


@pytest.mark.parametrize("name", ONE)
def test_the_link_of_a_single_line_is_kept(regular: Page, name: str) -> None:
    html, expected = ONE[name]
    fill(regular, "")
    paste(regular, html, "Only one line.")
    go(regular)
    assert expected in copied(regular, "source")


@pytest.mark.parametrize(
    "text",
    [
        "- A garden for readers\n- Зал для детей и родителей\n\n1. Books\n2. Читатели пришли рано.",
        "It has:\n\n* A garden\n* Зал для детей\n\nIt opened in May.",
        "| What | Number |\n| --- | --- |\n| Книги | 300 |\n| Pens | 4 |\n\nIt opened in May.",
    ],
)
def test_marks_of_the_text_are_not_doubled(regular: Page, text: str) -> None:
    fill(regular, text)
    go(regular)
    assert copied(regular, "source").splitlines() == text.splitlines()
