"""Translates whole lines, for pipes, benchmarks and servers whose texts are known to be foreign."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..document import Document, Piece
from ..engines import Lazy, Translator
from ..glossary import NO_TERMS, Glossary
from .fragments import FragmentTranslator, PhrasesOf
from .outcomes import Fragment, Outcome, combined
from .pieces import ALL, assemble, piece, windows
from .unit import Unit, sentence_units, units


def translate_lines(
    lines: Sequence[str],
    *,
    read: Callable[[str], Document],
    source: str,
    target: str,
    engine: Lazy[Translator],
    phrasebook: PhrasesOf | None,
    glossary: Glossary = NO_TERMS,
) -> list[Outcome]:
    """Return the outcome of each line, translated on its own and sentence by sentence.

    `read` makes a document of a line. If `source` is "auto", only foreign text is translated.
    Otherwise every sentence with a letter of the source's script is translated. A line fails if a
    part of it fails; its other parts stay translated.

    Guarantees: there is one outcome for each line, in order, without line breaks. A line with
    nothing to translate is kept as it is.
    """
    documents = [read(line) if line.strip() else None for line in lines]
    found = [() if d is None else _todo(d, source, target) for d in documents]
    translator = FragmentTranslator(target, engine, phrasebook, glossary)
    fragments = [
        Fragment(document.slice(unit), unit.lang)
        for document, todo in zip(documents, found, strict=True)
        if document is not None
        for unit in todo
    ]
    answered = (o for window in windows(fragments, ALL) for o in translator.translate(window))
    return [
        Outcome(_one_line(line), "kept")
        if document is None or not todo
        else _line(line, document, target, [piece(document, u, next(answered)) for u in todo])
        for line, document, todo in zip(lines, documents, found, strict=True)
    ]


def _todo(document: Document, source: str, target: str) -> tuple[Unit, ...]:
    """Return the units of a line that have to be translated."""
    if source == "auto":
        return units(document, target)
    return sentence_units(document, source, target)


def _line(line: str, document: Document, target: str, pieces: Sequence[Piece]) -> Outcome:
    """Return one outcome for a line from its pieces, with the white space around the line."""
    text = "".join(p.text for p in assemble(document, target, pieces).pieces).strip()
    indent, tail = line[: -len(line.lstrip())], line[len(line.rstrip()) :]
    return combined(_one_line(indent + text + tail), pieces)


def _one_line(text: str) -> str:
    """Return the text with a space in place of each line break."""
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
