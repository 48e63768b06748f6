"""A few words of another language in a Russian sentence: they are no fragment of it."""

from __future__ import annotations

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
