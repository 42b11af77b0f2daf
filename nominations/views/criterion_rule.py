"""The page on which an office makes a rule of a standard, and sees in words and examples what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from conferences.actions.criterion_rules import CALLED, CRITERIA, save_rule, sentences_of
from conferences.criterion_rule import Catalogue, Fault, NoRule, Rule, decode, says_rule
from conferences.editing.parts import version_of
from conferences.editing.typed import ROOT, Tree, tree_of
from conferences.facts import PERSON, as_list
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


def criterion_rule(request: HttpRequest, pk: int, of: str, place: int) -> HttpResponse:
    """The rule of the standard at `place`, or of that line of who may be nominated (`of`). A POST saves it, presses a button of the
    form (`do`) or only shows it (`show`)."""
    plan = drafted_plan(request, pk)
    data = plan_data(plan)
    sentences = sentences_of(data, of) if of in CALLED else []
    if not 0 < place <= len(sentences):
        raise Http404
    asked = Asked(plan, data, of, place, sentences[place - 1])
    if request.method != "POST":
        if not is_open(plan):
            messages.warning(request, f"Kế hoạch {plan.get_status_display()}, không sửa được nữa.")
            return redirect("conferences:criteria", pk)
        return _page(request, asked, asked.sentence.get("rule", {}))
    tree = tree_of(request.POST.lists())
    if "do" in request.POST or "show" in request.POST:
        typed = asked.read(pressed(tree, request.POST.get("do", "")))
        return _page(request, asked, typed, unsaved=True, says_faults="show" in request.POST)
    typed = {} if "drop" in request.POST else asked.read(tree)
    try:
        save_rule(plan, place, typed, version=request.POST.get("version", ""), by=request.user, of=of)
    except NoRule:
        return _page(request, asked, typed, unsaved=True, says_faults=True, status=422)
    except Overtaken:
        reasons = ["Có người vừa sửa câu này hoặc quy tắc của nó. Phần bạn chọn còn nguyên; xem lại lời kế hoạch rồi lưu lần nữa."]
        return _page(request, asked, typed, unsaved=True, reasons=reasons, status=409)
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return keep_typed(request, "conferences/editing/lost.html", status=409)
    messages.success(request, "Đã lưu quy tắc." if typed else "Đã bỏ quy tắc: câu này do người xét.")
    return redirect("conferences:criteria", pk)


@dataclass(frozen=True)
class Asked:
    """The sentence whose rule is built, with the plan around it."""

    plan: Plan
    data: dict[str, Any]
    of: str
    place: int
    sentence: dict[str, Any]

    @property
    def who(self) -> str:
        return self.sentence.get("who", "")

    def read(self, tree: Tree) -> dict[str, Any]:
        """What was typed; whom a line of who may be nominated is for is said by its conditions alone."""
        typed = rule_data(tree)
        return typed if self.of == CRITERIA else {key: value for key, value in typed.items() if key == "clauses"}

    @property
    def categories(self) -> list[dict[str, Any]]:
        """Of whom it is said; of everybody where it names nobody."""
        every = self.data.get("categories", [])
        named = as_list(self.sentence.get("category", []))
        return [one for one in every if one["key"] in named] if named else every


def _page(
    request: HttpRequest,
    asked: Asked,
    typed: dict[str, Any],
    *,
    unsaved: bool = False,
    says_faults: bool = False,
    reasons: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    plan, known = asked.plan, catalogue()
    faults: list[Fault] = []
    words, shown = [], []
    if typed:
        try:
            rule = decode(typed, known, asked.who)
            words = says_rule(rule, known, asked.who)
            shown = _examples(asked, rule, known)
        except NoRule as error:
            faults = error.faults
    slots = [(slot.key, slot.label) for slot in dossier_slots(plan.dossier)]
    context = {
        "plan": plan,
        "of": asked.of,
        "place": asked.place,
        "called": CALLED[asked.of],
        "by_who": asked.of == CRITERIA,
        "text": asked.sentence["text"],
        "whom": "; ".join(one["label"] for one in asked.categories),
        "form": form_of_rule(typed, known, slots, faults if says_faults else ()),
        "words": words,
        "examples": shown,
        "version": version_of(asked.sentence),
        "unsaved": unsaved,
        "reasons": reasons or [],
        "has_rule": bool(asked.sentence.get("rule")),
        "root": ROOT,
    }
    return render(request, "nominations/criterion_rule.html", context, status=status)


def _examples(asked: Asked, rule: Rule, known: Catalogue) -> list[tuple[str, Any]]:
    """(who it is, what is said of it or None where the rule is not asked of it), of the first category's subject."""
    plan, text = asked.plan, asked.sentence["text"]
    key, subject = next(((one["key"], one["subject"]) for one in asked.categories), ("", PERSON))
    last, mark = plan.period_to or clock.today().year, mark_of(text)
    standard = Standard(text, frozenset({key}), asked.who or "all", rule, mark)
    ready = compile_standards([standard], known, period=(plan.period_from, plan.period_to), on=clock.today())
    return [(example.name, next(iter(ready.judge(example.candidate)), None)) for example in examples(subject, key, last, mark)]
