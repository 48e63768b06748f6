"""The extractive summarizer: what it chooses, what it never shows, and that it always ends well."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from string import ascii_lowercase

import numpy as np
import pytest
from growth import check_costs
from hypothesis import given, settings
from hypothesis import strategies as st

from nlpkit.config import SummarizerSection
from nlpkit.engines import SummaryRequest, extractive
from nlpkit.engines.extractive import features, sets
from nlpkit.engines.extractive.selection import distinct
from nlpkit.length import Length
from nlpkit.resources import load_text
from nlpkit.text import markers
from nlpkit.text.words import SentenceMatrix, stem, words

ENGLISH = [
    "The regional railway will close its oldest bridge over the Alder River for two years.",
    "But drivers in the valley have known for months that something was wrong.",
    "Engineers found deep cracks in three of the bridge's nine stone pillars last week.",
    "Repairs will cost 48 million crowns, according to the railway.",
    "What will commuters do in the meantime?",
    '"I have crossed it every day since I was a child,',
    "Read more: ten bridges worth a detour.",
    "He sells coffee at the northern end.",
    "Buses will replace all trains between Alderby and Stonehill from the first of March.",
    "The railway expects twelve thousand passengers a day to change to buses at Alderby.",
    "Buses will replace all the trains between Alderby and Stonehill from the first of March.",
    "However, the mayor of Stonehill called the plan a disaster for the town's shops.",
    "A report on the condition of forty other bridges is due in June.",
]
RUSSIAN = [
    "Власти Нарынской долины закрыли перевал Ак-Суу из-за угрозы схода лавин.",
    "Однако несколько грузовиков успели выехать на трассу до рассвета.",
    "Спасатели сообщили, что на склонах за ночь выпало больше метра снега.",
    "Он предупредил водителей об опасности.",
    "Почему дорогу не закрыли раньше?",
    "Перевал Ак-Суу связывает три района долины с областным центром.",
    "Читайте также: как подготовить машину к зиме.",
    "Дорожная служба вывела на трассу двенадцать снегоуборочных машин.",
    "Движение через перевал обещают открыть не раньше четверга.",
    "А. Токтосунов, начальник дорожной службы, попросил жителей отложить поездки.",
    "«Мы работаем круглые сутки,",
]

MODELS = json.loads(load_text("nlpkit.engines.extractive", "data/extractive.json"))


@pytest.fixture(scope="module")
def engine():
    return extractive.load(SummarizerSection())


def choose(engine, sentences, count, title=None):
    length = Length.parse(count)
    drafts = engine.summarize(SummaryRequest(sentences, length, "en", title=title))
    assert [d.text for d in drafts] == [sentences[i] for d in drafts for i in d.sources]
    return [d.sources[0] for d in drafts]


@pytest.mark.parametrize("sentences", [ENGLISH, RUSSIAN], ids=["en", "ru"])
@pytest.mark.parametrize("count", range(1, 6))
def test_a_summary_reads_well(engine, sentences, count):
    chosen = choose(engine, sentences, count)
    assert len(chosen) == count
    assert chosen[0] == 0, "the lead of a news article belongs into its summary"
    for i in chosen:
        text = sentences[i]
        assert not text.startswith(("What", "Почему", "Read", "Читайте", '"I', "«Мы"))
        if text.startswith(("But", "He", "However", "Однако", "Он ")):
            assert i - 1 in chosen


def test_near_duplicates_are_shown_once(engine):
    assert {8, 10} - set(choose(engine, ENGLISH, 12)) == {10}


def test_a_dangling_sentence_brings_its_predecessor(engine):
    sentences = [
        "The council met on Monday.",
        "Rain is expected at the coast tomorrow and on Friday.",
        "A court in Orlo fined the Benda dairy for selling spoiled cheese to twenty schools.",
        "It ordered the Benda dairy in Orlo to recall all cheese sold to schools since May.",
        "Tickets are on sale.",
    ]
    title = "Court orders Benda dairy to recall spoiled cheese sold to Orlo schools"
    assert choose(engine, sentences, 2, title) == [2, 3]


def test_questions_and_halves_come_when_nothing_else_is_left(engine):
    sentences = ["Who won?", "The blue team won the cup.", "“Never before,", "Who lost it?"]
    assert choose(engine, sentences, 1) == [1]
    assert choose(engine, sentences, 2) == [0, 1]
    assert choose(engine, sentences, 3) == [0, 1, 3]
    assert choose(engine, sentences, 4) == [0, 1, 2, 3]


def test_short_inputs_come_back_as_they_are(engine):
    assert choose(engine, ["But why?", "He left."], 3) == [0, 1]
    assert choose(engine, [], 3) == []
    assert choose(engine, ["", "  "], 3) == []
    assert choose(engine, ["One."], 1) == [0]


def test_the_title_draws_attention(engine):
    title = "Railway expects passengers to change to buses at Alderby"
    assert 9 not in choose(engine, ENGLISH, 2)
    assert 9 in choose(engine, ENGLISH, 2, title)


def test_generic_text_is_not_bound_to_its_beginning():
    news, generic = (extractive.load(SummarizerSection(kind=k)) for k in ("news", "generic"))

    def lead(kind):
        """By how many standard deviations the first two sentences score above the rest."""
        tokens = [words(sentence) for sentence in ENGLISH]
        named = features.compute(ENGLISH, tokens, SentenceMatrix(tokens), None)
        scores = sum(weight * named[name] for name, weight in MODELS[kind]["sentence"].items())
        return (scores[:2].mean() - scores[2:].mean()) / scores.std()

    assert lead("news") > lead("generic")
    assert news.name != generic.name


def test_weights_are_of_features_there_are():
    tokens = [words(sentence) for sentence in ENGLISH]
    named = features.compute(ENGLISH, tokens, SentenceMatrix(tokens), "A title")
    whole = sets.compute(named, tokens, SentenceMatrix(tokens), "A title", [(0, 2), (1, 2)])
    for model in MODELS.values():
        assert {*model["sentence"]} <= {*named}
        assert {*model["set"]["features"]} <= {*whole}
    assert all(values.shape == (2,) and np.isfinite(values).all() for values in whole.values())
    assert all(values.shape == (len(ENGLISH),) for values in named.values())
    assert all(np.isfinite(values).all() for values in named.values())


def test_features_are_the_same_in_every_run():
    """Sets of words have another order in each process."""
    code = (
        "import random; from nlpkit.engines.extractive import features\n"
        "from nlpkit.text import words as w\n"
        "names = [f'{n}word' for n in range(100)] * 2\n"
        "random.Random(1).shuffle(names)\n"
        "tokens = [names[i : i + 10] for i in range(0, 200, 10)]\n"
        "texts = [*map(' '.join, tokens)]\n"
        "found = features.compute(texts, tokens, w.SentenceMatrix(tokens), None)\n"
        "print({name: values.tolist() for name, values in found.items()})\n"
        "from nlpkit.faithfulness.sources import SourceIndex\n"
        "print([SourceIndex(texts).nearest(' '.join(names[i:])) for i in range(100)])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "1234"
    }
    assert len(told) == 1


@settings(deadline=None)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=8))
def test_features_of_any_text_are_finite(texts):
    tokens = [words(text) for text in texts]
    named = features.compute(texts, tokens, SentenceMatrix(tokens), texts[0])
    assert all(np.isfinite(values).all() for values in named.values())


def test_name_tells_the_settings(engine):
    assert engine.name == extractive.load(SummarizerSection()).name
    assert engine.name.startswith("extractive@")
    assert len(engine.name) == len("extractive@") + 8
    assert engine.extractive
    assert engine.languages is None


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("He left.", True),
        ("“But why,” she said.", True),
        ("— Однако дождь шёл.", True),
        ("Её ждали.", True),
        ("И. Иванов приехал.", False),
        ("А-95 подорожал.", False),
        ("А цены выросли.", True),
        ("Heat kills.", False),
        ("Sofia won.", False),
        ("So far nothing.", False),
        ("This week it rained.", False),
        ("This rain was rare.", True),
        ("В этом году тепло.", False),
        ("В этом он прав.", True),
        ('"There was no fire," one of them said.', True),
        ("— Пожара не было, — сказал один из них.", True),
        ("Торговцы с этим не согласны.", True),
        ("Торговцы не согласны с приговором.", False),
        ("Residents do not agree.", True),
        ("The ministry denied it.", True),
        ("— Да, и не раз.", True),
        ("— Нет. Никто не пришёл.", True),
        ("Нет воды в трёх районах.", False),
        ("Yes, twice a year.", True),
        ("No shop is open.", False),
        ("— Жоқ, ешкім келген жоқ.", True),
        ("— Ооба, үч жолу.", True),
        ("The ministry denied it knew of the fire.", False),
        ("", False),
    ],
)
def test_dangling(text, leans):
    assert markers.dangling(text) is leans


@pytest.mark.parametrize(
    ("mark", "yes", "no"),
    [
        (markers.question, "“Who won?!”", "“Who won?” she asked."),
        (markers.question, "Почему?", "Потому."),
        (markers.aside, "(“Water asks for no passport.”)", "(CNN) Water rose."),
        (markers.furniture, "Подпишитесь на рассылку!", "Водитель ехал без рекламы."),
        (markers.attribution, "Хлеба мало, сказал он.", "Хлеба мало, сказал Осмонов."),
        (markers.first_person, "Нас ждали, и I’m glad.", "Насос починили."),
        (markers.quote, "— «Да», — сказал Осмонов.", "Осмонов сказал «да»."),
    ],
)
def test_marks(mark, yes, no):
    assert mark(yes)
    assert not mark(no)
    assert not mark("")


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ('"Yes," he said.', False),
        ('"Yes, he said.', True),
        ("«Да», — сказал он.", False),
        ("«Да, — сказал он.", True),
        ("„Ja“, sagte er.", False),
        ("Gone.”", True),
        ("Don’t go.", False),
        ("‘Go.", True),
        ("Two (or three.", True),
        ("1) Two.", False),
    ],
)
def test_unbalanced(text, broken):
    assert markers.unbalanced(text) is broken


def test_inflected_forms_share_a_stem():
    for forms in ("мост моста мосту", "вода воды воду", "drone drones", "carry carries"):
        assert len({stem(word) for word in forms.split()}) == 1
    assert stem("1234567") == "1234567"
    assert stem("она") == "она"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ещё 3 дома", ["еще", "3", "дома"]),
        ("don't stop", ["don", "t", "stop"]),
        ("北京大学 opens", ["北京", "京大", "大学", "opens"]),
        ("हिन्दी समाचार", ["हिन्दी", "समाचार"]),
        ("😀 …", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_distinct_keeps_the_first_of_alike_sentences():
    texts = ["Rain fell in Orlo today.", "Snow fell.", "In Orlo, rain fell today!", "", "😀", "😀"]
    assert distinct(texts, [words(t) for t in texts], 0.8) == [0, 1, 4]


def test_rows_are_of_length_one():
    rows = SentenceMatrix([words(s) for s in [*ENGLISH, "…"]])
    own = [rows.similarity(i)[i] for i in range(rows.size)]
    assert own == pytest.approx([1.0] * len(ENGLISH) + [0.0])


SENTENCES = st.lists(
    st.one_of(
        st.sampled_from([*ENGLISH, *RUSSIAN, "", "Да", "He", "But", "Why?", "“", "😀😀", "\n"]),
        st.text(max_size=40),
    ),
    max_size=40,
)


NOT_STATEMENTS = (markers.question, markers.aside, markers.furniture, markers.unbalanced)


@settings(max_examples=200, deadline=None)
@given(sentences=SENTENCES, count=st.integers(1, 12), title=st.none() | st.text(max_size=20))
def test_promises_hold_for_any_sentences(sentences, count, title):
    engine = extractive.load(SummarizerSection())
    chosen = choose(engine, sentences, count, title)
    different = distinct(sentences, [words(s) for s in sentences], 0.8)
    assert chosen == sorted(set(chosen))
    assert set(chosen) <= set(different)
    assert len(chosen) == min(count, len(different))
    before = dict(zip(different[1:], different, strict=False))
    for i in chosen:
        assert i not in before or not markers.dangling(sentences[i]) or before[i] in chosen
    if any(markers.question(sentences[i]) for i in chosen) and count == 1:
        assert all(
            any(mark(s) for mark in NOT_STATEMENTS)
            for i, s in enumerate(sentences)
            if i in different and words(s) and (i == different[0] or not markers.dangling(s))
        )


def test_thousands_of_sentences_cost_in_proportion(engine):
    draw = random.Random(7)
    vocabulary = ["".join(draw.choices(ascii_lowercase, k=6)) for _ in range(6000)]
    weights = [1 / (n + 1) for n in range(6000)]
    long = [" ".join(draw.choices(vocabulary, weights, k=20)) for _ in range(2400)]

    def summarize(size: int) -> None:
        assert len(choose(engine, long[:size], 8)) == 8
        assert choose(engine, ["The same again."] * size, 5) == [0]
        assert len(choose(engine, [f"It was number {n}." for n in range(size)], 100)) == 100

    check_costs(lambda: summarize(2400), lambda: summarize(600), limit=8)
