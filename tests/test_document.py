"""The checks that keep a Document complete."""

from __future__ import annotations

import dataclasses

import pytest

from nlpkit.document import Block, Document, Flag, Piece, Sentence, Span, Translation, doubts

TEXT = "One. Два.\nAll news"


def document(**changes: object) -> Document:
    parts = {
        "id": "d",
        "text": TEXT,
        "blocks": (Block(0, 10, "paragraph"), Block(10, 18, "junk", "navigation")),
        "sentences": (Sentence(0, 4, 0), Sentence(5, 9, 0), Sentence(10, 18, 1)),
        "spans": (
            Span(0, 4, 0, "en", "Latn", 1.0),
            Span(5, 9, 1, "ru", "Cyrl", 1.0),
            Span(10, 18, 2, "en", "Latn", 1.0),
        ),
    }
    return Document(**{**parts, **changes})  # type: ignore[arg-type]


def test_a_whole_document_holds() -> None:
    doc = document()
    assert [doc.slice(s) for s in doc.sentences] == ["One.", "Два.", "All news"]
    assert doc.clean_text == "One. Два."
    assert doc.language == "en"


def test_the_empty_document_holds() -> None:
    empty = document(text="", blocks=(), sentences=(), spans=())
    assert (empty.clean_text, empty.language) == ("", "und")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"blocks": (Block(0, 10, "paragraph"),)}, "blocks end at 10, expected 18"),
        ({"blocks": (Block(0, 8, "paragraph"), Block(9, 18, "junk", "poll"))}, "expected start 8"),
        ({"sentences": (Sentence(0, 4, 0), Sentence(3, 9, 0), Sentence(10, 18, 1))}, "overlaps"),
        ({"sentences": (Sentence(0, 4, 0), Sentence(10, 18, 1))}, "lies in no sentence"),
        ({"sentences": (Sentence(0, 4, 0), Sentence(5, 18, 0))}, "leaves its block"),
        ({"spans": (Span(0, 4, 0, "en", "Latn", 1.0),)}, "spans of sentence 1 end at 5"),
        ({"spans": (Span(0, 3, 0, "en", "Latn", 1.0),)}, "spans of sentence 0 end at 3"),
        (
            {"spans": (*document().spans, Span(10, 18, 2, "en", "Latn", 1.0))},
            "expected start 18",
        ),
    ],
)
def test_a_broken_document_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("[", r"\[")):
        document(**changes)


def test_values_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        document().text = "other"  # type: ignore[misc]


def test_junk_stays_out_of_the_translated_text() -> None:
    pieces = (
        Piece(0, 5, "One. ", "kept"),
        Piece(5, 9, "Two.", "translated", "echo", 1.0, "ru"),
        Piece(9, 10, "\n", "kept"),
        Piece(10, 18, "All news", "kept", junk=True),
    )
    assert Translation("en", pieces).text == "One. Two."


def test_pieces_share_the_reasons_for_doubt() -> None:
    """What a single translation seems to leave out belongs to its piece alone."""
    details = ["мост → ?", "река → ?", ""]
    weak = [Piece(0, 1, "a", "translated", reason="low_confidence", detail=d) for d in details]
    differs = Piece(1, 2, "b", "translated", reason="number_differs", detail="5 → 6")
    failed = Piece(2, 3, "c", "failed", reason="loop")
    assert doubts([*weak, differs, failed]) == (
        Flag("low_confidence"),
        Flag("number_differs", "5 → 6"),
    )
