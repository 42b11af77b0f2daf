"""Canaries: every text of Than Uyên's dossiers, nominees, proposals and decisions is a word that nobody else may ever be sent.

A table of statuses cannot see a list that shows too many rows; this looks into what is sent: pages, sheets, papers, letters.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.urls import reverse

from conferences.models import Honour
from nominations import actions
from nominations.models import Dossier, Nominee
from organizations.models import User
from portal.models import Mail, Notice, Upload
from portal.pdf.reading import read_pdf
from tests.page_table import PAGES, Page
from tests.test_pages import address_of, browser_of, build

pytestmark = pytest.mark.one_database

WORD = "kanari"
BEFORE_FILING = datetime(2020, 4, 1, tzinfo=UTC)  # later lines are not shown to the office
# What code reads, not people: which slot, which mark, which entry of a catalogue.
NO_TEXT = {"slot", "mark", "rank", "status", "code", "sha256", "content_type", "file", "award_form"}
CATALOGUES = {"NomineeKind"}
LISTS = [page for page in PAGES if page.method == "get" and not page.thing and not page.name.startswith(("admin:", "/"))]
THINGS = [page for page in PAGES if page.method == "get" and page.thing and not page.name.startswith("admin:")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """The world of the page table; all that people wrote in it about nominees, and what files are called, is a canary."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = build()
        give_nominees(built)
        plant()
        for things in (built.out, built.draft):
            for thing in things.values():
                thing.refresh_from_db()
        yield built
        transaction.set_rollback(True)


def give_nominees(world: SimpleNamespace) -> None:
    """The builder's dossiers have none."""
    by, honour = world.people["head", world.tree.than_uyen.pk], Honour.objects.filter(kind="initiative").first()
    for dossier in Dossier.objects.all():
        kind = "person" if dossier.is_person else "team"
        nominee = Nominee.objects.create(unit=dossier.unit, kind_id=kind, name=dossier.name, ethnic_group="x", created_by=by)
        nominee.achievements.create(honour=honour, year=2019, text="x", number="x", issuer="x", by=by, at=BEFORE_FILING)
        Dossier.objects.filter(pk=dossier.pk).update(nominee=nominee)


def plant() -> None:
    rows = [model for model in apps.get_app_config("nominations").get_models() if model.__name__ not in CATALOGUES]
    for model in (*rows, Upload):
        for field in model._meta.concrete_fields:
            text = isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in NO_TEXT
            if text and not isinstance(field, models.SlugField):
                model._base_manager.update(**{field.name: f"{WORD} {model.__name__} {field.name}"[: field.max_length]})


def words(response: Any) -> str:
    """All that a response says, whatever it is packed in."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    said = f"{dict(response.headers)} {body.decode('utf-8', 'ignore')}"
    if body.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(body))
        said += " ".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    if body.startswith(b"%PDF") and len(body) > 200:
        said += " ".join(word.text for page in read_pdf(body).pages for word in page.words)
    return said.lower()


def asked(world: Any, user: User, address: str) -> str:
    with transaction.atomic():
        said = words(browser_of(world, user).get(address))
        transaction.set_rollback(True)
    return said


def strangers(world: Any) -> list[User]:
    """The best placed of each: a head of the district beside, an officer and an administrator of the province beside."""
    tree = world.tree
    return [world.people["head", tree.tan_uyen.pk], *(world.people[role, tree.dien_bien.pk] for role in ("officer", "admin"))]


@pytest.mark.parametrize("page", THINGS, ids=str)
def test_no_page_of_a_thing_sends_a_stranger_its_words(world, db, page: Page):
    for things in (world.out, world.draft):
        if page.thing in things:
            leaks = [str(user) for user in strangers(world) if WORD in asked(world, user, address_of(page, things))]
            assert leaks == []


@pytest.mark.parametrize("page", LISTS, ids=str)
def test_no_list_no_search_and_no_sheet_sends_a_stranger_a_row(world, db, page: Page):
    address = address_of(page, world.out).split("?")[0]
    for user in strangers(world):
        for query in (f"?q={WORD[:-1]}", "?format=xlsx"):  # the page repeats what was asked for
            assert WORD not in asked(world, user, address + query)


def test_those_whose_words_they_are_do_get_them(world, db):
    """The control: the canaries sing where they may."""
    head = world.people["head", world.tree.than_uyen.pk]
    for things in (world.out, world.draft):
        said = asked(world, head, reverse("nominations:dossier", args=[things["dossier"].pk]))
        assert f"{WORD} dossier name" in said
        assert f"{WORD} achievement text" in said
    assert f"{WORD} dossier name" in asked(world, head, reverse("nominations:dossiers"))
    assert f"{WORD} dossier name" in asked(world, head, f"{reverse('nominations:search')}?q={WORD}")


def test_no_letter_names_anybody_and_no_stranger_has_a_notice(world, db):
    officer, dossier = world.people["officer", world.tree.province.pk], Dossier.objects.filter(status="submitted").first()
    with transaction.atomic():
        actions.move_dossier(dossier, "return", by=officer, note="Thiếu số quyết định.")
        letters = list(Mail.objects.exclude(to="ai-do@example.vn"))
        assert letters != []
        assert [letter.subject for letter in letters if WORD in f"{letter.subject} {letter.body}".lower()] == []
        told = Notice.objects.filter(user__in=strangers(world))
        assert [notice.title for notice in told if WORD in f"{notice.title} {notice.text}".lower()] == []
        transaction.set_rollback(True)
