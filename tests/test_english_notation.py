"""Numbers that a model copied, as English writes them."""

from __future__ import annotations

import pytest

import nlpkit
from nlpkit.translate.notation import in_english


@pytest.mark.parametrize(
    ("source", "answer", "expected"),
    [
        ("475,30 тенге (+1,2)", "475,30 tenge (+1,2)", "475.30 tenge (+1.2)"),
        ("0,165 сома", "0,165 soms", "0.165 soms"),
        ("1 234 567,89 тонны", "1 234 567,89 tons", "1,234,567.89 tons"),
        ("1 234 отзыва", "1 234 reviews", "1,234 reviews"),
        ("в 1,5-2 раза", "1,5-2 times", "1.5-2 times"),
        # Not of the source, thousands, a list, a score.
        ("пять раз", "1,5 times", "1,5 times"),
        ("1,250 сома", "1,250 soms", "1,250 soms"),
        ("в домах 5,6 и 7", "in houses 5,6 and 7", "in houses 5,6 and 7"),
        ("счёт 2,5:1", "a score of 2,5:1", "a score of 2,5:1"),
        ("1 200–1 500 человек", "1 200–1 500 people", "1,200–1,500 people"),
        ("линия: 8 800 200-34-11", "hotline: 8 800 200-34-11", "hotline: 8 800 200-34-11"),
        ("123 456 789 01", "123 456 789 01", "123 456 789 01"),
        ("на счёт 40 702 810", "to account 40 702 810", "to account 40 702 810"),
        ("на счёт 40 702 810", "to account 40,702,810", "to account 40 702 810"),
        ("тел.: 996 312 661", "phone: 996 312 661", "phone: 996 312 661"),
        ("карта № 1 234 567", "card No. 1 234 567", "card No. 1 234 567"),
        ("3-й и 22-й", "3th, 22th", "3rd, 22nd"),
        ("11-й и 113-й", "11th, 113th", "11th, 113th"),
        ("120 м² и 5 км²", "120 m2 and 5 km2", "120 m² and 5 km²"),
        ("150 мкг/м³", "150 µg/m3", "150 µg/m³"),
        ("комнаты м2", "rooms m2", "rooms m2"),
        ("до 18:30 01.02.2025", "until 18:30,01.02.2025", "until 18:30 01.02.2025"),
        ("с 01.02.2025 09:00.", "from 01.02.2025,09:00.", "from 01.02.2025 09:00."),
        ("10:00 12:30 15:00", "10:00,12:30,15:00", "10:00 12:30 15:00"),
        ("в 10:00 12 человек", "at 10:00,12 people", "at 10:00 12 people"),
        ("10:00,12:30 и 5 6", "10:00,12:30 and 5,6", "10:00,12:30 and 5,6"),
        ("½ запаса", "1⁄2 of the stock", "½ of the stock"),
    ],
)
def test_english_notation(source, answer, expected) -> None:
    assert in_english(source, answer) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Инфляция — 5,2 процента.", "Inflation — 5.2 percent."),
        ("- Рост: 12,5%", "- Growth: 12.5%"),
        ("2,3 тысячи", "2.3 thousand"),
        ("Growth: 12,5%", "Growth: 12,5%"),
    ],
)
def test_answers_of_the_phrasebook_have_it_too(source, expected) -> None:
    pipeline = nlpkit.load(overrides={"translator": {"backend": "echo", "target": "en"}})
    assert pipeline.translate(source).full_text == expected
