"""The headline of an article: its title, or a sentence of its summary."""

from __future__ import annotations

import regex

from ..document import NOT_TRANSLATED, Document, Headline, Summary, Translation, doubts
from ..resources import load_toml
from ..text import markers
from ..text.words import words

_HEADLINE = load_toml(__package__, "data/headline.toml")["headline"]
_KEPT_WORDS = frozenset([*_HEADLINE["attributions"], *_HEADLINE["turns"]])
_CLAUSE = regex.compile(rf",\s+(?=(?:{'|'.join(_HEADLINE['openers'])})\b)|;\s+")
_COMMA = regex.compile(r"[,;:]|n’t|\s[–—-]\s")
_MARKER = regex.compile(r"^[ \t]*#{1,6}[ \t]+")


def headline(document: Document, translation: Translation, summary: Summary) -> Headline | None:
    """Return the headline: the title in the target language, or a point of the summary.

    Without a title, it is the first point that is short enough or can be shortened. `translation`
    must contain the translation of the title.

    Guarantees: only a clause at the end of a sentence is cut off, and only one without attribution,
    negation or condition. A sentence without such a clause stays whole. If nothing could be
    translated, the title stays in its language and has the flag `not_translated`. Returns None if
    there is neither a title nor a point.
    """
    if found := from_title(document, translation):
        return found
    found = from_summary(summary)
    foreign = found is None or NOT_TRANSLATED in found.flags
    return (foreign and _foreign_title(document)) or found


def title_sentences(document: Document) -> list[int]:
    """Return the indices of the sentences of the title block."""
    titles = [i for i, block in enumerate(document.blocks) if block.kind == "title"][:1]
    return [i for i, sentence in enumerate(document.sentences) if sentence.block in titles]


def from_title(document: Document, translation: Translation) -> Headline | None:
    """Return the translated title block as a headline, or None if a part of it failed.

    A document without a title block has its own title, if that is in the target language.
    """
    block = next((block for block in document.blocks if block.kind == "title"), None)
    if block is None:
        known = document.language in (translation.target, "und")
        title = " ".join((document.title or "").split())
        return Headline(title, "title") if title and known else None
    pieces = [p for p in translation.pieces if block.start <= p.start < block.end]
    text = " ".join(_MARKER.sub("", "".join(piece.text for piece in pieces)).split())
    if not text or any(piece.status == "failed" for piece in pieces):
        return None
    return Headline(text, "title", tuple(title_sentences(document)), doubts(pieces))


def _foreign_title(document: Document) -> Headline | None:
    """Return the title block as it is, with the flag `not_translated`."""
    sources = title_sentences(document)
    text = " ".join(document.slice(document.sentences[i]) for i in sources)
    flags = (NOT_TRANSLATED,)
    return Headline(_MARKER.sub("", text), "title", tuple(sources), flags) if sources else None


def from_summary(summary: Summary) -> Headline | None:
    """Return the first point that is short enough, perhaps shortened, or else the first point."""
    points = [point for point in summary.points if not point.flags] or list(summary.points)
    short = [(point, shortened(point.text)) for point in points if not markers.quote(point.text)]
    fitting = ((p, text) for p, text in short if len(words(text)) <= _HEADLINE["longest"])
    point, text = next(fitting, (points[0], points[0].text) if points else (None, ""))
    return Headline(_unended(text), "sentence", point.sources, point.flags) if point else None


def shortened(sentence: str) -> str:
    """Return the sentence; where it is too long, without clauses at its end that it can lose.

    Guarantees: it is the sentence, or a beginning of it that ends before a comma or semicolon.
    """
    if len(words(sentence)) <= _HEADLINE["longest"]:
        return sentence
    end = len(sentence)
    for match in reversed(list(_CLAUSE.finditer(sentence))):
        kept, clause = sentence[: match.start()], sentence[match.end() : end]
        # With a comma in it, the clause may have ended, and the main clause may follow.
        if _COMMA.search(clause) or not _KEPT_WORDS.isdisjoint(words(clause)) or "n't" in clause:
            break
        if len(words(kept)) < _HEADLINE["least"]:
            break
        if len(words(kept)) <= _HEADLINE["longest"] and not markers.unbalanced(kept):
            return kept
        end = match.start()
    return sentence


def _unended(text: str) -> str:
    """Return the text without its full stop, which headlines do not have.

    Other marks at the end stay.
    """
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text
