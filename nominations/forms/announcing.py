"""When a decision becomes known to the units: at once, or at a moment of the portal's clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from nominations.forms.sending import BAD_TIME
from papers.forms import IssueForm
from portal import clock
from portal.fields import VnDateField
from portal.once import OnceForm

NOW, LATER = "now", "later"
MOMENT_BUT_NOW = "Đã ghi ngày, giờ công bố mà vẫn chọn “Ngay”: hãy chọn “Vào ngày, giờ dưới đây”, hoặc xóa ngày, giờ."


class PublicationFields(forms.Form):
    """Three fields that two pages have: now or later, the day, the hour."""

    publish = forms.ChoiceField(
        label="Công bố, báo cho các đơn vị",
        choices=((NOW, "Ngay"), (LATER, "Vào ngày, giờ dưới đây")),
        widget=forms.RadioSelect,
        initial=NOW,
        error_messages={"required": "Hãy chọn công bố ngay, hoặc vào ngày, giờ ghi dưới đây."},
    )
    publish_day = VnDateField(label="Ngày công bố", required=False, help_text="Chỉ khi không công bố ngay.")
    publish_hour = forms.TimeField(
        label="Giờ công bố", required=False, input_formats=["%H:%M"], error_messages={"invalid": BAD_TIME}, help_text="Ví dụ 08:00, theo giờ của cổng."
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("publish") == NOW and (self.data.get("publish_day") or self.data.get("publish_hour")):
            self.add_error("publish", MOMENT_BUT_NOW)  # once known it cannot be made unknown
        if values.get("publish") == LATER:
            for name, needed in (("publish_day", "Hãy ghi ngày công bố."), ("publish_hour", "Hãy ghi giờ công bố.")):
                if name not in self.errors and not values.get(name):
                    self.add_error(name, needed)
            at = self.moment()
            if at is not None and at <= clock.now():
                self.add_error("publish_day", "Lúc ấy đã qua: hãy chọn “Ngay”, hoặc một lúc sau.")
        return values

    def moment(self) -> datetime | None:
        """None: now."""
        values = self.cleaned_data
        if values.get("publish") != LATER or not values.get("publish_day") or not values.get("publish_hour"):
            return None
        return timezone.make_aware(datetime.combine(values["publish_day"], values["publish_hour"]))


class DecisionIssueForm(PublicationFields, IssueForm):
    """The clerk's last act on an award decision."""

    field_order = ("date", "drop_stated", "publish", "publish_day", "publish_hour", "word")

    def given(self) -> dict[str, Any]:
        return super().given() | {"publish_at": self.moment()}


class PublicationForm(PublicationFields, OnceForm):
    """Sooner, or at another moment than was chosen first."""
