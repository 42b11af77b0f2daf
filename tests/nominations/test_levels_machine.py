"""The machine of the ledger once more, in a plan whose dossiers go through the units in between: whatever is sent up, chosen, given
back or withdrawn, in any order, the ledger is what a naive recount says, and what lies in between uses no place."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from nominations.actions import move_dossier
from nominations.actions.levels import weigh
from nominations.actions.sending import send_proposal
from nominations.levels import LEVELS, gathered
from nominations.models import Dossier, LevelResult
from portal import clock
from tests.builders import make_proposal
from tests.nominations.test_ledger_machine import WHICH, machine, world

__all__ = ["world"]


def machine_of_levels(world):
    """Every step of the ledger's machine, and those of the units in between."""

    class Levels(machine(world)):
        @rule(which=WHICH, word=st.sampled_from(["back", "back", "turn_down", "give_back"]))
        def say(self, which, word):
            if dossier := self.dossier(which, *LEVELS):
                facts = {"opinion": "Ý kiến.", "votes": None, "position": None, "version": dossier.levels.last().version}
                self.step(word, lambda: weigh(dossier, word, by=world.heads[dossier.with_unit_id], **facts))

        @rule(which=WHICH)
        def send_up(self, which):
            if unit := self.one_of([one for one in world.units if gathered(world.plan, one).exists()], which):
                self.step("send up", lambda: self.sent_up(unit))

        def sent_up(self, unit):
            head, dossiers = world.heads[unit.pk], [level.dossier for level in gathered(world.plan, unit)]
            send_proposal(make_proposal(world.plan, unit, dossiers, created_by=head), by=head)

        @rule(which=WHICH)
        def take_back(self, which):
            if dossier := self.dossier(which, "between"):
                self.step("take back", lambda: move_dossier(dossier, "withdraw", by=world.heads[dossier.unit_id], note="Thôi."))

        @invariant()
        def what_lies_in_between_uses_no_place_and_lies_with_one_unit(self):
            lying = Dossier.objects.filter(status__in=LEVELS)
            assert lying.exclude(holder=None, submitted_at=None, reserve=None).count() == 0
            waiting = LevelResult.objects.filter(says="")
            assert set(waiting.values_list("dossier", "unit")) == set(lying.filter(status="between").values_list("pk", "with_unit"))
            settled = LevelResult.objects.exclude(proposal=None)
            assert settled.filter(proposal__status="draft").count() == 0

    return Levels


@pytest.mark.parametrize(
    ("examples", "steps"), [(5, 20), pytest.param(300, 40, marks=pytest.mark.soak)], ids=["few", "many"]
)
def test_after_any_steps_through_the_levels_the_ledger_is_right(world, examples, steps):
    world.plan.allocations.update(through_levels=True)
    with clock.standing_at(datetime(2020, 4, 20, 2, tzinfo=UTC)):
        made = machine_of_levels(world)
        run_state_machine_as_test(
            made,
            settings=settings(
                max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
    assert made.done.total() > examples
