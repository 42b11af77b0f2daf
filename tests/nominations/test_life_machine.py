"""Anybody tries anything in any order: dossiers, sessions, decisions and the decisions about them. What succeeds was theirs to do;
nobody decides what they signed or sent themselves; what is decided and issued stays as it was; numbers have no gap; the history has
one row a move."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from nominations.actions import draft_decision, issue_decision, move_decision, move_dossier
from nominations.actions.amending import draft_amendment
from nominations.actions.council import close_session
from nominations.flow import DOSSIER_BUTTONS
from nominations.models import Decision, DecisionLine, Dossier, LineChange, Session
from portal import clock
from portal.moves import Refused, history
from tests.builders import hold, lai_chau, make_dossier, make_plan, make_session, make_table, make_user, person
from tests.nominations.test_flow import DECISION_HANDS, DECISION_LIFE, DOSSIER_HANDS, DOSSIER_LIFE

WHICH = st.integers(0, 1000)  # one of what there is
PEOPLE = ["filer", "head", "officer", "approver", "clerk", "stranger", "many_hats"]
WHO = st.sampled_from(PEOPLE)
BUTTON_NAMES = [move.name for move in DOSSIER_BUTTONS]
BUTTONS = st.sampled_from(BUTTON_NAMES)  # what units in between do is asked at their units: test_levels_machine
DECIDING = st.sampled_from(sorted(DECISION_HANDS))
KINDS = st.sampled_from(["correction", "revocation"])
MARCH = timezone.make_aware(datetime(2020, 3, 2, 8))


@pytest.fixture
def world(db):
    """A school with places enough; an office; a neighbour's officer; and one who is the school's head and the office's hands too."""
    tree = lai_chau()
    plan = make_plan(tree.province)
    make_table(plan, {tree.than_uyen: (20, 0, 20, 0)})
    people = {role: person(role, tree.than_uyen_school) for role in ("filer", "head")}
    people |= {role: person(role, tree.province) for role in ("officer", "approver", "clerk")}
    people["stranger"], people["many_hats"] = person("officer", tree.dien_bien), make_user("many-hats")
    hold(people["many_hats"], "head", tree.than_uyen_school)
    for role in ("officer", "approver", "clerk"):
        hold(people["many_hats"], role, tree.province)
    return SimpleNamespace(plan=plan, school=tree.than_uyen_school, people=people)


def roles_of(who):
    return {"stranger": set(), "many_hats": {"head", "officer", "approver", "clerk"}}.get(who, {who})


def machine(world):
    """The machine over this world; each example is undone at its end."""

    class Life(RuleBasedStateMachine):
        done = Counter()

        def __init__(self):
            super().__init__()
            self.undone = transaction.atomic()
            self.undone.__enter__()
            self.moves, self.issued, self.decided = Counter(), {}, {}

        def teardown(self):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

        # --- what is tried

        def one_of(self, rows, which):
            rows = list(rows.order_by("pk"))
            return rows[which % len(rows)] if rows else None

        def tries(self, thing, name, who, hands, life, deed):
            """One move by somebody; what the tables do not allow must fail, and what fails changes nothing."""
            source = thing.status
            try:
                with transaction.atomic():
                    record = deed(world.people[who])
            except PermissionDenied:
                assert not roles_of(who) & hands[name], f"{who} may {name}"
            except Refused:
                assert type(thing).objects.get(pk=thing.pk).status == source
                self.done[f"{name} refused"] += 1
            else:
                assert roles_of(who) & hands[name], f"{who} did {name}"
                if record.pressed_again:
                    return
                assert life[source][name] == type(thing).objects.get(pk=thing.pk).status
                self.moves[thing._meta.model_name, thing.pk] += 1
                self.done[name] += 1

        @rule(collective=st.booleans())
        def write(self, collective):
            key = "collective-public" if collective else "person-public"
            dossier = make_dossier(world.plan, world.school, key=key, name=f"Tên {Dossier.objects.count()}", created_by=world.people["filer"])
            self.done["write"] += dossier.pk > 0

        @rule(which=WHICH, name=BUTTONS, who=WHO)
        def move(self, which, name, who):
            if dossier := self.one_of(Dossier.objects.select_related("plan__unit", "unit", "category"), which):
                self.presses(dossier, name, who)

        def presses(self, dossier, name, who):
            self.tries(dossier, name, who, DOSSIER_HANDS, DOSSIER_LIFE, lambda by: move_dossier(dossier, name, by=by, note="Vì thế."))

        @rule(which=WHICH, button=WHICH, who=WHICH)
        def press_a_button_that_is_there(self, which, button, who):
            """Of all names at all states few fit, and in some states there is seldom a dossier: each state comes up as often, and
            somebody whose button it is presses."""
            found = set(Dossier.objects.values_list("status", flat=True))
            states = sorted(state for state in found if DOSSIER_LIFE[state].keys() & set(BUTTON_NAMES))
            for state in states and [states[which % len(states)]]:
                dossier = self.one_of(Dossier.objects.filter(status=state).select_related("plan__unit", "unit", "category"), which // 7)
                there = sorted(DOSSIER_LIFE[state].keys() & set(BUTTON_NAMES))
                name = there[button % len(there)]
                able = [one for one in PEOPLE if roles_of(one) & DOSSIER_HANDS[name]]
                self.presses(dossier, name, able[who % len(able)])

        @rule(collective=st.booleans(), who=st.sampled_from(["head", "many_hats"]), screener=st.sampled_from(["officer", "officer", "many_hats"]))
        def most_dossiers_go_their_way(self, collective, who, screener):
            """Chance alone seldom brings a dossier as far as a decision."""
            self.write(collective)
            for dossier in Dossier.objects.filter(status="draft").select_related("plan__unit", "unit", "category").order_by("pk")[:1]:
                for name, hands in (("endorse", who), ("submit", who), ("accept", screener)):
                    dossier.refresh_from_db()
                    self.tries(dossier, name, hands, DOSSIER_HANDS, DOSSIER_LIFE, lambda by, name=name: move_dossier(dossier, name, by=by))

        @rule(votes=st.lists(st.integers(4, 9), min_size=1, max_size=3), who=WHO)
        def hold_session(self, votes, who):
            dossiers = list(Dossier.objects.filter(status="accepted").order_by("pk")[: len(votes)])
            if dossiers and Session.objects.count() < 3:
                session = make_session(world.plan, dossiers, yes=votes, starts=MARCH, ends=MARCH, created_by=world.people["officer"])
                self.tries(session, "close", who, {"close": {"officer"}}, {"draft": {"close": "closed"}}, lambda by: close_session(session, by=by))

        @rule(who=WHO, most=st.integers(1, 3))
        def draft(self, who, most):
            dossiers = list(Dossier.objects.undecided().order_by("pk")[:most])
            if dossiers:
                self.drafts(who, lambda by: draft_decision(plan=world.plan, award_form="Bằng khen", merit="đã có thành tích", grounds=["Điều lệ"], dossiers=dossiers, by=by))

        @rule(which=WHICH, who=WHO, kind=KINDS)
        def amend(self, which, who, kind):
            if line := self.one_of(DecisionLine.objects.filter(decision__status="issued"), which):
                right = {"name": f"{line.name} đúng", "position": line.position, "unit_name": line.unit_name} if kind == "correction" else {}
                changes = [LineChange(line=line, reason="Gõ sai.", **right)]
                self.drafts(who, lambda by: draft_amendment(line.decision, kind=kind, changes=changes, grounds=["Điều lệ"], by=by))

        def drafts(self, who, deed):
            try:
                with transaction.atomic():
                    self.done[f"draft {deed(world.people[who]).kind}"] += 1
            except PermissionDenied:
                assert "officer" not in roles_of(who)
            except Refused:
                self.done["draft refused"] += 1
            else:
                assert "officer" in roles_of(who)

        @rule(which=WHICH, name=DECIDING, who=WHO)
        def decide(self, which, name, who):
            if decision := self.one_of(Decision.objects.select_related("plan__unit", "old"), which):
                self.moves_decision(decision, name, who)

        @rule(which=WHICH, submitter=st.sampled_from(["officer", "many_hats"]), approver=st.sampled_from(["approver", "many_hats"]), kind=KINDS)
        def most_decisions_go_their_way(self, which, submitter, approver, kind):
            self.draft("officer", 2)
            self.amend(which, "officer", kind)
            for decision in Decision.objects.exclude(status="issued").select_related("plan__unit", "old").order_by("-pk")[:1]:
                for name, who in (("submit", submitter), ("approve", approver), ("issue", "clerk")):
                    decision.refresh_from_db()
                    self.moves_decision(decision, name, who)

        def moves_decision(self, decision, name, who):
            def deed(by):
                return issue_decision(decision, on=clock.today(), by=by) if name == "issue" else move_decision(decision, name, by=by, note="Vì thế.")

            waiting = set(decision.lines.exclude(dossier__status="decided").values_list("dossier", flat=True))
            self.tries(decision, name, who, DECISION_HANDS, DECISION_LIFE, deed)
            for pk in Dossier.objects.filter(pk__in=waiting, status="decided").values_list("pk", flat=True):
                self.moves["dossier", pk] += 1  # the leadership's one press decides every dossier on the list

        # --- what must hold

        @invariant()
        def what_is_decided_stays(self):
            for pk, facts in self.decided.items():
                assert Dossier.objects.filter(pk=pk).values_list("status", "name", "position", "category").get() == facts
            self.decided |= {one[0]: one[1:] for one in Dossier.objects.filter(status="decided").values_list("pk", "status", "name", "position", "category")}

        @invariant()
        def what_is_issued_stays(self):
            printed = ("name", "position", "unit_name", "prize", "register_number", "decision__number", "decision__date", "decision__paper__sha256")
            now = {pk: facts for pk, *facts in DecisionLine.objects.filter(decision__status="issued").values_list("pk", *printed)}
            assert {pk: now.get(pk) for pk in self.issued} == self.issued
            self.issued = now

        @invariant()
        def numbers_have_no_gap(self):
            lines = sorted(DecisionLine.objects.filter(register__isnull=False).values_list("register_number", flat=True))
            assert lines == list(range(1, len(lines) + 1))
            papers = sorted(int(number.partition("/")[0]) for number in Decision.objects.filter(status="issued").values_list("number", flat=True))
            assert papers == list(range(1, len(papers) + 1))

        @invariant()
        def the_history_has_one_row_a_move(self):
            for model, begins in ((Dossier, "draft"), (Decision, "draft"), (Session, "draft")):
                for thing in model.objects.all():
                    rows, stands = list(history(thing)), begins
                    for row in rows:
                        assert row.source == stands
                        stands = row.target
                    assert (stands, len(rows)) == (thing.status, self.moves[thing._meta.model_name, thing.pk])

        @invariant()
        def nobody_decides_what_is_their_own(self):
            for dossier in Dossier.objects.filter(status__in=["accepted", "decided"]):
                by = {row.name: row.by_id for row in history(dossier)}
                assert {by.get("accept"), by.get("decide")} & {by.get("endorse"), by.get("submit")} <= {None}
            for decision in Decision.objects.filter(status__in=["approved", "issued"]):
                by = {row.name: row.by_id for row in history(decision)}
                assert by["approve"] != by["submit"]

    return Life


FEW = {"accept", "approve", "issue", "draft award"}
ALL = FEW | {"accept refused", "approve refused", "close", "hold", "release", "decline", "draft correction", "draft revocation"}


@pytest.mark.one_database
@pytest.mark.parametrize(("examples", "made"), [(6, FEW), pytest.param(300, ALL, marks=pytest.mark.soak)], ids=["few", "many"])
def test_any_order_by_anybody(world, examples, made):
    life = machine(world)
    some = settings(max_examples=examples, stateful_step_count=40, deadline=None, derandomize=made is FEW, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(life, settings=some)
    assert made <= set(life.done), life.done


def test_who_sent_a_nomination_neither_accepts_nor_decides_it(world):
    both, other = world.people["many_hats"], world.people["officer"]
    dossier = make_dossier(world.plan, world.school)
    move_dossier(dossier, "endorse", by=both)
    move_dossier(dossier, "submit", by=world.people["head"])
    with pytest.raises(Refused, match="Người đã “ký duyệt” không được tự “chấp nhận”; cần một người khác."):
        move_dossier(dossier, "accept", by=both)
    move_dossier(dossier, "accept", by=other)
    decision = draft_decision(plan=world.plan, award_form="Bằng khen", merit="đã có thành tích", grounds=["Điều lệ"], dossiers=[dossier], by=other)
    move_decision(decision, "submit", by=other)
    with pytest.raises(Refused, match="Người đã “ký duyệt” không được tự “ghi quyết định”"):
        move_decision(decision, "approve", by=both)
    move_decision(decision, "approve", by=world.people["approver"])
    assert Dossier.objects.get(pk=dossier.pk).status == "decided"
