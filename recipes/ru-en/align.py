"""Word alignment and embeddings to start from: `data.npz` in, `align.npz` out.

Arrays: `align` uint8, for every target piece the source position it translates (255: none);
`embedding` float16 (vocabulary, width), in which a Russian piece lies where its translations lie.
Methods: IBM model 1 with a diagonal prior (Brown et al. 1993; Dyer et al. 2013), by sorting and
bincount; target vectors from the positive PMI of neighbouring pieces (Levy and Goldberg 2014) by
randomised SVD (Halko et al. 2011), plus noise that tells neighbours apart; source vectors are
the expected target vector under the translation table.
"""

import argparse
import json
import os
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

NONE = 255
TENSION = 4.0  # how strongly links keep to the diagonal, the default of Dyer et al.
NULL = 0.08  # probability of a target piece that translates nothing, the same paper's
LINKS = 30_000_000  # links the translation table is learnt from: about 1.5 GB of memory


class Links:
    """All source-target links of some pairs, one row per link, grouped by target piece."""

    def __init__(self, data: dict[str, np.ndarray], pairs: np.ndarray):
        s_at, t_at = data["src_at"].astype(np.int64), data["tgt_at"].astype(np.int64)
        s_len, t_len = np.diff(s_at)[pairs], np.diff(t_at)[pairs]
        target = ranges(t_at[pairs], t_len)  # index into tgt of every target piece
        pair = np.repeat(np.arange(len(pairs)), t_len)
        fan = s_len[pair]  # links of each target piece
        self.target = target
        self.starts = np.concatenate([[0], np.cumsum(fan)[:-1]])
        self.fan = fan
        source = ranges(s_at[pairs][pair], fan)
        here = (source - np.repeat(s_at[pairs][pair], fan)) / np.repeat(s_len[pair], fan)
        there = np.repeat((target - t_at[pairs][pair]) / t_len[pair], fan)
        prior = np.exp(-TENSION * np.abs(here - there)).astype(np.float32)
        self.prior = prior / np.repeat(np.add.reduceat(prior, self.starts), fan) * (1 - NULL)
        self.position = (source - np.repeat(s_at[pairs][pair], fan)).astype(np.int16)
        size = int(data["size"])
        self.key = data["src"][source].astype(np.int64) * size + np.repeat(
            data["tgt"][target].astype(np.int64), fan
        )


def ranges(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return start, start + 1, ... for each start and length, joined in one array."""
    ends = np.cumsum(lengths)
    return np.arange(ends[-1]) - np.repeat(ends - lengths - starts, lengths)


def learn_table(
    data: dict, rounds: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return keys (source * size + target, sorted), t(target | source) and expected counts."""
    size = int(data["size"])
    products = np.diff(data["src_at"].astype(np.int64)) * np.diff(data["tgt_at"].astype(np.int64))
    order = rng.permutation(len(products))
    links = Links(data, np.sort(order[np.cumsum(products[order]) < LINKS]))
    keys, place = np.unique(links.key, return_inverse=True)
    source_of = keys // size
    unigram = np.bincount(data["tgt"], minlength=size) / len(data["tgt"])
    null = (NULL * unigram[data["tgt"][links.target]]).astype(np.float32)
    table = np.full(len(keys), 1e-3, np.float32)
    for _ in range(rounds):
        share = table[place] * links.prior
        share /= np.repeat(np.add.reduceat(share, links.starts) + null, links.fan)
        counts = np.bincount(place, share, len(keys))
        table = (counts / np.bincount(source_of, counts, size)[source_of]).astype(np.float32)
    return keys, table, counts


def best_links(
    data: dict, keys: np.ndarray, table: np.ndarray, jobs: int = 1, chunk: int = 20_000
) -> np.ndarray:
    """Return the most probable source position of every target piece, or NONE if none fits."""
    result = np.full(len(data["tgt"]), NONE, np.uint8)
    pairs = len(data["src_at"]) - 1

    def link(first: int) -> None:
        links = Links(data, np.arange(first, min(first + chunk, pairs)))
        place = np.minimum(np.searchsorted(keys, links.key), len(keys) - 1)
        score = np.where(keys[place] == links.key, table[place], 0) * links.prior
        top = np.maximum.reduceat(score, links.starts)
        hits = np.flatnonzero((score == np.repeat(top, links.fan)) & (score > 1e-4))[::-1]
        group = np.repeat(np.arange(len(links.fan)), links.fan)[hits]
        result[links.target[group]] = np.minimum(links.position[hits], NONE)

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(link, range(0, pairs, chunk)))
    return result


def square(row: np.ndarray, column: np.ndarray, value: np.ndarray, size: int) -> torch.Tensor:
    """Return a sparse (size, size) matrix from its entries."""
    index = torch.from_numpy(np.stack([row, column]))
    values = torch.from_numpy(value.astype(np.float32))
    with warnings.catch_warnings(action="ignore"):  # torch calls its CSR support beta
        return torch.sparse_coo_tensor(index, values, (size, size)).coalesce().to_sparse_csr()


def neighbours(ids: np.ndarray, at: np.ndarray, size: int, window: int = 2) -> torch.Tensor:
    """Return the sparse positive PMI (size, size) of pieces at most `window`
    apart in a sentence.
    """
    sentence = np.repeat(np.arange(len(at) - 1), np.diff(at.astype(np.int64)))
    wide = ids.astype(np.int64)
    keys = []
    for step in range(1, window + 1):
        same = sentence[:-step] == sentence[step:]
        left, right = wide[:-step][same], wide[step:][same]
        keys += [left * size + right, right * size + left]
    keys, counts = np.unique(np.concatenate(keys), return_counts=True)
    row, column = keys // size, keys % size
    total = np.bincount(row, counts, size)
    smooth = total**0.75 / (total**0.75).sum()
    value = np.log(counts / (total[row] * smooth[column]))
    keep = value > 0
    return square(row[keep], column[keep], value[keep], size)


def spectral(matrix: torch.Tensor, rank: int, draws: torch.Generator) -> torch.Tensor:
    """Return rows of U sqrt(S) of a symmetric sparse matrix, by two rounds of
    subspace iteration.
    """
    basis = torch.randn(matrix.shape[0], rank + 16, generator=draws)
    for _ in range(3):
        basis, _ = torch.linalg.qr(matrix @ basis)
    u, s, _ = torch.linalg.svd(matrix @ basis, full_matrices=False)
    return u[:, :rank] * s[:rank].sqrt()


def unit(rows: torch.Tensor) -> torch.Tensor:
    """Return the rows scaled to length one; a zero row stays zero."""
    return rows / rows.norm(dim=1, keepdim=True).clamp_min(1e-6)


def embeddings(
    data: dict, keys: np.ndarray, counts: np.ndarray, width: int, draws: torch.Generator
) -> np.ndarray:
    """Return (size, width) vectors of length one; that of <pad>, the last, is zero."""
    size = int(data["size"])
    known = unit(spectral(neighbours(data["tgt"], data["tgt_at"], size), width, draws))
    target = unit(known + unit(torch.randn(size, width, generator=draws)))
    in_target = np.bincount(data["tgt"], minlength=size)
    in_source = np.bincount(data["src"], minlength=size)
    table = counts / np.bincount(keys // size, counts, size)[keys // size]
    strong = table > 0.03
    source = square(keys[strong] // size, keys[strong] % size, table[strong], size) @ target
    foreign = torch.from_numpy((in_source > 0) & (in_target < 0.2 * in_source))
    foreign &= source.norm(dim=1) > 0
    result = torch.where(foreign[:, None], unit(source), target)
    result[-1] = 0
    return result.numpy().astype(np.float16)


def main(arguments: list[str] | None = None) -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--work", type=Path, default=Path(".work/ru-en"))
    args.add_argument("--width", type=int, default=256)
    args.add_argument("--rounds", type=int, default=5)
    args.add_argument("--jobs", type=int, default=1, help="threads; 1 GB of memory each")
    args.add_argument("--seed", type=int, default=1)
    options = args.parse_args(arguments)
    draws = torch.Generator().manual_seed(options.seed)
    start = time.time()
    data = dict(np.load(options.work / "data.npz"))
    data["size"] = len(json.loads((options.work / "vocab.json").read_text(encoding="utf-8")))
    keys, table, counts = learn_table(data, options.rounds, np.random.default_rng(options.seed))
    kept = table > 1e-4
    keys, table, counts = keys[kept], table[kept], counts[kept]
    print(f"{len(keys):,} piece pairs in the table, {time.time() - start:.0f} s", flush=True)
    align = best_links(data, keys, table, options.jobs)
    print(
        f"{(align != NONE).mean():.1%} of target pieces linked, {time.time() - start:.0f} s",
        flush=True,
    )
    vectors = embeddings(data, keys, counts, options.width, draws)
    np.savez(options.work / "align.part.npz", align=align, embedding=vectors)
    os.replace(options.work / "align.part.npz", options.work / "align.npz")
    print(f"align.npz written, {time.time() - start:.0f} s")


if __name__ == "__main__":
    main()
