"""The edge: every format, every encoding, every way in which a file can be unreadable."""

from __future__ import annotations

import csv
import errno
import gzip
import hashlib
import io
import json
import os
import socket
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from nlpkit.config import LimitsSection
from nlpkit.document import Article
from nlpkit.errors import ReadError, WriteError
from nlpkit.files import MAX_BYTES, Item, discover, read, read_many, write_atomic
from nlpkit.files.encoding import decode, is_binary
from nlpkit.files.folders import GLOBS
from nlpkit.files.pdf import join_lines
from nlpkit.render.schema import SCHEMA

SHORT = "Снег идёт."
LONG = (
    "Утром на перевале выпал снег, и дорогу закрыли до вечера. Водители ждали у шлагбаума, "
    "пили чай и слушали радио. «Такого мая здесь не помнят», — сказал сторож Юрий Щукин. "
    "К полуночи грейдер прошёл весь участок, объехал завал и вернулся в посёлок."
)
FRENCH = "L'été dernier, le café près de l'église a fermé ; personne ne sait où est allé le chef."


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def refused(path, **options) -> str:
    """The message and hint of the ReadError for a path."""
    with pytest.raises(ReadError) as caught:
        read(path, **options)
    assert caught.value.hint
    return f"{caught.value.message} / {caught.value.hint}"


# Encodings


@pytest.mark.parametrize("text", [SHORT, LONG, "Да", "МОСКВА", "Москва и Paris"])
@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "cp866", "iso8859-5"])
def test_russian_in_single_bytes(text, encoding):
    usable = "".join(c for c in text if c.encode(encoding, "ignore"))
    assert decode(usable.encode(encoding)) == (usable, [f"decoded as {encoding}"])


@pytest.mark.parametrize("text", [SHORT, LONG, FRENCH, "Да", "plain"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_its_mark_needs_no_warning(text, encoding):
    assert decode(text.encode(encoding)) == (text, [])


@pytest.mark.parametrize("text", [SHORT, LONG, FRENCH, "Да", "plain"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(text, encoding):
    data = text.encode(encoding)
    assert decode(data) == (text, [f"decoded as {encoding}"])
    assert not is_binary(data)


def test_western_text():
    assert decode(FRENCH.encode("windows-1252")) == (FRENCH, ["decoded as windows-1252"])
    assert decode("“Quoted” – so".encode("windows-1252"))[0] == "“Quoted” – so"


def test_other_encodings_are_left_to_charset_normalizer():
    greek = "Το χιόνι έκλεισε τον δρόμο και οι οδηγοί περίμεναν μέχρι το βράδυ στο χωριό. " * 4
    assert decode(greek.encode("cp1253"))[0] == greek


def test_ukrainian_in_both_its_encodings():
    text = "Уночі на перевалі випав сніг, і дорогу закрили; її відкриють завтра."
    for encoding in ("windows-1251", "koi8-u"):
        assert decode(text.encode(encoding)) == (text, [f"decoded as {encoding}"])


def test_damaged_utf_8_stays_utf_8_and_the_damage_is_counted():
    data = LONG.encode("utf-8")
    text, warnings = decode(data[:101] + b"\xff" + data[102:-1])
    assert warnings == [f"{text.count(chr(0xFFFD))} characters could not be decoded"]
    assert text.startswith("Утром на перевале выпал снег")


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_decode_without_lone_surrogates(data):
    text, _ = decode(data)
    text.encode("utf-8")


# One article


def test_plain_text(tmp_path):
    path = put(tmp_path, "snow.news.txt", LONG)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert read(path) == Item(Article("snow.news", LONG), digest, str(path))
    assert read(str(path)) == read(path)


def test_the_default_limit_is_that_of_the_configuration():
    assert LimitsSection().max_bytes == MAX_BYTES


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.md", "markdown"), ("a.MARKDOWN", "markdown"), ("a.htm", "html"), ("a.text", "text")],
)
def test_kind_from_the_suffix(tmp_path, name, kind):
    item = read(put(tmp_path, name, "Hello"))
    assert (item.article.kind, item.article.id) == (kind, "a")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("<!DOCTYPE html><p>x", "html"),
        ("\ufeff  <!-- saved --> <HTML lang=ru>x", "html"),
        ('<?xml version="1.0"?>\n<html>x', "html"),
        ("<b>x</b> is no page", "text"),
        ("An article about <html> tags", "text"),
    ],
)
def test_kind_from_the_content_without_a_suffix(tmp_path, data, kind):
    assert read(put(tmp_path, "page", data)).article.kind == kind


def test_html_declares_its_encoding(tmp_path):
    page = f'<html><meta charset="koi8-r"><p>{SHORT}'
    item = read(put(tmp_path, "a.html", page.encode("koi8-r")))
    assert (item.article.text, item.warnings) == (page, ())
    equivalent = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    item = read(put(tmp_path, "b.html", (equivalent + SHORT).encode("cp1251")))
    assert (item.article.text, item.warnings) == (equivalent + SHORT, ())


def test_html_that_declares_wrongly_is_decoded_all_the_same(tmp_path):
    for declared, actual in (("windows-1251", "utf-8"), ("utf-8", "koi8-r"), ("x", "cp1251")):
        page = f"<html><meta charset={declared}>{LONG}"
        usable = page.encode(actual, "ignore")
        assert read(put(tmp_path, "a.html", usable)).article.text == usable.decode(actual)


def test_gzip_is_undone(tmp_path):
    data = gzip.compress(LONG.encode("cp1251"))
    item = read(put(tmp_path, "snow.txt.gz", data))
    assert item.article == Article("snow", LONG)
    assert item.sha256 == hashlib.sha256(data).hexdigest()
    assert item.warnings == ("decoded as windows-1251",)


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"<html><p>Hi")))
    item = read("-")
    digest = hashlib.sha256(b"<html><p>Hi").hexdigest()
    assert item == Item(Article(digest[:12], "<html><p>Hi", "html"), digest)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 12)))
    assert "standard input is larger; the limit is 10 bytes" in refused("-", max_bytes=10)
    monkeypatch.setattr(sys, "stdin", None)
    assert "standard input is closed" in refused("-")


def test_file_names_that_are_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(path)).write_text("Hello")
    assert read(os.fsdecode(path)).article.id == "\ufffd"


# Formats


def message(**parts) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Снег\n на перевале", "a@example.org"
    mail.set_content(parts.get("plain", ""), charset="koi8-r")
    if "html" in parts:
        mail.add_alternative(parts["html"], subtype="html")
    return mail


def test_email_prefers_plain_text_and_counts_attachments(tmp_path):
    mail = message(plain=SHORT, html="<p>other")
    mail.add_attachment(b"\x00", maintype="image", subtype="png")
    item = read(put(tmp_path, "a.eml", bytes(mail)))
    assert item.article == Article("a", SHORT, "text", "Снег на перевале")
    assert item.warnings == ("1 attachment not read",)


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


def test_pdf_lines_are_joined_across_lines_and_pages(tmp_path):
    first = (
        "Snow on the pass\n"
        "The road was closed until evening and the drivers were wait-\n"
        "ing at the barrier, drinking tea.\n"
        "A second paragraph runs on at the foot of the page and does"
    )
    second = "not end there."
    item = read(put(tmp_path, "a.pdf", pdf(first, second, title="Snow on the pass")))
    assert item.article == Article(
        "a",
        "Snow on the pass\n\nThe road was closed until evening and the drivers were waiting at "
        "the barrier, drinking tea.\n\nA second paragraph runs on at the foot of the page and "
        "does not end there.",
        "text",
        "Snow on the pass",
    )


def test_pdf_title_that_is_not_in_the_text_is_not_believed(tmp_path):
    data = pdf("Some text", title="Microsoft Word - draft.doc")
    assert read(put(tmp_path, "a.pdf", data)).article.title is None


def test_pdf_page_numbers_and_list_items_stay_on_their_own_line():
    full = "x" * 60
    pages = [f"{full}\n- item\n{full}\n7"]
    assert join_lines(pages) == f"{full}\n\n- item\n\n{full}\n\n7"


def test_pdf_with_a_scanned_page_says_so(tmp_path):
    item = read(put(tmp_path, "a.pdf", pdf("Some text", "", "More", "")))
    assert item.warnings == ("no text on pages 2, 4: scanned, or a picture",)


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


# What cannot be read


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", "\u200b\n".encode()])
def test_empty(tmp_path, data):
    assert "is empty" in refused(put(tmp_path, "a.txt", data))
    assert "is empty" in refused(put(tmp_path, "b.txt.gz", gzip.compress(data)))


def test_missing_folder_device_and_pipe(tmp_path):
    assert "no such file" in refused(tmp_path / "none.txt")
    assert "is a folder" in refused(tmp_path)
    assert "is a device" in refused("/dev/zero")
    os.mkfifo(tmp_path / "fifo.txt")
    assert "is a device, pipe or socket" in refused(tmp_path / "fifo.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        assert "is a device, pipe or socket" in refused(tmp_path / "s")
    assert "cannot be read" in refused(tmp_path / ("n" * 300))


def test_a_path_below_a_file(tmp_path):
    path = put(tmp_path, "a.txt", "x")
    assert "cannot be read" in refused(path / "b.txt")


def test_permission(tmp_path, monkeypatch):
    path = put(tmp_path, "a.txt", "x")

    def deny(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("builtins.open", deny)
    assert "permission denied / check the permissions" in refused(path)
    monkeypatch.setattr(os, "scandir", deny)
    assert "permission denied" in refused(tmp_path)


def test_input_output_error_while_reading(tmp_path, monkeypatch):
    path = put(tmp_path, "a.txt", "x")

    def fail(*_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("nlpkit.files.raw._limited", fail)
    assert "Input/output error" in refused(path)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "is binary, not text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
        (b"{\\rtf1 Hello}", "rich text"),
        (b"\xfd7zXZ\0", "compressed (xz)"),
    ],
)
@pytest.mark.parametrize("name", ["a", "a.txt", "a.docx"])
def test_binary(tmp_path, data, says, name):
    expected = "damaged Word file" if name == "a.docx" and data[0] == 0x89 else says
    assert expected in refused(put(tmp_path, name, data))


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


def test_archives(tmp_path):
    assert "is an archive, not a Word" in refused(put(tmp_path, "a", archive(a=b"x")))
    assert "damaged Word file" in refused(put(tmp_path, "b.docx", archive(word__document=b"<x")))
    assert "damaged Word file" in refused(put(tmp_path, "c.docx", archive(a=b"x")[:20]))
    bomb = archive(word__document=bytes(30_000))
    assert "too large when unpacked" in refused(put(tmp_path, "d.docx", bomb), max_bytes=1000)


def test_gzip_damaged_or_too_large(tmp_path):
    data = gzip.compress(LONG.encode())
    assert "damaged gzip" in refused(put(tmp_path, "a.txt.gz", data[:-9]))
    assert "damaged gzip" in refused(put(tmp_path, "b.jsonl.gz", data[:-9]))
    bomb = gzip.compress(b"a" * 100_000)
    assert "is larger; the limit is" in refused(put(tmp_path, "c.txt.gz", bomb), max_bytes=1000)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "huge.txt"
    with open(path, "wb") as stream:
        stream.truncate(50_000_000)
    monkeypatch.setattr("nlpkit.files.raw._limited", lambda *_: pytest.fail("was read"))
    assert "huge.txt has 50 MB; the limit is 20 MB" in refused(path)


# Many articles


def many(path: Path, **options) -> list[Item | ReadError]:
    return list(read_many(path, **options))


def test_jsonl(tmp_path):
    rows = [
        {"id": 7, "Content": "First.", "headline": "One", "link": "https://example.org/1"},
        {"body": "Second.", "other": [1]},
        {"text": "<!doctype html><p>Third."},
    ]
    lines = "\n\n".join(json.dumps(r, ensure_ascii=False) for r in rows)
    items = many(put(tmp_path, "news.jsonl", "\ufeff" + lines))
    assert [i.article for i in items] == [
        Article("7", "First.", "text", "One", "https://example.org/1"),
        Article("news-3", "Second."),
        Article("news-5", "<!doctype html><p>Third.", "html"),
    ]
    assert len({i.sha256 for i in items}) == 3
    assert many(put(tmp_path, "news.jsonl.gz", gzip.compress(lines.encode()))) == [
        Item(i.article, i.sha256, str(tmp_path / "news.jsonl.gz")) for i in items
    ]


def test_bad_records_do_not_stop_the_good_ones(tmp_path):
    lines = ['{"text": "Good."}', "{broken", "[1]", '{"a": 1, "b": 2}', '{"text": "  "}',
             '{"text": 5}', "[" * 100_000, '{"text": "Good too."}']  # fmt: skip
    items = many(put(tmp_path, "n.jsonl", "\n".join(lines)))
    errors = [i.message for i in items if isinstance(i, ReadError)]
    assert [i.article.text for i in items if isinstance(i, Item)] == ["Good.", "Good too."]
    assert all(f"n.jsonl, line {n}" in e for n, e in enumerate(errors, 2))
    assert errors[2].endswith("no column holds the article; the columns are: a, b")


def test_repeated_ids_are_told_apart(tmp_path):
    path = put(tmp_path, "n.jsonl", '{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}')
    first, second = many(path)
    assert (first.article.id, second.article.id) == ("a", "a-2")
    assert second.warnings == ("the id 'a' repeats; named by its number instead",)


def test_lone_surrogates_from_json_are_replaced(tmp_path):
    (item,) = many(put(tmp_path, "n.jsonl", r'{"text": "a\ud800b", "title": "\udc00"}'))
    assert (item.article.text, item.article.title) == ("a\ufffdb", "\ufffd")
    assert item.warnings == ("1 character could not be decoded",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_csv(tmp_path, delimiter, encoding):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([["ID", "Text", "Заголовок"], ["a", f'{LONG}\n"Да"', "x"], [], ["b", SHORT]])
    first, second = many(put(tmp_path, "n.csv", out.getvalue().encode(encoding)))
    assert first.article == Article("a", f'{LONG}\n"Да"')
    assert second.article == Article("b", SHORT)
    assert first.warnings == ("decoded as windows-1251",) * (encoding == "cp1251")


def test_csv_errors_name_the_columns_and_the_row(tmp_path):
    message = refused(put(tmp_path, "a.csv", "id,name\n1,x\n"))
    assert "no column holds the article; the columns are: id, name / name it text" in message
    items = many(put(tmp_path, "b.csv", "id,text\n1,x\n2,\n"))
    assert "b.csv, row 2: 'text' holds no text" in str(items[1])
    assert "holds no articles" in refused(put(tmp_path, "c.csv", "text\n"))
    assert "is binary" in refused(put(tmp_path, "d.csv", bytes(99)))


def test_csv_fields_may_be_as_long_as_the_limit(tmp_path):
    path = put(tmp_path, "a.csv", f"text\n{'word ' * 60_000}\n")
    assert len(read(path).article.text) == 300_000
    assert "is longer than 1,000 bytes" in refused(path, max_bytes=1000)
    quoted = put(tmp_path, "b.csv", 'text\n"' + "line\n" * 1000)
    assert "field larger than field limit" in refused(quoted, max_bytes=1000)


def test_a_file_of_records_is_read_alone_only_when_it_holds_one(tmp_path):
    assert read(put(tmp_path, "a.jsonl", '{"text": "One."}')).article == Article("a-1", "One.")
    two = put(tmp_path, "b.jsonl", '{"text": "One."}\n{"text": "Two."}')
    assert "more than one article / use: nlpkit batch" in refused(two)
    assert "not valid JSON" in refused(put(tmp_path, "c.jsonl", "{"))


def test_read_many_of_a_plain_file_is_its_one_article(tmp_path):
    path = put(tmp_path, "a.txt", SHORT)
    assert many(path) == [read(path)]


def test_large_files_of_records_are_streamed(tmp_path):
    path = tmp_path / "n.jsonl"
    line = json.dumps({"text": LONG}, ensure_ascii=False) + "\n"
    path.write_text(line * 3000, encoding="utf-8")
    assert path.stat().st_size > 1_000_000
    items = many(path, max_bytes=10_000)
    assert len(items) == 3000
    assert all(i.article.text == LONG and not i.warnings for i in items)


# Folders


def names(*roots, **options) -> list[str]:
    return [found.name for found in discover(roots, **options)]


def test_discover_walks_in_order(tmp_path):
    for name in ("b.txt", "a/z.MD", "a/b/c.html", "B.pdf", "skip.png", "a.csv.gz", "x.pdf.gz"):
        put(tmp_path, name, "x")
    assert names(tmp_path) == ["B.pdf", "a/b/c.html", "a/z.MD", "a.csv.gz", "b.txt"]
    assert all(f.path == tmp_path / f.name for f in discover([tmp_path]))


def test_discover_globs(tmp_path):
    for name in ("a.txt", "x/b.TXT", "x/c.log"):
        put(tmp_path, name, "x")
    assert names(tmp_path, globs=["*.txt"]) == ["a.txt", "x/b.TXT"]
    assert names(tmp_path, globs=["**/*.log", "a.*"]) == ["a.txt", "x/c.log"]
    assert names(tmp_path, globs=["x/*"]) == ["x/b.TXT", "x/c.log"]
    assert names(tmp_path / "x" / "c.log") == ["c.log"]


def test_discover_leaves_out_hidden_files_and_our_own_output(tmp_path):
    put(tmp_path, "a.txt", "An article.")
    put(tmp_path, ".hidden.txt", "x")
    put(tmp_path, ".git/x.txt", "x")
    put(tmp_path, "out/a.txt.md", f"<!-- {SCHEMA} -->\n\n# An article")
    put(tmp_path, "a.txt.jsonl", json.dumps({"schema": SCHEMA}))
    put(tmp_path, "out/note.txt", "x")
    assert names(tmp_path) == ["a.txt", "out/note.txt"]
    assert names(tmp_path, out=tmp_path / "out") == ["a.txt"]
    assert names(tmp_path / "out", out=tmp_path / "out") == ["note.txt"]


def test_discover_gives_each_result_its_own_name(tmp_path):
    for name in ("x/a.txt", "x/a.md", "y/a.txt", "y/A.TXT"):
        put(tmp_path, name, "x")
    assert names(tmp_path / "x") == ["a.md", "a.txt"]
    assert names(tmp_path / "x", tmp_path / "y") == ["x/a.md", "x/a.txt", "y/A.TXT", "y/a-2.txt"]
    files = [tmp_path / "x/a.txt", tmp_path / "y/a.txt", tmp_path / "x/a.txt"]
    assert names(*files) == ["a.txt", "a-2.txt"]


def test_discover_survives_loops_and_shows_what_cannot_be_read(tmp_path, monkeypatch):
    put(tmp_path, "a/b.txt", "x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "twice.txt").symlink_to(tmp_path / "a" / "b.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "none")
    os.mkfifo(tmp_path / "fifo.txt")
    assert names(tmp_path) == ["a/b.txt", "broken.txt", "fifo.txt"]
    scan = os.scandir

    def deny(path):
        if str(path).endswith("/a"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", deny)
    found = discover([tmp_path])
    assert [f.name for f in found] == ["a", "broken.txt", "fifo.txt", "twice.txt"]
    assert "permission denied" in refused(found[0].path)


def test_discover_refuses_a_missing_path(tmp_path):
    with pytest.raises(ReadError, match="no such file or folder"):
        discover([tmp_path / "none"])


def test_default_globs_cover_every_format_that_is_read():
    assert {"*.txt", "*.html", "*.pdf", "*.docx", "*.eml", "*.jsonl.gz"} <= set(GLOBS)
    assert "*.pdf.gz" not in GLOBS


# Writing


def test_write_atomic_replaces_and_leaves_nothing_behind(tmp_path):
    write_atomic(tmp_path / "a.json", "Ж\n")
    write_atomic(tmp_path / "a.json", b"\xff")
    assert (tmp_path / "a.json").read_bytes() == b"\xff"
    assert os.listdir(tmp_path) == ["a.json"]
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EACCES, "permissions of the folder"),
        (errno.EROFS, "another disk"),
        (errno.EIO, "in order"),
    ],
)
def test_write_atomic_failing_half_way_keeps_the_old_content(tmp_path, monkeypatch, code, hint):
    put(tmp_path, "a.json", "old")

    def fail(_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WriteError, match=os.strerror(code)) as caught:
        write_atomic(tmp_path / "a.json", "new")
    assert hint in (caught.value.hint or "")
    assert (tmp_path / "a.json").read_text() == "old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_write_atomic_interrupted_removes_its_temporary_file(tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a.json", "new")
    assert os.listdir(tmp_path) == []


def test_write_atomic_refuses_what_is_no_place_for_a_file(tmp_path):
    for path, says in (
        (tmp_path / "none" / "a.json", "make the folder first"),
        (put(tmp_path, "file", "x") / "a.json", "make the folder first"),
        (tmp_path / ("n" * 300), "give a shorter name"),
        (tmp_path, "give the name of a file"),
        ("/dev/null", "give the name of a file"),
    ):
        with pytest.raises(WriteError) as caught:
            write_atomic(path, "x")
        assert caught.value.hint == says


# Cost


def test_parsers_are_imported_only_when_needed():
    code = (
        "import sys, nlpkit.files; "
        "print([m for m in ('pypdf', 'docx', 'lxml', 'charset_normalizer', 'pydantic', 'email') "
        "if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
