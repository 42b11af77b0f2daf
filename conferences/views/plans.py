"""The list of plans and the faces of one plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from conferences.actions import act, issue_plan
from conferences.actions.amendment import discarding_right
from conferences.actions.editing import RIGHT as DRAFT
from conferences.actions.plan import TYPE
from conferences.actions.plan_writing import OPEN_PLAN
from conferences.editing import words
from conferences.facts import as_list, resolved
from conferences.flow import ISSUE, PLAN_BUTTONS
from conferences.models import Allocation, Conference, Plan
from conferences.papers import PAPERS
from conferences.papers.head import symbol
from conferences.papers.references import references_of
from conferences.papers.show import eligible_lines
from conferences.papers.table import agenda_table, speech_table
from conferences.papers.words import forms_text, full_name, group_shares, presidium_text, time_text
from conferences.querysets import PUBLIC_PLAN
from conferences.rules import BEFORE_ISSUE, IN_FORCE
from conferences.views.open_findings import findings_context
from conferences.work import PLAN_WORK, work_chip
from organizations.reach import reach
from papers.models import IssuedPaper
from papers.paper import Block, Row, Table
from papers.views.issuing import Issuing, issue_page
from portal import clock
from portal.keys import as_key
from portal.lists import Chip, Column, ListPage
from portal.move_view import answer_move
from portal.moves import history, open_moves
from portal.templatetags.portal import status as status_badge

FACES = (
    ("Nội dung", "conferences:plan"),
    ("Hội nghị", "conferences:conference"),
    ("Lịch", "conferences:plan-calendar"),
    ("Tiêu chuẩn", "conferences:criteria"),
)


class PlanList(ListPage):
    template_name = "conferences/plans.html"
    model = Plan
    title = "Kế hoạch"
    noun = "kế hoạch"
    file_name = "ke-hoach"
    crumbs = (("Việc hôm nay", "nominations:home"),)
    search_placeholder = "Tìm theo số hoặc trích yếu"
    empty_title = "Chưa có kế hoạch nào."
    empty_text = "Kế hoạch của cấp trên hiện ra ở đây khi đã phát hành."
    columns = (
        Column("Số", lambda plan: plan.number or "Chưa có số", link="conferences:plan", sort="number", phone="second", whole=True),
        Column("Trích yếu", "title", link="conferences:plan", sort="search_key", phone="title"),
        Column("Cơ quan", "unit.label", sort="unit__sort_key"),
        Column("Ngày", "date", sort="date", whole=True),
        Column("Trạng thái", "get_status_display", show=status_badge, sort="status", phone="second"),
    )

    @property
    def chips(self) -> tuple[Chip, ...]:
        return (
            work_chip(self.request.user, PLAN_WORK),
            Chip("status", "Trạng thái", Plan.Status.choices),
            Chip("kind", "Loại", Plan.Kind.choices),
        )

    def rows(self) -> QuerySet[Plan]:
        """Without the plan's text, most of which is JSON."""
        shown = ("number", "title", "date", "status", "unit__name", "unit__short_name")
        return super().rows().select_related("unit").only(*shown)


def visible_plan(request: HttpRequest, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user).select_related("unit", "version_of"), pk=pk)


def visible_table(request: HttpRequest, plan: Plan) -> Allocation | None:
    """The newest version of the plan's table that this person may see."""
    return plan.allocations.visible_to(request.user).current()


def row_key(request: HttpRequest, name: str) -> int | None:
    """The key of a row as a form sends it; None where it is no number."""
    return as_key(request.POST.get(name, ""))


def in_office(request: HttpRequest, plan: Plan) -> bool:
    return Plan.objects.of_office(request.user).filter(pk=plan.pk).exists()


def plan_dossiers(plan: Plan) -> str:
    return f"{reverse('nominations:dossiers')}?plan={plan.pk}"


def plan_ledger(plan: Plan) -> str:
    return reverse("nominations:ledger", args=[plan.pk])


def plan_ranking(plan: Plan) -> str:
    return reverse("nominations:ranking", args=[plan.pk])


def plan_tasks(plan: Plan) -> str:
    return reverse("nominations:unit-tasks", args=[plan.pk])


def frame(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """What every face of a plan shows around itself."""
    tables = plan.allocations.visible_to(request.user)  # read once
    table = tables.current()
    tabs = [(label, reverse(name, args=[plan.pk])) for label, name in FACES]
    if table:
        tabs.append(("Chỉ tiêu", reverse("conferences:allocation", args=[table.pk])))
    if any(one.status in (Allocation.Status.PUBLISHED, Allocation.Status.SUPERSEDED) for one in tables):
        tabs.append(("Theo dõi", plan_ledger(plan)))
    if plan.status in PUBLIC_PLAN and any(pk != plan.unit_id for pk in reach(request.user).unit_ids):
        tabs.insert(1, ("Việc của đơn vị", plan_tasks(plan)))
    tabs.append(("Hồ sơ", plan_dossiers(plan)))
    tabs.append(("Văn bản", reverse("conferences:papers", args=[plan.pk])))
    office = in_office(request, plan)
    if office:
        tabs.append(("Xếp hạng", plan_ranking(plan)))
        tabs.append(("Nhật ký", reverse("conferences:history", args=[plan.pk])))
    pause = history(plan).filter(name="suspend").last() if plan.status == Plan.Status.SUSPENDED else None
    return {"plan": plan, "tabs": tabs, "table": table, "in_office": office, "pause": pause}


@require_safe
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    return plan_content(request, visible_plan(request, pk))


def plan_content(request: HttpRequest, plan: Plan, status: int = 200, **extra: Any) -> HttpResponse:
    """The text as it will be printed, with its numbers, and the facts beside it."""
    paper = PAPERS["plan"].build(plan, at=clock.now())
    context = {
        **frame(request, plan),
        "paper": paper,
        "blocks": named(paper.body),
        "own": plan.conferences.filter(own=True).first(),
        "deadlines": plan.deadlines.all(),
        "issuers": plan.issuers.all(),
        "check_code": IssuedPaper.objects.check_code(plan.paper_id),
        "moves": open_moves(plan, PLAN_BUTTONS, request.user),
        "may_draft": plan.status in OPEN_PLAN and request.user.has_perm(DRAFT, plan),
        "may_copy": plan.status not in OPEN_PLAN and request.user.has_perm(DRAFT, plan),
        "may_amend": plan.status in IN_FORCE and request.user.has_perm(DRAFT, plan),
        "may_discard": bool(plan.version_of) and plan.status in BEFORE_ISSUE and request.user.has_perm(discarding_right(plan), plan),
        "older": plan.other_versions.filter(status=Plan.Status.SUPERSEDED).order_by("-date", "-pk"),
        "may_issue": bool(open_moves(plan, [ISSUE], request.user)),
        **extra,
    }
    if context["in_office"]:
        context |= findings_context(request, plan)
    if context["own"]:
        context |= {"when": time_text(context["own"]), "conference_name": full_name(context["own"])}
    return render(request, "conferences/plan.html", context, status=status)


def named(blocks: Iterable[Block]) -> list[tuple[str, Block, list]]:
    """Each block with the name by which the template knows its kind, and the aligned rows of a table."""
    return [(type(block).__name__.lower(), block, _rows(block) if isinstance(block, Table) else []) for block in blocks]


def _rows(table: Table) -> list[tuple[Row, list[tuple[str, str]]]]:
    aligns = [column.align for column in table.columns]
    return [(row, list(zip(aligns, row.cells, strict=False))) for row in table.rows]


@require_safe
def conference_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    conferences = list(plan.conferences.prefetch_related("agenda", "composition"))
    has_facts = any("{" in line for one in conferences for line in (*one.attendees, *one.backdrop, *as_list(one.form or [])))
    facts = references_of(plan) if has_facts else {}
    speeches = list(plan.speeches.all())
    context = {
        **frame(request, plan),
        "conferences": [_conference(one, facts) for one in conferences],
        "speeches": named([speech_table(speeches)] if speeches else []),
    }
    return render(request, "conferences/conference.html", context)


def _conference(conference: Conference, facts: Mapping[str, str]) -> dict[str, Any]:
    """One conference as the page shows it: in words, with the facts that its lines name."""
    return {
        "row": conference,
        "name": full_name(conference),
        "when": time_text(conference),
        "form": resolved(forms_text(conference.form), facts) if conference.form else "",
        "composition": "; ".join(group_shares(conference)),
        "presidium": presidium_text(conference),
        "agenda": _agenda(conference),
        "attendees": [resolved(line, facts) for line in conference.attendees],
        "backdrop": [resolved(line, facts) for line in conference.backdrop],
    }


def _agenda(conference: Conference) -> list[tuple[str, Block, list]]:
    items = list(conference.agenda.all())
    return named([agenda_table(items)] if items else [])


@require_safe
def criteria_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    categories = [(one, eligible_lines(plan, one)) for one in plan.categories.prefetch_related("criteria")]
    may_build = plan.status in OPEN_PLAN and request.user.has_perm(DRAFT, plan)
    context = {
        **frame(request, plan),
        "categories": categories,
        "eligible_all": eligible_lines(plan),
        "may_build": may_build,
        "asks": [words.choice("asks", one) for one in plan.asks],
    }
    return render(request, "conferences/criteria.html", context)


@require_safe
def history_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who did what, for the office alone: notes between officer and leadership are not for the units."""
    plan = visible_plan(request, pk)
    if not in_office(request, plan):
        raise PermissionDenied
    tables = [(table, history(table), edits(table)) for table in plan.allocations.order_by("-number")]
    context = {**frame(request, plan), "records": history(plan), "tables": tables}
    return render(request, "conferences/history.html", context)


def edits(table: Allocation) -> QuerySet:
    """The changes of figures, each with what changed as its reason."""
    changed = table.history.exclude(history_change_reason=None).exclude(history_change_reason="")
    return changed.select_related("history_user").order_by("history_id")


@require_POST
def plan_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    plan = visible_plan(request, pk)
    link = reverse("conferences:plan", args=[pk])
    return answer_move(request, plan, name, table=PLAN_BUTTONS, act=act, page=plan_content, link=link)


def issue_plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The clerk's page."""
    plan = visible_plan(request, pk)
    issuing = Issuing(
        move=ISSUE,
        unit=plan.unit,
        type_code=TYPE,
        symbol=f"{TYPE}-{symbol(plan)}",
        issue=partial(issue_plan, plan),
        link=reverse("conferences:plan", args=[plan.version_of_id or pk]),  # of a new version: where its text goes
        told="Đã phát hành kế hoạch. Các đơn vị cấp dưới thấy kế hoạch này từ bây giờ.",
        stated="" if plan.number.startswith("/") else plan.number,
        day=plan.date,
    )
    return issue_page(request, plan, issuing, "conferences/issue_plan.html", frame(request, plan))
