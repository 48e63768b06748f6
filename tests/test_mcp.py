"""The tools for assistants, asked by the protocol's own client."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from nlpkit import pipeline

mcp = pytest.importorskip("mcp", reason="the extra mcp is not installed")
from nlpkit.server.mcp import build  # noqa: E402  (it needs mcp)

ARTICLE = "The library opened on 1 May. Readers came early.\n\nОткрытие прошло спокойно.\n\nShare"
TOOLS = {"run", "clean", "detect", "translate", "summarize"}


def ask(tool: str, server: Any = None, **arguments: str) -> tuple[str, bool]:
    """Return the text of a tool's answer, and whether it is an error."""

    async def asked() -> tuple[str, bool]:
        where = server or build(pipeline.load(overrides={"translator.backend": "echo"}))
        async with mcp.Client(where) as client:
            result = await client.call_tool(tool, arguments)
            return "\n".join(part.text for part in result.content), bool(result.is_error)

    return awaited(asked())


def awaited(work: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: a browser test may have left its event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def test_every_tool_says_what_it_does_and_takes() -> None:
    async def listed() -> list[Any]:
        async with mcp.Client(build(pipeline.load())) as client:
            return list((await client.list_tools()).tools)

    tools = awaited(listed())
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.description
        assert "text" in tool.input_schema["required"]


def test_clean_leaves_junk_out() -> None:
    assert ask("clean", text=ARTICLE) == (ARTICLE.removesuffix("\n\nShare"), False)


def test_detect_names_the_language_of_each_fragment() -> None:
    answer, _ = ask("detect", text=ARTICLE)
    assert [line.split("\t")[0] for line in answer.splitlines()][:3] == ["en", "en", "ru"]


def test_summarize_names_its_sentences() -> None:
    answer, _ = ask("summarize", text=ARTICLE, length="1 sentence")
    assert answer == "- The library opened on 1 May. [1]"


def test_run_gives_a_page() -> None:
    answer, failed = ask("run", text=ARTICLE, length="short")
    assert not failed
    assert "## Summary" in answer


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"text": " "}, "no text"),
        ({"text": ARTICLE, "length": "many"}, "many"),
        ({"text": ARTICLE, "kind": "pdf"}, "kind"),
        ({}, "text"),
    ],
)
def test_wrong_arguments_are_explained(arguments: dict[str, str], said: str) -> None:
    answer, failed = ask("run", **arguments)
    assert failed
    assert said in answer


def test_the_command_serves_on_standard_input_and_output() -> None:
    """With the shipped model, in a process of its own, as assistants start it."""
    command = mcp.StdioServerParameters(command=sys.executable, args=["-m", "nlpkit", "mcp"])
    answer, failed = ask(
        "translate", command, text="The visit is over. Заседание перенесли на 14 мар."
    )
    assert not failed
    assert "The visit is over. " in answer
    assert "14" in answer
    assert "Заседание" not in answer
