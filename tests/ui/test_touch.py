"""What can be pressed is large enough, and the two texts of a row are told apart on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .acts import MESSY, drop, fill, go, unfold

pytestmark = pytest.mark.browser
# What is smaller than `least` on a side. An input with a label is as large as the label. A link
# between the words of a text may be as small as they are (WCAG 2.2, 2.5.8); so may a translation,
# which is as wide as its words.
SMALL = """
least => [...document.querySelectorAll(
  'a[href], button, summary, input, textarea, [role=button], [role=tab]'
)].map(element => element.closest('label') ?? element).filter(element => {
  const {width, height} = element.getBoundingClientRect();
  const wide = element.matches('.translated') ? least : width;
  return element.checkVisibility({checkVisibilityCSS: true}) && width > 1 && height > 1
    && !element.matches('.web, input[type=file]') && Math.min(wide, height) < least - 0.5;
}).map(element => {
  const {width, height} = element.getBoundingClientRect();
  return `${element.outerHTML.slice(0, 90)} ${Math.round(width)} × ${Math.round(height)}`;
})
"""


def small(page: Page, least: int) -> list[str]:
    found: list[str] = page.evaluate(SMALL, least)
    return found


@pytest.mark.parametrize(("who", "least"), [("regular", 24), ("phone", 44)])
def test_what_can_be_pressed_is_large(request: pytest.FixtureRequest, who: str, least: int) -> None:
    page: Page = request.getfixturevalue(who)
    fill(page, MESSY)
    page.locator("#nk-glossary .label-wrap").click()
    assert small(page, least) == []
    page.locator("#nk-glossary .label-wrap").click()
    go(page)
    for name in ("removed", "entities"):
        unfold(page.locator(f"#nk-{name} details"))
    assert small(page, least) == []
    page.locator("#nk-summary .cite").first.click()
    expect(page.locator("#nk-rows .back:visible")).to_have_count(1)
    assert small(page, least) == []


@pytest.mark.parametrize(("who", "least"), [("regular", 24), ("phone", 44)])
def test_what_can_be_pressed_among_files_is_large(
    request: pytest.FixtureRequest, tmp_path: Path, who: str, least: int
) -> None:
    page: Page = request.getfixturevalue(who)
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text("The library opened.", "utf-8")
    bad.write_bytes(b"%PDF-1.7 not really")
    drop(page, good, bad)
    expect(page.locator("#nk-files-table .is-failed")).to_be_visible()
    assert small(page, least) == []
    page.get_by_role("tab").nth(0).click()


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


STYLE = "(e, name) => getComputedStyle(e)[name]"


def test_source_and_translation_differ_on_a_phone(phone: Page) -> None:
    fill(phone, "The library opened in May. «Открытие прошло спокойно», he said.")
    go(phone)
    row = phone.locator("#nk-rows .pair:has(.tgt:not(.none))").first
    source, target = row.locator(".src"), row.locator(".tgt")
    for scheme in ("dark", "light"):
        phone.emulate_media(color_scheme=scheme)
        expect(phone.locator("body.dark")).to_have_count(int(scheme == "dark"))
        ground = phone.locator("#nk-rows").evaluate(STYLE, "backgroundColor")
        assert source.evaluate(STYLE, "borderInlineStartWidth") == "0px"
        assert target.evaluate(STYLE, "borderInlineStartWidth") == "3px"
        assert contrast(target.evaluate(STYLE, "borderInlineStartColor"), ground) >= 3
        assert source.evaluate(STYLE, "color") != target.evaluate(STYLE, "color")
        for cell in (source, target):
            assert contrast(cell.evaluate(STYLE, "color"), ground) >= 4.5
