"""The register of awards."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from conferences.models import Subject
from nominations.models import AwardYear, DecisionLine
from portal.lists import Chip, Column, ListPage

SHOWN = (  # of the register; the decision's grounds would be sorted with every name
    "name", "unit_name", "prize", "register_number", "register__year", "decision__award_form", "decision__number", "decision__date",
    "corrected__name", "corrected__decision__number", "revoked__decision__number",
)


def amended(line: DecisionLine) -> str:
    """What later decisions say of the name, as the sheet has it."""
    said = [(line.corrected, f"đính chính thành {line.corrected.name}" if line.corrected else ""), (line.revoked, "hủy bỏ")]
    return "; ".join(f"{what} theo {change.decision.heading}" for change, what in said if change)


def amended_link(line: DecisionLine) -> SafeString:
    """The same, with a link to each of these decisions."""
    said = [(line.corrected, f"đính chính thành “{line.corrected.name}”" if line.corrected else ""), (line.revoked, "hủy bỏ")]
    found = [(what, reverse("nominations:decision", args=[change.decision_id]), change.decision.heading) for change, what in said if change]
    return format_html_join("; ", '{} theo <a href="{}">{}</a>', found)


class AwardRegister(ListPage):
    template_name = "portal/list.html"
    model = DecisionLine
    title = "Sổ khen thưởng"
    noun = "tên"
    file_name = "so-khen-thuong"
    crumbs = (("Việc hôm nay", "nominations:home"), ("Quyết định", "nominations:decisions"))
    search_placeholder = "Tìm theo tên, đơn vị hoặc số quyết định"
    empty_title = "Sổ khen thưởng chưa có tên nào."
    empty_text = "Khi quyết định được phát hành, mỗi tên trong danh sách vào sổ với một số của năm ấy."
    columns = (
        Column("Số vào sổ", "register_label", sort="register_number", whole=True),
        Column("Họ và tên, tên tập thể", "name", sort="dossier__sort_key", phone="title"),
        Column("Đơn vị", "unit_name", sort="dossier__unit__sort_key", phone="second"),
        Column("Hình thức", "decision.award_form", sort="decision__award_form", phone="second"),
        Column("Quyết định", "decision.number", link="nominations:decision", link_key="decision_id", sort="decision__number", whole=True),
        Column("Ngày", "decision.date", sort="decision__date", whole=True),
        Column("Tiền thưởng (đồng)", "prize", align="right", sort="prize"),
        Column("Sửa đổi", amended, show=amended_link, phone="second"),
    )
    chips = (Chip("dossier__category__subject", "Đối tượng", Subject.choices), Chip("register__year", "Năm", lambda request: _years(request)))

    def rows(self) -> QuerySet[DecisionLine]:
        related = ("decision", "register", "corrected__decision", "revoked__decision")
        return super().rows().select_related(*related).only(*SHOWN).order_by("-register__year", "-register_number", "-pk")


def _years(request: HttpRequest) -> Iterable[tuple[int, str]]:
    """Those with a name that one may see: asked of each register, which stops at the first, not of all names."""
    seen = DecisionLine.objects.visible_to(request.user).order_by().filter(register=OuterRef("pk"))
    years = AwardYear.objects.filter(Exists(seen)).values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in years.order_by("-year")]
