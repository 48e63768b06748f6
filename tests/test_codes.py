"""The closed lists of codes: each code has its words, and something that gives it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import nlpkit
from nlpkit.document import (
    CODES,
    JUNK_REASONS,
    LEFT_OUT_REASONS,
    PIECE_REASONS,
    POINT_CODES,
    READING_CODES,
    Block,
    Flag,
    Piece,
)
from nlpkit.faithfulness.checking import SETTINGS
from nlpkit.render import words
from nlpkit.summarize.writing import REPLACED
from nlpkit.translate import guard
from nlpkit.ui import view
from nlpkit.ui.view import Strings

PACKAGE = Path(nlpkit.__file__).parent
LISTS = {
    "junk": JUNK_REASONS,
    "pieces": PIECE_REASONS,
    "points": POINT_CODES,
    "reading": READING_CODES,
    "left_out": LEFT_OUT_REASONS,
}
# Where the codes of each list are given.
GIVERS = {
    "pieces": ["translate"],
    "points": ["document/values.py", "faithfulness", "summarize", "digest", "translate"],
    "reading": ["files", "pipeline/renewal.py"],
    "left_out": ["digest"],
}


def data(path: str) -> dict:
    return tomllib.loads((PACKAGE / path).read_text(encoding="utf-8"))


def code_below(paths: list[str]) -> str:
    files = [f for p in paths for f in ([PACKAGE / p] if "." in p else (PACKAGE / p).glob("*.py"))]
    return "".join(file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("name", LISTS)
def test_every_code_has_its_words_in_english_for_files(name: str) -> None:
    assert list(data("render/data/words.toml")) == list(LISTS)
    assert list(data("render/data/words.toml")[name]) == list(LISTS[name])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_code_has_its_words_on_the_page(language: str) -> None:
    assert set(view.strings()[language]["codes"]) == CODES
    for code, words_of in view.strings()[language]["codes"].items():
        assert sorted(re.findall(r"{\w+}", words_of)) == sorted(
            re.findall(r"{\w+}", words.english()[code])
        )


def test_the_page_says_the_same_in_english() -> None:
    assert view.strings()["en"]["codes"] == words.english()


def test_every_code_is_in_the_documentation_with_its_words() -> None:
    told = (PACKAGE.parent / "docs/results.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \| (.+) \|$", told, re.M) == [
        pair for words_of in data("render/data/words.toml").values() for pair in words_of.items()
    ]


def test_every_reason_of_junk_is_given() -> None:
    markup = data("preprocessing/data/markup.toml")
    rules = code_below(["preprocessing/blocks"])
    given = {*data("preprocessing/data/phrases.toml"), markup["muted"]}
    given |= {value for table in ("names", "places", "roles") for value in markup[table].values()}
    given |= set(re.findall(r'Verdict\("junk", "(\w+)"', rules))
    given |= {
        code for code in ("counter", "navigation", "related_headline") if f'"{code}"' in rules
    }
    readers = code_below(["preprocessing/markdown.py", "preprocessing/subtitles.py"])
    given |= set(re.findall(r'"junk", "(\w+)"', readers))
    given |= set(re.findall(r'Match\("(\w+)"', code_below(["preprocessing/phrases.py"])))
    given |= {"outside_the_article"} & set(re.findall(r'return "(\w+)"', rules))
    assert given == set(JUNK_REASONS)


@pytest.mark.parametrize("name", GIVERS)
def test_every_other_code_is_given(name: str) -> None:
    code = code_below(GIVERS[name])
    assert [one for one in LISTS[name] if f'"{one}"' not in code] == []


def test_the_rules_of_the_guard_give_reasons_of_pieces() -> None:
    assert set(guard.RULES) <= set(PIECE_REASONS)


def test_whatever_rejects_a_sentence_has_a_flag_for_what_replaces_it() -> None:
    assert set(REPLACED) == {*SETTINGS["rejecting"]["flags"], "little_support"}


def test_a_code_of_no_list_is_refused() -> None:
    with pytest.raises(ValueError, match="made_up"):
        Flag("made_up")
    with pytest.raises(ValueError, match="loop"):
        Block(0, 1, "junk", "loop")
    with pytest.raises(ValueError, match="number_not_in_source"):
        Piece(0, 1, "x", "failed", reason="number_not_in_source")


@pytest.mark.parametrize(
    ("flag", "english", "russian"),
    [
        (
            Flag("number_not_in_source", "42"),
            "number not in source: 42",
            "числа нет в источнике: 42",
        ),
        (Flag("source_unknown"), "source unknown", "источник не найден"),
        (
            Flag("replaced_date", "May"),
            "replaced: date not in source: May",
            "заменено: даты нет в источнике: May",
        ),
        (
            Flag("no_translator", "tg-en"),
            "no translator from Tajik to English",
            "нет переводчика для этой пары языков: таджикский – английский",
        ),
        (
            Flag("name_differs", "Асан → –"),
            "a name differs: Асан → none",
            "имя передано иначе: Асан → нет",
        ),
        (
            Flag("number_differs", "– → 2"),
            "the numbers differ: none → 2",
            "числа не совпадают: нет → 2",
        ),
        (Flag("latin_letters", "ru"), "Russian in Latin letters", "русский: записано латиницей"),
        (Flag("engine_failed", "out of {memory}"), "out of {memory}", "out of {memory}"),
        (Flag("log_in_prompt"), "log-in prompt", "приглашение войти"),
    ],
)
def test_words_with_what_they_are_about(flag: Flag, english: str, russian: str) -> None:
    assert words.flag(flag) == Strings("en").flag(flag) == english
    assert Strings("ru").flag(flag) == russian
