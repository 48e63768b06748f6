"""The package as users get it: built, installed without extras, run outside the repository.

The environment holds the wheel and the core's libraries alone. Those are linked from the
environment of the tests, so that no network is needed.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from email.message import Message
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import nlpkit
from nlpkit.config import presets

ROOT = Path(nlpkit.__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCES = ["nlpkit", "pyproject.toml", "README.md", "LICENSE", "LICENSE-MODELS"]

ARTICLE = (
    "The bridge opened in May.\n«Поезд опоздал», — said the guard.\nIt cost 9 million euros.\n"
)
PAGE = f"<html><body><article><h1>Bridge</h1><p>{ARTICLE}</p></article></body></html>"


def package_files(folder: Path) -> set[str]:
    """The files under a folder named nlpkit, as a wheel names them."""
    return {
        path.relative_to(folder).as_posix()
        for path in (folder / "nlpkit").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and with the wheel that is made of it."""
    tree, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("dist")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
            )
        else:
            shutil.copy(ROOT / name, tree / name)
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(tree)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    [wheel] = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return Parser().parsestr(archive.read(name).decode("utf-8"))


def core() -> set[str]:
    """The names of the distributions that the core needs, directly or not."""
    found: set[str] = set()
    waiting = [Requirement(line) for line in PROJECT["dependencies"]]
    while waiting:
        requirement = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        name = canonicalize_name(requirement.name)
        if name not in found:
            found.add(name)
            waiting += map(Requirement, distribution(name).requires or ())
    return found


def link(name: str, site: Path) -> None:
    """Put an installed distribution into another environment."""
    files = distribution(name).files or ()
    for part in {file.parts[0] for file in files} - {"..", "__pycache__"}:
        (site / part).symlink_to(distribution(name).locate_file(part))


def clean() -> dict[str, str]:
    """The variables of this process without those that lead Python to other packages."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the core alone."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, env=clean())
    [site] = home.glob("lib/python*/site-packages")
    for name in core():
        link(name, site)
    return home / "bin"


@pytest.fixture
def desk(programs: Path, tmp_path: Path) -> Path:
    """A folder with the files that README's commands name, far from the repository."""
    for name in ("article.txt", "mixed.txt", "a.txt", "inbox/one.txt", "inbox/two.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    for name in ("page.html", "b.html"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    (tmp_path / "terms.tsv").write_text("паводок\tspring flood\n", encoding="utf-8")
    (tmp_path / "c.md").write_text(f"# Bridge\n\n{ARTICLE}", encoding="utf-8")
    return tmp_path


def run(programs: Path, desk: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in the environment, at the desk."""
    return subprocess.run(
        ["sh", "-c", command],
        cwd=desk,
        env=clean() | {"PATH": f"{programs}:/usr/bin:/bin", "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
    )


def readme(heading: str) -> str:
    """The first block of code under a heading of README."""
    found = re.search(rf"^## {heading}\n.*?^```\w+\n(.*?)^```", README, re.M | re.S)
    assert found
    return found[1]


COMMANDS = [line.partition("#")[0].strip() for line in readme("Command line").splitlines()]


def test_the_wheel_has_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("nlpkit/")}
    assert packed == package_files(ROOT)


def test_the_sdist_has_what_the_wheel_is_made_of(built: Path) -> None:
    [sdist] = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        packed = {member.name.partition("/")[2] for member in archive if member.isfile()}
    assert package_files(ROOT) | set(SOURCES[1:]) <= packed


def test_the_wheel_says_what_it_is(metadata: Message) -> None:
    assert metadata["Version"] == nlpkit.__version__
    assert metadata["License-Expression"] == "MIT AND CC-BY-SA-4.0 AND CC-BY-4.0 AND Unicode-3.0"
    assert metadata.get_all("License-File") == ["LICENSE", "LICENSE-MODELS"]
    assert metadata["Author"] == "The nlpkit developers"
    assert set(metadata.get_all("Provides-Extra", [])) == set(PROJECT["optional-dependencies"])


def test_the_core_is_small(programs: Path, desk: Path) -> None:
    names = "torch transformers gradio fastapi pyarrow pypdf docx".split()
    code = f"from importlib.util import find_spec; print(*filter(find_spec, {names}))"
    assert run(programs, desk, f"python -c '{code}'").stdout.strip() == ""
    assert len(core()) < 50


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_readme_run_on_the_core(
    programs: Path, desk: Path, command: str
) -> None:
    done = run(programs, desk, command.replace("pbpaste", "cat article.txt"))
    if command == "nlpkit serve":
        assert done.returncode == 2
        assert 'pip install "nlpkit[ui]"' in done.stderr
    else:
        assert done.returncode == 0, done.stderr
        assert "bridge" in done.stdout.lower() or (desk / "results").is_dir()


def test_the_python_of_the_readme_runs_on_the_core(programs: Path, desk: Path) -> None:
    done = run(programs, desk, f"python -c {shlex.quote(readme('Python'))}")
    assert done.returncode == 0, done.stderr
    assert "bridge" in done.stdout


def test_presets_and_models_come_with_the_wheel(programs: Path, desk: Path) -> None:
    listed = run(programs, desk, "nlpkit config list").stdout
    assert [line.split("\t")[0] for line in listed.splitlines()] == presets()
    assert "beam = 1" in run(programs, desk, "nlpkit config show fast").stdout
    assert run(programs, desk, "nlpkit run article.txt --config fast").returncode == 0
    assert run(programs, desk, "nlpkit models verify").returncode == 0


@pytest.mark.parametrize("name", ["nllb", "opus-mt"])
def test_a_preset_that_needs_more_says_what(programs: Path, desk: Path, name: str) -> None:
    done = run(programs, desk, f"nlpkit translate article.txt --config {name}")
    assert done.returncode == 2
    assert 'pip install "nlpkit[hf]"' in done.stderr.splitlines()[-1]
