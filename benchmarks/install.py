"""What an installation brings: packages and megabytes of the core and of each extra.

They are counted in this environment, which must hold the extras: nlpkit itself, what pyproject.toml
asks for, and what that needs in turn; files of compiled Python are left out. With --fresh the core
is installed into a new environment from the package index, with timings.
Usage: python benchmarks/install.py [--fresh]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import nlpkit
from nlpkit.extras import EXTRAS

ROOT = Path(nlpkit.__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def needed(extra: str) -> list[Requirement]:
    """What the project asks for, alone ("") or for an extra, and the extras that this one names."""
    lines = PROJECT["dependencies"] + PROJECT["optional-dependencies"].get(extra, [])
    found = []
    for requirement in map(Requirement, lines):
        if requirement.name == "nlpkit":
            found += [other for name in requirement.extras for other in needed(name)]
        else:
            found.append(requirement)
    return found


def closure(extra: str) -> dict[str, int]:
    """The distributions of an installation with their bytes. Raises PackageNotFoundError."""
    found: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [*needed(extra)]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        for wanted in {"", *requirement.extras}:
            if (name, wanted) in seen:
                continue
            seen.add((name, wanted))
            installed = distribution(name)
            found[name] = sum(map(size, installed.files or ()))
            for other in map(Requirement, installed.requires or ()):
                if not other.marker or other.marker.evaluate({"extra": wanted}):
                    waiting.append(other)
    return found


def size(file: os.PathLike[str]) -> int:
    path = Path(file.locate())  # type: ignore[attr-defined]
    return path.stat().st_size if path.suffix != ".pyc" and path.is_file() else 0


def package() -> int:
    """The bytes of nlpkit itself, its models among them."""
    files = (ROOT / "nlpkit").rglob("*")
    return sum(f.stat().st_size for f in files if f.is_file() and f.suffix != ".pyc")


def fresh() -> None:
    """Install the core into a new environment."""
    with tempfile.TemporaryDirectory() as home:
        python = Path(home) / "bin" / "python"
        commands = {
            "venv": [sys.executable, "-m", "venv", home],
            "pip": [python, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", ROOT],
            "first run": [Path(home) / "bin" / "nlpkit", "run", ROOT / "examples" / "russian.txt"],
        }
        for name, command in commands.items():
            started = time.perf_counter()
            subprocess.run([*map(str, command)], check=True, stdout=subprocess.DEVNULL)
            print(f"{name:10} {time.perf_counter() - started:6.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args()
    print(f"{'':10} packages     MB   (nlpkit itself: {package() / 1e6:.0f} MB)")
    for extra in ("", *EXTRAS, "all"):
        label = f"[{extra}]" if extra else "core"
        try:
            found = closure(extra)
        except PackageNotFoundError as error:
            print(f"{label:10} {error} is not installed")
            continue
        print(f"{label:10} {len(found) + 1:8} {(sum(found.values()) + package()) / 1e6:6.0f}")
    if options.fresh:
        fresh()


if __name__ == "__main__":
    main()
