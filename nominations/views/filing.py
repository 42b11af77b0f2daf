"""Writing a dossier in steps: each is a form of its own that saves itself, with a button where there is no script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences.models import Category, Plan, Subject
from nominations import actions, rules
from nominations.forms import ConsentForm, PapersForm, RecordForm, WhoForm
from nominations.forms.opened import open_only
from nominations.forms.versions import SharedForm, StepForm
from nominations.levels import sending_closing
from nominations.models import Dossier, Nominee
from nominations.places import place_for, places_of
from nominations.record import Relying, relying_on
from nominations.returning import open_items, open_round
from nominations.standing import standing_of
from nominations.views.dossiers import RIGHT, visible_dossier
from nominations.work import filings
from organizations.models import Unit, User
from organizations.reach import reach
from portal import clock
from portal.keys import as_key
from portal.moves import Overtaken, Refused
from portal.once import forget_said, once, said_in, sent_before, sent_otherwise

MOST_KNOWN = 200  # nominees offered again; more are found by the list of dossiers


@dataclass(frozen=True)
class Step:
    """One page of the wizard: how its form is made, and what saving it does."""

    key: str
    label: str
    form: Callable[..., StepForm]
    save: Callable[..., Dossier]


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _who(dossier: Dossier, by: User, data: Any, files: Any) -> WhoForm:
    places = places_of(dossier.plan, dossier.unit)
    return WhoForm(data, plan=dossier.plan, subject=dossier.category.subject, places=places, dossier=dossier)


def _record(dossier: Dossier, by: User, data: Any, files: Any) -> RecordForm:
    records = dossier.nominee.achievements.select_related("honour") if dossier.nominee else []
    more = data.get("do", "").removeprefix("add-") if data else ""
    return RecordForm(data, dossier=dossier, records=records, more=more)


def _known(form: SharedForm) -> int:
    return form.cleaned_data["nominee_version"] or 0


STEPS = (
    Step("who", "Người, tập thể", _who, lambda one, form, **by: actions.save_who(
        one, fields=form.values(), facts=form.nominee_values(), nominee_version=_known(form), **by)),
    Step("record", "Thành tích", _record, lambda one, form, **by: actions.save_record(
        one, fields=form.values(), lines=form.lines(), nominee_version=_known(form), **by)),
    Step("papers", "Giấy tờ", lambda one, by, data, files: PapersForm(data, files, dossier=one, owner=by),
         lambda one, form, **by: actions.save_papers(one, wanted=form.wanted(), **by)),
    Step("consent", "Đồng ý", lambda one, by, data, files: ConsentForm(data, dossier=one, asked=standing_of(one).lines),
         lambda one, form, **by: actions.save_agreement(
            one, consents=form.consents(), confirmed=form.confirmed(), **by)),
)  # fmt: skip


def new_dossier(request: HttpRequest) -> HttpResponse:
    """Choose plan, unit and category where there is a choice, then say who it is."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    chosen = [request.GET.get(name, "") for name in ("plan", "unit")]
    if all(chosen):
        return _begin(request, *chosen)
    open_filings = filings(request.user)
    if len(open_filings) == 1:
        only = open_filings[0]
        return redirect(f"{reverse('nominations:new-dossier')}?plan={only.plan.pk}&unit={only.unit.pk}")
    return render(request, "nominations/choose_plan.html", {"filings": open_filings})


def _key(text: str) -> int:
    key = as_key(text)
    if key is None:
        raise Http404
    return key


def _begin(request: HttpRequest, plan_key: str, unit_key: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).open_for_filing(), pk=_key(plan_key))
    unit = get_object_or_404(Unit.objects.filter(pk__in=reach(request.user).unit_ids_with(RIGHT)), pk=_key(unit_key))
    places = places_of(plan, unit)
    around = {"plan": plan, "unit": unit, "places": places.values(), "closes_at": sending_closing(plan, unit), "steps": STEPS, "step": STEPS[0]}
    category = _category(request, plan, places)
    if category is None:
        return render(request, "nominations/choose_category.html", around)
    own = Nominee.objects.visible_to(request.user).filter(unit=unit, kind__subject=category.subject)
    again = get_object_or_404(own, pk=_key(request.GET["nominee"])) if request.GET.get("nominee") else None
    known = () if again else own.order_by("sort_key")[:MOST_KNOWN]
    asked = {"plan": plan, "subject": category.subject, "places": places, "category": category}
    form, status, extra = WhoForm(request.POST or None, nominee=again, **asked), 200, {}
    if request.method == "POST":
        said = said_in(request)
        if link := sent_before(request.user, request.POST.get("form_token", ""), said=said):
            return redirect(link)
        status = 422
        if form.is_valid():
            answer = _begun(request, form, said, lambda: _create(form, plan, unit, again, request.user))
            if isinstance(answer, str):
                return redirect(answer)
            status, extra = 409, answer
    if "changed" in extra:
        again.refresh_from_db()
        extra["their_words"] = form.stored_otherwise(WhoForm(nominee=again, **asked))
        form.over_nominee(again)
    context = around | {"form": form, "known": known, "again": again, "category": category} | extra
    context["relying"] = _relying(again, STEPS[0]) if again else ()
    return render(request, "nominations/filing/who.html", context, status=status)


def _begun(request: HttpRequest, form: WhoForm, said: bytes, create: Callable[[], str]) -> str | dict[str, Any]:
    """Where the new dossier goes on; or what stands against it, for the page. A page that has begun one already, with other words,
    came back: whether another one is meant, the person says by pressing once more."""
    token = form.cleaned_data["form_token"]
    if begun := sent_otherwise(request.user, token, said=said):
        form.renew_token()
        return {"begun": begun}
    try:
        link = once(request.user, token, create, said=said)
    except Overtaken:
        return {"changed": True}
    except Refused as refused:
        return {"reasons": refused.reasons}
    messages.success(request, "Đã lưu bản nháp.")
    return link


def _category(request: HttpRequest, plan: Plan, places: dict[int, Any]) -> Category | None:
    """The one that the address names, or the only one with places; None where somebody must choose."""
    if request.GET.get("category"):
        return get_object_or_404(Category, plan=plan, pk=_key(request.GET["category"]))
    categories = list(plan.categories.filter(pk__in=places))
    return categories[0] if len(categories) == 1 else None


def _create(form: WhoForm, plan: Plan, unit: Unit, nominee: Nominee | None, by: Any) -> str:
    facts = form.nominee_values()
    dossier = actions.draft_dossier(
        plan=plan, unit=unit, nominee=nominee, nominee_version=_known(form), facts=facts, by=by, **form.values()
    )
    return reverse("nominations:edit-step", args=[dossier.pk, STEPS[1].key])


@require_safe
def edit_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """The first step; the steps lead from one to the next."""
    dossier = _editable(request, pk)
    if dossier is None:
        return redirect("nominations:dossier", pk)
    return redirect("nominations:edit-step", pk, STEPS[0].key)


def _editable(request: HttpRequest, pk: int) -> Dossier | None:
    """The dossier, None (and said) where nothing can be written any more."""
    dossier = visible_dossier(request, pk)
    if not request.user.has_perm(RIGHT, dossier):
        raise PermissionDenied
    if request.method == "GET" and dossier.status not in actions.EDITABLE_DOSSIER:
        messages.warning(request, f"Hồ sơ {dossier.get_status_display()}, không sửa được nữa.")
        return None
    return dossier


def edit_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step. A POST saves it: by the button, going on to the next; by the page itself (htmx), answering with what is beside."""
    here = next((at for at, one in enumerate(STEPS) if one.key == step), None)
    if here is None:
        raise Http404
    dossier = _editable(request, pk)
    if dossier is None:
        return redirect("nominations:dossier", pk)
    form = _form(request, dossier, here)
    if request.method != "POST" or "do" in request.POST:
        return _page(request, dossier, here, form)
    by_page = bool(request.htmx)
    if not form.is_valid():
        return _beside(request, dossier, form, status=422) if by_page else _page(request, dossier, here, form, status=422)
    try:
        if by_page:
            with transaction.atomic():
                _write(request, dossier, here, form)
                forget_said(request.user, form.cleaned_data["form_token"])
            return _beside(request, visible_dossier(request, pk), form)
        link = once(request.user, form.cleaned_data["form_token"], lambda: _save(request, dossier, here, form), said=said_in(request))
        return redirect(link)
    except Overtaken as late:
        extra = _clash(late, form, stored := visible_dossier(request, pk), STEPS[here].form(stored, request.user, None, None))
        if not by_page:  # saving over somebody else's text is a choice: the page by itself goes on being refused
            form.over(stored)
    except Refused as refused:
        extra = {"reasons": refused.reasons}
    return _beside(request, dossier, form, status=409, **extra) if by_page else _page(request, dossier, here, form, status=409, **extra)


def _form(request: HttpRequest, dossier: Dossier, here: int) -> StepForm:
    """Of a dossier that is mended item by item, with nothing open but these."""
    form, opened = STEPS[here].form(dossier, request.user, *_sent(request)), open_items(dossier)
    if opened is not None:
        open_only(form, opened, dossier.plan.unit.label)
    return form


def _clash(late: Overtaken, form: StepForm, theirs: Dossier, stored: StepForm) -> dict[str, Any]:
    """Who was overtaken, by what: the words that are stored now."""
    elsewhere = isinstance(late, actions.RecordOvertaken)
    return {"theirs": theirs, "elsewhere": elsewhere, "their_words": form.stored_otherwise(stored)}


def _write(request: HttpRequest, dossier: Dossier, here: int, form: StepForm) -> None:
    known = {"version": form.cleaned_data["version"] or 0, "page": form.cleaned_data["form_token"]}
    STEPS[here].save(dossier, form, by=request.user, **known)


def _save(request: HttpRequest, dossier: Dossier, here: int, form: StepForm) -> str:
    """Save and say where to go on."""
    _write(request, dossier, here, form)
    messages.success(request, "Đã lưu.")
    if "stay" in request.POST or here + 1 == len(STEPS):
        return reverse("nominations:dossier", args=[dossier.pk])
    return reverse("nominations:edit-step", args=[dossier.pk, STEPS[here + 1].key])


def _page(request: HttpRequest, dossier: Dossier, here: int, form: StepForm, status: int = 200, **extra: Any) -> HttpResponse:
    context = _context(dossier, form) | {"steps": STEPS, "step": STEPS[here], "last": here + 1 == len(STEPS)} | extra
    context["sent_back"] = open_round(dossier)
    if isinstance(form, SharedForm) and dossier.nominee:
        context["relying"] = _relying(dossier.nominee, STEPS[here])
    return render(request, f"nominations/filing/{STEPS[here].key}.html", context, status=status)


def _relying(nominee: Nominee, step: Step) -> list[Relying]:
    """The dossiers at the office that stand on what the step writes: on the facts of a unit only its own."""
    return [one for one in relying_on([nominee])[nominee.pk] if step.key == "record" or one.dossier.nominee_id == nominee.pk]


def _beside(request: HttpRequest, dossier: Dossier, form: StepForm, status: int = 200, **extra: Any) -> HttpResponse:
    """What stands beside the form, after the page has saved itself; with the version it now has."""
    context = _context(dossier, form) | {"saved_at": clock.now() if status == 200 else None, "by_page": True} | extra
    return render(request, "nominations/filing/_beside.html", context, status=status)


def _context(dossier: Dossier, form: StepForm) -> dict[str, Any]:
    return {
        "form": form,
        "dossier": dossier,
        "plan": dossier.plan,
        "unit": dossier.unit,
        "place": place_for(dossier.plan, dossier.unit, dossier.category),
        "closes_at": sending_closing(dossier.plan, dossier.unit),
        "standing": standing_of(dossier),
        "missing": rules.dossier_is_complete(dossier, clock.now()),
        "is_person": dossier.category.subject == Subject.PERSON,
    }
