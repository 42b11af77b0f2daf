"""The verbs of issued papers; the only room that writes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from organizations.models import Unit, User
from papers import rules
from papers.code import new_code
from papers.document_types import type_label
from papers.frozen import freeze
from papers.models import IssuedPaper, NumberSeries, PaperFile, SeriesYear
from papers.paper import Paper
from papers.querysets import ISSUE
from portal import clock
from portal.fields import padded
from portal.jobs import enqueue
from portal.models import Job, MoveRecord
from portal.moves import Refused

PRINT = "papers.tasks.print_paper"
PDF_TYPE = "application/pdf"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NamesAs = IssuedPaper.NamesAs


@transaction.atomic
def issue(
    build: Callable[[str, date], Paper],
    *,
    unit: Unit,
    type_code: str,
    symbol: str,
    on: date | None,
    by: User,
    body: str = "",
    corrects: IssuedPaper | None = None,
    cancels: IssuedPaper | None = None,
    reason: str = "",
) -> IssuedPaper:
    """Give the next number of the body's series and freeze what `build(number, on)` makes of it; a job prints it.

    `unit` is the body under whose seal the paper goes out (of a joint paper the lead), `body` an advisory body of it with
    numbers of its own. Raises PermissionDenied without the right at `unit`, and Refused with everything that is missing.
    A transaction that fails, the caller's too, gives the number back: numbers have no gaps.
    """
    _ask(unit, by)
    at = clock.now()
    day = on or timezone.localdate(at)
    series = series_for(unit, type_code, body)
    counter = _locked(series, day.year)
    number = counter.last + 1
    number_text = f"{padded(number)}/{symbol}"
    old, names_as = _named(corrects, cancels)
    reasons = rules.number_may_be_given(unit, body, number, symbol, on, at)
    paper = build(number_text, day)
    reasons += rules.paper_is_whole(paper, number=number_text, type_code=type_code, on=on)
    if old is not None:
        reasons += rules.may_be_named(old, names_as, unit=unit, type_code=type_code, reason=reason)
        reasons += rules.paper_names(paper, old)
    if reasons:
        raise Refused(reasons)
    warnings = rules.dates_in_order(series, day)
    issued = IssuedPaper.objects.create(
        unit=unit,
        body=body,
        series=series,
        year=day.year,
        number=number,
        symbol=symbol,
        number_text=number_text,
        date=day,
        type_code=type_code,
        data=freeze(paper),
        code=new_code(),
        names=old,
        names_as=names_as,
        reason=reason,
        issued_by=by,
        issued_at=at,
        **_register_entry(paper, type_code),
    )
    counter.last = number
    counter.save(update_fields=["last"])
    _record(issued, "issue", "Cấp số, ban hành", by=by, note=" ".join(warnings))
    if old is not None:
        _record(old, names_as, f"Bị {NamesAs(names_as).label} bởi {number_text}", by=by, note=reason)
    _print_later(issued, by)
    return issued


def _register_entry(paper: Paper, type_code: str) -> dict[str, str]:
    """What the register says of a paper, in the words that were printed."""
    recipients = [line.strip() for line in paper.recipients if line.strip()]
    kept = [line for line in recipients if line.removeprefix("- ").startswith("Lưu")]
    return {
        "type_name": type_label(type_code, paper.type_name),
        "title": " ".join(paper.title.split()),
        "issuer": " và ".join(" ".join(issuer.name.split()) for issuer in paper.issuers),
        "signers": ", ".join(signature.signer.strip() for signature in paper.signatures),
        "recipients": "\n".join(line for line in recipients if line not in kept),
        "kept_by": "; ".join(line.partition(":")[2].strip(" .;") for line in kept)[:200],
    }


# --- numbers --------------------------------------------------------------------------------------------------------


def series_for(unit: Unit, type_code: str, body: str = "") -> NumberSeries:
    """The series that covers a type of paper; a body that has none yet gets one for all types."""
    found = list(NumberSeries.objects.filter(unit=unit, body=body))
    if not found:
        return NumberSeries.objects.get_or_create(unit=unit, body=body, name=NumberSeries._meta.get_field("name").default)[0]
    fitting = [series for series in found if type_code in series.codes] or [series for series in found if not series.codes]
    if len(fitting) != 1:
        names = ", ".join(f"“{series.name}”" for series in fitting) or "sổ nào"
        which = "Có nhiều sổ" if fitting else "Chưa có"
        raise Refused([f"{which} {names} của {body or unit.name} nhận loại văn bản {type_code}; hãy sửa sổ cấp số."])
    return fitting[0]


def _locked(series: NumberSeries, year: int) -> SeriesYear:
    """The counter, held until the caller's transaction ends. Without this lock 50 clerks get the same number."""
    return SeriesYear.objects.select_for_update().get_or_create(series=series, year=year)[0]


@transaction.atomic
def set_start(series: NumberSeries, *, year: int, start: int, by: User) -> SeriesYear:
    """The last number that was given outside the portal; the first paper of the year follows it."""
    _ask(series.unit, by)
    counter = _locked(series, year)
    if reasons := rules.start_may_be_set(counter):
        raise Refused(reasons)
    counter.start = counter.last = start
    counter.save()
    return counter


@transaction.atomic
def save_series(series: NumberSeries, *, by: User) -> NumberSeries:
    """Keep a new or changed series; the series of one body never cover a type twice."""
    _ask(series.unit, by)
    Unit.objects.select_for_update().get(pk=series.unit_id)
    if reasons := rules.series_do_not_overlap(series):
        raise Refused(reasons)
    series.save()
    return series


# --- printing -------------------------------------------------------------------------------------------------------


@transaction.atomic
def store_print(paper: IssuedPaper, *, pdf: bytes, word: bytes) -> IssuedPaper:
    """Keep the printed bytes, once: whoever prints a second time finds them there and leaves them as they are."""
    row = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
    if row.status == IssuedPaper.Status.PRINTED:
        return row
    stem = file_stem(row)
    kept = _keep(row, PaperFile.Kind.PDF, f"{stem}.pdf", PDF_TYPE, pdf, row.issued_by)
    _keep(row, PaperFile.Kind.WORD, f"{stem}.docx", WORD_TYPE, word, row.issued_by)
    row.pdf, row.sha256, row.status = kept, kept.sha256, IssuedPaper.Status.PRINTED
    row.save(update_fields=["pdf", "sha256", "status"])
    _record(row, "print", "In bản chính", by=row.issued_by, source=IssuedPaper.Status.NUMBERED)
    return row


@transaction.atomic
def print_again(paper: IssuedPaper, *, by: User) -> Job:
    """Start the print of a paper once more, from its frozen data; a job that is at it already goes on alone."""
    _ask(paper.unit, by)
    row = IssuedPaper.objects.select_for_update(of=("self",)).select_related("job").get(pk=paper.pk)
    if row.status == IssuedPaper.Status.PRINTED:
        raise Refused([f"Văn bản {row.number_text} đã in xong; bản in được giữ nguyên."])
    if row.job and row.job.status in (Job.Status.WAITING, Job.Status.RUNNING):
        return row.job
    return _print_later(row, by)


def _print_later(paper: IssuedPaper, owner: User) -> Job:
    paper.job = enqueue(PRINT, paper.pk, title=f"In văn bản {paper.number_text}", owner=owner)
    paper.save(update_fields=["job"])
    return paper.job


def file_stem(paper: IssuedPaper) -> str:
    """KH-LĐLĐ-05-2026 as a file may be called; nothing personal."""
    return f"{paper.symbol}-{padded(paper.number)}-{paper.year}"


def _keep(paper: IssuedPaper, kind: str, name: str, content_type: str, content: bytes, by: User) -> PaperFile:
    facts = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "added_by": by}
    return PaperFile.objects.create(paper=paper, kind=kind, name=name, content_type=content_type, content=content, **facts)


# --- shared ---------------------------------------------------------------------------------------------------------


def _ask(unit: Unit, by: User) -> None:
    if not by.has_perm(ISSUE, IssuedPaper(unit=unit)):
        raise PermissionDenied


def _named(corrects: IssuedPaper | None, cancels: IssuedPaper | None) -> tuple[IssuedPaper | None, str]:
    """The older paper, locked and read again, and what becomes of it."""
    if corrects and cancels:
        raise ValueError("a paper corrects another or cancels it, not both")
    old = corrects or cancels
    if old is None:
        return None, ""
    return IssuedPaper.objects.select_for_update().get(pk=old.pk), NamesAs.CORRECTS if corrects else NamesAs.CANCELS


def _record(paper: IssuedPaper, name: str, label: str, *, by: User, note: str = "", source: str = "") -> None:
    """One row of the history. Issuing makes the paper and printing is the portal's own act, so neither is a `Move`."""
    facts: dict[str, Any] = {"source": source or paper.status, "target": paper.status, "at": clock.now(), "note": note}
    MoveRecord.objects.create(thing=paper, name=name, label=label[:80], by=by, **facts)
