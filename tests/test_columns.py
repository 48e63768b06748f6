# ruff: noqa: E501  (a golden has one line a paragraph)
"""Lines broken narrower than a page: columns with their hyphens, and what mails quote."""

from __future__ import annotations

import re
import textwrap
from itertools import zip_longest

import pytest

from nlpkit.preprocessing.normalize import normalize

COLUMNS = {
    "en": "The bakery on the corner of Mill Street closed on Friday after ninety years. Its oven, built of bricks from the old brewery, will be moved to the museum. The last loaf was sold at noon to a customer who had been coming since childhood.",
    "en, figures": "Unemployment fell to 4.2 per cent in March. The number of vacancies rose for a third month. Most of the new places are in warehouses along the northern ring road.",
    "ru": "Пекарня на углу Мельничной улицы закрылась в пятницу после девяноста лет работы. Её печь, сложенную из кирпичей старой пивоварни, перевезут в музей. Последний каравай купил в полдень покупатель, который ходил сюда с детства.",
    "ru, figures": "Безработица в марте снизилась до 4,2 процента. Число вакансий выросло третий месяц подряд. Больше всего новых мест на складах вдоль северной объездной дороги.",
    "kk": "Диірмен көшесінің бұрышындағы наубайхана тоқсан жылдан кейін жұма күні жабылды. Ескі сыра зауытының кірпішінен қаланған пеші мұражайға көшіріледі. Соңғы нанды түсте бала кезінен келіп жүрген кісі сатып алды.",
    "ky": "Тегирмен көчөсүнүн бурчундагы наабайкана токсон жылдан кийин жума күнү жабылды. Эски сыра заводунун кышынан салынган меши музейге көчүрүлөт. Акыркы нанды түштө бала кезинен келип жүргөн киши сатып алды.",
    "uz": "Tegirmon ko‘chasi burchagidagi novvoyxona to‘qson yildan keyin juma kuni yopildi. Eski pivo zavodi g‘ishtidan qurilgan pechi muzeyga ko‘chiriladi. Oxirgi nonni tushda bolaligidan kelib yurgan xaridor sotib oldi.",
    "tg": "Нонвойхонаи кунҷи кӯчаи Осиёб пас аз навад сол рӯзи ҷумъа баста шуд. Танӯри он, ки аз хишти заводи кӯҳна сохта шудааст, ба осорхона кӯчонида мешавад. Нони охиринро нисфирӯзӣ харидоре гирифт, ки аз кӯдакӣ меомад.",
    "de": "Die Bäckerei an der Ecke der Mühlenstraße hat am Freitag nach neunzig Jahren geschlossen. Ihr Ofen aus den Ziegeln der alten Brauerei kommt ins Museum. Das letzte Brot kaufte mittags ein Mann, der seit seiner Kindheit kam.",
}


def hyphenated(text: str, width: int) -> str:
    """The text in a column, with words of eight letters and more broken where they fit."""
    lines, line = [], ""
    for word in text.split():
        room = width - len(line) - bool(line)
        plain = re.fullmatch(r"[^\W\d_]{8,}", word)
        if len(word) <= room:
            line = f"{line} {word}".lstrip()
        elif plain and room >= 5:
            cut = min(room - 1, len(word) - 3)
            lines.append(f"{line} {word[:cut]}-".lstrip())
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [24, 28, 33, 38])
@pytest.mark.parametrize("name", COLUMNS)
def test_columns_with_hyphens_are_undone(name: str, width: int) -> None:
    text = COLUMNS[name]
    assert normalize(f"News\n\n{hyphenated(text, width)}\n\n{hyphenated(text, width)}") == (
        f"News\n\n{text}\n\n{text}"
    )


@pytest.mark.parametrize("width", [30, 36])
@pytest.mark.parametrize("name", COLUMNS)
def test_columns_without_hyphens_are_undone(name: str, width: int) -> None:
    text = COLUMNS[name]
    assert normalize(textwrap.fill(text, width, break_on_hyphens=False)) == text


UNBROKEN = [
    "The evening came on slippered feet\nand laid its shawl along the street\na lamp was lit, a door was closed\nand all the tired houses dozed",
    "Ветер тихо бродит в поле,\nветер шепчет у реки,\nи качаются на воле\nголубые васильки.",
    "Қар жауады ақырын,\nқала тынып барады.\nТерезеде шам жанып,\nтүн де жылжып барады.",
    "two onions\nthree carrots\na litre of water\na little salt\nblack pepper\nhalf a lemon",
    "500 г муки\n1 яйцо\n200 мл воды\nсоль по вкусу\nзелень\nмасло",
    "Present: Anna, Boris\nApologies: Clara\nMinutes: Dmitri\nNext meeting: 4 June",
    "Monday. We walk to the lake.\nTuesday. Rain.\nWednesday. The bus goes at nine.\nThursday. Nothing happens.",
    "Almaty +21\nBishkek +19\nTashkent +27\nDushanbe +28",
    "— Придёшь?\n— Нет.\n— А завтра?\n— Завтра приду. Наверное.",
    "Anna Petrova\nsoftware engineer\nAlmaty\n+7 700 000 00 00",
]  # fmt: skip


@pytest.mark.parametrize("text", UNBROKEN)
def test_verse_lists_and_talk_stay(text: str) -> None:
    assert normalize(text) == text


BROKEN_WORDS = [
    ("The council met on Monday. The govern-\nment did not re-\nsign.","The council met on Monday. The government did not resign."),
    ("Nobody was hurt.\nThe fire-\nmen left at six.","Nobody was hurt.\nThe firemen left at six."),
    ("Bread costs twice as much as in the spring of last year, the bakers of the valley say. How-\never, nobody buys less.","Bread costs twice as much as in the spring of last year, the bakers of the valley say. However, nobody buys less."),
    ("Новый мост закрыт.\nПрави-\nтельство не дало оценки.","Новый мост закрыт. Правительство не дало оценки."),
    ("объём торговли с севером увели-\nчился на 14 % и составил 94,8 млн долл. Одна-\nко вывоз зерна не вырос.","объём торговли с севером увеличился на 14 % и составил 94,8 млн долл. Однако вывоз зерна не вырос."),
    ("Депу-\nтаты вопросов не задали.","Депутаты вопросов не задали."),
    ("Он кое-\nкак дошёл до дома.","Он кое-как дошёл до дома."),
    ("В городе сдают двух- и трёх-\nкомнатные квартиры.","В городе сдают двух- и трёхкомнатные квартиры."),
    ("Көпір жабық.\nҮкі-\nмет баға берген жоқ.","Көпір жабық.\nҮкімет баға берген жоқ."),
    ("Өк-\nмөт жооп берген жок.","Өкмөт жооп берген жок."),
    ("Hukumat ja-\nvob bermadi.","Hukumat javob bermadi."),
    ("Ҳуку-\nмат ҷавоб надод.","Ҳукумат ҷавоб надод."),
]  # fmt: skip
NO_BROKEN_WORDS = [
    "The house has two-\nand three-room flats.",
    "Сдают двух-\nи трёхкомнатные квартиры.",
    "Сдают двух-\nили трёхкомнатные квартиры.",
    "The flight KC-\n127 is late.",
    "Die Vor-\nund Nachteile.",
    "Поезд Москва-\nБишкек опоздал.",
    "milk -\nbread -\nsalt",
]


@pytest.mark.parametrize(("text", "expected"), BROKEN_WORDS)
def test_a_word_broken_at_the_end_of_any_line_is_joined(text: str, expected: str) -> None:
    assert normalize(text) == expected


@pytest.mark.parametrize("text", NO_BROKEN_WORDS)
def test_other_hyphens_at_the_end_of_a_line_stay(text: str) -> None:
    assert normalize(text) == text


MAILS = [
    ("> The bridge will be closed for a month while the road is\n> laid anew, the city said.",
     "> The bridge will be closed for a month while the road is laid anew, the city said."),
    ("> > The bridge will be closed for a month while the road is\n> > laid anew.\n> Who said so?",
     ">> The bridge will be closed for a month while the road is laid anew.\n> Who said so?"),
    ("> Мост закроют на месяц, пока будут менять дорожное полотно\n> и перила, сообщили в мэрии.",
     "> Мост закроют на месяц, пока будут менять дорожное полотно и перила, сообщили в мэрии."),
    ("> Жол төселіп жатқанда көпір бір айға жабылады, деп хабарлады\n> қала әкімдігі.",
     "> Жол төселіп жатқанда көпір бір айға жабылады, деп хабарлады қала әкімдігі."),
    ("> Yo‘l yotqizilayotganda ko‘prik bir oyga yopiladi, deb xabar\n> berdi shahar hokimligi.",
     "> Yo‘l yotqizilayotganda ko‘prik bir oyga yopiladi, deb xabar berdi shahar hokimligi."),
    ("> Жители села Верхний Яр остались без\n> моста после весеннего паводка. Вода\n> снесла его ночью.",
     "> Жители села Верхний Яр остались без моста после весеннего паводка. Вода снесла его ночью."),
    ("> Thank you for the pictures of the\n> bridge. We print two.\n>\n> When do you need\n> them back?",
     "> Thank you for the pictures of the bridge. We print two.\n>\n> When do you need\n> them back?"),
    ("> - one point of the list that goes on for quite a while here\n> - another point",
     "> - one point of the list that goes on for quite a while here\n> - another point"),
    ("> Dear Ann,\n>\n> thank you.", "> Dear Ann,\n>\n> thank you."),
]  # fmt: skip


@pytest.mark.parametrize(("mail", "expected"), MAILS)
def test_quoted_lines_are_joined(mail: str, expected: str) -> None:
    assert normalize(mail) == expected


def side_by_side(left: str, right: str, width: int) -> str:
    """Two texts as columns of print, copied row by row."""
    rows = zip_longest(textwrap.wrap(left, width), textwrap.wrap(right, width), fillvalue="")
    return "\n".join(f"{a:<{width}}    {b}".rstrip() for a, b in rows)


@pytest.mark.parametrize("width", [34, 42])
@pytest.mark.parametrize("name", COLUMNS)
def test_columns_copied_row_by_row_come_one_after_the_other(name: str, width: int) -> None:
    left, right = COLUMNS[name], " ".join(reversed(COLUMNS[name].split(". ")))
    found = normalize(f"News\n\n{side_by_side(left, right, width)}\n\nEnd.")
    assert " ".join(found.split()) == f"News {left} {right} End."


@pytest.mark.parametrize(
    "text",
    [
        "Year      Cod    Herring\n2022    1,204      3,310\n2023    1,118      2,954\n2024      987      3,020",
        "Name            Office           City\nAnna Reed       editor           Leeds\nOmar Said       reporter         York\nIris Bell       photographer     Hull",
    ],
)
def test_tables_in_columns_stay(text: str) -> None:
    assert normalize(text) == text


def test_a_dash_that_begins_a_broken_line_is_no_item() -> None:
    text = "Ремонт стоит четыре миллиона сомов, из них половину заплатит министерство, остальное — город. Рыбаки ждут осени и считают дни до открытия причала, а пока чинят сети и лодки, красят дома и ходят на собрания, где спорят о том, сколько рыбы останется в заливе."
    broken = "\n".join(textwrap.wrap(text, 84))
    assert "\n— город" in broken
    assert normalize(broken) == text


def test_a_running_head_is_joined_with_no_paragraph() -> None:
    head = "The Valley Post          3 May"
    pages = [
        "The quay was closed on Monday after divers had\nfound a crack in its wall, which is ninety\nyears old and was built of stone from the",
        "island opposite. Fishermen have to queue at the\nsouthern one, and they say that their catch\nrots while they wait for a place to land it",
        "in the evening. The ministry pays for half of\nthe repairs, and the town for the rest, which\nit will borrow from a bank in the capital.",
    ]
    lines = normalize("\n".join(f"{head}\n{page}\n{n}" for n, page in enumerate(pages, 12)))
    assert lines.split("\n").count(head) == 3
    assert len(lines.split("\n")) == 9
