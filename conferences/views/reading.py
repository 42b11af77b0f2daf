"""A plan out of a document: uploaded or pasted, looked at beside its source, confirmed as a draft."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences.actions.reading import RIGHT, draft_from, keep_reading, kept_source, matches, offices_of, read_limited, settled_data
from conferences.forms import ConfirmForm, DocumentForm
from conferences.plan_file import Faulty
from conferences.reading import NotAPlan
from conferences.views.reading_facts import fact_groups, open_points, source_lines
from portal import throttle
from portal.jobs import AT_ONCE, enqueue
from portal.models import Job, Upload
from portal.moves import Refused
from portal.once import once
from portal.pdf import PdfError
from portal.sources import SourceRefused
from portal.sources.reading import MAX_BYTES, read_source, text_source
from portal.sources.stored import CONTENT_TYPE
from portal.storing import keep
from portal.views import JOB_SECONDS

LONG_PDF = 200 * 1024  # bytes: a PDF of ten pages of text takes seconds
TASK = "conferences.tasks.read_document"
PASTED = "văn bản dán"
UNJUDGED = "application/octet-stream"  # it may hold anything: no form may take it for a file that was looked at
WAIT_SECONDS = 20  # of processor time while somebody waits for the page
READINGS, SECONDS = 30, 600  # so many of one person in ten minutes
TOO_MANY = f"Bạn vừa gửi {READINGS} tài liệu trong {SECONDS // 60} phút: hãy chờ ít phút rồi gửi tiếp."


def upload_plan(request: HttpRequest) -> HttpResponse:
    _must_draft(request)
    form = DocumentForm(request.POST or None, request.FILES or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_take(request, form))
        except (SourceRefused, NotAPlan) as refused:
            form.add_error("file" if form.cleaned_data.get("file") else "text", str(refused))
        except Refused as refused:
            form.add_error(None, refused.reasons)
            status = 429
    return render(request, "conferences/reading/upload.html", {"form": form}, status=status)


def _take(request: HttpRequest, form: DocumentForm) -> str:
    """Where it goes on: the page to confirm, or that of the job which reads a long PDF."""
    if throttle.used_up("reading", request, READINGS):
        raise Refused([TOO_MANY])
    throttle.count("reading", request, SECONDS)
    file: UploadedFile | None = form.cleaned_data.get("file")
    if not file:
        kept = keep_reading(text_source(form.cleaned_data["text"]), name=PASTED, owner=request.user)
        return reverse("conferences:confirm-reading", args=[kept.pk])
    content = file.read(MAX_BYTES + 1)
    if content.startswith(b"%PDF") and LONG_PDF < len(content) <= MAX_BYTES:
        upload = keep(content, name=file.name[:200], content_type=UNJUDGED, owner=request.user)
        job = enqueue(TASK, str(upload.pk), title=f"Đọc kế hoạch từ {file.name[:100]}", owner=request.user, at_most=AT_ONCE)
        return reverse("conferences:reading-job", args=[job.pk])
    kept = keep_reading(read_source(content, seconds=WAIT_SECONDS), name=file.name, owner=request.user)
    return reverse("conferences:confirm-reading", args=[kept.pk])


@require_safe
def reading_job(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The job's page until it is over, then the page to confirm."""
    _must_draft(request)
    job = get_object_or_404(Job, pk=pk, owner=request.user, task=TASK)
    if job.result_id:
        return redirect("conferences:confirm-reading", job.result_id)
    response = render(request, "portal/job.html", {"job": job})
    if job.status in (Job.Status.WAITING, Job.Status.RUNNING):
        response["Refresh"] = str(JOB_SECONDS)
    return response


def confirm_plan(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The source beside the facts. Nothing is written before this form is sent; another person's upload is not found."""
    _must_draft(request)
    upload = get_object_or_404(Upload, pk=pk, owner=request.user, content_type=CONTENT_TYPE)
    source = kept_source(upload)
    try:
        reading = read_limited(source)
    except NotAPlan as refused:  # it was one when it was kept: the machine is busy
        messages.error(request, str(refused))
        return redirect("conferences:read-plan")
    offices = offices_of(request.user)
    chosen_lead = next((office for office in offices if str(office.pk) == request.POST.get("unit-0")), None)
    found = matches(reading.data, offices, chosen_lead)
    form = ConfirmForm(request.POST or None, found=found, title=reading.data.get("title", ""))
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            link = once(request.user, form.cleaned_data["form_token"], lambda: _draft(request, form, reading))
            return redirect(link)
        except Faulty as error:
            faults = [f"{fault.path}: {fault.says}" if fault.path else fault.says for fault in error.faults]
        except (Refused, PdfError) as error:
            faults = getattr(error, "reasons", None) or [str(error)]
    groups = fact_groups(reading)
    context = {
        "form": form,
        "reasons": faults,
        "upload": upload,
        "groups": groups,
        "points": open_points(reading, groups),
        "lines": source_lines(source, reading),
        "known": [match for match in found if match.unit and match.is_row],
        "facts": sum(len(group.rows) for group in groups),
    }
    status = 200 if request.method != "POST" else 409 if faults else 422
    return render(request, "conferences/reading/confirm.html", context, status=status)


@transaction.atomic
def _draft(request: HttpRequest, form: ConfirmForm, reading: Any) -> str:
    data = settled_data(reading, form.chosen)
    data["title"] = form.cleaned_data.get("title") or data["title"]
    imported = draft_from(data, by=request.user)
    if not request.user.has_perm(RIGHT, imported.plan):
        raise PermissionDenied
    for line in imported.said:
        messages.info(request, line)
    verb = "Đã lập bản dự thảo từ tài liệu." if imported.is_new else "Đã ghi lại bản dự thảo cùng số, cùng cơ quan."
    messages.success(request, verb)
    return reverse("conferences:plan", args=[imported.plan.pk])


def _must_draft(request: HttpRequest) -> None:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
