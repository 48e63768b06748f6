"""The articles that the browser remembers, only if its user wants it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .acts import fill, go, serious, unfold

pytestmark = pytest.mark.browser
FIRST = "The library opened in May.\n\nReaders came early, and many stayed all day."
SECOND = "<b onmouseover=alert(1)>Мост закрыт.</b>\n\nThe bridge is closed until the autumn."
KEY = "nlpkit-history"
STORED = "localStorage.getItem('nlpkit-history')"


def titles(page: Page) -> list[str]:
    return page.locator("#nk-history .again").all_text_contents()


def test_articles_are_remembered_only_as_long_as_it_is_wanted(page: Page) -> None:
    fill(page, FIRST)
    go(page)
    assert page.evaluate(STORED) is None
    page.locator("#nk-folded [data-edit]").click()
    unfold(page.locator("#nk-history details"))
    page.get_by_label("Remember the articles").check()
    for text in (FIRST, SECOND):
        fill(page, text)
        go(page)
        expect(page.locator("#nk-history .again").first).to_contain_text(
            "library" if text is FIRST else "Мост"
        )
    page.locator("#nk-folded [data-edit]").click()
    assert len(titles(page)) == 2
    assert serious(page) == []

    page.reload()
    page.wait_for_selector("#nk-summary .hint")
    unfold(page.locator("#nk-history details"))
    expect(page.locator("#nk-history .again")).to_have_count(2)
    page.locator("#nk-history .again").nth(1).click()
    expect(page.locator("#nk-article textarea")).to_have_value(FIRST)
    expect(page.locator("#nk-article textarea")).to_be_focused()
    go(page)
    page.locator("#nk-folded [data-edit]").click()
    expect(page.locator("#nk-history .again")).to_have_count(2)
    assert "library" in titles(page)[0], "what was run again comes first, and once"

    page.get_by_role("button", name="Forget:").first.click()
    expect(page.locator("#nk-history .again")).to_have_count(1)
    page.locator("#nk-history [data-forget]").click()
    expect(page.locator("#nk-history .again")).to_have_count(0)
    assert page.evaluate(STORED) == "[]"
    page.get_by_label("Remember the articles").uncheck()
    assert page.evaluate(STORED) is None


def test_what_does_not_fit_is_left_out_the_oldest_first(page: Page) -> None:
    page.evaluate(
        "localStorage.setItem('nlpkit-history', JSON.stringify([...Array(20).keys()].map("
        "n => ({title: `old ${n}`, text: 'x'.repeat(240000), html: '', when: `2020-01-${10 + n}`}))"
        ".slice(0, 19)))"
    )
    fill(page, FIRST * 200)
    go(page)
    page.locator("#nk-folded [data-edit]").click()
    unfold(page.locator("#nk-history details"))
    expect(page.locator("#nk-history .again").first).to_contain_text("library")
    kept = titles(page)
    assert 2 < len(kept) <= 20
    assert kept[1:] == [f"old {n}" for n in range(len(kept) - 1)]
    page.get_by_label("Remember the articles").uncheck()


@pytest.mark.parametrize("damaged", ["{", "3", '{"a": 1}', "null", "[null]", "[3, {}]"])
def test_a_damaged_history_harms_nothing(page: Page, damaged: str) -> None:
    page.evaluate("text => localStorage.setItem('nlpkit-history', text)", damaged)
    page.reload()
    page.wait_for_selector("#nk-summary .hint")
    fill(page, FIRST)
    go(page)
    unfold_history(page)
    remembers = damaged.startswith("[")
    expect(page.get_by_label("Remember the articles")).to_be_checked(checked=remembers)
    expect(page.locator("#nk-history .again")).to_have_count(int(remembers))
    page.evaluate("localStorage.removeItem('nlpkit-history')")


def test_another_tab_may_change_it_meanwhile(page: Page) -> None:
    fill(page, FIRST)
    unfold_history(page)
    page.get_by_label("Remember the articles").check()
    go(page)
    unfold_history(page)
    expect(page.locator("#nk-history .again")).to_have_count(1)
    other = page.context.new_page()
    other.goto(page.url)
    newer = "[{title: 'newer', text: 'newer', html: '', when: '2030-01-01T00:00:00Z'}]"
    other.evaluate(
        f"localStorage.setItem('{KEY}', JSON.stringify({newer}.concat("
        f"JSON.parse(localStorage.getItem('{KEY}')))))"
    )
    expect(page.locator("#nk-history .again")).to_have_count(2)
    page.get_by_role("button", name="Forget:").nth(1).click()
    expect(page.locator("#nk-history .again")).to_have_text(["newer"])
    other.evaluate(f"localStorage.removeItem('{KEY}')")
    expect(page.get_by_label("Remember the articles")).not_to_be_checked()
    other.close()


def unfold_history(page: Page) -> None:
    edit = page.locator("#nk-folded [data-edit]")
    if edit.is_visible():
        edit.click()
    unfold(page.locator("#nk-history details"))
