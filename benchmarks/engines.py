"""CTranslate2 int8 beside torch float32 `generate`: same weights, sentences and threads, greedy.

The sentences are the first 500 that the model takes whole of the newstest2018 development set in
NLPKIT_DATA. Reports source words a second, the ratio, and how many outputs agree to the letter.
Usage: python benchmarks/engines.py [--sentences 500] [--threads 2]
"""

from __future__ import annotations

import argparse
import itertools
import os
import time
from pathlib import Path

from nlpkit import config
from nlpkit.engines import Translator, create


def translate(engine: Translator, sentences: list[str]) -> tuple[list[str], float]:
    """The outputs and the seconds they took, after a warm-up."""
    engine.translate(sentences[:8], "ru", "en")
    started = time.perf_counter()
    drafts = engine.translate(sentences, "ru", "en")
    return [draft.text for draft in drafts], time.perf_counter() - started


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
    engines = [create("translators", backend, section) for backend in ("ct2", "torch")]
    fitting = (s for s in text.splitlines() if engines[0].count(s) <= engines[0].max_tokens)
    sentences = list(itertools.islice(fitting, options.sentences))
    words = sum(len(s.split()) for s in sentences)

    print("| engine | words/s | seconds |")
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
