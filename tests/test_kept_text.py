# ruff: noqa: E501  (a golden has one line a block)
"""Article text beside junk stays: short sentences that close it, and what follows an advert.

To lose a sentence of the article is worse than to keep a line of junk.
"""

from __future__ import annotations

import pytest
from notation import check_marked

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


# A list without bullets or full stops, a credit, and the sentences that close the article.
LISTS = [
    "The council closed the pool in June. ¶ The roof leaks, the mayor said, and the town has no money for a new one until the autumn. ¶ Lane 1: swimmers ¶ Lane 2: children ¶ ¤Photo: Town hall ¶ Season tickets will not be refunded. ¶ The sauna stays open.",
    "The harbour bought two new ferries. ¶ Each of them carries two hundred people and thirty cars, and both were built in a yard in the north. ¶ Ferry 12: Northfield – Westport ¶ Ferry 14: Westport – Eastbridge ¶ ¤Photo: Port authority ¶ The old boats were sold. ¶ Nobody lost a job.",
    "The library has new hours. ¶ From May the reading room is open in the evening, said the director, because students had asked for it for years. ¶ Monday: 9 to 18 ¶ Saturday: 10 to 16 ¶ ¤Photo: Ida Moss ¶ It is closed on Sundays. ¶ ¤Read also: Why the old mill burned",
    "Two trains were cancelled on Friday. ¶ Passengers waited for six hours in the station hall, the railway said, and were given neither water nor blankets. ¶ Train 17 to Northfield ¶ Train 21 to Greenhill ¶ ¤Image: Lake Courier ¶ Money will be paid back by Monday. ¶ ¤Share ¶ ¤Telegram",
    "В Кокшетау открыли каток. ¶ Лёд зальют заново, как сообщили в акимате, потому что первый растаял за два тёплых дня в начале декабря. ¶ Сеанс 1: дети ¶ Сеанс 2: взрослые ¶ ¤Фото: акимат ¶ Коньки дают бесплатно. ¶ Тренер не нашёлся.",
    "Больница в Токмоке купила томограф. ¶ Аппарат стоит 48 млн сомов, и деньги на него собирали почти два года, рассказал главный врач. ¶ Кабинет 4 – взрослые ¶ Кабинет 6 – дети ¶ ¤Фото: пресс-служба больницы ¶ Очереди пока нет. ¶ Старый аппарат не выбросят.",
    "Театр показал новую пьесу. ¶ Билеты разошлись за три часа, говорит режиссёр, и до конца сезона спектакль сыграют ещё восемь раз. ¶ Роль Анны – Мария Ли ¶ Роль Петра – Азамат Ким ¶ ¤Фото: Kloop ¶ Спектакль идёт два часа. ¶ Детей в зал не пускают. ¶ ¤Читайте также: Как живут артисты",
    "В городе изменили маршруты автобусов. ¶ Изменения вступят в силу в понедельник, и проезд, по словам мэра, останется прежним до конца года. ¶ Автобус № 5 – до вокзала ¶ Автобус № 9 – до рынка ¶ ¤Фото: мэрия ¶ Остановки не перенесут. ¶ ¤Поделиться ¶ ¤Telegram",
    "Қалада жаңа мектеп ашылды. ¶ Мектепте мың екі жүз бала оқиды, ал мұғалімдер саны әзірге жетпейді, деп хабарлады қала әкімдігі сәрсенбіде. ¶ 1-корпус: бастауыш сыныптар ¶ 2-корпус: жоғары сыныптар ¶ ¤Фото: әкімдік ¶ Автобус әлі жүрмейді. ¶ Асхана жабық.",
    "Шаарда эки жаңы автобус чыкты. ¶ Алар күн сайын эртең мененки алтыдан кечки онго чейин жүрөт, деп билдирди мэриянын басма сөз кызматы. ¶ № 3 каттам: Вокзал – Базар ¶ № 7 каттам: Базар – Парк ¶ ¤Сүрөт: мэрия ¶ Жол кире өзгөргөн жок. ¶ Айдоочулар жетишпейт.",
    "Shaharda ikki yangi maktab ochildi. ¶ Ularda ikki ming bola o‘qiydi, biroq o‘qituvchilar hali yetishmaydi, dedi shahar hokimi chorshanba kuni jurnalistlarga. ¶ 1-bino: kichik sinflar ¶ 2-bino: katta sinflar ¶ ¤Foto: hokimlik ¶ Oshxona hali yopiq. ¶ Avtobus qatnamaydi.",
    "Дар шаҳр ду мактаби нав кушода шуд. ¶ Дар онҳо ду ҳазор кӯдак таҳсил мекунад, вале муаллимон ҳоло намерасанд, гуфт раиси шаҳр ба рӯзноманигорон. ¶ Бинои 1: синфҳои поёнӣ ¶ Бинои 2: синфҳои болоӣ ¶ ¤Акс: ҳукумат ¶ Ошхона баста аст. ¶ Автобус намегардад.",
    "The farm sells milk at the gate. ¶ The price has not changed since the spring, the farmer says, though hay costs twice as much as a year ago. ¶ Cow's milk – 90 cents ¶ Goat's milk – 2 euros ¶ ¤Photo: Ann Lee ¶ Bring your own bottle. ¶ Cheese is sold out. ¶ ¤Related articles ¶ ¤Hay is dear again this year ¶ ¤Who buys the old dairy now ¶ ¤Village fair moves to Sunday",
    "The council closed the pool in June. ¶ The roof leaks, the mayor said, and the town has no money for a new one until the autumn. ¶ Lane 1: swimmers ¶ Lane 2: children ¶ Lane 3: schools ¶ Lane 4: the club ¶ ¤Photo: Town hall ¶ Season tickets will not be refunded. ¶ The sauna stays open.",
    "The harbour bought three new ferries. ¶ Each of them carries two hundred people and thirty cars, and both were built in a yard in the north. ¶ Ferry 12: Northfield – Westport ¶ Ferry 14: Westport – Eastbridge ¶ Ferry 15: Eastbridge – Northfield ¶ ¤Photo: Port authority ¶ The old boats were sold. ¶ ¤Share ¶ ¤Telegram",
    "The library has new hours. ¶ From May the reading room is open in the evening, said the director, because students had asked for it for years. ¶ Monday: 9 to 18 ¶ Tuesday: 9 to 20 ¶ Wednesday: 9 to 18 ¶ Thursday: 9 to 20 ¶ Saturday: 10 to 16 ¶ ¤Photo: Ida Moss ¶ It is closed on Sundays. ¶ ¤Read also: Why the old mill burned",
    "Театр показал новую пьесу. ¶ Билеты разошлись за три часа, говорит режиссёр, и до конца сезона спектакль сыграют ещё восемь раз. ¶ Роль Анны – Мария Ли ¶ Роль Петра – Азамат Ким ¶ Роль отца – Нурлан Асанов ¶ Роль матери – Айгуль Серова ¶ ¤Фото: Kloop ¶ Спектакль идёт два часа. ¶ Детей в зал не пускают. ¶ ¤Читайте также: Как живут артисты",
    "В городе изменили маршруты автобусов. ¶ Изменения вступят в силу в понедельник, и проезд, по словам мэра, останется прежним до конца года. ¶ Автобус № 5 – до вокзала ¶ Автобус № 9 – до рынка ¶ Автобус № 11 – до парка ¶ ¤Фото: мэрия ¶ Остановки не перенесут. ¶ ¤Поделиться ¶ ¤Telegram",
    "Қалада жаңа мектеп ашылды. ¶ Мектепте мың екі жүз бала оқиды, ал мұғалімдер саны әзірге жетпейді, деп хабарлады қала әкімдігі сәрсенбіде. ¶ 1-корпус: бастауыш сыныптар ¶ 2-корпус: жоғары сыныптар ¶ 3-корпус: спорт залы ¶ ¤Фото: әкімдік ¶ Автобус әлі жүрмейді. ¶ Асхана жабық.",
    "Shaharda uchta yangi maktab ochildi. ¶ Ularda ikki ming bola o‘qiydi, biroq o‘qituvchilar hali yetishmaydi, dedi shahar hokimi chorshanba kuni jurnalistlarga. ¶ 1-bino: kichik sinflar ¶ 2-bino: katta sinflar ¶ 3-bino: sport zali ¶ 4-bino: oshxona ¶ ¤Foto: hokimlik ¶ Avtobus qatnamaydi.",
]  # fmt: skip

# Years of a list are no dates of publication.
YEARS = [
    "Prices will rise more slowly, says the bank. ¶ In its new report the bank expects that bread and fuel will cost less than this spring. ¶ 2026: 5.8 % ¶ 2027: 4.9 % ¶ ¤Photo: Ida Moss ¶ The report comes out twice a year.",
    "Цены будут расти медленнее, считает банк. ¶ В новом докладе банк ожидает, что хлеб и топливо подешевеют уже к концу этой весны. ¶ 2026 год — 5,8% ¶ 2027 год — 4,9% ¶ ¤Фото: банк ¶ Доклад выходит дважды в год.",
    "Банк баға баяу өседі деп отыр. ¶ Жаңа есебінде банк нан мен жанармай осы көктемнің соңына қарай арзандайды деп күтеді. ¶ 2026 жыл — 5,8% ¶ 2027 жыл — 4,9% ¶ ¤Фото: банк ¶ Есеп жылына екі рет шығады.",
]  # fmt: skip

# A text that begins with a sentence of its article, and buttons below it.
OPENINGS = [
    "The pool is closed until June. ¶ ¤Print ¶ ¤Email ¶ ¤Share ¶ ¤Tweet ¶ The town has had a pool since 1931, and it was built by people without work in a single winter.",
    "The mayor has left the party. ¶ He gave no reason. ¶ ¤Share ¶ ¤Copy link ¶ ¤Print ¶ ¤Email ¶ Before that he ran the town's park for three years and taught history in a village school in the hills.",
    "The mill burned down on Sunday. ¶ ¤Share ¶ ¤Save ¶ ¤Follow us ¶ ¤Telegram ¶ It had stood empty for nine years, and nobody knows yet who left a lamp in the cellar, firemen said. ¶ ¤Most read ¶ ¤Rain returns to the valley today ¶ ¤Who pays for the new bridge",
    "Мэр Нарына вышел из партии. ¶ Причину он не назвал. ¶ ¤Поделиться ¶ ¤Печать ¶ ¤В закладки ¶ ¤Telegram ¶ До этого он три года руководил городским парком, а ещё раньше преподавал историю в сельской школе.",
    "Старая мельница сгорела в воскресенье. ¶ ¤Поделиться ¶ ¤Сохранить ¶ ¤Распечатать ¶ ¤WhatsApp ¶ Она девять лет стояла пустой, и пока никто не знает, кто оставил в подвале лампу, говорят пожарные.",
    "Бассейн закрыт до самого июня. ¶ ¤Печать ¶ ¤Поделиться ¶ ¤Нравится ¶ ¤Facebook ¶ Бассейн в городе построили ещё в 1931 году, за одну зиму, люди, которые остались без работы. ¶ ¤Похожие новости ¶ ¤Мост закроют на целый месяц ¶ ¤Порт купил второй кран",
    "Әкім партиядан шықты, деді баспасөз. ¶ Себебін айтпады. ¶ ¤Бөлісу ¶ ¤Басып шығару ¶ ¤Telegram ¶ ¤WhatsApp ¶ Бұған дейін ол үш жыл қалалық саябақты басқарды, ал одан бұрын ауыл мектебінде тарихтан сабақ берді.",
    "Эски тегирмен жекшемби күнү күйдү. ¶ ¤Бөлүшүү ¶ ¤Telegram ¶ ¤WhatsApp ¶ ¤Facebook ¶ Ал тогуз жыл бош турган, жертөлөдө чыракты ким калтырганын азырынча эч ким билбейт, дешти өрт өчүргүчтөр.",
    "Eski tegirmon yakshanba kuni yondi. ¶ ¤Ulashish ¶ ¤Telegram ¶ ¤WhatsApp ¶ ¤Facebook ¶ U to‘qqiz yil bo‘sh turgan edi, yerto‘lada chiroqni kim qoldirganini hozircha hech kim bilmaydi, dedi o‘t o‘chiruvchilar.",
]  # fmt: skip

# Sentences that end with the marks of notes.
NOTES = [
    "The bridge over the Tarn is a road bridge in Northfield, built of grey stone from the hills behind the town.[1] ¶ In 1931 it carried 4,200 carts, 96 of them loaded with coal.[2][3] Its builder was Ida Moss.[citation needed] ¶ ¤See also ¶ ¤List of bridges of the valley",
    "The town museum stands in the old tobacco factory, beside the harbour, and is open on every day but Monday.[1] ¶ It shows 12,000 objects, 300 of them from one family.[4] [5] ¶ ¤Read also: Why the old mill burned",
    "The ferry runs between the two towns from the beginning of April until the end of October of each year.[who?] ¶ Two boats carry 310,000 people.[6] ¶ It is free for children.[7][8] ¶ ¤Related articles ¶ ¤Bridge closed for a whole month ¶ ¤Port buys a second crane",
    "The lake froze in the winter of 1963, when the post came to the islands by sledge for nine weeks.[a] ¶ People crossed it on foot.[b][note 2] ¶ ¤Share ¶ ¤Telegram",
    "Нарынский мост — автомобильный мост через реку в центре города, который построили из серого камня за три года.[1] ¶ В 1967 году по нему прошло 4 200 машин, из них 96 — с углём.[2][3] Строил его Пётр Ким.[уточнить] ¶ ¤См. также ¶ ¤Список мостов области",
    "Городской музей работает в старой табачной фабрике у порта и открыт каждый день, кроме понедельника и праздников.[источник не указан 210 дней] ¶ В нём двенадцать тысяч предметов.[4][5] ¶ ¤Поделиться ¶ ¤Telegram",
    "Озеро замерзло зимой 1963 года, и почту на острова девять недель подряд возили по льду на санях.[кем?] ¶ Рыбаки ходили через озеро пешком.[6][прояснить] ¶ ¤Похожие новости ¶ ¤Мост закроют на целый месяц ¶ ¤Порт купил второй кран",
    "Нарын көпірі — қала ортасындағы өзен арқылы өтетін, үш жылда сұр тастан салынған автомобиль көпірі болып саналады.[1] ¶ 1967 жылы одан 4 200 көлік өтті, 96-сы көмір тиеген.[2][3] Оны Пётр Ким салған.[дәйексөз керек] ¶ ¤Тағы қараңыз ¶ ¤Облыс көпірлерінің тізімі",
    "Нарын көпүрөсү — шаардын ортосундагы дарыядан өткөн, үч жылда боз таштан салынган унаа көпүрөсү болуп эсептелет.[1] ¶ 1967-жылы андан 4 200 унаа өткөн, 96сы көмүр ташыган.[2][3] Аны Пётр Ким курган.[тактоо] ¶ ¤Дагы караңыз ¶ ¤Облустун көпүрөлөрүнүн тизмеси",
    "Norin ko‘prigi — shahar markazidagi daryo ustidan o‘tadigan, uch yilda kulrang toshdan qurilgan avtomobil ko‘prigi hisoblanadi.[1] ¶ 1967 yilda undan 4 200 mashina o‘tgan.[2][3] ¶ ¤Yana o‘qing ¶ ¤Viloyat ko‘priklari ro‘yxati",
]  # fmt: skip

# Letters: their greeting begins the text, and the names and fields above it are no menu.
LETTERS = [
    "Subject: Reports ¶ Dear colleagues, ¶ please send me your reports by Friday, because the director will read them on Monday morning. ¶ The store is closed. ¶ ¤Unsubscribe",
    "To: all staff ¶ Subject: Photographs ¶ Dear all! ¶ The photographer comes on Thursday and needs a permit for the roof, so please tell me who can sign it. ¶ ¤Subscribe to our newsletter ¶ ¤Telegram",
    "Lowland Courier ¶ Desk ¶ Dear colleagues! ¶ The second page still lacks a picture of the ferry, and the one that came yesterday is too dark to be printed. ¶ ¤Share",
    "Тема: отчёты ¶ Уважаемые коллеги! ¶ Прошу прислать отчёты до пятницы, потому что в понедельник утром их будет смотреть директор вместе с главным бухгалтером. ¶ Склад закрыт. ¶ ¤Отписаться",
    "Кому: всем сотрудникам ¶ Тема: вода ¶ Уважаемые жильцы! ¶ Воду отключат во вторник с девяти до шести, потому что на всей улице меняют трубы, проложенные ещё в прошлом веке. ¶ ¤Поделиться ¶ ¤Telegram",
    "Степной завод ¶ Отдел кадров ¶ Дорогие друзья! ¶ С понедельника газета будет выходить после обеда, потому что станок в старом цехе целый месяц будут чинить. ¶ ¤Поделиться ¶ ¤Нравится ¶ ¤Facebook",
    "Тақырыбы: есептер ¶ Құрметті әріптестер! ¶ Есептеріңізді жұмаға дейін жіберіңіздер, өйткені дүйсенбіде оларды директор қарайды, кейін министрлікке жібереміз. ¶ Қойма жабық. ¶ ¤Бөлісу",
    "Дала зауыты ¶ Кадр бөлімі ¶ Құрметті әріптестер! ¶ Газет дүйсенбіден бастап түстен кейін шығады, өйткені ескі цехтағы станок бір ай бойы жөнделеді деп отыр. ¶ ¤Бөлісу ¶ ¤Telegram",
    "Тема: отчёттор ¶ Талаа заводу ¶ Урматтуу кесиптештер! ¶ Отчёттуңарды жумага чейин жөнөткүлө, анткени дүйшөмбүдө аларды директор карайт, андан кийин министрликке жөнөтөбүз. ¶ ¤Бөлүшүү ¶ ¤Telegram",
    "Mavzu: hisobotlar ¶ Dala zavodi ¶ Hurmatli hamkasblar! ¶ Hisobotlaringizni jumagacha yuboring, chunki dushanba kuni ularni direktor ko‘radi, keyin vazirlikka yuboramiz. ¶ ¤Ulashish ¶ ¤Telegram",
    "Good morning, Anna! ¶ The second page still lacks a picture of the ferry, and the one that came yesterday is too dark to be printed. ¶ ¤Share",
    "Добрый день, коллеги! ¶ Фотограф придёт в четверг. ¶ Ему нужен пропуск на крышу, поэтому напишите мне до завтрашнего полудня, кто из вас может его подписать. ¶ ¤Подписаться на рассылку",
    "Дорогие друзья! ¶ С понедельника газета будет выходить после обеда, потому что станок в старом цехе целый месяц будут чинить. ¶ ¤Поделиться ¶ ¤Нравится ¶ ¤Facebook",
]  # fmt: skip

# Short sentences that are paragraphs of their own, with blank lines around, between lines of junk.
APART = [
    "Школу закрыли из-за гриппа ¶ Школу № 5 в Нарыне закрыли на карантин до 10 февраля, сообщил Минздрав. ¶ ¤ВКонтакте ¶ ¤Одноклассники ¶ ¤Telegram ¶ Болеют 40 детей. ¶ Учёба идёт онлайн. ¶ ¤Смотрите также ¶ ¤Грипп пришёл в Ош",
    "Almaty raises bus fares ¶ Almaty will raise fares to 120 tenge from September 1, the city said. ¶ ¤Share this ¶ ¤Facebook ¶ Pensioners will travel free. ¶ ¤Advertisement ¶ Critics call it unfair.",
    "Тариф вырос ¶ С 1 мая тариф на газ вырос до 650 сумов, сообщил Минэнерго. ¶ ¤Время чтения: 3 мин. ¶ Тариф пересмотрят. ¶ ¤Фото: Depositphotos",
    "Kazakhstan bans plastic bags ¶ Kazakhstan will ban thin plastic bags from 2027, the ecology ministry said. ¶ ¤Tweet ¶ ¤Email ¶ ¤Copy link ¶ The law passed 98-0. ¶ ¤Recommended ¶ ¤Ten ways to cut waste",
    "Мост в Оше закрыли на ремонт ¶ Мэрия Оша закрыла мост через Ак-Буру до 20 августа, сообщила пресс-служба. ¶ ¤Facebook ¶ ¤Twitter ¶ ¤WhatsApp ¶ ¤Копировать ссылку ¶ Прокуратура ведёт проверку. ¶ ¤Читайте также: ¶ ¤В Бишкеке перекрыли Южную магистраль ¶ ¤Цены на бензин снова выросли",
    "Школу закрыли из-за гриппа ¶ Школу № 5 в Нарыне закрыли на карантин до 10 февраля, сообщил Минздрав. ¶ ¤Смотрите также ¶ ¤Грипп пришёл в Ош ¶ Болеют 40 детей. ¶ Учёба идёт онлайн. ¶ ¤Поделиться",
    "The dam is full again ¶ The dam above the valley is full for the first time in nine years, engineers said. ¶ ¤Share ¶ ¤Print ¶ ¤Save ¶ Boats are back. ¶ ¤Related articles ¶ ¤Metro gets two new stations ¶ Fishing is allowed. ¶ ¤© 2026 Dam Post",
    "Two schools merge ¶ Two schools on the hill will merge in autumn because they have too few pupils. ¶ ¤Facebook ¶ ¤Telegram ¶ 40 teachers will stay. ¶ ¤Sign up for our newsletter ¶ Parents have protested. ¶ ¤Leave a comment",
    "Завод остановили ¶ Цементный завод в Кувасае остановили на две недели из-за нехватки газа, сообщил хокимият. ¶ ¤Telegram ¶ ¤Поделиться ¶ ¤Реклама ¶ Рабочим заплатят. ¶ ¤Подписаться ¶ Цемента хватит. ¶ ¤Оставить комментарий",
    "Мектеп жабылды ¶ Нарындағы № 5 мектеп тұмауға байланысты 10 ақпанға дейін жабылды, деп хабарлады министрлік. ¶ ¤Facebook ¶ ¤Telegram ¶ ¤Бөлісу ¶ Қырық бала ауырды. ¶ ¤Жарнама ¶ Сабақ онлайн өтеді. ¶ ¤Соңғы жаңалықтар ¶ ¤Ошта тұмау басталды",
    "Maktab yopildi ¶ Norindagi beshinchi maktab gripp tufayli o‘ninchi fevralgacha yopildi, dedi vazirlik vakili. ¶ ¤Facebook ¶ ¤Telegram ¶ ¤Ulashish ¶ Qirq bola kasal. ¶ ¤Reklama ¶ Darslar onlayn o‘tadi. ¶ ¤So‘nggi yangiliklar ¶ ¤O‘shda gripp boshlandi",
]  # fmt: skip


@pytest.mark.parametrize("golden", APART)
def test_a_short_sentence_amid_junk_is_a_paragraph_of_its_own(golden: str) -> None:
    check_marked(golden, "\n\n")


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a line each", "blank lines"])
@pytest.mark.parametrize("golden", LETTERS)
def test_a_letter_begins_with_its_greeting(golden: str, gap: str) -> None:
    check_marked(golden, gap)
    head = golden.split(" ¶ ")
    text = gap.join(block.lstrip("¤") for block in head)
    kinds = [block.kind for block in blocks.split(text)]
    greeting = next(i for i, line in enumerate(head) if line[-1] in "!,")
    assert kinds[: greeting + 1] == ["byline"] * greeting + ["paragraph"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a line each", "blank lines"])
@pytest.mark.parametrize("golden", [*LISTS, *YEARS, *OPENINGS, *NOTES])
def test_only_what_is_marked_is_junk(golden: str, gap: str) -> None:
    check_marked(golden, gap)


@pytest.mark.parametrize("golden", YEARS)
def test_years_of_a_list_are_no_byline(golden: str) -> None:
    lines = [line.lstrip("¤") for line in golden.split(" ¶ ")]
    assert "byline" not in kinds(lines, "\n")
