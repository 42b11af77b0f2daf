"""The editor: one part of a plan as a form, saved by a button or by the page itself a second after typing stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from conferences.actions.editing import PartFaulty, PartGone, save_part
from conferences.actions.outlining import CONFERENCE_VERBS, SECTION_VERBS, change_conferences, change_sections
from conferences.actions.presence import be_here
from conferences.editing.differences import Change, category_labels, part_differences, readable
from conferences.editing.inputs import form_of, offers
from conferences.editing.parts import Part, slice_of, version_of
from conferences.editing.typed import ROOT, Reading, Tree, rearranged, tree_of, typed_from
from conferences.models import Plan
from conferences.plan_parts import part_of
from conferences.plan_rows import plan_data, whole_plan
from conferences.views.editing.shared import beside, drafted_plan, is_open, offered_facts, time_now, who_else
from conferences.views.open_findings import findings_context
from conferences.views.plans import row_key
from portal.moves import Overtaken, Refused
from portal.views import keep_typed

FIRST_PART = "head"
Errors = Mapping[str, Sequence[str]]


@require_safe
def edit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect("conferences:edit-part", drafted_plan(request, pk).pk, FIRST_PART)


def edit_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """The form of one part; a POST saves it, changes its rows (`do`) or only shows what was sent (`show`)."""
    plan = drafted_plan(request, pk)
    if request.method == "POST":
        return _answer(request, plan, part)
    if not is_open(plan):
        messages.warning(request, f"Kế hoạch {plan.get_status_display()}, không sửa được nữa.")
        return redirect("conferences:plan", pk)
    return _page(request, plan, part)


def _answer(request: HttpRequest, plan: Plan, name: str) -> HttpResponse:
    tree, version = tree_of(request.POST.lists()), request.POST.get("version", "")
    if "do" in request.POST or "show" in request.POST:
        return _page(request, plan, name, tree=rearranged(tree, request.POST.get("do", "")), version=version, unsaved=True)
    by_script = request.headers.get("Accept") == "application/json"
    try:
        saved = save_part(plan, name, tree, version=version, by=request.user)
    except PartFaulty as faulty:
        return _faulty(faulty.errors) if by_script else _page(request, plan, name, tree=tree, version=version, errors=faulty.errors)
    except Overtaken:
        return JsonResponse({"state": "overtaken"}, status=409) if by_script else _both(request, plan, name, tree)
    except PartGone:
        return _lost(request, by_script, ["Phần này không còn trong kế hoạch: có người vừa bỏ hoặc lấy lại bản cũ."])
    except Refused as refused:
        return _lost(request, by_script, refused.reasons)
    if not by_script:
        messages.success(request, " ".join([f"Đã lưu lúc {time_now()}.", *saved.said]))
        return redirect(f"{reverse('conferences:edit-part', args=[plan.pk, name])}?saved=1")
    others = who_else(be_here(plan, part=request.POST.get("label", ""), by=request.user))
    answer = {"state": "saved", "at": time_now(), "version": saved.version, "said": saved.said, "others": others}
    return JsonResponse(answer | {"warnings": saved.warnings})


def _faulty(errors: Errors) -> HttpResponse:
    return JsonResponse({"state": "faulty", "errors": {name: list(told) for name, told in errors.items()}}, status=422)


def _lost(request: HttpRequest, by_script: bool, reasons: list[str]) -> HttpResponse:
    """What was typed has no place any more: it is shown, to be copied."""
    if by_script:
        return JsonResponse({"state": "refused", "reasons": reasons}, status=409)
    messages.error(request, " ".join(reasons))
    return keep_typed(request, "conferences/editing/lost.html", status=409)


def _both(request: HttpRequest, plan: Plan, name: str, tree: Tree) -> HttpResponse:
    """Somebody saved the part meanwhile: both texts, and the form with one's own on top of the other's version."""
    plan = whole_plan(plan)
    data = plan_data(plan)
    part = part_of(plan, data, name)
    if part is None:
        raise Http404
    stored, mine = slice_of(data, part), Reading(part, tree)
    changes = part_differences(part, stored, readable(mine.data), category_labels(data))
    extra = {"changes": changes, "errors": mine.errors, "version": version_of(stored), "tree": tree}
    return _page(request, plan, name, status=409, **extra)


def _page(
    request: HttpRequest,
    plan: Plan,
    name: str,
    *,
    tree: Tree | None = None,
    version: str = "",
    errors: Errors | None = None,
    changes: Sequence[Change] | None = None,
    unsaved: bool = False,
    status: int = 200,
) -> HttpResponse:
    plan = whole_plan(plan)
    data = plan_data(plan)
    part = part_of(plan, data, name)
    if part is None:
        raise Http404
    stored = slice_of(data, part)
    shown = typed_from(part.kind, stored) if tree is None else tree
    members, general = form_of(part, shown, errors or {}, offers(data))
    context = {
        **beside(plan, data),
        **findings_context(request, plan, data),
        "part": part,
        "members": members,
        "general": [told[:1].upper() + told[1:] for told in general],
        "version": version or version_of(stored),
        "facts": offered_facts(plan),
        "others": who_else(be_here(plan, part=part.label, by=request.user)),
        "changes": changes,
        "faulty": bool(errors),
        "unsaved": unsaved or errors is not None,
        "row": _row_of(part),
        "root": ROOT,
    }
    return render(request, "conferences/editing/part.html", context, status=422 if errors and status == 200 else status)


def _row_of(part: Part) -> tuple[str, str] | None:
    """Kind and id of the section or conference that the page can move about."""
    kind, _, pk = part.name.partition("-")
    return (kind, pk) if kind in ("section", "conference") and pk else None


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The outline, the paper and the findings, for a page that has just saved."""
    plan = whole_plan(drafted_plan(request, pk))
    part = request.GET.get("part", "")
    data = plan_data(plan)
    context = {**beside(plan, data), **findings_context(request, plan, data), "part": part_of(plan, data, part)}
    return render(request, "conferences/editing/_beside.html", context)


@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Sections and conferences are added, moved, removed: `thing`, `pk`, `do`, and `target` for a dropped section."""
    plan = drafted_plan(request, pk)
    thing, verb = request.POST.get("thing"), request.POST.get("do", "")
    key, target = row_key(request, "pk"), row_key(request, "target")
    known = {"section": SECTION_VERBS, "conference": CONFERENCE_VERBS}.get(thing, ())
    if verb not in known or (key is None and verb != "add"):
        raise Http404
    try:
        if thing == "section":
            shown = change_sections(plan, verb, pk=key, target=target, by=request.user)
        else:
            shown = change_conferences(plan, verb, pk=key, by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        shown = None
    return redirect("conferences:edit-part", pk, f"{thing}-{shown}" if shown else FIRST_PART)


@require_POST
def here(request: HttpRequest, pk: int) -> HttpResponse:
    """A sign of somebody's hands; answers with who else is there."""
    plan = drafted_plan(request, pk)
    return JsonResponse({"others": who_else(be_here(plan, part=request.POST.get("label", ""), by=request.user))})
