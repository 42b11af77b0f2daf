"""What is chosen before certificates are printed: the stock, whose, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from nominations.models import DecisionLine
from papers.stock import SAMPLES, Stock

STAGE, BY_UNIT = "stage", "unit"
ORDERS = ((STAGE, "theo danh sách của quyết định (thứ tự lên nhận)"), (BY_UNIT, "theo đơn vị"))
MOST_ONCE = 1500  # sheets of one file


class CertificatesForm(forms.Form):
    stock = forms.ChoiceField(label="Phôi", widget=forms.RadioSelect)
    order = forms.ChoiceField(label="Thứ tự", choices=ORDERS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, awarder: str, lines: Sequence[DecisionLine], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.stocks = {str(at): make(awarder) for at, make in enumerate(SAMPLES)}
        self.fields["stock"].choices = [(key, stock.name) for key, stock in self.stocks.items()]
        self.lines = list(lines)

    @property
    def chosen_stock(self) -> Stock:
        return self.stocks[self.cleaned_data["stock"]]

    def names(self) -> list[tuple[DecisionLine, bool]]:
        ticked = set(self.data.getlist("line")) if self.is_bound else None
        return [(line, ticked is None or str(line.pk) in ticked) for line in self.lines]

    def chosen_lines(self) -> list[DecisionLine]:
        chosen = [line for line, ticked in self.names() if ticked]
        if self.cleaned_data["order"] == BY_UNIT:
            return sorted(chosen, key=lambda line: line.dossier.unit.path)  # sorting is stable: the list's order stays within a unit
        return chosen

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        count = sum(ticked for _, ticked in self.names())
        if not count:
            self.add_error(None, "Hãy chọn ít nhất một người hoặc tập thể để in.")
        elif count > MOST_ONCE:
            self.add_error(None, f"Mỗi lần in nhiều nhất {MOST_ONCE} tờ; hãy bỏ bớt {count - MOST_ONCE} tên rồi in làm hai lần.")
        return values
