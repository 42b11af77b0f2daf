"""The signed and stamped papers that go with a whole proposal: bringing one in, looking at it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from conferences.paper_slots import Slot, bundle_slots
from nominations.actions.sending import attach_signed, lost_file
from nominations.models import Proposal
from nominations.rules import LOST
from nominations.views.proposals import RIGHT, visible_proposal
from portal.file_forms import PrivateFilesForm
from portal.moves import Refused
from portal.storing import serve_upload


def _slot(proposal: Proposal, key: str) -> Slot:
    found = [slot for slot in bundle_slots(proposal.plan.dossier) if slot.key == key]
    if not found:
        raise Http404
    return found[0]


@require_safe
def signed_file(request: HttpRequest, pk: int, slot: str) -> FileResponse:
    """The file, to those who may see the proposal."""
    return serve_upload(get_object_or_404(visible_proposal(request, pk).papers.select_related("file"), slot=slot).file)


def attach_page(request: HttpRequest, pk: int, slot: str) -> HttpResponse:
    proposal = visible_proposal(request, pk)
    if not request.user.has_perm(RIGHT, proposal):
        raise PermissionDenied
    wanted = _slot(proposal, slot)
    held = proposal.papers.filter(slot=slot).select_related("file").first()
    lost = lost_file(held.file) if held and held.file.scan in LOST else ""
    kept = held.file if held and not lost else None
    form = PrivateFilesForm(request.POST or None, request.FILES or None, owner=request.user, kept=kept)
    form.fields["file"].label = wanted.label
    if wanted.needed and not proposal.plan.dossier_copies:
        form.fields["file"].needed = "cần khi gửi"
    answer, reasons = (422 if form.is_bound else 200), []
    if form.is_bound and form.is_valid():
        if form.upload is None:
            form.add_error("file", lost or "Hãy chọn tệp bản có chữ ký, dấu.")
        else:
            try:
                attach_signed(proposal, slot=slot, file=form.upload, by=request.user)
                messages.success(request, f"Đã đính kèm: {wanted.label}.")
                return redirect("nominations:proposal", pk)
            except Refused as refused:
                answer, reasons = 409, refused.reasons
    context = {"proposal": proposal, "slot": wanted, "form": form, "reasons": reasons, "lost": lost}
    return render(request, "nominations/attach_signed.html", context, status=answer)
