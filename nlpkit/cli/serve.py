"""The commands that serve: the page with the API, and tools for assistants."""

from __future__ import annotations

from typing import Annotated

import typer

from ..extras import require
from .options import ConfigFile, Set, pipeline_of, settings


def serve(
    host: Annotated[str | None, typer.Option(help="Address; 0.0.0.0 opens it to all.")] = None,
    port: Annotated[int | None, typer.Option(help="Port.")] = None,
    allow_anyone: Annotated[
        bool, typer.Option("--allow-anyone", help="Let other computers use the server.")
    ] = False,
    mcp: Annotated[
        bool, typer.Option("--mcp", help="Serve the tools for assistants too, at /mcp.")
    ] = False,
    config: ConfigFile = None,
    set_: Set = None,
) -> None:
    """The web page at /, the API at /v1, LibreTranslate-compatible; /health and /metrics."""
    require("ui", "nlpkit serve")
    from .. import server

    overrides = settings(
        set_,
        server__host=host,
        server__port=port,
        server__allow_anyone="true" if allow_anyone else None,
        server__mcp="true" if mcp else None,
    )
    pipeline = pipeline_of(config, overrides)
    if pipeline.config.server.mcp:
        require("mcp", "nlpkit serve --mcp")
    server.serve(pipeline)


def mcp(config: ConfigFile = None, set_: Set = None) -> None:
    """Tools for assistants (Model Context Protocol) on standard input and output."""
    require("mcp", "nlpkit mcp")
    from ..server.mcp import serve

    serve(pipeline_of(config, settings(set_)))
