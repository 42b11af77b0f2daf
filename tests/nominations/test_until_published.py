"""The result is known at the moment of publication: until then every door shows a unit what it saw before the decision, and the
office the truth; afterwards the same door shows the unit the result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from nominations import reports
from nominations.actions import approve_decision, issue_decision, move_decision, move_dossier
from nominations.actions.amending import draft_amendment
from nominations.actions.answers import confirm
from nominations.actions.filing import save_papers
from nominations.actions.levels import weigh
from nominations.actions.mending import explain_items
from nominations.actions.publishing import publish_due
from nominations.ledger import ledger_of
from nominations.models import Decision, Dossier, LineChange, Nominee
from nominations.record import relying_on
from nominations.summary_rows import known_of
from organizations.models import User
from portal import clock
from portal.moves import Refused
from tests.builders import make_agenda, make_decision, make_dossier, make_plan, make_proposal, make_table, make_user, person
from tests.builders import hold as give_role

NOW = datetime(2020, 4, 20, 1, tzinfo=UTC)  # 08:00 in Vietnam
LATER = NOW + timedelta(days=2)
DAY = date(2020, 4, 17)
BEFORE, AFTER = "đạt", "đã có quyết định"
Door = Callable[[User, Dossier], Any]


@pytest.fixture
def dossier(campaign) -> Dossier:
    """Accepted; it came through its district, with a proposal."""
    nominee = Nominee.objects.create(unit=campaign.school, kind_id="person", name="Lò Thị Mẫu", created_by=campaign.filer)
    one = make_dossier(campaign.plan, campaign.school, status="accepted", nominee=nominee)
    make_proposal(campaign.plan, campaign.school, [one], status="sent")
    one.levels.create(unit=campaign.tree.than_uyen, says="backed", came=NOW)
    return one


@pytest.fixture
def decision(campaign, dossier) -> Decision:
    """Issued, to be published in two days."""
    with clock.standing_at(NOW):
        made = make_decision(campaign.plan, [dossier], status="submitted")
        approve_decision(made, by=campaign.approver)
        issue_decision(made, on=DAY, by=campaign.clerk, publish_at=LATER)
        yield made


# --- the doors


def get(user: User, name: str, *args: Any, query: str = "") -> bytes:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content


def badges(user: User, name: str, *args: Any, query: str = "") -> list[str]:
    """Which of the two states the page says of a dossier."""
    page = get(user, name, *args, query=query).decode()
    return [state for state in (BEFORE, AFTER) if f"</svg>{state}</span>" in page]


def found(user: User, query: str) -> list[str]:
    """The states of what the list finds, as its sheet says them."""
    sheet = openpyxl.load_workbook(BytesIO(get(user, "nominations:dossiers", query=f"?format=xlsx&{query}"))).active
    return [row[3] for row in list(sheet.iter_rows(values_only=True))[1:] if row[0] == "Lò Thị Mẫu"]


def by_stage(stage: str) -> Door:
    return lambda user, one: found(user, f"plan={one.plan_id}&stage={stage}")


def in_ledger(user: User, one: Dossier) -> tuple[int, int]:
    entries = ledger_of(one.plan, user).entries
    return sum(entry.total.approved for entry in entries), sum(entry.total.decided for entry in entries)


def in_reports(user: User, one: Dossier) -> tuple[int, int]:
    rows = reports.counted(user)
    return reports.measured(rows, "accepted", user).count(), reports.measured(rows, "honoured", user).count()


def in_proposal(user: User, one: Dossier) -> list[str]:
    return badges(user, "nominations:proposal", one.proposal_lines.get().proposal_id)


def refusal(act: Callable[[User, Dossier], Any]) -> Door:
    """Which state the reasons name against something that the unit tries."""

    def door(user: User, one: Dossier) -> list[str]:
        with pytest.raises(Refused) as said:
            act(user, Dossier.objects.get(pk=one.pk))
        return [state for state in (BEFORE, AFTER) if state in " ".join(said.value.reasons).replace("không đạt", "")]

    return door


EVERYBODY = {  # who sees the truth sees at once what the others see later
    "its page": (lambda user, one: badges(user, "nominations:dossier", one.pk), [BEFORE], [AFTER]),
    "its history": (lambda user, one: "Ghi quyết định" in get(user, "nominations:dossier", one.pk).decode(), False, True),
    "the list": (lambda user, one: badges(user, "nominations:dossiers"), [BEFORE], [AFTER]),
    "the list by name": (lambda user, one: badges(user, "nominations:dossiers", query="?q=lo+thi+mau"), [BEFORE], [AFTER]),
    "the sheet": (lambda user, one: found(user, ""), [BEFORE], [AFTER]),
    "what is accepted": (lambda user, one: found(user, "status=accepted"), [BEFORE], []),
    "what is decided": (lambda user, one: found(user, "status=decided"), [], [AFTER]),
    "the stage of approval": (by_stage("approved"), [BEFORE], []),
    "the stage of decision": (by_stage("decided"), [], [AFTER]),
    "by award": (lambda user, one: found(user, "award=Bằng+khen"), [], [AFTER]),
    "by result": (lambda user, one: found(user, "result=honoured"), [], [AFTER]),
    "the reports": (in_reports, (1, 0), (1, 1)),
}
THE_UNIT = {
    "its proposal": (in_proposal, [BEFORE], [AFTER]),
    "withdrawing": (refusal(lambda user, one: move_dossier(one, "withdraw", by=user, note="Thôi.")), [BEFORE], [AFTER]),
    "confirming": (refusal(lambda user, one: confirm(one, "x", by=user)), [BEFORE], [AFTER]),
    "explaining": (refusal(lambda user, one: explain_items(one, words={}, version=one.version, by=user)), [BEFORE], [AFTER]),
    "writing": (refusal(lambda user, one: save_papers(one, wanted={}, version=one.version, by=user)), [BEFORE], [AFTER]),
    "its list from Excel": (lambda user, one: [known.dossier.status for known in known_of(one.plan, one.unit)[0]], [BEFORE], [AFTER]),
    "the record it stands on": (lambda user, one: [len(held) for held in relying_on([one.nominee]).values()], [1], [0]),
}


@pytest.mark.parametrize("door", EVERYBODY)
def test_a_unit_learns_the_result_when_it_is_published_the_office_at_once(campaign, dossier, decision, door):
    look, before, after = EVERYBODY[door]
    assert (look(campaign.head, dossier), look(campaign.officer, dossier)) == (before, after)
    with clock.standing_at(LATER):
        assert publish_due() == 1
        assert (look(campaign.head, dossier), look(campaign.officer, dossier)) == (after, after)


@pytest.mark.parametrize("door", THE_UNIT)
def test_what_the_unit_alone_does_tells_it_nothing_sooner(campaign, dossier, decision, door):
    look, before, after = THE_UNIT[door]
    assert look(campaign.head, dossier) == before
    with clock.standing_at(LATER):
        assert publish_due() == 1
        assert look(campaign.head, dossier) == after


WEIGHED = {"opinion": "Tốt.", "votes": None, "position": None, "version": 1}
THE_DISTRICT = {
    "what came to it": (lambda user, one: badges(user, "nominations:gathered"), [BEFORE], [AFTER]),
    "weighing": (refusal(lambda user, one: weigh(one, "back", by=user, **WEIGHED)), [BEFORE], [AFTER]),
    "the ledger": (in_ledger, (1, 0), (0, 1)),
}


@pytest.mark.parametrize("door", THE_DISTRICT)
def test_a_unit_in_between_waits_too(campaign, dossier, decision, door):
    head, (look, before, after) = person("head", campaign.tree.than_uyen), THE_DISTRICT[door]
    assert (look(head, dossier), in_ledger(campaign.officer, dossier)) == (before, (0, 1))
    with clock.standing_at(LATER):
        assert publish_due() == 1
        assert look(head, dossier) == after


def test_a_list_is_sorted_by_what_it_shows(campaign, dossier, decision):
    make_dossier(campaign.plan, campaign.school, status="backed", name="Vàng A Sau")

    def order() -> list[str]:
        page = get(campaign.head, "nominations:dossiers", query="?sort=seen").decode()
        return sorted(["Lò Thị Mẫu", "Vàng A Sau"], key=lambda name: page.index(f">{name}</a>"))

    assert order() == ["Lò Thị Mẫu", "Vàng A Sau"]  # accepted, backed
    with clock.standing_at(LATER):
        assert publish_due() == 1
        assert order() == ["Vàng A Sau", "Lò Thị Mẫu"]  # backed, decided


def test_another_office_above_waits_too(campaign, dossier, decision):
    above = make_user("central-officer")
    give_role(above, "officer", campaign.tree.central)
    look, before, after = EVERYBODY["its page"]
    assert look(above, dossier) == before
    with clock.standing_at(LATER):
        assert publish_due() == 1
        assert look(above, dossier) == after


def test_the_administrator_of_another_office_finds_the_same_on_the_desk(campaign, dossier, decision):
    above, own = (person("admin", unit) for unit in (campaign.tree.central, campaign.tree.province))

    def look(user: User) -> list[bool]:
        pages = [get(user, f"admin:nominations_dossier_{page}", *args).decode() for page, args in (("changelist", ()), ("change", (dossier.pk,)))]
        return [AFTER in page for page in pages]

    assert (look(above), look(own)) == ([False, False], [True, True])
    with clock.standing_at(LATER):
        assert publish_due() == 1
        assert look(above) == [True, True]


def test_a_correction_goes_out_after_the_decision_that_it_corrects(campaign, dossier, decision):
    line = decision.lines.get()
    facts = {"line": line, "reason": "Sai dấu.", "name": "Lò Thị Mầu", "position": line.position, "unit_name": line.unit_name}
    correction = draft_amendment(decision, kind="correction", changes=[LineChange(**facts)], by=campaign.officer, grounds=["Căn cứ Điều lệ"])
    move_decision(correction, "submit", by=campaign.officer)
    move_decision(correction, "approve", by=campaign.approver)
    issue_decision(correction, on=DAY, by=campaign.clerk)
    assert list(Decision.objects.visible_to(campaign.head)) == []
    with clock.standing_at(LATER):
        assert publish_due() == 1  # the correction right behind it
        assert publish_due() == 0
        assert list(Decision.objects.visible_to(campaign.head).order_by("pk")) == [decision, correction]


def test_a_lower_office_that_judges_the_same_person_waits_too(campaign, dossier, decision, client):
    """The doubles of a dossier, the desk of its screening and the warnings on a decision that is being written."""
    district = campaign.tree.than_uyen
    officer = person("officer", district)
    own = make_agenda(make_plan(district, number="07/KH-LĐLĐ"))
    make_table(own, {campaign.school: (0, 0, 2, 0)})
    again = make_dossier(own, campaign.school, status="submitted", nominee=dossier.nominee)
    draft = make_decision(own, [again], award_form="Giấy khen")

    def said() -> list[list[str]]:
        addresses = (("nominations:doubles", again), ("nominations:screen", again), ("nominations:decision", draft))
        pages = [get(officer, name, one.pk).decode() for name, one in addresses]
        return [[word for word in ("được Bằng khen", "01/QĐ-LĐLĐ (Bằng khen)", AFTER) if word in page] for page in pages]

    assert said() == [[], [], []]
    with clock.standing_at(LATER):
        assert publish_due() == 1
        assert said() == [["được Bằng khen", AFTER], ["được Bằng khen"], ["01/QĐ-LĐLĐ (Bằng khen)"]]
