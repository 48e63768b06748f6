"""What is translated as one: goldens in which `{ru:…}` marks a unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation import read

from nlpkit.translate import units
from nlpkit.translate.marks import core
from nlpkit.translate.unit import sentence_units

GOLDENS = """
nothing foreign
    It is late. | Nobody came.
    It is late. Nobody came.

a whole sentence, with what stands around it
    It is late. | [ru:«Уже поздно!»] | Good night.
    It is late. {ru:«Уже поздно!»} Good night.

most of it foreign: the whole sentence, English name included
    [ru:Компания ]Apple[ru: выпустила новый телефон.]
    {ru:Компания Apple выпустила новый телефон.}

a name of several words may stand in a foreign sentence
    [ru:По данным ]Bank of America[ru:, экономика растёт.]
    {ru:По данным Bank of America, экономика растёт.}

but English that says something is not sent along
    The mayor said: [ru:«Мы построим новый мост к концу мая»] and left.
    The mayor said: «{ru:Мы построим новый мост к концу мая}» and left.

a word in an English sentence
    They call it [ru:дача] and go there in June.
    They call it {ru:дача} and go there in June.

a quotation: the quotes stay with the sentence
    The sign on the old door said [ru:«Посторонним вход воспрещён»], and we left.
    The sign on the old door said «{ru:Посторонним вход воспрещён}», and we left.

quotes tagged with the sentence
    The sign on the old door said «[ru:Посторонним вход воспрещён]», and we left.
    The sign on the old door said «{ru:Посторонним вход воспрещён}», and we left.

a full stop behind the closing quote
    The sign on the very old door said only [ru:«Вход».]
    The sign on the very old door said only «{ru:Вход}».

a full stop or exclamation mark without quotes belongs to the words
    The sign on the very old door said only [ru:вход запрещён!]
    The sign on the very old door said only {ru:вход запрещён!}

a bracket
    The president of the country ([ru:президент страны, ]) spoke first.
    The president of the country ({ru:президент страны}, ) spoke first.

a title inside the run keeps its quotes
    We watched [ru:фильм «Зима»] twice that long winter.
    We watched {ru:фильм «Зима»} twice that long winter.

two titles, each in quotes
    We watched both [ru:«Зима» и «Лето»] twice that long winter.
    We watched both {ru:«Зима» и «Лето»} twice that long winter.

an unpaired quote stays outside
    "We shall see, or as they say here, [ru:поживём — увидим"], he answered slowly.
    "We shall see, or as they say here, {ru:поживём — увидим}", he answered slowly.

a closing quote stays outside with the opening one
    The mayor of the city said: [ru:«Мост построят.] | [ru:Он нужен всем».] | He left.
    The mayor of the city said: «{ru:Мост построят.} {ru:Он нужен всем}». He left.

an opening quote stays outside with the closing one
    [ru:«Мост построят.] | [ru:Он нужен всем»], said the mayor of the city.
    «{ru:Мост построят.} {ru:Он нужен всем}», said the mayor of the city.

a quotation of whole sentences keeps its quotes
    [ru:«Мост построят.] | [ru:Он нужен всем!»] | He left.
    {ru:«Мост построят.} {ru:Он нужен всем!»} He left.

a quotation that opens within a sentence keeps its quotes
    [ru:Мэр сказал: «Мост построят.] | [ru:Он нужен всем».] | He left.
    {ru:Мэр сказал: «Мост построят.} {ru:Он нужен всем».} He left.

a quote without any partner stays outside, and a full stop after it
    [ru:«Мост построят.] | He left. | [ru:Он нужен всем”!]
    «{ru:Мост построят.} He left. {ru:Он нужен всем}”!

separators stay outside
    Sections of the paper and of its site: [ru:Политика / ]Sports[ru: / Погода —] Home page
    Sections of the paper and of its site: {ru:Политика} / Sports / {ru:Погода} — Home page

numbers between foreign words do not divide
    The ticket for the night train said [ru:вагон ][und:12, ][ru:место ][und:7] in blue ink.
    The ticket for the night train said {ru:вагон 12, место} 7 in blue ink.

two languages side by side are one run, in the language of most letters
    On the wall he read the words [kk:Сәлем][und: / ][ru:Здравствуйте] in large letters.
    On the wall he read the words {ru:Сәлем / Здравствуйте} in large letters.

two languages in a foreign sentence
    [kk:Сәлем, ][ru:дорогие друзья и гости города!]
    {ru:Сәлем, дорогие друзья и гости города!}

letters of a link do not make a Russian sentence English
    [ru:Пишите нам: ][und:https://example.org/contact/form/very-long-name]
    {ru:Пишите нам: https://example.org/contact/form/very-long-name}

unknown words alone are left
    [und:Qwzx vbnm] | [und:12:30]
    Qwzx vbnm 12:30

exactly half is not most
    [ru:да]no
    {ru:да}no

junk too
    It is late.¶¤[ru:Подписаться] | Log in
    It is late.¶{ru:Подписаться} Log in
""".strip().split("\n\n")


def marked(document, found) -> str:
    text, at = "", 0
    for unit in found:
        text += document.text[at : unit.start] + f"{{{unit.lang}:{document.slice(unit)}}}"
        at = unit.end
    return (text + document.text[at:]).strip().replace("\n", "¶")


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda g: g.split("\n")[0])
def test_goldens(golden: str) -> None:
    _, notation, expected = map(str.strip, golden.split("\n"))
    document = read(notation)
    assert marked(document, units(document, "en")) == expected


def test_the_target_language_is_left_alone_whichever_it_is() -> None:
    document = read("[en:Good night.] | [ru:Спокойной ночи.] | [und:12]")
    assert marked(document, units(document, "ru")) == "{en:Good night.} Спокойной ночи. 12"


@pytest.mark.parametrize(
    ("source", "notation", "expected"),
    [
        ("ru", "[bg:Добър вечер, Иван.]", "{ru:Добър вечер, Иван.}"),
        ("ru", "[und:Ыргалаңу]", "{ru:Ыргалаңу}"),
        ("ru", "[de:Guten Abend.]", "{de:Guten Abend.}"),
        ("de", "[und:Zyx Wvu]", "Zyx Wvu"),
        ("de", "[nl:Guten Abend.] | Good night.", "{de:Guten Abend.} Good night."),
    ],
)
def test_a_given_source_names_the_language_of_its_script(source, notation, expected) -> None:
    document = read(notation)
    assert marked(document, units(document, "en", source)) == expected


def test_sentence_units_take_every_sentence_of_the_script() -> None:
    document = read("[bg:Добър вечер.] | Windows 11 | [und:12:30] | [ru:Да.]")
    assert (
        marked(document, sentence_units(document, "ru", "en"))
        == "{ru:Добър вечер.} Windows 11 12:30 {ru:Да.}"
    )
    document = read("[de:Guten Abend.] | [en:Also gut.] | [und:12]")
    assert (
        marked(document, sentence_units(document, "de", "en"))
        == "{de:Guten Abend.} {de:Also gut.} 12"
    )


CHUNKS = st.lists(
    st.tuples(
        st.sampled_from(["en", "ru", "kk", "und", "de"]),
        st.text(alphabet='аБкZx19 .,!?«»"()—', min_size=1, max_size=12),
        st.sampled_from(["", "|", "¶", "¶¤"]),
    ),
    max_size=12,
)


@given(CHUNKS)
def test_units_lie_in_order_in_their_sentences_and_hold_a_letter(chunks) -> None:
    document = read("".join(f"[{lang}:{text}]{end}" for lang, text, end in chunks) or " ")
    at = 0
    for unit in units(document, "en"):
        sentence = document.sentences[unit.sentence]
        assert max(at, sentence.start) <= unit.start < unit.end <= sentence.end
        assert unit.block == sentence.block
        assert unit.lang in {"ru", "kk", "de"}
        assert any(map(str.isalpha, document.slice(unit)))
        own = [s for s in document.spans if s.start < unit.end and s.end > unit.start]
        assert any(s.lang not in ("en", "und") for s in own)
        at = unit.end


@given(st.text(alphabet='аб «»„“”"()[].,!?…—', max_size=20))
def test_the_core_is_whole_words(text: str) -> None:
    start, end = core(text)
    assert 0 <= start <= end <= len(text)
    assert core(text[start:end]) == (0, end - start)
    assert not any(map(str.isalpha, text[:start] + text[end:]))
