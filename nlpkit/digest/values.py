"""The values of a digest. They are frozen and point into the documents that they hold."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Document, Flag, LeftOutReason

DIFFERS = Flag("numbers_differ")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an article says what a point says.

    `article` is an index into `Digest.documents`; `sources` are indices of that document's
    sentences, in order. `differs` are the numbers that the article gives and the point does not,
    where the point, too, has numbers that the article lacks: ("15,000",).
    """

    article: int
    sources: tuple[int, ...]
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestPoint:
    """One statement of a digest, in the target language.

    The first citation is the article from which the text was taken. Each article is cited at most
    once.
    """

    text: str
    citations: tuple[Citation, ...]
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article that is not in the digest, and why. `failed`: the article should have been in it.

    `detail` is the similarity of the nearest article of the digest ("off_topic"), or what the
    summarizer said ("unreadable_language").
    """

    article: int
    reason: LeftOutReason
    detail: str = ""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """One summary of several articles.

    Guarantees: every document was considered, or is in `left_out` with a reason. No point cites a
    document that is in `left_out`. Citations are in range.
    """

    target: str
    documents: tuple[Document, ...]
    points: tuple[DigestPoint, ...]
    left_out: tuple[LeftOut, ...] = ()
    method: str = ""
    signature: str = ""

    def __post_init__(self) -> None:
        away = {gone.article for gone in self.left_out}
        for point in self.points:
            articles = [citation.article for citation in point.citations]
            if len(set(articles)) < len(articles) or not away.isdisjoint(articles):
                raise ValueError("a point cites an article twice, or one that was left out")
            for citation in point.citations:
                sentences = self.documents[citation.article].sentences
                if any(not 0 <= i < len(sentences) for i in citation.sources):
                    raise ValueError("a citation names a sentence that is not there")

    @property
    def text(self) -> str:
        return " ".join(point.text for point in self.points)
