"""What stands among the sentences of an article and tells none of its news."""

from __future__ import annotations

import pytest

from nlpkit.text import remarks

DATELINES = """\
АСТАНА, 3 апреля.
Астана. 3 апреля. КазТАГ
Almaty, April 3, 2026.
12 мая 2026 года.
ТАШКЕНТ, 3 апр — Sputnik.
МОСКВА, 3 апр. — РИА Новости.
АСТАНА, 5 марта — РИА Новости.
БИШКЕК, 14 мар. — 24.kg
Шымкент, 3 марта.
г. Казань 17 января 2025 г.
Алматы, Казахстан – 14 февраля 2025 г.
Ош (Кыргызстан), 7 марта 2025 г. –
НУР-СУЛТАН, 3 июня, Интерфакс
ДУШАНБЕ, 21.03.2025 /Ховар/
LONDON, 4 May (Reuters)
WASHINGTON, Sept. 12 — AP.
Tashkent, Uzbekistan – 3 May 2024 –
Bishkek, Thursday, 6 March.
АСТАНА, 3 сәуір — ҚазАқпарат.
Алматы, 2025 жылғы 14 ақпан.
Бишкек, 2025-ж. 14-март — Кабар.
TOSHKENT, 3-aprel — UzA.
Душанбе, 3 апрел — Ховар.
КИЇВ, 4 травня 2025 р. — Укрінформ."""
NOTES = """\
Editor's note: This story was corrected on 4 March.
Editor’s note: the bridge is 4 km long, not 40 km.
Note to readers: the next bulletin comes on Monday.
Correction: an earlier caption named the wrong lake.
This article has been updated with comments of the mayor.
An earlier version of this report misspelt the name of the village.
Please find below the statement in Kyrgyz.
(Reporting by Ana Bell; editing by Tom Reed.)
AP writer Tom Reed in London contributed to this report.
Ana Bell contributed reporting.
Reporters in three countries contributed to this story.
От редакции: в тексте исправлена дата.
Примечание редакции: имя героини изменено.
Прим. ред.: данные не подтверждены.
Материал обновлён в 12:40.
Новость дополняется.
В предыдущей версии этого материала была ошибка.
Подготовила к публикации Анна Ким.
Просьба не публиковать до 18:00.
Редакциядан: кейіпкердің есімі өзгертілді.
Редакция эскертүүсү: ысымдар өзгөртүлдү.
Tahririyatdan: qahramonning ismi o‘zgartirildi."""
DISCLAIMERS = """\
НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЕН И РАСПРОСТРАНЕН ИНОСТРАННЫМ АГЕНТОМ ООО «СЕВЕР».
Данный материал создан и распространён иностранным агентом «Север».
¹ Признан иноагентом
Точка зрения авторов может не совпадать с позицией редакции и её партнёров.
За содержание рекламы редакция ответственности не несёт.
The views and opinions expressed in this article are those of the authors.
This article does not constitute investment advice.
Редакция пікірі автордың көзқарасымен сәйкес келмеуі мүмкін.
Редакція може не поділяти думку автора.
Les opinions exprimées n'engagent que leurs auteurs."""
CAPTIONS = """\
Таблица 2.
Таблица 1. Экспорт зерна по странам.
Рис. 3. Уровень воды в озере.
Экспорт, млн долл.
Ввоз муки, тыс. тонн
Доходы бюджета (млрд сомов).
Table 4. Exports by country.
Figure 2: The lake since 1970.
Exports, million dollars.
Rainfall by month, per cent
3-жадвал."""
TOTALS = """\
Итого
Итого:
Итого 1 200 сом
Итого за год: 1 200 сом
Итого к оплате: 1 200 сом.
Всего 3000 голосов.
Всего: 3000 голосов
Общая сумма — 12,5 млн сомов
Total
Total: 1,000,000 pounds.
Total (net) $1.2 million
Grand total 41
Subtotal: €12
Total for June 1,200
Жалпы: 1 000 000 сом
Барлығы 12 мың теңге
Jami: 3 000 so'm
Разом 12 шкіл
Gesamt 1.000.000 Euro
Insgesamt: 12"""
ATTRIBUTIONS = """\
Об этом сообщает 24.kg со ссылкой на Минздрав.
Об этом говорится в сообщении.
Об этом сообщили в пресс-службе МВД.
Об этом сегодня рассказал глава ведомства Азамат Асанов.
Об этом сообщили в МВД, передаёт «Кабар».
Об этом стало известно из документов суда.
Говорится в сообщении ведомства.
Министр сообщил об этом.
Про це повідомляє прес-служба міністерства.
This was reported by the press service of the ministry.
This was announced by Mayor Aibek Junushaliev.
The ministry said in a statement.
The police announced this in a statement on Monday.
The Health Ministry reported this.
This is according to the national statistics office.
Бұл туралы министрліктің баспасөз қызметі хабарлады.
Бул тууралуу министрликтин басма сөз кызматы билдирди.
Bu haqda vazirlik matbuot xizmati xabar berdi.
Дар ин бора вазорат хабар дод.
Das teilte die Polizei am Montag mit."""
ROWS = """\
Аренда зала 500 сом
Ремонт дорог: 1,2 млн сомов
Импорт муки — 300 тысяч тонн
Repair of the two schools 300,000
Books - $120
Жолдорду оңдоо 700 000 сом"""
NO_ROWS = """\
- ВВП страны вырос на 4,8%
- Экспорт 500 тонн
1. Экспорт муки 500 тонн
Инфляция снизилась до 8,5 процентов
ВВП страны вырос на 4,8%
Погибли 12 человек
В Оше родились 300 детей
Born in Moscow in 1925
Moved to Paris in 1937
Concert in the park: 5 May
Открытие школы 12 мая
Border crossing to close until April 20
The doctors spoke of COVID-19.
Врачи рассказали о COVID-19.
GDP rose 4.8%
Туған жылы, қаласы: Алматыда туған 1925
Арматура лопнула на Ту-154"""
COURTESIES = """\
Thank you for being with us!
Thanks for reading.
Mr Asanov, thank you for your time.
Good evening, dear viewers!
Hello and welcome to the evening news.
Goodbye, see you tomorrow.
Спасибо, что были с нами!
— Спасибо за беседу.
Айбек Асанович, большое спасибо за ответы!
Благодарим за внимание.
Добрый вечер, уважаемые телезрители!
До свидания, до встречи завтра.
Здравствуйте, дорогие друзья.
Дорогие читатели нашего сайта!
Назарларыңызға рақмет!
Маегиңиз үчүн рахмат.
Ассалому алайкум, ҳурматли томошабинлар!
Ташаккур барои сӯҳбат.
Спасибо вам, друзья, и до свидания!
Спасибо нашим читателям!
Thank you very much, and see you next week.
Рақмет сізге, құрметті көрермендер!"""
ADVERTISEMENTS = """\
Купи квартиру в ЖК «Тулпар» от 900$ за м²!
Звоните нам прямо сейчас!
Успейте оформить кредит под 12%!
Квартиры у парка от 45 000 000 тенге!
Только сегодня скидка на всё!
Подпишитесь на наш канал!
Buy two tickets and get one free!
Don't miss our summer sale!
Flights to Osh from $49!
Quality carpets up to 50% off!
Пәтерді бөліп төлеуге алыңыз!
Квартираны азыр алыңыз!
Chegirmali narxda xarid qiling!"""
NEWS = """\
Досье ФСБ: следователи нашли у чиновника три паспорта и миллион долларов.
Background: the governor resigned on Monday after police searched his house.
For reference. The court ruled on Monday that the bridge is unsafe.
О нас: так называется партия, которая выиграла выборы в воскресенье.
Справка. Так жители называют дом, где выдают бумаги.
* Журналист Иван Ли признан иностранным агентом.
Материал создан и распространён иностранным агентством во вторник.
Минюст признал журналиста иностранным агентом, сообщило ведомство.
Взгляды автора на войну могут не совпадать с мнением большинства, но роман читают все.
The opinion of the court did not reflect the facts, the lawyer said.
The views expressed in the survey surprised the ministry.
Редакция не несёт потерь: все журналисты остались.
Farmers contributed to this year's record harvest.
Спасибо дождю: урожай спасён.
Спасибо врачам, мальчик снова ходит.
Спасибо соседям — дом не сгорел.
Благодарим волонтёров: река стала чище.
Thank you, rain: the harvest is safe.
Thanks for the dam: the valley stayed dry.
Рақмет жаңбырға: егін аман қалды.
Рахмат жамгырга: түшүм аман калды.
Rahmat yomg‘irga: hosil omon qoldi.
Ташаккур ба борон: ҳосил наҷот ёфт.
Дякуємо дощу: врожай врятовано.
Астана, 3 апреля, закрыта для самолётов.
Shops close on May 3.
Погибших нет.
БИШКЕК, 14 мар. — Парламент принял бюджет.
Almaty, May 5. Two people were hurt when a bus overturned.
Thanks to the new road, the village has a doctor.
Президент поблагодарил врачей за спасение ребёнка.
Good morning is what the mayor said before the vote.
Hello Kitty sales rose by a tenth.
The editor's note was found in the archive.
Материал о пожаре прочитали 300 000 человек.
В прежней версии закона штраф был вдвое больше.
Таблица 2 показывает, что экспорт вырос.
Table tennis players of three countries came to Osh.
Завод продал 12 тонн, млн долл. он потратил на ремонт.
Хлопок подорожал, как и пшеница.
Book sales fell for the third year.
Заказы завода выросли на треть.
«Мы потеряли до 100 овец!» — рассказал фермер.
Победа! Сборная вышла в финал.
Дорогие лекарства исчезли из аптек.
Карта 2024 года показывает русло реки.
Су құбыры жөнделді, тұрғындар үйлеріне оралды.
Мугалимдер айлыгын алышты.
Итого: три человека погибли, двое ранены.
Всего за год построили 12 домов.
Всего в стране 34 метеостанции.
Итоги подвели 12 мая.
Total sales rose 12 percent.
In total, 3 people died.
Summe und Zinsen zahlt die Stadt bis 2030.
Всего 12 человек погибли.
Total: 5 people died.
Итого: 5 детей ранены.
Всього 12 загинули.
Об этом сообщил министр, который ушёл в отставку.
Об этом сообщили в МВД, добавив, что погибли 12 человек.
Об этом сообщил суд: срок сократили на год.
Об этом договоре спорили два года.
Президент сообщил об отставке премьера.
The ministry said in a statement that two mines will close.
The plant will close in May, the ministry said in a statement.
This was reported by nurses who had left the clinic.
It was announced in March that the road would be closed.
Бұл туралы заң қабылданды.
Об этом говорит рост цен на муку.
О пожаре на рынке сообщили в пресс-службе.
О росте цен говорится в сообщении ведомства.
Министр баға өсімі туралы айтты.
The firm announced 500 new jobs in a statement."""


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        (remarks.dateline, DATELINES),
        (remarks.note, NOTES),
        (remarks.disclaimer, DISCLAIMERS),
        (remarks.caption, CAPTIONS),
        (remarks.total, TOTALS),
        (remarks.attribution, ATTRIBUTIONS),
        (remarks.row, ROWS),
        (remarks.courtesy, COURTESIES),
        (remarks.advertisement, ADVERTISEMENTS),
    ],
)
def test_a_remark(rule, lines):
    assert [line for line in lines.splitlines() if not rule(line)] == []


@pytest.mark.parametrize("line", NEWS.splitlines())
def test_news_is_no_remark(line):
    assert [rule.__name__ for rule in remarks.RULES if rule(line)] == []


@pytest.mark.parametrize("line", NO_ROWS.splitlines())
def test_items_sentences_and_years_of_a_life_are_no_rows(line):
    assert not remarks.row(line)
