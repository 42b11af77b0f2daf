"""What an award is worth on a day: the figures of the tables, rounded up, by dated rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from conferences.models import BaseSalary, Honour, Prize
from conferences.prizes import STEP, prize, rounded_up

NOW, IN_2020 = date(2026, 11, 22), date(2020, 4, 17)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("award", "subject", "day", "worth"),
    [
        ("cstd-toan-quoc", "person", NOW, 11_390_000),  # the column "at 2.530.000 đ" of law-and-format 3.3
        ("cstd-tinh", "person", NOW, 7_590_000),
        ("cstd-co-so", "person", NOW, 2_530_000),
        ("ldtt", "person", NOW, 760_000),
        ("tt-ldxs", "collective", NOW, 3_800_000),
        ("tt-ldtt", "collective", NOW, 2_030_000),
        ("co-chinh-phu", "collective", NOW, 30_360_000),
        ("co-tinh", "collective", NOW, 20_240_000),
        ("bk-ttg", "person", NOW, 8_860_000),
        ("bk-tinh", "person", NOW, 3_800_000),
        ("gk-don-vi", "person", NOW, 760_000),
        ("gk-don-vi", "collective", NOW, 1_520_000),
        ("gk-xa", "person", NOW, 380_000),
        ("hcld-nhat", "person", NOW, 22_770_000),
        ("hcld-nhi", "person", NOW, 18_980_000),
        ("hcld-ba", "person", NOW, 11_390_000),
        ("cstd-co-so", "person", date(2026, 6, 30), 2_340_000),  # the day before the salary rises
        ("cstd-co-so", "person", date(2026, 7, 1), 2_530_000),
        ("bk-tinh", "person", date(2023, 12, 31), 1_800_000),  # 1,0 under the decree of 2017
        ("bk-tinh", "person", date(2024, 1, 1), 2_700_000),
        ("bk-tinh", "collective", IN_2020, 2_980_000),
        ("bk-ldld-tinh", "person", NOW, None),  # the union's own rules say it; nobody has entered them
        ("tt-ldtt", "person", NOW, None),
    ],
)
def test_what_the_tables_say(award, subject, day, worth):
    rows, salaries = ([row.plain() for row in model.objects.all()] for model in (Prize, BaseSalary))
    assert prize(rows, salaries, award=award, subject=subject, day=day) == worth


@pytest.mark.django_db
def test_every_row_names_an_award_of_the_catalogue():
    assert set(Prize.objects.values_list("award", flat=True)) - set(Honour.objects.values_list("code", flat=True)) == set()


@pytest.mark.django_db
def test_a_fixed_sum_is_what_it_is():
    Prize.objects.create(award="bk-ldld-tinh", subject="person", amount=1_234_567, source="Quy chế của đơn vị (mẫu)")
    rows = [row.plain() for row in Prize.objects.all()]
    assert prize(rows, [], award="bk-ldld-tinh", subject="person", day=NOW) == 1_234_567


@pytest.mark.django_db
@pytest.mark.parametrize("given", [{}, {"coefficient": Decimal(1), "amount": 5}, {"coefficient": Decimal(0)}])
def test_a_row_has_a_coefficient_or_a_sum(given):
    with pytest.raises(ValidationError):
        Prize(award="x", subject="person", **given).full_clean()


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_rounded_up_to_the_next_step_and_no_further(amount):
    assert rounded_up(amount) % STEP == 0
    assert 0 <= rounded_up(amount) - amount < STEP
