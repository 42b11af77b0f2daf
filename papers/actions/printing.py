"""From a number to the printed paper, whatever happens in between."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from organizations.models import User
from papers.actions.shared import ask, keep, record
from papers.faces import CONTENT_TYPES
from papers.models import IssuedPaper, PaperFile
from portal.fields import padded
from portal.jobs import enqueue
from portal.models import Job
from portal.moves import Refused

Printed = tuple[bytes, bytes]  # the PDF and the Word document
PRINT = "papers.tasks.print_paper"
LIVE = (Job.Status.WAITING, Job.Status.RUNNING)
MAX_PRINTS = 3  # jobs for one paper; each of them is taken up three times by itself


@transaction.atomic
def store_print(
    paper: IssuedPaper, *, pdf: bytes, word: bytes, inserts: Mapping[str, Printed] | None = None
) -> IssuedPaper:
    """Keep the printed bytes, once: whoever prints a second time finds them there and leaves them as they are.

    `inserts` holds the PDF and the Word document of each insert by its name.
    """
    row = IssuedPaper.objects.light().select_for_update().get(pk=paper.pk)
    if row.status == IssuedPaper.Status.PRINTED:
        return row
    stem = file_stem(row)
    kept = keep(row, PaperFile.Kind.PDF, f"{stem}.pdf", CONTENT_TYPES["pdf"], pdf, row.issued_by)
    keep(row, PaperFile.Kind.WORD, f"{stem}.docx", CONTENT_TYPES["docx"], word, row.issued_by)
    for name, contents in (inserts or {}).items():
        for kind, content in zip((PaperFile.Kind.PDF, PaperFile.Kind.WORD), contents, strict=True):
            keep(row, kind, f"{stem}-{name}.{kind}", CONTENT_TYPES[kind], content, row.issued_by, insert=name)
    row.pdf, row.sha256, row.status = kept, kept.sha256, IssuedPaper.Status.PRINTED
    row.save(update_fields=["pdf", "sha256", "status"])
    record(row, "print", "In bản chính", by=row.issued_by, source=IssuedPaper.Status.NUMBERED)
    return row


@transaction.atomic
def print_again(paper: IssuedPaper, *, by: User) -> Job:
    """Start the print of a paper once more, from its frozen data; a job that is at it already goes on alone."""
    ask(paper.unit, by)
    row = IssuedPaper.objects.light().select_for_update(of=("self",)).select_related("job").get(pk=paper.pk)
    if row.status == IssuedPaper.Status.PRINTED:
        raise Refused([f"Văn bản {row.number_text} đã in xong; bản in được giữ nguyên."])
    if is_at_it(row):
        return row.job
    return print_later(row, by)


def take_up_prints() -> int:
    """Start the prints that no job is at any more; how many. What has failed MAX_PRINTS times waits for the clerk."""
    numbered = IssuedPaper.objects.light().filter(status=IssuedPaper.Status.NUMBERED)
    return sum(_take_up(paper) for paper in numbered.exclude(job__status__in=LIVE))


@transaction.atomic
def _take_up(paper: IssuedPaper) -> bool:
    row = IssuedPaper.objects.light().select_for_update(of=("self",)).select_related("job").get(pk=paper.pk)
    tried = Job.objects.filter(task=PRINT, args=[row.pk]).count()
    if row.status == IssuedPaper.Status.PRINTED or is_at_it(row) or tried >= MAX_PRINTS:
        return False
    print_later(row, row.issued_by)
    return True


def is_at_it(paper: IssuedPaper) -> bool:
    """Whether a job is printing the paper or is about to."""
    return paper.job is not None and paper.job.status in LIVE


def print_later(paper: IssuedPaper, owner: User) -> Job:
    paper.job = enqueue(PRINT, paper.pk, title=f"In văn bản {paper.number_text}", owner=owner)
    paper.save(update_fields=["job"])
    return paper.job


def file_stem(paper: IssuedPaper) -> str:
    """KH-LĐLĐ-05-2026 as a file may be called; nothing personal."""
    return f"{paper.symbol}-{padded(paper.number)}-{paper.year}"
