"""The rows that are measured: the demonstration's province of Lai Châu with ever more units, people and papers in it.

Everything lies where the officer of the province sees it. `fill` adds what is missing to the number asked for, so that the
tables can grow in the middle of a run. The names are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count

from django.db import connection, models
from django.utils import timezone

from conferences.models import Adjustment, AllocationRow, Deadline, Plan
from nominations.demonstration.cast import DEEDS, GIVEN, MIDDLES, POSTS, PUBLIC, SURNAMES, TEAMS
from nominations.demonstration.story import player, play
from nominations.models import (
    AwardYear,
    Ballot,
    Decision,
    DecisionLine,
    Dossier,
    LevelResult,
    Proposal,
    ProposalLine,
    Receipt,
    Session,
    UnitRequest,
)
from organizations.models import Assignment, Sector, Unit, User
from papers.code import new_code
from papers.models import IssuedPaper, NumberSeries
from portal.fields import search_key, sort_key, sort_key_plain
from portal.models import Notice

BATCH = 1000
START = timezone.make_aware(datetime(2020, 3, 1, 8))
KINDS = ("Trường Tiểu học", "Trường THCS", "Trạm Y tế", "Công ty TNHH", "Công ty CP Chè", "Hợp tác xã", "Ban Quản lý rừng")
PLACES = ("Bản Bo", "Nậm Na", "Mường So", "Pa Ủ", "Tả Phìn", "Dào San", "Hua Nà", "Noong Hẻo", "Sùng Phài", "Trung Đồng", "Pu Đao")
TITLES = (
    "Tổ chức Hội nghị điển hình tiên tiến năm %d", "Phát động phong trào thi đua lao động giỏi năm %d",
    "Tổng kết phong trào “Giỏi việc nước, đảm việc nhà” năm %d", "Biểu dương công nhân, viên chức, lao động tiêu biểu năm %d",
)
AWARDS = ("Bằng khen của Ban Chấp hành Liên đoàn Lao động tỉnh", "Giấy khen", "Cờ thi đua chuyên đề", "Kỷ niệm chương")
DOSSIER_STATES = ("submitted", "submitted", "accepted", "returned", "submitted", "accepted")
AHEAD = 200  # deadlines that are still to come, however many years lie behind an office
INSIDE = 3  # dossiers of a proposal, a receipt, a session
DECISION_STATES = ("issued", "approved", "issued", "submitted", "draft", "issued")


def officer() -> User:
    """The demonstration's officer, with the province, its eleven units and the plan of 2020 around them."""
    play("allocated")
    return player("officer")


def lai_chau_plan() -> Plan:
    """The demonstration's plan as if it had been issued by hand: its papers are printed at each click, not stored."""
    Plan.objects.filter(number="154/KH-LĐLĐ").update(paper=None)
    return Plan.objects.get(number="154/KH-LĐLĐ")


def fill(size: int, officer: User) -> None:
    """Grow every table to `size` rows that the officer sees."""
    add(units(), size)
    for branch in branches():
        Unit.objects.filter(pk=branch.pk).update(numchild=Unit.objects.filter(path__startswith=branch.path, depth=4).count())
    if any(Unit.objects.find_problems()):
        raise ValueError("The tree of units is not valid.")
    unions = list(Unit.objects.filter(kind="grassroots"))
    add(people(unions), size)
    holders = User.objects.filter(assignments=None).order_by("pk")
    Assignment.objects.bulk_create(assignments(list(holders), unions), batch_size=BATCH)
    add(plans(), size)
    add(deadlines(), size)
    add(dossiers(unions), size)
    add(decisions(), size)
    DecisionLine.objects.bulk_create(lines(), batch_size=BATCH)
    Proposal.dossiers.through.objects.bulk_create(grow(proposals(unions), size, proposal_lines), batch_size=BATCH)
    Receipt.dossiers.through.objects.bulk_create(grow(receipts(unions), size, receipt_lines), batch_size=BATCH)
    add(requests(unions, officer), size)
    Ballot.objects.bulk_create(grow(sessions(), size, ballots), batch_size=BATCH)
    LevelResult.objects.bulk_create(level_results(officer), batch_size=BATCH)
    add(notices(officer), size)
    add(issued_papers(officer), size)
    add(adjustments(officer), size)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # what a running PostgreSQL does by itself within a minute


def add(rows: Iterator[models.Model], size: int) -> list[models.Model]:
    """As many of the rows as the table lacks to `size`; those that were added."""
    first = next(rows)
    missing = size - type(first)._default_manager.count()
    found = [first, *(next(rows) for _ in range(missing - 1))]
    return type(first)._default_manager.bulk_create(found, batch_size=BATCH)


def grow(
    rows: Iterator[models.Model], size: int, inside: Callable[[models.Model, list[int]], Iterator[models.Model]]
) -> Iterator[models.Model]:
    """What lies `inside` each row that was added: some of the dossiers, another part of them for each row."""
    dossiers = list(Dossier.objects.order_by("pk").values_list("pk", flat=True))
    for number, row in enumerate(add(rows, size)):
        first = number * INSIDE % (len(dossiers) - INSIDE)
        yield from inside(row, dossiers[first : first + INSIDE])


def branches() -> list[Unit]:
    """The units right below the province: those of the plan's table."""
    return list(Unit.objects.filter(depth=3))


def units() -> Iterator[Unit]:
    """Grassroots unions, in turn below each unit of the table, at the next free place of the tree."""
    parents = branches()
    for number in count(Unit.objects.count()):
        parent = parents[number % len(parents)]
        parent.numchild += 1
        name = f"{KINDS[number % 7]} {PLACES[number % 11]} số {number}"
        unit = Unit(
            path=Unit._get_path(parent.path, parent.depth + 1, parent.numchild), depth=parent.depth + 1, kind_id="grassroots",
            name=f"Công đoàn cơ sở {name}", short_name=f"CĐCS {name}", symbol="CĐCS", place=PLACES[number % 11],
            sector=Sector.values[number % 2],
        )
        unit.search_key, unit.sort_key = search_key(f"{unit.name} {unit.short_name}"), sort_key_plain(unit.name)
        yield unit


def person_name(number: int) -> str:
    return f"{SURNAMES[number % 16]} {MIDDLES[number // 16 % 11]} {GIVEN[number // 3 % 23]}"


def people(unions: list[Unit]) -> Iterator[User]:
    for number in count(User.objects.count()):
        name, username = person_name(number), f"nguoi{number}"
        yield User(
            username=username, full_name=name, email=f"{username}@example.vn", phone=f"0213{number:06d}", password="!",
            search_key=search_key(f"{name} {username}"), sort_key=sort_key(name),
        )


def assignments(holders: list[User], unions: list[Unit]) -> Iterator[Assignment]:
    """Two of three lead their union, the third files for it; every tenth has left."""
    for number, user in enumerate(holders):
        end = date(2020, 1, 31) if number % 10 == 9 else None
        role = "filer" if number % 3 == 2 else "head"
        yield Assignment(user=user, role=role, unit=unions[number % len(unions)], start=date(2019, 1, 1), end=end)


def plans() -> Iterator[Plan]:
    """Half are the province's own, half of the units below it, all issued but some of its own."""
    offices = branches()
    province = offices[0].get_parent()
    for number in count(Plan.objects.count()):
        own, year = number % 2 == 0, 1995 + number % 30
        paper, title = f"{number}/KH-TĐ", TITLES[number % 4] % year
        yield Plan(
            unit=province if own else offices[number % 11], status="draft" if number % 12 == 0 else "issued", number=paper,
            place="Lai Châu", date=date(year, 1 + number % 12, 1 + number % 28), title=title,
            search_key=search_key(f"{paper} {title}"),
        )


def deadlines() -> Iterator[Deadline]:
    """One of each plan that has none, in its year; the first of them, one a day, from today on."""
    rest, today = Plan.objects.filter(deadlines=None).order_by("pk").iterator(), date.today()
    for number, plan in enumerate(rest, Deadline.objects.count()):
        day = today + timedelta(days=number) if number < AHEAD else plan.date + timedelta(days=30)
        unit = "Công đoàn cấp trên trực tiếp cơ sở"
        yield Deadline(plan=plan, position=1, what="dossier", date=day, from_whom=unit, to_whom="Ban Chính sách - Pháp luật")


def dossiers(unions: list[Unit]) -> Iterator[Dossier]:
    """Filed for the plan of 2020, spread over all unions, each against the place of the unit above it."""
    plan, by = lai_chau_plan(), player("head")
    categories = list(plan.categories.all())
    holders = {row.unit.path: row for row in AllocationRow.objects.filter(allocation__plan=plan).select_related("unit")}
    for number in count(Dossier.objects.count()):
        unit, category = unions[number * 7 % len(unions)], categories[number % len(categories)]
        is_person = category.subject == "person"
        name = person_name(number) if is_person else f"{TEAMS[PUBLIC][number % 5]}, {unit.label}"
        moment = START + timedelta(minutes=3 * number)
        yield Dossier(
            plan=plan, unit=unit, category=category, status=DOSSIER_STATES[number % 6], name=name,
            position=POSTS[PUBLIC][number % 8], achievements=DEEDS[PUBLIC][number % 3], holder=holders[unit.path[:12]],
            submitted_at=moment, changed=moment + timedelta(hours=number % 50), created_by=by,
            search_key=search_key(name), sort_key=(sort_key if is_person else sort_key_plain)(name),
        )


def level_results(officer: User) -> Iterator[LevelResult]:
    """As if the province were a unit in between, and had given every dossier back once."""
    province, without = branches()[0].get_parent(), Dossier.objects.filter(levels=None).order_by("pk")
    for number, dossier in enumerate(without.iterator()):
        moment = START + timedelta(minutes=number)
        yield LevelResult(
            dossier=dossier, unit=province, came=moment, says="returned", opinion="Thiếu số quyết định.", votes=number % 9, by=officer, at=moment
        )


def decisions() -> Iterator[Decision]:
    """Two of three are the province's own, in any state; those of the units below are out."""
    own = list(Plan.objects.filter(unit__depth=2)[:100])
    below = list(Plan.objects.filter(unit__depth=3)[:100])
    by = player("officer")
    for number in count(Decision.objects.count() + 1):
        plan = below[number % 100] if number % 3 == 0 else own[number % 100]
        state = "issued" if number % 3 == 0 else DECISION_STATES[number % 6]
        paper, award = f"{number}/QĐ-LĐLĐ" if state == "issued" else "", AWARDS[number % 4]
        yield Decision(
            plan=plan, status=state, number=paper, date=date(2020, 1 + number % 12, 1 + number % 28), award_form=award,
            merit="đã có thành tích xuất sắc", created=START + timedelta(minutes=number), created_by=by,
            published_at=START + timedelta(minutes=number) if state == "issued" else None,
            search_key=search_key(f"{paper} {award} đã có thành tích xuất sắc"),
        )


def lines() -> Iterator[DecisionLine]:
    """One name on each decision that has none yet, with its number in the register where the decision is out."""
    empty = Decision.objects.filter(lines=None).order_by("pk")
    free = Dossier.objects.filter(line=None).select_related("unit").order_by("pk")
    years: dict[int, AwardYear] = {}
    for decision, dossier in zip(empty.select_related("plan"), free, strict=False):
        line = DecisionLine(
            decision=decision, dossier=dossier, name=dossier.name, position=dossier.position, unit_name=dossier.unit.name
        )
        if decision.status == "issued":
            unit = decision.plan.unit_id
            if unit not in years:
                years[unit] = AwardYear.objects.get_or_create(unit_id=unit, year=2020)[0]
            book = years[unit]
            book.last += 1
            line.register, line.register_number, line.prize = book, book.last, 900_000
        yield line
    AwardYear.objects.bulk_update(years.values(), ["last"])


def proposals(unions: list[Unit]) -> Iterator[Proposal]:
    """Sent by the unions in turn, some twice."""
    plan, by = lai_chau_plan(), player("head")
    for number in count(Proposal.objects.count() + 1):
        yield Proposal(
            plan=plan, unit=unions[number % len(unions)], status="sent", number=f"{number}/TTr-CĐCS", date=date(2020, 3, 1 + number % 28),
            sets_due=2, sets_received=number % 3, created_by=by, created=START, changed=START + timedelta(minutes=number),
        )


def proposal_lines(proposal: Proposal, dossiers: list[int]) -> Iterator[models.Model]:
    return (ProposalLine(proposal=proposal, dossier_id=pk, position=at) for at, pk in enumerate(dossiers))


def receipts(unions: list[Unit]) -> Iterator[Receipt]:
    """The province's, in the order of its numbers."""
    plan, by = lai_chau_plan(), player("head")
    for number in count(Receipt.objects.count() + 1):
        yield Receipt(
            office=plan.unit, year=2020, number=number + 1000, plan=plan, unit=unions[number % len(unions)], by=by,
            at=START + timedelta(minutes=number), late=number % 20 == 0,
        )


def receipt_lines(receipt: Receipt, dossiers: list[int]) -> Iterator[models.Model]:
    link = Receipt.dossiers.through
    return (link(receipt=receipt, dossier_id=pk) for pk in dossiers)


def sessions() -> Iterator[Session]:
    """Of the province's council through thirty years, all closed but every tenth."""
    own, by = list(Plan.objects.filter(unit__depth=2)[:100]), player("officer")
    for number in count(Session.objects.count() + 1):
        moment = START - timedelta(hours=8 * (number % 30_000))
        yield Session(
            plan=own[number % len(own)], status="draft" if number % 10 == 0 else "closed", number=f"{number}/BB-HĐTĐKT", starts=moment,
            ends=moment + timedelta(hours=2), created_by=by, created=moment, changed=moment,
        )


def ballots(session: Session, dossiers: list[int]) -> Iterator[models.Model]:
    for at, pk in enumerate(dossiers):
        yield Ballot(session=session, dossier_id=pk, yes=9 - at, no=at, passed=None if session.status == "draft" else at < 2)


def notices(officer: User) -> Iterator[Notice]:
    """Every fiftieth is unread."""
    for number in count(Notice.objects.count()):
        moment = START + timedelta(minutes=number)
        read = moment + timedelta(hours=1) if number % 50 else None
        yield Notice(
            user=officer, title=f"Hồ sơ mới: {person_name(number)}", text="Công đoàn cơ sở vừa nộp hồ sơ.",
            link=f"/dossiers/{number + 1}/", created=moment, read=read,
        )


def issued_papers(officer: User) -> Iterator[IssuedPaper]:
    """Of the province, through thirty years, still without their bytes; a quarter are decisions."""
    province = branches()[0].get_parent()
    series = {code: NumberSeries.objects.get(unit=province, type_codes=code) for code in ("KH", "QĐ")}
    for number in count(IssuedPaper.objects.count() + 1):
        year, code = 1995 + number % 30, "QĐ" if number % 4 == 0 else "KH"
        kind, text = {"KH": "Kế hoạch", "QĐ": "Quyết định"}[code], f"{number + 1000}/{code}-LĐLĐ"
        title = TITLES[number % 4] % year
        yield IssuedPaper(
            unit=province, series=series[code], year=year, number=number + 1000, symbol=f"{code}-LĐLĐ", number_text=text,
            date=date(year, 1 + number % 12, 1 + number % 28), type_code=code, type_name=kind, title=title,
            issuer=province.name, signers=person_name(number), recipients="Như Điều 3", kept_by="VT", data={}, code=new_code(),
            issued_by=officer, search_key=search_key(f"{text} {title}"),
        )


def requests(unions: list[Unit], officer: User) -> Iterator[UnitRequest]:
    """What the province asks its unions, half of it still open."""
    province = branches()[0].get_parent()
    for number in count(UnitRequest.objects.count()):
        moment, title = START + timedelta(minutes=2 * number), f"Bổ sung danh sách tổ công đoàn số {number}"
        answered = {"status": "answered", "answer": "Đã gửi.", "answered_by": officer, "answered_at": moment} if number % 2 else {}
        yield UnitRequest(
            office=province, unit=unions[number % len(unions)], title=title, text="Gửi danh sách có xác nhận.", by=officer, at=moment,
            due_on=date(2020, 1 + number % 12, 1 + number % 28), search_key=search_key(title), **answered,
        )


def adjustments(officer: User) -> Iterator[Adjustment]:
    """What the rows of the plan of 2020 have asked for, all of it answered."""
    plan = lai_chau_plan()
    rows = list(AllocationRow.objects.filter(allocation__plan=plan).exclude(unit=None).select_related("unit"))
    categories = list(plan.categories.all())
    for number in count(Adjustment.objects.count()):
        row, category = rows[number % len(rows)], categories[number % len(categories)]
        yield Adjustment(
            plan=plan, unit=row.unit, row=row, category=category, before=number % 9, wanted=number % 9 + 1,
            reason="Có thêm công đoàn cơ sở mới.", status=("granted", "declined", "withdrawn")[number % 3], by=officer,
            at=START + timedelta(minutes=number),
        )
