"""The core needs no library of an extra, and says which line installs what is missing."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import nlpkit
from nlpkit import extras
from nlpkit.errors import MissingExtra

ROOT = Path(nlpkit.__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Runs the command line in a process where the libraries of all extras cannot be imported.
WITHOUT = """
import sys
from nlpkit.extras import EXTRAS
for names in EXTRAS.values():
    sys.modules.update(dict.fromkeys(names))
from nlpkit.cli import main
main(sys.argv[1:])
"""


def without_extras(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT, *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True)


def distribution(requirement: str) -> str:
    return requirement.split(">")[0].split("[")[0].lower()


def members(extra: str) -> set[str]:
    """The distributions of an extra, those of the extras it names included."""
    found: set[str] = set()
    for requirement in PROJECT["optional-dependencies"][extra]:
        if requirement.startswith("nlpkit["):
            for other in requirement.removeprefix("nlpkit[").rstrip("]").split(","):
                found |= members(other)
        else:
            found.add(distribution(requirement))
    return found


def test_every_extra_is_declared_and_brings_what_is_asked_for() -> None:
    homes = packages_distributions()
    for extra, names in extras.EXTRAS.items():
        brought = members(extra)
        for name in names:
            if name in homes:  # ray is not installed everywhere
                assert {d.lower().replace("_", "-") for d in homes[name]} & brought, (extra, name)


def test_all_brings_everything_but_ray_and_the_russian_tagger() -> None:
    """Ray is for clusters, and natasha brings libraries that nobody maintains any more."""
    others = members("ray") | members("ru")
    assert members("all") == set().union(*map(members, extras.EXTRAS)) - others


@pytest.mark.parametrize("extra", extras.EXTRAS)
def test_a_missing_library_is_named_with_the_line_that_installs_it(
    extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = extras.EXTRAS[extra][0]
    monkeypatch.setitem(sys.modules, first, None)
    with pytest.raises(MissingExtra, match=f"this needs {first}, which is not installed") as caught:
        extras.require(extra, "this")
    assert caught.value.hint == f'pip install "nlpkit[{extra}]"'


MIXED = "The train was late. «Поезд опоздал», — said the guard. Passengers were angry on Monday."


@pytest.mark.parametrize(
    "arguments",
    [("clean", "-"), ("detect", "-"), ("split", "-"), ("translate", "-"), ("run", "-")],
    ids=lambda arguments: arguments[0],
)
def test_the_core_cleans_detects_translates_and_summarises(arguments: tuple[str, ...]) -> None:
    done = without_extras(*arguments, text=MIXED)
    assert (done.returncode, done.stderr.count("not installed")) == (0, 0)
    assert "train" in done.stdout


def pdf(folder: Path) -> list[str]:
    (folder / "a.pdf").write_bytes(b"%PDF-1.4\n")
    return ["clean", str(folder / "a.pdf")]


def parquet(folder: Path) -> list[str]:
    (folder / "a.txt").write_text(MIXED, encoding="utf-8")
    return ["batch", str(folder / "a.txt"), "--out", str(folder / "out"), "--format", "parquet"]


NEEDS: dict[str, Callable[[Path], list[str]]] = {
    "ui": lambda folder: ["serve"],
    "docs": pdf,
    "parquet": parquet,
    "hf": lambda folder: ["models", "pull", "someone/some-model"],
}


@pytest.mark.parametrize("extra", NEEDS)
def test_commands_that_need_more_say_so_in_two_lines(extra: str, tmp_path: Path) -> None:
    done = without_extras(*NEEDS[extra](tmp_path))
    assert done.returncode == 2, done.stderr
    lines = done.stderr.strip().splitlines()
    assert "which is not installed" in lines[-2]
    assert f'pip install "nlpkit[{extra}]"' in lines[-1]
