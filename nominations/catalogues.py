"""Data to start with: what a new decision proposes. The officer edits all of it in the form."""

from __future__ import annotations

from datetime import date

from conferences.models import Plan
from portal.fields import long_date

# From which day a decision cites which law (laws carry no number: NĐ 30/2020, Phụ lục I; law-and-format 0, 1.4).
AWARD_LAWS = (
    (
        date(2004, 7, 1),
        "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003; Luật sửa đổi, bổ sung một số điều của Luật Thi đua, "
        "khen thưởng ngày 14 tháng 6 năm 2005 và ngày 16 tháng 11 năm 2013",
    ),
    (date(2024, 1, 1), "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"),
    (
        date(2026, 10, 1),
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022; Luật sửa đổi, bổ sung một số điều của Luật Thi đua, "
        "khen thưởng ngày 23 tháng 4 năm 2026",
    ),
)


def proposed_grounds(plan: Plan, on: date) -> list[str]:
    """Authority first, then content (law-and-format 1.4)."""
    law = [text for start, text in AWARD_LAWS if start <= on][-1:]
    dated = f" {long_date(plan.date)}" if plan.date else ""
    lead = plan.issuers.first()
    return [
        *law,
        "Căn cứ Điều lệ Công đoàn Việt Nam",
        f"Căn cứ Kế hoạch số {plan.number}{dated} của {lead.name if lead else plan.unit.name} về "
        + plan.title[:1].lower() + plan.title[1:].replace("\n", " "),
        "Xét đề nghị của các công đoàn trực thuộc",
    ]


def proposed_merit(plan: Plan) -> str:
    """The wording "đã có thành tích ...", from the period the plan honours."""
    years = f", giai đoạn {plan.period_from} - {plan.period_to}" if plan.period_from and plan.period_to else ""
    return f"đã có thành tích xuất sắc trong phong trào thi đua yêu nước{years}"
