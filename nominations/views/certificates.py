"""Certificates of a decision: looked at, printed, written down."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from nominations import actions
from nominations.actions.presenting import NOT_ISSUED, RIGHT
from nominations.forms.certificates import STAGE, CertificatesForm
from nominations.issuing import bodies
from nominations.models import CertificateStock, Decision
from nominations.papers.certificates import certificates
from nominations.presenting import in_order
from papers.certificates import Certificate, misfits
from papers.certificates import render as render_certificates
from papers.views import file_answer, file_name
from portal.large_forms import takes_fields
from portal.moves import Refused
from portal.once import once, said_in, sent_before

MOST_FIELDS = 20_000


def own_decision(request: HttpRequest, pk: int) -> Decision:
    """One whose certificates this person may print."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user).select_related("plan__unit", "paper"), pk=pk)
    if not request.user.has_perm(RIGHT, decision):
        raise PermissionDenied
    return decision


@takes_fields(MOST_FIELDS)
def certificates_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the stock and whose; look at it; print it. What does not fit is named before anything is printed."""
    decision = own_decision(request, pk)
    lines = in_order(decision)
    awarder = " - ".join(body.name for body in bodies(decision))
    sent = bool(sent_before(request.user, request.POST.get("form_token", ""), said=said_in(request)))
    printed = set() if sent else set(decision.prints.filter(lines__isnull=False).values_list("lines", flat=True))
    own = CertificateStock.objects.filter(unit=decision.plan.unit).select_related("background")
    form = CertificatesForm(
        request.POST or None, awarder=awarder, own=own, lines=lines, printed=printed, initial={"order": STAGE}
    )
    form.fields["stock"].initial = next(iter(form.stocks))
    context, answer = {"decision": decision, "form": form, "printed": len(printed)}, 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        chosen = form.chosen_lines()
        sheets = certificates(decision, chosen, address=_address(decision))
        context["misfits"] = [(chosen[number - 1], misfit) for number, misfit in misfits(form.chosen_stock, sheets)]
        if not context["misfits"]:
            try:
                return _printed(request, decision, form, sheets)
            except Refused as refused:
                context["reasons"], answer = refused.reasons, 409
    return render(request, "nominations/certificates.html", context, status=answer)


def _printed(request: HttpRequest, decision: Decision, form: CertificatesForm, sheets: list[Certificate]) -> HttpResponse:
    """The file; what was printed, and only that, is written down, once for however often the button was pressed."""
    here = reverse("nominations:certificates", args=[decision.pk])
    stock = form.chosen_stock if form.is_preview else form.stock_for_printer
    name = file_name("bang-khen", decision.number, decision.pk)
    if not form.is_preview and decision.status != Decision.Status.ISSUED:
        raise Refused([NOT_ISSUED])
    answer = file_answer(
        request, lambda: render_certificates(stock, sheets, preview=form.is_preview, background=form.background), name=name, face="pdf", back=("Bằng khen", here)
    )

    def write() -> str:
        lines, reason = form.chosen_lines(), form.cleaned_data["reason"]
        actions.print_certificates(decision, stock=stock.name, lines=lines, reason=reason, by=request.user)
        return here

    if not form.is_preview and answer.status_code == 200:
        once(request.user, form.cleaned_data["form_token"], write, said=said_in(request))
    return answer


def _address(decision: Decision) -> str:
    """Where whoever holds the certificate can check the decision; nothing before it is issued."""
    return settings.PORTAL_ADDRESS + reverse("papers:check", args=[decision.paper.code]) if decision.paper else ""
