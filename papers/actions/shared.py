"""What several verbs of papers do: ask the right, write the history, keep bytes."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied

from organizations.models import Unit, User
from papers.models import IssuedPaper, PaperFile
from papers.querysets import ISSUE
from portal import clock
from portal.models import MoveRecord


def ask(unit: Unit, by: User) -> None:
    if not by.has_perm(ISSUE, IssuedPaper(unit=unit)):
        raise PermissionDenied


def record(paper: IssuedPaper, name: str, label: str, *, by: User, note: str = "", source: str = "") -> None:
    """One row of the history. Issuing makes the paper and printing is the portal's own act, so neither is a `Move`."""
    facts: dict[str, Any] = {"source": source or paper.status, "target": paper.status, "at": clock.now(), "note": note}
    MoveRecord.objects.create(thing=paper, name=name, label=label[:80], by=by, **facts)


def tell_history(old: IssuedPaper, new: IssuedPaper, *, by: User) -> None:
    label = f"Bị {new.get_names_as_display()} bởi {new.number_text}"
    record(old, new.names_as, label, by=by, note=new.reason)


def keep(
    paper: IssuedPaper, kind: str, name: str, content_type: str, content: bytes, by: User, *, insert: str = ""
) -> PaperFile:
    facts = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "added_by": by, "insert": insert}
    return PaperFile.objects.create(paper=paper, kind=kind, name=name, content_type=content_type, content=content, **facts)
