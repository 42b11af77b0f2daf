"""What is unused and who would get it; the officer makes a new version of the table of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from conferences.views.allocations import visible_allocation
from conferences.views.plans import frame, plan_dossiers, row_key
from nominations.actions.reclaim import RIGHT, reclaim_places
from nominations.reclaiming import reclaim_of
from nominations.rules import places_may_be_reclaimed
from portal import clock
from portal.moves import Overtaken, Refused

SUMS = ("places", "filed", "unused", "taken", "reserves", "shared", "after")
OVERTAKEN = "Từ lúc mở trang, đã có hồ sơ nộp thêm hoặc suất chia tiếp. Bảng dưới đây là số mới; hãy xem lại."


def reclaim_page(request: HttpRequest, pk: int) -> HttpResponse:
    allocation = visible_allocation(request, pk)
    if not request.user.has_perm(RIGHT, allocation):
        raise PermissionDenied
    status, reasons = 200, []
    if request.method == "POST":
        status = 409
        try:
            draft = reclaim_places(allocation, seen=row_key(request, "seen") or 0, by=request.user)
            messages.success(request, f"Đã lập {str(draft).lower()}; trình duyệt rồi công bố như mọi bảng.")
            return redirect("conferences:allocation", draft.pk)
        except Refused as refused:
            reasons = refused.reasons
        except Overtaken:
            reasons = [OVERTAKEN]
    answer = reclaim_of(allocation)
    closed = places_may_be_reclaimed(answer, clock.now())
    context = {
        **frame(request, allocation.plan),
        "allocation": allocation,
        "answer": answer,
        "sums": {name: sum(getattr(line, name) for line in answer.lines) for name in SUMS},
        "dossiers": plan_dossiers(allocation.plan),
        "closed": closed,
        "reasons": reasons,
    }
    return render(request, "nominations/reclaim.html", context, status=status)
