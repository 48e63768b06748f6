"""Score a model folder on the development sets, beside stored outputs of other systems.

Everything here is a development figure: the sets were looked at while the recipe was made.
Decodes with CTranslate2; BLEU and chrF by sacrebleu, whose signatures are printed.
"""

import argparse
import os
import re
import time
from collections import Counter
from pathlib import Path

import check
import sacrebleu

SETS = (
    "fragments",
    "newstest2018",
    "newstest2019",
    "newstest2020",
    "newstest2021",
    "flores101-dev",
    "ntrex128",
    "tatoeba-heldout2k",
)
PUBLISHED = {
    "flores101-dev": "flores-dev",
    "newstest2018": "wmt18",
    "newstest2019": "wmt19",
    "newstest2020": "wmt20",
    "newstest2021": "wmt21",
}
WORD = re.compile(r"[^\W\d_]+")
NAME = re.compile(r"(?<=[\w,;] )[A-Z][a-z]+(?![a-z])")
DIGITS = re.compile(r"\d+")
MARKS = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


def read(path: Path) -> list[str]:
    """Return the lines of a file."""
    return path.read_text(encoding="utf-8").splitlines()


def references(folder: Path, name: str) -> list[list[str]]:
    """Return all references of a set; newstest2021 has two."""
    return [read(p) for p in (folder / f"{name}.en", folder / f"{name}.refB.en") if p.exists()]


def peers(folder: Path, name: str) -> dict[str, list[str]]:
    """Return the stored outputs of other systems, by system."""
    found = sorted(folder.glob(f"{name}.moz-*.en"))
    return {p.name.removeprefix(f"{name}.moz-").removesuffix(".en"): read(p) for p in found}


def published(folder: Path, name: str) -> str:
    """Return published BLEU figures of other systems for one set: `system 38.1, ...`."""
    files = sorted((folder / "mozilla_scores").glob(f"{PUBLISHED.get(name, '-')}.*.bleu"))
    return ", ".join(f"{p.name.split('.')[1]} {float(read(p)[0]):.1f}" for p in files)


def names_carried(outputs: list[str], refs: list[str]) -> tuple[int, int]:
    """Return how many names of the references occur in the outputs, and how many there are.

    A name is a capitalised word of Latin letters that does not begin a sentence.
    """
    found = total = 0
    for output, ref in zip(outputs, refs, strict=True):
        words = set(WORD.findall(output.casefold()))
        names = {name.casefold() for name in NAME.findall(ref)}
        found, total = found + len(names & words), total + len(names)
    return found, total


def numbers_carried(outputs: list[str], sources: list[str]) -> tuple[int, int]:
    """Return how many numbers in digits of the sources stand in the outputs, and how many there
    are.
    """
    found = total = 0
    for output, source in zip(outputs, sources, strict=True):
        wanted = Counter(DIGITS.findall(source))
        found += (wanted & Counter(DIGITS.findall(output))).total()
        total += wanted.total()
    return found, total


class Scores:
    """BLEU and chrF of outputs against one or more references."""

    def __init__(self) -> None:
        self.bleu, self.chrf = sacrebleu.BLEU(), sacrebleu.CHRF()

    def row(self, outputs: list[str], refs: list[list[str]]) -> tuple[float, float]:
        return self.bleu.corpus_score(outputs, refs).score, self.chrf.corpus_score(
            outputs, refs
        ).score

    def signatures(self) -> str:
        return f"BLEU `{self.bleu.get_signature()}`, chrF `{self.chrf.get_signature()}`"


def table(model: Path, dev: Path, sets: list[str], kind: str, beam: int, limit: int | None) -> str:
    """Return the Markdown table and its notes."""
    scores, seconds, words = Scores(), 0.0, 0
    rows = [
        "| development set | lines | BLEU | chrF | names | numbers | others, same scorer "
        "| published BLEU |",
        "|---|---|---|---|---|---|---|---|",
    ]
    looping = total = 0
    mean: list[float] = []
    for name in sets:
        source, refs = read(dev / f"{name}.ru")[:limit], [r[:limit] for r in references(dev, name)]
        begun = time.monotonic()
        outputs = check.translate(model, model / "ct2-int8", source, kind, beam)
        seconds, words = (
            seconds + time.monotonic() - begun,
            words + sum(len(s.split()) for s in source),
        )
        looping, total = looping + sum(map(check.loops, outputs)), total + len(outputs)
        others = {p: scores.row(lines[:limit], refs)[0] for p, lines in peers(dev, name).items()}
        bleu, chrf = scores.row(outputs, refs)
        mean.append(bleu)
        beside = ", ".join(f"{p} {score:.1f}" for p, score in others.items())
        rows.append(
            f"| {name} | {len(source)} | {bleu:.1f} | {chrf:.1f} "
            f"| {share(names_carried(outputs, refs[0]))} "
            f"| {share(numbers_carried(outputs, source))} "
            f"| {beside or '–'} | {published(dev, name) or '–'} |"
        )
    notes = f"Development figures, CTranslate2 {kind}, beam {beam}; {scores.signatures()}. "
    notes += f"Mean BLEU {sum(mean) / len(mean):.2f}. {looping} of {total} outputs loop. "
    notes += f"{words / seconds:,.0f} source words a second on this machine."
    return "\n".join([*rows, "", notes]) + "\n"


def share(counts: tuple[int, int]) -> str:
    """Return a share in percent."""
    return f"{100 * counts[0] / max(counts[1], 1):.1f} %"


def write_card(card: Path, figures: str) -> None:
    """Put the figures between the marks of the model card."""
    text, count = MARKS.subn(lambda m: m[1] + figures + m[2], card.read_text(encoding="utf-8"))
    if count != 1:
        raise SystemExit(f"{card}: expected one pair of figure marks, found {count}")
    card.write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--data", type=Path, default=os.environ.get("NLPKIT_DATA"))
    args.add_argument("--model", type=Path, default=Path("nlpkit/models/ru-en-base"))
    args.add_argument("--sets", nargs="+", default=list(SETS))
    args.add_argument("--compute-type", default="int8")
    args.add_argument("--beam", type=int, default=1)
    args.add_argument("--limit", type=int, help="only the first lines of each set")
    args.add_argument("--card", type=Path, help="model card to write the figures into")
    options = args.parse_args(arguments)
    if options.data is None:
        args.error("give --data FOLDER or set NLPKIT_DATA")
    dev = Path(options.data) / "ru-en" / "dev"
    figures = table(
        options.model, dev, options.sets, options.compute_type, options.beam, options.limit
    )
    print(figures)
    if options.card:
        write_card(options.card, figures)


if __name__ == "__main__":
    main()
