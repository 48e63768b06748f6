"""Names meet across cases and scripts, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.text.names import latin, root, skeleton, skeletons

ONE_ROOT = [
    "Токаев Токаева Токаеву Токаевым Токаеве",
    "Казахстан Казахстана Казахстане Казахстаном",
    "Россия России Россию Россией",
    "Сергей Сергея Сергею Сергеем",
    "Зеленский Зеленского Зеленскому Зеленским",
    "Касым-Жомарт Касым-Жомарта Касым-Жомарту",
    "Ёлкин Елкина Ёлкиным",
    "Turdubaev Turdubaev's Turdubaev’s",
]
ONE_SOUND = [
    "Токаев Токаевым Tokayev Tokaev",
    "Ташкент Ташкенте Tashkent",
    "Жапаров Джапаров Japarov Zhaparov",
    "Мирзиёев Mirziyoyev",
    "Шымкент Shymkent",
    "Ахметов Akhmetov",
    "Қарағанды Karagandy",
]


@pytest.mark.parametrize("forms", ONE_ROOT)
def test_cases_have_one_root(forms: str) -> None:
    assert len(set(map(root, forms.split()))) == 1


@pytest.mark.parametrize("spellings", ONE_SOUND)
def test_scripts_have_one_sound(spellings: str) -> None:
    assert len(set(map(skeleton, spellings.split()))) == 1


@pytest.mark.parametrize(
    "names", ["Токаев Токарев", "Иванов Петров", "Kazan Kazakhstan", "Иран Ирак"]
)
def test_different_names_stay_apart(names: str) -> None:
    one, other = names.split()
    assert root(one) != root(other)
    assert skeleton(one) != skeleton(other) or not skeleton(one)


def test_what_is_too_short_has_no_sound() -> None:
    assert skeleton("Ли") == ""
    assert skeletons("Ли и Ю приехали в Ош.") == {"osh"}
    assert latin("Жанибек") == "zhanibek"


def test_a_word_too_long_for_a_name_has_no_sound() -> None:
    assert root("А" * 101) == "а" * 101
    assert skeleton("Токаев" * 100_000) == ""


@given(st.text(max_size=30))
def test_any_text_has_a_root_and_a_sound(text: str) -> None:
    assert root(root(text)) == root(text)
    assert skeleton(text) == "" or skeleton(text).isascii()
