"""What a digest merges and sets aside, on events written by us and on halves of articles.

    python benchmarks/digest.py

Merging: every pair of sentences of two articles on one event (`data/digest.toml`), each sentence a
statement; Russian ones are translated by the shipped model. Off-topic articles: each event with one
article of another, and halves of articles of the development data (every other sentence) beside a
half of another article. The thresholds in nlpkit/digest/data/digest.toml were chosen on the same
texts.
"""

from __future__ import annotations

import json
import os
import random
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import nlpkit
from nlpkit.digest import making as digesting
from nlpkit.digest import similarity as comparing
from nlpkit.digest.merging import SETTINGS, group
from nlpkit.document import Point, Summary

EVENTS = tomllib.loads(
    (Path(__file__).parent / "data" / "digest.toml").read_text(encoding="utf-8")
)["events"]
SETS = ("cnndm_train", "writers_multiref", "inshorts", "ru_ria_headlines")
THRESHOLD = SETTINGS["event"]["similarity"]


def main() -> None:
    pipe = nlpkit.load()
    for name, same in (("in one language", True), ("across languages", False)):
        found, right, wanted = merges(pipe, same)
        print(f"merging {name}: precision {right / found:.2f}, recall {right / wanted:.2f}")
        print(f"  {wanted} pairs say the same")
    print("events with an off-topic article: {} of {} told exactly".format(*off_topic(pipe)))
    if "NLPKIT_DATA" not in os.environ:
        print("halves: set NLPKIT_DATA to the folder of the development data")
        return
    for name in SETS:
        same, other = halves(name)
        print(
            f"halves, {name}: {share(same)} of {len(same)} found to be on one event, "
            f"{share(other)} of {len(other)} off-topic articles taken in"
        )


def lines(article: dict[str, str]) -> list[tuple[str, str]]:
    """Label and sentence of each line of an article."""
    rows = (row.partition("|") for row in article["text"].strip().splitlines())
    return [(label, text) for label, _, text in rows]


def merges(pipe: nlpkit.Pipeline, same_language: bool) -> tuple[int, int, int]:
    """Pairs of two articles' sentences that are merged, rightly merged, and to be merged."""
    found = right = wanted = 0
    for event in EVENTS:
        articles = event["articles"]
        documents = [pipe.preprocess("\n".join(t for _, t in lines(a))) for a in articles]
        labels = [[label for label, _ in lines(a)] for a in articles]
        statements = []
        for i, document in enumerate(documents):
            assert len(document.sentences) == len(labels[i]), "one sentence a line"
            points = whole(pipe, document)
            statements += digesting.statements_of(i, document, points)
        groups = group(statements, comparing.Similarity(documents, statements))
        home = {i: n for n, members in enumerate(groups) for i in members}
        for i, j in combinations(range(len(statements)), 2):
            one, other = statements[i], statements[j]
            if one.article == other.article:
                continue
            if (one.language == other.language) is not same_language:
                continue
            label = labels[one.article][one.sources[0]]
            gold = label != "-" and label == labels[other.article][other.sources[0]]
            merged = home[i] == home[j]
            found, right, wanted = found + merged, right + (merged and gold), wanted + gold
    return found, right, wanted


def whole(pipe: nlpkit.Pipeline, document: nlpkit.Document) -> Summary:
    """Every sentence of the document as a point in English."""
    texts = [document.slice(sentence) for sentence in document.sentences]
    if document.language != "en":
        texts = pipe.translate_lines(texts, source=document.language, target="en")
    return Summary("en", tuple(Point(text, (i,)) for i, text in enumerate(texts)), "all")


def off_topic(pipe: nlpkit.Pipeline) -> tuple[int, int]:
    """Events beside which the one article of another event, and nothing else, is left out."""
    right = total = 0
    for event, other in ((a, b) for a in EVENTS for b in EVENTS if a is not b):
        texts = [text(a) for a in event["articles"]]
        for off_topic in other["articles"]:
            made = pipe.digest([*texts, text(off_topic)], target="en")
            right += [gone.article for gone in made.left_out] == [len(texts)]
            total += 1
    return right, total


def text(article: dict[str, str]) -> str:
    return "\n\n".join([article["title"], *(line for _, line in lines(article))])


def halves(name: str) -> tuple[list[float], list[float]]:
    """Similarity of the halves of one article, and of the nearer of them to one of another."""
    same, other = [], []
    articles = list(long_articles(name))
    for one, two in zip(articles[::2], articles[1::2], strict=False):
        texts = [one[::2], one[1::2], two[::2]]
        documents = [nlpkit.preprocess("\n".join(lines)) for lines in texts]
        alike = comparing.of_articles(documents, [])
        same.append(alike[0, 1])
        other.append(max(alike[0, 2], alike[1, 2]))
    return same, other


def long_articles(name: str) -> Iterator[list[str]]:
    """The sentences of up to 160 articles that have eight or more of them."""
    path = Path(os.environ["NLPKIT_DATA"]) / "summarization" / f"{name}.jsonl"
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    random.Random(1).shuffle(rows)
    for row in rows[:160]:
        document = nlpkit.preprocess(row["text"])
        if len(document.sentences) >= 8:
            yield [document.slice(sentence) for sentence in document.sentences]


def share(values: list[float]) -> str:
    return f"{sum(value >= THRESHOLD for value in values) / len(values):.0%}"


if __name__ == "__main__":
    main()
