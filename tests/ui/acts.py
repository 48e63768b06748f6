"""What visitors do and see, for all tests of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
MESSY = (EXAMPLES / "messy-english.txt").read_text(encoding="utf-8")
WRITE = """([html, text]) => navigator.clipboard.write([new ClipboardItem({
  'text/html': new Blob([html], {type: 'text/html'}),
  'text/plain': new Blob([text], {type: 'text/plain'}),
})])"""


def fill(page: Page, text: str) -> None:
    page.get_by_role("tab").nth(0).click()
    edit = page.locator("#nk-folded [data-edit]")
    if edit.is_visible():
        edit.click()
    page.locator("#nk-article textarea").fill(text)


def paste(page: Page, html: str, text: str) -> None:
    """Paste HTML over what is in the box, with the text that a browser puts beside it."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(WRITE, [html, text])
    box = page.locator("#nk-article textarea")
    box.press("Control+a")
    box.press("Control+v")
    expect(box).to_have_value(text)


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


def copied(page: Page, button: str) -> str:
    """What a button copies; it says so."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    found = page.locator(f"[data-copy={button}]")
    label = found.inner_text()
    found.click()
    expect(found).to_have_text("Copied")
    expect(page.locator(".nk-said")).to_have_text("Copied")
    expect(found).to_have_text(label)
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def unfold(details: Locator) -> None:
    if not details.evaluate("e => e.open"):
        details.locator("summary").click()


def serious(page: Page) -> list[str]:
    """What axe finds serious, with the first element concerned.

    One button is left out: Gradio's own "Add files" is a button within a button.
    """
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:120]}"
        for v in Axe().run(page, {"exclude": ["#nk-uploads button"]}).response["violations"]
        if v["impact"] in ("serious", "critical")
    ]


def in_light_and_dark(page: Page) -> dict[str, list[str]]:
    """What axe finds in both; colours that are still changing are waited for."""
    fading = "document.getAnimations().filter(a => a instanceof CSSTransition)"
    found = {}
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body.dark")).to_have_count(int(scheme == "dark"))
        page.wait_for_function(f"{fading}.length === 0")
        found[scheme] = serious(page)
    return found


def drop(page: Page, *files: Path) -> None:
    page.get_by_role("tab").nth(1).click()
    page.locator("#nk-uploads input[type=file]").set_input_files(files)
    for file in files:
        expect(page.locator("#nk-uploads")).to_contain_text(file.suffix)
    page.locator("#nk-files-go").click()
