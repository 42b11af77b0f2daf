"""What every paper of a plan opens and closes with: letterhead, number, place and date, reference, signatures."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from conferences.models import Plan
from conferences.querysets import PUBLIC_PLAN
from papers.lines import BLANK, dated
from papers.authority import spelled_out
from papers.paper import Issuer, Signature
from portal.fields import long_date, paper_date

JOINT_SYMBOL = "LT"  # liên tịch: as 161/KH-LT of An Dương


def is_draft(plan: Plan) -> bool:
    """Everything about a plan is a draft until the plan leaves the office."""
    return plan.status not in PUBLIC_PLAN


def letterhead(plan: Plan) -> tuple[Issuer, ...]:
    return tuple(Issuer(issuer.name, issuer.superior) for issuer in plan.issuers.all())


def signatures(plan: Plan) -> tuple[Signature, ...]:
    """As the decree wants them: what an office shortens is printed in full."""
    return tuple(
        Signature(tuple(spelled_out(line, issuer.name) for line in issuer.authority), issuer.signer)
        for issuer in plan.issuers.all()
    )


def number(plan: Plan) -> str:
    """The number, or its symbol after a blank while the clerk has not given one (NĐ 30/2020, Điều 15)."""
    if plan.number and not plan.number.startswith("/"):
        return plan.number
    return BLANK + (plan.number or f"/KH-{symbol(plan)}")


def symbol(plan: Plan) -> str:
    """The letters of the issuing body in the number."""
    return JOINT_SYMBOL if len(plan.issuers.all()) > 1 else plan.unit.symbol


def day(plan: Plan, at: datetime) -> str:
    """The date, or blanks in the present year."""
    return dated(plan.date, timezone.localdate(at).year)


def place_and_date(plan: Plan, at: datetime) -> str:
    return f"{plan.place or plan.unit.place}, {day(plan, at)}"


def reference(plan: Plan, at: datetime) -> str:
    """The line under the title of whatever goes with the plan."""
    names = "\nvà ".join(issuer.name for issuer in plan.issuers.all())  # one body on a line
    return f"(Kèm theo Kế hoạch số {number(plan)}\n{day(plan, at)} của {names})"


def before_or_by(day: date, before: bool | None, *, short: bool = False) -> str:
    """A closing day in the words of plans: "trước ngày 15 tháng 5 năm 2020", or short "trước ngày 15/5/2020"."""
    return ("trước " if before else "chậm nhất ") + (f"ngày {paper_date(day)}" if short else long_date(day))
