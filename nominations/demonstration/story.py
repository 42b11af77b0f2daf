"""How it is played: the stages of the demonstration, each through the same actions as the pages, on days of spring 2020.

Every stage looks first whether it has been played, so that playing it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from conferences.actions import act as act_on
from conferences.actions import accept_finding, import_plan, issue_plan
from conferences.actions.adjustments import ask_adjustment
from conferences.models import Category, Plan
from conferences.plan_check import check_plan
from conferences.plan_file import PlanFile, read
from nominations import actions
from nominations.catalogues import consent_words
from nominations.demonstration.cast import ASKING_BRANCH, BRANCHES, DEEDS, FILING_UNION, LOGINS, POSTS, PROVINCE, PUBLIC, SAMPLE, TEAMS
from nominations.demonstration.deciding import decide
from nominations.demonstration.letters import is_sent_by_letter, send_letters
from nominations.demonstration.moments import at
from nominations.demonstration.people import build_tree, hire, name_of, open_registers, union_named, unions
from nominations.demonstration.records import facts_of, record_of
from nominations.models import Dossier
from nominations.places import places_of
from nominations.standing import standing_of
from organizations.models import Unit, User
from portal import clock
from portal.moves import Refused

EXAMPLE = Path(__file__).resolve().parents[2] / "conferences" / "examples" / "lai-chau-2020.yaml"
STAGES = ("draft", "allocated", "filed", "decided")


def play(stage: str, times: int = 1) -> Plan:
    """Play every stage up to and including this one; the table of places so many times as large as Lai Châu's."""
    steps: dict[str, Callable[[], None]] = {
        "draft": lambda: draft_plan(times), "allocated": allocate, "filed": file_dossiers, "decided": lambda: decide(the_plan(), player),
    }
    for name in STAGES[: STAGES.index(stage) + 1]:
        with transaction.atomic():
            steps[name]()
    return the_plan()


def the_plan() -> Plan:
    return Plan.objects.get(number="154/KH-LĐLĐ", unit__name=PROVINCE)


def player(role: str) -> User:
    """The log-in of a role."""
    return User.objects.get(username=next(login.username for login in LOGINS if login.role == role))


# --- draft: units, people, the plan as its office wrote it ----------------------------------------------------------


def draft_plan(times: int = 1) -> None:
    """Raises Refused where Lai Châu's units are real rows of somebody's, not the demonstration's."""
    if User.objects.filter(username=LOGINS[0].username).exists():
        return
    if Unit.objects.filter(name=PROVINCE).exists():
        raise Refused(["Cơ sở dữ liệu đã có đơn vị của Lai Châu; hãy dựng trình diễn trong cơ sở dữ liệu trống (PORTAL_VAR khác)."])
    with clock.standing_at(at(3, 2)):
        build_tree()
        hire()
    with clock.standing_at(at(3, 9)):
        import_plan(_enlarged(read(EXAMPLE.read_bytes()), times), by=player("officer"))
        open_registers(player("clerk"))


def _enlarged(file: PlanFile, times: int) -> PlanFile:
    """The same plan with more places for everybody, in its table and in its prose."""
    quotas = file.data["quotas"]
    quotas["stated"] = {key: figure * times for key, figure in quotas["stated"].items()}
    for row in quotas["rows"]:
        row["places"] = {key: places * times for key, places in row["places"].items()}
    return file


# --- allocated: the table is approved, the plan issued, the places published ----------------------------------------


def allocate() -> None:
    plan = the_plan()
    if plan.status != Plan.Status.DRAFT:
        return
    table = plan.allocations.current()
    officer, approver, clerk = player("officer"), player("approver"), player("clerk")
    with clock.standing_at(at(3, 9, 16)):
        accept_errors(plan, approver)
    for moment, thing, move, by in (
        (at(3, 10, 9), table, "submit", officer),
        (at(3, 10, 9, 20), plan, "submit", officer),
        (at(3, 12, 14), table, "approve", approver),
        (at(3, 12, 14, 5), plan, "approve", approver),
    ):
        with clock.standing_at(moment):
            act_on(thing, move, by=by)
    with clock.standing_at(at(3, 16, 10)):
        issue_plan(plan, on=date(2020, 3, 16), by=clerk)
    with clock.standing_at(at(3, 17, 8)):
        act_on(table, "publish", by=approver)


def accept_errors(plan: Plan, approver: User) -> None:
    """The office's own slip: 32 and 80 in the prose, 30 and 82 in the table that its leadership had approved."""
    for finding in check_plan(plan, clock.now()).errors:
        accept_finding(plan, finding.key, by=approver, reason=(
            "Ban Thường vụ thống nhất lấy số của bảng phân bổ; văn bản in 30 tập thể, 82 cá nhân. "
            "Số trong lời văn là số của dự thảo lần đầu."
        ))


# --- filed: dossiers in every state they can be in by the middle of April -------------------------------------------


def file_dossiers() -> None:
    plan = the_plan()
    if plan.dossiers.exists():
        return
    order, signed = 0, []
    for branch in Unit.objects.filter(name__in=[branch.name for branch in BRANCHES]).order_by("path"):
        for place in places_of(plan, branch).values():
            for _ in range(place.kept):
                signed += _play_writing(plan, branch, place.quota.category, order)
                order += 1
    for moment, _, dossier, fate in sorted(one for one in signed if one[-1] is not None):
        _play_filing(dossier, fate, moment)
    send_letters(plan, [dossier for *_, dossier, fate in signed if fate is None])
    _ask_for_another_place(plan)


def _ask_for_another_place(plan: Plan) -> None:
    """One branch asks; the office has not answered yet."""
    branch = Unit.objects.get(short_name=ASKING_BRANCH)
    row = branch.allocation_rows.get(allocation__plan=plan, allocation__status="published")
    category = plan.categories.get(key="person-business")
    with clock.standing_at(at(4, 13, 15)):
        ask_adjustment(
            unit=branch, row=row, category=category, wanted=row.quotas.get(category=category).places + 1,
            reason="Từ tháng 3 có thêm hai doanh nghiệp chế biến chè thành lập công đoàn cơ sở, tăng 146 đoàn viên.",
            by=User.objects.get(username="huyen"),
        )


def _play_writing(plan: Plan, branch: Unit, category: Category, order: int) -> list[tuple[datetime, int, Dossier, int | None]]:
    """A dossier from its first word to the head's signature: when it is signed, and its fate; None: its union's letter."""
    union = _union_for(branch, category, order)
    moment = at(3, 23) + timedelta(days=order % 18, minutes=37 * order % 540)
    head = User.objects.get(assignments__unit=union, assignments__role="head")
    with clock.standing_at(moment):
        dossier = draft_dossier(plan, union, category, order, head)
    fate = _fate(union, category, order)
    if fate >= 8:
        return []  # still being written
    moment += timedelta(hours=3)
    with clock.standing_at(moment):
        actions.move_dossier(dossier, "endorse", by=head)
    if fate == 7:
        return []
    return [(moment, order, dossier, None if is_sent_by_letter(branch, fate) else fate)]


def _play_filing(dossier: Dossier, fate: int, moment: datetime) -> None:
    """Seven of ten are filed by the middle of April, one after another; some of them screened, some returned."""
    head = User.objects.get(assignments__unit=dossier.unit, assignments__role="head")
    with clock.standing_at(moment):
        actions.move_dossier(dossier, "submit", by=head)
    with clock.standing_at(moment + timedelta(hours=21)):
        if fate < 3:
            actions.move_dossier(dossier, "accept", by=player("officer"))
        elif fate == 3:
            note = "Bản báo cáo thành tích thiếu số và ngày của quyết định công nhận sáng kiến; đề nghị bổ sung."
            actions.move_dossier(dossier, "return", by=player("officer"), note=note)


def _fate(union: Unit, category: Category, order: int) -> int:
    """What becomes of a dossier. Where one logs in, there is something to mend, something to sign, and a place left."""
    if union != union_named(FILING_UNION):
        return order % 10
    return 8 if category.subject == "person" else 3


def _union_for(branch: Unit, category: Category, order: int) -> Unit:
    """A grassroots union of the category's sector below the branch, in turn."""
    below = list(unions().filter(path__startswith=branch.path))
    fitting = [unit for unit in below if unit.sector == category.sector] or below
    return fitting[order % len(fitting)]


def draft_dossier(plan: Plan, union: Unit, category: Category, order: int, by: User) -> Dossier:
    sector = union.sector or PUBLIC
    workplace = union.name.removeprefix("Công đoàn cơ sở ").removesuffix(SAMPLE)
    if category.subject == "person":
        name, position = name_of(order), f"{POSTS[sector][order % len(POSTS[sector])]}, {workplace}"
    else:
        name, position = f"{TEAMS[sector][order % len(TEAMS[sector])]}, {workplace}{SAMPLE}", ""
    dossier = actions.draft_dossier(
        plan=plan, unit=union, category=category, name=name, position=position, by=by,
        achievements=DEEDS[sector][order % len(DEEDS[sector])], facts=facts_of(category.subject, sector, order),
    )
    lines = record_of(category.subject, sector, order)
    actions.save_record(dossier, fields={}, lines=lines, version=dossier.version, nominee_version=dossier.nominee.version, by=by)
    dossier.refresh_from_db()
    consents = {key: {"words": words, "way": "signed", "given_on": clock.today()} for key, words in consent_words(dossier).items()}
    confirmed = {line.mark: order % 8 != 6 for line in standing_of(dossier).lines if line.asks_the_unit}
    return actions.save_agreement(dossier, consents=consents, confirmed=confirmed, version=dossier.version, by=by)
