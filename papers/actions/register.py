"""What happens to a paper after it was issued: copies, columns of the register, a newer paper that names it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from organizations.models import User
from papers import rules
from papers.actions.shared import ask, keep, record, tell_history
from papers.frozen import thaw
from papers.models import IssuedPaper, PaperFile
from portal.moves import Overtaken, Refused
from portal.uploads import CleanFile


@transaction.atomic
def name_older(new: IssuedPaper, old: IssuedPaper, *, names_as: str, reason: str, by: User) -> IssuedPaper:
    """Write down that `new`, issued already, corrects, cancels or replaces `old`, as its own text says."""
    ask(new.unit, by)
    both = IssuedPaper.objects.with_links().filter(pk__in=[new.pk, old.pk])
    rows = {row.pk: row for row in both.select_for_update(of=("self",)).order_by("pk")}
    new, old = rows[new.pk], rows[old.pk]
    reasons = rules.may_name(new, old)
    reasons += rules.may_be_named(old, names_as, unit=new.unit, type_code=new.type_code, on=new.date, reason=reason)
    reasons += rules.paper_names(thaw(new.data), old)
    if reasons:
        raise Refused(reasons)
    new.names, new.names_as, new.reason = old, names_as, reason.strip()
    new.save(update_fields=["names", "names_as", "reason"])
    tell_history(old, new, by=by)
    return new


@transaction.atomic
def attach_copy(paper: IssuedPaper, file: CleanFile, *, name: str, by: User) -> PaperFile:
    """Keep a signed or scanned copy, judged by `portal.uploads`, with a hash of its own."""
    ask(paper.unit, by)
    row = IssuedPaper.objects.light().select_for_update().get(pk=paper.pk)
    if reasons := rules.copy_fits(row, file.sha256):
        raise Refused(reasons)
    kept = keep(row, PaperFile.Kind.COPY, name, file.kind.content_type, file.content, by)
    record(row, "attach", "Gắn bản ký, bản quét", by=by, note=kept.sha256)
    return kept


@transaction.atomic
def fill_in(paper: IssuedPaper, *, entry: Mapping[str, Any], seen: str, by: User) -> IssuedPaper:
    """The columns of the register that the clerk fills in when the paper goes out (Phụ lục IV).

    `seen` is the `entry_mark` of what stood there when the page was opened; Overtaken when that is no longer so.
    """
    ask(paper.unit, by)
    row = IssuedPaper.objects.light().select_for_update().get(pk=paper.pk)
    if entry_of(row) == {name: entry[name] for name in rules.ENTRY}:
        return row  # pressed twice
    if entry_mark(row) != seen:
        raise Overtaken
    for name in rules.ENTRY:
        setattr(row, name, entry[name])
    row.save(update_fields=rules.ENTRY)
    record(row, "entry", "Ghi vào sổ", by=by)
    return row


def entry_of(paper: IssuedPaper) -> dict[str, Any]:
    """The columns that are filled in after issuing."""
    return {name: getattr(paper, name) for name in rules.ENTRY}


def entry_mark(paper: IssuedPaper) -> str:
    """A few letters that change when any of these columns does."""
    return hashlib.sha256(repr(entry_of(paper)).encode()).hexdigest()[:16]
