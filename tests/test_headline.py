"""Headlines that say nothing the article does not, and the minutes a summary saves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nlpkit
from nlpkit.document import Point, Summary, reading_time
from nlpkit.length import count_words
from nlpkit.summarize import headline as headlines

LONG = "The harbour town of Selby Quay will ban cargo drones at night from 1 September"
RUSSIAN = "В области закроют три старых завода и переведут рабочих в новые цеха у реки"
SHORTENED = {
    f"{LONG}, which pleases the people of the pier streets.": LONG,
    f"{LONG}, according to the council, which met on Monday.": None,
    f"{LONG}, which the firm does not like at all.": None,
    f"{LONG}, which, if the court agrees, will be the first ban.": None,
    f"{LONG}, when the contracts of the drone firm end.": None,
    "The mayor of the small northern town of Selby, who was elected in May, will resign in the "
    "autumn after all the trouble.": None,
    f"{RUSSIAN}, где уже построено жильё для семей.": RUSSIAN,
    f"{RUSSIAN}, которые, по словам министра, готовы.": None,
    "“We will ban the drones of this firm at night from the first of September, which is late”, "
    "he said.": None,
}  # fmt: skip


@pytest.mark.parametrize("sentence", SHORTENED)
def test_only_a_clause_that_nothing_hangs_on_is_cut(sentence: str) -> None:
    assert headlines.shortened(sentence) == (SHORTENED[sentence] or sentence)


@given(
    st.lists(st.sampled_from([*SHORTENED, "which", ", which", ";", "not", "said"])).map(" ".join)
)
def test_what_is_left_is_the_beginning(sentence: str) -> None:
    assert sentence.startswith(headlines.shortened(sentence))


@pytest.fixture(scope="module")
def pipe() -> nlpkit.Pipeline:
    return nlpkit.load(overrides={"translator.backend": "echo", "translator.phrasebook": False})


ARTICLE = f"{LONG}. The council voted 14 to 3 for the ban. Fines start at 500 crowns."


def test_the_title_is_the_headline(pipe: nlpkit.Pipeline) -> None:
    headline = pipe.headline(f"Town bans night flights of drones\n\n{ARTICLE}")
    assert headline == headlines.Headline("Town bans night flights of drones", "title", (0,))


def test_so_is_a_title_beside_the_text_in_its_language(pipe: nlpkit.Pipeline) -> None:
    article = nlpkit.Article("a", ARTICLE, title="Town bans drones")
    assert pipe.headline(article) == headlines.Headline("Town bans drones", "title")
    assert pipe.headline(article, target="ru") != headlines.Headline("Town bans drones", "title")


def test_a_title_is_translated() -> None:
    pipe = nlpkit.load(overrides={"translator.beam": 1})
    headline = pipe.headline("В городе открыли мост\n\nМост открыли в субботу. Он стоил дорого.",
                             target="en")  # fmt: skip
    assert headline is not None
    assert headline.origin == "title"
    assert headline.text.isascii()


def test_without_a_title_it_is_a_sentence_that_fits(pipe: nlpkit.Pipeline) -> None:
    headline = pipe.headline(ARTICLE)
    assert headline is not None
    assert (headline.text, headline.origin, headline.sources) == (LONG, "sentence", (0,))


def test_a_summary_is_made_only_where_none_is_there_and_no_title() -> None:
    pipe = nlpkit.load()
    assert pipe.headline(f"Town bans night flights of drones\n\n{ARTICLE}") is not None
    summary = Summary("en", (Point("The council voted.", (0,)),), "x")
    headline = pipe.headline(ARTICLE, summary=summary)
    assert headline == headlines.Headline("The council voted", "sentence", (0,))
    assert not pipe.summarizer.loaded
    assert pipe.headline(ARTICLE) is not None
    assert pipe.summarizer.loaded


def test_there_may_be_none() -> None:
    document = nlpkit.preprocess(ARTICLE)
    empty = Summary("en", (), "none")
    translation = nlpkit.load().run(ARTICLE).translation
    assert headlines.headline(document, translation, empty) is None


def test_reading_time() -> None:
    document = nlpkit.preprocess("The council voted for the ban. " * 380)
    assert document.language == "en"
    summary = Summary("ru", (Point("слово " * 184, (0,)),), "x")
    reading = reading_time(document, summary)
    assert (reading.article_words, reading.summary_words) == (2280, 184)
    counted = Summary("ru", (Point("из-за дождя — не раньше", (0,)),), "x")
    assert reading_time(document, counted).summary_words == count_words(counted.text) == 5
    assert reading.minutes_saved == pytest.approx(2280 / 228 - 184 / 184)
    more = Summary("en", (Point("word " * 9999, (0,)),), "x")
    assert reading_time(document, more).minutes_saved == 0.0
