"""What a type checker sees of the package in a script of a user."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import nlpkit

ROOT = Path(nlpkit.__file__).parent.parent

# What is said of each line; nothing of the lines that are right.
SCRIPT = {
    "import nlpkit": "",
    "pipe = nlpkit.load()": "",
    'result = pipe.run("x", length="short")': "",
    "reveal_type(pipe)": 'Revealed type is "Pipeline"',
    "reveal_type(result.summary)": 'Revealed type is "Summary"',
    "reveal_type(result.summary.points[0].text)": 'Revealed type is "str"',
    'reveal_type(nlpkit.preprocess("x", kind="html"))': 'Revealed type is "Document"',
    'event: nlpkit.Event = next(iter(pipe.stream("x")))': "",
    'pipe.run("x", lenght="short")': 'Unexpected keyword argument "lenght" for "run"',
    'nlpkit.preprocess("x", kind="word")': 'Argument "kind" to "preprocess" has incompatible type',
    "nlpkit.summarise": 'Module has no attribute "summarise"',
    'request = nlpkit.SummaryRequest(["One."], nlpkit.Length(1), "en")': "",
    'request.language = "ru"': 'Property "language" defined in "SummaryRequest" is read-only',
    "translator: nlpkit.Translator = object()": "Incompatible types in assignment",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What mypy says first of each line of the script, without the modules of names."""
    script = tmp_path_factory.mktemp("script") / "script.py"
    script.write_text("\n".join(SCRIPT) + "\n", encoding="utf-8")
    # From the root, with the settings and the cache that `make test` has just used.
    command = [sys.executable, "-m", "mypy", "--no-error-summary", str(script)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    found: dict[int, str] = {}
    for line in done.stdout.splitlines():
        place, _, message = line.partition(": ")
        name, _, number = place.rpartition(":")
        if name.endswith("script.py"):
            found.setdefault(int(number), message.partition(": ")[2])
    assert found, done.stdout + done.stderr
    return found


@pytest.mark.parametrize(("number", "line"), [*enumerate(SCRIPT, 1)])
def test_a_line_of_a_script(said: dict[int, str], number: int, line: str) -> None:
    told = said.get(number, "")
    for module in ("pipeline.running", "document.values", "document"):
        told = told.replace(f"nlpkit.{module}.", "")
    assert told.startswith(SCRIPT[line])
    assert bool(told) == bool(SCRIPT[line])
