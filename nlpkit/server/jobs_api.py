"""The paths of /v1/jobs: many texts at once, done when there is time, and fetched later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from ..files import JobState
from ..pipeline.tasks import Busy
from .admission import owner
from .bodies import JobBody, body
from .description import (
    JSON,
    KEYED,
    LIMITED,
    answer,
    described,
    fields,
    parameter,
    works,
)
from .jobs import as_dict
from .service import Service

LINES = "application/x-ndjson"
GONE = {404: "There is no such job, or it belongs to another key."}
ID = parameter("job")
COUNT = {"type": "integer", "minimum": 0}
STATE = fields(
    "id", "state", "made", "waiting", "working", "done", "failed",
    state={"enum": ["waiting", "working", "done", "cancelled"]},
    waiting=COUNT, working=COUNT, done=COUNT, failed=COUNT,
)  # fmt: skip


def add(app: FastAPI, service: Service) -> None:
    """Add the paths to the application."""
    _add_known(app, service)

    @app.post("/v1/jobs", status_code=202, **works(JobBody, "The job.", STATE, status=202))
    async def submit(
        request: Request, sent: Annotated[JobBody, body(JobBody, file=True)]
    ) -> dict[str, Any]:
        """Submit texts to be cleaned, translated and summarised one by one."""
        length = None if sent.length is None else str(sent.length)
        texts = [(text.text, text.kind) for text in sent.texts]
        arguments = owner(request), texts, sent.to, length
        job = await run_in_threadpool(service.jobs.store.add, *arguments)
        if job is None:
            raise Busy("too many texts of jobs wait already", hint="try again later")
        service.jobs.wake()
        return as_dict(await _found(service, request, job))


def _add_known(app: FastAPI, service: Service) -> None:
    """Add the paths of a job that was submitted."""
    told = described(ID, {200: answer(JSON, "How far it is.", STATE)}, GONE, KEYED, LIMITED)
    told_lines = "A line of JSON for each text that is done: its number, and result or error."
    lines = answer(LINES, told_lines, {})

    @app.get("/v1/jobs/{job}", **told)
    async def state(request: Request) -> dict[str, Any]:
        """Say how far a job is."""
        return as_dict(await _found(service, request))

    @app.post("/v1/jobs/{job}/cancel", **told)
    async def cancel(request: Request) -> dict[str, Any]:
        """Forget the texts of a job that are not done. Its results stay."""
        found = await _found(service, request)
        await run_in_threadpool(service.jobs.store.cancel, found.id)
        return as_dict(await _found(service, request))

    @app.delete("/v1/jobs/{job}", **told)
    async def remove(request: Request) -> dict[str, Any]:
        """Remove a job with its texts and results."""
        found = await _found(service, request)
        await run_in_threadpool(service.jobs.store.remove, found.id)
        return as_dict(found)

    @app.get(
        "/v1/jobs/{job}/results",
        response_class=Response,
        **described(ID, {200: lines}, GONE, KEYED, LIMITED),
    )
    async def results(request: Request) -> Response:
        """Fetch the results there are."""
        found = await _found(service, request)
        return StreamingResponse(_lines(service, found.id), media_type=LINES)


def _lines(service: Service, job: str) -> Iterator[bytes]:
    for number, failed, made in service.jobs.store.results(job):
        yield b'{"number":%d,"%s":%s}\n' % (number, b"error" if failed else b"result", made)


async def _found(service: Service, request: Request, job: str | None = None) -> JobState:
    """Return the state of the job of a path. Raises 404."""
    name = job or request.path_params["job"]
    state = await run_in_threadpool(service.jobs.store.state, name, owner(request))
    if state is None:
        raise HTTPException(404, "there is no such job")
    return state
