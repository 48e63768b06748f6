"""Names in the Russian→English recipe's generated news: their cases, spellings and templates."""

import random
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

RECIPE = Path(__file__).parents[1] / "recipes" / "ru-en"
STEPS = ("declension", "people", "news", "augment")


@pytest.fixture(scope="module")
def recipe() -> Iterator[SimpleNamespace]:
    """The recipe's files as modules, off the import path again afterwards."""
    sys.path.insert(0, str(RECIPE))
    yield SimpleNamespace(**{name: import_module(name) for name in STEPS})
    sys.path.remove(str(RECIPE))
    for name in STEPS:
        sys.modules.pop(name)


@pytest.fixture
def tables(recipe: SimpleNamespace) -> dict:
    return recipe.augment.load_tables(RECIPE / "augment.toml")


@pytest.mark.parametrize(
    ("kind", "name", "female", "forms"),
    [
        ("surname", "Токаев", False, "Токаев Токаева Токаеву Токаева Токаевым Токаеве"),
        ("surname", "Токаев", True, "Токаева Токаевой Токаевой Токаеву Токаевой Токаевой"),
        ("surname", "Троицкий", False, "Троицкий Троицкого Троицкому Троицкого Троицким Троицком"),
        ("surname", "Троицкий", True, "Троицкая Троицкой Троицкой Троицкую Троицкой Троицкой"),
        ("surname", "Рахмон", False, "Рахмон Рахмона Рахмону Рахмона Рахмоном Рахмоне"),
        ("surname", "Рахмон", True, "Рахмон " * 6),
        ("surname", "Цой", False, "Цой Цоя Цою Цоя Цоем Цое"),
        ("surname", "Глинка", True, "Глинка Глинки Глинке Глинку Глинкой Глинке"),
        ("surname", "Шевченко", False, "Шевченко " * 6),
        ("surname", "Черных", False, "Черных " * 6),
        ("surname", "Расулзода", False, "Расулзода " * 6),
        ("given_name", "Дмитрий", False, "Дмитрий Дмитрия Дмитрию Дмитрия Дмитрием Дмитрии"),
        ("given_name", "Павел", False, "Павел Павла Павлу Павла Павлом Павле"),
        ("given_name", "Илья", False, "Илья Ильи Илье Илью Ильей Илье"),
        ("given_name", "Мария", True, "Мария Марии Марии Марию Марией Марии"),
        ("given_name", "Айгуль", True, "Айгуль Айгули Айгули Айгуль Айгулью Айгули"),
        ("given_name", "Айгерим", True, "Айгерим " * 6),
        ("patronymic", "Юрьев", False, "Юрьевич Юрьевича Юрьевичу Юрьевича Юрьевичем Юрьевиче"),
        ("patronymic", "Юрьев", True, "Юрьевна Юрьевны Юрьевне Юрьевну Юрьевной Юрьевне"),
    ],
)
def test_names_bend(recipe, kind: str, name: str, female: bool, forms: str) -> None:
    bend = getattr(recipe.declension, kind)
    assert [bend(name, case, female) for case in recipe.declension.CASES] == forms.split()


@pytest.mark.parametrize(
    "forms",
    [
        "Бишкек/Бишкека/Бишкеку/Бишкек/Бишкеком/Бишкеке",
        "Караганда/Караганды/Караганде/Караганду/Карагандой/Караганде",
        "Казань/Казани/Казани/Казань/Казанью/Казани",
        "Ставрополь/Ставрополя/Ставрополю/Ставрополь/Ставрополем/Ставрополе",
        "Грузия/Грузии/Грузии/Грузию/Грузией/Грузии",
        "Рудный/Рудного/Рудному/Рудный/Рудным/Рудном",
        "Алматы/Алматы/Алматы/Алматы/Алматы/Алматы",
        "Египет/Египта/Египту/Египет/Египтом/Египте",
        "США/США/США/США/США/США",
        "Ошская область/Ошской области/Ошской области/Ошскую область/Ошской областью/"
        "Ошской области",
        "Жогорку Кенеш/Жогорку Кенеша/Жогорку Кенешу/Жогорку Кенеш/Жогорку Кенешем/Жогорку Кенеше",
        "Алайский район/Алайского района/Алайскому району/Алайский район/Алайским районом/"
        "Алайском районе",
    ],
)
def test_places_and_institutions_bend(recipe: SimpleNamespace, forms: str) -> None:
    name = forms.partition("/")[0]
    bent = [recipe.declension.phrase(name, case) for case in recipe.declension.CASES]
    assert bent == forms.split("/")


def test_only_the_head_of_a_phrase_bends(recipe: SimpleNamespace) -> None:
    phrase = recipe.declension.phrase
    assert phrase("Ростов|-на-Дону", "loc") == "Ростове-на-Дону"
    assert phrase("министр| финансов", "acc", animate=True) == "министра финансов"
    assert phrase("Министерство| обороны", "loc") == "Министерстве обороны"
    assert phrase("|Минтруда", "gen") == "Минтруда"


def test_prepositions_and_numbers_agree(recipe: SimpleNamespace) -> None:
    euphonic, plural = recipe.declension.euphonic, recipe.declension.plural
    assert euphonic("в Франции и в Вьетнаме") == "во Франции и во Вьетнаме"
    assert euphonic("о Айбеке с Швецией") == "об Айбеке со Швецией"
    assert euphonic("в Вене с Сериком") == "в Вене с Сериком"
    words = [plural(n, "год|года|лет") for n in (1, 2, 5, 11, 12, 21, 22, 100, 111)]
    assert words == ["год", "года", "лет", "лет", "лет", "год", "года", "лет", "лет"]


def test_every_template_fills_in_on_both_sides(tables: dict) -> None:
    news, rng = tables["news"], random.Random(3)
    for table in ("sentences", "headlines"):
        for template in list(news.news[table]):
            news.news[table] = [template]
            for _ in range(20):
                ru, en = news.fill(table, rng)
                assert not set("{}|") & set(ru + en)
                assert not any("а" <= letter <= "я" for letter in en.lower())


def test_every_name_bends_and_is_spelt(recipe: SimpleNamespace, tables: dict) -> None:
    news, rules = tables["news"], recipe.declension
    for table in ("men", "women", "surnames", "cities", "regions", "districts", "waters"):
        names = [name for name, _ in news.names[table]]
        assert [name for name in names if names.count(name) > 1] == []
        for name, spellings in news.names[table]:
            assert news.english(name.replace("|", ""), spellings, random.Random(1)).isascii()
            if table == "surnames":
                assert rules.surname(name, "nom", False) == name
            elif table in ("men", "women"):
                assert rules.given_name(name, "nom", table == "women") == name
            elif table in ("cities", "waters"):
                assert rules.phrase(name, "nom") == name.replace("|", "")


def titles(*rows: str) -> list[tuple[str, str]]:
    return [tuple(row.split(" = ")) for row in rows]


def test_people_among_titles(recipe) -> None:
    """Three titles with one translation of the first name make it a given name."""
    found = recipe.people.people(
        titles(
            "Йорг Маурер = Jörg Maurer",
            "Йорг Линде = Jörg Linde",
            "Йорг Хайнрих = Jörg Heinrich",
            "Йорг = Jörg",
            "Дора Мар = Dora Maar",
            "Северная Осетия = North Ossetia",
            "Северная Дакота = North Dakota",
            "Северная Корея = North Korea",
            "История астрономии = History of astronomy",
        )
    )
    assert [person[1] for person in found] == ["Маурер", "Линде", "Хайнрих"]


@pytest.mark.parametrize(
    ("person", "instrumental"),
    [
        (("Чарли", "Чаплин", "Charlie", "Chaplin"), "Чарли Чаплином"),
        (("Джули", "Адамс", "Julie", "Adams"), "Джули Адамс"),
        (("Хелен", "Коста", "Helen", "Costa"), "Хелен Костой"),
        (("Жак", "Рено", "Jacques", "Renaud"), "Жаком Рено"),
        (("Вера", "Захарова", "Vera", "Zakharova"), "Верой Захаровой"),
        (("Егор", "Троицкий", "Yegor", "Troitsky"), "Егором Троицким"),
        (("Людмила", "Островская", "Lyudmila", "Ostrovskaya"), "Людмилой Островской"),
    ],
)
def test_people_bend(recipe, person: tuple[str, ...], instrumental: str) -> None:
    assert recipe.people.bend(person)[0]("ins") == instrumental


def test_news_name_people_of_the_world(recipe) -> None:
    world = [("Чарли", "Чаплин", "Charlie", "Chaplin"), ("Сёрен", "Берг", "Søren", "Bérg")]
    news = recipe.augment.load_tables(RECIPE / "augment.toml", world)["news"]
    made = [news.fill("sentences", random.Random(seed)) for seed in range(400)]
    assert any("Чаплином" in ru and "Chaplin" in en for ru, en in made)
    assert {"Soren Berg", "Søren Bérg"} <= {
        w for _, en in made for w in map(" ".join, adjacent(en))
    }


def adjacent(text: str) -> Iterator[tuple[str, str]]:
    return pairwise(text.replace(",", "").replace("'s", "").rstrip(".").split())
