"""Results as JSON, `"schema": "nlpkit/2"`, and back."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..document import (
    Block,
    Coverage,
    Document,
    Piece,
    Point,
    Reading,
    Result,
    Sentence,
    Span,
    Summary,
    Term,
    Translation,
    check_tiles,
)
from ..errors import ReadError
from .entities import (
    entities_as_dict,
    entities_from_dict,
    headline_as_dict,
    headline_from_dict,
    reading_as_dict,
)
from .flags import flags_as_list, flags_from_list

SCHEMA = "nlpkit/2"


def as_dict(
    result: Result, *, path: str | os.PathLike[str] | None = None, sha256: str | None = None
) -> dict[str, Any]:
    """Return the result in plain values, with the keys in the order of the schema.

    `path` and `sha256` name the file from which it was made. Some keys exist only where they say
    something: `url` of the source, `detail`, `terms` and `alternatives` of a piece, `terms` of a
    translation, `coverage` of a summary.
    """
    document = result.document
    # File names may hold bytes that are not text; JSON may not.
    name = None if path is None else os.fsencode(path).decode("utf-8", "replace")
    url = {} if document.url is None else {"url": document.url}
    return {
        "schema": SCHEMA,
        "id": document.id,
        "source": {"path": name, "sha256": sha256, **url},
        "document": document_as_dict(document),
        "clean_text": document.clean_text,
        "translation": translation_as_dict(result.translation),
        "summary": summary_as_dict(result.summary),
        "headline": None if result.headline is None else result.headline.text,
        "headline_from": headline_as_dict(result.headline),
        "reading": reading_as_dict(result.reading),
        "entities": entities_as_dict(result.entities),
        "signature": result.signature,
        "timings": dict(result.timings),
        "warnings": flags_as_list(result.warnings),
    }


def document_as_dict(document: Document) -> dict[str, Any]:
    """Return the key `document` of the schema."""
    return {
        "text": document.text,
        "title": document.title,
        "language": document.language,
        "blocks": [
            {"start": b.start, "end": b.end, "kind": b.kind, "reason": b.reason}
            for b in document.blocks
        ],
        "sentences": [
            {"start": s.start, "end": s.end, "block": s.block} for s in document.sentences
        ],
        "spans": [
            {
                "start": s.start,
                "end": s.end,
                "sentence": s.sentence,
                "lang": s.lang,
                "script": s.script,
                "score": s.score,
            }
            for s in document.spans
        ],
        "date": document.date,
    }


def translation_as_dict(translation: Translation) -> dict[str, Any]:
    """Return the key `translation` of the schema. It has `terms` where a glossary was applied."""
    return {
        "target": translation.target,
        "text": translation.text,
        "pieces": [piece_as_dict(p) for p in translation.pieces],
        **({"terms": _applied(translation)} if translation.terms else {}),
    }


def summary_as_dict(summary: Summary) -> dict[str, Any]:
    """Return the key `summary` of the schema. It has `coverage` where a model wrote the summary."""
    coverage = summary.coverage
    counted = {} if coverage is None else {"coverage": {"read": coverage.read, "of": coverage.of}}
    return {
        "target": summary.target,
        "method": summary.method,
        "text": summary.text,
        "points": [
            {"text": p.text, "sources": list(p.sources), "flags": flags_as_list(p.flags)}
            for p in summary.points
        ],
        **counted,
    }


def to_json(
    result: Result,
    *,
    path: str | os.PathLike[str] | None = None,
    sha256: str | None = None,
    indent: int | None = None,
) -> str:
    """Return `as_dict` as JSON text, on one line unless `indent` (in spaces) is given."""
    data = as_dict(result, path=path, sha256=sha256)
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent)


def from_dict(data: Mapping[str, Any]) -> Result:
    """Return the result from which `as_dict` made `data`.

    Guarantees: `from_dict(as_dict(result)) == result`, also after writing and reading JSON text.

    Raises ReadError when `data` is not such a result.
    """
    if data.get("schema") != SCHEMA:
        raise ReadError(
            f"not a result of nlpkit: schema is {data.get('schema')!r}, expected {SCHEMA!r}",
            hint="make it with: nlpkit run --format json",
        )
    try:
        return _result(data)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        hint = "make it again with: nlpkit run --format json"
        message = f"damaged result of nlpkit: {type(error).__name__}: {error}"
        raise ReadError(message, hint=hint) from error


def piece_as_dict(piece: Piece) -> dict[str, Any]:
    """Return a piece as it is in the key `translation` of the schema."""
    detail = {"detail": piece.detail} if piece.detail else {}
    terms = {"terms": [asdict(term) for term in piece.terms]} if piece.terms else {}
    others = {"alternatives": list(piece.alternatives)} if piece.alternatives else {}
    return {
        "start": piece.start,
        "end": piece.end,
        "text": piece.text,
        "lang": piece.lang,
        "status": piece.status,
        "engine": piece.engine,
        "score": piece.score,
        "junk": piece.junk,
        "reason": piece.reason,
        **detail,
        **terms,
        **others,
    }


def _applied(translation: Translation) -> list[dict[str, Any]]:
    return [{**asdict(term), "pieces": count} for term, count in translation.terms.items()]


def _piece(data: Mapping[str, Any]) -> Piece:
    terms = tuple(Term(**term) for term in data.get("terms", ()))
    return Piece(**{**data, "terms": terms, "alternatives": tuple(data.get("alternatives", ()))})


def _result(data: Mapping[str, Any]) -> Result:
    inner = data["document"]
    document = Document(
        id=data["id"],
        text=inner["text"],
        blocks=tuple(Block(**b) for b in inner["blocks"]),
        sentences=tuple(Sentence(**s) for s in inner["sentences"]),
        spans=tuple(Span(**s) for s in inner["spans"]),
        title=inner["title"],
        url=data["source"].get("url"),
        date=inner.get("date"),
    )
    pieces = tuple(map(_piece, data["translation"]["pieces"]))
    check_tiles(pieces, 0, len(document.text), "pieces")
    points = tuple(
        Point(p["text"], tuple(p["sources"]), flags_from_list(p["flags"]))
        for p in data["summary"]["points"]
    )
    coverage = data["summary"].get("coverage")
    return Result(
        document=document,
        translation=Translation(data["translation"]["target"], pieces),
        summary=Summary(
            data["summary"]["target"],
            points,
            data["summary"]["method"],
            Coverage(**coverage) if coverage else None,
        ),
        headline=headline_from_dict(data["headline"], data["headline_from"]),
        reading=Reading(**data["reading"]),
        entities=entities_from_dict(data["entities"]),
        signature=data["signature"],
        timings=dict(data["timings"]),
        warnings=flags_from_list(data["warnings"]),
    )
