"""The documentation: generated pages are fresh, links lead somewhere, the tutorial runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

import nlpkit

ROOT = Path(nlpkit.__file__).parent.parent
DOCS = ROOT / "docs"
TUTORIAL = (DOCS / "tutorial.md").read_text(encoding="utf-8")
# The changelog tells of what was there once.
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])


def load_generator() -> ModuleType:
    """docs/generate.py, which lies outside the package."""
    spec = spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generated() -> dict[str, str]:
    """The reference pages, as the program is now."""
    pages: dict[str, str] = load_generator().pages()
    return pages


@pytest.mark.parametrize("name", ["command-line.md", "configuration.md", "python.md"])
def test_reference_pages_say_what_the_program_says(name: str, generated: dict[str, str]) -> None:
    written = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert written == generated[name], "run: python docs/generate.py"


def test_every_public_name_key_and_command_is_in_the_reference(generated: dict[str, str]) -> None:
    for name in set(nlpkit.__all__) - {"__version__"}:
        assert f"::: nlpkit.{name}" in generated["python.md"]
    for section, values in nlpkit.Config().model_dump().items():
        for key in values:
            assert f"| `{section}.{key}` |" in generated["configuration.md"]
    for command in ("run", "batch", "models pull", "config show"):
        assert f"\n## nlpkit {command}\n" in generated["command-line.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_that_are_named_exist(page: Path) -> None:
    """Also those that no link leads to, by their path in the repository."""
    folders = "nlpkit|tests|benchmarks|recipes|examples|configs|docs"
    named = re.findall(rf"`((?:{folders})/[\w./-]*)`", page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and mkdocs make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", text).strip().lower().replace(" ", "-") for text in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"\w+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_is_in_the_contents() -> None:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        assert f": {page.relative_to(DOCS).as_posix()}\n" in contents


def test_the_tutorial_runs(tmp_path: Path) -> None:
    """Its `sh` and `python` blocks in order; a `text` block is what the block before it prints."""
    blocks = re.findall(r"^```(sh|python|text)\n(.*?)^```$", TUTORIAL, re.MULTILINE | re.DOTALL)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    printed = ""
    for language, code in blocks:
        if language == "text":
            assert printed == code
            continue
        command = ["bash", "-ec", code] if language == "sh" else [sys.executable, "-c", code]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, code + done.stderr
        printed = done.stdout
    results = {path.name for path in (tmp_path / "results").rglob("*.json")}
    assert results == {"bridge.txt.json", "ferry.json", "storm.json"}


@pytest.mark.skipif(
    not (find_spec("mkdocstrings") and find_spec("merm")),
    reason='the site is built with pip install -e ".[site]"',
)
def test_the_site_is_built_without_warnings(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
