"""What a unit sends its dossiers up with: the letter (tờ trình) and the minutes of the meeting that chose them (biên bản).

Both are printed to be signed, so they are drafts only as long as something in them is missing. The number and the day of the
letter come from the unit's own register; the minutes are numbered by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from conferences.models import Subject
from conferences.paper_slots import slots_of
from conferences.papers import head
from nominations.models import Proposal, ProposalLine
from nominations.papers.decision import SUBJECTS
from nominations.rules import MEETING
from organizations.models import Unit
from organizations.querysets import as_of
from papers.authority import collective
from papers.frames import Attendee, minutes
from papers.lines import BLANK, closed, dated
from papers.paper import Block, Column, Head, Heading, Issuer, Item, Paper, Paragraph, Row, Signature, Table, ended
from portal.fields import long_date, padded, roman

TYPE, MINUTES_TYPE = "TTr", "BB"  # NĐ 30/2020, Phụ lục III
BODIES = {"BAN THƯỜNG VỤ": "Ban Thường vụ", "BAN CHẤP HÀNH": "Ban Chấp hành", "ĐOÀN CHỦ TỊCH": "Đoàn Chủ tịch"}
COPIES = 2  # of the minutes: one goes up, one stays


def proposal_paper(proposal: Proposal, *, at: datetime) -> Paper:
    """The letter as it stands; every figure is counted from its list (law-and-format 6.6)."""
    unit, on, lines = proposal.unit, proposal.date or timezone.localdate(at), lines_of(proposal)
    addressees, day = addressed_to(proposal), dated(proposal.date, on.year)
    return Paper(
        issuers=(letterhead(unit, on),),
        number=f"Số: {proposal.number or f'{BLANK}/{TYPE}-{_symbol(unit, on)}'}",
        place_date=f"{place}, {day}" if (place := _place(unit, on)) else day.capitalize(),
        type_name="TỜ TRÌNH",
        title=f"Đề nghị xét, biểu dương, khen thưởng theo Kế hoạch số {head.number(proposal.plan)}",
        addressees=addressees,
        grounds=_grounds(proposal, at),
        body=ended(_letter(proposal, lines, addressees)),
        signatures=(Signature((f"TM. {_body(unit).upper()}", "CHỦ TỊCH"), proposal.signer or BLANK),),
        recipients=("Như trên", "Lưu: VT"),
        draft=not (lines and proposal.number and proposal.date and proposal.signer),
    )


def minutes_paper(proposal: Proposal, *, at: datetime) -> Paper:
    """The minutes in the frame of the decree, with the tally in percent of those present (law-and-format 6.7)."""
    unit, on, lines = proposal.unit, proposal.meeting_on or timezone.localdate(at), lines_of(proposal)
    known = all(getattr(proposal, name) not in (None, "") for name in MEETING)
    return minutes(
        issuers=(letterhead(unit, on),),
        number=f"Số: {BLANK}/{MINUTES_TYPE}-{_symbol(unit, on)}",
        title=f"Họp bình xét, đề nghị biểu dương, khen thưởng theo Kế hoạch số {head.number(proposal.plan)}",
        start=proposal.meeting_on,
        end=proposal.meeting_on,
        year=on.year,
        place=proposal.meeting_place or BLANK,
        attendance=_attendance(proposal),
        chair=Attendee(proposal.chair or BLANK),
        secretary=Attendee(proposal.secretary or BLANK),
        course=_course(proposal, lines, at),
        draft=not known or not lines or any(line.votes is None for line in lines),
    )


def lines_of(proposal: Proposal) -> list[ProposalLine]:
    """Collectives before people, in the order of the plan's categories."""
    return list(proposal.lines.select_related("dossier__category", "dossier__unit").order_by("dossier__category__position", "position"))


def counted(lines: Sequence[ProposalLine]) -> str:
    """ "01 tập thể và 02 cá nhân"."""
    subjects = Counter(line.dossier.category.subject for line in lines)
    return " và ".join(f"{padded(subjects[key])} {label}" for key, label in SUBJECTS.items() if subjects[key])


def letterhead(unit: Unit, on: date) -> Issuer:
    """The unit as it was called on that day, below the one above it."""
    then = as_of(unit, on) or unit
    parent = then.parent if hasattr(then, "parent") else unit.get_parent()
    return Issuer(then.name, then.superior_line or (parent.name if parent else ""))


def addressed_to(proposal: Proposal) -> tuple[str, ...]:
    """The bodies that decide on the plan: "Ban Thường vụ Liên đoàn Lao động tỉnh Lai Châu"; or the unit in between that gathers."""
    if proposal.to:
        return (f"{_body(proposal.to)} {proposal.to.name}",)
    issuers = proposal.plan.issuers.all()
    named = [(BODIES.get(collective(issuer.authority), ""), issuer.name) for issuer in issuers]
    return tuple(f"{body} {name}".strip() for body, name in named) or (proposal.plan.unit.name,)


def _grounds(proposal: Proposal, at: datetime) -> tuple[str, ...]:
    plan = proposal.plan
    issuers = " và ".join(issuer.name for issuer in plan.issuers.all()) or plan.unit.name
    met = f" {long_date(proposal.meeting_on)}" if proposal.meeting_on else ""
    return (
        f"Căn cứ Kế hoạch số {head.number(plan)} {head.day(plan, at)} của {issuers} về {_lower(plan.title)}",
        f"Căn cứ Biên bản họp bình xét{met} của {_body(proposal.unit)} {proposal.unit.name}",
    )


def _letter(proposal: Proposal, lines: list[ProposalLine], addressees: Sequence[str]) -> list[Block]:
    body, who = _body(proposal.unit), " và ".join(addressees)
    blocks: list[Block] = [
        Paragraph(f"{body} {proposal.unit.name} kính đề nghị {who} xét, biểu dương, khen thưởng {counted(lines) or BLANK}, gồm:"),
    ]
    tally = Counter(line.dossier.category.label for line in lines)
    blocks += _items([f"{label}: {padded(count)}" for label, count in tally.items()])
    present = [subject for subject in SUBJECTS if any(line.dossier.category.subject == subject for line in lines)]
    for order, subject in enumerate(present, 1):
        named = [line for line in lines if line.dossier.category.subject == subject]
        blocks += [Heading(1, roman(order), SUBJECTS[subject]), _names(subject, named)]
    return [*blocks, *_enclosures(proposal, lines), Paragraph(f"Kính trình {who} xem xét, quyết định")]


def _names(subject: str, lines: list[ProposalLine]) -> Table:
    from_below = any(line.dossier.unit_id != line.proposal.unit_id for line in lines)
    if subject == Subject.PERSON:
        heads, columns = ("STT", "Họ và tên", "Chức vụ, đơn vị công tác"), (Column(1, "center"), Column(5), Column(8))
    else:
        heads, columns = ("STT", "Tên tập thể"), (Column(1, "center"), Column(13))
    said = [(str(order), line.dossier.name, line.dossier.position)[: len(heads)] for order, line in enumerate(lines, 1)]
    if from_below:
        heads, columns = (*heads, "Đơn vị đề nghị"), (*columns[:-1], Column(columns[-1].weight - 4), Column(4))
        said = [(*cells, line.dossier.unit.label) for cells, line in zip(said, lines, strict=True)]
    rows = [Row(cells) for cells in said]
    return Table(columns=columns, head=(tuple(Head(text) for text in heads),), rows=tuple(rows))


def _enclosures(proposal: Proposal, lines: list[ProposalLine]) -> list[Block]:
    """What the plan asks for beside the letter, in its own order; what goes with each nominee is counted."""
    asked = [slot for slot in slots_of(proposal.plan.dossier) if slot.needed and slot.key != "proposal"]
    if not asked:
        return []
    texts = [slot.label if slot.scope == "bundle" else f"{slot.label}: {padded(len(lines))}" for slot in asked]
    return [Paragraph("Hồ sơ gửi kèm theo gồm có:"), *_items(texts)]


def _items(texts: Sequence[str]) -> list[Block]:
    return [Item("-", text) for text in closed(texts)]


def _attendance(proposal: Proposal) -> tuple[str, ...]:
    summoned, present = proposal.summoned, proposal.present
    if summoned is None or present is None:
        return (f"Triệu tập:{BLANK}người", f"Có mặt:{BLANK}người")
    absent = summoned - present
    return (f"Triệu tập: {padded(summoned)} người", f"Có mặt: {padded(present)} người") + (
        (f"Vắng: {padded(absent)} người",) if absent else ()
    )


def _course(proposal: Proposal, lines: list[ProposalLine], at: datetime) -> list[Block]:
    plan, who = proposal.plan, counted(lines) or BLANK
    present = padded(proposal.present) if proposal.present is not None else BLANK
    return [
        Paragraph(
            f"Chủ trì nêu mục đích, tiêu chuẩn và chỉ tiêu theo Kế hoạch số {head.number(plan)} {head.day(plan, at)}.", number="1."
        ),
        Paragraph(f"Danh sách được giới thiệu gồm {who}.", number="2."),
        Paragraph("Cuộc họp thảo luận, đối chiếu từng trường hợp với tiêu chuẩn của kế hoạch.", number="3."),
        Paragraph(f"Biểu quyết: {present} người có mặt tham gia; tỷ lệ tính trên số người có mặt. Kết quả:", number="4."),
        _tally(proposal, lines),
        Paragraph(f"Kết luận: cuộc họp thống nhất đề nghị {who} có tên trong bảng trên.", number="5."),
        Paragraph(f"Biên bản được lập thành {padded(COPIES)} bản có giá trị như nhau, đã đọc lại để mọi người cùng nghe."),
    ]


def _tally(proposal: Proposal, lines: list[ProposalLine]) -> Table:
    heads = ("STT", "Họ và tên, tên tập thể", "Đối tượng đề nghị", "Số phiếu đồng ý", "Tỷ lệ (%)")
    columns = (Column(1, "center"), Column(5), Column(5), Column(2, "center"), Column(2, "center"))
    rows = [
        Row((str(order), line.dossier.name, line.dossier.category.label, *_votes(line.votes, proposal.present)))
        for order, line in enumerate(lines, 1)
    ]
    return Table(columns=columns, head=(tuple(Head(text) for text in heads),), rows=tuple(rows))


def _votes(votes: int | None, present: int | None) -> tuple[str, str]:
    """How many, and the share of those present to a tenth of a percent, 5 rounded up: ("7", "77,8")."""
    if votes is None:
        return "", ""
    if not present:
        return str(votes), ""
    tenths = (votes * 2000 + present) // (2 * present)
    return str(votes), f"{tenths // 10},{tenths % 10}"


def _body(unit: Unit) -> str:
    """Who decides in the unit between its congresses: at the base the whole committee, further up its standing board."""
    return "Ban Thường vụ" if unit.kind.tier in ("upper", "central") else "Ban Chấp hành"


def _symbol(unit: Unit, on: date) -> str:
    return (as_of(unit, on) or unit).symbol or unit.kind.short


def _place(unit: Unit, on: date) -> str:
    """Where the unit sits; where it does not say so, the nearest above that does."""
    above = reversed(Unit.objects.get_ancestors(unit))
    return next((place for one in (unit, *above) if (place := (as_of(one, on) or one).place)), "")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
