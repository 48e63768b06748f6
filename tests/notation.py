"""Documents written as one line, for tests a person can read.

`[ru:Привет]` is a span in Russian, the rest is in `main`; ` |` ends a sentence, `¶` a block, and a
block that begins with `¤` is junk.
"""

from __future__ import annotations

import re

from nlpkit.document import Block, Document, Sentence, Span

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
