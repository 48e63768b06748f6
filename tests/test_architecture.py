"""The house keeps its shape: who imports whom, what is loaded when, what is public."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Collection
from glob import glob
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import nlpkit
from nlpkit.extras import EXTRAS

ROOT = Path(nlpkit.__file__).parent
PROJECT = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))

# The rooms, by level: a room imports only from levels below its own.
LEVELS = {
    0: [
        *("document", "events", "languages", "length", "errors"),
        *("config", "glossary", "resources", "extras", "machine"),
    ],
    1: ["text"],
    2: ["engines", "preprocessing"],
    3: ["faithfulness", "entities"],
    4: ["translate", "summarize"],
    5: ["digest"],
    6: ["pipeline", "render", "files"],
    7: ["batch"],
    8: ["ui"],
    9: ["server"],
    10: ["cli"],
    11: ["__main__"],
}
LEVEL = {room: level for level, rooms in LEVELS.items() for room in rooms}

# Every library of others, and the only modules that may import it.
ONLY_IN = {
    "charset_normalizer": ["files.encoding"],
    "ctranslate2": ["engines.ct2"],
    "docx": ["files.docx"],
    "fastapi": ["server"],
    "ftfy": ["preprocessing"],
    "gradio": ["ui"],
    "httpx": ["files.fetching"],
    "huggingface_hub": ["engines.store.hub"],
    "limits": ["server.rates"],
    "lxml": ["preprocessing.html", "files.opendocument", "files.xml"],
    "numpy": ["engines", "preprocessing", "text", "digest"],
    "prometheus_client": ["server.metrics"],
    "pyarrow": ["batch.outputs", "files.records", "files.tables"],
    "mcp": ["server.mcp", "server.mcp_api"],
    "navec": ["engines.natasha"],
    "pydantic": ["config", "server"],
    "slovnet": ["engines.natasha"],
    "pymorphy3": ["text.terms"],
    "pypdf": ["files.pdf"],
    "ray": ["batch.ray"],
    "regex": [
        "text",
        "engines.dictionary",
        "engines.hf",
        "engines.extractive",
        "preprocessing",
        "faithfulness",
        "entities",
        "translate",
        "summarize",
    ],
    "rich": ["cli"],
    "sentencepiece": ["engines.ct2"],
    "starlette": ["server"],
    "striprtf": ["files.formats"],
    "torch": ["engines.hf"],
    "trafilatura": ["preprocessing.html"],
    "transformers": ["engines.hf"],
    "typer": ["cli"],
    "uvicorn": ["server"],
    "watchfiles": ["files.watching"],
}
LEVEL_0_LIBRARIES = {"config": {"pydantic"}}

# Rooms that may open files: the edge, the readers of settings, of the package's own data and of the
# system's files on the machine, and engines, which open their models.
OPENERS = {"files", "config", "glossary", "resources", "machine", "engines"}
OPENING = set(
    """open read_text read_bytes write_text write_bytes mkdir makedirs touch unlink remove rename
    rmdir rmtree iterdir scandir listdir walk glob rglob mkstemp mkdtemp NamedTemporaryFile
    TemporaryDirectory TemporaryFile""".split()
)


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


def arrows() -> dict[tuple[str, str], int]:
    """How many imports lead from one room to another."""
    found: Counter[tuple[str, str]] = Counter()
    for name, tree in modules().items():
        for target in imports(name, tree) if name else ():
            other = room(target.removeprefix("nlpkit."))
            if target.startswith("nlpkit.") and other in LEVEL and other != room(name):
                found[room(name), other] += 1
    return found


def test_rooms_import_only_from_below() -> None:
    """Run with `-rP` to see the rooms and what each imports."""
    found = arrows()
    for level, rooms in LEVELS.items():
        for here in rooms:
            print(level, here, "->", *(there for a, there in sorted(found) if a == here))
    print(len(LEVEL), "rooms,", len(found), "arrows")
    # The values and settings of level 0 are one room for each file.
    assert [
        f"{here} imports {there}"
        for here, there in sorted(found)
        if LEVEL[there] > LEVEL[here] or LEVEL[there] == LEVEL[here] > 0
    ] == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Imports inside functions count too, those for type checking do not."""
    trees = modules()
    graph = {name: {m for t in imports(name, tree) if (m := module_of(t, trees))}
             for name, tree in trees.items()}  # fmt: skip
    TopologicalSorter(graph).prepare()


def module_of(target: str, known: Collection[str]) -> str | None:
    """The module of ours that an import names; what it takes out of it is left off."""
    name = target.removeprefix("nlpkit.") if target.startswith("nlpkit.") else ""
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name or None


def test_level_0_imports_the_standard_library_alone() -> None:
    for name, tree in modules().items():
        if name in LEVELS[0]:
            roots = {t.split(".")[0] for t in imports(name, tree)}
            allowed = {"nlpkit", *LEVEL_0_LIBRARIES.get(name, set())}
            assert roots - set(sys.stdlib_module_names) <= allowed, name


def test_every_module_belongs_to_a_room() -> None:
    assert {room(name) for name in modules() if name} - set(LEVEL) - {"models"} == set()


def test_the_map_shows_every_room_with_its_level_and_libraries() -> None:
    text = (ROOT.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \| [^|]+ \| ([^|]*)\|$", text, re.MULTILINE)
    assert {room: int(level) for level, room, _ in rows} == LEVEL
    for _, here, named in rows:
        allowed = {name for name, places in ONLY_IN.items() if here in map(room, places)}
        assert set(filter(None, named.strip().split(", "))) == allowed, here


def run_python(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def libraries(name: str, tree: ast.Module) -> set[str]:
    """The libraries of others that a module imports."""
    roots = {target.split(".")[0] for target in imports(name, tree)}
    return roots - set(sys.stdlib_module_names) - {"nlpkit"}


def test_libraries_stay_in_their_rooms() -> None:
    used, wrong = set(), []
    for name, tree in modules().items():
        for library in libraries(name, tree):
            used.add(library)
            allowed = ONLY_IN.get(library, [])
            if not any(name == a or name.startswith(a + ".") for a in allowed):
                wrong.append(f"{name} imports {library}")
    assert wrong == []
    assert used == set(ONLY_IN), "the table has no more than is used"


def test_libraries_are_declared() -> None:
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for name in EXTRAS for line in extras[name])]
    declared = {re.split(r"[\[<>=]", line)[0].replace("_", "-") for line in lines}
    homes = packages_distributions()
    for library in ONLY_IN:
        names = {home.lower().replace("_", "-") for home in homes.get(library, [library])}
        assert names & declared, f"{library} is imported, and not among the dependencies"


def test_package_data_is_shipped() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["nlpkit"]
    shipped = {file for p in patterns for file in glob(p, root_dir=ROOT, recursive=True)}
    data = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    assert data - shipped == set()


def is_package_data(call: ast.Call) -> bool:
    """Whether what is opened is named from the package itself."""
    return bool(re.search(r"\bPACKAGE\b|\bos\.devnull\b", ast.unparse(call)))


def test_only_the_edge_names_what_opens_files() -> None:
    wrong = []
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or room(name) in OPENERS or is_package_data(node):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            # nlpkit.files has some names of its own, read_text among them.
            if called in OPENING and not ast.unparse(node.func).startswith("files."):
                wrong.append(f"{name}, line {node.lineno}: {called}")
    assert wrong == []


WATCH = """
import os, runpy, sys
import nlpkit
ROOT = os.path.dirname(nlpkit.__file__) + os.sep
OURS = (ROOT, sys.prefix, sys.base_prefix, "/proc", "/sys", "/etc", "/dev", "/usr")
EVENTS = ("open", "os.mkdir", "os.remove", "os.rename", "os.scandir", "os.listdir")

def watch(event, arguments):
    if event not in EVENTS or not isinstance(arguments[0], (str, bytes, os.PathLike)):
        return
    frame = sys._getframe(1)
    while frame and not frame.f_code.co_filename.startswith(ROOT):
        frame = frame.f_back
    if frame and not os.path.abspath(os.fsdecode(arguments[0])).startswith(OURS):
        print("OPENS", frame.f_code.co_filename[len(ROOT):])

if sys.argv[1] == "batch":  # what its processes do is seen only when this one does it
    from nlpkit import pipeline
    from nlpkit.batch import local, running
    from nlpkit.pipeline.workers import Here
    running.run_in_processes = lambda plan, jobs: local.run_with(
        Here(pipeline.build(plan.config)), plan
    )
sys.addaudithook(watch)
sys.argv[0] = "nlpkit"
runpy.run_module("nlpkit", run_name="__main__")
"""


@pytest.mark.parametrize("command", ["run", "batch"])
def test_only_the_edge_opens_files_at_run_time(tmp_path: Path, command: str) -> None:
    """What the names above cannot show: files that libraries open on the way, for any room."""
    file, settings = tmp_path / "a.txt", tmp_path / "b.toml"
    file.write_text("The library opened in May. Открытие прошло спокойно.", encoding="utf-8")
    settings.write_text("[translator]\nbackend = 'echo'\n", encoding="utf-8")
    more = ["--out", str(tmp_path / "out"), "--format", "parquet"] if command == "batch" else []
    out = run_python(WATCH, command, str(file), "--config", str(settings), *more)
    opened = {Path(line.split()[1]) for line in out.splitlines() if line.startswith("OPENS")}
    assert {path.with_suffix("").parts[0] for path in opened} == {"files", "config"}


def test_files_and_functions_are_short() -> None:
    wrong = []
    for folder in (ROOT, ROOT.parent / "benchmarks", ROOT.parent / "recipes"):
        for path in sorted(folder.rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if text.count("\n") >= 400:
                wrong.append(f"{path.name} has {text.count(chr(10))} lines")
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    length = (node.end_lineno or 0) - node.lineno + 1
                    if length >= 40:
                        wrong.append(f"{node.name} in {path.name} has {length} lines")
    assert wrong == []


def test_scripts_find_what_they_import_from_each_other() -> None:
    """Also those that the gates run only where there are data."""
    benchmarks = ROOT.parent / "benchmarks"
    for script in [*benchmarks.glob("*.py"), *(ROOT.parent / "recipes").glob("*/*.py")]:
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or node.level:
                continue
            homes = [folder / f"{node.module}.py" for folder in (script.parent, benchmarks)]
            for home in [path for path in homes if path.is_file()][:1]:
                wanted = {alias.name for alias in node.names}
                assert wanted <= _top_names(home), f"{script.name} imports from {home.name}"


def test_scripts_and_modules_of_tests_have_names_of_their_own() -> None:
    """Tests load scripts by name from several folders: of two modules of one name the first loaded
    would serve both.
    """
    names = [path.name for path in Path(__file__).parent.glob("*.py")]
    names += [path.name for path in (ROOT.parent / "benchmarks").glob("*.py")]
    names += {path.name for path in (ROOT.parent / "recipes").glob("*/*.py")}
    assert [name for name in sorted(set(names)) if names.count(name) > 1] == []


def _top_names(module: Path) -> set[str]:
    """What a module defines or imports, by name."""
    found: set[str] = set()
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
        else:
            found |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return found


def test_import_is_free_of_heavy_libraries() -> None:
    heavy = "torch transformers gradio ray ctranslate2 numpy pydantic typer"
    code = f"import nlpkit, sys; print([m for m in '{heavy}'.split() if m in sys.modules])"
    assert run_python(code).strip() == "[]"


def ratios(first: str, second: str) -> list[float]:
    """How much more of the processor some code takes than the code run before it, three times."""
    lines = (
        "from time import process_time as now",
        f"a = now()\n{first}\nb = now()\n{second}",
        "print((now() - b) / (b - a))",
    )
    code = "\n".join(lines)
    return [float(run_python(code).split()[-1]) for _ in range(3)]


def test_import_is_quicker_than_that_of_asyncio() -> None:
    assert max(ratios("import nlpkit", "import asyncio")) > 1


def test_an_article_loads_neither_checks_nor_entities_nor_digests() -> None:
    """Their patterns and lists take longer to read than a short article to summarise."""
    code = (
        "import sys, nlpkit\n"
        "from nlpkit import render\n"
        "result = nlpkit.load().run('The library opened in May. It has a garden.')\n"
        "assert render.to_text(result)\n"
        "late = 'faithfulness entities.finding entities.candidates digest.making digest.merging'\n"
        "late = late.split()\n"
        "print([name for name in late if f'nlpkit.{name}' in sys.modules])"
    )
    assert run_python(code).strip() == "[]"


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


def test_help_is_little_more_than_the_libraries_that_print_it() -> None:
    code = (
        "import sys; sys.argv = ['nlpkit', '--help']\n"
        "from nlpkit.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass"
    )
    assert min(ratios("import typer, rich.console", code)) < 2.5


def test_outputs_only_lay_out() -> None:
    """What renders a result makes nothing of it: it imports values and words, no stage."""
    found = {
        target.split(".")[1]
        for name, tree in modules().items()
        if room(name) == "render"
        for target in imports(name, tree)
        if target.startswith("nlpkit.")
    }
    assert found == {"digest", "document", "errors", "languages", "render", "resources"}


def test_public_names() -> None:
    assert sorted(nlpkit.__all__) == sorted(
        """__version__ Article Block Citation Config ConfigError Coverage Digest DigestPoint
        Document Draft EngineError Entity Entities Event Finished Flag Headline LeftOut Length
        Loading Mention MissingExtra ModelMissing NlpkitError PairUnsupported Piece Pipeline Point
        Read ReadError Reading Result Sentence Span Started Summarized Summarizer Summary
        SummaryRequest Translated Translation Translator WriteError load preprocess""".split()
    )
    for name in nlpkit.__all__:
        assert getattr(nlpkit, name) is not None
