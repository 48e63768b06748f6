"""Takes the summary out of a model's answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...resources import load_toml
from .checkpoint import Written

CHAT: dict[str, Any] = load_toml(__package__, "data/chat.toml")
_PREAMBLE = re.compile("|".join(CHAT["answer"]["preambles"]), re.IGNORECASE)
_REMARK = re.compile("|".join(CHAT["answer"]["remarks"]), re.IGNORECASE)

AFTER_END = re.compile(r"(?<=[.!?…])\s+")
_END = re.compile(r"[.!?…]+[\"'»”’)\]*_]*(?=\s|$)|[。！？]+[」』”’）]*")
_SPACED = re.compile(r"\s+([.,!?;:%)\]])")
_THOUGHT = re.compile(r"<(think(?:ing)?|reasoning)>.*?(?:</\1>|\Z)|\A.*</think>", re.DOTALL)
_TAG = re.compile(r"</?(?:article|summary)>|^\s*```\w*\s*$", re.IGNORECASE | re.MULTILINE)
_STRESS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<!\w)\*(?=\S)([^*\n]+)(?<=\S)\*(?!\w)")
_BULLET = re.compile(r"\s*(?:#{1,6}|[-*•–—](?=\s)|(\d{1,2})[.)](?=\s))\s*")


def tidy(written: Written) -> str:
    """Return the text with normal spacing, and without a last sentence that was cut off.

    PEGASUS writes `<n>` between sentences, and BART-CNN writes a space before full stops. If not
    even the first sentence was finished, the result is empty.
    """
    text = _SPACED.sub(r"\1", " ".join(written.text.replace("<n>", " ").split()))
    return text if written.finished else _finished(text)


def lines(written: Written) -> list[str]:
    """Return the lines of the summary in a chat model's answer.

    What is taken off: thoughts, preambles ("Here is a summary:"), Markdown, closing remarks, and a
    last sentence that was cut off. A sentence that came before is left out too, because small
    models repeat themselves.
    """
    text = _TAG.sub("", _THOUGHT.sub("", written.text)).strip()
    if not written.finished:
        text = _finished(text)
    text = _STRESS.sub(lambda match: match[2] or match[3], text)
    found = [line for line in _unlisted(text) if line]
    text = "\n".join(found)
    while match := _PREAMBLE.match(text):
        text = text[match.end() :]
    found = [line.strip() for line in text.split("\n")]
    while found and _REMARK.fullmatch(found[-1]):
        found.pop()
    return [line for line in _once(found) if any(map(str.isalnum, line))]


def _once(lines: list[str]) -> Iterator[str]:
    """Yield the lines without sentences that came before."""
    seen: set[str] = set()
    for line in lines:
        sentences = [s for s in dict.fromkeys(AFTER_END.split(line)) if s not in seen]
        seen.update(sentences)
        yield " ".join(sentences)


def _finished(text: str) -> str:
    ends = list(_END.finditer(text))
    return text[: ends[-1].end()] if ends else ""


def _unlisted(text: str) -> list[str]:
    """Return the lines without heading marks, bullets and running numbers.

    "12. May" keeps its number where it is not the next one of the list.
    """
    found, number = [], 1
    for line in text.split("\n"):
        bullet = _BULLET.match(line)
        if bullet and bullet[1]:
            counted = int(bullet[1]) == number
            number += counted
            bullet = bullet if counted else None
        found.append(" ".join(line[bullet.end() if bullet else 0 :].split()))
    return found
