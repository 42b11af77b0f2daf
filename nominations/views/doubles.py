"""Possible doubles of a dossier, side by side, for the office that screens it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nominations.double_rows import doubles_for
from nominations.views.dossiers import visible_dossier


@require_safe
def doubles_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is merged here: who reads it opens the other dossier and decides."""
    dossier = visible_dossier(request, pk)
    if not request.user.has_perm("nominations.screen_dossier", dossier):
        raise PermissionDenied
    return render(request, "nominations/doubles.html", {"dossier": dossier, "doubles": doubles_for(dossier, request.user)})
