"""Form fields that read what Vietnamese people type.

Django's own read 03/04/2025 as 4 March, `1.000` as 1, and keep invisible letters. These serve in forms and, through
`field_classes`, in model forms.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.fields.dates import parse_date, screen_date
from portal.fields.numbers import number, parse_decimal, parse_int
from portal.fields.text import clean_text


REQUIRED = "Hãy điền ô này."


def _read(reader: Callable[[str], Any], value: Any) -> Any:
    try:
        return reader(value)
    except ValueError as error:
        raise ValidationError(str(error), code="invalid") from error


class _Bounded(forms.Field):
    """A value read from text, between two bounds; the widget is a plain text input, the sentences show our style."""

    widget = forms.TextInput
    attributes: dict[str, str] = {}
    default_error_messages = {"required": REQUIRED}
    too_small = "Nhỏ nhất là {}."
    too_great = "Lớn nhất là {}."

    @staticmethod
    def reader(text: str) -> Any:
        raise NotImplementedError

    @staticmethod
    def shown(value: Any) -> str:
        raise NotImplementedError

    def __init__(self, *, min_value: Any = None, max_value: Any = None, **kwargs: Any) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {} if widget.is_hidden else {"autocomplete": "off"} | self.attributes

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.shown(value)

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return _read(self.reader, value) if value.strip() else None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            raise ValidationError(self.too_small.format(self.shown(self.min_value)), code="min_value")
        if self.max_value is not None and value > self.max_value:
            raise ValidationError(self.too_great.format(self.shown(self.max_value)), code="max_value")


class GridInput(forms.TextInput):
    """A cell of a table with thousands of them: written at once, where a template for each would take most of the page's time."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        text = self.format_value(value)
        own = {"type": "text", "name": name} | ({} if text is None else {"value": text})
        return format_html("<input{}>", flatatt(own | self.build_attrs(self.attrs, attrs)))


class VnIntegerField(_Bounded):
    """`1.000` is a thousand."""

    attributes = {"inputmode": "numeric"}
    reader = staticmethod(parse_int)
    shown = staticmethod(number)


class VnDecimalField(_Bounded):
    """`1,5` is one and a half. Digits are limited as the model's field limits them."""

    attributes = {"inputmode": "decimal"}
    reader = staticmethod(parse_decimal)
    shown = staticmethod(number)

    def __init__(self, *, max_digits: int | None = None, decimal_places: int | None = None, **kwargs: Any) -> None:
        self.max_digits, self.decimal_places = max_digits, decimal_places
        super().__init__(**kwargs)

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        places = -min(value.as_tuple().exponent, 0)
        if self.decimal_places is not None and places > self.decimal_places:
            raise ValidationError(f"Chỉ nhập đến {self.decimal_places} chữ số sau dấu phẩy.", code="max_decimal_places")
        whole = len(str(abs(int(value))))
        if self.max_digits is not None and whole > self.max_digits - (self.decimal_places or 0):
            raise ValidationError("Số lớn quá mức ô này nhận.", code="max_digits")


class VnDateField(_Bounded):
    """Day first, four digits of the year."""

    attributes = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy"}
    reader = staticmethod(parse_date)
    shown = staticmethod(screen_date)
    too_small = "Nhập ngày từ {} trở đi."
    too_great = "Nhập ngày không sau {}."


class VnCharField(forms.CharField):
    """One line of clean text: NFC before its length is counted (NFD counts 27 letters for 20)."""

    keep_lines = False
    default_error_messages = {
        "required": REQUIRED,
        "max_length": "Dài %(show_value)d ký tự, nhiều nhất là %(limit_value)d: hãy viết gọn lại.",
        "min_length": "Có %(show_value)d ký tự, ít nhất là %(limit_value)d: hãy viết đủ.",
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {}  # no maxlength: a browser would cut pasted text without a word

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return self.empty_value
        return _read(lambda text: clean_text(text, keep_lines=self.keep_lines), str(value)) or self.empty_value


class VnTextField(VnCharField):
    """Several lines of clean text."""

    widget = forms.Textarea
    keep_lines = True
