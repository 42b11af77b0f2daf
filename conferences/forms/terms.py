"""What a table of quotas says beside its figures."""

from __future__ import annotations

from django import forms

from portal.fields import VnDateField


class TermsForm(forms.Form):
    """Reserves, the day of reclaiming, the way through the units in between. `version` is the one the page was opened with."""

    takes_reserves = forms.BooleanField(
        label="Nhận hồ sơ dự phòng khi hết suất",
        required=False,
        help_text="Hồ sơ nộp khi hết suất được đánh số dự phòng, và được chuyển lên theo thứ tự khi có suất trống.",
    )
    reclaim_on = VnDateField(
        label="Thu hồi suất chưa dùng từ ngày",
        required=False,
        help_text="Từ ngày này, suất chưa ai nộp hồ sơ có thể được thu hồi và chia lại bằng một bảng mới. Để trống: không thu hồi.",
    )
    through_levels = forms.BooleanField(
        label="Hồ sơ gửi qua cấp trên trực tiếp",
        required=False,
        help_text="Công đoàn cơ sở gửi hồ sơ lên cấp trên trực tiếp; cấp ấy xét, chọn, rồi trình tiếp bằng tờ trình của mình.",
    )
    gather_by = VnDateField(
        label="Ngày cuối gửi cấp trên trực tiếp",
        required=False,
        help_text="Cấp trên trực tiếp cần vài ngày để họp và trình tiếp. Để trống: theo hạn nộp hồ sơ của kế hoạch.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
