"""The queue of the office that screens: a list whose whole search stands in its address, with what can be seen at a glance."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from conferences.models import Category, Plan
from nominations.models import Dossier
from nominations.screening import RIGHT, STAGES, found_by, glances_of, in_office
from organizations.models import Unit, User
from organizations.querysets import under
from organizations.reach import reach
from organizations.roles import roles_with
from portal import clock
from portal.keys import as_key
from portal.lists import Chip, Column, ListPage
from portal.templatetags.portal import address, badge, icon, status

STAGE_LABELS = {
    "waiting": "Chờ thẩm định",
    "held": "Tạm treo",
    "accepted": "Đạt",
    "declined": "Không đạt",
    "returned": "Đang trả lại",
    "all": "Tất cả",
}
NOBODY = "none"
MOST_PLANS = 50
STATES = (Plan.Status.ISSUED, Plan.Status.SUSPENDED, Plan.Status.CLOSED)
IGNORED = ("page", "format", "one", "of", "for")  # of the address: they name no queue


def key_in(request: HttpRequest, name: str) -> int | None:
    """The key of a row that the address names, as far as it can be one."""
    return as_key(request.GET.get(name, ""))


def own_plans(user: Any) -> QuerySet[Plan]:
    """Plans whose dossiers this person screens."""
    plans = Plan.objects.visible_to(user).filter(status__in=STATES)
    return plans if user.is_superuser else plans.filter(unit__in=reach(user).unit_ids_with(RIGHT))


def colleagues(user: Any) -> QuerySet[User]:
    """Whoever screens today at the offices where this person does."""
    day = clock.today()
    today = Q(assignments__end=None) | Q(assignments__end__gte=day)
    at = {} if user.is_superuser else {"assignments__unit__in": reach(user).unit_ids_with(RIGHT)}
    held = Q(today, assignments__role__in=roles_with(RIGHT), assignments__start__lte=day, **at)
    return User.objects.filter(held, is_active=True).distinct().order_by("sort_key")


def _plans(request: HttpRequest) -> list[tuple[int, str]]:
    """Offered where there is a choice, and where the address names one."""
    rows = own_plans(request.user).order_by("-date", "-pk").values_list("pk", "number", "title")[:MOST_PLANS]
    found = [(pk, number or title) for pk, number, title in rows]
    return found if len(found) > 1 or "plan" in request.GET else []


def _categories(request: HttpRequest) -> list[tuple[str, str]]:
    """By the keys that plans share; of the plan that the address names."""
    named = {"plan": plan} if (plan := key_in(request, "plan")) else {}
    rows = Category.objects.filter(plan__in=own_plans(request.user), **named).order_by("position", "pk").values_list("key", "label")
    return list(dict(rows).items())


def _units(request: HttpRequest) -> list[tuple[int, str]]:
    """Those right below the office, and the one that the address names."""
    key = key_in(request, "unit")
    named = Q(pk__in=[] if key is None else [key])  # "IS NULL" instead would keep the database from its index
    mine = reach(request.user)
    paths = [holding.path for holding in mine.holdings if holding.unit_id in mine.unit_ids_with(RIGHT)]
    right_below = Q(depth__in={len(path) // Unit.steplen + 1 for path in paths}) & under(paths)
    rows = Unit.objects.visible_to(request.user).filter(named | right_below)
    return [(unit.pk, unit.label) for unit in rows.order_by("sort_key")]


def _officers(request: HttpRequest) -> list[tuple[Any, str]]:
    own = request.user.pk
    found = [(one.pk, f"{one} (tôi)" if one.pk == own else str(one)) for one in colleagues(request.user)]
    return [(NOBODY, "chưa ai nhận"), *sorted(found, key=lambda pair: pair[0] != own)]


def _of_officer(rows: QuerySet[Dossier], value: str) -> QuerySet[Dossier]:
    return rows.filter(screener=None if value == NOBODY else value)


def _at_or_below(rows: QuerySet[Dossier], unit: str) -> QuerySet[Dossier]:
    return rows.filter(under([Unit.objects.values_list("path", flat=True).get(pk=unit)], "unit__path"))


def standards_cell(dossier: Dossier) -> SafeString:
    """Badges: how many standards have which answer."""
    counts = dossier.glance.counts
    return mark_safe(" ".join(badge(answer.value, f"{count} {answer.label}") for answer, count in counts)) if counts else ""


def standards_words(dossier: Dossier) -> str:
    return ", ".join(f"{count} {answer.label}" for answer, count in dossier.glance.counts)


def notes_of(dossier: Dossier) -> list[str]:
    """What else the row warns of."""
    return dossier.glance.notes + ([f"dự phòng số {dossier.reserve}"] if dossier.reserve else [])


def _notes_cell(dossier: Dossier) -> SafeString:
    return mark_safe("<br>".join(format_html("{} {}", icon("triangle-alert", 14), f"{note[:1].upper()}{note[1:]}") for note in notes_of(dossier)))


def _pick_cell(dossier: Dossier) -> SafeString:
    box = '<label class="row-pick"><input class="form-check-input" type="checkbox" name="one" value="{}"><span>Chọn<span class="visually-hidden"> {}</span></span></label>'
    return format_html(box, dossier.pk, dossier.name)


class ScreeningQueue(ListPage):
    template_name = "nominations/screening/queue.html"
    model = Dossier
    title = "Thẩm định"
    noun = "hồ sơ"
    file_name = "tham-dinh"
    crumbs = (("Việc hôm nay", "nominations:home"),)
    search_placeholder = "Tìm tên, đơn vị, chức vụ, thành tích, số quyết định, số biên nhận"
    empty_title = "Không có hồ sơ nào ở đây."
    empty_text = "Hồ sơ hiện ra khi đơn vị nộp. Các thẻ phía trên cho biết hồ sơ khác đang ở đâu."

    @property
    def columns(self) -> tuple[Column, ...]:
        pick = (Column("Chọn", "pk", show=_pick_cell, phone="second"),)
        said = (
            Column("Tên", "name", show=self._name_cell, sort="sort_key", phone="title"),
            Column("Đơn vị", "unit.label", sort="unit__sort_key", phone="second"),
            Column("Đối tượng", "category.label", sort="category__position"),
            Column("Tiêu chuẩn", standards_words, show=standards_cell, phone="second"),
            Column("Lưu ý", lambda one: "; ".join(notes_of(one)), show=_notes_cell, phone="second"),
            Column("Cán bộ", lambda one: str(one.screener) if one.screener else "chưa ai nhận", phone="second"),
            *((Column("Trạng thái", "get_status_display", show=status, sort="status", phone="second"),) * (self.stage == "all")),
            Column("Nộp lúc", "submitted_at", sort="submitted_at", whole=True),
        )
        return said if self.request.GET.get("format") == "xlsx" else pick + said

    @property
    def chips(self) -> tuple[Chip, ...]:
        return (
            Chip("officer", "Cán bộ", _officers, _of_officer),
            Chip("category", "Đối tượng", _categories, lambda rows, value: rows.filter(category__key=value)),
            Chip("unit", "Đơn vị", _units, _at_or_below),
            Chip("plan", "Kế hoạch", _plans),
        )

    def _name_cell(self, dossier: Dossier) -> SafeString:
        return format_html('<a href="{}{}">{}</a>', reverse("nominations:screen", args=[dossier.pk]), self.query, dossier.name)

    # --- what the address asks for

    @cached_property
    def stage(self) -> str:
        wanted = self.request.GET.get("stage", "")
        return wanted if wanted in STAGES else next(iter(STAGES))

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        return (("stage", self.stage),) * (self.stage != next(iter(STAGES)))

    @cached_property
    def sort(self) -> str:
        """Who came first is first."""
        return super().sort or "submitted_at"

    @property
    def query(self) -> str:
        """The part of the address that names this queue, with its “?”."""
        return address(self.request.GET, **dict.fromkeys(IGNORED)).removesuffix("?")

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The same for a form."""
        return [(key, value) for key, values in self.request.GET.lists() if key not in IGNORED for value in values]

    def rows(self) -> QuerySet[Dossier]:
        return self._all_stages().filter(status__in=STAGES[self.stage])

    def _all_stages(self) -> QuerySet[Dossier]:
        return in_office(self.request.user).select_related("unit", "category", "plan", "nominee", "screener")

    def search(self, rows: QuerySet[Dossier], text: str) -> QuerySet[Dossier]:
        return found_by(rows, text)

    def complete(self, rows: list[Dossier]) -> None:
        found = glances_of(rows, self.request.user)
        for row in rows:
            row.glance = found[row.pk]

    @property
    def first(self) -> Dossier:
        """Where one begins."""
        return next(iter(self.page.object_list))

    @property
    def stages(self) -> list[tuple[str, str, int, bool]]:
        """The tabs: label, address, how many the search and the filters leave there, whether it is this one."""
        rows = self._all_stages()
        rows = self.search(rows, self.text) if self.text else rows
        for found in self.filters:
            rows = found.chip.narrow(rows, found.chosen) if found.chosen else rows
        counted = {key: Count("pk", filter=Q(status__in=states)) for key, states in STAGES.items()}
        counts, first = rows.order_by().aggregate(**{f"in_{key}": count for key, count in counted.items()}), next(iter(STAGES))
        return [
            (label, address(self.request.GET, stage=None if key == first else key, page=None), counts[f"in_{key}"], key == self.stage)
            for key, label in STAGE_LABELS.items()
        ]

    # --- answers

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
