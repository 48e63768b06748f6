# ruff: noqa: E501  (a golden has one line)
"""A translated page or document says which language its texts are in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import pytest
from growth import check_costs, check_linear, named

from nlpkit.document import Article, Document, Passage
from nlpkit.errors import ReadError
from nlpkit.files import spelling
from nlpkit.files.declaring import main_language
from nlpkit.files.opendocument import struck_styles
from nlpkit.files.tagged import Tagged
from nlpkit.files.translating import translated
from nlpkit.pipeline.declared import Declared, as_declared
from nlpkit.preprocessing import preprocess

# What becomes of texts: "Үй" has no translator, and what begins with Latin letters is English.
TEXTS = {
    "Дом": "House",
    "Сад у дома": "Garden at it",
    "Үй": "Үй",
    "Он сказал Үй там": "He said Үй there",
    "בית": "House",
}


def english(passages: Sequence[Passage]) -> list[Passage]:
    return [_english(one) for one in passages]


def _english(one: Passage) -> Passage:
    text = TEXTS.get(one.text, one.text)
    parts = [one.text[start:end] for start, end in one.ranges]
    starts = [max(0, text.find(TEXTS.get(part, part))) for part in parts]
    ranges = (
        (at, min(len(text), at + len(TEXTS.get(part, part))))
        for at, part in zip(starts, parts, strict=True)
    )
    lang = "ky" if one.text == "Үй" else "" if one.text == "Ай" else "en"
    return Passage(text, tuple(ranges), lang)


PAGES = [
    ("<html lang=ru lang=ru><p>Дом</p>", "<html lang=en lang=ru><p>House</p>"),
    ("<html lang=en lang=ru><p>The <i lang=ru lang=en>Дом</i></p><p>Дом</p>", "<html lang=en lang=ru><p>The <i lang=ru lang=en>Дом</i></p><p>House</p>"),
    ("<html lang=ru><meta name=language content=ru content=de><p>Дом</p>", "<html lang=en><meta name=language content=\"en\" content=de><p>House</p>"),
    ("<html lang=ru><p>Дом</p></html>", "<html lang=en><p>House</p></html>"),
    ("<html lang='ru-RU' xml:lang=\"ru\"><title>Дом</title><p>Дом</p>", "<html lang='en' xml:lang=\"en\"><title>House</title><p>House</p>"),
    ("<html class=x><p>Дом</p>", "<html lang=\"en\" class=x><p>House</p>"),
    ("<p>Дом</p><p>Үй</p>", "<p>House</p><p>Үй</p>"),
    ("<html lang=ru><p>Дом</p><p>Сад у дома</p><p>Үй</p>", "<html lang=en><p>House</p><p>Garden at it</p><p lang=\"ky\">Үй</p>"),
    ("<html lang=ky><p>Дом</p><p>Сад у дома</p><p>Ай</p>", "<html lang=en><p>House</p><p>Garden at it</p><p lang=\"ky\">Ай</p>"),
    ("<html lang=ru><div lang=ru>Дом<p>Сад у дома</p></div><div lang='en-GB'>The sea</div>", "<html lang=en><div lang=en>House<p>Garden at it</p></div><div lang='en-GB'>The sea</div>"),
    ("<html lang=ru><div>Үй<p>Дом</p></div><p>Сад у дома</p>", "<html lang=en><div lang=\"ky\">Үй<p lang=\"en\">House</p></div><p>Garden at it</p>"),
    ("<html lang=ru><ul><li>Дом<li>Үй<li>Дом</ul>", "<html lang=en><ul><li>House<li lang=\"ky\">Үй<li>House</ul>"),
    ("<html lang=ru><p>Он сказал <q lang=ky>Үй</q> там</p>", "<html lang=en><p>He said <q lang=ky>Үй</q> there</p>"),
    ("<html lang=en><p>The <i lang=ru>Дом</i></p><p lang=ru><b lang=ru>Дом</b></p>", "<html lang=en><p>The <i lang=ru>Дом</i></p><p lang=en><b lang=en>House</b></p>"),
    ("<html lang=ru><p>Дом <i lang=la>ad hoc</i></p><p>Дом", "<html lang=en><p>Дом <i lang=la>ad hoc</i></p><p>House"),
    ("<html lang=ru><p>Дом</p><p translate=no>Улица</p><p translate=no>BBC</p><pre>Улица</pre><code>Улица</code>",
     "<html lang=en><p>House</p><p lang=\"ru\" translate=no>Улица</p><p translate=no>BBC</p><pre lang=\"ru\">Улица</pre><code>Улица</code>"),
    ("<html lang=he dir=rtl><p>בית</p>", "<html lang=en dir=ltr><p>House</p>"),
    ("<html lang=ru><meta http-equiv=Content-Language content=ru><meta property='og:locale' content='ru_RU'><p>Дом</p>",
     "<html lang=en><meta http-equiv=Content-Language content=\"en\"><meta property='og:locale' content='en_US'><p>House</p>"),
    ("<html lang=ru><p>The sea</p>", "<html lang=ru><p>The sea</p>"),
    ("<html lang=''><p>Дом</p><a hreflang=ru href=x>Дом</a>", "<html lang='en'><p>House</p><a hreflang=ru href=x>House</a>"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), PAGES)
def test_pages(source: str, expected: str) -> None:
    page = Tagged(source)
    assert page.filled(english(page.passages)) == expected
    assert page.filled(page.passages) == source


@pytest.mark.parametrize(
    "nasty",
    ["<div>", "<div lang=ru>x", "</div>", "<p>x", "<p lang=ru>x</p>", "<div><p>x", "<li>x", "<pre>x</pre>",
     "<p translate=no>x</p>", "<b lang=ru>x</b> ", "<meta name=language content=ru>", "<div lang=", " dir="],
    ids=named,
)  # fmt: skip
def test_cost_is_in_proportion(nasty: str) -> None:
    def work(source: str) -> None:
        page = Tagged(source)
        page.filled(
            [Passage("Y", tuple((0, 1) for _ in one.ranges), "en") for one in page.passages]
        )

    check_linear(work, nasty)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return made.getvalue()


def changed(parts: dict[str, str], name: str) -> dict[str, str]:
    """Return the parts of a document after its translation."""
    made = zipfile.ZipFile(io.BytesIO(translated(archive(parts), name, english, 10_000)))
    return {part: made.read(part).decode().replace(' xml:space="preserve"', "") for part in parts}


def run(text: str, look: str = "") -> str:
    return f"<w:r>{look and f'<w:rPr>{look}</w:rPr>'}<w:t>{text}</w:t></w:r>"


def lang(code: str) -> str:
    return f'<w:lang w:val="{code}"/>'


WORD = [
    (run("Дом", lang("ru-RU")), run("House", lang("en-US"))),
    (run("Дом"), run("House")),
    (run("The sea", lang("en-GB")), run("The sea", lang("en-GB"))),
    (run("Үй"), run("Үй", lang("ky-KG"))),
    (run("Үй", "<w:b/>"), run("Үй", f"<w:b/>{lang('ky-KG')}")),
    (run("Үй", lang("ky")), run("Үй", lang("ky"))),
    (run("Үй", "<w:oMath/>"), run("Үй", f"{lang('ky-KG')}<w:oMath/>")),
    (run("Ай"), run("Ай", lang("ru-RU"))),
    (run("Үй", '<w:lang w:eastAsia="ja-JP"/>'), run("Үй", '<w:lang w:val="ky-KG" w:eastAsia="ja-JP"/>')),
    (run("Үй", '<w:b/><w:lang/>'), run("Үй", '<w:b/><w:lang w:val="ky-KG"/>')),
    (run("Дом", '<w:lang w:eastAsia="ja-JP"/>'), run("House", '<w:lang w:eastAsia="ja-JP"/>')),
    ("<w:r>\n <w:rPr><w:b/></w:rPr><w:t>Үй</w:t></w:r>", f"<w:r>\n <w:rPr><w:b/>{lang('ky-KG')}</w:rPr><w:t>Үй</w:t></w:r>"),
    ("<w:r w:rsidR='1'> <w:rPr/><w:t>Үй</w:t></w:r>", f"<w:r w:rsidR='1'> <w:rPr>{lang('ky-KG')}</w:rPr><w:t>Үй</w:t></w:r>"),
    ("<w:r>\n<w:t>Үй</w:t></w:r>", f"<w:r><w:rPr>{lang('ky-KG')}</w:rPr>\n<w:t>Үй</w:t></w:r>"),
    (f"<w:pPr><w:rPr>{lang('ru')}</w:rPr></w:pPr>{run('Дом')}", f"<w:pPr><w:rPr>{lang('en')}</w:rPr></w:pPr>{run('House')}"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), WORD)
def test_runs_of_word(source: str, expected: str) -> None:
    parts = {
        "word/document.xml": f"<w:p>{run('Сад у дома')}</w:p><w:p>{source}</w:p>",
        "word/styles.xml": f"<w:rPrDefault>{lang('ru-RU')}</w:rPrDefault>",
        "word/settings.xml": '<w:themeFontLang w:val="ru-RU" w:bidi="ar-SA"/>',
        "docProps/core.xml": "<dc:title>Дом</dc:title><dc:creator>Дом</dc:creator><dc:language>ru-RU</dc:language>",
    }
    made = changed(parts, "a.docx")
    assert made["word/document.xml"] == f"<w:p>{run('Garden at it')}</w:p><w:p>{expected}</w:p>"
    assert made["word/styles.xml"] == f"<w:rPrDefault>{lang('en-US')}</w:rPrDefault>"
    assert made["word/settings.xml"] == '<w:themeFontLang w:val="en-US" w:bidi="ar-SA"/>'
    assert made["docProps/core.xml"] == (
        "<dc:title>House</dc:title><dc:creator>Дом</dc:creator><dc:language>en-US</dc:language>"
    )


def test_the_main_language_has_the_most_letters() -> None:
    pairs = [
        (Passage("Дом"), Passage("House", (), "en")),
        (Passage("1"), Passage("12 345 678: ₽", (), "ky")),
    ]
    assert main_language(pairs) == "en"


def test_opendocument() -> None:
    def style(code: str, country: str) -> str:
        return f'<style:text-properties fo:language="{code}" fo:country="{country}" fo:color="#0"/>'

    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{style('ru', 'RU')}{style('ky', 'KG')}<text:p>Дом</text:p><text:p>Үй</text:p>",
        "styles.xml": style("ru", "RU"),
        "meta.xml": "<dc:title>Сад у дома</dc:title><dc:subject>Дом</dc:subject><dc:language>ru-RU</dc:language>",
    }
    made = changed(parts, "a.odt")
    assert made["content.xml"] == (
        f"{style('en', 'US')}{style('ky', 'KG')}<text:p>House</text:p><text:p>Үй</text:p>"
    )
    assert made["styles.xml"] == style("en", "US")
    assert made["meta.xml"] == (
        "<dc:title>Garden at it</dc:title><dc:subject>House</dc:subject><dc:language>en-US</dc:language>"
    )


def test_books() -> None:
    parts = {
        "mimetype": "application/epub+zip",
        "a/book.opf": "<package xml:lang='ru'><dc:title>Дом</dc:title><dc:creator>Дом</dc:creator><dc:language>ru</dc:language></package>",
        "a/toc.ncx": "<ncx xml:lang='ru'><meta name='x' content='y'/><text>Дом</text></ncx>",
        "a/1.xhtml": "<html xml:lang='ru' lang='ru'><p>Сад у дома</p><p translate='no'>Улица</p></html>",
    }
    made = changed(parts, "a.epub")
    assert made["a/book.opf"] == (
        "<package xml:lang='en'><dc:title>House</dc:title><dc:creator>Дом</dc:creator><dc:language>en</dc:language></package>"
    )
    assert (
        made["a/toc.ncx"]
        == "<ncx xml:lang='en'><meta name='x' content='y'/><text>House</text></ncx>"
    )
    assert made["a/1.xhtml"] == (
        "<html xml:lang='en' lang='en'><p>Garden at it</p><p xml:lang=\"ru\" translate='no'>Улица</p></html>"
    )


def test_a_document_that_is_not_translated_keeps_its_language() -> None:
    parts = {
        "word/document.xml": f"<w:p>{run('The sea', lang('ru'))}</w:p>",
        "word/styles.xml": lang("ru"),
    }
    assert changed(parts, "a.docx") == parts


TOLD = spelling.Spoken("en", frozenset(), "ru")
BROKEN = [
    (work, nasty)
    for work, shapes in (
        (lambda source: spelling.in_styles(source, TOLD), ("<w:lang ", "<w:lang w:val='ru' ")),
        (lambda source: spelling.in_properties(source, TOLD), ("<package xml:lang=", "<dc:language ", "<dc:language> ")),
        (lambda source: spelling.in_opendocument(source, TOLD), ("<style:text-properties ",)),
        (lambda source: struck_styles([source]), ("<style:style a>", "<style:style ", "<style:style a><style:text-properties ")),
    )
    for nasty in shapes
]  # fmt: skip


@pytest.mark.parametrize(("work", "nasty"), BROKEN, ids=named)
def test_cost_on_broken_markup_is_in_proportion(work: Callable[[str], object], nasty: str) -> None:
    check_linear(work, nasty)


TEXT = {
    ".docx": {"word/document.xml": f"<w:p>{run('Дом')}</w:p>"},
    ".odt": {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<text:p>Дом</text:p>"},
    ".epub": {"mimetype": "application/epub+zip", "1.xhtml": "<html lang='ru'><p>Дом</p></html>"},
}  # fmt: skip
OTHERS = [
    (".docx", "word/styles.xml"), (".docx", "word/settings.xml"), (".docx", "docProps/core.xml"),
    (".odt", "styles.xml"), (".odt", "meta.xml"), (".epub", "toc.ncx"), (".epub", "book.opf"),
]  # fmt: skip


@pytest.mark.parametrize(("suffix", "part"), OTHERS)
def test_parts_beside_the_text_may_have_any_encoding(suffix: str, part: str) -> None:
    odd = "<dc:title>Дом</dc:title>".encode("utf-16")
    data = archive(TEXT[suffix] | {part: odd})
    made = zipfile.ZipFile(io.BytesIO(translated(data, f"a{suffix}", english, 10_000)))
    assert made.read(part) == odd
    assert "House" in made.read([*TEXT[suffix]][-1]).decode()


@pytest.mark.parametrize("suffix", TEXT)
def test_text_that_is_not_in_utf_8_is_an_error(suffix: str) -> None:
    part = [*TEXT[suffix]][-1]
    data = archive(TEXT[suffix] | {part: "<p>Дом</p>".encode("utf-16")})
    with pytest.raises(ReadError, match="UTF-8"):
        translated(data, f"a{suffix}", english, 10_000)


# A page, and each text with the languages that it is taken to be in. A longer text of the page, or
# what the words surely are, is believed more than its tags.
RAIN = "<p>Завтра в столице ожидается дождь, днём до двадцати градусов тепла.</p>"
READ = [
    ("<p lang=kk>Ана тілі</p>", "kk Ана тілі"),
    (f"<p lang=ky>Базар ачык</p>{RAIN}", "ky Базар ачык"),
    (f"<h2 lang=tg>Бозор</h2>{RAIN}", "tg Бозор"),
    (f"<ul lang='uz-Cyrl-UZ'><li>Бозор<li>Дарё</ul>{RAIN}", "uz Бозор", "uz Дарё"),
    ("<p lang=uk>Хліб</p>", "uk Хліб"),
    ("<p lang=ru>Хлеб</p>", "ru Хлеб"),
    ("<p lang=de>Die Wahl</p>", "de Die Wahl"),
    (f"<img lang=uk alt='Хліб'><div lang=kk><img alt='Нан'></div>{RAIN}", "uk Хліб", "kk Нан"),
    ("<p>Он сказал <q lang=kk>базар ашық</q> и ушёл.</p>", "ru Он сказал |kk базар ашық|ru  и ушёл."),
    ("<p lang=en>Хлеб и вода</p>", "ru Хлеб и вода"),
    ("<p lang=en>Новости дня</p><p lang=xx>Новости дня</p>", "ru Новости дня"),
    ("<p lang=kk>Новости дня</p>", "ru Новости дня"),
    (f"<div lang=kk><p>Погода</p>{RAIN}</div>", "ru Погода"),
    (f"<div lang=en><p>Погода</p>{RAIN}</div>", "ru Погода"),
    ("<html lang=kk><h1>Погода на завтра</h1>", "ru Погода на завтра"),
    ("<p lang=ru>Усі новини</p>", "uk Усі новини"),
    ("<p lang=en>Хлеб</p>", "ru Хлеб"),
    ("<p>Он сказал <span lang=kk>привет</span> и ушёл.</p>", "ru Он сказал привет и ушёл."),
    ("<p><span lang=kk>Ерлан Қошанов</span> открыл мост.</p>", "ru Ерлан Қошанов открыл мост."),
    ("<p lang=en>Bread</p>", "en Bread"),
    (f"<p><span\nlang=kk>Ана тілі</span></p>{RAIN}", "kk Ана тілі"),
    (f"<p><i\tclass=x\nlang=kk>Ана тілі</i></p>{RAIN}", "kk Ана тілі"),
    (f"<p><i/lang=kk>Ана тілі</i></p>{RAIN}", "kk Ана тілі"),
    (f"<p lang=kk>Ана <i lang=en>тілі</i></p>{RAIN}", "kk Ана тілі"),
    ("<p>Он сказал <q lang=kk>базар ашық</q> и ушёл. Она ответила: <q lang=kk>ашық</q>.</p>", "ru Он сказал |kk базар ашық|ru  и ушёл.|ru Она ответила: |kk ашық."),
    ("<p>Он сказал <q lang=kk>базар <q lang=kk>ашық</q></q> и ушёл.</p>", "ru Он сказал |kk базар ашық|ru  и ушёл."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), [(one[0], one[1:]) for one in READ])
def test_tags_tell_the_language_of_short_texts(source: str, expected: tuple[str, ...]) -> None:
    passages = Tagged(source).passages
    read = {one.text: preprocess(Article("a", one.text)) for one in passages}
    told = read | as_declared(read, {one.text: one.declared for one in passages})
    found = [
        "|".join(f"{span.lang} {document.slice(span)}" for span in document.spans)
        for document in told.values()
    ]
    assert [one for one in found if "дождь" not in one] == [*expected]


@pytest.mark.parametrize(
    ("before", "within", "behind"),
    [("<q lang=kk>базар ашық</q> и ушёл. ", "", ""), ("<q lang=kk>", "базар ", "</q>"), ("<q lang=en>а", "и", "</q>")],
)  # fmt: skip
def test_cost_of_many_declarations_is_in_proportion(before: str, within: str, behind: str) -> None:
    def prepared(size: int) -> tuple[dict[str, Document], dict[str, Declared]]:
        times = size // len(before + within + behind)
        source = f"<p>Он сказал {before * times}{within * times}{behind * times}</p>"
        passages = Tagged(source).passages
        read = {one.text: preprocess(Article("a", one.text)) for one in passages}
        return read, {one.text: one.declared for one in passages}

    small, large = prepared(12_500), prepared(50_000)
    check_costs(lambda: as_declared(*large), lambda: as_declared(*small), limit=8)
