"""`--format same` with files of records: the same file, with its articles and titles translated."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from batch_runs import plan, run
from commands import Run

from nlpkit import config
from nlpkit.batch.manifest import Outcome
from nlpkit.config import Config
from nlpkit.errors import ReadError
from nlpkit.files import Columns

# The phrasebook translates without a model.
ECHO = config.load(overrides={"translator.backend": "echo"})


def translated(
    tmp_path: Path, name: str, data: bytes, settings: Config = ECHO, **options: object
) -> tuple[bytes, list[Outcome]]:
    """Return the translated file of a batch over one file of records, and the outcomes."""
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    (inbox / name).write_bytes(data)
    outcomes = run(plan(inbox, out, config=settings, format="same", **options))  # type: ignore[arg-type]
    return (out / "translated" / name).read_bytes(), list(outcomes)


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        # the order of the keys, spaces, numbers, other texts and repeated keys stay
        (
            '{ "id" : 7,"text":"Доброе утро!" , "price": 1.10, "note": "Доброе утро!"}',
            '{ "id" : 7,"text":"Good morning!" , "price": 1.10, "note": "Доброе утро!"}',
        ),
        (
            '{"title": "Доброе утро!", "body": "Доброе утро! It is snowing."}',
            '{"title": "Good morning!", "body": "Good morning! It is snowing."}',
        ),
        ('{"text": "old", "text": "Доброе утро!"}', '{"text": "old", "text": "Good morning!"}'),
        ('{"a": {"text": "Спасибо."}, "text": "\\u0414оброе утро!"}',
         '{"a": {"text": "Спасибо."}, "text": "Good morning!"}'),
        ('{"big": 12345678901234567890.50, "text": "It is snowing."}',
         '{"big": 12345678901234567890.50, "text": "It is snowing."}'),
        ('{"text": "<p>Доброе утро!</p><p>It is snowing.</p>"}',
         '{"text": "<p>Good morning!</p><p>It is snowing.</p>"}'),
        ('{"title": 2024, "text": "Доброе утро!"}', '{"title": 2024, "text": "Good morning!"}'),
        ('{"title": " It is ", "text": "It  is."}', '{"title": " It is ", "text": "It  is."}'),
        ('{"title": "Спасибо.", "text": "<!DOCTYPE html><html><body><p>12</p></body></html>"}',
         '{"title": "Thank you.", "text": "<!DOCTYPE html><html><body><p>12</p></body></html>"}'),
        # what is no record, or has no text, is copied
        ("not JSON", "not JSON"),
        ('{"text": ""}', '{"text": ""}'),
        ('["Доброе утро!"]', '["Доброе утро!"]'),
        ("", ""),
    ],
)  # fmt: skip
def test_a_line_of_jsonl(tmp_path: Path, source: str, answer: str) -> None:
    ends = '{"text": "Thank you."}\r\n'
    made, _ = translated(tmp_path, "a.jsonl", f"{source}\n{ends}".encode())
    assert made.decode() == f"{answer}\n{ends}"


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("id,text\n1,Доброе утро!\n", "id,text\n1,Good morning!\n"),
        ("id;text;Цена\r\n1;Доброе утро!;1,50\r\n", "id;text;Цена\r\n1;Good morning!;1,50\r\n"),
        ("text\tid\nДоброе утро!\t1\n", "text\tid\nGood morning!\t1\n"),
        ('text,id\n"Доброе утро!\nСпасибо.",1\n', 'text,id\n"Good morning!\nThank you.",1\n'),
        ("\ufeffText,ID\nДоброе утро!,1\n", "\ufeffText,ID\nGood morning!,1\n"),
        ("title,text\nСпасибо.,Доброе утро!\n", "title,text\nThank you.,Good morning!\n"),
        # rows that are short, long, empty or without text
        ("id,text,x\n1,Доброе утро!\n", "id,text,x\n1,Good morning!\n"),
        ("id,text\n1,Доброе утро!,more\n", "id,text\n1,Good morning!,more\n"),
        ("id,text\n\n1,\n2,Доброе утро!\n", "id,text\n\n1,\n2,Good morning!\n"),
        ("text,text\nold,Доброе утро!\n", "text,text\nold,Good morning!\n"),
        (
            "id,content,text\n1,Доброе утро!\n2,x,Спасибо.\n",
            "id,content,text\n1,Good morning!\n2,x,Thank you.\n",
        ),
        ("id,text\r1,Доброе утро!\r", "id,text\r1,Good morning!\r"),
        # what a spreadsheet writes: the delimiter in a line of its own, quotes around every cell
        ("sep=;\r\nid;text\r\n1;Спасибо.\r\n", "sep=;\r\nid;text\r\n1;Thank you.\r\n"),
        ('"sep=,"\nid,text\n1,Спасибо.\n', '"sep=,"\nid,text\n1,Thank you.\n'),
        ('"id","text"\n"1","Спасибо."\n', '"id","text"\n"1","Thank you."\n'),
        ('"id";"text"\r\n"1";""\r\n', '"id";"text"\r\n"1";""\r\n'),
        ('id,"text"\n1,"Спасибо."\n', 'id,"text"\n1,Thank you.\n'),
        # columns with Russian names
        ("Заголовок,Текст\nСпасибо.,Доброе утро!\n", "Заголовок,Текст\nThank you.,Good morning!\n"),
    ],
)  # fmt: skip
def test_rows_of_csv(tmp_path: Path, source: str, answer: str) -> None:
    name = "a.tsv" if "\t" in source else "a.csv"
    made, _ = translated(tmp_path, name, source.encode())
    assert made.decode() == answer


def test_spreadsheets_know_the_encoding_of_the_answer(tmp_path: Path) -> None:
    source = "номер;text\r\n1;Доброе утро! Сегодня идёт снег, завтра будет солнце.\r\n"
    made, _ = translated(tmp_path, "a.csv", source.encode("cp1251"))
    assert made.decode("utf-8").startswith("\ufeffномер;text\r\n1;Good morning!")


def test_a_compressed_table_is_compressed_again(tmp_path: Path) -> None:
    made, _ = translated(tmp_path, "a.csv.gz", gzip.compress("text\nДоброе утро!\n".encode()))
    assert gzip.decompress(made).decode() == "text\nGood morning!\n"


def test_columns_with_other_names(tmp_path: Path) -> None:
    source = "key,opinion,text\n1,Доброе утро!,Спасибо.\n"
    columns = Columns("opinion", "key")
    made, outcomes = translated(tmp_path, "a.csv", source.encode(), columns=columns)
    assert made.decode() == "key,opinion,text\n1,Good morning!,Спасибо.\n"
    assert [outcome.name for outcome in outcomes] == ["a.csv/1"]


def test_parquet_keeps_its_schema(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    schema = pyarrow.schema(
        [
            pyarrow.field("n", pyarrow.int16(), metadata={"unit": "no"}),
            pyarrow.field("text", pyarrow.large_string()),
            pyarrow.field("title", pyarrow.dictionary(pyarrow.int32(), pyarrow.string())),
        ],
        metadata={"made by": "a test"},
    )
    rows = {
        "n": [1, 2, None],
        "text": ["Доброе утро!", None, "It is snowing."],
        "title": ["Спасибо.", "Спасибо.", None],
    }
    source = tmp_path / "source.parquet"
    parquet.write_table(pyarrow.table(rows, schema=schema), source)
    translated(tmp_path, "a.parquet", source.read_bytes())
    table = parquet.read_table(tmp_path / "out/translated/a.parquet")
    assert table.schema.equals(schema, check_metadata=True)
    assert table.to_pydict() == {
        "n": [1, 2, None],
        "text": ["Good morning!", None, "It is snowing."],
        "title": ["Thank you.", "Спасибо.", None],
    }


def test_parquet_keeps_columns_of_other_types(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = {"text": ["Доброе утро!", None, "It is snowing."], "title": [1, 2, 3]}
    source = tmp_path / "source.parquet"
    parquet.write_table(pyarrow.table(rows), source)
    translated(tmp_path, "a.parquet", source.read_bytes())
    read = parquet.read_table(tmp_path / "out/translated/a.parquet").to_pydict()
    assert read == rows | {"text": ["Good morning!", None, "It is snowing."]}


@pytest.mark.parametrize("compression", ["zstd", "gzip", "none"])
def test_parquet_keeps_its_compression(tmp_path: Path, compression: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = {"text": ["Доброе утро!"], "tags": [["a", "b"]]}
    source = tmp_path / "source.parquet"
    parquet.write_table(pyarrow.table(rows), source, compression=compression)
    translated(tmp_path, "a.parquet", source.read_bytes())
    group = parquet.ParquetFile(tmp_path / "out/translated/a.parquet").metadata.row_group(0)
    found = {group.column(i).compression for i in range(group.num_columns)}
    assert found == {compression.upper().replace("NONE", "UNCOMPRESSED")}


def test_a_cell_that_is_too_long_ends_the_table(tmp_path: Path) -> None:
    source = 'id,text\n1,Доброе утро!\n2,"' + "It is snowing.\n" * 200
    settings = config.load(overrides={"translator.backend": "echo", "limits.max_bytes": 1000})
    made, outcomes = translated(tmp_path, "a.csv", source.encode(), settings)
    assert made.decode() == "id,text\n1,Good morning!\n"
    assert [outcome.ok for outcome in outcomes] == [True, False]


def test_a_part_that_is_gone_is_an_error(tmp_path: Path) -> None:
    source = '{"id": 1, "text": "Доброе утро!"}\n{"id": 2, "text": "Спасибо."}\n'
    translated(tmp_path, "a.jsonl", source.encode())
    again = plan(tmp_path / "in", tmp_path / "out", config=ECHO, format="same")
    (tmp_path / "out/.nlpkit/parts/a.jsonl/2.json").unlink()
    with pytest.raises(ReadError, match=r"2\.json"):
        run(again)
    assert (tmp_path / "out/translated/a.jsonl").read_text("utf-8").count("\n") == 2


def test_a_line_that_comes_later_is_copied(tmp_path: Path) -> None:
    translated(tmp_path, "a.jsonl", '{"text": "Доброе утро!"}\n'.encode())
    again = plan(tmp_path / "in", tmp_path / "out", config=ECHO, format="same")
    with (tmp_path / "in/a.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"text": "Спасибо."}\n')
    run(again)
    made = (tmp_path / "out/translated/a.jsonl").read_text("utf-8")
    assert made == '{"text": "Good morning!"}\n{"text": "Спасибо."}\n'


def test_a_damaged_file_is_written_up_to_the_damage(tmp_path: Path) -> None:
    first = '{"text": "Доброе утро!"}\n'
    other = json.dumps({"text": "It is snowing.", "noise": [n * n for n in range(20000)]}) + "\n"
    whole = gzip.compress((first + other * 9).encode(), mtime=0)
    made, outcomes = translated(tmp_path, "a.jsonl.gz", whole[: len(whole) // 2])
    read = gzip.decompress(made).decode()
    assert read.startswith('{"text": "Good morning!"}\n' + other)
    assert [outcome.ok for outcome in outcomes][-2:] == [True, False]
    assert read.count("\n") == sum(outcome.ok for outcome in outcomes)


def test_shares_have_their_own_records(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    lines = [json.dumps({"id": number, "text": f"Доброе утро! {number}"}) for number in range(9)]
    (inbox / "a.b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for share in ("1/2", "2/2"):
        assert all(o.ok for o in run(plan(inbox, out, config=ECHO, format="same", shard=share)))
    parts = [out / f"translated/a.b-{number}-of-2.jsonl" for number in (1, 2)]
    read = [json.loads(line) for part in parts for line in part.read_text("utf-8").splitlines()]
    assert sorted(row["id"] for row in read) == list(range(9))
    assert all(row["text"] == f"Good morning! {row['id']}" for row in read)


def test_the_list_of_results_leads_to_the_table(tmp_path: Path) -> None:
    translated(tmp_path, "summary.csv", "text\nДоброе утро!\n".encode())
    listing = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert '<a href="translated/summary.csv">' in listing
    again = plan(tmp_path / "in", tmp_path / "out", config=ECHO, format="same")
    assert (again.tasks, again.done) == ((), 1)
    (tmp_path / "out/translated/summary.csv").unlink()
    assert list(run(again)) == []
    assert (tmp_path / "out/translated/summary.csv").exists()


def test_doubtful_translations_are_told(tmp_path: Path, nlp: Run) -> None:
    (tmp_path / "in").mkdir()
    lines = ["id,text", "1,Доброе утро!", '2,"Тоже мне новость((( рукалицо, кароч"']
    (tmp_path / "in/a.csv").write_text("\n".join(lines), encoding="utf-8")
    done = nlp("batch", tmp_path / "in", "--out", tmp_path / "out", "--format", "same")
    assert "1 have translations that may be wrong: see summary.csv" in done.err
    table = list(csv.DictReader((tmp_path / "out/summary.csv").open(encoding="utf-8-sig")))
    assert [row["doubtful"] for row in table] == ["0", "1"]
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert page.count("1 translation may be wrong") == 1
