"""Train the forest that tells an article's lines from the rest of its page.

    NLPKIT_DATA=... python recipes/blocks/train.py [--rounds N] [--leaves N]

Gradient-boosted trees (LightGBM) on the features of `nlpkit.preprocessing.blocks.features`. Ten
forests are trained, each without a tenth of the sites, and judged on those; then the one that
ships, on all. The score from which a line is body is chosen on the pages out of fold: for each of
the ten on those of the other nine, for the one that ships on all. Written:
nlpkit/preprocessing/data/blocks.npz and, for benchmarks/blocks.py to judge each page by a forest
that never saw its site, benchmarks/data/blocks-fold{0..9}.npz.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import lightgbm
import numpy as np

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from blocks import FOLDS, LEARNT, fold_of  # noqa: E402
from blocks import pages as labelled  # noqa: E402

from nlpkit.preprocessing.blocks import features, splitting  # noqa: E402
from nlpkit.preprocessing.blocks.lines import LIMITS  # noqa: E402
from nlpkit.preprocessing.blocks.page import Page  # noqa: E402
from nlpkit.preprocessing.blocks.rules import BODY  # noqa: E402

WEAK = 0.3  # weight of a page of which only some phrases are known
PAGE = 100  # lines that weigh: a longer page counts as one of so many
UNKNOWN = 2
SLACK = 0.003  # of token F1, given away to keep more of the article
TOKEN = re.compile(r"\w+")
LEVELS = np.arange(0.15, 0.66, 0.05)  # scores from which a line may count as body


@dataclass
class Example:
    """The lines of a page that are not blank: their features, labels, tokens, what rules say."""

    kind: str  # "weak" or one of LEARNT
    site: str
    labels: np.ndarray
    tokens: np.ndarray
    named: dict[str, np.ndarray]
    body: np.ndarray
    junk: np.ndarray
    firm: np.ndarray
    asked: bool  # whether the forest has a say on this page at all
    values: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.values = np.stack([*self.named.values()], axis=1).astype(np.float32)


def pages(folder: Path) -> list[Example]:
    """The pages labelled line by line, and those with phrases to keep and to drop."""
    found = []
    for kind in LEARNT:
        for page in labelled(kind, folder):
            found.append(example(kind, page["domain"], page["lines"], page["labels"]))
    with lzma.open(folder / "page_lines_train.json.xz", "rt", encoding="utf-8") as file:
        for page in json.load(file):
            labels = [phrase_label(line, page) for line in page["lines"]]
            found.append(example("weak", urlparse(page["url"]).netloc, page["lines"], labels))
    return [page for page in found if page is not None]


def phrase_label(line: str, page: dict[str, Any]) -> int:
    """1 where a line holds a phrase to keep, 0 one to drop, UNKNOWN where neither or both."""
    wanted = any(phrase in line for phrase in page["with"])
    unwanted = any(phrase in line for phrase in page["without"])
    return int(wanted) if wanted != unwanted else UNKNOWN


def example(kind: str, site: str, lines: list[str], labels: list[int]) -> Example | None:
    told = [(line, label) for line, label in zip(lines, labels, strict=True) if line.strip()]
    if not told:
        return None
    page = Page("\n".join(line for line, _ in told))
    ruled = splitting.ruled(page)
    return Example(
        kind,
        site.removeprefix("www."),
        np.array([label for _, label in told]),
        np.array([len(TOKEN.findall(line)) for line, _ in told]),
        features.compute(page, ruled),
        np.array([verdict.kind in BODY for _, verdict in ruled]),
        np.array([verdict.kind == "junk" for _, verdict in ruled]),
        np.array([splitting.firm(rule) for rule, _ in ruled]),
        splitting.asked(page, ruled),
    )


def weights(page: Example) -> np.ndarray:
    """A line counts by the root of its tokens, a page by its labelled lines up to PAGE."""
    known = page.labels != UNKNOWN
    weight = np.sqrt(page.tokens + 1.0) * known
    total = weight.sum()
    share = min(PAGE, known.sum()) * (WEAK if page.kind == "weak" else 1.0)
    return weight / total * share if total else weight


def fit(train: list[Example], rounds: int, leaves: int) -> lightgbm.Booster:
    labels = np.concatenate([page.labels for page in train])
    known = labels != UNKNOWN
    settings = {
        "objective": "binary",
        "learning_rate": 0.08,
        "num_leaves": leaves,
        "max_depth": 5,
        "min_data_in_leaf": 40,
        "feature_fraction": 0.3,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "lambda_l2": 5,
        "max_bin": 63,
        "seed": 7,
        "num_threads": 1,
        "deterministic": True,
        "verbose": -1,
    }
    data = lightgbm.Dataset(
        np.concatenate([page.values for page in train])[known],
        labels[known],
        weight=np.concatenate([weights(page) for page in train])[known],
        feature_name=[name.replace(" ", "_") for name in train[0].named],
    )
    return lightgbm.train(settings, data, rounds)


def write(model: lightgbm.Booster, names: list[str], body: float, path: Path) -> None:
    """Write the trees as the arrays `nlpkit.preprocessing.blocks.forest` reads."""
    trees = [tree["tree_structure"] for tree in model.dump_model()["tree_info"]]
    nodes = [listed(tree) for tree in trees]
    used = sorted({node[0] for tree in nodes for node in tree if node[2] is not None})
    shape = len(trees), max(map(len, nodes))
    feature = np.zeros(shape, np.uint8)
    threshold, value = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    child = np.tile(np.arange(shape[1], dtype=np.uint8)[:, None], (shape[0], 1, 2))
    for t, tree in enumerate(nodes):
        for i, (column, number, children) in enumerate(tree):
            if children is None:
                value[t, i] = number
            else:
                feature[t, i], threshold[t, i], child[t, i] = used.index(column), number, children
    np.savez_compressed(
        path,
        features=np.array([names[i] for i in used]),
        feature=feature,
        threshold=threshold,
        child=child,
        value=value,
        depth=max(depth(tree) for tree in trees),
        body=body,
    )


def listed(tree: dict[str, Any]) -> list[tuple[int, float, tuple[int, int] | None]]:
    """The nodes of a tree, root first: (feature, threshold, children) or (0, value, None)."""
    nodes: list[Any] = [tree]
    out = []
    for node in nodes:  # grows on the way
        if "leaf_value" in node:
            out.append((0, node["leaf_value"], None))
        else:
            out.append((node["split_feature"], node["threshold"], (len(nodes), len(nodes) + 1)))
            nodes += [node["left_child"], node["right_child"]]
    return out


def depth(tree: dict[str, Any]) -> int:
    if "leaf_value" in tree:
        return 0
    return 1 + max(depth(tree["left_child"]), depth(tree["right_child"]))


def f1(page: Example, keep: np.ndarray) -> float:
    """Token F1 of the kept lines of a page."""
    right = page.tokens[keep & (page.labels == 1)].sum()
    wrong = page.tokens[keep & (page.labels == 0)].sum()
    lost = page.tokens[~keep & (page.labels == 1)].sum()
    return 2 * right / (2 * right + wrong + lost) if right else 0.0


def kept(page: Example, scores: np.ndarray, body: float) -> np.ndarray:
    """What is body after the forest's word, as `splitting.decide` has it."""
    enough = body + LIMITS["model"]["surer"] * page.junk
    return np.where(page.firm, page.body, scores >= enough) if page.asked else page.body


@dataclass
class Judged:
    """A page by a forest that never saw its site: token F1 for each of LEVELS."""

    kind: str
    fold: int
    f1: np.ndarray


def judged(page: Example, scores: np.ndarray, fold: int) -> Judged:
    values = np.array([f1(page, kept(page, scores, level)) for level in LEVELS])
    return Judged(page.kind, fold, values)


def best(pages: list[Judged]) -> int:
    """The first place in LEVELS that is within SLACK of the best on all kinds of pages.

    Two neighbours each side are counted in: the curve is flat, and single pages make it jump. The
    first, because to lose a line of the article is worse than to keep one of junk.
    """
    kinds = [[p.f1 for p in pages if p.kind == kind] for kind in LEARNT]
    padded = np.pad(np.mean([np.mean(kind, axis=0) for kind in kinds], axis=0), 2, mode="edge")
    smooth = np.convolve(padded, np.ones(5) / 5, "valid")
    return int(np.argmax(smooth >= smooth.max() - SLACK))


def report(pages: list[Judged], chosen: list[int]) -> None:
    print("token F1 by the score from which a line is body; last, chosen on the other folds")
    print(f"{'':6}" + "".join(f"{level:7.2f}" for level in LEVELS) + "  others")
    for kind in LEARNT:
        told = [page for page in pages if page.kind == kind]
        row = [
            *np.mean([p.f1 for p in told], axis=0),
            np.mean([p.f1[chosen[p.fold]] for p in told]),
        ]
        print(f"{kind:6}" + "".join(f"{100 * value:7.2f}" for value in row))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--leaves", type=int, default=12)
    args = parser.parse_args()
    found = pages(Path(os.environ["NLPKIT_DATA"]) / "preprocess")
    names = [*found[0].named]
    models, pages_judged = [], []
    for k in range(FOLDS):
        here = [p for p in found if p.kind != "weak" and fold_of(p.site, FOLDS) == k]
        sites = {p.site for p in here}
        models.append(fit([p for p in found if p.site not in sites], args.rounds, args.leaves))
        pages_judged += [judged(p, models[k].predict(p.values), k) for p in here]
    chosen = [best([p for p in pages_judged if p.fold != k]) for k in range(FOLDS)]
    for k, (model, level) in enumerate(zip(models, chosen, strict=True)):
        write(model, names, LEVELS[level], ROOT / f"benchmarks/data/blocks-fold{k}.npz")
    report(pages_judged, chosen)
    path = ROOT / "nlpkit/preprocessing/data/blocks.npz"
    level = LEVELS[best(pages_judged)]
    write(fit(found, args.rounds, args.leaves), names, level, path)
    size = path.stat().st_size / 1000
    print(f"{path.name}: {size:.0f} kB, {len(names)} features offered, body from {level:.2f}")


if __name__ == "__main__":
    main()
