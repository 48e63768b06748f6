# ruff: noqa: E501
"""Pastes that came out wrong: Ukrainian pages, live blogs, dialogues, offices of authors."""

from __future__ import annotations

import pytest
from notation import check_marked

import nlpkit

UKRAINIAN = """\
Головна
Новини
Останні новини
Читайте також
Поділитися
Підписатися
Увійти
Підписуйтесь на наш канал у Telegram
Приєднуйтесь до нас у Facebook
Залишити коментар
Реклама
Усі права захищені"""
ARTICLE = """\
Від першого червня проїзд у трамваях коштуватиме на дві гривні більше, повідомили в міській раді.
Студенти платитимуть половину, а школярі їздитимуть безкоштовно до кінця навчального року."""
ENTRIES = """\
Schools in three districts will stay closed on Thursday.
The bridge is open again.
Two boats are still missing.
Дорогу на перевал открыли.
Электричество вернули в сорок домов.
Пострадавших нет.
Асуу ачылды, унаалар өтүп жатат.
Ауылға автобус қайта қатынай бастады.
Дорогу на перевал відкрили.
Yo‘l ochildi, avtobuslar yurmoqda."""
DIALOGUES = """\
– Why did you stay?|– The children stayed.|– Who paid?|– Nobody.
- Why did you stay?|- The children stayed.|- Who paid?|- The neighbours did.
– Сколько стоила крыша?|– Два миллиона.|– Кто помогал?|– Соседи.
- Сколько стоила крыша?|- Два миллиона.|- Кто помогал?|- Соседи.
– Шатыр қанша тұрды?|– Екі миллион теңге.|– Кім көмектесті?|– Көршілер.
– Чатыры канча турду?|– Эки миллион сом.|– Ким жардам берди?|– Кошуналар.
– Tom qancha turdi?|– Ikki million so‘m.|– Kim yordam berdi?|– Qo‘shnilar.
– Скільки коштував дах?|– Два мільйони.|– Хто допомагав?|– Сусіди.
– Бом чанд пул шуд?|– Ду миллион.|– Кӣ кӯмак кард?|– Ҳамсояҳо.
- Çatı ne kadar tuttu?|- İki milyon.|- Kim yardım etti?|- Komşular."""
OFFICES = """\
Iris Bell|Environment editor
By Tom Reed|Court reporter
Ann Lee|Staff writer
Mira Holt|Senior correspondent in Geneva
Анна Ким|корреспондент
Марат Асанов|Политический обозреватель
Асель Иманова|Редактор отдела культуры
Дана Серікқызы|Арнайы тілші
Айгүл Токтогулова|Атайын кабарчы
Олег Петрів|Спеціальний кореспондент"""

BRIDGE = (
    [
        "Мэрия Тулы открыла новый мост через Упу",
        "Мост построили за два года, и он соединил Заречье с центром города, рассказал глава управления.",
        "Он стоил 4,2 млрд рублей, их выделили из областного бюджета.",
    ],
    [
        "Tula opens a new bridge across the Upa",
        "The bridge took two years to build and links the old quarter with the centre, the town said.",
        "It cost 4.2 billion roubles, which the region paid from its budget.",
    ],
)
# The times of an event, and what other news a site lists below its label with times, behind a ¤.
FEEDS = [
    "¤Популярные новости ¶ ¤14:05 Депутаты приняли закон о парках ¶ ¤13:40 На юге подорожал хлеб ¶ ¤13:15 Синоптики обещают дождь",
    "¤Последние новости ¶ ¤14:05 — Депутаты приняли закон о парках ¶ ¤13:40 — На юге подорожал хлеб ¶ ¤13:15 — Синоптики обещают дождь",
    "¤Лента новостей ¶ ¤00:05 Депутаты приняли закон о парках ¶ ¤23:40 На юге подорожал хлеб ¶ ¤23:15 Синоптики обещают дождь",
    "¤Популярное ¶ ¤Сегодня, 14:05 Депутаты приняли закон о парках ¶ ¤Сегодня, 13:40 На юге подорожал хлеб ¶ ¤Вчера, 23:15 Синоптики обещают дождь",
    "¤Соңғы жаңалықтар ¶ ¤14:05 Депутаттар саябақ туралы заң қабылдады ¶ ¤13:40 Оңтүстікте нан қымбаттады ¶ ¤13:15 Жексенбіде жаңбыр жауады",
    "¤Акыркы жаңылыктар ¶ ¤14:05 Депутаттар сейил бактар мыйзамын кабыл алды ¶ ¤13:40 Түштүктө нан кымбаттады ¶ ¤13:15 Жекшембиде жамгыр жаайт",
    "¤Most read ¶ ¤2:05 pm Council passes a law on parks ¶ ¤1:40 pm Bread gets dearer in the south ¶ ¤12:15 pm Rain is expected on Sunday",
    "18:40 МЧС объявило эвакуацию посёлка ¶ 17:15 Огонь подошёл к домам ¶ 16:02 Загорелся лес под Рязанью",
    "18:40 МЧС объявило эвакуацию посёлка ¶ 17:15 Огонь подошёл к домам ¶ 16:02 Загорелся лес под Рязанью ¶ ¤Читайте также",
    "Хроника дня: ¶ 18:40 МЧС объявило эвакуацию посёлка ¶ 17:15 Огонь подошёл к домам ¶ 16:02 Загорелся лес",
    "Как это было: ¶ 20:10 Водолазы нашли тело шофёра ¶ 19:30 Кран поднял кабину ¶ 18:05 Прибыли спасатели ¶ ¤Популярные новости",
    "21:40 Спартак – Зенит 2:1 ¶ 19:30 ЦСКА – Динамо 0:0 ¶ 17:00 Ростов – Рубин 1:3",
    "Updates from the court: ¶ 4:10 pm Judge sends jury home ¶ 3:45 pm Witness names Smith ¶ 2:20 pm Lawyers trade insults ¶ ¤Most read",
    "Маршрут поездки министра ¶ 06:00 Вылет из Москвы ¶ 19:30 Посадка в Якутске ¶ 09:00 Осмотр рудника ¶ 22:15 Отлёт домой",
    "Сапар бағдарламасы: ¶ 18:40 Астанаға оралу ¶ 13:15 Зауытты аралау ¶ 09:02 Қостанайға ұшу",
    "10:30 — Спасатели прибыли к мосту ¶ 10:45 — Движение остановили ¶ 11:20 — Водолазы подняли автобус ¶ ¤Читайте также",
    "10:30 Спасатели прибыли к мосту ¶ 10:45 Движение по мосту остановили ¶ 11:20 Водолазы подняли автобус",
    "11:20 Водолазы осмотрели мост ¶ 10:45 Движение по мосту остановили ¶ 10:30 Спасатели прибыли к мосту ¶ ¤Читайте также",
    "11:20. Водолазы подняли автобус. ¶ 10:45. Движение остановили. ¶ 10:30. Спасатели прибыли. ¶ ¤Читайте также",
    "10:30 am: rescuers arrive ¶ 10:45 am: traffic is stopped ¶ 12:20 pm: divers lift the bus ¶ ¤Most read",
    "23:30 — Құтқарушылар келді ¶ 23:45 — Қозғалыс тоқтатылды ¶ 00:20 — Автобус көтерілді ¶ ¤Соңғы жаңалықтар",
    "Программа праздника: ¶ 12:00 Открытие моста ¶ 13:00 Концерт на набережной ¶ 22:00 Салют",
    "Расписание автобусов: ¶ 7:30 Заречье – вокзал ¶ 8:10 Заречье – рынок ¶ 9:00 Заречье – больница",
]  # fmt: skip


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a line each", "blank lines"])
@pytest.mark.parametrize("golden", FEEDS)
def test_feeds_of_other_news_are_junk_and_chronologies_are_not(golden: str, gap: str) -> None:
    opening = BRIDGE["Most read" in golden]
    check_marked(" ¶ ".join([*opening, golden]), gap)


def kinds(text: str) -> dict[str, str]:
    document = nlpkit.preprocess(text)
    return {document.slice(block).strip(): block.kind for block in document.blocks}


@pytest.mark.parametrize("line", UKRAINIAN.splitlines())
def test_words_of_ukrainian_pages_are_junk(line: str) -> None:
    assert kinds(f"{ARTICLE}\nПоширити\n{line}")[line] == "junk"


@pytest.mark.parametrize("entry", ENTRIES.splitlines())
def test_a_short_entry_of_a_live_blog_stays(entry: str) -> None:
    above = "Storm in the north: live\nShare\nLast updated at 18:40 GMT"
    told = (
        "The last ferry has left the harbour with 120 passengers on board, the operator says.",
        "Power is back in two thousand homes, and crews will work through the night.",
    )
    found = kinds(f"{above}\n18:40\n{told[0]}\n18:05\n{told[1]}\n17:30\n{entry}")
    assert found[entry] == "paragraph"
    assert found["Storm in the north: live"] == "title"


@pytest.mark.parametrize("dialogue", DIALOGUES.splitlines())
def test_a_dialogue_with_dashes_is_no_list(dialogue: str) -> None:
    turns = dialogue.split("|")
    found = kinds("\n".join(("The teacher told how the school was rebuilt.", *turns)))
    assert [found[turn] for turn in turns] == ["paragraph"] * 4


@pytest.mark.parametrize("lines", OFFICES.splitlines())
def test_the_office_of_an_author_is_of_the_byline(lines: str) -> None:
    name, office = lines.split("|")
    told = "The council met in the old hall and heard the report of the mayor on the new bridge."
    found = kinds(f"Bridge opens in June\nShare\n{name}\n{office}\n{told}\n{told}")
    assert (found[name], found[office]) == ("byline", "byline")


UNTRANSLATED = """\
Қарағандыда үш мектеп жабылды|Қарағандыда түнде жылу құбыры жарылып, үш мектеп жабылды.
Нарында көпүрө оңдолуп бүттү|Нарын шаарындагы эски көпүрө эки ай оңдоодон кийин ачылды.
Samarqandda non narxi oshdi|Samarqand bozorlarida oddiy nonning narxi 500 so‘mga oshdi.
У Львові подорожчав проїзд|Від першого червня проїзд у трамваях Львова коштуватиме більше.
Дар Хуҷанд пули нав кушода шуд|Дар шаҳри Хуҷанд рӯзи панҷшанбе пули нав кушода шуд.
Köprü yeniden açıldı|Nehrin üzerindeki eski köprü iki aylık çalışmanın ardından açıldı.
Brücke wieder offen|Die alte Brücke über den Fluss ist nach zwei Monaten Arbeit wieder offen.
Le pont rouvre après les travaux|Le vieux pont sur la rivière a rouvert jeudi dans la ville.
El puente vuelve a abrir|El viejo puente sobre el río volvió a abrir el jueves por la tarde.
Most znów jest otwarty|Stary most na rzece został w czwartek otwarty po remoncie."""


@pytest.mark.parametrize("line", UNTRANSLATED.splitlines())
def test_a_title_that_nothing_translates_is_the_headline(line: str) -> None:
    title, told = line.split("|")
    found = nlpkit.load().run(f"{title}\n\n{told} {told}").headline
    assert found is not None
    assert (found.text, found.origin) == (title, "title")
    assert [flag.code for flag in found.flags] == ["not_translated"]
