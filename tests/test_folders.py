"""Which files are read, and the names of their results."""

from __future__ import annotations

import errno
import json
import os

import pytest
from edge import put, refused
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.errors import ReadError
from nlpkit.files import (
    discover,
    resolve,
    safe_name,
)
from nlpkit.files.folders import GLOBS
from nlpkit.render.schema import SCHEMA


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
    assert names(tmp_path, skip=tmp_path / "out") == ["a.txt"]
    assert names(tmp_path / "out", skip=tmp_path / "out") == ["note.txt"]


def test_discover_gives_each_result_its_own_name(tmp_path):
    for name in ("x/a.txt", "x/a.md", "y/a.txt", "y/A.TXT"):
        put(tmp_path, name, "x")
    assert names(tmp_path / "x") == ["a.md", "a.txt"]
    assert names(tmp_path / "x", tmp_path / "y") == ["x/a.md", "x/a.txt", "y/A.TXT", "y/a-2.txt"]
    files = [tmp_path / "x/a.txt", tmp_path / "y/a.txt", tmp_path / "x/a.txt"]
    assert names(*files) == ["x/a.txt", "y/a.txt"]


def test_files_that_are_named_keep_their_tree(tmp_path, monkeypatch):
    for name in ("in/a.txt", "in/deep/a.txt", "in/deep/b.txt", "other/c.txt"):
        put(tmp_path, name, "x")
    monkeypatch.chdir(tmp_path)
    assert names("in/a.txt", "in/deep/a.txt") == ["a.txt", "deep/a.txt"]
    assert names(*resolve(["in/**/*.txt"])) == names("in")
    assert names("in/deep/a.txt", "in/deep/b.txt") == ["a.txt", "b.txt"]
    assert names("in/deep/a.txt", tmp_path / "in/deep/../a.txt") == ["deep/a.txt", "a.txt"]
    assert names("in/deep", "other/c.txt", "-") == ["a.txt", "b.txt", "c.txt", "standard-input"]


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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a-1", "a-1"),
        ("Снег", "Снег"),
        ("../../etc/x", "etc-x-56da1a2e"),
        (".hidden", "hidden-16924190"),
        ("", "e3b0c442"),
        ("..", "5ec1f7e7"),
    ],
)
def test_safe_names(text, name):
    assert safe_name(text) == name


@given(st.text(max_size=300), st.text(max_size=300))
def test_safe_names_are_names_and_differ(one, other):
    name = safe_name(one)
    assert name not in ("", ".", "..")
    assert "/" not in name
    assert len(name.encode("utf-8")) <= 100
    assert (name == safe_name(other)) == (one == other)
