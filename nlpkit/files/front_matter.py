"""Translates what describes a Markdown file above its text: its title, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from .. import languages
from ..document import Passage
from .declaring import main_language
from .edits import edited

_KEY = "(?:title|subtitle|description|summary|excerpt)"
_YAML = re.compile(
    rf"""{_KEY}[ \t]*:[ \t]+
    (?: (?: "(?P<double>[^"\\]+)" | '(?P<single>[^']+)' ) \s*+
      | (?P<bare>[^\s"'|>&*!%@`\[{{#][^#]*+) )
    $""",
    re.VERBOSE,
)
_TOML = re.compile(
    rf"""{_KEY}[ \t]*=[ \t]*+ (?: "(?P<double>[^"\\]+)" | '(?P<literal>[^']+)' ) \s*+ $""",
    re.VERBOSE,
)
_LANGUAGE = re.compile(r"""(?m)^((?:lang|language|locale)[ \t]*(?::[ \t]+|=[ \t]*)["']?)([\w-]+)""")
# What a value without quotes may not have, and what is no text without them.
_UNSAFE = re.compile(
    r"""(?i): |:$| #|^[\s"'|>&*!%@`\[\]{}#,?:-]|\s$|^(?:[+.~\d]\S*|\d[\d\sTZ.:_+-]*)$"""
    "|^(?:null|true|false|yes|no|on|off|y|n|=|<<)$"
)


class FrontMatter:
    """A Markdown file. `passages` are the descriptions above its text, and the text."""

    def __init__(self, source: str) -> None:
        from ..preprocessing.markdown import front_matter  # it imports lxml

        lines = source.split("\n")
        lines = lines[: front_matter(lines)]
        self._head = source[: sum(len(line) + 1 for line in lines)]
        self._found = [*_values(lines)]
        values = [Passage(self._head[start:end]) for start, end, _ in self._found]
        self.passages = [*values, Passage(source[len(self._head) :])]

    def filled(self, answers: Sequence[Passage]) -> str:
        """Return the file with these passages in place of `passages`, and with their language."""
        *values, body = answers
        head = edited(
            self._head,
            (
                (start, end, _written(new.text, quoted))
                for (start, end, quoted), old, new in zip(
                    self._found, self.passages, values, strict=False
                )
                if new.text != old.text
            ),
        )
        main = main_language(zip(self.passages, answers, strict=True))

        def named(found: re.Match[str]) -> str:
            other = languages.known(found[2]) not in ("", main)
            return found[1] + (main if main and other else found[2])

        return _LANGUAGE.sub(named, head) + body.text


def _values(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where the values stand that people read, and how each is quoted.

    A value of YAML that goes on in the next line is left out.
    """
    toml = bool(lines) and lines[0].startswith("+++")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    filled = [(at, line) for at, line in zip(starts, lines, strict=False) if line.strip()]
    for (at, line), (_, following) in pairwise(filled):
        found = (_TOML if toml else _YAML).match(line)
        if found and found.lastgroup and (toml or not following[0].isspace()):
            start = at + found.start(found.lastgroup)
            yield start, start + len(found[found.lastgroup].rstrip()), found.lastgroup


def _written(text: str, quoted: str) -> str:
    """Return a value in the quotes that it has; one without gets some if it needs them."""
    if quoted == "literal":
        return text.replace("'", "’")  # TOML cannot write the sign in such a value
    if quoted == "single":
        return text.replace("'", "''")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if quoted == "double":
        return escaped
    return f'"{escaped}"' if _UNSAFE.search(text) else text
