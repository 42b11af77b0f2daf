"""What the designer of a stock shows beside its form: the sheet with invented texts, or with the names of a decision, the tightest first."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import mark_safe

from nominations.forms.stocks import LIST, StockForm
from nominations.models import Decision, DecisionLine
from nominations.papers.certificates import certificates
from nominations.presenting import in_order
from organizations.models import Unit
from papers.certificates import Certificate, tightest
from papers.stock import Stock, overlaps
from papers.stock_picture import picture

RECENT = 20  # decisions that are offered
SHOWN = 10  # names that are listed, where fewer do not fit
TEXTS = {  # invented, as long as they come
    "address": "Bà",
    "name": "Nguyễn Thị Ánh Tuyết",
    "unit": "Công nhân Công ty trách nhiệm hữu hạn Một thành viên Thủy điện Nậm Na",
    "merit": "Đã có thành tích xuất sắc trong phong trào thi đua “Lao động giỏi, lao động sáng tạo” giai đoạn 2015 - 2020",
    "award": "Bằng khen của Ban Chấp hành Liên đoàn Lao động tỉnh",
    "decision": "Quyết định số 115/QĐ-LĐLĐ, ngày 20 tháng 4 năm 2020",
    "register": "Vào sổ khen thưởng số 123/2020",
    "place_date": "An Bình, ngày 20 tháng 4 năm 2020",
    "authority": "TM. Ban Thường vụ\nChủ tịch",
    "signer": "Giàng Thị Ánh Tuyết",
    "second_authority": "TM. Ủy ban nhân dân\nChủ tịch",
    "second_signer": "Tẩn Thị Ánh Nguyệt",
}
NAMES = {
    "short": "Lò Ý",
    "long": "Công đoàn cơ sở Trường Phổ thông Dân tộc bán trú Tiểu học và Trung học cơ sở xã Hua Bum",
    "unusual": "H’Brê̆ Niê K'Ré Ữ",
}


def lists_of(request: HttpRequest, office: Unit) -> list[tuple[str, str]]:
    """The decisions of the office whose names may be looked at, the latest first."""
    named = Exists(DecisionLine.objects.filter(decision=OuterRef("pk")))
    found = Decision.objects.visible_to(request.user).filter(named, plan__unit=office).select_related("plan").order_by("-pk")[:RECENT]
    return [(f"{LIST}{decision.pk}", f"Tên của {decision.label}, {decision.award_form}") for decision in found]


def preview(request: HttpRequest, form: StockForm, stock: Stock) -> dict[str, Any]:
    """The picture with what stands beside it, for the template."""
    sample = request.POST.get("sample", "")
    background = form.upload if form.upload and form.upload.is_open else None
    address = reverse("nominations:stock-background", args=[background.pk]) if background else ""
    bare = background and not stock.full_face  # what the scanned sheet bears is not what the sample has
    context: dict[str, Any] = {"background": form.upload, "overlaps": overlaps(stock, with_words=not bare)}
    sheet = Certificate(TEXTS | {"name": NAMES.get(sample, NAMES["long"])})
    sheets = certificates(*_list(int(sample.removeprefix(LIST)))) if sample in form.lists else []
    if sheets:
        seats = tightest(stock, sheets)
        number = _chosen(request, sample, len(sheets)) or seats[0].number
        sheet = sheets[number - 1]
        wrong = sum(bool(seat.wrong) for seat in seats)
        context |= {"seats": seats[: max(SHOWN, min(wrong, 3 * SHOWN))], "count": len(seats), "wrong": wrong, "number": number, "sample": sample}
        context["name_size"] = next((field.size for field in stock.fields if field.key == "name"), None)
    return context | {"picture": mark_safe(picture(stock, sheet.texts, address))}


def _list(pk: int) -> tuple[Decision, list[DecisionLine]]:
    decision = Decision.objects.select_related("plan__unit").get(pk=pk)
    return decision, in_order(decision)


def _chosen(request: HttpRequest, sample: str, most: int) -> int:
    """Whose sheet of this list somebody looks at; 0 where nobody has chosen."""
    for said in (request.POST.get("show", ""), request.POST.get("shown", "")):
        of, _, number = said.partition(":")
        if of == sample and number.isascii() and number.isdecimal() and len(number) < 7 and 0 < int(number) <= most:
            return int(number)
    return 0
