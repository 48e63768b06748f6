# ruff: noqa: E501  (a golden has one line a text)
"""Markdown and subtitles: what is text, what is code or data and goes through no model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nlpkit
from nlpkit.document import check_tiles
from nlpkit.preprocessing import blocks, markdown, subtitles

MARKDOWN = """\
# Bridge opens

The bridge over the river
opened on Monday.
Cars came first.

## Details

- two lanes
  for cars
- a path
1. the first step

> We waited, said the mayor.

```python
open("bridge")
# no heading
```

Ferry
-----
The last trip is free.

| Ferry | Trips |
|-------|------:|
| small |    12 |

![The bridge](bridge.png)
"""

MARKDOWN_READ = """
title | # Bridge opens
paragraph | The bridge over the river opened on Monday. Cars came first.
heading | ## Details
list | - two lanes   for cars
list | - a path
list | 1. the first step
quote | > We waited, said the mayor.
code | ```python
code | open("bridge")
code | # no heading
code | ```
heading | Ferry
junk | -----
paragraph | The last trip is free.
table | | Ferry | Trips |
table | |-------|------:|
table | | small |    12 |
caption | ![The bridge](bridge.png)
"""


GOLDENS = """
--- ¦ title: "Bridge opens" ¦ date: 2025-10-01 ¦ --- ¦ Cars came. -> front front front front paragraph
+++ ¦ title = 'Мост открыт' ¦ +++ ¦ # Мост ¦ Он открыт. -> front front front title paragraph
--- ¦ titel: Brücke ¦ ... ¦ Sie ist offen. -> front front front paragraph
--- ¦ Not a field, but a line. ¦ --- -> markup title markup
--- ¦ title: > ¦   Паром идёт ¦ tags: [река] ¦ --- ¦ Он идёт. -> front front front front front paragraph
- [x] сделано ¦ ~~~ ¦ a ¦ ~~~ ¦  ¦     b ¦  ¦ Конец. -> list code code code code paragraph
Сорт | Урожай ¦ --- | ---: ¦ Лук | 3 кг ¦  ¦ Конец. -> table table table paragraph
Ülke küçük. ¦  ¦ | A | B ¦ |---|--- ¦ | 1 | 2 ¦ Son cümle. -> paragraph table table table paragraph
[//]: # (черновик) ¦ Мост открыт. -> hidden paragraph
[^1]: A note that ¦     goes on. ¦  ¦ End. -> caption caption paragraph
Паром ¦ : Судно для реки. ¦  ¦ Конец. -> paragraph list paragraph
::: warning ¦ Көпір жабық ¦ ертеңге дейін. ¦ ::: -> code paragraph code
<details> ¦ Der Damm hält. ¦ </details> -> code paragraph code
Text. ¦ --- ¦ title: late ¦ --- -> title markup heading markup
Мост ¦ ==== ¦ Он открыт. ¦ Паром ¦ --- ¦ Он идёт. -> title markup paragraph heading markup paragraph
Мост открыт. ¦  ¦ * * * ¦  ¦ Паром идёт. ¦  ¦ - - - ¦  ¦ Конец. -> paragraph markup paragraph markup paragraph
Көпір ашылды. ¦ *** ¦ Паром жүзеді. ¦ _ _ _ ¦ Соңы. -> paragraph markup paragraph markup paragraph
Der Damm hält. ¦  ¦ ------ ¦  ¦ # Ende -> paragraph markup heading
- мост ¦ - паром ¦  ¦ * * * ¦  ¦ Конец. -> list list markup paragraph
* мост ¦ * * паром ¦ - - -> list list list
~~~ ¦ * * * ¦ === ¦ ~~~ ¦ Конец. -> code code code code paragraph
Мост открыт. ¦  ¦ ```x``` — знак. ¦  ¦ Паром идёт. -> paragraph paragraph paragraph
Мост открыт. ¦  ¦ === ¦  ¦ *** Важно! *** -> paragraph paragraph paragraph
<!-- draft --> ¦ The bridge is open. -> hidden paragraph
<!-- черновик, ¦ не публиковать --> ¦ Мост открыт. -> hidden hidden paragraph
Мост <!-- какой? --> открыт. -> paragraph
Run it: ¦  ¦     make run ¦     make test ¦  ¦ Done. -> paragraph code code paragraph
- [ ] купить хлеб ¦     и молоко ¦ - [x] купить соль -> list list
~~~ ¦ привет = 1 ¦ ~~~ ¦ Конец. -> code code code paragraph
Көпір ашылды[^1]. ¦  ¦ [^1]: Ол 2019 жылы салынған. -> paragraph caption
See [the site][s]. ¦  ¦ [s]: https://example.org "Site" -> paragraph code
| Stadt | Preis | ¦ |---|--:| ¦ | Köln | 120 | -> table table table
""".strip().splitlines()  # `¦` marks the end of a line

SUBTITLES = """
1 ¦ 00:00:01,000 --> 00:00:03,500 ¦ How are you? ¦  ¦ 2 ¦ 00:00:04,000 --> 00:00:06,250 ¦ We go ¦ up now. -> How are you? ¦ We go up now.
1 ¦ 00:00:07,000 --> 00:00:09,000 ¦ <i>Возьми</i> <font color="red">воду</font>. -> Возьми воду.
WEBVTT ¦  ¦ 00:01.000 --> 00:03.000 align:start ¦ <v Anna>The bridge <00:02.000>is open. -> Anna: The bridge is open.
WEBVTT - Көпір ¦  ¦ NOTE made by hand ¦ on Monday ¦  ¦ intro ¦ 00:01.000 --> 00:03.000 ¦ Қайда барасың? -> Қайда барасың?
WEBVTT ¦  ¦ STYLE ¦ ::cue { color: red } ¦  ¦ 00:01.000 --> 00:02.000 ¦ Guten Tag! -> Guten Tag!
1 ¦ 00:00:01,000 --> 00:00:02,000 ¦ {\\an8}Сколько? ¦ 2 ¦ 00:00:02,000 --> 00:00:03,000 ¦ 42 -> Сколько? ¦ 42
00:00:01.000 --> 00:00:02.000 ¦ Sans numéro. -> Sans numéro.
12 ¦ 0:00:01,5 --> 0:00:02,5 ¦ — Да. ¦ — Нет. -> — Да. — Нет.
1 ¦ 00:00:01,000 --> 00:00:02,000 ¦  ¦ 2 ¦ 00:00:02,000 --> 00:00:03,000 ¦ Ja. -> Ja.
1 ¦ 00:00:01,000 --> 00:00:02,000 ¦ 3 < 5 and <b>2</b> -> 3 < 5 and 2
WEBVTT ¦  ¦ 00:01.000 --> 00:02.000 ¦ <v Айгуль>Хлеб &amp; вода &lt;снова&gt; на&nbsp;<c.yellow>10</c> сомов. -> Айгуль: Хлеб & вода <снова> на 10 сомов.
1 ¦ 00:00:01,000 --> 00:00:02,000 ¦ AT&T & Söhne &copy &amp;lt; -> AT&T & Söhne © &lt;
""".strip().splitlines()


def rendered(text: str, found: tuple[blocks.Block, ...]) -> str:
    return "\n".join(f"{block.kind} | {text[block.start : block.end].strip()}" for block in found)


@pytest.mark.parametrize("golden", GOLDENS)
def test_kinds_of_markdown(golden: str) -> None:
    source, _, kinds = golden.rpartition(" -> ")
    document = nlpkit.preprocess("\n".join(source.split(" ¦ ")), "markdown")
    labels = [(block.reason or block.kind).split("_")[0] for block in document.blocks]
    assert " ".join(labels) == kinds


@pytest.mark.parametrize("golden", SUBTITLES)
def test_numbers_and_times_of_subtitles_are_no_text(golden: str) -> None:
    source, _, said = golden.rpartition(" -> ")
    document = nlpkit.preprocess("\n".join(source.split(" ¦ ")))
    assert document.clean_text.splitlines() == said.split(" ¦ ")
    times = [block for block in document.blocks if block.junk]
    assert {block.reason for block in times} == {"subtitle_timing"}


def test_front_matter_gives_the_title() -> None:
    assert (
        nlpkit.preprocess("---\ntitle: Мост: открыт\n---\n# Мост\n", "markdown").title
        == "Мост: открыт"
    )
    assert nlpkit.preprocess("+++\nTitle = 'Brücke'\n+++\nOffen.", "markdown").title == "Brücke"
    assert nlpkit.preprocess("---\ntitle:\n---\n# Мост\n", "markdown").title == "Мост"


def test_front_matter_and_pages_give_the_date() -> None:
    dated = nlpkit.preprocess("+++\ntitle = 'Мост'\ndate = 2025-03-01\n+++\nОткрыт.", "markdown")
    assert dated.date == "2025-03-01"
    assert nlpkit.preprocess("---\ndate: '2025-03-01 08:00'\n---\nA.", "markdown").date == (
        "2025-03-01 08:00"
    )
    meta = '<meta property="article:published_time" content="2025-05-03T10:00:00+06:00">'
    assert nlpkit.preprocess(f"{meta}<p>Offen.", "html").date == "2025-05-03T10:00:00+06:00"
    assert nlpkit.preprocess("3 May 2025").date is None


def test_code_and_data_are_in_no_language() -> None:
    document = nlpkit.preprocess(
        "---\ntitle: Мост\n---\n```\nпривет\n```\nМост открыт.", "markdown"
    )
    langs = {
        document.blocks[document.sentences[s.sentence].block].kind: s.lang for s in document.spans
    }
    assert langs == {"junk": "und", "code": "und", "paragraph": "ru"}


@given(st.lists(st.sampled_from(["1", "00:01.000 --> 00:02.000", "", "a", "NOTE", "WEBVTT"])))
def test_any_subtitles_keep_what_is_said(lines: list[str]) -> None:
    text, hints = subtitles.read("\n".join(lines))
    assert text.split() == [word for line in lines for word in line.split()]
    check_tiles(hints, 0, len(text) + 1 if text else 0, "hints")


def test_times_in_a_text_are_no_subtitles() -> None:
    for text in (
        "10:30 --> 11:00 break",
        "The file says 00:00:01,000 --> 00:00:03,500.",
        "1\n2\n3",
    ):
        assert not subtitles.found(text)


def test_markdown() -> None:
    text, hints, title, _ = markdown.read(MARKDOWN)
    assert rendered(text, blocks.split(text, hints)) == MARKDOWN_READ.strip()
    assert text.split() == MARKDOWN.split()
    assert len(text) == len(MARKDOWN)
    assert title is None


@given(
    st.lists(
        st.sampled_from(
            [
                "# a",
                "b",
                "- c",
                "```",
                "> d",
                "",
                "---",
                "===",
                "  ",
                "e  ",
                "| f |",
                "    g",
                "<!--",
                "-->",
                "+++",
                "h: i",
                "[^1]: j",
                "[k]: l",
            ]
        )
    )
)
def test_any_markdown_keeps_its_text(lines: list[str]) -> None:
    source = "\n".join(lines)
    text, hints, *_ = markdown.read(source)
    assert text.split() == source.split()
    assert len(text) == len(source)
    check_tiles(blocks.split(text, hints), 0, len(text) if text.strip() else 0, "blocks")
