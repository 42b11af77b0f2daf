"""Requests of an office to units below it: the list, asking, the page with answer and history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from conferences.models import Holiday
from conferences.plan_check import working_days
from conferences.work import work_chip
from nominations.actions.requests import ANSWER, ASK, answer_request, ask_unit, move_due, move_request
from nominations.flow import REQUEST_BUTTONS
from nominations.forms.requests import AnswerForm, DueForm, RequestForm
from nominations.models import Dossier, UnitRequest
from nominations.work import REQUEST_WORK
from organizations.models import Unit
from organizations.reach import reach
from portal import clock
from portal.keys import as_key
from portal.lists import Chip, Column, ListPage
from portal.move_view import answer_move
from portal.moves import Overtaken, Refused, history, open_moves
from portal.once import once, said_in, sent_before, sent_otherwise
from portal.storing import serve_upload
from portal.templatetags.portal import status as status_badge

DAYS_TO_ANSWER = 5  # working days, as the form proposes them
LATE = "quá hạn"
SENT_OTHERWISE = "Trang này đã gửi một yêu cầu, với nội dung khác. Muốn gửi thêm một yêu cầu nữa với nội dung dưới đây, hãy bấm “Gửi yêu cầu” lần nữa."


def _standing(asked: UnitRequest) -> str:
    return f"{asked.get_status_display()}, {LATE}" if asked.is_late(clock.today()) else asked.get_status_display()


def _badge(asked: UnitRequest) -> str:
    return format_html("{} <strong>{}</strong>", status_badge(asked), LATE) if asked.is_late(clock.today()) else status_badge(asked)


def _late(rows: QuerySet[UnitRequest], _: str) -> QuerySet[UnitRequest]:
    return rows.filter(status="open", due_on__lt=clock.today())


class RequestList(ListPage):
    template_name = "nominations/requests.html"
    model = UnitRequest
    title = "Yêu cầu cho đơn vị"
    noun = "yêu cầu"
    file_name = "yeu-cau"
    crumbs = (("Việc hôm nay", "nominations:home"),)
    search_placeholder = "Tìm theo việc hoặc đơn vị"
    empty_title = "Chưa có yêu cầu nào."
    empty_text = "Cơ quan cấp trên gửi yêu cầu cho đơn vị cấp dưới; đơn vị trả lời trước hạn."
    columns = (
        Column("Việc", "title", link="nominations:request", phone="title"),
        Column("Đơn vị", "unit.label", phone="second"),
        Column("Cơ quan yêu cầu", "office.label"),
        Column("Hạn trả lời", "due_on", sort="due_on", whole=True, phone="second"),
        Column("Trạng thái", _standing, show=_badge, sort="status", phone="second"),
        Column("Gửi lúc", "at", sort="at", whole=True),
        Column("Trả lời lúc", "answered_at", sort="answered_at", whole=True),
    )

    @property
    def chips(self) -> tuple[Chip, ...]:
        return (
            work_chip(self.request.user, REQUEST_WORK),
            Chip("status", "Trạng thái", UnitRequest.Status.choices),
            Chip("late", "Quá hạn", [("open", "chưa trả lời, quá hạn")], _late),
        )

    def rows(self) -> QuerySet[UnitRequest]:
        """Units are read for the page alone: sorted together with many rows they cost seconds."""
        return super().rows().defer("text", "answer").prefetch_related("unit", "office")


def new_request(request: HttpRequest) -> HttpResponse:
    """Of one's own office; the address may name the dossier that it is about. Everything wrong at once, what was typed stays."""
    dossier = _about(request)
    office = _office(request, dossier)
    said = said_in(request)
    if link := sent_before(request.user, request.POST.get("form_token", ""), said=said) if request.method == "POST" else "":
        return redirect(link)
    proposed = working_days(Holiday.objects.all()).after(clock.today(), DAYS_TO_ANSWER)
    meant = dossier.unit if dossier else None
    form = RequestForm(request.POST or None, office=office, meant=meant, initial={"due_on": proposed, "unit": meant.name if meant else ""})
    status, reasons = 422 if form.is_bound else 200, []
    if form.is_bound and form.is_valid():
        token = form.cleaned_data["form_token"]
        try:
            if sent_otherwise(request.user, token, said=said):  # the page came back: whether another one is meant, the person says
                form.renew_token()
                raise Refused([SENT_OTHERWISE])
            return redirect(once(request.user, token, lambda: _ask(request, form, office, dossier), said=said))
        except Refused as refused:
            status, reasons = 409, refused.reasons
    return render(request, "nominations/new_request.html", {"form": form, "office": office, "dossier": dossier, "reasons": reasons}, status=status)


def _about(request: HttpRequest) -> Dossier | None:
    key = request.GET.get("dossier", "")
    if not key:
        return None
    return get_object_or_404(Dossier.objects.visible_to(request.user).select_related("unit", "plan__unit"), pk=as_key(key))


def _office(request: HttpRequest, dossier: Dossier | None) -> Unit:
    """The office whose plan the dossier is filed for, or the first of one's own."""
    held = Unit.objects.all() if request.user.is_superuser else Unit.objects.filter(pk__in=reach(request.user).unit_ids_with(ASK))
    mine = held.order_by("path")
    found = mine.filter(pk=dossier.plan.unit_id).first() if dossier else None
    office = found or mine.first()
    if office is None:
        raise PermissionDenied
    return office


def _ask(request: HttpRequest, form: RequestForm, office: Unit, dossier: Dossier | None) -> str:
    fields = {name: form.cleaned_data[name] for name in ("unit", "title", "text", "due_on")}
    asked = ask_unit(office=office, dossier=dossier, by=request.user, **fields)
    messages.success(request, f"Đã gửi yêu cầu đến {asked.unit.label}.")
    return reverse("nominations:request", args=[asked.pk])


def visible_request(request: HttpRequest, pk: int) -> UnitRequest:
    wanted = UnitRequest.objects.visible_to(request.user).select_related("office", "unit", "by", "answered_by", "file", "dossier")
    return get_object_or_404(wanted, pk=pk)


@require_safe
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, visible_request(request, pk))


def _page(request: HttpRequest, asked: UnitRequest, status: int = 200, **extra: Any) -> HttpResponse:
    is_open = asked.status == UnitRequest.Status.OPEN
    answers, asks = request.user.has_perm(ANSWER, asked), request.user.has_perm(ASK, asked)
    context = {
        "asked": asked,
        "is_late": asked.is_late(clock.today()),
        "about": Dossier.objects.visible_to(request.user).filter(pk=asked.dossier_id).first(),
        "moves": open_moves(asked, REQUEST_BUTTONS, request.user),
        "records": history(asked),
        "answer_form": AnswerForm(owner=request.user) if is_open and answers else None,
        "due_form": DueForm(initial={"due_on": asked.due_on, "version": asked.version}) if is_open and asks else None,
        **extra,
    }
    return render(request, "nominations/request.html", context, status=status)


@require_POST
def request_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    asked, link = visible_request(request, pk), reverse("nominations:request", args=[pk])
    return answer_move(request, asked, name, table=REQUEST_BUTTONS, act=move_request, page=_page, link=link)


@require_POST
def answer_page(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visible_request(request, pk)
    if not request.user.has_perm(ANSWER, asked):
        raise PermissionDenied
    said = said_in(request)
    if link := sent_before(request.user, request.POST.get("form_token", ""), said=said):
        return redirect(link)
    form = AnswerForm(request.POST, request.FILES, owner=request.user)
    if not form.is_valid():
        return _page(request, asked, 422, answer_form=form)

    def make() -> str:
        answer_request(asked, text=form.cleaned_data["answer"], file=form.upload, by=request.user)
        messages.success(request, f"Đã gửi câu trả lời đến {asked.office.label}.")
        return reverse("nominations:request", args=[pk])

    try:
        return redirect(once(request.user, form.cleaned_data["form_token"], make, said=said))
    except Refused as refused:
        return _page(request, visible_request(request, pk), 409, answer_form=form, reasons=refused.reasons)


@require_POST
def move_due_page(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visible_request(request, pk)
    if not request.user.has_perm(ASK, asked):
        raise PermissionDenied
    form = DueForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, 422, due_form=form)
    data = form.cleaned_data

    def make() -> str:
        move_due(asked, due_on=data["due_on"], reason=data["reason"], version=data["version"] or 0, by=request.user)
        messages.success(request, "Đã đổi hạn trả lời; đơn vị được báo.")
        return reverse("nominations:request", args=[pk])

    try:
        return redirect(once(request.user, data["form_token"], make, said=said_in(request)))
    except Overtaken:
        form.over(now := visible_request(request, pk))
        reasons = ["Yêu cầu vừa được đổi ở trang khác. Hạn mới và lý do bạn ghi còn nguyên: hãy xem lại rồi lưu lần nữa."]
        return _page(request, now, 409, due_form=form, reasons=reasons)
    except Refused as refused:
        return _page(request, asked, 409, due_form=form, reasons=refused.reasons)


@require_safe
def request_file(request: HttpRequest, pk: int) -> FileResponse:
    """What the unit sent with its answer, to both sides."""
    asked = visible_request(request, pk)
    if asked.file is None:
        raise Http404
    return serve_upload(asked.file, download="download" in request.GET)
