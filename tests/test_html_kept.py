# ruff: noqa: E501  (a golden has one line)
"""Paragraphs of a page that extractors lose: reworded, behind a paywall's name, not for readers."""

from __future__ import annotations

import pytest

from nlpkit import preprocess
from nlpkit.preprocessing import html

TOLD = """<p>Three companies have filed papers that would give them a share of the water in the upper river, court records show.</p>
<p>The papers name a lawyer who has since left the country, and who did not answer the letters that we sent to him.</p>"""


def blocks_of(body: str) -> list[tuple[str, str | None, str]]:
    document = preprocess(f"<html><body><article><h1>Who owns it</h1>{body}</article>", "html")
    return [(b.kind, b.reason, document.slice(b).strip()) for b in document.blocks][1:]


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ("<p>He said <q>go, <q>now</q> or never</q> to <abbr title='x'>WHO</abbr> and pressed <kbd>Ctrl</kbd>+<kbd>C</kbd>.</p>",
         "He said “go, ‘now’ or never” to WHO and pressed Ctrl+C."),
        ("<p>Раньше было <strike>9 000</strike> 8 500<a href='#n1'><sup>1</sup></a> человек, а H<sub>2</sub>O — вода.</p>",
         "Раньше было 8 500[1] человек, а H₂O — вода."),
        ("<p>Ол: <q>Су <q>тірі</q> ғой</q>, — деді.</p>", "Ол: «Су „тірі“ ғой», — деді."),
        ("<p>Es waren <s>1.000</s> <ins>1.100</ins> m<sup>3</sup>, sagte <q>das Amt</q>.</p>",
         "Es waren 1.100 m³, sagte “das Amt”."),
    ],
)  # fmt: skip
def test_a_paragraph_with_inline_markup_stays(paragraph: str, text: str) -> None:
    assert ("paragraph", None, text) in blocks_of(
        TOLD + paragraph + TOLD.replace("<p>", "<p>Again: ")
    )


def test_the_article_behind_a_paywall_stays_and_its_box_goes() -> None:
    found = blocks_of(
        TOLD.replace("</p>\n<p>", "</p><div class='paywall-content' aria-hidden='true'><p>")
        + "</div><div class='paywall'><p>Subscribe now</p><p>Full access for $2 a week.</p></div>"
    )
    assert [kind for kind, *_ in found] == ["paragraph", "paragraph", "junk", "junk"]


def test_rows_by_role_are_a_table() -> None:
    rows = "".join(
        f"<div role='row'><span role='cell'>{a}</span><span role='cell'>{b}</span></div>"
        for a, b in (("Hull", 3), ("Bath", 2))
    )
    found = blocks_of(f"{TOLD}<div role='table'>{rows}</div>{TOLD}")
    assert ("table", None, "Hull | 3") in found
    assert ("table", None, "Bath | 2") in found


# markup, the text that it means
INLINE = [
    ("2<sup>½</sup> часа", "2½ часа"),
    ("1<sup>-е</sup> место, 20<sup>-го</sup> мая", "1-е место, 20-го мая"),
    ("der 3<sup>-te</sup>, the 2<sup>-nd</sup>", "der 3-te, the 2-nd"),
    ("15<sup>o</sup>C, 59<sup>o</sup> F, 60<sup>o</sup>N", "15°C, 59° F, 60°N"),
    ("до 20<sup>0</sup>С, угол 45<sup>о</sup>, 10<sup>0</sup> = 1", "до 20°С, угол 45°, 10⁰ = 1"),
    ("n<sup>o</sup> 5, 1<sup>o</sup> de mayo", "no 5, 1o de mayo"),
    ("<sup>235</sup>U и <sup>14</sup>C", "²³⁵U и ¹⁴C"),
    ("2<sup>1</sup>/<sub>2</sub> kg", "2½ kg"),
    ("3 <sup>3</sup>&frasl;<sub>4</sub> сағат, <sup>1</sup>/<sub>3</sub>", "3¾ сағат, ⅓"),
    ("7<sup>5</sup>/<sub>16</sub> дюйма; <sup>7</sup>/<sub>12</sub>", "7 5/16 дюйма; 7/12"),
    ("e<sup>-x</sup>, s<sup>-1</sup>, a<sup>x+y</sup>", "e⁻ˣ, s⁻¹, a^(x+y)"),
]

LINKS = [
    ("<a>Главная</a><a>Политика</a>", "Главная Политика"),
    ("<a href=/a>Home</a><a href=/b>Sport</a><a href=/c>Arts</a>", "Home Sport Arts"),
    ("<a href=/a><b>Басты бет</b></a><a href=/b><span>Қоғам</span></a>", "Басты бет Қоғам"),
    ("<span><a href=/a>Казань</a></span><a href=/b>2026</a>", "Казань 2026"),
    ("<a href=/a>Қазақша</a><a href=/b>English</a>", "Қазақша English"),
    ("<a href=/a>сло</a><a href=/a>во</a>", "слово"),
    ("<a href=/a>Ann</a><a href=/n>[1]</a><a href=/m>, he</a>", "Ann[1], he"),
    ("<a href=/a>Ann</a><sup><a href=/n>1</a></sup>", "Ann¹"),
    ("<a href=/a>one</a> <a href=/b>two</a>", "one two"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "text"), [*INLINE, *LINKS])
def test_inline_elements_are_text(markup: str, text: str) -> None:
    assert html.read(f"<html><body><p>{markup}</p>")[0] == text


# The body of an article, its elements parted by bars; what is put aside stands behind ¤.
SNOW = '<h1>Снег в Алматы</h1>|<p>Снегопад в Алматы продлится до среды, сообщили в «Казгидромете».</p>|¤<div class="ad">Реклама: купите шины</div>|<p>Школы закрыты.</p>|'
SHORT = [
    SNOW + '¤<div class="related"><p>Читайте также: <a href="/x">В Астане отменили занятия</a></p></div>|<p>Рейсы задержаны.</p>|¤<div class="share">Поделиться <a>Facebook</a></div>|<p>Прогноз обновят вечером.</p>|¤<div class="tags">Теги: <a>снег</a></div>|¤<div class="comments"><h3>Комментарии (2)</h3>|¤<p>Иван: Ужас!</p></div>',
    SNOW + '¤<div class="share">Поделиться <a>Facebook</a></div>|<p>Прогноз обновят вечером.</p>',
    '<h1>Fares rise</h1>|<p>Fares in Almaty will rise to 120 tenge from September 1, the city said.</p>|¤<div class="ads">Buy winter tyres</div>|<p>Pensioners travel free.</p>|¤<div class="related-news"><p>Read also: <a href="/x">Metro gets two new stations</a></p></div>|<p>Critics call it unfair.</p>|¤<div class="social-share">Share <a>Facebook</a></div>|<p>A vote is due in May.</p>|¤<div class="comments"><p>Ann Lee: How could they do this to all of us who work?</p></div>',
    '<h1>Мектеп жабылды</h1>|<p>Нарындағы № 5 мектеп тұмауға байланысты 10 ақпанға дейін жабылды, деп хабарлады министрлік.</p>|<p>Қырық бала ауырды.</p>|¤<div class="related"><p>Тағы оқыңыз: <a href="/x">Ошта тұмау басталды, дәрігерлер екпе салып жатыр</a></p></div>|<p>Сабақ онлайн өтеді.</p>|¤<div class="share">Бөлісу <a>Facebook</a></div>|<p>Асхана жабық.</p>',
    '<h1>Maktab yopildi</h1>|<p>Norindagi beshinchi maktab gripp tufayli o‘ninchi fevralgacha yopildi, dedi vazirlik vakili jurnalistlarga.</p>|¤<div id="reklama">Shina sotib oling</div>|<p>Qirq bola kasal.</p>|¤<div class="related"><p>Yana o‘qing: <a href="/x">O‘shda gripp boshlandi, shifokorlar emlamoqda</a></p></div>|<p>Darslar onlayn o‘tadi.</p>|¤<div class="share">Ulashish <a>Facebook</a></div>|<p>«Kutamiz», dedi u.</p>',
    '<h1>The dam is full</h1>|<p>The dam above the valley is full for the first time in nine years, engineers said on Monday morning.</p>|<p>Boats are back.</p>|<p>It will stay so until the autumn, when the water is let into the fields below the town and the canals.</p>|<p>"We fish," he said.</p>|<p>Who pays?</p>|¤<div class="newsletter"><p>Get our letter every morning.</p></div>',
]  # fmt: skip


@pytest.mark.parametrize("golden", SHORT)
def test_short_paragraphs_of_the_article_s_element_stay(golden: str) -> None:
    parts = golden.split("|")
    source = "".join(part.lstrip("¤") for part in parts)
    document = preprocess(f"<html><body><article>{source}</article></body></html>", "html")
    assert [b.kind == "junk" for b in document.blocks] == [part[0] == "¤" for part in parts]
    assert "heading" not in [b.kind for b in document.blocks]
