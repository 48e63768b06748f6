"""The weights in CTranslate2's `model.bin`, rounded to seven bits so that all CPUs compute alike.

CPUs without VNNI instructions multiply unsigned bytes by signed bytes and add two products in a
signed 16-bit register. This register saturates at 32,767. With weights in -63 ... 63 the largest
sum of two products is 255 · 63 · 2 = 32,130, which fits. The converter of CTranslate2 writes
weights up to 127, which do not fit. The layout of the file is the one that
`ctranslate2.specs.ModelSpec` writes (binary version 6). Nothing here needs CTranslate2 itself.
"""

from __future__ import annotations

import os
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

LARGEST = 63  # the largest absolute value of a weight that cannot saturate
VERSION = 1  # of the quantisation below; part of the name of a converted model in the cache

_FORMAT = 6
_TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16, 5: np.uint16}
# Shares of a row's largest weight that are tried as the end of its scale; larger weights are cut.
_CLIPS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
_ROWS_AT_ONCE = 4096
_NOTHING = 1e-30  # rows with no larger value become zeros


@dataclass(frozen=True, slots=True)
class Weights:
    """One `model.bin`: its variables by name, in the order of the file, and their aliases."""

    spec: str
    revision: int
    variables: dict[str, np.ndarray]
    aliases: tuple[tuple[str, str], ...]

    def matrices(self) -> list[str]:
        """The names of the weights of linear layers and embeddings, which int8 products use."""
        return [
            name
            for name, value in self.variables.items()
            if value.ndim == 2 and name.endswith("/weight")
        ]

    def saturating(self) -> list[str]:
        """Return the names of the matrices whose int8 products can saturate.

        Such a matrix has a value outside -63 ... 63, or it is not int8 yet, and CTranslate2 would
        give it values up to 127 when it loads the file.
        """
        return [name for name in self.matrices() if not _seven_bits(self.variables[name])]

    def seven_bits(self) -> Weights:
        """The same model with all its matrices as int8 in -63 ... 63."""
        variables = dict(self.variables)
        for name in self.matrices():
            variables[name], variables[f"{name}_scale"] = quantise(self.matrix(name))
        return Weights(self.spec, self.revision, variables, self.aliases)

    def matrix(self, name: str) -> np.ndarray:
        """Return the variable as float32; an int8 matrix (R, C) is divided by its scales (R,)."""
        value = self.variables[name]
        if f"{name}_scale" not in self.variables:
            return value.astype(np.float32)
        scale = self.variables[f"{name}_scale"].astype(np.float32)
        return value.astype(np.float32) / scale.reshape(-1, *(1,) * (value.ndim - 1))


def _seven_bits(matrix: np.ndarray) -> bool:
    return matrix.dtype == np.int8 and max(int(matrix.max()), -int(matrix.min())) <= LARGEST


def read(path: Path) -> Weights:
    """Read a `model.bin`. Raises ValueError where it is cut off or of another format."""
    data = path.read_bytes()
    try:
        return _parse(memoryview(data))
    except (struct.error, KeyError, ValueError, IndexError) as error:
        raise ValueError(f"{path} is not a whole CTranslate2 model") from error


def _parse(data: memoryview) -> Weights:
    place = 0

    def number(code: str) -> int:
        nonlocal place
        (value,) = struct.unpack_from(f"<{code}", data, place)
        place += struct.calcsize(f"<{code}")
        return int(value)

    def string() -> str:
        nonlocal place
        length = number("H")
        text = bytes(data[place : place + length - 1]).decode("utf-8")
        place += length
        return text

    if number("I") != _FORMAT:
        raise ValueError("another binary version")
    spec, revision = string(), number("I")
    variables: dict[str, np.ndarray] = {}
    for _ in range(number("I")):
        name = string()
        shape = tuple(number("I") for _ in range(number("B")))
        kind = np.dtype(_TYPES[number("B")])
        size = number("I")
        value = np.frombuffer(data, kind, size // kind.itemsize, place)
        variables[name] = value.reshape(shape)
        place += size
    aliases = tuple((string(), string()) for _ in range(number("I")))
    return Weights(spec, revision, variables, aliases)


def write(weights: Weights, path: Path) -> None:
    """Write a `model.bin`. The file appears in one step."""
    codes = {np.dtype(kind): code for code, kind in _TYPES.items()}
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    with scratch.open("wb") as file:

        def string(text: str) -> None:
            coded = text.encode("utf-8")
            file.write(struct.pack("<H", len(coded) + 1) + coded + b"\0")

        file.write(struct.pack("<I", _FORMAT))
        string(weights.spec)
        file.write(struct.pack("<II", weights.revision, len(weights.variables)))
        for name, value in weights.variables.items():
            string(name)
            file.write(struct.pack(f"<B{value.ndim}I", value.ndim, *value.shape))
            file.write(struct.pack("<BI", codes[value.dtype], value.nbytes))
            file.write(value.tobytes())
        file.write(struct.pack("<I", len(weights.aliases)))
        for alias, name in weights.aliases:
            string(alias)
            string(name)
    scratch.replace(path)


def copy(folder: Path, weights: Weights, out: Path) -> None:
    """Copy a model's folder to `out` with other weights. The copy appears in one step."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as scratch:
        made = Path(scratch) / out.name
        shutil.copytree(folder, made, ignore=lambda *_: ["model.bin"])
        write(weights, made / "model.bin")
        if out.exists():
            out.replace(Path(scratch) / "old")
        made.replace(out)


def quantise(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return int8 values (R, ...) in -63 ... 63 and float32 scales (R,), with value = int8 / scale.

    For each row several scales are tried, and the one with the least mean square error is taken.
    The largest weights of the row may be cut off by it.
    """
    rows = values.reshape(len(values), -1).astype(np.float32)
    largest = np.abs(rows).max(axis=1)
    largest[largest < _NOTHING] = 1.0
    whole = np.empty(rows.shape, np.int8)
    scales = np.empty(len(rows), np.float32)
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        part = slice(first, first + _ROWS_AT_ONCE)
        least = np.full(len(rows[part]), np.inf, np.float32)
        for clip in _CLIPS:
            scale = np.float32(LARGEST) / (largest[part] * np.float32(clip))
            made = np.clip(np.rint(rows[part] * scale[:, None]), -LARGEST, LARGEST)
            error = np.square(made / scale[:, None] - rows[part]).mean(axis=1)
            better = error < least
            least[better] = error[better]
            scales[part][better] = scale[better]
            whole[part][better] = made[better].astype(np.int8)
    return whole.reshape(values.shape), scales
