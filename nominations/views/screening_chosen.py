"""Many dossiers of a queue at once: how many and who comes first, then they are accepted, or given to an officer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_http_methods

from nominations.actions.screening import Outcome, Seen, accept_many
from nominations.actions.taking import TAKEN, assign
from nominations.models import Dossier
from nominations.screening import RIGHT, Glance, glances_of, in_office
from nominations.views.screening import ScreeningQueue, colleagues
from nominations.views.screening_desk import queue_of
from organizations.models import User
from portal.fields import number
from portal.keys import as_key
from portal.once import OnceForm, once, said_in

MOST = 300  # at once
CLEAN, ASSIGN = "clean", "assign"  # in the address: those alone that are in order; what is to be done
NOT_THERE = "Hãy chọn ít nhất một hồ sơ."
NO_OFFICER = "Hãy chọn cán bộ để giao."


@dataclass(frozen=True)
class Choice:
    """One of those that were chosen, with what the page says of it; `stands_back` says why it is not ticked by itself."""

    dossier: Dossier
    glance: Glance
    stands_back: str = ""

    @property
    def value(self) -> str:
        """As it was seen, for the form."""
        return f"{self.dossier.pk}:{self.dossier.version}:{int(self.glance.is_clean)}"


@require_http_methods(["GET", "HEAD", "POST"])
def chosen_page(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    return _act(request) if request.method == "POST" else _page(request)


def _page(request: HttpRequest, status: int = 200, reasons: Iterable[str] = (), ticked: set[str] | None = None) -> HttpResponse:
    queue, gives = queue_of(request), request.GET.get("for") == ASSIGN
    wanted, matching = _wanted(request, queue)
    choices = _choices(wanted, request.user, gives=gives)
    if request.GET.get("of") == CLEAN:
        choices = [choice for choice in choices if not choice.stands_back]
    ready = [(one, _is_ticked(one, ticked)) for one in choices if not one.stands_back]
    context = {
        "queue": queue,
        "back": f"{reverse('nominations:screening')}{queue.query}",
        "ready": ready,
        "standing_back": [(one, _is_ticked(one, ticked)) for one in choices if one.stands_back],
        "gives": gives,
        "count": len(choices),
        "looked_at": len(wanted),
        "matching": matching,
        "most": MOST,
        "only_clean": request.GET.get("of") == CLEAN,
        "officers": colleagues(request.user),
        "officer": request.POST.get("officer", ""),
        "form": OnceForm(),
        "reasons": list(reasons),
    }
    return render(request, "nominations/screening/chosen.html", context, status=status)


def _wanted(request: HttpRequest, queue: ScreeningQueue) -> tuple[list[Dossier], int]:
    """Those that the address picks, or the first of all that match the queue; and how many match."""
    if "of" in request.GET:
        return list(queue.shown[:MOST]), queue.shown.count()
    keys = map(as_key, request.GET.getlist("one")[:MOST])
    rows = in_office(request.user).filter(pk__in=[key for key in keys if key is not None]).select_related("unit", "category", "plan", "nominee", "screener")
    found = list(rows.order_by("submitted_at", "pk"))
    return found, len(found)


def _choices(rows: list[Dossier], user: User, *, gives: bool) -> list[Choice]:
    glances = glances_of(rows, user)
    return [Choice(row, glances[row.pk], _stands_back(row, glances[row.pk], user, gives=gives)) for row in rows]


def _stands_back(row: Dossier, glance: Glance, user: User, *, gives: bool) -> str:
    """Why somebody should look at it before it is accepted with others, or why it cannot be given to anybody."""
    if row.status not in (TAKEN if gives else (Dossier.Status.SUBMITTED,)):
        return f"đang ở trạng thái “{row.get_status_display()}”"
    if gives:
        return ""
    if row.screener_id not in (None, user.pk):
        return f"{row.screener} đang xử lý"
    return "; ".join(glance.words)


def _is_ticked(choice: Choice, ticked: set[str] | None) -> bool:
    return not choice.stands_back if ticked is None else choice.value in ticked


# --- what is done


def _act(request: HttpRequest) -> HttpResponse:
    """Once for one press; a page that comes back keeps what was ticked."""
    ticked = set(request.POST.getlist("seen")[:MOST])
    seen = dict(pair for value in ticked if (pair := _seen(value)))
    gives = request.GET.get("for") == ASSIGN
    to = _officer(request) if gives else None
    reasons = [] if seen else [NOT_THERE]
    reasons += [NO_OFFICER] if gives and to is None else []
    if reasons:
        return _page(request, 422, reasons, ticked)
    back = f"{reverse('nominations:screening')}{queue_of(request).query}"

    def make() -> str:
        if to is not None:
            _say_given(request, seen, to)
        else:
            _say_accepted(request, accept_many(seen, by=request.user))
        return back

    form = OnceForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, form.errors["form_token"], ticked)
    return redirect(once(request.user, form.cleaned_data["form_token"], make, said=said_in(request)))


def _seen(value: str) -> tuple[int, Seen] | None:
    parts = [as_key(part) for part in value.split(":")]
    if len(parts) != 3 or None in parts:
        return None
    key, version, clean = parts
    return key, Seen(version, bool(clean))


def _officer(request: HttpRequest) -> User | None:
    return colleagues(request.user).filter(pk=as_key(request.POST.get("officer", ""))).first()


def _say_accepted(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.done:
        messages.success(request, f"Đã chấp nhận {number(len(outcome.done))} hồ sơ.")
    _say_left(request, outcome.left)


def _say_given(request: HttpRequest, seen: dict[int, Any], to: User) -> None:
    rows = list(in_office(request.user).filter(pk__in=list(seen)))
    left = assign(rows, to, by=request.user)
    if len(rows) > len(left):
        messages.success(request, f"Đã giao {number(len(rows) - len(left))} hồ sơ cho {to}.")
    _say_left(request, left)


def _say_left(request: HttpRequest, left: list[tuple[Dossier, str]]) -> None:
    """Each by its name with the reason."""
    if left:
        lines = format_html_join("", "<li>{}: {}</li>", ((row.name, reason) for row, reason in left))
        said = format_html("Để lại {} hồ sơ, chưa làm gì với các hồ sơ này:<ul>{}</ul>", number(len(left)), lines)
        messages.warning(request, said)
