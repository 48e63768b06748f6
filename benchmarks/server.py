"""The server under load on loopback, beside the earlier way: all work in threads of one process.

    python benchmarks/server.py --seconds 60 --clients 1 20 100 200

Each client sends one short article after another to /v1/run, and waits for the answer; one more
asks /health ten times a second. `--worst` adds ten clients that send the worst inputs.

A client is refused with 429 or 503. Other answers, and connections that fail, are counted as wrong;
if there are any, the script ends with exit code 1.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

ARTICLE = (
    "The city library opened its new reading room on Monday.\n\n"
    "Директор сказал, что первые посетители пришли в восемь утра. Зал открыт до полуночи.\n\n"
    "It holds 40,000 books, and two hundred people can read there at a time."
)
WORST = [
    "я" * 199_000,
    "[" * 100_000,
    "слово " * 33_000,
    "a.b" * 60_000,
    "Он сказал: «Да». " * 11_000,
]
WAYS = {"threads": "the earlier way", "workers": "worker processes"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60, help="for each number of clients")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 20, 100, 200])
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=[*WAYS])
    parser.add_argument("--worst", action="store_true")
    parser.add_argument("--serve", choices=WAYS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        return serve(given.serve)
    print(
        "| way | clients | answers/s | refused | wrong | p50 s | p95 s | p99 s | /health p99 ms |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    wrong = 0
    for clients in given.clients:
        for way in given.ways:
            row, found = measure(way, clients, given.seconds, worst=given.worst)
            print(f"| {WAYS[way]} | {clients} | {row} |", flush=True)
            for what, count in found.items():
                print(f"wrong: {what}, {count} times", file=sys.stderr)
            wrong += found.total()
    sys.exit(1 if wrong else 0)


def serve(way: str) -> None:
    """The server without its page, on a free port of loopback."""
    import uvicorn

    import nlpkit
    from nlpkit.pipeline.workers import Here, Workers
    from nlpkit.server.api import build

    pipeline = nlpkit.load()
    runner = Workers(pipeline.config) if way == "workers" else Here(pipeline)
    uvicorn.run(build(runner), port=0, log_level="info", access_log=False)


def measure(way: str, clients: int, seconds: float, *, worst: bool) -> tuple[str, Counter[str]]:
    command = [sys.executable, __file__, "--serve", way]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            lines = iter(process.stderr.readline, "")
            port = next(int(m[1]) for line in lines if (m := re.search(r"0\.1:(\d+)", line)))
            return asyncio.run(load(port, clients, seconds, worst=worst))
        finally:
            # Group and all: the earlier way does not stop in the middle of its work.
            process.send_signal(signal.SIGKILL)


async def load(port: int, clients: int, seconds: float, *, worst: bool) -> tuple[str, Counter[str]]:
    """The row of the table, and the answers that were wrong."""
    body = json.dumps({"text": ARTICLE}).encode()
    bodies = [json.dumps({"text": text}).encode() for text in WORST]
    await post(port, "/v1/run", body)  # models are loaded
    until = time.monotonic() + seconds
    good, bad, health = Answers(), Answers(), Answers()
    tasks = [
        asyncio.create_task(client(port, "/v1/run", body, until, good)) for _ in range(clients)
    ]
    for i in range(10 * worst):
        work = client(port, "/v1/run", bodies[i % len(bodies)], until, bad)
        tasks.append(asyncio.create_task(work))
    watch = asyncio.create_task(client(port, "/health", b"", until, health, pause=0.1))
    # What is unanswered at the end is not waited for.
    _, pending = await asyncio.wait([*tasks, watch], timeout=seconds + 1)
    for task in pending:
        task.cancel()
    if watch in pending:
        health.times.append(seconds)
    wrong = good.wrong + bad.wrong + health.wrong
    shown = [f"{len(good.times) / seconds:.1f}", str(good.refused), str(wrong.total())]
    shown += [f"{share(good.times, p):.2f}" if good.times else "–" for p in (0.5, 0.95, 0.99)]
    return " | ".join([*shown, f"{1000 * share(health.times, 0.99):.0f}"]), wrong


@dataclass
class Answers:
    """Seconds that good answers took, how many were refused, and those that should not be."""

    times: list[float] = field(default_factory=list)
    refused: int = 0
    wrong: Counter[str] = field(default_factory=Counter)


async def client(
    port: int, path: str, body: bytes, until: float, answers: Answers, pause: float = 0
) -> None:
    """Ask one thing after another."""
    while time.monotonic() < until:
        started = time.monotonic()
        try:
            status = await post(port, path, body)
        except (OSError, ValueError) as error:
            answers.wrong[repr(error)] += 1
            continue
        if status == 200:
            answers.times.append(time.monotonic() - started)
            await asyncio.sleep(pause)
            continue
        if status in (429, 503):
            answers.refused += 1
        else:
            answers.wrong[f"status {status}"] += 1
        await asyncio.sleep(0.5)


async def post(port: int, path: str, body: bytes) -> int:
    """The status of the answer, read whole."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        method = "POST" if body else "GET"
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        answer = await reader.read()
        return int(answer[9:12] or 0)
    finally:
        writer.close()


def share(values: list[float], part: float) -> float:
    """The value below which this part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


if __name__ == "__main__":
    main()
