"""The presenter's list and the receipt list for prizes, as papers and as sheets: the same names, numbers and sums as the decision's
own list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from nominations.issuing import bodies
from nominations.models import Decision, DecisionLine, Presentation
from nominations.papers.decision import SUBJECTS, counted
from nominations.papers.decision_frame import letterhead
from nominations.presenting import groups, said
from papers.lines import dated
from papers.paper import Column, Head, Paper, Paragraph, Row, Signature, Table
from portal import xlsx
from portal.fields import long_date, money_in_words, number, padded

ROOM_TO_SIGN = "\u00a0\n\u00a0"  # two lines at least: nobody signs in less
SIGNED_FOR = (("NGƯỜI LẬP",), ("KẾ TOÁN",), ("CHỦ TỊCH",))


def presenters_list(decision: Decision, lines: Sequence[DecisionLine], presentation: Presentation) -> Paper:
    """In the order in which they go up, group by group; "đọc là" stands only where it differs from the name."""
    columns = (Column(1, "center"), Column(4.5), Column(4), Column(5.5))
    labels = ("STT", "Họ và tên, tên tập thể", "Đọc là", "Chức vụ, đơn vị")
    rows: list[Row] = []
    for group in groups(list(lines), presentation):
        giver = f", người trao: {group.giver}" if group.giver else ""
        rows.append(Row((f"Đợt {group.number}: {padded(len(group.lines))} {_who(group.lines)}{giver}", "", "", ""), "group"))
        rows += [Row((str(at), line.name_now, said(line), _place(line))) for at, line in enumerate(group.lines, group.first)]
    return Paper(
        issuers=letterhead(bodies(decision)),
        type_name="DANH SÁCH",
        title=f"Trao {decision.award_form}",
        body=(_reference(decision), _table(columns, labels, rows), Paragraph(f"Danh sách gồm có {counted(lines) or 'chưa có tên nào'}./.")),
        landscape=True,
    )


def receipt_list(decision: Decision, lines: Sequence[DecisionLine], *, at: datetime) -> Paper:
    """Whoever gets a prize signs for it: the units one after another, each with its sum, and all in figures and words. The day is
    written by hand, when everybody has signed."""
    columns = (Column(1, "center"), Column(4.5), Column(4), Column(2.4, "right"), Column(3), Column(2))
    labels = ("STT", "Họ và tên, tên tập thể", "Chức vụ", "Số tiền (đồng)", "Ký nhận", "Ghi chú")
    rows, before = [], 0
    for _, some in groupby(_by_unit(lines), key=lambda line: line.dossier.unit_id):
        theirs = list(some)
        rows.append(Row((theirs[0].unit_name_now, *[""] * 5), "group"))
        rows += [Row((str(before + place), line.name_now, line.position_now, number(line.prize or 0), ROOM_TO_SIGN, "")) for place, line in enumerate(theirs, 1)]
        if len(theirs) < len(lines):
            rows.append(Row(("", "Cộng của đơn vị", f"{padded(len(theirs))} suất", number(_sum(theirs)), "", ""), "total"))
        before += len(theirs)
    total = _sum(lines)
    rows.append(Row(("", "TỔNG CỘNG", f"{padded(len(lines))} suất", number(total), "", ""), "total"))
    return Paper(
        issuers=letterhead(bodies(decision)),
        place_date=f"{decision.plan.place or decision.plan.unit.place}, {dated(None, timezone.localdate(at).year)}",
        type_name="DANH SÁCH",
        title=f"Ký nhận tiền thưởng {decision.award_form}",
        body=(_reference(decision), _table(columns, labels, rows), Paragraph(f"Tổng số tiền (bằng chữ): {money_in_words(total)}./.")),
        signatures=tuple(Signature(authority, "") for authority in SIGNED_FOR),
        landscape=True,
    )


def presenters_workbook(decision: Decision, lines: Sequence[DecisionLine], presentation: Presentation) -> bytes:
    """Of everybody the group and who hands over, so that it can be sorted and sent on."""
    heads = {"Đợt": 6, "STT": 6, "Họ và tên, tên tập thể": 36, "Đọc là": 28, "Chức vụ": 36, "Đơn vị": 36, "Người trao": 36}
    rows = [
        xlsx.Row([group.number, at, line.name_now, said(line), line.position_now, line.unit_name_now, group.giver])
        for group in groups(list(lines), presentation)
        for at, line in enumerate(group.lines, group.first)
    ]
    return _workbook("Danh sách trao", f"DANH SÁCH TRAO {decision.award_form.upper()}", decision, heads, rows)


def receipts_workbook(decision: Decision, lines: Sequence[DecisionLine]) -> bytes:
    """In the order of the paper; the sums are numbers."""
    heads = {"STT": 6, "Họ và tên, tên tập thể": 36, "Chức vụ": 36, "Đơn vị": 36, "Số tiền (đồng)": 16, "Ký nhận": 20, "Ghi chú": 16}
    rows = [
        xlsx.Row([at, line.name_now, line.position_now, line.unit_name_now, line.prize or 0, "", ""]) for at, line in enumerate(_by_unit(lines), 1)
    ]
    rows.append(xlsx.Row(["", "TỔNG CỘNG", f"{padded(len(lines))} suất", "", _sum(lines), "", ""], total=True))
    return _workbook("Ký nhận tiền thưởng", "DANH SÁCH KÝ NHẬN TIỀN THƯỞNG", decision, heads, rows)


def _workbook(title: str, line: str, decision: Decision, heads: dict[str, int], rows: list[xlsx.Row]) -> bytes:
    right, centred = ("Số tiền (đồng)",), ("STT", "Đợt")
    columns = [xlsx.Column(width, "right" if head in right else "center" if head in centred else "left") for head, width in heads.items()]
    said = (line, f"{decision.award_form} · {_goes_with(decision)}")
    return xlsx.write([xlsx.Sheet(title, columns, [[xlsx.Head(head) for head in heads]], rows, lines=said, landscape=True)])


def _by_unit(lines: Sequence[DecisionLine]) -> list[DecisionLine]:
    return sorted(lines, key=lambda line: line.dossier.unit.path)


def _table(columns: tuple[Column, ...], labels: tuple[str, ...], rows: list[Row]) -> Table:
    return Table(columns, (tuple(Head(label) for label in labels),), tuple(rows))


def _sum(lines: Sequence[DecisionLine]) -> int:
    return sum(line.prize or 0 for line in lines)


def _who(lines: Sequence[DecisionLine]) -> str:
    subjects = {line.dossier.category.subject for line in lines}
    return " và ".join(word for subject, word in SUBJECTS.items() if subject in subjects)


def _place(line: DecisionLine) -> str:
    return ", ".join(part for part in (line.position_now, line.unit_name_now) if part and part != line.name_now)


def _reference(decision: Decision) -> Paragraph:
    return Paragraph(f"({_goes_with(decision)})", align="center", italic=True)


def _goes_with(decision: Decision) -> str:
    if not decision.number or not decision.date:
        return "Kèm theo Quyết định chưa có số"
    return f"Kèm theo Quyết định số {decision.number} {long_date(decision.date)}"
