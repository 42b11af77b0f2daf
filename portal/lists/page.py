"""The page itself: what the address asks for, what is shown of it, and the sheet of the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from itertools import islice
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.cache import cache
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
from portal.jobs import AT_ONCE, Progress, enqueue
from portal.lists.columns import Chip, Column, Filter, Head, cell_of
from portal.models import Job
from portal.moves import Refused
from portal.storing import keep
from portal.templatetags.portal import address

PAGE_ROWS = 50
COUNTED_EACH_TIME = 5_000  # the count of a longer list may be COUNT_SECONDS old
COUNT_SECONDS = 30
SHEET_ROWS = 5_000  # more rows than this become a job
SHEET_PART = 500
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT_LETTERS = 100


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
    kept: tuple[tuple[str, str], ...] = ()  # (key, value) of the address that search and filters leave alone: a tab

    # --- what a subclass may say otherwise

    def rows(self) -> QuerySet | list[Any]:
        """Everything this person may see here, before search and filters, with what the columns need.

        A list where things of several tables stand together, in the order shown: `search` and the chips' `apply` get and
        give lists then, and no column sorts.
        """
        return self.model.objects.visible_to(self.request.user)

    def search(self, rows: Any, text: str) -> Any:
        return rows.search(text)

    def complete(self, rows: list[Any]) -> None:
        """Gives the rows of a page, or of a part of the sheet, what the columns need besides: one query for all of them."""

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
    def shown(self) -> QuerySet | list[Any]:
        """The rows shown, all pages of them, in the order shown."""
        rows = self.rows()
        if self.text:
            rows = self.search(rows, self.text)
        for found in self.filters:
            if found.chosen:
                rows = found.chip.narrow(rows, found.chosen)
        if isinstance(rows, list):
            return rows
        if self.sort:
            return rows.order_by(self.sort, "pk")
        return rows if rows.ordered else rows.order_by(*rows.model._meta.ordering, "pk")  # counting unsets the model's order

    # --- what the page shows

    @cached_property
    def page(self) -> Page:
        paginator = Paginator(self.shown, PAGE_ROWS)
        paginator.count = self._counted(self.shown, self.text, *(found.chosen for found in self.filters))
        return paginator.get_page(self.request.GET.get("page"))

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @cached_property
    def total(self) -> int:
        return self._counted(self.rows()) if self.narrowed else self.count

    def _counted(self, rows: QuerySet | list[Any], *narrowed_by: str) -> int:
        """How many rows. Counting what one may see reads every row, so a long list's count is remembered for a while,
        though never past something that the person has sent: what one has done oneself is always counted."""
        if isinstance(rows, list):
            return len(rows)
        wrote = self.request.session.get("wrote") if hasattr(self.request, "session") else None
        whose = self.request.user.pk, wrote, type(self).__module__, type(self).__qualname__, self.kwargs
        question = repr((*whose, narrowed_by if any(narrowed_by) else ()))
        key = f"list-count-{sha256(question.encode()).hexdigest()}"
        known = cache.get(key)
        if known is None:
            known = rows.count()
            if known > COUNTED_EACH_TIME:
                cache.set(key, known, COUNT_SECONDS)
        return known

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
        cells, rows = [cell_of(column) for column in self.columns], list(self.page.object_list)
        self.complete(rows)
        return mark_safe("\n".join(f"<tr>{''.join(cell(row) for cell in cells)}</tr>" for row in rows))

    @property
    def unfiltered(self) -> str:
        """The address without search and filters."""
        return address(QueryDict(), **dict(self.kept))

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
            try:
                return redirect("job", self._sheet_later().pk)
            except Refused as refused:
                messages.error(self.request, " ".join(refused.reasons))
                return redirect(f"{self.request.path}{address(self.request.GET, format=None)}")
        headers = {"Content-Disposition": f'attachment; filename="{self.file_name}.xlsx"'}
        return HttpResponse(self.workbook(), content_type=SHEET_TYPE, headers=headers)

    def _sheet_later(self) -> Job:
        path = f"{type(self).__module__}.{type(self).__qualname__}"
        person, query = self.request.user, self.request.GET.urlencode()
        args = (path, self.kwargs, person.pk, query)
        return enqueue("portal.lists.page.store_sheet", *args, title=self.title, owner=person, at_most=AT_ONCE)

    def workbook(self) -> bytes:
        rows = (xlsx.Row([sheet_value(column.get(row)) for column in self.columns]) for row in self._completed())
        columns = [xlsx.Column(24, column.align) for column in self.columns]
        head = [[xlsx.Head(column.label) for column in self.columns]]
        return xlsx.write([xlsx.Sheet(self.title, columns, head, rows)])

    def _completed(self) -> Iterator[Any]:
        """All rows shown, read and completed SHEET_PART at a time."""
        rows = iter(self.shown) if isinstance(self.shown, list) else self.shown.iterator(SHEET_PART)
        while part := list(islice(rows, SHEET_PART)):
            self.complete(part)
            yield from part


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
