"""One worker process. It loads a pipeline once and then does the tasks that its parent sends.

The parent may kill it at any moment. It holds nothing that other processes need, and it writes
files whole or not at all.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from multiprocessing import connection as connections
from multiprocessing import parent_process
from typing import Any

from ..config import Config
from ..errors import NlpkitError
from .building import build
from .running import Pipeline

Make = Callable[[Config], Pipeline]
Prepare = Callable[[], None]

# Workers have a lower priority than the server process, so that a busy server can still say so.
NICENESS = 10
# Enough to load every model and list that an ordinary article needs.
SAMPLE = "The library opened in May. Открытие прошло спокойно, гостей было много."


class Fault(Exception):
    """An error that is not an NlpkitError: its type and where it was raised.

    Its message is left out, because it may quote the user's text.
    """


def main(
    pipe: connections.Connection,
    config: Config,
    make: Make = build,
    prepare: Prepare | None = None,
    *,
    urgent: bool = True,
) -> None:
    """Answer the parent's tasks until it closes its end of the pipe.

    A process that is not `urgent` (a spare) also has a lower priority while it loads. The first
    message is `("ready", None)`. A task is `(work, arguments)`. Its answers are `("item", value)`
    for each value that a generator yields, then `("done", value)` or `("failed", error)`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent, which ends this one
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if prepare is not None:
        prepare()
    if not urgent:
        _give_way()
    pipeline = make(config)
    _warm(pipeline)
    if urgent:
        _give_way()
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send(("ready", None))
        while True:
            work, arguments = pipe.recv()
            for answer in _answers(pipeline, work, arguments):
                pipe.send(answer)


def _give_way() -> None:
    with contextlib.suppress(OSError):
        os.nice(NICENESS)


def _end_with_parent() -> None:
    """End this process when its parent ends, even if the parent was killed."""
    parent = parent_process()
    if parent is not None:
        connections.wait([parent.sentinel])
        os._exit(1)


def _warm(pipeline: Pipeline) -> None:
    """Load the models. If one cannot be loaded, the first task that needs it reports that."""
    with contextlib.suppress(NlpkitError):
        pipeline.translator.get()
        pipeline.run(SAMPLE)


def _answers(
    pipeline: Pipeline, work: Callable[..., Any], arguments: tuple[Any, ...]
) -> Iterator[tuple[str, Any]]:
    try:
        answer = work(pipeline, *arguments)
        if isinstance(answer, Iterator):
            for item in answer:
                yield "item", item
            answer = None
        yield "done", answer
    except NlpkitError as error:
        yield "failed", error
    except Exception as error:
        yield "failed", fault_of(error)


def fault_of(error: Exception) -> Fault:
    """Return the type and the places of an error, without its message."""
    places = "".join(traceback.format_tb(error.__traceback__))
    return Fault(f"{type(error).__name__}, raised at\n{places}")
