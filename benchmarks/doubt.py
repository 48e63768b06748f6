"""How far the translator's own score can be trusted: score against chrF, development lines.

The threshold in `nlpkit/translate/data/guard.toml` ([doubtful]) is chosen from this table.
Usage: python benchmarks/doubt.py [--lines 300] [--set translator.beam=1]...
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
from pathlib import Path

import sacrebleu

from nlpkit import config
from nlpkit.engines import create_translator

SETS = ("tatoeba-heldout2k", "newstest2018", "ntrex128")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=300, help="of each set")
    parser.add_argument("--set", action="append", default=[], dest="settings")
    options = parser.parse_args()
    if not os.environ.get("NLPKIT_DATA"):
        raise SystemExit("set NLPKIT_DATA to the folder of the development data")
    folder = Path(os.environ["NLPKIT_DATA"]) / "ru-en" / "dev"
    engine = create_translator(config.load(overrides=options.settings).translator)

    pairs: list[tuple[float, float]] = []
    for name in SETS:
        lines = zip(
            (folder / f"{name}.ru").read_text(encoding="utf-8").splitlines(),
            (folder / f"{name}.en").read_text(encoding="utf-8").splitlines(),
            strict=True,
        )
        short = ((s, r) for s, r in lines if engine.count(s) < engine.max_tokens)
        chosen = list(itertools.islice(short, options.lines))
        drafts = engine.translate([source for source, _ in chosen], "ru", "en")
        for (_, reference), draft in zip(chosen, drafts, strict=True):
            quality = sacrebleu.sentence_chrf(draft.text, [reference]).score
            pairs.append((draft.score or 0.0, quality))

    print(f"{engine.name}, {len(pairs)} lines of {', '.join(SETS)}\n")
    print("| score | lines | mean chrF | chrF 40 or more |")
    print("|---|---|---|---|")
    for tenth in range(10):
        inside = [quality for score, quality in pairs if min(int(score * 10), 9) == tenth]
        if inside:
            good = sum(q >= 40 for q in inside) / len(inside)
            print(
                f"| {tenth / 10:.1f}–{(tenth + 1) / 10:.1f} | {len(inside)} "
                f"| {statistics.mean(inside):.1f} | {good:.0%} |"
            )


if __name__ == "__main__":
    main()
