"""One issued paper: its facts, its bytes, and what the clerk still does about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from papers import actions
from papers.code import grouped
from papers.document_types import DECISION, LETTER
from papers.forms import CopyForm, EntryForm, NamesForm
from papers.models import PRINTED_FACES, IssuedPaper, PaperFile
from papers.querysets import ISSUE
from papers.views.answers import serve_file, stored_answer
from papers.views.register import standing
from portal.moves import Overtaken, Refused, history
from portal.storing import shown_name

REFRESH_SECONDS = 2
CHOICES = 200  # of newer papers that may correct or cancel one, the newest first


def _visible(request: HttpRequest, pk: int) -> IssuedPaper:
    papers = IssuedPaper.objects.visible_to(request.user).with_links()
    return get_object_or_404(papers.select_related("unit", "job", "issued_by"), pk=pk)


def as_clerk(request: HttpRequest, pk: int) -> IssuedPaper:
    """The paper, for the clerk of its office; 404 for strangers, 403 for others who see it."""
    paper = _visible(request, pk)
    if not request.user.has_perm(ISSUE, paper):
        raise PermissionDenied
    return paper


@require_safe
def paper_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk))


def _page(request: HttpRequest, paper: IssuedPaper, *, status: int = 200, reasons: list[str] | None = None, **forms: Any) -> HttpResponse:
    """The page; while the paper is printed the browser asks again. `forms` are those that came back with faults."""
    context = {
        "paper": paper,
        "standing": standing(paper),
        "code": grouped(paper.code),
        "files": list(paper.files.facts().select_related("added_by")),
        "records": history(paper),
        "reasons": reasons,
        "form": next(iter(forms.values()), None),
        "printing": actions.is_at_it(paper),
    }
    if request.user.has_perm(ISSUE, paper):
        context |= _clerks_forms(paper) | forms
    answer = render(request, "papers/room/paper.html", context, status=status)
    if paper.status == IssuedPaper.Status.NUMBERED and context["printing"]:
        answer["Refresh"] = str(REFRESH_SECONDS)
    return answer


def _clerks_forms(paper: IssuedPaper) -> dict[str, Any]:
    entry = actions.entry_of(paper) | {"seen": actions.entry_mark(paper)}
    return {
        "may_issue": True,
        "copy_form": CopyForm(),
        "entry_form": EntryForm(initial=entry),
        "names_form": NamesForm(choices=_newer(paper)),
    }


def _newer(paper: IssuedPaper) -> QuerySet[IssuedPaper]:
    """What may correct or cancel it: papers of the office from that day on, of a type that may, that do not name another yet."""
    later = IssuedPaper.objects.filter(unit=paper.unit_id, date__gte=paper.date, names=None).exclude(pk=paper.pk)
    fitting = later.filter(type_code__in=(paper.type_code, LETTER, DECISION))
    return IssuedPaper.objects.light().filter(pk__in=fitting.values("pk")[:CHOICES])


def _done(request: HttpRequest, paper: IssuedPaper, form: Any, name: str, act: Callable[[], Any], said: str) -> HttpResponse:
    """Does what a form asks and goes back to the paper; otherwise the page with everything typed and every reason."""
    if not form.is_valid():
        return _page(request, paper, status=422, **{name: form})
    try:
        act()
    except Refused as refused:
        return _page(request, _visible(request, paper.pk), status=409, reasons=refused.reasons, **{name: form})
    messages.success(request, said)
    return redirect("papers:paper", paper.pk)


@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    paper, form = as_clerk(request, pk), CopyForm(request.POST, request.FILES)

    def act() -> None:
        name = shown_name(form.cleaned_data["file"].name, form.copy.kind.suffix)
        actions.attach_copy(paper, form.copy, name=name, by=request.user)

    return _done(request, paper, form, "copy_form", act, "Đã gắn tệp.")


@require_POST
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    paper, form = as_clerk(request, pk), EntryForm(request.POST.dict())

    def act() -> None:
        actions.fill_in(paper, entry=form.cleaned_data, seen=form.cleaned_data["seen"], by=request.user)

    try:
        return _done(request, paper, form, "entry_form", act, "Đã ghi vào sổ.")
    except Overtaken:
        form.over(actions.entry_mark(paper))
        return _page(request, paper, status=409, reasons=[_overtaken(paper)], entry_form=form)


def _overtaken(paper: IssuedPaper) -> str:
    """What somebody else has filled in since the page was opened."""
    shown = EntryForm(initial=actions.entry_of(paper))
    theirs = "; ".join(f"{field.label}: {field.value()}" for field in shown.visible_fields() if field.value())
    told = f"Người khác vừa ghi các cột này ({theirs or 'để trống'})."
    return f"{told} Phần bạn gõ còn nguyên trong biểu mẫu; ghi lần nữa là thay phần của họ."


@require_POST
def name_older(request: HttpRequest, pk: int) -> HttpResponse:
    paper = as_clerk(request, pk)
    form = NamesForm(request.POST, choices=_newer(paper))

    def act() -> None:
        given = {name: form.cleaned_data[name] for name in ("names_as", "reason")}
        actions.name_older(form.cleaned_data["new"], paper, by=request.user, **given)

    return _done(request, paper, form, "names_form", act, "Đã ghi vào sổ; trang kiểm tra báo theo.")


@require_POST
def print_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Print once more from the frozen data, after a print that did not come to its end."""
    paper = as_clerk(request, pk)
    try:
        actions.print_again(paper, by=request.user)
    except Refused as refused:
        return _page(request, paper, status=409, reasons=refused.reasons)
    return redirect("papers:paper", pk)


@require_safe
def paper_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    if kind not in PRINTED_FACES:
        raise Http404
    return serve_file(_visible(request, pk), kind, download="download" in request.GET)


@require_safe
def copy_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A signed or scanned copy, or what goes with the paper, by its own number."""
    mine = IssuedPaper.objects.visible_to(request.user)
    beside = PaperFile.objects.filter(Q(kind=PaperFile.Kind.COPY) | ~Q(insert=""), pk=pk, paper__in=mine)
    return stored_answer(beside.first(), download="download" in request.GET)
