"""How often each rule of the guard refuses a good translation, and how often it catches a bad one.

Good: the human references and online systems of the development sets. Bad: the same translations
spoiled on purpose. Needs NLPKIT_DATA; a rule that refuses more than 0.2 % of the references is too
strict.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from nlpkit.translate import guard
from nlpkit.translate.cut import parts

SPOILERS: dict[str, Callable[[str, str, str], str]] = {
    "answer of another line": lambda source, answer, other: other,
    "source left as it is": lambda source, answer, other: source,
    "last words repeated": lambda source, answer, other: (
        answer + " " + " ".join(answer.split()[-3:] * 4)
    ),
    "cut after a tenth": lambda source, answer, other: answer[: len(answer) // 10],
    "a year changed": lambda source, answer, other: re.sub(r"\b(19|20)\d\d\b", "1846", answer),
}


def sets(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Name of the translation, Russian lines, English lines."""
    for russian in sorted(folder.glob("*.ru")):
        lines = russian.read_text("utf-8").splitlines()
        for english in sorted(folder.glob(f"{russian.stem}.*en")):
            yield english.stem, lines, english.read_text("utf-8").splitlines()


def refusing(source: str, answer: str) -> str:
    """The name of the rule that refuses the answer; empty where it stands."""
    found = parts(source)
    core = found[0].core if len(found) == 1 else source
    answer = guard.tidy(core, answer)
    return guard.refusal(core, answer, "en") or ""


def report(name: str, refused: Counter[str]) -> None:
    total = refused.total()
    rules = ", ".join(f"{r} {100 * n / total:.2f}" for r, n in refused.most_common() if r)
    print(f"{name:38} {100 - 100 * refused[''] / total:6.2f} % of {total:5}  {rules}")


def main() -> None:
    data = os.environ.get("NLPKIT_DATA")
    if not data:
        sys.exit("set NLPKIT_DATA to the folder of development data")
    shown = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    for name, russian, english in sets(Path(data) / "ru-en" / "dev"):
        refused = [refusing(ru, en) for ru, en in zip(russian, english, strict=True)]
        report(name, Counter(refused))
        examples = [z for z in zip(refused, russian, english, strict=True) if z[0]]
        for rule, ru, en in examples[:shown]:
            print(f"    {rule}: {ru}\n        {en}")
        if name.count(".") == 0:
            others = english[1:] + english[:1]
            for spoiler, spoil in SPOILERS.items():
                rows = zip(russian, english, others, strict=True)
                spoiled = [(ru, spoil(ru, en, other), en) for ru, en, other in rows]
                caught = Counter(refusing(ru, bad) for ru, bad, en in spoiled if bad != en)
                if caught:
                    report(f"  {spoiler}", caught)


if __name__ == "__main__":
    main()
