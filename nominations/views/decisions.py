"""Decisions: the list, drafting from the accepted dossiers, the page with its moves, the printed paper."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from conferences.models import Plan
from conferences.work import work_chip
from nominations import actions
from nominations.amendments import changes_of, may_be_amended, only_amends, to_recover
from nominations.catalogues import proposed_grounds, proposed_merit
from nominations.flow import DECISION_BUTTONS, ISSUE
from nominations.forms import DecisionForm
from nominations.forms.announcing import LATER, DecisionIssueForm
from nominations.forms.versions import VersionForm
from nominations.issuing import sums_have_changed, symbol
from nominations.models import Decision, DecisionLine, Dossier, LineChange
from nominations.papers.decision import counted, decision_paper
from nominations.papers.decision_frame import TYPE
from nominations.prizes import also_honoured, leaves_no_history, money_of
from nominations.ranking_parts import handed_over
from nominations.work import DECISION_WORK
from nominations.spelling import differences
from organizations.reach import reach
from papers.faces import RENDER
from papers.forms import IssueForm
from papers.models import PRINTED_FACES, IssuedPaper
from papers.views import file_name, issued_answer, paper_answer
from papers.views.issuing import Issuing, issue_page
from portal import clock
from portal.discard_view import answer_discard
from portal.keys import as_key
from portal.lists import Chip, Column, ListPage
from portal.move_view import answer_move
from portal.moves import Move, Overtaken, Refused, history, open_moves
from portal.once import once, said_in, sent_before
from portal.templatetags.portal import status

RIGHT = "nominations.draft_decision"
PUBLISHED = "Đã phát hành. Các đơn vị có tên trong danh sách đã được báo."
PUBLISHED_LATER = "Đã phát hành. Đến lúc đã hẹn, các đơn vị có tên trong danh sách thấy quyết định và được báo."


class DecisionList(ListPage):
    template_name = "nominations/decisions.html"
    model = Decision
    title = "Quyết định"
    noun = "quyết định"
    file_name = "quyet-dinh"
    crumbs = (("Việc hôm nay", "nominations:home"),)
    search_placeholder = "Tìm theo số hoặc hình thức khen thưởng"
    empty_title = "Chưa có quyết định nào."
    empty_text = "Quyết định được soạn từ các hồ sơ đã chấp nhận."
    columns = (
        Column("Số", "label", link="nominations:decision", sort="number", phone="title", whole=True),
        Column("Hình thức khen thưởng", "award_form", sort="award_form", phone="second"),
        Column("Kế hoạch", "plan.number", sort="plan__number", whole=True),
        Column("Số tên", "names", align="right", sort="names"),
        Column("Trạng thái", "get_status_display", show=status, sort="status", phone="second"),
        Column("Ngày", "date", sort="date", whole=True),
    )

    @property
    def chips(self) -> tuple[Chip, ...]:
        return (work_chip(self.request.user, DECISION_WORK), Chip("status", "Trạng thái", Decision.Status.choices), Chip("kind", "Loại", Decision.Kind.choices))

    def rows(self) -> QuerySet[Decision]:
        shown = ("number", "award_form", "status", "date", "plan__number")
        return super().rows().select_related("plan").only(*shown).annotate(names=_names())


def _names() -> Any:
    """How many names a decision holds, counted for the rows shown only (a join would be counted for all rows)."""
    return _count_of(DecisionLine) + _count_of(LineChange)


def _count_of(model: type[DecisionLine] | type[LineChange]) -> Coalesce:
    rows = model.objects.order_by().filter(decision=OuterRef("pk")).values("decision")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def _visible(request: HttpRequest, pk: int) -> Decision:
    return get_object_or_404(Decision.objects.visible_to(request.user).select_related("plan__unit", "award", "old"), pk=pk)


def _ready(plan: Plan, decision: Decision | None = None) -> QuerySet[Dossier]:
    """The dossiers a decision may list: accepted ones on no other decision."""
    free = Q(line=None) if decision is None else Q(line=None) | Q(line__decision=decision)
    ready = Dossier.objects.filter(free, plan=plan, status=Dossier.Status.ACCEPTED, reserve=None).agreed().values("pk")
    listed = Q(line__decision=decision) if decision else Q(pk=None)  # what is listed stays in sight, whatever became of it
    return Dossier.objects.filter(Q(pk__in=ready) | listed).select_related("category", "unit").order_by("category__position", "unit__path", "sort_key")


def new_decision(request: HttpRequest) -> HttpResponse:
    """Choose the plan where there is a choice, then the form."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    offices = reach(request.user).unit_ids_with(RIGHT)
    waiting = Count("dossiers", filter=Q(dossiers__status=Dossier.Status.ACCEPTED, dossiers__line=None, dossiers__reserve=None))
    plans = Plan.objects.filter(unit__in=offices, status__in=("issued", "closed")).annotate(waiting=waiting)
    wanted = request.GET.get("plan", "")
    if wanted:
        return _new_form(request, get_object_or_404(plans, pk=as_key(wanted)))
    plans = list(plans)
    if len(plans) == 1:
        return redirect(f"{reverse('nominations:new-decision')}?plan={plans[0].pk}")
    return render(request, "nominations/choose_decision_plan.html", {"plans": plans})


def _new_form(request: HttpRequest, plan: Plan) -> HttpResponse:
    if link := sent_before(request.user, request.POST.get("form_token", ""), said=said_in(request)):
        return redirect(link)  # its dossiers stand on a decision by now
    choices = _ready(plan)
    proposal = {
        "merit": proposed_merit(plan),
        "grounds": "\n".join(proposed_grounds(plan, clock.today())),
        "dossiers": handed_over(plan, request.GET.get("ranking", ""), choices),
    }
    form = DecisionForm(request.POST or None, choices=choices, initial=proposal)
    context: dict[str, Any] = {"form": form, "plan": plan, "ready": len(proposal["dossiers"])}
    status_code = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(once(request.user, form.cleaned_data["form_token"], lambda: _create(form, plan, request.user), said=said_in(request)))
        except Refused as refused:
            context["reasons"], status_code = refused.reasons, 409
    return render(request, "nominations/decision_form.html", context, status=status_code)


def _create(form: DecisionForm, plan: Plan, by: Any) -> str:
    decision = actions.draft_decision(plan=plan, by=by, dossiers=form.cleaned_data["dossiers"], **form.values())
    return reverse("nominations:decision", args=[decision.pk])


def edit_decision(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _own(request, pk)
    if decision.is_amendment:
        return redirect("nominations:edit-amendment", pk)
    if request.method == "GET" and decision.status not in actions.EDITABLE_DECISION:
        messages.warning(request, f"Quyết định {decision.get_status_display()}, không sửa được nữa.")
        return redirect("nominations:decision", pk)
    choices = _ready(decision.plan, decision)
    form = DecisionForm(request.POST or None, choices=choices, decision=decision)
    context = {"form": form, "plan": decision.plan, "decision": decision, "ready": choices.count()}
    status_code = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(once(request.user, form.cleaned_data["form_token"], lambda: _save(form, decision, request.user), said=said_in(request)))
        except Overtaken:
            status_code, context["theirs"] = 409, form.over(Decision.objects.get(pk=pk))
        except Refused as refused:
            status_code, context["reasons"] = 409, refused.reasons
    return render(request, "nominations/decision_form.html", context, status=status_code)


def _save(form: DecisionForm, decision: Decision, by: Any) -> str:
    data = form.cleaned_data
    actions.save_decision(decision, fields=form.values(), dossiers=data["dossiers"], version=data["version"] or 0, by=by)
    return reverse("nominations:decision", args=[decision.pk])


@require_safe
def decision_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk))


def _page(request: HttpRequest, decision: Decision, status: int = 200, **extra: Any) -> HttpResponse:
    related = ("dossier__category", "dossier__nominee", "corrected__decision", "revoked__decision")
    changes = changes_of(decision) if decision.is_amendment else []
    lines = [change.line for change in changes] or list(decision.lines.select_related(*related))
    visible = Dossier.objects.visible_to(request.user).filter(pk__in=[line.dossier_id for line in lines])
    may_edit = decision.status in actions.EDITABLE_DECISION and request.user.has_perm(RIGHT, decision)
    in_office = request.user.is_superuser or decision.plan.unit_id in reach(request.user).office_ids
    context = {
        "decision": decision,
        "lines": lines,
        "readable": _readable(request, lines),
        "seen": set(visible.values_list("pk", flat=True)),
        "summary": counted(lines),
        "changes": changes,
        "recovered": to_recover(changes) if decision.kind == Decision.Kind.REVOCATION else 0,
        "spellings": differences(lines) if in_office and not decision.is_amendment else [],
        "amendments": _amendments(request, decision) if decision.status == Decision.Status.ISSUED else [],
        "may_amend": not may_be_amended(decision) and request.user.has_perm(RIGHT, decision),
        "moves": _moves(request, decision),
        "may_issue": bool(open_moves(decision, [ISSUE], request.user)),
        "may_edit": may_edit,
        "discard_form": VersionForm(initial={"version": decision.version}) if may_edit else None,
        "may_print": not decision.is_amendment and request.user.has_perm("nominations.print_certificates", decision),
        "in_office": in_office,
        "may_publish": decision.status == Decision.Status.ISSUED and decision.published_at is None and request.user.has_perm(ISSUE.right, decision),
        "records": history(decision),
        "money": money_of(decision, lines, decision.date or clock.today()),
        "warnings": also_honoured(lines, decision, request.user) if in_office and not decision.is_amendment and decision.status != Decision.Status.ISSUED else [],
        "no_history": leaves_no_history(decision, lines) if in_office else "",
        "check_code": IssuedPaper.objects.check_code(decision.paper_id),
        **extra,
    }
    return render(request, "nominations/decision.html", context, status=status)


def _readable(request: HttpRequest, lines: list[DecisionLine]) -> set[int]:
    """Later decisions about these names that the reader may open; of another unit's name only the mark is told."""
    later = {change.decision_id for line in lines for change in (line.revoked, line.corrected) if change}
    return set(Decision.objects.visible_to(request.user).filter(pk__in=later).values_list("pk", flat=True)) if later else set()


def _moves(request: HttpRequest, decision: Decision) -> list[Move]:
    """Approving the sums again is offered when they have changed, and what is approved goes back where it only amends."""
    kept_back = {"reapprove": sums_have_changed, "send_back": only_amends}
    found = open_moves(decision, DECISION_BUTTONS, request.user)
    return [move for move in found if move.name not in kept_back or not kept_back[move.name](decision, clock.now())]


def _amendments(request: HttpRequest, decision: Decision) -> list[Decision]:
    """What the reader may see of the decisions about this one."""
    return list(Decision.objects.visible_to(request.user).filter(old=decision).annotate(names=Count("changes")).order_by("created", "pk"))


@require_POST
def decision_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Any move but issuing, which asks for number and date on a page of its own."""
    decision = _visible(request, pk)
    link = reverse("nominations:decision", args=[pk])
    try:
        return answer_move(request, decision, name, table=DECISION_BUTTONS, act=actions.move_decision, page=_page, link=link)
    except Decision.DoesNotExist as gone:  # discarded in this very moment
        raise Http404 from gone


@require_POST
def discard_decision(request: HttpRequest, pk: int) -> HttpResponse:
    return answer_discard(
        request,
        VersionForm(request.POST),
        find=lambda: _own(request, pk),
        discard=actions.discard_decision,
        page=_page,
        link=reverse("nominations:decisions"),
        told="Đã bỏ dự thảo quyết định; các hồ sơ vẫn còn.",
        overtaken="Người khác vừa sửa quyết định này. Hãy xem lại trước khi bỏ.",
    )


def _own(request: HttpRequest, pk: int) -> Decision:
    """One that this person may write."""
    decision = _visible(request, pk)
    if not request.user.has_perm(RIGHT, decision):
        raise PermissionDenied
    return decision


def issue_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The clerk's page."""
    decision = _visible(request, pk)
    issuing = Issuing(
        move=ISSUE,
        unit=decision.plan.unit,
        type_code=TYPE,
        symbol=symbol(decision),
        issue=partial(actions.issue_decision, decision),
        link=reverse("nominations:decision", args=[pk]),
        told=PUBLISHED_LATER if request.POST.get("publish") == LATER else PUBLISHED,
        form=IssueForm if decision.is_amendment else DecisionIssueForm,  # what is corrected or revoked is known at once
    )
    context = {"decision": decision, "names": decision.changes.count() if decision.is_amendment else decision.lines.count()}
    return issue_page(request, decision, issuing, "nominations/issue_decision.html", context)


@require_safe
def decision_file(request: HttpRequest, pk: int, face: str) -> HttpResponse:
    """The decision with its list: once issued the stored bytes, before that as it stands, marked as a draft."""
    decision = _visible(request, pk)
    if face not in RENDER or not decision.plan.issuers.exists():
        raise Http404
    back = (f"Quyết định {decision.label}", reverse("nominations:decision", args=[pk]))
    issued = IssuedPaper.objects.light().filter(pk=decision.paper_id).first()
    if issued and face in PRINTED_FACES:
        return issued_answer(request, issued, face, back=back)
    paper, name = decision_paper(decision, at=clock.now()), file_name("quyet-dinh", decision.number, decision.pk)
    return paper_answer(request, paper, name=name, face=face, back=back)
