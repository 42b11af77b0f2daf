"""The small page beside a table: reserves, from when unused places are shared again, whether dossiers go through the levels."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from conferences.actions.allocation import EDITABLE
from conferences.actions.terms import save_terms
from conferences.forms.terms import TermsForm
from conferences.views.allocations import RIGHT, visible_allocation
from conferences.views.plans import frame
from portal.moves import Overtaken, Refused

OVERTAKEN = "Bảng vừa được người khác lưu. Điều bạn chọn còn nguyên; xem lại rồi lưu."


def terms_page(request: HttpRequest, pk: int) -> HttpResponse:
    allocation = visible_allocation(request, pk)
    if not request.user.has_perm(RIGHT, allocation):
        raise PermissionDenied
    if request.method == "GET" and allocation.status not in EDITABLE:
        messages.warning(request, f"Bảng phân bổ {allocation.get_status_display()}, không sửa được nữa.")
        return redirect("conferences:allocation", pk)
    initial = {name: getattr(allocation, name) for name in TermsForm.base_fields}
    form: forms.Form = TermsForm(request.POST or None, initial=initial)
    status, reasons = (422 if form.is_bound else 200), []
    if form.is_bound and form.is_valid():
        try:
            save_terms(allocation, by=request.user, **form.cleaned_data)
            messages.success(request, "Đã lưu cách dùng chỉ tiêu.")
            return redirect("conferences:allocation", pk)
        except Refused as refused:
            status, reasons = 409, refused.reasons
        except Overtaken:
            allocation.refresh_from_db()
            data = request.POST.copy()
            data["version"] = allocation.version
            form, status = TermsForm(data), 409
            form.add_error(None, OVERTAKEN)
    context = {**frame(request, allocation.plan), "allocation": allocation, "form": form, "reasons": reasons}
    return render(request, "conferences/terms.html", context, status=status)
