"""A few words of another language in a Russian sentence: they are no fragment of it."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

import pytest
from test_tag import spans_of

# Words of the region's languages among Russian ones: the sentence is Russian.
GUESTS = """
айыл өкмөтү сообщил о начале ремонта дороги
Глава айыл өкмөтү задержан
Айыл аймагы получил новый трактор.
Айылный кенеш утвердил бюджет
Жогорку Кеңеш принял закон о бюджете.
Заседание Жогорку Кеңеш
Акимат города Ош
Токмок шаары остался без света
Кыргыз темир жолу закупит новые вагоны
тазалык продолжает вывозить мусор
Мэр Ош, Айбек Төрөкулов
Мэр Оша Жеңишбек Токторбаев
Рецепт бешбармака
Қазақстан темір жолы перевезла 20 тысяч тонн зерна.
Цены на бауырсақ выросли
Депутат мәжіліса
Праздник Наурыз мейрамы
Казан шәһәре башлыгы сообщил о ремонте
Минтимер Шәймиев
Өчпочмак подорожал
Президент Шавкат Мирзиёев
ҳоким Самарканда
Верховна Рада приняла закон
""".strip().splitlines()
# More words of another language, or words that are set off, stay a fragment of it.
NO_GUESTS = """
ru Он сказал: «|ky Биз мектеп салдык|ru », — и ушёл.
ru Фонд помог детям (|kk балаларға көмек|ru ), сообщил он.
ru Он ответил |ky бул жерде суу жок болчу|ru , и все замолчали.
ky Жогорку Кеңеш мыйзам кабыл алды.
ky Айыл өкмөтү жолду оңдой баштады.
kk Мәжіліс заң қабылдады.
tt Казанда яңа мәктәп ачылды.
ky БҮГҮН ЖАҢЫ МЕКТЕП
""".strip().splitlines()


@pytest.mark.parametrize("sentence", GUESTS)
def test_a_few_words_of_another_language_in_a_russian_sentence_are_russian(sentence: str) -> None:
    assert {span.lang for span in spans_of(sentence)[1]} == {"ru"}


@pytest.mark.parametrize("golden", NO_GUESTS)
def test_more_words_of_another_language_are_not(golden: str) -> None:
    parts = [part.split(" ", 1) for part in golden.split("|")]
    told = spans_of("".join(text for _, text in parts))[1]
    assert [span.lang for span in told] == [language for language, _ in parts]


# A quotation in another language, and the language of the text around it. Only the quotation is in
# its language: `around` is one sentence, and each line is tagged behind it.
AROUND = {
    "kk": "Жаңа оқу жылында облыста бес мектеп ашылды.",
    "ky": "Жаңы окуу жылында облуста беш мектеп ачылды.",
    "tg": "Дар соли нави хониш дар вилоят панҷ мактаб кушода шуд.",
    "uz": "Янги ўқув йилида вилоятда бешта мактаб очилди.",
    "uk": "У новому навчальному році в області відкрили п'ять шкіл.",
    "ru": "В новом учебном году в области открыли пять школ.",
    "de": "In diesem Schuljahr wurden im Gebiet fünf neue Schulen eröffnet.",
}
SPEAKERS = """
kk Ол: |ru «Мы закончили строительство школы», – |kk деді.
kk Спикер Ерлан Қошанов: |ru "Мы приняли закон".
kk Министр Асқар Омаров: |ru «Дорога будет готова осенью».
kk Президент Тоқаев: |ru «Мы будем строить школы».
kk |ru «Мы закончили строительство школы», – |kk деді Ерлан Қошанов.
kk Ерлан Қошанов: |ru «Закон принят. Он важен для страны. Мы будем его исполнять».
ky Ал: |ru «Мы закончили строительство школы», – |ky деди.
ky Министр Асан Усенов: |ru “Дорога будет готова осенью”.
tg Вазир Раҳим Саидзода: |ru «Дорога будет готова осенью».
uz У: |ru «Мы закончили строительство школы», – |uz деди.
uz Вазир Азиз Каримов: |ru „Дорога будет готова осенью“.
uk Міністр Іван Петренко: |ru «Дорога будет готова осенью».
uk Олег Ковальчук: |ru «Дорога будет готова».
ru Он: |kk «Біз мектеп құрылысын аяқтадық», – |ru сказал.
ru Министр Асқар Омаров: |kk «Жол күзде дайын болады».
de Minister Karl Berger: |en “We will build many new schools”.
ru Спикер Ерлан Қошанов: "Мы приняли закон".
ru «Мы закончили строительство школы», – сказал Ерлан Қошанов.
ru Асет Болатов, учитель: «Нам нужны новые учебники».
ru Рустам Эмомалӣ: «Мы приняли закон».
ru Хоким Ўктам Барноев: «Дорога готова».
ru Володимир Зеленський: «Мы построим школы».
kk |ru Министр образования Асқар Омаров заявил: «Дорога будет готова осенью».
kk |ru Источник: «Комсомольская правда»
kk |ru Компания «Хлеб и вода» закрыла магазин в Алматы.
ky |ru Генеральный директор Асан Усенов: «Мы приняли закон».
uz |ru Депутат Азиз Каримов считает: «Дорога будет готова осенью».
uk |ru Песня «Мы закончили строительство».
uk Пісня |ru «Мы закончили строительство».
kk |ru Фильм «Мы закончили строительство».
ru |ky Ал: «Биз мектептин курулушун бүтүрдүк».
ru Он: |ky «Биз мектептин курулушун бүтүрдүк».
ru |kk Ол: «Біз мектеп құрылысын аяқтадық».
uk |ru Об этом министр сказал: «Дорога будет готова осенью».
""".strip().splitlines()


@pytest.mark.parametrize("golden", SPEAKERS)
def test_words_beside_a_quotation_have_the_language_around_it(golden: str) -> None:
    parts = [part.split(" ", 1) for part in golden.split("|")]
    around = AROUND[parts[0][0]] + "\n"
    text = around + "".join(words for _, words in parts)
    told = [(s.lang, text[s.start : s.end].strip()) for s in spans_of(text)[1][1:]]
    joined = [
        (lang, " ".join(own for _, own in group)) for lang, group in groupby(told, itemgetter(0))
    ]
    assert joined == [(lang, words.strip()) for lang, words in parts if words]


def test_a_line_between_two_languages_is_not_judged_by_its_neighbours() -> None:
    line = "Спикер Ерлан Қошанов: «Мы приняли закон»."
    text = f"{AROUND['kk']}\n{line}\n{AROUND['ru']}"
    assert [span.lang for span in spans_of(text)[1]] == ["kk", "ru", "ru"]
