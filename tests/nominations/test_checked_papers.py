"""Every paper of every example plan is right by the checker, as it is printed."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from conferences.models import Allocation, Plan
from conferences.papers import PAPERS
from conferences.papers.plan import plan_paper
from nominations.papers import decision_paper
from papers.checking import departures
from papers.faces import pdf
from papers.paper import Paper
from portal import clock
from tests.builders import make_decision, make_dossier

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
