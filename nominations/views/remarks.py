"""Writing into the thread of a dossier."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nominations.actions.remarks import ANSWER, NOTE, write_remark
from nominations.forms.remarks import RemarkForm
from nominations.models import Dossier
from nominations.views.dossiers import refused_page, visible_dossier
from nominations.views.thread import thread_context
from portal.moves import Refused
from portal.once import once, said_in


@require_POST
def write_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One remark; a refusal is the page of the dossier with what was typed."""
    dossier = visible_dossier(request, pk)
    notes = request.user.has_perm(NOTE, dossier)
    if not (notes or request.user.has_perm(ANSWER, dossier)):
        raise PermissionDenied
    form, status, extra = RemarkForm(request.POST, from_office=notes), 422, {}
    if form.is_valid():
        try:
            token = form.cleaned_data["form_token"]
            return redirect(once(request.user, token, lambda: _write(request, dossier, form), said=said_in(request)))
        except Refused as refused:
            status, extra = 409, {"reasons": refused.reasons}
    return refused_page(request, dossier, status=status, **thread_context(dossier, request.user, form), **extra)


def _write(request: HttpRequest, dossier: Dossier, form: RemarkForm) -> str:
    write_remark(dossier, text=form.cleaned_data["text"], internal=form.is_internal, by=request.user)
    messages.success(request, "Đã lưu ghi chú nội bộ." if form.is_internal else "Đã gửi tin nhắn.")
    return f"{reverse('nominations:dossier', args=[dossier.pk])}#remarks"
