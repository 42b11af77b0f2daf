"""Canary: a note of the office never reaches the unit, in no page, sheet, paper, notice or letter."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from nominations.actions.remarks import write_remark
from nominations.models import Dossier
from portal.models import Mail, Notice
from tests.page_table import Page
from tests.test_canaries import LISTS, THINGS, asked
from tests.test_pages import address_of, build

pytestmark = pytest.mark.one_database

NOTE, MESSAGE = "kanarinote", "kanarimessage"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    with django_db_blocker.unblock(), transaction.atomic():
        built = build()
        officer = built.people["officer", built.tree.province.pk]
        for dossier in Dossier.objects.exclude(submitted_at=None).filter(plan__unit=built.tree.province):
            write_remark(dossier, text=NOTE, internal=True, by=officer)
            write_remark(dossier, text=MESSAGE, internal=False, by=officer)
        yield built
        transaction.set_rollback(True)


def outside(world: Any) -> list:
    """The unit's own people, and the officer of the district between it and the office."""
    return [world.people["head", world.tree.than_uyen.pk], world.people["officer", world.tree.than_uyen.pk]]


@pytest.mark.parametrize("page", [*THINGS, *LISTS], ids=str)
def test_no_page_and_no_sheet_sends_a_note_out_of_the_office(world, db, page: Page):
    address = address_of(page, world.out)
    for user in outside(world):
        said = asked(world, user, address) + asked(world, user, address.split("?")[0] + "?format=xlsx")
        assert NOTE not in said


def test_no_letter_says_it_and_no_notice_outside_the_office(world, db):
    assert [mail for mail in Mail.objects.all() if NOTE in f"{mail.subject} {mail.body}"] == []
    office = {user.pk for (role, unit), user in world.people.items() if unit == world.tree.province.pk and role in ("officer", "approver")}
    told = set(Notice.objects.filter(text__contains=NOTE).values_list("user", flat=True))
    assert (told <= office, bool(told)) == (True, True)


def test_the_notes_sing_in_the_office_and_the_messages_in_the_unit(world, db):
    """The control."""
    page = reverse("nominations:dossier", args=[world.out["dossier"].pk])
    assert NOTE in asked(world, world.people["officer", world.tree.province.pk], page)
    head = asked(world, world.people["head", world.tree.than_uyen.pk], page)
    assert (MESSAGE in head, NOTE in head) == (True, False)
