# ruff: noqa: E501  (a golden has one line a block)
"""What stands beside an article's prose: contacts, boilerplate, references, signatures, older mails.

Goldens in the form of tests/test_blocks.py. No sentence of these blocks is a point of a summary.
"""

from __future__ import annotations

import pytest
from notation import check_golden, check_marked, named_goldens, source

from nlpkit import preprocess

RELEASE = """
boilerplate | NEWS RELEASE
title | Harbour Books opens its fortieth shop
paragraph | TBILISI, Georgia, 9 May 2025 — Harbour Books opened a shop in the old tobacco factory on Friday, its fortieth in the region.
paragraph | "People still want to hold a book," said Nino Beridze, who runs the company with her sister.
paragraph | The shop employs eleven people and will stay open until midnight on weekdays.
boilerplate | About Harbour Books
boilerplate | Harbour Books is a family company that sells books in five countries. It was founded in 1998.
contact | For further information, please contact:
contact | Tamar Lomidze, press office
contact | Phone: +995 32 200 00 00
contact | press@harbourbooks.example
boilerplate | -30-
"""

EMBARGOED = """
boilerplate | EMBARGOED UNTIL 10:00 ON 4 JUNE
title | Study finds lead in one village well in six
paragraph | One village well in six holds more lead than the law allows, a study of 1,200 wells in three regions has found.
paragraph | Researchers took the samples over two summers and sent them to laboratories in two countries.
contact | Media enquiries: Ann Lee, ann.lee@wells.example, +44 20 7946 0000
"""

RUSSIAN_RELEASE = """
boilerplate | ПРЕСС-РЕЛИЗ
title | «Степной мост» построит завод кирпича в Костанае
paragraph | Компания «Степной мост» начала строить в Костанае завод кирпича мощностью сорок миллионов штук в год.
paragraph | «Кирпич сейчас везут за восемьсот километров», — сказал директор компании Ерлан Сейтов.
boilerplate | О компании «Степной мост»
boilerplate | «Степной мост» — строительная компания, основанная в 2006 году. В ней работают четыреста человек.
contact | Контакты для СМИ:
contact | Ирина Пак, пресс-служба
contact | Тел.: +7 700 000 00 00
contact | press@stepmost.example
"""

RUSSIAN_CONTACT = """
title | Музей открывает двери ночью
paragraph | Музей истории города в субботу будет открыт до двух часов ночи, а вход после девяти вечера станет бесплатным.
paragraph | Экскурсии проведут на четырёх языках, сообщили в музее.
contact | Пресс-служба музея: +996 312 00 00 00, pr@museum.example
"""

KAZAKH_RELEASE = """
boilerplate | БАСПАСӨЗ ХАБАРЛАМАСЫ
title | «Алтын дән» Ақтауда астық терминалын ашты
paragraph | «Алтын дән» компаниясы Ақтау портында жылына бір жарым миллион тонна астық қабылдайтын терминал ашты.
paragraph | Терминалда екі жүз он адам жұмыс істейді, ал екінші кезегі 2027 жылы іске қосылады.
boilerplate | «Алтын дән» туралы
boilerplate | «Алтын дән» 2009 жылы құрылған сауда компаниясы. Ол он төрт елге бидай мен арпа сатады.
contact | Байланыс:
contact | Айгүл Сәрсенова, баспасөз хатшысы
contact | Тел.: +7 701 000 00 00
contact | press@altyndan.example
"""

KYRGYZ_CONTACT = """
boilerplate | ПРЕСС-РЕЛИЗ
title | Китепкана кечинде да иштейт
paragraph | Шаардык китепкана быйыл күздөн баштап кечки саат онго чейин иштейт, деп билдирди анын директору.
paragraph | Окурмандар үчүн экинчи кабатта жаңы зал ачылып, ага алтымыш орун коюлду.
contact | Байланыш үчүн:
contact | Нурбек Асанов
contact | +996 555 00 00 00
contact | kitep@library.example
"""

UZBEK_RELEASE = """
boilerplate | PRESS-RELIZ
title | Toshkentda yangi kutubxona ochildi
paragraph | Toshkentda ikki ming o‘rinli yangi kutubxona ochildi, unda yuz mingdan ortiq kitob bor, dedi uning direktori.
paragraph | Kutubxona har kuni soat sakkizdan kechki o‘ngacha ishlaydi va kirish bepul bo‘ladi.
contact | Aloqa uchun:
contact | Dilnoza Karimova, matbuot kotibi
contact | Tel.: +998 71 000 00 00
contact | info@kutubxona.example
"""

TAJIK_CONTACT = """
title | Дар Душанбе осорхонаи об кушода шуд
paragraph | Дар Душанбе осорхонаи об кушода шуд, ки дар он таърихи обёрии водиро дар панҷ толор нишон медиҳанд.
paragraph | Осорхона ҳар рӯз кор мекунад ва барои мактаббачагон ройгон аст, гуфт директори он.
contact | Барои маълумоти иловагӣ:
contact | Фарзона Раҳимова
contact | +992 37 000 00 00
contact | museum@ob.example
"""

REFERENCES = """
title | Why the eel left the river
paragraph | The eel has left the lower river, fishermen say, and the counts of the last ten years agree with them.
paragraph | Dams stop the young fish, and the warm water of the power station keeps the old ones away [2].
references | References
references | 1. Holm, K. "Eels and dams", Journal of Rivers 12, 2014.
references | 2. Yearbook of the river authority, 2023.
references | 3. Conversation with three fishermen, June 2024.
"""

NOTES = """
paragraph | The number of bakeries in the valley fell from ninety to thirty-one within a decade, the chamber says [1].
paragraph | Those that stay open bake for hotels and for two chains of shops, whose orders come at midnight [2].
references | [1] Chamber of Trades, annual report, 2022.
references | [2] The names of the chains are known to the editors.
"""

RUSSIAN_REFERENCES = """
title | Куда ушла вода
paragraph | За двадцать лет уровень озера упал на полтора метра, и берег отступил от посёлка почти на километр.
paragraph | Учёные спорят, что тому виной: рисовые поля или тёплые зимы, когда снега в горах почти нет.
references | Источники
references | 1. Отчёт гидрологической службы, 2021.
references | 2. Беседа с жителями посёлка, май 2023.
references | 3. Ким А. Вода и поле // Вестник озёр. № 4.
"""

KAZAKH_REFERENCES = """
title | Көл неге тартылды
paragraph | Жиырма жылда көлдің деңгейі бір жарым метрге түсіп, жаға ауылдан бір шақырымға жуық алыстап кетті.
paragraph | Ғалымдар бұған күріш алқаптары ма, әлде жылы қыстар ма кінәлі деп дауласып жүр.
references | Пайдаланылған әдебиеттер
references | 1. Гидрология қызметінің есебі, 2021.
references | 2. Ауыл тұрғындарымен әңгіме, 2023 жылғы мамыр.
"""

MAIL = """
paragraph | Dear Ann,
paragraph | the photographer can come on Thursday at nine, but he needs a permit for the roof. Who can sign it?
signature | Kind regards,
signature | Peter Novak
signature | Night editor
reply | On Tue, 3 Jun 2025 at 09:12, Ann Lee <ann@paper.example> wrote:
reply | > Is there a picture of the roof?
"""

MAIL_WITH_DASHES = """
paragraph | The council has moved its vote to Friday, and the mayor will speak to nobody before it, his office told me.
signature | --
signature | Peter Novak, reporter
signature | +420 000 000 000
"""

RUSSIAN_MAIL = """
paragraph | Добрый день!
paragraph | Отправляю исправленный текст, в третьем абзаце теперь стоит цифра из отчёта, а не из письма министерства.
signature | С уважением,
signature | Ольга Ли
signature | корреспондент, olga@paper.example
reply | вт, 3 июн. 2025 г. в 09:12, Редактор <red@paper.example> написал:
reply | > Откуда цифра в третьем абзаце?
reply | >> Текст во вложении.
"""

QUOTED_HEADER = """
paragraph | Добрый день, Анна!
paragraph | Текст хороший, но второй абзац надо сократить, а начальнику порта позвонить ещё раз до полудня.
signature | С уважением,
signature | Пётр Новак
signature | ночной редактор
reply | > 3 мая 2025 г., в 18:20, Анна <anna@paper.example> написал(а):
reply | > Посылаю заметку о причале.
"""

NOTES_TO_EDITORS = """
boilerplate | FOR IMMEDIATE RELEASE: 6 May 2025
title | Riverside opens a ward for night workers
paragraph | LEEDS, 6 May — Riverside Hospital has opened a ward that treats people who work at night, the first in the county.
boilerplate | ENDS
boilerplate | Notes to editors:
boilerplate | 1. Riverside Hospital serves 310,000 people in the county and was founded in 1908.
contact | Press contact: Tom Ash, t.ash@riverside.example, 0113 000 0000
"""

UZBEK_MAIL = """
paragraph | Assalomu alaykum!
paragraph | Maqolaning ikkinchi qismini yuboryapman, rasmlar esa ertaga ertalab tayyor bo‘ladi, ularni alohida yuboraman.
signature | Hurmat bilan,
signature | Jasur Aliyev
reply | 3-iyun 2025, 09:12, Muharrir <red@gazeta.example> yozdi:
reply | > Ikkinchi qism qachon tayyor bo‘ladi?
"""

OLDER_MAIL_BELOW = """
paragraph | Please use the new figure, the old one was from the year before, as the ministry told me this morning on the phone.
signature | Thanks,
signature | Vera
reply | -----Original Message-----
reply | From: Desk <desk@paper.example>
reply | Sent: Monday, 2 June 2025 18:40
reply | To: Vera <vera@paper.example>
reply | Subject: figures
reply | Which of the two figures for the harvest is right? The table has a third one.
"""

FORWARDED = """
paragraph | See below.
byline | ---------- Forwarded message ----------
byline | From: Press office <press@city.example>
byline | Date: Mon, 2 Jun 2025
byline | Subject: Water
paragraph | The city will turn off the water in four streets on Wednesday from nine to six, the press office said on Monday.
paragraph | Tankers will stand at the school and at the market, and the hospital has its own well.
"""

# What looks like these and is text.
HEADINGS_IN_AN_ARTICLE = """
title | How the town was lit
paragraph | The first lamps came in 1891, and a man with a ladder lit them one by one every evening of the year.
heading | Sources
paragraph | The gas came from a works beside the river, which burned coal brought by barge from the north.
heading | About the lamps
paragraph | The lamps were made of iron in the foundry, and each had a number that can still be read on some of them.
paragraph | In 1923 the town bought a dynamo, and the man with the ladder became the first electrician of the works.
paragraph | The last gas lamp went out in 1931, in front of the house where the electrician had been born.
paragraph | It hangs in the museum now, and on the day of the town a fire is lit in it by his granddaughter.
"""

THANKS_IN_DIALOGUE = """
paragraph | The woman behind the counter gave him back the coin, and he looked at it for a long while before he spoke.
heading | Thanks
paragraph | is all that he said, and nobody in the shop could remember that he had ever said more than that.
"""

GOLDENS = named_goldens(globals())
ASIDES = {"contact", "boilerplate", "references", "signature", "reply"}


@pytest.mark.parametrize("name", sorted(GOLDENS))
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a line each", "blank lines"])
def test_golden(name: str, gap: str) -> None:
    check_golden(GOLDENS[name], gap)


@pytest.mark.parametrize("name", sorted(GOLDENS))
def test_no_summary_takes_a_sentence_from_them(name: str) -> None:
    document = preprocess(source(GOLDENS[name]).replace("\n", "\n\n"))
    kinds = {document.blocks[document.sentences[i].block].kind for i in document.prose}
    assert kinds <= {"paragraph", "quote", "list"}
    assert any(block.kind in ASIDES | {"byline"} for block in document.blocks) or not (
        set(GOLDENS[name].split()) & ASIDES
    )


# Short releases: the news stays, "About us" and its paragraph are boilerplate.
SHORT_RELEASES = [
    "Harbour Fund opened a night shelter in Leeds. ¶ The shelter has 40 beds. ¶ @About us ¶ @Harbour Fund has helped people without homes since 1998 and takes no public money.",
    "Lowland Bank opened its first branch in Northfield. ¶ It works seven days a week. ¶ @About the company ¶ @Lowland Bank is one of the ten largest banks of the country and serves two million people.",
    "@PRESS RELEASE ¶ Eastbridge Trams bought 12 electric trams. ¶ A ride costs two euros. ¶ @About us ¶ @Eastbridge Trams carries 40,000 people a day and has been owned by the town since 1921.",
    "@NEWS RELEASE ¶ The museum shop sells its own tea. ¶ @About us ¶ @The museum was founded in 1875 and shows the history of the port and of those who worked in it.",
    "Фонд «Тепло» открыл ночной приют в Таразе. ¶ В приюте сорок мест. ¶ @О фонде ¶ @«Тепло» помогает людям без дома с 2011 года и живёт на пожертвования горожан.",
    "Компания «Степные дороги» купила десять автобусов. ¶ Водителей уже наняли. ¶ @О компании ¶ @«Степные дороги» возит пассажиров между девятью городами и была основана в 1996 году.",
    "@ПРЕСС-РЕЛИЗ ¶ Театр «Арча» показал новую пьесу. ¶ Билеты стоят 300 сомов. ¶ @О нас ¶ @«Арча» работает в Нарыне с 1974 года, в труппе двадцать два актёра и три режиссёра.",
    "Банк «Ак-Таш» снизил ставку до 14%. ¶ Клиентам писать не нужно. ¶ @О банке ¶ @«Ак-Таш» обслуживает триста тысяч человек и не входит ни в одну финансовую группу.",
    "@БАСПАСӨЗ ХАБАРЛАМАСЫ ¶ «Дала» қоры Таразда баспана ашты. ¶ Онда қырық орын бар. ¶ @Біз туралы ¶ @«Дала» қоры 2011 жылдан бері үйсіз адамдарға көмектеседі және мемлекеттен ақша алмайды.",
    "«Береке» фонду Ошто баш калкалоочу жай ачты. ¶ Анда кырк орун бар. ¶ @Биз жөнүндө ¶ @«Береке» 2009-жылдан бери аялдарга жардам берет жана мамлекеттен акча албайт.",
    "«Bahor» jamg‘armasi Toshkentda boshpana ochdi. ¶ Unda qirq joy bor. ¶ @Biz haqimizda ¶ @«Bahor» 2011 yildan beri uysiz odamlarga yordam beradi va davlatdan pul olmaydi.",
    "Хазинаи «Баҳор» дар Хуҷанд паноҳгоҳ кушод. ¶ Дар он чил ҷой ҳаст. ¶ @Дар бораи мо ¶ @«Баҳор» аз соли 2011 ба мардуми бехона ёрӣ мерасонад ва аз давлат пул намегирад.",
]  # fmt: skip


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a line each", "blank lines"])
@pytest.mark.parametrize("golden", SHORT_RELEASES)
def test_what_a_release_says_of_its_sender_is_boilerplate(golden: str, gap: str) -> None:
    check_marked(golden, gap)


def test_a_section_about_a_company_that_the_article_names_nowhere_is_text() -> None:
    text = "The mill burned down on Sunday.\n\nAbout the company\n\nIts owner says that he will build it again before the winter comes."
    assert all(block.kind != "boilerplate" for block in preprocess(text).blocks)


# What of a text is its signature, behind a ¤; thanks alone are none.
THANKS = [
    "Президенты встретились в Астане 5 мая. ¶ Рахмет! ¶ Якши. ¶ Bishkek ¶ Казакша",
    "Мост открыли раньше срока. ¶ Спасибо! ¶ Так написали на плакате ¶ Движение пустят в мае",
    "The bridge opened before its day. ¶ Thank you! ¶ So said a banner on the bank ¶ Buses start in May",
    "Мектеп ашылды, балалар келди. ¶ Рахмат! ¶ Окуучулар ырдады ¶ Сабак эртең",
    "Maktab ochildi, bolalar keldi. ¶ Rahmat! ¶ Direktor ¶ Darslar ertaga",
    "Мактаб кушода шуд, кӯдакон омаданд. ¶ Ташаккур! ¶ Дарсҳо пагоҳ",
    "Please send me the table by Friday. ¶ ¤Thanks, ¶ ¤Vera",
    "Please send me the table by Friday. ¶ ¤Thank you! ¶ ¤Vera Lee ¶ ¤vera@paper.example",
    "Пришлите таблицу до пятницы. ¶ ¤Спасибо! ¶ ¤С уважением, ¶ ¤Айгуль",
    "Пришлите таблицу до пятницы. ¶ ¤Заранее спасибо, ¶ ¤Айгуль",
    "Кестені жұмаға дейін жіберіңіз. ¶ ¤Рахмет! ¶ ¤Айгүл Сейтова ¶ ¤+7 700 000 00 00",
]


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a line each", "blank lines"])
@pytest.mark.parametrize("golden", THANKS)
def test_thanks_sign_a_letter_only_above_a_name(golden: str, gap: str) -> None:
    lines = golden.split(" ¶ ")
    found = preprocess(gap.join(line.lstrip("¤") for line in lines)).blocks
    signed = [block.kind == "signature" for block in found]
    assert signed == [line[0] == "¤" for line in lines]
