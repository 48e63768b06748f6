"""Reasons and flags in English words for people. The page has words of its own in two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from .. import languages
from ..document import Flag
from ..resources import load_toml

_MISSING = re.compile(r"^–(?= →)|(?<=→ )–(?=$|,)")
# The words for the status of a piece.
STATUS_WORDS = {"failed": "not translated", "translated": "translated", "kept": "kept"}
_NONE = {"en": "none", "ru": "нет"}


def flag(one: Flag) -> str:
    """Return a flag in words: `number not in source: 42`."""
    return reason(one.code, one.detail)


def reason(code: str | None, detail: str = "") -> str:
    """Return the words of a code; `no reason given` for None."""
    return "no reason given" if code is None else worded(english()[code], detail)


def worded(template: str, detail: str, language: str = "en") -> str:
    """Return a template of `words.toml` in an interface language, with its detail filled in.

    The detail stands where the template has a place for it, else behind a colon. The dash for what
    is missing in the text or in its translation becomes a word: "Subject → none".
    """
    if "{" not in template:
        detail = _MISSING.sub(_NONE[language], detail)
        return f"{template}: {detail}" if detail else template
    source, _, target = detail.partition("-")
    names = languages.name(source, language), languages.name(target, language)
    return template.format(detail=detail, language=names[0], target=names[1])


@cache
def english() -> Mapping[str, str]:
    """Return the English words by code."""
    lists = load_toml(__package__, "data/words.toml").values()
    return {code: words for codes in lists for code, words in codes.items()}
