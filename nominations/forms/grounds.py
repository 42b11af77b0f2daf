"""The grounds of a decision, typed one a line."""

from __future__ import annotations

from typing import Any

from django import forms

from papers.forms import printable
from portal.fields import VnTextField


class GroundsField(VnTextField):
    """A list of sentences without their marks: the paper sets those itself."""

    def __init__(self, **kwargs: Any):
        help_text = "Mỗi căn cứ một dòng; dấu chấm phẩy do cổng tự đặt."
        look = {"label": "Căn cứ", "max_length": 4000, "validators": [printable], "widget": forms.Textarea(attrs={"rows": 6}), "help_text": help_text}
        super().__init__(**look | kwargs)

    def clean(self, value: Any) -> list[str]:
        found = [kept for line in super().clean(value).splitlines() if (kept := line.strip().rstrip(";.").strip())]
        if not found:
            raise forms.ValidationError("Hãy ghi ít nhất một căn cứ.")
        return found
