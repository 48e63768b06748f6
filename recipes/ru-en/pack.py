"""Turn the mix into ids: `pairs.tsv` and `joint.model` in, `data.npz` out.

Arrays (P pairs, all ids without </s>): `src`, `tgt` uint16 ids end to end; `src_at`, `tgt_at`
uint32 offsets of length P + 1; `weight` float32, passes in one epoch, and `final`, the same
during the cool-down; `source` uint8, an index into `names`; `out_ids` uint16, the pieces the
English side may use.
"""

import argparse
import itertools
import os
import tomllib
from pathlib import Path

import numpy as np
import sentencepiece

HERE = Path(__file__).parent
CHUNK = 50_000


def encode(
    path: Path, model: Path, longest: int
) -> tuple[list[np.ndarray], list[np.ndarray], list[str]]:
    """Return ids of both sides and the source name of every pair of at most `longest` pieces a
    side.
    """
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))
    src, tgt, names = [], [], []
    with open(path, encoding="utf-8") as lines:
        while chunk := list(itertools.islice(lines, CHUNK)):
            rows = [line.rstrip("\n").split("\t") for line in chunk]
            ru = pieces.encode([row[1] for row in rows], num_threads=2)
            en = pieces.encode([row[2] for row in rows], num_threads=2)
            for row, s, t in zip(rows, ru, en, strict=True):
                if s and t and max(len(s), len(t)) <= longest:
                    src.append(np.array(s, np.uint16))
                    tgt.append(np.array(t, np.uint16))
                    names.append(row[0])
    return src, tgt, names


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
    src, tgt, labels = encode(work / "pairs.tsv", work / "joint.model", longest)
    names = [*mix["sources"], "generated"]
    weights = {name: spec["weight"] for name, spec in mix["sources"].items()}
    weights["generated"] = mix["augment"]["generated_weight"]
    final = weights | {name: s["final"] for name, s in mix["sources"].items() if "final" in s}
    flat = np.concatenate(tgt)
    return {
        "src": np.concatenate(src),
        "src_at": offsets(src),
        "tgt": flat,
        "tgt_at": offsets(tgt),
        "weight": np.array([weights[label] for label in labels], np.float32),
        "final": np.array([final[label] for label in labels], np.float32),
        "source": np.array([names.index(label) for label in labels], np.uint8),
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
        tokens = float((lengths[mine] * arrays["weight"][mine]).sum())
        print(f"{name:24} {mine.sum():9,d} pairs {tokens / 1e6:7.2f} M target pieces an epoch")
    print(f"{len(lengths):,} pairs, {len(arrays['out_ids']):,} output pieces")


if __name__ == "__main__":
    main()
