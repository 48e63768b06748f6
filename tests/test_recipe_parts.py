"""The parts of the ru-en recipe by themselves: text and its rules, alignment, model and loss."""

from __future__ import annotations

import itertools
import lzma
import random
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from recipe_steps import RECIPE

from nlpkit.engines.dictionary import Dictionary

# --- text and its rules


def test_a_shared_run_of_eight_words_is_a_leak(recipe: SimpleNamespace) -> None:
    leaks = recipe.prepare.Leaks(set(), ["one two three four five six seven eight nine"], 8)
    assert "And so: two, three, four, five, six, seven, EIGHT, nine!" in leaks
    assert "two three four five six seven eight" not in leaks


@pytest.mark.parametrize(
    ("ru", "en", "reason"),
    [
        ("Дом стоит на холме.", "The house stands on a hill.", None),
        ("", "Nothing", "empty"),
        ("<b>Дом</b>", "House", "markup"),
        ("Windows", "Windows", "untranslated"),
        ("Turn on the light, да", "Turn on the light", "source_script"),
        ("Дом стоит на холме.", "Дом стоит on a hill.", "target_script"),
        ("Коротко.", "A very much longer sentence than it should be.", "length_ratio"),
        ("Их было 25.", "There were 52.", "numbers_differ"),
    ],
)
def test_rules_name_their_reason(recipe, ru: str, en: str, reason: str | None) -> None:
    rules = tomllib.loads((RECIPE / "mix.toml").read_text(encoding="utf-8"))["filter"]
    assert recipe.prepare.fault(ru, en, rules) == reason


def test_generated_pairs_agree_on_digits_and_latin(recipe: SimpleNamespace) -> None:
    tables = recipe.augment.load_tables(RECIPE / "augment.toml")
    pairs = list(recipe.augment.generate(tables, 500, random.Random(5)))
    assert len(set(pairs)) > 300
    for ru, en in pairs:
        assert ru.strip()
        assert en.strip()
        assert "{" not in ru + en
        assert recipe.prepare.share(en, "LATIN") == 1.0
    assert pairs == list(recipe.augment.generate(tables, 500, random.Random(5)))


def test_translations_find_their_english_sentences_by_fingerprint(
    recipe: SimpleNamespace, tmp_path: Path
) -> None:
    english = ["The dam on the river burst.", "Nobody was hurt.", "It was never translated."]
    russian = {english[1]: "Никто не пострадал.", english[0]: "На реке прорвало плотину."}
    with lzma.open(tmp_path / "events.txt.xz", "wt", encoding="utf-8") as out:
        out.write("\n".join(english))
    lines = [f"{recipe.prepare.fingerprint(en)}\t{ru}\n" for en, ru in russian.items()]
    (tmp_path / "events.ru").write_text("".join(lines), encoding="utf-8")
    read = recipe.prepare.read_translations(tmp_path / "events.ru", [tmp_path / "events.txt.xz"])
    assert list(read) == [(russian[en], en) for en in english[:2]]


@pytest.mark.parametrize(
    ("ru", "en", "same"),
    [
        ("Собрали 12 500 подписей.", "They collected 12,500 signatures.", True),
        ("Собрали 1500 подписей.", "They collected 1,500 signatures.", True),
        ("В бюджете 2.500.000 тенге.", "The budget is 2,500,000 tenge.", True),
        ("В 2024 году 15 раз.", "In 2024, 15 times.", True),
        ("Собрали 12 500 подписей.", "They collected 12,600 signatures.", False),
        ("Их было 25.", "There were 26 of them.", False),
    ],
)
def test_marks_between_thousands_make_no_other_number(
    recipe: SimpleNamespace, ru: str, en: str, same: bool
) -> None:
    assert (recipe.prepare.numbers(ru) == recipe.prepare.numbers(en)) == same


@pytest.mark.parametrize("path", sorted((RECIPE / "text").glob("*.ru")), ids=lambda p: p.name)
def test_the_translations_written_for_training_are_clean(
    recipe: SimpleNamespace, path: Path
) -> None:
    mix = tomllib.loads((RECIPE / "mix.toml").read_text(encoding="utf-8"))
    assert mix["sources"][path.stem]["mono"]
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({key for key, _ in rows}) == len(rows)
    for key, ru in rows:
        assert len(key) == 16
        assert recipe.prepare.tidy(ru, "") == (ru, "")
        assert recipe.prepare.share(ru, "CYRILLIC") >= mix["filter"]["min_cyrillic"], ru


@pytest.mark.parametrize("path", sorted((RECIPE / "text").glob("*.tsv")), ids=lambda p: p.name)
def test_the_text_written_for_training_is_clean(recipe: SimpleNamespace, path: Path) -> None:
    """Every line is a pair that breaks no rule of the mix, and none comes twice."""
    mix = tomllib.loads((RECIPE / "mix.toml").read_text(encoding="utf-8"))
    assert path.stem in mix["sources"]
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = [tuple(line.split("\t")) for line in lines]
    assert len({pair[0] for pair in pairs}) == len(pairs)
    for ru, en in pairs:
        assert recipe.prepare.tidy(ru, en) == (ru, en)
        assert recipe.prepare.fault(ru, en, mix["filter"]) is None, ru


# --- alignment


@pytest.fixture(scope="module")
def toy() -> dict[str, np.ndarray]:
    """Packed ids of `who does what` and `the who' does' the what'`: the = 2, word' = word + 30."""
    sentences = list(itertools.product(range(3, 9), range(10, 15), range(16, 26)))
    src = [[who, does, what] for who, does, what in sentences]
    tgt = [[2, who + 30, does + 30, 2, what + 30] for who, does, what in sentences]
    return {
        "src": np.array(src, np.uint16).ravel(),
        "src_at": np.arange(0, 3 * len(src) + 1, 3, dtype=np.uint32),
        "tgt": np.array(tgt, np.uint16).ravel(),
        "tgt_at": np.arange(0, 5 * len(tgt) + 1, 5, dtype=np.uint32),
        "size": np.array(60),
    }


def test_alignment_finds_the_translations(recipe: SimpleNamespace, toy: dict) -> None:
    keys, table, counts = recipe.align.learn_table(toy, 8, np.random.default_rng(0))
    links = recipe.align.best_links(toy, keys, table).reshape(-1, 5)
    assert (links[:, [1, 2, 4]] == [0, 1, 2]).mean() > 0.99
    draws = torch.Generator().manual_seed(0)
    vectors = recipe.align.embeddings(toy, keys, counts, 48, draws).astype(np.float32)
    nearest = {word: 30 + int((vectors[30:] @ vectors[word]).argmax()) for word in (3, 10, 16)}
    assert nearest == {3: 33, 10: 40, 16: 46}


# --- model and loss


def test_entropy_and_its_gradient_are_those_of_torch(recipe: SimpleNamespace) -> None:
    rng = torch.Generator().manual_seed(4)
    states = torch.randn(600, 8, generator=rng, requires_grad=True)
    weight = torch.randn(30, 8, generator=rng, requires_grad=True)
    target = torch.randint(0, 30, (600,), generator=rng)
    expected = torch.nn.functional.cross_entropy(states @ weight.T, target, label_smoothing=0.1)
    ours = recipe.train.SmoothedEntropy.apply(states, weight, target, 0.1, torch.empty(700, 30))
    assert ours.item() == pytest.approx(expected.item(), rel=1e-5)
    wanted = torch.autograd.grad(expected, (states, weight))
    for mine, theirs in zip(torch.autograd.grad(ours, (states, weight)), wanted, strict=True):
        assert torch.allclose(mine, theirs, atol=1e-6)


def test_a_deeper_encoder_starts_as_the_shallow_one(recipe: SimpleNamespace) -> None:
    """Layers that add nothing only pass their input through one more norm."""
    shape = recipe.model.Shape(vocab=50, width=16, heads=2, encoder_layers=2, ffn=32, positions=20)
    torch.manual_seed(2)
    shallow = recipe.model.Translator(shape)
    deep = recipe.model.Translator(replace(shape, encoder_layers=5))
    deep.take_over(shallow.state_dict())
    source = torch.randint(1, 49, (3, 9))
    apart = (deep.encode(source)[0] - shallow.encode(source)[0]).abs().max()
    assert apart.item() < 1e-3
    silent = [bool((layer.fc2.weight == 0).all()) for layer in deep.model.encoder.layers]
    assert silent == [False, True, False, True, True]


def test_attention_on_a_cpu_is_the_fused_one(recipe: SimpleNamespace) -> None:
    shape = recipe.model.Shape(vocab=50, width=16, heads=2)
    attention = recipe.model.Attention(shape)
    x = torch.randn(2, 7, 16)
    ours, _ = attention(x, x, causal=True)
    q, k, v = (
        part(x).view(2, 7, 2, 8).transpose(1, 2)
        for part in (attention.q_proj, attention.k_proj, attention.v_proj)
    )
    fused = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
    expected = attention.out_proj(fused.transpose(1, 2).reshape(2, 7, 16))
    assert torch.allclose(ours, expected, atol=1e-5)


def test_loops_are_seen(recipe: SimpleNamespace) -> None:
    assert recipe.check.loops("it is on and on and on and on and on")
    assert not recipe.check.loops("the house and the garden and the lake")


# --- words in English amid Russian


@pytest.fixture
def switcher(recipe: SimpleNamespace) -> Any:
    stands = {"судья": "judge", "нашел": "found", "карты": "maps", "Астане": "Astana", "и": "and"}
    simple = recipe.switch.simple
    table = {simple(ru): {simple(en): 0.1, "other": 9.0} for ru, en in stands.items()}
    english = Counter({"map": 3, "maps": 3})
    return recipe.switch.Switcher(table, Counter(dict.fromkeys(table, 1)), english)


@pytest.mark.parametrize(
    ("ru", "en", "links"),
    [
        ("Судья нашёл карты.", "The judge found maps.", "Судья judge, нашёл found, карты maps"),
        ("Карты нашёл судья", "Judge found maps", "Карты maps, нашёл found, судья Judge"),
        ("Судья и судья.", "The judge and another.", ""),  # two words for one
        ("Судья ушёл.", "The judge of judges left.", ""),  # one word for two
        ("Он и она.", "He and she.", ""),  # too short to mean something
        ("Вор ушёл.", "The thief left.", ""),  # not in the lexicon
        ("Судья ушёл.", "The other left.", ""),  # too unlikely
    ],
)
def test_words_that_stand_for_each_other(switcher: Any, ru: str, en: str, links: str) -> None:
    found = switcher.links(ru, en)
    assert ", ".join(f"{own[0]} {other[0]}" for own, other in found) == links


@pytest.mark.parametrize(
    ("ru", "en", "texts"),
    [
        ("В Астане тихо.", "Astana is quiet.", {"В Astana тихо."}),
        ("Сегодня судья спит.", "Judge sleeps today.", {"Сегодня judge спит."}),
        ("Судья крепко спит.", "Today the judge sleeps.", {"Judge крепко спит."}),
        ("Он взял карты.", "He took maps.", {"Он взял maps.", "Он взял map."}),
        ("Судья спит.", "The judge sleeps.", {None}),  # a text of two words
        ("Он крепко спит.", "He sleeps.", {None}),
    ],
)
def test_words_are_written_in_english(
    switcher: Any, ru: str, en: str, texts: set[str | None]
) -> None:
    assert {switcher.switched(ru, en, random.Random(seed)) for seed in range(20)} == texts


# --- the dictionary


@pytest.fixture(scope="module")
def morphology() -> Any:
    return pytest.importorskip("pymorphy3").MorphAnalyzer()


@pytest.mark.parametrize(
    ("word", "part", "expected", "absent"),
    [
        ("щебень", "n", {"щебнем": "gravel", "щебни": "gravels", "щебнями": "gravels"}, "щебенка"),
        ("ножницы", "n", {"ножницами": "gravel"}, "ножик"),  # there is no singular
        ("сталь", "n", {"сталью": "gravel", "сталями": "gravels"}, "стали"),  # "they became"
        ("ёлка", "n", {"елку": "gravel", "елками": "gravels"}, "ёлка"),  # as most people write
        ("еловый", "a", {"еловый": "gravel", "еловую": "gravel", "еловыми": "gravel"}, "ель"),
        ("скрыть", "v", {"скрыть": "hide", "скрыла": "hid", "скроет": "will hide"}, "скрытый"),
        ("скрывать", "v", {"скрываю": "hide", "скрывает": "hides", "скрывают": "hide"}, "скрыв"),
        ("вкратце", "d", {"вкратце": "gravel"}, "кратко"),
        ("щебень", "v", {}, "щебень"),
    ],
)
def test_forms_of_a_word(
    recipe: SimpleNamespace,
    morphology: Any,
    word: str,
    part: str,
    expected: dict[str, str],
    absent: str,
) -> None:
    found = recipe.dictionary.forms(morphology, recipe.dictionary.plain(word), part)
    written = recipe.dictionary.spellings(part, "hide/hid" if part == "v" else "gravel")
    assert {form: written[found[form]][0] for form in expected} == expected
    assert absent not in found


@pytest.mark.parametrize(
    ("verb", "expected"),
    [("be born/was born", "be born, was born, is born, are born, will be born"),
     ("cry/cried", "cry, cried, cries, cry, will cry"),
     ("have an effect/had an effect",
      "have an effect, had an effect, has an effect, have an effect, will have an effect")],
)  # fmt: skip
def test_forms_of_an_english_verb(recipe: SimpleNamespace, verb: str, expected: str) -> None:
    assert ", ".join(one for [one] in recipe.dictionary.spellings("v", verb)) == expected


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("log", "logs"),
        ("fire victim", "fire victims"),
        ("piece of news", "pieces of news"),
        ("bus", "buses"),
        ("dish", "dishes"),
        ("city", "cities"),
        ("toy", "toys"),
        ("policewoman", "policewomen"),
        ("human", "humans"),
        ("brother-in-arms", "brother-in-arms"),
        ("wolf", "wolves"),
        ("roof", "roofs"),
        ("scissors", "scissors"),
        ("jellyfish", "jellyfish"),
    ],
)
def test_plurals(recipe: SimpleNamespace, one: str, many: str) -> None:
    assert recipe.dictionary.plural(one) == many


def test_a_table_becomes_a_dictionary(
    recipe: SimpleNamespace, morphology: Any, tmp_path: Path
) -> None:
    table = tmp_path / "dictionary.tsv"
    table.write_text(
        "щебень\tn\tgravel | crushed stone\nскрыть\tv\thide/hid | conceal/concealed\n",
        encoding="utf-8",
    )
    recipe.dictionary.main(["--table", str(table), "--work", str(tmp_path)])
    words = Dictionary(tmp_path / "dictionary.json.gz").lacking("Тему щебня скрыли.", "")
    assert [(w.start, w.end, w.spellings) for w in words] == [
        (5, 10, ("gravel", "crushed stone")),
        (11, 17, ("hid", "concealed")),
    ]
