"""Correcting and revoking names of an issued decision: choose them on its page, say why here; the rest is a decision's life."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from nominations.actions import EDITABLE_DECISION, amending
from nominations.amendments import may_be_amended
from nominations.forms.amendment import AmendmentForm
from nominations.models import Decision, DecisionLine
from nominations.papers.amendment import named
from portal.keys import as_key
from portal.large_forms import takes_fields
from portal.moves import Overtaken, Refused
from portal.once import once, said_in, sent_before

RIGHT = "nominations.draft_decision"
MOST_FIELDS = 20_000
NOBODY = "Chưa chọn tên nào: hãy đánh dấu các tên trong danh sách, rồi bấm lại."
KINDS = {"correct": Decision.Kind.CORRECTION, "revoke": Decision.Kind.REVOCATION}


def _writable(request: HttpRequest, pk: int) -> Decision:
    seen = Decision.objects.visible_to(request.user).select_related("plan__unit", "award", "old__paper")
    decision = get_object_or_404(seen, pk=pk)
    if not request.user.has_perm(RIGHT, decision):
        raise PermissionDenied
    return decision


@takes_fields(MOST_FIELDS)
def new_amendment(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The names ticked on the page of the decision are sent with POST, for an address holds some hundreds at most; or `?whole=1`."""
    if kind not in KINDS:
        raise Http404
    old, chosen = _writable(request, pk), KINDS[kind]
    if link := sent_before(request.user, request.POST.get("form_token", ""), said=said_in(request)):
        return redirect(link)
    if refused := may_be_amended(old):
        messages.warning(request, " ".join(refused))
        return redirect("nominations:decision", pk)
    whole = chosen == Decision.Kind.REVOCATION and request.GET.get("whole") == "1"
    is_choice = request.method == "POST" and "form_token" not in request.POST
    if is_choice and not _lines(old, request):
        messages.warning(request, NOBODY)
        return redirect("nominations:decision", pk)
    form = AmendmentForm(None if is_choice else request.POST or None, kind=chosen, lines=_lines(old, request), whole=whole, initial={"grounds": "\n".join(_grounds(old))})

    def make() -> str:
        made = amending.draft_amendment(old, kind=chosen, whole=whole, by=request.user, **form.values())
        return reverse("nominations:decision", args=[made.pk])

    return _form_page(request, form, {"old": old, "kind": chosen, "whole": whole}, make)


@takes_fields(MOST_FIELDS)
def edit_amendment(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _writable(request, pk)
    if not decision.is_amendment:
        raise Http404
    if request.method == "GET" and decision.status not in EDITABLE_DECISION:
        messages.warning(request, f"Quyết định {decision.get_status_display()}, không sửa được nữa.")
        return redirect("nominations:decision", pk)
    stored = list(decision.changes.select_related("line__register", "line__corrected"))
    initial = {"grounds": "\n".join(decision.grounds), "reason": decision.reason, "version": decision.version}
    form = AmendmentForm(
        request.POST or None, kind=decision.kind, lines=[change.line for change in stored], whole=decision.whole, stored=stored, initial=initial
    )

    def make() -> str:
        amending.save_amendment(decision, version=form.cleaned_data["version"] or 0, by=request.user, **form.values())
        return reverse("nominations:decision", args=[pk])

    return _form_page(request, form, {"old": decision.old, "kind": decision.kind, "whole": decision.whole, "decision": decision}, make)


def _form_page(request: HttpRequest, form: AmendmentForm, context: dict[str, Any], make: Callable[[], str]) -> HttpResponse:
    answer = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            return redirect(once(request.user, form.cleaned_data["form_token"], make, said=said_in(request)))
        except Overtaken:
            answer = 409
            context["theirs"] = form.over(Decision.objects.get(pk=context["decision"].pk))
            context["their_changes"] = context["theirs"].changes.select_related("line", "previous")
        except Refused as refused:
            context["reasons"], answer = refused.reasons, 409
    return render(request, "nominations/amendment_form.html", {"form": form, **context}, status=answer)


def _lines(old: Decision, request: HttpRequest) -> list[DecisionLine]:
    keys = map(as_key, request.POST.getlist("line") or request.GET.getlist("line"))
    return list(old.lines.filter(pk__in=[key for key in keys if key is not None]).select_related("register", "corrected"))


def _grounds(old: Decision) -> list[str]:
    """What the older decision rested on, and the decision itself."""
    return [*[line for line in old.grounds if not line.startswith("Xét ")], f"Căn cứ {named(old)} về việc tặng {old.award_form}", "Xét đề nghị của Văn phòng"]
