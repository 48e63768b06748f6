"""Translates what describes a Markdown file above its text (its title, its tags, who wrote it), and
the titles of its links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from .. import languages
from ..document import Passage
from . import link_titles
from .declaring import main_language
from .edits import edited

_KEY = "(?:title|subtitle|description|summary|excerpt|author|tags|keywords)"
_LISTED = "(?:authors?|tags|keywords)"
_QUOTED = r"""(?: "(?P<double>[^"\\\n]+)" | '(?P<single>[^'\n]+)' )"""
_YAML = re.compile(
    rf"""{_KEY}[ \t]*:[ \t]+ (?: {_QUOTED} \s*+ | (?P<bare>[^\s"'|>&*!%@`\[{{#][^#]*+) ) $""",
    re.VERBOSE,
)
_TOML = re.compile(
    rf"""{_KEY}[ \t]*=[ \t]*+ (?: "(?P<double>[^"\\]+)" | '(?P<literal>[^']+)' ) \s*+ $""",
    re.VERBOSE,
)
# A list in one line, and one of its items.
_FLOW = re.compile(rf"{_LISTED}[ \t]*(?::[ \t]+|=[ \t]*)\[(?P<items>[^\[\]{{}}]*)\]\s*+$")
_FLOW_ITEM = re.compile(
    rf"""\s*+ (?: {_QUOTED} \s*+ | (?P<item>[^\s"'|>&*!%@`\[\]{{}}#,?:-][^"',:#]*+) ) (?: ,|$ )""",
    re.VERBOSE,
)
# A list of YAML with an item in each line below.
_LIST = re.compile(rf"{_LISTED}[ \t]*:\s*+$")
_LINE_ITEM = re.compile(
    rf"""[ \t]*-[ \t]+
    (?: {_QUOTED} \s*+ | (?P<bare>[^\s"'|>&*!%@`\[{{#?:-] (?: [^#:] | :(?!\s) )*+) ) $""",
    re.VERBOSE,
)
_LANGUAGE = re.compile(r"""(?m)^((?:lang|language|locale)[ \t]*(?::[ \t]+|=[ \t]*)["']?)([\w-]+)""")
# What a value without quotes may not have, and what is no text without them.
_UNSAFE = re.compile(
    r"""(?i): |:$| #|^[\s"'|>&*!%@`\[\]{}#,?:-]|\s$|^(?:[+.~\d]\S*|\d[\d\sTZ.:_+-]*)$"""
    "|^(?:null|true|false|yes|no|on|off|y|n|=|<<)$"
)
_IN_LIST = frozenset(",[]{}")  # what a value without quotes may not have in a list in one line


class FrontMatter:
    """A Markdown file. `passages` are the descriptions above its text, the titles of its links, and
    its text.
    """

    def __init__(self, source: str) -> None:
        from ..preprocessing.markdown import front_matter  # it imports lxml

        lines = source.split("\n")
        lines = lines[: front_matter(lines)]
        self._head = source[: sum(len(line) + 1 for line in lines)]
        self._found = [*_values(lines)]
        body = source[len(self._head) :]
        self._titles = [*link_titles.read(body)]
        values = [Passage(self._head[start:end]) for start, end, _ in self._found]
        self.passages = [*values, *map(Passage, self._titles), Passage(body)]

    def filled(self, answers: Sequence[Passage]) -> str:
        """Return the file with these passages in place of `passages`, and with their language."""
        *values, body = answers
        count = len(self._found)
        head = edited(
            self._head,
            (
                (start, end, _written(new.text, quoted))
                for (start, end, quoted), old, new in zip(
                    self._found, self.passages, values[:count], strict=False
                )
                if new.text != old.text
            ),
        )
        main = main_language(zip(self.passages, answers, strict=True))

        def named(found: re.Match[str]) -> str:
            other = languages.known(found[2]) not in ("", main)
            return found[1] + (main if main and other else found[2])

        titles = dict(zip(self._titles, (one.text for one in values[count:]), strict=True))
        return _LANGUAGE.sub(named, head) + link_titles.written(body.text, titles)


def _values(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where the values stand that people read, and how each is quoted.

    A value of YAML that goes on in the next line is left out.
    """
    toml = bool(lines) and lines[0].startswith("+++")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    filled = [(at, line) for at, line in zip(starts, lines, strict=False) if line.strip()]
    listed = False
    for (at, line), (_, following) in pairwise(filled):
        listed = not toml and bool(_LIST.match(line) or (listed and _LINE_ITEM.match(line)))
        ends = toml or not following[0].isspace() or following.lstrip().startswith("- ")
        if flow := _FLOW.match(line):
            yield from (_value(found, at) for found in _items(line, *flow.span("items")))
        elif ends and (found := (_TOML if toml else _LINE_ITEM if listed else _YAML).match(line)):
            yield _value(found, at)


def _items(line: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the items of a list in one line, up to the first that is no plain text."""
    while start < end and (found := _FLOW_ITEM.match(line, start, end)):
        yield found
        start = found.end()


def _value(found: re.Match[str], at: int) -> tuple[int, int, str]:
    group = found.lastgroup or ""
    start = at + found.start(group)
    return start, start + len(found[group].rstrip()), group


def _written(text: str, quoted: str) -> str:
    """Return a value in the quotes that it has; one without gets some if it needs them."""
    if quoted == "literal":
        return text.replace("'", "’")  # TOML cannot write the sign in such a value
    if quoted == "single":
        return text.replace("'", "''")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if quoted == "double":
        return escaped
    unsafe = _UNSAFE.search(text) or (quoted == "item" and not _IN_LIST.isdisjoint(text))
    return f'"{escaped}"' if unsafe else text
