"""How an article comes into the page: counted, cleared, dropped, in its language; who waits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .acts import end, fill, go
from .conftest import DESKTOP, Visitor

pytestmark = pytest.mark.browser

DROP = """
(box, [name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  box.dispatchEvent(new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true}));
}
"""


def test_characters_are_counted_and_cleared(regular: Page) -> None:
    page = regular
    fill(page, "слово " * 400)
    count = page.locator("#nk-count .count")
    expect(count).to_have_text("2,400 characters")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#nk-article textarea")).to_have_value("")
    expect(page.locator("#nk-article textarea")).to_be_focused()
    expect(count).to_have_text("0 characters")
    fill(page, "я")
    expect(count).to_have_text("1 character")
    page.get_by_role("button", name="Clear").click()


def test_a_file_is_dropped_on_the_box(page: Page) -> None:
    page.locator("#nk-article textarea").evaluate(DROP, ["note.txt", "The library opened in May."])
    expect(page.locator("#nk-article textarea")).to_have_value("The library opened in May.")
    expect(page.locator("#nk-status")).to_contain_text("Opened note.txt")


def test_errors_are_said_in_the_language_of_the_visitor(
    staying: Callable[..., Visitor],
) -> None:
    page = staying(locale="ru-RU").page
    fill(page, "")
    box = page.locator("#nk-article textarea")
    error = end(page, lambda: box.evaluate(DROP, ["broken.pdf", "%PDF-1.7 not really"]), "error")
    expect(error).to_have_text("broken.pdf: файл повреждён. Сохраните или скачайте его ещё раз.")


def test_the_language_of_the_article_can_be_told(regular: Page) -> None:
    page = regular
    fill(page, "The library opened in May. Открытие прошло спокойно.")
    page.locator("#nk-source input").click()
    page.get_by_role("option", name="Russian").click()
    go(page)
    expect(page.locator("#nk-rows .pair")).to_have_count(1)
    page.locator("#nk-folded [data-edit]").click()
    page.locator("#nk-source input").click()
    page.get_by_role("option", name="Detect").click()


def test_two_visitors_at_once(context: Callable[..., BrowserContext], address: str) -> None:
    first, second = Visitor(context(**DESKTOP), address), Visitor(context(**DESKTOP), address)
    lines = (f"Новость номер {n}: в городе открыли ещё одну школу." for n in range(60))
    fill(first.page, "\n".join(lines))
    first.page.locator("#nk-go").click()
    fill(second.page, "The library opened in May.")
    go(second.page)
    expect(second.page.locator("#nk-rows")).to_have_text("1The library opened in May.↩ back")
    expect(first.page.locator("#nk-status .done")).to_be_visible()
    expect(first.page.locator("#nk-rows .tgt")).to_have_count(60)
    for visitor in (first, second):
        visitor.page.close()
        visitor.check()


def test_nothing_of_gradio_is_offered(regular: Page) -> None:
    expect(regular.get_by_text("Settings")).to_have_count(0)
    expect(regular.get_by_text("Gradio")).to_have_count(0)
    link = regular.get_by_role("link", name="API")
    answer = regular.request.get(f"{regular.url.split('#')[0]}{link.get_attribute('href')}")
    assert answer.ok
