"""Other translations of a sentence, asked for by the reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from .acts import fill, go, in_light_and_dark, serious
from .conftest import DESKTOP, Visitor

pytestmark = pytest.mark.browser
TEXT = "The library opened in May. «Открытие прошло спокойно», he said.\n\nСнег идёт третий день."


@pytest.fixture
def read(staying: Callable[..., Visitor]) -> Page:
    """A visitor who has run the text, with nothing open."""
    page = staying(**DESKTOP).page
    if page.locator("#nk-article textarea").input_value() != TEXT:
        fill(page, TEXT)
        go(page)
    page.keyboard.press("Escape")
    return page


def sentence(page: Page) -> Locator:
    return page.locator("#nk-rows .pair", has_text="Снег").get_by_role("button")


def test_a_click_shows_them_and_a_second_one_hides_them(read: Page) -> None:
    one = sentence(read)
    text = one.inner_text()
    expect(one).to_have_attribute("aria-expanded", "false")
    one.click()
    panel = read.get_by_role("group", name="Other translations")
    expect(panel.locator("li").first).to_be_visible()
    others = panel.locator("li").all_inner_texts()
    assert 1 <= len(set(others)) == len(others) <= 4
    assert text not in others
    expect(one).to_have_attribute("aria-expanded", "true")
    expect(one).to_have_attribute("aria-controls", panel.get_attribute("id") or "")
    expect(read.locator(".nk-said")).to_contain_text(others[0])
    above, below = one.bounding_box(), panel.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    one.click()
    expect(panel).to_have_count(0)
    expect(one).to_have_attribute("aria-expanded", "false")


def test_the_keyboard_opens_and_escape_closes(read: Page) -> None:
    one = sentence(read)
    one.focus()
    for key in ("Enter", " "):
        one.press(key)
        expect(read.locator(".others li").first).to_be_visible()
        read.keyboard.press("Escape")
        expect(read.locator(".others")).to_have_count(0)
        expect(one).to_be_focused()


def test_one_is_open_at_a_time(read: Page) -> None:
    sentence(read).click()
    other = read.locator("#nk-rows .pair", has_text="Открытие").get_by_role("button")
    other.click()
    expect(read.locator(".others li").first).to_be_visible()
    expect(read.locator(".others")).to_have_count(1)
    expect(sentence(read)).to_have_attribute("aria-expanded", "false")


def test_they_stay_open_while_the_summary_changes(read: Page) -> None:
    sentence(read).click()
    shown = read.locator(".others li")
    expect(shown.first).to_be_visible()
    texts = shown.all_inner_texts()
    read.locator("#nk-length").get_by_label("Long").check()
    expect(read.locator("#nk-status .done")).to_be_visible()
    expect(sentence(read)).to_have_attribute("aria-expanded", "true")
    assert shown.all_inner_texts() == texts
    read.locator("#nk-length").get_by_label("Short").check()
    expect(read.locator("#nk-status .done")).to_be_visible()


def test_axe_finds_nothing_serious_in_them(read: Page, phone: Page) -> None:
    fill(phone, TEXT)
    go(phone)
    for page in (read, phone):
        sentence(page).click()
        expect(page.locator(".others li").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert in_light_and_dark(read) == {"light": [], "dark": []}
    assert serious(phone) == []
