"""Why the figures of a table are what they are: the sheet of the table and of each row, on screen and as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences.models import AllocationRow
from conferences.papers.explanation import FILE_NAME, Explained, explained, explanation_paper
from conferences.views.allocations import visible_allocation
from conferences.views.plans import frame
from papers.views import file_name, paper_answer

FACES = ("pdf", "docx")


@require_safe
def explanation_page(request: HttpRequest, pk: int, order: int | None = None) -> HttpResponse:
    """The sheet in the page; of a table that was typed without a rule there is none."""
    allocation = visible_allocation(request, pk)
    if not allocation.rule.get("pools"):
        raise Http404
    found = explained(allocation)
    row = _row(found, order) if found else None
    end = [] if order is None else [order]
    faces = {face: reverse("conferences:explanation-paper", args=[pk, *end, face]) for face in FACES}
    context = {**frame(request, allocation.plan), "allocation": allocation, "found": found, "row": row, "faces": faces}
    return render(request, "conferences/explanation.html", context, status=200 if found else 409)


@require_safe
def explanation_file(request: HttpRequest, pk: int, face: str, order: int | None = None) -> HttpResponse:
    allocation = visible_allocation(request, pk)
    found = explained(allocation)
    if face not in FACES or found is None:
        raise Http404
    paper = explanation_paper(found, row=_row(found, order))
    back = (str(allocation), reverse("conferences:allocation", args=[pk]))
    name = file_name(FILE_NAME, allocation.plan.number, allocation.plan.pk)
    return paper_answer(request, paper, name=f"{name}-{order}" if order else name, face=face, back=back)


def _row(found: Explained, order: int | None) -> AllocationRow | None:
    """The row that stands there in the table, from 1; none is asked for the whole table."""
    if order is None:
        return None
    if not 1 <= order <= len(found.rows):
        raise Http404
    return found.rows[order - 1]
