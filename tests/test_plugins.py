"""Engines of others: found by entry point, held to the contract."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nlpkit
from nlpkit.config import SummarizerSection, TranslatorSection
from nlpkit.engines import create_summarizer, create_translator

SAMPLE = Path(nlpkit.__file__).parent.parent / "examples" / "plugin"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample plug-in as pip installs it, without a network."""
    source, site = tmp_path_factory.mktemp("source") / "plugin", tmp_path_factory.mktemp("site")
    shutil.copytree(SAMPLE, source)  # building writes beside the sources
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    command = [*pip, "--no-build-isolation", "--target", str(site), str(source)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def translate(site: Path, text: str) -> str:
    path = os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "nlpkit", "translate", "-", "--lines"]
    done = subprocess.run(
        [*command, "--from", "ru", "--set", "translator.backend=wordlist"],
        input=text,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_sample_plug_in_translates_once_it_is_installed(installed: Path) -> None:
    assert translate(installed, "Мэр сказал: новый мост откроют весной.\n") == (
        "Mayor said: new bridge opens spring.\n"
    )


def plug(folder: Path, group: str, code: str) -> None:
    """Make a plug-in of this code, with the backend `odd`, as an installed distribution."""
    (folder / "odd.py").write_text(code, encoding="utf-8")
    (folder / "odd-1.0.dist-info").mkdir()
    (folder / "odd-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n", encoding="utf-8"
    )
    (folder / "odd-1.0.dist-info" / "entry_points.txt").write_text(
        f"[{group}]\nodd = odd:load\n", encoding="utf-8"
    )


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "odd", raising=False)
    return tmp_path


def test_an_engine_that_lacks_what_the_contract_asks_for_is_refused(site: Path) -> None:
    code = (
        "class Odd:\n    name = 'odd'\n    max_tokens = 9\ndef load(section):\n    return Odd()\n"
    )
    plug(site, "nlpkit.translators.v1", code)
    with pytest.raises(nlpkit.EngineError) as caught:
        create_translator(TranslatorSection(backend="odd"))
    assert caught.value.message == "the plug-in 'odd' has no exact, supports, count, translate"


@pytest.mark.parametrize("code", ["import no_such_library\n", "def load(section):\n    1 / 0\n"])
def test_a_plug_in_that_fails_is_named(site: Path, code: str) -> None:
    plug(site, "nlpkit.summarizers.v1", code)
    with pytest.raises(nlpkit.EngineError, match="the plug-in 'odd' failed") as caught:
        create_summarizer(SummarizerSection(backend="odd"))
    assert "odd:load" in str(caught.value.hint)


def test_a_plug_in_for_another_version_of_the_contract_is_not_found(site: Path) -> None:
    plug(site, "nlpkit.translators.v0", "")
    with pytest.raises(nlpkit.ConfigError, match="unknown backend 'odd' for translators"):
        create_translator(TranslatorSection(backend="odd"))
