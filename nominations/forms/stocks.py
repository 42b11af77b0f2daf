"""A stock of certificates as it is typed: its size, what the printer is off, and each field with its place and looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html

from nominations.forms.versions import VersionForm
from papers.forms import printable
from papers.stock import FIELDS, LARGEST_SHEET, SMALLEST, SMALLEST_SHEET, Field, Square, Stock, faults_of
from portal.canvas import FAMILIES
from portal.fields import VnCharField, VnIntegerField
from portal.file_forms import PrivateFileForm
from portal.file_kinds import PICTURES
from portal.models import Upload
from portal.storing import check_quota, store_clean
from portal.uploads import small_picture

MOST_SHIFT = 30  # millimetres
LARGEST_TYPE = 200  # points
ALIGN = (("left", "trái"), ("center", "giữa"), ("right", "phải"))
LETTERS = (("as_is", "như tên"), ("upper", "IN HOA"), ("title", "Hoa Đầu Chữ"))
LIST = "decision-"  # begins the samples that are a decision's names
LONGEST, QUALITY = 2400, 85  # pixels of the background's longer side: 150 on an inch of the largest blank
NUMBER = re.compile(r"-?[0-9]{1,6}(?:[.,][0-9]{1,12})?")
STRETCH = 0.03  # how much the picture's shape may differ from the sheet's
STRETCHED = "Ảnh nền {wide} × {high} điểm ảnh không cùng tỷ lệ với tờ phôi {width:g} × {height:g} mm nên bị kéo giãn: hãy cắt ảnh sát mép phôi, hoặc ghi lại khổ phôi."
Choices = Sequence[tuple[str, str]]
SAMPLES = (("short", "tên ngắn"), ("long", "tên dài"), ("unusual", "chữ lạ"))
NEW_FIELD = {"size": 14.0, "smallest": 10.0, "x": 20.0, "y": 40.0, "width": 120.0}


class Millimetres(forms.FloatField):
    """A number as its box sends it, with a point, or as a person types it, with a comma; nothing that only Python takes for one."""

    default_error_messages = {
        "required": "Hãy điền ô này.",
        "invalid": "Hãy ghi một số, ví dụ 12,5.",
        "min_value": "Nhỏ nhất là %(limit_value)g.",
        "max_value": "Lớn nhất là %(limit_value)g.",
    }

    def to_python(self, value: Any) -> float | None:
        if value in self.empty_values:
            return None
        if not NUMBER.fullmatch(text := str(value).strip()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return float(text.replace(",", "."))


def _millimetres(label: str, least: float = 0, most: float = LARGEST_SHEET) -> Millimetres:
    return Millimetres(label=label, min_value=least, max_value=most, widget=forms.NumberInput(attrs={"step": "0.5"}))


def short(value: Any) -> Any:
    """297 for 297.0: what was saved is a number with a point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _choice(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices)


# Of each field of the stock: the names of `papers.stock.Field`.
PARTS = {
    "x": lambda: _millimetres("Trái (mm)"),
    "y": lambda: _millimetres("Chân dòng đầu (mm)"),
    "width": lambda: _millimetres("Rộng (mm)", 1),
    "lines": lambda: VnIntegerField(label="Số dòng", min_value=1, max_value=10),
    "size": lambda: _millimetres("Cỡ chữ", SMALLEST, LARGEST_TYPE),
    "smallest": lambda: _millimetres("Nhỏ nhất", SMALLEST, LARGEST_TYPE),
    "font": lambda: _choice("Phông", [(family, family) for family in FAMILIES]),
    "align": lambda: _choice("Căn", ALIGN),
    "letters": lambda: _choice("Chữ", LETTERS),
    "bold": lambda: forms.BooleanField(label="Đậm", required=False),
    "italic": lambda: forms.BooleanField(label="Nghiêng", required=False),
}


class StockForm(PrivateFileForm, VersionForm):
    kinds = PICTURES
    name = VnCharField(label="Tên phôi", max_length=100, validators=[printable])
    width = _millimetres("Rộng tờ phôi (mm)", SMALLEST_SHEET)
    height = _millimetres("Cao tờ phôi (mm)", SMALLEST_SHEET)
    full_face = forms.BooleanField(
        label="In toàn bộ trên giấy trắng (khung, chữ “BẰNG KHEN”...); không chọn: phôi có sẵn chữ, chỉ in các ô", required=False
    )
    shift_x = _millimetres("Dời sang phải (mm)", -MOST_SHIFT, MOST_SHIFT)
    shift_y = _millimetres("Dời xuống dưới (mm)", -MOST_SHIFT, MOST_SHIFT)
    sample = forms.ChoiceField(label="Xem với", choices=SAMPLES, required=False, widget=forms.Select(attrs={"class": "form-select"}))
    code_x = _millimetres("Trái (mm)")
    code_y = _millimetres("Mép trên (mm)")
    code_side = _millimetres("Cạnh (mm)", 10, 100)

    drop_background = forms.BooleanField(label="Bỏ ảnh nền đang có", required=False)
    file = forms.FileField(label="Ảnh quét tờ phôi", required=False, allow_empty_file=True)

    def __init__(self, *args: Any, stock: Stock, shift: tuple[float, float], version: int, lists: Choices = (), **kwargs: Any):
        self.before, self.stretched = stock, ""
        code = stock.code or Square(20, 20, 20)
        stored = {"version": version, "shift_x": shift[0], "shift_y": shift[1], "sample": "long"}
        stored |= {name: getattr(stock, name) for name in ("name", "width", "height", "full_face")}
        stored |= {"code_x": code.x, "code_y": code.y, "code_side": code.side}
        stored = {name: short(value) for name, value in stored.items()}
        super().__init__(*args, initial=stored, **kwargs)
        self.lists = dict(lists)
        if lists:
            self.fields["sample"].choices = [("Chữ đặt sẵn", list(SAMPLES)), ("Tên thật, tên chật nhất trước", list(lists))]
        self.fields["use-code"] = forms.BooleanField(label="In mã QR", required=False, initial=bool(stock.code))
        self._fields_before = {field.key: field for field in stock.fields}
        for key, label in FIELDS.items():
            kept = self._fields_before.get(key)
            self.fields[f"use-{key}"] = forms.BooleanField(label=f"In ô “{label}”", required=False, initial=kept is not None)
            for name, make in PARTS.items():
                self.fields[f"{key}-{name}"] = made = make()
                made.initial = short(getattr(kept or Field(key, **NEW_FIELD), name))

    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "width", "height", "full_face")]

    def printer(self) -> list[forms.BoundField]:
        return [self["shift_x"], self["shift_y"]]

    def rows(self) -> list[tuple[str, str, forms.BoundField, list[forms.BoundField]]]:
        """Each field of the stock, by its key and what it is called, with its cells; the QR code last."""
        found = [(key, label, self[f"use-{key}"], [self[f"{key}-{name}"] for name in PARTS]) for key, label in FIELDS.items()]
        return [*found, ("code", "mã QR", self["use-code"], [self[name] for name in ("code_x", "code_y", "code_side")])]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("drop_background") and not values.get("file"):
            self.upload = None
        if self.errors:
            return values
        self.stock = stock = self._stock(values)
        for field in stock.fields:
            for sentence in faults_of(field, stock):
                self.add_error(f"{field.key}-x", ValidationError(sentence))
        code = stock.code
        if code and (code.x + code.side > stock.width or code.y + code.side > stock.height):
            self.add_error("code_x", "Mã QR nằm ngoài tờ phôi: hãy dời vào trong.")
        return values

    def _stored(self, sent: UploadedFile) -> Upload:
        """Small enough to be looked at on a phone, large enough to aim by: it is never printed."""
        check_quota(self.owner, sent.size)
        clean, (wide, high) = small_picture(sent, longest=LONGEST, quality=QUALITY)
        width, height = self.cleaned_data.get("width"), self.cleaned_data.get("height")
        if width and height and abs(wide / high / (width / height) - 1) > STRETCH:
            self.stretched = STRETCHED.format(wide=wide, high=high, width=width, height=height)
        return store_clean(clean, name=sent.name, owner=self.owner)

    def _help_text(self) -> str:
        return format_html("{} Chụp hoặc quét vừa sát bốn mép tờ phôi. Ảnh chỉ làm nền khi xem thử, không in ra.", super()._help_text())

    def _stock(self, values: dict[str, Any]) -> Stock:
        fields = []
        for key in FIELDS:
            if values[f"use-{key}"]:
                kept = self._fields_before.get(key) or Field(key, **NEW_FIELD)
                fields.append(replace(kept, **{name: values[f"{key}-{name}"] for name in PARTS}))
        code = Square(values["code_x"], values["code_y"], values["code_side"]) if values["use-code"] else None
        head = {name: values[name] for name in ("name", "width", "height", "full_face")}
        return replace(self.before, fields=tuple(fields), code=code, **head)

    @property
    def shift(self) -> tuple[float, float]:
        return self.cleaned_data["shift_x"], self.cleaned_data["shift_y"]
