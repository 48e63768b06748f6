"""The house keeps its shape: who imports whom, what is loaded when, what is public."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import nlpkit

ROOT = Path(nlpkit.__file__).parent

LEVELS = {
    0: ["document", "events", "languages", "errors", "config"],
    1: ["engines"],
    2: ["preprocess", "translate", "summarize"],
    3: ["pipeline", "files", "render"],
    4: ["batch"],
    5: ["cli", "ui", "server", "__main__"],
}
LEVEL = {room: level for level, rooms in LEVELS.items() for room in rooms}

# A library on the left may be imported only in the modules on the right.
ONLY_IN = {
    "torch": ["engines.hf"],
    "transformers": ["engines.hf"],
    "ctranslate2": ["engines.marian_ct2", "engines.hf"],
    "gradio": ["ui"],
    "fastapi": ["server"],
    "typer": ["cli"],
    "rich": ["cli"],
    "pydantic": ["config", "server"],
    "trafilatura": ["preprocess.html"],
    "ray": ["batch.ray"],
}
LEVEL_0_LIBRARIES = {"config": {"pydantic"}}


def modules() -> dict[str, ast.Module]:
    """Every module under nlpkit by its dotted name without `nlpkit.`."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports(name: str, tree: ast.Module) -> set[str]:
    """Absolute dotted names a module imports, also inside functions, type checking left out."""
    is_package = (ROOT / Path(*name.split("."))).is_dir() if name else True
    package = ["nlpkit", *name.split(".")] if name else ["nlpkit"]
    if not is_package:
        package = package[:-1]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = [*base, *(node.module.split(".") if node.module else [])]
            found |= {".".join([*stem, alias.name]) for alias in node.names}
    return found


def room(module: str) -> str:
    return module.split(".")[0]


def test_rooms_import_only_from_below() -> None:
    wrong = []
    for name, tree in modules().items():
        if not name:
            continue
        for target in imports(name, tree):
            if not target.startswith("nlpkit."):
                continue
            other = room(target.removeprefix("nlpkit."))
            if other not in LEVEL or other == room(name):
                continue
            if LEVEL[other] >= LEVEL[room(name)] and LEVEL[room(name)] > 0:
                wrong.append(f"{name} imports {other}")
    # The edges lean on each other: the command starts the service, which holds the page.
    assert (
        sorted(set(wrong) - {"cli imports server", "server imports ui", "__main__ imports cli"})
        == []
    )


def test_level_0_imports_the_standard_library_alone() -> None:
    for name, tree in modules().items():
        if name in LEVELS[0]:
            roots = {t.split(".")[0] for t in imports(name, tree)}
            allowed = {"nlpkit", *LEVEL_0_LIBRARIES.get(name, set())}
            assert roots - set(sys.stdlib_module_names) <= allowed, name


def test_every_module_belongs_to_a_room() -> None:
    assert {room(name) for name in modules() if name} - set(LEVEL) - {"models"} == set()


def test_libraries_stay_in_their_rooms() -> None:
    wrong = []
    for name, tree in modules().items():
        for target in imports(name, tree):
            allowed = ONLY_IN.get(target.split(".")[0])
            if allowed and not any(name == a or name.startswith(a + ".") for a in allowed):
                wrong.append(f"{name} imports {target}")
    assert wrong == []


def run_python(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout


def test_import_is_free_of_heavy_libraries() -> None:
    heavy = "torch transformers gradio ray ctranslate2 numpy pydantic typer"
    code = f"import nlpkit, sys; print([m for m in '{heavy}'.split() if m in sys.modules])"
    assert run_python(code).strip() == "[]"


def test_import_takes_under_150_ms() -> None:
    code = "import time; t = time.perf_counter(); import nlpkit; print(time.perf_counter() - t)"
    assert min(float(run_python(code)) for _ in range(3)) < 0.150


def test_help_loads_no_model_library() -> None:
    code = (
        "import sys; sys.argv = ['nlpkit', '--help']\n"
        "from nlpkit.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = 'torch transformers gradio ctranslate2 numpy pydantic'.split()\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    assert run_python(code).strip().endswith("[]")


def test_public_names() -> None:
    assert sorted(nlpkit.__all__) == sorted(
        """__version__ Article Block Config ConfigError Document Draft EngineError ModelMissing
        NlpkitError PairUnsupported Piece Pipeline Point ReadError Result Sentence Span Summary
        Translation WriteError load preprocess""".split()
    )
    for name in nlpkit.__all__:
        assert getattr(nlpkit, name) is not None
