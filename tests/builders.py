"""Rows for tests, valid by default: a test names what it is about and the builder fills in the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from django.utils import timezone

from conferences.models import Adjustment, Allocation, AllocationRow, Honour, Plan
from nominations.models import CertificateStock, Decision, Dossier, Objection, Proposal, Publication, Session, UnitRequest
from nominations.places import quota_for
from organizations.actions import create_unit
from organizations.catalogues import KINDS
from organizations.models import Assignment, Bloc, Unit, UnitKind, User
from papers.code import new_code
from papers.frozen import freeze
from papers.models import IssuedPaper, NumberSeries
from papers.paper import Issuer, Paper
from papers.stock import small_blank
from portal import clock
from portal.models import Upload
from portal.storing import keep

LONG_AGO = date(2019, 1, 1)


def make_kind(code: str = "grassroots") -> UnitKind:
    """A row of the catalogue, by its code."""
    row = next(row for row in KINDS if row[0] == code)
    return UnitKind.objects.get_or_create(code=code, defaults=dict(zip(("name", "short", "tier", "ended"), row[1:])))[0]


def make_unit(name: str, parent: Unit | None = None, *, kind: str = "grassroots", **given) -> Unit:
    return create_unit(name=name, kind=make_kind(kind), parent=parent, **given)


def make_user(username: str, full_name: str = "Nguyễn Văn Mẫu", **given) -> User:
    return User.objects.create_user(username, given.pop("email", f"{username}@example.vn"), full_name=full_name, **given)


def hold(user: User, role: str, unit: Unit, start: date = LONG_AGO, end: date | None = None) -> Assignment:
    """Give a role; the user object at hand knows it from its next question on."""
    user._reach = None
    return Assignment.objects.create(user=user, role=role, unit=unit, start=start, end=end)


def person(role: str, unit: Unit) -> User:
    """Somebody who holds one role at one unit, called after both."""
    user = make_user(f"{role}-{unit.pk}")
    hold(user, role, unit)
    return user


@dataclass(frozen=True)
class Tree:
    """Two provinces; one has two districts with two grassroots unions each."""

    central: Unit
    province: Unit
    than_uyen: Unit
    than_uyen_school: Unit
    than_uyen_clinic: Unit
    tan_uyen: Unit
    tan_uyen_school: Unit
    tan_uyen_tea: Unit
    dien_bien: Unit


def lai_chau() -> Tree:
    central = make_unit(
        "Tổng Liên đoàn Lao động Việt Nam", kind="confederation", short_name="TLĐ", symbol="TLĐ", place="Hà Nội"
    )
    province = make_unit(
        "Liên đoàn Lao động tỉnh Lai Châu",
        central,
        kind="province",
        short_name="LĐLĐ tỉnh Lai Châu",
        symbol="LĐLĐ",
        place="Lai Châu",
    )
    than_uyen = _district("Than Uyên", province)
    tan_uyen = _district("Tân Uyên", province)
    return Tree(
        central=central,
        province=province,
        than_uyen=than_uyen,
        than_uyen_school=_grassroots("Trường THCS Than Uyên", than_uyen, "public"),
        than_uyen_clinic=_grassroots("Trung tâm Y tế Than Uyên", than_uyen, "public"),
        tan_uyen=tan_uyen,
        tan_uyen_school=_grassroots("Trường Tiểu học Tân Uyên", tan_uyen, "public"),
        tan_uyen_tea=_grassroots("Công ty Chè Tân Uyên", tan_uyen, "business"),
        dien_bien=make_unit(
            "Liên đoàn Lao động tỉnh Điện Biên", central, kind="province", short_name="LĐLĐ tỉnh Điện Biên", symbol="LĐLĐ"
        ),
    )


def _district(name: str, province: Unit) -> Unit:
    return make_unit(
        f"Liên đoàn Lao động huyện {name}",
        province,
        kind="district",
        short_name=f"LĐLĐ huyện {name}",
        symbol="LĐLĐ",
        place=name,
    )


def _grassroots(name: str, district: Unit, sector: str) -> Unit:
    return make_unit(
        f"Công đoàn cơ sở {name}",
        district,
        short_name=f"CĐCS {name}",
        symbol="CĐCS",
        place=district.place,
        sector=sector,
    )


# --- plans and dossiers ---------------------------------------------------------------------------------------------

CATEGORIES = (
    ("collective-public", "collective", "public", "Tập thể khối hành chính, sự nghiệp"),
    ("collective-business", "collective", "business", "Tập thể khối sản xuất kinh doanh"),
    ("person-public", "person", "public", "Cá nhân khối hành chính, sự nghiệp"),
    ("person-business", "person", "business", "Cá nhân khối sản xuất kinh doanh"),
)


def make_plan(unit: Unit, *, status: str = "issued", closes: date | None = date(2030, 5, 15), **given) -> Plan:
    """A plan of an office with its issuer, one section, four categories and a deadline for dossiers."""
    facts = {"number": "154/KH-LĐLĐ", "date": date(2020, 3, 16), "title": "Tổ chức Hội nghị điển hình tiên tiến"} | given
    facts = {"recipients": ["Các công đoàn trực thuộc", "Lưu: VP"]} | facts
    plan = Plan.objects.create(unit=unit, status=status, **facts)
    authority = ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"]
    plan.issuers.create(position=1, unit=unit, name=unit.name, authority=authority, signer="Nguyễn Thị Mẫu")
    plan.sections.create(position=1, heading="Mục đích", text="Biểu dương điển hình tiên tiến.")
    for position, (key, subject, sector, label) in enumerate(CATEGORIES, 1):
        plan.categories.create(position=position, key=key, subject=subject, sector=sector, label=label)
    if closes:
        plan.deadlines.create(position=1, what="dossier", date=closes, before=True)
    return plan


def make_agenda(plan: Plan, *titles: str) -> Plan:
    """The plan with a conference of its own and what happens there, one line each."""
    own = plan.conferences.create(position=1, level="province", own=True, name="Hội nghị điển hình tiên tiến")
    for position, title in enumerate(titles or ("Chào cờ", "Bế mạc"), 1):
        own.agenda.create(position=position, title=title)
    return plan


def make_table(
    plan: Plan, rows: dict[Unit | Bloc, tuple[int, ...]], *, status: str = "published", number: int = 1, **given
) -> Allocation:
    """A table of quotas: for each unit or bloc its places in the plan's categories, in their order."""
    table = Allocation.objects.create(plan=plan, status=status, number=number, **given)
    for position, (target, places) in enumerate(rows.items(), 1):
        whose = {"bloc": target} if isinstance(target, Bloc) else {"unit": target}
        label = target.name if isinstance(target, Bloc) else target.label
        row = table.rows.create(position=position, label=label, **whose)
        for category, count in zip(plan.categories.all(), places, strict=True):
            row.quotas.create(category=category, places=count)
    return table


def give_on(table: Allocation, holder: Unit, unit: Unit, places: tuple[int, ...]) -> AllocationRow:
    """The row of `unit` below that of `holder`, with a cell for each category in which it was given places."""
    row = table.rows.create(position=table.rows.count() + 1, label=unit.label, unit=unit, parent=table.rows.get(unit=holder))
    for category, count in zip(table.plan.categories.all(), places, strict=True):
        if count:
            row.quotas.create(category=category, places=count)
    return row


def make_adjustment(table: Allocation, unit: Unit, *, wanted: int = 7, key: str = "person-public", **given) -> Adjustment:
    """A request of a unit that has a row of its own in the table."""
    row, category = table.rows.get(unit=unit), table.plan.categories.get(key=key)
    before = row.quotas.get(category=category).places
    facts = {"reason": "Thêm hai công đoàn cơ sở.", "by": User.objects.filter(assignments__unit=unit).first() or person("head", unit)}
    return Adjustment.objects.create(
        plan=table.plan, unit=unit, row=row, category=category, before=before, wanted=wanted, **facts | given
    )


LEVELS = ("between", "backed", "unchosen")


def make_dossier(plan: Plan, unit: Unit, *, key: str = "person-public", status: str = "draft", **given) -> Dossier:
    """A complete dossier in any state; from submission on it is filed against the place the unit has. What lies in between lies
    with the unit right above, which has said what the state says."""
    category = plan.categories.get(key=key)
    facts = {"name": "Lò Thị Mẫu", "position": "Giáo viên", "achievements": "Năm năm liền Lao động tiên tiến."} | given
    dossier = Dossier(plan=plan, unit=unit, category=category, status=status, **facts)
    if status in LEVELS:
        dossier.with_unit, dossier.passed_at = Unit.objects.get_parent(unit), datetime(2020, 4, 10, 8, tzinfo=UTC)
    elif status not in ("draft", "endorsed", "withdrawn"):
        dossier.holder = quota_for(plan, unit, category).row
        dossier.submitted_at = given.get("submitted_at") or datetime(2020, 4, 10, 8, tzinfo=UTC)
    if dossier.created_by_id is None:
        dossier.created_by = User.objects.filter(assignments__unit=unit).first() or person("filer", unit)
    dossier.save()
    if dossier.with_unit:
        said = "" if status == "between" else status
        dossier.levels.create(unit=dossier.with_unit, came=dossier.passed_at, says=said, opinion="Ý kiến mẫu." if said else "")
    if category.subject == "person":
        facts = {"way": "signed", "words": "Đồng ý.", "given_on": date(2020, 4, 1)}
        dossier.consents.create(purpose="nomination", by=dossier.created_by, **facts)
    return dossier


def a_file(owner: User, name: str = "thanh-tich.pdf") -> Upload:
    return keep(b"%PDF-1.7\n%%EOF", name=name, content_type="application/pdf", owner=owner)


def with_paper(dossier: Dossier, owner: User, slot: str = "other") -> Dossier:
    """The same dossier with a file in a slot."""
    dossier.papers.create(slot=slot, file=a_file(owner), by=owner)
    return dossier


def make_proposal(plan: Plan, unit: Unit, dossiers: Sequence[Dossier] = (), *, status: str = "draft", **given) -> Proposal:
    """A proposal with everything it must say; seven of the nine who were there agree to each of its dossiers."""
    meeting = {"meeting_on": date(2020, 4, 8), "meeting_place": "Phòng họp", "chair": "Lò Thị Ánh", "secretary": "Vàng A Páo"}
    facts = {"number": "05/TTr-CĐCS", "date": date(2020, 4, 9), "signer": "Lò Thị Ánh", "summoned": 10, "present": 9} | meeting | given
    facts.setdefault("created_by", User.objects.filter(assignments__unit=unit).first() or person("filer", unit))
    proposal = Proposal.objects.create(plan=plan, unit=unit, status=status, **facts)
    for position, dossier in enumerate(dossiers, 1):
        proposal.lines.create(dossier=dossier, votes=7, position=position)
    return proposal


def make_request(office: Unit, unit: Unit, **given) -> UnitRequest:
    """What an office asks a unit below it, still open."""
    facts = {"title": "Bổ sung danh sách tổ công đoàn", "text": "Gửi danh sách có xác nhận.", "due_on": date(2020, 4, 27)} | given
    facts.setdefault("by", User.objects.filter(assignments__unit=office).first() or person("officer", office))
    return UnitRequest.objects.create(office=office, unit=unit, **facts)


COUNCIL = (("Lò Thị Ánh", "chair"), ("Vàng A Páo", "secretary"), *((f"Ủy viên {at}", "member") for at in range(1, 8)))


def make_session(plan: Plan, dossiers: Sequence[Dossier] = (), *, yes: Sequence[int | None] = (), attendance: Mapping[str, str] = MappingProxyType({}), **given) -> Session:
    """A session of a council of nine, all there but for those that `attendance` names; `yes` votes for each nominee, nine at first.

    Everything is written down, so that it may be closed.
    """
    award, _ = Honour.objects.get_or_create(code="bang-khen-tinh", valid_from=None, defaults={"kind": "award", "name": "Bằng khen"})
    starts = timezone.make_aware(datetime(2020, 4, 13, 14))
    facts = {"award": award, "starts": starts, "ends": starts + timedelta(hours=2), "place": "Phòng họp số 1", "percent": 80, "more_than": False}
    facts |= {"way": "secret", "issued": 9, "returned": 9, "valid": 9, "invalid": 0} | given
    facts.setdefault("created_by", User.objects.filter(assignments__unit=plan.unit).first() or person("officer", plan.unit))
    session = Session.objects.create(plan=plan, **facts)
    for position, (name, role) in enumerate(COUNCIL):
        session.members.create(name=name, role=role, position=position, attendance=attendance.get(name, "present"))
    for at, dossier in enumerate(dossiers):
        agreed = yes[at] if at < len(yes) else 9
        session.ballots.create(dossier=dossier, yes=agreed, no=None if agreed is None else 9 - agreed)
    return session


def make_decision(plan: Plan, dossiers: list[Dossier], *, status: str = "draft", **given) -> Decision:
    """A decision whose list holds these dossiers."""
    facts = {"award_form": "Bằng khen", "merit": "đã có thành tích xuất sắc", "grounds": ["Căn cứ Điều lệ"]} | given
    if status == "issued":
        facts.setdefault("published_at", clock.now())
    by = User.objects.filter(assignments__unit=plan.unit).first() or person("officer", plan.unit)
    decision = Decision.objects.create(plan=plan, status=status, created_by=by, **facts)
    for dossier in dossiers:
        decision.lines.create(dossier=dossier, name=dossier.name, position=dossier.position, unit_name=dossier.unit.name)
    return decision


def make_amendment(old: Decision, *, status: str = "draft", **given) -> Decision:
    """A decision that revokes every name of an older one."""
    facts = {"kind": "revocation", "award_form": old.award_form, "grounds": ["Căn cứ Điều lệ"], "created_by": old.created_by} | given
    if status == "issued":
        facts.setdefault("published_at", clock.now())
    decision = Decision.objects.create(plan=old.plan, old=old, status=status, **facts)
    for line in old.lines.all():
        decision.changes.create(line=line, reason="Khai không đúng thành tích")
    return decision


def make_stock(unit: Unit, **given) -> CertificateStock:
    """A ready-made stock as the unit's own."""
    layout = small_blank(unit.name)
    return CertificateStock.objects.create(**{"unit": unit, "name": layout.name, "layout": asdict(layout)} | given)


def make_publication(plan: Plan, dossiers: Sequence[Dossier], **given) -> Publication:
    """A list that was published for a week and is over."""
    by = User.objects.filter(assignments__unit=plan.unit).first() or person("officer", plan.unit)
    facts = {"starts": date(2020, 4, 6), "ends": date(2020, 4, 10), "days": 5, "by": by} | given
    rows = [{"dossier": one.pk, "category": one.category.label, "place": at, "name": f"Người {at}", "position": "", "unit": "Đơn vị"} for at, one in enumerate(dossiers, 1)]
    made = Publication.objects.create(plan=plan, rows=rows, **facts)
    made.dossiers.set(dossiers)
    return made


def make_objection(publication: Publication, **given) -> Objection:
    """An open objection about the first name of the list."""
    facts = {"dossier": publication.dossiers.first(), "objector": "Vàng Thị Kín", "text": "Chưa đúng (mẫu).", "received_on": publication.starts}
    return Objection.objects.create(publication=publication, **facts | given)


# --- issued papers ----------------------------------------------------------------------------------------------------


def make_paper(unit: Unit, *, number: int = 1, status: str = "printed", **given) -> IssuedPaper:
    """A paper in the register; printed it has a PDF, a Word file and a copy, of a few bytes each."""
    series = NumberSeries.objects.get_or_create(unit=unit, body="", name="Văn bản đi")[0]
    by = User.objects.filter(assignments__unit=unit, assignments__role="clerk").first() or person("clerk", unit)
    text = f"{number:02d}/KH-LĐLĐ"
    facts = {"symbol": "KH-LĐLĐ", "number_text": text, "date": date(2020, 3, 16), "type_code": "KH", "type_name": "Kế hoạch"}
    facts |= {"title": f"Tổ chức Hội nghị số {number}", "issuer": unit.name, "signers": "Nguyễn Thị Mẫu"}
    facts["data"] = freeze(Paper((Issuer(unit.name),), "KẾ HOẠCH", facts["title"], f"Số: {text}", "Lai Châu, ngày 16 tháng 3 năm 2020"))
    facts |= {"code": new_code(), "recipients": "Như trên", "kept_by": "VT"} | given
    paper = IssuedPaper.objects.create(unit=unit, series=series, year=2020, number=number, issued_by=by, **facts)
    if status == "printed":
        for kind in ("pdf", "docx", "copy"):
            content = f"%PDF-1.7 {text} {kind}".encode()
            digest = hashlib.sha256(content).hexdigest()
            file = {"name": f"{kind}.pdf", "content_type": "application/pdf", "size": len(content), "sha256": digest}
            kept = paper.files.create(kind=kind, content=content, added_by=by, **file)
            if kind == "pdf":
                paper.pdf, paper.sha256, paper.status = kept, digest, status
        paper.save()
    return paper
