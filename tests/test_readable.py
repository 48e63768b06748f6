"""Summaries of tricky articles read well: tests/tricky.txt says what may become of each line."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from nlpkit.config import SummarizerSection
from nlpkit.document import Article
from nlpkit.engines import extractive
from nlpkit.length import Length
from nlpkit.preprocessing import preprocess
from nlpkit.summarize import summarize
from nlpkit.text import markers


def articles():
    name, lines = "", []
    for line in (Path(__file__).parent / "tricky.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            name, lines = line[3:], []
            yield name, lines
        elif line and name:
            lines.append((line[0], line[2:]))


ARTICLES = dict(articles())


def points(lines, count, kind="news"):
    """The lines of the summary, by their numbers."""
    groups = groupby(lines, lambda line: line[0] == "-" and line[1])
    text = "\n\n".join(" ".join(text for _, text in group) for _, group in groups)
    document = preprocess(Article("tricky", text))
    engine = extractive.load(SummarizerSection(kind=kind))
    own = [document.slice(sentence) for sentence in document.sentences]
    summary = summarize(
        document,
        engine,
        length=Length(count),
        target=document.language,
        translated=lambda indices: [own[i] for i in indices],
        split=lambda text: [text],
    )
    # A point has no dash of a dialogue before it.
    places = {text.removeprefix("— "): i for i, (_, text) in enumerate(lines)}
    return [places[point.text] for point in summary.points]


@pytest.mark.parametrize("kind", ["news", "generic"])
@pytest.mark.parametrize("name", ARTICLES)
def test_a_summary_stands_alone(name, kind):
    lines = ARTICLES[name]
    good = sum(mark in " ~" for mark, _ in lines)
    for count in range(1, good):
        chosen = points(lines, count, kind)
        assert len(chosen) == count
        assert chosen == sorted(chosen)
        for i in chosen:
            mark, text = lines[i]
            assert mark in " ~", text
            assert mark != "~" or i - 1 in chosen, text


@pytest.mark.parametrize("name", ARTICLES)
def test_what_leans_is_known(name):
    for mark, text in ARTICLES[name]:
        if mark in " ~":
            assert markers.dangling(text) is (mark == "~"), text
