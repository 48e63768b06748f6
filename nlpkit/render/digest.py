"""Digests as JSON, text, Markdown and HTML.

A citation `[2:5,6]` means the sentences 5 and 6 of article 2; both count from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from .. import languages
from ..digest import DIFFERS, Citation, Digest, DigestPoint, LeftOut
from ..document import NOT_TRANSLATED
from . import markdown, view, words
from .column import section as text_section
from .column import wrap
from .flags import flags_as_list
from .schema import document_as_dict
from .sheet import lang, page, section

DIGEST_SCHEMA = "nlpkit/digest/2"
_NOTHING = "There is nothing to tell."


def digest_as_dict(
    digest: Digest, *, paths: Sequence[str | None] = (), failed: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    """Return the digest in plain values.

    `paths` are the files of its documents, in order. `failed` are the files that gave no document,
    each with its reason.
    """
    reasons = {gone.article: gone for gone in digest.left_out}
    articles = [
        {
            "id": document.id,
            "path": paths[i] if i < len(paths) else None,
            "url": document.url,
            "left_out": _left_out_as_dict(reasons[i]) if i in reasons else None,
            "failed": i in reasons and reasons[i].failed,
            "document": document_as_dict(document),
        }
        for i, document in enumerate(digest.documents)
    ]
    return {
        "schema": DIGEST_SCHEMA,
        "target": digest.target,
        "method": digest.method,
        "text": digest.text,
        "points": [_point_as_dict(digest, point) for point in digest.points],
        "articles": articles,
        "failed": [{"path": path, "reason": reason} for path, reason in failed],
        "signature": digest.signature,
    }


def _point_as_dict(digest: Digest, point: DigestPoint) -> dict[str, Any]:
    citations = [
        {
            "article": c.article,
            "sources": list(c.sources),
            "text": _cited(digest, c),
            "differs": list(c.differs),
        }
        for c in point.citations
    ]
    return {"text": point.text, "citations": citations, "flags": flags_as_list(point.flags)}


def _left_out_as_dict(gone: LeftOut) -> dict[str, str]:
    return {"code": gone.reason, "detail": gone.detail}


def digest_to_text(digest: Digest) -> str:
    """Return the points with their citations, the articles, and those that were left out, as text.

    Guarantees: no control characters except line ends; one line end at the end.
    """
    points = []
    for number, point in enumerate(digest.points, 1):
        cited = "".join(f" {_label(c)}" for c in point.citations)
        remarks = "".join(f" ({remark})" for remark in _remarks(point))
        points.append(wrap(f"{number}. {point.text}{cited}{remarks}", hang=3))
    away = {gone.article for gone in digest.left_out}
    used = [i for i in range(len(digest.documents)) if i not in away]
    detail = f"{view.plural(len(points), 'point')} from {view.plural(len(used), 'article')}"
    sections = [
        text_section("DIGEST", detail, "\n".join(points) or _NOTHING),
        text_section("ARTICLES", "", "\n".join(wrap(_article(digest, i)) for i in used)),
    ]
    if away:
        lines = [wrap(f"{article}: {reason}") for article, reason in _left_out(digest)]
        sections.append(text_section("LEFT OUT", "", "\n".join(lines)))
    return "\n\n\n".join(sections) + "\n"


def digest_to_markdown(digest: Digest) -> str:
    """Return the points as Markdown, with links to the sentences
    they cite, which stand below by article.
    """
    lines = []
    for number, point in enumerate(digest.points, 1):
        links = "".join(f" [{markdown.escape(_label(c))}](#{_anchor(c)})" for c in point.citations)
        remarks = "".join(f" ({markdown.escape(remark)})" for remark in _remarks(point))
        lines.append(f"{number}. {markdown.escape(point.text)}{links}{remarks}")
    parts = [f"<!-- {DIGEST_SCHEMA} -->", "# Digest", "\n".join(lines) or _NOTHING, "## Sources"]
    for i in range(len(digest.documents)):
        cited = [c for point in digest.points for c in point.citations if c.article == i]
        if cited:
            parts.append(f"### {markdown.escape(_article(digest, i))}")
            parts.append("\n".join(_quoted(digest, c) for c in _once(cited)))
    if digest.left_out:
        gone = [f"{article}: {reason}" for article, reason in _left_out(digest)]
        parts += ["## Left out", "\n".join(f"- {markdown.escape(line)}" for line in gone)]
    parts += ["---", markdown.escape(f"Made by {digest.signature}")]
    return "\n\n".join(parts) + "\n"


def _quoted(digest: Digest, citation: Citation) -> str:
    numbers = ", ".join(str(i + 1) for i in citation.sources)
    text_ = markdown.escape(_cited(digest, citation))
    return f'- <sup id="{_anchor(citation)}">{numbers}</sup> {text_}'


def digest_to_html(digest: Digest) -> str:
    """Return one page that needs no other file: the points, linked
    to the sentences of the articles.

    Guarantees: text of an article never becomes markup. Sentence n of article k has the id
    `a<k>s<n>`.
    """
    points = "\n".join(
        f"<li>{_shown(digest, point)}{''.join(map(_html_link, point.citations))}"
        + "".join(f' <span class="flag">({escape(r)})</span>' for r in _remarks(point))
        + "</li>"
        for point in digest.points
    )
    body = f"<ol>\n{points}\n</ol>" if points else f"<p>{_NOTHING}</p>"
    parts = [section("digest", "Points", body, 'class="summary" ')]
    if digest.left_out:
        gone = "".join(
            f"<li>{escape(article)}: {escape(reason)}</li>" for article, reason in _left_out(digest)
        )
        parts.append(section("left-out", "Left out", f"<ul>{gone}</ul>"))
    away = {gone.article for gone in digest.left_out}
    parts += [_source(digest, i) for i in range(len(digest.documents)) if i not in away]
    return page(digest.target, "Digest", "\n".join(parts), f"Made by {digest.signature}")


def _source(digest: Digest, article: int) -> str:
    """Return an article without its junk: a paragraph for each block, an id for each sentence."""
    document = digest.documents[article]
    paragraphs: dict[int, list[str]] = {}
    for i, sentence in enumerate(document.sentences):
        if not document.blocks[sentence.block].junk:
            line = escape(" ".join(document.slice(sentence).split()))
            span = f'<span class="sentence" id="a{article + 1}s{i + 1}">{line}</span>'
            paragraphs.setdefault(sentence.block, []).append(span)
    body = "\n".join(f"<p>{' '.join(spans)}</p>" for spans in paragraphs.values())
    attributes = lang(document.language)
    return section(
        f"article-{article + 1}", _article(digest, article), f"<div{attributes}>\n{body}\n</div>"
    )


def _shown(digest: Digest, point: DigestPoint) -> str:
    shown = escape(point.text)
    if NOT_TRANSLATED not in point.flags:
        return shown
    code = digest.documents[point.citations[0].article].language
    return f"<span{lang(code)}>{shown}</span>"


def _html_link(citation: Citation) -> str:
    label = escape(_label(citation))
    return f' <a href="#{_anchor(citation)}">{label}</a>'


def _once(cited: Iterable[Citation]) -> list[Citation]:
    """Yield one citation for each place, in the order of the article."""
    return sorted({_anchor(c): c for c in cited}.values(), key=lambda c: c.sources)


def _article(digest: Digest, article: int) -> str:
    """Return a line such as `[2] Title (Russian)`."""
    document = digest.documents[article]
    title = view.document_title(document)
    return f"[{article + 1}] {title} ({languages.name(document.language)})"


def _left_out(digest: Digest) -> list[tuple[str, str]]:
    """Yield the articles that are not in the digest, each with the reason in words."""
    return [
        (_article(digest, gone.article), words.reason(gone.reason, gone.detail))
        for gone in digest.left_out
    ]


def _cited(digest: Digest, citation: Citation) -> str:
    document = digest.documents[citation.article]
    texts = (document.slice(document.sentences[i]) for i in citation.sources)
    return " ".join(" ".join(texts).split())


def _label(citation: Citation) -> str:
    numbers = ",".join(str(i + 1) for i in citation.sources)
    return f"[{citation.article + 1}:{numbers}]" if numbers else f"[{citation.article + 1}]"


def _anchor(citation: Citation) -> str:
    first = "".join(f"s{i + 1}" for i in citation.sources[:1])
    return f"a{citation.article + 1}{first}"


def _remarks(point: DigestPoint) -> list[str]:
    """Return the flags of a point, and which article gives which other numbers."""
    other = [
        f"{', '.join(c.differs)} in article {c.article + 1}" for c in point.citations if c.differs
    ]
    flags = [words.flag(flag) for flag in point.flags if flag != DIFFERS]
    return flags + [words.reason(DIFFERS.code, "; ".join(other))] * bool(other)
