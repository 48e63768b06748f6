"""Translates files: the answer has the format, the layout and the marks of what came in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ..document import ArticleKind, Passage
from ..errors import ReadError
from . import archives, formats, spelling
from .encoding import decode, is_binary
from .front_matter import FrontMatter
from .markup import CONTENTS, DOCX, HTML, ODT, PROPERTIES, XHTML, Markup
from .raw import too_large
from .reading import SUFFIXES, check_not_blank, holds_records
from .subtitling import Translate, retitled
from .tagged import Tagged

TRANSLATABLE = (
    *(".docx", ".epub", ".htm", ".html", ".markdown", ".md", ".odt", ".srt", ".text", ".txt"),
    *(".vtt", ".xhtml"),
)
_END = re.compile(r"\r\n|\r|\n")
_CHARSET = re.compile(r"""(<meta[^<>]+charset\s*+=\s*+["']?\s*+)[\w.:-]+""", re.IGNORECASE)
_ENCODING = re.compile(r"""(<\?xml[^<>]+encoding\s*+=\s*+["'])[\w.:-]+""", re.IGNORECASE)
# The parts of a document that hold text, with what their elements mean.
_PARTS: dict[str, tuple[tuple[re.Pattern[str], Markup], ...]] = {
    ".docx": (
        (re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml"), DOCX),
        (re.compile(r"docProps/core\.xml"), PROPERTIES),
    ),
    ".odt": (
        (re.compile(r"(content|styles)\.xml"), ODT),
        (re.compile(r"meta\.xml"), PROPERTIES),
    ),
    ".epub": (
        (re.compile(r".+\.x?html?", re.IGNORECASE), XHTML),
        (re.compile(r".+\.opf", re.IGNORECASE), PROPERTIES),
        (re.compile(r".+\.ncx", re.IGNORECASE), CONTENTS),
    ),
}
# What says in Word which language texts are in.
_STYLES = ("word/styles.xml", "word/settings.xml")


def is_translatable(name: str) -> bool:
    """Say whether a file of this name can be written again with its texts translated."""
    return Path(name).suffix.lower() in TRANSLATABLE


def is_markdown(name: str) -> bool:
    """Say whether a file of this name holds Markdown."""
    return SUFFIXES.get(Path(name).suffix.lower()) == "markdown"


def _with_ends(text: str, answer: str) -> str:
    """Return the answer with the ends of lines of the text, if they are all alike."""
    ends = set(_END.findall(text))
    return _END.sub(ends.pop(), answer) if len(ends) == 1 else answer


def translated(data: bytes, name: str, translate: Translate, max_bytes: int) -> bytes:
    """Return the file with its texts translated. Its format is that of the suffix of `name`.

    Text comes back as UTF-8. Raises ReadError for other formats and for files that are damaged,
    empty or too large.
    """
    suffix = Path(name).suffix.lower()
    if not is_translatable(name):
        known = ", ".join(TRANSLATABLE)
        batch = f"use: nlpkit batch {name} --out FOLDER --format same"
        hint = batch if holds_records(name) else f"give one of {known}"
        raise ReadError(f"{name}: no file of this kind can be written", hint=hint)
    if len(data) > max_bytes:
        raise too_large(name, max_bytes, len(data))
    if suffix in _PARTS:
        if archives.kind_of(data) != suffix.removeprefix("."):
            hint = "open it in the program it was made with and save it again"
            raise ReadError(
                f"{name} is no {suffix} file, or it is damaged", hint=hint, code="damaged"
            )
        return _document(data, name, translate, max_bytes, _PARTS[suffix])
    if is_binary(data):
        raise ReadError(
            f"{name} is binary, not text",
            hint="give the file with its right suffix",
            code="not_text",
        )
    html = SUFFIXES[suffix] == "html"
    source, _ = decode(data, formats.declared_charset(data) if html else None)
    check_not_blank(source, name)
    if suffix in (".srt", ".vtt"):
        return retitled(source, translate).encode()
    if is_markdown(name):
        file = FrontMatter(source)
        return _with_ends(source, file.filled(translate(file.passages))).encode()
    if not html:
        return translated_text(source, "text", translate).encode()
    markup = XHTML if suffix == ".xhtml" else HTML
    return _named_utf8(tagged(source, markup, translate)).encode()


def translated_text(text: str, kind: ArticleKind, translate: Translate) -> str:
    """Return a text that is not in a file of its own, translated."""
    if kind == "html":
        return tagged(text, HTML, translate)
    return _with_ends(text, translate([Passage(text)])[0].text)


def tagged(source: str, markup: Markup, translate: Translate) -> str:
    """Return the source with the texts between its tags translated."""
    read = Tagged(source, markup)
    return read.filled(translate(read.passages)) if read.passages else source


def _named_utf8(source: str) -> str:
    for pattern in (_ENCODING, _CHARSET):
        source = pattern.sub(lambda found: f"{found[1]}utf-8", source, count=1)
    return source


def _document(
    data: bytes,
    name: str,
    translate: Translate,
    max_bytes: int,
    kinds: Sequence[tuple[re.Pattern[str], Markup]],
) -> bytes:
    """Return the zip archive with its parts that hold text translated together."""
    with archives.document(data, name, max_bytes) as archive:
        sources = {
            part: (source, markup)
            for part in archive.names
            for pattern, markup in kinds
            if pattern.fullmatch(part)
            if (source := _source(archive, part, name, needed=_is_text(part, markup))) is not None
        }
        strikes = _strikes(sources.values())
        read = {
            part: (Tagged(source, markup, strikes), markup)
            for part, (source, markup) in sources.items()
        }
        passages = [one for tagged, _ in read.values() for one in tagged.passages]
        answers = translate(passages)
        styles = {
            part: source
            for part in _STYLES
            if part in archive.names
            if (source := _source(archive, part, name, needed=False)) is not None
        }
        told = spelling.spoken(passages, answers, "".join(styles.values()))
        left = iter(answers)
        new = {
            part: _filled(tagged, markup, [next(left) for _ in tagged.passages], told)
            for part, (tagged, markup) in read.items()
        }
        if told.main:
            new = {part: spelling.in_styles(one, told) for part, one in styles.items()} | new
        return _packed(archive, new)


def _strikes(parts: Iterable[tuple[str, Markup]]) -> frozenset[str]:
    """Return the styles of an OpenDocument text that strike text out."""
    from .opendocument import struck_styles  # it imports lxml

    return struck_styles(source for source, markup in parts if markup is ODT)


def _packed(archive: archives.Archive, new: Mapping[str, str]) -> bytes:
    """Return the archive with new content in some of its parts."""
    made = io.BytesIO()
    with ZipFile(made, "w") as target:
        for part in archive.names:
            info = ZipInfo(part)
            # A mimetype is read by its place in the file, so it comes first and is not packed.
            info.compress_type = ZIP_STORED if part == "mimetype" else ZIP_DEFLATED
            target.writestr(info, new[part].encode() if part in new else archive.read(part))
    return made.getvalue()


def _filled(
    tagged: Tagged, markup: Markup, answers: Sequence[Passage], told: spelling.Spoken
) -> str:
    """Return the source of a part with these passages, and with the languages of its texts."""
    if markup is DOCX:
        if told.main:
            tagged = Tagged(tagged.spelled(answers, told), markup)
        # Word drops the spaces around a text that does not ask to keep them.
        return tagged.filled(answers).replace("<w:t>", '<w:t xml:space="preserve">')
    source = tagged.filled(answers)
    if not told.main or markup is XHTML:
        return source
    named = spelling.in_opendocument if markup is ODT else spelling.in_properties
    return named(source, told)


def _is_text(part: str, markup: Markup) -> bool:
    """Say whether a part holds the text of a document, and not only its looks or what is said of
    it.
    """
    return markup not in (PROPERTIES, CONTENTS) and part != "styles.xml"


def _source(archive: archives.Archive, part: str, name: str, *, needed: bool) -> str | None:
    """Return a part as text. One that is not in UTF-8 is None; if it is needed, it is an error."""
    try:
        return archive.read(part).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not needed:
            return None
        hint = "open it in the program it was made with and save it again"
        raise ReadError(f"{name}, {part} is not in UTF-8", hint=hint) from error
