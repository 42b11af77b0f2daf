"""Forms of plans and tables: what was typed stays, all faults at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from conferences.actions.reading import BLOC, LEAD, Match
from conferences.examples.templates import TEMPLATES, Template
from conferences.facts import QuotaTable
from conferences.models import AllocationRow, Category, Quota
from organizations.models import Unit
from papers.forms import printable
from portal.fields import GridInput, VnCharField, VnIntegerField, VnTextField
from portal.once import OnceForm

MOST_PLACES = 10_000  # of one cell; a slip of the finger is longer


@dataclass(frozen=True)
class GridCell:
    """A figure and, where a rule gave one, that and the field for the reason of another."""

    field: forms.BoundField
    reason: forms.BoundField | None = None
    shared: int | None = None


class QuotaForm(forms.Form):
    """The whole table as a grid of figures; an empty cell is 0. `version` is the one the page was opened with.

    `shared` are the cells that the table's rule gave a figure: another one there needs a reason, whose field stands below it.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, table: QuotaTable, version: int, shared: Mapping[tuple[int, int], Quota] | None = None, **kwargs: Any
    ):
        super().__init__(*args, initial={"version": version}, **kwargs)
        self.table, self.shared = table, shared or {}
        for line in table.lines:
            for column, places in zip(table.columns, line.places, strict=True):
                label = f"{line.label}, {column.label}"
                self.fields[_name(line.key, column.key)] = places_field(label, places, column.key)
                if quota := self.shared.get((line.key, column.key)):
                    self.fields[_reason(line.key, column.key)] = reason_field(label, quota.reason)

    @property
    def grid(self) -> list[tuple[Any, list[GridCell]]]:
        """Each line of the table with its cells."""
        keys = [column.key for column in self.table.columns]
        return [(line, [self._cell(line.key, key) for key in keys]) for line in self.table.lines]

    def _cell(self, line: int, column: int) -> GridCell:
        quota = self.shared.get((line, column))
        if quota is None:
            return GridCell(self[_name(line, column)])
        return GridCell(self[_name(line, column)], self[_reason(line, column)], quota.shared)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for (line, column), quota in self.shared.items():
            name, places = _reason(line, column), values.get(_name(line, column), quota.shared)
            if name not in self.fields or name in self.errors:
                continue
            if (places or 0) != quota.shared and not values.get(name):
                self.add_error(name, f"theo cách chia là {quota.shared}; hãy ghi lý do.")
        return values

    @property
    def cells(self) -> dict[tuple[int, int], int]:
        """What was typed, by row and category."""
        keys = [(line.key, column.key) for line in self.table.lines for column in self.table.columns]
        return {key: self.cleaned_data[_name(*key)] or 0 for key in keys}

    @property
    def reasons(self) -> dict[tuple[int, int], str]:
        return {key: self.cleaned_data[_reason(*key)] for key in self.shared if _reason(*key) in self.fields}

    def compare(self, typed: dict[tuple[int, int], int]) -> None:
        """Name each cell in which the stored figure differs from the one typed."""
        for line in self.table.lines:
            for column, stored in zip(self.table.columns, line.places, strict=True):
                ours = typed.get((line.key, column.key))
                if ours is not None and ours != stored:
                    self.add_error(_name(line.key, column.key), f"người khác vừa lưu {stored}, bạn gõ {ours}.")


def places_field(label: str, places: int | None, column: Any) -> VnIntegerField:
    """A cell of a table of quotas; the scripts know its column."""
    widget = GridInput(attrs={"data-column": column, "aria-label": label, "autocomplete": "off"})
    return VnIntegerField(label=label, initial=places, required=False, min_value=0, max_value=MOST_PLACES, widget=widget)


def reason_field(label: str, reason: str) -> VnCharField:
    """Why a figure differs from what the rule gave."""
    attrs = {"aria-label": f"Lý do, {label}", "placeholder": "Lý do", "data-reason": ""}
    return VnCharField(
        label=f"Lý do, {label}",
        initial=reason,
        required=False,
        max_length=200,
        widget=GridInput(attrs=attrs),
        validators=[printable],
    )


class AdjustmentForm(OnceForm):
    """Which row of mine, which category, how many places, why. `offered` pairs each of my units with its row."""

    row = forms.ChoiceField(label="Chỉ tiêu của", error_messages={"required": "Hãy chọn dòng cần điều chỉnh."})
    category = forms.ModelChoiceField(
        label="Đối tượng",
        queryset=Category.objects.none(),
        empty_label="Chọn đối tượng",
        error_messages={"required": "Hãy chọn đối tượng cần điều chỉnh."},
    )
    wanted = VnIntegerField(
        label="Số suất đề nghị",
        min_value=0,
        max_value=MOST_PLACES,
        help_text="Số suất sau khi điều chỉnh, không phải số thêm bớt.",
        error_messages={"required": "Hãy ghi số suất đề nghị."},
    )
    reason = VnTextField(
        label="Lý do",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ví dụ: hai doanh nghiệp mới thành lập công đoàn cơ sở, thêm 320 đoàn viên.",
        error_messages={"required": "Hãy ghi lý do đề nghị."},
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[Unit, AllocationRow]], categories: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offered = {f"{unit.pk}-{row.pk}": (unit, row) for unit, row in offered}
        self.fields["row"].choices = [(key, _whose(unit, row)) for key, (unit, row) in self.offered.items()]
        if len(offered) == 1:
            self.fields["row"].initial = next(iter(self.offered))
        self.fields["category"].queryset = categories

    @property
    def chosen(self) -> tuple[Unit, AllocationRow]:
        return self.offered[self.cleaned_data["row"]]


def _whose(unit: Unit, row: AllocationRow) -> str:
    return row.label if row.unit_id else f"{row.label} ({unit.label})"


def _name(line: int, column: int) -> str:
    return f"places-{line}-{column}"


def _reason(line: int, column: int) -> str:
    return f"reason-{line}-{column}"


BLANK = {"blank-conference": "Trang trắng, kế hoạch có hội nghị", "blank-movement": "Trang trắng, kế hoạch phong trào"}
STARTS = {name: template.label for name, template in TEMPLATES.items()} | BLANK


class StartForm(OnceForm):
    """Whose plan, from what, under what title."""

    unit = forms.ModelChoiceField(label="Cơ quan", queryset=Unit.objects.none(), empty_label=None)
    start = forms.ChoiceField(label="Mẫu", widget=forms.RadioSelect, choices=STARTS.items(), initial=next(iter(STARTS)))
    title = VnCharField(
        label="Trích yếu",
        max_length=500,
        validators=[printable],
        help_text="Không ghi chữ “Kế hoạch”, ví dụ: Tổ chức Hội nghị biểu dương điển hình tiên tiến năm 2025.",
        error_messages={"required": "Hãy ghi trích yếu; sửa lại sau được."},
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = units[0].pk

    @property
    def template(self) -> Template | None:
        """The plan file to begin from; None for an empty page."""
        return TEMPLATES.get(self.cleaned_data["start"])

    @property
    def kind(self) -> str:
        """Of an empty page."""
        return self.cleaned_data["start"].removeprefix("blank-")


class CopyForm(OnceForm):
    """Into which year a plan is copied."""

    year = VnIntegerField(
        label="Sang năm",
        min_value=2000,
        max_value=2099,
        help_text="Mọi ngày, tháng, năm được dời theo; chỗ nào đã dời được ghi ở phần “Điều chưa chắc” để xem lại.",
    )


# --- a plan read from a document ------------------------------------------------------------------------------------


class DocumentForm(forms.Form):
    """A file or a pasted text, one of the two."""

    file = forms.FileField(
        label="Tệp kế hoạch",
        required=False,
        allow_empty_file=True,
        help_text="Word (.docx), PDF có chữ hoặc tệp văn bản, nhiều nhất 10 MB và 300 trang.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf,.txt,.md"}),
    )
    text = forms.CharField(
        label="Hoặc dán văn bản vào đây",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Chép cả văn bản từ Word hay trang web; bảng chép từ Word giữ được hàng và cột.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["file"].needed, self.fields["text"].needed = "hoặc dán văn bản", "thay cho tệp"

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "file" not in self.errors and not values.get("file") and not values.get("text", "").strip():
            self.add_error("file", "Hãy chọn một tệp, hoặc dán văn bản vào ô dưới.")
        return values


NONE_CHOSEN = {"required": "Hãy chọn đơn vị.", "invalid_choice": "Đơn vị này không chọn được; hãy chọn lại."}


class ConfirmForm(OnceForm):
    """One choice for each name of the document that no unit bears; the lead issuer is one of the person's offices."""

    def __init__(self, *args: Any, found: Sequence[Match], title: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.found = found
        if not title:
            self.fields["title"] = forms.CharField(label="Trích yếu", max_length=500, help_text="Văn bản nguồn không có trích yếu.")
        for place, match in enumerate(found):
            if match.path == LEAD or match.unit is None:
                self.fields[f"unit-{place}"] = self._choice(match)

    def _choice(self, match: Match) -> forms.ChoiceField:
        units = [(str(unit.pk), unit.name) for unit in match.near]
        if match.path == LEAD:
            said = f"Văn bản ghi “{match.name}”." if match.name else "Văn bản không ghi tên cơ quan."
            initial = str(match.unit.pk) if match.unit else units[0][0] if len(units) == 1 else ""
            return forms.ChoiceField(label="Cơ quan ban hành", choices=units, initial=initial, help_text=said, error_messages=NONE_CHOSEN)
        if match.is_row:
            units.append((BLOC, "Giữ thành một khối, chưa có đơn vị thành viên"))
        label = f"“{match.name}” là đơn vị nào?"
        said = "Cổng không có đơn vị tên này."
        return forms.ChoiceField(label=label, choices=[("", "Chọn đơn vị"), *units], help_text=said, error_messages=NONE_CHOSEN)

    @property
    def chosen(self) -> dict[str, Unit | str]:
        """By path: the unit, or "bloc". A name that its unit bears is left as the document has it."""
        made: dict[str, Unit | str] = {}
        for place, match in enumerate(self.found):
            value = self.cleaned_data.get(f"unit-{place}")
            if value and (match.unit is None or str(match.unit.pk) != value):
                made[match.path] = BLOC if value == BLOC else next(unit for unit in match.near if str(unit.pk) == value)
        return made
