"""The shipped model's speed: CTranslate2 int8 alone, then beside torch float32 `generate`.

The sentences are the first 500 that the model takes whole of the newstest2018 development set in
NLPKIT_DATA. The first table gives load time, source words a second and peak memory of a process of
its own, on one and two threads, greedy and with beam 4. The second runs the same weights,
sentences and threads greedily in both engines, and counts outputs that agree to the letter.
Usage: python benchmarks/engines.py [--sentences 500] [--threads 2]
"""

from __future__ import annotations

import argparse
import itertools
import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from nlpkit import config
from nlpkit.engines import Translator, create_translator

CT2 = {"translator.backend": "ct2"}


def translate(engine: Translator, sentences: list[str]) -> tuple[list[str], float]:
    """The outputs and the seconds they took, after a warm-up."""
    engine.translate(sentences[:8], "ru", "en")
    started = time.perf_counter()
    drafts = engine.translate(sentences, "ru", "en")
    return [draft.text for draft in drafts], time.perf_counter() - started


def alone(sentences: list[str], threads: int, beam: int) -> tuple[float, float, float]:
    """Seconds to load, source words a second, peak resident megabytes of this process."""
    settings = {"translator.beam": beam, "translator.threads": threads, **CT2}
    started = time.perf_counter()
    engine = create_translator(config.load(overrides=settings).translator)
    engine.translate(["Да."], "ru", "en")
    loading = time.perf_counter() - started
    _, spent = translate(engine, sentences)
    words = sum(len(s.split()) for s in sentences)
    status = Path("/proc/self/status").read_text()  # ru_maxrss keeps the parent's peak
    peak = next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line)
    return loading, words / spent, peak / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    folder = os.environ.get("NLPKIT_DATA")
    if not folder:
        raise SystemExit("set NLPKIT_DATA to the folder of the development data")
    text = (Path(folder) / "ru-en" / "dev" / "newstest2018.ru").read_text(encoding="utf-8")
    settings = {"translator.beam": 1, "translator.threads": options.threads}
    section = config.load(overrides=settings).translator
    engines = [
        create_translator(section.model_copy(update={"backend": backend}))
        for backend in ("ct2", "torch")
    ]
    fitting = (s for s in text.splitlines() if engines[0].count(s) <= engines[0].max_tokens)
    sentences = list(itertools.islice(fitting, options.sentences))
    words = sum(len(s.split()) for s in sentences)

    print("| CTranslate2 int8 | load, s | words/s | peak MB |")
    print("|---|---|---|---|")
    for threads, beam in itertools.product((1, 2), (1, 4)):
        with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
            loading, speed, peak = fresh.submit(alone, sentences, threads, beam).result()
        label = f"{threads} thread{'s'[: threads - 1]}, {'greedy' if beam == 1 else f'beam {beam}'}"
        print(f"| {label} | {loading:.2f} | {speed:.0f} | {peak:.0f} |", flush=True)

    print("\n| engine | words/s | seconds |")
    print("|---|---|---|")
    outputs, speeds = [], []
    for engine in engines:
        lines, spent = translate(engine, sentences)
        outputs.append(lines)
        speeds.append(words / spent)
        print(f"| {engine.name} | {words / spent:.0f} | {spent:.1f} |")
    same = sum(a == b for a, b in zip(*outputs, strict=True))
    print(f"\nratio {speeds[0] / speeds[1]:.1f}; {same} of {len(sentences)} outputs the same")


if __name__ == "__main__":
    main()
