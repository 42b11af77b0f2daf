"""Walks the page table (`tests/page_table.py`); an address missing from it fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, resolve, reverse

from conferences.actions.reading import keep_reading
from conferences.models import BaseSalary, CalendarFeed, Holiday, Honour, LegalGround, Plan, Prize
from nominations.actions.receipts import give_receipt
from organizations.models import Bloc, Unit, User
from portal import clock
from portal.models import Job, Mail, Notice
from portal.sources.reading import text_source
from tests.builders import (
    CATEGORIES,
    LONG_AGO,
    a_file,
    hold,
    lai_chau,
    make_adjustment,
    make_amendment,
    make_decision,
    make_dossier,
    with_paper,
    make_objection,
    make_paper,
    make_publication,
    make_plan,
    make_proposal,
    make_request,
    make_session,
    make_stock,
    make_table,
    make_unit,
    make_user,
    person,
)
from tests.page_table import OPEN, PAGES, RELATIONS, ROLES, Cells, Page

A_PLAN = "KẾ HOẠCH\nTổ chức Hội nghị biểu dương\nI. THỜI GIAN\nII. KINH PHÍ\nIII. TỔ CHỨC THỰC HIỆN\nHội nghị biểu dương, thi đua."
FIVE_EACH = {"pools": [{"categories": [key], "kind": "each", "each": 5} for key, *_ in CATEGORIES]}
LISTS = ("conferences:adjustments", "papers:register", "nominations:dossiers", "nominations:screening", "nominations:proposals", "nominations:receipts", "nominations:requests", "nominations:sessions", "nominations:decisions", "nominations:award-register", "conferences:plans", "organizations:units")


# --- the world: both provinces, everybody at every place, each thing once out and once as a draft ----------------------


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """Built once; every request is undone, and in the end everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def build() -> SimpleNamespace:
    tree = lai_chau()
    units = (tree.central, tree.province, tree.than_uyen, tree.than_uyen_school, tree.tan_uyen, tree.dien_bien)
    people = {(role, unit.pk): person(role, unit) for role in ROLES for unit in units}
    sessions = {user.pk: log_in(user) for user in people.values()}
    return SimpleNamespace(tree=tree, people=people, out=out_things(tree), draft=draft_things(tree), sessions=sessions)


def log_in(user: User) -> str:
    """The key of a new session."""
    client = Client()
    client.force_login(user)
    return client.session.session_key


def browser_of(world: Any, user: User) -> Client:
    """A client that has not been used yet: logging out would empty it for the rows that follow."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions.get(user.pk) or log_in(user)
    return client


def out_things(tree: Any) -> dict[str, Any]:
    plan = make_plan(tree.province, status="issued", dossier=["Biên bản họp bình xét"])
    plan.criteria.create(position=1, text="Gương mẫu.").categories.set(plan.categories.all())
    table = make_table(plan, {tree.than_uyen: (5, 5, 5, 5)}, status="published", rule=FIVE_EACH)
    honoured = make_dossier(plan, tree.than_uyen_school, status="decided")
    stranger = make_user("nguoi-khac")
    sent = [make_dossier(plan, tree.than_uyen, status="submitted")]
    proposal = with_signed_minutes(make_proposal(plan, tree.than_uyen, sent, status="sent"), stranger)
    paper = make_paper(tree.province, code="0" * 26)
    decision = make_decision(plan, [honoured], status="issued", number="87/QĐ-LĐLĐ", date=date(2020, 4, 17))
    publication = make_publication(plan, [honoured], ends=clock.today())  # it runs: units read it
    objection = make_objection(publication, by=stranger, file=a_file(stranger))
    background = a_file(stranger, "phoi.jpg")
    CalendarFeed.objects.create(unit=tree.province, secret="0" * 43, renewed_by=stranger)
    return {
        "proposal": proposal,
        "receipt": give_receipt(sent, by=stranger, proposal=proposal),
        "paper": paper,
        "copy": paper.files.get(kind="copy"),
        "series": paper.series,
        "plan": plan,
        "table": table,
        "row": table.rows.get(),
        "adjustment": make_adjustment(table, tree.than_uyen),
        "dossier": with_paper(make_dossier(plan, tree.than_uyen, status="submitted"), stranger),
        "decision": decision,
        "amendment": make_amendment(decision, status="issued", number="88/QĐ-LĐLĐ", date=date(2020, 4, 18)),
        "request": make_request(tree.province, tree.than_uyen, file=a_file(stranger)),
        "session": make_session(plan, [honoured], status="closed"),
        "stock": make_stock(tree.province, background=background),
        "background": background,
        "publication": publication,
        "objection": objection,
        "unit": tree.than_uyen,
        "kind": tree.than_uyen.kind,
        "holiday": Holiday.objects.earliest("date"),
        "honour": Honour.objects.earliest("pk"),
        "ground": LegalGround.objects.earliest("pk"),
        "salary": BaseSalary.objects.earliest("pk"),
        "prize": Prize.objects.earliest("pk"),
        "bloc": Bloc.objects.create(owner=tree.province, name="Khối các huyện"),
        "user": person_of(tree.than_uyen),
        "mail": Mail.objects.create(to="ai-do@example.vn", subject="Thư", body="Nội dung"),
        "notice": Notice.objects.create(user=stranger, title="Của người khác"),
        "source": keep_reading(text_source(A_PLAN), name="ke-hoach.docx", owner=stranger),
        "job": Job.objects.create(task="x", title="Việc của người khác", owner=stranger),
    }


def draft_things(tree: Any) -> dict[str, Any]:
    plan = make_plan(tree.province, status="draft", number="20/KH-LĐLĐ")
    plan.criteria.create(position=1, text="Gương mẫu.").categories.set(plan.categories.all())
    issued = make_plan(tree.province, status="issued", number="21/KH-LĐLĐ", dossier=["Biên bản họp bình xét"])
    make_table(issued, {tree.than_uyen: (5, 5, 5, 5)}, status="published")
    accepted = make_dossier(issued, tree.than_uyen_school, status="accepted")
    waiting = make_dossier(issued, tree.than_uyen, status="endorsed")
    table = make_table(plan, {tree.than_uyen: (1, 1, 1, 1)}, status="draft", rule=FIVE_EACH)
    honoured = make_dossier(issued, tree.than_uyen_school, status="decided")
    return {
        "paper": make_paper(tree.province, number=2, status="numbered"),
        "plan": plan,
        "table": table,
        "row": table.rows.get(),
        "dossier": with_paper(make_dossier(issued, tree.than_uyen), make_user("nguoi-khac-nua")),
        "decision": make_decision(issued, [accepted]),
        "amendment": make_amendment(make_decision(issued, [honoured], status="issued", number="89/QĐ-LĐLĐ", date=date(2020, 4, 17))),
        "session": make_session(issued, [accepted]),
        "proposal": with_signed_minutes(make_proposal(issued, tree.than_uyen, [waiting]), make_user("nguoi-khac-nua-nua")),
    }


def with_signed_minutes(proposal: Any, owner: User) -> Any:
    proposal.papers.create(slot="minutes", file=a_file(owner), by=owner)
    return proposal


def person_of(unit: Unit) -> User:
    user = make_user("lo-thi-mau", "Lò Thị Mẫu")
    hold(user, "filer", unit)
    return user


# --- asking -----------------------------------------------------------------------------------------------------------


def person_at(world: Any, role: str, thing: str, relation: str) -> User:
    """Who stands in this relation to the thing: the district's things start from Than Uyên, the rest from the province."""
    tree = world.tree
    around_plan = {"own": tree.province, "above": tree.central, "below": tree.than_uyen_school, "sibling": tree.dien_bien}
    around_unit = {"own": tree.than_uyen, "above": tree.province, "below": tree.than_uyen_school, "sibling": tree.tan_uyen}
    units = around_unit if thing in ("dossier", "row", "unit", "user", "adjustment", "proposal", "receipt", "request") else around_plan
    return world.people[role, units[relation].pk]


def address_of(page: Page, things: dict[str, Any]) -> str:
    pk = things[page.thing].pk if page.thing else None
    if page.name.startswith("/"):
        return page.name.format(pk=pk)
    key = "object_id" if page.name.startswith("admin:") and page.name != "admin:send-password-link" else "pk"
    return reverse(page.name, kwargs=({key: pk} if pk else {}) | page.kwargs) + page.query


def answer(world: Any, user: User, method: str, address: str) -> int:
    """The status of one request, in a transaction of its own that is rolled back."""
    client = browser_of(world, user)
    with transaction.atomic():
        status = getattr(client, method)(address).status_code
        transaction.set_rollback(True)
    return status


def answers(world: Any, things: dict[str, Any], page: Page) -> Cells:
    """What every role in every relation gets."""
    address = address_of(page, things)
    found = {}
    for role in ROLES:
        codes = [answer(world, person_at(world, role, page.thing, relation), page.method, address) for relation in RELATIONS]
        found[role] = " ".join(str(code) for code in codes)
    return found


every_page = pytest.mark.parametrize("page", PAGES, ids=str)


@pytest.mark.one_database
@every_page
def test_every_role_in_every_relation_gets_the_expected_answer(world, db, page):
    assert answers(world, world.out, page) == page.out
    if page.draft is not None:
        assert answers(world, world.draft, page) == page.draft


@pytest.mark.one_database
@every_page
def test_a_stranger_is_sent_to_log_in(world, db, page):
    response = getattr(Client(), page.method)(address_of(page, world.out))
    assert (response.status_code, response["Location"].startswith("/login/")) == (302, True)


@pytest.mark.one_database
@every_page
def test_somebody_whose_role_has_ended_sees_nothing(world, db, page):
    gone = make_user("da-nghi")
    for role in ROLES:
        hold(gone, role, world.tree.province, end=LONG_AGO)
    assert answer(world, gone, page.method, address_of(page, world.out)) == page.nobody


@pytest.mark.one_database
@pytest.mark.parametrize("page", [page for page in PAGES if page.method == "get"], ids=str)
def test_a_superuser_gets_what_the_best_placed_person_gets(world, db, page):
    """Other people's notices and jobs stay theirs: there, nobody is well placed."""
    root = make_user("goc", is_superuser=True)
    best = min(int(cells.split()[0]) for cells in page.out.values())
    assert answer(world, root, "get", address_of(page, world.out)) == (page.root or best)


@pytest.mark.parametrize("page", OPEN, ids=str)
def test_pages_that_answer_strangers(world, db, page):
    assert Client().get(address_of(page, {})).status_code == 200
    assert answers(world, {}, page) == page.out


@pytest.mark.one_database
@pytest.mark.parametrize("page", [*PAGES, *OPEN], ids=str)
def test_a_page_is_read_or_sent_and_nothing_else(world, db, page):
    root = make_user("goc", is_superuser=True)
    for method in ("put", "patch", "delete", "options", "trace"):
        assert answer(world, root, method, address_of(page, world.out)) == 405, method


def test_a_page_that_is_only_read_takes_no_form(world, db):
    root = make_user("goc", is_superuser=True)
    forms = {"issue-plan", "edit-allocation", "new-dossier", "edit-step", "new-decision", "edit-decision", "issue-decision"}
    forms |= {"new-series", "series", "new-plan", "edit-part", "copy-plan", "correct", "read-plan", "confirm-reading"}
    forms |= {"share-places", "allocation-terms", "reclaim-places"}
    forms |= {"new-proposal", "edit-proposal", "attach-signed", "extensions", "upload-list", "confirm-list", "criterion-rule"}
    forms |= {"new-session", "edit-session", "session-votes", "certificates", "screening-chosen"}
    forms |= {"presenting", "new-stock", "stock"}
    forms |= {"new-amendment", "edit-amendment", "announcing", "split-decisions"}
    forms |= {"ranking-terms", "ranking-scores", "rank-ruling", "new-publication", "new-objection", "objection"}
    forms |= {"return-allocation", "issue-notice", "ask-adjustment"}
    forms |= {"return-items", "new-request"}
    forms |= {"workshop", "upload-allocation", "confirm-upload"}
    apps = ("papers:", "conferences:", "nominations:", "organizations:")
    read = [page for page in PAGES if page.method == "get" and page.name.startswith(apps)]
    taking = {page.name.partition(":")[2] for page in read if answer(world, root, "post", address_of(page, world.out)) != 405}
    assert taking == forms


# --- nothing is missing -----------------------------------------------------------------------------------------------


def routes(patterns: Any = None, start: str = "") -> set[str]:
    """Every route of the project as Django itself names it when it resolves an address."""
    found = set()
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = start + str(entry.pattern).removeprefix("^")
        found |= {route} if isinstance(entry, URLPattern) else routes(entry.url_patterns, route)
    return found


def test_every_address_stands_in_the_table(world, db):
    covered = {resolve(address_of(page, world.out).split("?")[0]).route for page in [*PAGES, *OPEN]}
    assert routes() - covered == set()


def test_an_address_missing_from_the_table_is_found(world, db):
    known = [page for page in [*PAGES, *OPEN] if page.name != "conferences:history"]
    covered = {resolve(address_of(page, world.out).split("?")[0]).route for page in known}
    assert routes() - covered == {"plans/<int:pk>/history/"}


# --- a list shows a thing to whom its page opens, and to nobody else ----------------------------------------------------


@pytest.mark.parametrize("state", ["out", "draft"])
@pytest.mark.parametrize(
    ("index", "name", "thing"),
    [
        ("conferences:plans", "conferences:plan", "plan"),
        ("nominations:dossiers", "nominations:dossier", "dossier"),
        ("nominations:decisions", "nominations:decision", "decision"),
        ("nominations:sessions", "nominations:session", "session"),
        ("nominations:proposals", "nominations:proposal", "proposal"),
        ("nominations:receipts", "nominations:receipt", "receipt"),
        ("nominations:requests", "nominations:request", "request"),
        ("organizations:units", "organizations:unit", "unit"),
    ],
)
def test_a_list_shows_what_its_pages_open(world, db, index, name, thing, state):
    things = world.out | getattr(world, state)
    link = reverse(name, args=[things[thing].pk])
    for person_asking in world.people.values():
        opens = answer(world, person_asking, "get", link) == 200
        listed = browser_of(world, person_asking).get(reverse(index)).content.decode()
        assert (f'href="{link}"' in listed) == opens, person_asking.username


# --- the same number of queries with one row and with thirty ------------------------------------------------------------


def queries(user: User, address: str) -> int:
    client = Client()
    client.force_login(user)
    client.get(address)  # what the first request of a session asks once
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def thirty_more(tree: Any, plan: Plan, reader: User) -> None:
    """Of everything that stands in a list, thirty more."""
    for number in range(30):
        unit = make_unit(f"Công đoàn cơ sở Trường số {number}", tree.than_uyen, short_name=f"Trường số {number}")
        person("filer", unit)
        make_plan(tree.province, number=f"{300 + number}/KH-LĐLĐ")
        make_paper(tree.province, number=number + 2)
        accepted = [make_dossier(plan, tree.than_uyen, status="accepted", name=f"Người thứ {i}") for i in range(2)]
        make_decision(plan, accepted)
        make_session(plan, accepted)
        make_request(tree.province, unit)
        Bloc.objects.create(owner=tree.province, name=f"Khối {number}").members.set([unit])
        Mail.objects.create(to="ai-do@example.vn", subject=f"Thư {number}", body="")
        Notice.objects.create(user=reader, title=f"Tin {number}", link="/")
        old = make_table(plan, {tree.than_uyen: (9, 9, 9, 9)}, status="superseded", number=number + 2)
        make_adjustment(old, tree.than_uyen)
        give_receipt(accepted, by=reader, proposal=make_proposal(plan, unit, accepted, status="sent"))


COUNTED = [*LISTS, "organizations:people", "notices", "nominations:home", "conferences:plan", "conferences:allocation"]
COUNTED += ["conferences:calendar", "conferences:plan-calendar", "nominations:unit-tasks"]
COUNTED += [page.name for page in PAGES if page.name.endswith("_changelist")]


@pytest.fixture(scope="module")
def asked(django_db_setup: None, django_db_blocker: Any) -> dict[str, tuple[int, int]]:
    """By page: how many queries it takes with one row and with thirty more. One world for all of them, and nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        tree = lai_chau()
        plan = make_plan(tree.province, number="154/KH-LĐLĐ")
        things = {"plan": plan, "table": make_table(plan, {tree.than_uyen: (99, 99, 99, 99)})}
        reader = make_user("doc", is_superuser=True)
        for role in ("officer", "admin"):
            hold(reader, role, tree.province)
        one_of_each(tree, plan, things["table"], reader)
        addresses = {page.name: address_of(page, things) for page in PAGES if page.name in COUNTED and page.method == "get"}
        one = {name: queries(reader, address) for name, address in addresses.items()}
        thirty_more(tree, plan, reader)
        found = {name: (one[name], queries(reader, address)) for name, address in addresses.items()}
        transaction.set_rollback(True)
    return found


def one_of_each(tree: Any, plan: Plan, table: Any, reader: User) -> None:
    make_decision(plan, [make_dossier(plan, tree.than_uyen, status="accepted")])
    make_paper(tree.province)
    make_adjustment(table, tree.than_uyen)
    filed = [make_dossier(plan, tree.than_uyen, status="submitted")]
    give_receipt(filed, by=reader, proposal=make_proposal(plan, tree.than_uyen, filed, status="sent"))
    make_request(tree.province, tree.than_uyen)
    Bloc.objects.create(owner=tree.province, name="Khối").members.set([tree.than_uyen])
    Notice.objects.create(user=reader, title="Tin", link="/")
    Mail.objects.create(to="ai-do@example.vn", subject="Thư", body="")


@pytest.mark.parametrize("name", COUNTED)
def test_a_page_asks_as_often_with_one_row_as_with_thirty(asked, db, name):
    with_one, with_thirty_more = asked[name]
    assert with_thirty_more == with_one
