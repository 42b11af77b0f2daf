"""Kill -9 at random moments of a sending and of an import: what was confirmed is there, and nothing is half done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from conferences.models import Plan
from nominations.actions.sending import send_proposal
from nominations.models import Proposal
from organizations.models import Unit, User
from tests.builders import lai_chau, make_dossier, make_plan, make_proposal, make_table, make_unit, person
from tests.killing import nursery, say
from tests.nominations.summary_lists import invented, people_list
from tests.nominations.test_summary_upload import form_of, make_honours
from tests.papers.test_races import Sight

EACH = 3  # dossiers of a proposal
MOST = 30_000
CAMPAIGN = "from tests.nominations.test_killed import begin; begin()"
SENDINGS = """
select p.id, p.status,
  (select count(*) from nominations_proposalline l where l.proposal_id = p.id),
  (select count(*) from nominations_proposalline l join nominations_dossier d on d.id = l.dossier_id
    where l.proposal_id = p.id and d.status = 'submitted'),
  (select count(*) from nominations_receipt r where r.proposal_id = p.id),
  (select count(*) from nominations_receipt_dossiers f join nominations_receipt r on r.id = f.receipt_id where r.proposal_id = p.id)
from nominations_proposal p
"""


def moments(kills: int, hit: Callable[[], int]) -> Iterator[int]:
    """So many kills, and more of them until chance has hit both what was under way and what was done often enough."""
    for made in range(10 * kills):
        if made >= kills and hit() >= max(1, kills // 10):
            return
        yield made


def begin() -> None:
    """In the process outside, once: a plan with places enough, a union with its head, an officer who is told; the honours."""
    if Plan.objects.exists():
        return
    tree = lai_chau()
    make_table(make_plan(tree.province), {tree.than_uyen: (MOST,) * 4})
    person("head", tree.than_uyen_school)
    person("officer", tree.province)
    make_honours()


def send_on_and_on() -> None:
    """In the child: proposals without end, each made and then sent; says when it begins with one and when it has sent it."""
    head, unit = User.objects.get(assignments__role="head"), Unit.objects.get(assignments__role="head")
    while True:
        waiting = Proposal.objects.filter(status="draft", lines__position=EACH)
        proposal = waiting.select_related("plan__unit", "unit").first() or _another(unit, head)
        say("begun", proposal.pk)
        send_proposal(proposal, by=head)
        say("done", proposal.pk)


def _another(unit: Unit, head: User) -> Proposal:
    Proposal.objects.filter(status="draft").delete()  # its maker was killed before its last line
    plan = Plan.objects.select_related("unit").get()
    return make_proposal(plan, unit, [make_dossier(plan, unit, status="endorsed", created_by=head) for _ in range(EACH)])


@pytest.mark.parametrize("kills", [5, pytest.param(200, marks=pytest.mark.soak)])
def test_killed_at_any_moment_nothing_confirmed_is_lost_and_nothing_is_half_done(outside, kills):
    outside.run(CAMPAIGN)
    sight, confirmed, interrupted = Sight(outside), set(), 0
    with nursery(outside, __name__, "send_on_and_on") as children:
        for _ in moments(kills, lambda: min(interrupted, len(confirmed))):
            sent, in_the_middle = children.kill_one()
            confirmed |= sent
            interrupted += in_the_middle
            rows = sight.ask(SENDINGS)
            whole = {row[0] for row in rows if row[1:] == ("sent", EACH, EACH, 1, EACH)}
            rest = [row[1:] for row in rows if row[0] not in whole]
            assert [row for row in rest if row[0] != "draft" or row[2:] != (0, 0, 0)] == []
            assert confirmed - whole == set()
            numbers = [row[0] for row in sight.ask("select number from nominations_receipt order by number")]
            assert numbers == list(range(1, len(whole) + 1))
            assert sum(row[0] for row in sight.ask("select last from nominations_receiptyear")) == len(whole)
            assert sight.ask("select count(*) from portal_notice") == [(2 * len(whole),)]  # the head and the officer
    assert interrupted >= max(1, kills // 10)  # the others died while the next one was being made


# --- an import ----------------------------------------------------------------------------------------------------------

PEOPLE = 20
# Of each union that takes part: its dossiers, people, lines of the record, their histories, and files said to be imported.
LISTS = """
select u.id,
  (select count(*) from nominations_dossier d where d.unit_id = u.id),
  (select count(*) from nominations_nominee n where n.unit_id = u.id),
  (select count(*) from nominations_achievement a join nominations_nominee n on n.id = a.nominee_id where n.unit_id = u.id),
  (select count(*) from nominations_historicaldossier h where h.unit_id = u.id),
  (select count(*) from portal_upload f where f.content_type like '%=%/' || u.id || '; imported'),
  (select count(*) from portal_formtoken t where t.link like '%unit=' || u.id)
from organizations_unit u where u.name like 'Union %'
"""


def lines_of_record(people: list[list[Any]]) -> int:
    """A title for each year, a higher one for every third person, an initiative for every second."""
    return sum(awards.split("\n")[0].count(",") + 1 + ("CSTĐ" in awards) + bool(initiative) for *_, awards, initiative, _, _ in people)


def import_on_and_on() -> None:
    """In the child: a union with its list after another, each brought in as a person does it: sent, looked at, confirmed."""
    setup_test_environment()  # pages keep what they were made of: the form is read from there
    plan, district = Plan.objects.get(), Unit.objects.get(kind="district", name__contains="Than Uyên")
    content = people_list(invented(PEOPLE))
    while True:
        with transaction.atomic():
            unit = make_unit(f"Union {Unit.objects.count()}", district)
            client = Client()
            client.force_login(person("filer", unit))
        page = client.post(f"{reverse('nominations:upload-list')}?plan={plan.pk}&unit={unit.pk}", {"file": SimpleUploadedFile("ds.xlsx", content)})
        shown = client.get(page.url)
        say("begun", unit.pk)
        assert client.post(page.url, form_of(shown)).status_code == 302
        say("done", unit.pk)


@pytest.mark.parametrize("kills", [5, pytest.param(200, marks=pytest.mark.soak)])
def test_killed_at_any_moment_no_list_is_half_written(outside, kills):
    outside.run(CAMPAIGN)
    outside.manage("collectstatic", "--no-input", "--verbosity", "0")  # pages name their pictures and styles
    sight, confirmed, interrupted, whole = Sight(outside), set(), 0, set()
    record = lines_of_record(invented(PEOPLE))
    with nursery(outside, __name__, "import_on_and_on") as children:
        for _ in moments(kills, lambda: min(interrupted, len(confirmed))):
            done, in_the_middle = children.kill_one()
            confirmed |= done
            interrupted += in_the_middle
            rows = sight.ask(LISTS)
            whole = {row[0] for row in rows if row[1:] == (PEOPLE, PEOPLE, record, PEOPLE, 1, 1)}
            assert [row for row in rows if row[0] not in whole and any(row[1:])] == []
            assert confirmed - whole == set()
    assert interrupted >= max(1, kills // 10)
    assert len(confirmed) >= max(1, kills // 10)
