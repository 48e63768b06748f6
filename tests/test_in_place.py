# ruff: noqa: E501  (a golden has one line)
"""Pages and Markdown translated in place: whole sentences, with every tag around its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from answering import Answering

from nlpkit import translate
from nlpkit.document import Article, Passage
from nlpkit.engines import Lazy, Link
from nlpkit.engines.echo import EchoTranslator
from nlpkit.files import Tagged
from nlpkit.preprocessing import preprocess
from nlpkit.translate import Rendering, translated_passages

# The sentences that the engine knows. Behind each word stands the number of its word in the source.
KNOWN = {
    "Верховный суд признал Хакимову виновной в госмене.": "The/0 Supreme/0 Court/1 found/2 Khakimova/3 guilty/4 of/5 treason/6.",
    "Вчера в Оше полицейские задержали пятерых мужчин.": "Five/5 men/6 were/4 detained/4 in/1 Osh/2 yesterday/0.",
    "По данным полиции, погибли три человека.": "Three/4 people/5 were/3 killed/3, the/2 police/2 say/1.",
    "Министр не ответил на вопросы журналистов.": "The/0 minister/0 did/1 not/1 answer/2 journalists/5 questions/4.",
    "Выполните команду X1 и проверьте результат в файле X2.": "Run/0 the/1 X1/2 command/1 and/3 check/4 the/5 result/5 in/6 the/7 X2/8 file/7.",
    "Чтобы собрать проект, выполните команду X1 сегодня.": "Run/3 a/4 command/4 today/6 to/0 build/1 the/2 project/2.",
    "Чтобы собрать проект, выполните команду": "To/0 build/1 the/2 project/2, run/3 the/4 command/4",
    "сегодня.": "today/0.",
    "Көпір келесі жылы ашылады деді облыс әкімі.": "The/0 bridge/0 will/3 open/3 next/1 year/2, the/6 governor/6 of/5 the/5 region/5 said/4.",
    "Если X1 не установлен, скачайте его.": "If/0 X1/1 is/3 not/2 installed/3, download/4 it/5.",
    "Нужны X1 и X2 новой версии.": "New/4 versions/5 of/5 X1/1 and/2 X2/3 are/0 needed/0.",
    "Команда X1 не найдена.": "The/0 X1/1 command/0 was/3 not/2 found/3.",
    "Нажмите X1 для выхода.": "Press/0 X1/1 to/2 quit/3.",
    "Новый об`єкт створює X1 сьогодні.": "X1/4 creates/3 a/0 new/0 object/1 today/5.",
    "Бугун X1 о`рнатилди ва X2 ишлади.": "X1/1 was/2 set/3 up/3 and/4 X2/5 ran/6 today/0.",
    "Политика": "Politics/0", "Экономика": "Economy/0", "Спорт": "Sport/0", "15 мая": "15/0 May/1",
    "Смотрите также Политика Экономика Спорт": "See/0 also/1 Politics/2 Economy/3 Sport/4",
    "Цена выросла до 89 сомов.": "The/0 price/0 rose/1 to/2 89/3 soms/4.",
    "Дороги закрыты.": "Roads/0 are/1 closed/1.",
    "Дороги закрыты": "Roads/0 closed/1",
    "дороги закрыты": "roads/0 closed/1",
    "дороги": "roads/0",
    "Дороги [закрыты][2].": "Roads/0 are/1 [closed/1][2].",
    "Дороги [закрыты].": "Roads/0 are/1 [closed/1].",
    "Вода: +2,5 °C,.": "Water/0: +2.5/2 °C/3,.",
    "Дороги закрыты,!": "Roads/0 are/1 closed/1,!",
    "Дороги закрыты;...": "Roads/0 are/1 closed/1;...",
    "Дороги закрыты:?": "Roads/0 are/1 closed/1:?",
    "Язык C#": "The/0 C#/1 language/0",
    "открыты": "open/0", "бүгін": "today/0", "сегодня": "today/0",
    "Көпір ертең ашылады деді әкім.": "The/0 bridge/0 will/2 open/2 tomorrow/1, said/3 the/4 governor/4.",
    "Автор": "Author", "Нурлан Асанов": "Nurlan Asanov",
    "Поставка нового газа идёт.": "Supply/0 of/2 new/1 gas/2 goes/3 on/3.",
    "Здание суда в центре города": "The/0 court/1 building/0 in/2 the/3 city/4 centre/3",
    "Поиск по новостям нашего сайта": "Search/0 the/2 news/2 of/3 our/3 site/4",
}  # fmt: skip

# The page in its language and in English.
PAGES = [
    ("<p>Верховный суд признал <b>Хакимову</b> виновной в <a href='x'>госмене</a>.</p>",
     "<p>The Supreme Court found <b>Khakimova</b> guilty of <a href='x'>treason</a>.</p>"),
    ("<p>Вчера в <a href='1'>Оше</a> полицейские <em class=x>задержали</em> пятерых мужчин.</p>",
     "<p>Five men were <em class=x>detained</em> in <a href='1'>Osh</a> yesterday.</p>"),
    ("<p>По данным <span>полиции</span><sup><a href='#2'>2</a></sup>, погибли <strong>три</strong> человека.</p>",
     "<p><strong>Three</strong> people were killed, <span>the police</span><sup><a href='#2'>2</a></sup> say.</p>"),
    ("<p>The talks <i>have failed</i>. Министр <b>не ответил</b> на вопросы <a href='3'>журналистов</a>.</p>",
     "<p>The talks <i>have failed</i>. The minister <b>did not answer</b> <a href='3'>journalists</a> questions.</p>"),
    ("<p><b>Министр не ответил на <u>вопросы</u> журналистов.</b></p>",
     "<p><b>The minister did not answer journalists <u>questions</u>.</b></p>"),
    ("<p>Выполните команду <code>make  test</code> и <i>проверьте</i> результат в файле <kbd>a.log</kbd>.</p>",
     "<p>Run the <code>make  test</code> command and <i>check</i> the result in the <kbd>a.log</kbd> file.</p>"),
    ("<p>Чтобы собрать <b>проект</b>, выполните команду <code>make</code> сегодня.</p>",
     "<p>To build <b>the project</b>, run the command <code>make</code> today.</p>"),
    ("<p>Көпір <b>келесі жылы</b> ашылады деді облыс <a href='7'>әкімі</a>.</p>",
     "<p>The bridge will open <b>next year</b>, <a href='7'>the governor</a> of the region said.</p>"),
    ("<img src='a.png' alt='Здание суда в центре города'><input placeholder=\"Поиск по новостям нашего сайта\">",
     "<img src='a.png' alt='The court building in the city centre'><input placeholder=\"Search the news of our site\">"),
    ("<p>Если <a href='g'><code>git</code></a> не установлен, скачайте его.</p>",
     "<p>If <a href='g'><code>git</code></a> is not installed, download it.</p>"),
    ("<p>Нужны <b><code>git</code> и <code>make</code></b> новой версии.</p>",
     "<p>New versions of <b><code>git</code> and <code>make</code></b> are needed.</p>"),
    ("<p><i>Команда <tt><code>make</code></tt></i> не найдена.</p>", "<p><i>The <tt><code>make</code></tt> command</i> was not found.</p>"),
    ("<p>Нажмите <kbd>Ctrl</kbd><kbd>C</kbd> для выхода.</p>", "<p>Press <kbd>Ctrl</kbd><kbd>C</kbd> to quit.</p>"),
    ("<p>Новый об`єкт створює <code>make</code> сьогодні.</p>", "<p><code>make</code> creates a new object today.</p>"),
    ("<p>Бугун <code>git</code> о`рнатилди ва <code>make</code> ишлади.</p>", "<p><code>git</code> was set up and <code>make</code> ran today.</p>"),
    ("<ul><a href=1>Политика</a><a href=2>Экономика</a><a href=3>Спорт</a></ul>", "<ul><a href=1>Politics</a><a href=2>Economy</a><a href=3>Sport</a></ul>"),
    ("<p>Смотрите также <a href=1>Политика</a><a href=2>Экономика</a><a href=3>Спорт</a></p>", "<p>See also <a href=1>Politics</a><a href=2>Economy</a><a href=3>Sport</a></p>"),
    ("<p>Цена выросла до <del>87</del><ins>89</ins> сомов.</p>", "<p>The price rose to <del>87</del><ins>89</ins> soms.</p>"),
    ("<p>Дороги <s>открыты</s> закрыты.</p>", "<p>Roads <s>open</s> are closed.</p>"),
    ("<p>Көпір <strike class=x>бүгін</strike> <b>ертең</b> ашылады деді әкім.</p>", "<p>The bridge will open <strike class=x>today</strike> <b>tomorrow</b>, said the governor.</p>"),
    ("<p><del>Дороги закрыты.</del></p>", "<p><del>Roads are closed.</del></p>"),
    ("<p><span>Автор:</span><b>Нурлан Асанов</b></p>", "<p><span>Author:</span><b>Nurlan Asanov</b></p>"),
    ("<p><span>15 мая</span><span>1234</span></p>", "<p><span>15 May</span><span>1234</span></p>"),
    ("<p>Пост<b>авка</b> <b>н</b><i>ового</i> газа идёт.</p>", "<p><b>Supply</b> of <b>new</b><i></i> gas goes on.</p>"),
    ("<p>Дороги<span hidden>открыты</span> закрыты.</p>", "<p>Roads<span hidden>open</span> are closed.</p>"),
    ("<p>Дороги закрыты<span class='tip' style=\"color: red; display:none\">сегодня</span>.</p>", "<p>Roads are closed<span class='tip' style=\"color: red; display:none\">today</span>.</p>"),
    ("<p>Дороги <i class=sr-only>открыты <span>бүгін</span></i> закрыты.</p>", "<p>Roads <i class=sr-only>open <span>today</span></i> are closed.</p>"),
    ("<p><a href=1>Дороги<small class='visually-hidden'>сегодня</small></a> закрыты.</p>", "<p><a href=1>Roads<small class='visually-hidden'>today</small></a> are closed.</p>"),
    ("<p><b style='visibility: hidden'>сегодня</b>Дороги закрыты. <em hidden=until-found>открыты</em></p>", "<p><b style='visibility: hidden'>today</b>Roads are closed. <em hidden=until-found>open</em></p>"),
    ("<p>Дороги <u style='text-decoration:line-through'>открыты</u> закрыты.</p>", "<p>Roads <u style='text-decoration:line-through'>open</u> are closed.</p>"),
    ("<p>Дороги <b class=hidden-x data-hidden=1 style='color:red'>закрыты</b>.</p>", "<p>Roads are <b class=hidden-x data-hidden=1 style='color:red'>closed</b>.</p>"),
    ("<p>He <b>did  not</b> sign <!-- x -->it&nbsp;now.<img src=a></p>", "<p>He <b>did  not</b> sign <!-- x -->it&nbsp;now.<img src=a></p>"),
]  # fmt: skip

MARKDOWN = [
    ("Верховный суд признал **Хакимову** виновной в [госмене](x).", "The Supreme Court found **Khakimova** guilty of [treason](x)."),
    ("Вчера в [Оше](/o_1) полицейские *задержали* пятерых мужчин[^1].", "Five men were *detained* in [Osh](/o_1) yesterday[^1]."),
    ("**Министр** [не *ответил*](n) на вопросы журналистов.", "**The minister** [did not *answer*](n) journalists questions."),
    ("Выполните команду `make test` и **проверьте** результат в файле `a.log`.", "Run the `make test` command and **check** the result in the `a.log` file."),
    ("Дороги ~~открыты~~ закрыты.", "Roads ~~open~~ are closed."),
    ("Көпір ~~*бүгін*~~ **ертең** ашылады деді әкім.", "The bridge will open ~~*today*~~ **tomorrow**, said the governor."),
    ("Если **[`git`](g)** не установлен, скачайте его.", "If **[`git`](g)** is not installed, download it."),
    ("**Команда `make`** не найдена.", "**The `make` command** was not found."),
    ("+ Дороги закрыты.\n+ Көпір ертең ашылады деді әкім.", "+ Roads are closed.\n+ The bridge will open tomorrow, said the governor."),
    ("Дороги закрыты.\n: Көпір ертең ашылады деді әкім.", "Roads are closed.\n: The bridge will open tomorrow, said the governor."),
    ("::: note\nДороги закрыты.\n:::", "::: note\nRoads are closed.\n:::"),
    ("Көпір *келесі жылы* ашылады деді облыс [әкімі](7).", "The bridge will open *next year*, [the governor](7) of the region said."),
    ("## Дороги закрыты ##", "## Roads closed ##"),
    ("# Дороги закрыты. #", "# Roads are closed. #"),
    ("### Дороги закрыты. ##########  ", "### Roads are closed. ##########  "),
    ("## Министр **не ответил** на вопросы [журналистов](3). ##", "## The minister **did not answer** [journalists](3) questions. ##"),
    ("## Дороги закрыты. Көпір ертең ашылады деді әкім. ##", "## Roads are closed. The bridge will open tomorrow, said the governor. ##"),
    ("> ## «Дороги закрыты» ##", '> ## "Roads closed" ##'),
    ("## He left. Дороги закрыты. ##", "## He left. Roads are closed. ##"),
    ("## He said that дороги закрыты ##", "## He said that roads closed ##"),
    ("## The roads are closed ##", "## The roads are closed ##"),
    ("## Дороги закрыты #", "## Roads closed #"),
    ("## Если **[`git`](g)** не установлен, скачайте его. ##", "## If **[`git`](g)** is not installed, download it. ##"),
    ("## Көпір ертең ашылады деді әкім. ##\n\nДороги закрыты.", "## The bridge will open tomorrow, said the governor. ##\n\nRoads are closed."),
    ("## Язык C#", "## The C# language"),
    ("Вода: **+2,5 °C**, ~~+3~~.", "Water: **+2.5 °C**, ~~+3~~."),
    ("Дороги закрыты, ~~открыты~~!", "Roads are closed, ~~open~~!"),
    ("Дороги **закрыты**; ~~открыты~~...", "Roads are **closed**; ~~open~~..."),
    ("Дороги закрыты ~~открыты~~.", "Roads are closed ~~open~~."),
    ("Дороги закрыты: ~~открыты~~?", "Roads are closed: ~~open~~?"),
]  # fmt: skip

DEFINED = (
    '\n\n[1]: http://a\n[мэр]: http://b\n[Osh News]: /o\n[министр]: /m "Титул"\n[дороги]: /d\n'
)
# Markdown with the definitions above below it: reference links keep their labels.
REFERENCES = [
    ("Верховный суд признал [Хакимову][1] виновной в [госмене][мэр].", "The Supreme Court found [Khakimova][1] guilty of [treason][мэр]."),
    ("[Министр] не ответил на вопросы журналистов.", "[The minister][Министр] did not answer journalists questions."),
    ("[Министр][] не ответил на **[вопросы][OSH  news]** журналистов.", "[The minister][Министр] did not answer journalists **[questions][OSH  news]**."),
    ("[Дороги] закрыты.", "[Roads][Дороги] are closed."),
    ("Дороги ![закрыты][1].", "Roads are ![closed][1]."),
    ("Дороги закрыты [1].", "Roads are closed [1]."),
    ("![][1] Дороги закрыты.", "![][1] Roads are closed."),
    ("[![Дороги][1]][мэр] закрыты.", "[![Roads][1]][мэр] are closed."),
    ("Көпір *келесі жылы* ашылады деді облыс [әкімі][мэр].", "The bridge will open *next year*, [the governor][мэр] of the region said."),
    ("[The mayor][мэр] left the [Osh News] office.", "[The mayor][мэр] left the [Osh News] office."),
    ("He said in [the office][1] that [дороги закрыты][мэр] now.", "He said in [the office][1] that [roads closed][мэр] now."),
    ("The mayor said that the [дороги] are closed to all.", "The mayor said that the [roads][дороги] are closed to all."),
    ("The mayor said that the [дороги][] are closed to all.", "The mayor said that the [roads][дороги] are closed to all."),
    ("Дороги [закрыты][2].", "Roads are [closed][2]."),
    ("Дороги [закрыты].", "Roads are [closed]."),
    ("## [Дороги][1] закрыты. ##", "## [Roads][1] are closed. ##"),
    ("- [Дороги] закрыты.\n- Дороги [закрыты][1].", "- [Roads][Дороги] are closed.\n- Roads are [closed][1]."),
]  # fmt: skip


class Aligning(Answering):
    """Answers from a table, and tells which words of its answers go with which of the source."""

    def __init__(self) -> None:
        super().__init__(lambda text: re.sub(r"/\d+", "", KNOWN[text]))

    def align(self, pairs: Sequence[tuple[str, str]], source: str, target: str) -> list[list[Link]]:
        return [self._links(*pair) for pair in pairs]

    def _links(self, text: str, answer: str) -> list[Link]:
        words = [found.span() for found in re.finditer(r"(?<!\w)(`+)[^`]+\1|[\w`]+", text)]
        told = max(KNOWN.values(), key=lambda told: _common(told, answer))
        links, at = [], 0
        for word, number in re.findall(r"(\w+)/(\d+)", told):
            at = answer.find(word, at) if word in answer[at:] else at
            if answer.startswith(word, at):
                links.append(Link(at, at + len(word), *words[int(number)], 1.0))
                at += len(word)
        return links


def _common(told: str, answer: str) -> tuple[float, int]:
    """Return how many of the words of a text with numbers an answer has as whole words."""
    words = re.findall(r"(\w+)/", told)
    same = sum(word in re.findall(r"\w+", answer) for word in words)
    return same / len(words) if words else 0, same


def in_place(
    passages: Sequence[Passage], engine: EchoTranslator, kind: str = "text"
) -> list[Passage]:
    lazy = Lazy(engine.name, lambda: engine)
    texts = [one.text for one in passages]
    documents = [preprocess(Article("a", text, kind)) for text in texts]
    made = translate.translate_all(documents, target="en", engine=lazy, phrasebook=None)
    rendered = dict(zip(texts, map(Rendering, documents, made), strict=True))
    return translated_passages(passages, rendered, target="en", engine=lazy)


@pytest.mark.parametrize(("source", "expected"), PAGES)
def test_pages(source: str, expected: str) -> None:
    page = Tagged(source)
    assert page.filled(in_place(page.passages, Aligning())) == expected


@pytest.mark.parametrize(("source", "expected"), MARKDOWN)
def test_markdown(source: str, expected: str) -> None:
    assert in_place([Passage(source)], Aligning(), "markdown")[0].text == expected


@pytest.mark.parametrize(("source", "expected"), REFERENCES)
def test_reference_links(source: str, expected: str) -> None:
    passages = in_place([Passage(source + DEFINED)], Aligning(), "markdown")
    assert passages[0].text == expected + DEFINED


@pytest.mark.parametrize(
    "source",
    [source for source, _ in MARKDOWN] + [source + DEFINED for source, _ in REFERENCES],
)
def test_an_engine_that_changes_nothing_changes_no_markdown(source: str) -> None:
    assert in_place([Passage(source)], EchoTranslator(), "markdown")[0].text == source


@pytest.mark.parametrize("source", [source for source, _ in PAGES])
def test_an_engine_that_changes_nothing_changes_nothing(source: str) -> None:
    page = Tagged(source)
    assert page.filled(in_place(page.passages, EchoTranslator())) == source


def test_without_alignment_every_tag_is_kept() -> None:
    """The parts are translated alone and sought; what is not found is placed by its position."""
    source = (
        "<p>Верховный суд <u>признал</u> <b>Хакимову</b> виновной в <a href='x'>госмене</a>.</p>"
    )
    alone = {"признал": "ruled", "Хакимову": "khakimova", "госмене": "state treason"}
    known = {text: re.sub(r"/\d+", "", told) for text, told in KNOWN.items()} | alone
    page = Tagged(source)
    assert page.filled(in_place(page.passages, Answering(known.__getitem__))) == (
        "<p>The Supreme Court <u>found</u> <b>Khakimova</b> guilty of <a href='x'>treason</a>.</p>"
    )
