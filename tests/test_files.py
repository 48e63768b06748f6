"""One file, one article; and every way in which a file can be unreadable."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
import socket
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from edge import LONG, SHORT, put, refused

from nlpkit.config import LimitsSection
from nlpkit.document import Article, Flag
from nlpkit.errors import ReadError
from nlpkit.files import (
    MAX_BYTES,
    Item,
    holds_many,
    read,
    sha256,
)


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
    assert item.warnings == (Flag("decoded_as", "windows-1251"),)


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


def test_input_output_error_while_reading():
    assert "Input/output error" in refused("/proc/self/mem")


def test_gzip_damaged_or_too_large(tmp_path):
    data = gzip.compress(LONG.encode())
    assert "damaged compressed file" in refused(put(tmp_path, "a.txt.gz", data[:-9]))
    assert "damaged compressed file" in refused(put(tmp_path, "b.jsonl.gz", data[:-9]))
    bomb = gzip.compress(b"a" * 100_000)
    assert "is larger; the limit is" in refused(put(tmp_path, "c.txt.gz", bomb), max_bytes=1000)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.txt"
    with open(path, "wb") as stream:
        stream.truncate(50_000_000)
    tracemalloc.start()
    assert "huge.txt has 50 MB; the limit is 20 MB" in refused(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_sha256_of_a_file_is_that_of_its_item(tmp_path):
    path = put(tmp_path, "a.txt.gz", gzip.compress(SHORT.encode()))
    assert sha256(path) == read(path).sha256
    with pytest.raises(ReadError):
        sha256("/dev/zero")


def test_holds_many():
    assert [holds_many(n) for n in ("a.jsonl", "A.CSV.GZ", "a.tsv", "a.txt")] == [True] * 3 + [
        False
    ]


def test_parsers_are_imported_only_when_needed():
    code = (
        "import sys, nlpkit.files; "
        "print([m for m in ('pypdf', 'docx', 'lxml', 'charset_normalizer', 'pydantic', 'email') "
        "if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
