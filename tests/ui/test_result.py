"""How the page shows a result: what is seen first, rows of twins, directions, copies."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from .acts import MESSY, copied, end, fill, go, unfold
from .conftest import Visitor

pytestmark = pytest.mark.browser
LAPTOP = {"locale": "en-US", "viewport": {"width": 1366, "height": 768}}
MIXED = (
    "The library opened in May. «Открытие прошло спокойно», he said. Readers came early.\n\n"
    "Снег идёт. The train was late."
)
PERSIAN = "نماینده مجلس درباره توافق تازه سخن گفت. او گفت که این سند باید دوباره بررسی شود."
BACKGROUND = "e => getComputedStyle(e).backgroundColor"


@pytest.fixture
def laptop(staying: Callable[..., Visitor]) -> Page:
    return staying(**LAPTOP).page


@pytest.fixture
def mixed(laptop: Page) -> Page:
    """A visitor who has run the mixed article."""
    if laptop.locator("#nk-article textarea").input_value() != MIXED:
        fill(laptop, MIXED)
        go(laptop)
    return laptop


def test_the_input_folds_and_the_summary_is_seen_at_once(laptop: Page) -> None:
    page = laptop
    fill(page, MESSY)
    go(page)
    expect(page.locator("#nk-input")).to_be_hidden()
    folded = page.locator("#nk-folded .folded")
    expect(folded).to_contain_text(f"{len(MESSY):,} characters · English")
    bottom = page.locator("#nk-summary").evaluate("e => e.getBoundingClientRect().bottom")
    assert bottom <= 768
    folded.get_by_role("button", name="Edit").click()
    expect(page.locator("#nk-article textarea")).to_be_focused()
    expect(page.locator("#nk-article textarea")).to_have_value(MESSY)
    expect(folded).to_be_hidden()
    go(page)
    expect(page.locator("#nk-input")).to_be_hidden()


def test_a_text_that_cannot_be_run_keeps_the_box(laptop: Page) -> None:
    page = laptop
    fill(page, " ")
    end(page, page.locator("#nk-go").click, "error")
    expect(page.locator("#nk-article textarea")).to_be_visible()


def test_results_of_an_earlier_text_are_marked(mixed: Page) -> None:
    page, results = mixed, mixed.locator("#nk-results")
    assert results.get_attribute("data-old") is None
    fill(page, MIXED + " More.")
    expect(results).to_have_attribute("data-old", "")
    expect(page.locator("#nk-old")).to_be_visible()
    fill(page, MIXED)
    expect(page.locator("#nk-old")).to_be_hidden()
    go(page)


def test_one_panel_where_nothing_was_foreign(laptop: Page) -> None:
    page = laptop
    fill(page, "The library opened in May. Readers came early.")
    go(page)
    expect(page.locator("#nk-rows .single")).to_be_visible()
    rows = page.locator("#nk-rows .src")
    expect(rows).to_have_count(1)
    assert rows.inner_text() == "1The library opened in May. 2Readers came early."
    expect(page.locator(".views")).to_be_hidden()
    expect(page.locator("[data-copy=translation]")).to_be_hidden()


def twins(page: Page) -> tuple[Locator, Locator]:
    row = page.locator("#nk-rows .pair", has_text="Открытие")
    return row.locator(".src"), row.locator(".tgt")


def test_source_and_translation_are_aligned(mixed: Page) -> None:
    source, target = twins(mixed)
    one, other = source.bounding_box(), target.bounding_box()
    assert one
    assert other
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]
    expect(source.locator("mark")).to_have_attribute("lang", "ru")
    told = target.locator(".translated").get_attribute("title") or ""
    assert re.fullmatch(r"Translated from: Russian; confidence \d+%", told)


def test_the_twin_lights_up(mixed: Page) -> None:
    page = mixed
    source, target = twins(page)
    row = page.locator("#nk-rows .pair", has_text="Открытие")
    page.mouse.move(0, 0)
    dark = row.evaluate(BACKGROUND)
    source.hover()
    assert row.evaluate(BACKGROUND) != dark
    page.mouse.move(0, 0)
    assert row.evaluate(BACKGROUND) == dark
    source.locator("a.n").focus()
    assert row.evaluate(BACKGROUND) != dark
    page.locator("#nk-folded [data-edit]").focus()
    assert row.evaluate(BACKGROUND) == dark
    target.click()
    page.mouse.move(0, 0)
    assert row.evaluate(BACKGROUND) != dark
    target.click()
    page.mouse.move(0, 0)
    assert row.evaluate(BACKGROUND) == dark


def test_a_number_lights_both_and_leads_back(mixed: Page) -> None:
    page = mixed
    link = page.locator("#nk-summary .cite", has_text="[2]")
    link.focus()
    link.press("Enter")
    source, target = twins(page)
    expect(source).to_be_in_viewport()
    lit = source.locator(".s:target")
    expect(lit).to_have_count(1)
    assert lit.evaluate(BACKGROUND) == target.evaluate(BACKGROUND)
    back = lit.get_by_role("link", name="back")
    expect(back).to_be_visible()
    page.keyboard.press("Tab")  # past the number of the sentence
    page.keyboard.press("Tab")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(link).to_be_focused()
    expect(page.locator(".s:target")).to_have_count(0)


def test_numbers_are_those_of_the_article(messy: Page) -> None:
    numbers = messy.locator("#nk-rows .n").all_inner_texts()
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    cited = messy.locator("#nk-summary .cite").all_inner_texts()
    assert {n.strip("[]") for n in cited} <= set(numbers)


def test_one_column_can_be_read_alone(mixed: Page) -> None:
    page = mixed
    source, target = twins(page)
    page.get_by_label("Translation", exact=True).check()
    expect(source).to_be_hidden()
    expect(target).to_be_visible()
    expect(page.locator("#nk-rows")).to_contain_text("Readers came early.")
    page.get_by_label("Source", exact=True).check()
    expect(source).to_be_visible()
    expect(target).to_be_hidden()
    page.get_by_label("Side by side").check()
    expect(target).to_be_visible()


def test_on_a_phone_a_sentence_stands_above_its_translation(phone: Page) -> None:
    fill(phone, MIXED)
    go(phone)
    source, target = (cell.bounding_box() for cell in twins(phone))
    assert source
    assert target
    assert source["y"] + source["height"] <= target["y"]


def test_copies_are_clean(mixed: Page) -> None:
    page = mixed
    paragraphs = MIXED.split("\n\n")
    assert copied(page, "source") == "\n\n".join(paragraphs)
    translation = copied(page, "translation")
    assert translation.startswith("The library opened in May. ")
    assert "Открытие" not in translation
    assert translation.count("\n\n") == 1
    summary = copied(page, "summary")
    assert "[" not in summary
    assert len(summary.splitlines()) == page.locator("#nk-summary li").count()
    first, *_ = copied(page, "sources").splitlines()
    assert first == f"1. {summary.splitlines()[0]} [1]"
    assert "[1] The library opened in May." in copied(page, "sources")


def test_the_marks_of_a_point_go_with_its_copies(mixed: Page) -> None:
    page = mixed
    add = "p => p.insertAdjacentHTML('beforeend', '<span class=\"flag\">low confidence</span>')"
    remove = "p => p.querySelector('.flag').remove()"
    point = page.locator("#nk-summary .points > li").first
    point.evaluate(add)
    assert copied(page, "summary").splitlines()[0].endswith(". (low confidence)")
    assert copied(page, "sources").splitlines()[0].endswith(". [1] (low confidence)")
    point.evaluate(remove)


def test_persian_is_read_from_right_to_left(laptop: Page) -> None:
    page = laptop
    fill(page, f"{PERSIAN}\n\nThe library opened in May.")
    box = page.locator("#nk-article textarea")
    expect(box).to_have_attribute("dir", "auto")
    go(page)
    direction = "e => getComputedStyle(e).direction"
    for place in ("#nk-rows .text", "#nk-summary .point >> nth=0", "#nk-folded bdi"):
        assert page.locator(place).evaluate(direction) == "rtl", place
    english = page.locator("#nk-rows .src", has_text="The library")
    assert english.evaluate(direction) == "ltr"
    notice = page.locator("#nk-rows .notices li")
    expect(notice).to_have_count(1)
    expect(notice).to_contain_text("Persian: no installed model reads it")
    expect(page.locator("#nk-rows .single")).to_be_visible()


def test_a_removed_block_comes_back_and_goes_again(page: Page) -> None:
    fill(page, MESSY)
    go(page)
    unfold(page.locator("#nk-removed details"))
    item = page.locator("#nk-removed li", has_text="related headline").first
    headline = item.locator("bdi").first.inner_text()
    button = page.locator(
        f"#nk-removed [data-keep='{item.locator('button').get_attribute('data-keep')}']"
    )
    button.focus()
    end(page, lambda: button.press("Enter"), "done")
    expect(page.locator("#nk-rows")).to_contain_text(headline)
    expect(page.locator("#nk-removed details")).to_have_attribute("open", "")
    expect(button).to_be_focused()
    expect(button).to_have_text("Undo")

    page.locator("#nk-folded [data-edit]").click()
    go(page)
    expect(page.locator("#nk-rows")).to_contain_text(headline)
    unfold(page.locator("#nk-removed details"))
    end(page, button.click, "done")
    expect(button).to_have_text("Keep")
    expect(page.locator("#nk-rows")).not_to_contain_text(headline)


def test_the_summary_changes_at_once(messy: Page) -> None:
    page, points = messy, messy.locator("#nk-summary li")
    unfold(page.locator("#nk-entities details"))
    expect(points).to_have_count(3)
    page.locator("#nk-length").get_by_label("Long").check()
    expect(points).to_have_count(8)
    expect(page.locator("#nk-entities details")).to_have_attribute("open", "")
    page.locator("#nk-length").get_by_label("Short").check()
    expect(points).to_have_count(3)
    expect(page.locator("#nk-status")).to_contain_text("Done in")
