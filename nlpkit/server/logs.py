"""Keeps texts out of the server's log: it says where and how something failed, not on which text.

The message of an exception often contains the wrong value, which here is a user's text.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import traceback
import warnings
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Literal, TextIO

LOG = logging.getLogger("nlpkit.server")
ACCESS = "nlpkit.access"
TRUSTED = ("nlpkit", "uvicorn")  # loggers whose messages hold no text


class Formatter(logging.Formatter):
    """Writes tracebacks without messages. Of other libraries' records it writes only the place."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        if record.name.split(".")[0] not in TRUSTED:
            record.message = f"at {record.pathname}:{record.lineno}"
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        return without_messages(ei[1])

    def formatStack(self, stack_info: str) -> str:
        return stack_info


class JsonFormatter(Formatter):
    """Writes the same as one line of JSON, with what a record tells of a request."""

    def format(self, record: logging.LogRecord) -> str:
        record.message = record.getMessage()
        self.formatMessage(record)  # leaves only the place of other libraries' messages
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.message,
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def without_messages(error: BaseException | None) -> str:
    """Return the traceback of an exception and its causes, with types instead of messages."""
    parts: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or error.__context__
    return "\ncaused by\n".join(parts)


def install(form: Literal["text", "json"] = "text") -> None:
    """Use the formatter for all error output of this process."""
    handler = logging.StreamHandler()
    kind = JsonFormatter if form == "json" else Formatter
    handler.setFormatter(kind("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(ACCESS).setLevel(logging.INFO)
    warnings.showwarning = _warned
    sys.excepthook = _raised
    sys.unraisablehook = lambda said: _raised(said.exc_type, said.exc_value, said.exc_traceback)
    threading.excepthook = lambda said: _raised(said.exc_type, said.exc_value, said.exc_traceback)
    # Gradio prints the exceptions of its handlers, including the visitor's input, and has no
    # setting for it.
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
