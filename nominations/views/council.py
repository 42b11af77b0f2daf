"""The council's sessions: the list, who sat and who is voted on, the votes, the closing, the minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from conferences.models import Plan
from nominations import council as rules
from nominations.actions import council as actions
from nominations.ballots import percent
from nominations.flow import SESSION_MOVES
from nominations.forms.council import SessionForm, VotesForm, session_initial
from nominations.forms.versions import VersionForm
from nominations.models import Ballot, Dossier, Member, Session
from nominations.papers.council_minutes import counted, minutes_paper
from nominations.ranking_parts import handed_over
from organizations.reach import reach
from papers.faces import RENDER
from papers.views import file_name, paper_answer
from portal import clock
from portal.discard_view import answer_discard
from portal.keys import as_key
from portal.large_forms import takes_fields
from portal.lists import Chip, Column, ListPage
from portal.move_view import answer_move
from portal.moves import Overtaken, Refused, history, open_moves
from portal.once import once, said_in, sent_before
from portal.templatetags.portal import status

RIGHT = "nominations.hold_session"
MOST_FIELDS = 20_000  # some for each of a thousand nominees
CATEGORY_GONE = "Đối tượng vừa ghi phiếu không còn trong phiên họp: có người vừa bỏ hồ sơ của đối tượng này. Số phiếu vừa gõ chưa lưu."
OVERTAKEN = "Người khác vừa sửa phiên họp này. Hãy xem lại trước khi"
LONGEST_VERSION = 10
SEATS_AT_FIRST = ({"role": Member.Role.CHAIR}, {"role": Member.Role.DEPUTY}, {"role": Member.Role.SECRETARY})


class SessionList(ListPage):
    template_name = "nominations/sessions.html"
    model = Session
    title = "Phiên họp Hội đồng"
    noun = "phiên họp"
    file_name = "phien-hop"
    crumbs = (("Việc hôm nay", "nominations:home"),)
    search_placeholder = "Tìm theo số biên bản, kế hoạch hoặc tên người được xét"
    empty_title = "Chưa có phiên họp nào."
    empty_text = "Phiên họp xét các hồ sơ đã chấp nhận; biên bản và danh sách đạt được lập từ kết quả ghi ở đây."
    columns = (
        Column("Phiên họp", str, link="nominations:session", phone="title", whole=True),
        Column("Kế hoạch", "plan.number", sort="plan__number", whole=True),
        Column("Hình thức đề nghị", lambda one: one.award.name if one.award else "", phone="second"),
        Column("Số hồ sơ", "nominees", align="right"),
        Column("Đạt", "agreed", align="right"),
        Column("Trạng thái", "get_status_display", show=status, sort="status", phone="second"),
        Column("Họp lúc", "starts", sort="starts", whole=True),
    )

    @property
    def chips(self) -> tuple[Chip, ...]:
        return (Chip("status", "Trạng thái", Session.Status.choices),)

    def rows(self) -> QuerySet[Session]:
        return super().rows().select_related("plan", "award")

    def complete(self, rows: list[Session]) -> None:
        """Of the page alone: counted for a sorted list, each of ten thousand sessions would be counted."""
        counts = {"nominees": Count("pk"), "agreed": Count("pk", filter=Q(passed=True))}
        listed = Ballot.objects.order_by().filter(session__in=rows).values("session").annotate(**counts)
        found = {row["session"]: row for row in listed}
        for session in rows:
            session.nominees, session.agreed = (found.get(session.pk, {}).get(name, 0) for name in counts)


def _visible(request: HttpRequest, pk: int) -> Session:
    return get_object_or_404(Session.objects.visible_to(request.user).select_related("plan__unit", "award"), pk=pk)


def _own(request: HttpRequest, pk: int) -> Session:
    """One that this person may write, and that is still open."""
    session = _visible(request, pk)
    if not request.user.has_perm(RIGHT, session):
        raise PermissionDenied
    return session


@takes_fields(MOST_FIELDS)
def new_session(request: HttpRequest) -> HttpResponse:
    """Choose the plan where there is a choice, then the form."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    waiting = Count("dossiers", filter=Q(dossiers__status=Dossier.Status.ACCEPTED, dossiers__reserve=None))
    offices = reach(request.user).unit_ids_with(RIGHT)
    plans = Plan.objects.filter(unit__in=offices, status__in=("issued", "closed")).annotate(waiting=waiting).select_related("unit")
    wanted = request.GET.get("plan", "")
    if not wanted:
        found = list(plans)
        if len(found) == 1:
            return redirect(f"{reverse('nominations:new-session')}?plan={found[0].pk}")
        return render(request, "nominations/choose_session_plan.html", {"plans": found})
    plan = get_object_or_404(plans, pk=as_key(wanted))
    if link := sent_before(request.user, request.POST.get("form_token", ""), said=said_in(request)):
        return redirect(link)
    choices = _ready(plan)
    last = Session.objects.filter(plan__unit=plan.unit).order_by("-created", "-pk").first()
    initial = {"percent": last.percent, "more_than": last.more_than, "way": last.way, "award": last.award_id, "place": last.place} if last else {"percent": 50, "more_than": True, "way": Session.Way.SECRET}
    seats = [{name: getattr(one, name) for name in ("name", "post", "role")} for one in last.members.all()] if last else SEATS_AT_FIRST
    form = SessionForm(request.POST or None, choices=choices, chosen=handed_over(plan, request.GET.get("ranking", ""), choices), seats=seats, initial=initial)

    def make() -> str:
        session = actions.draft_session(plan=plan, by=request.user, fields=form.values(), seats=form.seats(), dossiers=form.dossiers())
        return reverse("nominations:session", args=[session.pk])

    return _form_page(request, form, {"plan": plan}, make)


def _ready(plan: Plan, session: Session | None = None) -> list[Dossier]:
    """Accepted ones with a place that stand on no decision, and what the session lists already."""
    listed = Q(ballots__session=session) if session else Q(pk=None)
    rows = Dossier.objects.filter(Q(plan=plan, status=Dossier.Status.ACCEPTED, reserve=None, line=None) | listed)
    return list(rows.distinct().select_related("category", "unit").order_by("category__position", "unit__path", "sort_key", "pk"))


def _form_page(request: HttpRequest, form: SessionForm, context: dict[str, Any], make: Callable[[], str]) -> HttpResponse:
    context, answer = {"form": form, **context}, 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            return redirect(once(request.user, form.cleaned_data["form_token"], make, said=said_in(request)))
        except Overtaken:
            answer, context["theirs"] = 409, form.over(Session.objects.select_related("award").get(pk=context["session"].pk))
        except Refused as refused:
            answer, context["reasons"] = 409, refused.reasons
    return render(request, "nominations/session_form.html", context, status=answer)


@takes_fields(MOST_FIELDS)
def edit_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = _own(request, pk)
    if session.status != Session.Status.DRAFT:
        messages.warning(request, actions.CLOSED)
        return redirect("nominations:session", pk)
    chosen = list(session.ballots.values_list("dossier", flat=True))
    seats = list(session.members.all())
    form = SessionForm(request.POST or None, choices=_ready(session.plan, session), chosen=chosen, seats=seats, initial=session_initial(session))

    def make() -> str:
        version = form.cleaned_data["version"] or 0
        actions.save_session(session, fields=form.values(), seats=form.seats(), dossiers=form.dossiers(), version=version, by=request.user)
        return reverse("nominations:session", args=[pk])

    return _form_page(request, form, {"plan": session.plan, "session": session}, make)


@takes_fields(MOST_FIELDS)
def votes_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The votes on the nominees of one category, for a form of hundreds of rows is nobody's friend."""
    session = _own(request, pk)
    if session.status != Session.Status.DRAFT:
        messages.warning(request, actions.CLOSED)
        return redirect("nominations:session", pk)
    everybody = rules.ballots_of(session)
    categories = list({ballot.dossier.category_id: ballot.dossier.category for ballot in everybody}.values())
    category = next((one for one in categories if str(one.pk) == request.GET.get("category")), categories[0] if categories else None)
    ballots = [ballot for ballot in everybody if category and ballot.dossier.category_id == category.pk]
    facts = {name: getattr(session, name) for name in (*actions.ROOM_FIELDS, "version")}
    if request.method == "POST" and category and request.GET.get("category") not in (None, str(category.pk)):
        return _page(request, session, status=409, reasons=[CATEGORY_GONE])
    form = VotesForm(request.POST or None, session=session, ballots=ballots, initial=facts)
    here = f"{request.path}?category={category.pk}" if category else request.path
    context = {"session": session, "form": form, "categories": categories, "category": category, "here": here}
    answer = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():

        def make() -> str:
            values = {"room": form.room_values(), "votes": form.votes(), "barred": form.barred()}
            actions.save_votes(session, **values, version=form.cleaned_data["version"] or 0, by=request.user)
            return _next(categories, category, request.path) or reverse("nominations:session", args=[pk])

        try:
            return redirect(once(request.user, form.cleaned_data["form_token"], make, said=said_in(request)))
        except Overtaken:
            answer, context["theirs"] = 409, form.over(Session.objects.get(pk=pk))
        except Refused as refused:
            answer, context["reasons"] = 409, refused.reasons
    return render(request, "nominations/session_votes.html", context, status=answer)


def _next(categories: list[Any], category: Any, path: str) -> str:
    """The page of the category after this one."""
    rest = categories[categories.index(category) + 1 :] if category in categories else []
    return f"{path}?category={rest[0].pk}" if rest else ""


@require_safe
def session_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk))


def _page(request: HttpRequest, session: Session, status: int = 200, **extra: Any) -> HttpResponse:
    ballots, members = rules.ballots_of(session), list(session.members.all())
    is_open = session.status == Session.Status.DRAFT
    passed = [ballot for ballot in ballots if ballot.is_counted and session.threshold.is_met(ballot.tally().agreed, len(members))]
    context = {
        "session": session,
        "members": members,
        "room": session.room(),
        "lines": [_line(ballot, ballot in passed, len(members)) for ballot in ballots],
        "summary": counted(ballots),
        "passed": counted(passed),
        "missing": rules.session_reconciles(session, clock.now()) if is_open else [],
        "moves": open_moves(session, SESSION_MOVES, request.user),
        "may_edit": (may_edit := is_open and request.user.has_perm(RIGHT, session)),
        "discard_form": VersionForm(initial={"version": session.version}) if may_edit else None,
        "records": history(session),
        **extra,
    }
    return render(request, "nominations/session.html", context, status=status)


def _line(ballot: Ballot, passed: bool, members: int) -> dict[str, Any]:
    tally = ballot.tally()
    counts = {"yes": tally.agreed, "no": tally.no + tally.written_no, "percent": percent(tally.agreed, members)} if ballot.is_counted else {}
    return {"ballot": ballot, "passed": passed, "barred": [member.name for member in ballot.barred.all()]} | counts


@require_POST
def session_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """What the page showed is what is closed: somebody who wrote meanwhile is looked at first."""
    version = int(sent) if (sent := request.POST.get("version", "")).isascii() and sent.isdecimal() and len(sent) < LONGEST_VERSION else 0

    def act(obj: Session, _: str, *, by: Any, note: str) -> Any:
        try:
            return actions.close_session(obj, version=version, by=by, note=note)
        except Overtaken:
            raise Refused([f"{OVERTAKEN} chốt."]) from None

    link = reverse("nominations:session", args=[pk])
    return answer_move(request, _visible(request, pk), name, table=SESSION_MOVES, act=act, page=_page, link=link)


@require_POST
def discard_session(request: HttpRequest, pk: int) -> HttpResponse:
    return answer_discard(
        request,
        VersionForm(request.POST),
        find=lambda: _own(request, pk),
        discard=actions.discard_session,
        page=_page,
        link=reverse("nominations:sessions"),
        told="Đã bỏ bản ghi phiên họp.",
        overtaken=f"{OVERTAKEN} bỏ.",
    )


@require_safe
def minutes_file(request: HttpRequest, pk: int, face: str) -> HttpResponse:
    session = _visible(request, pk)
    if face not in RENDER or not session.plan.issuers.exists():
        raise Http404
    back = (str(session), reverse("nominations:session", args=[pk]))
    name = file_name("bien-ban-hoi-dong", session.number, session.pk)
    return paper_answer(request, minutes_paper(session, at=clock.now()), name=name, face=face, back=back)
