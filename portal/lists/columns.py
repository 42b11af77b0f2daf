"""What a list is made of: columns, which make both cells and sheet, and chips, the filters in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.templatetags.portal import address, icon, screen_text

CHIPS_SHOWN = 8  # more choices than this become a select beside the search box
SENTINEL = 987_654_321  # stands for a row's key while an address is reversed once for all rows


@dataclass(frozen=True)
class Column:
    """A column of the page and of the sheet.

    `value`: a dotted attribute or a function of the row; `show`: what the page shows instead (escaped unless SafeString).
    `link`: the URL name of the row's page, with the row's `link_key` as its only argument. `sort`: the field it is sorted by.
    `phone`: "title" and "second" are the two lines of the card that a row becomes on a phone; the rest is hidden there.
    `whole`: numbers of papers and dates stand on one line.
    """

    label: str
    value: str | Callable[[Any], Any]
    show: Callable[[Any], Any] | None = None
    link: str = ""
    link_key: str = "pk"
    align: str = "left"
    sort: str = ""
    phone: str = "hide"
    whole: bool = False

    @cached_property
    def get(self) -> Callable[[Any], Any]:
        return self.value if callable(self.value) else attribute(self.value)

    @property
    def css(self) -> str:
        return f"phone-{self.phone}" + (" number" if self.align == "right" else "") + (" whole" if self.whole else "")


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

    @property
    def chips(self) -> SafeString:
        """Links that choose an option or let it go. Built here, as the rows are: each would cost six nodes of a template."""
        return mark_safe("\n  ".join(_chip(option) for option in self.options))


def _chip(option: Option) -> str:
    current, end = ' aria-current="true"', f'{icon("x", 14)}<span class="visually-hidden"> (bỏ lọc)</span>'
    marked = (current, end) if option.chosen else ("", "")
    return f'<a class="chip" href="{escape(option.address)}"{marked[0]}>{escape(option.label)}{marked[1]}</a>'


@dataclass(frozen=True)
class Head:
    """A cell of the head: the address that sorts by its column, and how the rows stand now."""

    column: Column
    address: str
    order: str


def attribute(path: str) -> Callable[[Any], Any]:
    """Reads "unit.label" or "get_status_display" of a row; None on the way is None."""
    names = path.split(".")

    def read(value: Any) -> Any:
        for name in names:
            value = getattr(value, name, None)
        return value() if callable(value) else value

    return read


def cell_of(column: Column) -> Callable[[Any], str]:
    """Makes the cell of a row as HTML; what is constant for the column is worked out once."""
    read = column.show or column.get
    opening = f'<td class="{column.css}">'
    if not column.link:
        return lambda row: f"{opening}{screen_text(read(row))}</td>"
    before, after = reverse(column.link, args=[SENTINEL]).split(str(SENTINEL))
    key = attribute(column.link_key)
    return lambda row: f'{opening}<a href="{before}{key(row)}{after}">{screen_text(read(row)) or "–"}</a></td>'
