# ruff: noqa: E501  (a golden has one line a block)
"""Blocks: goldens with one line a block, `kind/reason | text`, and what holds of any text.

The text of a golden is its right-hand side, so a golden is both the input and the answer. To make
one anew, print `rendered(text)`.
"""

from __future__ import annotations

import re

import numpy as np
import pytest
from growth import Shape, check_linear, named
from hypothesis import given
from hypothesis import strategies as st
from notation import check_golden, named_goldens, rendered, source

from nlpkit.document import Block, check_tiles
from nlpkit.preprocessing import blocks
from nlpkit.preprocessing.blocks import features, forest
from nlpkit.preprocessing.blocks.page import Page
from nlpkit.preprocessing.blocks.rules import BODY, RULES
from nlpkit.preprocessing.blocks.splitting import decide, ruled

PASTED_ARTICLE = """
title | New bridge over the Vakhsh to open in spring
byline | By Farida Rahimova, 12 March 2024
paragraph | The new bridge over the Vakhsh river will open to cars in April, the regional road agency said on Tuesday.
paragraph | Work on the bridge began in the autumn of 2021 and stopped twice because of high water.
heading | What comes next
paragraph | “Первые машины поедут уже в апреле”, — сказал начальник участка журналистам на берегу реки.
paragraph | Buses will follow in May, once the road on the left bank has been paved along its whole length.
junk/related_headline | Farmers in the south plant cotton two weeks early
junk/related_headline | Why is the price of flour rising again?
junk/related_headline | Capital to get forty new buses before the summer
junk/related_headline | Museum of antiquities opens its doors after repair
junk/navigation | All news
junk/log_in_prompt | Авторизуйтесь, пожалуйста
"""

DATELINES = """
title | Новый мост через Вахш открыли раньше срока
byline | 10.12.2024, 14:05
byline | Душанбе
byline | Автор: Фарида Рахимова
byline | ДУШАНБЕ, 10 дек — Пример-Информ.
paragraph | В столице открыли новый мост через реку, и движение по нему пустили уже в понедельник утром.
paragraph | Старый мост закроют на ремонт до конца будущего года, сообщили в городской администрации.
"""

ENGLISH_DATELINES = """
title | New bridge over the Vakhsh opens ahead of schedule
byline | DUSHANBE, Tajikistan
byline | Dec. 10, 2024, 2:05 p.m.
byline | By Farida Rahimova
paragraph | The new bridge across the river opened to cars on Monday morning, the city said in a statement.
paragraph | The old bridge will be closed for repairs until the end of next year, officials added.
"""

MINUTES = """
title | Minutes of the meeting of 4 May
heading | Present: Anna, Boris, Clara, Dmitri
paragraph | The committee agreed to move the summer fair to the second Saturday of June, because of the building works.
paragraph | Clara will ask the school for tables
paragraph | Boris will order the tents
paragraph | Dmitri will print the posters
paragraph | The next meeting is on the first of June at seven in the evening, in the same room as before.
"""

RUSSIAN_PAGE = """
junk/navigation | Главная
junk/navigation | Политика
junk/navigation | Экономика
junk/navigation | Общество
title | В Оше открыли школу на тысячу мест
byline | Опубликовано: 5 сентября 2023, 10:15
junk/share_bar | Поделиться
paragraph | В южной столице страны открылась новая школа, в которой будут учиться больше тысячи детей из трёх районов.
paragraph | Строительство шло два года, и всё это время ученики соседних школ занимались в три смены.
junk/photo_credit | Фото: пресс-служба мэрии
paragraph | «Мы очень ждали этого дня», — сказала директор школы на открытии.
junk/read_also | Читайте также: Учителям поднимут зарплату с нового года
paragraph | В школе есть спортивный зал, библиотека и столовая, где дети смогут обедать бесплатно.
junk/tags | Теги: школа, Ош, образование
junk/error_report | Нашли ошибку? Выделите её и нажмите Ctrl+Enter
junk/related_headline | Похожие новости
junk/related_headline | Детский сад в Баткене сдадут к зиме
junk/related_headline | Студентам вернут проездные билеты
junk/related_headline | В горах выпал первый снег этой осени
junk/comments | Оставить комментарий
junk/comments | Отличная новость, давно пора было построить эту школу в нашем районе!
junk/copyright | Все права защищены. При перепечатке ссылка на сайт обязательна.
"""

KAZAKH_PROMPTS = """
paragraph | The river rose by two metres overnight and flooded the lower streets of the town, rescuers said.
paragraph | About forty families were moved to a school on the hill, where they were given food and blankets.
junk/share_bar | Бөлісу
junk/related_headline | Соңғы жаңалықтар
junk/related_headline | Астанада жаңа көпір салынады деп хабарлады әкімдік
junk/log_in_prompt | Жүйеге кіріңіз
junk/copyright | Барлық құқықтар қорғалған
"""

TAJIK_UZBEK_KYRGYZ_PROMPTS = """
paragraph | Electricity will be cut in three districts on Saturday while engineers replace the old lines.
paragraph | The power company asked people to charge their phones and to keep away from fallen wires.
junk/log_in_prompt | Лутфан ворид шавед
junk/navigation | Ҳамаи хабарҳо
junk/related_headline | Shuningdek o‘qing
junk/newsletter | Обуна бўлиш | Elektron pochta
junk/log_in_prompt | Сураныч, кириңиз
junk/prompt_in_another_language | Хуш омадед ба сомона
"""

ANNOUNCED_LIST = """
paragraph | The choir will sing in eight towns this summer, its director said at a meeting with the press on Friday.
paragraph | The dates of the concerts are:
paragraph | June 9, Riverside Hall, Northfield
paragraph | June 12, Old Theatre, Greenhill
paragraph | June 17, Market Square, Eastbridge
paragraph | June 24, Harbour Stage, Westport
junk/share_bar | Share on Facebook
"""

BULLETS = """
paragraph | The council named three reasons for the delay of the works on the main square of the town:
list | - the paving stones came late;
list | - it rained through most of April;
list | - two of the builders fell ill.
"""

ADVERTS = """
paragraph | The museum bought the painting at an auction in Vienna, its director told reporters on Monday morning.
junk/advertising | Advertisement
paragraph | It shows the harbour of the old town as it was before the great fire of 1821 destroyed it.
junk/cookie_notice | We use cookies to give you the best experience on our site. Accept
junk/newsletter | Sign up for our newsletter
junk/share_bar | Facebook Twitter WhatsApp
junk/counter | 1 204 просмотра
junk/copyright | © 2024 Harbour Post
"""

# Texts that are nobody's page: all of each comes back.
NOTE = """
paragraph | Back at six.
paragraph | Soup is in the fridge
"""
WORD = """
paragraph | Дом
"""
POEM = """
paragraph | The evening came on slippered feet
paragraph | and laid its shawl along the street
paragraph | a lamp was lit, a door was closed
paragraph | and all the tired houses dozed
"""
HEADLINES = """
paragraph | Rain to return to the valley on Thursday
paragraph | Town council votes for a longer market day
paragraph | Who will lead the orchestra next year?
paragraph | Бегуны соберутся в парке в воскресенье
"""
RECIPE = """
paragraph | This soup feeds four people and takes about an hour from the first onion to the last spoon.
paragraph | two onions
paragraph | three carrots
paragraph | a litre of water
paragraph | Fry the onions until they are soft, add the carrots and pour in the water.
"""
CURRICULUM_VITAE = """
paragraph | Anna Petrova
paragraph | Software engineer
paragraph | Skills
paragraph | Python
paragraph | Kubernetes
paragraph | Experience
paragraph | Worked for seven years at a bank in Almaty, where she built the system for two million customers.
paragraph | Languages
paragraph | Kazakh
paragraph | English
"""
HEADED_BY_MENU_WORDS = """
heading | Экономика
paragraph | Рост экономики страны в этом году составит около четырёх процентов, говорится в отчёте министерства.
heading | Политика
paragraph | Парламент соберётся на первое заседание в сентябре, и главной темой станет бюджет, сказал спикер.
"""
ABOUT_COOKIES = """
paragraph | The court said on Monday that the company had broken the law when it sold the data of its users.
paragraph | The site uses cookies to follow people even after they have closed the page, the judges wrote.
paragraph | The company said it would appeal against the ruling within a month, as the law allows it to do.
"""
DIALOGUE = """
paragraph | Начальник участка рассказал, что на перевале ему чаще всего задают один и тот же вопрос водители.
paragraph | — А если ваша станция ошибётся? — спросил один из них.
paragraph | — Ошибётся, — согласился он. — Но реже, чем мы с вами.
"""
PROMPT_ONLY = """
paragraph | Авторизуйтесь, пожалуйста
"""

# What an article may be besides paragraphs.
LIVE_BLOG = """
title | Flood in the valley: what we know
byline | 9 June 2024
paragraph | Heavy rain sent mud down three gorges above the town on Sunday night. We follow what happens.
byline | 18:12
paragraph | The road to the village is open again, one lane only. Four excavators are at work there.
junk/share_bar | Share
byline | 17:40
paragraph | The town hands out water and bread in the school, until midnight.
junk/share_bar | Share
byline | 14:30
paragraph | Nine villages are without power.
junk/share_bar | Share
junk/related_headline | More news
junk/related_headline | Rain to last until Wednesday
junk/related_headline | Mud takes away a bridge in the south
"""
LAST_ANSWER = """
junk/navigation | Главная
junk/navigation | Новости
junk/navigation | Экономика
title | В Чуйской долине запустили новый канал
byline | 10.12.2024, 14:05
junk/share_bar | Поделиться
junk/share_bar | Telegram
paragraph | Новый канал длиной двадцать километров запустили в пятницу в Чуйской долине. Строили его три года.
paragraph | По словам начальника стройки, будет построен ещё один канал.
list | - Когда?
list | - Весной.
junk/tags | Теги: канал, долина, строительство
junk/newsletter | Подпишитесь на нашу рассылку
junk/related_headline | Похожие новости
junk/related_headline | На перевале отремонтируют станцию
junk/related_headline | Погода на завтра: снег и гололёд
"""
INTERVIEW = """
title | «Горы не прощают спешки»
paragraph | Касым водит людей в горы сорок лет. Мы поговорили с ним о ледниках, о туристах и о страхе.
paragraph | Что изменилось?
paragraph | Ледник ушёл.
paragraph | А туристы?
paragraph | Стали быстрее. Все хотят за два дня то, на что нужно четыре.
junk/read_also | Читайте также: Пять маршрутов на выходные
paragraph | Что скажете тем, кто пойдёт впервые?
paragraph | Выходите в пять утра и не спорьте с проводником.
junk/share_bar | Поделиться
"""
SPEAKERS = """
paragraph | Q: Where does the water come from?
paragraph | A: From the glacier above the village, through a pipe that the villagers laid themselves in 1987.
paragraph | Q: Is it enough?
paragraph | A: In summer, yes.
paragraph | Q: And in winter?
paragraph | A: We carry it.
junk/share_bar | Share on Facebook
"""
FACTS = """
paragraph | Что известно о новом мосте через реку, который открыли на этой неделе в столице:
list | • длина — 420 метров
list | • четыре полосы
list | • строили два года
junk/share_bar | Поделиться
"""
RECIPE_PAGE = """
title | Манты с тыквой
paragraph | Осенние манты, которые готовят без мяса, зато с большим количеством лука. Тесто лучше замесить заранее.
paragraph | Ингредиенты
paragraph | 500 г муки
paragraph | 1 яйцо
paragraph | 200 мл воды
paragraph | 700 г тыквы
paragraph | Приготовление
list | 1. Замесите крутое тесто и оставьте его под салфеткой на сорок минут.
list | 2. Тыкву и лук нарежьте кубиками.
junk/share_bar | Поделиться
"""
LETTER = """
paragraph | Dear Anna,
paragraph | thank you for the photographs of the garden, which came on Friday and made us all want to be there.
paragraph | Here it rains.
paragraph | We shall come in May if the trains run.
signature | Love,
signature | Maria
"""
SHORT_NEWS = """
paragraph | Вода будет завтра.
paragraph | Школа закрыта до понедельника.
paragraph | Автобусы не ходят.
"""
COMMENTS = """
paragraph | The library on the hill will stay open in the evening from the first of May, the council said on Friday.
paragraph | It closed early for two years, because there was no money for the heating of the reading room.
junk/comments | Walter on May 2, 2024 at 6:34 am said:
junk/comments | I went there as a child and I am glad that my own children can go there now.
junk/comments | Ines on May 2, 2024 at 8:50 am said:
junk/comments | Who pays for the heating? Nobody has said a word about that, as usual.
junk/comments | Walter on May 3, 2024 at 7:12 am said:
junk/comments | It was in the paper last week, the mill gives its spare heat to the library for nothing.
"""
FORUM_COMMENTS = """
paragraph | Центральный парк закроют с первого ноября для замены труб, сообщили в администрации города.
paragraph | Каток на это время перенесут на стадион, и вход на него, как обещают в администрации, останется бесплатным для всех желающих.
junk/comments | Тимур Н.
junk/comments | 17:52
junk/comments | А коляски где катать два месяца, по проезжей части? Хоть бы дорожку оставили.
junk/comments | Ответить
junk/comments | sergey_72
junk/comments | 19:20
junk/comments | Каток на стадионе в том году уже делали, лёд был отличный, а раздевалок мало.
junk/comments | Ответить
"""

MENU_ABOVE_TITLE = """
junk/navigation | Кыргызча
junk/related_headline | Лента новостей
junk/navigation | Политика
junk/advertising | Спецпроекты
junk/advertising | USD 86.45
title | В Нарыне открыли мост через реку: ехать через центр больше не нужно
byline | Автор: Динара Сейтова, корреспондент
byline | 14:32, 3 апреля 2025
junk/counter | 1 245
paragraph | В Нарыне открыли новый мост через реку, и грузовики больше не поедут через центр города, сообщила мэрия.
paragraph | Строили его два года, и обошёлся он городу в сто двадцать миллионов сомов вместе с подъездной дорогой.
paragraph | Ключевые цифры моста:
list | – длина пролёта — 84 метра;
list | – ширина дороги — 12 метров;
list | – высота опор — 9 метров.
paragraph | Старый мост город оставит пешеходам и велосипедистам.
junk/error_report | Увидели опечатку? Выделите её и нажмите Ctrl+Enter
junk/related_headline | Вам также может понравиться
junk/related_headline | В Оше посадили тысячу деревьев вдоль дороги
"""

KNOWN_MENU_ALONE = """
junk/navigation | Оқиға
junk/navigation | Билік
junk/navigation | Ауыл
junk/navigation | Тарих
title | Жәрмеңкеде диқандар көкөністі арзан сатты
paragraph | Сенбі күні қаланың орталық алаңында ауыл шаруашылығы жәрмеңкесі өтті, оған он ауданнан жүзден астам диқан қатысты.
paragraph | Картоп пен сәбіз базардағы бағадан жиырма пайызға арзан сатылды, сондықтан таңертеңнен бастап ұзын кезек тұрды.
junk/related_headline | Далада киік саны көбейді
junk/navigation | Жаңа көпір ашылды
junk/navigation | Шипажай жөнделеді
"""

SENTENCES_LIKE_BUTTONS = """
title | Фермер перешёл на капельное орошение и удвоил урожай
paragraph | Фермер из Джалал-Абада рассказал журналистам, как он перешёл на капельное орошение и удвоил урожай.
paragraph | Мы в этом году посеяли больше пшеницы, чем в прошлом, и не жалеем.
paragraph | — Назад! — крикнул он тогда рабочим, когда прорвало трубу.
paragraph | — Понятно.
paragraph | — Нравится?
paragraph | Реклама на телевидении подорожала вдвое, и о рынке он узнаёт от соседей.
paragraph | Полное или частичное разрушение теплиц после бури зафиксировали в трёх сёлах.
paragraph | Государство обещает субсидировать закупку оборудования в следующем году, но заявки пока не принимают.
junk/share_bar | Поделиться
"""

LETTER_WITH_ADDRESS = """
paragraph | Уважаемая Марина Сергеевна!
paragraph | Благодарю Вас за приглашение на конференцию, но в указанные даты я буду в командировке в Ташкенте и приехать не смогу.
paragraph | Прошу сообщить, возможно ли участие по видеосвязи, тезисы пришлю до пятницы.
signature | С уважением,
signature | Алексей Ким
signature | aleksei.kim@example.org
signature | www.example.org
"""

NOTE_READ_ALSO = """
paragraph | Читайте также книгу про белый пароход.
paragraph | Она есть в библиотеке на первом этаже.
paragraph | Вернуть до пятницы.
"""

SONG = """
paragraph | Над рекой туман ложится,
paragraph | Вперёд, вперёд!
paragraph | И далёкая зарница
paragraph | Нас домой ведёт.
paragraph | И никто уже не помнит, что здесь было.
"""

TAJIK_PAGE = """
junk/navigation | Тоҷикӣ
junk/navigation | Асосӣ
junk/navigation | Мусоҳиба
title | Дар Хуҷанд беморхонаи нав сохта мешавад
paragraph | Дар шаҳри Хуҷанд сохтмони беморхонаи нави минтақавӣ оғоз шуд, дар ин бора раёсати тандурустии вилоят хабар дод.
paragraph | Ба гуфтаи масъулон, беморхона се сад ҷой дорад ва сохтмони он то поёни соли оянда идома мекунад.
junk/share_bar | Дар Телеграм хонед
junk/related_headline | Навтарин хабарҳо
junk/related_headline | Нархи орд боз боло рафт
junk/comments | Шарҳи худро нависед
junk/navigation | Тамос бо мо
"""

DATE_OF_THE_DAY_ABOVE_TITLE = """
junk/navigation | Экономика
junk/navigation | Общество
junk/navigation | Проекты
byline | Ош 24 ноября 13:20, 2025
byline | 12:10, Ош — Пример, Анна КИМ
title | В Оше на три дня отключат горячую воду в двух микрорайонах
paragraph | С 25 по 27 ноября в двух южных микрорайонах города не будет горячей воды, сообщили в теплосети.
paragraph | Причина — замена задвижек на магистральном трубопроводе, которому больше сорока лет.
junk/share_bar | Следите за нашими новостями в Telegram
"""

AUTHOR_BELOW_ITS_WORD = """
junk/navigation | Түз эфир
junk/navigation | Программалар
junk/navigation | Издөө
title | Көлдө туристтердин саны көбөйдү
byline | 24-ноябрь, 2025
byline | Автор
byline | Айгүл Асанова
junk/share_bar | Бөлүшүү
paragraph | Көлгө быйыл бир миллиондон ашык турист келди, бул былтыркыга караганда он эки пайызга көп, деп билдирди департамент.
paragraph | Эң көп туристтер коңшу өлкөлөрдөн келген, алардын көбү жээктеги мейманканаларда токтогон.
junk/related_headline | Ошондой эле караңыз
junk/related_headline | Айылда жаңы китепкана ачылды
"""

SHORT_ANSWERS = """
title | Интервью: «Мы не ждали такого успеха»
paragraph | Режиссёр Бакыт Асанов рассказал о новом фильме, который снимали три года в горах на высоте трёх тысяч метров.
paragraph | Где снимали фильм?
paragraph | В Нарыне и на Сон-Куле. Жили в юртах.
paragraph | Сколько это стоило?
paragraph | Двенадцать миллионов сомов. Часть дал спонсор.
paragraph | Комментарии критиков вас обижают?
paragraph | Нет. Читаю редко.
junk/share_bar | Поделиться
"""

LETTER_WITH_CHANNEL = """
paragraph | Салом, Далер!
paragraph | Вчера получил твоё письмо и очень обрадовался, что вы все здоровы и что урожай в этом году хороший.
paragraph | У нас всё по-старому: дочь пошла в школу, жена передаёт привет, а я опять езжу на работу в город.
paragraph | Обнимаю, твой Тимур
paragraph | Telegram: @timur_example
signature | Best wishes
"""

SOURCE_BELOW = """
title | Министр рассказал о дорогах
paragraph | В этом году в стране отремонтируют 420 километров дорог, сообщил министр транспорта на встрече с журналистами.
junk/advertising | Реклама
paragraph | Всего в стране 14 тысяч километров дорог, из них половина требует ремонта.
byline | Источник: Пример
junk/read_also | Читать также: Мост закрыли
"""

AUTHOR_BELOW_A_COUNTER = """
junk/related_headline | Новости дня
junk/navigation | Разбор
junk/navigation | Мнение
title | Как живут кишлаки без воды: женщины встают в четыре утра
byline | 21 ноября 2025, 07:00
junk/counter | Время чтения: 8 минут
byline | Фарзона Саидова
paragraph | Воду в кишлак привозят раз в неделю, и женщины встают в четыре утра, чтобы занять очередь у цистерны.
paragraph | Местные власти обещали провести водопровод шесть лет назад, но трубы так и лежат у дороги.
junk/tags | #вода #кишлаки #репортаж
junk/share_bar | Поделиться публикацией
junk/counter | 12
junk/newsletter | Узнавайте первыми
junk/newsletter | Подписаться на Telegram
"""

INSTRUCTIONS = """
title | Как зарегистрироваться на портале
paragraph | Откройте сайт и нажмите кнопку «Войти» в правом верхнем углу, после чего появится окно с полями для ввода данных.
paragraph | Войдите на сайт через электронную подпись или по номеру телефона.
paragraph | Введите пароль, который придёт в сообщении, и подтвердите согласие с правилами портала.
paragraph | Нажмите «Сохранить» и дождитесь письма.
paragraph | Подписаться на новости можно в личном кабинете, для этого поставьте галочку в разделе настроек.
"""

GOLDENS = named_goldens(globals())


@pytest.mark.parametrize("name", sorted(GOLDENS))
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a line each", "blank lines"])
def test_golden(name: str, gap: str) -> None:
    check_golden(GOLDENS[name], gap)


ENGLISH, RUSSIAN = source(ENGLISH_DATELINES).splitlines(), source(DATELINES).splitlines()


@pytest.mark.parametrize(
    ("page", "header"),
    [(ENGLISH, header) for header in (
        "By Farida Rahimova and Daler Saidov", "Farida Rahimova, Staff Writer",
        "Story by Farida Rahimova", "Published: Monday, 2 December 2024",
        "Updated 3:15 p.m. EST, December 2, 2024", "DUSHANBE (Example News) —",
        "Dushanbe, Tajikistan | December 10, 2024", "December 10, 2024 · 4 min read",
        "2024-12-10T14:05", "Tue 10 Dec 2024 14.05 GMT",
    )] + [(RUSSIAN, header) for header in (
        "10 декабря 2024, вторник", "Вторник, 10 декабря 2024 года, 14:05", "14:05 / 10.12.2024",
        "Сегодня, 14:05", "Вчера в 17:33", "Фарида Рахимова, специально для «Примера»",
        "Автор Фарида Рахимова", "Текст и фото: Фарида Рахимова", "Фарида Рахимова",
        "Душанбе, 10 декабря. /Пример-Информ/", "ХУДЖАНД, 10 дек — Пример-Пресс, Фарида Рахимова.",
        "10 дек. 2024 г. в 14:05", "Обновлено 10 декабря 2024 в 14:05",
    )],
)  # fmt: skip
def test_what_stands_below_the_title_is_a_byline(page: list[str], header: str) -> None:
    title, *_, first, second = page
    kinds = [block.kind for block in blocks.split("\n".join([title, header, first, second]))]
    assert kinds == ["title", "byline", "paragraph", "paragraph"]


def test_white_space_stays_with_the_block_before_it() -> None:
    text = "\n \nOne.\n\n\nTwo.\n "
    assert [text[b.start : b.end] for b in blocks.split(text)] == ["\n \nOne.\n\n\n", "Two.\n "]


def test_hints_decide_kinds_and_phrases_name_junk() -> None:
    text = "Shown as a quote\nShare\nSomething aside"
    hints = (Block(0, 17, "quote"), Block(17, 23, "junk", "sidebar"), Block(23, 38, "junk"))
    assert rendered(text, hints).splitlines() == [
        "quote | Shown as a quote",
        "junk/share_bar | Share",
        "junk/outside_the_article | Something aside",
    ]


def test_explain_names_the_rule_that_decided() -> None:
    rows = blocks.explain(source(PASTED_ARTICLE)).splitlines()
    names = {rule.__name__ for rule in RULES} | {"model"}
    assert re.match(r"title \| title 0\.\d\d \| New bridge", rows[0])
    assert rows[-1].startswith("junk/log_in_prompt | interface_phrase exact")
    assert all(row.split(" | ")[1].split()[0] in names for row in rows)


def test_the_forest_overrules_the_rules_where_it_is_sure() -> None:
    page = Page(source(PASTED_ARTICLE))

    class Contrary:
        """Certain that the first paragraph is no body, and that all junk is."""

        body = 0.5

        def scores(self, named: dict[str, np.ndarray]) -> np.ndarray:
            scores = named["junk"].copy()
            scores[3] = 1.0
            return scores

    decided = decide(page, Contrary())  # type: ignore[arg-type]
    assert [d.rule for d in decided[2:5]] == ["model", "paragraph", "model"]
    assert decided[2].verdict == ("junk", "outside_the_article")
    assert {d.verdict.kind for d in decided[7:]} <= BODY


def test_the_forest_has_no_say_where_the_rules_find_no_junk() -> None:
    assert all(d.score is None for d in decide(Page(source(MINUTES))))


def test_forest_sums_the_leaves_that_lines_fall_into() -> None:
    stump = forest.Forest(
        features=("size", "share"),
        feature=np.array([[0, 0, 0], [1, 0, 0]]),
        threshold=np.array([[2.0, 0, 0], [0.5, 0, 0]], np.float32),
        child=np.array([[[1, 2], [1, 1], [2, 2]]] * 2),
        value=np.array([[0, -1.0, 3.0], [0, 0.5, -2.0]], np.float32),
        depth=1,
        body=0.5,
    )
    scores = stump.scores({"size": np.array([2.0, 2.1]), "share": np.array([0.5, 0.9])})
    assert scores == pytest.approx(1 / (1 + np.exp([0.5, -1.0])))


def test_the_shipped_forest_knows_the_features_there_are() -> None:
    page = Page(source(PASTED_ARTICLE))
    named = features.compute(page, ruled(page))
    assert {*forest.shipped().features} <= {*named}
    assert {len(values) for values in named.values()} == {len(page.lines)}
    assert all(np.isfinite(values).all() for values in named.values())


LINES = st.lists(
    st.one_of(
        st.sampled_from(source(PASTED_ARTICLE + RUSSIAN_PAGE + ADVERTS).splitlines()),
        st.text("aЖ1 .?:—«»©-\t", max_size=30),
        st.text(max_size=20),
    )
).map("\n".join)


@given(LINES)
def test_any_text_is_tiled_and_something_of_it_stays(text: str) -> None:
    found = blocks.split(text)
    if not text.strip():
        assert found == ()
        return
    check_tiles(found, 0, len(text), "blocks")
    assert not all(block.junk for block in found)
    assert all(bool(block.reason) == block.junk for block in found)


@given(LINES, st.lists(st.integers(0, 80), max_size=6), st.sampled_from(["junk", "list", "title"]))
def test_any_hints_will_do(text: str, cuts: list[int], kind: str) -> None:
    edges = sorted(set(cuts))
    hints = tuple(Block(a, b, kind) for a, b in zip(edges[::2], edges[1::2], strict=False))
    check_tiles(blocks.split(text, hints), 0, len(text) if text.strip() else 0, "blocks")


@pytest.mark.parametrize(
    "shape",
    ["word ", "x", "a\n", "\n", lambda n: " " * n + "a", "Why so?\n", "Comments\n",
     "Read more: a story of the town\n", "dates of all:\nJune\n", "(Image: ",
     "1 views ", lambda n: "“" * n + "."],
    ids=named,
)  # fmt: skip
def test_time_is_linear(shape: Shape) -> None:
    check_linear(blocks.split, shape)
