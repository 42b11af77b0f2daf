"""The papers of a plan: in the page, and as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences.models import Allocation, Plan
from conferences.papers import PAPERS, TITLE_PAPER, PaperKind, insert_name
from conferences.papers.allocation import paper_with_table
from conferences.sheets import SHEETS
from conferences.views.plans import frame, visible_plan, visible_table
from papers.models import PRINTED_FACES, IssuedPaper
from papers.views import file_answer, file_name, issued_answer, paper_answer
from portal import clock


@require_safe
def papers_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper at a time, chosen in the address."""
    plan = visible_plan(request, pk)
    context = frame(request, plan)
    kinds = {name: kind for name, kind in PAPERS.items() if _thing(plan, kind, context["table"]) is not None}
    chosen = request.GET.get("kind", "")
    chosen = chosen if chosen in kinds else "plan"
    faces = {face: reverse("conferences:paper", args=[pk, chosen, face]) for face in kinds[chosen].faces}
    context |= {"kinds": kinds, "chosen": chosen, "label": kinds[chosen].label, "faces": faces}
    return render(request, "conferences/papers.html", context)


@require_safe
def paper(request: HttpRequest, pk: int, kind: str, face: str) -> HttpResponse:
    """The file: of an issued plan the stored bytes, otherwise as it stands now; a draft says so on every page."""
    plan = visible_plan(request, pk)
    if kind not in PAPERS or face not in PAPERS[kind].faces:
        raise Http404
    thing = _thing(plan, PAPERS[kind], visible_table(request, plan))
    if thing is None:
        raise Http404
    back = (plan.number or "Kế hoạch", reverse("conferences:plan", args=[pk]))
    insert = "" if kind == TITLE_PAPER else insert_name(kind, thing)
    issued = _issued(plan, kind, thing, insert)
    if issued and face in PRINTED_FACES:
        return issued_answer(request, issued, face, insert=insert, back=back)
    name = file_name(PAPERS[kind].file_name, plan.number, plan.pk)
    if face == "xlsx":
        return file_answer(request, lambda: SHEETS[kind](thing), name=name, face=face, back=back)
    return paper_answer(request, PAPERS[kind].build(thing, at=clock.now()), name=name, face=face, back=back)


def _issued(plan: Plan, kind: str, thing: Any, insert: str) -> IssuedPaper | None:
    """The issued paper whose bytes are served."""
    if PAPERS[kind].of == "allocation":
        return paper_with_table(thing)
    own = IssuedPaper.objects.light().filter(pk=plan.paper_id)
    return (own.holding(insert) if insert else own).first()


def _thing(plan: Plan, kind: PaperKind, table: Allocation | None) -> Any:
    """What the paper is made of, by the table that this person may see."""
    return kind.thing(plan) if kind.of == "plan" else table

