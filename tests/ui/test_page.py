"""The page as a person uses it, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Locator, Page, expect

from .acts import MESSY, drop, end, fill, go, in_light_and_dark, serious, unfold
from .conftest import Visitor

pytestmark = pytest.mark.browser


def test_an_article_from_paste_to_done(messy: Page) -> None:
    page = messy
    expect(page.locator("#nk-status")).to_contain_text("Done in")
    expect(page.locator("#nk-status")).to_contain_text("blocks removed")
    expect(page.locator("#nk-summary li")).to_have_count(3)
    assert "Авторизуйтесь" not in page.locator("#nk-rows").inner_text()

    removed = page.locator("#nk-removed details")
    unfold(removed)
    expect(removed).to_contain_text("log-in prompt")
    expect(removed).to_contain_text("→ Please log in")
    expect(removed.locator('[lang="ru"]', has_text="Авторизуйтесь")).to_contain_text(
        "Авторизуйтесь"
    )


def test_downloads(messy: Page) -> None:
    with messy.expect_download() as caught:
        messy.get_by_role("link", name="Download .json").or_(
            messy.get_by_role("button", name="Download .json")
        ).first.click()
    data = json.loads(Path(caught.value.path()).read_text(encoding="utf-8"))
    assert data["schema"] == "nlpkit/2"
    assert caught.value.suggested_filename.endswith(".json")


def test_privacy(messy: Page) -> None:
    stored = messy.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert MESSY[:30] not in stored
    assert messy.url.count("?") == 0


def test_entities_unfold_and_link_to_their_sentences(messy: Page) -> None:
    page = messy
    expect(page.locator("#nk-status")).to_contain_text("min saved")
    entities = page.locator("#nk-entities details")
    unfold(entities)
    person = entities.locator("li", has_text="Talant Beishekeev")
    person.locator("a").first.click()
    target = page.locator(person.locator("a").first.get_attribute("href") or "")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text("Beishekeev")
    fill(page, "It opened.")
    go(page)
    expect(entities).to_have_count(0)


def test_the_page_is_as_wide_with_a_short_text(page: Page) -> None:
    panel = page.locator("#nk-summary")
    wide = panel.evaluate("e => e.offsetWidth")
    fill(page, "It opened.")
    go(page)
    assert panel.evaluate("e => e.offsetWidth") == wide


def show_example(page: Page) -> None:
    fill(page, "")
    page.locator("#nk-example-mixed").click()
    expect(page.locator("#nk-article textarea")).not_to_have_value("")
    go(page)


def test_examples_and_the_language_of_marks(regular: Page) -> None:
    page = regular
    show_example(page)
    expect(page.locator('#nk-rows mark[lang="ru"]').first).to_be_visible()
    assert page.locator("#nk-rows .tgt").first.get_attribute("lang") == "en"


def test_keyboard(regular: Page) -> None:
    page = regular
    fill(page, "The library opened in May. Readers came early.")
    end(page, lambda: page.locator("#nk-article textarea").press("Control+Enter"), "done")
    expect(page.locator("#nk-status")).to_contain_text("Already in English")


def test_a_file_is_opened(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "новость.txt"
    file.write_bytes("В городе открыли библиотеку.".encode("cp1251"))
    page.locator("#nk-open input[type=file], input[type=file]").first.set_input_files(file)
    box = page.locator("#nk-article textarea")
    expect(box).to_have_value("В городе открыли библиотеку.")
    expect(page.locator("#nk-status")).to_contain_text("windows-1251")


BAD_FILES = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 20,
    "broken.pdf": b"%PDF-1.7 not really",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_said_and_the_next_article_works(
    regular: Page, tmp_path: Path, name: str
) -> None:
    page = regular
    fill(page, "Untouched text stays.")
    file = tmp_path / name
    file.write_bytes(BAD_FILES[name])
    chooser = page.locator("#nk-open input[type=file], input[type=file]").first
    error = end(page, lambda: chooser.set_input_files(file), "error")
    expect(error).to_contain_text(name)
    expect(page.locator("#nk-article textarea")).to_have_value("Untouched text stays.")
    go(page)


@pytest.mark.parametrize(
    ("text", "message"), [("", "no text yet"), (" \n ", "no text yet"), ("word " * 4100, "limit")]
)
def test_empty_and_too_long_are_said_at_once(regular: Page, text: str, message: str) -> None:
    page = regular
    fill(page, text)
    expect(end(page, page.locator("#nk-go").click, "error")).to_contain_text(message)
    expect(page.locator("#nk-article textarea")).to_have_value(text)
    fill(page, "The library opened in May.")
    go(page)


DIRT = {
    "scripts": "<img src=x onerror=window.hacked=1> ${window.hacked=1} {{value}} <script>",
    "invisible": "The mi\u00adnister\u200b said \u202eno\u202c on Monday.",
    "only invisible": "\u200b\u200b",
    "one long line": "word и слово, " * 300,
}


@pytest.mark.parametrize("name", DIRT)
def test_dirt_does_no_harm(regular: Page, name: str) -> None:
    page = regular
    fill(page, DIRT[name])
    end(page, page.locator("#nk-go").click, "done", "error")
    assert page.evaluate("window.hacked") is None
    fill(page, "The library opened in May.")
    go(page)
    expect(page.locator("#nk-rows")).to_contain_text("The library opened in May.")


def test_stop_keeps_what_is_finished(page: Page) -> None:
    lines = [
        f"Новость номер {n}: в городе открыли ещё одну школу, рассказал мэр." for n in range(220)
    ]
    fill(page, "\n".join(lines))
    page.locator("#nk-go").click()
    expect(page.locator("#nk-status")).to_contain_text("Translating")
    page.locator("#nk-stop").click()
    expect(page.locator("#nk-status")).to_contain_text("Stopped")
    expect(page.locator("#nk-rows")).to_contain_text("Новость номер 219")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Download .md").or_(
            page.get_by_role("button", name="Download .md")
        ).first.click()
    assert "partial" in caught.value.suggested_filename
    fill(page, "The library opened in May.")
    go(page)


def test_a_long_text_does_not_freeze_the_page(page: Page) -> None:
    measure = page.context.new_cdp_session(page)
    measure.send("Performance.enable")

    def layouts() -> float:
        metrics = measure.send("Performance.getMetrics")["metrics"]
        return next(m["value"] for m in metrics if m["name"] == "LayoutCount")

    fill(page, "The library opened in May.\n" * 300)
    before = layouts()
    go(page)
    assert layouts() - before < 300, "a text box that sizes itself takes three times as many"


def test_russian_visitor(staying: Callable[..., Visitor]) -> None:
    visitor = staying(locale="ru-RU")
    page = visitor.page
    expect(page.locator("#nk-go")).to_have_text("Перевести и изложить")
    fill(page, MESSY)
    go(page)
    expect(page.locator("#nk-status")).to_contain_text("Готово за")
    expect(page.locator("#nk-removed")).to_contain_text("удалено блоков")
    visitor.check()


def test_axe_finds_no_serious_violation(regular: Page) -> None:
    show_example(regular)
    unfold(regular.locator("#nk-removed details"))
    unfold(regular.locator("#nk-entities details"))
    assert in_light_and_dark(regular) == {"light": [], "dark": []}


def test_axe_finds_no_serious_violation_on_a_phone(phone: Page) -> None:
    show_example(phone)
    unfold(phone.locator("#nk-removed details"))
    unfold(phone.locator("#nk-entities details"))
    assert serious(phone) == []


def drop_a_good_and_a_bad_file(page: Page, folder: Path) -> Locator:
    """Return the rows of the table of files when both are done."""
    good, bad = folder / "good.txt", folder / "bad.pdf"
    good.write_text("The library opened. «Открытие прошло спокойно».", "utf-8")
    bad.write_bytes(b"%PDF-1.7 not really")
    drop(page, good, bad)
    expect(page.locator("#nk-files-status")).to_contain_text("failed: 1")
    return page.locator("#nk-files-table tbody tr")


def test_many_files_come_back_in_one_zip(page: Page, tmp_path: Path) -> None:
    rows = drop_a_good_and_a_bad_file(page, tmp_path)
    expect(rows.nth(0)).to_contain_text("good.txtdone")
    expect(rows.nth(1)).to_contain_text("the file is damaged")
    assert str(tmp_path) not in page.locator("#nk-files-table").inner_text()
    page.get_by_role("button", name="Status").click()
    expect(rows.nth(0)).to_contain_text("done")
    page.get_by_role("button", name="Status").click()
    expect(rows.nth(0)).to_contain_text("failed")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Result of good.txt").click()
    assert "The library opened." in Path(caught.value.path()).read_text("utf-8")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Download the table").click()
    table = Path(caught.value.path()).read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in table[1:]] == ["done", "failed"]
    with page.expect_download() as caught:
        page.get_by_role("link", name="Download all results").click()
    with ZipFile(caught.value.path()) as archive:
        assert archive.namelist() == ["good.txt.md"]
        assert "The library opened." in archive.read("good.txt.md").decode()


def test_a_file_is_tried_again_and_the_table_stays_sorted(page: Page, tmp_path: Path) -> None:
    rows = drop_a_good_and_a_bad_file(page, tmp_path)
    for _ in range(2):
        page.get_by_role("button", name="Status").click()
    expect(rows.nth(0)).to_contain_text("bad.pdf")
    page.evaluate("document.querySelector('#nk-files-status .status').classList.add('old')")
    page.get_by_role("button", name="Try again: bad.pdf").click()
    expect(page.locator("#nk-files-status .done:not(.old)")).to_contain_text("failed: 1")
    expect(rows.nth(0)).to_contain_text("the file is damaged")
    expect(page.locator("#nk-files-table th").nth(1)).to_have_attribute("aria-sort", "descending")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Result of good.txt").click()
    assert "The library opened." in Path(caught.value.path()).read_text("utf-8")


def test_many_files_can_be_stopped(page: Page, tmp_path: Path) -> None:
    files = []
    for n in range(8):
        files.append(tmp_path / f"{n}.txt")
        lines = (f"Новость {n}.{m}: в городе открыли школу, сказал мэр." for m in range(40))
        files[-1].write_text("\n".join(lines), "utf-8")
    drop(page, *files)
    expect(page.locator("#nk-files-table .is-done").first).to_be_visible()
    page.locator("#nk-files-stop").click()
    expect(page.locator("#nk-files-status")).to_contain_text("Stopped")
    expect(page.locator("#nk-files-status")).to_contain_text("not begun")
    expect(page.locator("#nk-files-table .is-done").first).to_be_visible()


def test_no_files_are_said(page: Page) -> None:
    page.get_by_role("tab").nth(1).click()
    page.locator("#nk-files-go").click()
    expect(page.locator("#nk-files-status .error")).to_contain_text("no files yet")


def test_axe_finds_nothing_serious_among_files(regular: Page, phone: Page, tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")
    for page in (regular, phone):
        drop(page, file)
        expect(page.locator("#nk-files-table .is-failed")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert in_light_and_dark(regular) == {"light": [], "dark": []}
    assert serious(phone) == []


def test_phone_stacks_summary_source_translation(phone: Page) -> None:
    fill(phone, MESSY)
    go(phone)
    tops = [
        phone.locator(f"#nk-{name}").bounding_box()["y"]  # type: ignore[index]
        for name in ("summary", "rows", "removed")
    ]
    assert tops == sorted(tops)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    fill(phone, MESSY)
    small = phone.locator("#nk-go, #nk-stop, #nk-open").evaluate_all(
        "list => list.filter(e => e.getBoundingClientRect().height < 44).map(e => e.id)"
    )
    assert small == []
