# ruff: noqa: E501  (a golden has one line a block)
"""Web pages: what is kept, what is put aside and why; any sort of bad markup."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlpkit.document import check_tiles
from nlpkit.preprocessing import blocks, html

PAGE = """<!doctype html>
<html><head><title>Bridge to open in June - Harbour Post</title>
<meta property="og:title" content="Bridge to open in June">
<link rel="canonical" href="https://post.example/bridge"><style>p { color: red }</style></head>
<body onload="track()">
<header><a href="/">Harbour Post</a><nav><ul><li>Politics</li><li>Sport</li></ul></nav></header>
<div id="cookie-bar">This site uses cookies. <button>Accept</button></div>
<main><article>
<h1>Bridge to open in June</h1>
<p>By Anna Petrova, 3 May 2024</p>
<p>The new bridge over the river will open to cars in June, the mayor said on Monday after a
meeting of the council that lasted for most of the day.</p>
<script>document.write("never shown")</script>
<p onerror="alert(1)">Work began two years ago, when engineers found cracks in the piers of the old
bridge, which had stood for <b>seventy</b> years&nbsp;and more.</p>
<figure><img src=x onerror="alert(2)">
<figcaption>The old bridge in the spring of 2019</figcaption></figure>
<h2>What comes next</h2>
<p>Buses will follow in July, and a path for cyclists is to be finished before the winter.</p>
<ul><li>two lanes for cars and buses in each direction</li>
<li>a path for cyclists and walkers</li></ul>
<blockquote>Жители города ждали этого моста два года, и вот он готов, сказала мэр.</blockquote>
<p>The ferry that has carried people to the other side since then will make its last trip on the
day of the opening, and tickets for it are free for children of the town.</p>
</article></main>
<aside><h3>Related articles</h3><a href="/1">Council votes on a new budget</a><br>
<a href="/2">School wins a prize for its garden</a></aside>
<div hidden>hidden</div><p style="display: none">hidden too</p><template>hidden as well</template>
<form><label>Ваша почта</label><input value="never shown"></form>
<footer>Городская газета, основана в 1924 году<br>© 2024 Harbour Post</footer>
</body></html>"""

READ = """
junk/page_header | Harbour Post
junk/navigation | Politics
junk/navigation | Sport
junk/cookie_notice | This site uses cookies.
junk/cookie_notice | Accept
title | Bridge to open in June
byline | By Anna Petrova, 3 May 2024
paragraph | The new bridge over the river will open to cars in June, the mayor said on Monday after a meeting of the council that lasted for most of the day.
paragraph | Work began two years ago, when engineers found cracks in the piers of the old bridge, which had stood for seventy years and more.
caption | The old bridge in the spring of 2019
heading | What comes next
paragraph | Buses will follow in July, and a path for cyclists is to be finished before the winter.
list | two lanes for cars and buses in each direction
list | a path for cyclists and walkers
quote | Жители города ждали этого моста два года, и вот он готов, сказала мэр.
paragraph | The ferry that has carried people to the other side since then will make its last trip on the day of the opening, and tickets for it are free for children of the town.
junk/related_headline | Related articles
junk/sidebar | Council votes on a new budget
junk/sidebar | School wins a prize for its garden
junk/newsletter | Ваша почта
junk/page_footer | Городская газета, основана в 1924 году
junk/copyright | © 2024 Harbour Post
"""


def rendered(text: str, found: tuple[blocks.Block, ...]) -> str:
    rows = []
    for block in found:
        label = f"{block.kind}/{block.reason}" if block.reason else block.kind
        rows.append(f"{label} | {text[block.start : block.end].strip()}")
    return "\n".join(rows)


def test_page() -> None:
    text, hints, title, url, _ = html.read(PAGE)
    assert rendered(text, blocks.split(text, hints)) == READ.strip()
    assert (title, url) == ("Bridge to open in June", "https://post.example/bridge")


def test_page_without_an_article_goes_through_the_rules_for_text() -> None:
    text, hints, title, *_ = html.read(
        "<title>Note</title><nav>Menu</nav><h2>Soup</h2><ul><li>two onions<li>a carrot</ul>"
        "<p>Boil it.<footer>Share</footer>"
    )
    assert title == "Note"
    assert rendered(text, blocks.split(text, hints)).splitlines() == [
        "junk/navigation | Menu",
        "title | Soup",
        "list | two onions",
        "list | a carrot",
        "paragraph | Boil it.",
        "junk/share_bar | Share",
    ]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("", []),
        ("<html><body></body></html>", []),
        ("<!-- only a comment -->", []),
        ("no markup at all", ["no markup at all"]),
        ("<", ["<"]),
        ("one<br>two<p>three<div>four</span></div>", ["one", "two", "three", "four"]),
        ("<b>bold</b> and <i>plain</i>", ["bold and plain"]),
        ("<p>soft\xad<p>next&shy;<p>&#8203;<p>&nbsp;", ["soft", "next"]),
        ("<p>nul\x00l \ud800", ["null \ufffd"]),
        ('<?xml version="1.0" encoding="koi8-r"?><p>текст', ["текст"]),
        ('<meta charset="windows-1251"><p>Қазақ тілі', ["Қазақ тілі"]),
        ("<div>" * 50_000 + "deep", ["deep"]),
        ("<svg><title>drawn</title></svg><p>seen", ["seen"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td><p>c<td>d</table>", ["a | b", "c | d"]),
        ("<noscript>switch it on</noscript><template>shape</template><p>seen", ["seen"]),
        ('<script type="application/ld+json">{"articleBody": "never"}</script><p>seen', ["seen"]),
        ("<frameset><frame src=a><noframes>no frames</noframes></frameset>", ["no frames"]),
        ("<p>a<!-- not seen -->b<!--[if IE]><p>old</p><![endif]-->", ["ab"]),
        (
            "<p>&laquo;Да&raquo; &amp; &#1085;&#1077;&#1090; &bogus; &mdash;",
            ["«Да» & нет &bogus; —"],
        ),
        ("\ufeff<p>marked", ["marked"]),
        ("<table><tr><td><table><tr><td>a<td>b</table></table>", ["a | b"]),
        ("<select><option>Русский<option>English</select>", ["Русский", "English"]),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_odd_pages(source: str, lines: list[str]) -> None:
    assert html.read(source)[0].splitlines() == lines


INLINE = """
Население — 8500<sup>3</sup> человек, площадь 12 км<sup>2</sup> -> Население — 8500³ человек, площадь 12 км²
Air holds CO<sub>2</sub> and H<sub>2</sub>SO<sub>4</sub> -> Air holds CO₂ and H₂SO₄
Масса 10<sup>−6</sup> кг, сила x<sub>i</sub>, t<sub>max</sub> -> Масса 10⁻⁶ кг, сила xᵢ, tₘₐₓ
2<sup>n+1</sup>, a<sup>2.5</sup>, E<sub>общ</sub> -> 2ⁿ⁺¹, a^2.5, E_общ
Он уехал.<sup><a href="#n3">3</a></sup> Потом вернулся -> Он уехал.[3] Потом вернулся
It was so.<sup class="reference"><a href="/x">[3]</a></sup> Then it was not -> It was so.[3] Then it was not
Les villes<sup>1, 2</sup> et les ports<a href="#fn4"><sup>4</sup></a> -> Les villes[1, 2] et les ports[4]
on the 5<sup>th</sup>, le 2<sup>e</sup> jour, M<sup>me</sup> Blanc, Acme<sup>TM</sup> -> on the 5th, le 2e jour, Mme Blanc, AcmeTM
Цена <s>1200</s> <del>1100</del> 950 <ins>сомов</ins> -> Цена 950 сомов
<span style="text-decoration: line-through">100</span> 80 som -> 80 som
She said <q>never <q>ever</q></q> -> She said “never ‘ever’”
Он ответил: <q>Приду</q>, <q>«Нет»</q> -> Он ответил: «Приду», «Нет»
<abbr title="World Health Organization">WHO</abbr> met -> WHO met
очень<wbr>длинное сло&shy;во -> оченьдлинное слово
<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>に行く -> 東京に行く
E = <math><mi>m</mi> <msup><mi>c</mi> <mn>2</mn></msup></math> -> E = mc²
<math><mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac></math> часть -> 1/(a+b) часть
<math><msqrt><mn>2</mn></msqrt><mo>·</mo><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math> -> √2·x₁²
министерство<span class="visually-hidden">, откроется в новой вкладке</span> ответило -> министерство ответило
the ministry<span class="link sr-only">, opens new tab</span> said -> the ministry said
das Amt<span style="position:absolute; clip: rect(0 0 0 0)"> (extern)</span> sagte -> das Amt sagte
<h2>Дороги<br>в горах</h2> -> Дороги в горах
<dl><dt>Площадь<dd>120 км<sup>2</sup><dt>Люди<dd>8500</dl> -> Площадь ¦ 120 км² ¦ Люди ¦ 8500
<pre>раз  два<br>три</pre> -> раз  два ¦ три
""".strip().splitlines()  # `¦` marks the end of a line

TABLES = """
<tr><th colspan=2>Ремонт<br>по годам<th>Млн<tr><td>2023<td><p>131 км</p><td>1&nbsp;450 -> Ремонт по годам | Млн ¦ 2023 | 131 км | 1 450
<tr><td>2024<td><ul><li>120 км<li>4 моста</ul><td>1 610 -> 2024 | 120 км; 4 моста | 1 610
<tr><td><th>2022<th>2023<tr><th>Roads<td><td>5 -> | 2022 | 2023 ¦ Roads |  | 5
<thead><tr><th>Name<th>Age</thead><tbody><tr><td><div>Ann</div><div>Lee</div><td>30</tbody> -> Name | Age ¦ Ann; Lee | 30
<tr><td>a<td><table><tr><td>b<td>c<tr><td>d<td>e</table><td>f -> a | b c; d e | f
<caption>Цены</caption><tr><td>Рис<td>118 -> Цены ¦ Рис | 118
<tr><td>Stadt<td>Köln<br>am Rhein -> Stadt | Köln am Rhein
<tr><td>H<sub>2</sub>O<td>10<sup>3</sup> -> H₂O | 10³
<tr><td><h2>Новости</h2><p>Текст</p><td>Меню -> Новости ¦ Текст ¦ Меню
<tr><td>только<tr><td>столбец -> только ¦ столбец
<tr><th rowspan=2>Статья<th colspan=2>Год<tr><th>2024<th>2025<tr><td>Школы<td>120<td>131 -> Статья | Год ¦ | 2024 | 2025 ¦ Школы | 120 | 131
<tr><td rowspan=2>Жолдар<td>қиыршық 40<td>115<tr><td>көпір 12<td>9 -> Жолдар | қиыршық 40 | 115 ¦ | көпір 12 | 9
""".strip().splitlines()


LISTS = """
<ol><li>Купить хлеб<li>Позвонить маме</ol> -> 1. Купить хлеб ¦ 2. Позвонить маме
<ol start=3><li>Нан сатып алу<li>Анама телефон шалу</ol> -> 3. Нан сатып алу ¦ 4. Анама телефон шалу
<ol reversed><li>Third<li>Second<li>First</ol> -> 3. Third ¦ 2. Second ¦ 1. First
<ol reversed start=10><li>Зер<li>Күмүш</ol> -> 10. Зер ¦ 9. Күмүш
<ol><li>Купить хлеб<ol><li>белый<li>чёрный</ol><li>Позвонить маме</ol> -> 1. Купить хлеб ¦ 1. белый ¦ 2. чёрный ¦ 2. Позвонить маме
<ol><li>Bread<ul><li>white</ul><li>Milk</ol> -> 1. Bread ¦ white ¦ 2. Milk
<ol type=a><li>Brot<li value=4>Milch<li>Salz</ol> -> a. Brot ¦ d. Milch ¦ e. Salz
<ol type=I start=9><li>Non<li>Sut</ol> -> IX. Non ¦ X. Sut
<ol><li><p>Купить хлеб.</p><p>И молоко.</p><li><b>Позвонить</b> маме</ol> -> 1. Купить хлеб. ¦ И молоко. ¦ 2. Позвонить маме
<ol><li><h3>Хліб</h3><p>Купити хліб.</ol> -> 1. Хліб ¦ Купити хліб.
<ol><li></li><li><img src=x></li><li>Нон харидан</ol> -> 3. Нон харидан
<ol><li>Айбек Усенов — тренер<li>5 яблок</ol> -> 1. Айбек Усенов — тренер ¦ 2. 5 яблок
<ol><li>1. Купить хлеб<li>2) Позвонить маме<li>(3) Нон<li>1.4. Сут<li>• Чай</ol> -> 1. Купить хлеб ¦ 2) Позвонить маме ¦ (3) Нон ¦ 1.4. Сут ¦ • Чай
<ul><li>Купить хлеб<li value=5>Позвонить маме</ul> -> Купить хлеб ¦ Позвонить маме
<ol style="list-style: none"><li>Bread<li>Milk</ol> -> Bread ¦ Milk
<ol class="list-unstyled x"><li>Bread<li>Milk</ol> -> Bread ¦ Milk
<nav><ol class=crumbs><li>Главная<li>Новости</ol></nav> -> Главная ¦ Новости
<ol class=c-breadcrumb__list><li>Главная<li>Новости</ol> -> Главная ¦ Новости
<li>Нан<li>Сүт -> Нан ¦ Сүт
<ol start=x><li value="">Нан<p>Сүт</ol><p>Чай -> 1. Нан ¦ Сүт ¦ Чай
<ol reversed><li>A<li value=7>B<li>C</ol> -> 3. A ¦ 7. B ¦ 6. C
<ol><li hidden>Нан<li>Сүт</ol> -> 1. Сүт
<ol><li style="display: none">Brot<li>Milch<li>Salz</ol> -> 1. Milch ¦ 2. Salz
<ol><template><li>Хліб</template><li>Молоко</ol> -> 1. Молоко
<ol reversed><li hidden>A<li>B<li>C</ol> -> 2. B ¦ 1. C
<ol><li style="visibility: hidden">Нан<li>Сүт</ol> -> 2. Сүт
<ol><li value=99999999999>Нон<li value=1234567>Сут</ol> -> 1. Нон ¦ 2. Сут
<ol><li><blockquote>Мост открыли.</blockquote><p>Так он сказал.</p><li>И паром</ol> -> 1. Мост открыли. ¦ Так он сказал. ¦ 2. И паром
<ol><li><table><tr><td>Шаар<td>Калк<tr><td>Ош<td>322</table><li>Дагы</ol> -> 1. Шаар | Калк ¦ Ош | 322 ¦ 2. Дагы
<table><tr><td><ol><li>Brot<li>Milch</ol><td>2</table> -> Brot; Milch | 2
<ol><li><table><caption>Stadt</caption><tr><td>Köln<td>1</table><li>Ende</ol> -> 1. Stadt ¦ Köln | 1 ¦ 2. Ende
<ol class=breadcrumb_><li>Главная<li>Новости</ol> -> Главная ¦ Новости
<ol class=unstyled-not><li>Bread<li>Milk</ol> -> 1. Bread ¦ 2. Milk
<ol style="color: red; LIST-STYLE-TYPE : none !important"><li>Bread<li>Milk</ol> -> Bread ¦ Milk
<ol style="list-style-image: none"><li>Bread<li>Milk</ol> -> 1. Bread ¦ 2. Milk
""".strip().splitlines()


@pytest.mark.parametrize("golden", LISTS)
def test_items_of_ordered_lists_have_their_numbers(golden: str) -> None:
    source, _, read = golden.partition(" -> ")
    assert html.read(source)[0].split("\n") == read.split(" ¦ ")


def test_items_of_an_ordered_list_in_an_article_have_their_numbers() -> None:
    items = (
        "<ol><li>A new roof</li><li>Stalls by the river, for the builders need the hall</li></ol>"
    )
    text, hints, *_ = html.read(f"<article><h1>Hall</h1><p>{FIRST}</p>{items}<p>{SECOND}</p>")
    assert "list | 1. A new roof\nlist | 2. Stalls by" in rendered(text, blocks.split(text, hints))


@pytest.mark.parametrize("golden", INLINE)
def test_inline_markup_keeps_its_meaning(golden: str) -> None:
    source, _, read = golden.partition(" -> ")
    assert html.read(source)[0].split("\n") == read.split(" ¦ ")


@pytest.mark.parametrize("golden", TABLES)
def test_a_row_of_a_table_is_a_line(golden: str) -> None:
    source, _, read = golden.partition(" -> ")
    assert html.read(f"<table>{source}</table>")[0].split("\n") == read.split(" ¦ ")


FIRST = (
    "The council met on Monday and agreed, after a long debate that went on into the night, "
    "that the old market hall will be repaired before the winter comes."
)
SECOND = (
    "Work on the roof starts in June, said the mayor, and the stalls will move to the square "
    "by the river until the builders have gone."
)


@pytest.mark.parametrize(
    "source",
    [
        f"<body><div>{FIRST}<br><br>{SECOND}</div></body>",
        f"<body><article><div>{FIRST}</div><div>{SECOND}</div></article></body>",
        f"<html amp><amp-sidebar hidden>Menu</amp-sidebar><article><p>{FIRST}<p>{SECOND}</article>",
        f"<b><i><p>{FIRST}</b></p></i></div><p>{SECOND}</table>",
        "<div>" * 10_000 + f"<p>{FIRST}<p>{SECOND}",
    ],
    ids=["line breaks", "no paragraphs", "amp", "wrong nesting", "deep"],
)
def test_articles_in_odd_markup(source: str) -> None:
    text, hints, *_ = html.read(source)
    found = blocks.split(text, hints)
    assert rendered(text, found) == f"paragraph | {FIRST}\nparagraph | {SECOND}"


def kinds(source: str) -> list[str]:
    text, hints, *_ = html.read(source)
    return rendered(text, blocks.split(text, hints)).splitlines()


def test_kinds_of_the_article_survive() -> None:
    assert kinds(
        f"<h1>Hall</h1><p>{FIRST}</p><h3>Costs</h3><p>{SECOND}</p>"
        "<table><caption>Costs in coins</caption><tr><th>Roof<th>Walls</tr>"
        "<tr><td>4,000<td>7,000</tr><tr><td><p>not yet known</p></td></tr></table>"
        f"<div role=heading aria-level=3>Voices</div><blockquote>{SECOND[:60]}</blockquote>"
        f"<p>{FIRST[:90]}</p>"
    ) == [
        "title | Hall",
        f"paragraph | {FIRST}",
        "heading | Costs",
        f"paragraph | {SECOND}",
        "caption | Costs in coins",
        "table | Roof | Walls",
        "table | 4,000 | 7,000",
        "table | not yet known",
        "heading | Voices",
        f"quote | {SECOND[:60]}",
        f"paragraph | {FIRST[:90]}",
    ]


def test_a_post_quoted_amid_the_article_is_its_own() -> None:
    post = "<blockquote class=tweet-embed>Too late for us.<br>— Anna (@anna)</blockquote>"
    found = kinds(f"<article><p>{FIRST}</p>{post}<p>{SECOND}</p></article>")
    assert found[1:3] == ["quote | Too late for us.", "quote | — Anna (@anna)"]


def test_headings_and_lists_beside_the_paragraphs_are_the_article_s() -> None:
    """The extractor takes only the paragraphs of a page whose markup names no article."""
    found = kinds(
        f"<div><h1>Hall</h1><p>{FIRST}</p><h2>The roof</h2><p>{SECOND}</p>"
        f"<ul><li>slates</li><li>beams</li></ul><div><ul><li>Ten walks to take</li></ul></div>"
        f"<p>{FIRST[:90]}</p></div><ul><li>About us</li></ul>"
    )
    assert [row.split(" | ")[0].split("/")[0] for row in found] == (
        "title paragraph heading paragraph list list junk paragraph junk".split()
    )


def test_what_styles_hide_is_gone_but_never_the_whole_page() -> None:
    hidden = "<p style='display: none'>Not shown</p><div hidden><p>Nor this</p></div>"
    assert kinds(f"<article><p>{FIRST}</p>{hidden}<p>{SECOND}</p></article>") == [
        f"paragraph | {FIRST}",
        f"paragraph | {SECOND}",
    ]
    for veil in ("<body style='visibility:hidden'>", "<body><div style='display:none'>"):
        assert kinds(f"{veil}<article><p>{FIRST}</p><p>{SECOND}</p></article>") == [
            f"paragraph | {FIRST}",
            f"paragraph | {SECOND}",
        ]
        assert kinds(f"{veil}<p>{FIRST[:60]}") == []


def test_what_screen_readers_are_not_told_is_put_aside_unless_it_is_the_article() -> None:
    ornament = "<span aria-hidden=true>¶ ★</span>"
    twice = f"<div aria-hidden='true'><p>{SECOND}</p><p>Three coins more</p></div>"
    assert kinds(f"<article><p>{FIRST}{ornament}</p><p>{SECOND}</p>{twice}</article>") == [
        f"paragraph | {FIRST}",
        f"paragraph | {SECOND}",
        f"junk/hidden_on_the_page | {SECOND}",
        "junk/hidden_on_the_page | Three coins more",
    ]
    dialog = "<div role=dialog>Read on in the app?</div>"
    behind = f"<div aria-hidden=true><p>{FIRST}</p><p>{SECOND}</p></div>{dialog}"
    assert kinds(behind) == [
        f"paragraph | {FIRST}",
        f"paragraph | {SECOND}",
        "junk/pop_up_window | Read on in the app?",
    ]


def test_a_page_too_long_for_one_article_is_read_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = "<nav>Menu</nav><h1>Notices</h1>" + f"<h3>Notice</h3><p>{FIRST} {SECOND}</p>" * 8_000
    text, hints, *_ = html.read(page)
    assert text.count(FIRST) == 8_000
    assert [hint.kind for hint in hints[:3]] == ["junk", "title", "heading"]
    assert "too many to look for one article" in caplog.text


def test_repeats_of_the_article_around_it_are_no_part_of_it() -> None:
    text, hints, *_ = html.read(
        f"<ul><li>{FIRST}</li></ul><article><h1>Hall</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
        f"<div><p>{SECOND}</p><p>Read more</p></div>"
    )
    kinds = [block.kind for block in blocks.split(text, hints)]
    assert kinds == ["junk", "title", "paragraph", "paragraph", "junk", "junk"]


CODE = [
    ('<p>Словарь хранит пары.</p><pre><code>x = "Бишкек"</code></pre>', ['x = "Бишкек"']),
    (
        '<p>Вот пример:</p><pre><code class="language-python">x = "Ош"\nprint(x)</code></pre>',
        ['x = "Ош"', "print(x)"],
    ),
    ('<pre>\n<code><span>x</span> = "Osh"\n</code></pre><p>The town.</p>', ['x = "Osh"']),
    ("<pre><code>say(алматы)</code></pre><p>Мысал.</p>", ["say(алматы)"]),
    (
        '<div class="highlight"><pre>x = "Ош"\nprint(x)</pre></div><p>Город.</p>',
        ['x = "Ош"', "print(x)"],
    ),
    ("<pre>A poem <code>x</code>\nof two lines</pre>", []),
    (
        f"<article><p>{SECOND}</p><p>{SECOND[::-1]}</p><pre><code>print(x)</code></pre></article>",
        ["print(x)"],
    ),
]


@pytest.mark.parametrize(("source", "expected"), CODE)
def test_every_line_of_code_is_code(source: str, expected: list[str]) -> None:
    text, hints, *_ = html.read(source)
    found = blocks.split(text, hints)
    assert [text[b.start : b.end].strip() for b in found if b.kind == "code"] == expected


TAGS = st.sampled_from(
    "<p> </p> <div> </div> <b> <li> <ul> <h1> <h2> <br> <nav> </nav> <script> </script> <!-- --> <"
    " <title> <table> <td> & &nbsp; &#0; &#xD800; <p&onerror= </ <p/hidden> <svg> <article>".split()
)
MARKUP = st.lists(st.one_of(TAGS, st.text(max_size=8), st.sampled_from(READ.split()))).map("".join)


@given(MARKUP)
@settings(deadline=None)  # the first example that needs a library imports it
def test_any_markup_can_be_read(source: str) -> None:
    text, hints, *_ = html.read(source)
    found = blocks.split(text, hints)
    check_tiles(found, 0, len(text) if text.strip() else 0, "blocks")
    assert all(0 <= hint.start < hint.end <= len(text) + 1 for hint in hints)


def test_big_page() -> None:
    body = "".join(
        f"<p>House number {i} was sold on Monday for {i} coins, they say.</p>" for i in range(9000)
    )
    text, hints, *_ = html.read(f"<nav>Menu</nav>{body}")
    found = blocks.split(text, hints)
    assert len(found) == 9001
    assert [block.kind for block in found[:2]] == ["junk", "paragraph"]
