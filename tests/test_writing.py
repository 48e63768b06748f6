"""Results are written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from edge import put

from nlpkit.errors import WriteError
from nlpkit.files import (
    append_lines,
    atomic,
    read_lines,
    read_text,
    write_atomic,
)


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
        (
            put(tmp_path, "file", "x") / "a.json",
            "a part of the path is a file: give another folder",
        ),
        (tmp_path / ("n" * 300), "give a shorter name"),
        (tmp_path, "give the name of a file"),
        ("/dev/null", "give the name of a file"),
    ):
        with pytest.raises(WriteError) as caught:
            write_atomic(path, "x")
        assert caught.value.hint == says


def test_missing_folders_are_made_and_a_failing_disk_is_named(tmp_path, monkeypatch):
    write_atomic(tmp_path / "a" / "b" / "c.md", "x")
    assert (tmp_path / "a" / "b" / "c.md").read_text() == "x"

    def fail(*_, **__):
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    monkeypatch.setattr(Path, "mkdir", fail)
    with pytest.raises(WriteError, match="No such file") as caught:
        write_atomic(tmp_path / "d" / "e.md", "x")
    assert caught.value.hint == "make the folder first"


def test_a_stream_that_fails_leaves_the_old_file(tmp_path):
    path = put(tmp_path, "a.json", "old")
    with pytest.raises(TypeError), atomic(path) as stream:
        stream.write("no bytes")
    assert path.read_text() == "old"
    with atomic(path) as stream:
        stream.write(b"new")
    assert os.listdir(tmp_path) == ["a.json"]
    assert read_text(path) == "new"


def test_appended_lines_survive_a_cut_off_one(tmp_path):
    path = tmp_path / ".nlpkit" / "manifest.jsonl"
    with append_lines(path) as append:
        append("Ж")
        append("two")
    path.write_bytes(path.read_bytes() + b'{"cut')
    with append_lines(path) as append:
        append("three")
    assert list(read_lines(path)) == ["Ж", "two", '{"cut', "three"]


def test_appending_names_its_own_errors_and_no_others(tmp_path, monkeypatch):
    with pytest.raises(FileExistsError), append_lines(tmp_path / "m"):
        raise FileExistsError
    with append_lines(tmp_path / "m") as append:

        def full(_):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(WriteError, match="No space left"):
            append("x")
    monkeypatch.undo()
    with pytest.raises(WriteError), append_lines(tmp_path):
        pass
