"""What is printed on the certificates of a decision: the same names, decision and numbers as its list and the register."""

from __future__ import annotations

from collections.abc import Iterable

from conferences.papers import head
from nominations.models import Decision, DecisionLine
from papers.certificates import Certificate
from portal.fields import long_date

PERSON = "person"


def certificates(decision: Decision, lines: Iterable[DecisionLine], *, address: str = "") -> list[Certificate]:
    """One for each line in the order given; `address` is where the decision can be checked."""
    plan = decision.plan
    signed = head.signatures(plan)
    common = {
        "merit": _merit(decision.merit),
        "award": decision.award_form,
        "decision": f"Quyết định số {decision.number}, {long_date(decision.date)}" if decision.date else "",
        "place_date": f"{plan.place or plan.unit.place}, {long_date(decision.date)}" if decision.date else "",
        "authority": "\n".join(signed[0].authority) if signed else "",
        "signer": signed[0].signer if signed else "",
    }
    return [Certificate(common | _own(line), address) for line in lines]


def _own(line: DecisionLine) -> dict[str, str]:
    is_person = line.dossier.category.subject == PERSON
    number = f"Vào sổ khen thưởng số {line.register_label}" if line.register_label else ""
    return {"name": line.name_now, "address": _address(line) if is_person else "", "unit": line.position_now or line.unit_name_now, "register": number}


def _address(line: DecisionLine) -> str:
    """Ông or bà by the nominee's record; both where nobody has said."""
    sex = line.dossier.nominee.sex if line.dossier.nominee else ""
    return {"male": "Ông", "female": "Bà"}.get(sex, "Ông/Bà")


def _merit(text: str) -> str:
    """As it reads below a name: "Đã có thành tích ..."."""
    return text[:1].upper() + text[1:]
