"""The notice of an adjustment: what changes in the table that is out, with the whole table as its appendix (a thông báo,
NĐ 30/2020, Phụ lục III, Mẫu 1.4)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from conferences.models import Allocation
from conferences.papers.head import day as plan_day
from conferences.papers.head import letterhead, signatures, symbol
from conferences.papers.head import number as plan_number
from conferences.papers.table import quota_table
from conferences.papers.words import full_name, sentence
from conferences.quota_states import Change, changes, state_of
from conferences.querysets import table_of
from conferences.sub_rows import version_before
from papers.lines import BLANK, dated
from papers.paper import Appendix, Block, Column, Head, Paper, Paragraph, Row, Table, ended
from portal.fields import padded

TYPE = "TB"


def notice_paper(allocation: Allocation, *, at: datetime, number: str = "", on: date | None = None) -> Paper:
    """What the units are told of a later version; without `number` a draft."""
    plan, table = allocation.plan, table_of(allocation)
    older = version_before(allocation)
    found = changes(state_of(table_of(older)), state_of(table)) if older else []
    number = number or f"{BLANK}/{TYPE}-{symbol(plan)}"
    day = dated(on, timezone.localdate(at).year)
    names = " và ".join(issuer.name for issuer in plan.issuers.all())
    return Paper(
        issuers=letterhead(plan),
        number=f"Số: {number}",
        place_date=f"{plan.place or plan.unit.place}, {day}",
        type_name="THÔNG BÁO",
        title=f"Điều chỉnh chỉ tiêu {_of_what(allocation)}",
        body=ended(_body(allocation, found, table.totals, at)),
        signatures=signatures(plan),
        recipients=(*dict.fromkeys(change.row for change in found), "Lưu: VT"),
        appendices=(
            Appendix(
                title=f"BẢNG PHÂN BỔ\nChỉ tiêu {_of_what(allocation)} (lần {allocation.number})",
                reference=f"(Kèm theo Thông báo số {number} {day} của {names})",
                body=(quota_table(table, plan.kind),),
            ),
        ),
        draft=on is None,
    )


def _of_what(allocation: Allocation) -> str:
    conference = allocation.plan.conferences.filter(own=True).first()
    return f"đại biểu dự {full_name(conference)}" if conference else f"theo kế hoạch {allocation.plan.title}"


def _body(allocation: Allocation, found: list[Change], totals: dict[str, int], at: datetime) -> list[Block]:
    plan = allocation.plan
    names = " và ".join(issuer.name for issuer in plan.issuers.all())
    blocks: list[Block] = [
        Paragraph(f"Thực hiện Kế hoạch số {plan_number(plan)} {plan_day(plan, at)} của {names} về {_lower(plan.title)}."),
    ]
    blocks += [Paragraph(f"Lý do điều chỉnh: {sentence(why)}") for why in allocation.why.splitlines() if why.strip()]
    if not found:
        return [*blocks, Paragraph("Số chỉ tiêu của từng đơn vị giữ nguyên theo Phụ lục kèm theo.")]
    blocks.append(Paragraph(f"{names} thông báo điều chỉnh chỉ tiêu như sau:"))
    blocks.append(_table(found))
    total, collective, person = (padded(totals[key]) for key in ("total", "collective", "person"))
    sums = f"tổng số là {total} suất, trong đó tập thể {collective}, cá nhân {person} (Phụ lục kèm theo)"
    blocks.append(Paragraph(f"Sau khi điều chỉnh, {sums}. Các nội dung khác thực hiện theo Kế hoạch nêu trên."))
    return blocks


def _table(found: list[Change]) -> Table:
    rows = [
        Row((str(order), one.row, one.column, padded(one.before or 0), padded(one.after or 0), one.signed))
        for order, one in enumerate(found, 1)
    ]
    heads = ("STT", "Tên đơn vị", "Đối tượng", "Đã phân bổ", "Điều chỉnh thành", "Tăng, giảm")
    columns = (Column(1, "center"), Column(4), Column(4.5), *(Column(1.6, "center"),) * 3)
    return Table(columns=columns, head=(tuple(map(Head, heads)),), rows=tuple(rows))


def _lower(title: str) -> str:
    """Inside a sentence a title begins small."""
    return title[:1].lower() + title[1:]
