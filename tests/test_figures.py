"""Whether the numbers of a text stand in its translation, and mending the one that does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.text import compounds
from nlpkit.translate import figures


def told(source: str, answer: str, language: str = "ru") -> str:
    differs = figures.difference(source, answer, language, "en")
    return "" if differs is None else figures.described(source, answer, differs)


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("1 250 000 тенге", "1,250,000 tenge"),
        ("2,5 млн человек", "2.5 million people"),
        ("25 тыс. сомов", "25,000 soms"),
        ("рост на 4,7 %", "up 4.7 percent"),
        ("три дома и пятеро детей", "3 houses and five children"),
        ("вылет в 15:40", "departs at 3:40 p.m."),
        ("в 9 часов вечера", "at 21:00"),
        ("в 7:55 утра и в 16:40", "at 7.55am and 4.40 pm"),
        ("25-тысячная толпа", "a crowd of 25,000"),
        ("дорога из Сент-Луиса", "the road from St Louis"),
        ("вспомнил семью", "remembered his family"),
        ("03.04.2031", "April 3, 2031"),
        ("12 мая 2031 года, понедельник", "Monday, 12 May 2031"),
        ("в XIX веке", "in the 19th century"),
        ("музыка 80-х", "the music of the 1980s"),
        ("в девяностые годы", "in the 1990s"),
        ("двадцативосьмилетний врач", "a doctor, 28"),
        ("на шестнадцатом этаже", "on the 16th floor"),
        ("тридцать пятый забег", "the 35th race"),
        ("десять лет", "a decade"),
        ("два берега", "both banks"),
        ("один из них", "one of them"),
        ("октябрьский дождь", "October rain"),
        ("поезд № 7", "train No 7"),
        ("Ту-154 и Windows 11", "Tu-154 and Windows 11"),
        ("Самолёты Ту-154М", "Tu-154M planes"),
        ("ночью -5°C", "−5°C at night"),
        ("цена упала на -5 %", "down 5 %"),
        ("до минус 20 градусов", "20 degrees below zero"),
        ("до минус 20 градусов", "to -20 degrees"),
        ("от 10-15 до 20 -25", "from 10-15 to 20-25"),
        ("12 млн. 500 тыс. сомов", "12.5 million soms"),
        ("12 млн 500 тыс. сомов", "12 million 500,000 soms"),
        ("1 тыс. 200 домов", "1,200 homes"),
        ("во II квартале", "in the second quarter"),
        ("в 9:30 и в 18:30", "at 9.30 a.m. and at 6.30 p.m."),
        ("12 домов, 12 школ", "12 homes and twelve schools"),
        ("I квартал и XX век", "Q1 and the 20th century"),
        ("в ХХ веке", "in the XX century"),
        ("Иоанн Павел II", "John Paul II"),
        ("витамин C и сеть X", "vitamin and a network"),
        ("с мая по сентябрь", "May–Sept"),
        ("с марта по май", "Mar. through May"),
        ("миллиард сомов", "1 billion soms"),
        ("миллион двести тысяч жителей", "1.2 million residents"),
        ("тысяча двести домов", "twelve hundred houses"),
        ("с шестьюстами жителями", "with 600 residents"),
        ("ноль градусов", "0 degrees"),
        ("до шести вечера", "until 18:00"),
        ("в двенадцать часов", "at noon"),
        ("в полдень", "at 12 p.m."),
        ("шесть месяцев", "half a year"),
        ("шесть яиц", "half a dozen eggs"),
        ("вшестером", "the six of them"),
        ("две недели", "a fortnight"),
        ("двадцать лет", "two decades"),
        ("три десятилетия", "30 years"),
        ("ему за сорок", "he is in his forties"),
        ("полтора десятка коров", "15 cows"),
        ("полдюжины яиц", "six eggs"),
        ("два десятка домов", "20 houses"),
        ("два десятка домов", "two dozen houses"),
        ("десяток домов", "a dozen houses"),
        ("три десятка лет", "thirty years"),
        ("в 17:00", "at five in the evening"),
        ("до десяти вечера", "until ten at night"),
        ("в 22:00", "at ten at night"),
        ("10⁶ тонн", "a million tons"),
        ("10⁶ тонн", "10^6 tons"),
        ("3,5×10³ домов", "3,500 houses"),
        ("2·10⁻² г", "0.02 g"),
        ("1½ ведра", "one and a half buckets"),
        ("½ ведра", "half a bucket"),
        ("⅔ жителей", "two thirds of the residents"),
        ("12 км²", "12 square kilometres"),
    ],
)
def test_the_same_number_may_be_written_otherwise(source, answer) -> None:
    assert told(source, answer) == ""


@pytest.mark.parametrize(
    ("source", "answer", "expected"),
    [
        ("цена 110 сомов", "the price is 10 soms", "110 → 10"),
        ("рост на 4,7 %", "up 47 percent", "4,7 → 47"),
        ("2,5 млн человек", "2.5 billion people", "2,5 млн → 2.5 billion"),
        ("с 92 до 110", "from 92", "110 → –"),
        ("несколько домов", "several houses, 14 of them", "– → 14"),
        ("три дома", "four houses", "три → four"),
        ("12 мая", "12 June", "12 мая → 12 June"),
        ("в понедельник утром", "on Tuesday morning", "понедельник → Tuesday"),
        ("вылет в 15:40", "departs at 4:40 p.m.", "15 → 4"),
        ("1 250 000 тенге", "125,000 tenge", "1 250 000 → 125,000"),
        ("матч 3:2", "a match of 3-1", "2 → 1"),
        ("счёт 3:1 (1:0, 1:1, 1:0)", "a score of 3:1 (1:0, 1:1", "1 → –"),
        ("12 домов, 12 школ", "12 homes and schools", "12 → –"),
        ("ночью -5°C", "5°C at night", "-5 → 5"),
        ("ночью минус 15 градусов", "15 degrees at night", "минус 15 → 15"),
        ("прибыль –1,2 млн", "a profit of 1.2 million", "–1,2 млн → 1.2 million"),
        ("во II и III кварталах", "in the second quarter", "III → –"),
        ("I квартал, ХХ в.", "a quarter, a century", "I, ХХ → –"),
        ("12 млн 500 тыс. сомов", "12.4 million soms", "12 млн, 500 тыс → 12.4 million"),
        # What is not there is told: the hours of a warning, the month of an entry, a day.
        ("за четыре — шесть часов", "in four hours", "шесть → –"),
        ("уже в сентябре наберут 15 студентов", "will take 15 students", "сентябре → –"),
        ("с мая по июль", "we may come in July", "мая → –"),
        ("до шести вечера", "until 17:00", "шести → 17"),
        ("миллиард сомов", "1 million soms", "– → 1 million"),
        ("двадцать лет", "three decades", "двадцать → three"),
        ("17 человек", "five in the bus", "17 → five"),
        ("17 человек", "five in the morning", "17 → five"),
        ("до двух ночи", "until 14:00", "– → 14"),
        ("до пяти утра", "until 17:00", "– → 17"),
        ("полтора десятка коров", "half a dozen cows", "полтора десятка → half a dozen"),
        ("два десятка домов", "two houses", "два десятка → two"),
        ("10⁶ тонн", "10 tons", "10⁶ → 10"),
        ("5×10⁻³ г", "5 g", "5×10⁻³ → 5"),
        ("8500³ человек", "8500 people", "³ → –"),
        ("1½ ведра", "1 bucket", "1½ → 1"),
        ("¾ жителей", "residents", "¾ → –"),
        ("10⁶ тонн", "10⁹ tons", "10⁶ → 10⁹"),
    ],
)
def test_numbers_that_differ_are_told_with_both_values(source, answer, expected) -> None:
    assert told(source, answer) == expected


def test_of_a_language_that_is_not_read_only_lost_digits_are_told() -> None:
    assert told("zwölf Häuser am 3. Mai", "12 houses on 3 May", "de") == ""
    assert told("110 Häuser", "10 houses", "de") == "110 → –"


@pytest.mark.parametrize(
    ("language", "source", "answer", "expected"),
    [
        ("kk", "5 мың адам", "5,000 people", ""),
        ("ky", "2 миң сом", "2,000 soms", ""),
        ("uk", "3 мільйони гривень", "three million hryvnias", ""),
        ("es", "3 millones", "3 million", ""),
        ("de", "2,5 Milliarden Euro", "2.5 billion euros", ""),
        ("kk", "5 мың адам", "50,000 people", "5 мың → –"),
        ("de", "2,5 Milliarden Euro", "2.5 million euros", "2,5 Milliarden → –"),
    ],
)
def test_thousands_and_millions_of_other_languages(language, source, answer, expected) -> None:
    assert told(source, answer, language) == expected


@pytest.mark.parametrize(
    ("source", "answer", "mended"),
    [
        ("цена 110 сомов", "the price is 10 soms", "the price is 110 soms"),
        ("сумма 1 250 000 тенге", "a sum of 125,000 tenge", "a sum of 1,250,000 tenge"),
        ("рост на 4,7 %", "up 47 %", "up 4.7 %"),
        ("в 2031 году", "in 2021", "in 2031"),
        ("вагон 05, место 7", "coach 5, seat 17", "coach 5, seat 7"),
        ("14 мая 2031 года", "May 14, 2021", "May 14, 2031"),
        ("10⁶ тонн", "106 tons", "10⁶ tons"),
        ("5×10⁻³ г", "about 5 g", "about 5×10⁻³ g"),
        ("1½ ведра", "1 bucket", "1½ bucket"),
        ("ночью -5°C", "5°C at night", None),
        ("с 92 до 110", "from 82 to 10", None),
        ("с 92 до 110", "from 92", None),
        ("три дома", "four houses", None),
        ("2,5 млн человек", "2.5 billion people", None),
        ("цена 110 сомов", "the price is 110 soms", None),
    ],
)
def test_one_wrong_number_in_digits_is_mended(source, answer, mended) -> None:
    assert figures.mended(source, answer, "ru", "en") == mended


@pytest.mark.parametrize(
    ("source", "answer", "signed"),
    [
        ("ночью -5°C", "5°C at night", "-5°C at night"),
        ("до минус 20 градусов", "to 20 degrees", "to -20 degrees"),
        ("от -5 до –10", "from 5 to 10", "from -5 to -10"),
        ("прибыль –1,2 млн", "a profit of 1.2 million", "a profit of -1.2 million"),
        # Another word for it, two places, a currency, a range.
        ("прибыль –1,2 млн", "a loss of 1.2 million", "a loss of 1.2 million"),
        ("-5 и 5 домов", "5 and 5 homes", "5 and 5 homes"),
        ("-5 $", "$5", "$5"),
        ("10-15 домов", "10-15 homes", "10-15 homes"),
    ],
)
def test_lost_signs_are_put_in(source, answer, signed) -> None:
    assert figures.signed(source, answer, "ru", "en") == signed


TEXTS = st.text(alphabet="0123459½³⁶⁻× .,:-%IXтридцать мая may million", max_size=40)


@given(TEXTS, TEXTS)
def test_what_is_mended_differs_no_more(source: str, answer: str) -> None:
    mended = figures.mended(source, answer, "ru", "en")
    assert mended is None or told(source, mended) == ""


@given(TEXTS)
def test_a_text_has_its_own_numbers(text: str) -> None:
    assert told(text, text) == ""


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("двадцативосьмилетний", {20, 8, 28}),
        ("девяносто шестой", {90, 6, 96}),
        ("пятьсот", {500}),
        ("полугодие", {6}),
        ("столица", set()),
        ("at noon", {12}),
    ],
)
def test_numbers_inside_words(text: str, values: set[int]) -> None:
    assert compounds.values(text) == values
