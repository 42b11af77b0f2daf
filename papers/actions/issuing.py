"""The clerk issues a paper: number, date, frozen data, code and print job in one short transaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from organizations.models import Unit, User
from papers import rules
from papers.actions.numbers import locked, series_for
from papers.actions.printing import print_later
from papers.actions.shared import ask, record, tell_history
from papers.code import new_code
from papers.document_types import type_label
from papers.frozen import freeze
from papers.models import IssuedPaper
from papers.paper import Paper
from portal import clock
from portal.fields import padded
from portal.moves import Refused

NamesAs = IssuedPaper.NamesAs
KEPT = re.compile(r"(?:- )?Lưu(?! trữ)\b:?\s*(.*?)[ .;]*")  # the line of who keeps a copy; offices forget its colon


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
    cancels_part: IssuedPaper | None = None,
    replaces: IssuedPaper | None = None,
    reason: str = "",
    inserts: Callable[[], Mapping[str, Paper]] = dict,
) -> IssuedPaper:
    """Give the next number of the body's series and freeze what `build(number, on)` makes of it; a job prints it.

    `unit` is the body under whose seal the paper goes out (of a joint paper the lead), `body` an advisory body of it with
    numbers of its own. `inserts`, asked after `build`, gives what goes with the paper under its number, by name. Raises
    PermissionDenied without the right at `unit`, and Refused with everything that is missing.
    A transaction that fails, the caller's too, gives the number back: numbers have no gaps.
    """
    ask(unit, by)
    at = clock.now()
    day = on or timezone.localdate(at)
    series = series_for(unit, type_code, body)
    counter = locked(series, day.year)
    number = counter.last + 1
    number_text = f"{padded(number)}/{symbol}"
    older = {NamesAs.CORRECTS: corrects, NamesAs.CANCELS: cancels, NamesAs.CANCELS_PART: cancels_part, NamesAs.REPLACES: replaces}
    old, names_as = _named(older)
    reasons = rules.number_may_be_given(unit, body, number, symbol, on, at)
    paper = build(number_text, day)
    with_it = inserts()
    reasons += rules.paper_is_whole(paper, number=number_text, type_code=type_code, on=on)
    reasons += [reason for insert in with_it.values() for reason in rules.insert_is_whole(insert)]
    if old is not None:
        reasons += rules.may_be_named(old, names_as, unit=unit, type_code=type_code, on=day, reason=reason)
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
        inserts={name: freeze(insert) for name, insert in with_it.items()},
        code=new_code(),
        names=old,
        names_as=names_as,
        reason=reason,
        issued_by=by,
        issued_at=at,
        **register_entry(paper, type_code),
    )
    counter.last = number
    counter.save(update_fields=["last"])
    record(issued, "issue", "Cấp số, ban hành", by=by, note=" ".join(warnings))
    if old is not None:
        tell_history(old, issued, by=by)
    print_later(issued, by)
    return issued


def register_entry(paper: Paper, type_code: str) -> dict[str, str]:
    """What the register says of a paper, in the words that were printed."""
    recipients = [line.strip() for line in paper.recipients if line.strip()]
    kept = [found[1] for line in recipients if (found := KEPT.fullmatch(line))]
    return {
        "type_name": type_label(type_code, paper.type_name),
        "title": " ".join(paper.title.split()),
        "issuer": paper.author,
        "signers": ", ".join(signature.signer.strip() for signature in paper.signatures),
        "recipients": "\n".join(line for line in recipients if not KEPT.fullmatch(line)),
        "kept_by": "; ".join(kept)[:200],
    }


def _named(older: Mapping[str, IssuedPaper | None]) -> tuple[IssuedPaper | None, str]:
    """The older paper, locked and read again, and what becomes of it."""
    named = [(paper, names_as) for names_as, paper in older.items() if paper]
    if len(named) > 1:
        raise ValueError("a paper corrects another, cancels it or a part of it, or replaces it: one of them")
    if not named:
        return None, ""
    old, names_as = named[0]
    return IssuedPaper.objects.with_links().select_for_update(of=("self",)).get(pk=old.pk), names_as
