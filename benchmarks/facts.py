"""People, places, organisations, dates and numbers found in our own short annotated texts.

    python benchmarks/facts.py [--errors]

A fact found counts as right when it has the kind of a marked one and shares a word with it; exact
ones begin and end where it does. Values are compared where one is marked. The texts
(`data/facts.txt`) and the rules have the same author: "dev" was looked at while writing the rules,
"held" was not, and both are easier than the news at large.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NamedTuple

import nlpkit
from nlpkit import facts

TEXTS = Path(__file__).parent / "data" / "facts.txt"
_MARK = re.compile(r"\[(person|place|org|date|number)(?:=([^:\]]*))?:([^\]]+)\]")


class Marked(NamedTuple):
    kind: str
    start: int
    end: int
    value: str | None


def read() -> list[tuple[str, str, list[Marked]]]:
    """The texts: what set each is of, the text without its marks, the marks."""
    texts = []
    for part in TEXTS.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, _, body = part.partition("\n")
        plain, marks, at = "", [], 0
        for match in _MARK.finditer(body := body.strip()):
            plain += body[at : match.start()]
            kind = "organisation" if match[1] == "org" else match[1]
            marks.append(Marked(kind, len(plain), len(plain) + len(match[3]), match[2] or None))
            plain += match[3]
            at = match.end()
        texts.append((head.split()[1], plain + body[at:], marks))
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="show those of the dev texts")
    show = parser.parse_args().errors
    texts = read()
    for part in ("dev", "held"):
        chosen = [(text, marks) for name, text, marks in texts if name == part]
        print(f"{part}: {len(chosen)} texts")
        heads = f"{'marked':>7}{'found':>7}{'precision':>11}{'recall':>8}{'exact':>7}{'value':>7}"
        print(" " * 18 + heads)
        for kind in (*facts.KINDS, "all"):
            print_row(
                f"{part} {kind}", [counts(t, m, kind, show and part == "dev") for t, m in chosen]
            )


def counts(text: str, marks: list[Marked], kind: str, show: bool) -> list[int]:
    """Marked, found, found rightly, marked and found, exact, values to find, values right."""
    document = nlpkit.preprocess(text)
    wanted = [m for m in marks if kind in (m.kind, "all")]
    got = [
        Marked(f.kind, m.start, m.end, f.value)
        for f in facts.find(document).items
        for m in f.mentions
        if kind in (f.kind, "all")
    ]
    assert document.text.startswith(text), "offsets are those of the text"
    pairs = [(w, g) for w in wanted for g in got if meet(w, g)]
    valued = [(w, g) for w, g in pairs if w.value]
    if show and kind == "all":
        for w in wanted:
            if not any(meet(w, g) for g in got):
                print(f"  missed {w.kind}: {text[w.start : w.end]}")
        for g in got:
            if not any(meet(w, g) for w in wanted):
                print(f"  wrong {g.kind}: {text[g.start : g.end]}")
        for w, g in valued:
            if w.value != g.value:
                print(f"  value {g.value}, not {w.value}: {text[w.start : w.end]}")
    return [
        len(wanted),
        len(got),
        len({g for _, g in pairs}),
        len({w for w, _ in pairs}),
        len({w for w, g in pairs if (w.start, w.end) == (g.start, g.end)}),
        len({w for w in wanted if w.value}),
        len({w for w, g in valued if w.value == g.value}),
    ]


def meet(one: Marked, other: Marked) -> bool:
    return one.kind == other.kind and one.start < other.end and other.start < one.end


def print_row(name: str, rows: list[list[int]]) -> None:
    wanted, got, right, met, exact, valued, values = map(sum, zip(*rows, strict=True))

    def share(part: int, whole: int) -> str:
        return f"{part / whole:.2f}" if whole else "-"

    print(
        f"{name:18}{wanted:7}{got:7}{share(right, got):>11}{share(met, wanted):>8}"
        f"{share(exact, wanted):>7}{share(values, valued):>7}"
    )


if __name__ == "__main__":
    main()
