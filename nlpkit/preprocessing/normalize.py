"""Normalises text once, when it comes in. No later stage changes a character.

Clean text costs one search for each kind of problem. Only problems that are found are treated.
"""

from __future__ import annotations

import re
import unicodedata

from . import columns, mojibake, unwrap

_SPACES = (
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_KEPT_CONTROLS = "\t\n" + _LINE_ENDS
# Soft hyphen, zero-width space and its kin, bidi marks and overrides, annotation marks, places of
# pasted objects, characters that Unicode says are none.
_INVISIBLE = (
    "\xad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f"
    "\ufeff\ufff9\ufffa\ufffb\ufffc\ufffe\uffff"
)
_PLAIN: dict[str, str] = {
    **{chr(c): "" for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in _KEPT_CONTROLS},
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_LINE_ENDS, "\n"),
    **dict.fromkeys(_SPACES, " "),
}
_SUSPICIOUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ud800-\udfff\ufb00-\ufb17\ufeff\uff10-\uff9f\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f]"
)
_REPLACED = re.compile(f"[{''.join(map(re.escape, _PLAIN))}]")
# Stretches of Unicode that have combining marks; sorting a run of them takes time by the square of
# its length.
_MARKS = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u1fff\u20d0-\u20f0\u2cef-\u302f\u3099\u309a\ua66f-\uabff"
    "\ufb1e\ufe00-\ufe2f\U000101fd-\U0001e94a\U000e0100-\U000e01ef]"
)
_MANY_MARKS = re.compile(f"{_MARKS}{_MARKS}{{30}}")  # searched fast: it begins with one class
# Shapes of letters that fonts and old tables need, and no reader tells from the letters: Latin and
# Armenian ligatures, wide Latin, narrow Japanese. Arabic letters by their place stay: where they
# stand the letters are often in the order of display, too.
_SHAPES = re.compile("[\ufb00-\ufb17\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SOFT_BREAK = re.compile(r"(?<=\w)\xad[ \t]*\n[ \t]*(?=\w)")

# Joiners mean something inside words of cursive scripts, after any letter of an Indic one (a
# letter may end on one), and between emoji; tags spell the name of a flag.
_JOINERS = re.compile("[\u200c\u200d\U000e0000-\U000e007f]+")
_FLAG = re.compile("[\U000e0020-\U000e007e]+\U000e007f")
_CURSIVE = re.compile("[\u0600-\u08ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
_INDIC = re.compile("[\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff]")
_EMOJI = re.compile("[©®\u203c-\u3299\ufe0f\U0001f000-\U0001faff]")


def normalize(text: str) -> str:
    """Return `text` in NFC, with plain letters, spaces and line ends, and no invisible characters.

    Lines broken to a width are joined. Two columns copied row by row are put one after the other.

    Guarantees:
    - clean text is returned unchanged;
    - normalising again changes nothing;
    - any string is accepted, lone surrogates too.
    """
    while (plain := unwrap.rejoin(columns.unfold(_characters_once(text)))) != text:
        text = plain
    return text


def characters(text: str) -> str:
    """Return the result of `normalize` without joined lines, for text with lines set by markup."""
    while (plain := _characters_once(text)) != text:
        text = plain
    return text


def _characters_once(text: str) -> str:
    """Return the text after one pass.

    Passes end, because each one shortens the text or leaves fewer characters to change. Runs of
    more than 30 combining marks are split (Unicode Standard Annex 15, stream-safe text).
    """
    text = mojibake.mend(text)
    if _SUSPICIOUS.search(text):
        text = _plain(text)
    if not text.isascii() and _MANY_MARKS.search(text):
        text = _with_parted_marks(text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text


def _with_parted_marks(text: str) -> str:
    import regex  # seldom needed; it alone knows what a mark is

    return regex.sub(r"(?V1)[\p{M}--\u034f]{30}(?=[\p{M}--\u034f])", "\\g<0>\u034f", text)


def _plain(text: str) -> str:
    if _SURROGATE.search(text):  # pairs become their character, lone ones U+FFFD
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = text.replace("\r\n", "\n")
    if "\xad" in text:
        text = _SOFT_BREAK.sub("", text)
    text = _REPLACED.sub(lambda found: _PLAIN[found[0]], text)
    text = _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _JOINERS.sub(_meant, text)


def _meant(found: re.Match[str]) -> str:
    """Return what stays of joiners or tags: one joiner that means something here, the tags of a
    flag.
    """
    joiner = found[0][0]
    before, after = _around(found)
    if joiner not in "\u200c\u200d":
        flag = _FLAG.match(found[0]) if before == "\U0001f3f4" else None
        return flag[0] if flag else ""
    cursive = _CURSIVE.match(before) and _CURSIVE.match(after)
    emoji = joiner == "\u200d" and _EMOJI.match(before) and _EMOJI.match(after)
    return joiner if cursive or emoji or _INDIC.match(before) else ""


def _around(found: re.Match[str]) -> tuple[str, str]:
    """Return the characters before and after a match, empty at the ends of the text."""
    text, start, end = found.string, found.start(), found.end()
    return text[max(0, start - 1) : start], text[end : end + 1]
