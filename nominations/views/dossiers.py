"""Dossiers: the list, filing, the page with its moves, the attachment."""

from __future__ import annotations

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
from nominations.flow import DOSSIER_BUTTONS
from nominations.forms import DossierForm
from nominations.models import Decision, Dossier
from nominations.places import holder_key, next_reserve, place_for, places_of
from nominations.querysets import OWN
from nominations.work import DOSSIER_WORK, closing, filings
from organizations.models import Unit
from organizations.querysets import under
from organizations.reach import reach
from portal import clock
from portal.lists import Chip, Column, ListPage
from portal.move_view import answer_move
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
    ("reserve", "Dự phòng"),
]


def _plans(request: HttpRequest) -> list[tuple[int, str]]:
    plans = Plan.objects.visible_to(request.user).filter(status__in=("issued", "closed"))
    return [(pk, number or title) for pk, number, title in plans.values_list("pk", "number", "title")[:50]]


def _plan_key(request: HttpRequest) -> str | None:
    """The plan that the address names, as far as it can be one."""
    plan = request.GET.get("plan", "")
    return plan if plan.isascii() and plan.isdecimal() and len(plan) < 19 else None


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
            sort="status",
            phone="second",
        ),
        Column("Nộp lúc", "submitted_at", sort="submitted_at", whole=True),
        Column("Sửa lúc", "changed", sort="changed", whole=True),
    )

    @property
    def chips(self) -> tuple[Chip, ...]:
        return (
            work_chip(self.request.user, DOSSIER_WORK),
            Chip("status", "Trạng thái", Dossier.Status.choices),
            Chip("subject", "Loại", Subject.choices, apply=lambda rows, value: rows.filter(category__subject=value)),
            Chip("plan", "Kế hoạch", _plans),
            Chip("category", "Đối tượng", _categories),
            Chip("unit", "Đơn vị", _my_units, _at_or_below),
            Chip("stage", "Suất", _stages, lambda rows, value: rows.at_stage(value)),
            Chip("holder", "Chỉ tiêu của", _holders, lambda rows, value: rows.held_by(value)),
        )

    def rows(self) -> QuerySet[Dossier]:
        related = ("category__label", "unit__name", "unit__short_name")
        return super().rows().select_related("unit", "category").only("name", "status", "reserve", "submitted_at", "changed", *related)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The dossiers of one plan are a face of it: its tabs stay."""
        chosen = next(found.chosen for found in self.filters if found.chip.key == "plan")
        plan = Plan.objects.visible_to(self.request.user).select_related("unit").filter(pk=chosen or None).first()
        around = frame(self.request, plan) | {"here": plan_dossiers(plan)} if plan else {}
        return super().get_context_data(**kwargs) | around


def _visible(request: HttpRequest, pk: int) -> Dossier:
    related = ("plan__unit", "unit", "category", "attachment", "holder")
    return get_object_or_404(Dossier.objects.visible_to(request.user).select_related(*related), pk=pk)


def new_dossier(request: HttpRequest) -> HttpResponse:
    """Choose the plan and the unit where there is a choice, then the form."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    chosen = [request.GET.get(name, "") for name in ("plan", "unit")]
    if all(chosen):
        return _new_form(request, *chosen)
    open_filings = filings(request.user)
    if len(open_filings) == 1:
        only = open_filings[0]
        return redirect(f"{reverse('nominations:new-dossier')}?plan={only.plan.pk}&unit={only.unit.pk}")
    return render(request, "nominations/choose_plan.html", {"filings": open_filings})


def _new_form(request: HttpRequest, plan_id: str, unit_id: str) -> HttpResponse:
    if not all(pk.isdecimal() and len(pk) < 19 for pk in (plan_id, unit_id)):
        raise Http404
    plan = get_object_or_404(Plan.objects.visible_to(request.user).open_for_filing(), pk=plan_id)
    own = reach(request.user).unit_ids_with(RIGHT)
    unit = get_object_or_404(Unit.objects.filter(pk__in=own), pk=unit_id)
    places = places_of(plan, unit)
    form = DossierForm(request.POST or None, request.FILES or None, plan=plan, places=places, owner=request.user)
    if request.method == "POST" and form.is_valid():
        link = once(request.user, form.cleaned_data["form_token"], lambda: _create(form, plan, unit, request.user))
        messages.success(request, "Đã lưu bản nháp.")
        return redirect(link)
    context = {"form": form, "plan": plan, "unit": unit, "places": places.values(), "closes_at": closing(plan)}
    return render(request, "nominations/dossier_form.html", context, status=422 if form.is_bound else 200)


def _create(form: DossierForm, plan: Plan, unit: Unit, by: Any) -> str:
    dossier = actions.draft_dossier(plan=plan, unit=unit, by=by, attachment=form.upload, **form.values())
    return reverse("nominations:dossier", args=[dossier.pk])


@require_safe
def dossier_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk))


def _page(request: HttpRequest, dossier: Dossier, status: int = 200, **extra: Any) -> HttpResponse:
    place = place_for(dossier.plan, dossier.unit, dossier.category)
    records = list(history(dossier))
    decision = Decision.objects.filter(lines__dossier=dossier).first()
    context = {
        "dossier": dossier,
        "moves": open_moves(dossier, DOSSIER_BUTTONS, request.user),
        "records": records,
        "last_note": records[-1].note if records else "",
        "place": place,
        "reserve": next_reserve(place.quota) if place and place.takes_reserve and dossier.submitted_at is None else None,
        "closes_at": closing(dossier.plan),
        "may_edit": dossier.status in actions.EDITABLE_DOSSIER and request.user.has_perm(RIGHT, dossier),
        "not_filed": dossier.submitted_at is None and dossier.status != Dossier.Status.WITHDRAWN,
        "mended": dossier.submitted_at is not None and dossier.status in (Dossier.Status.DRAFT, Dossier.Status.ENDORSED),
        "missing": rules.dossier_is_complete(dossier, clock.now()) if dossier.status in actions.EDITABLE_DOSSIER else [],
        "decision": decision,
        "decision_visible": decision and Decision.objects.visible_to(request.user).filter(pk=decision.pk).exists(),
        **extra,
    }
    return render(request, "nominations/dossier.html", context, status=status)


def edit_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = _visible(request, pk)
    if not request.user.has_perm(RIGHT, dossier):
        raise PermissionDenied
    if request.method == "GET" and dossier.status not in actions.EDITABLE_DOSSIER:
        messages.warning(request, f"Hồ sơ {dossier.get_status_display()}, không sửa được nữa.")
        return redirect("nominations:dossier", pk)
    places = places_of(dossier.plan, dossier.unit)
    form = DossierForm(
        request.POST or None,
        request.FILES or None,
        plan=dossier.plan,
        places=places,
        dossier=dossier,
        owner=request.user,
        kept=dossier.attachment,
    )
    context = {"form": form, "dossier": dossier, "plan": dossier.plan, "unit": dossier.unit, "places": places.values()}
    context["closes_at"] = closing(dossier.plan)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                link = once(request.user, form.cleaned_data["form_token"], lambda: _save(form, dossier, request.user))
                messages.success(request, "Đã lưu.")
                return redirect(link)
            except Overtaken:
                status, context["theirs"] = 409, form.over(Dossier.objects.select_related("category", "attachment").get(pk=pk))
            except Refused as refused:
                status, context["reasons"] = 409, refused.reasons
    return render(request, "nominations/dossier_form.html", context, status=status)


def _save(form: DossierForm, dossier: Dossier, by: Any) -> str:
    fields = form.values() | {"attachment": form.upload}
    actions.save_dossier(dossier, fields=fields, version=form.cleaned_data["version"] or 0, by=by)
    return reverse("nominations:dossier", args=[dossier.pk])


@require_POST
def dossier_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    dossier = _visible(request, pk)
    link = reverse("nominations:dossier", args=[pk])
    answer = answer_move(request, dossier, name, table=DOSSIER_BUTTONS, act=actions.move_dossier, page=_page, link=link)
    if name == "submit" and dossier.submitted_at and dossier.reserve:
        messages.warning(request, f"Hết suất: hồ sơ này vào danh sách dự phòng, số {dossier.reserve}.")
    return answer


@require_safe
def dossier_file(request: HttpRequest, pk: int) -> FileResponse:
    """The attachment, to those who may see the dossier."""
    dossier = _visible(request, pk)
    if dossier.attachment is None:
        raise Http404
    return serve_upload(dossier.attachment)
