"""Languages of stretches: goldens (`[ru:…]` marks what is not in the main language), what always
holds, and no bad running times."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from growth import check_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from nlpkit import languages
from nlpkit.document import Block, Sentence, Span, check_tiles
from nlpkit.preprocessing import sentences, tag
from nlpkit.preprocessing.tag import langid, spans, tagger, tokens

EN = """
The harvest was good this year, and the markets are full.
The harvest was good. [ru:Рынки полны овощей и фруктов.]
The minister called it [ru:«невозможно» ]and left the room.
The minister called it [ru:"полная ерунда" ]and left the room.
He shouted [ru:“Не стрелять!” ]and ran.
The word [ru:правда ]means truth.
The ministry [ru:(Министерство обороны) ]did not answer.
[ru:Авторизуйтесь, пожалуйста]
Read more about the floods [ru:Читайте также]
[ru:Подписывайтесь на наш канал в социальных сетях]
The mayor said: [de:„Wir werden diese Entscheidung nicht einfach hinnehmen“ ]and smiled.
The mayor said: [fr:« Nous ne pouvons pas accepter cette décision » ]and smiled.
He wrote to press@example.org and to @someone about #floods today.
Open https://example.org/ru/novosti.html and run `git status` first.
The F-16 and the T-90M cost $1.2bn in 2024, up 35%.
García Márquez met Joaquín Sabina and Emmanuel Macron in San Sebastián.
Nursultan Nazarbayev and Emomali Rahmon met in Dushanbe.
The angle π is small, and so is Δ.
The sign said [el:Απαγορεύεται η είσοδος ]in large letters.
The sign said [he:אין כניסה ]in large letters.
The sign said [ka:შესვლა აკრძალულია ]in large letters.
The sign said [hy:Մուտքն արգելված է ]in large letters.
The sign said [zh:禁止进入 ]in large letters.
The sign said [ja:立ち入りはできません ]in large letters.
The sign said [ko:출입 금지 ]in large letters.
The sign said [hi:अंदर आना मना है ]in large letters.
The sign said [th:ห้ามเข้า ]in large letters.
The sign said [ar:ممنوع الدخول إلى هذه المنطقة ]in large letters.
It was 12:45 on 30 May 2024.
Putin Says [ru:«это невозможно» ]In Moscow Speech.
The driver shouted [ru:"Chto ty delaesh, kuda ty edesh!" ]and braked.
The old proverb [ru:«Tishe edesh, dalshe budesh» ]suits him.
Sergei Ivanov and Nursultan Nazarbayev met in Akmola Oblast.
Komsomolskaya Pravda and Nezavisimaya Gazeta were sold on Bolshaya Nikitskaya Ulitsa.
They ate pelmeni and borscht at the dacha and spoke of glasnost.
""".strip().splitlines()

RU = """
Урожай в этом году хороший, и рынки полны.
Компания Apple и фонд World Bank подписали договор.
Он купил новый iPhone и ноутбук ThinkPad за 1200 долларов.
Сайт kun.uz и почта info@example.org не работают.
Президент посетил Dushanbe и встретился с рабочими.
По данным The New York Times, переговоры продолжаются.
Он ответил: [en:“This is not what we agreed on” ]и вышел.
В этом году хороший урожай. [en:The markets are full of fruit and vegetables.]
В этом году хороший урожай. [kk:Базарларда жеміс-жидек өте көп болды.]
В этом году хороший урожай. [tg:Дар бозорҳо меваю сабзавот бисёр аст.]
В этом году хороший урожай. [uz:Бозорларда мева ва сабзавотлар жуда кўп.]
В этом году хороший урожай. [uk:На ринках дуже багато овочів та фруктів.]
В этом году хороший урожай. [ky:Базарларда мөмө-жемиштер абдан көп болду.]
Он сказал: [kk:«Бұл мәселені бүгін шешу керек» ]и ушёл.
Он сказал: [tg:«Ин масъаларо имрӯз ҳал кардан лозим аст» ]и ушёл.
Пишите нам в cекретный чaт.
Это IT-компания с онлайн-магазином и 5G-сетью.
Магазины Adidas, Zara и Louis Vuitton закрылись.
Он выбрал Google Chrome вместо Internet Explorer.
Группа The Rolling Stones приедет осенью.
Он написал [en:“see you tomorrow morning” ]и уехал.
""".strip().splitlines()

KO = ["그는 Bank of America 은행에서 일한다.", "애플은 iPhone 신제품을 공개했다."]

ALONE = {
    "Авторизуйтесь, пожалуйста": "ru",
    "Привет": "ru",
    "Подробнее": "ru",
    "Please log in": "en",
    "Read more": "en",
    "Все новости дня": "ru",
    "Барлық жаңалықтар": "kk",
    "Ҳамаи хабарҳо": "tg",
    "Усі новини": "uk",
    "Усе навіны": "be",
    "Барча янгиликлар": "uz",
    "Barcha yangiliklar": "uz",
    "Баардык жаңылыктар": "ky",
    "Барлык яңалыклар": "tt",
    "Бөтә яңылыҡтар": "ba",
    "Бүх мэдээ мэдээлэл": "mn",
    "Ово је наша заједничка кућа": "sr",
    "Ovo je naša zajednička kuća koju smo sagradili": ("sr", "hr", "bs"),
    "Това е нашата обща къща": "bg",
    "Ова е нашата заедничка куќа": "mk",
    "Bütün xəbərlər və məqalələr": "az",
    "Tüm haberler ve yazılar": "tr",
    "Ähli habarlar we makalalar": "tk",
    "همه خبرهای امروز را بخوانید": "fa",
    "اقرأ جميع أخبار اليوم": "ar",
    "ټول خبرونه ولولئ": "ps",
    "آج کی تمام خبریں پڑھیں": "ur",
    "Alle Nachrichten des Tages lesen": "de",
    "Toutes les nouvelles du jour": "fr",
    "Todas las noticias del día": "es",
    "Tutte le notizie del giorno": "it",
    "Wszystkie wiadomości dnia": "pl",
    "כל החדשות": "he",
    "Hi": "en",
    "OK": "en",
    "ok": "en",
    "No": "en",
    "NATO": "en",
    "BBC": "en",
    "Video": "en",
    "Biden": "en",
    "Tashkent": "en",
    "I am": "en",
    "Gas row deepens": "en",
    "Privet, kak dela?": "ru",
    "Privet! Kak dela? Chto novogo?": "ru",
    "ya segodnya ne pridu, deti zaboleli": "ru",
    "Prezident podpisal ukaz o naznachenii ministra": "ru",
    "Segodnja v stolice proshla vstrecha predstavitelej dvuh stran": "ru",
    "xochu spat, a nado rabotat": "ru",
    "Dzień dobry, nie wiem, co robić": "pl",
    "Zdravo, kako si? Šta ima novo?": ("sr", "hr", "bs"),
    "Salom, ishlar qalay? Nima yangiliklar bor?": "uz",
    "Bazarda bakja önümleri gymmatlady": "tk",
    "12 + 5 = 17": "und",
    "😀 — …": "und",
    "www.example.org": "und",
}

MANY = """
en The president arrived in the capital on Tuesday.
ru Президент сегодня утром прибыл в столицу.
uk Президент прибув до столиці у вівторок.
be Прэзідэнт прыбыў у сталіцу ў аўторак.
bg Президентът пристигна в столицата във вторник.
sr Председник је стигао у престоницу у уторак.
mk Претседателот пристигна во главниот град во вторник.
kk Президент астанаға сейсенбі күні келді.
ky Президент борборго шейшемби күнү келди.
tg Президент рӯзи сешанбе ба пойтахт омад.
uz Prezident seshanba kuni poytaxtga keldi.
tk Prezident şu gün paýtagta geldi we myhmanlar bilen duşuşdy.
tr Cumhurbaşkanı salı günü başkente geldi.
az Prezident çərşənbə axşamı paytaxta gəldi.
de Der Präsident ist am Dienstag in der Hauptstadt angekommen.
fr Le président est arrivé mardi dans la capitale.
es El presidente llegó a la capital el martes.
pt O presidente chegou à capital na terça-feira.
it Il presidente è arrivato nella capitale martedì.
ro Președintele a sosit marți în capitală.
pl Prezydent przybył do stolicy we wtorek.
cs Prezident přijel do hlavního města v úterý.
hu Az elnök kedden érkezett a fővárosba.
fi Presidentti saapui pääkaupunkiin tiistaina.
nb Presidenten kom til hovedstaden på tirsdag.
nl De president kwam dinsdag aan in de hoofdstad.
lt Prezidentas antradienį atvyko į sostinę.
lv Prezidents otrdien ieradās galvaspilsētā.
sl Predsednik je prispel v prestolnico v torek.
id Presiden tiba di ibu kota pada hari Selasa.
vi Tổng thống đã đến thủ đô vào thứ Ba.
el Πρόεδρος έφτασε στην πρωτεύουσα την Τρίτη.
he הנשיא הגיע לבירה ביום שלישי.
ar وصل الرئيس إلى العاصمة يوم الثلاثاء.
fa رئیس جمهور روز سه‌شنبه وارد پایتخت شد.
ps ولسمشر د سه شنبې په ورځ پلازمېنې ته ورسېد.
zh 总统周二抵达首都。
ja 大統領は火曜日に首都に到着した。
ko 대통령이 화요일에 수도에 도착했다.
hi राष्ट्रपति मंगलवार को राजधानी पहुंचे।
ka პრეზიდენტი სამშაბათს დედაქალაქში ჩავიდა.
hy Նախագահը երեքշաբթի ժամանեց մայրաքաղաք։
mn Ерөнхийлөгч мягмар гарагт нийслэлд ирлээ.
tt Президент сишәмбе көнне башкалага килде.
""".strip().splitlines()  # a language, and a line in it


def spans_of(text: str) -> tuple[tuple[Sentence, ...], tuple[Span, ...]]:
    found = sentences.split(text, [Block(0, len(text), "paragraph")]) if text else ()
    return found, tag.tag(text, found)


def marked(text: str, main: str) -> str:
    """The text with `[lang:…]` around the spans that are not in the main language."""
    out, at = "", 0
    for span in spans_of(text)[1]:
        piece = text[span.start : span.end]
        out += text[at : span.start]
        out += piece if span.lang == main else f"[{span.lang}:{piece}]"
        at = span.end
    return out + text[at:]


def bare(golden: str) -> str:
    return re.sub(r"\[[a-z]{2,3}:([^]]*)]", r"\1", golden)


@pytest.mark.parametrize("golden", EN)
def test_in_english(golden: str) -> None:
    assert marked(bare(golden), "en") == golden


@pytest.mark.parametrize("golden", RU)
def test_in_russian(golden: str) -> None:
    assert marked(bare(golden), "ru") == golden


@pytest.mark.parametrize("text", KO)
def test_latin_names_in_any_script_are_no_fragments(text: str) -> None:
    assert marked(text, "ko") == text


def test_russian_in_latin_letters_says_so() -> None:
    assert [(s.lang, s.script) for s in spans_of("Privet, kak dela?")[1]] == [("ru", "Latn")]


LABELLED = """
en Kyrgyz: |ky Ош шаардык соту; |en Russian: |ru Ошский городской суд.
en Kazakh: |kk Жоғарғы Сот; |en Russian: |ru Верховный суд.
en Tajik: |tg Вазорати корҳо; |en Russian: |ru Министерство труда.
en Reuters: |ru в Астане открыли новый мост.
en Subject: FW: |ru заявление миссии
en BBC: |ru Россия не вышлет дипломатов, сообщил МИД.
ru Президент Apple: «Мы построим завод в Ташкенте».
ru iPhone 15: цена и дата выхода
""".strip().splitlines()


@pytest.mark.parametrize("golden", LABELLED)
def test_latin_words_before_a_colon_head_what_follows(golden: str) -> None:
    parts = [part.split(" ", 1) for part in golden.split("|")]
    text = "".join(words for _, words in parts)
    assert [(s.lang, text[s.start : s.end].strip()) for s in spans_of(text)[1]] == [
        (lang, words.strip()) for lang, words in parts
    ]


@pytest.mark.parametrize(("text", "language"), ALONE.items())
def test_alone(text: str, language: str | tuple[str, ...]) -> None:
    accepted = (language,) if isinstance(language, str) else language
    assert {span.lang for span in spans_of(text)[1]} <= set(accepted)


def test_every_line_in_a_language_of_its_own() -> None:
    lines = [line.partition(" ") for line in MANY]
    found, told = spans_of("\n".join(line for _, _, line in lines))
    assert len(found) == len(lines)
    langs = [(span.sentence, span.lang) for span in told]
    assert langs == [(i, language) for i, (language, _, _) in enumerate(lines)]


def test_sentence_without_letters_takes_its_neighbours_language() -> None:
    text = "12:45. Поезд опоздал. 10:30!"
    parts = [Sentence(0, 6, 0), Sentence(7, 21, 0), Sentence(22, 28, 0)]
    assert [(s.lang, s.script) for s in tag.tag(text, parts)] == [
        ("ru", "Zyyy"),
        ("ru", "Cyrl"),
        ("ru", "Zyyy"),
    ]


def test_japanese_kanji_next_to_kana() -> None:
    text = "東京都知事は辞任した。中国北京。"
    langs = [(span.lang, span.script) for span in spans_of(text)[1]]
    assert langs == [("ja", "Jpan"), ("zh", "Hani")]


def test_codes_are_known() -> None:
    models = langid.load()
    assert {lang for model in models.values() for lang in model.languages} <= set(languages.NAMES)


def test_score_grows_with_evidence() -> None:
    short, long = (spans_of(text)[1][0].score for text in ("Дом", "Дом стоял на самом берегу реки"))
    assert 0.3 < short < long <= 1


@pytest.mark.parametrize(
    ("chunk", "word"),
    [
        ("Dushanbe", ("Latn", "dushanbe", True)),
        ("cекретный", ("Cyrl", "секретный", False)),
        ("oʻzbek", ("Latn", "o'zbek", False)),
        ("IT-компания", ("Cyrl", "iт-компания", True)),
        ("5-летний", ("Cyrl", "летний", False)),
        ("F-16", ("", "", False)),
        ("2024", ("", "", False)),
        ("a.b@example.org", ("", "", False)),
        ("#новости", ("", "", False)),
        ("`git`", ("", "", False)),
        ("kun.uz", ("", "", False)),
        ("は放送", ("Jpan", "は放送", False)),
    ],
)
def test_describe(chunk: str, word: tuple[str, str, bool]) -> None:
    assert tuple(tokens.describe(chunk)) == word


def test_words_cover_scripts_without_gluing_them() -> None:
    assert tokens.pattern().split("BBCは放送 IT-отдел kun.uz/a")[1::2] == [
        "BBC",
        "は放送",
        "IT-отдел",
        "kun.uz/a",
    ]


@pytest.mark.parametrize(
    ("first", "between", "cut"),
    [
        ("“да", "” ", 2),
        ("да", ") ", 0),
        ("said", " “", 1),
        ("said", " « ", 1),
        ("said", ' "', 1),
        ("да", ", ", 2),
        ("да", "—", 1),
    ],
)
def test_cut(first: str, between: str, cut: int) -> None:
    end = len(first) + len(between)
    assert spans._cut(first + between + "да", 0, len(first), end) == len(first) + cut


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\x1f"), min_size=1, max_size=9),
        max_size=4,
    )
)
def test_features_of_a_word_do_not_depend_on_its_neighbours(words: list[str]) -> None:
    keys, owner, whole = langid.features(words) if words else ([], [], [])
    assert list(owner) == sorted(owner)
    for i, word in enumerate(words):
        alone, _, _ = langid.features([word])
        assert list(keys[owner == i]) == list(alone)
        assert whole[owner == i].sum() == 1


NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("aбβあ漢한ا𐐀ा́ '’-.@/#<>`_0\"«»“”()\n\t\u200d\u00a0😀\ud800")),
        st.characters(),
    )
)


@settings(max_examples=300, deadline=None)
@given(NASTY)
def test_spans_tile_their_sentences(text: str) -> None:
    parts, found = spans_of(text)
    for i, sentence in enumerate(parts):
        own = [span for span in found if span.sentence == i]
        check_tiles(own, sentence.start, sentence.end, f"spans of {text!r}")
        assert all(a.lang != b.lang for a, b in pairwise(own))
    assert all(0 <= span.score <= 1 and len(span.script) == 4 for span in found)
    assert all(span.lang == "und" or span.lang in languages.NAMES for span in found)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["дом ", "house ", "«так» ", "naïve ", "и ", "。", "5 ", "\n"])))
def test_answer_depends_on_the_text_alone(parts: list[str]) -> None:
    text = "".join(parts)
    first = spans_of(text)
    tagger._tagger.cache_clear()
    assert spans_of(text) == first


@pytest.mark.parametrize(
    "unit", ["a", "я ", "a.", "a@", "<a", "`", "«я» a ", "漢", "é́", "да no ", "\n"]
)
def test_linear_on_monotonous_text(unit: str) -> None:
    check_linear(
        lambda text: tag.tag(text, [Sentence(0, len(text), 0)]),
        lambda n: unit * (n // len(unit)) + "x",
    )
