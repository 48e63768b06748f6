"""No text of a stranger becomes markup: none of two hundred payloads, in no panel of the page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from payloads import PAYLOADS, shown

from nlpkit.ui.view import Strings

TAGS = set(
    "a bdi blockquote button details div h3 h4 li mark ol p progress span summary table tbody td "
    "th thead tr ul".split()
)
ATTRIBUTES = set(
    "class dir download href id lang max open rel role scope tabindex target title type "
    "value".split()
)
LINKS = ("#s", "#p", "download/", "http://", "https://")


class Reader(HTMLParser):
    """Reads a panel; raises AssertionError for what no panel has."""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attributes:
            assert name in ATTRIBUTES or name.startswith(("aria-", "data-")), name
            assert name != "href" or (value or "").startswith(LINKS), value

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def test_there_are_two_hundred() -> None:
    assert len(set(PAYLOADS)) == 200


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_payload_becomes_markup(language: str) -> None:
    say = Strings(language)
    for payload in PAYLOADS:
        for panel in shown(payload, say):
            reader = Reader()
            reader.feed(panel)
            reader.close()
