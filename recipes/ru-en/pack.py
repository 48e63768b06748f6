"""Turn the mix into ids: `pairs.tsv`, `switched.tsv` and `joint.model` in, `data.npz` out.

Arrays (P pairs, all ids without </s>): `src`, `tgt` uint16 ids end to end; `src_at`, `tgt_at`
uint32 offsets of length P + 1; `weight` float32, passes in one epoch, and `final`, the same
during the cool-down; `source` uint8, an index into `names`; `version` uint8, 0 for the usual
segmentation and more for sampled ones; `out_ids` uint16, the pieces the
English side may use.

A pair that is seen once an epoch or more is packed several times: half of its weight is the usual
segmentation of the Russian side, the other half is sampled ones (subword regularisation, Kudo
2018), so that few pairs seen often are not learnt by heart.
"""

import argparse
import fileinput
import itertools
import os
import tomllib
from pathlib import Path

import numpy as np
import sentencepiece

HERE = Path(__file__).parent
PAIRS = ("pairs.tsv", "switched.tsv")  # the second one only if switch.py has been run
CHUNK = 50_000


class Packed:
    """The ids of both sides, the source and the segmentation's version of each pair."""

    def __init__(self, longest: int):
        self.longest = longest
        self.src: list[np.ndarray] = []
        self.tgt: list[np.ndarray] = []
        self.names: list[str] = []
        self.versions: list[int] = []

    def add(self, name: str, src: list[int], tgt: list[int], version: int) -> None:
        """Add a pair, unless a side is empty or has more than `longest` pieces."""
        if src and tgt and max(len(src), len(tgt)) <= self.longest:
            self.src.append(np.array(src, np.uint16))
            self.tgt.append(np.array(tgt, np.uint16))
            self.names.append(name)
            self.versions.append(version)


def encode(paths: list[Path], model: Path, longest: int, often: set[str], sampling: dict) -> Packed:
    """Return the ids of all pairs of these files.

    Those of the sources `often` have sampled segmentations of the Russian side, too: `versions` of
    them with the sharpness `alpha`.
    """
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))
    sentencepiece.set_random_generator_seed(sampling["seed"])
    packed = Packed(longest)
    with fileinput.input(paths, encoding="utf-8") as lines:
        while chunk := list(itertools.islice(lines, CHUNK)):
            rows = [line.rstrip("\n").split("\t") for line in chunk]
            ru = pieces.encode([row[1] for row in rows], num_threads=2)
            en = pieces.encode([row[2] for row in rows], num_threads=2)
            for row, s, t in zip(rows, ru, en, strict=True):
                packed.add(row[0], s, t, 0)
                for version in range(sampling["versions"] if row[0] in often else 0):
                    sampled = pieces.encode(
                        row[1], enable_sampling=True, alpha=sampling["alpha"], nbest_size=-1
                    )
                    packed.add(row[0], sampled, t, version + 1)
    return packed


def offsets(rows: list[np.ndarray]) -> np.ndarray:
    """Return where each row starts once they lie end to end, and where the last ends."""
    return np.concatenate([[0], np.cumsum([len(r) for r in rows])]).astype(np.uint32)


def allowed(tgt: np.ndarray, model: Path) -> np.ndarray:
    """Return the ids that the decoder may produce: </s>, all pieces seen in English, all bytes."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))
    byte_ids = [i for i in range(pieces.get_piece_size()) if pieces.is_byte(i)]
    return np.unique(np.concatenate([[0], byte_ids, np.unique(tgt)])).astype(np.uint16)


def pack(work: Path, mix: dict, longest: int) -> dict[str, np.ndarray]:
    """Return the arrays of data.npz."""
    names = [*mix["sources"], "generated"]
    weights = {name: spec["weight"] for name, spec in mix["sources"].items()}
    weights["generated"] = mix["augment"]["generated_weight"]
    final = weights | {name: s["final"] for name, s in mix["sources"].items() if "final" in s}
    often = {name for name, weight in weights.items() if weight >= 1}
    paths = [path for name in PAIRS if (path := work / name).exists()]
    packed = encode(paths, work / "joint.model", longest, often, mix["subword_sampling"])
    flat = np.concatenate(packed.tgt)
    labels, version = packed.names, np.array(packed.versions, np.uint8)
    versions = mix["subword_sampling"]["versions"]
    sampled = np.array([label in often for label in labels]) & (versions > 0)
    parts = np.where(sampled, np.where(version > 0, 0.5 / max(versions, 1), 0.5), 1.0)
    return {
        "src": np.concatenate(packed.src),
        "src_at": offsets(packed.src),
        "tgt": flat,
        "tgt_at": offsets(packed.tgt),
        "weight": (np.array([weights[label] for label in labels]) * parts).astype(np.float32),
        "final": (np.array([final[label] for label in labels]) * parts).astype(np.float32),
        "source": np.array([names.index(label) for label in labels], np.uint8),
        "version": version,
        "names": np.array(names),
        "out_ids": allowed(flat, work / "joint.model"),
    }


def main(arguments: list[str] | None = None) -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--work", type=Path, default=Path(".work/ru-en"))
    args.add_argument("--mix", type=Path, default=HERE / "mix.toml")
    args.add_argument("--longest", type=int, default=100, help="pieces on either side")
    options = args.parse_args(arguments)
    arrays = pack(
        options.work, tomllib.loads(options.mix.read_text(encoding="utf-8")), options.longest
    )
    np.savez(options.work / "data.part.npz", **arrays)
    os.replace(options.work / "data.part.npz", options.work / "data.npz")
    lengths = np.diff(arrays["tgt_at"].astype(np.int64))
    for i, name in enumerate(arrays["names"]):
        mine = arrays["source"] == i
        pairs = (mine & (arrays["version"] == 0)).sum()
        tokens = float((lengths[mine] * arrays["weight"][mine]).sum())
        print(f"{name:24} {pairs:9,d} pairs {tokens / 1e6:7.2f} M target pieces an epoch")
    print(f"{(arrays['version'] == 0).sum():,} pairs, {len(arrays['out_ids']):,} output pieces")


if __name__ == "__main__":
    main()
