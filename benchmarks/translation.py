"""BLEU and chrF of what nlpkit answers, line by line, on the Russian-English development sets.

Unlike `recipes/ru-en/evaluate.py`, which scores the bare model, this is the whole way a user's
lines go: language detection, phrasebook, model, checks, failed lines left in Russian. Peers' stored
outputs stand beside it under the same scorer. Development figures: the sets chose the model.
Usage: python benchmarks/translation.py [--lines 500] [--set translator.beam=1]...
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import sacrebleu

import nlpkit

SETS = ("fragments", "newstest2018", "newstest2019", "newstest2020", "newstest2021")
SETS += ("flores101-dev", "ntrex128", "tatoeba-heldout2k")


def read(path: Path, lines: int) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()[:lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=500)
    parser.add_argument("--set", action="append", default=[], dest="settings")
    options = parser.parse_args()
    if not os.environ.get("NLPKIT_DATA"):
        raise SystemExit("set NLPKIT_DATA to the folder of the development data")
    folder = Path(os.environ["NLPKIT_DATA"]) / "ru-en" / "dev"
    pipeline = nlpkit.load(overrides=options.settings)
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()

    print("| development set | lines | system | BLEU | chrF | left in Russian |")
    print("|---|---|---|---|---|---|")
    for name in SETS:
        source = read(folder / f"{name}.ru", options.lines)
        references = [read(p, options.lines) for p in sorted(folder.glob(f"{name}.refB.en"))]
        references.insert(0, read(folder / f"{name}.en", options.lines))
        systems = {"nlpkit": pipeline.translate_lines(source, source="ru", target="en")}
        for path in sorted(folder.glob(f"{name}.moz-*.en")):
            systems[path.name.split(".moz-")[1].removesuffix(".en")] = read(path, options.lines)
        for system, lines in systems.items():
            kept = sum(a == b for a, b in zip(lines, source, strict=True))
            print(
                f"| {name} | {len(lines)} | {system} "
                f"| {bleu.corpus_score(lines, references).score:.1f} "
                f"| {chrf.corpus_score(lines, references).score:.1f} | {kept} |",
                flush=True,
            )
    print(f"\n`{bleu.get_signature()}`, `{chrf.get_signature()}`; {pipeline.signature}")


if __name__ == "__main__":
    main()
