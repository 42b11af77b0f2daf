"""Forms of the ranked list: the score sheet with the order, the grid of points, a lot or a place by hand."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from conferences.models import Honour, Level
from nominations import scoring
from nominations.forms.versions import VersionForm
from nominations.models import RankRuling
from nominations.ranking import ORDERS
from nominations.ranking_rows import Person, Terms
from nominations.scoring import FORMULA, YEARS, Formula, Line
from papers.forms import printable
from portal.fields import GridInput, VnCharField, VnDecimalField, VnIntegerField
from portal.once import OnceForm

SPARE, MOST_LINES, MOST_KEYS = 2, 30, 6
MOST_POINTS, MOST_DAYS, MOST_PLACE = Decimal(1000), 60, 10_000
KEY = re.compile(r"[a-z0-9]{1,12}")
LINE_FIELDS = ("label", "kind", "most", "counts", "each", "honour", "level", "in_period")
NOT_ASKED = "Chỉ dùng cho dòng “tính theo thành tích”."


def points_field(label: str, **more: Any) -> VnDecimalField:
    return VnDecimalField(label=label, required=False, min_value=Decimal(0), max_digits=7, decimal_places=2, **{"max_value": MOST_POINTS} | more)


class TermsForm(VersionForm):
    """Every line of the sheet with some spare ones, the order, the days of publication. A line without a name is left out."""

    notice_days = VnIntegerField(
        label="Công khai danh sách, số ngày làm việc",
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text="Để trống nếu kế hoạch không yêu cầu công khai danh sách trước khi quyết định.",
    )

    def __init__(self, *args: Any, terms: Terms, asks: frozenset[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["notice_days"].initial = terms.notice_days
        self.honours = {one.code: one for one in Honour.objects.exclude(kind=Honour.Kind.RANK).filter(valid_to=None)}
        self.shown = min(max(_sent_lines(self.data) if self.is_bound else 0, len(terms.lines)) + (0 if self.is_bound else SPARE), MOST_LINES)
        for at in range(self.shown):
            self._add_line(at, terms.lines[at] if at < len(terms.lines) else None)
        keys = [("", "—"), *((key, label) for key, label in ORDERS.items() if key != "ethnic" or "ethnic_group" in asks)]
        for at in range(MOST_KEYS):
            first = terms.order[at] if at < len(terms.order) else ""
            self.fields[f"order-{at}"] = forms.ChoiceField(label=f"Xét thứ {at + 1}", choices=keys, required=False, initial=first)

    def _add_line(self, at: int, line: Line | None) -> None:
        formula, title = line.formula if line else None, f"Dòng {at + 1}"
        honours = [("", "tất cả"), *((one.code, f"{one.name} ({one.get_kind_display()})") for one in self.honours.values())]
        new = {
            "key": forms.CharField(required=False, widget=forms.HiddenInput, initial=line.key if line else uuid.uuid4().hex[:8]),
            "label": VnCharField(label=f"{title}: tên dòng", max_length=120, required=False, validators=[printable], initial=line and line.label),
            "kind": forms.ChoiceField(label=f"{title}: cách tính", choices=list(scoring.KINDS.items()), required=False, initial=line and line.kind),
            "most": points_field(f"{title}: tối đa", initial=line and scoring.points(line.most)),
            "counts": forms.ChoiceField(
                label=f"{title}: tính cho", choices=[("", "—"), *scoring.COUNTS.items()], required=False, initial=formula and formula.counts
            ),
            "each": points_field(f"{title}: điểm mỗi lần", initial=formula and scoring.points(formula.each)),
            "honour": forms.ChoiceField(label=f"{title}: chỉ loại này", choices=honours, required=False, initial=formula and formula.honour),
            "level": forms.ChoiceField(label=f"{title}: chỉ cấp này", choices=[("", "mọi cấp"), *Level.choices], required=False, initial=formula and formula.level),
            "in_period": forms.BooleanField(label=f"{title}: chỉ trong thời kỳ của kế hoạch", required=False, initial=bool(formula and formula.in_period)),
        }
        self.fields |= {f"line-{at}-{name}": field for name, field in new.items()}

    @property
    def lines_shown(self) -> list[dict[str, forms.BoundField]]:
        return [{name: self[f"line-{at}-{name}"] for name in ("key", *LINE_FIELDS)} for at in range(self.shown)]

    @property
    def order_shown(self) -> list[forms.BoundField]:
        return [self[f"order-{at}"] for at in range(MOST_KEYS)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        keys: dict[str, int] = {}
        for at in range(self.shown):
            key = values.get(f"line-{at}-key")
            if key and values.get(f"line-{at}-label") and keys.setdefault(key, at) != at:
                self.add_error(f"line-{at}-label", f"Dòng này và dòng {keys[key] + 1} là một, điểm sẽ tính hai lần. Hãy mở lại trang.")
            self._clean_line(at, {name: values.get(f"line-{at}-{name}") for name in ("key", *LINE_FIELDS)})
        chosen: dict[str, int] = {}
        for at in range(MOST_KEYS):
            key = values.get(f"order-{at}")
            if key and chosen.setdefault(key, at) != at:
                self.add_error(f"order-{at}", f"“{ORDERS[key]}” đã chọn ở thứ {chosen[key] + 1}.")
        if "total" in chosen and not any(values.get(f"line-{at}-label") for at in range(self.shown)):
            self.add_error(f"order-{chosen['total']}", "Bảng điểm chưa có dòng nào nên không xét theo tổng điểm được.")
        return values

    def _clean_line(self, at: int, said: dict[str, Any]) -> None:
        def wrong(name: str, reason: str) -> None:
            if not self.has_error(f"line-{at}-{name}"):
                self.add_error(f"line-{at}-{name}", reason)

        if not said["label"]:
            if said["most"] is not None or said["each"] is not None:
                wrong("label", "Hãy ghi tên dòng, hoặc xóa số điểm để bỏ dòng này.")
            return
        if not KEY.fullmatch(said["key"] or ""):
            wrong("label", "Dòng này không đọc được nữa. Hãy mở lại trang.")
        if said["most"] is None:
            wrong("most", "Hãy ghi số điểm tối đa, ví dụ 20 hoặc 7,5.")
        if said["kind"] != FORMULA:
            for name in ("counts", "each"):
                if said[name]:
                    wrong(name, NOT_ASKED)
            return
        if not said["counts"]:
            wrong("counts", "Hãy chọn tính điểm cho điều gì.")
        if said["each"] is None:
            wrong("each", "Hãy ghi số điểm mỗi lần, ví dụ 2 hoặc 0,5.")
        honour = self.honours.get(said["honour"] or "")
        if honour and said["counts"] and honour.kind != said["counts"]:
            wrong("honour", f"“{honour.name}” là {honour.get_kind_display()}, không phải “{scoring.COUNTS[said['counts']]}”.")
        if said["counts"] == YEARS and said["level"]:
            wrong("level", "Số năm không có cấp; hãy chọn “mọi cấp”.")

    def lines(self) -> list[Line]:
        return [self._line(at) for at in range(self.shown) if self.cleaned_data[f"line-{at}-label"]]

    def _line(self, at: int) -> Line:
        said = {name: self.cleaned_data[f"line-{at}-{name}"] for name in ("key", *LINE_FIELDS)}
        formula = Formula(said["counts"], said["each"], said["honour"], said["level"], said["in_period"]) if said["kind"] == FORMULA else None
        return Line(said["key"], said["label"], said["kind"] or scoring.POINTS, said["most"], formula)

    def order(self) -> list[str]:
        return [key for at in range(MOST_KEYS) if (key := self.cleaned_data[f"order-{at}"])]


def _sent_lines(data: Any) -> int:
    sent = [name.split("-")[1] for name in data if name.startswith("line-") and name.count("-") == 2]
    return 1 + max((int(at) for at in sent if at.isascii() and at.isdecimal() and len(at) < 4), default=-1)


class ScoresForm(OnceForm):
    """The points of a category as a grid. An empty cell is none yet; every wrong cell is named."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Sequence[Person], terms: Terms, mark: str, **kwargs: Any):
        super().__init__(*args, initial={"mark": mark}, **kwargs)
        self.people, self.columns = people, scoring.typed(terms.lines)
        for person in people:
            for line in self.columns:
                self.fields[_cell(person, line)] = self._field(person, line)

    def _field(self, person: Person, line: Line) -> VnDecimalField:
        label = f"{person.dossier.name}: {line.label}"
        widget = GridInput(attrs={"data-column": line.key, "aria-label": label, "autocomplete": "off"})
        stored = person.values[line.key]
        kept = None if stored is None else scoring.points(stored)
        return points_field(label, max_value=line.most, widget=widget, initial=kept, disabled=person.is_decided)

    def clean(self) -> dict[str, Any]:
        """A cell of somebody who is decided on comes from a page that was opened before."""
        for person in self.people if self.is_bound else ():
            for line in self.columns if person.is_decided else ():
                name = _cell(person, line)
                sent, kept = self.data.get(name, "").strip(), self.fields[name].initial or ""
                if name in self.data and sent != kept:
                    self.add_error(name, f"đã có quyết định, điểm giữ {kept or 'trống'}; bạn gõ {sent or 'trống'}.")
        return super().clean() or self.cleaned_data

    @property
    def grid(self) -> list[tuple[Person, list[tuple[Line, forms.BoundField]]]]:
        return [(person, [(line, self[_cell(person, line)]) for line in self.columns]) for person in self.people]

    def values(self) -> dict[tuple[int, str], Decimal | None]:
        """What the page had a cell for: somebody may have come since."""
        pairs = [(person, line) for person in self.people if not person.is_decided for line in self.columns if _cell(person, line) in self.data]
        return {(person.dossier.pk, line.key): self.cleaned_data[_cell(person, line)] for person, line in pairs}

    def over(self, mark: str) -> None:
        """Somebody saved meanwhile: each cell that differs is named, and saving again is a choice made knowingly."""
        self.data = self.data.copy()
        self.data["mark"] = mark
        for person in self.people:
            for line in self.columns if not person.is_decided else ():
                stored, mine = person.values[line.key], self.cleaned_data.get(_cell(person, line))
                if stored != mine:
                    said, ours = (scoring.points(value) or "trống" for value in (stored, mine))
                    self.add_error(_cell(person, line), f"người khác vừa lưu {said}, bạn gõ {ours}.")


def _cell(person: Person, line: Line) -> str:
    return f"score-{person.dossier.pk}-{line.key}"


class RulingForm(OnceForm):
    """A lot or a place by hand; an empty number takes it back. `mark` is that of what was ruled when the page was opened."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label="Ghi", choices=RankRuling.Kind.choices, widget=forms.RadioSelect, error_messages={"required": "Hãy chọn bốc thăm hay xếp bằng tay."})
    number = VnIntegerField(
        label="Số",
        required=False,
        min_value=1,
        max_value=MOST_PLACE,
        help_text="Bốc thăm: số thăm, nhỏ hơn đứng trước. Xếp bằng tay: thứ hạng trong số hồ sơ dùng chung suất của đơn vị, khối. Để trống: bỏ điều đã ghi.",
    )
    reason = VnCharField(label="Lý do", max_length=500, error_messages={"required": "Hãy ghi lý do: ai quyết định, ở cuộc họp nào."})

    def over(self, mark: str) -> None:
        """Somebody ruled meanwhile: what was typed stays, and saving it again is a choice made knowingly."""
        self.data = self.data.copy()
        self.data["mark"] = mark
