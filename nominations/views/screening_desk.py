"""The desk: one dossier of a queue with its evidence and findings; what the office does with it, and on to the next."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from nominations.actions import move_dossier
from nominations.actions.dossiers import SCREENS
from nominations.actions.taking import TAKEN, let_go, take
from nominations.double_rows import awarded_in_period, doubles_for
from nominations.flow import DOSSIER_BUTTONS
from nominations.models import Dossier
from nominations.record import evidence, filed_at, kinds_of, papers_of, with_twins
from nominations.returning import mended_rounds_of
from nominations.screening import RIGHT, missing_of, next_in, position_in
from nominations.standing import standing_of
from nominations.views.dossiers import visible_dossier
from nominations.views.screening import ScreeningQueue
from portal.keys import as_key
from portal.lists import Chip
from portal.move_view import reason_of
from portal.moves import Move, Refused, open_moves

DOUBLES_SHOWN = 5
MOVES = tuple(move for move in DOSSIER_BUTTONS if move.name in SCREENS)
KEYS = {"accept": "a", "return": "r", "hold": "h", "release": "h", "decline": "x", "reopen_screening": "x"}  # the same key undoes it


class DeskQueue(ScreeningQueue):
    """The queue around one dossier: of its filters those alone that the address names."""

    @property
    def chips(self) -> tuple[Chip, ...]:
        return tuple(chip for chip in super().chips if chip.key in self.request.GET)


def queue_of(request: HttpRequest) -> DeskQueue:
    queue = DeskQueue()
    queue.setup(request)
    return queue


def _screened(request: HttpRequest, pk: int) -> Dossier:
    dossier = visible_dossier(request, pk)
    if not request.user.has_perm(RIGHT, dossier):
        raise PermissionDenied
    if dossier.submitted_at is None:  # the desk has what was filed at the office
        raise Http404
    return dossier


def _address(pk: int, queue: ScreeningQueue) -> str:
    return f"{reverse('nominations:screen', args=[pk])}{queue.query}"


@require_safe
def desk_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _screened(request, pk))


def _page(request: HttpRequest, dossier: Dossier, status: int = 200, **extra: Any) -> HttpResponse:
    queue = queue_of(request)
    position = position_in(queue.shown, dossier, queue.sort)
    filed = filed_at([dossier])
    standing = standing_of(dossier, filed)  # reads record and papers too
    own = evidence(dossier.nominee.achievements.all(), filed.get(dossier.pk)) if dossier.nominee else []
    doubles = doubles_for(dossier, request.user, own)
    papers = with_twins(papers_of(dossier, dossier.papers.all()), Dossier.objects.visible_to(request.user))
    context = {
        "dossier": dossier,
        "queue": queue,
        "position": position,
        "previous": _address(position.previous, queue) if position.previous else "",
        "next": _address(position.next, queue) if position.next else "",
        "moves": [(move, KEYS[move.name]) for move in open_moves(dossier, MOVES, request.user)],
        "onwards": urlencode({"next": _address(position.next, queue) if position.next else f"{reverse('nominations:screening')}{queue.query}"}),
        "mine": dossier.screener_id == request.user.pk,
        "theirs": dossier.screener_id is not None and dossier.screener_id != request.user.pk,
        "may_take": dossier.status in TAKEN,
        "standing": standing,
        "may_rule": dossier.status in (Dossier.Status.SUBMITTED, Dossier.Status.ACCEPTED),
        "missing": missing_of(dossier),
        "doubles": doubles[:DOUBLES_SHOWN],
        "doubles_count": len(doubles),
        "awards": awarded_in_period(dossier, own),
        "record": kinds_of(own),
        "papers": papers,
        "has_papers": any(one.paper or one.slot.needed for one in papers),
        "rounds": mended_rounds_of(dossier),
        **extra,
    }
    return render(request, "nominations/screening/desk.html", context, status=status)


# --- what the office does


@require_POST
def desk_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One move; then on to the next, which says in a line what became of the last."""
    dossier, move = _screened(request, pk), next((move for move in MOVES if move.name == name), None)
    if move is None:
        raise Http404
    note, wrong = reason_of(request.POST.get("note", ""))
    try:
        if wrong:
            raise Refused(wrong)
        move_dossier(dossier, name, by=request.user, note=note, instead_of=_instead_of(request))
    except Refused as refused:
        return _refused(request, pk, refused, tried=name, note=request.POST.get("note", ""))
    queue = queue_of(request)
    following = next_in(queue.shown, dossier, queue.sort)
    messages.success(request, _done(move, dossier, queue))
    if following:
        return redirect(_address(following, queue))
    messages.info(request, "Đã đến cuối hàng đợi.")
    return redirect(f"{reverse('nominations:screening')}{queue.query}")


def _done(move: Move, dossier: Dossier, queue: ScreeningQueue) -> str:
    said = f"Đã {move.label[0].lower()}{move.label[1:]}."
    return format_html('<strong>{}</strong> {}: <a href="{}">xem lại hồ sơ này</a>', said, dossier.name, _address(dossier.pk, queue))


@require_POST
def desk_take(request: HttpRequest, pk: int) -> HttpResponse:
    """“Nhận xử lý”, instead of a colleague too; or “Thôi nhận”."""
    dossier, gives_up = _screened(request, pk), "let_go" in request.POST
    try:
        if gives_up:
            let_go(dossier, by=request.user)
        else:
            take(dossier, by=request.user, instead_of=_instead_of(request))
    except Refused as refused:
        return _refused(request, pk, refused)
    messages.success(request, "Đã thôi nhận xử lý; ai cũng nhận được." if gives_up else "Đã nhận xử lý.")
    return redirect(_address(pk, queue_of(request)))


def _refused(request: HttpRequest, pk: int, refused: Refused, **typed: str) -> HttpResponse:
    """The page as it is by now, with the reasons and what was typed."""
    return _page(request, _screened(request, pk), 409, reasons=refused.reasons, **typed)


def _instead_of(request: HttpRequest) -> int | None:
    """The officer whom the page showed, where “Nhận thay” is ticked."""
    return as_key(request.POST.get("instead_of", ""))
