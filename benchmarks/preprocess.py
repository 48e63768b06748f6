"""Figures of preprocessing: speed stage by stage, cold start, memory; with --peers every task.

The text is the project's examples repeated with other numbers in them, half English with Russian
inside, half Russian; with NLPKIT_DATA set also the mixed-language development texts, which do not
repeat. Megabytes are of UTF-8; times are medians of one process, the cold start of as many own
ones. --peers runs the benchmark of each task after that, all but tags beside other tools.
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

from nlpkit.preprocess import blocks, normalize, preprocess, sentences, tag

ROOT = Path(__file__).parent.parent
TASKS = {
    "pages.py": ["--peers"],
    "blocks.py": ["--peers"],
    "sentences.py": ["--peers"],
    "tag.py": [],
}
COLD = """import sys, time
before = time.perf_counter()
import nlpkit
nlpkit.preprocess(sys.stdin.read())
spent = time.perf_counter() - before
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(spent, int(peak.split()[1]) / 1024)"""


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


def cold(times: int) -> tuple[float, float]:
    """Milliseconds of import and first document in an own process, and its peak memory in MB."""
    file = ROOT / "examples" / "messy-english.txt"
    answers = [
        subprocess.run(
            [sys.executable, "-c", COLD],
            input=file.read_text(encoding="utf-8"),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for _ in range(times)
    ]
    seconds, peaks = ([float(value) for value in column] for column in zip(*answers, strict=True))
    return 1000 * statistics.median(seconds), max(peaks)


def task(script: str, options: list[str]) -> None:
    """Run the benchmark of one task; what it prints goes to our output."""
    print(f"\n## {script.removesuffix('.py')}\n", flush=True)
    done = subprocess.run([sys.executable, str(ROOT / "benchmarks" / script), *options])
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
    print("| text | MB | stage | MB/s |")
    print("|---|---|---|---|")
    for name, text in texts.items():
        size = len(text.encode()) / 1e6
        for stage, work in stages(text):
            print(f"| {name} | {size:.2f} | {stage} | {size / seconds(work, options.times):.2f} |")
    milliseconds, peak = cold(options.times)
    print(f"\nimport and first document: {milliseconds:.0f} ms, {peak:.0f} MB")
    if options.peers:
        for script, arguments in TASKS.items():
            task(script, arguments)


if __name__ == "__main__":
    main()
