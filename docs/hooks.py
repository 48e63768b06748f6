"""What mkdocs calls while it builds the site: links into the repository, diagrams, and a check.

The pages are read in the repository as well, where a link may lead to any file.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from merm import render_diagram
from mkdocs.exceptions import PluginError

_REPOSITORY = re.compile(r"\[([^\]]+)\]\((?:\.\./)+([^)#]+)(?:#[^)]*)?\)")

_MERMAID = re.compile(r"^```mermaid\n(.*?)^```$", re.DOTALL | re.MULTILINE)

# What a browser loads by itself: not the links that a reader follows.
_LOADED = re.compile(
    r"<(?:script|img|iframe|source|audio|video|embed)\b[^>]*\bsrc=\"((?:https?:)?//[^\"]+)"
    r"|<link\b(?![^>]*rel=\"canonical\")[^>]*\bhref=\"((?:https?:)?//[^\"]+)"
    r"|@import\s+(?:url\()?[\"']?((?:https?:)?//[^\"')]+)"
    r"|\burl\([\"']?((?:https?:)?//[^\"')]+)"
)


_ITEM = re.compile(r"- |\s{2,}|\s*$")  # an item of a list, what belongs to one, or an empty line


class Lists(Preprocessor):
    """Begins a list below a line of text too, as docstrings and GitHub have it."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines, with an empty one before each list."""
        spaced: list[str] = []
        for before, line in pairwise(["", *lines]):
            spaced += [""] * (line.startswith("- ") and not _ITEM.match(before))
            spaced.append(line)
        return spaced


class ListsBelowText(Extension):
    """Adds `Lists` behind what takes fenced code out of the text (25)."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by markdown."""
        md.preprocessors.register(Lists(md), "lists_below_text", 20)


def on_config(config: Any, **_: Any) -> Any:
    """Add the extension, to the pages and to the docstrings among them."""
    config["markdown_extensions"].append(ListsBelowText())
    return config


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Name the files outside docs/ instead of linking to them, and draw the diagrams.

    Drawn here, a diagram needs no script; the theme's own way loads one from elsewhere.
    """
    return _MERMAID.sub(drawn, _REPOSITORY.sub(named, markdown))


def drawn(fence: re.Match[str]) -> str:
    """The picture of a Mermaid diagram, as part of the page."""
    picture = render_diagram(fence[1])
    return "<div>\n" + "\n".join(filter(str.strip, picture.splitlines())) + "\n</div>"


def named(link: re.Match[str]) -> str:
    """The text of a link, and the path of the file in the repository where it says another."""
    text, path = link.groups()
    if path in ("README.md", text.strip("`")):
        return text
    return f"{text} (`{path}`)"


def on_post_build(config: Any, **_: Any) -> None:
    """Raise PluginError where a page or a style sheet loads something from elsewhere."""
    found = []
    for path in sorted(Path(config["site_dir"]).rglob("*")):
        if path.suffix in (".html", ".css"):
            for match in _LOADED.finditer(path.read_text(encoding="utf-8")):
                found.append(f"{path.name} loads {next(filter(None, match.groups()))}")
    if found:
        raise PluginError("; ".join(found))
