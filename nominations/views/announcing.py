"""The moment at which an issued decision becomes known: the clerk publishes sooner, or moves it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from nominations.actions.publishing import NOT_ISSUED, OUT, choose_moment
from nominations.flow import ISSUE
from nominations.forms.announcing import PublicationForm
from nominations.models import Decision
from portal.moves import Refused
from portal.once import once, said_in, sent_before


def announcing_page(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.visible_to(request.user).select_related("plan__unit"), pk=pk)
    if not request.user.has_perm(ISSUE.right, decision):
        raise PermissionDenied
    if link := sent_before(request.user, request.POST.get("form_token", ""), said=said_in(request)):
        return redirect(link)
    link, form, context, answer = reverse("nominations:decision", args=[pk]), PublicationForm(request.POST or None), {}, 200
    if request.method == "GET" and (decision.status != Decision.Status.ISSUED or decision.published_at):
        messages.warning(request, OUT if decision.published_at else NOT_ISSUED)
        return redirect(link)
    if form.is_bound:
        answer = 422

    def make() -> str:
        choose_moment(decision, at=form.moment(), by=request.user)
        return link

    if form.is_bound and form.is_valid():
        try:
            there = once(request.user, form.cleaned_data["form_token"], make, said=said_in(request))
            messages.success(request, "Đã hẹn lúc công bố." if form.moment() else "Đã công bố; các đơn vị được báo.")
            return redirect(there)
        except Refused as refused:
            context["reasons"], answer = refused.reasons, 409
    return render(request, "nominations/announcing.html", {"decision": decision, "form": form, **context}, status=answer)
