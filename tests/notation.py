"""Documents written as one line, for tests a person can read.

`[ru:Привет]` is a span in Russian, the rest is in `main`; ` |` ends a sentence, `¶` a block, and a
block that begins with `¤` is junk. The goldens of blocks have a line for each block:
`kind/reason | text`, or are one line in the same notation, in which `@` begins boilerplate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from nlpkit.document import Block, Document, Sentence, Span
from nlpkit.preprocessing import blocks as block_rules

_SPAN = re.compile(r"\[(\w+):((?:[^\[\]]|\[[^:\[\]]*\])*)\]|([^\[]+)")


def read(notation: str, main: str = "en") -> Document:
    """The document that the notation describes."""
    text, blocks, sentences, spans = "", [], [], []
    for paragraph in notation.split("¶"):
        start, junk = len(text), paragraph.startswith("¤")
        for sentence in paragraph.removeprefix("¤").split("|"):
            indent = len(sentence) - len(sentence.lstrip())
            text += sentence[:indent]
            first = len(text)
            for lang, foreign, plain in _SPAN.findall(sentence.strip()):
                piece = foreign or plain
                spans.append(
                    Span(len(text), len(text) + len(piece), len(sentences), lang or main,
                         script(piece), 1.0)
                )  # fmt: skip
                text += piece
            if len(text) > first:
                sentences.append(Sentence(first, len(text), len(blocks)))
        text += "\n"
        blocks.append(
            Block(start, len(text), "junk" if junk else "paragraph", "form" if junk else None)
        )
    return Document("test", text, tuple(blocks), tuple(sentences), tuple(spans))


def script(text: str) -> str:
    for letter in filter(str.isalpha, text):
        return "Cyrl" if "Ѐ" <= letter <= "ӿ" else "Hani" if "一" <= letter <= "鿿" else "Latn"
    return "Zyyy"


def rendered(text: str, hints: tuple[Block, ...] = ()) -> str:
    """The blocks of a text as a golden."""
    rows = []
    for block in block_rules.split(text, hints):
        label = f"{block.kind}/{block.reason}" if block.reason else block.kind
        rows.append(f"{label} | {text[block.start : block.end].strip()}")
    return "\n".join(rows)


def source(golden: str) -> str:
    """The text of a golden."""
    return "\n".join(row.partition(" | ")[2] for row in golden.strip().splitlines())


def named_goldens(names: Mapping[str, object]) -> dict[str, str]:
    """The goldens among the names of a test module: texts with a bar, named in capitals."""
    return {
        name: value
        for name, value in names.items()
        if name.isupper() and isinstance(value, str) and "|" in value
    }


def check_golden(golden: str, gap: str) -> None:
    """Assert that the text of a golden, with `gap` between its lines, is split as it says."""
    golden = golden.strip()
    assert rendered(source(golden).replace("\n", gap)) == golden


def check_marked(golden: str, gap: str) -> None:
    """Assert that blocks are junk or boilerplate where a golden of one line marks them so."""
    blocks = golden.split(" ¶ ")
    text = gap.join(block.lstrip("¤@") for block in blocks)
    found = []
    for block in block_rules.split(text):
        mark = {"junk": "¤", "boilerplate": "@"}.get(block.kind, "")
        found.append(mark + text[block.start : block.end].strip())
    assert found == blocks
