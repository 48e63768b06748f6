"""The ru-en recipe in miniature: 300 made-up pairs, a tiny model, every step, both engines."""

import hashlib
import itertools
import json
import lzma
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import sentencepiece
import torch

WHO = {
    "Мальчик": "The boy",
    "Учитель": "The teacher",
    "Врач": "The doctor",
    "Министр": "The minister",
    "Сосед": "The neighbour",
    "Журналист": "The journalist",
}
DOES = {
    "видит": "sees",
    "рисует": "draws",
    "знает": "knows",
    "помнит": "remembers",
    "ищет": "seeks",
}
WHAT = {
    "дом": "the house",
    "город": "the town",
    "мост": "the bridge",
    "сад": "the garden",
    "поезд": "the train",
    "рынок": "the market",
    "музей": "the museum",
    "озеро": "the lake",
    "ключ": "the key",
    "письмо": "the letter",
}
PLANTED = ("Сосед вчера потерял старый зонт", "The neighbour lost an old umbrella yesterday")
MIX = """
include_research_only = false
short_words = 10
seed = 3
[filter]
max_words = 40
min_cyrillic = 0.5
min_latin = 0.95
max_char_ratio = 3.0
ngram = 8
[augment]
headline = 0.0
capitals = 0.0
plain_yo = 1.0
guillemets = 0.0
lead_in = 0.0
generated = 20
generated_weight = 1.0
[code_switching]
share = 0.25
seed = 7
[subword_sampling]
versions = 2
alpha = 0.3
seed = 1
[sources]
made = { keep = 1, keep_short = 1, weight = 1, final = 2, licence = "CC0-1.0", from = "This test" }
closed = { keep = 1, keep_short = 1, weight = 1, licence = "-", from = "-", research_only = true }
"""


def made_pairs() -> list[tuple[str, str]]:
    return [
        (f"{who} {does} {what}.", f"{WHO[who]} {DOES[does]} {WHAT[what]}.")
        for who, does, what in itertools.product(WHO, DOES, WHAT)
    ]


@pytest.fixture(scope="module")
def work(recipe: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work folder after prepare, tokenizer, pack and align."""
    root = tmp_path_factory.mktemp("recipe")
    folder, work = root / "data" / "ru-en", root / "work"
    (folder / "train").mkdir(parents=True)
    (folder / "dev").mkdir()
    with lzma.open(folder / "train" / "made.tsv.xz", "wt", encoding="utf-8") as out:
        for ru, en in [*made_pairs(), PLANTED]:
            print(ru, en, sep="\t", file=out)
    (folder / "heldout-hashes.txt").write_text(recipe.prepare.fingerprint(PLANTED[0]) + "\n")
    for name in ("tatoeba-heldout2k", "newstest2018"):
        (folder / "dev" / f"{name}.ru").write_text("Судья нашёл карту.\n", encoding="utf-8")
        (folder / "dev" / f"{name}.en").write_text("The judge found a map.\n", encoding="utf-8")
    mix = root / "mix.toml"
    mix.write_text(MIX, encoding="utf-8")
    recipe.prepare.main(["--data", str(root / "data"), "--work", str(work), "--mix", str(mix)])
    recipe.tokenizer.main(["--work", str(work), "--size", "700", "--threads", "1"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recipe.lexicon, "GRAMMAR", 0)  # the text has no more words than that
        recipe.lexicon.main(["--work", str(work)])
    recipe.switch.main(["--work", str(work), "--mix", str(mix)])
    recipe.pack.main(["--work", str(work), "--mix", str(mix)])
    recipe.align.main(["--work", str(work), "--width", "32"])
    return work


def options(work: Path, *more: str) -> list[str]:
    """Arguments of a tiny run of train.py."""
    shape = "--width 32 --heads 2 --encoder-layers 1 --decoder-layers 1 --ffn 64 --device cpu"
    return ["--work", str(work), *shape.split(), "--lr", "0.01", "--tokens", "600", *more]


@pytest.fixture(scope="module")
def trained(recipe: SimpleNamespace, work: Path) -> SimpleNamespace:
    """Loss on fixed batches before, after a first piece and after the resumed rest of a run.

    The run's clock is a counter, so the number of steps does not depend on the machine.
    """
    ticks = itertools.count(0, 0.02)
    recipe.train.time = SimpleNamespace(monotonic=lambda: next(ticks))

    def loss(trainer) -> float:
        rng = np.random.default_rng(0)
        plan = trainer.data.plan(100, 2000, 100_000, rng, False)
        with torch.no_grad():
            results = [trainer.objective(trainer.net, trainer.data.batch(p), 0)[0] for p in plan]
        return float(torch.stack(results).mean())

    def fresh(*more: str):
        return recipe.train.Trainer(
            recipe.train.parse(
                options(work, "--minutes", "0.15", "--warmup", "0.005", "--cooldown", "0.15", *more)
            )
        )

    first = fresh("--stop-after", "0.05")
    losses = [loss(first)]
    first.run()
    losses.append(loss(first))
    second = fresh()
    second.load()
    at_resume = SimpleNamespace(step=second.step, seconds=second.seconds, loss=loss(second))
    second.run()
    losses.append(loss(second))
    return SimpleNamespace(losses=losses, first=first, at_resume=at_resume, second=second)


def test_clean_keeps_the_pairs_and_counts_what_it_drops(work: Path) -> None:
    counts = json.loads((work / "prepare.json").read_text())
    assert counts["made: kept"] == len(made_pairs())
    assert counts["made: leak"] == 1
    assert counts["closed: left out, research only"] == 1


def test_a_planted_sentence_does_not_reach_training(work: Path) -> None:
    assert PLANTED[0] not in (work / "pairs.tsv").read_text(encoding="utf-8")


def test_special_pieces_stand_where_marian_wants_them(work: Path) -> None:
    vocabulary = json.loads((work / "vocab.json").read_text(encoding="utf-8"))
    assert (vocabulary["</s>"], vocabulary["<unk>"]) == (0, 1)
    assert vocabulary["<pad>"] == len(vocabulary) - 1


def test_pairs_are_drawn_by_their_final_weights_in_the_cool_down(work: Path, recipe) -> None:
    data = recipe.batches.Data(work, 700, torch.device("cpu"))
    arrays = np.load(work / "data.npz")
    made = arrays["source"] == arrays["names"].tolist().index("made")
    pairs = int((made & (arrays["version"] == 0)).sum())

    def drawn(cooling: bool) -> int:
        rng = np.random.default_rng(0)
        batches = data.plan(100, 2000, 1_000_000, rng, cooling)
        return int(made[np.concatenate(batches)].sum())

    assert drawn(cooling=False) == pytest.approx(pairs, rel=0.1)
    assert drawn(cooling=True) == pytest.approx(2 * pairs, rel=0.1)


def test_half_of_the_weight_of_a_pair_seen_often_is_sampled_segmentations(work: Path) -> None:
    arrays = np.load(work / "data.npz")
    made = arrays["source"] == arrays["names"].tolist().index("made")
    usual, sampled = (made & (arrays["version"] == 0)), (made & (arrays["version"] > 0))
    assert sampled.sum() == 2 * usual.sum()
    assert arrays["weight"][sampled].sum() == arrays["weight"][usual].sum()
    lengths = np.diff(arrays["src_at"].astype(np.int64))
    assert lengths[sampled].mean() > lengths[usual].mean()
    model = sentencepiece.SentencePieceProcessor(model_file=str(work / "joint.model"))
    at = arrays["src_at"].astype(np.int64)
    first, second = np.flatnonzero(made)[:2]
    texts = {model.decode(arrays["src"][at[i] : at[i + 1]].tolist()) for i in (first, second)}
    assert len(texts) == 1


def test_loss_falls_and_resume_takes_up_the_run(trained: SimpleNamespace) -> None:
    before, middle, after = trained.losses
    assert before > middle > after
    assert trained.at_resume.step == trained.first.step > 0
    assert trained.at_resume.seconds == trained.first.seconds
    assert trained.at_resume.loss == pytest.approx(middle, rel=1e-5)
    assert trained.second.step > trained.first.step
    assert trained.second.progress >= 1


@pytest.fixture(scope="module")
def exported(recipe: SimpleNamespace, work: Path, trained: SimpleNamespace) -> Path:
    folder = work / "exported"
    mix = work.parent / "mix.toml"
    recipe.export.main(["--work", str(work), "--out", str(folder), "--mix", str(mix)])
    return folder


def test_both_engines_load_the_export_and_agree(recipe, work: Path, exported: Path) -> None:
    lines = [ru for ru, _ in made_pairs()[::30]]
    reference = recipe.check.with_torch(exported, lines)
    assert recipe.check.with_ctranslate2(exported, lines, "float32") == reference
    assert len(recipe.check.with_ctranslate2(exported, lines, "int8")) == len(lines)
    expected = [en for _, en in made_pairs()[::30]]
    assert sum(a == b for a, b in zip(reference, expected, strict=True)) >= 8


def test_checksums_and_card_tell_the_truth(recipe, exported: Path) -> None:
    listed = dict(
        reversed(line.split("  "))
        for line in (exported / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    assert {"source.spm", "vocab.json", "lexicon.npz", "ct2-int8/model.bin"} <= set(listed)
    for name, digest in listed.items():
        assert hashlib.sha256((exported / name).read_bytes()).hexdigest() == digest
    card = (exported / "README.md").read_text(encoding="utf-8")
    assert "| This test | 3" in card
    recipe.evaluate.write_card(exported / "README.md", "| set | 12.3 |\n")
    assert "| set | 12.3 |" in (exported / "README.md").read_text(encoding="utf-8")


def test_a_run_asked_to_stop_saves_first(recipe, work: Path, trained, exported: Path) -> None:
    again = recipe.train.Trainer(recipe.train.parse(options(work, "--minutes", "1")))
    again.ask_to_stop()
    again.run()
    counters = torch.load(work / "checkpoint.pt")["counters"]
    assert (counters["step"], counters["place"]) == (1, 1)


def test_training_can_start_from_an_export(recipe, work: Path, exported: Path, trained) -> None:
    again = recipe.train.Trainer(
        recipe.train.parse(options(work, "--minutes", "1", "--init-from", str(exported)))
    )
    shared = dict(zip(trained.second._names(), trained.second.average, strict=True))
    ours = again.net.model.shared.weight
    assert torch.allclose(ours, shared["model.shared.weight"], atol=2e-2)
    assert again.step == 0


def test_a_blend_lies_between_the_run_and_the_export(
    recipe, work: Path, exported: Path, trained, tmp_path: Path
) -> None:
    for share in ("1", "0"):
        recipe.blend.main(
            [f"--work={work}", f"--base={exported}", f"--out={tmp_path / share}", "--share", share]
        )
    run, base = (torch.load(tmp_path / share / "checkpoint.pt")["average"] for share in "10")
    recipe.blend.main([f"--work={work}", f"--base={exported}", f"--out={tmp_path / 'x'}"])
    mixed = torch.load(tmp_path / "x" / "checkpoint.pt")["average"]
    for name, weight in mixed.items():
        assert torch.allclose(weight, 0.3 * run[name] + 0.7 * base[name], atol=1e-6)
    assert (tmp_path / "x" / "vocab.json").exists()


def test_each_weight_has_one_optimizer(recipe: SimpleNamespace, work: Path) -> None:
    for more in ("--bf16", "--no-bf16"):
        trainer = recipe.train.Trainer(recipe.train.parse(options(work, "--minutes", "1", more)))
        groups = [group for one in trainer.optimizers for group in one.param_groups]
        held = [id(weight) for group in groups for weight in group["params"]]
        assert sorted(held) == sorted(map(id, trainer.weights))
        before = [weight.detach().clone() for weight in trainer.weights]
        trainer.update(next(trainer.batches()))
        pairs = zip(before, trainer.weights, strict=True)
        assert all(bool((old != new).any()) for old, new in pairs if new.dim() == 2)
