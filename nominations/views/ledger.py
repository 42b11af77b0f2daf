"""The ledger: allotted, filed, decided, left, for each row and category; every figure opens what makes it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, reduce
from operator import add
from typing import Any

from django.http import Http404
from django.urls import reverse

from conferences.models import Allocation, AllocationRow, Plan
from conferences.querysets import PUBLIC_PLAN
from conferences.views.plans import frame, plan_dossiers, plan_tasks, visible_plan
from nominations.ledger import COLUMNS, NOTHING, Entry, Figures, Ledger, ledger_of
from nominations.places import holder_key
from organizations.reach import reach
from portal import xlsx
from portal.fields import search_key
from portal.keys import as_key
from portal.lists import Chip, ListPage

SUM = "Cộng"
FILING = {
    "none": ("Chưa nộp", lambda one: one.allotted > 0 and one.filed == 0),
    "left": ("Còn suất", lambda one: one.remaining > 0),
    "full": ("Hết suất", lambda one: one.allotted > 0 and one.remaining <= 0),
    "reserve": ("Có dự phòng", lambda one: one.reserves > 0),
}
STAGE = {"filed": "filed", "returned": "returned", "approved": "approved", "decided": "decided", "revoked": "revoked", "reserves": "reserve"}
PLACES = ("allotted", "remaining")  # the table says how many there are
Cells = list[tuple[int, str]]  # each figure with its address, empty where it has none


class LedgerPage(ListPage):
    template_name = "nominations/ledger.html"
    model = AllocationRow
    title = "Theo dõi chỉ tiêu"
    noun = "đơn vị"
    file_name = "theo-doi-chi-tieu"
    search_placeholder = "Tìm đơn vị"
    empty_title = "Không có dòng nào để theo dõi."
    empty_label = "Xem việc của đơn vị"

    @cached_property
    def plan(self) -> Plan:
        return visible_plan(self.request, self.kwargs["pk"])

    @property
    def empty_text(self) -> str:
        if not self.plan.allocations.filter(status=Allocation.Status.PUBLISHED).exists():
            return "Bảng phân bổ chưa được công bố."
        return "Đơn vị không có dòng riêng trong bảng phân bổ: hồ sơ của đơn vị nộp vào chỉ tiêu của khối hoặc của cấp trên."

    @property
    def next_step(self) -> str:
        """Where a unit reads what it has to do, and against whose places."""
        units = set(reach(self.request.user).unit_ids) - {self.plan.unit_id}
        return plan_tasks(self.plan) if units and self.plan.status in PUBLIC_PLAN else ""

    @cached_property
    def ledger(self) -> Ledger:
        found = ledger_of(self.plan, self.request.user, as_key(self.request.GET.get("row", "")))
        if found is None:
            raise Http404
        return found

    @property
    def chips(self) -> tuple[Chip, ...]:
        return (
            Chip("category", "Đối tượng", [(one.pk, one.label) for one in self.ledger.categories], _of_category),
            Chip("filing", "Ai chưa nộp hôm nay?", [(key, label) for key, (label, _) in FILING.items()], _by_filing),
            Chip("show", "Dòng", [("sum", "Chỉ dòng cộng")], lambda rows, value: rows),
        )

    def rows(self) -> list[Entry]:
        return list(self.ledger.entries)

    def search(self, rows: list[Entry], text: str) -> list[Entry]:
        words = search_key(text).split()
        return [entry for entry in rows if words and all(word in search_key(entry.label) for word in words)]

    # --- what the table shows

    def _chosen(self, key: str) -> str:
        return next(found.chosen for found in self.filters if found.chip.key == key)

    @cached_property
    def names(self) -> list[str]:
        """The columns; that of revoked names only where there are any."""
        revoked = any(entry.total.revoked for entry in self.ledger.entries)
        return [name for name in COLUMNS if name != "revoked" or revoked]

    @property
    def labels(self) -> list[str]:
        return [COLUMNS[name] for name in self.names]

    def _details(self, figures: dict[int, Figures]) -> Iterator[tuple[int, str, Figures]]:
        """The lines below a sum: each category in which there is anything."""
        if not (self._chosen("show") or self._chosen("category")):
            for one in self.ledger.categories:
                if figures.get(one.pk, NOTHING) != NOTHING:
                    yield one.pk, one.label, figures[one.pk]

    @property
    def lines(self) -> Iterator[tuple[Entry, Cells, list[tuple[str, Cells]]]]:
        for entry in self.page.object_list:
            chosen = self._chosen("category")
            below = [(label, self._cells(one, entry, str(key))) for key, label, one in self._details(dict(entry.figures))]
            yield entry, self._cells(entry.total, entry, chosen), below

    @property
    def foot(self) -> tuple[Cells, list[tuple[str, Cells]]]:
        """The sum of all rows shown, all pages of them."""
        figures = self._sums
        whole = reduce(add, figures.values(), NOTHING)
        below = [(label, self._cells(one, None, str(key))) for key, label, one in self._details(figures)]
        return self._cells(whole, None, self._chosen("category")), below

    @cached_property
    def _sums(self) -> dict[int, Figures]:
        keys = [one.pk for one in self.ledger.categories]
        return {key: reduce(add, (entry.figures.get(key, NOTHING) for entry in self.shown), NOTHING) for key in keys}

    def _cells(self, figures: Figures, entry: Entry | None, category: str) -> Cells:
        return [(getattr(figures, name), self._address(name, entry, category)) for name in self.names]

    def _address(self, name: str, entry: Entry | None, category: str) -> str:
        """What makes a figure. A sum of rows opens the dossiers of all of them, so not once only some are shown."""
        if name in STAGE:
            key = int(category) if category else None
            if not (entry.opens(name, key) if entry else self._whole_opens(name, key)):
                return ""
            holder = entry.holder if entry else self._whole_holder
            parts = [plan_dossiers(self.plan), f"stage={STAGE[name]}"]
            return "&".join(parts + [f"holder={holder}"] * bool(holder) + [f"category={category}"] * bool(category))
        row = entry.row if entry else self.ledger.top
        if row is None:
            return self._table if name in PLACES and self.table else ""
        if name in PLACES:
            return reverse("nominations:share-places", args=[row.parent_id]) if row.parent_id else self._table
        return reverse("nominations:share-places", args=[row.pk]) if name == "shared" and row.unit_id else ""

    def _whole_opens(self, name: str, category: int | None) -> bool:
        """A sum without a holder opens the dossiers of the whole plan: so only for whoever sees all rows and all behind them."""
        entries = self.ledger.entries
        if self.text or self._chosen("filing") or not entries:
            return False
        return all(entry.opens(name, category) if self._whole_holder else entry.seen is None for entry in entries)

    @cached_property
    def _whole_holder(self) -> str:
        """Whose dossiers the sums count: the row gone down into, or the only row there is; empty for all of the plan."""
        if top := self.ledger.top:
            return holder_key(top.unit_id, top.bloc_id)
        entries = self.ledger.entries
        return entries[0].holder if len(entries) == 1 else ""

    @cached_property
    def table(self) -> int | None:
        return next((entry.row.allocation_id for entry in self.ledger.entries), None)

    @property
    def _table(self) -> str:
        return reverse("conferences:allocation", args=[self.table])

    # --- answers

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        around = frame(self.request, self.plan) | {"here": reverse("nominations:ledger", args=[self.plan.pk])}
        not_yet = [entry for entry in self.ledger.entries if FILING["none"][1](entry.total)]
        return super().get_context_data(**kwargs) | around | {"top": self.ledger.top, "not_yet": len(not_yet)}

    def workbook(self) -> bytes:
        """Each unit with its categories, as shown; the sums last."""
        labels = ("Đơn vị", "Đối tượng", *self.labels)
        columns = [xlsx.Column(36), xlsx.Column(36), *[xlsx.Column(14, "right")] * len(self.names)]
        return xlsx.write([xlsx.Sheet(self.title, columns, [[xlsx.Head(label) for label in labels]], self._sheet_rows())])

    def _sheet_rows(self) -> Iterator[xlsx.Row]:
        chosen = self._chosen("category")
        whole = next((one.label for one in self.ledger.categories if str(one.pk) == chosen), SUM)
        for name, figures in [*((entry.label, dict(entry.figures)) for entry in self.shown), ("Tổng số", self._sums)]:
            last = name == "Tổng số"
            yield xlsx.Row([name, whole, *self._values(reduce(add, figures.values(), NOTHING))], total=last)
            for _, label, one in self._details(figures):
                yield xlsx.Row([name, label, *self._values(one)], total=last)

    def _values(self, figures: Figures) -> list[int]:
        return [getattr(figures, name) for name in self.names]


def _of_category(rows: list[Entry], value: str) -> list[Entry]:
    return [entry.only(int(value)) for entry in rows]


def _by_filing(rows: list[Entry], value: str) -> list[Entry]:
    return [entry for entry in rows if FILING[value][1](entry.total)]
