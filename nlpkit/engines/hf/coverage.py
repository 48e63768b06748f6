"""Whether a tokenizer reads a language, tried on common words of its script."""

from __future__ import annotations

from typing import Any

import regex

from ...languages import SCRIPTS
from .settings import SETTINGS

_COVERAGE = SETTINGS["coverage"]


def unreadable(tokenizer: Any, language: str) -> str | None:
    """Say why the tokenizer cannot read the language.

    Returns None where it can, or where data/hf.toml has no words to try. A language with two
    scripts counts as read if the tokenizer reads one of them.
    """
    reasons = [_unreadable_script(tokenizer, script) for script in SCRIPTS.get(language, ())]
    return None if None in reasons or not reasons else reasons[0]


def read_by(tokenizer: Any) -> frozenset[str] | None:
    """Return the languages of a summarizer with this tokenizer.

    English alone, if the tokenizer does not read Cyrillic; else any (None).
    """
    return frozenset({"en"}) if unreadable(tokenizer, "ru") else None


def written_in(text: str, language: str) -> bool:
    """Return whether at least half of the letters are of a script of that language."""
    # The code Jpan stands for the three scripts beside it.
    scripts = [script for script in SCRIPTS.get(language, ()) if script != "Jpan"]
    if not scripts:
        return True
    own = "".join(rf"\p{{{script}}}" for script in scripts)
    letters = regex.findall(r"\p{L}", text)
    return 2 * len(regex.findall(rf"[[{own}]&&\p{{L}}]", text, regex.V1)) >= len(letters)


def _unreadable_script(tokenizer: Any, script: str) -> str | None:
    words = _COVERAGE["words"].get(script, "").split()
    if not words:
        return None
    letters = sorted(set("".join(words)))
    known = sum(tokenizer.unk_token_id not in _ids(tokenizer, letter) for letter in letters)
    if known < _COVERAGE["known_letters"] * len(letters):
        return f"its tokenizer knows {known} of {len(letters)} common {script} letters"
    spells = len(tokenizer) <= _COVERAGE["spelling_vocabulary"]
    if spells or script in _COVERAGE["unspaced"]["scripts"]:
        return None
    per_letter = sum(len(_ids(tokenizer, word)) for word in words) / sum(map(len, words))
    if per_letter > _COVERAGE["tokens_per_letter"]:
        return f"its tokenizer was not trained on {script}: {per_letter:.1f} tokens a letter"
    return None


def _ids(tokenizer: Any, word: str) -> list[int]:
    ids: list[int] = tokenizer(word, add_special_tokens=False).input_ids
    return ids
