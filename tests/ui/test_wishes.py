"""What readers ask of their computer: less motion, colours of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .acts import fill, go
from .conftest import DESKTOP, Visitor

pytestmark = pytest.mark.browser
TEXT = (
    "The library opened in May. «Открытие прошло спокойно», he said. Readers came early.\n\n"
    "Снег идёт третий день.\n\nنماینده مجلس درباره توافق تازه سخن گفت و خواست دوباره بررسی شود."
)
# Elements that would move: by an animation, a transition or a scroll that glides.
MOVING = """
[...document.querySelectorAll('*')].filter(element => {
  const style = getComputedStyle(element);
  return style.animationName !== 'none' || style.scrollBehavior !== 'auto'
    || (style.transitionProperty !== 'none' && parseFloat(style.transitionDuration) > 0);
}).map(element => element.outerHTML.slice(0, 80))
"""
# Elements of a place whose own text has the colour of what is behind it.
INVISIBLE = """
place => {
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/^rgba.*, 0\\)$/.test(colour)) return colour;
    }
    return null;
  };
  const own = element => [...element.childNodes].some(
    node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  return [place, ...place.querySelectorAll('*')].filter(
    element => own(element) && getComputedStyle(element).color === behind(element)
  ).map(element => element.outerHTML.slice(0, 80));
}
"""


@pytest.mark.parametrize("wish", ["no-preference", "reduce"])
def test_nothing_moves_for_those_who_ask_for_it(staying: Callable[..., Visitor], wish: str) -> None:
    page = staying(**DESKTOP, reduced_motion=wish).page
    fill(page, TEXT)
    page.locator("#nk-go").click()
    if wish == "reduce":
        assert page.evaluate("document.getAnimations().length") == 0
    expect(page.locator("#nk-status .done")).to_be_visible()
    page.locator("#nk-rows .pair", has_text="Снег").get_by_role("button").click()
    expect(page.locator(".others li").first).to_be_visible()
    assert bool(page.evaluate(MOVING)) == (wish == "no-preference"), "the test sees what moves"


@pytest.fixture(params=["light", "dark"])
def forced(request: pytest.FixtureRequest, staying: Callable[..., Visitor]) -> Page:
    """A visitor with colours of their own who has run the text."""
    page = staying(**DESKTOP, forced_colors="active", color_scheme=request.param).page
    if page.locator("#nk-article textarea").input_value() != TEXT:
        fill(page, TEXT)
        go(page)
    return page


def test_all_text_is_seen_in_forced_colours(forced: Page) -> None:
    expect(forced.locator("#nk-rows mark").first).to_be_visible()
    forced.locator("#nk-rows .pair", has_text="Снег").get_by_role("button").click()
    expect(forced.locator(".others li").first).to_be_visible()
    assert forced.locator("body").evaluate(INVISIBLE) == []
    forced.keyboard.press("Escape")


def test_marks_are_seen_without_their_colours(forced: Page) -> None:
    style = "(e, name) => getComputedStyle(e)[name]"
    mark = forced.locator("#nk-rows mark.foreign").first
    assert mark.evaluate(style, "textDecorationLine") == "underline"
    row = forced.locator("#nk-rows .pair", has_text="Снег")
    row.locator("a.n").click()
    for place in (row.locator(".s:target"), row.locator(".tgt")):
        assert place.evaluate(style, "outlineStyle") == "solid"
    chosen = forced.locator("button[role=tab].selected")
    assert chosen.evaluate(style, "textDecorationLine") == "underline"
    other = forced.locator("button[role=tab]:not(.selected)").first
    assert other.evaluate(style, "textDecorationLine") == "none"
    radio = forced.locator("#nk-length input").first
    assert radio.evaluate(style, "appearance") == "auto"
