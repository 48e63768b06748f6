"""A glossary on the page: typed or opened, wrong or applied."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .acts import drop, end, fill, go, in_light_and_dark, serious, unfold
from .conftest import Visitor

pytestmark = pytest.mark.browser
TEXT = "Об этом сообщили в акимате города.\n\nОткрытие прошло спокойно, сказали в акимате."


def box(page: Page, name: str = "nk") -> Locator:
    """The box of the glossary, unfolded; the page folds it first, some time after it is drawn."""
    found = page.locator(f"#{name}-glossary-box textarea")
    button = page.locator(f"#{name}-glossary button").first
    expect(button).to_have_attribute("aria-expanded", re.compile("true|false"))
    if button.get_attribute("aria-expanded") == "false":
        button.click()
    expect(found).to_be_visible()
    return found


def test_terms_are_applied_and_listed(page: Page) -> None:
    fill(page, TEXT)
    box(page).fill("акимат = Akimat of the City\nмэр = mayor")
    go(page)
    terms = page.locator("#nk-terms details")
    expect(terms).to_contain_text("Terms of the glossary applied: 1")
    unfold(terms)
    expect(terms).to_contain_text("акимат → Akimat of the City (")
    expect(terms).to_contain_text("not applied: мэр")
    expect(page.locator("#nk-rows")).to_contain_text("Akimat of the City")
    page.locator("#nk-folded [data-edit]").click()
    box(page).fill("")
    go(page)
    expect(terms).to_have_count(0)


# Types into the box in the very moment in which the section is unfolded.
AT_ONCE = """
text => {
  document.querySelector('#nk-glossary button').click();
  const box = document.querySelector('#nk-glossary-box textarea');
  box.value = text;
  box.dispatchEvent(new Event('input', {bubbles: true}));
}
"""


def test_what_is_typed_at_once_stays(page: Page) -> None:
    """Gradio empties a box some time after it has drawn it, so it must be drawn before."""
    expect(page.locator("#nk-glossary button").first).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#nk-glossary-box textarea")).to_be_hidden()
    fill(page, TEXT)
    page.evaluate(AT_ONCE, "акимат = Akimat of the City")
    go(page)
    expect(page.locator("#nk-terms details")).to_contain_text("applied: 1")


def test_an_error_names_the_line_in_the_language_of_the_visitor(
    staying: Callable[..., Visitor],
) -> None:
    page = staying(locale="ru-RU").page
    fill(page, TEXT)
    box(page).fill("мэр = mayor\nакимат")
    error = end(page, page.locator("#nk-go").click, "error")
    expect(error).to_contain_text("Глоссарий, строка 2: у термина нет перевода.")
    box(page).fill("")


def test_a_file_fills_the_box(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "terms.toml"
    file.write_text('"акимат" = "Akimat"\n"Лавка" = "keep"\n', "utf-8")
    terms = box(page)
    chooser = page.locator("#nk-glossary input[type=file]")
    end(page, lambda: chooser.set_input_files(file), "note")
    expect(terms).to_have_value("акимат\tAkimat\nЛавка\tkeep")
    broken = tmp_path / "broken.csv"
    broken.write_text("акимат,Akimat\nмэр,\n", "utf-8")
    error = end(page, lambda: chooser.set_input_files(broken), "error")
    expect(error).to_contain_text("broken.csv, line 2: the term has no translation.")
    expect(terms).to_have_value("акимат\tAkimat\nЛавка\tkeep")


def test_files_have_a_glossary_too(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_text(TEXT, "utf-8")
    page.get_by_role("tab").nth(1).click()
    box(page, "nk-files").fill("акимат")
    drop(page, file)
    expect(page.locator("#nk-files-status .error")).to_contain_text("Glossary, line 1")
    box(page, "nk-files").fill("акимат = Akimat of the City")
    page.locator("#nk-files-go").click()
    with page.expect_download() as caught:
        page.get_by_role("link", name="Result of news.txt").click()
    assert "акимат → Akimat of the City (" in Path(caught.value.path()).read_text("utf-8")


def test_axe_finds_nothing_serious_in_it(regular: Page, phone: Page) -> None:
    for page in (regular, phone):
        fill(page, TEXT)
        box(page).fill("акимат = Akimat")
        go(page)
        unfold(page.locator("#nk-terms details"))
        page.locator("#nk-folded [data-edit]").click()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert in_light_and_dark(regular) == {"light": [], "dark": []}
    assert serious(phone) == []
    for page in (regular, phone):
        box(page).fill("")
