"""A server for assistants: the Model Context Protocol on standard input and output.

See https://modelcontextprotocol.io. `tools` has what the tools do; `mcp_api` offers them over HTTP.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal, TypeAlias

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from .. import __version__
from ..errors import NlpkitError
from ..pipeline import Pipeline
from . import tools

Text = Annotated[str, Field(description="The article as it was pasted: plain text, HTML, Markdown")]
Kind = Annotated[Literal["text", "html", "markdown"], Field(description="What the text is")]
To = Annotated[str | None, Field(description="Language code to translate into, such as en")]
Length = Annotated[
    str | None, Field(description='short, medium, long, "4 sentences", "80 words" or "20%"')
]
# Calls a function of `tools` with a text and further arguments, in a process or thread for work.
Do: TypeAlias = Callable[..., Awaitable[str]]
INSTRUCTIONS = (
    "Works on news articles, {where}: removes what is not the article, translates the "
    "fragments in other languages, and summarises with the numbers of the sentences that each "
    "point comes from. Numbers and names in translations are checked; what is doubtful says so."
)


def build(pipeline: Pipeline) -> MCPServer[Any]:
    """Return the server with its five tools. Calls are done one after another."""
    lock = threading.Lock()

    async def do(work: Callable[..., str], *arguments: Any) -> str:
        def done() -> str:
            with lock:
                return work(pipeline, *arguments)

        return await asyncio.to_thread(done)

    return server_of(do, "on this computer")


def serve(pipeline: Pipeline) -> None:
    """Serve on standard input and output until the input ends."""
    build(pipeline).run("stdio")


def server_of(do: Do, where: str) -> MCPServer[Any]:
    """Return the server whose tools are done by `do`; `where` tells assistants where that is."""
    server: MCPServer[Any] = MCPServer(
        "nlpkit",
        version=__version__,
        instructions=INSTRUCTIONS.format(where=where),
        log_level="ERROR",
    )
    own = _Tools(do)
    for tool in (own.run, own.clean, own.detect, own.translate, own.summarize):
        server.add_tool(tool, structured_output=False)
    return server


class _Tools:
    """The tools. Their docstrings are the descriptions that assistants read."""

    def __init__(self, do: Do) -> None:
        self._do = do

    async def run(
        self, text: Text, kind: Kind = "text", to: To = None, length: Length = None
    ) -> str:
        """Clean an article, translate its fragments in other languages, and summarise it, as
        Markdown.
        """
        return await self._done(tools.run, text, kind, to, length)

    async def clean(self, text: Text, kind: Kind = "text") -> str:
        """Return the article without menus, advertisements and other text that is not of it."""
        return await self._done(tools.clean, text, kind)

    async def detect(self, text: Text, kind: Kind = "text") -> str:
        """Return the languages of a text: a line for each fragment with its code, its certainty
        from 0 to 1, and the fragment.
        """
        return await self._done(tools.detect, text, kind)

    async def translate(self, text: Text, kind: Kind = "text", to: To = None) -> str:
        """Translate the fragments in other languages. The rest of the text stays as it is. What is
        doubtful or could not be translated is listed after the text.
        """
        return await self._done(tools.translate, text, kind, to)

    async def summarize(
        self, text: Text, kind: Kind = "text", to: To = None, length: Length = None
    ) -> str:
        """Summarise an article. Each point names the sentences of the article that it comes from,
        counted from 1.
        """
        return await self._done(tools.summarize, text, kind, to, length)

    async def _done(self, work: Callable[..., str], *arguments: Any) -> str:
        """Return what the work returns. What nlpkit raises becomes an answer for the assistant."""
        try:
            return await self._do(work, *arguments)
        except NlpkitError as error:
            raise ToolError(". ".join(filter(None, (error.message, error.hint)))) from error
