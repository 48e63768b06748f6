"""Texts between tags are exchanged; tags stay as they are, byte for byte."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Sequence

import pytest
from growth import Shape, check_linear, named
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.errors import ReadError
from nlpkit.files.archives import kind_of
from nlpkit.files.tagged import DOCX, HTML, ODT, XHTML, Markup, Tagged
from nlpkit.files.translating import translated


def loud(texts: Sequence[str]) -> list[str]:
    """A translation that is easy to see."""
    return [text.upper() for text in texts]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain", "PLAIN"),
        ("<p>one, <b>two</b>!</p>", "<p>ONE, <b>TWO</b>!</p>"),
        ("<p>one</p>\n\n<p>two</p>", "<p>ONE</p>\n\n<p>TWO</p>"),
        ("<b>all <i>of</i> it</b>", "<b>ALL <i>OF</i> IT</b>"),
        ("<p><a href='/a'>one</a> | <a href='/b'>threes</a> · <a href='/c'>two</a></p>",
         "<p><a href='/a'>ONE</a> | <a href='/b'>THREES</a> · <a href='/c'>TWO</a></p>"),
        ("<p>yes<a id=x></a>,<b> no it is</b></p>", "<p>YES<a id=x></a>,<b> NO IT IS</b></p>"),
        ("<p>he <b>did not sign it</b> now</p>", "<p>HE <b>DID NOT SIGN IT</b> NOW</p>"),
        ("<p><b>court</b>: <i>the case is closed</i>.</p>",
         "<p><b>COURT</b>: <i>THE CASE IS CLOSED</i>.</p>"),
        ("<li>one <a href='x?a=1&b=2'>two</a> <i>three</i></li>",
         "<li>ONE <a href='x?a=1&b=2'>TWO</a> <i>THREE</i></li>"),
        ("Tom &amp; Jerry &lt; 3&nbsp;", "TOM &amp; JERRY &lt; 3\xa0"),
        ("a < b", "A &lt; B"),
        ("<script>if (a<b) { x = '<p>no</p>' }</script>yes",
         "<script>if (a<b) { x = '<p>no</p>' }</script>YES"),
        ("<STYLE>p > a {}</STYLE><P>yes", "<STYLE>p > a {}</STYLE><P>YES"),
        ("<p title='a>b'>yes</p>", "<p title='a>b'>YES</p>"),
        ("<p translate=no>no <b>no</b> no</p>yes", "<p translate=no>no <b>no</b> no</p>YES"),
        ('<p class="x notranslate">no</p>yes', '<p class="x notranslate">no</p>YES'),
        ("one <code>no</code> two", "ONE <code>no</code> TWO"),
        ("<!-- no <p> --><![CDATA[no]]><?no?><!doctype html>yes",
         "<!-- no <p> --><![CDATA[no]]><?no?><!doctype html>YES"),
        ("<p>12 <b>!</b></p>", "<p>12 <b>!</b></p>"),
        ("<b>open <p>yes</b>", "<b>OPEN <p>YES</b>"),
        ("<p>one<svg/> two</p><svg><g/><svg/><script/>no</svg> three",
         "<p>ONE<svg/> TWO</p><svg><g/><svg/><script/>no</svg> THREE"),
        ("one <code/>no</code> two<script/>no", "ONE <code/>no</code> TWO<script/>no"),
        ("<a href='never closed", "<a href='never closed"),
        ("", ""),
    ],
)  # fmt: skip
def test_html(source: str, expected: str) -> None:
    page = Tagged(source)
    assert page.filled(loud(page.texts)) == expected


def test_xhtml_ends_every_element_where_it_says_so() -> None:
    source = "<head><script src='a.js'/><STYLE/></head><p><b/>one<code/> two</p><math/>three"
    page = Tagged(source, XHTML)
    expected = "<p><b/>ONE<code/> TWO</p><math/>THREE"
    assert page.filled(loud(page.texts)) == source[: source.index("<p>")] + expected


def test_a_marked_part_is_found_where_the_translation_has_it() -> None:
    page = Tagged("<p>Старый дом <a href='/'>стоит у реки</a> давно.</p>")
    assert page.texts == [
        "Старый дом стоит у реки давно.",
        "Старый дом",
        "стоит у реки",
        "давно.",
    ]
    whole = "For long the house Stands by the river."
    answer = page.filled([whole, "House", "stands by the river", "For long."])
    assert answer == "<p>For long the house <a href='/'>Stands by the river</a>.</p>"


def test_a_marked_part_that_is_not_found_keeps_its_mark() -> None:
    page = Tagged("<p>Старый дом <a href='/'>стоит у реки</a> давно.</p>")
    answer = page.filled(["The house is an old one.", "House", "is by the river", "for long."])
    assert answer == "<p>House <a href='/'>is by the river</a> for long.</p>"


def test_part_of_a_word_is_not_the_part() -> None:
    page = Tagged("<p>Дом <b>у</b> реки</p>")
    answer = page.filled(["Bathhouse at the river", "House", "at", "river"])
    assert answer == "<p>Bathhouse <b>at</b> the river</p>"
    answer = page.filled(["a a1 a a b, a1 a a", "a", "a a", "a"])
    assert answer == "<p>a a1 <b>a a</b> b, a1 a a</p>"


def test_runs_of_word_that_look_alike_are_one() -> None:
    source = (
        "<w:p><w:r w:rsid='1'><w:t>The do</w:t></w:r><w:r><w:rPr><w:lang w:val='de'/></w:rPr>"
        "<w:t>or</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t> opens</w:t></w:r></w:p>"
    )
    page = Tagged(source, DOCX)
    assert page.texts[0] == "The door opens"
    filled = page.filled(["The doors open", "The doors", "open"])
    assert "<w:t>The doors</w:t>" in filled
    assert "<w:rPr><w:b/></w:rPr><w:t> open</w:t>" in filled


def test_a_link_of_word_that_looks_like_its_line_keeps_its_text() -> None:
    source = (
        "<w:p><w:r><w:t>see the </w:t></w:r><w:hyperlink r:id='x'><w:r><w:t>list</w:t></w:r>"
        "</w:hyperlink><w:r><w:t> of them</w:t></w:r></w:p>"
    )
    page = Tagged(source, DOCX)
    filled = page.filled(["SEE THE LIST OF THEM", "SEE THE", "LIST", "OF THEM"])
    assert "<w:hyperlink r:id='x'><w:r><w:t>LIST</w:t></w:r></w:hyperlink>" in filled
    assert (
        filled.replace("SEE THE ", "see the ")
        .replace("LIST", "list")
        .replace(" OF THEM", " of them")
        == source
    )


def test_spans_of_opendocument() -> None:
    source = (
        "<text:p>one <text:span a='1'>two</text:span></text:p>"
        "<office:annotation>no</office:annotation>"
    )
    page = Tagged(source, ODT)
    assert page.filled(loud(page.texts)) == source.replace("one", "ONE").replace("two", "TWO")


PIECES = st.sampled_from(
    ["<b>", "</b>", "<p>", "</p>", "<a href='x'>", "</a>", "<script>", "</script>", "<!--", "-->",
     "<", ">", '"', "'", "&amp;", "&#0;", " ", "\n", "word", "Слово", ".", "1", "<br/>", "<code>",
     "="]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from([HTML, XHTML, DOCX, ODT]))
def test_any_source(source: str, markup: Markup) -> None:
    page = Tagged(source, markup)
    assert page.filled(page.texts) == source
    again = Tagged(page.filled(loud(page.texts)), markup)
    assert page.filled(loud(page.texts)).count("</b>") == source.count("</b>")
    assert len(again.paragraphs) == len(page.paragraphs)
    assert [page.texts[i] for i in page.paragraphs if not page.texts[i]] == []


@pytest.mark.parametrize(
    "nasty",
    ["<b>", "</b>", "<b>x", "<!--", '<a "', "<p title='", "<script>", "=  ", "<", "<![CDATA[",
     "<b>x</i>", "<b>x</b> ", " class=", "<p class= ", "&#", "<code>", "<i>x</i>", "<i></i>x",
     "<svg/>", "<i>xx</i>, "],
    ids=named,
)  # fmt: skip
def test_cost_is_in_proportion(nasty: str) -> None:
    def work(source: str) -> None:
        page = Tagged(source)
        page.filled(loud(page.texts))

    check_linear(work, nasty)


def test_cost_of_seeking_marked_parts_in_vain() -> None:
    def work(filling: str) -> str:
        page = Tagged(f"<p>{filling}x <b>{filling[::2]}</b></p>")
        return page.filled([filling, "y", filling[::2]])

    check_linear(work, "a")


def archive(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return made.getvalue()


def test_files_keep_their_format() -> None:
    word = archive(
        {
            "[Content_Types].xml": "<x/>",
            "word/document.xml": "<w:p><w:r><w:t>text</w:t></w:r></w:p>",
            "word/styles.xml": "<w:name>not this</w:name>",
        }
    )
    made = zipfile.ZipFile(io.BytesIO(translated(word, "a.docx", loud, 10_000)))
    assert made.namelist() == ["[Content_Types].xml", "word/document.xml", "word/styles.xml"]
    assert b">TEXT</w:t>" in made.read("word/document.xml")
    assert made.read("word/styles.xml") == b"<w:name>not this</w:name>"
    book = archive({"mimetype": "application/epub+zip", "a/1.xhtml": "<style/><p>one</p>"})
    made = zipfile.ZipFile(io.BytesIO(translated(book, "b.EPUB", loud, 10_000)))
    assert made.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert made.read("a/1.xhtml") == b"<style/><p>ONE</p>"
    page = "<meta charset='windows-1251'><p>дом</p>".encode("cp1251")
    expected = "<meta charset='utf-8'><p>ДОМ</p>"
    assert translated(page, "a.html", loud, 10_000).decode() == expected
    page = b"<?xml version='1.0'?><script src='a.js'/><p>one</p>"
    assert translated(page, "a.xhtml", loud, 10_000) == page.replace(b"one", b"ONE")
    assert translated("дом\n\nсад".encode(), "a.txt", loud, 10_000).decode() == "ДОМ\n\nСАД"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.srt", "a.vtt", "a.html", "a.xhtml"])
@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf\n", "\u200b".encode()])
def test_an_empty_file_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(ReadError, match="is empty"):
        translated(data, name, loud, 10)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"x", "a.pdf", "no file of this kind"),
        (b"x", "a", "no file of this kind"),
        (b"x" * 11, "a.txt", "the limit"),
        (b"x", "a.docx", "damaged"),
        (b"\0\1\2\3\0\0", "a.txt", "binary"),
    ],
)
def test_files_that_cannot_be_written(data: bytes, name: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        translated(data, name, loud, 10)


@pytest.mark.parametrize(
    "nasty",
    ["<meta ", "<meta charset", "<?xml ", lambda n: "<meta charset=" + " " * n],
    ids=named,
)
def test_cost_of_seeking_the_encoding_of_a_page(nasty: Shape) -> None:
    def work(text: str) -> bytes:
        return translated(f"<p>one</p><!-- {text}".encode(), "a.html", loud, 10**7)

    check_linear(work, nasty)


def test_of_a_mimetype_only_the_beginning_is_unpacked() -> None:
    bomb = archive({"mimetype": "application/epub+zip" + " " * 50_000_000})
    tracemalloc.start()
    try:
        assert kind_of(bomb) == "epub"
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
