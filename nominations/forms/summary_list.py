"""What is confirmed when a summary list is written."""

from __future__ import annotations

from typing import Any

from django import forms

from portal.once import OnceForm


class ListConfirmForm(OnceForm):
    """What was shown is to be written; what is wrong in the file is left out only by a choice made knowingly."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, *args: Any, mark: str, wrong: int, doubtful: int, unusual: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["mark"].initial = mark
        if wrong:
            self.fields["sound"] = forms.BooleanField(
                label=f"Nhập các dòng đúng, để lại {wrong} dòng có lỗi",
                error_messages={"required": "Hãy chọn ô này, hoặc sửa tệp rồi tải lại."},
            )
        if doubtful:
            self.fields["doubtful"] = forms.BooleanField(
                label=f"Lập hồ sơ cả cho {doubtful} dòng có thể trùng: đó là người khác (không chọn: để lại các dòng này)",
                required=False,
            )
        if unusual:
            self.fields["usual"] = forms.BooleanField(
                label=f"Viết {unusual} tên theo cách thường, như “Nguyễn Thị Hoa” (không chọn: giữ như trong tệp)",
                required=False,
                initial=True,
            )
