"""Subtitles in another language: times, numbers, tags and places stay."""

from __future__ import annotations

import pytest

from nlpkit.files.translating import translated

TIMES = "00:00:01,000 --> 00:00:04,000"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("one", "ONE"),
        ("one two three\nfour", "ONE TWO\nTHREE FOUR"),
        ("<i>one\ntwo</i>", "<i>ONE\nTWO</i>"),
        ("- one?\n- two, I think", "- ONE?\n- TWO, I THINK"),
        ("{\\an8}one & two", "{\\an8}ONE & TWO"),
        ("one &amp; two", "ONE &amp; TWO"),
        ("<v Anna>one", "<v Anna>ONE"),
        ("1,2\n3", "1,2\n3"),
    ],
)
def test_cues(said: str, expected: str) -> None:
    source = f"WEBVTT\n\nNOTE not said\n\n1\n{TIMES}\n{said}\n\n2\n{TIMES} align:left\nend\n"
    made = translated(source.encode(), "a.vtt", lambda ts: [t.upper() for t in ts], 10_000)
    assert made.decode() == source.replace(said, expected).replace("\nend", "\nEND")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_not_translated_stays_byte_for_byte(newline: str) -> None:
    source = f"1\n{TIMES}\n  one   two\nthree\n\n\n2\n{TIMES}\n"
    source = source.replace("\n", newline)
    assert translated(source.encode(), "a.srt", list, 10_000) == source.encode()
