"""A real server and a real browser."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The page, served by a process of its own on a free port."""
    command = [sys.executable, "-m", "nlpkit", "serve", "--port", "0"]
    settings = ["--set", "limits.page_chars=20000", "--set", "translator.beam=1"]
    with subprocess.Popen(command + settings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, "serve says where it is"
        yield found.group()
        process.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """An English visitor on a desktop, with nothing fetched from elsewhere and no page errors."""
    with visit(browser, address) as page:
        yield page


class visit:
    """A fresh visitor; at the end no request left this computer and no script failed."""

    def __init__(self, browser: Browser, address: str, **options: object) -> None:
        self.address = address
        self.context = browser.new_context(**{"locale": "en-US", **options})  # type: ignore[arg-type]
        self.elsewhere: list[str] = []
        self.errors: list[str] = []

    def __enter__(self) -> Page:
        page = self.context.new_page()
        page.on("request", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(self.address)
        page.wait_for_selector("#nk-go")
        page.wait_for_selector("#nk-summary .hint")
        return page

    def __exit__(self, kind: object, *_: object) -> None:
        self.context.close()
        if kind is None:
            assert self.elsewhere == []
            assert self.errors == []

    def _note(self, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        if not url.startswith((self.address, "data:", "blob:")):
            self.elsewhere.append(url)
