"""A visitor gives a web address: the page is fetched with its title, or the fetch is stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect
from waiting import HANG

from .acts import end, go
from .conftest import DESKTOP, Visitor, served

pytestmark = pytest.mark.browser
PAGE = (
    "<html><head><title>Library of the town</title></head><body><p>The library opened in May.</p>"
    "<p>Readers came early, and many stayed all day.</p></body></html>"
)
# The command line, for which a site of this computer on one port is public.
PROGRAM = """
import runpy
from nlpkit.files import fetching
fetching.is_public = lambda address: True
fetching.PORTS = ({port},)
runpy.run_module("nlpkit", run_name="__main__")
"""


class Site(BaseHTTPRequestHandler):
    """A site with a page, and with another that does not come before it is `free`."""

    free = threading.Event()

    def do_GET(self) -> None:
        if self.path == "/slow":
            self.free.wait(HANG)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        Site.free.set()
        server.shutdown()


@pytest.fixture(scope="module")
def fetcher(browser: Browser, site: str) -> Iterator[Page]:
    """A visitor of a page that may fetch."""
    program = ("-c", PROGRAM.format(port=site.rpartition(":")[2]))
    with served("server.fetch=true", "server.seconds=3600", program=program) as address:
        context = browser.new_context(**DESKTOP)  # type: ignore[arg-type]
        visitor = Visitor(context, address)
        yield visitor.page
        context.close()
        visitor.check()


def test_a_fetch_can_be_stopped(fetcher: Page, site: str) -> None:
    page = fetcher
    page.locator("#nk-address input, #nk-address textarea").fill(f"{site}/slow")
    page.locator("#nk-fetch").click()
    expect(page.locator("#nk-status .busy")).to_contain_text("/slow")
    expect(page.locator("#nk-go")).to_be_disabled()
    status = end(page, page.locator("#nk-stop").click, "note")
    expect(status).to_contain_text("Stopped before anything")
    assert not Site.free.is_set(), "the site has not answered yet"
    expect(page.locator("#nk-stop")).to_be_disabled()
    expect(page.locator("#nk-go")).to_be_enabled()


def test_the_title_of_a_fetched_page_arrives(fetcher: Page, site: str) -> None:
    page = fetcher
    page.locator("#nk-address input, #nk-address textarea").fill(f"{site}/page")
    status = end(page, page.locator("#nk-fetch").click, "note")
    expect(status).to_contain_text("Opened Library of the town")
    box = page.locator("#nk-article textarea")
    expect(box).to_have_value(
        "The library opened in May.\nReaders came early, and many stayed all day."
    )
    box.press("End")
    box.press_sequentially(" It is large.")
    go(page)
    expect(page.locator("#nk-folded bdi")).to_contain_text("Library of the town")
