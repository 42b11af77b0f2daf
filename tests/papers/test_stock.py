"""What cannot be printed on is told before anything is: a field beyond the sheet, a size, a font, a key."""

from dataclasses import replace

import pytest

from papers.stock import FIELDS, Field, Printed, Square, Stock, baselines, faults, overlaps
from tests.papers.certificates import TEXTS, samples

NAME = Field("name", 20, 50, 150, 24, 12, lines=2)
# The sheet itself bears the award in large letters; a second signer is one of a joint decision.
LEFT_OUT = {"award", "second_authority", "second_signer"}
STOCK = Stock("Phôi", 200, 100, (NAME,), Square(10, 10, 20))


@pytest.mark.parametrize("stock", samples(), ids=lambda stock: stock.name)
def test_the_samples_have_every_field_none_of_them_in_the_way_of_another(stock):
    assert faults(stock) + overlaps(stock) == []
    assert {field.key for field in stock.fields} == TEXTS.keys() == FIELDS.keys() - LEFT_OUT


def test_a_stock_in_order_has_no_fault():
    assert faults(STOCK) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"x": -1}, "Ô “họ và tên, tên tập thể” ra ngoài tờ phôi 200 × 100 mm: hãy dời vào trong hoặc bớt rộng, bớt dòng."),
        ({"x": 51}, "Ô “họ và tên, tên tập thể” ra ngoài tờ phôi 200 × 100 mm: hãy dời vào trong hoặc bớt rộng, bớt dòng."),
        ({"y": 8}, "Ô “họ và tên, tên tập thể” ra ngoài tờ phôi 200 × 100 mm: hãy dời vào trong hoặc bớt rộng, bớt dòng."),
        ({"y": 91}, "Ô “họ và tên, tên tập thể” ra ngoài tờ phôi 200 × 100 mm: hãy dời vào trong hoặc bớt rộng, bớt dòng."),
        ({"width": 0}, "Ô “họ và tên, tên tập thể” ra ngoài tờ phôi 200 × 100 mm: hãy dời vào trong hoặc bớt rộng, bớt dòng."),
        ({"smallest": 25}, "Ô “họ và tên, tên tập thể”: cỡ chữ nhỏ nhất phải từ 6 đến cỡ chữ của ô (24)."),
        ({"smallest": 5}, "Ô “họ và tên, tên tập thể”: cỡ chữ nhỏ nhất phải từ 6 đến cỡ chữ của ô (24)."),
        ({"lines": 0}, "Ô “họ và tên, tên tập thể”: phải có ít nhất một dòng."),
        (
            {"font": "Arial"},
            "Ô “họ và tên, tên tập thể”: không có phông chữ “Arial”, hãy chọn Liberation Serif, Liberation Sans, DejaVu Serif.",
        ),
        ({"colour": "red"}, "Ô “họ và tên, tên tập thể”: màu “red” không đọc được, hãy viết như #c00000."),
        ({"key": "phone"}, "Không có ô nào tên “phone”."),
    ],
)
def test_a_field_that_cannot_be_printed_is_told(changes, sentence):
    assert faults(replace(STOCK, fields=(replace(NAME, **changes),))) == [sentence]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"width": 0}, "Khổ phôi 0 × 100 mm không in được: mỗi cạnh từ 1 đến 1000 mm."),
        ({"height": 1001}, "Khổ phôi 200 × 1001 mm không in được: mỗi cạnh từ 1 đến 1000 mm."),
        ({"fields": (NAME, NAME)}, "Ô “họ và tên, tên tập thể” có hai lần trên phôi: hãy bỏ bớt một."),
        ({"code": Square(185, 10, 20)}, "Mã QR nằm ngoài tờ phôi: hãy dời vào trong."),
    ],
)
def test_a_stock_that_cannot_be_printed_on_is_told(changes, sentence):
    assert faults(replace(STOCK, **changes)) == [sentence]


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"fields": (NAME, replace(NAME, key="unit", y=70, lines=1))}, []),
        (
            {"fields": (NAME, replace(NAME, key="unit", y=69.8, lines=1))},
            ["Ô “họ và tên, tên tập thể” và ô “chức vụ, đơn vị” chồng lên nhau khi đủ dòng: hãy dời ra, hoặc bớt cỡ chữ, bớt dòng."],
        ),
        (
            {"code": Square(10, 41, 20)},
            ["Ô “họ và tên, tên tập thể” và mã QR chồng lên nhau khi đủ dòng: hãy dời ra, hoặc bớt cỡ chữ, bớt dòng."],
        ),
        (
            {"words": (Printed("GIẤY KHEN", replace(NAME, key="", y=45)),)},
            ["Ô “họ và tên, tên tập thể” và dòng “GIẤY KHEN” chồng lên nhau khi đủ dòng: hãy dời ra, hoặc bớt cỡ chữ, bớt dòng."],
        ),
    ],
)
def test_what_stands_in_the_way_of_another_is_told(changes, sentences):
    assert overlaps(replace(STOCK, **changes)) == sentences


def test_lines_go_down_from_the_first_or_stand_around_it():
    step = 1.2 * 20 * 25.4 / 72
    assert baselines(NAME, 3, 20) == [50, 50 + step, 50 + 2 * step]
    assert baselines(replace(NAME, grows="both"), 1, 20) == [50]
    assert baselines(replace(NAME, grows="both"), 2, 20) == [50 - step / 2, 50 + step / 2]
