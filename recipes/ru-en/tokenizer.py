"""Train the joint SentencePiece model of both languages: `pairs.tsv` in, `joint.model` out.

Guarantees:
- a piece's SentencePiece id is its Marian id: </s> = 0, <unk> = 1, pieces follow, and <pad>,
  which SentencePiece does not know, comes last (`--size` counts it);
- byte fallback: no text is unknown.
Method: unigram language model (Kudo, 2018).
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import sentencepiece


def sample(path: Path, pairs: int, seed: int) -> Iterator[str]:
    """Yield both sides of a random sample of about `pairs` pairs, one sentence at a time."""
    with open(path, encoding="utf-8") as lines:
        total = sum(1 for _ in lines)
    rng = random.Random(seed)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if rng.random() * total < pairs:
                _, ru, en = line.rstrip("\n").split("\t")
                yield ru
                yield en


def train(sentences: Iterator[str], prefix: Path, size: int, threads: int = 2) -> None:
    """Write PREFIX.model and PREFIX.vocab with `size` - 1 pieces."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=sentences,
        model_prefix=str(prefix),
        vocab_size=size - 1,
        model_type="unigram",
        byte_fallback=True,
        character_coverage=0.9999,
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        split_digits=True,
        max_sentence_length=2000,
        num_threads=threads,
        hard_vocab_limit=False,
        minloglevel=1,
    )


def marian_vocabulary(model: Path) -> dict[str, int]:
    """Return the vocab.json of a Marian tokenizer for a SentencePiece model: piece to id, <pad>
    last.
    """
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))
    vocabulary = {pieces.id_to_piece(i): i for i in range(pieces.get_piece_size())}
    return {**vocabulary, "<pad>": len(vocabulary)}


def main(arguments: list[str] | None = None) -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--work", type=Path, default=Path(".work/ru-en"))
    args.add_argument("--size", type=int, default=16000, help="pieces with <pad>")
    args.add_argument("--pairs", type=int, default=250_000, help="pairs to learn from")
    args.add_argument("--threads", type=int, default=2)
    options = args.parse_args(arguments)
    prefix = options.work / "joint"
    train(
        sample(options.work / "pairs.tsv", options.pairs, 1), prefix, options.size, options.threads
    )
    vocabulary = marian_vocabulary(prefix.with_suffix(".model"))
    (options.work / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False, indent=0))
    print(f"{len(vocabulary):,} pieces in {prefix}.model")


if __name__ == "__main__":
    main()
