"""The page's side of a move: one POST makes it; a refusal is the same page with all the reasons and the typed note."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.fields import clean_text
from portal.moves import Move, Refused

NOTE_LENGTH = 2000


def answer_move(
    request: HttpRequest,
    obj: Any,
    name: str,
    *,
    table: Iterable[Move],
    act: Callable[..., Any],
    page: Callable[..., HttpResponse],
    link: str,
) -> HttpResponse:
    """Make the move `name` of `table` and go to `link`; refused, answer `page(request, obj, **context)` as 409."""
    move = next((move for move in table if move.name == name), None)
    if move is None:
        raise Http404
    note, reasons = _note(request, move)
    if not reasons:
        try:
            act(obj, name, by=request.user, note=note)
        except Refused as refused:
            reasons = refused.reasons
    if reasons:
        obj.refresh_from_db()
        return page(request, obj, tried=name, reasons=reasons, note=request.POST.get("note", ""), status=409)
    messages.success(request, f"Đã {move.label[0].lower()}{move.label[1:]}.")
    return redirect(link)


def reason_of(typed: str) -> tuple[str, list[str]]:
    """The cleaned reason, and what is wrong with what was typed."""
    try:
        reason = clean_text(typed, keep_lines=True)
    except ValueError as error:
        return "", [f"Lý do: {error}"]
    return reason, [f"Lý do dài {len(reason)} chữ; nhiều nhất {NOTE_LENGTH}."] if len(reason) > NOTE_LENGTH else []


def _note(request: HttpRequest, move: Move) -> tuple[str, list[str]]:
    """The cleaned note, and what is wrong with what was typed."""
    note, reasons = reason_of(request.POST.get("note", ""))
    if move.word and _typed_word(request) != move.word:
        reasons.append(f"Hãy gõ đúng “{move.word}” để xác nhận.")
    return note, reasons


def _typed_word(request: HttpRequest) -> str:
    """In NFC, for a Mac may write its letters otherwise; what is no text at all is no word."""
    try:
        return clean_text(request.POST.get("word", "")).upper()
    except ValueError:
        return ""
