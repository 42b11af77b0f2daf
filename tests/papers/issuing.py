"""Papers to be issued: a whole one, and a clerk who may issue it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Unit, User
from papers.actions import issue
from papers.models import IssuedPaper
from papers.paper import Issuer, Paper, Paragraph, Signature
from papers.querysets import HEAVY
from portal.fields import long_date

ON = date(2020, 4, 17)


def builder(**changes: Any) -> Callable[[str, date], Paper]:
    """Builds a plan of one page; `changes` are fields of the paper, written after number and date."""

    def build(number: str, on: date) -> Paper:
        paper = Paper(
            issuers=(Issuer("Liên đoàn Lao động tỉnh Lai Châu", "Tổng Liên đoàn Lao động Việt Nam"),),
            type_name="KẾ HOẠCH",
            title="Tổ chức Hội nghị điển hình tiên tiến",
            number=f"Số: {number}",
            place_date=f"Lai Châu, {long_date(on)}",
            body=(Paragraph("Biểu dương điển hình tiên tiến."),),
            signatures=(Signature(("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), "Nguyễn Thị Mẫu"),),
            recipients=("Như trên", "Lưu: VT, Ban CSPL"),
        )
        return replace(paper, **changes)

    return build


def issue_plan(unit: Unit, by: User, *, on: date | None = ON, given: dict[str, Any] | None = None, **changes: Any) -> IssuedPaper:
    """Issue a paper of `unit`; `given` goes to `issue`, `changes` to the paper."""
    asked = {"unit": unit, "type_code": "KH", "symbol": "KH-LĐLĐ", "on": on, "by": by} | (given or {})
    issued = issue(builder(**changes), **asked)
    issued.refresh_from_db()
    return issued


@contextmanager
def frozen_data_is_left_alone() -> Iterator[None]:
    """Nothing that is asked of the database within reads the frozen data of papers."""
    with CaptureQueriesContext(connection) as asked:
        yield
    read = [one["sql"].partition(" WHERE ")[0] for one in asked if one["sql"].startswith("SELECT")]
    assert [sql for sql in read if any(f'."{name}"' in sql for name in HEAVY)] == []
