"""List the Russian words that the trained model takes for words of another language.

    python recipes/langid/known.py

The model learns from little news, so words that news in several languages share ("млн", "доллар",
"муниципалитет") speak for a language whose text had them. The tagger limits what the listed ones
may say against Russian (`known` in tag.toml). The words are those of the sentences that were
written for the translator's training (recipes/ru-en/text, CC0).
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np

from nlpkit.preprocessing.tag import langid

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "recipes" / "ru-en" / "text"
OUT = ROOT / "nlpkit" / "preprocessing" / "data" / "words-ru.txt"
WORD = re.compile(r"[а-яё]+(?:-[а-яё]+)*")
LEAST = 2  # times that a word stands in the texts
BEHIND = 1.1  # nats by which another language explains it better


def words() -> list[str]:
    """Return the Russian words of the texts that are no slips."""
    counts: Counter[str] = Counter()
    for path in sorted(TEXTS.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            counts.update(WORD.findall(line.partition("\t")[0].lower()))
    return sorted(word for word, n in counts.items() if n >= LEAST)


def main() -> None:
    model, found = langid.load()["Cyrl"], words()
    scores = model.scores(found)
    behind = scores.max(axis=1) - scores[:, model.languages.index("ru")]
    listed = [found[i] for i in np.flatnonzero(behind > BEHIND)]
    OUT.write_text("\n".join(listed) + "\n", encoding="utf-8")
    print(f"{len(listed):,} of {len(found):,} words")


if __name__ == "__main__":
    main()
