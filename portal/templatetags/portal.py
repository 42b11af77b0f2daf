"""Tags and filters of every template (a builtin library): icons, states, dates, numbers, addresses."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import lucide
from django import template
from django.core.paginator import Page
from django.template.context import RequestContext
from django.template.defaultfilters import filesizeformat
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from portal import clock
from portal.fields import number, screen_date, time_left, weekday_date
from portal.file_kinds import Kind
from portal.models import Upload

register = template.Library()

# state → how it looks. Gold is for what is honoured or in force, red only for what blocks (look.md).
STATES = {
    "draft": ("quiet", "pencil"),
    "endorsed": ("going", "stamp"),
    "between": ("going", "send"),
    "backed": ("good", "circle-check"),
    "unchosen": ("quiet", "x"),
    "submitted": ("going", "send"),
    "sent": ("going", "send"),
    "accepted": ("good", "circle-check"),
    "held": ("blocked", "circle-pause"),
    "returned": ("due", "undo-2"),
    "approved": ("honour", "badge-check"),
    "issued": ("honour", "scroll-text"),
    "published": ("honour", "megaphone"),
    "decided": ("honour", "award"),
    "closed": ("quiet", "lock"),
    "superseded": ("quiet", "history"),
    "suspended": ("due", "circle-pause"),
    "declined": ("blocked", "circle-x"),
    "withdrawn": ("quiet", "x"),
    "active": ("good", "circle-check"),
    "merged": ("quiet", "history"),
    "dissolved": ("quiet", "x"),
    "waiting": ("quiet", "clock"),
    "running": ("going", "loader"),
    "done": ("good", "circle-check"),
    "failed": ("blocked", "circle-x"),
    "open": ("due", "clock"),
    "answered": ("good", "circle-check"),
    "met": ("good", "circle-check"),
    "not_met": ("blocked", "circle-x"),
    "no_evidence": ("due", "file-search"),
    "needs_person": ("going", "user-check"),
    "clean": ("good", "shield-check"),
    "infected": ("blocked", "shield-alert"),
    "too_much": ("due", "shield-alert"),
}
BUTTONS = {"primary": "btn-primary", "secondary": "", "danger": "btn-stop"}
MESSAGE_ICONS = {"success": "circle-check", "warning": "triangle-alert", "error": "circle-alert"}
DUE_SOON = timedelta(days=3)
BAR_FILLS = {"": "#2f6db5", "honour": "#b8912b", "due": "#c8641b", "blocked": "#b3261e"}


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: int = 16) -> SafeString:
    """A lucide icon beside a word; screen readers pass over it."""
    return mark_safe(lucide._render_icon(str(name), size, aria_hidden="true", focusable="false", **{"class": "glyph"}))


@register.simple_tag
@lru_cache(maxsize=256)
def badge(state: str, word: str) -> SafeString:
    """A state as a word with an icon, never colour alone."""
    tone, symbol = STATES.get(state, ("quiet", "circle-dashed"))
    return format_html('<span class="state state-{}">{}{}</span>', tone, icon(symbol, 14), word)


@register.simple_tag
def status(obj: Any) -> SafeString:
    """The badge of a thing that has a `status` with choices."""
    return badge(str(obj.status), obj.get_status_display())


@register.simple_tag
def scan_standing(file: Upload) -> SafeString | str:
    """The badge of what the virus scanner said of a file, and when; nothing of one that nobody asked about."""
    if file.scan == Upload.Scan.NONE:
        return ""
    when = f" {timezone.localtime(file.scanned):%d/%m/%Y}" if file.scanned else ""
    return badge(file.scan, file.get_scan_display() + when)


@register.filter
def file_facts(file: Upload) -> str:
    """PDF · 3 trang · 1,2 MB."""
    kind = next((kind.label for kind in Kind if kind.content_type == file.content_type), "")
    pages = f"{number(file.pages)} trang" if file.pages and file.content_type == Kind.PDF.content_type else ""
    return " · ".join(part for part in (kind, pages, filesizeformat(file.size)) if part)


@register.filter
def status_word(state: str, obj: Any) -> str:
    """The word of a state that stands in a history row."""
    return str(dict(obj._meta.get_field("status").choices).get(state, state))


@register.simple_tag
@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a static file, asked once: with hashed names it costs a look into the manifest each time."""
    return static(name)


@register.filter
def button_tone(tone: str) -> str:
    return BUTTONS[tone]


@register.filter
def message_icon(level: str) -> str:
    return MESSAGE_ICONS.get(level, "info")


def lies_in(path: str, prefix: str) -> bool:
    """Whether a page lies in a part of the menu; the home page only in itself."""
    return path == prefix if prefix == "/" else str(path).startswith(prefix)


@register.simple_tag
def menu_links(rows: tuple[tuple[str, str, str], ...], path: str) -> SafeString:
    """The links of a menu of (label, icon, address), the one that a page lies in marked."""
    return _links(rows, frozenset(address for *_, address in rows if lies_in(path, address)))


@lru_cache(maxsize=64)
def _links(rows: tuple[tuple[str, str, str], ...], here: frozenset[str]) -> SafeString:
    """Kept: the menu stands twice on every page, and is the same for everybody of a kind."""
    links = (
        (address, mark_safe(' aria-current="page"') if address in here else "", icon(symbol, 18), label)
        for label, symbol, address in rows
    )
    return format_html_join("\n", '<a href="{}"{}>{} {}</a>', links)


@register.simple_tag(takes_context=True)
def pager(context: RequestContext, page: Page, numbers: Iterable[int | str]) -> SafeString:
    """Links to the page before, the pages near by and the page after; the rest of the address stays."""
    query = context["request"].GET

    def link(number: int, word: str, rel: str = "") -> str:
        return f'<a href="{escape(address(query, page=number))}"{rel}>{word}</a>'

    before = [link(page.number - 1, "Trước", ' rel="prev"')] if page.has_previous() else []
    after = [link(page.number + 1, "Sau", ' rel="next"')] if page.has_next() else []
    return mark_safe("".join(before + [_number(number, page.number, link) for number in numbers] + after))


def _number(number: int | str, current: int, link: Callable[[int, str], str]) -> str:
    if number == current:
        return f'<span aria-current="page">{number}</span>'
    return link(number, str(number)) if isinstance(number, int) else '<span class="pager-gap">…</span>'


@register.filter
def vn_number(value: Any) -> str:
    """1.000, right for a column of figures."""
    return "–" if value is None else number(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """14/05/2020."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return screen_date(value) if value else "–"


@register.filter
def weekday_day(value: date) -> str:
    """Thứ Năm 14/05/2020."""
    return weekday_date(value)


@register.filter
def weekday(value: date) -> str:
    """Thứ Năm."""
    return weekday_date(value).rpartition(" ")[0]


@register.filter
def moment(value: datetime | None) -> str:
    """Thứ Năm 14/05/2020, 23:59."""
    if not value:
        return "–"
    local = timezone.localtime(value)
    return f"{weekday_date(local.date())}, {local:%H:%M}"


@register.filter
def second(value: datetime) -> str:
    """Thứ Năm 14/05/2020, 23:59:07."""
    return f"{moment(value)}:{timezone.localtime(value):%S}"


@register.simple_tag
def deadline(closes_at: datetime) -> SafeString:
    """A closing moment (the first that is too late) as its last minute, and what is left until then."""
    left = closes_at - clock.now()
    tone = "blocked" if left <= timedelta(0) else "due" if left < DUE_SOON else "calm"
    last = closes_at - timedelta(minutes=1)
    return format_html(
        '<span class="deadline deadline-{}">{}<time datetime="{}">{}</time>\u00a0· <span>{}</span></span>',
        tone,
        icon("clock" if tone == "calm" else "clock-alert"),
        last.isoformat(),
        moment(last),
        time_left(left or -timedelta.resolution),  # at that very moment it is too late
    )


@register.simple_tag(takes_context=True)
def qs(context: RequestContext, **changes: Any) -> str:
    """The page's query string with some values changed; None takes one out. Another filter starts again at page 1."""
    return address(context["request"].GET, **changes)


def address(query: Any, **changes: Any) -> str:
    """A query string with some values changed, ready for an `href` (the template or `format_html` escapes it)."""
    kept = [(key, value) for key, values in query.lists() if key not in changes for value in values]
    changed = [(key, value) for key, value in changes.items() if value not in (None, "")]
    return f"?{urlencode(kept + changed)}"


@register.simple_tag
def crumb(label: Any, name: str, *args: Any) -> SafeString:
    """One step of the breadcrumbs: the page above."""
    return format_html('<li><a href="{}">{}</a></li>', _fixed(name) if not args else reverse(name, args=args), label)


@lru_cache(maxsize=64)
def _fixed(name: str) -> str:
    """The address of a page of which there is one; Django works it out anew each time."""
    return reverse(name)


@register.filter
def beside(labels: Iterable[str], values: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    """Each label with its value: on a phone, where a table has no head, every figure says what it is."""
    return zip(labels, values, strict=True)


@register.simple_tag
def bars(rows: Iterable[tuple]) -> list[dict]:
    """Bars for parts/chart.html from (label, figure[, whole[, address[, tone]]]); without a whole the longest is 100 %."""
    filled = [tuple(row) + (None, "", "")[len(row) - 2 :] for row in rows]
    longest = max((row[1] for row in filled), default=0)
    return [_bar(*row, longest) for row in filled]


def _bar(label: str, figure: int, whole: int | None, url: str, tone: str, longest: int) -> dict:
    percent = round(100 * figure / (whole or longest or 1), 1)
    return {
        "label": label,
        "text": number(figure) if whole is None else f"{number(figure)} / {number(whole)}",
        "percent": f"{min(percent, 100)}",
        "fill": BAR_FILLS[tone],
        "url": url,
    }


def screen_text(value: Any) -> str:
    """Any value of a cell as a person reads it, escaped."""
    if type(value) is str:  # nearly every cell, and Django's way of escaping costs thrice as much
        return html.escape(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return number(value)
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return screen_date(value)
    return conditional_escape(value)
