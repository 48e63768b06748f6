"""Check an exported folder: does it load, and do its two engines say the same?

Translates fixed lines greedily with PyTorch in float32 and with CTranslate2 in float32 and int8,
all from the same weights, and counts the lines on which they agree. The lines are the interface
strings of augment.toml and pairs generated from it, or the first lines of `--lines FILE`.
"""

import argparse
import math
import random
from pathlib import Path

import augment

HERE = Path(__file__).parent
LONGEST = 128


def fixed_lines(count: int) -> list[str]:
    """Return the same `count` Russian lines on every call."""
    tables = augment.load_tables(HERE / "augment.toml")
    menu = [ru for ru, _ in tables["interface"]][: count // 2]
    made = augment.generate(tables, count - len(menu), random.Random(7))
    return menu + [ru for ru, _ in made]


def with_torch(folder: Path, lines: list[str]) -> list[str]:
    """Return greedy translations by transformers in float32, batched by length."""
    import torch
    from transformers import AutoModelForSeq2SeqLM

    from nlpkit.engines.hf.loading import opened

    tokenizer, model, _ = opened(folder, AutoModelForSeq2SeqLM, torch.float32)
    model.eval()
    answers: dict[str, str] = {}
    order = sorted(set(lines), key=len)
    for first in range(0, len(order), 32):
        part = order[first : first + 32]
        with torch.inference_mode():
            ids = model.generate(
                **tokenizer(part, return_tensors="pt", padding=True), max_length=LONGEST
            )
        answers.update(
            zip(part, tokenizer.batch_decode(ids, skip_special_tokens=True), strict=True)
        )
    return [answers[line] for line in lines]


def with_ctranslate2(folder: Path, lines: list[str], kind: str) -> list[str]:
    """Return greedy translations by a CTranslate2 model in `folder`'s ct2-int8."""
    return translate(folder, folder / "ct2-int8", lines, kind)


def translate(
    folder: Path, converted: Path, lines: list[str], kind: str, beam: int = 1
) -> list[str]:
    """Translate with the converted model, pieces by folder's source.spm and target.spm.

    If there is a lexicon in the folder, the hypotheses of the beam are ordered by it, as nlpkit
    does.
    """
    import ctranslate2
    import sentencepiece

    from nlpkit.document import Draft
    from nlpkit.engines.lexicon import FILE, Lexicon

    source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
    engine = ctranslate2.Translator(str(converted), compute_type=kind, intra_threads=2)
    pieces = [[*source.encode(line, out_type=str), "</s>"] for line in lines]
    results = engine.translate_batch(
        pieces,
        beam_size=beam,
        num_hypotheses=beam,
        return_scores=True,
        max_decoding_length=LONGEST,
        max_batch_size=1024,
        batch_type="tokens",
    )
    drafts = [
        [Draft(target.decode(h), math.exp(s)) for h, s in zip(r.hypotheses, r.scores, strict=True)]
        for r in results
    ]
    if beam > 1 and (folder / FILE).is_file():
        lexicon = Lexicon(folder / FILE)
        drafts = [lexicon.ordered(*one) for one in zip(lines, drafts, strict=True)]
    return [best.text for best, *_ in drafts]


def loops(text: str) -> bool:
    """Return True if a run of one to four words is repeated four times in a row."""
    words = text.lower().split()
    return any(
        all(words[i + j] == words[i + j + size] for j in range(3 * size))
        for size in range(1, 5)
        for i in range(len(words) - 4 * size + 1)
    )


def main(arguments: list[str] | None = None) -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--model", type=Path, default=Path("nlpkit/models/ru-en-base"))
    args.add_argument("--lines", type=Path, help="Russian lines to use instead, the first --count")
    args.add_argument("--count", type=int, default=200)
    args.add_argument("--show", type=int, default=0, help="print this many translations")
    options = args.parse_args(arguments)
    given = options.lines.read_text(encoding="utf-8").splitlines() if options.lines else None
    lines = given[: options.count] if given else fixed_lines(options.count)
    reference = with_torch(options.model, lines)
    full, low = (with_ctranslate2(options.model, lines, kind) for kind in ("float32", "int8"))

    def agreeing(ours: list[str], others: list[str]) -> int:
        return sum(a.strip() == b.strip() for a, b in zip(ours, others, strict=True))

    print(
        f"{agreeing(full, reference)} of {len(lines)} lines alike: float32, CTranslate2 and torch"
    )
    print(f"{agreeing(low, full)} of {len(lines)} lines alike: CTranslate2, int8 and float32")
    print(f"{sum(map(loops, low))} of {len(lines)} int8 outputs loop")
    for line, text in list(zip(lines, low, strict=True))[: options.show]:
        print(f"{line}\t{text}")


if __name__ == "__main__":
    main()
