"""Figures of preprocessing: speed by stage, cold start, memory, each beside its goal; all tasks.

The text is the project's examples repeated with other numbers in them, half English with Russian
inside, half Russian; with NLPKIT_DATA set also the mixed-language development texts, which do not
repeat. Megabytes are of UTF-8; times are medians of one process, the cold start of as many own
ones. --peers then runs the benchmark of each task: a table of quality, thousand characters a second
and peak memory of every tool, ours among them (`pip install -r benchmarks/peers.txt`).
Usage: python benchmarks/preprocess.py [--megabytes 2] [--times 5] [--peers]
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from nlpkit.preprocessing import blocks, normalize, preprocess, sentences, tag

ROOT = Path(__file__).parent.parent
TASKS = ("tag.py", "sentences.py", "blocks.py", "pages.py")
GOALS = {"blocks": 2.0, "sentences": 1.0, "tag": 1.0, "preprocess": 0.5}  # megabytes a second
COLD_GOALS = (150, 120)  # milliseconds, megabytes
COLD = """import sys, time
before = time.perf_counter(), time.process_time()
import nlpkit
nlpkit.preprocess(sys.stdin.read())
spent = time.perf_counter() - before[0], time.process_time() - before[1]
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(*spent, int(peak.split()[1]) / 1024)"""


def examples(size: int) -> str:
    """About `size` bytes of the examples, every number in them another each time round."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "examples").glob("*.txt"))]
    counter = itertools.count(2)
    parts: list[str] = []
    total = 0
    for text in itertools.cycle(texts):
        if total >= size:
            return "\n\n".join(parts)
        parts.append(re.sub(r"\d+", lambda _: str(next(counter)), text))
        total += len(parts[-1].encode())
    raise AssertionError


def development(folder: Path) -> str:
    lines = (folder / "preprocess" / "mixed_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return "\n\n".join(json.loads(line)["text"] for line in lines)


def stages(text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    clean = normalize.normalize(text)
    found = blocks.split(clean)
    split = sentences.split(clean, found)
    yield "normalize", lambda: normalize.normalize(text)
    yield "blocks", lambda: blocks.split(clean)
    yield "sentences", lambda: sentences.split(clean, found)
    yield "tag", lambda: tag.tag(clean, split)
    yield "preprocess", lambda: preprocess(text)


def seconds(work: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return statistics.median(spent)


def cold(times: int) -> tuple[float, float, float]:
    """Import and first document in an own process: milliseconds, those of CPU time, peak in MB.

    With byte code, as an installed package has it: a first run that does not count writes it.
    """
    file = ROOT / "examples" / "messy-english.txt"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    answers = [
        subprocess.run(
            [sys.executable, "-c", COLD],
            input=file.read_text(encoding="utf-8"),
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for _ in range(times + 1)
    ]
    columns = zip(*answers[1:], strict=True)
    waited, worked, peaks = ([float(value) for value in column] for column in columns)
    return 1000 * statistics.median(waited), 1000 * statistics.median(worked), max(peaks)


def task(script: str) -> None:
    """Run the benchmark of one task beside other tools; what it prints goes to our output."""
    print(f"\n## {script.removesuffix('.py')}\n", flush=True)
    done = subprocess.run([sys.executable, str(ROOT / "benchmarks" / script), "--peers"])
    if done.returncode:
        print(f"{script} failed with {done.returncode}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--peers", action="store_true", help="also each task beside other tools")
    options = parser.parse_args()
    texts = {"examples": examples(int(options.megabytes * 1e6))}
    if folder := os.environ.get("NLPKIT_DATA"):
        texts["mixed-language development texts"] = development(Path(folder))
    print("| text | MB | stage | MB/s | goal |")
    print("|---|---|---|---|---|")
    for name, text in texts.items():
        size = len(text.encode()) / 1e6
        for stage, work in stages(text):
            row = name, f"{size:.2f}", stage, f"{size / seconds(work, options.times):.2f}"
            print("|", " | ".join((*row, str(GOALS.get(stage, "")))), "|")
    waited, worked, peak = cold(options.times)
    told = f"import and first document: {waited:.0f} ms ({worked:.0f} of CPU time), {peak:.0f} MB"
    print(f"\n{told} (goals {COLD_GOALS[0]} ms, {COLD_GOALS[1]} MB)")
    if options.peers:
        for script in TASKS:
            task(script)


if __name__ == "__main__":
    main()
