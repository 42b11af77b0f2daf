"""What somebody writes about a dossier, and for whom."""

from __future__ import annotations

from typing import Any

from django import forms

from papers.forms import printable
from portal.fields import VnTextField
from portal.once import OnceForm

LONGEST = 4000
INTERNAL, MESSAGE = "internal", "message"


class RemarkForm(OnceForm):
    """The office says each time for whom; what the unit writes is for the office."""

    for_whom = forms.ChoiceField(
        label="Ai đọc",
        choices=[(INTERNAL, "Ghi chú nội bộ: chỉ cơ quan đọc"), (MESSAGE, "Nhắn đơn vị: đơn vị đọc được")],
        widget=forms.RadioSelect,
        initial=INTERNAL,
        error_messages={"required": "Hãy chọn ai đọc.", "invalid_choice": "Hãy chọn ai đọc."},
    )
    text = VnTextField(
        label="Nội dung",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[printable],
        error_messages={"required": "Hãy viết nội dung."},
    )

    def __init__(self, *args: Any, from_office: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not from_office:
            del self.fields["for_whom"]

    @property
    def is_internal(self) -> bool:
        return self.cleaned_data.get("for_whom") == INTERNAL
