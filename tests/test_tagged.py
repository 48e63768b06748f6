# ruff: noqa: E501  (a golden has one line)
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
from placing import placed

from nlpkit.document import Passage
from nlpkit.errors import ReadError
from nlpkit.files.archives import kind_of
from nlpkit.files.markup import DOCX, HTML, ODT, XHTML, Markup
from nlpkit.files.tagged import Tagged
from nlpkit.files.translating import translated


def loud(passages: Sequence[Passage]) -> list[Passage]:
    """A translation that is easy to see."""
    return [Passage(one.text.upper(), one.ranges) for one in passages]


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
        ("<p title='a>b'>yes</p>", "<p title='A&gt;B'>YES</p>"),
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
    assert page.filled(loud(page.passages)) == expected


def test_xhtml_ends_every_element_where_it_says_so() -> None:
    source = "<head><script src='a.js'/><STYLE/></head><p><b/>one<code/> two</p><math/>three"
    page = Tagged(source, XHTML)
    expected = "<p><b/>ONE<code/> TWO</p><math/>THREE"
    assert page.filled(loud(page.passages)) == source[: source.index("<p>")] + expected


MOVED = [
    ("<p>Старый дом <a href='/'>стоит у реки</a> давно.</p>", placed("For long the house stands by it.", "stands by it"),
     "<p>For long the house <a href='/'>stands by it</a>.</p>"),
    ("<p>В <i>Оше</i> его <b>нашли</b>.</p>", placed("He was found in Osh.", "Osh", "found"), "<p>He was <b>found</b> in <i>Osh</i>.</p>"),
    ("<p><a x=1>В <b>Оше</b> тихо</a>, в Баткене <u>нет</u>.</p>", placed("No quiet in Batken, quiet in Osh.", "quiet in Osh", "Osh", "No"),
     "<p><u>No</u> quiet in Batken, <a x=1>quiet in <b>Osh</b></a>.</p>"),
    ("<p>МЧС<sup><a href='#2'>2</a></sup> и <img src=a> ждут.</p>", placed("Wait, the ministry, wait.", "^,", "^wait."),
     "<p>Wait<sup><a href='#2'>2</a></sup>, the ministry, <img src=a> wait.</p>"),
    ("<p>Вот <code>a  &lt; b</code> и <kbd>Enter</kbd>.</p>", placed("Press `Enter` after `a < b`.", "`a < b`", "`Enter`"),
     "<p>Press <kbd>Enter</kbd> after <code>a  &lt; b</code>.</p>"),
    ("<p>Вода H<sub>2</sub>O и CO<sub>2</sub>, м<sub>1</sub></p>", placed("`CO2` and `H2O`, m 1", "`H2O`", "`CO2`", "^ 1"),
     "<p>CO<sub>2</sub> and H<sub>2</sub>O, m<sub>1</sub> 1</p>"),
    ("<p>Вот <code>`a`</code></p>", placed("See `'a'`", "`'a'`"), "<p>See <code>`a`</code></p>"),
    ("<p>Имя <span translate=no>Дом</span> <!-- ! -->тут</p>", placed("Here is `Дом`", "`Дом`", "^Here"),
     "<p><!-- ! -->Here is <span translate=no>Дом</span></p>"),
    ("<p>Дом</i> у <b>реки</p>", placed("House by a river", "^ by", "^river"), "<p>House</i> by a <b>river</p>"),
    ("<p>Дом <i>у <b>реки</i></b></p>", placed("River house", "house", "^River", "^River"), "<p></b>River <i><b>house</i></p>"),
    ("<p>Один<img src=a>Два</p>", placed("Twins", "^Twins"), "<p><img src=a>Twins</p>"),
    ("<p>до<wbr>рога</p>", placed("road"  , "^road"), "<p><wbr>road</p>"),
    ("<p>Дом <s>12</s>, сад<sup>1</sup> <sup>2</sup>.</p>", placed("House, garden.", "^,", "^.", "^."), "<p>House <s>12</s>, garden<sup>1</sup> <sup>2</sup>.</p>"),
    ("<p>Цена:<s>5</s><b>4</b> сом</p>", placed("Price: 4 som", "^ 4", "4"), "<p>Price:<s>5</s><b>4</b> som</p>"),
    ("<li>\n <a>Дом</a>\n</li>", placed("House", "House"), "<li>\n <a>House</a>\n</li>"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "answer", "expected"), MOVED)
def test_elements_move_with_their_words(source: str, answer: Passage, expected: str) -> None:
    page = Tagged(source)
    assert [len(one.ranges) for one in page.passages] == [len(answer.ranges)]
    assert page.filled([answer]) == expected


def test_the_text_of_a_paragraph_has_no_marks_of_notes_and_code_in_its_marks() -> None:
    page = Tagged(
        "<p>МЧС<sup>2</sup> ждёт <code>make\ntest</code>, 5<sup>th</sup> х<sub>2</sub></p>"
    )
    assert [one.text for one in page.passages] == ["МЧС ждёт `make test`, 5th х"]


ATTRIBUTES = [
    ("<img alt='дом &amp; сад' src='дом'>", "<img alt='ДОМ &amp; САД' src='дом'>"),
    ("<p title=дом>сад <a aria-label=\"вход\">тут</a></p>", "<p title=\"ДОМ\">САД <a aria-label=\"ВХОД\">ТУТ</a></p>"),
    ("<input placeholder='имя' value='имя'><input type=submit value='вход'>", "<input placeholder='ИМЯ' value='имя'><input type=submit value='ВХОД'>"),
    ("<meta name=\"description\" content=\"дом\"><meta name=author content=дом>", "<meta name=\"description\" content=\"ДОМ\"><meta name=author content=дом>"),
    ("<option label='дом'>сад</option><title>лес</title>", "<option label='ДОМ'>САД</option><title>ЛЕС</title>"),
    ("<a data-x=' alt=\"дом\"' title>сад</a>", "<a data-x=' alt=\"дом\"' title>САД</a>"),
    ("<code title='дом'>нет</code><b translate=no title='нет'>нет</b><img alt=''>", "<code title='ДОМ'>нет</code><b translate=no title='нет'>нет</b><img alt=''>"),
    ("<svg><g title='нет'/></svg><img alt=12>", "<svg><g title='нет'/></svg><img alt=12>"),
    ("<img alt='он &quot;тут&quot;'>", "<img alt='ОН &quot;ТУТ&quot;'>"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), ATTRIBUTES)
def test_attributes_that_are_read(source: str, expected: str) -> None:
    page = Tagged(source)
    assert page.filled(loud(page.passages)) == expected
    assert page.filled(page.passages) == source


def test_runs_of_word_that_look_alike_are_one() -> None:
    source = (
        "<w:p><w:r w:rsid='1'><w:t>The do</w:t></w:r><w:r><w:rPr><w:lang w:val='de'/></w:rPr>"
        "<w:t>or</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t> opens</w:t></w:r></w:p>"
    )
    page = Tagged(source, DOCX)
    assert page.passages == [Passage("The door opens", ((8, 14),))]
    filled = page.filled([placed("The doors open", "open")])
    assert "<w:t>The doors</w:t>" in filled
    assert "<w:rPr><w:b/></w:rPr><w:t> open</w:t>" in filled


def test_runs_of_word_keep_their_order() -> None:
    def run(text: str, look: str = "") -> str:
        return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"

    bold = "<w:b/>"
    source = run("В ") + run("Оше", bold) + run(" его ") + run("нашли", bold) + run(" и всё")
    filled = Tagged(source, DOCX).filled([placed("He was found in Osh, OK", "Osh", "found")])
    assert filled == (
        run("He was ") + run("found", bold) + run(" in ") + run("Osh", bold) + run(", OK")
    )


def test_a_run_of_word_with_two_texts_moves_without_its_old_text() -> None:
    def run(*texts: str, look: str = "") -> str:
        made = "<w:noBreakHyphen/>".join(f"<w:t>{text}</w:t>" for text in texts)
        return f"<w:r><w:rPr>{look}</w:rPr>{made}</w:r>"

    source = f"<w:p>{run('В ', 'городе ')}{run('Оше', look='<w:b/>')}{run(' его ')}{run('нашли', look='<w:i/>')}</w:p>"
    filled = Tagged(source, DOCX).filled([placed("He was found in Osh city", "Osh", "found")])
    assert "городе" not in filled
    assert filled.count("found") == filled.count("city") == filled.count("He was") == 1


def test_runs_and_links_of_word_move_with_their_words() -> None:
    def run(text: str, look: str = "") -> str:
        return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"

    def link(text: str) -> str:
        return f"<w:hyperlink r:id='x'>{run(text)}</w:hyperlink>"

    kept = "<w:bookmarkEnd w:id='1'/>"
    source = f"<w:p>{run('В ')}{link('Оше')}{run(' его')}{kept}{run('нашли', '<w:i/>')}{run(' и всё')}</w:p>"
    filled = Tagged(source, DOCX).filled([placed("He was found in Osh, OK", "Osh", "found")])
    moved = f"{run('He was ')}{run('found', '<w:i/>')}{run(' in ')}{link('Osh')}{run(', OK')}"
    assert filled == f"<w:p>{run('')}{run('')}{kept}{run('')}{moved}</w:p>"


def test_a_link_of_word_that_looks_like_its_line_keeps_its_text() -> None:
    source = (
        "<w:p><w:r><w:t>see the </w:t></w:r><w:hyperlink r:id='x'><w:r><w:t>list</w:t></w:r>"
        "</w:hyperlink><w:r><w:t> of them</w:t></w:r></w:p>"
    )
    page = Tagged(source, DOCX)
    filled = page.filled(loud(page.passages))
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
    assert page.filled(loud(page.passages)) == source.replace("one", "ONE").replace("two", "TWO")


PIECES = st.sampled_from(
    ["<b>", "</b>", "<p>", "</p>", "<a href='x'>", "</a>", "<script>", "</script>", "<!--", "-->",
     "<", ">", '"', "'", "&amp;", "&#0;", " ", "\n", "word", "Слово", ".", "1", "<br/>", "<code>",
     "="]
)  # fmt: skip


@given(
    st.lists(PIECES, max_size=30).map("".join),
    st.sampled_from([HTML, XHTML, DOCX, ODT]),
    st.data(),
)
def test_any_source(source: str, markup: Markup, data: st.DataObject) -> None:
    page = Tagged(source, markup)
    assert page.filled(page.passages) == source
    made = page.filled(loud(page.passages))
    assert len(Tagged(made, markup).passages) == len(page.passages)
    for one in page.passages:
        assert all(0 <= start <= end <= len(one.text) for start, end in one.ranges)
    # Wherever the ranges are put, no tag is lost, and no word of the translation.
    answers = [
        Passage("WORD A B", tuple(tuple(sorted(data.draw(st.tuples(st.integers(0, 8), st.integers(0, 8))))) for _ in one.ranges))
        for one in page.passages
    ]  # fmt: skip
    anywhere = page.filled(answers)
    for text in (made, anywhere):
        for tag in ("<b>", "</b>", "</a>", "<br/>", "<code>", "<!--"):
            assert text.count(tag) == source.count(tag)


@pytest.mark.parametrize(
    "nasty",
    ["<b>", "</b>", "<b>x", "<!--", '<a "', "<p title='", "<script>", "=  ", "<", "<![CDATA[",
     "<b>x</i>", "<b>x</b> ", " class=", "<p class= ", "&#", "<code>", "<i>x</i>", "<i></i>x",
     "<svg/>", "<i>xx</i>, ", "<sup>2</sup>", "x<sup>2</sup>", "<code>x</code> ", "<img>x ", "<p a=", "<b title='x'>",
     "<b title=x>x", "<s>x", "<s>x</s> ", "x <s>", "<b>x</b><u>Y</u>", "z<a>x</a><a>y</a>", "<kbd>x</kbd>", "x`",
     lambda n: "<sup>x" * (n // 12) + "</sup>" * (n // 12)],
    ids=named,
)  # fmt: skip
def test_cost_is_in_proportion(nasty: str) -> None:
    def work(source: str) -> None:
        page = Tagged(source)
        page.filled(loud(page.passages))

    check_linear(work, nasty)


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


LINKS_TO_NOTES = [
    ("<p>у реки<a href='#1'>1</a>.</p>", "у реки."),
    ("<p>у реки.<a href='#1'>[12]</a></p>", "у реки."),
    ("<p>у реки <a href='#1'>12</a></p>", "у реки 12"),
    ("<p>у реки <a href='#1'>12 мая</a></p>", "у реки 12 мая"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text"), LINKS_TO_NOTES)
def test_a_link_to_a_note_is_no_word(source: str, text: str) -> None:
    assert Tagged(source).passages[0].text == text
