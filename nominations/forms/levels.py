"""What a unit in between says on a dossier that came to it."""

from __future__ import annotations

from typing import Any

from django import forms

from nominations.forms.versions import VersionForm
from nominations.models import LevelResult
from portal.fields import VnIntegerField, VnTextField

SAYS = {"back": "Đồng ý, đưa vào danh sách trình lên", "turn_down": "Không chọn", "give_back": "Trả lại đơn vị để bổ sung"}
NO = ("turn_down", "give_back")
MOST = 9999


class LevelForm(VersionForm):
    """The word, why, and the votes it had at the unit's own selection meeting."""

    says = forms.ChoiceField(
        label="Kết quả xét",
        choices=SAYS.items(),
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn kết quả xét.", "invalid_choice": "Hãy chọn một trong ba kết quả."},
    )
    opinion = VnTextField(
        label="Ý kiến",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Cần lý do khi không chọn hoặc trả lại; đơn vị gửi hồ sơ và cơ quan của kế hoạch đọc được.",
    )
    votes = VnIntegerField(
        label="Số phiếu đồng ý", required=False, min_value=0, max_value=MOST, help_text="Tại cuộc họp bình xét của đơn vị mình; ghi sau ở tờ trình cũng được."
    )
    position = VnIntegerField(
        label="Thứ tự ưu tiên", required=False, min_value=1, max_value=MOST, help_text="Hồ sơ xếp trước nhận suất trước. Để trống: xếp sau, theo lúc gửi đến."
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("says") in NO and "opinion" in values and not values["opinion"].strip():
            self.add_error("opinion", f"Hãy ghi lý do khi “{SAYS[values['says']].lower()}”.")
        return values

    def values(self) -> dict[str, Any]:
        names = ("opinion", "votes", "position")
        return {"name": self.cleaned_data["says"], **{name: self.cleaned_data[name] for name in names}}


def level_initial(level: LevelResult) -> dict[str, Any]:
    """As it stands: what was said and how it would be said again."""
    says = {LevelResult.Says.BACKED: "back", LevelResult.Says.UNCHOSEN: "turn_down"}.get(level.says)
    return {"says": says, **{name: getattr(level, name) for name in ("opinion", "votes", "position", "version")}}
