"""What is printed on the certificates of a decision: the same names, decision and numbers as its list and the register."""

from __future__ import annotations

from collections.abc import Iterable

from nominations.issuing import bodies
from nominations.models import Decision, DecisionLine
from nominations.papers.decision_frame import signatures
from papers.certificates import Certificate
from portal.fields import long_date

PERSON = "person"


def certificates(decision: Decision, lines: Iterable[DecisionLine], *, address: str = "") -> list[Certificate]:
    """One for each line in the order given; `address` is where the decision can be checked."""
    plan = decision.plan
    lead, second = [*signatures(bodies(decision)), None, None][:2]
    common = {
        "merit": _merit(decision.merit),
        "award": decision.award_form,
        "decision": f"Quyết định số {decision.number}, {long_date(decision.date)}" if decision.date else "",
        "place_date": f"{plan.place or plan.unit.place}, {long_date(decision.date)}" if decision.date else "",
        "authority": "\n".join(lead.authority) if lead else "",
        "signer": lead.signer if lead else "",
        "second_authority": "\n".join(second.authority) if second else "",
        "second_signer": second.signer if second else "",
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
