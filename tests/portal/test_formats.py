"""Django itself, where our own fields do not stand, reads and writes as Vietnam does."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from django import forms
from django.template import Context, Template
from django.utils.formats import date_format, get_format, number_format, time_format


def test_django_reads_the_day_first():
    read = forms.DateField().clean
    typed = ["03/04/2025", "03-04-2025", "03.04.2025", "2025-04-03"]
    assert [read(text) for text in typed] == [date(2025, 4, 3)] * 4
    assert read("31/12/2024") == date(2024, 12, 31)


def test_django_writes_the_day_first():
    moment = datetime(2026, 3, 5, 7, 8)
    assert date_format(moment) == date_format(moment, "SHORT_DATE_FORMAT") == "05/03/2026"
    assert date_format(moment, "DATETIME_FORMAT") == "05/03/2026 07:08"
    assert time_format(time(7, 8)) == "07:08"
    assert get_format("FIRST_DAY_OF_WEEK") == 1


def test_numbers_are_grouped_by_dots_when_asked_and_years_are_not():
    assert number_format(Decimal("1234567.5"), force_grouping=True) == "1.234.567,5"
    shown = Template("{% load humanize %}{{ places|intcomma }} {{ year }} {{ share }}")
    assert shown.render(Context({"places": 1234567, "year": 2026, "share": Decimal("1.5")})) == "1.234.567 2026 1,5"
