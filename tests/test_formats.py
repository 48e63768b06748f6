"""E-mail, Word and PDF; archives and other things that are not text."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document as WordDocument
from edge import SHORT, put, refused
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from nlpkit.document import Article, Flag
from nlpkit.files import (
    read,
)


def message(**parts) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Снег на перевале", "a@example.org"
    mail.set_content(parts.get("plain", ""), charset="koi8-r")
    if "html" in parts:
        mail.add_alternative(parts["html"], subtype="html")
    return mail


def test_email_prefers_plain_text_and_counts_attachments(tmp_path):
    mail = message(plain=SHORT, html="<p>other")
    mail.add_attachment(b"\x00", maintype="image", subtype="png")
    item = read(put(tmp_path, "a.eml", bytes(mail)))
    assert item.article == Article("a", SHORT, "text", "Снег на перевале")
    assert item.warnings == (Flag("attachments_not_read", "1"),)


def test_email_with_html_alone(tmp_path):
    item = read(put(tmp_path, "a.eml", bytes(message(html=f"<p>{SHORT}</p>"))))
    assert (item.article.kind, item.article.text) == ("html", f"<p>{SHORT}</p>")


def test_email_without_text(tmp_path):
    assert "the message has no text" in refused(put(tmp_path, "a.eml", bytes(message())))


def word(tmp_path: Path) -> Path:
    document = WordDocument()
    document.add_paragraph("Snow on the pass", "Title")
    document.add_heading("Morning", 2)
    document.add_paragraph("The road was closed ").add_run("until evening.\nAll day.")
    document.add_paragraph("tea", "List Bullet")
    document.add_paragraph("bread", "List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells),
        ["Pass", "Snow", "North", "12 cm"],
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("A guard spoke.", "Quote")
    document.save(tmp_path / "snow.docx")
    return tmp_path / "snow.docx"


def test_word_in_reading_order(tmp_path):
    assert read(word(tmp_path)).article == Article(
        "snow",
        "# Snow on the pass\n\n## Morning\n\nThe road was closed until evening.\nAll day.\n\n"
        "- tea\n\n- bread\n\nPass | Snow\n\nNorth | 12 cm\n\n> A guard spoke.",
        "markdown",
        "Snow on the pass",
    )


def test_word_changes_and_boxes_are_read_as_accepted(tmp_path):
    path, archive = word(tmp_path), {}
    with zipfile.ZipFile(path) as source:
        archive = {name: source.read(name) for name in source.namelist()}
    old = b"<w:t>A guard spoke.</w:t></w:r>"
    assert old in archive["word/document.xml"]
    new = (
        b"<w:t>A guard </w:t></w:r><w:del><w:r><w:delText>sang</w:delText></w:r></w:del>"
        b"<w:ins><w:r><w:t>slept.</w:t></w:r></w:ins>"
        b"<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p>"
        b"</w:txbxContent></w:pict></w:r>"
    )
    archive["word/document.xml"] = archive["word/document.xml"].replace(old, new)
    with zipfile.ZipFile(path, "w") as target:
        for name, data in archive.items():
            target.writestr(name, data)
    assert read(path).article.text.endswith("> A guard slept.\n\nIn a box.")


def pdf(*pages: str, title: str | None = None, password: str | None = None) -> bytes:
    """A PDF with one line of Helvetica for each line of each page."""
    writer = PdfWriter()
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    for text in pages:
        page = writer.add_blank_page(595, 842)
        lines = "".join(f"({line}) Tj 0 -14 Td " for line in text.split("\n") if text)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 11 Tf 50 780 Td {lines}ET".encode("ascii"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        named = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
        fonts = DictionaryObject({NameObject("/F1"): named})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if title:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_keeps_its_lines_and_lets_a_sentence_cross_the_page(tmp_path):
    first = "Snow on the pass\nThe road was closed all day.\nA second paragraph does"
    item = read(put(tmp_path, "a.pdf", pdf(first, "not end there.", "Snow", title="Snow")))
    text = f"{first}\nnot end there.\n\nSnow"
    assert item.article == Article("a", text, "text", "Snow")


def test_pdf_ligatures_are_letters_again(tmp_path, monkeypatch):
    monkeypatch.setattr("pypdf.PageObject.extract_text", lambda page: "The ﬁrst oﬃce was ﬂooded.")
    text = read(put(tmp_path, "a.pdf", pdf("x"))).article.text
    assert text == "The first office was flooded."


def test_pdf_title_that_is_not_in_the_text_is_not_believed(tmp_path):
    data = pdf("Some text", title="Microsoft Word - draft.doc")
    assert read(put(tmp_path, "a.pdf", data)).article.title is None


def test_pdf_with_a_scanned_page_says_so(tmp_path):
    item = read(put(tmp_path, "a.pdf", pdf("Some text", "", "More", "")))
    assert item.warnings == (Flag("pages_without_text", "2, 4"),)


def test_pdf_scanned(tmp_path):
    message = refused(put(tmp_path, "a.pdf", pdf("", "")))
    assert "a.pdf has no text layer: scanned pages / run OCR first" in message


def test_pdf_encrypted(tmp_path):
    assert "encrypted" in refused(put(tmp_path, "a.pdf", pdf("Text", password="secret")))
    assert read(put(tmp_path, "b.pdf", pdf("Text", password=""))).article.text == "Text"


def test_pdf_damaged(tmp_path, caplog):
    data = pdf("Some text")
    assert PdfReader(io.BytesIO(data)).pages
    assert "damaged PDF" in refused(put(tmp_path, "a.pdf", data[:120]))
    assert "damaged PDF" in refused(put(tmp_path, "b.pdf", "no PDF at all"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "is binary, not text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
        (b"\xfd7zXZ\0", "compressed (xz)"),
    ],
)
@pytest.mark.parametrize("name", ["a", "a.txt", "a.docx"])
def test_binary(tmp_path, data, says, name):
    expected = "is damaged" if name == "a.docx" and data[0] == 0x89 else says
    assert expected in refused(put(tmp_path, name, data))


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


def test_archives(tmp_path):
    assert "is an archive, not a document" in refused(put(tmp_path, "a", archive(a=b"x")))
    assert "damaged Word file" in refused(put(tmp_path, "b.docx", archive(word__document=b"<x")))
    assert "is damaged" in refused(put(tmp_path, "c.docx", archive(a=b"x")[:20]))
    bomb = archive(word__document=bytes(30_000))
    assert "too large when unpacked" in refused(put(tmp_path, "d.docx", bomb), max_bytes=1000)


def office(mime: str, **files: str) -> bytes:
    """A zip archive as word processors and readers of books make them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", mime)
        for name, text in files.items():
            target.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


ODT = "application/vnd.oasis.opendocument.text"
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def odt(body: str) -> bytes:
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    return office(
        ODT,
        content_xml=f"<office:document-content {NAMES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
    )


def test_odt(tmp_path):
    body = (
        '<text:p text:style-name="P1">Snow in Osh</text:p>'
        "<text:h>The roads</text:h>"
        "<text:p>The <text:span>pass</text:span> is<text:s/>closed."
        "<text:line-break/>Again.</text:p>"
        "<office:annotation><text:p>check this</text:p></office:annotation>"
        "<text:list><text:list-item><text:p>One</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    item = read(put(tmp_path, "a.odt", odt(body)))
    expected = "# Snow in Osh\n\n## The roads\n\nThe pass is closed.\nAgain.\n\n- One\n\na | b"
    assert item.article == Article("a", expected, "markdown", "Snow in Osh")


def test_odt_without_the_text_that_was_deleted(tmp_path):
    body = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
        "<text:p>It <office:annotation><text:p>sure?</text:p></office:annotation>snowed.</text:p>"
    )
    assert read(put(tmp_path, "a.odt", odt(body))).article.text == "It snowed."


def test_odt_with_comments_in_a_paragraph(tmp_path):
    body = "<text:p>It <!-- a note -->snowed<?x y?> twice.</text:p>"
    assert read(put(tmp_path, "a.odt", odt(body))).article.text == "It snowed twice."


def test_odt_nested_to_any_depth(tmp_path):
    body = "<text:section>" * 200 + "<text:p>It snowed.</text:p>" + "</text:section>" * 200
    assert read(put(tmp_path, "a.odt", odt(body))).article.text == "It snowed."
    deep = "<text:section>" * 3000 + "<text:p>It snowed.</text:p>" + "</text:section>" * 3000
    assert "damaged document" in refused(put(tmp_path, "b.odt", odt(deep)))


def book(spine: str = '<itemref idref="two"/><itemref idref="one"/>') -> bytes:
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in ("one", "two")
    )
    return office(
        "application/epub+zip",
        **{
            "META-INF__container_xml": '<container><rootfiles><rootfile full-path="OPS/a.opf"/>'
            "</rootfiles></container>",
            "OPS__a_opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            f"<dc:title>Snow</dc:title></metadata><manifest>{items}</manifest>"
            f"<spine>{spine}</spine></package>",
            "OPS__one_xhtml": "<html><body class='x'><p>The end.</p></body></html>",
            "OPS__two_xhtml": "<html><body><p>Утром шёл снег.</p></body></html>",
        },
    )


def test_epub_in_reading_order(tmp_path):
    article = read(put(tmp_path, "a.epub", book())).article
    assert (article.kind, article.title) == ("html", "Snow")
    assert article.text.index("Утром шёл снег.") < article.text.index("The end.")


def test_epub_without_chapters_or_cut_off(tmp_path):
    assert "lists no chapters" in refused(put(tmp_path, "a.epub", book(spine="")))
    assert "is damaged" in refused(put(tmp_path, "b.epub", book()[:200]))


def test_rich_text(tmp_path):
    cyrillic = r"\'d3\'f2\'f0\'ee\'ec"
    data = rf"{{\rtf1\ansi\ansicpg1251 {cyrillic} \u1096?\u1105?\u1083? {{\b snow}}.\par Next.}}"
    item = read(put(tmp_path, "a.rtf", data.encode("ascii")))
    assert item.article == Article("a", "Утром шёл snow.\n\nNext.", "text")
