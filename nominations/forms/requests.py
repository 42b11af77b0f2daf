"""Asking a unit below, answering, moving the day."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from nominations.forms.versions import VersionForm
from organizations.models import Unit
from organizations.querysets import under
from papers.forms import printable
from portal import clock
from portal.fields import VnCharField, VnDateField, VnTextField, screen_date, search_key
from portal.file_forms import PrivateFilesForm
from portal.once import OnceForm

SEVERAL_SHOWN = 5
ABOVE = re.compile(r"(?P<name>.+?)\s*\((?P<above>[^()]+)\)\s*")


def not_past(day: date, what: str) -> date:
    if day < clock.today():
        raise forms.ValidationError(f"{what} không được trước hôm nay, {screen_date(clock.today())}.")
    return day


def _in_full(unit: Unit) -> str:
    above = Unit.objects.get_parent(unit)
    return f"{unit.name} ({above.label})" if above else unit.name


def _names_above(unit: Unit) -> set[str]:
    above = Unit.objects.get_parent(unit)
    return {search_key(name) for name in (above.name, above.short_name, above.label)} if above else set()


class RequestForm(OnceForm):
    """To which unit, what, until when. A unit is found by its name as people write it."""

    unit = VnCharField(
        label="Đơn vị",
        max_length=200,
        help_text="Tên đầy đủ hoặc tên ngắn của đơn vị cấp dưới.",
        error_messages={"required": "Hãy ghi tên đơn vị."},
    )
    title = VnCharField(label="Việc", max_length=200, validators=[printable], error_messages={"required": "Hãy ghi ngắn gọn việc cần làm."})
    text = VnTextField(
        label="Nội dung", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}), validators=[printable], error_messages={"required": "Hãy ghi cần gửi hoặc làm gì."}
    )
    due_on = VnDateField(label="Hạn trả lời", error_messages={"required": "Hãy ghi ngày cuối được trả lời."})

    def __init__(self, *args: Any, office: Unit, meant: Unit | None = None, **kwargs: Any):
        """`meant`: the unit from whose dossier the page was opened; of several of its name it is the one."""
        super().__init__(*args, **kwargs)
        self.office, self.meant = office, meant

    def clean_unit(self) -> Unit:
        """A name alone, or with the unit above it in brackets, which tells namesakes apart."""
        below = Unit.objects.filter(under([self.office.path], "path"), status=Unit.Status.ACTIVE).exclude(pk=self.office.pk)
        named = ABOVE.fullmatch(self.cleaned_data["unit"])
        typed, above = (named["name"], search_key(named["above"])) if named else (self.cleaned_data["unit"], "")
        key = search_key(typed)
        same = [unit for unit in below.search(typed) if key in (search_key(unit.name), search_key(unit.short_name))]
        if above and same:
            same = [unit for unit in same if above in _names_above(unit)]
        found = same or list(below.search(self.cleaned_data["unit"])[: SEVERAL_SHOWN * 4])
        if self.meant in same and not above:
            return self.meant
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(f"Không có đơn vị nào của {self.office.label} tên như vậy.")
        raise forms.ValidationError(f"Có nhiều đơn vị tên như vậy, hãy ghi tên đầy đủ, cả đơn vị cấp trên: {'; '.join(map(_in_full, found[:SEVERAL_SHOWN]))}.")

    def clean_due_on(self) -> date:
        return not_past(self.cleaned_data["due_on"], "Hạn trả lời")


class AnswerForm(OnceForm, PrivateFilesForm):
    """The answer in words; a file, or photos of one, if there is any."""

    answer = VnTextField(
        label="Trả lời", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}), validators=[printable], error_messages={"required": "Hãy viết câu trả lời."}
    )
    field_order = ("answer", "file")


class DueForm(VersionForm):
    """Another day, and why."""

    due_on = VnDateField(label="Hạn mới", error_messages={"required": "Hãy ghi hạn mới."})
    reason = VnTextField(label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), error_messages={"required": "Hãy ghi lý do đổi hạn."})

    def clean_due_on(self) -> date:
        return not_past(self.cleaned_data["due_on"], "Hạn mới")
