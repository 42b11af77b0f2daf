"""Forms of a table of quotas that comes back from Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from papers.forms import printable
from portal.fields import VnCharField
from portal.once import OnceForm


class SheetConfirmForm(OnceForm):
    """What was shown is to be written: for that version of the table, with one reason, and perhaps a column as weights."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: int, reason: str | None, weights: Sequence[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = version
        if reason is not None:
            self.fields["reason"] = VnCharField(
                label="Lý do khác số chia",
                initial=reason,
                max_length=200,
                validators=[printable],
                help_text="Ghi ở mỗi ô mà số mới khác số theo cách chia.",
            )
        if weights:
            choices = [("", "Không dùng"), *((str(at), f"Cột “{name}”") for at, name in enumerate(weights))]
            self.fields["weights"] = forms.ChoiceField(
                label="Cột trọng số",
                choices=choices,
                initial="0" if len(weights) == 1 else "",
                required=False,
                widget=forms.RadioSelect,
                help_text="Cột số cơ quan ghi thêm trong tệp, để chia suất theo cột đó.",
            )

    @property
    def weight_column(self) -> int | None:
        """Which of the columns was chosen."""
        chosen = self.cleaned_data.get("weights", "")
        return int(chosen) if chosen else None
