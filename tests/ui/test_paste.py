"""An article that is pasted with its HTML keeps its blocks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .acts import WRITE, fill, go, in_light_and_dark, paste

pytestmark = pytest.mark.browser
HTML = """<meta charset="utf-8"><h1 style="color: red" onclick="window.hacked=1">Library opens</h1>
<p>The library opened in <a href="https://example.org/may">May</a>. Readers came early.</p>
<h2>What is new</h2><ul><li>A garden for readers</li><li>Зал для детей и их родителей</li></ul>
<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>"""
TEXT = (
    "Library opens\n\nThe library opened in May. Readers came early.\n\nWhat is new\n\n"
    "A garden for readers\nЗал для детей и их родителей"
)


def test_headings_and_lists_of_a_pasted_article_are_kept(page: Page) -> None:
    paste(page, HTML, TEXT)
    expect(page.get_by_text("Pasted with its headings")).to_be_visible()
    go(page)
    expect(page.locator("#nk-rows h3")).to_contain_text("Library opens")
    expect(page.locator("#nk-rows h4")).to_contain_text("What is new")
    expect(page.locator("#nk-rows .list")).to_have_count(2)
    assert page.evaluate("window.hacked") is None

    page.locator("#nk-folded [data-edit]").click()
    assert in_light_and_dark(page) == {"light": [], "dark": []}
    page.get_by_role("button", name="Use the text alone").click()
    expect(page.get_by_text("Pasted with its headings")).to_be_hidden()
    expect(page.locator("#nk-old")).to_be_visible()
    go(page)
    expect(page.locator("#nk-rows .list")).to_have_count(0)
    expect(page.locator("#nk-rows")).to_contain_text("A garden for readers")


def test_an_edited_text_is_text_alone(page: Page) -> None:
    paste(page, HTML, TEXT)
    page.locator("#nk-article textarea").press("End")
    page.keyboard.type(" More.")
    expect(page.get_by_text("Pasted with its headings")).to_be_hidden()
    go(page)
    expect(page.locator("#nk-rows .list")).to_have_count(0)


PLAIN = {
    "a line with marks": ("<p>The <b>library</b> opened.</p>", "The library opened."),
    "one line of a heading": ("<h2>The library opened</h2>", "The library opened"),
    "lines without blocks": ("<span>One line.<br>Another.</span>", "One line.\nAnother."),
    "more than the limit": ("<p>a</p>" * 9000, "a\n\na"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_paste_without_blocks_stays_text(regular: Page, name: str) -> None:
    fill(regular, "")
    paste(regular, *PLAIN[name])
    expect(regular.get_by_text("Pasted with its headings")).to_be_hidden()


def test_a_paste_into_a_text_stays_text(regular: Page) -> None:
    fill(regular, "Before.")
    regular.context.grant_permissions(["clipboard-read", "clipboard-write"])
    regular.evaluate(WRITE, [HTML, TEXT])
    box = regular.locator("#nk-article textarea")
    box.press("End")
    box.press("Control+v")
    expect(box).to_have_value("Before." + TEXT)
    expect(regular.get_by_text("Pasted with its headings")).to_be_hidden()
