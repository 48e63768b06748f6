"""People, places, organisations, dates and numbers found in our own short annotated texts.

    python benchmarks/entities.py [--errors | --peers]

An entity found counts as right when it has the kind of a marked one and shares a word with it;
exact ones begin and end where it does. Values are compared where one is marked. The texts
(`data/entities.txt`) and the rules have the same author: "dev" was looked at while writing the
rules, "held" and "fresh" were not, and all are easier than the news at large. `--peers` has the
names of the Russian texts found by the rules and by natasha, a neural tagger for Russian alone (the
extra "ru").
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import peers

import nlpkit
from nlpkit import entities

PARTS = ("dev", "held")
NAMED = (*PARTS, "fresh")  # parts in which the names are marked
FIGURES = ("precision", "recall")
NAMES = ("person", "place", "organisation")
TEXTS = Path(__file__).parent / "data" / "entities.txt"
_MARK = re.compile(r"\[(person|place|org|date|number)(?:=([^:\]]*))?:([^\]]+)\]")


class Marked(NamedTuple):
    kind: str
    start: int
    end: int
    value: str | None


class Text(NamedTuple):
    language: str
    part: str
    text: str
    marks: list[Marked]


def read() -> list[Text]:
    """The texts without their marks, and the marks."""
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
        texts.append(Text(*head.split(), plain + body[at:], marks))
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="show those of the dev texts")
    parser.add_argument("--peers", action="store_true", help="names of the Russian texts, by tool")
    parser.add_argument("--tool", choices=TOOLS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.tool:
        peers.answer(names(TOOLS[args.tool]))
    elif args.peers:
        rows = peers.figures(__file__, TOOLS)
        heads = [*(f"{part} {figure}" for part in NAMED for figure in FIGURES), "peak_mb"]
        print(peers.table(heads, rows, [".2f"] * 6 + [".0f"]))
    else:
        report(args.errors)


def report(show: bool) -> None:
    texts = read()
    for part in PARTS:
        chosen = [(text.text, text.marks) for text in texts if text.part == part]
        print(f"{part}: {len(chosen)} texts")
        heads = f"{'marked':>7}{'found':>7}{'precision':>11}{'recall':>8}{'exact':>7}{'value':>7}"
        print(" " * 18 + heads)
        for kind in (*entities.KINDS, "all"):
            print_row(
                f"{part} {kind}", [counts(t, m, kind, show and part == "dev") for t, m in chosen]
            )


def names(find: Callable[[str], list[Marked]]) -> dict[str, float]:
    """Precision and recall of people, places and organisations in the Russian texts."""
    figures = {}
    for part in NAMED:
        wanted = got = right = met = 0
        for text in read():
            if (text.language, text.part) == ("ru", part):
                marks = [m for m in text.marks if m.kind in NAMES]
                found = [m for m in find(text.text) if m.kind in NAMES]
                wanted, got = wanted + len(marks), got + len(found)
                right += sum(any(meet(m, f) for m in marks) for f in found)
                met += sum(any(meet(m, f) for f in found) for m in marks)
        figures[f"{part} precision"] = right / got
        figures[f"{part} recall"] = met / wanted
    return figures


def by_rules(text: str) -> list[Marked]:
    return _marked(entities.find(nlpkit.preprocess(text)))


def by_natasha(text: str) -> list[Marked]:
    return _marked(_natasha().entities(text))


@cache
def _natasha() -> nlpkit.Pipeline:
    return nlpkit.load(overrides={"entities.names": "natasha"})


def _marked(found: entities.Entities) -> list[Marked]:
    return [Marked(f.kind, m.start, m.end, f.value) for f in found.items for m in f.mentions]


TOOLS = {"rules": by_rules, "natasha": by_natasha}


def counts(text: str, marks: list[Marked], kind: str, show: bool) -> list[int]:
    """Marked, found, found rightly, marked and found, exact, values to find, values right."""
    wanted = [m for m in marks if kind in (m.kind, "all")]
    got = [m for m in by_rules(text) if kind in (m.kind, "all")]
    assert nlpkit.preprocess(text).text.startswith(text), "offsets are those of the text"
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
