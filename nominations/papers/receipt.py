"""The receipt on paper: who filed what, when by the server's clock, under which number."""

from __future__ import annotations

from django.utils import timezone

from conferences.papers import head
from nominations.models import Receipt
from nominations.papers.proposal import letterhead
from papers.paper import Column, Head, Paper, Paragraph, Row, Table, ended
from portal.fields import long_date, padded


def receipt_paper(receipt: Receipt) -> Paper:
    """It bears no signature: the portal writes it, and its number, which is of no register of papers, can be looked up there."""
    dossiers = list(receipt.dossiers.select_related("category").order_by("category__position", "sort_key"))
    at, plan = timezone.localtime(receipt.at), receipt.plan
    place = (plan.place or plan.unit.place) if receipt.office_id == plan.unit_id else (receipt.office.place or plan.place or plan.unit.place)
    heads, columns = ("STT", "Họ và tên, tên tập thể", "Đối tượng"), (Column(1, "center"), Column(6), Column(6))
    rows = tuple(Row((str(order), one.name, one.category.label)) for order, one in enumerate(dossiers, 1))
    late = " (sau hạn của kế hoạch, trong thời gian được gia hạn)" if receipt.late else ""
    with_letter = f", kèm theo {str(receipt.proposal)[:1].lower()}{str(receipt.proposal)[1:]}" if receipt.proposal else ""
    return Paper(
        issuers=head.letterhead(plan) if receipt.office_id == plan.unit_id else (letterhead(receipt.office, at.date()),),
        place_date=f"{place}, {long_date(at.date())}",
        type_name="GIẤY BIÊN NHẬN",
        title=f"Số {receipt.label}\nHồ sơ theo Kế hoạch số {head.number(plan)}",
        body=ended(
            (
                Paragraph(f"{receipt.office.name} đã nhận của {receipt.unit.name}: {padded(len(dossiers))} hồ sơ{with_letter}."),
                Paragraph(f"Nộp lúc {at:%H giờ %M phút %S giây}, {long_date(at.date())}{late}. Người nộp: {receipt.by}."),
                Table(columns=columns, head=(tuple(Head(text) for text in heads),), rows=rows),
                Paragraph("Biên nhận do cổng Gương Sáng ghi tự động theo giờ của máy chủ, không cần chữ ký"),
            )
        ),
        recipients=(receipt.unit.name, "Lưu: VT"),
    )
