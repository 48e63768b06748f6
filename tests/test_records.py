"""Many articles in one file: jsonl, csv, parquet and zip archives."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

import pyarrow
import pytest
from backports import zstd
from edge import LONG, SHORT, put, refused
from pyarrow import parquet

from nlpkit.document import Article, Flag
from nlpkit.errors import ReadError
from nlpkit.files import Columns, Item, read, read_many


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
    writer.writerows([["ID", "Text", "Примечание"], ["a", f'{LONG}\n"Да"', "x"], [], ["b", SHORT]])
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


def table(path: Path, **columns: list[object]) -> Path:
    parquet.write_table(pyarrow.table(columns), path, row_group_size=2)
    return path


def test_parquet(tmp_path):
    path = table(
        tmp_path / "n.parquet",
        Text=["First.", "Second.", None],
        id=[1, 2, 3],
        title=["One", None, "Three"],
        other=[b"x", b"y", b"z"],
    )
    first, second, third = many(path)
    assert first.article == Article("1", "First.", "text", "One")
    assert second.article == Article("2", "Second.")
    assert "row 3: 'Text' holds no text" in str(third)
    assert "no column holds the article; the columns are: a" in refused(
        table(tmp_path / "m.parquet", a=["x"])
    )
    assert "damaged parquet file" in refused(put(tmp_path, "b.parquet", path.read_bytes()[:-9]))


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet"])
def test_columns_that_the_user_names(tmp_path, name):
    if name.endswith("jsonl"):
        put(tmp_path, name, '{"text": "no", "story": "Snow.", "number": 7}')
    elif name.endswith("csv"):
        put(tmp_path, name, "text,story,number\nno,Snow.,7\n")
    else:
        table(tmp_path / name, text=["no"], story=["Snow."], number=[7])
    (item,) = many(tmp_path / name, columns=Columns("story", "number"))
    assert (item.article.id, item.article.text) == ("7", "Snow.")
    try:
        (problem,) = many(tmp_path / name, columns=Columns("stories"))
    except ReadError as error:  # of a file that has its columns only once
        problem = error
    assert "there is no column 'stories'" in str(problem)


def packed(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return path


def test_zip_archives(tmp_path):
    inner = {
        "a.txt": "Snow.",
        "deep/b.html": "<!doctype html><p>Ice.",
        "photo.jpg": b"\xff\xd8",
        "__MACOSX/._a.txt": b"\0\1",
        ".hidden.txt": "no",
        "more.jsonl": '{"text": "no"}',
        "c.txt": "  ",
    }
    items = many(packed(tmp_path / "n.zip", inner))
    articles = [item.article for item in items if isinstance(item, Item)]
    assert articles == [Article("a", "Snow."), Article("b", "<!doctype html><p>Ice.", "html")]
    assert "n.zip, c.txt is empty" in str(items[2])
    assert len(items) == 3


def test_a_zip_that_unpacks_to_too_much(tmp_path):
    path = packed(tmp_path / "n.zip", {"bomb.txt": "0" * 30_000, "a.txt": "Snow."})
    bomb, good = many(path, max_bytes=2000)
    assert "bomb.txt is larger; the limit is 2,000 bytes" in str(bomb)
    assert good.article.text == "Snow."
    with pytest.raises(ReadError, match="is damaged"):
        many(put(tmp_path, "b.zip", path.read_bytes()[:200]))


def test_zstd(tmp_path):
    lines = '{"text": "Snow."}\n{"text": "Ice."}\n'
    path = put(tmp_path, "n.jsonl.zst", zstd.compress(lines.encode()))
    assert [item.article.text for item in many(path)] == ["Snow.", "Ice."]
    text = put(tmp_path, "a.txt.zst", zstd.compress(LONG.encode()))
    assert read(text).article == Article("a", LONG)
    assert "damaged compressed file" in refused(put(tmp_path, "b.zst", text.read_bytes()[:-9]))
    bomb = put(tmp_path, "c.txt.zst", zstd.compress(bytes(100_000)))
    assert "decompressed, is larger" in refused(bomb, max_bytes=1000)
