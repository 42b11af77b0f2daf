"""Dossiers: the list, the page with its moves, its papers."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from conferences.models import AllocationRow, Category, Plan, Subject
from conferences.views.plans import frame, plan_dossiers
from conferences.work import work_chip
from nominations import actions, rules
from nominations.actions.answers import SCREENED
from nominations.actions.taking import OWN_MATTER
from nominations.flow import DOSSIER_BUTTONS
from nominations.levels import sending_closing
from nominations.models import Decision, Dossier, LevelResult, Proposal
from nominations.places import holder_key, next_reserve, place_for, places_of
from nominations.querysets import OWN
from nominations.record import by_kind, papers_of, with_twins
from nominations.seen import SeenBy
from nominations.standing import standing_of
from nominations.views.level_parts import level_context
from nominations.views.rounds import rounds_context
from nominations.views.reports import result_chip, side_chips
from nominations.views.thread import thread_context
from nominations.work import DOSSIER_WORK, filings
from organizations.models import Unit
from organizations.querysets import under
from organizations.reach import reach
from portal import clock
from portal.keys import as_key
from portal.lists import Chip, Column, ListPage
from portal.move_view import answer_move
from portal.models import MoveRecord
from portal.moves import Overtaken, Refused, history, open_moves
from portal.once import once
from portal.storing import serve_upload
from portal.templatetags.portal import status

RIGHT = "nominations.draft_dossier"
STAGE_LABELS = [
    ("filed", "Đã nộp, có suất"),
    ("returned", "Đang trả lại"),
    ("approved", "Đạt"),
    ("decided", "Đã quyết định"),
    ("revoked", "Đã hủy bỏ"),
    ("reserve", "Dự phòng"),
]


def _plans(request: HttpRequest) -> list[tuple[int, str]]:
    plans = Plan.objects.visible_to(request.user).filter(status__in=("issued", "closed"))
    return [(pk, number or title) for pk, number, title in plans.values_list("pk", "number", "title")[:50]]


def _plan_key(request: HttpRequest) -> int | None:
    """The plan that the address names, as far as it can be one."""
    return as_key(request.GET.get("plan", ""))


def _holders(request: HttpRequest) -> list[tuple[str, str]]:
    """Whose places the dossiers of a plan stand against, as far as one may see it; the addresses of the ledger and the chart."""
    if not (plan := _plan_key(request)):
        return []
    rows = AllocationRow.objects.visible_to(request.user).filter(allocation__plan=plan)
    labels: dict[str, str] = {}
    shares = Exists(AllocationRow.objects.filter(parent=OuterRef("pk")))
    for row in rows.annotate(shares=shares).order_by("allocation__number", "position"):
        key = holder_key(row.unit_id, row.bloc_id)
        labels |= {key: row.label} | ({f"{OWN}{key}": f"{row.label} (phần giữ lại)"} if row.shares else {})
    return list(labels.items())


def _stages(request: HttpRequest) -> list[tuple[str, str]]:
    """The columns of the ledger, once the address names a plan."""
    return STAGE_LABELS if _plan_key(request) else []


def _categories(request: HttpRequest) -> list[tuple[int, str]]:
    """Of the plan that the address names."""
    plans = Plan.objects.visible_to(request.user).filter(pk=_plan_key(request))
    return list(Category.objects.filter(plan__in=plans).values_list("pk", "label"))


def _my_units(request: HttpRequest) -> list[tuple[int, str]]:
    """Offered where there is a choice, and where an address names one."""
    units = {holding.unit_id: holding.unit_label for holding in reach(request.user).holdings}
    return list(units.items()) if len(units) > 1 or "unit" in request.GET else []


def _at_or_below(rows: QuerySet[Dossier], unit: str) -> QuerySet[Dossier]:
    return rows.filter(under([Unit.objects.get(pk=unit).path], "unit__path"))


def _standing(status: str, dossier: Dossier) -> str:
    """With its number in the queue, where it waits for a place."""
    return format_html("{} · dự phòng số {}", status, dossier.reserve) if dossier.reserve else status


class DossierList(ListPage):
    template_name = "nominations/dossiers.html"
    model = Dossier
    title = "Hồ sơ"
    noun = "hồ sơ"
    file_name = "ho-so"
    crumbs = (("Việc hôm nay", "nominations:home"),)
    search_placeholder = "Tìm theo tên người, tập thể hoặc đơn vị"
    empty_title = "Chưa có hồ sơ nào."
    empty_text = "Hồ sơ của đơn vị mình hiện ra từ lúc bắt đầu viết; hồ sơ của đơn vị cấp dưới hiện ra khi đã nộp."
    columns = (
        Column("Tên", "name", link="nominations:dossier", sort="sort_key", phone="title"),
        Column("Đối tượng", "category.label", sort="category__label"),
        Column("Đơn vị", "unit.label", sort="unit__sort_key", phone="second"),
        Column(
            "Trạng thái",
            lambda one: _standing(one.get_status_display(), one),
            show=lambda one: _standing(status(one), one),
            sort="seen",
            phone="second",
        ),
        Column("Nộp lúc", "submitted_at", sort="submitted_at", whole=True),
        Column("Sửa lúc", "changed", sort="changed", whole=True),
    )

    @cached_property
    def seen(self) -> SeenBy:
        return SeenBy(self.request.user)

    @property
    def chips(self) -> tuple[Chip, ...]:
        return (
            work_chip(self.request.user, DOSSIER_WORK),
            Chip("status", "Trạng thái", Dossier.Status.choices, lambda rows, value: rows.filter(self.seen.in_states(value))),
            Chip("subject", "Loại", Subject.choices, apply=lambda rows, value: rows.filter(category__subject=value)),
            Chip("plan", "Kế hoạch", _plans),
            Chip("category", "Đối tượng", _categories),
            Chip("unit", "Đơn vị", _my_units, _at_or_below),
            Chip("stage", "Suất", _stages, self.seen.at_stage),
            Chip("holder", "Chỉ tiêu của", _holders, lambda rows, value: rows.held_by(value)),
            *(chip for chip in side_chips(self.request) if chip.key != "subject"),
            result_chip(self.request),
        )

    def rows(self) -> QuerySet[Dossier]:
        related = ("category__label", "unit__name", "unit__short_name")
        rows = super().rows().select_related("unit", "category").alias(seen=self.seen.status)
        return rows.only("name", "status", "reserve", "submitted_at", "changed", *related)

    def complete(self, rows: list[Dossier]) -> None:
        self.seen.show(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The dossiers of one plan are a face of it: its tabs stay."""
        chosen = next(found.chosen for found in self.filters if found.chip.key == "plan")
        plan = Plan.objects.visible_to(self.request.user).select_related("unit").filter(pk=chosen or None).first()
        around = frame(self.request, plan) | {"here": plan_dossiers(plan)} if plan else {}
        return super().get_context_data(**kwargs) | around | {"gathers": LevelResult.objects.visible_to(self.request.user).exists()}


def visible_dossier(request: HttpRequest, pk: int) -> Dossier:
    related = ("plan__unit", "unit", "category", "holder", "nominee__kind", "screener", "with_unit")
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user).select_related(*related), pk=pk)
    SeenBy(request.user).show([dossier])
    return dossier


@require_safe
def dossier_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, visible_dossier(request, pk))


def _page(request: HttpRequest, dossier: Dossier, status: int = 200, **extra: Any) -> HttpResponse:
    SeenBy(request.user).show([dossier])  # read again since
    place = place_for(dossier.plan, dossier.unit, dossier.category)
    records = _records(request, dossier)
    moves = open_moves(dossier, DOSSIER_BUTTONS, request.user)
    decision = Decision.objects.filter(lines__dossier=dossier).first()
    papers = with_twins(papers_of(dossier), Dossier.objects.visible_to(request.user))
    context = {
        "dossier": dossier,
        "moves": [move for move in moves if move.name != "return" or extra.get("tried") == "return"],
        "may_return": any(move.name == "return" for move in moves),  # by a page of its own, item by item
        "records": records,
        "last_note": next((one.note for one in reversed(records) if one.source != one.target), ""),
        "place": place,
        "reserve": next_reserve(place.quota) if place and place.takes_reserve and dossier.submitted_at is None else None,
        "closes_at": sending_closing(dossier.plan, dossier.unit),
        "may_compare": dossier.submitted_at is not None and request.user.has_perm("nominations.screen_dossier", dossier),
        "may_edit": dossier.status in actions.EDITABLE_DOSSIER and request.user.has_perm(RIGHT, dossier),
        "not_filed": dossier.submitted_at is None and dossier.status in (Dossier.Status.DRAFT, Dossier.Status.ENDORSED),
        "mended": dossier.submitted_at is not None and dossier.status in (Dossier.Status.DRAFT, Dossier.Status.ENDORSED),
        "missing": rules.dossier_is_complete(dossier, clock.now()) if dossier.status in actions.EDITABLE_DOSSIER else [],
        "standing": standing_of(dossier),
        "may_confirm": dossier.status in actions.EDITABLE_DOSSIER and request.user.has_perm(RIGHT, dossier),
        "may_rule": dossier.status in SCREENED and request.user.has_perm("nominations.screen_dossier", dossier),
        "record": by_kind(dossier),
        "papers": papers,
        "papers_held": sum(1 for one in papers if one.paper and one.paper.file),
        "has_papers": any(one.paper or one.slot.needed for one in papers),
        "consents": dossier.consents.all(),
        "proposal": Proposal.objects.visible_to(request.user).filter(dossiers=dossier).first(),
        **level_context(request.user, dossier),
        "decision": decision,
        "decision_visible": decision and Decision.objects.visible_to(request.user).filter(pk=decision.pk).exists(),
        **({} if "rounds" in extra else rounds_context(dossier, request.user)),
        **({} if "remarks" in extra else thread_context(dossier, request.user)),
        **extra,
    }
    return render(request, "nominations/dossier.html", context, status=status)


def _records(request: HttpRequest, dossier: Dossier) -> list[MoveRecord]:
    """The journal as far as this reader may know it: who screens is the office's own matter, a result is not known before its day."""
    in_office = request.user.is_superuser or dossier.plan.unit_id in reach(request.user).office_ids
    records = history(dossier) if in_office else history(dossier).exclude(name__in=OWN_MATTER)
    return [one for one in records if one.target != Dossier.Status.DECIDED or dossier.status == Dossier.Status.DECIDED]


def refused_page(request: HttpRequest, dossier: Dossier, status: int = 409, **extra: Any) -> HttpResponse:
    """The same page with the reasons and what was typed."""
    return _page(request, dossier, status, **extra)


@require_POST
def dossier_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    dossier = visible_dossier(request, pk)
    link = reverse("nominations:dossier", args=[pk])
    answer = answer_move(request, dossier, name, table=DOSSIER_BUTTONS, act=actions.move_dossier, page=_page, link=link)
    if name == "submit" and dossier.submitted_at and dossier.reserve:
        messages.warning(request, f"Hết suất: hồ sơ này vào danh sách dự phòng, số {dossier.reserve}.")
    return answer


@require_safe
def dossier_paper(request: HttpRequest, pk: int, slot: str) -> FileResponse:
    """The file of one slot, to those who may see the dossier."""
    paper = get_object_or_404(visible_dossier(request, pk).papers.select_related("file"), slot=slot, file__isnull=False)
    return serve_upload(paper.file, download="download" in request.GET)
