"""What every decision opens and closes with, be it an award, a correction or a revocation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from conferences.models import PlanIssuer
from nominations.issuing import bodies, symbol
from nominations.models import Decision
from papers.authority import collective, in_full, spelled_out
from papers.lines import BLANK, dated
from papers.paper import Issuer, Signature

TYPE = "QĐ"  # NĐ 30/2020, Phụ lục III
OF_EACH = " của từng cơ quan"  # each body of a joint paper keeps a copy
SUBJECTS = {"collective": "tập thể", "person": "cá nhân"}


def frame(decision: Decision, at: datetime) -> dict[str, Any]:
    """The parts of a Paper that do not depend on what is decided."""
    plan, deciding = decision.plan, bodies(decision)
    return {
        "issuers": letterhead(deciding),
        "number": f"Số: {decision_number(decision)}",
        "place_date": f"{plan.place or plan.unit.place}, {day(decision, at)}",
        "type_name": "QUYẾT ĐỊNH",
        "deciding_body": deciding_body(decision),
        "grounds": tuple(decision.grounds),
        "decides": "QUYẾT ĐỊNH:",
        "signatures": signatures(deciding),
        "recipients": ("Như Điều 3", f"Lưu: VT{OF_EACH if len(deciding) > 1 else ''}"),
        "draft": decision.status != Decision.Status.ISSUED,
    }


def letterhead(deciding: Iterable[PlanIssuer]) -> tuple[Issuer, ...]:
    """Of every body that decides; what follows from the decision names the same."""
    return tuple(Issuer(body.name, body.superior) for body in deciding)


def signatures(deciding: Iterable[PlanIssuer]) -> tuple[Signature, ...]:
    return tuple(Signature(tuple(spelled_out(line, body.name) for line in body.authority), body.signer) for body in deciding)


def decision_number(decision: Decision) -> str:
    """The number, or its symbol after a blank while the clerk has not given one (NĐ 30/2020, Điều 15)."""
    return decision.number or f"{BLANK}/{symbol(decision)}"


def day(decision: Decision, at: datetime) -> str:
    """The date, or blanks in the present year."""
    return dated(decision.date, timezone.localdate(at).year)


def deciding_body(decision: Decision) -> str:
    """The collective for which the signer signs: "TM. BAN THƯỜNG VỤ" decides as BAN THƯỜNG VỤ <name of the body>.

    Of a joint decision each body decides, one on a line.
    """
    named = [_full_name(collective(issuer.authority), issuer.name) for issuer in bodies(decision)]
    return "\n".join(named) or decision.plan.unit.name


def _full_name(body: str, name: str) -> str:
    """A collective with the name of its body, which an office may have begun already: "BTV LĐLĐ HUYỆN" of LĐLĐ huyện An Dương."""
    words = in_full(body).split()
    for start in range(len(words)):
        begun = " ".join(words[start:]).casefold()
        if f"{name.casefold()} ".startswith(f"{begun} "):
            return " ".join([*words[:start], name])
    return " ".join([*words, name])
