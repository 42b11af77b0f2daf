"""The register of issued papers: the list, its sheet, and the list as it is printed."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from organizations.models import Unit
from papers import register
from papers.models import ENDING, IssuedPaper
from papers.querysets import VIEW
from papers.views.answers import paper_answer
from portal import clock
from portal.lists import Chip, Column, ListPage
from portal.templatetags.portal import badge

COLUMN = {label: value for label, value, _, _ in register.COLUMNS}
COUNCIL = ":"  # between the office and the council in the address of a list


def _mine(request: HttpRequest) -> QuerySet[IssuedPaper]:
    return IssuedPaper.objects.visible_to(request.user).order_by()


def _years(request: HttpRequest) -> Iterable[tuple[int, str]]:
    years = _mine(request).values_list("year", flat=True).distinct().order_by("-year")
    return [(year, str(year)) for year in years]


def _types(request: HttpRequest) -> Iterable[tuple[str, str]]:
    return _mine(request).values_list("type_code", "type_name").distinct().order_by("type_name")


def _bodies(request: HttpRequest) -> Iterable[tuple[str, str]]:
    """Offices and their councils; with one body there is nothing to choose."""
    found = _mine(request).values_list("unit_id", "unit__short_name", "unit__name", "body").distinct()
    rows = [(f"{pk}{COUNCIL}{body}", body or short or name) for pk, short, name, body in found.order_by("unit_id", "body")]
    return rows if len(rows) > 1 else []


def _of_body(rows: QuerySet, value: str) -> QuerySet:
    unit, _, body = value.partition(COUNCIL)
    return rows.filter(unit=unit, body=body)


def _named_as(*names_as: str) -> QuerySet[IssuedPaper]:
    return IssuedPaper.objects.filter(names=OuterRef("pk"), names_as__in=names_as)


ENDED = Exists(_named_as(*ENDING))
CORRECTED = Exists(_named_as(IssuedPaper.NamesAs.CORRECTS).exclude(ENDED))
CUT = Exists(_named_as(IssuedPaper.NamesAs.CANCELS_PART).exclude(ENDED))
# As `standing` derives them: a correction that holds no more corrects nothing, and what holds no more is nothing else.
STANDINGS = {
    "printing": ("đang in", Q(status=IssuedPaper.Status.NUMBERED)),
    "corrected": ("có đính chính", CORRECTED & ~CUT & ~ENDED),
    "cut": ("hủy bỏ một phần", CUT & ~ENDED),
    "cancelled": ("đã hủy bỏ", Exists(_named_as(IssuedPaper.NamesAs.CANCELS))),
    "replaced": ("đã thay thế", Exists(_named_as(IssuedPaper.NamesAs.REPLACES))),
}


def _title(paper: IssuedPaper) -> SafeString:
    return format_html('<span class="register-title"><strong>{}</strong> {}</span>', paper.type_name, paper.title)


def standing(paper: IssuedPaper) -> SafeString:
    """Whether the paper holds, as a badge."""
    if paper.status == IssuedPaper.Status.NUMBERED:
        return badge("running", "đang in")
    if newer := paper.ended_by:
        return badge("superseded", "đã thay thế") if newer.names_as == IssuedPaper.NamesAs.REPLACES else badge("failed", "đã hủy bỏ")
    if paper.cut_by:
        return badge("returned", "hủy bỏ một phần")
    if paper.corrected_by:
        return badge("returned", "có đính chính")
    return badge("accepted", "có hiệu lực")


class Register(ListPage):
    template_name = "papers/room/register.html"
    model = IssuedPaper
    title = "Sổ văn bản"
    noun = "văn bản"
    file_name = "so-van-ban-di"
    crumbs = (("Việc hôm nay", "nominations:home"),)
    search_placeholder = "Tìm theo số, trích yếu, người ký"
    empty_title = "Chưa có văn bản nào được cấp số."
    empty_text = "Văn thư cấp số khi phát hành kế hoạch, quyết định; văn bản vào sổ ngay lúc đó."
    columns = (
        Column("Số, ký hiệu", "number_text", link="papers:paper", sort="number", phone="title", whole=True),
        Column("Ngày tháng", "date", sort="date", phone="second", whole=True),
        Column("Tên loại và trích yếu", COLUMN["Tên loại và trích yếu nội dung"], show=_title, phone="second"),
        Column("Người ký", "signers"),
        Column("Nơi nhận", register.recipients),
        Column("Đơn vị, người nhận bản lưu", "kept_by"),
        Column("Số lượng bản", "copies", align="right"),
        Column("Ngày chuyển", "sent", sort="sent", whole=True),
        Column("Ký nhận", "receipt"),
        Column(
            "Ghi chú",
            register.remark,
            show=lambda paper: format_html("{} {}", standing(paper), register.remark(paper)),
            phone="second",
        ),
    )
    chips = (
        Chip("year", "Năm", _years),
        Chip("type_code", "Loại", _types),
        Chip("body", "Cơ quan", _bodies, _of_body),
        Chip(
            "standing",
            "Tình trạng",
            [(name, label) for name, (label, _) in STANDINGS.items()],
            lambda rows, name: rows.filter(STANDINGS[name][1]),
        ),
    )

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet[IssuedPaper]:
        return super().rows().with_links()


class RegisterPdf(Register):
    """What the list shows, as a list to print; of one office."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        units = list(self.shown.order_by().values_list("unit", flat=True).distinct()[:2])
        back = (self.title, reverse("papers:register"))
        if len(units) != 1:
            reason = "Hãy lọc theo một cơ quan rồi in: mỗi cơ quan có sổ riêng." if units else "Sổ chưa có văn bản nào để in."
            return render(request, "papers/unprintable.html", {"back": back, "reasons": [reason]}, status=422)
        paper = register.register_paper(Unit.objects.get(pk=units[0]), self.shown, on=clock.today())
        return paper_answer(request, paper, name=self.file_name, face="pdf", back=back)
