"""Sums written out in Vietnamese words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.fields import in_words, money_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (105_021, "một trăm linh năm nghìn không trăm hai mươi mốt"),
        (760_000, "bảy trăm sáu mươi nghìn"),
        (2_530_000, "hai triệu năm trăm ba mươi nghìn"),
        (11_390_000, "mười một triệu ba trăm chín mươi nghìn"),
        (1_000_001, "một triệu không trăm linh một"),
        (1_000_000_000, "một tỷ"),
        (3_000_500_000, "ba tỷ năm trăm nghìn"),
        (12_000_000_007, "mười hai tỷ không trăm linh bảy"),
        (5_000_000_000_000, "năm nghìn tỷ"),
    ],
)
def test_numbers_in_words(number, words):
    assert in_words(number) == words


def test_a_sum_begins_with_a_capital_and_names_the_money():
    assert money_in_words(3_800_000) == "Ba triệu tám trăm nghìn đồng"


def test_no_words_below_zero():
    with pytest.raises(ValueError, match="Số âm"):
        in_words(-1)


@given(st.integers(min_value=0, max_value=10**13), st.integers(min_value=0, max_value=10**13))
def test_two_numbers_never_have_the_same_words(one, other):
    assert (in_words(one) == in_words(other)) == (one == other)
