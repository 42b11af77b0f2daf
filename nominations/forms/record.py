"""What the nominee has achieved, by year: rows of titles, ratings, initiatives, awards, and the report in words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from conferences.models import Honour
from nominations.forms.versions import SharedForm
from nominations.models import Achievement, Dossier
from nominations.returning import NEW_LINES, REPORT
from papers.forms import printable
from portal import clock
from portal.fields import VnCharField, VnDateField, VnIntegerField, VnTextField

MOST_ROWS = 60  # of one kind
ROW_FIELDS = ("honour", "year", "text", "people", "number", "date", "issuer")
FIRST_YEAR = 1950


@dataclass(frozen=True)
class Group:
    """Rows of one kind: titles and ratings have a row for each year of the plan, the others some empty ones."""

    key: str
    title: str
    one: str
    words: str
    by_year: bool = False
    named: str = ""  # what `text` is called; empty: there is none


GROUPS = (
    Group("title", "Danh hiệu thi đua", "danh hiệu", "Năm nào không có thì để trống.", by_year=True),
    Group("rating", "Xếp loại mức độ hoàn thành nhiệm vụ", "xếp loại", "Năm nào không xếp loại thì để trống.", by_year=True),
    Group("initiative", "Sáng kiến, đề tài", "sáng kiến", "Chọn cấp công nhận, ghi tên và năm.", named="Tên sáng kiến"),
    Group("award", "Khen thưởng, giải thưởng", "khen thưởng", "Bằng khen, giấy khen, huân chương, giải hội thi.", named="Về việc"),
    Group("discipline", "Kỷ luật", "kỷ luật", "Không bị kỷ luật thì để trống.", named="Nội dung"),
)


class RowForm(forms.Form):
    """One line of the record. A line without anything is none; one whose honour was taken away is removed."""

    mark = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)  # of a new line as of a stored one
    honour = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": "Mục này không có trong danh mục; hãy chọn lại."},
    )
    year = VnIntegerField(label="Năm", required=False, min_value=FIRST_YEAR)
    text = VnCharField(max_length=500, required=False, validators=[printable])
    people = VnIntegerField(label="Số người đạt", required=False, min_value=1, max_value=1_000_000)
    number = VnCharField(label="Số quyết định", max_length=60, required=False, validators=[printable])
    date = VnDateField(label="Ngày quyết định", required=False)
    issuer = VnCharField(label="Cơ quan ban hành", max_length=200, required=False, validators=[printable])

    def __init__(self, *args: Any, group: Group, choices: list, title: str, is_person: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.title = f"{title}, "
        self.fields["honour"].label = group.one[:1].upper() + group.one[1:]
        self.fields["honour"].choices = [("", "–"), *choices]
        self.fields["year"].shown = self.fields["year"].prepare_value = _plain_year
        self.fields["number"].widget.attrs["placeholder"] = "Số quyết định" if group.by_year else ""
        if group.named:
            self.fields["text"].label = group.named
        else:
            del self.fields["text"]
        if is_person:
            del self.fields["people"]

    def clean(self) -> dict[str, Any]:
        values, today = super().clean() or self.cleaned_data, clock.today()
        year, said = values.get("year"), any(values.get(name) for name in ROW_FIELDS if name not in ("honour", "year"))
        if year and year > today.year:
            self.add_error("year", f"Năm {year} chưa đến.")
        if values.get("date") and values["date"] > today:
            self.add_error("date", "Ngày quyết định chưa đến.")
        if values.get("honour") is None and said and "honour" not in self.errors:
            self.add_error("honour", "Hãy chọn, hoặc xóa những gì ghi ở dòng này.")
        if values.get("honour") and not year and "year" not in self.errors:
            self.add_error("year", "Hãy ghi năm.")
        return values

    @property
    def row_mark(self) -> str:
        """The line's own name: it may stand elsewhere in another form."""
        return str(self["mark"].value())

    def is_open(self, name: str, opened: frozenset[str]) -> bool:
        """A line by its mark; a new one, of which a year alone says nothing, where lines were missing."""
        if self.is_line:
            return f"line-{self.row_mark}" in opened
        return name == "year" or NEW_LINES in opened

    @property
    def is_line(self) -> bool:
        """Whether it is stored already."""
        return bool(self.initial.get("honour"))

    @property
    def values(self) -> dict[str, Any] | None:
        """What the line says of all that it is asked, None for an empty one."""
        if self.cleaned_data.get("honour") is None:
            return None
        return {name: self.cleaned_data.get(name) or ("" if name in ("text", "number", "issuer") else None) for name in ROW_FIELDS if name in self.fields}

    @property
    def has_decision(self) -> bool:
        """Whether date or issuer is there, or wrong: then they are shown unfolded."""
        return any(self[name].value() or self[name].errors for name in ("date", "issuer"))


class RecordForm(SharedForm):
    """The second step: the groups of rows, and the report in the nominee's own words."""

    achievements = VnTextField(
        label="Báo cáo thành tích",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Kể ngắn gọn việc đã làm và kết quả, những gì các dòng trên chưa nói. Có thể lưu dở rồi viết tiếp.",
    )

    def __init__(self, *args: Any, dossier: Dossier, records: Iterable[Achievement], more: str = "", **kwargs: Any):
        known = dossier.nominee.version if dossier.nominee else 0
        kwargs.setdefault("initial", {"achievements": dossier.achievements, "version": dossier.version, "nominee_version": known})
        super().__init__(*args, **kwargs)
        self.fields["achievements"].needed = "cần khi ký duyệt, chưa cần khi lưu"
        self.awarded = [one for one in records if one.line_id]  # written by a decision of the portal: to be read only
        records, catalogue, plan = [one for one in records if not one.line_id], list(Honour.objects.filter(valid_to=None)), dossier.plan
        subject, years = dossier.category.subject, plan_years(plan)
        self.groups, self.stored, self.takes_lines = [], {}, True
        for group in GROUPS:
            own = [one for one in records if one.honour.kind == group.key]
            kept = {one.honour_id: one.honour for one in own}
            choices = [
                (one.pk, one.name) for one in catalogue if one.kind == group.key and one.subject in ("", subject, "person")
            ]
            choices += [(pk, one.name) for pk, one in kept.items() if pk not in dict(choices)]
            rows = self._rows(group, own, years, choices, dossier.is_person, more=more == group.key)
            self.groups.append((group, rows))

    def _rows(self, group: Group, own: list, years: list[int], choices: list, is_person: bool, *, more: bool) -> list[RowForm]:
        lines: list[dict[str, Any]] = [{"mark": one.mark, **{name: getattr(one, name) for name in ROW_FIELDS[1:]}, "honour": one.honour_id} for one in own]
        self.stored |= {str(line["mark"]): line for line in lines}
        if group.by_year:
            lines += [{"year": year} for year in years if year not in {one.year for one in own}]
            lines.sort(key=lambda line: line["year"])
        else:
            lines += [{}] * (0 if group.key == "discipline" and not more else max(1, 2 - len(lines)))
        count = len(lines)
        if self.is_bound:
            typed = self.data.get(f"{group.key}-rows", "")
            count = min(int(typed), MOST_ROWS) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else count
        count = min(count + more, MOST_ROWS)
        data = self.data if self.is_bound else None
        lines += [{}] * (count - len(lines))
        return [
            RowForm(data, prefix=f"{group.key}-{at}", initial=lines[at], group=group, choices=choices, is_person=is_person,
                    title=f"{group.title} dòng {at + 1}")
            for at in range(count)
        ]  # fmt: skip

    def open_to(self, opened: frozenset[str]) -> None:
        """Each row stands beside the line that bears its mark, wherever that line stood when the page was opened."""
        self.takes_lines = NEW_LINES in opened
        for row in self.further():
            line = self.stored.get(row.row_mark)
            row.initial = line or {name: value for name, value in row.initial.items() if name == "year"}

    def is_open(self, name: str, opened: frozenset[str]) -> bool:
        return REPORT in opened

    def further(self) -> Iterable[forms.BaseForm]:
        return (row for _, rows in self.groups for row in rows)

    def values(self) -> dict[str, Any]:
        return {"achievements": self.cleaned_data["achievements"]}

    def lines(self) -> list[tuple[uuid.UUID, dict[str, Any] | None]]:
        """Each line's mark and what it says (None: empty)."""
        return [(row.cleaned_data.get("mark") or uuid.uuid4(), row.values) for row in self.further()]


def plan_years(plan: Any) -> list[int]:
    """The years whose merit the plan honours; of one that does not say it, the five before its own."""
    last = plan.period_to or (plan.date or clock.today()).year
    first = plan.period_from or last - 4
    return list(range(max(first, last - 19), last + 1))


def _plain_year(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else str(value)
