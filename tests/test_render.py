"""Results as JSON, text, Markdown and HTML, from documents built by hand."""

from __future__ import annotations

import dataclasses
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nlpkit.document import (
    Block,
    Document,
    Piece,
    Point,
    Result,
    Sentence,
    Span,
    Summary,
    Translation,
)
from nlpkit.errors import ReadError
from nlpkit.render import as_dict, from_dict, to_html, to_json, to_markdown, to_text
from nlpkit.render.markdown import escape

SCRIPTS = {"ru": "Cyrl", "en": "Latn", "fa": "Arab"}

# A block is (kind, reason, sentences); a sentence a list of (language, text, outcome), the outcome
# None for text that is kept, a str for its translation, an exception for why that failed.
BRIDGE = [
    ("title", None, [[("en", "Old bridge closes for repairs", None)]]),
    ("byline", None, [[("en", "By Anna Marsh", None)]]),
    (
        "paragraph",
        None,
        [
            [("en", "The stone bridge over the Lena closes on Monday for eight months.", None)],
            [
                ("en", "“", None),
                ("ru", "Мост стоит сто лет и простоит ещё двести", "The bridge stands a hundred "
                 "years and will stand two hundred more"),
                ("en", ",” said the engineer in charge.", None),
            ],
            [("ru", "Паром будет ходить каждый час.", "The ferry will run every hour.")],
        ],
    ),
    (
        "paragraph",
        None,
        [
            [("en", "The council pays 4*2 million <roubles>, half of it this year.", None)],
            [("ru", "Бр-р-р, ыыы.", ValueError("the engine repeated itself"))],
        ],
    ),
    ("junk", "related headline", [[("en", "Ten walks along the river", None)]]),
    ("junk", "related headline", [[("en", "Why the ferry is late again", None)]]),
    ("junk", "log-in prompt", [[("ru", "Войдите, чтобы ответить", "Log in to reply")]]),
]  # fmt: skip


def build(blocks, points=(), *, title=None, url=None, warnings=()) -> Result:
    """A result whose engine is called `hand`."""
    text, out_blocks, sentences, spans, pieces = "", [], [], [], []
    for kind, reason, content in blocks:
        block_start, kept_from = len(text), len(text)
        for s, sentence in enumerate(content):
            text += " " * (s > 0)
            start = len(text)
            for lang, fragment, outcome in sentence:
                at = len(text)
                text += fragment
                spans.append(Span(at, len(text), len(sentences), lang, SCRIPTS[lang], 0.9))
                if outcome is None:
                    continue
                if kept_from < at:
                    pieces.append(_kept(text, kept_from, at, kind))
                pieces.append(_done(at, fragment, outcome, lang, kind))
                kept_from = len(text)
            sentences.append(Sentence(start, len(text), len(out_blocks)))
        text += "\n\n"
        out_blocks.append(Block(block_start, len(text), kind, reason))
        pieces.append(_kept(text, kept_from, len(text), kind))
    document = Document(
        "bridge", text, tuple(out_blocks), tuple(sentences), tuple(spans), title, url
    )
    summary = Summary("en", tuple(points), "hand-picked")
    timings = {"preprocess": 0.25, "translate": 1.0}
    translation = Translation("en", tuple(pieces))
    return Result(document, translation, summary, "nlpkit:0.1|tr:hand", timings, tuple(warnings))


def _kept(text: str, start: int, end: int, kind: str) -> Piece:
    return Piece(start, end, text[start:end], "kept", lang="en", junk=kind == "junk")


def _done(at: int, source: str, outcome: str | ValueError, lang: str, kind: str) -> Piece:
    end, junk = at + len(source), kind == "junk"
    if isinstance(outcome, ValueError):
        return Piece(at, end, source, "failed", "hand", None, lang, junk, str(outcome))
    return Piece(at, end, outcome, "translated", "hand", 0.8, lang, junk)


def bridge() -> Result:
    points = (
        Point("The stone bridge over the Lena closes on Monday for eight months.", (2,)),
        Point("The ferry will run every hour; the council pays.", (4, 5)),
        Point("Nobody knows more.", (), ("source unknown",)),
    )
    return build(
        BRIDGE, points, url="https://example.org/b?a=1&b=2", warnings=["decoded as koi8-r"]
    )


def russian() -> Result:
    paragraph = [
        [("ru", "Река замёрзла в ноябре.", "The river froze in November.")],
        [("ru", "Паром стоит у берега.", "The ferry is at the shore.")],
    ]
    junk = [[("ru", "Читайте также", "Read also")]]
    blocks = [("paragraph", None, paragraph), ("junk", "related headline", junk)]
    return build(blocks, [Point("The river froze in November.", (0,))], title="Зима")


ODD_TEXT = (
    "<script>alert(1)</script> & *bold* _x_ [link](javascript:x) `code` | # 1. $y$ &amp; a_b_c"
)


def odd() -> Result:
    blocks = [
        ("paragraph", None, [[("en", ODD_TEXT, None)]]),
        ("paragraph", None, [[("ru", "<b>Да</b> | нет", "<b>Yes</b> | no\x1b[31m")]]),
        ("junk", "a <reason> | _x_", [[("en", "<img src=x onerror=alert(1)>", None)]]),
    ]
    title = "<i>Title</i> & \"quotes\" 'all'"
    return build(blocks, [Point("<u>so</u>", (0,), ("<flag>",))], title=title, warnings=["<w>"])


# JSON


def test_json_has_the_keys_of_the_contract_in_order():
    data = as_dict(bridge(), path="in/b.txt", sha256="ab12")
    assert list(data) == [
        "schema", "id", "source", "document", "clean_text", "translation", "summary",
        "signature", "timings", "warnings",
    ]  # fmt: skip
    assert data["schema"] == "nlpkit/1"
    url = "https://example.org/b?a=1&b=2"
    assert data["source"] == {"path": "in/b.txt", "sha256": "ab12", "url": url}
    assert list(data["document"]) == [
        "text", "title", "language", "blocks", "sentences", "spans",
    ]  # fmt: skip
    assert data["document"]["blocks"][0] == {
        "start": 0, "end": 31, "kind": "title", "reason": None,
    }  # fmt: skip
    assert list(data["document"]["sentences"][0]) == ["start", "end", "block"]
    assert list(data["document"]["spans"][0]) == [
        "start", "end", "sentence", "lang", "script", "score",
    ]  # fmt: skip
    assert list(data["translation"]) == ["target", "text", "pieces"]
    assert list(data["summary"]) == ["target", "method", "text", "points"]
    assert data["summary"]["points"][1]["sources"] == [4, 5]


def test_json_pieces_carry_a_reason_only_where_they_failed():
    pieces = as_dict(bridge())["translation"]["pieces"]
    keys = ["start", "end", "text", "lang", "status", "engine", "score", "junk"]
    for piece in pieces:
        assert list(piece) == keys + ["reason"] * (piece["status"] == "failed")
    (failed,) = (p for p in pieces if p["status"] == "failed")
    assert failed["reason"] == "the engine repeated itself"
    assert [p["text"] for p in pieces if p["junk"] and p["status"] == "translated"] == [
        "Log in to reply"
    ]


def test_json_source_of_plain_text_is_empty():
    assert as_dict(russian())["source"] == {"path": None, "sha256": None}


def test_json_is_one_line_of_readable_text_and_any_file_name_fits():
    line = to_json(bridge(), path="\udcff.txt")
    assert "\n" not in line
    assert "Паром" in line
    assert json.loads(line.encode("utf-8"))["source"]["path"] == "\ufffd.txt"
    assert to_json(bridge(), indent=2).startswith('{\n  "schema": "nlpkit/1"')


@pytest.mark.parametrize("result", [bridge(), russian(), odd()], ids=["bridge", "russian", "odd"])
def test_json_round_trip(result):
    assert from_dict(json.loads(to_json(result))) == result


WORDS = st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), min_size=1, max_size=8)
OUTCOMES = st.none() | WORDS | WORDS.map(ValueError)
SENTENCES = st.lists(
    st.tuples(st.sampled_from(sorted(SCRIPTS)), WORDS, OUTCOMES), min_size=1, max_size=3
)
KINDS = st.sampled_from(["title", "byline", "paragraph", "heading", "quote", "list", "junk"])
BLOCKS = st.lists(
    st.tuples(KINDS, st.none() | WORDS, st.lists(SENTENCES, min_size=1, max_size=3)), max_size=4
)


@st.composite
def results(draw) -> Result:
    blocks = draw(BLOCKS)
    count = sum(len(content) for _, _, content in blocks)
    sources = st.lists(st.integers(0, count - 1), max_size=3) if count else st.just([])
    points = draw(
        st.lists(
            st.builds(Point, WORDS, sources.map(tuple), st.lists(WORDS).map(tuple)), max_size=2
        )
    )
    optional = st.none() | WORDS
    return build(blocks, points, title=draw(optional), url=draw(optional))


@settings(max_examples=60, deadline=None)
@given(results())
def test_every_result_round_trips_and_renders(result):
    assert from_dict(json.loads(to_json(result))) == result
    for render in (to_text, to_markdown, to_html):
        assert render(result).endswith("\n")
    page = Page(to_html(result))
    assert len(page.ids) == len(set(page.ids))
    assert set(page.links) <= set(page.ids)
    assert page.tags <= Page.EXPECTED


@pytest.mark.parametrize(
    "damage",
    [
        {"schema": "other/2"},
        {"document": {}},
        {"summary": None},
        {"translation": {"target": "en", "pieces": []}},
        {"translation": {"target": "en", "pieces": [{"start": 0, "other": 1}]}},
    ],
)
def test_from_dict_refuses_what_is_no_result(damage):
    with pytest.raises(ReadError) as error:
        from_dict(as_dict(bridge()) | damage)
    assert error.value.hint


# Text

BRIDGE_TEXT = """\
CLEAN ARTICLE                                                       English, 7 sentences
────────────────────────────────────────────────────────────────────────────────────────
Old bridge closes for repairs

By Anna Marsh

[3] The stone bridge over the Lena closes on Monday for eight months. [4] “Мост стоит
сто лет и простоит ещё двести,” said the engineer in charge. [5] Паром будет ходить
каждый час.

[6] The council pays 4*2 million <roubles>, half of it this year. [7] Бр-р-р, ыыы.


TRANSLATED FRAGMENTS                                                      4 into English
────────────────────────────────────────────────────────────────────────────────────────
1. Russian, sentence 4
   Мост стоит сто лет и простоит ещё двести
   → The bridge stands a hundred years and will stand two hundred more

2. Russian, sentence 5
   Паром будет ходить каждый час.
   → The ferry will run every hour.

3. Russian, sentence 7
   Бр-р-р, ыыы.
   ✗ not translated: the engine repeated itself

4. Russian, sentence 10, removed
   Войдите, чтобы ответить
   → Log in to reply


REMOVED                                                                         3 blocks
────────────────────────────────────────────────────────────────────────────────────────
2 × related headline: Ten walks along the river
1 × log-in prompt: Войдите, чтобы ответить


SUMMARY                                                         3 sentences, hand-picked
────────────────────────────────────────────────────────────────────────────────────────
1. The stone bridge over the Lena closes on Monday for eight months. [3]
2. The ferry will run every hour; the council pays. [5] [6]
3. Nobody knows more. (source unknown)


NOTES
────────────────────────────────────────────────────────────────────────────────────────
! decoded as koi8-r


Made by nlpkit:0.1|tr:hand in 1.2 s
"""

RUSSIAN_TEXT = """\
CLEAN ARTICLE                                                       Russian, 2 sentences
────────────────────────────────────────────────────────────────────────────────────────
Зима

[1] Река замёрзла в ноябре. Паром стоит у берега.


TRANSLATION                                                           Russian to English
────────────────────────────────────────────────────────────────────────────────────────
[1] The river froze in November. The ferry is at the shore.


TRANSLATED FRAGMENTS                                                      1 into English
────────────────────────────────────────────────────────────────────────────────────────
1. Russian, sentence 3, removed
   Читайте также
   → Read also


REMOVED                                                                          1 block
────────────────────────────────────────────────────────────────────────────────────────
1 × related headline: Читайте также


SUMMARY                                                          1 sentence, hand-picked
────────────────────────────────────────────────────────────────────────────────────────
1. The river froze in November. [1]


Made by nlpkit:0.1|tr:hand in 1.2 s
"""


def test_text_of_a_mixed_article():
    assert to_text(bridge()) == BRIDGE_TEXT


def test_text_of_a_foreign_article_shows_the_whole_translation():
    assert to_text(russian()) == RUSSIAN_TEXT


def test_text_says_when_there_is_nothing_to_show():
    text = to_text(build([("paragraph", None, [[("en", "One line.", None)]])]))
    assert "Nothing to translate: already in English." in text
    assert "Nothing was removed." in text
    assert "There is no summary" in text
    assert "NOTES" not in text


def test_text_keeps_to_88_columns_and_never_steers_the_terminal():
    text = to_text(odd())
    assert max(map(len, text.splitlines())) <= 88
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


def test_text_marks_a_failed_piece_inside_a_foreign_article():
    blocks = [("paragraph", None, [[("ru", "Зима близко.", ValueError("no memory"))]])]
    assert "Зима близко. (not translated: no memory)" in to_text(build(blocks))


# Markdown

BRIDGE_MARKDOWN = """\
<!-- nlpkit/1 -->

# Old bridge closes for repairs

## Summary

1. The stone bridge over the Lena closes on Monday for eight months. [\\[3\\]](#s3)
2. The ferry will run every hour; the council pays. [\\[5\\]](#s5) [\\[6\\]](#s6)
3. Nobody knows more. (source unknown)

## Article in English

By Anna Marsh

<sup id="s3">3</sup> The stone bridge over the Lena closes on Monday for eight months. \
<sup id="s4">4</sup> “The bridge stands a hundred years and will stand two hundred more,” \
said the engineer in charge. <sup id="s5">5</sup> The ferry will run every hour.

<sup id="s6">6</sup> The council pays 4\\*2 million \\<roubles\\>, half of it this year. \
<sup id="s7">7</sup> Бр-р-р, ыыы. *(not translated: the engine repeated itself)*

## Translated fragments

| # | Language | Source | English | Where |
|--:|---|---|---|---|
| 1 | Russian | Мост стоит сто лет и простоит ещё двести \
| The bridge stands a hundred years and will stand two hundred more | [sentence 4](#s4) |
| 2 | Russian | Паром будет ходить каждый час. | The ferry will run every hour. \
| [sentence 5](#s5) |
| 3 | Russian | Бр-р-р, ыыы. | *not translated: the engine repeated itself* \
| [sentence 7](#s7) |
| 4 | Russian | Войдите, чтобы ответить | Log in to reply \
| sentence 10, removed |

## Removed

- *related headline*: Ten walks along the river
- *related headline*: Why the ferry is late again
- *log-in prompt*: Войдите, чтобы ответить

## Notes

- decoded as koi8-r

---

Made by nlpkit:0.1\\|tr:hand in 1.2 s
"""


def test_markdown_of_a_mixed_article():
    assert to_markdown(bridge()) == BRIDGE_MARKDOWN


def test_markdown_kinds_of_blocks():
    blocks = [
        (kind, None, [[("en", text, None)]])
        for kind, text in [
            ("heading", "Part one"),
            ("quote", "First\nsecond"),
            ("list", "• tea\n• - bread\n3. salt"),
            ("paragraph", "# no heading\n1. no list"),
        ]
    ]
    body = to_markdown(build(blocks)).split("## Article in English\n\n")[1]
    assert body.split("\n\n## ")[0] == (
        "### Part one\n\n> First\\\n> second\n\n- tea\n- \\- bread\n- 3\\. salt\n\n"
        "\\# no heading\\\n1\\. no list"
    )


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ab1Ж \\`*_[]()<>|~$&;#+-=.!:'\"\t\n"), max_size=20))
def test_markdown_escape_shows_exactly_the_text(text):
    page = Page(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(escape(text)))
    assert page.text == " ".join(text.split())
    assert page.tags <= {"p"}


# HTML


class Page(HTMLParser):
    """What a browser would make of a page: its tags, ids, in-page links and shown text."""

    EXPECTED = frozenset(
        "html head meta title style body main h1 h2 h3 section div p ol ul li a span mark table "
        "thead tbody tr th td blockquote br details summary strong footer".split()
    )

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marks: list[tuple[str | None, str | None]] = []
        self.parts: list[str] = []
        self.feed(source)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"].removeprefix("#")] if "href" in given else []
        self.marks += [(given.get("lang"), given.get("dir"))] if tag == "mark" else []

    def handle_data(self, data):
        self.parts.append(data)


def test_html_links_the_summary_to_the_source():
    html = to_html(bridge())
    page = Page(html)
    assert set(page.links) <= set(page.ids)
    assert '<span class="sentence" id="s3">The stone bridge' in html
    assert '<a href="#s3" aria-label="source: sentence 3">[3]</a>' in html
    assert [f"s{n}" for n in range(1, 11)] == [i for i in page.ids if re.fullmatch(r"s\d+", i)]


def test_html_marks_carry_language_and_direction():
    persian = [[("en", "He said ", None), ("fa", "سلام", "hello"), ("en", " twice.", None)]]
    html = to_html(build([("paragraph", None, persian)]))
    assert '<mark lang="fa" dir="rtl">سلام</mark> <span class="tag">fa</span>' in html
    assert '<html lang="en" dir="ltr">' in html


def test_html_says_the_language_of_a_summary_that_was_not_translated():
    blocks = [("paragraph", None, [[("ru", "Зима близко.", ValueError("no memory"))]])]
    html = to_html(build(blocks, [Point("Зима близко.", (0,), ("not translated",))]))
    assert '<li><span lang="ru" dir="ltr">Зима близко.</span>' in html
    assert '<mark class="failed" lang="ru" dir="ltr">Зима близко.</mark>' in html
    assert "(not translated: no memory)" in html


def test_html_shows_markup_as_text():
    html = to_html(odd())
    page = Page(html)
    assert page.tags <= Page.EXPECTED
    assert ODD_TEXT in page.text
    assert "<img src=x onerror=alert(1)>" in page.text
    assert "<script" not in html


def test_html_stands_alone():
    html = to_html(bridge())
    assert not re.search(r"""(src|href)\s*=\s*["'](?!#)|@import|url\(""", html)
    assert "default-src 'none'" in html
    assert "prefers-color-scheme: dark" in html


def test_outputs_carry_the_mark_by_which_they_are_not_read_again():
    for output in (to_json(bridge()), to_markdown(bridge()), to_html(bridge())):
        assert "nlpkit/1" in output[:256]


def test_render_is_pure():
    result = bridge()
    before = dataclasses.asdict(result)
    for render in (to_text, to_markdown, to_html, to_json):
        assert render(result) == render(result)
    assert dataclasses.asdict(result) == before
