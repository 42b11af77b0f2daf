"""Pages of the tools: log-in and passwords, notices, jobs, health, and what to say when something is in the way."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.paginator import Paginator
from django.db import DatabaseError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from portal import clock, forms
from portal.fields import number
from portal.large_forms import most_fields
from portal.models import Job, Notice
from portal.storing import serve_upload

PAGE_ROWS = 50
JOB_SECONDS = 3
SMALLER = (
    "Hãy bấm nút Quay lại của trình duyệt để lấy lại phần đã gõ, rồi bớt dòng, bớt cột hoặc ghi theo khối thay vì từng đơn vị; "
    "bảng lớn hơn nữa thì nhờ quản trị nhập từ tệp kế hoạch."
)
FEWER = "Hãy bấm nút Quay lại của trình duyệt để lấy lại phần đã gõ, rồi chọn ít tệp hơn và gửi làm nhiều lần."
SECRET_WORDS = ("password", "token", "csrf")


# --- log-in and passwords -------------------------------------------------------------------------------------------


class Login(auth.LoginView):
    authentication_form = forms.LoginForm
    template_name = "portal/login.html"
    redirect_authenticated_user = True


class Logout(auth.LogoutView):
    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Also clears what the browser of a shared computer has kept of the portal."""
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class PasswordChange(auth.PasswordChangeView):
    form_class = forms.PasswordChangeForm
    template_name = "portal/password_change.html"
    success_url = reverse_lazy("organizations:account")

    def form_valid(self, form: forms.PasswordChangeForm) -> HttpResponse:
        messages.success(self.request, "Đã đổi mật khẩu. Những máy khác đang đăng nhập đã bị đăng xuất.")
        return super().form_valid(form)


class PasswordReset(auth.PasswordResetView):
    form_class = forms.ResetForm
    template_name = "portal/password_reset.html"
    success_url = reverse_lazy("password-reset-sent")


class SetPassword(auth.PasswordResetConfirmView):
    """The one-time link. Opening it, as mail scanners do, uses nothing up; setting the password does."""

    form_class = forms.SetPasswordForm
    template_name = "portal/set_password.html"
    success_url = reverse_lazy("login")

    def form_valid(self, form: forms.SetPasswordForm) -> HttpResponse:
        messages.success(self.request, "Đã đặt mật khẩu. Hãy đăng nhập bằng mật khẩu mới.")
        return super().form_valid(form)


# --- notices --------------------------------------------------------------------------------------------------------


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    rows = Paginator(Notice.objects.filter(user=request.user), PAGE_ROWS)
    page = rows.get_page(request.GET.get("page"))
    return render(request, "portal/notices.html", {"page": page, "pages": rows.get_elided_page_range(page.number)})


@require_POST
def read_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it read and go where it points."""
    notice = get_object_or_404(Notice, pk=pk, user=request.user)
    Notice.objects.filter(pk=notice.pk, read=None).update(read=clock.now())
    return redirect(notice.link or "notices")


@require_POST
def read_all_notices(request: HttpRequest) -> HttpResponse:
    Notice.objects.filter(user=request.user, read=None).update(read=clock.now())
    return redirect("notices")


# --- jobs -----------------------------------------------------------------------------------------------------------


@require_safe
def job(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Progress of one's own job; the browser asks again until it is over."""
    found = get_object_or_404(Job, pk=pk, owner=request.user)
    response = render(request, "portal/job.html", {"job": found})
    if found.status in (Job.Status.WAITING, Job.Status.RUNNING):
        response["Refresh"] = str(JOB_SECONDS)
    return response


@require_safe
def job_result(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    found = get_object_or_404(Job.objects.select_related("result"), pk=pk, owner=request.user)
    if found.result is None:
        raise Http404
    return serve_upload(found.result, download=True)


# --- health and faults ----------------------------------------------------------------------------------------------


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For the machine that watches: 200 while the database answers and its tables are there."""
    try:
        Job.objects.exists()
    except DatabaseError:
        return HttpResponse("database unavailable", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What could not be read. A form that is too large says so and what to do, for its fields cannot be shown again."""
    if not isinstance(exception, TooManyFieldsSent | TooManyFilesSent | RequestDataTooBig):
        return render(request, "400.html", status=400)
    sentences = _too_large(request, exception)
    if not request.accepts("text/html"):  # a script that saves by itself
        return JsonResponse({"state": "refused", "reasons": sentences}, status=413)
    return render(request, "portal/too_large.html", {"sentences": sentences, "path": page_before(request)}, status=413)


def _too_large(request: HttpRequest, exception: Exception) -> list[str]:
    if isinstance(exception, TooManyFilesSent):
        return [f"Mỗi lần gửi nhiều nhất {settings.DATA_UPLOAD_MAX_NUMBER_FILES} tệp nên chưa lưu gì.", FEWER]
    if isinstance(exception, TooManyFieldsSent):
        return [f"Biểu mẫu có hơn {number(most_fields(request))} ô, cổng không nhận hết một lần nên chưa lưu gì.", SMALLER]
    return [f"Chữ trong biểu mẫu nặng hơn {number(settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024)} KB nên chưa lưu gì.", SMALLER]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return keep_typed(request, "portal/csrf_failure.html", status=403)


def keep_typed(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    """A page that says why nothing was saved and shows what was typed, so that it can be copied."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name for word in SECRET_WORDS)
        for value in values
        if value.strip()
    ]
    return render(request, template, {"typed": typed, "path": page_before(request)}, status=status)


def page_before(request: HttpRequest) -> str:
    """The page of the portal that a request was sent from, as a local path; the home page if it came from elsewhere."""
    sent = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    try:
        page = urlsplit(sent)
    except ValueError:  # "http://["
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    if page.netloc != request.get_host() or page.path.startswith("//"):  # which a browser reads as another host
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    return page.path + (f"?{page.query}" if page.query else "")
