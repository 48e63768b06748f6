"""The rules that decide whether a sentence ends at a candidate, each named after its reason.

A rule says True (a sentence ends here), False (it goes on) or None (no opinion). Rules know no
language, and every one looks at a bounded stretch around its candidate.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ...text import datelines
from . import layout
from .candidates import WIDE_STOPS, Candidate, tables
from .predicates import has_predicate, may_be_name

_SIGNS = re.compile(r"(?:[^\w\n]|#\w+)+\Z")
_DOTS = re.compile(r"(?:\.{3,5}|…)(?=\w)")
_WORDS = re.compile(r"[^\W\d_]+")
_PLAIN_WORD = re.compile(r"(?<![^\W\d_][.-])(?<![^\W_])([^\W\d_]{2,})\s?\Z")
_VOWELS = "aeiouаеёиоуыэюяіїєўүұөәӯӣ"  # words of one letter are vowels: 'деди у.', 'гуфт ӯ.'
_RANGE = re.compile(r"[-–—]\d")
_ORDINAL = re.compile(r"(?:\d+\.[-–—])?\d+|[IVXLC]+")  # also the end of a range, '1. -3.'
_TELLER = re.compile(r"(?:[A-Z][\w'’-]*\s+){1,3}([a-z]+)")
_GLUED = re.compile(r"([^\W\d_]{2,15})(?=[\s,;:!?)]|\.(?!\w)|\Z)")
_LAST_WORD = re.compile(r"[\W_]*([^\W\d_]{3,30})")
_SUFFIXES = frozenset("com org net info biz gov edu txt pdf doc docx html htm php xml".split())
_PAIRS = (("«", "»"), ("„", "“"), ("„", "”"), ("“", "”"), ('"', '"'))
_GOES_ON = re.compile(r"(?:[,;]|\s+[—–-])?\s+\(?[^\W\d_]")
_QUOTATION = 80  # characters: a longer one is told sentence by sentence
_ROMAN = re.compile(r"(?<!\w)[IVXХ]{1,5}\s?вв?\Z")
_PAPER = re.compile(r"(?:\A|[.,;(]\s?|(?<!\w)[вВ]\s)(?:газ|журн)\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")


def spaced_ellipsis(c: Candidate) -> bool | None:
    """Three spaced stops leave something out, the fourth ends the sentence."""
    if not c.mark.startswith((". ", ".\u00a0")) or not c.text[c.stop - 1].isspace():
        return None
    return c.mark.count(".") > 3


def ellipsis_begins(c: Candidate) -> bool | None:
    """'Nothing moved. ...and then it did.'"""
    return True if c.gap and _DOTS.match(c.text, c.next, c.block.end) else None


def only_signs_follow(c: Candidate) -> bool | None:
    """Emoji, hashtags and stray stops belong to the sentence they close."""
    if "\n" in c.gap or c.block.end - c.next > 200:
        return None
    return False if _SIGNS.match(c.text, c.next, c.block.end) else None


def end_of_aside(c: Candidate) -> bool:
    """Return a bracket that closes a sentence of its own, or smiles in
    Cyrillic; no other ends one.
    """
    if not c.first.isupper():
        return False
    so_far = c.so_far.lstrip()
    if "(" in so_far:
        return c.start > c.block.start and so_far.rfind("(") == 0 and len(so_far) < 100
    before = c.text[max(c.block.start, c.stop - 300) : c.stop]
    smiles = before.count("(") <= before.count(")") and "а" <= so_far[-1:] <= "ё"
    return smiles and len(c.word_before) > 2


def quoted_speech_goes_on(c: Candidate) -> bool | None:
    """«Куда? — спросил он. — Домой?»: one quotation, the words of its teller between dashes."""
    if c.head not in "–—-":
        return None
    said = c.so_far + c.closers
    pairs = (("«", "»"), ("„", "“") if "„" in said else ("“", "”"))
    return False if any(said.count(a) > said.count(b) for a, b in pairs) else None


def armenian_speech_begins(c: Candidate) -> bool | None:
    """'Նա ասաց. «Գնանք»։': the low stop of Armenian is a colon, and here brings in what is said."""
    return False if c.head == "«" and "ա" <= c.text[c.stop - 1] <= "և" else None


def teller_follows(c: Candidate) -> bool | None:
    """'"Stop!" Anna said.': who spoke is told in the sentence that ends with what was said."""
    if c.mark[0] not in "?!" or not c.closers or "\n" in c.gap:
        return None
    found = _TELLER.match(c.text, c.next, min(c.next + 60, c.block.end))
    return False if found and found[1] in tables().said else None


def small_letters(c: Candidate) -> bool | None:
    """Some write without capitals: a whole word and its stop end a sentence that began small too,
    and so do, anywhere, a question mark, repeated marks, or a stop after a word of some length.
    """
    if c.closers or not (c.head.islower() or c.head == "(") or not c.word_after.islower():
        return None
    found = _PLAIN_WORD.search(c.so_far[-40:])
    ellipsis = c.mark[0] == "…" or (len(c.mark) > 1 and not c.mark.strip("."))
    if not found or ellipsis:
        return None
    word, mark = found[1], c.mark
    if c.small or (len(word) > 3 and word.islower() and mark == "."):
        return None if word.lower() in tables().shortened else True
    return True if len(mark) > 1 or (mark == "?" and word.islower()) else None


def title_in_quotes(c: Candidate) -> bool | None:
    """«Что? Где? Когда?» вернулся: a short quotation, after which its sentence goes on.

    One that ends with a comma is what somebody said: its sentences stay apart.
    """
    end = min(c.next + _QUOTATION, c.block.end)
    said = c.so_far[-_QUOTATION:] + c.closers
    for opening, closing in _PAIRS:
        opened = said.count(opening) - said.count(closing)
        if (said.count('"') % 2 if opening == closing else opened) < 1:
            continue
        closed = c.text.find(closing, c.next, end)
        whole = len(said) - said.rfind(opening) + closed - c.next
        follows = _GOES_ON.match(c.text, closed + 1, min(closed + 5, c.block.end))
        speech = c.text[closed - 1] == "," or "\n" in c.text[c.stop : closed]
        if closed > 0 and whole <= _QUOTATION and follows and follows[0][-1].islower():
            return None if speech else False
    return None


def quotation_goes_on(c: Candidate) -> bool | None:
    """Japanese: 「…。」と…"""
    return (
        False if c.closers[-1:] in ("」", "』", "）") and c.head in "とがはをにのもでへ、" else None
    )


def wide_stop(c: Candidate) -> bool | None:
    return True if c.mark[-1] in WIDE_STOPS else None


def note_behind_stop(c: Candidate) -> bool | None:
    """'Следствие идёт.2 Суд': the number of a note; but 'рис.2 Схема'."""
    if not c.closers[-1:].isdecimal() or c.closers[-1:] not in "0123456789":
        return None
    word = c.word_before.rstrip("»”)")
    short = word.lower() in tables().shortened | tables().numbered
    return len(word) > 2 and word[-2:].islower() and not short


def no_space_follows(c: Candidate) -> bool | None:
    """Decimals, times, addresses, file names; but between two words a space is only missing."""
    if c.gap:
        return None
    before, after = (
        c.text[max(c.start, c.stop - 3) : c.stop],
        c.text[c.next : c.next + 2],
    )
    cyrillic = (
        len(before) == 3
        and not _is_quoted_name(c)
        and "а" <= before[0].lower() <= "ӿ"
        and before[1:].islower()
        and "А" <= after[0] <= "ӿ"
        and after[0].isupper()
        and after[1:].islower()
    )
    return cyrillic or (c.mark == "." and not c.closers and _is_glued(c))


def _is_quoted_name(c: Candidate) -> bool:
    """Is the stop within a name of two words in quotation marks: «Яндекс.Такси»?"""
    chunk = c.text[max(c.start, c.stop - 30) : c.stop].split()[-1:]
    after = c.text[c.next : min(c.next + 30, c.block.end)].split()[:1]
    if not chunk or not after:
        return False
    opened = chunk[0][0] in '«“"„('
    return opened and after[0].rstrip(".,")[-1:] in ("»", "”", '"', "“", ")", "?", "!")


def _is_glued(c: Candidate) -> bool:
    """Is the stop between two words that are no address, file or product: `rates.Inflation`?

    After a capitalised word, as in `System.Collections`, only a word that starts sentences tells.
    """
    chunk = c.text[max(c.start, c.stop - 30) : c.stop].split()[-1:]
    last = _LAST_WORD.fullmatch(chunk[0]) if chunk else None
    following = _GLUED.match(c.text, c.next, min(c.next + 20, c.block.end))
    if not last or not following or chunk[0][0] in "#@/\\$":
        return False
    word, after = last[1], following[1]
    if not (after[0].isupper() and after[1:].islower()) or after.lower() in _SUFFIXES:
        return False
    return word.islower() or (word[1:].islower() and after in tables().starters)


def lower_case_follows(c: Candidate) -> bool | None:
    """Also after an opening quote, a bracket or a dash: direct speech goes on."""
    if not c.goes_on_small:
        return None
    word = c.word_after
    return False if not word or word.islower() else None


def punctuation_follows(c: Candidate) -> bool | None:
    return False if c.head in ",;:)]}»،؛、%/&|" else None


def aside_in_brackets(c: Candidate) -> bool | None:
    """'(sic!)', '(U.S.)': one or two words in brackets end nothing."""
    if ")" not in c.closers:
        return None
    opening = c.text.rfind("(", max(c.start, c.stop - 25), c.stop)
    inside = c.text[opening : c.stop].split() if opening > c.start else ["", "", ""]
    return False if len(inside) < 3 else None


def dateline_goes_on(c: Candidate) -> bool | None:
    """'Алматы, Казахстан – 14 февраля 2025 г. – Банк «Алтын» сообщает': place, day and a dash."""
    return False if c.head in "–—-" and datelines.dateline(c.so_far) is not None else None


def within_dateline(c: Candidate) -> bool | None:
    """'Астана. 3 апреля. КазТАГ — Мост открыт.': the sentence begins behind the whole of it."""
    if c.start != c.block.start or c.next - c.start > datelines.LONGEST:
        return None
    line = datelines.opening(c.text, c.start)
    return False if line and c.next < line.end else None


def title_before_name(c: Candidate) -> bool | None:
    word = c.word_before.lower()
    last = word.rpartition(".")[2]  # of 'г. ок', whose parts are read together
    return False if word in tables().never or (len(last) > 1 and last in tables().never) else None


def enumeration(c: Candidate) -> bool | None:
    """'1. Заря 10, 2. Восход 7': an item's number within the sentence that began the list."""
    word = c.word_before
    if not word.isdecimal() or len(word) > 2 or c.so_far[: -len(word)].rstrip()[-1:] not in ",;":
        return None
    return False if re.search(rf"(?<!\w){int(word) - 1}\. ", c.so_far) else None


def number_follows(c: Candidate) -> bool | None:
    word = c.word_before
    if not c.head.isdigit():
        bracket = c.head == "(" and c.first.isdigit()  # 'тел. (0312) 22-33-44'
        return False if bracket and word.lower() in tables().numbered else None
    short = len(word) < 3 and word != "%" and (not word or word not in _VOWELS)
    return False if short or word.lower() in tables().numbered else None


def month_follows(c: Candidate) -> bool | None:
    """Ordinals of German and Slavic languages: '12. Juni', 'XII. Pluk'."""
    ordinal = _ORDINAL.fullmatch(c.word_before)
    return False if ordinal and c.word_after.lower() in tables().months else None


def range_goes_on(c: Candidate) -> bool | None:
    """'im 1. -3. Jahrhundert'"""
    return False if c.word_before.isdigit() and _RANGE.match(c.text, c.next) else None


def unit_after_number(c: Candidate) -> bool | None:
    """'2024 г. Президент' goes on at the start of a sentence, and ends a long one."""
    word = c.word_before.lower()
    if word not in tables().unit or not _number_before(c, word):
        return None
    if not c.first.isupper():
        return False
    long = c.starter or c.stop - c.start > 30 or word in tables().measure
    return long or _is_whole(c)


def _is_whole(c: Candidate) -> bool:
    """Is something said already, and does no name follow? 'Родился в 1950 г. Окончил МГУ.'"""
    return has_predicate(c.so_far) and bool(c.word_after) and not may_be_name(c.word_after)


def century(c: Candidate) -> bool | None:
    """'XX в. Рим пал.': it begins without a preposition, or something is said before it."""
    numeral = _ROMAN.search(c.so_far[-12:])
    if numeral is None or not c.first.isupper():
        return None
    alone = c.stop - c.start == len(numeral[0])
    return c.starter or c.stop - c.start > 30 or alone or _is_whole(c)


def before_our_era(c: Candidate) -> bool | None:
    """'До н. э. Рим рос.' goes on, 'Рим пал в 30 г. до н. э. Рос Египет.' does not."""
    if c.word_before.lower() != "н.э" or c.starter or c.stop - c.start > 30:
        return None
    return None if has_predicate(c.so_far) else False


def paper_follows(c: Candidate) -> bool | None:
    """'См. газ. «Известия».'"""
    return False if c.head in '«“„"' and _PAPER.search(c.so_far[-12:]) else None


def _number_before(c: Candidate, word: str) -> bool:
    return c.text[max(c.start, c.stop - len(word) - 2) : c.stop - len(word)].strip()[-1:].isdigit()


def abbreviation(c: Candidate) -> bool | None:
    """Last before a word that starts sentences; but 'At 5 a.m. Mr. Lee left.' has just begun."""
    word = c.word_before
    if word.lower() not in tables().either:
        return None
    if word.isascii() and "А" <= c.word_after[:1] <= "Я":  # 'Apple Inc. Рост составил 5 %.'
        return True
    return c.starter and (word.lower() == "etc" or len(_WORDS.findall(c.so_far[: -len(word)])) > 1)


def spaced_abbreviation(c: Candidate) -> bool | None:
    """'z. B.', 'т. е.', 'a. k. a.': letters each with a stop."""
    small = len(c.word_before) == 1 and c.word_before.islower()
    return False if small and re.match(r"[^\W\d_]\.", c.text[c.next : c.next + 2]) else None


def initials(c: Candidate) -> bool | None:
    """'А. С. Пушкин', 'U.N.', 'с. Каменка': last only before a word that starts sentences.

    The letter behind a slash is that of a unit: '7-12 м/с. Днём тепло.'
    """
    word = c.word_before
    if not _INITIALS.fullmatch(word) or c.text.endswith(f"/{word}", 0, c.stop):
        return None
    small = len(word) == 1 and word not in _VOWELS and not _number_before(c, word)
    return c.starter if word[0].isupper() or small else None


def smiley(c: Candidate) -> bool | None:
    return c.first.isupper() if c.mark[-1] in ")(DP" else None


def stop(c: Candidate) -> bool:
    return True


AT_SPACE = (layout.list_item_follows, layout.no_item)
AT_BREAK = (
    layout.blank_line,
    layout.list_item_follows,
    layout.line_is_wrapped,
    layout.line_goes_on,
    layout.line_break,
)
AT_BRACKET = (layout.list_item_follows, layout.list_marker, end_of_aside)
AT_STOP = (
    layout.blank_line,
    layout.list_item_follows,
    layout.list_marker,
    spaced_ellipsis,
    ellipsis_begins,
    only_signs_follow,
    title_in_quotes,
    quotation_goes_on,
    quoted_speech_goes_on,
    teller_follows,
    wide_stop,
    note_behind_stop,
    no_space_follows,
    small_letters,
    lower_case_follows,
    punctuation_follows,
    aside_in_brackets,
    smiley,
    stop,
)
AT_FULL_STOP = (
    *AT_STOP[:-2],
    armenian_speech_begins,
    dateline_goes_on,
    within_dateline,
    title_before_name,
    enumeration,
    number_follows,
    month_follows,
    range_goes_on,
    unit_after_number,
    century,
    before_our_era,
    paper_follows,
    spaced_abbreviation,
    abbreviation,
    initials,
    stop,
)


def rules_at(c: Candidate) -> tuple[Callable[[Candidate], bool | None], ...]:
    """Return the rules to ask, in order; the last of them always decides."""
    if c.mark:
        return AT_FULL_STOP if c.mark == "." else AT_BRACKET if c.mark == ")" else AT_STOP
    return AT_BREAK if "\n" in c.gap else AT_SPACE
