"""Forms of a published list: from which day, an objection, its answer."""

from __future__ import annotations

from typing import Any

from django import forms

from nominations.models import Objection, Publication
from portal.fields import VnCharField, VnDateField, VnTextField
from portal.file_forms import PrivateFileForm
from portal.once import OnceForm


class PublishForm(OnceForm):
    starts = VnDateField(label="Công khai từ ngày", error_messages={"required": "Hãy ghi ngày bắt đầu công khai."})


class ObjectionForm(PrivateFileForm, OnceForm):
    """About whom, what, who says it. The office writes down on which day a letter came; a unit's comes today."""

    dossier = forms.ChoiceField(label="Về hồ sơ của", error_messages={"required": "Hãy chọn hồ sơ.", "invalid_choice": "Hồ sơ này không có trong danh sách công khai."})
    text = VnTextField(label="Nội dung kiến nghị", max_length=4000, error_messages={"required": "Hãy ghi nội dung kiến nghị."})
    objector = VnCharField(
        label="Người kiến nghị",
        max_length=200,
        help_text="Chỉ cơ quan công khai danh sách đọc được tên này.",
        error_messages={"required": "Hãy ghi ai kiến nghị."},
    )
    received_on = VnDateField(label="Nhận ngày", error_messages={"required": "Hãy ghi ngày nhận kiến nghị."})
    field_order = ("dossier", "text", "objector", "received_on", "file", "sent_before", "form_token")

    def __init__(self, *args: Any, publication: Publication, in_office: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        names = [(str(row["dossier"]), f"{row['name']} ({row['unit']})") for row in publication.rows]
        self.fields["dossier"].choices = [("", "Chọn hồ sơ"), *names]
        if not in_office:
            del self.fields["received_on"]


class AnswerForm(OnceForm):
    """Who does not screen dossiers cannot hold or decline one by an answer either."""

    result = forms.ChoiceField(label="Kết quả", choices=Objection.Result.choices, widget=forms.RadioSelect, error_messages={"required": "Hãy chọn kết quả."})
    answer = VnTextField(label="Trả lời người kiến nghị", max_length=4000, error_messages={"required": "Hãy ghi nội dung trả lời."})
    note = VnTextField(
        label="Lý do ghi vào hồ sơ",
        max_length=1000,
        required=False,
        help_text="Cần khi tạm treo hoặc không đạt. Đơn vị có hồ sơ đọc được lý do này: không ghi tên người kiến nghị.",
    )

    def __init__(self, *args: Any, may_screen: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not may_screen:
            self.fields["result"].choices = [(Objection.Result.KEPT, Objection.Result.KEPT.label)]
            self.fields["result"].help_text = "Tạm treo hoặc không đạt thì chuyên viên thẩm định trả lời."
            del self.fields["note"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("result") in (Objection.Result.HELD, Objection.Result.DECLINED) and not values.get("note") and "note" not in self.errors:
            self.add_error("note", "Hãy ghi lý do: hồ sơ không còn như cũ, và đơn vị phải biết vì sao.")
        return values
