"""What people type is read as they mean it, and written as they read it (dates, numbers, text, sort keys)."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from functools import cmp_to_key
from itertools import product

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from portal.fields import (
    clean_text,
    long_date,
    number,
    padded,
    paper_date,
    parse_date,
    parse_decimal,
    parse_int,
    roman,
    screen_date,
    search_key,
    sort_key,
    sort_key_plain,
    time_left,
    vietnamese_letter,
    weekday_date,
)

NO_NUMBER = "không đọc được là số: một nghìn viết là 1.000, một phẩy năm viết là 1,5."
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


# --- dates ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "03/04/2025",
        "3/4/2025",
        " 03 / 04 / 2025 ",
        "\u00a003/04/2025\u00a0",
        "03\u200b/04/2025\ufeff",
        "03-04-2025",
        "3.4.2025",
        "03042025",
        "2025-04-03",
        "ngày 03 tháng 4 năm 2025",
        unicodedata.normalize("NFD", "Ngày 3 tháng 4 năm 2025"),
    ],
)
def test_the_day_comes_first(text: str):
    assert parse_date(text) == date(2025, 4, 3)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("12/31/2024", "Ngày “12/31/2024” sai: tháng 31 không có, hãy viết ngày trước tháng sau (dd/mm/yyyy)."),
        ("29/02/2023", "Ngày “29/02/2023” sai: tháng 2 năm 2023 có các ngày từ 1 đến 28."),
        ("31/04/2024", "Ngày “31/04/2024” sai: tháng 4 năm 2024 có các ngày từ 1 đến 30."),
        ("00/05/2024", "Ngày “00/05/2024” sai: tháng 5 năm 2024 có các ngày từ 1 đến 31."),
        ("1/4/25", "Ngày “1/4/25” sai: nhập đủ 4 chữ số năm."),
        ("01/04/85", "Ngày “01/04/85” sai: nhập đủ 4 chữ số năm."),
        ("01/04/1824", "Ngày “01/04/1824” sai: năm phải từ 1900 đến 2100."),
        ("01/04-2025", "“01/04-2025” không đọc được là ngày: nhập dd/mm/yyyy, ví dụ 31/12/2024."),
        ("1985", "“1985” không đọc được là ngày: nhập dd/mm/yyyy, ví dụ 31/12/2024."),
        ("15 tháng Giêng", "“15 tháng Giêng” không đọc được là ngày: nhập dd/mm/yyyy, ví dụ 31/12/2024."),
        ("24:00", "“24:00” không đọc được là ngày: nhập dd/mm/yyyy, ví dụ 31/12/2024."),
        ("٠١/٠٤/٢٠٢٥", "“٠١/٠٤/٢٠٢٥” không đọc được là ngày: nhập dd/mm/yyyy, ví dụ 31/12/2024."),
        (" ", "Chưa nhập ngày."),
    ],
)
def test_a_date_that_is_none_is_refused_with_the_remedy(text: str, sentence: str):
    with pytest.raises(ValueError) as refusal:
        parse_date(text)
    assert str(refusal.value) == sentence


@given(DAYS)
def test_every_written_date_is_read_back(day: date):
    styles = [screen_date(day), paper_date(day), long_date(day), day.isoformat()]
    assert [parse_date(text) for text in styles] == [day] * 4


def test_papers_put_a_zero_before_small_days_and_the_first_two_months():
    days = [date(2024, 5, 29), date(1930, 2, 3), date(2026, 3, 5), date(2020, 12, 10)]
    assert [paper_date(day) for day in days] == ["29/5/2024", "03/02/1930", "05/3/2026", "10/12/2020"]
    assert [long_date(day) for day in days] == [
        "ngày 29 tháng 5 năm 2024",
        "ngày 03 tháng 02 năm 1930",
        "ngày 05 tháng 3 năm 2026",
        "ngày 10 tháng 12 năm 2020",
    ]


def test_screens_show_two_digits_and_the_weekday():
    assert screen_date(date(2026, 3, 5)) == "05/03/2026"
    assert weekday_date(date(2020, 5, 14)) == "Thứ Năm 14/05/2020"
    assert weekday_date(date(2020, 5, 17)) == "Chủ Nhật 17/05/2020"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=3, hours=4, minutes=59), "còn 3 ngày 4 giờ"),
        (timedelta(days=3), "còn 3 ngày"),
        (timedelta(hours=4, minutes=5), "còn 4 giờ 5 phút"),
        (timedelta(seconds=59), "còn dưới 1 phút"),
        (timedelta(0), "còn dưới 1 phút"),
        (-timedelta(days=2), "đã quá hạn 2 ngày"),
        (-timedelta(minutes=90), "đã quá hạn 1 giờ 30 phút"),
    ],
)
def test_what_is_left_of_the_time(left: timedelta, words: str):
    assert time_left(left) == words


# --- numbers --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "value"),
    [("1.000", 1000), ("1000", 1000), ("1.234.567", 1234567), ("-1", -1), ("-0", 0), ("+5", 5), ("05", 5), ("\u00a07 ", 7)],
)
def test_a_dot_groups_thousands(text: str, value: int):
    assert parse_int(text) == value
    assert parse_decimal(text) == value


@pytest.mark.parametrize(("text", "value"), [("1,5", "1.5"), ("1.000,25", "1000.25"), ("0,05", "0.05"), ("-1,50", "-1.50")])
def test_a_comma_starts_the_decimals(text: str, value: str):
    assert str(parse_decimal(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        *("1e3", "0x10", "1_000", "١٢٣", "１２", "²", "½", "NaN", "inf"),
        *("1.5", "0.100", "1.00", "1.000.00", "100,01 %", "5/10", "--1", "năm"),
    ],
)
def test_what_only_looks_like_a_number_is_refused(text: str):
    for read in (parse_int, parse_decimal):
        with pytest.raises(ValueError) as refusal:
            read(text)
        assert str(refusal.value) == f"“{text}” {NO_NUMBER}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1,5", "“1,5” không phải số nguyên: nhập số không có phần sau dấu phẩy."),
        ("1,000", "“1,000” không phải số nguyên: nhập số không có phần sau dấu phẩy."),
        ("9" * 5000, "Số quá dài: nhập nhiều nhất 15 chữ số."),
        ("", "Chưa nhập số."),
        ("x" * 5000, f"“{'x' * 40}” {NO_NUMBER}"),
    ],
)
def test_a_whole_number_is_refused_with_the_remedy(text: str, sentence: str):
    with pytest.raises(ValueError) as refusal:
        parse_int(text)
    assert str(refusal.value) == sentence


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_written_number_is_read_back(value: int):
    assert parse_int(number(value)) == value


@given(st.decimals(-(10**9), 10**9, places=3))
def test_every_written_decimal_is_read_back(value: Decimal):
    assert parse_decimal(number(value)) == value


def test_numbers_as_people_read_them():
    assert [number(value) for value in (0, 999, 1234567, -1000)] == ["0", "999", "1.234.567", "-1.000"]
    assert [number(Decimal(value)) for value in ("1.50", "1E+3", "-0.5")] == ["1,50", "1.000", "-0,5"]
    assert [padded(value) for value in (0, 1, 5, 9, 10, 112)] == ["0", "01", "05", "09", "10", "112"]


def test_numbers_of_sections():
    assert [roman(value) for value in (1, 4, 9, 14, 40, 1999, 3999)] == ["I", "IV", "IX", "XIV", "XL", "MCMXCIX", "MMMCMXCIX"]
    assert "".join(vietnamese_letter(place) for place in range(1, 24)) == "abcdđeghiklmnopqrstuvxy"
    assert [vietnamese_letter(place) for place in (24, 25, 46, 47)] == ["aa", "ab", "ay", "ba"]
    for refused in (lambda: roman(0), lambda: roman(4000), lambda: vietnamese_letter(0)):
        with pytest.raises(ValueError):
            refused()


# --- text -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (unicodedata.normalize("NFD", "Nguyễn"), "Nguyễn"),
        ("Nguyê\u0303n", "Nguyễn"),  # as Windows' own Vietnamese keyboard types it
        ("Nguyê\u200b\u0303n", "Nguyễn"),
        ("\ufeffHo\u00ada \u200dBan\u2060 ", "Hoa Ban"),
        ("Ðặng Thị \u0189ào", "Đặng Thị Đào"),
        ("  Lò \t Văn\u00a0\r\nPánh ", "Lò Văn Pánh"),
        ("H'Hen Niê, H’Hen Niê, HʼHen Niê, Y Ngông Niêkdăm", "H'Hen Niê, H’Hen Niê, HʼHen Niê, Y Ngông Niêkdăm"),
        ("K'Brơih, Ksor H'Bơ Khắp, Rơ Chăm Krứt, Đinh Thị Xê-đăng", "K'Brơih, Ksor H'Bơ Khắp, Rơ Chăm Krứt, Đinh Thị Xê-đăng"),
        ("ĕ ŏ ŭ č ƀ ñ ê̆", "ĕ ŏ ŭ č ƀ ñ ê̆"),
        ("hòa hoà Thủy Thuỷ Lý Lí", "hòa hoà Thủy Thuỷ Lý Lí"),
        ('<3, R&D, "quotes", 100% “tốt”', '<3, R&D, "quotes", 100% “tốt”'),
        ("<script>{{7*7}}{% load %}${7*7}{0.__class__}", "<script>{{7*7}}{% load %}${7*7}{0.__class__}"),
        ("=1+1", "=1+1"),
        (" \u200b ", ""),
    ],
)
def test_text_is_kept_as_typed_without_what_nobody_sees(typed: str, kept: str):
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    ("letter", "kind"),
    [
        ("\u202e", "ký tự đảo chiều chữ U+202E"),
        ("\u2066", "ký tự đảo chiều chữ U+2066"),
        ("\x00", "ký tự điều khiển U+0000"),
        ("\x1f", "ký tự điều khiển U+001F"),
        ("\ufffe", "ký tự không có trong bảng mã U+FFFE"),
        ("\ud800", "ký tự hỏng U+D800"),
        ("\uf0b7", "ký tự riêng của một phông chữ U+F0B7"),
    ],
)
def test_letters_that_break_things_are_refused_by_name(letter: str, kind: str):
    with pytest.raises(ValueError) as refusal:
        clean_text(f"Nguyễn{letter}Văn A")
    assert str(refusal.value) == f"Có {kind}: xóa đi rồi gõ lại chỗ đó."


def test_lines_are_kept_where_lines_are_meant():
    typed = "\n Một  dòng\r\nhai\vba \u2028 bốn\n\n\n\n\nnăm\n"
    assert clean_text(typed, keep_lines=True) == "Một dòng\nhai\nba\nbốn\n\nnăm"
    assert clean_text(typed) == "Một dòng hai ba bốn năm"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf"])))
def test_cleaning_twice_is_cleaning_once(text: str):
    for keep_lines in (True, False):
        once = clean_text(text, keep_lines=keep_lines)
        assert clean_text(once, keep_lines=keep_lines) == once
        assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    "same",
    [
        ("H'Hen Niê", "H’Hen Niê", "HʼHen Niê", "hhen nie"),
        (unicodedata.normalize("NFD", "Đặng Thị"), "ĐẶNG THỊ", "Ðặng Thị", "dang thi"),
        ("hòa", "hoà", "hoa"),
        ("Thủy", "Thuỷ", "thuy", "thui"),
        ("Lý", "Lí", "li"),
        ("154/KH-LĐLĐ", "154khldld"),
        ("50% _a_ \\", "50 a"),
        ("Nguyễn  Văn\u00a0A ", "nguyen van a", "nguien van a"),
    ],
)
def test_one_key_finds_all_ways_of_writing(same: tuple[str, ...]):
    assert {search_key(text) for text in same} == {same[-1]}


def test_different_letters_have_different_keys():
    assert len({search_key(text) for text in ("Hoa", "Hua", "Ho a", "Họa 2")}) == 4


@given(st.text())
def test_the_key_of_a_key_is_itself(text: str):
    assert search_key(search_key(text)) == search_key(text)


# --- sort keys ------------------------------------------------------------------------------------------------------
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
SYLLABLES = st.builds(
    lambda first, vowel, tone, last: unicodedata.normalize("NFC", first + vowel + tone + last),
    st.sampled_from(["", "b", "đ", "d", "ng", "ngh", "th", "t"]),
    st.sampled_from("aăâeêioôơuưy"),
    st.sampled_from(TONES),
    st.sampled_from(["", "n", "ng", "m"]),
)
NAMES = st.lists(SYLLABLES, min_size=1, max_size=4)


def spelled(syllable: str) -> tuple[list[int], int]:
    """A syllable as the dictionary sorts it: its letters' places in the alphabet, then its tone's."""
    tones = [mark for mark in unicodedata.normalize("NFD", syllable) if mark in TONES[1:]]
    bare = "".join(mark for mark in unicodedata.normalize("NFD", syllable) if mark not in TONES[1:])
    letters = [ALPHABET.index(letter) for letter in unicodedata.normalize("NFC", bare)]
    return letters, TONES.index(tones[0]) if tones else 0


def compare(ours: list[str], theirs: list[str]) -> int:
    """Syllable by syllable, written without the keys."""
    for left, right in zip(ours, theirs, strict=False):
        if spelled(left) != spelled(right):
            return -1 if spelled(left) < spelled(right) else 1
    return len(ours) - len(theirs)


@given(st.lists(NAMES, max_size=8))
def test_plain_names_sort_as_the_dictionary_does(names: list[list[str]]):
    expected = sorted(names, key=cmp_to_key(compare))
    assert sorted(names, key=lambda name: sort_key_plain(" ".join(name))) == expected


@given(st.lists(NAMES, max_size=8))
def test_people_sort_by_given_name_then_family_name(names: list[list[str]]):
    expected = sorted(names, key=cmp_to_key(lambda a, b: compare([a[-1], *a[:-1]], [b[-1], *b[:-1]])))
    assert sorted(names, key=lambda name: sort_key(" ".join(name))) == expected


def test_a_list_of_people():
    people = ["Lò Văn Ân", "Trần Thị An", "Nguyễn Văn An", "Lý Ả", "Đỗ Bình", "Nguyễn An", "Đèo Văn Ăn", "Y"]
    assert sorted([*people, "Dương Bình", "Lê Đào"], key=sort_key) == [
        "Lý Ả",
        "Nguyễn An",
        "Nguyễn Văn An",
        "Trần Thị An",
        "Đèo Văn Ăn",
        "Lò Văn Ân",
        "Dương Bình",
        "Đỗ Bình",
        "Lê Đào",
        "Y",
    ]


def test_spelling_habits_make_no_difference():
    assert sort_key("Lê Thị Hòa") == sort_key("LÊ THỊ HOÀ") == sort_key(unicodedata.normalize("NFD", "lê thị hoà"))
    assert sort_key("H'Hen Niê") == sort_key("H’Hen Niê")
    assert sort_key("") == sort_key_plain(" ") == ""


def test_a_note_in_brackets_is_no_given_name():
    people = ["Lò Văn An (mẫu)", "Hà Thị Bình (mẫu)", "Lò Văn An"]
    assert sorted(reversed(people), key=sort_key) == ["Lò Văn An", "Lò Văn An (mẫu)", "Hà Thị Bình (mẫu)"]


def test_units_sort_by_number():
    units = ["Cụm 10", "Cụm 2", "Cụm 02 A", "Cụm", "Cụm A"]
    assert sorted(units, key=sort_key_plain) == ["Cụm", "Cụm 2", "Cụm 02 A", "Cụm 10", "Cụm A"]


@given(st.text())
def test_every_key_is_small_letters_and_digits(text: str):
    assert set(sort_key(text) + sort_key_plain(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789")


@pytest.mark.django_db
def test_the_database_sorts_the_keys_as_python_does():
    vowels = [first + vowel + tone for first, vowel, tone in product(("", "d", "đ", "nghi"), "aăâeêioôơuưy", TONES)]
    keys = [sort_key(f"Lò {unicodedata.normalize('NFC', syllable)}") for syllable in vowels] + [sort_key("Lò Văn 10")]
    rows = " UNION ALL ".join(["SELECT %s AS name"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM ({rows}) AS people ORDER BY name", keys)
        assert [name for (name,) in cursor.fetchall()] == sorted(keys)
