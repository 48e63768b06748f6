"""`nlpkit run` in a cold process: wall seconds and peak memory, models loaded anew each time.

Usage: python benchmarks/run.py [FILE] [--times 5]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "nlpkit", "run", "--format", "json"]


def measure(file: Path) -> tuple[float, float]:
    """Seconds and peak resident megabytes of one run."""
    started = time.perf_counter()
    with subprocess.Popen([*COMMAND, str(file)], stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"nlpkit run failed with {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    print("| file | seconds (median) | fastest | peak MB |")
    print("|---|---|---|---|")
    for file in options.files or sorted((ROOT / "examples").glob("*.txt")):
        runs = [measure(file) for _ in range(options.times)]
        seconds = [s for s, _ in runs]
        print(
            f"| {file.name} | {statistics.median(seconds):.2f} | {min(seconds):.2f} "
            f"| {max(mb for _, mb in runs):.0f} |"
        )


if __name__ == "__main__":
    main()
