# ruff: noqa: E501  (a golden has one line a block)
"""Article text beside junk stays: short sentences that close it, and what follows an advert.

To lose a sentence of the article is worse than to keep a line of junk.
"""

from __future__ import annotations

import pytest

from nlpkit.preprocessing import blocks

ARTICLES = {
    "en": """The ferry across the lake will run again from Thursday
The ferry across the lake will run again from Thursday, the port authority said after a week of repairs.
Divers found a rope around one of the propellers, and the shaft had to be straightened in a workshop in the capital.
Tickets cost as much as before, and those bought for the lost week can be used until the end of the year.""",
    "ru": """Паром через озеро снова пойдёт с четверга
Паром через озеро снова пойдёт с четверга, сообщили в управлении порта после недели ремонта.
Водолазы нашли канат на одном из винтов, а вал пришлось выпрямлять в мастерской в столице.
Билеты стоят столько же, а купленные на пропавшую неделю можно использовать до конца года.""",
    "kk": """Көл арқылы өтетін паром бейсенбіден бастап жүреді
Көл арқылы өтетін паром бір апталық жөндеуден кейін бейсенбіден бастап қайта жүреді, деп хабарлады порт басқармасы.
Сүңгуірлер бұранданың біріне оралған арқанды тауып, білікті астанадағы шеберханада түзетуге тура келді.
Билет бағасы өзгерген жоқ, ал жоғалған аптаға сатып алынған билеттерді жыл соңына дейін пайдалануға болады.""",
    "ky": """Көл аркылуу өтүүчү паром бейшембиден тартып жүрөт
Көл аркылуу өтүүчү паром бир жумалык оңдоодон кийин бейшембиден тартып кайра жүрөт, деп билдирди порт башкармалыгы.
Суучулдар бураманын бирине оролгон арканды таап, валды борбордогу устаканада түздөөгө туура келди.
Билеттин баасы өзгөргөн жок, ал эми өтпөй калган жумага алынган билеттерди жыл аягына чейин колдонсо болот.""",
    "uz": """Ko‘l orqali o‘tadigan parom payshanbadan boshlab qatnaydi
Ko‘l orqali o‘tadigan parom bir haftalik ta’mirdan keyin payshanbadan boshlab yana qatnaydi, dedi port boshqarmasi.
G‘avvoslar parraklardan biriga o‘ralgan arqonni topdi, valni esa poytaxtdagi ustaxonada to‘g‘rilashga to‘g‘ri keldi.
Chipta narxi o‘zgarmadi, o‘tib ketgan hafta uchun olingan chiptalarni yil oxirigacha ishlatish mumkin.""",
    "tg": """Пароми кӯл аз рӯзи панҷшанбе боз ба кор медарояд
Пароми кӯл пас аз як ҳафтаи таъмир аз рӯзи панҷшанбе боз ба кор медарояд, хабар дод раёсати бандар.
Ғаввосон дар яке аз парвонаҳо арғамчине ёфтанд ва меҳварро дар устохонаи пойтахт рост кардан лозим омад.
Нархи чипта тағйир наёфт, чиптаҳои ҳафтаи гузаштаро бошад, то охири сол истифода бурдан мумкин аст.""",
}

# language, the sentence that closes the article, what stands below it
CLOSINGS = [
    ("en", "The trial begins in March.", "Share\nFacebook"),
    ("en", "No one was hurt.", "Share this article\nTelegram\nWhatsApp"),
    ("en", "Work goes on.", "Most read\nRain to return on Friday\nSchool gets a new roof\nWho owns the old mill?"),
    ("en", "The mayor did not answer.", "Tags: ferry, lake, port\nSubscribe to our newsletter"),
    ("en", "\"We will wait,\" he said.", "Related articles\nBridge closed for a month\nPort buys a second crane\nFishermen count their losses"),
    ("en", "An appeal is possible.", "© 2025 Lake Courier. All rights reserved."),
    ("en", "The pier stays shut.", "Leave a comment"),
    ("en", "It opens on Monday.", "Read more: The crane that came too late\nFollow us on Telegram"),
    ("ru", "Проверка продолжается.", "Поделиться\nWhatsApp"),
    ("ru", "Приговор огласят осенью.", "Поделиться\nTelegram\nFacebook"),
    ("ru", "Пострадавших нет.", "Теги: паром, озеро"),
    ("ru", "Мэр молчит.", "Похожие новости\nВ горах выпал снег\nМост закроют на месяц\nРыбаки считают убытки"),
    ("ru", "Сроки не называются.", "Нашли ошибку? Выделите её и нажмите Ctrl+Enter"),
    ("ru", "«Мы подождём», — сказал он.", "Читайте также: Кран опоздал\nПодписаться"),
    ("ru", "Работы идут по плану.", "Просмотров: 311\nПоделиться"),
    ("ru", "Дело передали в суд.", "Оставить комментарий"),
    ("kk", "Сот наурызда өтеді.", "Бөлісу\nTelegram"),
    ("kk", "Зардап шеккендер жоқ.", "Тегтер: паром, көл"),
    ("kk", "Тергеу жалғасуда.", "Соңғы жаңалықтар\nТауда қар жауды\nКөпір бір айға жабылады\nБалықшылар шығынын есептеді"),
    ("ky", "Сот мартта болот.", "Бөлүшүү\nTelegram"),
    ("ky", "Жабыркагандар жок.", "Тегдер: паром, көл"),
    ("ky", "Иликтөө жүрүп жатат.", "Акыркы жаңылыктар\nТоодо кар жаады\nКөпүрө бир айга жабылат"),
    ("uz", "Sud martda bo‘ladi.", "Ulashish\nTelegram"),
    ("uz", "Jabrlanganlar yo‘q.", "Teglar: parom, ko‘l"),
    ("uz", "Tergov davom etmoqda.", "So‘nggi yangiliklar\nTog‘da qor yog‘di\nKo‘prik bir oyga yopiladi"),
    ("tg", "Мурофиа дар март аст.", "Навтарин хабарҳо\nДар кӯҳ барф борид\nКӯпрук як моҳ баста мешавад"),
    ("tg", "Касе осеб надид.", "Барчаспҳо: паром, кӯл\nTelegram"),
]  # fmt: skip

# language, the label of an advert, the paragraph after it
ADVERTS = [
    ("en", "Advertisement", "Islanders say they want a bridge."),
    ("en", "ADVERTISEMENT", "The next boat leaves at noon."),
    ("en", "Sponsored", "The council will vote on Friday."),
    ("en", "Story continues below advertisement", "Two other boats are for sale."),
    ("en", "Paid content", "Nobody on board noticed."),
    ("ru", "Реклама", "Островитяне просят построить мост."),
    ("ru", "На правах рекламы", "Следующий рейс уйдёт в полдень."),
    ("ru", "РЕКЛАМА", "Второй паром выставлен на продажу."),
    ("ru", "Реклама", "Депутаты проголосуют в пятницу."),
    ("ru", "На правах рекламы", "В порту надеются, что до зимы паром больше не остановится, и просят пассажиров не бросать канаты за борт."),
    ("kk", "Жарнама", "Аралдағылар көпір сұрап отыр."),
    ("kk", "Жарнама", "Келесі кеме түсте шығады."),
    ("ky", "Жарнама", "Аралдагылар көпүрө сурап жатышат."),
    ("ky", "Жарнама", "Кийинки кеме түштө чыгат."),
    ("uz", "Reklama", "Orolliklar ko‘prik so‘ramoqda."),
    ("uz", "Reklama", "Keyingi kema tushda jo‘naydi."),
    ("tg", "Реклама", "Ҷазиранишинон кӯпрук мехоҳанд."),
]  # fmt: skip


def kinds(lines: list[str], gap: str) -> list[str]:
    found = blocks.split(gap.join(lines))
    assert len(found) == len(lines)
    return [block.kind for block in found]


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a line each", "blank lines"])
@pytest.mark.parametrize(("language", "closing", "below"), CLOSINGS)
def test_a_short_sentence_closes_the_article(
    language: str, closing: str, below: str, gap: str
) -> None:
    article = ARTICLES[language].splitlines()
    junk = below.splitlines()
    expected = ["title", *["paragraph"] * len(article), *["junk"] * len(junk)]
    assert kinds([*article, closing, *junk], gap) == expected


@pytest.mark.parametrize("last", [True, False], ids=["last", "amid"])
@pytest.mark.parametrize(("language", "label", "after"), ADVERTS)
def test_an_advert_takes_its_own_block_only(
    language: str, label: str, after: str, last: bool
) -> None:
    *article, end = ARTICLES[language].splitlines()
    rest = [after] if last else [after, end]
    expected = ["title", *["paragraph"] * (len(article) - 1), "junk", *["paragraph"] * len(rest)]
    assert kinds([*article, label, *rest], "\n\n") == expected


LABELS = {
    "en": [
        "Read also:",
        "RELATED",
        "More on this:",
        "See also:",
        "You may also like",
        "Recommended",
    ],
    "ru": [
        "Читайте также:",
        "ЧИТАЙТЕ ТАКЖЕ",
        "По теме:",
        "Читать еще:",
        "Другие новости:",
        "Похожие новости",
    ],
    "kk": ["Тағы оқыңыз:", "Сондай-ақ оқыңыз:", "Оқи отырыңыз:"],
}
LINKS = {
    "en": [
        "Former mayor put under house arrest",
        "Weapons found in a barn near Orlo",
        "What a bus ticket costs in the city",
        "Weekend weather: rain and strong wind",
    ],
    "ru": [
        "Экс-мэра Оша отправили под домашний арест",
        "В Нарыне нашли тайник с оружием",
        "Сколько стоит проезд в столице",
        "Погода на выходные: дождь и ветер",
    ],
    "kk": [
        "Бұрынғы әкім үйқамаққа алынды",
        "Нарында қару қоймасы табылды",
        "Қалада жол жүру құны қанша",
        "Демалыс күндерінің ауа райы қандай болады",
    ],
}
REST = {
    "en": [
        "A court will decide on bail on Friday. He denies the charge.",
        "The council declined to comment.",
    ],
    "ru": [
        "Дело возбуждено по ст. 342 УК КР. Суд избрал меру пресечения до 12 мая.",
        "Мэрия от комментариев отказалась.",
    ],
    "kk": [
        "Сот оны 12 мамырға дейін қамауға алды. Іс тергелуде.",
        "Әкімдік түсініктеме беруден бас тартты.",
    ],
}


@pytest.mark.parametrize("foot", [[], ["Share", "Telegram", "Facebook"]])
@pytest.mark.parametrize("links", [1, 2, 4])
@pytest.mark.parametrize("golden", [(lang, label) for lang in LABELS for label in LABELS[lang]])
def test_an_article_goes_on_behind_links_to_others(
    golden: tuple[str, str], links: int, foot: list[str]
) -> None:
    lang, label = golden
    opening = ARTICLES[lang].splitlines()[1:3]
    lines = [*opening, label, *LINKS[lang][:links], *REST[lang], *foot]
    text = "\n\n".join(lines)
    kept = "".join(text[b.start : b.end] for b in blocks.split(text) if b.kind != "junk")
    for line in (*opening, *REST[lang]):
        assert line in kept
    assert label not in kept


TERMS = [
    "By signing up you agree to our Terms.",
    "By clicking the button, you accept the privacy policy",
    "By continuing, you agree to receive letters from us.",
    "Подписываясь, вы соглашаетесь с условиями.",
    "Отправляя форму, вы даёте согласие на обработку данных.",
]
NO_TERMS = [
    "By signing up, the two states agreed to cut emissions by half, officials said.",
    "By joining the union members get a lawyer for their disputes with the port.",
    "Подписываясь под договором, стороны обещали сократить выбросы вдвое.",
]


@pytest.mark.parametrize("line", [*TERMS, *NO_TERMS])
def test_terms_of_a_form_amid_an_article(line: str) -> None:
    lang = "en" if line.isascii() else "ru"
    before, *after = ARTICLES[lang].splitlines()[1:]
    text = "\n\n".join([before, line, "Share" if lang == "en" else "Поделиться", *after])
    [block] = [b for b in blocks.split(text) if text[b.start : b.end].strip() == line]
    assert block.kind == ("junk" if line in TERMS else "paragraph")


BOXES = {
    "en": [
        [
            "Sign up for our newsletter",
            "Email address [Subscribe]",
            "By signing up you agree to our Terms.",
        ],
        ["Advertisement", "Share"],
        ["Read also: Former mayor put under house arrest"],
        ["Photo: Ida Moss / Lake Courier", "Share this article"],
    ],
    "ru": [
        ["Подпишитесь на рассылку", "Ваш e-mail", "Подписываясь, вы соглашаетесь с условиями."],
        ["Реклама", "Поделиться"],
        ["Читайте также: Экс-мэра отправили под домашний арест"],
        ["Фото: Анна Ли", "Поделиться"],
    ],
}


@pytest.mark.parametrize("foot", [[], ["© 2026 Lake Courier. All rights reserved."]])
@pytest.mark.parametrize("golden", [(lang, box) for lang in BOXES for box in range(4)])
def test_an_article_goes_on_behind_a_box(golden: tuple[str, int], foot: list[str]) -> None:
    lang, box = golden
    opening = ARTICLES[lang].splitlines()[1:3]
    text = "\n\n".join([*opening, *BOXES[lang][box], *REST[lang], *foot])
    kept = "".join(text[b.start : b.end] for b in blocks.split(text) if b.kind != "junk")
    for line in (*opening, *REST[lang]):
        assert line in kept
