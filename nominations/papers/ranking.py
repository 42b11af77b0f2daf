"""The ranked list of a plan as an official list and as a workbook: both say the same of everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from conferences.models import Plan
from conferences.papers import head
from nominations.ranking import ABOVE, BELOW, TIED
from nominations.ranking_rows import Group, Standing, Terms
from nominations.scoring import points
from papers.lines import dated
from papers.paper import Block, Column, Head, Heading, Paper, Paragraph, Row, Table, ended
from portal import xlsx
from portal.fields import padded, roman

SIDES = {ABOVE: "Trong số suất", TIED: "Ngang nhau tại ranh giới, chưa phân định", BELOW: "Ngoài số suất"}
NO_ORDER = "Kế hoạch chưa nêu cách xếp; mọi hồ sơ ngang nhau."


def notes_of(one: Standing) -> str:
    """Where they stand, and what a person settled about it."""
    said = [SIDES[one.ranked.side]]
    if one.person.place:
        said.append("xếp bằng tay")
    if one.person.lot:
        said.append(f"bốc thăm số {one.person.lot.number}")
    if one.person.missing:
        said.append(f"chưa chấm: {', '.join(line.label for line in one.person.missing)}")
    if one.person.dossier.reserve:
        said.append(f"dự phòng số {one.person.dossier.reserve}")
    return "; ".join(said)


def how(terms: Terms) -> str:
    """The order, as both faces state it."""
    return f"Thứ tự xét: {terms.order_text}." if terms.order else NO_ORDER


def ranking_paper(plan: Plan, groups: Sequence[Group], terms: Terms, *, at: datetime) -> Paper:
    """For those who decide; it is a draft as long as nothing is decided, and whoever signs it writes the day. A table stands right
    below its heading, so that no page ends between them."""
    body: list[Block] = [Paragraph(how(terms))]
    shown = [group for group in groups if group.standings]
    for order, group in enumerate(shown, 1):
        body += [Heading(1, roman(order), group.category.label), _table(group, terms), _counts(group)]
    if not shown:
        body.append(Paragraph("Chưa có hồ sơ nào được chấp nhận."))
    return Paper(
        issuers=head.letterhead(plan),
        place_date=f"{plan.place or plan.unit.place}, {dated(None, timezone.localdate(at).year)}",
        type_name="DANH SÁCH",
        title=f"Xếp hạng hồ sơ đề nghị khen thưởng\n(Kế hoạch số {head.number(plan)})",
        body=ended(body),
        signatures=head.signatures(plan),
        recipients=("Hội đồng Thi đua - Khen thưởng", "Lưu: VT"),
        draft=True,
    )


def _counts(group: Group) -> Paragraph:
    tied = f", {padded(len(group.tied))} ngang nhau tại ranh giới" if group.tied else ""
    apart = f", tính riêng theo {padded(group.holders)} đơn vị, khối" if group.holders > 1 else ""
    return Paragraph(f"{padded(len(group.standings))} hồ sơ, {padded(group.places)} suất: {padded(len(group.above))} trong số suất{apart}{tied}.")


def _table(group: Group, terms: Terms) -> Table:
    columns = [Column(1.4, "center"), Column(6), Column(5), *([Column(2, "center")] if terms.lines else []), Column(4)]
    heads = ("Hạng", "Họ và tên, tên tập thể", "Đơn vị", *(["Tổng điểm"] if terms.lines else []), "Ghi chú")
    rows = [Row(tuple(_cells(one, terms))) for one in group.standings]
    return Table(tuple(columns), (tuple(Head(text) for text in heads),), tuple(rows))


def _cells(one: Standing, terms: Terms) -> list[str]:
    dossier = one.person.dossier
    total = [points(one.person.total)] if terms.lines else []
    return [str(one.ranked.rank), dossier.name, dossier.unit.label, *total, notes_of(one)]


def ranking_workbook(plan: Plan, groups: Sequence[Group], terms: Terms) -> bytes:
    """One sheet: every category with every line of points; who is still being screened comes last, without a rank."""
    heads = ["Đối tượng", "Hạng", "Họ và tên, tên tập thể", "Chức vụ, nơi làm việc", "Đơn vị", *(line.label for line in terms.lines)]
    heads += [*(["Tổng điểm"] if terms.lines else []), "Kết quả"]
    widths = [30, 8, 28, 30, 28, *(12 for _ in terms.lines), *([12] if terms.lines else []), 36]
    sheet = xlsx.Sheet(
        "Xếp hạng",
        [xlsx.Column(width) for width in widths],
        [[xlsx.Head(text) for text in heads]],
        [row for group in groups for row in _sheet_rows(group, terms)],
        lines=(f"DANH SÁCH XẾP HẠNG – KẾ HOẠCH {plan.number or 'CHƯA CÓ SỐ'}", how(terms)),
        landscape=True,
    )
    return xlsx.write([sheet])


def _sheet_rows(group: Group, terms: Terms) -> list[xlsx.Row]:
    ranked = [(str(one.ranked.rank), one.person, notes_of(one)) for one in group.standings]
    apart = [("", person, f"Chưa thẩm định xong ({person.dossier.get_status_display()})") for person in group.apart]
    rows = []
    for rank, person, note in (*ranked, *apart):
        dossier = person.dossier
        scores = [person.values.get(line.key) for line in terms.lines] + ([person.total] if terms.lines else [])
        rows.append(xlsx.Row([group.category.label, int(rank) if rank else None, dossier.name, dossier.position, dossier.unit.label, *scores, note]))
    return rows
