"""Sentence boundaries: goldens (`|` marks an end), what always holds, and no bad running times."""

from __future__ import annotations

import pytest
from growth import check_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from nlpkit.document import Block, Sentence
from nlpkit.preprocessing import sentences

GOLDENS = """
Алматы, Казахстан – 14 февраля 2025 г. – АО «НАК «Алтын» сообщает о росте на 10%.
Бишкек, Кыргызстан – 7 марта 2025 г. – ОсОО «Алтын» не меняет прогноз.
Астана, Республика Казахстан, 2 июля 2024 г. - Министерство приняло план. |Он готов.
Москва, Россия – 5 марта 2025 года. – Завод «Заря» открыл цех.
Шымкент, 3 марта. – Трамвая в городе не будет.
Almaty, Kazakhstan – 14 February 2025. – The bank grew by a tenth. |It is old.
Osh, Kyrgyzstan, 7 Mar. – The plant opened a new hall.
Київ, Україна – 14 лютого 2025 р. – ТОВ «Зоря» відкрило цех.
Алматы, Қазақстан – 14 ақпан 2025 ж. – «Алтын» АҚ жаңа цех ашты.
Бишкек, Кыргызстан – 7-март 2025-ж. – «Алтын» ишканасы цех ачты.
Toshkent, O‘zbekiston – 3-may 2024 y. – «Ipak» banki filial ochdi.
Душанбе, Тоҷикистон – 3 майи 2024 с. – Бонки «Ориён» шӯъба кушод.
МОСКВА, 3 апр. — РИА Новости. |Банк закрыт.
Завод по выпуску стекла открыли 5 марта 2025 г. |– Он мал, – сказал мэр.
Сколько стоит «Яндекс.Такси»? |Дорого.
Стоит 5 млн долл. США. |Это дорого.
Ушёл в 8 ч. 30 мин. |Вернулся поздно.
По предв. данным, ущерб составил ок. 15 млн сомов. |Пострадавших нет.
По прибл. оценке, ранено 12 чел. |Гос. служба помогает с мед. помощью.
Макс. скорость ветра 20 м/с. |Ср. температура +3.
По офиц. курсу доллар стоит 87 сомов, по неофиц. курсу дороже. |Это рекорд.
Работает междунар. аэропорт, открыты админ. здание и пром. склад. |Строит. работы идут.
«Кто там? Это я!» — так назывался фильм.
«Ким бар? Бул менмин!» — деген китеп чыкты.
The council met on Monday. |It will meet again in May.
Is that so? |Nobody asked! |Well.
Dr. Karimova spoke to Mr. Lee and Mrs. Ochoa.
Prices rose by 3.5 percent. |Wages did not.
The talks began at 10.30 a.m. in Geneva.
He works for Apple Inc. and lives near Main St. in the north.
She joined Acme Corp. |The firm makes pumps.
They moved to the U.S. |It was a cold year.
The U.S. Senate and the U.N. Council agreed.
J. K. Rowling and J.R.R. Tolkien wrote novels.
It was plan B. |The first had failed.
See Fig. 5 and No. 12 on pp. 30 to 34.
Bring pens, paper, etc. |The exam is long.
Bring pens, paper, etc. to the exam.
“Stop!” he said. |“Why?” |She did not know.
“We will see,” he said. |Then he left.
He said: “We are ready.” |Nobody replied.
(It was late.) |They went home.
The mayor (sic!) Ivanov resigned.
What?! |No way!!! |Really...
Well... maybe not. |Perhaps... |Yes.
It was late . . . and dark. |He slept.
Open report.final.pdf now. |It is at www.example.org/a.html today.
Write to press.office@example.org. |We answer fast.
Version 2.0.1 is out. |It needs Python 3.11.
The vote was on 12. 5. and nobody came.
Meet at 5 p.m. |The door is open.
He lived in Washington, D.C. |There he died.
The iPhone sold well. |iPads did not.
1. Open the lid.
2) Close it again.
Yes, No. 5 won. |No. |It lost.
The study[1] ended. [2] |Another began.
市长发表了声明！|“你们准备好了吗？”
“走吧。”|“好。”|他们走了。
Er sagte: „Komm!“ |Dann ging er.
डॉ. शर्मा ने कहा कि 3.5 करोड़ रु. खर्च हुए। |वह घर गए।
პროფ. გ. ბერიძემ თქვა. |ფასი 3.5 მლნ. ლარია.
Он приехал. |პრეზიდენტი ჩავიდა.
Նա ասաց. «Մենք պատրաստ ենք»։ |Պրոֆ. Ա. Սարգսյանը եկավ: |Հետո գնաց:
Smith v. Jones was decided. |The judge agreed.
“There is a shark in the water!” Anna Lee shouted. |Nobody heard.
“Is it?” |Anna had left. |“It is!” |Anna ran.
It will stay closed until Oct. |The council met on Oct. 5.
Die Scherben sind aus dem 1. -3. Jahrhundert. |Er kam am 12. Juni an.
To bol príslušník XII. Pluku. |It was World War II. |Churchill spoke.
Ha studiato econ. az. e lavora per un centro meteor. privato. |Poi è partito.
La misión del 30 ago. 1984 fue larga.
Совет собрался в понедельник. |Он соберётся ещё раз в мае.
Он родился в г. Душанбе на ул. Рудаки, д. 5, кв. 12.
Встреча пройдёт по адресу: пр. Садовый, 14. |Вход с угла.
Пожар начался 11 марта 2031 г. ок. 22.40 на складе. |Сгорела крыша.
Группа «Б»: 1. Заря 10 очков, 2. Восход 7, 3. Закат 5. |Игры окончены.
Вход через двери 1, 2. |Билеты у охраны.
Бой выиграл Дж. Садырин. |Зал молчал.
Матч закончился 2:2 (пен. 4:3). |Вратарь доволен.
Смеситель «Ручей-2», арт. 12345, подешевел. |Кран подорожал.
Лекцию прочтёт к.э.н. И. П. Садырин. |Вход свободный.
Озеро лежит у 42° с. ш. 74° в. д. среди гор.
Завод им. Ленина закрыли. |Рабочих уволили.
Мы помогли им. |Потом они уехали.
А. С. Пушкин и М.Ю. Лермонтов жили давно. |Их помнят.
Встреча прошла 5 мая 2024 г. в Москве.
Дом построили ещё в далёком и трудном 1950 г. |Теперь в нём живут.
В 2023 г. Казахстан подписал договор.
Купили рис, муку, соль и т. д. |Потом вернулись.
Купили рис, муку и т.д. и т.п., а потом вернулись.
Ущерб оценили в 5 млн руб. |Платить будет город.
Выделено 20 тыс. долл. на ремонт.
На с. 15 и рис. 3 показана схема, см. табл. 4.
«Мы готовы!» — сказал он. |Ему не поверили.
«Когда поедем?» |— «Завтра».
— Куда ты? — спросила мать. |— Домой.
Он спросил: «Зачем?» |Никто не ответил.
Он думал… и не знал. |Потом понял… |Ушёл.
Ну и что?! |Да ничего!..
Проф. Назаров и акад. Ким приехали. |Их встретили.
Рост составил 3,5 %. |Это мало.
Работа кипит.|Все довольны.
Сайт kun.uz и файл отчёт.doc открыты. |Читайте.
Поезд ушёл в 14.35. |Мы опоздали.
Ассамблея Алматыда өтті. |Оған көп адам келді.
Зауыт б.з.б. 300 ж. салынған. |Бұл рас.
Ҷаласа дар ш. Душанбе баргузор шуд. |Он се соат давом кард.
Majlis Toshkentda bo‘ldi. |Unda ko‘p odam qatnashdi.
Засідання пройшло на вул. Шевченка. |Воно тривало годину.
Der 3. Oktober ist frei. |Am 12. Juni auch.
Ո՞վ է նա։ |Ոչ ոք չգիտի։
یہ کیا ہے؟ |یہ کتاب ہے۔ |اچھا۔
هل وصل القطار؟ |نعم. |وصل أمس.
会议开始了。|大家都来了！|真的吗？
「行こう。」と彼は言った。|雨が降った。
Τι ώρα είναι; |Είναι αργά.
यह सच है। |वह गया।
The minister said «это невозможно». |Он уехал.
В 2019 г. К. Омаров стал мэром. |В 2004 г. А. С. Иванов уехал.
У 2019 р. В. Коваль став мером. |У 2004 р. І. Б. Петренко поїхав.
2021 ж. Қ. Омаров сөз сөйледі.
1. A. Petrov, "Birds", 2019.
2. Б. Петров, «Рыба», 2020.
Этот жилой дом построили ещё осенью 2021 г. |М. Ким в нём живёт.
Клуб «Кто? Куда? Зачем?» открыт. |Книга «Как жить? Где жить?» вышла.
Передача «Ура! Каникулы!» закрыта, тур «Ария! 40 лет» начнётся в мае.
Фильм «Война. Мир. Любовь», снятый в Оше, вышел.
The show “Who? What? Where?” is back. |The film “Oh! What a War!” was shown.
"Is it you? Come in!" she said.
Die Sendung „Wer? Wie? Was?“ läuft wieder. |Sie begann 1973.
Le film « Qui ? Quoi ? Où ? » sort demain.
Ол «Кім? Не? Қайда?» деген ойын ойнады.
He said: “We waited. |Nobody came. |We left.” |Then he sat down.
«Мы приехали. |Нас встретили», — сказал он.
It was built in 1990.[3] |It burned in 2001.[4][5] |Nobody knew.
It was late.¹ |They left.² |Nobody stayed.
Воду отключили.³ |Потом включили.
We write text.|Technology changes fast.|It is May.
The bank raised rates.|Inflation fell in May.|That was all.
Das Haus ist alt.|Niemand wohnt dort.
Это было 24 марта 2005 г. |Митинг начался.
Родился в 1950 г. |Окончил МГУ.
Работал до 2001 г. |Вышел на пенсию.
Школа открылась в 1975 г. |Директор живёт рядом.
Он умер в 2010 г. |Похоронен в Оше.
Завод построен в 1950 г. |Снесён в 1990 г.
В 2005 г. Акаев уехал. |Премьером стал в 2005 г. Кулов.
Летом 2021 г. Министерство закрыло дорогу в г. Ош и г. Алматы.
Если в 2023 г. Банк закроют, мы уйдём.
Следствие идёт.2 |Суд не начался.
Rates rose.3 |Banks lost.
Ціни зросли.4 |Банки мовчать.
Он сказал «нет».3 |Она ушла.
См. рис.2 Схема моста, гл.3 Дороги и ст.12 Конституции.
See fig.2 Bridges and vol.3 Rivers, or Windows 3.1 Beta.
Цена 3 руб. |Стоит 20 тыс. |Люди рады.
Цена 5 тыс. |Покупателей мало. |Долг 5 млрд. |Платить некому.
Компания Apple Inc. |Рост составил 5 %.
XX в. |Рим пал. |Рим пал в V в. |Гунны ушли.
В XX в. Россия стала иной.
Etc. |And so on.
См. газ. «Известия». |Читайте в газ. «Труд».
Подорожал газ. |«Известия» пишут об этом.
До н. э. Рим рос. |В V в. до н. э. Рим рос.
Рим пал в 30 г. до н. э. |Рос Египет.
Тел. (0312) 00-00-00, доб. 12, факс (0312) 22-33-44
Open Node.js, Report.Final.pdf, Example.Com, System.Text and ASP.NET today.
""".strip().splitlines()

LINES = [
    "Bank raises rates|\nThe bank raised its rates on Friday.",
    "All news|\nАвторизуйтесь, пожалуйста",
    "Needed:|\n• flour|\n• two eggs|\n• salt",
    "Steps|\n1. Open the lid.|\n2. Pour the water.",
    "One paragraph.|\n\nanother one without a capital",
    "This letter was broken by a mail program at about seventy columns, so\n"
    "that a sentence goes on in the next line. |And The next one ends here\nBefore the margin.",
    "— Где ты был?|\n— Дома.",
    "Mr.\nSmith came.",
    "• one| • two",
]


def marked(text: str) -> str:
    """The text as one block, with `|` before what follows each sentence."""
    found = sentences.split(text, [Block(0, len(text), "paragraph")])
    pieces = [text[s.start : s.end] for s in found]
    return "|".join(pieces)


def bare(golden: str) -> str:
    return "|".join(piece.strip() for piece in golden.split("|"))


@pytest.mark.parametrize("golden", GOLDENS)
def test_golden(golden: str) -> None:
    assert marked(golden.replace("|", "")) == bare(golden)


@pytest.mark.parametrize("golden", LINES)
def test_line_breaks(golden: str) -> None:
    assert marked(golden.replace("|", "")) == bare(golden)


def test_explain_names_the_rule() -> None:
    text = "Mr. Lee left. Then it rained."
    reasons = [(d.at, d.ends, d.reason) for d in sentences.explain(text, [Block(0, 29, "quote")])]
    assert reasons == [(3, False, "title before name"), (13, True, "stop")]


def test_sentences_stay_in_their_block() -> None:
    text = "Headline without a stop First sentence. Second"
    blocks = [Block(0, 24, "heading"), Block(24, len(text), "paragraph")]
    assert sentences.split(text, blocks) == (
        Sentence(0, 23, 0),
        Sentence(24, 39, 1),
        Sentence(40, 46, 1),
    )


NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(list(".!?…։。\"'«»“”()[]—-•*:;) \n\t\u00a0АаBb1г")), st.characters()
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(NASTY, max_size=5))
def test_every_character_in_one_sentence(parts: list[str]) -> None:
    text, blocks = "", []
    for part in parts:
        if part:
            blocks.append(Block(len(text), len(text) + len(part), "paragraph"))
            text += part
    found = sentences.split(text, blocks)
    at = 0
    for sentence in found:
        block = blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
        assert not text[at : sentence.start].strip()
        assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip()
        at = sentence.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "unit",
    [
        ".",
        ". ",
        "a.",
        "А. ",
        "\n",
        "a\n",
        " ",
        "»",
        "[1",
        ". [1 ",
        ")",
        "1. ",
        "?!",
        "• a ",
        "(a. ",
    ],
)
def test_linear_on_monotonous_text(unit: str) -> None:
    check_linear(
        lambda text: sentences.split(text, [Block(0, len(text), "paragraph")]),
        lambda n: unit * (n // len(unit)) + "x",
    )
