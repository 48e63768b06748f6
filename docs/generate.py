"""Write the pages of docs/reference/ from the program itself.

    python docs/generate.py

`make docs` runs it before it builds the site; a test compares the pages with what it makes.
"""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any

import typer
from typer.testing import CliRunner

import nlpkit
from nlpkit import config
from nlpkit.cli import app

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- Written by docs/generate.py; do not edit. -->\n"

# How help is printed: 88 columns, no colours, whatever terminal this runs in.
PLAIN = {"COLUMNS": "88", "TERM": "dumb", "NO_COLOR": "1", "FORCE_COLOR": None}
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")

_KEY = re.compile(r"(?:# )?(?P<key>\w+) = .+?\s+# (?P<meaning>.+)")


def pages() -> dict[str, str]:
    """The text of each generated page by its file name."""
    return {
        "command-line.md": command_line(),
        "configuration.md": configuration(),
        "python.md": python(),
    }


def command_line() -> str:
    """The help of every command, as it is printed."""
    parts = [
        NOTE,
        "# Command line\n",
        "What `--help` of each command prints. The README has examples, and the exit codes.\n",
    ]
    for words in commands(typer.main.get_command(app)):
        answer = CliRunner().invoke(app, [*words, "--help"], env=PLAIN)
        printed = [line.rstrip() for line in _COLOURS.sub("", answer.output).splitlines()]
        # The test's runner does not know the program's name.
        usage = "\n".join(printed).strip("\n").replace("Usage: root", "Usage: nlpkit")
        parts += [f"## {' '.join(['nlpkit', *words])}\n", f"```text\n{usage}\n```\n"]
    return "\n".join(parts)


def commands(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words that call a command and those below it, without the program's name."""
    yield words
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*words, name))


def configuration() -> str:
    """Every setting with its default and meaning, then every preset with what it sets."""
    text = config.preset("default")
    schema = config.Config.model_json_schema()
    parts = [
        NOTE,
        "# Configuration\n",
        'Settings come from a TOML file or a preset (`--config`, `nlpkit.load("…")`) and, over it, '
        "from `--set key=value`. [Installing](../installing.md#settings) shows how to use them.\n",
    ]
    meanings = dict(comments(text))
    for name, values in config.Config().model_dump(mode="json").items():
        fields = schema["$defs"][schema["properties"][name]["$ref"].rpartition("/")[2]]
        parts += [f"## {name}\n", "| key | values | default | meaning |", "|---|---|---|---|"]
        parts += [
            f"| `{name}.{key}` | {allowed(fields['properties'][key])} | {shown(default)} "
            f"| {cell(meanings.get(f'{name}.{key}', meanings.get(key, '')))} |"
            for key, default in values.items()
        ]
        parts.append("")
    parts.append("## Presets\n")
    for name in config.presets():
        head = [line for line in config.preset(name).splitlines() if line.startswith("#")]
        purpose = " ".join(line.lstrip("# ") for line in head).partition(". ")[0]
        if name != "default":
            settings = tomllib.loads(config.preset(name)).items()
            keys = [
                f"`{section}.{key} = {shown(value).strip('`')}`"
                for section, values in settings
                for key, value in values.items()
            ]
            parts.append(f"- **{name}**: {purpose.removesuffix('.')}. Sets {', '.join(keys)}.")
    return "\n".join(parts) + "\n"


def comments(text: str) -> Iterator[tuple[str, str]]:
    """The meaning of every key of a TOML file: the comment behind it.

    Each is given with its section and without, for sections that leave a key unexplained.
    """
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif found := _KEY.match(line):
            yield f"{section}.{found['key']}", found["meaning"]
            yield found["key"], found["meaning"]


def allowed(field: dict[str, Any]) -> str:
    """The values that a field of the JSON schema takes, in words."""
    kinds = [kind for kind in field.get("anyOf", [field]) if kind.get("type") != "null"]
    if "$ref" in field.get("items", {}):
        return "a list of tables"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    names = {"string": "text", "integer": "a whole number", "number": "a number"}
    names |= {"boolean": "`true`, `false`", "array": "a list of texts"}
    words = " or ".join(names[kind["type"]] for kind in kinds)
    low, high = field.get("minimum", field.get("exclusiveMinimum")), field.get("maximum")
    if low is not None:
        from_ = "over" if "exclusiveMinimum" in field else "from"
        words += f" {from_} {low:,}" + (f" to {high:,}" if high is not None else "")
    return words


def shown(value: object) -> str:
    """A value as TOML writes it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


def cell(text: str) -> str:
    """Text that stays in its cell of a Markdown table."""
    return text.replace("|", "\\|")


def python() -> str:
    """Every public name: its first line in a table, then its documentation."""
    groups: dict[str, list[str]] = {"Functions": [], "Values": [], "Errors": []}
    for name in sorted(set(nlpkit.__all__) - {"__version__"}, key=str.lower):
        value = getattr(nlpkit, name)
        if inspect.isroutine(value):
            groups["Functions"].append(name)
        else:
            error = inspect.isclass(value) and issubclass(value, Exception)
            groups["Errors" if error else "Values"].append(name)
    parts = [NOTE, "# Python\n", "The public names of `nlpkit`; everything else may change.\n"]
    for group, names in groups.items():
        parts += [f"## {group}\n", "| name | |", "|---|---|"]
        for name in names:
            parts.append(f"| `{name}` | {cell(first_line(getattr(nlpkit, name)))} |")
        parts += ["", *(f"::: nlpkit.{name}\n" for name in names)]
    return "\n".join(parts)


def first_line(value: object) -> str:
    """The first paragraph of the documentation of a value, or the classes that it unites."""
    if isinstance(value, UnionType):
        return "One of " + ", ".join(f"`{kind.__name__}`" for kind in value.__args__) + "."
    return " ".join((inspect.getdoc(value) or "").partition("\n\n")[0].split())


def main() -> None:
    """Write the pages that have changed."""
    REFERENCE.mkdir(exist_ok=True)
    for name, text in pages().items():
        path = REFERENCE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"{path} written")


if __name__ == "__main__":
    main()
