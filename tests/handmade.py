"""Results built by hand, and what a browser makes of a page."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import strategies as st

from nlpkit import entities
from nlpkit.document import (
    JUNK_REASONS,
    POINT_CODES,
    READING_CODES,
    Block,
    Document,
    Flag,
    Piece,
    Point,
    Result,
    Sentence,
    Span,
    Summary,
    Translation,
    reading_time,
)
from nlpkit.summarize.headline import headline

# Digits of Unicode 16, which the regex library knows and the int() of Python 3.11 to 3.13 does not.
NEW_DIGITS = (
    "\U000116d0",
    "\U00010d40 million people came on foot.",
    "It rained on \U00010d40 May 2024.",
    "It rained on 12.0\U00010d40.2024.",
    "They sold \U00010d41\U00010d40,\U00010d40 km of wire.",
)

SCRIPTS = {"ru": "Cyrl", "en": "Latn", "fa": "Arab"}

# A block is (kind, reason, sentences); a sentence a list of (language, text, outcome), the outcome
# None for text that is kept, a str for its translation, an exception for why that failed.
BRIDGE = [
    ("title", None, [[("en", "Old bridge closes for repairs", None)]]),
    ("byline", None, [[("en", "By Anna Marsh", None)]]),
    (
        "paragraph",
        None,
        [
            [("en", "The stone bridge over the Lena closes on Monday for eight months.", None)],
            [
                ("en", "“", None),
                ("ru", "Мост стоит сто лет и простоит ещё двести", "The bridge stands a hundred "
                 "years and will stand two hundred more"),
                ("en", ",” said the engineer in charge.", None),
            ],
            [("ru", "Паром будет ходить каждый час.", "The ferry will run every hour.")],
        ],
    ),
    (
        "paragraph",
        None,
        [
            [("en", "The council pays 4*2 million <roubles>, half of it this year.", None)],
            [("ru", "Бр-р-р, ыыы.", ValueError("the engine repeated itself"))],
        ],
    ),
    ("junk", "related_headline", [[("en", "Ten walks along the river", None)]]),
    ("junk", "related_headline", [[("en", "Why the ferry is late again", None)]]),
    ("junk", "log_in_prompt", [[("ru", "Войдите, чтобы ответить", "Log in to reply")]]),
]  # fmt: skip


def build(blocks, points=(), *, title=None, url=None, warnings=()) -> Result:
    """A result whose engine is called `hand`."""
    text, out_blocks, sentences, spans, pieces = "", [], [], [], []
    for kind, reason, content in blocks:
        block_start, kept_from = len(text), len(text)
        for s, sentence in enumerate(content):
            text += " " * (s > 0)
            start = len(text)
            for lang, fragment, outcome in sentence:
                at = len(text)
                text += fragment
                spans.append(
                    Span(at, len(text), len(sentences), lang, SCRIPTS.get(lang, "Cyrl"), 0.9)
                )
                if outcome is None:
                    continue
                if kept_from < at:
                    pieces.append(_kept(text, kept_from, at, kind))
                pieces.append(_done(at, fragment, outcome, lang, kind))
                kept_from = len(text)
            sentences.append(Sentence(start, len(text), len(out_blocks)))
        text += "\n\n"
        out_blocks.append(Block(block_start, len(text), kind, reason))
        pieces.append(_kept(text, kept_from, len(text), kind))
    document = Document(
        "bridge", text, tuple(out_blocks), tuple(sentences), tuple(spans), title, url
    )
    summary = Summary("en", tuple(points), "hand-picked")
    timings = {"preprocess": 0.25, "translate": 1.0}
    translation = Translation("en", tuple(pieces))
    return Result(
        document,
        translation,
        summary,
        headline(document, translation, summary),
        reading_time(document, summary),
        entities.find(document),
        "nlpkit:0.1|tr:hand",
        timings,
        tuple(warnings),
    )


def _kept(text: str, start: int, end: int, kind: str) -> Piece:
    return Piece(start, end, text[start:end], "kept", lang="en", junk=kind == "junk")


def _done(at: int, source: str, outcome: str | ValueError, lang: str, kind: str) -> Piece:
    end, junk = at + len(source), kind == "junk"
    if isinstance(outcome, ValueError):
        said = ("engine_failed", str(outcome))
        return Piece(at, end, source, "failed", "hand", None, lang, junk, *said)
    return Piece(at, end, outcome, "translated", "hand", 0.8, lang, junk)


def bridge() -> Result:
    points = (
        Point("The stone bridge over the Lena closes on Monday for eight months.", (2,)),
        Point("The ferry will run every hour; the council pays.", (4, 5)),
        Point("Nobody knows more.", (), (Flag("source_unknown"),)),
    )
    return build(
        BRIDGE, points, url="https://example.org/b?a=1&b=2", warnings=[Flag("decoded_as", "koi8-r")]
    )


def russian() -> Result:
    paragraph = [
        [("ru", "Река замёрзла в ноябре.", "The river froze in November.")],
        [("ru", "Паром стоит у берега.", "The ferry is at the shore.")],
    ]
    junk = [[("ru", "Читайте также", "Read also")]]
    blocks = [("paragraph", None, paragraph), ("junk", "related_headline", junk)]
    return build(blocks, [Point("The river froze in November.", (0,))], title="Зима")


ODD_TEXT = (
    "<script>alert(1)</script> & *bold* _x_ [link](javascript:x) `code` | # 1. $y$ &amp; a_b_c"
)


def odd() -> Result:
    blocks = [
        ("paragraph", None, [[("en", ODD_TEXT, None)]]),
        ("paragraph", None, [[("ru", "<b>Да</b> | нет", "<b>Yes</b> | no\x1b[31m")]]),
        ("junk", "sidebar", [[("en", "<img src=x onerror=alert(1)>", None)]]),
    ]
    title = "<i>Title</i> & \"quotes\" 'all'"
    return build(
        blocks,
        [Point("<u>so</u>", (0,), (Flag("number_not_in_source", "<1> | _x_"),))],
        title=title,
        warnings=[Flag("decoded_as", "<w>")],
    )


WORDS = st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), min_size=1, max_size=8)
OUTCOMES = st.none() | WORDS | WORDS.map(ValueError)
SENTENCES = st.lists(
    st.tuples(st.sampled_from(sorted(SCRIPTS)), WORDS, OUTCOMES), min_size=1, max_size=3
)
KINDS = st.sampled_from(["title", "byline", "paragraph", "heading", "quote", "list", "junk"])
BLOCKS = st.lists(
    st.tuples(
        KINDS,
        st.none() | st.sampled_from(JUNK_REASONS),
        st.lists(SENTENCES, min_size=1, max_size=3),
    ),
    max_size=4,
)


FLAGS = st.builds(Flag, st.sampled_from(POINT_CODES), st.just("") | WORDS)
WARNINGS = st.lists(
    st.builds(Flag, st.sampled_from(READING_CODES), st.just("") | WORDS), max_size=2
)


@st.composite
def results(draw) -> Result:
    blocks = draw(BLOCKS)
    count = sum(len(content) for _, _, content in blocks)
    sources = st.lists(st.integers(0, count - 1), max_size=3) if count else st.just([])
    points = draw(
        st.lists(
            st.builds(Point, WORDS, sources.map(tuple), st.lists(FLAGS).map(tuple)), max_size=2
        )
    )
    optional = st.none() | WORDS
    return build(blocks, points, title=draw(optional), url=draw(optional), warnings=draw(WARNINGS))


class Page(HTMLParser):
    """What a browser would make of a page: its tags, ids, in-page links and shown text."""

    EXPECTED = frozenset(
        "html head meta title style body main h1 h2 h3 section div p ol ul li a span mark table "
        "thead tbody tr th td blockquote br details summary strong footer".split()
    )

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marks: list[tuple[str | None, str | None]] = []
        self.parts: list[str] = []
        self.feed(source)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"].removeprefix("#")] if "href" in given else []
        self.marks += [(given.get("lang"), given.get("dir"))] if tag == "mark" else []

    def handle_data(self, data):
        self.parts.append(data)
