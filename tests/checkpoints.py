"""Every tiny checkpoint by name, made once a session, and engines over them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import models
import pytest

from nlpkit.config import SummarizerSection, TranslatorSection
from nlpkit.engines import hf
from nlpkit.engines.hf.checkpoint import Written
from nlpkit.engines.hf.summarizer import AbstractiveSummarizer
from nlpkit.engines.hf.translator import HfTranslator

TASKS = {
    "summarization": {"prefix": "summarize: ", "min_length": 30, "length_penalty": 2.0},
    "translation_en_to_de": {"prefix": "translate English to German: "},
}
BUILT: dict[str, Callable[[Path], Path]] = {
    "marian": models.tiny_marian,
    "tagged": lambda p: models.tiny_marian(
        p, source="zle", target="mul", tags=(">>eng<<", ">>deu<<", ">>srp_Latn<<")
    ),
    "nameless": lambda p: models.tiny_marian(p, source=None, target=None),
    "nllb": models.tiny_nllb,
    "m2m100": models.tiny_m2m100,
    "mbart50": models.tiny_mbart50,
    "t5": models.tiny_t5,
    "t5-english": lambda p: models.tiny_t5(
        p, lines=models.ENGLISH, task_specific_params=TASKS, n_positions=128
    ),
    "nli": models.tiny_nli,
    "pegasus": models.tiny_pegasus,
    "chat": models.tiny_chat,
    "chat-english": lambda p: models.tiny_chat(p, lines=models.ENGLISH),
    "chat-small": lambda p: models.tiny_chat(p, positions=1400),
    "chat-without-system": lambda p: models.tiny_chat(
        p,
        template="{% if messages[0].role == 'system' %}{{ raise_exception('no') }}{% endif %}"
        + models.CHATML,
    ),
    "no-chat": lambda p: models.tiny_chat(p, template=None),
    "bart": lambda p: models.tiny_bart(
        p,
        forced_bos_token_id=0,
        min_length=56,
        num_beams=4,
        length_penalty=2.0,
        no_repeat_ngram_size=3,
    ),
}


_HOME = TemporaryDirectory(prefix="checkpoints-")


@cache
def built(name: str) -> Path:
    """The checkpoint of that name in BUILT; a test that changes it takes a copy."""
    return BUILT[name](Path(_HOME.name) / name)


def translator(folder: Path, **settings: Any) -> HfTranslator:
    settings = {"threads": 1, "beam": 1} | settings
    return hf.load_translator(TranslatorSection(model=str(folder), **settings))


def summariser(folder: Path, **settings: Any) -> AbstractiveSummarizer:
    settings = {"threads": 1, "beam": 1} | settings
    return hf.load_summarizer(SummarizerSection(model=str(folder), **settings))


def listen(engine: Any, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What `generate` is asked, call by call."""
    asked: list[dict[str, Any]] = []
    holder = getattr(engine, "writer", engine)
    model = getattr(holder, "chat", None) or holder.checkpoint
    model = model.model
    generate = model.generate

    def heard(**arguments: Any) -> Any:
        asked.append(arguments)
        return generate(**arguments)

    monkeypatch.setattr(model, "generate", heard)
    return asked


def finishing(engine: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The summarizer, whose random model now ends what it writes with a sentence."""
    writer = engine.writer
    holder, name = (
        (writer.chat, "answer") if hasattr(writer, "chat") else (writer.checkpoint, "write")
    )
    write = getattr(holder, name)

    def finished(*lines: Any, **settings: Any) -> list[Written]:
        return [Written(f"It is so.\n{w.text}.", True) for w in write(*lines, **settings)]

    monkeypatch.setattr(holder, name, finished)
    return engine


def change(folder: Path, **config: Any) -> Path:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | config))
    return folder
