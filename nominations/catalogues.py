"""Data to start with: kinds of nominees; what a new decision proposes. The office edits all of it."""

from __future__ import annotations

from datetime import date

from django.db import DEFAULT_DB_ALIAS

from conferences.models import Plan
from nominations.models import Consent, Dossier, NomineeKind
from portal.fields import long_date

# (code, name, counts as): what the plans at hand honour; a household counts as one collective.
NOMINEE_KINDS = (
    ("person", "Cá nhân", "person"),
    ("author-group", "Nhóm tác giả", "collective"),
    ("team", "Tổ, đội, phòng, ban, phân xưởng", "collective"),
    ("unit", "Cơ quan, đơn vị, doanh nghiệp", "collective"),
    ("union", "Công đoàn cơ sở, công đoàn bộ phận", "collective"),
    ("household", "Hộ gia đình", "collective"),
    ("other", "Tập thể khác", "collective"),
)

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


# What a nominee is read before agreeing, one use of their data at a time (Luật 91/2025/QH15, Điều 9).
CONSENT_WORDS = {
    Consent.Purpose.NOMINATION: "{name} đồng ý để {unit} và {office} dùng thông tin trong hồ sơ này để lập, xét hồ sơ đề nghị khen thưởng "
    "theo kế hoạch {plan}.",
    Consent.Purpose.PUBLISHING: "{name} đồng ý để họ tên, đơn vị và thành tích được công bố trong danh sách được biểu dương, khen thưởng.",
    Consent.Purpose.PRESS: "{name} đồng ý để báo chí, trang thông tin của công đoàn đưa tin, đăng ảnh về thành tích này.",
}


def consent_words(dossier: Dossier) -> dict[str, str]:
    """The sentences that the nominee is read, by purpose."""
    names = {"name": dossier.name, "unit": dossier.unit.name, "office": dossier.plan.unit.name}
    plan = dossier.plan.number or dossier.plan.title
    return {purpose.value: text.format(plan=plan, **names) for purpose, text in CONSENT_WORDS.items()}


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


def seed_nominee_kinds(*, using: str = DEFAULT_DB_ALIAS, **signal: object) -> None:
    """After migrations: fill the empty table. What the office has since changed is left alone."""
    if not NomineeKind.objects.using(using).exists():
        rows = [NomineeKind(code=code, name=name, subject=subject, position=at) for at, (code, name, subject) in enumerate(NOMINEE_KINDS)]
        NomineeKind.objects.using(using).bulk_create(rows)
