"""More time for one unit: what the office has given so far, and the form."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from conferences.views.plans import frame, in_office, visible_plan
from nominations.actions.extending import extend_deadline
from nominations.deadlines import own_closing
from nominations.forms.sending import ExtensionForm
from nominations.models import Extension
from portal.moves import Refused
from portal.once import once

RIGHT = "nominations.extend_deadline"


def extensions_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Read by the plan's office; officer and approver give more."""
    plan = visible_plan(request, pk)
    gives = request.user.has_perm(RIGHT, Extension(plan=plan))
    if not (gives or in_office(request, plan)) or (request.method == "POST" and not gives):
        raise PermissionDenied
    form = ExtensionForm(request.POST or None, plan=plan) if gives else None
    answer, reasons = (422 if form and form.is_bound else 200), []
    if form and form.is_bound and form.is_valid():

        def make() -> str:
            data = form.cleaned_data
            extend_deadline(plan=plan, unit=data["unit"], until=form.until(), reason=data["reason"], by=request.user)
            return reverse("nominations:extensions", args=[pk])

        try:
            link = once(request.user, form.cleaned_data["form_token"], make)
            messages.success(request, "Đã gia hạn; đơn vị và các đơn vị cấp dưới được báo.")
            return redirect(link)
        except Refused as refused:
            answer, reasons = 409, refused.reasons
    given = plan.extensions.select_related("unit", "by").order_by("-at", "-pk")
    context = {**frame(request, plan), "given": given, "form": form, "closes_at": own_closing(plan), "reasons": reasons}
    return render(request, "nominations/extensions.html", context, status=answer)
