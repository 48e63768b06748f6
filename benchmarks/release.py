"""How soon the server lets go, and what it keeps: Stop, a client that leaves, SIGTERM, memory.

    python benchmarks/release.py --times 10

- Stop: from the page's call to the last word of the run that it stops.
- Leaving: from when a client leaves, whose text holds the only worker, to the answer to the next
  short text, less what that takes alone.
- SIGTERM: until the process is gone, while each worker has one of the worst inputs.
- Memory: the proportional set size of the server with its workers, after one run of the largest
  article and after each of ten more.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server import ARTICLE, WORST

# Within the limit, and minutes of work: no sentence is like another.
LONG = "\n\n".join(ARTICLE.replace("восемь", str(number)) for number in range(600))
LARGEST = 199_000
SHORT = "The library opened in May."


class Server:
    """A server on loopback, as `nlpkit serve` starts it."""

    def __init__(self, workers: int) -> None:
        command = [sys.executable, "-m", "nlpkit", "serve", "--port", "0"]
        command += ["--set", f"server.workers={workers}", "--set", "server.seconds=600"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        found = re.search(r"http://([\d.]+):(\d+)", self.process.stdout.readline())
        assert found, "serve says where it is"
        self.at = found[1], int(found[2])

    def post(self, path: str, body: object) -> bytes:
        url = f"http://{self.at[0]}:{self.at[1]}{path}"
        headers = {"Content-Type": "application/json"}
        data = json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(url, data, headers)) as answer:
            read: bytes = answer.read()
            return read

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://{self.at[0]}:{self.at[1]}{path}") as answer:
            read: bytes = answer.read()
            return read

    def send(self, text: str) -> socket.socket:
        """The connection of a client that has sent a text and waits."""
        body = json.dumps({"text": text}).encode()
        head = f"POST /v1/run HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
        client = socket.create_connection(self.at)
        client.sendall(head.encode() + b"Content-Type: application/json\r\n\r\n" + body)
        return client

    def processes(self) -> list[Path]:
        """Of the server and of its workers, where the system tells of them."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        children = (number for task in tasks for number in task.read_text().split())
        return [Path("/proc") / str(number) for number in (self.process.pid, *children)]

    def memory(self) -> int:
        """Bytes; what the processes share counts once."""
        rolled = [(process / "smaps_rollup").read_text() for process in self.processes()]
        return sum(int(re.findall(r"^Pss: +(\d+)", text, re.M)[0]) * 1024 for text in rolled)

    def settle(self) -> None:
        """Wait until no process works any more: the spare has loaded its models."""
        before, now = -1, 0
        while now != before:
            time.sleep(1)
            before, now = now, sum(map(_ticks, self.processes()))


def _ticks(process: Path) -> int:
    """The CPU time of a process, rounded so that idle threads do not count."""
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) // 10


@contextmanager
def serving(workers: int = 1) -> Iterator[Server]:
    """A server whose models are loaded."""
    server = Server(workers)
    try:
        for _ in range(2 * workers):
            server.post("/v1/run", {"text": ARTICLE})
        yield server
    finally:
        server.process.kill()
        server.process.wait()


def stop(server: Server, visitor: str) -> float:
    """Seconds from Stop to the end of a run, as the page's scripts see it."""
    handlers = json.loads(server.get("/config"))["dependencies"]
    number = {handler["api_name"]: handler["id"] for handler in handlers}
    session = {"session_hash": visitor, "event_data": None}
    data = [LONG, "en", "short", "auto", "news", "target", None]
    run = {**session, "fn_index": number["run"], "data": data}
    server.post("/gradio_api/queue/join", run)
    address = f"http://{server.at[0]}:{server.at[1]}/gradio_api/queue/data?session_hash={visitor}"
    with urllib.request.urlopen(address) as events:
        for line in events:
            if (b"process_generating" in line and b"nk-progress" in line) or b"Translating" in line:
                break
        begun = time.monotonic()
        body = {**session, "fn_index": number["_stop"], "data": [None]}
        server.post("/gradio_api/run/_stop", body)
        next(line for line in events if b"Stopped" in line)
        return time.monotonic() - begun


def leave(server: Server) -> float:
    """Seconds from a client's leaving to the answer to the next, less what that takes alone."""
    server.settle()
    begun = time.monotonic()
    server.post("/v1/run", {"text": f"{SHORT} It has {time.time_ns()} books."})
    alone = time.monotonic() - begun
    client = server.send(LONG)
    time.sleep(0.5)  # it is in work now
    begun = time.monotonic()
    client.close()
    server.post("/v1/run", {"text": f"{SHORT} It has {time.time_ns()} books."})
    return time.monotonic() - begun - alone


def terminate(text: str) -> float:
    with serving(workers=2) as server:
        clients = [server.send(text) for _ in range(4)]
        time.sleep(1)
        begun = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        server.process.wait()
        taken = time.monotonic() - begun
        for client in clients:
            client.close()
        return taken


def keep(times: int) -> list[int]:
    """Bytes after one run of the largest article, and after each of so many more."""
    text = (f"{SHORT} It holds 40,000 books, and two hundred people can read there at a time.\n\n"
            "Авторизуйтесь, пожалуйста\n\n") * 2000  # fmt: skip
    with serving() as server:
        found = []
        for _ in range(times + 1):
            server.post("/v1/run", {"text": text[:LARGEST]})
            found.append(server.memory())
        return found


def shown(seconds: list[float]) -> str:
    middle = sorted(seconds)[len(seconds) // 2]
    return f"{1000 * middle:.0f} | {1000 * max(seconds):.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--only", choices=["stop", "leave", "sigterm", "memory"])
    given = parser.parse_args()
    if given.only in (None, "stop", "leave"):
        print("| what | times | median ms | longest ms |\n|---|---|---|---|")
        with serving() as server:
            if given.only in (None, "stop"):
                times = [stop(server, f"visitor{i}") for i in range(given.times)]
                print(f"| Stop | {len(times)} | {shown(times)} |", flush=True)
            if given.only in (None, "leave"):
                times = [leave(server) for _ in range(given.times)]
                print(f"| Leaving | {len(times)} | {shown(times)} |", flush=True)
    if given.only in (None, "sigterm"):
        times = [terminate(text) for text in WORST]
        print(f"| SIGTERM | {len(times)} | {shown(times)} |", flush=True)
    if given.only in (None, "memory"):
        first, *_, last = found = keep(given.times)
        row = " ".join(f"{size / 2**20:.0f}" for size in found)
        print(f"Memory in MiB after each run: {row} ({100 * (last / first - 1):+.1f} %)")


if __name__ == "__main__":
    main()
