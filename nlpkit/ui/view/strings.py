"""The strings of the page in the visitor's language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ...document import Flag
from ...render.words import worded
from ...resources import load_toml

if TYPE_CHECKING:
    from gradio import Request


@cache
def strings() -> dict[str, dict[str, Any]]:
    """Return the interface strings by language, from
    strings.toml; `codes` has the words of codes.
    """
    return load_toml("nlpkit.ui", "strings.toml")


class Strings:
    """The strings of one interface language. Calling it fills the fields of a string."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = strings()[language]

    def __call__(self, key: str, **fields: object) -> str:
        text: str = self._texts[key]
        return text.format(**fields)

    def counted(self, one: str, several: str, n: int) -> str:
        """Return the string of the key `one` for a count of 1, else that of `several`."""
        return self(one) if n == 1 else self(several, n=self.number(n))

    def number(self, value: int) -> str:
        """Return a number with its thousands grouped as the language does it."""
        return f"{value:,}" if self.language == "en" else f"{value:,}".replace(",", "\u00a0")

    def error(self, code: str, **fields: object) -> tuple[str, str]:
        """Return the words for the code of an error, and what to do about it."""
        words, hint = self._texts["errors"][code]
        return words, hint.format(**fields)

    def reason(self, code: str | None, detail: str = "") -> str:
        """Return the words of a code of a result; "" for None."""
        return worded(self._texts["codes"][code], detail, self.language) if code else ""

    def flag(self, flag: Flag) -> str:
        """Return the words of a flag, such as `number not in source: 42`."""
        return self.reason(flag.code, flag.detail)


def language_of(accepted: str) -> str:
    """Return `ru` when Accept-Language prefers Russian to English, else `en`."""
    for part in accepted.lower().split(","):
        code = part.strip()[:2]
        if code in strings():
            return code
    return "en"


def say(request: Request) -> Strings:
    """Return the strings in the visitor's language."""
    return Strings(language_of(request.headers.get("accept-language", "")))
