"""Web addresses in a text: where they end, and that they are links in what is written."""

from __future__ import annotations

import pytest
from growth import check_linear, named

import nlpkit
from nlpkit import render
from nlpkit.render import addresses

GOLDENS = """
See https://e.org/a.|https://e.org/a
May (https://e.org/may), he said|https://e.org/may
«Открытие» (https://e.ru/новости/май).|https://e.ru/новости/май
https://e.org/a?x=1&y=2#top!|https://e.org/a?x=1&y=2#top
Voir « https://e.fr/été », dit-il|https://e.fr/été
HTTP://E.ORG/A and https://e.org|HTTP://E.ORG/A https://e.org
[May](https://e.org/may)|https://e.org/may
<https://e.org/a>|https://e.org/a
e.org/a and www.e.org|
https:// alone, http://.|
javascript:alert(1) ftp://e.org|
"""


@pytest.mark.parametrize("golden", GOLDENS.strip().splitlines())
def test_an_address_ends_with_its_last_sign(golden: str) -> None:
    text, _, expected = golden.partition("|")
    parts = list(addresses.parted(text))
    assert [part for part, is_address in parts if is_address] == expected.split()
    assert "".join(part for part, _ in parts) == text


@pytest.mark.parametrize("shape", ["http://", "http://.", "http://e.org).,", "h"], ids=named)
def test_no_text_takes_long(shape: str) -> None:
    check_linear(lambda text: list(addresses.parted(text)), shape)


def test_addresses_are_links_in_files() -> None:
    pipe = nlpkit.load(overrides={"translator.backend": "echo"})
    text = "The library opened in May (https://e.org/a_b*c?x=1&y=[2]|3). Readers came early."
    result = pipe.run(text)
    assert "(<https://e.org/a_b*c?x=1&y=[2]%7C3>)" in render.to_markdown(result)
    page = render.to_html(result)
    address = "https://e.org/a_b*c?x=1&amp;y=[2]|3"
    assert f'(<a href="{address}" rel="noopener noreferrer">{address}</a>)' in page
