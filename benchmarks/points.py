"""Summary points that are no sentence of the article, on documents of twenty kinds.

    python benchmarks/points.py [--show]

200 documents are put together from the templates of data/kinds.toml, which were written for this:
ten of each kind, in English, Russian and Kazakh by turns, the paragraphs in another order each
time, with and without blank lines. Of each a summary of five sentences is made. A point is right
where it is a sentence of the article's paragraphs; anything else is counted.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import nlpkit

TEMPLATES = Path(__file__).parent / "data" / "kinds.toml"
EACH = 10  # documents of a kind
POINTS = 5


def document(article: dict[str, Any], around: dict[str, list[str]], seed: int) -> tuple[str, str]:
    """The text of a document, and its article's paragraphs as one line."""
    dice = random.Random(seed)
    told = dice.sample(article["paragraphs"], dice.randint(4, len(article["paragraphs"])))
    cut = dice.randint(1, len(told) - 1)
    title = dice.choice(article["titles"])
    parts = [
        around.get("above", []),
        [title],
        told[:cut],
        around.get("amid", []),
        told[cut:],
        around.get("below", []),
    ]
    gap = "\n\n" if seed % 2 else "\n"
    return gap.join("\n".join(part) for part in parts if part), " ".join(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", action="store_true", help="print the points that are wrong")
    args = parser.parse_args()
    templates = tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))
    pipe = nlpkit.load(overrides={"translator": {"backend": "echo", "phrasebook": False}})
    points, wrong = Counter[str](), Counter[str]()
    for kind, by_language in templates["kind"].items():
        for seed in range(EACH):
            language = list(by_language)[seed % len(by_language)]
            text, prose = document(templates["article"][language], by_language[language], seed)
            for point in pipe.summarize(text, sentences=POINTS).points:
                points[kind] += 1
                if point.text not in prose:
                    wrong[kind] += 1
                    if args.show:
                        print(f"{kind} {language} {seed}: {point.text}")
    for kind, count in points.items():
        print(f"{kind:<20}{wrong[kind]:>4} of {count}")
    share = 100 * wrong.total() / points.total()
    print(f"points that are no prose: {share:.1f} % of {points.total()}")


if __name__ == "__main__":
    main()
