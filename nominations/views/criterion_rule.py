"""The page on which an office makes a rule of a standard, and sees in words and examples what it says."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from conferences.actions.criterion_rules import save_rule
from conferences.criterion_rule import Catalogue, Fault, NoRule, decode, says_rule
from conferences.editing.parts import version_of
from conferences.editing.typed import ROOT, tree_of
from conferences.facts import as_list
from conferences.forms.criterion_rule import form_of_rule, pressed, rule_data
from conferences.honours import catalogue
from conferences.models import Plan
from conferences.paper_slots import dossier_slots
from conferences.plan_rows import plan_data
from conferences.views.editing.shared import drafted_plan, is_open
from nominations.eligibility import Standard, compile_standards, mark_of
from nominations.eligibility.examples import examples
from portal import clock
from portal.moves import Overtaken, Refused
from portal.views import keep_typed


def criterion_rule(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """The rule of the standard at `place`. A POST saves it, presses a button of the form (`do`) or only shows it (`show`)."""
    plan = drafted_plan(request, pk)
    data = plan_data(plan)
    criteria = data.get("criteria", [])
    if not 0 < place <= len(criteria):
        raise Http404
    if request.method != "POST":
        if not is_open(plan):
            messages.warning(request, f"Kế hoạch {plan.get_status_display()}, không sửa được nữa.")
            return redirect("conferences:criteria", pk)
        return _page(request, plan, data, place, criteria[place - 1].get("rule", {}))
    tree = tree_of(request.POST.lists())
    if "do" in request.POST or "show" in request.POST:
        typed = rule_data(pressed(tree, request.POST.get("do", "")))
        return _page(request, plan, data, place, typed, unsaved=True, says_faults="show" in request.POST)
    typed = {} if "drop" in request.POST else rule_data(tree)
    try:
        save_rule(plan, place, typed, version=request.POST.get("version", ""), by=request.user)
    except NoRule:
        return _page(request, plan, data, place, typed, unsaved=True, says_faults=True, status=422)
    except Overtaken:
        reasons = ["Có người vừa sửa tiêu chuẩn này hoặc quy tắc của nó. Phần bạn chọn còn nguyên; xem lại lời tiêu chuẩn rồi lưu lần nữa."]
        return _page(request, plan, data, place, typed, unsaved=True, reasons=reasons, status=409)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return keep_typed(request, "conferences/editing/lost.html", status=409)
    messages.success(request, "Đã lưu quy tắc." if typed else "Đã bỏ quy tắc: tiêu chuẩn này do người xét.")
    return redirect("conferences:criteria", pk)


def _page(
    request: HttpRequest,
    plan: Plan,
    data: dict[str, Any],
    place: int,
    typed: dict[str, Any],
    *,
    unsaved: bool = False,
    says_faults: bool = False,
    reasons: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    one, known = data["criteria"][place - 1], catalogue()
    faults: list[Fault] = []
    words, shown = [], []
    if typed:
        try:
            rule = decode(typed, known, one["who"])
            words = says_rule(rule, known, one["who"])
            shown = _examples(plan, data, one, rule, known)
        except NoRule as error:
            faults = error.faults
    slots = [(slot.key, slot.label) for slot in dossier_slots(plan.dossier)]
    labels = {category["key"]: category["label"] for category in data.get("categories", [])}
    context = {
        "plan": plan,
        "place": place,
        "text": one["text"],
        "whom": "; ".join(labels[key] for key in as_list(one["category"])),
        "form": form_of_rule(typed, known, slots, faults if says_faults else ()),
        "faults": len(faults) if says_faults else 0,
        "words": words,
        "examples": shown,
        "version": version_of(one),
        "unsaved": unsaved,
        "reasons": reasons or [],
        "has_rule": bool(one.get("rule")),
        "root": ROOT,
    }
    return render(request, "nominations/criterion_rule.html", context, status=status)


def _examples(plan: Plan, data: dict[str, Any], one: dict[str, Any], rule: Any, known: Catalogue) -> list[tuple[str, Any]]:
    """(who it is, what is said of it or None where the rule is not asked of it), of the first category's subject."""
    key = as_list(one["category"])[0]
    subject = next((category["subject"] for category in data["categories"] if category["key"] == key), "person")
    last, mark = plan.period_to or clock.today().year, mark_of(one["text"])
    standard = Standard(one["text"], frozenset({key}), one["who"], rule, mark)
    ready = compile_standards([standard], known, period=(plan.period_from, plan.period_to), on=clock.today())
    return [(example.name, next(iter(ready.judge(example.candidate)), None)) for example in examples(subject, key, last, mark)]
