"""Takes pictures of the page in every state, to look at: `make screenshots FOLDER=...`.

Each state is seen on a laptop and on a telephone, in both languages of the interface, in light and
in dark. Where nothing else is named, the pictures go to `screenshots`; they are not committed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from .acts import MESSY, drop, end, fill, go, paste
from .conftest import CHROMIUM, GUARD, PHONE, Visitor, served

SIZES: dict[str, dict[str, object]] = {
    "laptop": {"viewport": {"width": 1366, "height": 768}},
    "phone": PHONE,
}
LANGUAGES = {"en": "en-US", "ru": "ru-RU"}
LONG = "\n".join(
    f"Новость номер {n}: в городе открыли ещё одну школу, рассказал мэр." for n in range(150)
)
PERSIAN = (
    "نماینده مجلس درباره توافق تازه سخن گفت. او گفت که این سند باید دوباره بررسی شود.\n\n"
    "The library opened in May.\n\nСнег идёт третий день."
)
PASTED = """<h1>Library opens</h1>
<p>The library opened in <a href="https://example.org/news/library-opens-in-may">May</a>. «Открытие
прошло <a href="https://example.org/ru">спокойно</a>», he said.</p>
<h2>Что нового</h2><ul><li>A garden for readers</li><li>Зал для детей и их родителей</li></ul>
<ol><li>Books may be taken home</li><li>Читатели приходят рано утром</li></ol>
<table><tr><th>What</th><th>Number</th></tr><tr><td>Книги</td><td>300</td></tr></table>
<blockquote><p>Мы долго ждали этого дня.</p></blockquote>"""


def empty(_: Page) -> None:
    """Show the page as it comes."""


def running(page: Page) -> None:
    fill(page, LONG)
    page.locator("#nk-go").click()
    page.wait_for_selector("#nk-rows .translated")


def stopped(page: Page) -> None:
    running(page)
    end(page, page.locator("#nk-stop").click, "note")
    expect(page.locator("#nk-downloads a").first).to_be_visible()


def mixed(page: Page) -> None:
    fill(page, MESSY)
    go(page)


def pasted(page: Page) -> None:
    page.get_by_role("tab").nth(0).click()
    fill(page, "")
    paste(page, PASTED, "Library opens\n\nThe library opened in May.")
    go(page)


def nothing_foreign(page: Page) -> None:
    fill(page, "The library opened in May. Readers came early.\n\nIt stays open until the evening.")
    go(page)


def persian(page: Page) -> None:
    fill(page, PERSIAN)
    go(page)


def edited(page: Page) -> None:
    fill(page, PERSIAN + " More.")


def error(page: Page) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "broken.pdf"
        file.write_bytes(b"%PDF-1.7 not really")
        chooser = page.locator("input[type=file]").first
        end(page, lambda: chooser.set_input_files(file), "error")


def files(page: Page) -> None:
    with tempfile.TemporaryDirectory() as folder:
        good, bad = Path(folder) / "good.txt", Path(folder) / "bad.pdf"
        good.write_text("The library opened. «Открытие прошло спокойно».", "utf-8")
        bad.write_bytes(b"%PDF-1.7 not really")
        drop(page, good, bad)
        expect(page.locator("#nk-files-table .is-failed")).to_be_visible()
        expect(page.locator("#nk-files-zip a").first).to_be_visible()


# In this order, since each state begins where the one before has ended.
STATES: tuple[Callable[[Page], None], ...] = (
    empty, error, running, stopped, mixed, pasted, nothing_foreign, persian, edited, files
)  # fmt: skip


def take(visitor: Visitor, folder: Path, name: str) -> None:
    page = visitor.page
    for state in STATES:
        if state is running:
            page.emulate_media(color_scheme="light")
        if state is stopped:  # the run of the state before is still going on
            end(page, page.locator("#nk-stop").click, "note")
        state(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            expect(page.locator("body.dark")).to_have_count(int(scheme == "dark"))
            page.screenshot(
                path=folder / f"{state.__name__}-{name}-{scheme}.png",
                full_page=True,
                animations="disabled",
            )
    visitor.check()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=GUARD)
    with served("server.fetch=true") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for size, options in SIZES.items():
            for language, locale in LANGUAGES.items():
                context = browser.new_context(**{**options, "locale": locale})  # type: ignore[arg-type]
                take(Visitor(context, address), folder, f"{size}-{language}")
                context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
