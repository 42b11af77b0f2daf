"""What is said about a standard of a dossier, by a button beside it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nominations.actions.answers import confirm, rule_on
from nominations.models import Dossier
from nominations.views.dossiers import refused_page, visible_dossier
from portal.move_view import reason_of
from portal.moves import Refused


@require_POST
def confirm_standard(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """The unit's word; `taken_back` takes it back, `step` names the page of the wizard to go back to."""
    dossier, taken_back = visible_dossier(request, pk), "taken_back" in request.POST
    said = "Đã rút xác nhận." if taken_back else "Đã ghi xác nhận của đơn vị."
    return _answer(request, dossier, mark, said, lambda: confirm(dossier, mark, by=request.user, taken_back=taken_back))


@require_POST
def rule_on_standard(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """The office's word with its reason; what was typed stays when it is refused."""
    dossier, says = visible_dossier(request, pk), request.POST.get("says", "")
    reason, wrong = reason_of(request.POST.get("reason", ""))

    def act() -> None:
        if wrong:
            raise Refused(wrong)
        rule_on(dossier, mark, says, by=request.user, reason=reason)

    return _answer(request, dossier, mark, "Đã ghi kết luận." if says else "Đã bỏ kết luận.", act)


def _answer(request: HttpRequest, dossier: Dossier, mark: str, said: str, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        typed = {"tried_mark": mark, "typed_reason": request.POST.get("reason", ""), "typed_says": request.POST.get("says", "")}
        return refused_page(request, dossier, reasons=refused.reasons, **typed)
    messages.success(request, said)
    return redirect(f"{_page_of(request, dossier)}#standard-{mark}")


def _page_of(request: HttpRequest, dossier: Dossier) -> str:
    """Whence it was said: a step of the wizard, the screening desk in its queue, or the dossier's page."""
    step = request.POST.get("step", "")
    if step.replace("-", "").isalnum() and step.isascii():
        return reverse("nominations:edit-step", args=[dossier.pk, step])
    if "desk" in request.POST:
        queue = QueryDict(request.POST["desk"].removeprefix("?")).urlencode()
        return f"{reverse('nominations:screen', args=[dossier.pk])}{'?' * bool(queue)}{queue}"
    return reverse("nominations:dossier", args=[dossier.pk])
