"""A glossary: how some terms must be translated. It is read from a file or given by a program.

TSV and CSV have one term in a row with its translation behind it, further columns are ignored. What
a person types may also have `term = translation` in a line. TOML has `"term" = "translation"`. TBX
(ISO 30042) has entries with terms in several languages. Instead of a translation, `keep` says that
the term stays as it is.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from . import languages
from .document import Term
from .errors import GlossaryError

KEEP = "keep"
_HEADERS = frozenset({("term", "translation"), ("source", "target")})
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FORMATS = "use a file of UTF-8 text that ends in .tsv, .csv, .toml or .tbx"


class _Row(NamedTuple):
    """A row of a glossary; `kind` and `number` say where it stands."""

    term: str
    translation: str
    kind: str = ""
    number: int | None = None


@dataclass(frozen=True, eq=False)
class Glossary:
    """The terms, each once. A glossary is false if it has none."""

    terms: tuple[Term, ...] = ()

    @classmethod
    def of(cls, translations: Mapping[str, str]) -> Glossary:
        """Return the glossary of translations by term. Raises GlossaryError."""
        return _made("the glossary", (_Row(*one) for one in translations.items()))

    @property
    def translations(self) -> dict[str, str]:
        """The translations by term, as `of` takes them."""
        return {one.term: one.translation or KEEP for one in self.terms}

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __or__(self, other: Glossary) -> Glossary:
        """Return the terms of both. A term that both have is translated as `other` says."""
        return Glossary(tuple({one.term: one for one in (*self.terms, *other.terms)}.values()))

    @cached_property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits that tell these terms from others; `none` without terms."""
        rows = "\n".join(f"{one.term}\t{one.translation}" for one in self.terms)
        return sha256(rows.encode()).hexdigest()[:8] if rows else "none"


NO_TERMS = Glossary()


def load(path: str | Path, target: str) -> Glossary:
    """Return the glossary of a file with translations into `target`. Raises GlossaryError."""
    path = Path(path).expanduser()
    read = _READERS.get(path.suffix.lower())
    if read is None:
        message = f"{path} is not a glossary that can be read"
        raise GlossaryError(message, hint=_FORMATS, code="glossary_unknown_format")
    try:
        rows = list(read(path.read_text(encoding="utf-8-sig"), target))
    except OSError as error:
        message = f"cannot read the glossary {path}: {error.strerror}"
        raise GlossaryError(message, hint=_FORMATS) from error
    except (ValueError, csv.Error, ElementTree.ParseError) as error:
        raise GlossaryError(f"cannot read the glossary {path}: {error}", hint=_FORMATS) from error
    return _made(str(path), rows)


def typed(text: str, target: str) -> Glossary:
    """Return the glossary that a person has typed, a term in a line: with a tab or "=" between it
    and its translation into `target`. Raises GlossaryError.
    """
    lines = text.split("\n")
    cells = (line.split("\t") if "\t" in line else line.split("=", 1) for line in lines)
    return _made("the glossary", _rows(cells, target))


def _made(place: str, rows: Iterable[_Row]) -> Glossary:
    terms: dict[str, Term] = {}
    for row in rows:
        where = ", ".join(filter(None, (place, f"{row.kind} {row.number or ''}".strip())))
        term, translation = (" ".join(side.split()) for side in (row.term, row.translation))
        if not any(map(str.isalnum, term)):
            hint = "write it in the first column"
            raise GlossaryError(
                f"{where}: there is no term", hint=hint, code="glossary_no_term", row=row.number
            )
        if not translation:
            hint = f"write one, or {KEEP} if it shall stay as it is"
            message = f"{where}: {term} has no translation"
            raise GlossaryError(message, hint=hint, code="glossary_no_translation", row=row.number)
        made = Term(term, None if translation == KEEP else translation)
        if terms.setdefault(term, made) != made:
            message = f"{where}: {term} has two translations"
            hint = "leave one of them"
            raise GlossaryError(
                message, hint=hint, code="glossary_two_translations", row=row.number
            )
    return Glossary(tuple(terms.values()))


def _tsv(text: str, target: str) -> Iterator[_Row]:
    return _rows(csv.reader(text.splitlines(), "excel-tab", quoting=csv.QUOTE_NONE), target)


def _csv(text: str, target: str) -> Iterator[_Row]:
    marks = Counter(text.partition("\n")[0])
    delimiter = ";" if marks[";"] > marks[","] else ","
    return _rows(csv.reader(text.splitlines(), delimiter=delimiter, strict=True), target)


def _rows(reader: Iterable[list[str]], target: str) -> Iterator[_Row]:
    """Yield the rows without blank lines, comments and a row of headings."""
    first = True
    for number, cells in enumerate(reader, 1):
        if not any(map(str.strip, cells)) or cells[0].startswith("#"):
            continue
        term, translation, *_ = (*cells, "")
        if not (first and _heads(term.strip().lower(), translation.strip().lower(), target)):
            yield _Row(term, translation, "row", number)
        first = False


def _heads(term: str, translation: str, target: str) -> bool:
    """Return True for the names of columns: "term", "translation", or two codes of languages."""
    named = (term, translation) in _HEADERS
    return named or (term in languages.NAMES and translation == target)


def _toml(text: str, target: str) -> Iterator[_Row]:
    for term, translation in tomllib.loads(text).items():
        if not isinstance(translation, str):
            raise ValueError(f'{term} is not text; write "{term}" = "translation"')
        yield _Row(term, translation, "TOML")


def _tbx(text: str, target: str) -> Iterator[_Row]:
    """Yield the terms of each entry with the first of its terms in the target language.

    Entries without such a term are left out.
    """
    root = ElementTree.fromstring(text)
    for number, entry in enumerate(_named(root, "termEntry", "conceptEntry"), 1):
        terms = [
            (section.get(_LANGUAGE, "").lower().partition("-")[0], "".join(term.itertext()))
            for section in _named(entry, "langSet", "langSec")
            for term in _named(section, "term")
        ]
        translation = next((term for code, term in terms if code == target), None)
        for code, term in terms if translation is not None else ():
            if code != target:
                yield _Row(term, translation or "", "entry", number)


def _named(root: ElementTree.Element, *names: str) -> Iterator[ElementTree.Element]:
    """Yield the elements below with one of these names, whatever their namespace."""
    return (element for element in root.iter() if element.tag.rpartition("}")[2] in names)


_READERS = {".tsv": _tsv, ".txt": _tsv, ".csv": _csv, ".toml": _toml, ".tbx": _tbx, ".xml": _tbx}
