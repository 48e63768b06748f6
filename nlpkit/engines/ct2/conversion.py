"""Converts a checkpoint of Hugging Face for CTranslate2."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from ...errors import EngineError
from ..hf.loading import first_line, quiet
from . import weights

# The files that the CTranslate2 engine needs beside the weights.
_BESIDE = ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json", "nlpkit.json")


def convert(folder: Path, out: Path) -> None:
    """Convert a checkpoint; put tokenizer and languages beside the weights.

    The weights become int8 numbers of seven bits (see `weights`). `out` appears whole or not at
    all. If it exists, it is replaced. Raises EngineError.
    """
    from ctranslate2.converters import TransformersConverter

    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as scratch:
        made = Path(scratch) / out.name
        beside = [name for name in _BESIDE if (folder / name).is_file()]
        # The converter reads files of others, so any exception may come out of it.
        try:
            with quiet():
                converter = TransformersConverter(str(folder), copy_files=beside)
                converter.convert(str(made), quantization="float32")
            weights.write(weights.read(made / "model.bin").seven_bits(), made / "model.bin")
        except Exception as error:
            raise EngineError(
                f"cannot convert {folder} for CTranslate2: {first_line(error)}",
                hint='run it with PyTorch instead: translator.backend = "torch"',
            ) from error
        if out.exists():
            shutil.move(out, Path(scratch) / "old")
        made.replace(out)
