"""The whole way from a text to a document: total, linear, and public by its name."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from growth import Shape, check_linear, named
from hypothesis import given, settings
from hypothesis import strategies as st

import nlpkit
from nlpkit.document import Article, Document
from nlpkit.errors import ReadError
from nlpkit.preprocessing import preprocess

TEXT = (
    "Bridge to open in June\n"
    "The bridge will open in June, the mayor said. «Мы рады», — добавила она.\n"
)


def test_document() -> None:
    document = preprocess(TEXT)
    assert document.text == TEXT
    assert [document.slice(s) for s in document.sentences] == [
        "Bridge to open in June",
        "The bridge will open in June, the mayor said.",
        "«Мы рады», — добавила она.",
    ]
    assert document.title == "Bridge to open in June"
    assert {span.lang for span in document.spans} == {"en", "ru"}


def test_article_gives_what_it_knows() -> None:
    document = preprocess(
        Article("7", "<title>Page</title><p>One.", "html", url="https://a.example")
    )
    assert (document.id, document.title, document.url) == ("7", "Page", "https://a.example")
    assert preprocess(Article("8", "One.", title="Given")).title == "Given"
    assert preprocess("# Head\n\nOne.", "markdown").title == "Head"


@pytest.mark.parametrize("kind", ["text", "html", "markdown"])
@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff\u200b\n\xa0"])
def test_white_space_gives_the_empty_document(text: str, kind: str) -> None:
    document = preprocess(text, kind)
    assert document == Document("", "", (), (), ())


def test_unknown_kind() -> None:
    with pytest.raises(ReadError, match="unknown kind"):
        preprocess("text", "pdf")


def test_it_is_public_by_its_name() -> None:
    assert nlpkit.preprocess is preprocess


def test_plain_text_loads_nothing_heavy() -> None:
    code = (
        "import sys, json, nlpkit; nlpkit.preprocess('Clean text, as most of it is.');"
        "print(json.dumps(sorted(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert not {"trafilatura", "ftfy", "lxml", "torch"} & set(json.loads(answer.stdout))


NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "\n\r\t \x00\x1c\x85\xad\u200b\u200d\u202e\u2028\u2066\ufeff\ud83d\ude00\udfff"
        ),
        st.sampled_from("aZжЯё09.!?…«»“”()<>/#*-_`&;:'\u0301\u0338اب一ァ한กЀԱა"),
        st.characters(),
    )
)
PIECES = st.lists(
    st.one_of(
        NASTY,
        st.sampled_from(
            ["<p>", "</div>", "<script>", "&nbsp;", "```\n", "# ", "- ", "Share\n", "Войти\n"]
        ),
        st.sampled_from(
            ["The mayor said so on Monday. ", "Мэр сказала об этом. ", "Related articles\n"]
        ),
    ),
    max_size=20,
).map("".join)


@given(PIECES, st.sampled_from(["text", "html", "markdown"]))
@settings(max_examples=200, deadline=None)
def test_any_text_of_any_kind_gives_a_valid_document(text: str, kind: str) -> None:
    document = preprocess(text, kind)  # the document checks itself
    document.text.encode()
    if kind == "text":
        again = preprocess(document.text)
        assert (again.text, again.blocks) == (document.text, document.blocks)


@pytest.mark.parametrize(
    "shape",
    ["слово word ", "x", lambda n: "\n" * n + "a", " ", "a.\n", ".", ". ", "A. ", "И. ", "1.", "7",
     ")(", "«", "http://", "аa", lambda n: "а" * (n // 2) + "a" * (n // 2), "😀", "a@a.", "[](",
     "> ", "-\n", "1 ", "\u0301", "<"],
    ids=named,
)  # fmt: skip
@pytest.mark.parametrize("kind", ["text", "html", "markdown"])
def test_time_is_linear(shape: Shape, kind: str) -> None:
    check_linear(lambda text: preprocess(text, kind), shape)
