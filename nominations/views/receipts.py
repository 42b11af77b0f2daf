"""Receipts: all that one may see, and the page of one, to be kept and printed."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from nominations.models import Dossier, Receipt
from nominations.papers.receipt import receipt_paper
from papers.faces import RENDER
from papers.views import file_name, paper_answer
from portal.lists import Column, ListPage


class ReceiptList(ListPage):
    template_name = "portal/list.html"
    model = Receipt
    title = "Biên nhận"
    noun = "biên nhận"
    file_name = "bien-nhan"
    crumbs = (("Việc hôm nay", "nominations:home"), ("Hồ sơ", "nominations:dossiers"))
    search_placeholder = "Tìm theo đơn vị nộp"
    empty_title = "Chưa có biên nhận nào."
    empty_text = "Mỗi lần nộp hồ sơ, cơ quan nhận cấp một biên nhận có số và giờ nộp."
    columns = (
        Column("Số", "label", link="nominations:receipt", sort="number", phone="title", whole=True),
        Column("Đơn vị nộp", "unit.label", sort="unit__sort_key", phone="second"),
        Column("Kế hoạch", "plan.number", whole=True),
        Column("Nơi nhận", "office.label"),
        Column("Số hồ sơ", "filed", align="right"),
        Column("Nộp lúc", "at", sort="at", phone="second", whole=True),
        Column("Nộp sau hạn", lambda one: "gia hạn" if one.late else ""),
    )

    def rows(self) -> QuerySet[Receipt]:
        filed = Receipt.dossiers.through.objects.order_by().filter(receipt=OuterRef("pk")).values("receipt")
        count = Subquery(filed.annotate(number=Count("pk")).values("number"))
        return super().rows().select_related("unit", "plan", "office").annotate(filed=count)


def _visible(request: HttpRequest, pk: int) -> Receipt:
    related = ("office", "unit", "plan__unit", "proposal", "by")
    return get_object_or_404(Receipt.objects.visible_to(request.user).select_related(*related), pk=pk)


@require_safe
def receipt_page(request: HttpRequest, pk: int) -> HttpResponse:
    receipt = _visible(request, pk)
    seen = Dossier.objects.visible_to(request.user).filter(receipts=receipt)
    context = {
        "receipt": receipt,
        "dossiers": receipt.dossiers.select_related("category").order_by("category__position", "sort_key"),
        "seen": set(seen.values_list("pk", flat=True)),
    }
    return render(request, "nominations/receipt.html", context)


@require_safe
def receipt_file(request: HttpRequest, pk: int, face: str) -> HttpResponse:
    receipt = _visible(request, pk)
    if face not in RENDER:
        raise Http404
    back = (f"Biên nhận {receipt.label}", reverse("nominations:receipt", args=[pk]))
    name = file_name("bien-nhan", f"{receipt.number}/{receipt.year}", receipt.pk)
    return paper_answer(request, receipt_paper(receipt), name=name, face=face, back=back)
