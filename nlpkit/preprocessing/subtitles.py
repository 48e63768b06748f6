"""Read subtitles (SubRip, WebVTT): what is said is text; numbers and times are set aside."""

from __future__ import annotations

import re
from html import unescape

from ..document import Block
from .normalize import characters

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?$")
_OPENING = re.compile(
    rf"\s*(?:WEBVTT\b[^\n]*\n|(?:\d+[ \t\r]*\n)?\s*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}[^\n]*(?:\n|\Z))"
)
_NO_CUE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^<>]{1,60})>")
_TAG = re.compile(
    rf"</?(?:[bicu]|v|lang|ruby|rt|font)(?:[. ][^<>]{{0,80}})?>|<{_CLOCK}>|"
    r"\{\\\w[^{}]{0,40}\}",
    re.IGNORECASE,
)


def found(text: str) -> bool:
    """Return whether subtitles begin here: their header, or the number and the times of a first
    cue.
    """
    return _OPENING.match(text.lstrip("\ufeff")[:2000]) is not None


def is_timing(line: str) -> bool:
    """Return whether a line says from when to when a cue is shown."""
    return "-->" in line and _TIMING.match(line) is not None


def read(source: str) -> tuple[str, tuple[Block, ...]]:
    """Return the text line by line, each cue's words in one line, and hints for its blocks.

    Guarantees: no word that is said is lost; marks of fonts, places and colours are; who speaks
    stands before a colon.
    """
    lines = characters(source).split("\n")
    timed = [_TIMING.match(line) is not None for line in lines]
    timed.append(False)  # is after the last line, and before the first
    parts: list[str] = []
    hints: list[Block] = []
    at, said, aside = 0, False, False

    def add(line: str, block: Block) -> None:
        nonlocal at
        parts.append(line)
        hints.append(block)
        at += len(line) + 1

    for i, line in enumerate(lines):
        text = line.strip()
        if not text:
            said = aside = False
        elif timed[i] or (timed[i + 1] and (not said or text.isdigit())):
            add(text, Block(at, at + len(text) + 1, "junk", "subtitle_timing"))
            aside = said = False
        elif aside or (not said and not timed[i - 1] and _NO_CUE.match(text)):
            add(text, Block(at, at + len(text) + 1, "junk", "subtitle_timing"))
            aside = True
        elif text := _spoken(text):
            if said:  # the next line of the same cue
                last = hints.pop()
                parts[-1] += f" {text}"
                at = last.start + len(parts[-1]) + 1
                hints.append(Block(last.start, at, "paragraph"))
            else:
                add(text, Block(at, at + len(text) + 1, "paragraph"))
            said = True
    return "\n".join(parts), tuple(hints)


def _spoken(text: str) -> str:
    """Return a line of a cue without tags, with who speaks before a colon and with the signs that
    are written as entities.
    """
    return characters(unescape(_TAG.sub("", _VOICE.sub(r"\1: ", text)))).strip()
