# ruff: noqa: E501
"""Paywalls, audio players, marked advertising, calls to subscribe and credits around an article."""

from __future__ import annotations

import pytest
from notation import check_golden, check_marked

from nlpkit import preprocess
from nlpkit.preprocessing import blocks

ENGLISH = """The old cinema on the square opens again
The old cinema on the square will open again in June after eleven years, the town council said on Tuesday.
It has a new roof and two hundred red seats, which were bought from a theatre that closed last year.
The first film will be the one that was showing on the night when the roof came down."""
RUSSIAN = """Старый кинотеатр на площади откроется снова
Старый кинотеатр на площади откроется в июне после одиннадцати лет простоя, сообщили в мэрии во вторник.
У него новая крыша и двести красных кресел, купленных у театра, который закрылся в прошлом году.
Первым покажут фильм, который шёл в тот вечер, когда обвалилась крыша."""
KAZAKH = """Алаңдағы ескі кинотеатр қайта ашылады
Алаңдағы ескі кинотеатр он бір жылдан кейін маусымда қайта ашылады, деп хабарлады қала әкімдігі сейсенбіде.
Оның шатыры жаңа, ал екі жүз қызыл орындығы былтыр жабылған театрдан сатып алынды.
Алғашқы болып шатыр құлаған кеште көрсетілген фильм жүреді."""

LINES = {
    "counter": [
        (RUSSIAN, "👁 12.4K 18:22 ✅"),
        (RUSSIAN, "❤️ 54 👍 32 😢 11"),
        (RUSSIAN, "👁 1,2 тыс. · 21:40"),
        (RUSSIAN, "👍 5 ❤ 3"),
        (ENGLISH, "💬 14  🔁 3  ❤ 120"),
        (ENGLISH, "🔥 210 | 👏 12 | 😱 1"),
        (ENGLISH, "👁 3.1M, 9:05 pm"),
        (KAZAKH, "👀 842 · 10:15"),
    ],
    "navigation": [
        (ENGLISH, "Article\tTalk\tRead\tEdit\tView history"),
        (ENGLISH, "From Wikipedia, the free encyclopedia"),
        (RUSSIAN, "Материал из Википедии — свободной энциклопедии"),
        (RUSSIAN, "Статья Обсуждение Читать Править Править код История"),
    ],
    "paywall": [
        (RUSSIAN, "Осталось прочитать 70% статьи"), (ENGLISH, "70% of this article is left to read"),
        (ENGLISH, "Become a member today."), (KAZAKH, "Мақаланың 70% оқу қалды"),
        (ENGLISH, "You have read 2 of 5 free articles this month."),
        (ENGLISH, "You've reached your limit of free articles. Subscribe for $2 a month."),
        (ENGLISH, "This story is for members only."),
        (ENGLISH, "This article is available to subscribers."),
        (ENGLISH, "Subscribe to read the full story"),
        (ENGLISH, "Sign in to continue reading"),
        (ENGLISH, "To keep reading, create a free account."),
        (ENGLISH, "Already a subscriber? Log in"),
        (ENGLISH, "Unlock this article"),
        (ENGLISH, "1 free article left"),
        (ENGLISH, "Get unlimited digital access for just £1."),
        (RUSSIAN, "Чтобы дочитать, оформите подписку"),
        (RUSSIAN, "Этот материал доступен только подписчикам."),
        (RUSSIAN, "Вы прочитали 3 из 3 бесплатных статей в этом месяце."),
        (RUSSIAN, "Полная версия статьи доступна по подписке"),
        (RUSSIAN, "У вас осталось 2 бесплатных материала"),
        (RUSSIAN, "Чтобы продолжить чтение, войдите или зарегистрируйтесь."),
        (RUSSIAN, "Оформите подписку за 199 ₽ в месяц"),
        (RUSSIAN, "Уже есть подписка? Войти"),
        (RUSSIAN, "Только для подписчиков"),
        (RUSSIAN, "Подпишитесь, чтобы читать дальше"),
        (KAZAKH, "Мақаланы толық оқу үшін жазылыңыз"),
        (KAZAKH, "Бұл мақала тек жазылушыларға арналған."),
        (KAZAKH, "Жазылымды рәсімдеңіз"),
        (ENGLISH, "Maqolani to‘liq o‘qish uchun obuna bo‘ling"),
        (RUSSIAN, "Макаланы толук окуу үчүн жазылыңыз"),
        (RUSSIAN, "Барои хондани идомаи мақола обуна шавед"),
    ],
    "audio_player": [
        (ENGLISH, "Listen to this article"),
        (ENGLISH, "Listen to this article 4 min"),
        (ENGLISH, "0:00 / 3:45"),
        (ENGLISH, "Audio version"),
        (RUSSIAN, "Слушать новость"),
        (RUSSIAN, "Слушать новость 00:00 / 02:13"),
        (RUSSIAN, "Прослушать статью (3 мин)"),
        (RUSSIAN, "Аудиоверсия материала"),
        (KAZAKH, "Мақаланы тыңдау"),
        (KAZAKH, "Тыңдау 00:00 / 04:20"),
        (ENGLISH, "Maqolani tinglash"),
        (RUSSIAN, "Макаланы угуу 0:00 / 2:31"),
    ],
    "advertising": [
        (RUSSIAN, "Реклама. ООО «Василёк», ИНН 1234567890, erid: 3AbcdEfGh1"),
        (RUSSIAN, "Реклама: АО «Север», erid 2VtzqX9yz"),
        (RUSSIAN, "Скидки на шины до конца мая. Реклама. ИП Ли, erid: LjN8K1abc"),
        (RUSSIAN, "На правах рекламы"),
        (RUSSIAN, "Реклама ООО «Василёк»"),
        (RUSSIAN, "Рекламодатель: ООО «Василёк»"),
        (ENGLISH, "Paid for by Lowland Tyres"),
        (ENGLISH, "Sponsored content"),
        (ENGLISH, "This is a paid post."),
        (KAZAKH, "Жарнама. «Көктем» ЖШС"),
        (ENGLISH, "Reklama. “Bahor” MChJ"),
    ],
    "share_bar": [
        (RUSSIAN, "Оставайтесь с нами в Telegram: t.me/example_kg"),
        (ENGLISH, "Stay with us on Telegram: t.me/example"),
        (KAZAKH, "Биз менен Telegramда болуңуз: t.me/example_kg"),
        (RUSSIAN, "Подписывайтесь 👉 @cinema_news"),
        (RUSSIAN, "👉 Подпишитесь на наш канал: t.me/cinema_news"),
        (RUSSIAN, "Присоединяйтесь к нам в Telegram и WhatsApp!"),
        (RUSSIAN, "Ссылка: https://cinema.example/news/12"),
        (RUSSIAN, "Короткая ссылка: https://cinema.example/12"),
        (ENGLISH, "Link: https://cinema.example/news/12"),
        (KAZAKH, "Сілтеме: https://cinema.example/news/12"),
        (RUSSIAN, "Читайте нас в Instagram: @cinema_news"),
        (ENGLISH, "Follow us on Telegram: @cinema_news"),
        (ENGLISH, "Join our WhatsApp channel 👇"),
        (ENGLISH, "Subscribe 👉 @cinema_news"),
        (KAZAKH, "Telegram арнамызға жазылыңыз"),
        (KAZAKH, "Жазылыңыз 👉 @cinema_news"),
        (ENGLISH, "Telegram kanalimizga obuna bo‘ling"),
    ],
    "photo_credit": [
        (RUSSIAN, "Коллаж: Сергей Ли"), (RUSSIAN, "Скриншот видео"), (RUSSIAN, "Скриншот: YouTube"),
        (ENGLISH, "Collage: Ann Lee"), (ENGLISH, "Screenshot from video"),
        (KAZAKH, "Коллаж: Айгүл Сәрсен"),
    ],
    "read_also": [
        (KAZAKH, "Окуй отуруңуз: Ошто жол жабылды"),
    ],
    "newsletter": [
        (RUSSIAN, "Включите уведомления"), (ENGLISH, "Turn on notifications"),
        (KAZAKH, "Хабарландыруларды қосыңыз"),
    ],
    "related_headline": [
        (KAZAKH, "Окуй отуруңуз"),
    ],
    "disclaimer": [
        (RUSSIAN, "НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЕН, РАСПРОСТРАНЕН И (ИЛИ) НАПРАВЛЕН ИНОСТРАННЫМ АГЕНТОМ «ЗАРЯ», ЛИБО КАСАЕТСЯ ДЕЯТЕЛЬНОСТИ ИНОСТРАННОГО АГЕНТА «ЗАРЯ». 18+"),
        (RUSSIAN, "Настоящий материал (информация) произведён, распространён и (или) направлен иностранным агентом Ли Иваном Петровичем либо касается деятельности иностранного агента Ли Ивана Петровича."),
        (RUSSIAN, "ДАННОЕ СООБЩЕНИЕ (МАТЕРИАЛ) СОЗДАНО И (ИЛИ) РАСПРОСТРАНЕНО ИНОСТРАННЫМ СРЕДСТВОМ МАССОВОЙ ИНФОРМАЦИИ, ВЫПОЛНЯЮЩИМ ФУНКЦИИ ИНОСТРАННОГО АГЕНТА"),
        (RUSSIAN, "** внесён Росфинмониторингом в перечень террористов и экстремистов"),
        (RUSSIAN, "* Признан в РФ иностранным агентом"),
        (RUSSIAN, "*Организация признана нежелательной на территории РФ."),
        (RUSSIAN, "Редакция может не соглашаться с мнением автора."),
        (RUSSIAN, "Позиция автора может отличаться от позиции редакции."),
        (RUSSIAN, "За достоверность рекламы ответственность несёт рекламодатель."),
        (RUSSIAN, "(признан в РФ иноагентом)"),
        (RUSSIAN, "Мнение редакции может не совпадать с мнением автора."),
        (RUSSIAN, "Мнения авторов не обязательно отражают позицию редакции. Редакция не несёт ответственности за содержание рекламы."),
        (RUSSIAN, "Материал не является индивидуальной инвестиционной рекомендацией."),
        (RUSSIAN, "Материал предназначен для лиц старше 18 лет."),
        (RUSSIAN, "Погляди авторів можуть не збігатися з позицією редакції."),
        (ENGLISH, "The views expressed are the author's and do not necessarily reflect those of the paper."),
        (ENGLISH, "Opinions expressed in this column are the writer's own."),
        (ENGLISH, "Disclaimer: this page is no legal advice."),
        (ENGLISH, "This is not investment advice."),
        (ENGLISH, "Nothing here should be taken as financial advice."),
        (ENGLISH, "* Designated a foreign agent in Russia."),
        (ENGLISH, "Die Meinung des Autors entspricht nicht unbedingt der Meinung der Redaktion."),
        (ENGLISH, "Muallif fikri tahririyat nuqtai nazariga mos kelmasligi mumkin."),
        (KAZAKH, "Автордың пікірі редакция ұстанымымен сәйкес келмеуі мүмкін."),
        (KAZAKH, "Автордун пикири редакциянын көз карашын чагылдырбашы мүмкүн."),
        (KAZAKH, "Андешаи муаллиф метавонад бо мавқеи идора мувофиқ набошад."),
    ],
}  # fmt: skip
CASES = [(reason, article, line) for reason, rows in LINES.items() for article, line in rows]


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a line each", "blank lines"])
@pytest.mark.parametrize(("reason", "article", "line"), CASES)
def test_furniture_below_an_article_says_why(
    reason: str, article: str, line: str, gap: str
) -> None:
    lines = [*article.splitlines(), line]
    found = [(block.kind, block.reason) for block in blocks.split(gap.join(lines))]
    assert found == [("title", None), *[("paragraph", None)] * 3, ("junk", reason)]


@pytest.mark.parametrize(("reason", "article", "line"), CASES)
def test_furniture_amid_an_article_takes_only_itself(reason: str, article: str, line: str) -> None:
    title, first, *rest = article.splitlines()
    found = [block.kind for block in blocks.split("\n\n".join([title, first, line, *rest]))]
    assert found == ["title", "paragraph", "junk", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("article", "line"),
    [
        (ENGLISH, "The paper lets its readers see three free articles a month, its editor said."),
        (ENGLISH, "Subscribers to the old cinema's list were told first, by letter."),
        (ENGLISH, "“You have read all my letters,” she told the council."),
        (ENGLISH, "Listen to the film, not to the crowd, says the man who runs the projector."),
        (ENGLISH, "The council paid for the roof, and a bank paid for the seats."),
        (ENGLISH, "He follows the work on Telegram, where a neighbour posts a picture every day."),
        (ENGLISH, "The views expressed by residents do not reflect the plan, the mayor said."),
        (ENGLISH, "The club was declared undesirable in Russia, and its owner moved to Riga."),
        (ENGLISH, "This article of the constitution gives no legal advice to judges of the court."),
        (RUSSIAN, "Минюст признал директора кинотеатра Ивана Ли иностранным агентом."),
        (RUSSIAN, "В пятницу Минюст внёс в реестр иностранных агентов ещё пять человек."),
        (RUSSIAN, "Фонд признан нежелательной организацией, его сотрудникам грозит до шести лет."),
        (RUSSIAN, "Данное сообщение распространил иностранный агент, говорится в иске."),
        (RUSSIAN, "Мнение автора фильма может не совпадать с оценками историков и критиков."),
        (RUSSIAN, "Мнение редакции газеты «Заря» не учли, рассказали её сотрудники."),
        (RUSSIAN, "Сайт предназначен для зрителей младше 12 лет, рассказал его создатель."),
        (RUSSIAN, "Позиция Москвы не совпадает с позицией Международного агентства по атомной энергии."),
        (RUSSIAN, "Оценки экспертов не совпадают с прогнозами Международного энергетического агентства."),
        (RUSSIAN, "Позиция Турции по Сирии не соответствует уставу организации."),
        (RUSSIAN, "Позиция Казахстана не отражает интересов организации ОДКБ."),
        (RUSSIAN, "Взгляды молодёжи отражают только позицию участников опроса в трёх городах."),
        (RUSSIAN, "Взгляды депутата не разделяют ни коллеги, ни журналисты местной газеты."),
        (RUSSIAN, "Материалы подготовлены и распространены иностранными агентами по заказу оппозиции, настаивает прокурор."),
        (RUSSIAN, "Материалы созданы и распространены иностранными представительствами ООН в Бишкеке."),
        (RUSSIAN, "Информация распространена иностранными средствами массовой информации во вторник и быстро разошлась."),
        (RUSSIAN, "Сайт предназначен для подростков старше 14 лет."),
        (RUSSIAN, "Информация о лекарствах, которую раздают в аптеках, не является медицинской рекомендацией."),
        (RUSSIAN, "Редакция не отвечает за содержание под стражей своего корреспондента, но оплачивает адвоката."),
        (RUSSIAN, "За содержание дорог в районе и уборку снега редакция не отвечает."),
        (RUSSIAN, "Погляди депутата можуть не збігатися з планом уряду області."),
        (RUSSIAN, "(Организация «Талибан» включена в список террористических, но Россия исключила её из своего перечня.)"),
        (RUSSIAN, "Дисклеймер: автор этих строк тридцать лет ходил в этот кинотеатр и видел, как рухнула крыша."),
        (ENGLISH, "Opinions are divided, and many voters do not represent any party."),
        (ENGLISH, "Views are breathtaking, but the trail guides may not reflect current conditions."),
        (ENGLISH, "Views expressed by voters in the poll do not reflect party lines."),
        (ENGLISH, "The opinions expressed on the street are not always kind to the mayor."),
        (ENGLISH, "The views presented in the documents are those of the residents whose homes were flooded in spring."),
        (ENGLISH, "This information is not legal evidence, and the ministry's advice was ignored."),
        (ENGLISH, "The site is not medical, but doctors give advice there every Sunday."),
        (ENGLISH, "The leaked memo is not financial or military advice but a plan of attack."),
        (ENGLISH, "Disclaimer: I have known the mayor since school. What follows is what he told me about the cinema."),
        (ENGLISH, "Les propos du maire n'engagent que lui, a répondu le préfet."),
        (KAZAKH, "Автордың пікірі мен редакция ұстанымы бөлек болғанымен, бұл дау сотқа келмеуі мүмкін."),
        (KAZAKH, "Автордун пикири боюнча редакция сотко келбеши мүмкүн."),
        (RUSSIAN, "Чтобы получить доступ на крышу, рабочие оформили пропуска."),
        (RUSSIAN, "Реклама первого сеанса висит на каждом столбе."),
        (RUSSIAN, "Подписчикам городского канала обещают скидку, рассказали в мэрии."),
        (RUSSIAN, "Слушать фильм без картинки раньше приходили слепые из соседнего дома."),
        (ENGLISH, "Stay with us, the owner wrote on a board outside when the roof came down."),
        (ENGLISH, "About 70% of the article on the roof was wrong, the mayor said."),
        (RUSSIAN, "Оставайтесь с нами, написал хозяин на доске у входа."),
        (RUSSIAN, "Включите уведомления в городском приложении, чтобы узнать о сеансах, советует мэрия."),
        (KAZAKH, "Бізбен бірге болыңыздар, деді директор көрермендерге."),
        (KAZAKH, "Оқушыларға жексенбіде кіру тегін болады, деді директор."),
    ],
)  # fmt: skip
def test_sentences_with_such_words_stay(article: str, line: str) -> None:
    title, first, *rest = article.splitlines()
    lines = [title, first, line, *rest, "Share" if article is ENGLISH else "Поделиться"]
    found = [block.kind for block in blocks.split("\n\n".join(lines))]
    assert found == ["title", *["paragraph"] * 4, "junk"]


@pytest.mark.parametrize(
    ("article", "line"),
    [
        (ENGLISH, "Author: Mary Stone"), (ENGLISH, "Edited by Paul Reed"),
        (ENGLISH, "Text: Mary Stone"), (ENGLISH, "Prepared by Mary Stone"),
        (RUSSIAN, "Автор: Анна Ли"), (RUSSIAN, "Подготовила Анна Ли"),
        (RUSSIAN, "Авторы: Анна Ли, Пётр Ким"), (RUSSIAN, "Редактор: Пётр Ким"),
        (KAZAKH, "Автор: Айгүл Сәрсен"), (KAZAKH, "Дайындаған: Айгүл Сәрсен"),
        (ENGLISH, "(Reporting by Olga Dzyubenko; Editing by Jon Boyle)"),
        (ENGLISH, "Editing by Jon Boyle"), (ENGLISH, "Additional reporting by Ann Lee"),
        (ENGLISH, "(With inputs from agencies)"), (RUSSIAN, "Корректор: А. Ким"),
        (RUSSIAN, "Выпускающий редактор: Анна Ким"), (KAZAKH, "Корректор: А. Асанова"),
        (ENGLISH, "Muallif: Jasur Aliyev"), (RUSSIAN, "Даярдаган: Нурбек Асанов"),
    ],
)  # fmt: skip
def test_an_author_is_a_byline_after_anything(article: str, line: str) -> None:
    junk = [
        "Поделиться",
        "Telegram",
        "Нашли ошибку? Выделите её и нажмите Ctrl+Enter",
        "Теги: кино",
    ]
    found = blocks.split("\n\n".join([*article.splitlines(), *junk, line, "Просмотров: 210"]))
    assert [block.kind for block in found[-6:]] == ["junk"] * 4 + ["byline", "junk"]


@pytest.mark.parametrize(
    ("headline", "line"),
    [
        ("OLD CINEMA OPENS AGAIN", "Prepared by Mary Stone"),
        ("OLD CINEMA ON THE SQUARE OPENS AGAIN", "Compiled by Mary Stone and Paul Reed"),
        ("СТАРЫЙ КИНОТЕАТР ОТКРОЕТСЯ СНОВА", "Подготовила Анна Ли"),
        ("ЕСКІ КИНОТЕАТР ҚАЙТА АШЫЛАДЫ", "Дайындаған: Айгүл Сәрсен"),
    ],
)
def test_who_prepared_it_is_not_the_title(headline: str, line: str) -> None:
    article = {"O": ENGLISH, "С": RUSSIAN, "Е": KAZAKH}[headline[0]].splitlines()[1:]
    found = [block.kind for block in blocks.split("\n\n".join([headline, line, *article]))]
    assert found == ["title", "byline", "paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("article", "line", "kind"),
    [
        (ENGLISH, "Forwarded from Town Hall", "byline"),
        (RUSSIAN, "Переслано от Мэрия города", "byline"),
        (RUSSIAN, "🔥 В зале +35", "paragraph"),
        (ENGLISH, "✅ 5 seats are left", "paragraph"),
        (RUSSIAN, "👍 5 человек поддержали проект", "paragraph"),
    ],
)
def test_lines_of_a_messenger_that_are_no_counters(article: str, line: str, kind: str) -> None:
    found = blocks.split("\n\n".join([*article.splitlines(), line]))
    assert (found[-1].kind, found[-1].reason) == (kind, None)


# Short pastes: what the site says beside two sentences of an article.
SHORT = [
    "A new school opened in Northfield. ¶ The roof is still missing, said the mayor. ¶ ¤🔥 88 👍 12 😢 3 ¶ ¤15K views ¶ ¤👁 4 512 ¶ ¤14 Reposts 2 Quotes 88 Likes",
    "The pool stays closed this year. ¶ There is no money, said the mayor. ¶ ¤12.4K views 14:32 ¶ ¤Subscribe: t.me/lakecourier ¶ ¤Want more news? Follow us on Instagram!",
    "Two boats sank near Westport. ¶ Nobody was hurt, the harbour said. ¶ ¤Support us! Card 4196 7200 1234 5678 ¶ ¤18+ ¶ ¤No reproduction without permission ¶ ¤Refresh",
    "The mill burned down on Sunday. ¶ Nobody was in it, firemen said. ¶ ¤🎧 Listen to our podcast on Apple Podcasts ¶ ¤3 replies ¶ ¤Full text is available to subscribers for $2 a month.",
    "The ferry is being repaired. ¶ It will run again in May, the port said. ¶ ¤See also ¶ ¤Fire at the old mill ¶ ¤Weather for the weekend",
    "Rain closed the mountain road. ¶ Drivers wait in the village, police said. ¶ ¤Popular ¶ ¤Market burns in Eastbridge ¶ ¤Who owns the tannery ¶ Buses stop at the bridge until evening.",
    "В Нарыне не открыли бассейн. ¶ Денег не хватило, сообщил мэр. ¶ ¤15 тыс. просмотров ¶ ¤Подписаться: t.me/primer ¶ ¤Хотите больше новостей? Подписывайтесь на наш Instagram!",
    "На перевале выпал первый снег. ¶ Дорогу не закрывали, сообщили дорожники. ¶ ¤Поддержите нас! Карта 4196 7200 1234 5678 ¶ ¤16+ ¶ ¤Копирование запрещено ¶ ¤Обновить",
    "В Оше открыли новую школу. ¶ В ней восемьсот мест, сообщила мэрия. ¶ ¤🎧 Слушайте наш подкаст в Apple Podcasts ¶ ¤7 репостов 12 комментариев ¶ ¤Полная версия доступна по подписке за 990 ₸ в месяц.",
    "Паром снова пойдёт в мае. ¶ Его чинят на верфи, сообщил порт. ¶ ¤Популярное ¶ ¤На мельнице был пожар ¶ ¤Погода на выходные ¶ Билеты вернут всем, кто их купил.",
    "Мост через реку Нарын построили давно.[1] ¶ По нему ездят только автобусы и трамваи.[2] ¶ ¤См. также ¶ ¤Список мостов области",
    "Аэропорт не закрывался ни разу. ¶ Строительство началось в 1974 году. ¶ ¤[править | править код] ¶ ¤Эта страница в последний раз была отредактирована 3 марта 2025 в 10:12. ¶ ¤Текст доступен по лицензии Creative Commons Attribution-ShareAlike.",
    "The airport never closed. ¶ It was built in 1974, says the town. ¶ ¤[edit | edit source] ¶ ¤This page was last edited on 3 March 2025, at 10:12. ¶ ¤Text is available under the Creative Commons Attribution-ShareAlike License.",
    "Таразда бассейн ашылған жоқ. ¶ Ақша жетпеді, деп хабарлады қала әкімі. ¶ ¤15 мың қаралым ¶ ¤Жазылу: t.me/mysal ¶ ¤12+ ¶ ¤Көшіруге тыйым салынады",
    "Нарында бассейн ачылган жок. ¶ Акча жетпей калды, деп билдирди мэр. ¶ ¤4 512 көрүү ¶ ¤Жазылуу: t.me/misal ¶ ¤12+ ¶ ¤Көчүрүүгө тыюу салынат",
    "Navoiyda basseyn hali ochilmadi. ¶ Pul yetmadi, deb xabar berdi hokim. ¶ ¤15 ming marta ko‘rildi ¶ ¤Obuna bo‘lish: t.me/misol ¶ ¤12+ ¶ ¤Nusxa ko‘chirish taqiqlanadi",
    "The road will be closed on Friday. ¶ The detour leads through Westport, police said. ¶ ¤Advertisement ¶ ¤Buy a flat by the lake from $900 a metre! ¶ ¤Advertisement ¶ Buses run as usual, the town said.",
    "¤НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЕН, РАСПРОСТРАНЕН И (ИЛИ) ¶ ¤НАПРАВЛЕН ИНОСТРАННЫМ АГЕНТОМ И. С. ЛИ ¶ ¤ЛИБО КАСАЕТСЯ ДЕЯТЕЛЬНОСТИ ИНОСТРАННОГО АГЕНТА И. С. ЛИ ¶ Дорогу на перевал закрыли на зиму. ¶ Объезд идёт через соседнее село.",
    "Фонд помощи закрыл отделение в Туле.* ¶ Семьям помогут соседи, сообщил его глава. ¶ ¤* Признан в РФ иностранным агентом ¶ ¤18+",
    "Фонд помощи закрыл отделение в Туле.* ¶ Семьям помогут соседи, сообщил его глава. ¶ ¤* Минюст РФ считает фонд иностранным агентом.",
    "Деньги собирали в Facebook*, рассказал глава фонда. ¶ Собрали миллион рублей. ¶ ¤* Meta признана в России экстремистской, её деятельность запрещена.",
    "The club Zarya¹ closed its office on Monday. ¶ Its staff moved to Riga, its head said. ¶ ¤¹ Zarya was declared an undesirable group in Russia.",
    "Дорогу закроют в пятницу утром. ¶ Объезд идёт через соседнее село. ¶ ¤Реклама ¶ ¤Купи квартиру у озера от 900$ за метр! ¶ ¤Реклама ¶ Автобусы ходят как обычно, сообщили в мэрии.",
    "Police have closed the main street. ¶ Nobody was hurt, the mayor said. ¶ ¤This live blog is now closed. ¶ ¤Most read ¶ ¤Fire at the old mill ¶ ¤Why is bread dear again?",
    "Полиция закрыла главную улицу города. ¶ Никто не пострадал, сообщил мэр. ¶ ¤Трансляция завершена. ¶ ¤Популярное ¶ ¤На мельнице был пожар",
]  # fmt: skip
# Sentences with the words of such lines.
NO_FURNITURE = [
    "Минюст пополнил свой реестр, сообщило ведомство в пятницу. ¶ В реестр попали: ¶ * Журналист Иван Ли признан иноагентом за репортажи ¶ * Фонд «Заря» объявлен нежелательной организацией ¶ Оба решения обжалуют, сказал адвокат.",
    "Минюст* пополнил свой реестр, сообщило ведомство в пятницу. ¶ В реестр попали: ¶ * Журналист Иван Ли признан иноагентом за репортажи ¶ * Фонд «Заря» объявлен нежелательной организацией ¶ Оба решения обжалуют, сказал адвокат.",
    "Минюст пополнил свой реестр, сообщило ведомство в пятницу. ¶ * Журналист Иван Ли признан иностранным агентом. ¶ Решение обжалуют, сказал адвокат.",
    "В пятницу стало известно о трёх решениях. ¶ * Журналист Иван Ли признан иностранным агентом. ¶ * Мост через реку откроют в мае. ¶ * Суд отменил штраф газете.",
    "Thirteen villages have no water. ¶ Twelve thousand views of the valley hang in the hall, said its keeper. ¶ 3 likes are not enough. ¶ 12 replies came from the villages.",
    "The club lost again on Sunday. ¶ League table ¶ It stands at the bottom with nine points.",
    "У памятника собрались сто человек. ¶ Требования у них такие: вода, свет, дорога. ¶ Обновить дорогу обещали весной. ¶ Копирование картин запрещено, сказал сторож.",
    "Hello from the village. ¶ The recipe is for 12+ people. ¶ Enjoy!",
]


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a line each", "blank lines"])
@pytest.mark.parametrize("golden", [*SHORT, *NO_FURNITURE])
def test_only_what_is_marked_is_junk_in_a_short_paste(golden: str, gap: str) -> None:
    check_marked(golden, gap)


POSTS = [
    """
byline | @lakecourier
paragraph | The ferry across the lake runs again.
paragraph | It was in the yard for a week, the port said.
junk/counter | 💬 3  🔁 12  ❤️ 88
""",
    """
paragraph | The mayor is wrong, the town needs trams.
byline | @anna_k · 2 h
paragraph | You are mistaken, I take the bus every day.
junk/read_also | Show more
byline | @bob_m · 45 min
paragraph | Both of you are right, in a way.
""",
    """
byline | @primer_news
paragraph | Паром через озеро снова ходит.
paragraph | Он неделю стоял на верфи, сообщил порт.
junk/counter | 👁 4 512
""",
    """
junk/counter | 5 ответов
byline | @tima_r · 2 ч
paragraph | Мэр не прав. Трамваи нужны городу.
junk/counter | 💬 3  🔁 12  ❤️ 88
junk/read_also | Показать ещё
byline | @anna_k · 1 ч
paragraph | Ошибаетесь. Я каждый день езжу на автобусе.
""",
    """
byline | @misal_kg
paragraph | Көлдөгү паром кайра жүрө баштады.
paragraph | Ал бир жума оңдоодо турган, деди порт.
junk/counter | 👁 842
""",
]


@pytest.mark.parametrize("golden", POSTS)
def test_who_posts_is_a_byline(golden: str) -> None:
    check_golden(golden, "\n")


PAGE = """<html><head><title>{title} | Post</title></head><body><div class="{body}"><h1>{title}</h1>
{paragraphs}{rest}</div></body></html>"""


def page(rest: str, body: str = "story", attributes: str = "") -> list[tuple[str, str | None, str]]:
    """The blocks of an article in HTML: kind, reason, text."""
    title, *told = ENGLISH.splitlines()
    paragraphs = "".join(f"<p{attributes}>{line}</p>" for line in told)
    document = preprocess(
        PAGE.format(title=title, body=body, paragraphs=paragraphs, rest=rest), "html"
    )
    return [(b.kind, b.reason, document.slice(b).strip()) for b in document.blocks]


def test_a_paywall_of_a_page_is_junk() -> None:
    wall = '<div class="paywall"><h2>Keep reading with a trial</h2><p>You have read 3 of 3 free articles.</p><p>Cancel whenever you like.</p></div>'
    found = page(wall)
    assert [kind for kind, *_ in found[:4]] == ["title", "paragraph", "paragraph", "paragraph"]
    assert {(kind, reason) for kind, reason, _ in found[4:]} == {("junk", "paywall")}


def test_an_article_behind_a_paywalls_name_stays() -> None:
    assert [kind for kind, *_ in page("", attributes=' class="paywall"')][1:] == ["paragraph"] * 3


def test_an_article_that_screen_readers_are_not_told_stays() -> None:
    assert [kind for kind, *_ in page("", attributes=' aria-hidden="true"')][1:] == [
        "paragraph"
    ] * 3


def test_remarks_of_readers_go_though_the_article_is_called_a_comment() -> None:
    remarks = '<div class="comments"><h3>2 comments</h3><p>Ann: I went there as a child and I am glad that it opens again at last.</p><p>Bob: Who pays for all of these red seats? Nobody has told us yet.</p></div>'
    found = page(remarks, body="comment-body")
    assert [kind for kind, *_ in found[:4]] == ["title", "paragraph", "paragraph", "paragraph"]
    assert {kind for kind, *_ in found[4:]} == {"junk"}
