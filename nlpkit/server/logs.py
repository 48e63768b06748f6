"""What the server's log says: where something failed and of which kind, never about which text.

The message of an exception often holds the value that was wrong, which here is somebody's text.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
import warnings
from types import TracebackType
from typing import Any, TextIO

LOG = logging.getLogger("nlpkit.server")
TRUSTED = ("nlpkit", "uvicorn")  # loggers whose messages hold no text


class Formatter(logging.Formatter):
    """Tracebacks without messages; of other libraries only the place that a record comes from."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        if record.name.split(".")[0] not in TRUSTED:
            record.message = f"at {record.pathname}:{record.lineno}"
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        return without_messages(ei[1])

    def formatStack(self, stack_info: str) -> str:
        return stack_info


def without_messages(error: BaseException | None) -> str:
    """Return the traceback of an exception and of what caused it, with kinds
    in place of messages.
    """
    parts: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or error.__context__
    return "\ncaused by\n".join(parts)


def install() -> None:
    """Let everything that this process says about errors go through the formatter."""
    handler = logging.StreamHandler()
    handler.setFormatter(Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    warnings.showwarning = _warned
    sys.excepthook = _raised
    sys.unraisablehook = lambda said: _raised(said.exc_type, said.exc_value, said.exc_traceback)
    threading.excepthook = lambda said: _raised(said.exc_type, said.exc_value, said.exc_traceback)
    # Gradio prints what its handlers raise, the visitor's input in it, and asks nobody.
    traceback.print_exc = _print_exc


def _raised(
    kind: type[BaseException], error: BaseException | None, _: TracebackType | None
) -> None:
    if issubclass(kind, Exception):
        LOG.error("an error that nobody handled", exc_info=error)


def _print_exc(*_: object, **__: object) -> None:
    LOG.error("a request failed", exc_info=sys.exception())


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    LOG.warning("%s at %s:%d", category.__name__, filename, lineno)
