"""A list that is published inside the organisation: publishing it, its page, objections and their answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences.views.plans import frame, in_office, visible_plan
from nominations.actions import publication as actions
from nominations.forms.publication import AnswerForm, ObjectionForm, PublishForm
from nominations.models import Consent, Dossier, Objection, Publication
from nominations.publication import last_day_of, may_object
from nominations.ranking_parts import people_above
from nominations.ranking_rows import terms_of
from portal import clock
from portal.moves import Refused
from portal.once import once, said_in
from portal.storing import serve_upload


def _sent(request: HttpRequest, form: Any, template: str, context: dict[str, Any], make: Callable[[], str], told: str) -> HttpResponse:
    """Sent once; all faults at once, and what was typed stays."""
    status = 422 if form is not None and form.is_bound else 200
    if form is not None and form.is_bound and form.is_valid():
        try:
            link = once(request.user, form.cleaned_data["form_token"], make, said=said_in(request))
            messages.success(request, told)
            return redirect(link)
        except Refused as refused:
            status, context["reasons"] = 409, refused.reasons
    return render(request, template, context | {"form": form}, status=status)


def new_publication(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    if not in_office(request, plan) or not request.user.has_perm(actions.PUBLISH, Publication(plan=plan)):
        raise PermissionDenied
    form, days = PublishForm(request.POST or None, initial={"starts": clock.today()}), terms_of(plan).notice_days
    people = people_above(plan)
    above = [one.dossier.pk for one in people]
    agreed = Consent.objects.filter(dossier__in=above, purpose=Consent.Purpose.PUBLISHING).values("dossier")

    def make() -> str:
        made = actions.publish_list(plan, starts=form.cleaned_data["starts"], by=request.user)
        return reverse("nominations:publication", args=[made.pk])

    context = {**frame(request, plan), "days": days, "ends": last_day_of(clock.today(), days) if days else None, "count": len(above)}
    context["reserves"] = sum(one.dossier.reserve is not None for one in people)
    context["without_consent"] = Dossier.objects.filter(pk__in=above, category__subject="person").exclude(pk__in=agreed).count()
    return _sent(request, form, "nominations/new_publication.html", context, make, "Đã đăng công khai; các đơn vị được báo.")


def _visible(request: HttpRequest, pk: int) -> Publication:
    return get_object_or_404(Publication.objects.visible_to(request.user).select_related("plan__unit"), pk=pk)


@require_safe
def publication_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as it was published, and the objections that this person may read."""
    publication = _visible(request, pk)
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in publication.rows:
        groups.setdefault(row["category"], []).append(row)
    context = {
        **frame(request, publication.plan),
        "publication": publication,
        "groups": groups,
        "is_running": publication.starts <= clock.today() <= publication.ends,
        "may_object": may_object(request.user, publication),
        "objections": Objection.objects.visible_to(request.user).filter(publication=publication).select_related("dossier"),
    }
    return render(request, "nominations/publication.html", context)


def new_objection(request: HttpRequest, pk: int) -> HttpResponse:
    publication = _visible(request, pk)
    if not may_object(request.user, publication):
        raise PermissionDenied
    office = in_office(request, publication.plan)
    initial = {"received_on": clock.today()} if office else {"objector": request.user.full_name}
    facts = {"publication": publication, "in_office": office, "owner": request.user, "initial": initial}
    form = ObjectionForm(request.POST or None, request.FILES or None, **facts)

    def make() -> str:
        said = form.cleaned_data
        dossier = publication.dossiers.get(pk=said["dossier"])
        typed = {"objector": said["objector"], "text": said["text"], "received_on": said.get("received_on") or clock.today()}
        made = actions.file_objection(publication, dossier=dossier, file=form.upload, by=request.user, **typed)
        return reverse("nominations:objection", args=[made.pk])

    context = {**frame(request, publication.plan), "publication": publication}
    return _sent(request, form, "nominations/new_objection.html", context, make, "Đã gửi kiến nghị.")


def _objection(request: HttpRequest, pk: int) -> Objection:
    related = ("publication__plan__unit", "dossier__plan__unit", "file", "by", "answered_by")
    return get_object_or_404(Objection.objects.visible_to(request.user).select_related(*related), pk=pk)


def objection_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, and its answer; the office answers here."""
    objection = _objection(request, pk)
    may_answer = request.user.has_perm(actions.ANSWER, objection)
    if request.method == "POST" and not may_answer:
        raise PermissionDenied
    may_screen = request.user.has_perm("nominations.screen_dossier", objection.dossier)
    wanted = may_answer and (request.method == "POST" or not objection.result)
    form = AnswerForm(request.POST or None, may_screen=may_screen) if wanted else None

    def make() -> str:
        said = {name: form.cleaned_data.get(name, "") for name in ("result", "answer", "note")}
        actions.answer_objection(objection, **said, by=request.user)
        return reverse("nominations:objection", args=[pk])

    context = {**frame(request, objection.publication.plan), "objection": objection, "publication": objection.publication}
    return _sent(request, form, "nominations/objection.html", context, make, "Đã trả lời kiến nghị.")


@require_safe
def objection_file(request: HttpRequest, pk: int) -> FileResponse:
    objection = get_object_or_404(Objection.objects.visible_to(request.user).select_related("file"), pk=pk, file__isnull=False)
    return serve_upload(objection.file, download="download" in request.GET)
