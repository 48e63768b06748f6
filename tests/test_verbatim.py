"""What stays as it is: links, code, emoji, marks of quotes, and what only looks like it."""

from __future__ import annotations

import pytest
from notation import read
from transliterating import Fake, run, shown

from nlpkit.translate import marks, snippets
from nlpkit.translate.cut import parts


@pytest.mark.parametrize("marks", ["> ", ">> ", "> > ", ">\u00a0", "— > "])
def test_marks_of_a_quote_stay_before_it(marks) -> None:
    engine = Fake(lambda text, safe: "“Closed.”" if "«" in text else "It is closed.")
    for text in ("Мост закрыт до осени.", "«Мост закрыт», — сказал мэр."):
        assert run(read(f"{marks}[ru:{text}]"), engine).full_text.startswith(marks)
    assert not [asked for asked in engine.asked if ">" in asked]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Горы ждут #новые_тропы и #Trail_2031 уже летом", "#новые_тропы #Trail_2031"),
        ("Пишите @lesnik_77 или @lesnik@example.social", "@lesnik_77 @lesnik@example.social"),
        ("Почта les@example.org, сайт https://example.org/тропы?n=7#два", None),
        ("Адрес страницы example.kz/news/2031/05/17 прежний", "example.kz/news/2031/05/17"),
        ("Наберите `сборка --быстро` в окне", "`сборка --быстро`"),
        ("Блок ```имя = 1``` не меняйте", "```имя = 1```"),
        ("Привет, {имя}, у вас {0} писем и ${сумма} на счету", "{имя} {0} ${сумма}"),
        ("Строка %s, число %d, место %(где)s, второе %2$s", "%s %d %(где)s %2$s"),
        ("Первое слово в $1, второе в $2", "$1 $2"),
        ("Доля CO2, H₂O и Ca(OH)2 в пробе растёт, а NaCl нет", "CO2 H₂O Ca(OH)2 NaCl"),
        ("Книга (ISBN 978-5-00-123456-2) вышла", "ISBN 978-5-00-123456-2"),
        (
            "Откройте смета_май.xlsx, ./план/лето.docx или C:\\Дача\\опись.txt",
            "смета_май.xlsx ./план/лето.docx C:\\Дача\\опись.txt",
        ),
        ('Внимание, <b class="x">дорога</b> закрыта<br/>до&nbsp;мая', "<b </b> <br/> &nbsp;"),
        ("Звоните 0312 11-22-33, (0555) 44-55-66 или 77-88-99", "11-22-33 (0555) 77-88-99"),
        ("Озеро лежит у 42°30′15″ северной широты", "42°30′15″"),
        ("Имя: ______, город: ___, год рождения", "______ ___"),
        ("Заметки лежат на горы.рф и лес.қаз", "горы.рф лес.қаз"),
        ("🇺🇿 Президент прибыл в Москву 🇷🇺🇰🇿", "🇺🇿 🇷🇺🇰🇿"),
        ("⚡️🇰🇬 В Бишкеке задержан депутат", "⚡️🇰🇬"),
        ("Сборная 🏴\U000e0067\U000e007f выиграла матч", "🏴\U000e0067\U000e007f"),
        ("Матч выигран 1️⃣ раз 👩🏽‍🚒", "1️⃣ 👩🏽‍🚒"),
    ],
)
def test_what_stays_as_it_is_never_meets_the_engine(text, kept) -> None:
    engine = Fake(lambda text, safe: "a word")
    kept = kept.split() if kept else ["les@example.org", "https://example.org/тропы?n=7#два"]
    answer = shown(run(read(f"[ru:{text}]"), engine))
    assert [one for one in kept if one in answer] == kept
    assert not [asked for asked in engine.asked if any(one in asked for one in kept)]
    assert "word" in answer


@pytest.mark.parametrize(
    "text",
    [
        "Скидка 100 % на всё",
        "Цена $1 млн или $1,50",
        "По данным BBC и UNO",
        "т.д. и т.п.",
        "Прирост +1 200 000 человек",
        "Телефон Galaxy S26 и вирус H5N1",
        "Если a < b и c > d",
        "Игра 3-2, год 2031-03-12, счёт 1:0",
        "Статья УК РФ. Рф",
    ],
)
def test_money_percent_and_abbreviations_are_for_the_engine(text) -> None:
    assert parts(text)[0].core.startswith(text[:12])
    assert len(parts(text)) == 1


@pytest.mark.parametrize(
    ("text", "replaced", "codes"),
    [
        ("Если `git` нет, скачайте.", "Если X1 нет, скачайте.", ["`git`"]),
        ("Замените ``ab`` на `c d`.", "Замените X1 на X2.", ["``ab``", "`c d`"]),
        ("Көпірді `a.py` салады", "Көпірді X1 салады", ["`a.py`"]),
        ("`git`", "`git`", []),
        ("Файл X1 и `a`", "Файл X1 и `a`", []),
        ("нет кода", "нет кода", []),
        ("Выброс 10⁶ тонн", "Выброс X1 тонн", ["10⁶"]),
        ("Есть 5×10⁻³ г и 2 · 10³ кг.", "Есть X1 г и X2 кг.", ["5×10⁻³", "2 · 10³"]),
        ("Живут 8500³ человек, `a`", "Живут X1 человек, X2", ["8500³", "`a`"]),
        ("Масса 9,1×10⁻³¹ кг", "Масса X1 кг", ["9,1×10⁻³¹"]),
        ("Доля ¹³⁷Cs и Ca²⁺ растёт", "Доля X1 и X2 растёт", ["¹³⁷Cs", "Ca²⁺"]),
        ("Площадь 12 км², сорт A³", "Площадь 12 км², сорт A³", []),
        ("10⁶", "10⁶", []),
        ("По § 12 и §7.2 закона", "По X1 и X2 закона", ["§ 12", "§7.2"]),
        ("Согласно §§ 3–5, срок", "Согласно X1, срок", ["§§ 3–5"]),
        ("Ключ --флаг, (--выход=a.txt) и -v", "Ключ X1, (X2) и -v", ["--флаг", "--выход=a.txt"]),
        ("Он пришёл -- и ушёл --- да", "Он пришёл -- и ушёл --- да", []),
        ("а) мука; б) соль", "X1) мука; X2) соль", ["а", "б"]),
        ("В) мука (и в) воды", "X1) мука (и в) воды", ["В"]),
        ("много " + "`a` " * 10, "много " + "`a` " * 10, []),
    ],
)
def test_placeholders_stand_in_for_code(text: str, replaced: str, codes: list[str]) -> None:
    assert snippets.with_placeholders(text) == (replaced, codes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("а) мука", "a) muka"),
        ("в) мука; Г) сода", "c) muka; D) soda"),
        ("масса 9,1×10⁻³¹ кг", "massa 9.1×10⁻³¹ kg"),
        ("код `1,5` и 10⁶", "kod `1,5` i 10⁶"),
        ("закон § 12", "zakon § 12"),
    ],
)
def test_what_placeholders_stand_for_is_in_english(text: str, expected: str) -> None:
    assert shown(run(read(f"[ru:{text}]"), Fake())) == f"{{{expected}}}"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("If X1's not there, get X2.", "If `a`'s not there, get `b`."),
        ("X2 before X1", "`b` before `a`"),
        ("only X1", None),
        ("X1, X1 and X2", None),
        ("X1, X2 and X3", None),
        ("X12 X1", None),
    ],
)
def test_code_comes_back_or_is_lost(answer: str, expected: str | None) -> None:
    assert snippets.restored(answer, ["`a`", "`b`"]) == expected


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("„Никто“, — сказал он.", "«Никто», — сказал он."),
        ("Slogan: „Вода — это жизнь“.", "Slogan: «Вода — это жизнь»."),
        ("Фильм „Тень”, газета ‚Труд‘, роман 'Ад'", "Фильм «Тень», газета «Труд», роман «Ад»"),
        ("'Свободу узникам!'", "Свободу узникам!"),
        ("Плакат '24 часа' и ‘Мир!’ сняты", "Плакат «24 часа» и «Мир!» сняты"),
        ("Он сказал: «Фильм „Тень“ вышел».", "Он сказал: «Фильм «Тень» вышел»."),
        ("Жан д'Арк, О'Нил и об'єкт 5'", "Жан д'Арк, О'Нил и об'єкт 5'"),
        ("Das Wort „Haus“ und 'Hof'", "Das Wort „Haus“ und 'Hof'"),
    ],
)
def test_engines_see_the_usual_quotes(text: str, core: str) -> None:
    assert marks.frame(text)[1] == core
