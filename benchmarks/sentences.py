"""Sentence boundaries against development sets: precision, recall and F1 of the inner boundaries.

    NLPKIT_DATA=... python benchmarks/sentences.py [--errors SET | --peers]

Each text is one block, so that every boundary must be found; a boundary is the end of a sentence
that is not the last, counted in non-space characters. `--peers` runs every tool that is installed
(benchmarks/peers.txt), each in its own process, and marks the best of each set. Peers are told the
language of each text where they ask for it; nlpkit is told none.

The sets `own-*` are data/sentences.txt, which the rules were adjusted on: they show what is
covered, and count in no mean. Without NLPKIT_DATA they are all there is.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import peers

Splitter = Callable[[str, str], list[str]]
GOLDENS = Path(__file__).parent / "data/sentences.txt"
SECONDS = 10  # what a tool may take for one text: pysbd can hang


def nlpkit() -> Splitter:
    from nlpkit.document import Block
    from nlpkit.preprocessing import sentences

    def split(text: str, lang: str) -> list[str]:
        found = sentences.split(text, [Block(0, len(text), "paragraph")])
        return [text[s.start : s.end] for s in found]

    return split


def pysbd() -> Splitter:
    import pysbd
    from pysbd.languages import LANGUAGE_CODES

    known = {code: pysbd.Segmenter(language=code, clean=False) for code in LANGUAGE_CODES}
    return lambda text, lang: known.get(lang, known["en"]).segment(text)


def sentencex() -> Splitter:
    import sentencex

    return lambda text, lang: list(sentencex.segment(lang, text))


def razdel() -> Splitter:
    import razdel

    return lambda text, lang: [sentence.text for sentence in razdel.sentenize(text)]


def syntok() -> Splitter:
    from syntok import segmenter

    def split(text: str, lang: str) -> list[str]:
        found = [tokens for paragraph in segmenter.process(text) for tokens in paragraph]
        starts = [0, *(tokens[0].offset for tokens in found[1:]), len(text)]
        return [text[a:b] for a, b in pairwise(starts)]

    return split


def blingfire() -> Splitter:
    import blingfire

    def split(text: str, lang: str) -> list[str]:
        _, offsets = blingfire.text_to_sentences_and_offsets(text)
        return [text[start:end] for start, end in offsets]

    return split


TOOLS: dict[str, Callable[[], Splitter]] = {
    tool.__name__: tool for tool in (nlpkit, pysbd, sentencex, razdel, syntok, blingfire)
}


def goldens() -> dict[str, list[dict]]:
    """Our own texts by language, in the form of the development sets."""
    sets: dict[str, list[dict]] = {}
    for line in GOLDENS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lang, marked = line.replace("\\n", "\n").split("\t")
            one = {"lang": lang, "text": marked.replace("|", ""), "sents": marked.split("|")}
            sets.setdefault(f"own-{lang}", []).append(one)
    return sets


def development() -> dict[str, list[dict]]:
    folder = os.environ.get("NLPKIT_DATA")
    if folder is None:
        return {}
    return json.loads((Path(folder) / "preprocess/sentences_dev.json").read_text(encoding="utf-8"))


def too_long(*_: object) -> None:
    raise TimeoutError


def within_time(split: Splitter, text: str, lang: str) -> list[str]:
    """The sentences, or the whole text where the tool does not come to an end."""
    signal.alarm(SECONDS)
    try:
        return split(text, lang)
    except TimeoutError:
        return [text]
    finally:
        signal.alarm(0)


def inner_ends(pieces: list[str]) -> set[int]:
    """Ends of all pieces but the last, in non-space characters from the start."""
    ends, at = set(), 0
    for piece in pieces[:-1]:
        at += len("".join(piece.split()))
        ends.add(at)
    return ends


def score(examples: list[dict], found: list[list[str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all boundaries of a set, in percent."""
    right = guessed = true = 0
    for example, pieces in zip(examples, found, strict=True):
        gold, ends = inner_ends(example["sents"]), inner_ends(pieces)
        right, guessed, true = right + len(gold & ends), guessed + len(ends), true + len(gold)
    f1 = 200 * right / (guessed + true) if guessed + true else 100.0
    return (
        100 * right / guessed if guessed else 100.0,
        100 * right / true if true else 100.0,
        f1,
    )


def measure(split: Splitter, sets: dict[str, list[dict]]) -> dict[str, Any]:
    """For each set (precision, recall, F1, sentences found), and thousand characters a second."""
    signal.signal(signal.SIGALRM, too_long)
    began = time.process_time()
    found = {
        name: [within_time(split, one["text"], one["lang"]) for one in examples]
        for name, examples in sets.items()
    }
    seconds = time.process_time() - began
    size = sum(len(one["text"]) for examples in sets.values() for one in examples)
    scores = {name: score(examples, found[name]) for name, examples in sets.items()}
    return {"scores": scores, "found": found, "kchar/s": size / seconds / 1e3}


def means(f1: dict[str, float]) -> dict[str, float]:
    """The means of what was written to show rules, and of what was written to be read."""
    golden = [value for name, value in f1.items() if name.startswith("golden")]
    real = [value for name, value in f1.items() if not name.startswith(("golden", "own"))]
    found = {"mean of golden rules": golden, "mean of real-text sets": real}
    return {name: sum(values) / len(values) for name, values in found.items() if values}


def compare(sets: dict[str, list[dict]]) -> None:
    """A row a set, a column a tool; the best of each row in bold."""
    answers = peers.figures(__file__, TOOLS)
    tools = [tool for tool, answer in answers.items() if "error" not in answer]
    rows = {name: [answers[tool]["f1"][name] for tool in tools] for name in sets}
    for name in means(answers[tools[0]]["f1"]):
        rows[name] = [means(answers[tool]["f1"])[name] for tool in tools]
    print("| set | " + " | ".join(tools) + " |" + "\n|---" + "|---:" * len(tools) + "|")
    for name, values in rows.items():
        best = f"{max(values):.1f}"
        cells = [f"**{v:.1f}**" if f"{v:.1f}" == best else f"{v:.1f}" for v in values]
        print("| " + " | ".join([name, *cells]) + " |")
    for name, form in (("kchar/s", ",.0f"), ("peak_mb", ".0f")):
        print("| " + " | ".join([name, *(format(answers[t][name], form) for t in tools)]) + " |")
    for tool in sorted(TOOLS.keys() - set(tools)):
        print(f"{tool}: {answers[tool]['error']}")


def report(sets: dict[str, list[dict]], errors: str | None) -> None:
    result = measure(nlpkit(), sets)
    print(f"{'set':<16}{'texts':>6}{'P':>8}{'R':>8}{'F1':>8}")
    for name, examples in sets.items():
        figures = "".join(f"{value:>8.1f}" for value in result["scores"][name])
        print(f"{name:<16}{len(examples):>6}{figures}")
    f1 = {name: scores[2] for name, scores in result["scores"].items()}
    for name, value in means(f1).items():
        print(f"{name}: {value:.2f}")
    print(f"{result['kchar/s']:,.0f} kchar/s")
    if errors:
        for example, found in zip(sets[errors], result["found"][errors], strict=True):
            if inner_ends(example["sents"]) != inner_ends(found):
                print("gold ", " ¦ ".join(example["sents"]))
                print("found", " ¦ ".join(found), end="\n\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", metavar="SET", help="print the texts of a set that differ")
    parser.add_argument("--peers", action="store_true", help="the table of all tools")
    parser.add_argument("--tool", choices=TOOLS, help="one tool's figures as a line of JSON")
    args = parser.parse_args()
    sets = {**development(), **goldens()}
    if args.tool:
        result = measure(TOOLS[args.tool](), sets)
        f1 = {name: scores[2] for name, scores in result["scores"].items()}
        peers.answer({"f1": f1, "kchar/s": result["kchar/s"]})
    elif args.peers:
        compare(sets)
    else:
        report(sets, args.errors)


if __name__ == "__main__":
    main()
