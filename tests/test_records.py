"""Many articles in one file: jsonl and csv."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from edge import LONG, SHORT, put, refused

from nlpkit.document import Article, Flag
from nlpkit.errors import ReadError
from nlpkit.files import (
    Item,
    read,
    read_many,
)


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
    assert second.warnings == (Flag("repeated_id", "a"),)


def test_lone_surrogates_from_json_are_replaced(tmp_path):
    (item,) = many(put(tmp_path, "n.jsonl", r'{"text": "a\ud800b", "title": "\udc00"}'))
    assert (item.article.text, item.article.title) == ("a\ufffdb", "\ufffd")
    assert item.warnings == (Flag("undecoded", "1"),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_csv(tmp_path, delimiter, encoding):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([["ID", "Text", "Заголовок"], ["a", f'{LONG}\n"Да"', "x"], [], ["b", SHORT]])
    first, second = many(put(tmp_path, "n.csv", out.getvalue().encode(encoding)))
    assert first.article == Article("a", f'{LONG}\n"Да"')
    assert second.article == Article("b", SHORT)
    assert first.warnings == (Flag("decoded_as", "windows-1251"),) * (encoding == "cp1251")


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
