"""Payloads in a real browser: what the panels show of all, and a run of the page with some."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from payloads import PAYLOADS, RUSSIAN, VECTORS, shown
from playwright.sync_api import BrowserContext, Page, expect

from nlpkit.ui.view import Strings

from .acts import drop, end, fill, unfold
from .conftest import DESKTOP

pytestmark = pytest.mark.browser
# What scripts need, and what no panel has.
FOREIGN = (
    "script, img, svg, math, iframe, object, embed, video, audio, input, select, form, style, base,"
    " meta, link, template, marquee, a[href^=java i], a[href^=data i]"
)
HANDLERS = """
[...document.querySelectorAll('body *')].flatMap(
  element => element.getAttributeNames().filter(name => name.startsWith('on')))
"""


def test_no_panel_runs_a_script(context: Callable[..., BrowserContext]) -> None:
    page = context(**DESKTOP).new_page()
    say = Strings("en")
    for first in range(0, len(PAYLOADS), 20):
        panels = (
            panel for payload in PAYLOADS[first : first + 20] for panel in shown(payload, say)
        )
        page.set_content(f"<body>{''.join(f'<section>{panel}</section>' for panel in panels)}")
        assert page.locator("body").locator(FOREIGN).count() == 0
        assert page.evaluate(HANDLERS) == []
        assert page.evaluate("window.hacked") is None
    page.close()


def harmless(page: Page, *places: str) -> None:
    """Nothing has run, and the places have no markup of a stranger."""
    assert page.evaluate("window.hacked") is None
    for place in places:
        assert page.locator(place).locator(FOREIGN).count() == 0, place
    assert page.evaluate(HANDLERS) == []


def test_a_run_with_payloads_does_no_harm(page: Page) -> None:
    sample = VECTORS[::4]
    text = "\n\n".join(f"{vector}\n\n{RUSSIAN.format(vector)}" for vector in sample)
    fill(page, f"Сводка <img src=x onerror=window.hacked=1>\n\n{text}")
    page.locator("#nk-glossary button").first.click()
    page.locator("#nk-glossary-box textarea").fill(
        "школа\t<img src=x onerror=window.hacked=1>\n<svg onload=window.hacked=1>\tkeep"
    )
    end(page, page.locator("#nk-go").click, "done")
    expect(page.locator("#nk-terms details")).to_have_count(1)
    unfold(page.locator("#nk-terms details"))
    page.locator("#nk-rows [data-piece]").first.click()
    expect(page.locator(".others")).not_to_contain_text("Looking for")
    harmless(page, "#nk-rows", "#nk-summary", "#nk-folded", "#nk-removed", "#nk-terms", ".others")


def test_a_file_with_a_payload_for_a_name_does_no_harm(page: Page, tmp_path: Path) -> None:
    bad = tmp_path / "<img src=x onerror=window.hacked=1>.pdf"
    bad.write_bytes(b"%PDF-1.7 not really")
    good = tmp_path / "<svg onload='window.hacked=1'>.txt"
    good.write_text("The library opened.", "utf-8")
    drop(page, bad, good)
    expect(page.locator("#nk-files-status")).to_contain_text("failed: 1")
    page.locator("#nk-files-table [data-again]").click()
    expect(page.locator("#nk-files-status .done")).to_contain_text("failed: 1")
    harmless(page, "#nk-files-table", "#nk-files-status")
