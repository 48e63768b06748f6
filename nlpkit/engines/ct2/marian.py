"""A Marian model of CTranslate2, as the tensors that MarianMTModel of transformers has.

So one file of weights serves both engines. The converter of CTranslate2 joins the query, key and
value projections of an attention into one matrix; they are parted here. It also leaves out the row
of <pad>, the zero vector from which both engines begin to decode; the row is added here.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .weights import Weights

NEVER = -1e4  # the bias of <pad>: representable in float16, far below any score

_NORM = (("weight", "gamma"), ("bias", "beta"))


def state(model: Weights, vocabulary: int) -> dict[str, np.ndarray]:
    """Return the float32 tensors under the names that transformers gives them.

    `vocabulary` is the number of tokens, with <pad> as the last of them. Raises KeyError where the
    file does not hold a Marian model with one shared embedding.
    """
    table = _aliased(model, "encoder/embeddings_0/weight")
    bias = model.matrix("decoder/projection/bias")
    missing = vocabulary - len(table)
    tensors = {
        "model.shared.weight": np.pad(table, ((0, missing), (0, 0))),
        "final_logits_bias": np.pad(bias, (0, missing), constant_values=NEVER)[None],
    }
    for side in ("encoder", "decoder"):
        tensors[f"model.{side}.embed_positions.weight"] = _aliased(
            model, f"{side}/position_encodings/encodings"
        )
        for layer in range(_layers(model, side)):
            here, there = f"{side}/layer_{layer}", f"model.{side}.layers.{layer}"
            tensors.update(_layer(model, here, there))
    return tensors


def _aliased(model: Weights, name: str) -> np.ndarray:
    return model.matrix(dict(model.aliases).get(name, name))


def _layers(model: Weights, side: str) -> int:
    found = {name.split("/")[1] for name in model.variables if name.startswith(f"{side}/layer_")}
    return len(found)


def _layer(model: Weights, here: str, there: str) -> Iterator[tuple[str, np.ndarray]]:
    yield from _attention(
        model, f"{here}/self_attention", f"{there}.self_attn", [("q", "k", "v"), ("out",)]
    )
    if f"{here}/attention/linear_0/weight" in model.variables:
        parts: list[tuple[str, ...]] = [("q",), ("k", "v"), ("out",)]
        yield from _attention(model, f"{here}/attention", f"{there}.encoder_attn", parts)
    for part, name in _NORM:
        yield f"{there}.final_layer_norm.{part}", model.matrix(f"{here}/ffn/layer_norm/{name}")
    for part in ("weight", "bias"):
        yield f"{there}.fc1.{part}", model.matrix(f"{here}/ffn/linear_0/{part}")
        yield f"{there}.fc2.{part}", model.matrix(f"{here}/ffn/linear_1/{part}")


def _attention(
    model: Weights, here: str, there: str, parts: list[tuple[str, ...]]
) -> Iterator[tuple[str, np.ndarray]]:
    for part, name in _NORM:
        yield f"{there}_layer_norm.{part}", model.matrix(f"{here}/layer_norm/{name}")
    for i, names in enumerate(parts):
        for part in ("weight", "bias"):
            joined = model.matrix(f"{here}/linear_{i}/{part}")
            for name, value in zip(names, np.split(joined, len(names)), strict=True):
                yield f"{there}.{name}_proj.{part}", value
