# ruff: noqa: E501  (a golden has one line a text)
"""Languages of short lines: as the text around them, unless they clearly have another."""

from __future__ import annotations

import pytest

from nlpkit.document import Block, Span
from nlpkit.preprocessing import sentences, tag

# Lines that a list holds, and two lines of prose around them in the language of the list.
AMID = """
ru Для плова нужны продукты. ¦ 1 кг моркови ¦ капуста ¦ 2 ст. л. масла ¦ укроп ¦ 500 г лука ¦ Овощи нарежьте и варите двадцать минут на слабом огне.
ru Завтра в стране ожидается переменная облачность. ¦ Ош: +21 ¦ Нарын: +12 ¦ Баткен: +25 ¦ Местами пройдёт небольшой дождь, сообщили синоптики.
ru Агентство опубликовало цены на продукты. ¦ Товар Бишкек Алматы Ташкент ¦ Сахар 90 85 80 ¦ картошка ¦ Дешевле всего продукты обходятся жителям столицы.
ru Автобусы будут ходить по новому расписанию. ¦ Ош базар ¦ Вокзал ¦ Бишкек — Талас ¦ Проезд стоит двадцать сомов, для детей он бесплатный.
ru Курсы валют на сегодня. ¦ Валюта	Покупка	Продажа ¦ Доллар США	87,20	87,65 ¦ Евро	94,10	95,00 ¦ Рубль	1,02	1,06 ¦ Тенге	0,17	0,19 ¦ Банк продал на бирже 12,5 млн долл. США. ¦ С начала года он продал 143,8 млн долл.
ru Комбинат отчитался о работе за год. ¦ Чугун — 1,2 млн т ¦ Прокат — 840 тыс. т ¦ Экспорт — 63 % ¦ Налоги: 14 млрд ¦ Прибыль комбината выросла на треть, сообщил директор.
ru В меню столовой вошли новые блюда. ¦ Бешбармак 250 г ¦ Салат «Нектар» ¦ Кетчуп ¦ Чай, лимон ¦ Повара обещают менять меню раз в неделю.
ru Открыт приём документов в вузы. ¦ Факультеты: ¦ физмат ¦ журфак ¦ агрономия ¦ Экзамены начнутся второго июля, сообщили в министерстве.
ru Список улиц, где отключат воду. ¦ ул. Токтогула ¦ пр. Чуй ¦ мкр Асанбай ¦ ж/м Ала-Тоо ¦ Воду вернут вечером, обещают в водоканале.
ru Итоги аукциона подвели в пятницу. ¦ Лот 1: сарай ¦ Лот 2: амбар, 2 шт. ¦ Лот 3: тягач «Урал» ¦ Покупатели внесут деньги до конца месяца.
ky Соодагерлер баа өскөнүн айтышууда. ¦ Доллар — 87,20 ¦ Евро — 94,10 ¦ сабиз ¦ Базарда баа дагы өсөт деп күтүлүүдө.
uk Для борщу потрібні такі продукти. ¦ 1 кг картоплі ¦ капуста ¦ морква ¦ перець ¦ Овочі наріжте та варіть дві години на слабкому вогні.
kk Қалалық базарда көкөністің бағасы өсті. ¦ 1 кг сәбіз ¦ картоп ¦ Алматы: 120 ¦ ет ¦ Сатушылар бағаның тағы өсетінін айтады.
tg Дар бозори шаҳр нархи сабзавот боло рафт. ¦ картошка ¦ пиёз ¦ намак ¦ Фурӯшандагон мегӯянд, ки нархҳо боз боло мераванд.
bg Цените на зеленчуците на градския пазар се покачиха. ¦ 1 кг моркови ¦ зеле ¦ сол ¦ Продавачите казват, че цените ще се покачат отново.
sr Цене поврћа на градској пијаци порасле су за два процента. ¦ 1 кг шаргарепе ¦ купус ¦ лук ¦ Продавци кажу да ће цене поново порасти.
de Für die Suppe braucht man die folgenden Zutaten. ¦ Salz ¦ 250 g Butter ¦ Dill ¦ Das Gemüse schneiden und zwanzig Minuten kochen.
es Para la sopa se necesitan los siguientes productos. ¦ sal ¦ ajo ¦ 250 g de arroz ¦ Corte las verduras y cuézalas veinte minutos en una olla grande.
en You will need the following things for the soup. ¦ dill ¦ pasta ¦ no sugar ¦ Total: 5 ¦ Cut the vegetables and boil them for twenty minutes in a pot.
""".strip().splitlines()

FOREIGN_LINES = {
    "Барлық жаңалықтар": "kk",
    "Толығырақ оқу": "kk",
    "Ҳамаи хабарҳо": "tg",
    "Усі новини": "uk",
    "Усе навіны": "be",
    "Барча янгиликлар": "uz",
    "Баардык жаңылыктар": "ky",
    "Прочитајте још": "sr",
    "Прочитајте повеќе": "mk",
    "Прочетете още новини": "bg",
    "Дэлгэрэнгүй унших": "mn",
    "Read more": "en",
    "Mehr lesen": "de",
}


def spans_of(text: str) -> tuple[Span, ...]:
    return tag.tag(text, sentences.split(text, [Block(0, len(text), "paragraph")]))


@pytest.mark.parametrize("golden", AMID)
def test_short_lines_have_the_language_around_them(golden: str) -> None:
    language, _, lines = golden.partition(" ")
    told = spans_of("\n".join(lines.split(" ¦ ")))
    assert {span.lang for span in told} == {language}


@pytest.mark.parametrize("line", FOREIGN_LINES)
def test_a_short_line_of_another_language_is_told(line: str) -> None:
    before = "Урожай в этом году хороший, и рынки страны полны овощей и фруктов."
    after = "Цены на рынке снижаются вторую неделю подряд, говорят продавцы."
    told = spans_of(f"{before}\n{line}\n{after}")
    assert [span.lang for span in told] == ["ru", FOREIGN_LINES[line], "ru"]
