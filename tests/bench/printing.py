"""How much memory the child takes that prints a paper: the portal's own child and printer, asked what they took."""

from __future__ import annotations

import resource
from io import BytesIO
from typing import Any

from portal.child import run_limited

SECONDS, MEMORY_MB = 20, 1024  # as portal.pdf.html_to_pdf


def pages_and_peak(kind: str, plan: Any) -> tuple[int, float]:
    """Pages of the paper, and the most memory (MB) that the child ever held, the preloaded libraries included."""
    from conferences.papers import PAPERS
    from papers.faces.pdf import to_html
    from portal import clock

    paper = PAPERS[kind].build(PAPERS[kind].thing(plan), at=clock.now())
    return run_limited(in_child, to_html(paper), seconds=SECONDS, memory_mb=MEMORY_MB)


def in_child(html: str) -> tuple[int, float]:
    """Runs in the child, where there is no Django: hence no import of apps above."""
    import pikepdf

    from portal.pdf.printer import print_pdf

    pdf = print_pdf(html, {}, "")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return len(pikepdf.open(BytesIO(pdf)).pages), peak
