"""Batches: documents a second and peak memory beside the same work one document at a time.

A folder of generated articles is done in several ways, each in processes of its own. The sentences
are those written for the translator (recipes/ru-en/text); a tenth of them stay Russian, some whole,
some quoted in an English sentence, and lines of junk stand between the paragraphs. Sizes are drawn
like those of news: half have more than 450 words, one in twenty more than 1,150.

Usage: python benchmarks/batch.py [--documents 2000] [--ways one,here,1,2,again] [--small 0]
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nlpkit
from nlpkit import config, files, pipeline, render
from nlpkit.batch import planning, running
from nlpkit.pipeline.workers import Here

ROOT = Path(__file__).parent.parent
TEXT = ROOT / "recipes" / "ru-en" / "text" / "news_written.tsv"
JUNK = (
    "Share on Facebook",
    "Subscribe to our newsletter and never miss a story.",
    "Read also: What to know before the vote",
    "Photo: press service",
    "Accept all cookies",
    "© 2026 All rights reserved.",
)
MEDIAN_WORDS, SPREAD = 400, 0.55  # of a log-normal distribution
RUSSIAN = 0.1  # of the sentences
SECONDS_BETWEEN_LOOKS = 0.2
WAYS = {
    "one": "one at a time",
    "here": "batch in the process itself",
    "1": "batch, 1 process",
    "2": "batch, 2 processes",
    "again": "batch again, all done",
    "ray": "batch on Ray, 2 actors",
}


def articles(count: int) -> Iterator[str]:
    """Yield generated articles, always the same ones."""
    rows = [line.split("\t") for line in TEXT.read_text(encoding="utf-8").splitlines()]
    pairs = [(row[0], row[1]) for row in rows if len(row) == 2]
    draw = random.Random(0)
    for _ in range(count):
        left = MEDIAN_WORDS * draw.lognormvariate(0, SPREAD)
        lines, paragraph = [draw.choice(pairs)[1]], []
        while left > 0:
            russian, english = draw.choice(pairs)
            if draw.random() < RUSSIAN:
                whole = draw.random() < 0.5
                paragraph.append(russian if whole else f"The head of the office said: «{russian}»")
            else:
                paragraph.append(english)
            left -= len(paragraph[-1].split())
            if len(paragraph) > 2 and draw.random() < 0.4:
                lines.append(" ".join(paragraph))
                paragraph = []
                if draw.random() < 0.15:
                    lines.append(draw.choice(JUNK))
        yield "\n\n".join([*lines, " ".join(paragraph), *draw.sample(JUNK, 2)]).strip()


def one_at_a_time(inbox: Path, out: Path) -> None:
    """Do what a user of the library would write: read, run, write, for each file."""
    pipe = nlpkit.load()
    out.mkdir(parents=True)
    for path in sorted(inbox.iterdir()):
        item = files.read(path)
        text = render.to_json(pipe.run(item.article), path=str(path), sha256=item.sha256)
        (out / f"{path.name}.json").write_text(text, encoding="utf-8")


def here(inbox: Path, out: Path) -> float:
    """Run a batch in this process; return the seconds that were spent in engines."""
    settings = config.load()
    pipe = pipeline.build(settings)
    spent = [0.0]
    for engine, name in (
        (pipe.translator.get(), "translate"),
        (pipe.summarizer.get(), "summarize"),
    ):
        setattr(engine, name, timed(getattr(engine, name), spent))
    made = planning.plan([inbox], out=out, config=settings)
    for _ in running.run(made, runner=Here(pipe)):
        pass
    return spent[0]


def timed(work: Any, spent: list[float]) -> Any:
    def call(*arguments: Any, **options: Any) -> Any:
        started = time.perf_counter()
        try:
            return work(*arguments, **options)
        finally:
            spent[0] += time.perf_counter() - started

    return call


def measure(command: Sequence[str]) -> tuple[float, float, str]:
    """Return the seconds, the peak memory of all processes in MB, and the output of a command.

    Memory that processes share is counted once.
    """
    started, peak = time.perf_counter(), 0.0
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(proportional_mb, session(process.pid))))
            time.sleep(SECONDS_BETWEEN_LOOKS)
        seconds = time.perf_counter() - started
        assert process.stdout is not None
        out = process.stdout.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {process.returncode}")
    return seconds, peak, out


def session(leader: int) -> Iterator[int]:
    """Yield the processes of a session."""
    for entry in os.scandir("/proc"):
        try:
            if entry.name.isdecimal() and os.getsid(int(entry.name)) == leader:
                yield int(entry.name)
        except ProcessLookupError:
            continue


def proportional_mb(pid: int) -> float:
    """Return the memory of a process in MB; of what it shares with others, its part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def command(way: str, inbox: Path, out: Path) -> list[str]:
    if way in ("one", "here"):
        return [sys.executable, __file__, "--do", way, str(inbox), str(out)]
    batch = [sys.executable, "-m", "nlpkit", "batch", str(inbox), "--out", str(out)]
    if way == "ray":
        return [*batch, "--engine", "ray", "--jobs", "2"]
    return [*batch, "--jobs", "2" if way == "again" else way]


def stages(out: Path) -> dict[str, float]:
    """Return the seconds of each stage, over all results of a batch."""
    sums: Counter[str] = Counter()
    for path in out.rglob("*.json"):
        sums.update(json.loads(path.read_text(encoding="utf-8"))["timings"])
    with open(out / "summary.csv", encoding="utf-8-sig", newline="") as stream:
        whole = sum(float(row["seconds"]) for row in csv.DictReader(stream))
    return {**sums, "read and write": whole - sum(sums.values())}


def write(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number, text in enumerate(articles(count)):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return folder


def report(count: int, ways: Sequence[str], place: Path) -> None:
    inbox = write(place / f"in-{count}", count)
    print("| way | documents | seconds | documents/s | peak MB |\n|---|---|---|---|---|")
    taken: dict[str, float] = {}
    for way in ways:
        out = place / f"out-{count}-{'2' if way == 'again' else way}"
        taken[way], peak, said = measure(command(way, inbox, out))
        speed = f"{count / taken[way]:.2f}"
        print(f"| {WAYS[way]} | {count:,} | {taken[way]:.1f} | {speed} | {peak:.0f} |", flush=True)
        if way == "here":
            work, engine = map(float, said.split())
            print(f"\nover engine time: {work / engine - 1:.1%} ({work:.1f} s, {engine:.1f} s)\n")
        if way in ("1", "2"):
            spent = stages(out)
            jobs = int(way)
            spent["start, load, put together, wait"] = taken[way] * jobs - sum(spent.values())
            shares = (
                f"{name} {s:.1f} s ({s / taken[way] / jobs:.0%})" for name, s in spent.items()
            )
            print(f"\n{', '.join(shares)}\n", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--ways", default="one,here,1,2,again", help=", ".join(WAYS))
    parser.add_argument("--small", type=int, default=0, help="first so many, for their memory")
    parser.add_argument("--do", nargs=3, metavar=("WAY", "IN", "OUT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.do:
        way, inbox, out = options.do[0], Path(options.do[1]), Path(options.do[2])
        started = time.perf_counter()
        if way == "one":
            one_at_a_time(inbox, out)
        else:
            engine = here(inbox, out)
            print(time.perf_counter() - started, engine)
        return
    with tempfile.TemporaryDirectory() as folder:
        if options.small:
            report(options.small, ["2"], Path(folder))
        report(options.documents, options.ways.split(","), Path(folder))


if __name__ == "__main__":
    main()
