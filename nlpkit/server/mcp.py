"""A server for assistants: the Model Context Protocol on standard input and output.

The tools answer with text that a language model reads: a Markdown page for a whole article, plain
lines for the rest. See https://modelcontextprotocol.io.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from .. import __version__, render
from ..document import Document, Translation
from ..errors import NlpkitError
from ..pipeline import Pipeline, as_article
from ..render import words

T = TypeVar("T")
Text = Annotated[str, Field(description="The article as it was pasted: plain text, HTML, Markdown")]
Kind = Annotated[Literal["text", "html", "markdown"], Field(description="What the text is")]
To = Annotated[str | None, Field(description="Language code to translate into, such as en")]
Length = Annotated[
    str | None, Field(description='short, medium, long, "4 sentences", "80 words" or "20%"')
]
INSTRUCTIONS = (
    "Works on news articles, on this computer: removes what is not the article, translates the "
    "fragments in other languages, and summarises with the numbers of the sentences that each "
    "point comes from. Numbers and names in translations are checked; what is doubtful says so."
)


def build(pipeline: Pipeline) -> MCPServer[Any]:
    """Return the server with its five tools. Calls are done one after another."""
    tools = _Tools(pipeline)
    server: MCPServer[Any] = MCPServer(
        "nlpkit", version=__version__, instructions=INSTRUCTIONS, log_level="ERROR"
    )
    for tool in (tools.run, tools.clean, tools.detect, tools.translate, tools.summarize):
        server.add_tool(tool, structured_output=False)
    return server


def serve(pipeline: Pipeline) -> None:
    """Serve on standard input and output until the input ends."""
    build(pipeline).run("stdio")


class _Tools:
    """The tools. Their docstrings are the descriptions that assistants read."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._lock = threading.Lock()

    def run(self, text: Text, kind: Kind = "text", to: To = None, length: Length = None) -> str:
        """Clean an article, translate its fragments in other languages, and summarise it, as
        Markdown.
        """
        work = partial(self._pipeline.run, target=to, length=length)
        return render.to_markdown(self._done(lambda: work(as_article(text, kind))))

    def clean(self, text: Text, kind: Kind = "text") -> str:
        """Return the article without menus, advertisements and other text that is not of it."""
        return self._document(text, kind).clean_text

    def detect(self, text: Text, kind: Kind = "text") -> str:
        """Return the languages of a text: a line for each fragment with its code, its certainty
        from 0 to 1, and the fragment.
        """
        document = self._document(text, kind)
        rows = ((s.lang, s.score, " ".join(document.slice(s).split())) for s in document.spans)
        return "\n".join(f"{lang}\t{score:.2f}\t{text}" for lang, score, text in rows)

    def translate(self, text: Text, kind: Kind = "text", to: To = None) -> str:
        """Translate the fragments in other languages. The rest of the text stays as it is. What is
        doubtful or could not be translated is listed after the text.
        """
        work = partial(self._pipeline.translate, target=to)
        translation = self._done(lambda: work(as_article(text, kind)))
        return "\n".join([translation.full_text, *_notes(translation)])

    def summarize(
        self, text: Text, kind: Kind = "text", to: To = None, length: Length = None
    ) -> str:
        """Summarise an article. Each point names the sentences of the article that it comes from,
        counted from 1.
        """
        work = partial(self._pipeline.summarize, target=to, length=length)
        summary = self._done(lambda: work(as_article(text, kind)))
        points = (
            f"- {p.text} {''.join(f'[{source + 1}]' for source in p.sources)}".rstrip()
            for p in summary.points
        )
        return "\n".join(points)

    def _document(self, text: str, kind: Kind) -> Document:
        return self._done(lambda: self._pipeline.preprocess(as_article(text, kind)))

    def _done(self, work: Callable[[], T]) -> T:
        """Return what the work returns. What nlpkit raises becomes an answer for the assistant."""
        try:
            with self._lock:
                return work()
        except NlpkitError as error:
            raise ToolError(". ".join(filter(None, (error.message, error.hint)))) from error


def _notes(translation: Translation) -> list[str]:
    """Return the lines on what is doubtful or was not translated, each with its text."""
    pieces = [piece for piece in translation.pieces if piece.reason is not None]
    notes = [
        f"- {piece.text.strip()}: {words.reason(piece.reason, piece.detail)}" for piece in pieces
    ]
    return ["", "Notes:", *notes] if notes else []
