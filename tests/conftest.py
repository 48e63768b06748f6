"""Fixtures of all tests: the command line, the work of the page, and tiny models made on the spot
without a network.
"""

from __future__ import annotations

import contextlib
import gc
import json
import signal
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import fake_hub
import models
import pytest
from batch_runs import fill
from commands import Done, Run
from fake_hub import FakeHub
from hypothesis import HealthCheck, settings
from visiting import Noting

import nlpkit
from nlpkit.files import PrivateFolder

# The same examples on every machine, and no limit to the time that one takes: a slow or busy
# machine finds no other faults than a fast one. Other examples are for fuzzing.
settings.register_profile(
    "same",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("same")

# A shell starts what runs in its background with Ctrl-C ignored, and processes inherit that: those
# of the tests would not stop when they are told to.
signal.signal(signal.SIGINT, signal.default_int_handler)


# Files whose tests start servers, browsers and batches, train models or measure costs. They begin,
# so that all processes of the suite end at about the same time; the many quick files follow.
LONG = (
    "tests/ui/",
    "tests/test_cost.py",
    "tests/test_batch",
    "tests/test_workers.py",
    "tests/test_docs.py",
    "tests/test_wheel.py",
    "tests/test_privacy.py",
    "tests/test_recipes.py",
    "tests/test_hf",
    "tests/test_cli.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first, in their order; the order within a file stays."""
    items.sort(
        key=lambda item: next(
            (i for i, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG)
        )
    )


def pytest_collection_finish() -> None:
    """Leave what lives until the end, such as modules and the tests, out of garbage collections.

    A collection of everything looks at a million objects otherwise, and there are hundreds.
    """
    gc.freeze()


# What the trained model knows by heart.
PAIRS = {
    "Сегодня идёт снег.": "It is snowing today.",
    "Моя сестра работает в больнице.": "My sister works at the hospital.",
    "Цены на хлеб выросли.": "Bread prices rose.",
    "Новый мост откроют весной.": "The new bridge will open in spring.",
    "Поезд опоздал.": "The train was late.",
    "Президент подписал закон.": "The president signed a law.",
    "Поезд из Москвы сегодня опаздывает.": "The train from Moscow is late today.",
    "Моя сестра покупает свежий хлеб.": "My sister is buying fresh bread.",
    "Дети нашли щенка.": "The children found a puppy.",
}


def learn(folder: Path) -> None:
    """Train the checkpoint on `PAIRS` until it knows them: a few seconds.

    From numpy's numbers and in float64: torch's, and sums in float32, differ from processor to
    processor, and training makes much of little.
    """
    import numpy as np
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    torch.set_num_threads(1)  # so small a model is slowed down by a second one
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder).double()
    draw = np.random.default_rng(0)
    for name, weight in model.named_parameters():
        if weight.dim() > 1 and "positions" not in name:
            weight.data = torch.from_numpy(draw.normal(0.0, 0.02, weight.shape))
    batch = tokenizer(
        list(PAIRS), text_target=list(PAIRS.values()), padding=True, return_tensors="pt"
    )
    batch["labels"].masked_fill_(batch["labels"] == tokenizer.pad_token_id, -100)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(100):
        optimizer.zero_grad()
        model(**batch).loss.backward()
        optimizer.step()
        # The decoder starts from <pad>, whose embedding is zero in Marian (and in CTranslate2).
        model.get_input_embeddings().weight.data[tokenizer.pad_token_id] = 0.0
    model.float().eval().save_pretrained(folder)


@pytest.fixture(scope="session", autouse=True)
def no_chosen_models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hide the models that the user of this machine has chosen for pairs of languages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data-home")))
        yield


@pytest.fixture(scope="session")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Marian checkpoint of a few thousand weights that translates `PAIRS`, and nothing else."""
    folder = tmp_path_factory.mktemp("models") / "tiny-ru-en"
    models.tiny_marian(folder)
    learn(folder)
    (folder / "nlpkit.json").write_text(
        json.dumps({"source": "ru", "target": "en", "positions": 64})
    )
    return folder


@pytest.fixture(scope="session")
def marian_ct2(marian: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for CTranslate2, in float32."""
    from ctranslate2.converters import TransformersConverter

    out = tmp_path_factory.mktemp("ct2") / "tiny-ru-en"
    beside = ["source.spm", "target.spm", "nlpkit.json"]
    TransformersConverter(str(marian), copy_files=beside).convert(str(out))
    return out


@pytest.fixture
def nlp(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command, in this process."""
    from nlpkit import cli
    from nlpkit.cli.messages import guard

    def run(*arguments: object) -> Done:
        code = guard(
            lambda: cli.app([str(a) for a in arguments], standalone_mode=False), debug=False
        )
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder of articles for a batch."""
    return fill(tmp_path / "in")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the hub, whose address and settings are the usual ones."""
    for key in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_TOKEN", "HF_HUB_DOWNLOAD_TIMEOUT"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def hub(cache: Path, monkeypatch: pytest.MonkeyPatch, checkpoint: Path) -> Iterator[FakeHub]:
    """A hub with the model `fake_hub.NAME`."""
    with fake_hub.serve() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        running.models[fake_hub.NAME] = checkpoint
        yield running


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """The files of a hub repository, with some that nobody needs."""
    folder = tmp_path / "repository"
    (folder / "onnx").mkdir(parents=True)
    (folder / "config.json").write_text('{"model_type": "marian"}')
    (folder / "vocab.json").write_text('{"</s>": 0}')
    (folder / "source.spm").write_bytes(b"pieces")
    (folder / "empty.txt").write_text("")
    (folder / "chat_template.jinja").write_text("{{ messages }}")
    (folder / "model.safetensors").write_bytes(bytes(range(256)) * 64)
    (folder / "pytorch_model.bin").write_bytes(b"the same again")
    (folder / "tf_model.h5").write_bytes(b"and again")
    (folder / "onnx" / "model.json").write_text("{}")
    return folder


@pytest.fixture(scope="module")
def pipe() -> nlpkit.Pipeline:
    """A pipeline without a model, for the page."""
    chosen = {"translator": {"backend": "echo", "phrasebook": False}, "limits.page_chars": 1000}
    return nlpkit.load(overrides=chosen)


@pytest.fixture
def runner(pipe: nlpkit.Pipeline) -> Noting:
    """What does the work of the page."""
    return Noting(pipe)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateFolder]:
    """The folder of the files of visitors."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with contextlib.closing(PrivateFolder()) as folder:
        yield folder


@pytest.fixture(scope="module")
def recipe() -> Iterator[SimpleNamespace]:
    """The steps of the ru-en recipe as modules."""
    import recipe_steps  # torch is imported for the tests that need it

    with recipe_steps.imported() as steps:
        yield steps
