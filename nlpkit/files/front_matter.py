"""Translates what describes a Markdown file above its text: its title, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .. import languages
from ..document import Passage
from .declaring import main_language

_HEAD = re.compile(
    r"\A---[ \t]*\r?\n(?:(?!(?:---|\.\.\.)[ \t]*\r?\n).*\n){0,200}(?:---|\.\.\.)[ \t]*\r?\n"
)
_TEXT = re.compile(
    r"""(?m)^(?:title|subtitle|description|summary|excerpt)[ \t]*:[ \t]+
    (?: "(?P<double>[^"\\\r\n]+)" | '(?P<single>[^'\r\n]+)'
      | (?P<bare>[^\s"'|>&*!%@`\[{#][^\r\n#]*?) )
    [ \t]*$""",
    re.VERBOSE,
)
_LANGUAGE = re.compile(r"""(?m)^((?:lang|language|locale)[ \t]*:[ \t]+["']?)([\w-]+)""")
# What a value without quotes may not have.
_UNSAFE = re.compile(r""": |:$| #|^[\s"'|>&*!%@`\[\]{}#,?:-]|\s$""")


class FrontMatter:
    """A Markdown file. `passages` are the descriptions above its text, and the text."""

    def __init__(self, source: str) -> None:
        head = _HEAD.match(source)
        self._head = head[0] if head else ""
        self._found = [*_TEXT.finditer(self._head.replace("\r\n", " \n"))]
        values = [Passage(one[one.lastgroup or 0]) for one in self._found]
        self.passages = [*values, Passage(source[len(self._head) :])]

    def filled(self, answers: Sequence[Passage]) -> str:
        """Return the file with these passages in place of `passages`, and with their language."""
        *values, body = answers
        made: list[str] = []
        at = 0
        for found, old, new in zip(self._found, self.passages, values, strict=False):
            start, end = found.span(found.lastgroup or 0)
            written = _written(new.text, found.lastgroup or "")
            made += self._head[at:start], self._head[start:end] if new.text == old.text else written
            at = end
        head = "".join([*made, self._head[at:]])
        main = main_language(zip(self.passages, answers, strict=True))

        def named(found: re.Match[str]) -> str:
            other = languages.known(found[2]) not in ("", main)
            return found[1] + (main if main and other else found[2])

        return _LANGUAGE.sub(named, head) + body.text


def _written(text: str, quoted: str) -> str:
    """Return a value of YAML in the quotes that it has; one without gets some if it needs them."""
    if quoted == "single":
        return text.replace("'", "''")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if quoted == "double":
        return escaped
    return f'"{escaped}"' if _UNSAFE.search(text) else text
