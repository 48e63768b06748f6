"""A real server and a real browser."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from waiting import HANG

from .acts import MESSY, fill, go

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
GUARD = 1000 * HANG  # in milliseconds
DESKTOP = {"locale": "en-US"}
PHONE = {
    **DESKTOP,
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}


@contextmanager
def served(*settings: str, program: Sequence[str] = ("-m", "nlpkit")) -> Iterator[str]:
    """The page, served by a process of its own on a free port; its address."""
    command = [sys.executable, *program, "serve", "--port", "0"]
    for setting in settings:
        command += ["--set", setting]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, "serve says where it is"
        yield found.group()
        process.terminate()


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    # With an hour for each article, no run is late, however busy the machine is.
    settings = ("limits.page_chars=20000", "translator.beam=1", "server.seconds=3600")
    with served(*settings) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    expect.set_options(timeout=GUARD)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visitor:
    """A browser's window on the page: nothing is fetched from elsewhere, and no script fails."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        self.page = context.new_page()
        self.page.set_default_timeout(GUARD)
        self.page.on("request", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(address)
        self.page.wait_for_selector("#nk-go")
        self.page.wait_for_selector("#nk-summary .hint")
        self.page.wait_for_selector(".nk-said", state="attached")  # the page's script has run

    def check(self) -> None:
        assert self.elsewhere == []
        assert self.errors == []

    def _note(self, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        if not url.startswith((self.address, "data:", "blob:")):
            self.elsewhere.append(url)


@pytest.fixture(scope="package")
def context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """The browser of visitors of one kind, which keeps the scripts of the page."""
    made: dict[str, BrowserContext] = {}
    with ExitStack() as closing:

        def get(**options: object) -> BrowserContext:
            key = repr(sorted(options.items()))
            if key not in made:
                made[key] = browser.new_context(**options)  # type: ignore[arg-type]
                closing.callback(made[key].close)
            return made[key]

        yield get


@pytest.fixture
def page(context: Callable[..., BrowserContext], address: str) -> Iterator[Page]:
    """An English visitor on a desktop who has just come."""
    visitor = Visitor(context(**DESKTOP), address)
    yield visitor.page
    visitor.page.close()
    visitor.check()


@pytest.fixture(scope="package")
def staying(
    context: Callable[..., BrowserContext], address: str
) -> Iterator[Callable[..., Visitor]]:
    """Visitors who stay from test to test, one of each kind."""
    made: dict[str, Visitor] = {}

    def get(**options: object) -> Visitor:
        key = repr(sorted(options.items()))
        if key not in made:
            made[key] = Visitor(context(**options), address)
        return made[key]

    yield get
    for visitor in made.values():
        visitor.page.close()


@pytest.fixture
def regular(staying: Callable[..., Visitor]) -> Iterator[Page]:
    """An English visitor on a desktop who has done this and that before."""
    visitor = staying(**DESKTOP)
    yield visitor.page
    visitor.check()


@pytest.fixture
def phone(staying: Callable[..., Visitor]) -> Iterator[Page]:
    """An English visitor on a telephone."""
    visitor = staying(**PHONE)
    yield visitor.page
    visitor.check()


@pytest.fixture
def messy(regular: Page) -> Page:
    """A visitor who has run the messy article."""
    if regular.locator("#nk-article textarea").input_value() != MESSY:
        fill(regular, MESSY)
        go(regular)
    return regular
