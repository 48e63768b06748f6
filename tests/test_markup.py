"""Results as Markdown and HTML."""

from __future__ import annotations

import dataclasses
import json
import re

from handmade import ODD_TEXT, Page, bridge, build, odd, results
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nlpkit.document import (
    NOT_TRANSLATED,
    Point,
)
from nlpkit.render import (
    from_dict,
    to_html,
    to_json,
    to_markdown,
    to_text,
)
from nlpkit.render.markdown import escape


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


BRIDGE_MARKDOWN = """\
<!-- nlpkit/2 -->

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
| removed |

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


def test_markers_of_a_markdown_source_are_not_repeated():
    blocks = [
        (kind, None, [[("en", text, None)]])
        for kind, text in [("title", "# Snow"), ("heading", "## Later"), ("quote", "> Said.")]
    ]
    result = build([*blocks, ("list", None, [[("en", "- tea", None)], [("en", "- no", None)]])])
    text = to_markdown(result)
    assert "\n# Snow\n" in text
    assert "\n### Later\n\n> Said.\n\n- tea - no\n" in text
    assert '<h3><span class="sentence" id="s2">Later</span></h3>' in to_html(result)
    assert "\nSnow\n\nLater\n\n> Said.\n\n- tea" in to_text(result)


def test_html_links_the_summary_to_the_source():
    html = to_html(bridge())
    page = Page(html)
    assert set(page.links) <= set(page.ids)
    assert '<span class="sentence" id="s3">The stone bridge' in html
    assert '<a href="#s3" aria-label="source: sentence 3">[3]</a>' in html
    assert [f"s{n}" for n in range(1, 8)] == [i for i in page.ids if re.fullmatch(r"s\d+", i)]


def test_html_marks_carry_language_and_direction():
    persian = [[("en", "He said ", None), ("fa", "سلام", "hello"), ("en", " twice.", None)]]
    html = to_html(build([("paragraph", None, persian)]))
    assert '<mark lang="fa" dir="rtl">سلام</mark> <span class="tag">fa</span>' in html
    assert '<html lang="en" dir="ltr">' in html


def test_html_says_the_language_of_a_summary_that_was_not_translated():
    blocks = [("paragraph", None, [[("ru", "Зима близко.", ValueError("no memory"))]])]
    html = to_html(build(blocks, [Point("Зима близко.", (0,), (NOT_TRANSLATED,))]))
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
        assert "nlpkit/2" in output[:256]


def test_render_is_pure():
    result = bridge()
    before = dataclasses.asdict(result)
    for render in (to_text, to_markdown, to_html, to_json):
        assert render(result) == render(result)
    assert dataclasses.asdict(result) == before
