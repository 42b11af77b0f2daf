"""What follows a decision: the register of awards, and the certificates."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from conferences.models import Subject
from conferences.papers import head
from nominations.actions import print_certificates
from nominations.actions.decisions import NOT_ISSUED
from nominations.forms.certificates import STAGE, CertificatesForm
from nominations.models import AwardYear, Decision, DecisionLine
from nominations.papers.certificates import certificates
from papers.certificates import Certificate, misfits
from papers.certificates import render as render_certificates
from papers.stock import Stock
from papers.views import file_answer, file_name
from portal.large_forms import takes_fields
from portal.lists import Chip, Column, ListPage
from portal.moves import Refused

RIGHT = "nominations.print_certificates"
MOST_FIELDS = 20_000
SHOWN = (  # of the register; the decision's grounds would be sorted with every name
    "name", "unit_name", "prize", "register_number", "register__year", "decision__award_form", "decision__number", "decision__date",
    "corrected__name", "corrected__decision__number", "revoked__decision__number",
)


def amended(line: DecisionLine) -> str:
    """What later decisions say of the name, as the sheet has it."""
    said = [(line.corrected, f"đính chính thành {line.corrected.name}" if line.corrected else ""), (line.revoked, "bãi bỏ")]
    return "; ".join(f"{what} theo {change.decision.heading}" for change, what in said if change)


def amended_link(line: DecisionLine) -> SafeString:
    """The same, with a link to each of these decisions."""
    said = [(line.corrected, f"đính chính thành “{line.corrected.name}”" if line.corrected else ""), (line.revoked, "bãi bỏ")]
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


@takes_fields(MOST_FIELDS)
def certificates_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the stock and whose; look at it; print it. What does not fit is named before anything is printed."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user).select_related("plan__unit", "paper"), pk=pk)
    if not request.user.has_perm(RIGHT, decision):
        raise PermissionDenied
    lines = list(decision.lines.standing().select_related("dossier__category", "dossier__unit", "dossier__nominee", "register", "corrected"))
    awarder = " - ".join(issuer.name for issuer in head.letterhead(decision.plan))
    form = CertificatesForm(request.POST or None, awarder=awarder, lines=lines, initial={"stock": "0", "order": STAGE})
    context, answer = {"decision": decision, "form": form}, 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        chosen, stock = form.chosen_lines(), form.chosen_stock
        sheets = certificates(decision, chosen, address=_address(decision))
        context["misfits"] = [(chosen[number - 1], misfit) for number, misfit in misfits(stock, sheets)]
        if not context["misfits"]:
            try:
                return _printed(request, decision, stock, sheets, [line.name_now for line in chosen])
            except Refused as refused:
                context["reasons"], answer = refused.reasons, 409
    return render(request, "nominations/certificates.html", context, status=answer)


def _printed(request: HttpRequest, decision: Decision, stock: Stock, sheets: list[Certificate], names: list[str]) -> HttpResponse:
    """The file; what was printed, and only that, is written down."""
    is_preview = "preview" in request.POST
    back = ("Bằng khen", reverse("nominations:certificates", args=[decision.pk]))
    name = file_name("bang-khen", decision.number, decision.pk)
    if not is_preview and decision.status != Decision.Status.ISSUED:
        raise Refused([NOT_ISSUED])
    answer = file_answer(request, lambda: render_certificates(stock, sheets, preview=is_preview), name=name, face="pdf", back=back)
    if not is_preview and answer.status_code == 200:
        print_certificates(decision, stock=stock.name, names=names, by=request.user)
    return answer


def _address(decision: Decision) -> str:
    """Where whoever holds the certificate can check the decision; nothing before it is issued."""
    return settings.PORTAL_ADDRESS + reverse("papers:check", args=[decision.paper.code]) if decision.paper else ""
