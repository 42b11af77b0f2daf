"""The reports: every side of what was filed and honoured, beside a bar; every figure opens its dossiers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from conferences.models import Plan
from nominations import reports
from nominations.models import Dossier
from nominations.reports import AWARD, MEASURES, OWN, SIDES, Line, Side, Table
from organizations.models import Unit
from portal import xlsx
from portal.keys import as_key
from portal.lists import Chip, ListPage
from portal.templatetags.portal import address

LABELS = MEASURES | {"prize": "Tiền thưởng (đồng)"}


def side_chips(request: HttpRequest) -> Iterator[Chip]:
    """The sides as filters of a list of dossiers, each there once the address names it."""
    for side in (*SIDES, AWARD):
        key = request.GET.get(side.key, "")
        if key and side.knows(key):
            yield Chip(side.key, side.label, [(key, side.label_of(key))], _narrower(side, request))
    if unit := below(request):
        key = request.GET["below"]
        yield Chip("below", "Đơn vị", [(key, unit.label)], reports.at_or_below)


def _narrower(side: Side, request: HttpRequest) -> Callable[[QuerySet[Dossier], str], QuerySet[Dossier]]:
    """What was given is known by the register that one may see, and by nothing else."""
    if side is not AWARD:
        return side.narrow
    return lambda rows, key: side.narrow(reports.measured(rows, "honoured", request.user), key)


def result_chip(request: HttpRequest) -> Chip:
    """What became of them; the register says who is honoured."""

    def narrow(rows: QuerySet[Dossier], name: str) -> QuerySet[Dossier]:
        return reports.measured(rows, name, request.user)

    return Chip("result", "Kết quả", MEASURES.items() if "result" in request.GET else (), narrow)


def below(request: HttpRequest) -> Unit | None:
    """The unit that the address names, as far as one may see it."""
    key = request.GET.get("below", "").removeprefix(OWN)
    return Unit.objects.visible_to(request.user).filter(pk=as_key(key)).first()


def _plans(request: HttpRequest) -> Iterable[tuple[int, str]]:
    plans = Plan.objects.visible_to(request.user).filter(status__in=("issued", "closed"))
    return [(pk, number or title) for pk, number, title in plans.values_list("pk", "number", "title")[:50]]


class ReportPage(ListPage):
    template_name = "nominations/reports.html"
    model = Dossier
    title = "Báo cáo"
    noun = "hồ sơ đã nộp"
    file_name = "bao-cao"
    crumbs = (("Việc hôm nay", "nominations:home"),)
    search_placeholder = "Tìm theo tên người, tập thể hoặc đơn vị"
    empty_title = "Chưa có hồ sơ nào để đếm."
    empty_text = "Báo cáo đếm những hồ sơ đã nộp mà mình được xem."
    measures = tuple(MEASURES.values())

    @cached_property
    def chips(self) -> tuple[Chip, ...]:
        return (Chip("plan", "Kế hoạch", _plans), *side_chips(self.request))

    def rows(self) -> QuerySet[Dossier]:
        return reports.counted(self.request.user)

    @cached_property
    def tables(self) -> list[Table]:
        return reports.tables_of(self.shown, self.request.user, below(self.request))

    @property
    def sections(self) -> Iterator[dict[str, Any]]:
        """What the page shows: sides that say anything, each line with its bars and the addresses of its figures."""
        for table in self.tables:
            if table.lines:
                lines = [self._line(table, line) for line in table.lines]
                yield {"side": table.side, "heads": [LABELS[name] for name in table.side.measures], "lines": lines}

    def _line(self, table: Table, line: Line) -> dict[str, Any]:
        side, counts, whole = table.side, line.counts, table.longest or 1
        goes_down = len(table.lines) > 1 and not line.key.startswith(OWN)
        return {
            "label": line.label,
            "url": address(self.request.GET, page=None, **{side.key: line.key}) if goes_down else "",
            "filed": f"{100 * counts['filed'] / whole:.1f}" if "filed" in side.measures else "0",
            "honoured": f"{100 * counts['honoured'] / whole:.1f}",
            "figures": [(counts[name], self._list(side, line.key, name) if counts[name] else "") for name in side.measures],
        }

    def _list(self, side: Side, key: str, name: str) -> str:
        """The dossiers that make a figure."""
        kept = {chip.key: self.request.GET[chip.key] for chip in self.chips if self.request.GET.get(chip.key)}
        words = {"q": self.text} if self.text else {}
        result = "honoured" if name == "prize" else name
        return f"{reverse('nominations:dossiers')}?{urlencode(words | kept | {side.key: key, 'result': result})}"

    def workbook(self) -> bytes:
        """A sheet a side."""
        return xlsx.write([self._sheet(table) for table in self.tables if table.lines])

    def _sheet(self, table: Table) -> xlsx.Sheet:
        names = table.side.measures
        head = [[xlsx.Head(table.side.label), *(xlsx.Head(LABELS[name]) for name in names)]]
        rows = [xlsx.Row([line.label, *(line.counts[name] for name in names)]) for line in table.lines]
        rows.append(xlsx.Row(["Tổng số", *(sum(line.counts[name] for line in table.lines) for name in names)], total=True))
        return xlsx.Sheet(table.side.label, [xlsx.Column(40), *[xlsx.Column(18, "right")] * len(names)], head, rows)
