"""Text as it comes in, made plain once at the door; nothing later changes a character.

Clean text costs one look for each sort of trouble; only what is found is dealt with.
"""

from __future__ import annotations

import re
import unicodedata

from . import mojibake, unwrap

_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_KEPT_CONTROLS = "\t\n" + _LINE_ENDS
# Soft hyphen, zero-width space and its kin, bidi marks and overrides, annotation marks, places of
# pasted objects, characters that Unicode says are none.
_INVISIBLE = (
    "\xad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f"
    "\ufeff\ufff9\ufffa\ufffb\ufffc\ufffe\uffff"
)
_TABLE: dict[int, str | None] = {
    **{c: None for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in _KEPT_CONTROLS},
    **{ord(c): None for c in _INVISIBLE},
    **{ord(c): "\n" for c in _LINE_ENDS},
    **{ord(c): " " for c in _SPACES},
}
_SUSPICIOUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ud800-\udfff\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SOFT_BREAK = re.compile(r"(?<=\w)\xad[ \t]*\n[ \t]*(?=\w)")

# Joiners carry meaning inside words of these scripts (the second lot also at the end of a word),
# between emoji, and tags spell the name of a flag.
_CURSIVE = "\u0600-\u08ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefc"
_INDIC = "\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff"
_EMOJI = "©®\u203c-\u3299\ufe0f\U0001f000-\U0001faff"
_JOINERS = re.compile(
    f"((?<=[{_CURSIVE}])[\u200c\u200d](?=[{_CURSIVE}])|(?<=[{_INDIC}])[\u200c\u200d]"
    f"|(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)"
    "|[\u200c\u200d\U000e0000-\U000e007f]+"
)


def normalize(text: str) -> str:
    """`text` in NFC, with plain spaces and line ends, whole lines, and nothing invisible.

    Guarantees:
    - clean text is returned as it is, character for character;
    - normalising again changes nothing; any string will do, lone surrogates too.
    """
    while (plain := unwrap.rejoin(_characters_once(text))) != text:
        text = plain
    return text


def characters(text: str) -> str:
    """`normalize` without joining lines, for text whose lines the markup tells apart."""
    while (plain := _characters_once(text)) != text:
        text = plain
    return text


def _characters_once(text: str) -> str:
    """One pass. Passes end: each shortens the text or leaves fewer characters to change."""
    text = mojibake.mend(text)
    if _SUSPICIOUS.search(text):
        text = _plain(text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text


def _plain(text: str) -> str:
    if _SURROGATE.search(text):  # pairs become their character, lone ones U+FFFD
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = text.replace("\r\n", "\n")
    text = _SOFT_BREAK.sub("", text).translate(_TABLE)
    return _JOINERS.sub(lambda m: m[1] or "", text)
