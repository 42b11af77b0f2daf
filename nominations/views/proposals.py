"""Proposals: the list, the form, the page from which the head sends or a draft is discarded, its papers, the paper sets that came."""

from __future__ import annotations

from collections.abc import Callable
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
from conferences.paper_slots import bundle_slots
from conferences.work import work_chip
from nominations import rules
from nominations.actions import sending
from nominations.flow import PROPOSAL_MOVES
from nominations.forms.sending import ProposalForm, SetsForm, proposal_initial
from nominations.forms.versions import VersionForm
from nominations.levels import gathered, level_above, nobody_is_left_behind, sending_closing
from nominations.models import Dossier, Proposal, ProposalLine
from nominations.papers.proposal import counted, lines_of, minutes_paper, proposal_paper
from nominations.seen import SeenBy
from nominations.work import PROPOSAL_WORK, filings
from organizations.models import Unit, User
from organizations.reach import reach
from papers.faces import RENDER
from papers.views import file_name, paper_answer
from portal import clock
from portal.discard_view import answer_discard
from portal.keys import as_key
from portal.lists import Chip, Column, ListPage
from portal.move_view import answer_move
from portal.moves import Overtaken, Refused, history, open_moves
from portal.once import once, said_in, sent_before
from portal.templatetags.portal import status

RIGHT = "nominations.draft_proposal"
PAPERS: dict[str, Callable[..., Any]] = {"proposal": proposal_paper, "selection-minutes": minutes_paper}
FILE_NAMES = {"proposal": "to-trinh", "selection-minutes": "bien-ban-binh-xet"}


class ProposalList(ListPage):
    template_name = "nominations/proposals.html"
    model = Proposal
    title = "Tờ trình"
    noun = "tờ trình"
    file_name = "to-trinh"
    crumbs = (("Việc hôm nay", "nominations:home"), ("Hồ sơ", "nominations:dossiers"))
    search_placeholder = "Tìm theo số hoặc đơn vị"
    empty_title = "Chưa có tờ trình nào."
    empty_text = "Tờ trình gom các hồ sơ đã ký duyệt của đơn vị, kèm biên bản họp bình xét, để nộp một lần."
    columns = (
        Column("Số", lambda one: one.number or "Chưa có số", link="nominations:proposal", sort="number", phone="title", whole=True),
        Column("Đơn vị", "unit.label", sort="unit__sort_key", phone="second"),
        Column("Kế hoạch", "plan.number", whole=True),
        Column("Số hồ sơ", "names", align="right", sort="names"),
        Column("Trạng thái", "get_status_display", show=status, sort="status", phone="second"),
        Column("Bản giấy", lambda one: f"{one.sets_received} / {one.sets_due} bộ" if one.sets_due else "", whole=True),
        Column("Sửa lúc", "changed", sort="changed", whole=True),
    )

    @property
    def chips(self) -> tuple[Chip, ...]:
        return (work_chip(self.request.user, PROPOSAL_WORK), Chip("status", "Trạng thái", Proposal.Status.choices))

    def rows(self) -> QuerySet[Proposal]:
        listed = ProposalLine.objects.order_by().filter(proposal=OuterRef("pk")).values("proposal").annotate(number=Count("pk"))
        names = Coalesce(Subquery(listed.values("number")), 0)
        return super().rows().select_related("unit", "plan").annotate(names=names)


def visible_proposal(request: HttpRequest, pk: int) -> Proposal:
    related = ("plan__unit", "unit__kind", "to__kind")
    return get_object_or_404(Proposal.objects.visible_to(request.user).select_related(*related), pk=pk)


def new_proposal(request: HttpRequest) -> HttpResponse:
    """Choose the plan and the unit where there is a choice, then the form; the one that is being written already is opened."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    chosen = [request.GET.get(name, "") for name in ("plan", "unit")]
    if all(chosen):
        return _new_form(request, *chosen)
    found = filings(request.user)
    if len(found) == 1:
        return redirect(f"{reverse('nominations:new-proposal')}?plan={found[0].plan.pk}&unit={found[0].unit.pk}")
    return render(request, "nominations/choose_proposal_plan.html", {"filings": found})


def _new_form(request: HttpRequest, plan_id: str, unit_id: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).open_for_filing().select_related("unit"), pk=as_key(plan_id))
    unit = get_object_or_404(Unit.objects.filter(pk__in=reach(request.user).unit_ids_with(RIGHT)), pk=as_key(unit_id))
    if link := sent_before(request.user, request.POST.get("form_token", ""), said=said_in(request)):
        return redirect(link)
    begun = Proposal.objects.filter(plan=plan, unit=unit, status=Proposal.Status.DRAFT).first()
    if begun and request.method != "POST":
        return redirect("nominations:edit-proposal", begun.pk)
    choices, weighed = ready_dossiers(plan, unit), {level.dossier_id: level.votes for level in gathered(plan, unit)}
    head = User.objects.holding(frozenset({"head"}), unit, clock.today()).order_by("pk").first()
    initial = {"signer": head.full_name, "chair": head.full_name} if head else {}
    form = ProposalForm(request.POST or None, choices=choices, chosen=dict.fromkeys([one.pk for one in choices]) | weighed, initial=initial)

    def make() -> str:
        proposal = sending.draft_proposal(plan=plan, unit=unit, by=request.user, votes=form.votes(), **form.values())
        return reverse("nominations:proposal", args=[proposal.pk])

    return _form_page(request, form, {"plan": plan, "unit": unit}, make)


def ready_dossiers(plan: Plan, unit: Unit, proposal: Proposal | None = None) -> list[Dossier]:
    """What came from below and was endorsed, as the unit has ranked it; the unit's own signed dossiers that are not filed; and what
    the proposal lists already. What the office has had goes back to it alone, where the rest goes to a unit in between."""
    listed = [line.dossier_id for line in proposal.lines.all()] if proposal else []
    below, to = [level.dossier for level in gathered(plan, unit)], level_above(plan, unit)
    known = {one.pk for one in below}
    own = Dossier.objects.filter(Q(unit=unit, status=Dossier.Status.ENDORSED) | Q(pk__in=listed), plan=plan).select_related("category", "unit")
    ready = [one for one in own.order_by("category__position", "sort_key", "pk") if one.pk in listed or not (to and one.submitted_at)]
    return below + [one for one in ready if one.pk not in known]


def _form_page(request: HttpRequest, form: ProposalForm, context: dict[str, Any], make: Callable[[], str]) -> HttpResponse:
    SeenBy(request.user).show(form.choices)
    context |= {"form": form, "closes_at": sending_closing(context["plan"], context["unit"])}
    answer = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            link = once(request.user, form.cleaned_data["form_token"], make, said=said_in(request))
            messages.success(request, "Đã lưu. Tờ trình chưa gửi.")
            return redirect(link)
        except Overtaken:
            theirs = Proposal.objects.get(pk=context["proposal"].pk)
            form.over(theirs)
            answer, context["theirs"], context["their_lines"] = 409, theirs, lines_of(theirs)
        except Refused as refused:
            answer, context["reasons"] = 409, refused.reasons
    return render(request, "nominations/proposal_form.html", context, status=answer)


def edit_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = visible_proposal(request, pk)
    if not request.user.has_perm(RIGHT, proposal):
        raise PermissionDenied
    if request.method == "GET" and proposal.status != Proposal.Status.DRAFT:
        messages.warning(request, f"Tờ trình {proposal.get_status_display()}, không sửa được nữa.")
        return redirect("nominations:proposal", pk)
    chosen = dict(proposal.lines.values_list("dossier", "votes"))
    form = ProposalForm(
        request.POST or None,
        choices=ready_dossiers(proposal.plan, proposal.unit, proposal),
        chosen=chosen,
        initial=proposal_initial(proposal),
    )

    def make() -> str:
        version = form.cleaned_data["version"] or 0
        sending.save_proposal(proposal, fields=form.values(), votes=form.votes(), version=version, by=request.user)
        return reverse("nominations:proposal", args=[pk])

    return _form_page(request, form, {"plan": proposal.plan, "unit": proposal.unit, "proposal": proposal}, make)


@require_safe
def proposal_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, visible_proposal(request, pk))


def _page(request: HttpRequest, proposal: Proposal, status: int = 200, **extra: Any) -> HttpResponse:
    user, draft = request.user, proposal.status == Proposal.Status.DRAFT
    lines = lines_of(proposal)
    SeenBy(user).show(line.dossier for line in lines)
    seen = Dossier.objects.visible_to(user).filter(pk__in=[line.dossier_id for line in lines])
    held = {paper.slot: paper for paper in proposal.papers.select_related("file")}
    may_edit = draft and user.has_perm(RIGHT, proposal)
    receives = proposal.status == Proposal.Status.SENT and user.has_perm("nominations.receive_sets", proposal)
    counts = {"received": proposal.sets_received or proposal.sets_due, "on": clock.today(), "version": proposal.version}
    context = {
        "proposal": proposal,
        "lines": lines,
        "summary": counted(lines),
        "seen": set(seen.values_list("pk", flat=True)),
        "moves": open_moves(proposal, PROPOSAL_MOVES, user),
        "missing": [*rules.proposal_is_ready(proposal, clock.now()), *nobody_is_left_behind(proposal, clock.now())] if draft else [],
        "closes_at": sending_closing(proposal.plan, proposal.unit),
        "receipt": proposal.receipts.first(),
        "slots": [(slot, held.get(slot.key)) for slot in bundle_slots(proposal.plan.dossier)],
        "may_edit": may_edit,
        "discard_form": VersionForm(initial={"version": proposal.version}) if may_edit else None,
        "sets_form": SetsForm(initial=counts) if receives else None,
        "records": history(proposal),
        **extra,
    }
    return render(request, "nominations/proposal.html", context, status=status)


@require_POST
def proposal_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Sending it: its receipt is what one sees next."""
    proposal = visible_proposal(request, pk)

    def act(obj: Proposal, _: str, *, by: Any, note: str) -> Any:
        try:
            return sending.send_proposal(obj, by=by, note=note)
        except sending.Gone as gone:
            raise Http404 from gone

    link = reverse("nominations:proposal", args=[pk])
    return answer_move(request, proposal, name, table=PROPOSAL_MOVES, act=act, page=_page, link=link)


@require_POST
def discard_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    return answer_discard(
        request,
        VersionForm(request.POST),
        find=lambda: _own(request, pk),
        discard=sending.discard_proposal,
        page=_page,
        link=reverse("nominations:proposals"),
        told="Đã bỏ tờ trình đang soạn; các hồ sơ vẫn còn.",
        overtaken="Người khác vừa sửa tờ trình này. Hãy xem lại trước khi bỏ.",
    )


def _own(request: HttpRequest, pk: int) -> Proposal:
    """One that this person may write."""
    proposal = visible_proposal(request, pk)
    if not request.user.has_perm(RIGHT, proposal):
        raise PermissionDenied
    return proposal


@require_POST
def receive_sets(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = visible_proposal(request, pk)
    if not request.user.has_perm("nominations.receive_sets", proposal):
        raise PermissionDenied
    form, answer, reasons = SetsForm(request.POST), 422, []
    if form.is_valid():
        counts = {"received": form.cleaned_data["received"], "on": form.cleaned_data["on"]}

        def make() -> str:
            sending.receive_sets(proposal, **counts, version=form.cleaned_data["version"] or 0, by=request.user)
            return reverse("nominations:proposal", args=[pk])

        try:
            link = once(request.user, form.cleaned_data["form_token"], make)
            messages.success(request, "Đã ghi số bộ bản giấy; đơn vị được báo.")
            return redirect(link)
        except Overtaken:
            proposal.refresh_from_db()
            form.over(proposal)
            answer, reasons = 409, [f"Người khác vừa ghi: đã nhận {proposal.sets_received} bộ. Hãy xem lại rồi ghi."]
        except Refused as refused:
            answer, reasons = 409, refused.reasons
    return _page(request, proposal, status=answer, sets_form=form, reasons=reasons)


@require_safe
def proposal_file(request: HttpRequest, pk: int, kind: str, face: str) -> HttpResponse:
    """The letter or the minutes as they stand."""
    proposal = visible_proposal(request, pk)
    if kind not in PAPERS or face not in RENDER:
        raise Http404
    back = (str(proposal), reverse("nominations:proposal", args=[pk]))
    name = file_name(FILE_NAMES[kind], proposal.number, proposal.pk)
    return paper_answer(request, PAPERS[kind](proposal, at=clock.now()), name=name, face=face, back=back)
