"""The titles of links, images and definitions of Markdown: `[text](url "title")`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .edits import edited

_TITLE = r"""(?: "(?P<double>[^"\\\n]{1,500}+)" | '(?P<single>[^'\\\n]{1,500}+)'
               | \((?P<round>[^()\\\n]{1,500}+)\) )"""
_ADDRESS = r"(?: <[^<>\n]{0,1000}+> | (?: [^\s()<>] | \([^\s()]{0,200}+\) ){1,1000}+ )"
# Code comes first, so that nothing in it is a link.
_LINK = re.compile(
    rf"""(?x) (?P<fence>`++) (?: (?!(?P=fence)) [^\n] ){{1,1000}}? (?P=fence) (?!`)
      | \]\( [ \t]*+ {_ADDRESS} [ \t]++ {_TITLE} [ \t]*+ \)"""
)
# A note looks like a definition, but has words where this one has an address.
_DEFINED = re.compile(
    rf"""(?x) ^ [ ]{{0,3}}\[(?!\^)[^\]\n]+\]: [ \t]*+ (?= < | \S*? (?: [/\#] | [:.]\w ) )
    {_ADDRESS} [ \t]++ {_TITLE} \s*+ $"""
)
# What has a backslash before it in a title, by how it is quoted.
_UNSAFE = {"double": r'[\\"]', "single": r"[\\']", "round": r"[\\()]"}


def read(text: str) -> list[str]:
    """Return the titles with letters that a text in Markdown has, each once."""
    titles = (text[start:end] for start, end, _ in _found(text))
    return [one for one in dict.fromkeys(titles) if any(map(str.isalpha, one))]


def written(text: str, titles: Mapping[str, str]) -> str:
    """Return the text with other words for some of its titles, in the same quotes."""
    return edited(
        text,
        (
            (start, end, re.sub(_UNSAFE[quoted], r"\\\g<0>", new))
            for start, end, quoted in _found(text)
            if (new := titles.get(text[start:end], text[start:end])) != text[start:end]
        ),
    )


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where the titles stand, and how each is quoted."""
    from ..preprocessing.markdown import verbatim  # it imports lxml

    at, lines = 0, text.splitlines(keepends=True)
    for line, code in zip(lines, verbatim([one.rstrip("\r\n") for one in lines]), strict=True):
        if not code:
            for link in [*_DEFINED.finditer(line)] or _LINK.finditer(line):
                for group in _UNSAFE:
                    if link[group]:
                        yield at + link.start(group), at + link.end(group), group
        at += len(line)
