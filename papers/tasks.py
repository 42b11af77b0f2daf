"""Printing, later: from the frozen data alone, so that it may begin again at any moment and gives the same paper."""

from __future__ import annotations

from papers.actions import store_print
from papers.faces import pdf, word
from papers.frozen import thaw
from papers.models import IssuedPaper
from portal.jobs import Progress


def print_paper(progress: Progress, pk: int) -> None:
    """Print the paper as PDF and Word and keep both. Stopped anywhere, it can start again; printed once, it stays."""
    issued = IssuedPaper.objects.get(pk=pk)
    if issued.status == IssuedPaper.Status.PRINTED:
        return
    paper = thaw(issued.data)
    store_print(issued, pdf=pdf.render(paper, identifier=issued.code), word=word.render(paper))
