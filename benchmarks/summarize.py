"""ROUGE of summaries beside LEAD, the first sentences of the same length, with paired bootstrap
intervals.

    NLPKIT_DATA=... python benchmarks/summarize.py [--kind news] [--length L] [--unseen] [--rotated]
                                                   [--limit N] [--peers] [SET ...]

The sets are training and development data, by cross-validation: each article is summarised with
weights that were learned without its fold; with `--unseen`, without its whole set
(recipes/summarizer writes both). All systems choose among the sentences that preprocessing leaves.
ROUGE is F1 x 100, the mean over the references; RLsum takes each sentence as a line. English is
stemmed by Porter; Russian is read by a Unicode tokenizer and stemmed by Snowball, since the default
tokenizer of rouge-score drops Cyrillic. Headlines are the references of the Russian set, so titles
are not given there; the titles of inshorts are by the writers of its summaries. Articles/s are
those of choosing, in seconds of one core. `--rotated` has every article read from a sentence in its
middle, so that places tell nothing. `--peers` sets the classical methods of sumy beside ours, each
in a process of its own, and prints published scores.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import peers
from nltk.stem.snowball import SnowballStemmer
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import DefaultTokenizer, Tokenizer
from summarizers import FOLDS, TOOLS, UNSEEN, Maker, Rotated, maker

from nlpkit.document import Article, Document
from nlpkit.engines import Summarizer
from nlpkit.engines.echo import EchoSummarizer
from nlpkit.length import Length
from nlpkit.preprocessing import preprocess
from nlpkit.summarize import summarize
from nlpkit.text import markers

SENTENCES = {"cnndm_train": 3, "writers_multiref": 3, "inshorts": 2, "ru_ria_headlines": 1}
MEASURES = ("rouge1", "rouge2", "rougeLsum")
RESAMPLES = 2000
WHOLE = 10**6


@dataclass
class Totals:
    """What one set gave: scores are (articles, measures)."""

    ours: list[np.ndarray]
    lead: list[np.ndarray]
    dangling: int = 0
    seconds: float = 0.0


class RussianTokenizer(Tokenizer):
    """Words of letters and digits, stemmed."""

    def __init__(self) -> None:
        self._stem = cache(SnowballStemmer("russian").stem)

    def tokenize(self, text: str) -> list[str]:
        return [self._stem(word) for word in re.findall(r"\w+", text.lower().replace("ё", "е"))]


@cache
def tokenizer(language: str) -> Tokenizer:
    return RussianTokenizer() if language == "ru" else DefaultTokenizer(use_stemmer=True)


def language_of(name: str) -> str:
    return "ru" if name.startswith("ru_") else "en"


def scorer(language: str) -> RougeScorer:
    return RougeScorer(MEASURES, tokenizer=tokenizer(language))


def rouge(scores: RougeScorer, sentences: list[str], references: list[str]) -> np.ndarray:
    """F1 x 100 of each measure, the mean over the references: (measures,)."""
    lines = ["\n".join(split(reference)) for reference in references]
    each = [scores.score(reference, "\n".join(sentences)) for reference in lines]
    return 100 * np.mean([[one[m].fmeasure for m in MEASURES] for one in each], axis=0)


def split(text: str) -> list[str]:
    document = preprocess(text)
    return [document.slice(sentence) for sentence in document.sentences]


def rows(path: Path, limit: int) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line, _ in zip(lines, range(limit), strict=False):
            row = json.loads(line)
            summary = row["summary"]
            yield row | {"references": summary if isinstance(summary, list) else [summary]}


def choose(engine: Summarizer, document: Document, length: Length) -> list[str]:
    def untranslated(indices: Any) -> list[str | None]:
        return [document.slice(document.sentences[i]) for i in indices]

    target = document.language
    found = summarize(
        document, engine, length=length, target=target, translated=untranslated, split=split
    )
    return [point.text for point in found.points]


def measure(path: Path, made: Maker, length: Length, limit: int, rotated: bool = False) -> Totals:
    titled = path.stem != "ru_ria_headlines"
    totals = Totals([], [])
    scores = scorer(language_of(path.stem))
    turned: Any = Rotated if rotated else lambda engine: engine
    for row in rows(path, limit):
        title = row.get("title") if titled else None
        document = preprocess(Article(row["id"], row["text"], title=title))
        engine = turned(made(row["id"]))
        started = time.process_time()
        ours = choose(engine, document, length)
        totals.seconds += time.process_time() - started
        lead = choose(turned(EchoSummarizer()), document, length)
        prose = choose(EchoSummarizer(), document, Length(WHOLE))
        before = dict(zip(prose[1:], prose, strict=False))
        loose = (s for s in ours if s in before and before[s] not in ours)
        totals.dangling += any(map(markers.dangling, loose))
        totals.ours.append(rouge(scores, ours, row["references"]))
        totals.lead.append(rouge(scores, lead, row["references"]))
    return totals


def interval(differences: np.ndarray) -> np.ndarray:
    """The 95 % interval of the mean by resampling articles: (2, measures)."""
    draw = np.random.default_rng(1)
    picks = draw.integers(len(differences), size=(RESAMPLES, len(differences)))
    means = np.stack([differences[pick].mean(axis=0) for pick in picks])
    return np.percentile(means, [2.5, 97.5], axis=0)


def line(name: str, length: Length, totals: Totals) -> str:
    ours, lead = np.array(totals.ours), np.array(totals.lead)
    low, high = interval(ours - lead)
    delta = (ours - lead).mean(axis=0)
    cells = [name, str(len(ours)), f"{length.amount} {length.unit}"]
    cells += ["/".join(f"{x:.2f}" for x in system.mean(axis=0)) for system in (lead, ours)]
    cells += [f"{d:+.2f} [{a:+.2f}, {b:+.2f}]" for d, a, b in zip(delta, low, high, strict=True)]
    cells += [f"{100 * totals.dangling / len(ours):.0f}", f"{len(ours) / totals.seconds:.0f}"]
    return "| " + " | ".join(cells) + " |"


def figures(totals: Totals) -> dict[str, Any]:
    """What one tool tells of one set."""
    ours = np.array(totals.ours)
    delta = ours - np.array(totals.lead)
    return {
        "scores": ours.mean(axis=0).tolist(),
        "delta": [float(delta[:, 0].mean()), *interval(delta)[:, 0].tolist()],
        "dangling": 100 * totals.dangling / len(ours),
        "articles/s": len(ours) / totals.seconds,
    }


def compare(sets: list[str], options: list[str]) -> None:
    """A row a set and tool, and what is published."""
    answers = peers.figures(__file__, TOOLS, [*options, *sets])
    heads = "| set | system | R1/R2/RLsum | R1 over LEAD | dangling % | articles/s | peak MB |"
    print(heads + "\n" + "|---" * 7 + "|")
    for name in sets:
        for tool, answer in answers.items():
            if "error" in answer:
                print(f"| {name} | {tool} | {answer['error']} | | | | |")
                continue
            if name not in answer:
                continue
            one = answer[name]
            delta, low, high = one["delta"]
            cells = [name, tool, "/".join(f"{x:.2f}" for x in one["scores"])]
            cells += [f"{delta:+.2f} [{low:+.2f}, {high:+.2f}]" if tool != "LEAD" else ""]
            cells += [f"{one['dangling']:.0f}", f"{one['articles/s']:,.0f}"]
            print("| " + " | ".join([*cells, f"{answer['peak_mb']:.0f}"]) + " |")
    text = (Path(__file__).parent / "data/published.toml").read_text(encoding="utf-8")
    for system in tomllib.loads(text)["system"]:
        scores = "/".join(f"{x:.2f}" for x in system["scores"])
        print(
            f"| CNN/DM test, published | {system['name']} ({system['source']}) | {scores} | | | | |"
        )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SENTENCES))
    parser.add_argument("--kind", choices=["news", "generic"], default="news")
    parser.add_argument("--length", type=Length.parse, help="as of nlpkit summarize")
    parser.add_argument("--unseen", action="store_true", help=f"trained without the set: {UNSEEN}")
    parser.add_argument("--rotated", action="store_true", help="places tell nothing")
    parser.add_argument("--limit", type=int, default=WHOLE, help="articles of each set")
    parser.add_argument("--peers", action="store_true", help="the table of all systems")
    parser.add_argument("--tool", choices=TOOLS, help="one system's figures as a line of JSON")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    folder = os.environ.get("NLPKIT_DATA")
    if folder is None:
        sys.exit("set NLPKIT_DATA to the data folder")
    sets = options.sets or [*SENTENCES]
    if options.peers:
        given = ["--kind", options.kind, "--limit", str(options.limit)]
        compare(sets, given + ["--rotated"] * options.rotated)
        return
    tool = options.tool or ("nlpkit, set unseen" if options.unseen else "nlpkit")
    if tool == "nlpkit, set unseen":
        sets = [name for name in sets if name in UNSEEN]

    def length_of(name: str) -> Length:
        return options.length or Length(SENTENCES[name])

    def totals(name: str) -> Totals:
        path = Path(folder) / "summarization" / f"{name}.jsonl"
        made = maker(tool, options.kind, name, language_of(name))
        return measure(path, made, length_of(name), options.limit, options.rotated)

    if options.tool:
        peers.answer({name: figures(totals(name)) for name in sets})
        return
    print(f"kind {options.kind}, {'set unseen' if options.unseen else f'{FOLDS} folds'}\n")
    print(
        "| set | articles | at most | LEAD R1/R2/RLsum | ours R1/R2/RLsum | R1 | R2 | RLsum "
        "| dangling % | articles/s |"
    )
    print("|---" * 10 + "|")
    for name in sets:
        print(line(name, length_of(name), totals(name)), flush=True)


if __name__ == "__main__":
    main()
