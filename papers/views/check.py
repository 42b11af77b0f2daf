"""Anybody who holds an issued paper can check it: by its code, and by the file. No log-in, and nothing is kept.

The code has 128 random bits, so that nobody comes by one without the paper; guessing is slowed down all the same.
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from papers.code import grouped, typed_code
from papers.forms import CodeForm
from papers.models import IssuedPaper, PaperFile
from portal import throttle

PDF_HEAD = 8  # bytes that tell a PDF from a Word file or a picture
WRONG_CODES, UPLOADS, SECONDS = 30, 60, 600  # so many of one address in ten minutes


@login_not_required
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """A field for the code, for those without a camera."""
    form = CodeForm(request.GET) if "code" in request.GET else CodeForm()
    if form.is_bound and form.is_valid():
        return redirect("papers:check", form.cleaned_data["code"].strip().replace("/", "-") or "-")
    return render(request, "papers/room/ask_check.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Number, date, issuer, type, title, standing and hash; whether a file that is sent is the very paper."""
    if throttle.used_up("check", request, WRONG_CODES):
        return _slower(request)
    wanted = typed_code(code)
    papers = IssuedPaper.objects.with_links()
    paper = papers.filter(code=wanted).first() if wanted else None
    if paper is None:
        throttle.count("check", request, SECONDS)
        return _public(request, "papers/room/no_such_code.html", {"form": CodeForm({"code": code})}, 404)
    context = {"paper": paper, "code": grouped(paper.code)}
    if request.method == "POST":
        if throttle.used_up("check-file", request, UPLOADS):
            return _slower(request)
        throttle.count("check-file", request, SECONDS)
        context |= _verdict(paper, request.FILES.get("file"))
    return _public(request, "papers/room/check.html", context, 200)


def _verdict(paper: IssuedPaper, file: UploadedFile | None) -> dict[str, object]:
    """Whether the file is one of the paper's own: compared by its hash, then forgotten."""
    if file is None or file.size == 0:
        return {"fault": "Hãy chọn tệp PDF cần kiểm tra; tệp rỗng không kiểm tra được."}
    if file.size > settings.UPLOAD_MAX_BYTES:
        return {"fault": f"Tệp nặng hơn {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB nên không phải văn bản này."}
    digest = hashlib.sha256()
    is_pdf = file.read(PDF_HEAD).startswith(b"%PDF-")
    for chunk in file.chunks():
        digest.update(chunk)
    own = paper.files.facts().exclude(kind=PaperFile.Kind.WORD)  # Word is for working on, not the paper
    same = own.filter(sha256=digest.hexdigest()).first()
    return {"asked": True, "same": same, "is_pdf": is_pdf, "sent_hash": digest.hexdigest()}


def _slower(request: HttpRequest) -> HttpResponse:
    answer = _public(request, "papers/room/slower.html", {}, 429)
    answer["Retry-After"] = str(SECONDS)
    return answer


def _public(request: HttpRequest, template: str, context: dict[str, object], status: int) -> HttpResponse:
    answer = render(request, template, context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer
