"""What stands around a post: counters, credits and remarks in brackets."""

from __future__ import annotations

import re

import pytest

from nlpkit.preprocessing import preprocess
from nlpkit.translate import units

# Views, likes and shares below a post, in several languages.
COUNTERS = """
👁 14 марта
👁 12.4K · May 14
❤ 45 · 14 марта
Просмотры: 2,3 тыс.
Просмотров: 1,2K
Views: 2.3K
Қаралым: 2,3 мың
👁 12.4K
👁 12.4K 18:22
👁 1 234 · 14 марта
👁 12.4K, edited 18:22
изменено 18:22, 👁 1.2K
👁‍🗨 1 245
❤ 1,2 тыс.
❤️ 45 💬 12 🔁 3
🖤 12 🕊 5
👁 1,2 тис.
👁 1,2 мың
👁 1,2 миң
Просмотров: 1 234
12,4 тыс. просмотров
Лайков: 45
Поделились: 12
Прочитали: 1200
Просмотров: 1 234 | Комментариев: 5
Переглядів: 1234
Көрүүлөр: 1200
Қаралым: 1200
1.2K Shares
Views 12.4K Likes 300
Vues : 1 234
1.234 Aufrufe
""".strip().splitlines()
NO_COUNTERS = """
💵 87,5
☎ 0312 61 24 78
🌡 -5
📅 14 марта
🎉 9 мая
❤ 8 марта
🔥 21 марта 18:00
🎉 May 9
❤ 8 March 2026
❤ Любовь и 12 стульев: премьера в театре
12 просмотров хватило, чтобы ролик удалили.
Лайков много, а денег нет, сказал блогер.
""".strip().splitlines()
POSTS = (
    "The bridge over the river is closed until October. Drivers will go round.\n\n",
    "Мост через реку закрыли до октября. Водители поедут в объезд через село.\n\n",
    "Көпүрө октябрга чейин жабылды. Айдоочулар айылдын жанындагы жол менен өтөт.\n\n",
)


@pytest.mark.parametrize("line", COUNTERS)
def test_counters_below_a_post_are_junk(line: str) -> None:
    for post in POSTS:
        document = preprocess(post + line)
        block = document.blocks[-1]
        assert (block.kind, block.reason) == ("junk", "counter")
        if not re.search(r"[^\W\d_]{2}", line):  # without a word there is nothing to translate
            for target in ("en", "ru", "ky"):
                assert all(unit.end <= block.start for unit in units(document, target))


@pytest.mark.parametrize("line", NO_COUNTERS)
def test_other_figures_below_a_post_stay(line: str) -> None:
    for post in POSTS:
        assert preprocess(post + line).blocks[-1].reason != "counter"


@pytest.mark.parametrize(
    ("line", "kind", "reason"),
    [
        ("Фото REUTERS/Stringer", "junk", "photo_credit"),
        ("Photo: AFP", "junk", "photo_credit"),
        ("Сүрөт: Кабар", "junk", "photo_credit"),
        ("(смеётся)", "paragraph", None),
        ("(laughs)", "paragraph", None),
        ("(күлөт)", "paragraph", None),
    ],
)
def test_credits_of_agencies_and_remarks_in_brackets(line, kind, reason):
    for post in POSTS:
        first, second, *_ = post.split(". ", 1)
        found = preprocess(f"{first}.\n\n{line}\n\n{second}").blocks[1]
        assert (found.kind, found.reason) == (kind, reason)
