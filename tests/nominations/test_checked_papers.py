"""Every paper of every example plan is right by the checker, as it is printed."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from conferences.models import Allocation, Plan
from conferences.papers import PAPERS
from conferences.papers.plan import plan_paper
from nominations.actions.receipts import give_receipt
from nominations.papers.decision import decision_paper
from nominations.papers.proposal import minutes_paper, proposal_paper
from nominations.papers.receipt import receipt_paper
from organizations.models import Unit
from papers.checking import departures
from papers.faces import pdf
from papers.paper import Paper
from portal import clock
from tests.builders import make_decision, make_dossier, make_proposal, make_unit, person

pytestmark = pytest.mark.one_database

EXAMPLES = sorted(Path("conferences/examples").glob("*.yaml"))


def decision_of(plan: Plan) -> Paper:
    """A decision about two dossiers of each category of the plan."""
    dossiers = [make_dossier(plan, plan.unit, key=category.key) for category in plan.categories.all() for _ in range(2)]
    decision = make_decision(plan, dossiers, status="issued", number="87/QĐ-LĐLĐ", date=date(2020, 4, 17))
    return decision_paper(decision, at=clock.now())


@pytest.mark.django_db
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_draft_of_every_example_has_no_departure(example):
    call_command("import_plan", str(example), create_units=True, verbosity=0)
    assert departures(pdf.render(plan_paper(Plan.objects.get(), at=clock.now()))) == []  # with its open findings


def papers_of_a_unit(plan: Plan, above: Unit) -> dict[str, Paper]:
    """The letter, the minutes and the receipt of a union, for two dossiers of each category; and while nothing is filled in."""
    union = make_unit("Công đoàn cơ sở Trường THCS Dào San", above, symbol="CĐCS", place="Phong Thổ")
    row = plan.allocations.get().rows.first()
    dossiers = [
        make_dossier(plan, union, key=category.key, holder=row, submitted_at=clock.now())
        for category in plan.categories.all()
        for _ in range(2)
    ]
    proposal, by = make_proposal(plan, union, dossiers), person("head", union)
    receipt = give_receipt(dossiers, by=by, proposal=proposal)
    empty = make_proposal(plan, make_unit("Tổ công đoàn Toán", union), number="", date=None, signer="", present=None, meeting_on=None)
    return {
        "proposal": proposal_paper(proposal, at=clock.now()),
        "minutes": minutes_paper(proposal, at=clock.now()),
        "receipt": receipt_paper(receipt),
        "empty proposal": proposal_paper(empty, at=clock.now()),
        "empty minutes": minutes_paper(empty, at=clock.now()),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_plan_agenda_allocation_and_decision_have_no_departure(example):
    call_command("import_plan", str(example), create_units=True, verbosity=0)
    Plan.objects.update(status="issued")
    Allocation.objects.update(status="published")
    plan = Plan.objects.get()
    papers = {name: kind.build(kind.thing(plan), at=clock.now()) for name, kind in PAPERS.items() if kind.thing(plan)}
    papers["decision"] = decision_of(plan)
    assert {name: departures(pdf.render(paper)) for name, paper in papers.items()} == dict.fromkeys(papers, [])


@pytest.mark.django_db
def test_the_papers_of_those_who_file_have_no_departure(campaign):
    papers = papers_of_a_unit(campaign.plan, campaign.tree.than_uyen)
    assert {name: departures(pdf.render(paper)) for name, paper in papers.items()} == dict.fromkeys(papers, [])


@pytest.mark.django_db
@pytest.mark.soak
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_papers_of_those_who_file_for_every_example_have_no_departure(example):
    call_command("import_plan", str(example), create_units=True, verbosity=0)
    plan = Plan.objects.get()
    papers = papers_of_a_unit(plan, plan.unit)
    assert {name: departures(pdf.render(paper)) for name, paper in papers.items()} == dict.fromkeys(papers, [])
