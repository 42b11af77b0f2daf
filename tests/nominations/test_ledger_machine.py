"""Anything in any order: share, give on, file, return, withdraw, decline, take up again, adjust, reclaim, accept, decide. After each
step the ledger is what a naive recount says, nobody is over, and nobody waits for a place that is free."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from conferences.actions import act, save_quotas
from conferences.actions.revision import new_version
from conferences.models import AllocationRow, Quota
from nominations.actions import (
    approve_decision,
    draft_decision,
    move_decision,
    move_dossier,
    reclaim_places,
    share_places,
    submit_dossier,
)
from nominations.ledger import ledger_of
from nominations.models import Dossier
from nominations.reclaiming import reclaim_of
from nominations.shares import shares_of
from organizations.models import Bloc
from portal import clock
from portal.moves import Refused
from tests.builders import lai_chau, make_dossier, make_plan, make_table, make_unit, person

WHICH = st.integers(0, 1000)  # one of what there is
KEYS = st.sampled_from(["collective-public", "person-public"])
FEW = st.integers(0, 3)


@pytest.fixture
def world(db):
    """Than Uyên with two schools, one of which has a team; Tân Uyên with two; and a bloc of a third district."""
    tree = lai_chau()
    plan = make_plan(tree.province)
    third = make_unit("Liên đoàn Lao động huyện Phong Thổ", tree.province, kind="district")
    units = [tree.than_uyen, tree.than_uyen_school, tree.than_uyen_clinic, tree.tan_uyen, tree.tan_uyen_school, tree.tan_uyen_tea]
    units += [make_unit("Tổ công đoàn Toán", tree.than_uyen_school), third, make_unit("Công đoàn cơ sở Phong Thổ", third)]
    bloc = Bloc.objects.create(owner=tree.province, name="Khối biên giới")
    bloc.members.add(third)
    table = {tree.than_uyen: (2, 0, 4, 0), tree.tan_uyen: (1, 0, 2, 0), bloc: (0, 0, 2, 0)}
    make_table(plan, table, takes_reserves=True, reclaim_on=date(2020, 4, 20))
    people = {unit.pk: person("head", unit) for unit in units}
    return SimpleNamespace(
        plan=plan,
        units=units,
        heads=people,
        officer=person("officer", tree.province),
        approver=person("approver", tree.province),
    )


def machine(world):
    """The machine over this world; each example is undone at its end."""

    class Places(RuleBasedStateMachine):
        done = Counter()  # how often each step was made, refusals apart

        def __init__(self):
            super().__init__()
            self.undone = transaction.atomic()
            self.undone.__enter__()

        def teardown(self):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

        # --- what is there

        def one_of(self, things, which):
            things = list(things)
            return things[which % len(things)] if things else None

        def dossier(self, which, *states):
            found = Dossier.objects.filter(status__in=states).select_related("plan", "unit", "category", "holder")
            return self.one_of(found.order_by("pk"), which)

        @property
        def table(self):
            return world.plan.allocations.get(status="published")

        def step(self, name, deed):
            """All of it or, refused, nothing."""
            try:
                with transaction.atomic():
                    deed()
                self.done[name] += 1
            except Refused:
                self.done[f"{name} refused"] += 1

        def publish(self, draft):
            act(draft, "submit", by=world.officer)
            act(draft, "approve", by=world.approver)
            act(draft, "publish", by=world.approver)

        # --- what people do

        @rule(which=WHICH, key=KEYS)
        def file(self, which, key):
            unit = self.one_of(world.units, which)
            dossier = make_dossier(world.plan, unit, key=key, status="endorsed", created_by=world.heads[unit.pk])
            self.step("file", lambda: submit_dossier(dossier, by=world.heads[unit.pk]))

        @rule(which=WHICH)
        def send_back(self, which):
            if dossier := self.dossier(which, "submitted"):
                self.step("return", lambda: move_dossier(dossier, "return", by=world.officer, note="Thiếu."))

        @rule(which=WHICH)
        def file_again(self, which):
            if dossier := self.dossier(which, "returned"):
                head = world.heads[dossier.unit_id]
                move_dossier(dossier, "endorse", by=head)
                self.step("file again", lambda: submit_dossier(dossier, by=head))

        @rule(which=WHICH)
        def withdraw(self, which):
            if dossier := self.dossier(which, "returned", "endorsed"):
                self.step("withdraw", lambda: move_dossier(dossier, "withdraw", by=world.heads[dossier.unit_id], note="Thôi."))

        @rule(which=WHICH)
        def decline(self, which):
            if dossier := self.dossier(which, "submitted", "accepted"):
                self.step("decline", lambda: move_dossier(dossier, "decline", by=world.officer, note="Chưa đủ tiêu chuẩn."))

        @rule(which=WHICH)
        def take_up_again(self, which):
            if dossier := self.dossier(which, "declined"):
                self.step("take up again", lambda: move_dossier(dossier, "reopen_screening", by=world.officer, note="Xét lại."))

        @rule(which=WHICH)
        def accept(self, which):
            if dossier := self.dossier(which, "submitted"):
                self.step("accept", lambda: move_dossier(dossier, "accept", by=world.officer))

        @rule(which=WHICH)
        def decide(self, which):
            if dossier := self.dossier(which, "accepted"):
                self.step("decide", lambda: self.decided(dossier))

        def decided(self, dossier):
            facts = {"award_form": "Bằng khen", "merit": "đã có thành tích", "grounds": ["Điều lệ"]}
            decision = draft_decision(plan=world.plan, dossiers=[dossier], by=world.officer, **facts)
            move_decision(decision, "submit", by=world.officer)
            approve_decision(decision, by=world.approver)

        @rule(which=WHICH, below=WHICH, key=KEYS, places=FEW)
        def give_on(self, which, below, key, places):
            row = self.one_of(self.table.rows.exclude(unit=None).order_by("pk"), which)
            units = [unit for unit in world.units if unit.path.startswith(row.unit.path) and unit != row.unit]
            if unit := self.one_of(units, below):
                cells = {(unit.pk, world.plan.categories.get(key=key).pk): places}
                head, seen = world.heads[row.unit_id], shares_of(row).mark
                self.step("give on", lambda: share_places(row, cells=cells, seen=seen, by=head))

        @rule(which=WHICH, key=KEYS, places=st.integers(0, 6))
        def adjust(self, which, key, places):
            self.step("adjust", lambda: self.adjusted(which, key, places))

        def adjusted(self, which, key, places):
            draft = new_version(self.table, why="Điều chỉnh", by=world.officer)
            cells = Quota.objects.filter(row__allocation=draft, row__parent=None, category__key=key).order_by("pk")
            quota = self.one_of(cells, which)
            figures, reasons = {(quota.row_id, quota.category_id): places}, {(quota.row_id, quota.category_id): "Theo đề nghị"}
            self.publish(save_quotas(draft, cells=figures, reasons=reasons, version=draft.version, by=world.officer))

        @rule()
        def reclaim(self):
            self.step("reclaim", self.reclaimed)

        def reclaimed(self):
            table = self.table
            before = self.sums(table)
            self.publish(reclaim_places(table, seen=reclaim_of(table).mark, by=world.officer))
            assert self.sums(self.table) == before

        def sums(self, table):
            sums = Counter()
            for quota in Quota.objects.filter(row__allocation=table, row__parent=None):
                sums[quota.category_id] += quota.places
            return +sums

        # --- what must hold

        @invariant()
        def the_ledger_is_what_a_naive_recount_says(self):
            told = recounted(world.plan)
            ledger = ledger_of(world.plan, world.officer)
            assert figures_of(ledger) == told[None]
            for row in AllocationRow.objects.filter(below__isnull=False, allocation=self.table).distinct():
                assert figures_of(ledger_of(world.plan, world.officer, row.pk)) == told[row.pk]

        @invariant()
        def nobody_is_over_and_nobody_waits_for_a_free_place(self):
            filed, waiting, numbers = Counter(), Counter(), Counter()
            for one in Dossier.objects.exclude(submitted_at=None).exclude(status__in=["withdrawn", "declined"]).select_related("holder"):
                cell = (one.holder.unit_id, one.holder.bloc_id, one.category_id)
                (filed if one.reserve is None else waiting)[cell] += 1
                numbers[*cell, one.reserve] += one.reserve is not None
            given, places = Counter(), Counter()
            for quota in Quota.objects.filter(row__allocation=self.table).select_related("row__parent"):
                places[quota.row.unit_id, quota.row.bloc_id, quota.category_id] += quota.places
                if quota.row.parent:
                    given[quota.row.parent.unit_id, quota.row.parent.bloc_id, quota.category_id] += quota.places
            left = {cell: places[cell] - given[cell] - filed[cell] for cell in places.keys() | given.keys() | filed.keys()}
            assert {cell: number for cell, number in left.items() if number < 0} == {}
            assert {cell for cell in waiting if left.get(cell, 0) > 0} == set()
            assert max(numbers.values(), default=0) <= 1

    return Places


def figures_of(ledger):
    """By name and category, what is not nothing."""
    found = {}
    for entry in ledger.entries:
        for category, figures in entry.figures.items():
            found[entry.label, category] = (*astuple(figures), figures.remaining)
    return {key: figures for key, figures in found.items() if any(figures)}


def recounted(plan):
    """The same from one dossier and one cell after the other: by row (None: the table itself) what its page must say."""
    rows = list(AllocationRow.objects.filter(allocation__plan=plan, allocation__status="published"))
    cells = {(quota.row_id, quota.category_id): quota.places for quota in Quota.objects.filter(row__in=rows)}
    dossiers = [
        one
        for one in Dossier.objects.filter(plan=plan).select_related("holder")
        if one.submitted_at is not None and one.status not in ("withdrawn", "declined")
    ]
    parents = {row.pk: row.parent_id for row in rows}

    def above(pk):
        return [] if pk is None else [pk, *above(parents[pk])]

    def stands_at(one):
        return next(row.pk for row in rows if (row.unit_id, row.bloc_id) == (one.holder.unit_id, one.holder.bloc_id))

    def figures(row, category, counts):
        allotted = cells.get((row.pk, category), 0)
        given = sum(cells.get((child.pk, category), 0) for child in rows if child.parent_id == row.pk)
        mine = [one for one in dossiers if one.category_id == category and counts(row.pk, stands_at(one))]
        placed = [one for one in mine if one.reserve is None]
        states = Counter(one.status for one in placed)
        mending = states["returned"] + states["draft"] + states["endorsed"]
        return allotted, given, len(placed), mending, states["accepted"], states["decided"], len(mine) - len(placed), 0

    told = {}
    for top in (None, *parents):
        told[top] = {}
        for category in plan.categories.all():
            for row in rows:
                if row.parent_id == top:
                    line = figures(row, category.pk, lambda pk, at: pk in above(at))
                    told[top][row.label, category.pk] = (*line, line[0] - line[2])
                if row.pk == top:
                    allotted, given, *line = figures(row, category.pk, lambda pk, at: pk == at)
                    told[top][f"{row.label} (phần giữ lại)", category.pk] = (allotted - given, 0, *line, allotted - given - line[0])
        told[top] = {key: line for key, line in told[top].items() if any(line)}
    return told


@pytest.mark.parametrize(
    ("examples", "steps"), [(5, 14), pytest.param(300, 40, marks=pytest.mark.soak)], ids=["few", "many"]
)
def test_after_any_steps_the_ledger_is_right_and_nobody_is_over(world, examples, steps):
    with clock.standing_at(datetime(2020, 4, 20, 2, tzinfo=UTC)):
        made = machine(world)
        run_state_machine_as_test(
            made,
            settings=settings(
                max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
    assert made.done.total() > examples
