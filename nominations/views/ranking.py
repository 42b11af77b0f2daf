"""The ranked list of a plan: the list with its cut, the score sheet, the grid of points, a place by hand, the papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences import workshop
from conferences.models import Category, Plan
from conferences.views.plans import frame, in_office, visible_plan
from nominations.actions import ranking as actions
from nominations.forms.ranking import RulingForm, ScoresForm, TermsForm
from nominations.models import Dossier, RankingTerms
from nominations.papers.ranking import ranking_paper, ranking_workbook
from nominations.publication import running_list
from nominations.ranking_parts import composition
from nominations.ranking_rows import RANKED, dossiers_to_rank, groups_of, people_of, rulings_mark, scores_mark, terms_of
from nominations.record import asked_of
from nominations.scoring import typed
from papers.faces import RENDER
from papers.views import file_answer, file_name, paper_answer
from portal import clock
from portal.large_forms import takes_fields
from portal.moves import Overtaken, Refused
from portal.once import once, said_in

MOST_FIELDS = 20_000  # some for each of a thousand nominees
BY_UNIT = "unit"


def _plan(request: HttpRequest, pk: int, *, writes: bool = False) -> Plan:
    """Ranking is the office's own matter; an officer writes."""
    plan = visible_plan(request, pk)
    if not in_office(request, plan) or (writes and not request.user.has_perm(actions.RIGHT, RankingTerms(plan=plan))):
        raise PermissionDenied
    return plan


def _chosen(request: HttpRequest, categories: list[Category]) -> Category | None:
    return next((one for one in categories if str(one.pk) == request.GET.get("category")), None)


@require_safe
def ranking_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    categories, terms = list(plan.categories.all()), terms_of(plan)
    category, by_unit = _chosen(request, categories), request.GET.get("by") == BY_UNIT
    people = people_of(plan, terms, category.pk if category else None)
    groups = groups_of(plan, terms, [category] if category else categories, people, by_holder=by_unit)
    above = [person for group in groups for person in group.above]
    around = frame(request, plan)
    context = {
        **around,
        "here": reverse("nominations:ranking", args=[pk]),
        "categories": categories,
        "category": category,
        "by_unit": by_unit,
        "terms": terms,
        "groups": groups,
        "above": len(above),
        "ready": sum(one.dossier.reserve is None for one in above),
        "parts": composition(above, asked_of(plan)),
        "shares": workshop.composition(around["table"], len(above)) if around["table"] and not category else [],
        "may_rank": (may_rank := request.user.has_perm(actions.RIGHT, RankingTerms(plan=plan))),
        "may_score": may_rank and bool(typed(terms.lines)),
        "may_publish": request.user.has_perm("nominations.publish_list", plan),
        "publications": plan.publications.all(),
        "may_hand_over": request.user.has_perm("nominations.hold_session", plan),
    }
    return render(request, "nominations/ranking.html", context)


@require_safe
def ranking_file(request: HttpRequest, pk: int, face: str) -> HttpResponse:
    """The list of all categories as a paper or a sheet."""
    plan = _plan(request, pk)
    terms = terms_of(plan)
    groups = groups_of(plan, terms, list(plan.categories.all()), people_of(plan, terms))
    name = file_name("danh-sach-xep-hang", plan.number, plan.pk)
    back = ("Xếp hạng", reverse("nominations:ranking", args=[pk]))
    if face == "xlsx":
        return file_answer(request, lambda: ranking_workbook(plan, groups, terms), name=name, face=face, back=back)
    if face not in RENDER or not plan.issuers.exists():
        raise Http404
    return paper_answer(request, ranking_paper(plan, groups, terms, at=clock.now()), name=name, face=face, back=back)


def _answer(request: HttpRequest, form: Any, template: str, context: dict[str, Any], make: Callable[[], str], over: Callable[[], Any]) -> HttpResponse:
    """A form that writes: sent once, all faults at once, whoever saves second is told."""
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            link = once(request.user, form.cleaned_data["form_token"], make, said=said_in(request))
            messages.success(request, "Đã lưu.")
            return redirect(link)
        except Refused as refused:
            status, context["reasons"] = 409, refused.reasons
        except Overtaken:
            status, context["theirs"] = 409, over()
    return render(request, template, context | {"form": context.get("form") or form}, status=status)


@takes_fields(MOST_FIELDS)
def ranking_terms(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, writes=True)
    row = RankingTerms.objects.filter(plan=plan).first()
    form = TermsForm(request.POST or None, terms=terms_of(plan), asks=asked_of(plan), initial={"version": row.version if row else 1})
    back = reverse("nominations:ranking", args=[pk])

    def make() -> str:
        said = {"lines": form.lines(), "order": form.order(), "notice_days": form.cleaned_data["notice_days"]}
        actions.save_terms(plan, **said, version=form.cleaned_data["version"] or 0, by=request.user)
        return back

    def over() -> Any:
        return form.over(RankingTerms.objects.get(plan=plan)) and terms_of(plan)

    context = {**frame(request, plan), "here": back, "back": back}
    return _answer(request, form, "nominations/ranking_terms.html", context, make, over)


@takes_fields(MOST_FIELDS)
def scores_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The points of one category after the other."""
    plan = _plan(request, pk, writes=True)
    categories, terms = list(plan.categories.all()), terms_of(plan)
    category = _chosen(request, categories) or _first(plan, categories)
    if category is None and request.method == "POST":  # a plan that honours nobody yet
        raise Http404
    people = people_of(plan, terms, category.pk) if category else []
    form = ScoresForm(request.POST or None, people=people, terms=terms, mark=scores_mark(people, terms.lines))
    here = f"{request.path}?category={category.pk}" if category else request.path

    def make() -> str:
        actions.save_scores(plan, category, values=form.values(), mark=form.cleaned_data["mark"], by=request.user)
        return f"{reverse('nominations:ranking', args=[pk])}?category={category.pk}"

    def over() -> bool:
        fresh = people_of(plan, terms_of(plan), category.pk)
        again = ScoresForm(request.POST, people=fresh, terms=terms_of(plan), mark="")
        again.is_valid()
        again.over(scores_mark(fresh, terms_of(plan).lines))
        context["form"] = again
        return True

    context = {**frame(request, plan), "here": reverse("nominations:ranking", args=[pk]), "categories": categories, "category": category}
    context |= {"action": here, "columns": form.columns, "running": running_list(plan)}
    return _answer(request, form, "nominations/ranking_scores.html", context, make, over)


def _first(plan: Plan, categories: list[Category]) -> Category | None:
    """The first in which there is anybody."""
    known = set(dossiers_to_rank(plan).order_by().values_list("category", flat=True))
    return next((one for one in categories if one.pk in known), categories[0] if categories else None)


def ruling_page(request: HttpRequest, pk: int, dossier: int) -> HttpResponse:
    """A lot that was drawn, or a place given by hand."""
    plan = _plan(request, pk, writes=True)
    ranked = Dossier.objects.visible_to(request.user).filter(plan=plan, status__in=RANKED).select_related("plan__unit", "category", "unit")
    one = get_object_or_404(ranked.prefetch_related("rank_rulings"), pk=dossier)
    form = RulingForm(request.POST or None, initial={"mark": rulings_mark(one)})
    back = f"{reverse('nominations:ranking', args=[pk])}?category={one.category_id}"
    if request.method == "GET" and one.status == Dossier.Status.DECIDED:
        messages.warning(request, actions.DECIDED)
        return redirect(back)

    def make() -> str:
        data = form.cleaned_data
        actions.rule_on_rank(one, **{name: data[name] for name in ("kind", "number", "reason", "mark")}, by=request.user)
        return back

    def over() -> bool:
        fresh = Dossier.objects.select_related("category", "unit").get(pk=one.pk)
        form.over(rulings_mark(fresh))
        context["dossier"] = fresh
        return True

    context = {**frame(request, plan), "here": reverse("nominations:ranking", args=[pk]), "dossier": one, "back": back, "running": running_list(plan)}
    return _answer(request, form, "nominations/ranking_ruling.html", context, make, over)


