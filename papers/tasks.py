"""Printing, later: from the frozen data alone, so that it may begin again at any moment and gives the same paper."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from papers import actions
from papers.code import grouped
from papers.faces import CONTENT_TYPES, pdf, word
from papers.frozen import thaw
from papers.models import IssuedPaper
from papers.paper import Paper, Stamp
from portal.jobs import Progress
from portal.moves import Refused
from portal.pdf import PdfError
from portal.storing import keep


def print_paper(progress: Progress, pk: int) -> None:
    """Print the paper as PDF and Word and keep both. Stopped anywhere, it can start again; printed once, it stays."""
    issued = IssuedPaper.objects.get(pk=pk)
    if issued.status == IssuedPaper.Status.PRINTED:
        return
    paper, stamp = thaw(issued.data), stamp_of(issued)
    try:
        content = pdf.render(paper, stamp=stamp, identifier=issued.code, archival=True, progress=progress.step)
        inserts = {name: _printed(thaw(data), stamp, f"{issued.code}-{name}") for name, data in issued.inserts.items()}
        actions.store_print(issued, pdf=content, word=word.render(paper), inserts=inserts)
    except PdfError as error:
        raise Refused([str(error)]) from error


def _printed(paper: Paper, stamp: Stamp, identifier: str) -> tuple[bytes, bytes]:
    """An insert, in both faces; it is checked by the code of the paper it goes with."""
    return pdf.render(paper, stamp=stamp, identifier=identifier, archival=True), word.render(paper)


def stamp_of(issued: IssuedPaper) -> Stamp:
    """Where anybody can check it."""
    return Stamp(settings.PORTAL_ADDRESS + reverse("papers:check", args=[issued.code]), grouped(issued.code))


def print_for(progress: Progress, data: dict[str, Any], face: str, name: str) -> None:
    """Print a long paper for the person who asked for it: the frozen paper as it was then, into a file `name.face`."""
    paper = thaw(data)
    try:
        content = pdf.render(paper, progress=progress.step) if face == "pdf" else word.render(paper)
    except PdfError as error:
        raise Refused([str(error)]) from error
    progress.result(keep(content, name=f"{name}.{face}", content_type=CONTENT_TYPES[face], owner=progress.job.owner))


def take_up() -> int:
    """Housekeeping of the worker: prints that no job is at any more begin again."""
    return actions.take_up_prints()
