# ruff: noqa: E501  (a golden has one line)
"""The front matter of a Markdown file is translated where it is read by people."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from growth import Shape, check_linear, named

from nlpkit.document import Passage
from nlpkit.files.front_matter import FrontMatter
from nlpkit.files.translating import translated

KNOWN = {"Дом": "House", "Сад": 'Garden: a "big" one', "Текст.\n": "Text.\n", "It": "It"}
KNOWN |= {
    "Да": "Yes",
    "Жок": "no",
    "Пять": "5",
    "Ноль": "Null",
    "Май": "2020-05-01 10:00",
    "Үй": "The owner's",
}

FILES = [
    ("---\ntitle: Дом\n---\nТекст.\n", "---\ntitle: House\n---\nText.\n"),
    ("---\ntitle: \"Дом\"\nlang: ru\n---\nТекст.\n", "---\ntitle: \"House\"\nlang: en\n---\nText.\n"),
    ("---\ntitle: Сад\n---\nТекст.\n", "---\ntitle: \"Garden: a \\\"big\\\" one\"\n---\nText.\n"),
    ("---\ndescription: 'Сад'\nlocale: ru-RU\n---\nТекст.\n", "---\ndescription: 'Garden: a \"big\" one'\nlocale: en\n---\nText.\n"),
    ("---\ntags: [Дом]\nslug: Дом\n---\nТекст.\n", "---\ntags: [House]\nslug: Дом\n---\nText.\n"),
    ("---\ntags: [ Дом, 'Дом' , \"Дом\",It ]\n---\nТекст.\n", "---\ntags: [ House, 'House' , \"House\",It ]\n---\nText.\n"),
    ("---\nkeywords: Дом\nauthors: [Үй, Сад]\n---\nТекст.\n", "---\nkeywords: House\nauthors: [The owner's, \"Garden: a \\\"big\\\" one\"]\n---\nText.\n"),
    ("---\ntags:\n  - Дом\n  - 'Дом'\n- Да\nauthor: Дом\n---\nТекст.\n", "---\ntags:\n  - House\n  - 'House'\n- \"Yes\"\nauthor: House\n---\nText.\n"),
    ("+++\ntags = [\"Дом\", \"It\"]\nauthor = \"Дом\"\nurl = \"Дом\"\n+++\nТекст.\n", "+++\ntags = [\"House\", \"It\"]\nauthor = \"House\"\nurl = \"Дом\"\n+++\nText.\n"),
    ("---\ncategories: [Дом]\nlayout: Дом\ndate: Дом\ntags: Дом # Дом\n---\nТекст.\n", "---\ncategories: [Дом]\nlayout: Дом\ndate: Дом\ntags: Дом # Дом\n---\nText.\n"),
    ("---\nauthors:\n  - name: Дом\n    url: Дом\nauthor: {name: Дом}\nitems:\n  - Дом\n---\nТекст.\n", "---\nauthors:\n  - name: Дом\n    url: Дом\nauthor: {name: Дом}\nitems:\n  - Дом\n---\nText.\n"),
    ("---\ntags: [Дом, {a: Дом}, Дом]\n---\nТекст.\n", "---\ntags: [Дом, {a: Дом}, Дом]\n---\nText.\n"),
    ("---\ntags: [a: Дом, Дом]\n---\nТекст.\n", "---\ntags: [a: Дом, Дом]\n---\nText.\n"),
    ("---\ntitle: >\n  Дом\n---\nТекст.\n", "---\ntitle: >\n  Дом\n---\nText.\n"),
    ("---\r\ntitle: Дом\r\n---\r\nТекст.\r\n", "---\r\ntitle: House\r\n---\r\nText.\r\n"),
    ("---\ntitle: It\nlang: ru\n---\nIt\n", "---\ntitle: It\nlang: ru\n---\nIt\n"),
    ("Текст.\n", "Text.\n"),
    ("+++\ntitle = \"Дом\"\nlang = 'ru'\n+++\nТекст.\n", "+++\ntitle = \"House\"\nlang = 'en'\n+++\nText.\n"),
    ("+++\ntitle = 'Үй'\nweight = 3\n+++\nТекст.\n", "+++\ntitle = 'The owner’s'\nweight = 3\n+++\nText.\n"),
    ("+++\r\ntitle=\"Сад\"\r\n+++\r\nТекст.\r\n", "+++\r\ntitle=\"Garden: a \\\"big\\\" one\"\r\n+++\r\nText.\r\n"),
    ("---\ntitle: Сад\n  Дом\n---\nТекст.\n", "---\ntitle: Сад\n  Дом\n---\nText.\n"),
    ("---\ntitle: Сад\n\n\tДом\nsummary: Дом\n---\nТекст.\n", "---\ntitle: Сад\n\n\tДом\nsummary: House\n---\nText.\n"),
    ("---\ntitle: Да\nsummary: Жок\nexcerpt: Пять\n---\nТекст.\n", "---\ntitle: \"Yes\"\nsummary: \"no\"\nexcerpt: \"5\"\n---\nText.\n"),
    ("---\ntitle: Ноль\nsummary: Май\n---\nТекст.\n", "---\ntitle: \"Null\"\nsummary: \"2020-05-01 10:00\"\n---\nText.\n"),
    ("---\ntitle: 'Да'  \nsummary: Дом \n---\nТекст.\n", "---\ntitle: 'Yes'  \nsummary: House \n---\nText.\n"),
]  # fmt: skip


# A text of Markdown, and with the titles of its links translated.
TITLES = [
    ("[x](/x \"Дом\") и [y](<a b> 'Дом').", "[x](/x \"House\") и [y](<a b> 'House')."),
    ("![x](a.png (Дом))", "![x](a.png (House))"),
    ("![x](a_(1).png \"Сад\")", "![x](a_(1).png \"Garden: a \\\"big\\\" one\")"),
    ("[x](y 'Үй')", "[x](y 'The owner\\'s')"),
    ("[1]: https://example.org/a \"Дом\"\n[Дом]: <Дом> 'Дом'  ", "[1]: https://example.org/a \"House\"\n[Дом]: <Дом> 'House'  "),
    ("[x](Дом) \"Дом\"", "[x](Дом) \"Дом\""),
    ("`[x](y \"Дом\")` [x](y \"Дом\")", "`[x](y \"Дом\")` [x](y \"House\")"),
    ("~~~\n[x](y \"Дом\")\n~~~\n[x](y \"Дом\")", "~~~\n[x](y \"Дом\")\n~~~\n[x](y \"House\")"),
    ("    [x](y \"Дом\")", "    [x](y \"Дом\")"),
    ("[x] (y \"Дом\"), (y \"Дом\"), [x](y\"Дом\")", "[x] (y \"Дом\"), (y \"Дом\"), [x](y\"Дом\")"),
    ("```x``` y [x](y \"Дом\")\n[x](y \"Дом\")", "```x``` y [x](y \"House\")\n[x](y \"House\")"),
    ("````\n```\n[x](y \"Дом\")\n````\n[x](y \"Дом\")", "````\n```\n[x](y \"Дом\")\n````\n[x](y \"House\")"),
    ("> ````\n> [x](y \"Дом\")\n> ````\n> [x](y \"Дом\")", "> ````\n> [x](y \"Дом\")\n> ````\n> [x](y \"House\")"),
    (">> ~~~\n>> [x](y \"Дом\")\n\n[x](y \"Дом\")", ">> ~~~\n>> [x](y \"Дом\")\n\n[x](y \"House\")"),
    ("<pre>\n[x](y \"Дом\")\n</pre>\n[x](y \"Дом\")", "<pre>\n[x](y \"Дом\")\n</pre>\n[x](y \"House\")"),
    ("- Сад\n\n    [x](y \"Дом\")", "- Сад\n\n    [x](y \"House\")"),
    ("Сад\n\n    [x](y \"Дом\")\n\n[x](y \"Дом\")", "Сад\n\n    [x](y \"Дом\")\n\n[x](y \"House\")"),
    ("[^1]: Сноска \"Дом\"\n[x]: Смотри \"Дом\"", "[^1]: Сноска \"Дом\"\n[x]: Смотри \"Дом\""),
    ("[^1]: /x \"Дом\"\n[Сад]: Сноска: \"Дом\"", "[^1]: /x \"Дом\"\n[Сад]: Сноска: \"Дом\""),
    ("[a]: /x \"Дом\"\n[b]: #y 'Дом'\n[c]: y.md (Дом)", "[a]: /x \"House\"\n[b]: #y 'House'\n[c]: y.md (House)"),
    ("[a]: mailto:a@b.org \"Дом\"\n[b]: <a b> 'Дом'", "[a]: mailto:a@b.org \"House\"\n[b]: <a b> 'House'"),
    ("[x](y \"It\") [x](y \"1\") [x](y \"\")", "[x](y \"It\") [x](y \"1\") [x](y \"\")"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), TITLES)
def test_titles_of_links_are_translated(source: str, expected: str) -> None:
    file = FrontMatter(source)
    assert file.filled(english(file.passages)) == expected


def english(passages: Sequence[Passage]) -> list[Passage]:
    texts = (KNOWN.get(one.text.replace("\r", ""), one.text) for one in passages)
    return [Passage(text, (), "en") for text in texts]


@pytest.mark.parametrize(("source", "expected"), FILES)
def test_files(source: str, expected: str) -> None:
    assert translated(source.encode(), "a.md", english, 10_000).decode() == expected


@pytest.mark.parametrize("source", ["---\nДом\n\n---\nСад у дома\n", "---\n\nДом\n---\nСад\n"])
def test_text_between_breaks_is_no_front_matter(source: str) -> None:
    assert FrontMatter(source).passages == [Passage(source)]


def a_comment(size: int) -> str:
    return f"title: x{' ' * size}#"


@pytest.mark.parametrize(
    "nasty",
    [
        "---\n",
        "title: x\n",
        "tags: [x, x]\n",
        "tags: [",
        "- x\n",
        "x, ",
        "](x ",
        ">    ",
        "> ```\n",
        "<pre>\n",
        "[x]: a",
        "`",
        '("x',
        "title: ",
        "lang: ru\n",
        "...\n",
        a_comment,
    ],
    ids=named,
)
def test_cost_is_in_proportion(nasty: Shape) -> None:
    def work(source: str) -> None:
        file = FrontMatter(f"---\n{source}\n---\n")
        file.filled(file.passages)

    check_linear(work, nasty)
