"""Sending items of a dossier back: what is ticked, why, until when; and the unit's word on what it leaves as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django import forms

from nominations.forms.versions import VersionForm
from nominations.models import ReturnItem
from nominations.returning import SENTENCES, STEP_LABELS, Item
from portal import clock
from portal.fields import VnDateField, VnTextField, screen_date

LONGEST = 1000
TICK, SELECT, TEXT = {"class": "form-check-input"}, {"class": "form-select"}, {"class": "form-control", "rows": 2}
CHOOSE = ("", "Chọn câu có sẵn")


@dataclass(frozen=True)
class ItemRow:
    """One item with its fields."""

    item: Item
    tick: forms.BoundField
    ready: forms.BoundField
    own: forms.BoundField


class ReturnForm(VersionForm):
    """Every item of the dossier with a box to tick, ready sentences and room for own words."""

    due_on = VnDateField(label="Hạn bổ sung", error_messages={"required": "Hãy ghi ngày cuối được bổ sung."})
    note = VnTextField(
        label="Lời nhắn chung",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Đơn vị đọc lời nhắn này trước các mục.",
    )

    def __init__(self, *args: Any, items: Sequence[Item], due_on: date, version: int, **kwargs: Any):
        super().__init__(*args, initial={"due_on": due_on, "version": version}, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"tick-{item.key}"] = forms.BooleanField(label=item.label, required=False, widget=forms.CheckboxInput(attrs=TICK))
            ready = [CHOOSE, *((sentence, sentence) for sentence in SENTENCES[item.kind])]
            self.fields[f"ready-{item.key}"] = forms.ChoiceField(label=f"{item.label}, cần sửa", choices=ready, required=False, widget=forms.Select(attrs=SELECT))
            own = VnTextField(label=f"{item.label}, lời của bạn", required=False, max_length=LONGEST, widget=forms.Textarea(attrs=TEXT))
            self.fields[f"own-{item.key}"] = own

    @property
    def steps(self) -> list[tuple[str, list[ItemRow]]]:
        """The items by the steps of the wizard."""
        found = groupby(self.items, key=lambda item: item.step)
        return [(STEP_LABELS[step], [self._row(item) for item in items]) for step, items in found]

    def _row(self, item: Item) -> ItemRow:
        return ItemRow(item, *(self[f"{part}-{item.key}"] for part in ("tick", "ready", "own")))

    def clean_due_on(self) -> date:
        day = self.cleaned_data["due_on"]
        if day < clock.today():
            raise forms.ValidationError(f"Hạn bổ sung không được trước hôm nay, {screen_date(clock.today())}.")
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        ticked = [item for item in self.items if values.get(f"tick-{item.key}")]
        if not ticked:
            self.add_error(None, "Hãy đánh dấu ít nhất một mục; muốn đơn vị sửa được mọi mục thì dùng “Trả lại cả hồ sơ” ở cuối trang.")
        for item in ticked:
            if not self._sentence(item) and not {f"own-{item.key}", f"ready-{item.key}"} & set(self.errors):
                self.add_error(f"ready-{item.key}", "Hãy chọn một câu hoặc ghi cần sửa gì.")
        return values

    def _sentence(self, item: Item) -> str:
        return " ".join(filter(None, (self.cleaned_data.get(f"{part}-{item.key}", "") for part in ("ready", "own"))))

    def picked(self) -> dict[str, str]:
        """The sentence of each ticked item, by its key."""
        return {item.key: self._sentence(item) for item in self.items if self.cleaned_data[f"tick-{item.key}"]}


class ExplanationForm(VersionForm):
    """A word for each item that is left as it was."""

    def __init__(self, *args: Any, items: Iterable[ReturnItem], version: int, **kwargs: Any):
        super().__init__(*args, initial={"version": version}, **kwargs)
        self.items = {item.pk: item for item in items}
        for pk, item in self.items.items():
            self.fields[f"word-{pk}"] = VnTextField(
                label=item.label, required=False, max_length=LONGEST, initial=item.explanation, widget=forms.Textarea(attrs=TEXT)
            )

    def rows(self) -> Iterator[tuple[int, forms.BoundField]]:
        return ((pk, self[f"word-{pk}"]) for pk in self.items)

    def words(self) -> dict[int, str]:
        return {pk: self.cleaned_data[f"word-{pk}"] for pk in self.items}
