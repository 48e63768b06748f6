"""Names read in Russian text: what is one, and how English writes it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.text import gazetteer, proper
from nlpkit.text.cases import nominatives
from nlpkit.text.romanization import romanized, sound, sounds

# Every name of a text has its English form behind it.
READ = """
Президент [Касым-Жомарт=Kassym-Jomart] [Токаев=Tokayev] прибыл в [Ташкент=Tashkent].
Встреча с [Токаевым=Tokayev] прошла в [Астане=Astana].
По словам [Динары=Dinara] [Нурлановой=Nurlanova], школу достроят.
Суд оштрафовал блогера [Марата=Marat] [Сатыбалдиева=Satybaldiyev].
Журналистку [Айгуль=Aigul] [Жумабаеву=Zhumabayeva] вызвали в полицию.
Об этом сообщил [Улугбек=Ulugbek] [Рахимов=Rakhimov] из [Намангана=Namangan].
Её сын [Эрнис=Ernis] [Алымкулов=Alymkulov] живёт в [Караколе=Karakol].
Министр [Шерзод=Sherzod] [Юлдашев=Yuldashev] уехал в [Фергану=Fergana].
Глава [Таджикистана=Tajikistan] [Эмомали=Emomali] [Рахмон=Rahmon] прилетел в [Душанбе=Dushanbe].
[Владимиру=Vladimir] [Путину=Putin] позвонил [Шавкат=Shavkat] [Мирзиёев=Mirziyoyev].
Письмо [Фёдора=Fyodor] [Достоевского=Dostoevsky] продали в [Лондоне=London].
Дети едут из [Усть-Каменогорска=Ust-Kamenogorsk] в [Усть-Каменогорск=Ust-Kamenogorsk].
В [Саудовскую Аравию=Saudi Arabia] и в [Саудовской Аравии=Saudi Arabia].
Погода в [Нью-Йорке=New York] и в [Нижнем Новгороде=Nizhny Novgorod]
Дорогу в [Ошской=Osh] области закрыли.
Пожар в [Хабаровском=Khabarovsk] крае потушили.
[Ташкентский=Tashkent] суд отложил дело.
Жители [Кызылсуйского=Kyzylsui] района ждут воду.
[США=United States] и [ЕС=EU] поддержали [ООН=UN].
Заявление [ОДКБ=CSTO] передал [ТАСС=TASS].
Депутаты [Госдумы=State Duma] и [Верховной рады=Verkhovna Rada]
Президент [Украины=Ukraine] ответил [Дональду=Donald] [Трампу=Trump].
[ТОКАЕВ=TOKAYEV] ПРИЛЕТЕЛ В [БИШКЕК=BISHKEK]
«[Токаев=Tokayev] ответил [Лаврову=Lavrov]», — пишет «[Коммерсантъ=Kommersant]».
Фото: [Нурлан=Nurlan] [Абдыкадыров=Abdykadyrov] / «[Правда=Pravda]»
В [Иваново=Ivanovo] приехал [Иванов=Ivanov].
Новый мост соединит [Кызыл-Тоо=Kyzyl-Too] и [Майлуу-Суу=Mailuu-Suu].
Автобус из [Нурабада=Nurabad] сломался у [Карабулака=Karabulak].
[Узбекские=Uzbek] врачи помогли [афганцам=Afghan] и [казахам=Kazakh].
[Динара=Dinara] [Ходжаева=Khodzhayeva] и [Шерзод=Sherzod] [Ходжаев=Khodzhayev] сказали.
Мальчика назвали [Павлом=Pavel], а девочку [Верой=Vera].
Глава [Минфина=Finance Ministry] уволен.
Режиссёр [Никита=Nikita] [Михалков=Mikhalkov] получил премию.
Режиссёр [Балабанов=Balabanov] снял фильм.
Завод построят в селе [Горелове=Gorelovo].
Самолёт из [Шереметьева=Sheremetyevo] сел во [Внукове=Vnukovo].
Мы говорили о [Балабанове=Balabanov].
[Юрий=Yuri] [Николаев=Nikolayev] вёл передачу.
[Роман=Roman] [Васильев=Vasilyev] написал роман.
[Михаил=Mikhail] [Турецкий=Turetsky] поёт.
[Турецкий=Turkish] суд отложил дело.
[Умида=Umida] [Ниязова=Niyazov] и [Санжар=Sanzhar] [Умаров=Umarov]
Слава [Комаров=Komarov] вернулся домой.
[ТОКАЕВ=TOKAYEV] ВСТРЕТИЛСЯ С [ПУТИНЫМ=PUTIN] В [АСТАНЕ=ASTANA], А [ЖАПАРОВ=JAPAROV] УЕХАЛ
[ПУТИН=PUTIN] И СИ В [МОСКВЕ=MOSCOW]
[ТОКАЕВ=TOKAYEV] В [АСТАНЕ=ASTANA]
Отдых на [Ысык-Көле=Issyk-Kul] подорожал.
Суд в [Жалал-Абаде=Jalal-Abad] вынес приговор.
Дорога из [Старой Руссы=Staraya Russa] в [Белую Церковь=Belaya Tserkov]
Спектакль в [Большом театре=Bolshoi Theatre] отменили.
Поэтесса [Белла=Bella] [Ахмадулина=Akhmadulina] читала стихи.
Сын [Рамзана=Ramzan] [Кадырова=Kadyrov] уехал.
Вдова [Айтматова=Aitmatov] открыла музей в [Бишкеке=Bishkek].
Жители улицы [Токтогула=Toktogul] ждут ремонта.
Он купил старую «[Волгу=Volga]».
Партия «[Единая Россия=United Russia]» победила.
По словам [Каримовой=Karimova], школу закроют.
Суд над [Сапаровой=Saparova] отложили.
Жительница [Жалал-Абада=Jalal-Abad] пожаловалась.
Концерт [Токтогула=Toktogul] [Сатылганова=Satylganov] прошёл в [Таласе=Talas].
Проспект [Манаса=Manas] и улица [Ахматовой=Akhmatova]
Защита [Атамбаева=Atambayev] подала жалобу.
Матч «[Шахтёр=Shakhtar]» — «[Кайрат=Kairat]» отменили.
Больница имени [Ахунбаева=Akhunbayev]
Опера «[Евгений=Yevgeny] [Онегин=Onegin]» в [Бишкеке=Bishkek]
Чемпионка [Айпери=Aiperi] Медет кызы победила.
Мэрию [Оша=Osh] возглавил [Жанарбек=Zhanarbek] [Акаев=Akayev].
Акция в поддержку [Марии=Maria] [Колесниковой=Kolesnikova]
Ученики [Абая=Abai] [Кунанбаева=Kunanbayev]
Студентов перевели в [Ростов=Rostov], а [Марина=Marina] [Ростова=Rostova] осталась.
[Никиты=Nikita] [Хрущёва=Khrushchev] и [Петра=Pyotr] [Порошенко=Poroshenko]
Жители села [Иваново=Ivanovo] и города [Пушкина=Pushkin]
[МВД=Interior Ministry]: задержан [Асанов=Asanov]
Хирург [Эрмек=Ermek] [Байсалов=Baisalov] и замглавы [Бахром=Bakhrom] [Сулейманов=Suleimanov]
Туристов спасли у [Ала-Арчи=Ala-Archa], дорога к [Кызыл-Омполу=Kyzyl-Ompol] закрыта.
Его поместили в [ИВС=temporary detention facility] [ГУВД=police department] [Оша=Osh].
Сбито 12 [БПЛА=drone], горит [НПЗ=oil refinery] в [Рязани=Ryazan].
В [ЦОН=public service center] не выдали [ЭЦП=electronic digital signature].
Студенты [КРСУ=KRSU] и [ЧГУ=ChGU] победили, заявили в [ЦППК=TsPPK].
Член [СПЧ=Human Rights Council] осудил [РПЛ=Russian Premier League].
Поезд «[Ташкент=Tashkent] — [Москва=Moscow]» задержали.
"""

# No name begins here, though a capital does.
NOTHING = """
Правда, никто не пришёл.
Вера в победу помогла.
Голосов не хватило.
Пациентов перевели.
Новый закон вступит в силу в январе.
Академия наук и Министерство юстиции
Король и Королева приехали.
Матч выиграли Хокинс и Эйвери.
Конституция, Интернет и Олимпиада
Он живёт на Парковой улице.
Это Виртуальный-Помощник-Бот.
Волков в лесу отстреливают.
Комаров стало больше.
Баранов привезли на рынок.
Орлов кормят мясом.
Голубев много.
Я ЖДУ вашего ответа и не ВРУ.
ВАЖНО! Это НЕ шутка, ВСЕ знают, что ВДРУГ СТОП.
Мост открыли в XX веке у ВЗГЛЯДА.
Голубев много.
Зайцев видели у дороги.
ВОЛКОВ В ЛЕСУ ОТСТРЕЛИВАЮТ
Чад от пожаров накрыл город.
Гостиница «Украина» закрыта на ремонт.
Магазин «Москва» закрыли.
Белых медведей спасли.
Клуб «Барселона» купил игрока.
Ресторан «Прага» горел.
Пакет «Россия» подорожал.
ВЕРА В ПОБЕДУ
ВОЙНА И МИР
Поляков выслали.
Чехов родился давно.
привет, мир
"""


def marked(text: str) -> str:
    parts, at = [], 0
    for name in proper.read(text):
        parts += [text[at : name.start], f"[{text[name.start : name.end]}={name.spellings[0]}]"]
        at = name.end
    return "".join([*parts, text[at:]])


@pytest.mark.parametrize("line", READ.strip().splitlines())
def test_names_are_read_with_their_english_form(line: str) -> None:
    assert marked(re.sub(r"\[(.+?)=.+?\]", r"\1", line)) == line


@pytest.mark.parametrize("text", NOTHING.strip().splitlines())
def test_capitals_of_common_words_are_no_names(text: str) -> None:
    assert proper.read(text) == []


@pytest.mark.parametrize(
    "text",
    """
Победа Карпова удивила всех: Karpov Karpova
Семья Каримова уехала: Karimov Karimova
Семья Каримовых уехала: Karimov Karimovs
Умида Ниязова выиграла: Niyazov Niyazova
Роман Пелевина напечатали: Pelevin Pelevina
Хор Турецкого: Turetsky Turkish
Политика Путина: Putin Putina
Улица Пушкина: Pushkin Pushkina
Дом на улице Пушкина: Pushkin Pushkina
Жена Садырбаева: Sadyrbayev Sadyrbayeva
Команда Иванова: Ivanov Ivanova
Матлуба Ходжаева сказала: Khodzhayev Khodzhayeva
Актриса Мордюкова: Mordyukov Mordyukova
Пожар в Балабанове: Balabanovo Balabanov
Певица Пугачёва: Pugachova Pugacheva
Певец Пугачев: Pugachev Pugachyov Pugachov
Озеро Ысык-Көл: Issyk-Kul Ysyk-Kol
""".strip().splitlines(),
)
def test_every_form_counts_where_the_text_does_not_tell(text: str) -> None:
    russian, _, english = text.partition(": ")
    name = proper.read(russian)[-1]
    assert {"".join(sounds(one)) for one in english.split()} <= name.accepted


@pytest.mark.parametrize("text", ["Победа Карпова", "Матлуба Ходжаева", "Рассказ Садырбаева"])
def test_a_word_that_looks_like_a_given_name_tells_no_woman(text: str) -> None:
    assert not any(name.sure for name in proper.read(text))
    assert all(name.sure for name in proper.read("Динара Ходжаева и Марат Ходжаев"))


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Абдыкалыков", "Abdykalykov"),
        ("Айдар", "Aidar"),
        ("Алиев", "Aliyev"),
        ("Воробьёв", "Vorobyov"),
        ("Гулжигит", "Gulzhigit"),
        ("Ергалиев", "Yergaliyev"),
        ("Жусупбек", "Zhusupbek"),
        ("Игорь", "Igor"),
        ("Ильин", "Ilyin"),
        ("Рождественский", "Rozhdestvensky"),
        ("Хайдаров", "Khaidarov"),
        ("Цой", "Tsoi"),
        ("Чернышёв", "Chernyshov"),
        ("Щукин", "Shchukin"),
        ("Юсупова", "Yusupova"),
        ("Қайрат", "Qairat"),
        ("Сары-Таш", "Sary-Tash"),
        ("ТАЛАС", "TALAS"),
    ],
)
def test_spelling_by_rule(russian: str, english: str) -> None:
    assert romanized(russian) == english


@pytest.mark.parametrize(
    "spellings",
    [
        "Tokayev Tokaev",
        "Aliyev Aliev",
        "Yerlan Erlan",
        "Mukhtar Muhtar",
        "Sergei Sergey",
        "Alexei Aleksey",
        "Japarov Zhaparov Dzhaparov",
        "Fyodorov Fedorov",
        "Dmitry Dmitri Dmitriy",
        "Assel Asel",
    ],
)
def test_usual_spellings_of_a_name_are_one(spellings: str) -> None:
    assert len({sound(one) for one in spellings.split()}) == 1


@pytest.mark.parametrize("pair", ["Karatayev Karatov", "Talgar Talgaro", "Ivanov Ivanova"])
def test_other_names_are_others(pair: str) -> None:
    one, other = map(sound, pair.split())
    assert one != other


@pytest.mark.parametrize(
    ("word", "nominative"),
    [
        ("Токаевым", "Токаев"),
        ("Ивановой", "Иванова"),
        ("Достоевскому", "Достоевский"),
        ("Караганде", "Караганда"),
        ("Казанью", "Казань"),
        ("Сергеем", "Сергей"),
        ("Марии", "Мария"),
        ("Мытищах", "Мытищи"),
        ("Тургае", "Тургай"),
        ("Алматы", "Алматы"),
    ],
)
def test_case_endings_are_undone(word: str, nominative: str) -> None:
    assert nominative in nominatives(word)


def test_a_given_name_tells_whose_surname_it_is() -> None:
    assert nominatives("Каратаева") == ("Каратаев", "Каратаева")
    assert nominatives("Каратаева", "man") == ("Каратаев",)
    assert nominatives("Каратаева", "woman") == ("Каратаева",)


def test_the_table_is_whole() -> None:
    tables = gazetteer._tables()
    assert sum(map(len, tables)) > 8000
    for entry in (entry for table in tables for entry in table.values()):
        assert entry.english
        assert all(map(sounds, entry.english))


@given(st.text(alphabet="аеийкнорстьАЁКНТ -«».,A", max_size=60))
def test_names_lie_in_the_text_in_order(text: str) -> None:
    names = proper.read(text)
    at = 0
    for name in names:
        assert at <= name.start < name.end <= len(text)
        assert name.spellings
        assert not name.accepted.isdisjoint("".join(sounds(one)) for one in name.spellings)
        at = name.end
