"""The frames of Phụ lục III, NĐ 30/2020/NĐ-CP, that are the same for every matter: minutes, invitation, letter of correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from papers.lines import BLANK, dated
from papers.paper import Block, Issuer, Item, Paper, Paragraph, Signature, ended


@dataclass(frozen=True)
class Attendee:
    """Somebody named in minutes: the bare name signs, the post stands beside it in the text."""

    name: str
    post: str = ""

    def __str__(self) -> str:
        return f"{self.name} - {self.post}" if self.post else self.name


def minutes(
    *,
    issuers: Sequence[Issuer],
    number: str,
    title: str,
    start: datetime | date | None,
    end: datetime | date | None,
    year: int,
    place: str,
    attendance: Sequence[str],
    chair: Attendee,
    secretary: Attendee,
    course: Sequence[Block],
    meeting: str = "Cuộc họp",
    recipients: Sequence[str] = ("Lưu: VT, Hồ sơ",),
    draft: bool = False,
) -> Paper:
    """Minutes (Mẫu 1.9): no place and date in the letterhead; the secretary signs left, the chair right.

    `attendance` is one line or several (invited, present, absent with the reason); `course` what happened, in its order.
    A time that is not known yet is left blank in `year`; of a bare day only the hour.
    """
    facts = (
        ("Thời gian bắt đầu", (_time(start, year),)),
        ("Địa điểm", (place,)),
        ("Thành phần tham dự", attendance),
        ("Chủ trì (chủ tọa)", (str(chair),)),
        ("Thư ký (người ghi biên bản)", (str(secretary),)),
    )
    opening = [block for name, lines in facts for block in _fact(name, lines)]
    closing = Paragraph(f"{meeting} kết thúc vào {_time(end, year)}.")
    return Paper(
        issuers=tuple(issuers),
        number=number,
        type_name="BIÊN BẢN",
        title=title,
        body=ended((*opening, Paragraph(f"Nội dung (theo diễn biến {meeting.lower()}):"), *course, closing)),
        signatures=(Signature(("THƯ KÝ",), secretary.name), Signature(("CHỦ TỌA",), chair.name)),
        recipients=tuple(recipients),
        draft=draft,
    )


def invitation(
    *,
    issuers: Sequence[Issuer],
    number: str,
    place_date: str,
    title: str,
    host: str,
    guests: Sequence[str],
    event: str,
    chair: str,
    time: str,
    place: str,
    signatures: Sequence[Signature],
    notes: Sequence[str] = (),
    recipients: Sequence[str] = ("Như trên", "Lưu: VT"),
    draft: bool = False,
) -> Paper:
    """An invitation (Mẫu 1.7): who invites whom to what, who presides, when, where, and what else a guest must know."""
    facts = (("Chủ trì", chair), ("Thời gian", time), ("Địa điểm", place))
    body = [
        *_fact(f"{host} trân trọng kính mời", guests),
        Paragraph(f"Tới dự {_stopped(event)}"),
        *(block for name, text in facts if text for block in _fact(name, (text,))),
        *(Paragraph(_stopped(note)) for note in notes),
    ]
    return Paper(
        issuers=tuple(issuers),
        number=number,
        place_date=place_date,
        type_name="GIẤY MỜI",
        title=title,
        body=ended(body),
        signatures=tuple(signatures),
        recipients=tuple(recipients),
        draft=draft,
    )


def correction(
    *,
    issuers: Sequence[Issuer],
    number: str,
    place_date: str,
    corrected: str,
    corrected_title: str,
    addressees: Sequence[str],
    points: Sequence[str],
    signatures: Sequence[Signature],
    recipients: Sequence[str] = ("Như trên", "Lưu: VT"),
    draft: bool = False,
) -> Paper:
    """A letter that corrects mistakes of format in an issued paper (Điều 18.3, Mẫu 1.5): `corrected` names it with number and
    date, `points` say one by one what was printed and what it must be."""
    issuer = " và ".join(issuer.name for issuer in issuers)
    body = [
        Paragraph(f"{issuer} đã ban hành {corrected} về việc {corrected_title[:1].lower()}{corrected_title[1:]}."),
        Paragraph("Do sơ suất trong soạn thảo, văn bản có sai sót; nay đính chính như sau:"),
        *(Item("-", f"{_bare(point)}{'.' if at == len(points) else ';'}") for at, point in enumerate(points, 1)),
        Paragraph(f"Các nội dung khác của {corrected} giữ nguyên. Đề nghị các cơ quan, đơn vị nhận văn bản biết, thực hiện."),
    ]
    return Paper(
        issuers=tuple(issuers),
        number=number,
        place_date=place_date,
        type_name="",
        title=f"V/v đính chính {corrected}",
        addressees=tuple(addressees),
        body=ended(body),
        signatures=tuple(signatures),
        recipients=tuple(recipients),
        draft=draft,
    )


def _fact(name: str, lines: Sequence[str]) -> list[Block]:
    """ "Địa điểm: ...", or several lines below the name."""
    if len(lines) == 1:
        return [Paragraph(f"{name}: {_stopped(lines[0])}")]
    last = len(lines) - 1
    return [Paragraph(f"{name}:"), *(Item("-", f"{_bare(line)}{'.' if at == last else ';'}") for at, line in enumerate(lines))]


def _time(moment: datetime | date | None, year: int) -> str:
    """14 giờ 05, ngày 08 tháng 01 năm 2026, or its blanks."""
    if not isinstance(moment, datetime):
        return f"{BLANK}giờ{BLANK}, {dated(moment, year)}"
    local = timezone.localtime(moment)
    return f"{local:%H} giờ {local:%M}, {dated(local.date(), year)}"


def _stopped(text: str) -> str:
    return f"{_bare(text)}."


def _bare(text: str) -> str:
    return text.rstrip(" .;")
