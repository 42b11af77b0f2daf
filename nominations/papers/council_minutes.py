"""The minutes of a session of the council with its tally, written from the record (Mẫu 1.9 of Phụ lục III, NĐ 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from conferences.papers import head
from nominations.ballots import percent
from nominations.council import ballots_of
from nominations.models import Ballot, Member, Session
from nominations.papers.decision import SUBJECTS
from papers.frames import Attendee, minutes
from papers.lines import BLANK, closed
from papers.paper import Block, Column, Head, Heading, Issuer, Item, Paper, Paragraph, Row, Table
from portal.fields import padded, roman

TYPE, SYMBOL = "BB", "HĐTĐKT"  # NĐ 30/2020, Phụ lục III; the council has a series of its own (Điều 15)
COUNCIL = "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG"
ATTENDED = {Member.Attendance.PRESENT: "Có mặt", Member.Attendance.IN_WRITING: "Vắng, gửi ý kiến bằng văn bản", Member.Attendance.ABSENT: "Vắng"}


def minutes_paper(session: Session, *, at: datetime) -> Paper:
    """Every figure is that of the record; who passed is computed as at the closing."""
    seats, ballots = list(session.members.all()), ballots_of(session)
    return minutes(
        issuers=(_letterhead(session),),
        number=f"Số: {session.number or f'{BLANK}/{TYPE}-{SYMBOL}'}",
        title=f"Họp Hội đồng Thi đua - Khen thưởng xét khen thưởng theo Kế hoạch số {head.number(session.plan)}",
        start=session.starts,
        end=session.ends,
        year=timezone.localdate(session.starts or at).year,
        place=session.place or BLANK,
        attendance=_attendance(seats),
        chair=_attendee(seats, Member.Role.CHAIR, Member.Role.DEPUTY),
        secretary=_attendee(seats, Member.Role.SECRETARY),
        course=_course(session, seats, ballots),
        meeting="Phiên họp",
        draft=session.status != Session.Status.CLOSED,
    )


def _letterhead(session: Session) -> Issuer:
    """The council below the body whose council it is."""
    return Issuer(COUNCIL, " - ".join(issuer.name for issuer in head.letterhead(session.plan)))


def _attendee(seats: Sequence[Member], *roles: str) -> Attendee:
    """Who did it: of those present the first of these roles."""
    here = [seat for role in roles for seat in seats if seat.role == role and seat.attendance == Member.Attendance.PRESENT]
    return Attendee(here[0].name, here[0].get_role_display()) if here else Attendee(BLANK)


def _attendance(seats: Sequence[Member]) -> tuple[str, ...]:
    """Counts of all ways, then who was not there."""
    lines = [f"Tổng số thành viên Hội đồng: {padded(len(seats))}"]
    for way, label in ATTENDED.items():
        those = [seat for seat in seats if seat.attendance == way]
        names = ", ".join(f"{seat.name} ({seat.get_role_display()})" for seat in those)
        if those or way == Member.Attendance.PRESENT:
            lines.append(f"{label}: {padded(len(those))}" + (f", gồm {names}" if names else ""))
    return tuple(lines)


def _course(session: Session, seats: Sequence[Member], ballots: Sequence[Ballot]) -> list[Block]:
    award = session.award.name if session.award else BLANK
    numbers = iter("123456789")
    blocks = [
        Paragraph(f"Thư ký báo cáo kết quả thẩm định {counted(ballots) or BLANK} đề nghị tặng {award}.", number=f"{next(numbers)}."),
    ]
    if session.discussion:
        blocks += [Paragraph("Ý kiến thảo luận:", number=f"{next(numbers)}."), *(Item("-", line) for line in session.discussion.splitlines() if line.strip())]
    if barred := _interests(ballots):
        blocks += [Paragraph("Thành viên không tham gia bỏ phiếu vì có liên quan:", number=f"{next(numbers)}."), *barred]
    blocks.append(Paragraph(_how(session, seats), number=f"{next(numbers)}."))
    present = [subject for subject in SUBJECTS if any(ballot.dossier.category.subject == subject for ballot in ballots)]
    for order, subject in enumerate(present, 1):
        chosen = [ballot for ballot in ballots if ballot.dossier.category.subject == subject]
        blocks += [Heading(1, roman(order), SUBJECTS[subject]), _tally(session, chosen, len(seats))]
    blocks.append(Paragraph(_conclusion(session, ballots, len(seats), award), number=f"{next(numbers)}."))
    return blocks


def counted(ballots: Sequence[Ballot]) -> str:
    """ "30 tập thể và 82 cá nhân"."""
    subjects = [ballot.dossier.category.subject for ballot in ballots]
    return " và ".join(f"{padded(subjects.count(key))} {label}" for key, label in SUBJECTS.items() if key in subjects)


def _interests(ballots: Sequence[Ballot]) -> list[Block]:
    texts = [f"{ballot}: {', '.join(member.name for member in ballot.barred.all())}" for ballot in ballots if ballot.barred.all()]
    return [Item("-", text) for text in closed(texts)]


def _how(session: Session, seats: Sequence[Member]) -> str:
    written = sum(seat.attendance == Member.Attendance.IN_WRITING for seat in seats)
    rest = f" Số đồng ý, không đồng ý gồm cả ý kiến bằng văn bản của {padded(written)} thành viên vắng mặt." if written else ""
    rule = f"Tỷ lệ tính trên tổng số thành viên Hội đồng, cần {session.threshold}.{rest} Kết quả:"
    if session.way == Session.Way.OPEN:
        return f"Hội đồng biểu quyết công khai. {rule}"
    issued, returned, valid, invalid = (
        BLANK if number is None else padded(number) for number in (session.issued, session.returned, session.valid, session.invalid)
    )
    return f"Hội đồng bỏ phiếu kín: phát ra {issued} phiếu, thu về {returned} phiếu, hợp lệ {valid} phiếu, không hợp lệ {invalid} phiếu. {rule}"


def _tally(session: Session, ballots: Sequence[Ballot], members: int) -> Table:
    heads = ("STT", "Họ và tên, tên tập thể", "Đơn vị", "Đồng ý", "Không đồng ý", "Tỷ lệ (%)", "Kết quả")
    columns = (Column(2, "center"), Column(7), Column(7), *(Column(width, "center") for width in (3, 3, 3, 4)))
    rows = [Row((str(order), str(ballot), ballot.unit_label, *_votes(session, ballot, members))) for order, ballot in enumerate(ballots, 1)]
    return Table(columns=columns, head=(tuple(Head(text) for text in heads),), rows=tuple(rows))


def _votes(session: Session, ballot: Ballot, members: int) -> tuple[str, str, str, str]:
    """Those in the room and in writing together."""
    if not ballot.is_counted:
        return "", "", "", ""
    tally = ballot.tally()
    passed = session.threshold.is_met(tally.agreed, members)
    return str(tally.agreed), str(tally.no + tally.written_no), percent(tally.agreed, members), "đạt" if passed else "không đạt"


def _conclusion(session: Session, ballots: Sequence[Ballot], members: int, award: str) -> str:
    passed = [ballot for ballot in ballots if ballot.is_counted and session.threshold.is_met(ballot.tally().agreed, members)]
    rest = len(ballots) - len(passed)
    said = f"Kết luận: Hội đồng thống nhất đề nghị tặng {award} cho {counted(passed)} đạt tỷ lệ" if passed else "Kết luận: không có trường hợp nào đạt tỷ lệ"
    return f"{said}; {padded(rest)} trường hợp không đạt." if rest and passed else f"{said}."
