"""Several decisions drafted at once from what waits: by award form and authority; the officer sees names and counts, and adjusts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conferences.models import Plan
from nominations.actions.decisions import draft_several
from nominations.catalogues import proposed_grounds, proposed_merit
from nominations.forms.splitting import SplitForm
from nominations.splitting import proposed, waiting
from organizations.reach import reach
from portal import clock
from portal.large_forms import takes_fields
from portal.moves import Refused
from portal.once import once, said_in, sent_before

RIGHT = "nominations.draft_decision"
MOST_FIELDS = 20_000


@takes_fields(MOST_FIELDS)
def split_page(request: HttpRequest, pk: int) -> HttpResponse:
    """`?by=subject` parts collectives from people."""
    plans = Plan.objects.visible_to(request.user).filter(status__in=("issued", "closed"))
    plan = get_object_or_404(plans if request.user.is_superuser else plans.filter(unit__in=reach(request.user).unit_ids_with(RIGHT)), pk=pk)
    if link := sent_before(request.user, request.POST.get("form_token", ""), said=said_in(request)):
        return redirect(link)
    by_subject = request.GET.get("by") == "subject"
    drafts = proposed(waiting(plan), by_subject=by_subject)
    form = SplitForm(request.POST or None, drafts=drafts, merit=proposed_merit(plan), grounds=proposed_grounds(plan, clock.today()))
    context: dict[str, Any] = {"plan": plan, "form": form, "by_subject": by_subject}
    answer = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():

        def make() -> str:
            draft_several(plan=plan, drafts=form.values(), by=request.user)
            return f"{reverse('nominations:decisions')}?status=draft"

        try:
            there = once(request.user, form.cleaned_data["form_token"], make, said=said_in(request))
            messages.success(request, f"Đã lập {len(form.values())} dự thảo quyết định.")
            return redirect(there)
        except Refused as refused:
            context["reasons"], answer = refused.reasons, 409
    return render(request, "nominations/split.html", context, status=answer)
