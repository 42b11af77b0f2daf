"""A table of quotas comes back from Excel: the file, what it would change, and then the change."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences.actions.allocation import EDITABLE
from conferences.actions.quota_upload import Read, kept_of, read_file, write_upload
from conferences.forms.quota_upload import SheetConfirmForm
from conferences.models import Allocation
from conferences.views.allocations import RIGHT, visible_allocation
from conferences.views.plans import frame
from papers.views import file_answer
from portal import sheet_upload
from portal.file_kinds import UploadRefused
from portal.models import Upload
from portal.moves import Overtaken, Refused
from portal.once import once, sent_before
from portal.sheet_upload import SheetForm
from portal.xlsx import write
from portal.xlsx.book import XlsxRefused
from portal.xlsx.faults import faults_sheet

BEST = "Tốt nhất là tệp tải về từ bảng này rồi sửa số."
OVERTAKEN = "Bảng vừa được người khác lưu. Hãy xem lại các thay đổi dưới đây, so với bảng bây giờ, rồi ghi."


def upload_allocation(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the file. Nothing is written to the table before what it changes was seen."""
    allocation = _editable(request, pk)
    if isinstance(allocation, HttpResponse):
        return allocation
    is_sent = request.method == "POST"
    form, status = SheetForm(request.POST, request.FILES, best=BEST) if is_sent else SheetForm(best=BEST), 422 if is_sent else 200
    if is_sent and form.is_valid():
        try:
            return redirect("conferences:confirm-upload", pk, _take(request, allocation, form).pk)
        except (XlsxRefused, UploadRefused) as refused:
            form.add_error("file", str(refused))
        except Refused as refused:
            form.add_error(None, refused.reasons)
            status = 429
    context = {**frame(request, allocation.plan), "allocation": allocation, "form": form}
    return render(request, "conferences/upload_allocation.html", context, status=status)


def _take(request: HttpRequest, allocation: Allocation, form: SheetForm) -> Upload:
    """A file that is a table at all is kept; whatever else is wrong with it stands on the next page."""
    content = sheet_upload.sent_content(request, form)
    read_file(allocation, content)
    return sheet_upload.keep(content, of=kept_of(allocation), name=form.cleaned_data["file"].name, owner=request.user)


def confirm_upload(request: HttpRequest, pk: int, upload: uuid.UUID) -> HttpResponse:
    """What the file changes, with every fault; sent, exactly that is written. Another person's file is not found."""
    allocation = _editable(request, pk)
    if isinstance(allocation, HttpResponse):
        return allocation
    kept = _kept(request, allocation, upload)
    if request.method == "POST" and (link := sent_before(request.user, request.POST.get("form_token", ""))):
        return redirect(link)
    try:
        read = read_file(allocation, sheet_upload.kept_content(kept))
    except XlsxRefused as refused:  # the plan's categories have changed since
        messages.error(request, str(refused))
        return redirect("conferences:upload-allocation", pk)
    form, reasons, status = _form(request, kept, read), [], 200
    if request.method == "POST":
        status, reasons = 422, []
        if read.comparison.faults or str(read.version) != request.POST.get("version"):
            status, reasons = 409, [] if read.comparison.faults else [OVERTAKEN]
            form = _form(request, kept, read, version=read.version)
        elif form.is_valid():
            try:
                return redirect(once(request.user, form.cleaned_data["form_token"], lambda: _write(request, allocation, read, kept, form)))
            except Overtaken:
                return redirect(request.path)  # the page shows the table as it is now
            except Refused as refused:
                status, reasons = 409, refused.reasons
    context = frame(request, allocation.plan) | _shown(allocation, kept, read) | {"form": form, "reasons": reasons}
    return render(request, "conferences/confirm_upload.html", context, status=status)


def _form(request: HttpRequest, kept: Upload, read: Read, version: int | None = None) -> SheetConfirmForm:
    data: Any = request.POST if request.method == "POST" else None
    if data is not None and version is not None:
        data = data.copy()
        data["version"] = version
    reason = f"Sửa từ tệp Excel “{kept.name[:150]}”" if read.needs_reason else None
    return SheetConfirmForm(data, version=read.version, reason=reason, weights=[column.name for column in read.weights])


def _write(request: HttpRequest, allocation: Allocation, read: Read, kept: Upload, form: SheetConfirmForm) -> str:
    at = form.weight_column
    weights = None if at is None else read.weights[at]
    reason = form.cleaned_data.get("reason", "")
    write_upload(allocation, read, name=kept.name, reason=reason, weights=weights, by=request.user)
    messages.success(request, f"Đã ghi {len(read.comparison.changes)} thay đổi từ tệp “{kept.name}”.")
    return reverse("conferences:allocation", args=[allocation.pk])


def _shown(allocation: Allocation, kept: Upload, read: Read) -> dict[str, Any]:
    comparison = read.comparison
    before = sum(map(sum, (line.places for line in read.table.lines)))
    return {
        "allocation": allocation,
        "upload": kept,
        "sheet": read.found.sheet,
        "comparison": comparison,
        "earlier": sheet_upload.earlier(kept, of=kept_of(allocation)),
        "weights_in_use": read.weights_in_use if comparison.weights else "",
        "before": before,
        "after": before + sum(change.after - change.before for change in comparison.changes),
        "may_write": not comparison.faults and bool(comparison.changes or read.weights),
        "has_weights": bool(read.weights),
    }


@require_safe
def upload_faults(request: HttpRequest, pk: int, upload: uuid.UUID) -> HttpResponse:
    """The rows of the file with a column that says what is wrong."""
    allocation = _editable(request, pk)
    if isinstance(allocation, HttpResponse):
        return allocation
    kept = _kept(request, allocation, upload)
    try:
        read = read_file(allocation, sheet_upload.kept_content(kept))
    except XlsxRefused as refused:
        raise Http404 from refused
    sheet = faults_sheet(read.found, read.comparison.faults, kept.name)
    back = (str(allocation), reverse("conferences:confirm-upload", args=[pk, upload]))
    name = f"loi-bang-phan-bo-{pk}"
    return file_answer(request, lambda: write([sheet]), name=name, face="xlsx", back=back)


def _kept(request: HttpRequest, allocation: Allocation, upload: uuid.UUID) -> Upload:
    return get_object_or_404(Upload, pk=upload, owner=request.user, content_type=sheet_upload.content_type(kept_of(allocation)))


def _editable(request: HttpRequest, pk: int) -> Allocation | HttpResponse:
    """The table, or the way back where it is no draft any more."""
    allocation = visible_allocation(request, pk)
    if not request.user.has_perm(RIGHT, allocation):
        raise PermissionDenied
    if allocation.status in EDITABLE:
        return allocation
    messages.warning(request, f"Bảng phân bổ {allocation.get_status_display()}, không sửa được nữa.")
    return redirect("conferences:allocation", pk)
