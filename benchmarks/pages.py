"""Articles out of web pages against their true bodies, beside other extractors.

    NLPKIT_DATA=... python benchmarks/pages.py [--peers] [--errors N]

The measure is that of the public article extraction benchmark (Scrapinghub, 2020): shingles of
four words counted with their repetitions; precision and recall of each page are averaged over the
pages, and F1 is that of the two averages. Ours is the text of the paragraphs, headings, lists and
quotes of `preprocess`. Peers get the page as text and the settings under which they extract the
main text; --peers needs `pip install -r benchmarks/peers.txt`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import peers

WORD = re.compile(r"\w+")
SHINGLE = 4  # words
BODY = ("paragraph", "heading", "list", "quote", "table", "code")
HEADS = ("f1", "precision", "recall", "exact", "failed", "kchar_s", "peak_mb")
FORMATS = (".1f", ".1f", ".1f", ".1f", "d", ".0f", ".0f")
Extract = Callable[[str], str]


class Page(NamedTuple):
    key: str
    url: str
    html: str
    body: str


def pages(folder: Path) -> Iterator[Page]:
    truth = json.loads((folder / "pages_dev.json").read_text(encoding="utf-8"))
    for key, page in truth.items():
        html = gzip.decompress((folder / "pages" / f"{key}.html.gz").read_bytes())
        yield Page(key, page.get("url") or key, html.decode("utf-8"), page["articleBody"])


def nlpkit() -> Extract:
    """The whole of the way from a page to its blocks."""
    from nlpkit.preprocessing import blocks, html

    def extract(source: str) -> str:
        text, hints, *_ = html.read(source)
        found = blocks.split(text, hints)
        return "\n".join(text[b.start : b.end] for b in found if b.kind in BODY)

    return extract


def trafilatura() -> Extract:
    from trafilatura import extract

    return lambda source: extract(source, include_comments=False) or ""


def trafilatura_fast() -> Extract:
    from trafilatura import extract

    return lambda source: extract(source, fast=True, include_comments=False) or ""


def readability() -> Extract:
    """Readability gives markup; its text is read off line by line."""
    from lxml.html import fromstring
    from readability import Document

    return lambda source: "\n".join(fromstring(Document(source).summary()).itertext())


def newspaper4k() -> Extract:
    from newspaper import Article

    def extract(source: str) -> str:
        article = Article("https://page.example/", fetch_images=False)
        article.download(input_html=source)
        article.parse()
        return article.text

    return extract


def resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda source: extract_plain_text(source, main_content=True)


def justext() -> Extract:
    """jusText needs to be told the language; nearly all of the pages are English."""
    from justext import get_stoplist
    from justext import justext as paragraphs

    words = get_stoplist("English")
    return lambda source: "\n".join(
        p.text for p in paragraphs(source, words) if not p.is_boilerplate
    )


def boilerpy3() -> Extract:
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor(raise_on_failure=False)
    return extractor.get_content


TOOLS: dict[str, Callable[[], Extract]] = {
    "nlpkit": nlpkit,
    "trafilatura": trafilatura,
    "trafilatura (fast)": trafilatura_fast,
    "readability-lxml": readability,
    "newspaper4k": newspaper4k,
    "resiliparse": resiliparse,
    "jusText": justext,
    "boilerpy3": boilerpy3,
}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words; of a shorter text, an empty one too, all of it as one."""
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(len(words) - SHINGLE + 1, 1)))


def score(true: str, found: str) -> tuple[float, float]:
    """Precision and recall of one page."""
    wanted, got = shingles(true), shingles(found)
    right = (wanted & got).total()
    return right / got.total(), right / wanted.total()


def harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure(folder: Path, tool: str, errors: int = 0) -> dict[str, float]:
    """The figures of one tool; a page it raises on counts as one without an article."""
    extract = TOOLS[tool]()
    rows: list[tuple[float, float, str]] = []
    seconds, size, failed = 0.0, 0, 0
    for page in pages(folder):
        before = time.process_time()
        try:
            found = extract(page.html)
        except Exception as error:  # of any kind: peers raise their own
            print(f"{tool}: {page.url}: {error!r}", file=sys.stderr)
            found, failed = "", failed + 1
        seconds += time.process_time() - before
        size += len(page.html)
        rows.append((*score(page.body, found), page.url))
    precision = 100 * sum(row[0] for row in rows) / len(rows)
    recall = 100 * sum(row[1] for row in rows) / len(rows)
    for p, r, url in sorted(rows, key=lambda row: harmonic(*row[:2]))[:errors]:
        print(f"{100 * p:6.1f}{100 * r:6.1f}  {url}")
    return {
        "f1": harmonic(precision, recall),
        "precision": precision,
        "recall": recall,
        "exact": 100 * sum(p == r == 1 for p, r, _ in rows) / len(rows),
        "failed": failed,
        "kchar_s": size / seconds / 1e3,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", action="store_true", help="the table of all tools")
    parser.add_argument("--tool", choices=TOOLS, help="one tool, its figures as JSON")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N worst pages")
    options = parser.parse_args()
    if (data := os.environ.get("NLPKIT_DATA")) is None:
        sys.exit("set NLPKIT_DATA to the data folder")
    folder = Path(data) / "preprocess"
    if options.tool:
        peers.answer(measure(folder, options.tool, options.errors))
        return
    if options.errors:
        measure(folder, "nlpkit", options.errors)
    tools = TOOLS if options.peers else ["nlpkit"]
    print(peers.table(HEADS, peers.figures(__file__, tools), FORMATS))


if __name__ == "__main__":
    main()
