"""The form fields: what they take, what they say, and that model forms take them."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.test.html import parse_html
from django.test.utils import isolate_apps

from portal.fields import GridInput, VnCharField, VnDateField, VnDecimalField, VnIntegerField, VnTextField


def refusal(field: forms.Field, typed: Any) -> list[str]:
    with pytest.raises(ValidationError) as error:
        field.clean(typed)
    return error.value.messages


@pytest.mark.parametrize("value", [None, "", "1.000", '"><b>'])
def test_a_cell_of_a_grid_is_the_input_that_django_would_write(value):
    attrs = {"data-column": "7", "aria-label": "Than Uyên, “cá nhân” & tập thể", "required": False, "aria-invalid": "true"}
    shown = [widget(attrs=attrs).render("places-1-2", value, {"id": "id_places-1-2"}) for widget in (GridInput, forms.TextInput)]
    assert parse_html(shown[0]) == parse_html(shown[1])


def test_numbers_and_dates_are_read_as_typed():
    assert VnIntegerField().clean("1.000") == 1000
    assert VnDecimalField().clean("1,5") == Decimal("1.5")
    assert VnDateField().clean("03/04/2025") == date(2025, 4, 3)


def test_bounds_name_the_bound():
    places = VnIntegerField(min_value=0, max_value=1000)
    assert [places.clean(typed) for typed in ("0", "-0", "+5", "1.000")] == [0, 0, 5, 1000]
    assert refusal(places, "-1") == ["Nhỏ nhất là 0."]
    assert refusal(places, "1.001") == ["Lớn nhất là 1.000."]
    day = VnDateField(min_value=date(2020, 1, 1), max_value=date(2020, 12, 31))
    assert day.clean("31/12/2020") == date(2020, 12, 31)
    assert refusal(day, "31/12/2019") == ["Nhập ngày từ 01/01/2020 trở đi."]
    assert refusal(day, "01/01/2021") == ["Nhập ngày không sau 31/12/2020."]


def test_a_decimal_keeps_to_its_digits():
    score = VnDecimalField(max_digits=4, decimal_places=2, max_value=Decimal("100"))
    assert [score.clean(typed) for typed in ("99,99", "0,5", "07")] == [Decimal("99.99"), Decimal("0.5"), Decimal(7)]
    assert refusal(score, "99,99999999") == ["Chỉ nhập đến 2 chữ số sau dấu phẩy."]
    assert refusal(score, "100") == ["Số lớn quá mức ô này nhận."]
    assert refusal(score, "9" * 5000) == ["Số quá dài: nhập nhiều nhất 15 chữ số."]


def test_a_fault_is_the_readers_sentence():
    assert refusal(VnIntegerField(), "1,5") == ["“1,5” không phải số nguyên: nhập số không có phần sau dấu phẩy."]
    assert refusal(VnDateField(), "1/4/25") == ["Ngày “1/4/25” sai: nhập đủ 4 chữ số năm."]
    assert refusal(VnCharField(), "a\u202eb") == ["Có ký tự đảo chiều chữ U+202E: xóa đi rồi gõ lại chỗ đó."]


def test_blank_is_nothing_unless_required():
    optional = [VnIntegerField(required=False), VnDecimalField(required=False), VnDateField(required=False)]
    assert [field.clean(" ") for field in optional] == [None, None, None]
    assert VnCharField(required=False).clean(" \u200b ") == ""
    for field in (VnIntegerField(), VnDateField(), VnCharField(), VnTextField()):
        assert refusal(field, " ") == ["Hãy điền ô này."]


def test_length_is_counted_in_nfc_and_told():
    name = VnCharField(max_length=20)
    longest = "Nguyễn Thị Hồng Ngát"
    typed = unicodedata.normalize("NFD", longest)
    assert (len(longest), len(typed)) == (20, 26)
    assert name.clean(typed) == longest
    assert refusal(name, longest + "x") == ["Dài 21 ký tự, nhiều nhất là 20: hãy viết gọn lại."]


def test_several_lines_stay_lines():
    assert VnTextField().clean("Một\r\n\r\nhai ") == "Một\n\nhai"
    assert VnCharField().clean("Một\r\nhai") == "Một hai"


class Sample(forms.Form):
    places = VnIntegerField(initial=1000)
    share = VnDecimalField(initial=Decimal("1.5"))
    day = VnDateField(initial=date(2020, 5, 4))
    name = VnCharField(max_length=5)


def test_inputs_are_plain_text_that_shows_the_value_as_typed():
    form = Sample()
    assert str(form["places"]) == (
        '<input type="text" name="places" value="1.000" autocomplete="off" inputmode="numeric" required id="id_places">'
    )
    assert 'value="1,5" autocomplete="off" inputmode="decimal"' in str(form["share"])
    assert 'value="04/05/2020" autocomplete="off" inputmode="numeric" placeholder="dd/mm/yyyy"' in str(form["day"])
    assert "maxlength" not in str(form["name"])


def test_a_form_with_a_fault_keeps_what_was_typed():
    form = Sample({"places": "1,5", "share": "1.5", "day": "31/02/2020", "name": "quá dài"})
    assert sorted(form.errors) == ["day", "name", "places", "share"]
    assert [form[name].value() for name in form.fields] == ["1,5", "1.5", "31/02/2020", "quá dài"]


def test_the_same_value_is_no_change():
    form = Sample({"places": "1000", "share": "1,50", "day": "4.5.2020", "name": ""})
    assert form.changed_data == []
    changed = Sample({"places": "1001", "share": "1,5", "day": "05/05/2020", "name": "A"})
    assert changed.changed_data == ["places", "day", "name"]


@isolate_apps("portal")
def test_model_forms_take_them():
    class Thing(models.Model):
        name = models.CharField("tên", max_length=20)
        text = models.TextField("nội dung", blank=True)
        places = models.PositiveIntegerField("số suất")
        share = models.DecimalField("tỷ lệ", max_digits=4, decimal_places=2)
        day = models.DateField("ngày", null=True, blank=True)

        class Meta:
            app_label = "portal"

    class ThingForm(forms.ModelForm):
        class Meta:
            model = Thing
            fields = "__all__"
            field_classes = {
                "name": VnCharField,
                "text": VnTextField,
                "places": VnIntegerField,
                "share": VnDecimalField,
                "day": VnDateField,
            }

    form = ThingForm({"name": " Hòa ", "text": "a\r\nb", "places": "1.000", "share": "99,5", "day": ""})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"name": "Hòa", "text": "a\nb", "places": 1000, "share": Decimal("99.5"), "day": None}
    assert ThingForm({"name": "A", "places": "-1", "share": "9"}).errors == {"places": ["Nhỏ nhất là 0."]}
