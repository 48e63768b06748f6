"""A translator for nlpkit that looks up every word in a short list, to show what an engine is.

It has no model and no settings. A real engine would load its model in `load_translator`, from
`section.model`, and translate many lines at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlpkit import Draft, Translator
from nlpkit.config import TranslatorSection

WORDS = {
    "в": "in",
    "весной": "spring",
    "город": "city",
    "городе": "city",
    "мост": "bridge",
    "мэр": "mayor",
    "новый": "new",
    "откроют": "opens",
    "сказал": "said",
}
WORD = re.compile(r"\w+")


class WordList:
    """Replaces the Russian words that it knows and leaves the others as they are."""

    name = "wordlist"  # names the engine in results; change it when answers change
    max_tokens = 500  # nlpkit cuts longer lines into parts
    exact = False  # nlpkit checks the answers; one that cannot stand is marked as failed

    def supports(self, source: str, target: str) -> bool:
        return (source, target) == ("ru", "en")

    def count(self, text: str) -> int:
        return len(text.split())

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        # `safe` asks for settings that avoid endless repetition. A list of words has none.
        return [Draft(WORD.sub(lambda found: look_up(found[0]), text)) for text in texts]


def look_up(word: str) -> str:
    """The English word, with a capital where the Russian one has it."""
    english = WORDS.get(word.lower(), word)
    return english.capitalize() if word[0].isupper() else english


def load_translator(section: TranslatorSection) -> Translator:
    """What the entry point names: nlpkit calls it with the `translator` part of its settings."""
    return WordList()
