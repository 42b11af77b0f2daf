"""Kill -9 at random moments of a sending: what was confirmed is there, and nothing is half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from conferences.models import Plan
from nominations.actions.sending import send_proposal
from nominations.models import Proposal
from organizations.models import Unit, User
from tests.builders import lai_chau, make_dossier, make_plan, make_proposal, make_table, person
from tests.papers.test_races import Sight
from tests.portal.conftest import ROOT

EACH = 3  # dossiers of a proposal
MOST = 30_000
CAMPAIGN = "from tests.nominations.test_sending_killed import begin; begin()"
# One process that has loaded everything and asked the database nothing; each line sends off a child to be killed.
NURSERY = """
import os, sys
from tests.nominations.test_sending_killed import send_on_and_on
for line in sys.stdin:
    child = os.fork()
    if not child:
        send_on_and_on()
    print("child", child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""
STANDING = """
select p.id, p.status,
  (select count(*) from nominations_proposalline l where l.proposal_id = p.id),
  (select count(*) from nominations_proposalline l join nominations_dossier d on d.id = l.dossier_id
    where l.proposal_id = p.id and d.status = 'submitted'),
  (select count(*) from nominations_receipt r where r.proposal_id = p.id),
  (select count(*) from nominations_receipt_dossiers f join nominations_receipt r on r.id = f.receipt_id where r.proposal_id = p.id)
from nominations_proposal p
"""


def begin() -> None:
    """In the process outside: a plan with places enough, a union with its head, an officer who is told."""
    tree = lai_chau()
    make_table(make_plan(tree.province), {tree.than_uyen: (MOST,) * 4})
    person("head", tree.than_uyen_school)
    person("officer", tree.province)


def send_on_and_on() -> None:
    """In the child: proposals without end, each made and then sent; says when it begins with one and when it has sent it."""
    head, unit = User.objects.get(assignments__role="head"), Unit.objects.get(assignments__role="head")
    print("ready", flush=True)
    while True:
        waiting = Proposal.objects.filter(status="draft", lines__position=EACH)
        proposal = waiting.select_related("plan__unit", "unit").first() or _another(unit, head)
        print("begun", proposal.pk, flush=True)
        send_proposal(proposal, by=head)
        print("sent", proposal.pk, flush=True)


def _another(unit: Unit, head: User) -> Proposal:
    Proposal.objects.filter(status="draft").delete()  # its maker was killed before its last line
    plan = Plan.objects.select_related("unit").get()
    return make_proposal(plan, unit, [make_dossier(plan, unit, status="endorsed", created_by=head) for _ in range(EACH)])


def kill_one(nursery: subprocess.Popen[str], chance: random.Random) -> tuple[list[int], bool]:
    """What a child had confirmed when it died, and whether it died in the middle of a sending."""
    nursery.stdin.write("go\n")
    nursery.stdin.flush()
    said: list[list[str]] = []
    while len(said) < 2:  # its number and its being ready, in either order
        said.append(nursery.stdout.readline().split())
    child = int(next(words[1] for words in said if words[0] == "child"))
    time.sleep(chance.uniform(0, 0.5))
    os.kill(child, signal.SIGKILL)
    while (words := nursery.stdout.readline().split()) != ["ended"]:
        said.append(words)
    sent = [int(words[1]) for words in said if words[0] == "sent"]
    begun = [int(words[1]) for words in said if words[0] == "begun"]
    return sent, len(begun) > len(sent)


@pytest.mark.parametrize("kills", [5, pytest.param(200, marks=pytest.mark.soak)])
def test_killed_at_any_moment_nothing_confirmed_is_lost_and_nothing_is_half_done(outside, kills):
    outside.run(CAMPAIGN)
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", NURSERY]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    nursery = subprocess.Popen(command, cwd=ROOT, env=outside.environment, **pipes)
    chance, sight, confirmed, interrupted = random.Random(11), Sight(outside), set(), 0
    for _ in range(kills):
        sent, in_the_middle = kill_one(nursery, chance)
        confirmed |= set(sent)
        interrupted += in_the_middle
        rows = sight.ask(STANDING)
        whole = {row[0] for row in rows if row[1:] == ("sent", EACH, EACH, 1, EACH)}
        rest = [row[1:] for row in rows if row[0] not in whole]
        assert [row for row in rest if row[0] != "draft" or row[2:] != (0, 0, 0)] == []
        assert confirmed - whole == set()
        numbers = [row[0] for row in sight.ask("select number from nominations_receipt order by number")]
        assert numbers == list(range(1, len(whole) + 1))
        assert sum(row[0] for row in sight.ask("select last from nominations_receiptyear")) == len(whole)
        assert sight.ask("select count(*) from portal_notice") == [(2 * len(whole),)]  # the head and the officer
    nursery.stdin.close()
    assert nursery.wait(30) == 0
    assert interrupted >= kills // 5  # the others died while the next one was being made
