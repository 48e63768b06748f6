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
     "<p>To build the <b>project</b>, run the command <code>make</code> today.</p>"),
    ("<p>Көпір <b>келесі жылы</b> ашылады деді облыс <a href='7'>әкімі</a>.</p>",
     "<p>The bridge will open <b>next year</b>, <a href='7'>the governor</a> of the region said.</p>"),
    ("<img src='a.png' alt='Здание суда в центре города'><input placeholder=\"Поиск по новостям нашего сайта\">",
     "<img src='a.png' alt='The court building in the city centre'><input placeholder=\"Search the news of our site\">"),
    ("<p>He <b>did  not</b> sign <!-- x -->it&nbsp;now.<img src=a></p>", "<p>He <b>did  not</b> sign <!-- x -->it&nbsp;now.<img src=a></p>"),
]  # fmt: skip

MARKDOWN = [
    ("Верховный суд признал **Хакимову** виновной в [госмене](x).", "The Supreme Court found **Khakimova** guilty of [treason](x)."),
    ("Вчера в [Оше](/o_1) полицейские *задержали* пятерых мужчин[^1].", "Five men were *detained* in [Osh](/o_1) yesterday[^1]."),
    ("**Министр** [не *ответил*](n) на вопросы журналистов.", "**The minister** [did not *answer*](n) journalists questions."),
    ("Выполните команду `make test` и **проверьте** результат в файле `a.log`.", "Run the `make test` command and **check** the result in the `a.log` file."),
    ("Көпір *келесі жылы* ашылады деді облыс [әкімі](7).", "The bridge will open *next year*, [the governor](7) of the region said."),
]  # fmt: skip


class Aligning(Answering):
    """Answers from a table, and tells which words of its answers go with which of the source."""

    def __init__(self) -> None:
        super().__init__(lambda text: re.sub(r"/\d+", "", KNOWN[text]))

    def align(self, pairs: Sequence[tuple[str, str]], source: str, target: str) -> list[list[Link]]:
        return [self._links(*pair) for pair in pairs]

    def _links(self, text: str, answer: str) -> list[Link]:
        words = [found.span() for found in re.finditer(r"`[^`]+`|\w+", text)]
        told = max(KNOWN.values(), key=lambda told: _common(told, answer))
        links, at = [], 0
        for word, number in re.findall(r"(\w+)/(\d+)", told):
            at = answer.find(word, at) if word in answer[at:] else at
            if answer.startswith(word, at):
                links.append(Link(at, at + len(word), *words[int(number)], 1.0))
                at += len(word)
        return links


def _common(told: str, answer: str) -> int:
    """Return how many words of a text with numbers an answer has."""
    return sum(word in answer for word in re.findall(r"(\w+)/", told))


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
