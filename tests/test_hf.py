"""Any Hugging Face checkpoint: told its languages, kept within its limits, refused when broken."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import models
import pytest
import torch
from checkpoints import built, change, listen, summariser, translator
from growth import check_costs
from safetensors.torch import load_file, save_file

from nlpkit.engines.ct2.conversion import convert
from nlpkit.engines.hf import checkpoint
from nlpkit.errors import EngineError, ModelMissing, PairUnsupported

LINES = ["Сегодня в музее открылась выставка.", "Поезд опоздал.", "Дети нашли щенка, и вот он."]


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[str], Path]:
    """A checkpoint that a test may change."""
    return lambda name: Path(shutil.copytree(built(name), tmp_path / name))


def test_importing_it_is_free() -> None:
    code = "import sys, nlpkit.engines.hf; print('torch' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"


def test_loading_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    folders, asked = [built("nllb"), built("marian")], []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: asked.append(address) or [])
    for folder in folders:
        translator(folder).translate(LINES[1:2], "ru", "en")
    assert asked == []


# --- languages


@pytest.mark.parametrize(
    ("model", "pair", "prefix", "code"),
    [
        ("marian", "ru en", "", None),
        ("tagged", "uk de", ">>deu<< ", None),
        ("tagged", "ru sr", ">>srp_Latn<< ", None),
        ("nllb", "ru en", "", "eng_Latn"),
        ("m2m100", "kk en", "", "en"),
        ("mbart50", "ru en", "", "en_XX"),
        ("t5", "ru en", "translate Russian to English: ", None),
        ("t5-english", "en de", "translate English to German: ", None),
    ],
)
def test_how_a_model_is_told_the_pair(
    monkeypatch: pytest.MonkeyPatch,
    model: str,
    pair: str,
    prefix: str,
    code: str | None,
) -> None:
    engine = translator(built(model))
    asked, (source, target) = listen(engine, monkeypatch), pair.split()
    assert engine.supports(source, target)
    engine.translate(["Москва 5"], source, target)
    tokenizer = engine.checkpoint.tokenizer
    read = tokenizer.decode(asked[0]["input_ids"][0], skip_special_tokens=True)
    assert read.removeprefix(prefix.strip()).strip().endswith("5")
    assert prefix.strip() in read
    forced = asked[0].get("forced_bos_token_id")
    assert (forced is None) == (code is None)
    if code is not None:
        assert forced == engine.checkpoint.code_id(code)
        assert forced != tokenizer.unk_token_id
        source_id = engine.checkpoint.code_id(engine.dialect.codes[source])
        assert source_id in asked[0]["input_ids"][0].tolist()


@pytest.mark.parametrize(
    ("model", "pair", "reason"),
    [
        ("marian", "en ru", "does not read English"),
        ("marian", "ru de", "does not write German"),
        ("marian", "ru ru", "does not write Russian from Russian"),
        ("tagged", "ru fr", "does not write French"),
        ("nllb", "ru fr", "does not write French"),
        ("t5-english", "ru de", "does not read Russian"),
        ("t5-english", "de en", "does not read German"),
    ],
)
def test_pairs_that_are_refused(model: str, pair: str, reason: str) -> None:
    engine, (source, target) = translator(built(model)), pair.split()
    assert not engine.supports(source, target)
    with pytest.raises(PairUnsupported, match=reason):
        engine.translate(LINES, source, target)


@pytest.mark.parametrize(
    ("model", "reason"),
    [("t5-english", "knows 0 of 23 common Cyrl letters"), ("bart", "was not trained on Cyrl")],
)
def test_a_tokenizer_that_does_not_read_the_script(
    copied: Callable[[str], Path], model: str, reason: str
) -> None:
    folder = copied(model)
    (folder / "nlpkit.json").write_text('{"source": "ru", "target": "en"}')
    engine = translator(folder)
    assert not engine.supports("ru", "en")
    with pytest.raises(PairUnsupported, match=reason):
        engine.translate(LINES, "ru", "en")


def test_the_pair_comes_from_the_name(tmp_path: Path) -> None:
    folder = tmp_path / "opus-mt-tc-base-uk-en"
    shutil.copytree(built("nameless"), folder)
    assert translator(folder).supports("uk", "en")
    assert not translator(folder).supports("ru", "en")


def test_the_pair_comes_from_the_user() -> None:
    with pytest.raises(EngineError, match="cannot tell which languages") as caught:
        translator(built("nameless"))
    assert "nlpkit.json" in (caught.value.hint or "")
    assert translator(built("nameless"), source="be", target="en").supports("be", "en")


def test_nlpkit_json_has_the_last_word(copied: Callable[[str], Path]) -> None:
    folder = copied("t5")
    card = {"source": ["ru", "zls"], "target": "en", "prefix": "translate ru-en | "}
    (folder / "nlpkit.json").write_text(json.dumps(card))
    engine = translator(folder)
    assert engine.supports("bg", "en")
    assert not engine.supports("kk", "en")
    assert engine.dialect.prefix("ru", "en") == "translate ru-en | "


def test_a_broken_nlpkit_json(copied: Callable[[str], Path]) -> None:
    folder = copied("marian")
    (folder / "nlpkit.json").write_text("{")
    with pytest.raises(EngineError, match=r"nlpkit\.json"):
        translator(folder)


# --- translating


@pytest.mark.parametrize("model", ["marian", "nllb", "m2m100", "mbart50", "t5"])
@pytest.mark.parametrize("beam", [1, 3])
def test_drafts_come_in_order_whatever_the_batches(model: str, beam: int) -> None:
    texts = [LINES[0], "", *LINES[1:], "  "]
    one = translator(built(model), beam=beam).translate(texts, "ru", "en")
    many = translator(built(model), beam=beam, batch_tokens=64).translate(texts, "ru", "en")
    assert [d.text for d in one] == [d.text for d in many]
    assert [(one[i].text, one[i].score) for i in (1, 4)] == [("", None), ("  ", None)]
    scores = [draft.score for draft in one if draft.score is not None]
    assert len(scores) == len(LINES)
    assert all(0.0 < score <= 1.0 for score in scores)


def test_the_cost_is_in_proportion_to_the_number_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = translator(built("marian"), batch_tokens=64)
    monkeypatch.setattr(engine, "count", lambda _: 64)
    written = [SimpleNamespace(text="A train.", score=None, finished=True)]
    monkeypatch.setattr(engine.checkpoint, "write", lambda *_, **__: written)

    def work(lines: int) -> None:
        engine.translate(["Поезд."] * lines, "ru", "en")

    check_costs(lambda: work(10_000), lambda: work(2_500), limit=8)


def test_the_score_is_the_one_of_transformers() -> None:
    engine = translator(built("marian"))
    [draft] = engine.translate(LINES[:1], "ru", "en")
    model, tokenizer = engine.checkpoint.model, engine.checkpoint.tokenizer
    answer = model.generate(
        **tokenizer(LINES[:1], return_tensors="pt"),
        max_new_tokens=min(2 * engine.count(LINES[0]) + 20, engine.checkpoint.limit - 1),
        output_logits=True,
        return_dict_in_generate=True,
    )
    logs = torch.stack(answer.logits, 1).log_softmax(-1)
    own = logs.gather(2, answer.sequences[:, 1:].unsqueeze(2)).mean().exp()
    assert draft.score == pytest.approx(own.item(), rel=1e-4)


def test_of_two_scripts_the_usual_one() -> None:
    assert translator(built("nllb")).dialect.codes["zh"] == "zho_Hans"


def test_generation_is_told_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = translator(built("nllb"), beam=2)
    asked = listen(engine, monkeypatch)
    engine.translate(LINES[1:2], "ru", "en")
    [call] = asked
    count = engine.count(LINES[1])
    assert call["max_new_tokens"] == min(2 * count + 20, 63)
    assert (call["num_beams"], call["do_sample"], call["early_stopping"]) == (2, False, True)
    assert (call["no_repeat_ngram_size"], call["length_penalty"]) == (0, 1.0)


def test_safe_lets_no_three_tokens_come_twice() -> None:
    engine = translator(built("marian"))
    tokenizer = engine.checkpoint.tokenizer

    def repeats(safe: bool) -> bool:
        [draft] = engine.translate(LINES[:1], "ru", "en", safe=safe)
        ids = tokenizer.spm_target.encode(draft.text)
        grams = list(zip(ids, ids[1:], ids[2:], strict=False))
        return len(set(grams)) < len(grams)

    assert repeats(safe=False)
    assert not repeats(safe=True)


def test_a_line_over_the_limit_is_refused_not_cut() -> None:
    engine = translator(built("nllb"))
    line = "я"
    while engine.count(f"{line} я") <= engine.max_tokens:
        line += " я"
    assert len(engine.translate([line], "ru", "en")) == 1
    with pytest.raises(EngineError, match="over its 64"):
        engine.translate([f"{line} я"], "ru", "en")


@pytest.mark.parametrize(
    ("model", "limit"), [("marian", 63), ("nllb", 62), ("m2m100", 62), ("mbart50", 62)]
)
def test_the_true_limit(model: str, limit: int) -> None:
    assert translator(built(model)).max_tokens == limit


def test_relative_positions_have_the_limit_of_training() -> None:
    engine = translator(built("t5"))
    assert engine.checkpoint.limit == 512
    assert engine.max_tokens < 512 - engine.count("translate Russian to English: ")


def test_out_of_memory_is_an_engine_error(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = translator(built("marian"))

    def full(**_: Any) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB")

    monkeypatch.setattr(engine.checkpoint.model, "generate", full)
    with pytest.raises(EngineError, match="failed on 3 lines") as caught:
        engine.translate(LINES, "ru", "en")
    assert caught.value.hint == "out of memory: lower batch_tokens or beam"
    assert caught.value.__context__ is None


def test_the_name_says_how_it_was_made() -> None:
    name, _, how = translator(built("marian"), beam=3).name.partition("@")
    assert name == "marian"
    assert how.partition(",")[2] == "backend:torch,compute:float32,beam:3"


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device")
def test_no_cuda() -> None:
    assert translator(built("marian"), device="auto").name.endswith(
        "backend:torch,compute:float32,beam:1"
    )
    with pytest.raises(EngineError, match="no CUDA device"):
        translator(built("marian"), device="cuda")


def test_precision() -> None:
    cpu, cuda = torch.device("cpu"), torch.device("cuda")
    assert checkpoint._dtype(cpu, "marian", "float16") == torch.float32
    assert checkpoint._dtype(cuda, "marian", "int8") == torch.float16
    assert checkpoint._dtype(cuda, "marian", "float32") == torch.float32
    assert checkpoint._dtype(cuda, "mt5", "float16") == torch.float32


# --- broken and wrong checkpoints


@pytest.mark.parametrize("build", [models.tiny_causal, models.tiny_encoder])
def test_the_wrong_kind_of_model(build: Callable[[Path], Path], tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="wrong kind of model") as caught:
        translator(build(tmp_path / "model"))
    assert "encoder-decoder" in (caught.value.hint or "")


def test_the_wrong_head(copied: Callable[[str], Path]) -> None:
    folder = change(copied("bart"), architectures=["BartForSequenceClassification"])
    with pytest.raises(EngineError, match="BartForSequenceClassification"):
        summariser(folder)


def _weights(edit: Callable[[bytes], bytes]) -> Callable[[Path], Any]:
    def apply(folder: Path) -> None:
        path = folder / "model.safetensors"
        path.write_bytes(edit(path.read_bytes()))

    return apply


def _not_finite(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    weights["model.shared.weight"][:] = float("nan")
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


BREAKAGES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "cut off": (_weights(lambda data: data[: len(data) // 2]), "not fully covered"),
    "empty": (_weights(lambda data: b""), "header too small"),
    "garbage": (_weights(lambda data: b"x" * 100), "cannot load"),
    "gone": (lambda f: (f / "model.safetensors").unlink(), "cannot load"),
    "another vocabulary": (lambda f: change(f, vocab_size=900), "weights are of another shape"),
    "another depth": (lambda f: change(f, encoder_layers=2), "16 weights are missing"),
    "not tied": (lambda f: change(f, tie_word_embeddings=False), "weights are missing"),
    "not finite": (_not_finite, "not finite"),
    "no tokenizer": (lambda f: (f / "source.spm").unlink(), "cannot load"),
    "no config": (lambda f: (f / "config.json").unlink(), "cannot read config.json"),
    "cut config": (lambda f: (f / "config.json").write_text("{"), "cannot read config.json"),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_broken_checkpoint(
    copied: Callable[[str], Path], capfd: pytest.CaptureFixture[str], breakage: str
) -> None:
    folder = copied("marian")
    apply, words = BREAKAGES[breakage]
    apply(folder)
    with pytest.raises(EngineError, match=words) as caught:
        translator(folder)
    assert str(folder) in (caught.value.hint or "")
    assert "fetch them again from where they came" in (caught.value.hint or "")
    assert "\n" not in caught.value.message
    assert capfd.readouterr() == ("", "")


def test_an_output_layer_that_came_loose() -> None:
    model = translator(built("marian")).checkpoint.model
    assert checkpoint._untied(model) is None
    model.lm_head.weight = torch.nn.Parameter(torch.zeros_like(model.lm_head.weight))
    assert checkpoint._untied(model) is not None


def test_a_model_that_is_nowhere(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        translator(tmp_path / "nothing")


# --- converting


def test_convert_makes_a_whole_folder(tmp_path: Path) -> None:
    out = tmp_path / "made" / "marian"
    for _ in range(2):
        convert(built("marian"), out)
    names = {path.name for path in out.iterdir()}
    assert {"model.bin", "source.spm", "target.spm", "tokenizer_config.json"} <= names
    assert list(out.parent.iterdir()) == [out]


def test_a_failed_conversion_leaves_nothing(tmp_path: Path) -> None:
    folder = models.tiny_encoder(tmp_path / "encoder")
    with pytest.raises(EngineError, match="cannot convert"):
        convert(folder, tmp_path / "out" / "model")
    assert list((tmp_path / "out").iterdir()) == []
