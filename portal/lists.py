"""List pages: search, filters in the address, count, sort, pages, and Excel of exactly what is shown.

A subclass declares `columns` once; the page and the sheet both come from it. Whatever stands in the address (any page
number, sort or filter value, any letters) gives a page, never an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe
from django.views.generic import TemplateView

from portal import xlsx
from portal.jobs import Progress, enqueue
from portal.models import Job
from portal.storing import keep
from portal.templatetags.portal import address, screen_text

PAGE_ROWS = 50
SHEET_ROWS = 5_000  # more rows than this become a job
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT_LETTERS = 100
CHIPS_SHOWN = 8  # more choices than this become a select beside the search box
SENTINEL = 987_654_321  # stands for a row's key while an address is reversed once for all rows


@dataclass(frozen=True)
class Column:
    """A column of the page and of the sheet.

    `value`: a dotted attribute or a function of the row; `show`: what the page shows instead (escaped unless SafeString).
    `link`: the URL name of the row's page, with the row's `link_key` as its only argument. `sort`: the field it is sorted by.
    `phone`: "title" and "second" are the two lines of the card that a row becomes on a phone; the rest is hidden there.
    """

    label: str
    value: str | Callable[[Any], Any]
    show: Callable[[Any], Any] | None = None
    link: str = ""
    link_key: str = "pk"
    align: str = "left"
    sort: str = ""
    phone: str = "hide"

    @cached_property
    def get(self) -> Callable[[Any], Any]:
        return self.value if callable(self.value) else _attribute(self.value)

    @property
    def css(self) -> str:
        return f"phone-{self.phone}" + (" number" if self.align == "right" else "")


@dataclass(frozen=True)
class Chip:
    """A filter in the address: `choices` as (value, label) pairs, or a function of the request that gives them.

    `apply(rows, value)` narrows the rows; without it `key` itself is the field that must equal the value.
    """

    key: str
    label: str
    choices: Iterable[tuple[Any, str]] | Callable[[HttpRequest], Iterable[tuple[Any, str]]]
    apply: Callable[[QuerySet, str], QuerySet] | None = None

    def options(self, request: HttpRequest) -> list[tuple[str, str]]:
        pairs = self.choices(request) if callable(self.choices) else self.choices
        return [(str(value), str(label)) for value, label in pairs]

    def narrow(self, rows: QuerySet, value: str) -> QuerySet:
        return self.apply(rows, value) if self.apply else rows.filter(**{self.key: value})


@dataclass(frozen=True)
class Option:
    """One choice of a filter, with the address that chooses it, or lets it go when it is chosen already."""

    value: str
    label: str
    chosen: bool
    address: str


@dataclass(frozen=True)
class Filter:
    """A chip as it stands in one request: `chosen` is empty unless the address names one of its choices."""

    chip: Chip
    chosen: str
    options: list[Option]

    @classmethod
    def read(cls, chip: Chip, request: HttpRequest) -> Filter:
        query, wanted = request.GET, request.GET.get(chip.key, "")
        options = [
            Option(value, label, value == wanted, address(query, page=None, **{chip.key: None if value == wanted else value}))
            for value, label in chip.options(request)
        ]
        return cls(chip, wanted if any(option.chosen for option in options) else "", options)

    @property
    def long(self) -> bool:
        return len(self.options) > CHIPS_SHOWN


@dataclass(frozen=True)
class Head:
    """A cell of the head: the address that sorts by its column, and how the rows stand now."""

    column: Column
    address: str
    order: str


class ListPage(TemplateView):
    """A list of things one may see. Subclasses set the attributes, and `rows` or `search` where the defaults do not fit.

    The template reads everything from `list`, which is the view itself.
    """

    template_name = "portal/list.html"
    model: type[Model]
    title = ""
    noun = ""  # "348 hồ sơ"
    columns: tuple[Column, ...] = ()
    chips: tuple[Chip, ...] = ()
    search_placeholder = "Tìm (gõ không dấu cũng được)"
    crumbs: tuple[tuple[str, str], ...] = ()  # (label, URL name)
    empty_title = "Chưa có gì ở đây."
    empty_text = ""
    empty_url = ""  # URL name of the next step when the list is empty
    empty_label = ""
    file_name = ""  # of the sheet, without ending; no sheet without it

    # --- what a subclass may say otherwise

    def rows(self) -> QuerySet:
        """Everything this person may see here, before search and filters, with what the columns need."""
        return self.model.objects.visible_to(self.request.user)

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.search(text)

    # --- what the address asks for

    @cached_property
    def text(self) -> str:
        return self.request.GET.get("q", "").replace("\x00", "").strip()[:TEXT_LETTERS]

    @cached_property
    def filters(self) -> list[Filter]:
        return [Filter.read(chip, self.request) for chip in self.chips]

    @cached_property
    def sort(self) -> str:
        """The field to sort by, "-" before it for downwards; empty for the model's own order."""
        wanted = self.request.GET.get("sort", "")
        known = {column.sort for column in self.columns if column.sort}
        return wanted if wanted.removeprefix("-") in known else ""

    @property
    def narrowed(self) -> bool:
        return bool(self.text) or any(found.chosen for found in self.filters)

    @cached_property
    def shown(self) -> QuerySet:
        """The rows shown, all pages of them, in the order shown."""
        rows = self.rows()
        if self.text:
            rows = self.search(rows, self.text)
        for found in self.filters:
            if found.chosen:
                rows = found.chip.narrow(rows, found.chosen)
        return rows.order_by(self.sort, "pk") if self.sort else rows

    # --- what the page shows

    @cached_property
    def page(self) -> Page:
        return Paginator(self.shown, PAGE_ROWS).get_page(self.request.GET.get("page"))

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @cached_property
    def total(self) -> int:
        return self.rows().count() if self.narrowed else self.count

    @property
    def pages(self) -> Iterable[int | str]:
        """Page numbers near this one, with gaps."""
        return self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(column, "", "")
        order = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(self.sort, "")
        turned = f"-{column.sort}" if order == "ascending" else column.sort
        return Head(column, address(self.request.GET, sort=turned, page=None), order)

    @property
    def body(self) -> SafeString:
        """The table's rows. Built here, not in the template: fifty rows cost a tenth of the time."""
        cells = [_cell(column) for column in self.columns]
        return mark_safe("\n".join(f"<tr>{''.join(cell(row) for cell in cells)}</tr>" for row in self.page))

    @property
    def next_step(self) -> str:
        return reverse(self.empty_url) if self.empty_url else ""

    # --- answers

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("format") == "xlsx" and self.file_name:
            return self.sheet()
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"list": self}

    def sheet(self) -> HttpResponse:
        """Exactly what is shown, all pages of it; a long one is made by a job."""
        if self.count > SHEET_ROWS:
            return redirect("job", self._sheet_later().pk)
        headers = {"Content-Disposition": f'attachment; filename="{self.file_name}.xlsx"'}
        return HttpResponse(self.workbook(), content_type=SHEET_TYPE, headers=headers)

    def _sheet_later(self) -> Job:
        path = f"{type(self).__module__}.{type(self).__qualname__}"
        person, query = self.request.user, self.request.GET.urlencode()
        return enqueue("portal.lists.store_sheet", path, self.kwargs, person.pk, query, title=self.title, owner=person)

    def workbook(self) -> bytes:
        rows = (xlsx.Row([sheet_value(column.get(row)) for column in self.columns]) for row in self.shown.iterator(500))
        columns = [xlsx.Column(24, column.align) for column in self.columns]
        head = [[xlsx.Head(column.label) for column in self.columns]]
        return xlsx.write([xlsx.Sheet(self.title, columns, head, rows)])


def store_sheet(progress: Progress, path: str, kwargs: dict[str, Any], person: int, query: str) -> None:
    """The job of a long sheet: the list at `path` as its owner sees it by the time it runs."""
    request = HttpRequest()
    request.GET, request.user = QueryDict(query), get_user_model().objects.get(pk=person)
    page = import_string(path)()
    page.setup(request, **kwargs)
    name = f"{page.file_name}.xlsx"
    progress.result(keep(page.workbook(), name=name, content_type=SHEET_TYPE, owner=request.user))


def sheet_value(value: Any) -> xlsx.Value:
    """A cell's value in the kinds that a sheet has."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)  # Excel knows no time zones
    return value if value is None or isinstance(value, int | Decimal | date) else str(value)


def _attribute(path: str) -> Callable[[Any], Any]:
    """Reads "unit.label" or "get_status_display" of a row; None on the way is None."""
    names = path.split(".")

    def read(value: Any) -> Any:
        for name in names:
            value = getattr(value, name, None)
        return value() if callable(value) else value

    return read


def _cell(column: Column) -> Callable[[Any], str]:
    """Makes the cell of a row as HTML; what is constant for the column is worked out once."""
    read = column.show or column.get
    opening = f'<td class="{column.css}">'
    if not column.link:
        return lambda row: f"{opening}{screen_text(read(row))}</td>"
    before, after = reverse(column.link, args=[SENTINEL]).split(str(SENTINEL))
    key = _attribute(column.link_key)
    return lambda row: f'{opening}<a href="{before}{key(row)}{after}">{screen_text(read(row)) or "–"}</a></td>'
