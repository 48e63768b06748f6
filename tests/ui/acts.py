"""What visitors do, for all tests of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
MESSY = (EXAMPLES / "messy-english.txt").read_text(encoding="utf-8")


def fill(page: Page, text: str) -> None:
    page.get_by_role("tab").nth(0).click()
    edit = page.locator("#nk-folded [data-edit]")
    if edit.is_visible():
        edit.click()
    page.locator("#nk-article textarea").fill(text)


def end(page: Page, act: Callable[[], object], *kinds: str) -> Locator:
    """Do what starts some work, and wait for its last status, one of the kinds."""
    old = "document.querySelectorAll('#nk-status .status').forEach(e => e.classList.add('old'))"
    page.evaluate(old)
    act()
    found = page.locator(", ".join(f"#nk-status .{kind}:not(.old)" for kind in kinds))
    expect(found).to_be_visible()
    return found


def go(page: Page) -> None:
    end(page, page.locator("#nk-go").click, "done")


def unfold(details: Locator) -> None:
    if not details.evaluate("e => e.open"):
        details.locator("summary").click()
