"""The memory of translations: in the process, and on disk beside the results of a batch."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_runs import TEXT

from nlpkit import config
from nlpkit.batch import planning, running
from nlpkit.engines import Lazy
from nlpkit.engines.echo import EchoTranslator
from nlpkit.files import DiskMemory
from nlpkit.translate.fragments import FragmentTranslator
from nlpkit.translate.outcomes import MEMORY, Fragment, Memory, Outcome

HELLO = Fragment("Привет", "ru")
SAID = Outcome("Hello", "translated", "e", 0.5, "name_differs", "Привет → –")


def test_memory_forgets_the_oldest() -> None:
    memory = Memory(2)
    for text in "abca":
        memory.put("e", "en", {Fragment(text, "ru"): SAID})
    known = memory.get("e", "en", [Fragment(text, "ru") for text in "abc"])
    assert [fragment.text for fragment in known] == ["a", "c"]


def test_a_store_serves_the_next_process(tmp_path: Path) -> None:
    first, second = Memory(9), Memory(9)
    first.keep_in(DiskMemory(tmp_path / "m"), "model@1")
    first.put("e", "en", {HELLO: SAID})
    second.keep_in(DiskMemory(tmp_path / "m"), "model@1")
    assert second.get("e", "en", [HELLO, Fragment("нет", "ru")]) == {HELLO: SAID}


@pytest.mark.parametrize(
    ("made_by", "engine", "target", "fragment"),
    [
        ("model@2", "e", "en", HELLO),
        ("model@1", "f", "en", HELLO),
        ("model@1", "e", "de", HELLO),
        ("model@1", "e", "en", Fragment("Привет", "bg")),
        ("model@1", "e", "en", Fragment("Привет!", "ru")),
    ],
)
def test_what_was_made_otherwise_is_not_known(
    tmp_path: Path, made_by: str, engine: str, target: str, fragment: Fragment
) -> None:
    first, second = Memory(9), Memory(9)
    first.keep_in(DiskMemory(tmp_path / "m"), "model@1")
    first.put("e", "en", {HELLO: SAID})
    second.keep_in(DiskMemory(tmp_path / "m"), made_by)
    assert second.get(engine, target, [fragment]) == {}


def test_a_memory_stays_below_its_size(tmp_path: Path) -> None:
    store = DiskMemory(tmp_path / "m", megabytes=0.1)
    for n in range(300):
        store.put({b"%d" % n: "x" * 1000})
    assert (tmp_path / "m").stat().st_size < 150_000
    assert store.get([b"299", b"0"]).keys() == {b"299"}


@pytest.mark.parametrize(
    "content", [b"", b"no memory at all" * 999, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m").write_bytes(content)
    DiskMemory(tmp_path / "m").put({b"k": "v"})
    assert DiskMemory(tmp_path / "m").get([b"k"]) == {b"k": "v"}


def test_a_table_of_somebody_else_is_replaced(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "m") as base:
        base.execute("CREATE TABLE memory (something TEXT)")
    DiskMemory(tmp_path / "m").put({b"k": "v"})
    assert DiskMemory(tmp_path / "m").get([b"k"]) == {b"k": "v"}


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    store = DiskMemory(tmp_path / "missing" / "m")
    store.put({b"k": "v"})
    assert store.get([b"k"]) == {}


def _put(path: Path, name: str) -> None:
    store = DiskMemory(path)
    for n in range(50):
        store.put({f"{name}{n}".encode(): name})


def test_processes_write_at_the_same_time(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_put, args=(tmp_path / "m", name)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    keys = [f"{name}{n}".encode() for name in "ab" for n in range(50)]
    assert len(DiskMemory(tmp_path / "m").get(keys)) == 100


class Counting(EchoTranslator):
    exact = False
    asked = 0

    def translate(self, texts, source, target, *, safe=False):
        self.asked += len(texts)
        return super().translate(["An answer in English."] * len(texts), source, target, safe=safe)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[None]:
    MEMORY.clear()
    MEMORY.keep_in(DiskMemory(tmp_path / "m"), "made")
    yield
    MEMORY.keep_in(None)
    MEMORY.clear()


@pytest.mark.usefixtures("kept")
def test_an_engine_is_not_asked_again_by_another_process() -> None:
    engine = Counting()
    for _ in range(2):
        translator = FragmentTranslator("en", Lazy("counting", lambda: engine), None)
        assert (
            translator.translate([Fragment("Ответ по-русски.", "ru")])[0].text
            == "An answer in English."
        )
        MEMORY.clear()  # what another process would not have
    assert engine.asked == 1


@pytest.mark.parametrize("memory", [True, False])
def test_a_batch_keeps_translations_if_it_may(tmp_path: Path, memory: bool) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_text(TEXT.format(n=1), encoding="utf-8")
    overrides = {"translator.memory": memory}
    out = tmp_path / "out"
    for length in ("short", "long"):
        settings = config.load(overrides={**overrides, "summarizer.length": length})
        made = planning.plan([tmp_path / "in"], out=out, config=settings)
        assert all(outcome.ok for outcome in running.run(made, jobs=1))
    assert made.memory.exists() is memory
    if memory:
        with sqlite3.connect(made.memory) as base:
            count, last = base.execute("SELECT count(*), max(number) FROM memory").fetchone()
        assert 0 < count == last  # what is made again gets a new number
