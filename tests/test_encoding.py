"""Bytes to text: marks, Unicode, the Cyrillic single-byte encodings, damage."""

from __future__ import annotations

import pytest
from edge import FRENCH, LONG, SHORT
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.document import Flag
from nlpkit.files.encoding import decode, detect, is_binary


@pytest.mark.parametrize("text", [SHORT, LONG, "Да", "МОСКВА", "Москва и Paris"])
@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "cp866", "iso8859-5"])
def test_russian_in_single_bytes(text, encoding):
    usable = "".join(c for c in text if c.encode(encoding, "ignore"))
    assert decode(usable.encode(encoding)) == (usable, [Flag("decoded_as", encoding)])


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "cp866", "iso8859-5"])
def test_russian_in_capitals(encoding):
    text = "СРОЧНО: МОСТ ЧЕРЕЗ РЕКУ ЗАКРЫТ ДО ПОНЕДЕЛЬНИКА"
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("text", [SHORT, LONG, "Мэр открыл мост.", "Она сказала: «Мы рады»."])
def test_russian_of_old_macs(text):
    assert decode(text.encode("mac-cyrillic")) == (text, [Flag("decoded_as", "mac-cyrillic")])


@pytest.mark.parametrize("text", ["Я думаю", "Но я думал: Я, Я и Я", "Цена 5 €, то есть дороже"])
def test_windows_is_preferred_to_old_macs(text):
    assert decode(text.encode("windows-1251"))[0] == text


@pytest.mark.parametrize("text", [SHORT, LONG, FRENCH, "Да", "plain"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_its_mark_needs_no_warning(text, encoding):
    assert decode(text.encode(encoding)) == (text, [])


@pytest.mark.parametrize("text", [SHORT, LONG, FRENCH, "Да", "plain"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(text, encoding):
    data = text.encode(encoding)
    assert decode(data) == (text, [Flag("decoded_as", encoding)])
    assert not is_binary(data)


def test_western_text():
    assert decode(FRENCH.encode("windows-1252")) == (FRENCH, [Flag("decoded_as", "windows-1252")])
    assert decode("“Quoted” – so".encode("windows-1252"))[0] == "“Quoted” – so"


def test_other_encodings_are_left_to_charset_normalizer():
    greek = "Το χιόνι έκλεισε τον δρόμο και οι οδηγοί περίμεναν μέχρι το βράδυ στο χωριό. " * 4
    assert decode(greek.encode("cp1253"))[0] == greek


def test_ukrainian_in_both_its_encodings():
    text = "Уночі на перевалі випав сніг, і дорогу закрили; її відкриють завтра."
    for encoding in ("windows-1251", "koi8-u"):
        assert decode(text.encode(encoding)) == (text, [Flag("decoded_as", encoding)])


def test_damaged_utf_8_stays_utf_8_and_the_damage_is_counted():
    data = LONG.encode("utf-8")
    text, warnings = decode(data[:101] + b"\xff" + data[102:-1])
    assert warnings == [Flag("undecoded", str(text.count("\ufffd")))]
    assert text.startswith("Утром на перевале выпал снег")


def test_surrogates_written_as_utf_8_do_not_change_the_encoding():
    data = LONG.encode("utf-8")
    assert decode(data + b"\xed\xa0\xbd\xed\xb8\x80") == (LONG + "\U0001f600", [])
    text, warnings = decode("A dash — and “quotes”. ".encode() + b"\xed\xa0\x80")
    assert text == "A dash — and “quotes”. \ufffd"
    assert warnings == [Flag("undecoded", "1")]


@pytest.mark.parametrize("cut", range(6))
def test_surrogates_of_a_file_that_is_cut_do_not_change_the_encoding(cut):
    data = ("\ud800" + "я" * 2).encode("utf-8", "surrogatepass") * 9
    assert detect(data[: len(data) - cut]).encoding == "utf-8"


def test_a_character_cut_off_at_the_end_does_not_change_the_encoding():
    text, warnings = decode("He said: “No” —".encode()[:-1])
    assert text == "He said: “No” \ufffd"
    assert warnings == [Flag("undecoded", "1")]


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_decode_without_lone_surrogates(data):
    text, _ = decode(data)
    text.encode("utf-8")
