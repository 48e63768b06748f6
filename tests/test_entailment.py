"""What follows from what, judged by a classifier: a tiny random one, as the big ones are read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import models
import pytest
from checkpoints import built, change

import nlpkit
from nlpkit.config import SummarizerSection
from nlpkit.engines import hf
from nlpkit.engines.hf.entailment import HfEntailment
from nlpkit.errors import EngineError

ARTICLE = " ".join(models.ENGLISH[:16])


def judge(folder: Path) -> HfEntailment:
    return hf.load_entailment(SummarizerSection(nli=str(folder)))


def test_a_probability_that_depends_on_both_texts() -> None:
    model = judge(built("nli"))
    asked = [(["Bread rose."], "Bread fell."), (["Snow fell."], "Bread fell."), (["Snow."], "No.")]
    found = [model.probability(premises, text) for premises, text in asked]
    assert all(0 <= p <= 1 for p in found)
    assert len(set(found)) == 3
    assert found == [model.probability(premises, text) for premises, text in asked]
    assert model.name.startswith("nli@")


def test_it_reads_the_label_that_the_model_names() -> None:
    """The same weights with the labels the other way round give another probability."""
    model = judge(built("nli"))
    first = model.probability(["Bread rose."], "Bread fell.")
    model._label = 0
    assert model.probability(["Bread rose."], "Bread fell.") != first


def test_nothing_is_truncated(monkeypatch: pytest.MonkeyPatch) -> None:
    model = judge(built("nli"))
    assert model.limit == 64
    asked: list[str] = []
    pair = model.classify
    monkeypatch.setattr(model, "classify", lambda p: asked.append(decoded(model, p)) or pair(p))
    endless = " ".join(f"bread {i} and snow" for i in range(60))
    model.probability(["The town woke slowly.", endless], "Bread and snow.")
    assert "The town woke slowly." in asked[0]
    assert set(re.findall(r"\d+", " ".join(asked))) == set(map(str, range(60)))
    assert len(asked) > 3
    assert model.probability(["Bread."], endless) is None
    assert 0 < model.probability(["x" * 500], "Bread.") < 1


def decoded(model: HfEntailment, pair: Any) -> str:
    assert pair["input_ids"].shape[1] <= model.limit
    return model.tokenizer.decode(pair["input_ids"][0], skip_special_tokens=True)


@pytest.mark.parametrize("build", [models.tiny_causal, models.tiny_encoder, models.tiny_marian])
def test_another_kind_of_model_is_refused(tmp_path: Path, build: Any) -> None:
    with pytest.raises(EngineError, match="wrong kind of model") as caught:
        judge(build(tmp_path / "model"))
    assert "natural language inference" in str(caught.value.hint)


def test_a_classifier_of_something_else_is_refused(tmp_path: Path) -> None:
    folder = models.tiny_nli(tmp_path / "mood", labels=("sad", "glad", "not_entailment"))
    with pytest.raises(EngineError, match="they are sad, glad, not_entailment"):
        judge(folder)


def test_weights_that_are_missing_are_told(tmp_path: Path) -> None:
    folder = models.tiny_nli(tmp_path / "nli")
    change(folder, num_hidden_layers=2)
    with pytest.raises(EngineError, match="missing"):
        judge(folder)
    (folder / "config.json").write_text("{")
    with pytest.raises(EngineError, match=r"cannot read config\.json"):
        judge(folder)


def test_it_is_asked_for_what_a_model_wrote_and_for_nothing_else() -> None:
    overrides = {"summarizer.nli": str(built("nli")), "translator.backend": "echo"}
    pipe = nlpkit.load(overrides=overrides)
    assert pipe.run(ARTICLE, target="en").summary.points
    assert pipe.entailment is not None
    assert not pipe.entailment.loaded
    written = {"summarizer.model": str(built("bart")), "summarizer.length": "1"}
    pipe = nlpkit.load(overrides=overrides | written)
    points = pipe.run(ARTICLE, target="en").summary.points
    assert pipe.entailment is not None
    assert pipe.entailment.loaded
    assert points
    assert "nli@" in pipe.signature
