"""Asking a unit below, answering, moving the day."""

from __future__ import annotations

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


def not_past(day: date, what: str) -> date:
    if day < clock.today():
        raise forms.ValidationError(f"{what} không được trước hôm nay, {screen_date(clock.today())}.")
    return day


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

    def __init__(self, *args: Any, office: Unit, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.office = office

    def clean_unit(self) -> Unit:
        typed, below = self.cleaned_data["unit"], Unit.objects.filter(under([self.office.path], "path")).exclude(pk=self.office.pk)
        key, found = search_key(typed), list(below.search(typed)[: SEVERAL_SHOWN * 4])
        found = [unit for unit in found if key in (search_key(unit.name), search_key(unit.short_name))] or found
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(f"Không có đơn vị nào của {self.office.label} tên như vậy.")
        names = "; ".join(unit.name for unit in found[:SEVERAL_SHOWN])
        raise forms.ValidationError(f"Có nhiều đơn vị tên như vậy, hãy ghi tên đầy đủ: {names}.")

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
