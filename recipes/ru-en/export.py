"""Turn `checkpoint.pt` into the model folder that ships: Hugging Face files and `ct2-int8/`.

Guarantees:
- the folder appears in one move: it is built beside its place and swapped in;
- weights are the moving average of the run, as int8 of seven bits in `ct2-int8/model.bin` alone,
  from which both engines load them; pieces the English side never uses, those with a Cyrillic
  letter, and <pad>, carry a `final_logits_bias` that keeps every decoder from choosing them;
- `lexicon.npz` and `dictionary.json.gz` of the work folder come with them if they are there;
- SHA256SUMS lists every file but itself and the model card, into which figures are written later.
"""

import argparse
import hashlib
import json
import os
import shutil
import tomllib
from pathlib import Path

import numpy as np
import torch
from model import EOS, Shape, Translator
from prepare import CYRILLIC

HERE = Path(__file__).parent
NEVER = -1e4  # representable in float16, far below any score
TRAINED_ON = 100  # pieces: the longest pair of pack.py; what is longer is better cut in two
LONGEST = 256  # pieces: the limit generation is given


def config(shape: Shape) -> dict:
    """Return config.json of a MarianMTModel of this shape."""
    return {
        "architectures": ["MarianMTModel"],
        "model_type": "marian",
        "vocab_size": shape.vocab,
        "decoder_vocab_size": shape.vocab,
        "d_model": shape.width,
        "encoder_layers": shape.encoder_layers,
        "decoder_layers": shape.decoder_layers,
        "encoder_attention_heads": shape.heads,
        "decoder_attention_heads": shape.heads,
        "encoder_ffn_dim": shape.ffn,
        "decoder_ffn_dim": shape.ffn,
        "activation_function": "swish",
        "max_position_embeddings": shape.positions,
        "scale_embedding": True,
        "static_position_embeddings": True,
        "share_encoder_decoder_embeddings": True,
        "tie_word_embeddings": True,
        "normalize_before": False,
        "normalize_embedding": False,
        "add_bias_logits": False,
        "add_final_layer_norm": False,
        "dropout": 0.0,
        "attention_dropout": 0.0,
        "activation_dropout": 0.0,
        "pad_token_id": shape.pad,
        "eos_token_id": EOS,
        "bos_token_id": EOS,
        "decoder_start_token_id": shape.pad,
        "forced_eos_token_id": None,
        "is_encoder_decoder": True,
        "num_hidden_layers": shape.encoder_layers,
        "dtype": "float32",
    }


def generation(shape: Shape) -> dict:
    """Return generation_config.json: greedy, never <pad>, no forced end."""
    return {
        "bos_token_id": EOS,
        "eos_token_id": EOS,
        "pad_token_id": shape.pad,
        "decoder_start_token_id": shape.pad,
        "bad_words_ids": [[shape.pad]],
        "max_length": LONGEST,
        "num_beams": 1,
        "do_sample": False,
        "renormalize_logits": True,
    }


def state(checkpoint: dict, pieces: dict[str, int]) -> dict[str, torch.Tensor]:
    """Return the float32 tensors MarianMTModel wants, tied ones once. `pieces` are the ids."""
    shape = Shape(**checkpoint["shape"])
    net = Translator(shape)
    net.load_state_dict(checkpoint["model"])
    tensors = {**net.state_dict(), **checkpoint["average"]}
    bias = torch.full((1, shape.vocab), NEVER)
    bias[0, checkpoint["out_ids"]] = 0
    bias[0, [number for piece, number in pieces.items() if CYRILLIC.search(piece)]] = NEVER
    tensors["final_logits_bias"] = bias
    tied = ("encoder.embed_tokens.weight", "decoder.embed_tokens.weight")
    return {k: v.float().contiguous() for k, v in tensors.items() if not k.endswith(tied)}


def dump(path: Path, value: dict) -> None:
    """Write JSON a person can read."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_folder(checkpoint: dict, work: Path, folder: Path) -> None:
    """Write all files that AutoModelForSeq2SeqLM and AutoTokenizer need."""
    from safetensors.torch import save_file

    shape = Shape(**checkpoint["shape"])
    folder.mkdir(parents=True)
    pieces = json.loads((work / "vocab.json").read_text(encoding="utf-8"))
    tensors = state(checkpoint, pieces)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    dump(folder / "config.json", config(shape))
    dump(folder / "generation_config.json", generation(shape))
    shutil.copy(work / "vocab.json", folder / "vocab.json")
    for name in ("lexicon.npz", "dictionary.json.gz"):
        if (work / name).exists():
            shutil.copy(work / name, folder / name)
    for side in ("source", "target"):
        shutil.copy(work / "joint.model", folder / f"{side}.spm")
    dump(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "MarianTokenizer",
            "source_lang": "ru",
            "target_lang": "en",
            "unk_token": "<unk>",
            "eos_token": "</s>",
            "pad_token": "<pad>",
            "model_max_length": shape.positions,
            "separate_vocabs": False,
        },
    )
    dump(folder / "nlpkit.json", {"source": "ru", "target": "en", "max_tokens": TRAINED_ON})


def convert(folder: Path) -> None:
    """Replace the folder's float weights by the quantised weights in FOLDER/ct2-int8."""
    from ctranslate2.converters import TransformersConverter

    from nlpkit.engines.ct2 import weights

    made = folder / "ct2-int8"
    TransformersConverter(str(folder)).convert(str(made), quantization="float32")
    weights.write(weights.read(made / "model.bin").seven_bits(), made / "model.bin")
    (folder / "model.safetensors").unlink()


def checksums(folder: Path) -> None:
    """Write SHA256SUMS in the format of `sha256sum --check`."""
    spared = ("SHA256SUMS", "README.md")
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in spared)
    lines = (
        f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder)}\n" for p in files
    )
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def sources(mix: dict, data: dict) -> str:
    """Return a Markdown table of what the model was trained on, with licences."""
    usual = data["source"][data["version"] == 0]  # a pair may be packed with other segmentations
    pairs = np.bincount(usual, minlength=len(data["names"]))
    rows = ["| source | pairs | passes an epoch | licence |", "|---|---|---|---|"]
    for name, count in zip(data["names"], pairs, strict=True):
        spec = mix["sources"].get(str(name))
        if spec and count:
            rows.append(f"| {spec['from']} | {count:,} | {spec['weight']} | {spec['licence']} |")
    made = int(pairs[list(data["names"]).index("generated")])
    weight = mix["augment"]["generated_weight"]
    rows.append(f"| Generated from the tables of this recipe | {made:,} | {weight} | CC0-1.0 |")
    return "\n".join(rows)


def write_card(template: Path, mix: Path, checkpoint: dict, work: Path, out: Path) -> None:
    """Fill the template's `{sources}`, `{shape}` and `{training}`."""
    shape, count = Shape(**checkpoint["shape"]), checkpoint["counters"]
    text = template.read_text(encoding="utf-8")
    data = np.load(work / "data.npz")
    parts = {
        "sources": sources(tomllib.loads(mix.read_text(encoding="utf-8")), data),
        "shape": f"{shape.encoder_layers} encoder and {shape.decoder_layers} decoder layers, "
        f"{shape.width} wide, feed-forward {shape.ffn}, {shape.heads} heads, "
        f"{shape.vocab:,} pieces",
        "training": f"{count['seconds'] / 60:.0f} minutes, {count['step']:,} steps, "
        f"{count['tokens'] / 1e6:.1f} million target pieces",
    }
    for name, value in parts.items():
        text = text.replace(f"{{{name}}}", value)
    out.write_text(text, encoding="utf-8")


def export(work: Path, out: Path, card: Path | None, mix: Path) -> None:
    """Build the folder beside `out` and swap it in."""
    checkpoint = torch.load(work / "checkpoint.pt", map_location="cpu")
    fresh, old = out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    write_folder(checkpoint, work, fresh)
    convert(fresh)
    if card is not None:
        write_card(card, mix, checkpoint, work, fresh / "README.md")
    checksums(fresh)
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.exists():
        os.rename(out, old)
    os.rename(fresh, out)
    shutil.rmtree(old, ignore_errors=True)


def main(arguments: list[str] | None = None) -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--work", type=Path, default=Path(".work/ru-en"))
    args.add_argument("--out", type=Path, default=Path("nlpkit/models/ru-en-base"))
    args.add_argument("--card", type=Path, default=HERE / "card.md")
    args.add_argument("--mix", type=Path, default=HERE / "mix.toml")
    options = args.parse_args(arguments)
    export(options.work, options.out, options.card if options.card.exists() else None, options.mix)
    size = sum(p.stat().st_size for p in options.out.rglob("*") if p.is_file())
    print(f"{options.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
