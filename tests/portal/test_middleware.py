from __future__ import annotations

import errno
import gc
import sqlite3
import weakref
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client

from organizations.models import User
from portal import clock
from portal.middleware import address_behind_proxy, let_go
from tests.builders import make_user

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
MINUTE = 60
LOGIN = "/login/?next=/notices/"


@pytest.fixture
def at(db):
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def user(db) -> User:
    return make_user("filer")


@pytest.fixture
def here(at, client: Client, user: User) -> Client:
    """Somebody who has just logged in."""
    client.force_login(user)
    assert client.get("/notices/").status_code == 200
    return client


# --- how long a log-in lasts ----------------------------------------------------------------------------------------


def test_thirty_idle_minutes_end_it(at, here):
    at.shift(30 * MINUTE)
    assert here.get("/notices/").status_code == 200
    at.shift(30 * MINUTE + 1)
    answer = here.get("/notices/")
    assert (answer.status_code, answer.url) == (302, LOGIN)


def test_ten_hours_end_it_however_busy(at, here):
    for _ in range(30):
        at.shift(20 * MINUTE)
        assert here.get("/notices/").status_code == 200
    at.shift(1)
    assert here.get("/notices/").status_code == 302


def test_after_it_has_ended_the_old_cookie_is_worth_nothing(at, here):
    old = here.cookies["sessionid"].value
    at.shift(31 * MINUTE)
    here.get("/notices/")
    assert not Session.objects.filter(session_key=old).exists()


def test_a_new_log_in_starts_from_the_beginning(at, here, user):
    at.shift(11 * 60 * MINUTE)
    assert here.get("/notices/").status_code == 302
    here.force_login(user)
    assert here.get("/notices/").status_code == 200


def test_the_session_is_written_at_most_once_a_minute(at, here):
    written = []
    for _ in range(5):
        at.shift(25)
        here.get("/notices/")
        written.append(here.session["seen"] - int(NOW.timestamp()))
    assert written == [0, 0, 75, 75, 75]


def test_the_demonstration_clock_has_no_say(at, here):
    with clock.standing_at(datetime(2020, 4, 20, tzinfo=UTC)):
        assert here.get("/notices/").status_code == 200
        at.shift(31 * MINUTE)
        assert here.get("/notices/").status_code == 302


# --- who must log in ------------------------------------------------------------------------------------------------


def test_a_part_of_a_page_sends_the_whole_page_to_the_log_in(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/dossiers/?q=hoa"}
    answer = client.get("/notices/", headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/login/?next=/dossiers/%3Fq%3Dhoa")


@pytest.mark.parametrize("page", ["https://example.com/x", "//example.com/x", "javascript:alert(1)", ""])
def test_never_to_a_page_of_somebody_else(client, db, page):
    answer = client.get("/notices/", headers={"HX-Request": "true", "HX-Current-URL": page})
    assert answer["HX-Redirect"] == "/login/?next=/"


def test_after_the_log_in_one_comes_back_to_the_page_not_to_the_button(client, db):
    page = {"Referer": "http://testserver/notices/?page=2"}
    assert client.post("/notices/read/", headers=page).url == "/login/?next=/notices/%3Fpage%3D2"
    assert client.post("/notices/read/", {"name": "Tổ may"}, headers=page).context["path"] == "/notices/?page=2"
    assert client.post("/notices/read/", headers={"Referer": "https://evil.vn/x"}).url == "/login/?next=/"


@pytest.mark.parametrize("page", ["http://[", "http://testserver//evil.vn/", "http://evil.vn/", "javascript:alert(1)"])
def test_an_address_that_is_no_page_of_ours_leads_home(client, db, page):
    assert client.post("/notices/read/", {"name": "Tổ may"}, headers={"Referer": page}).context["path"] == "/"
    answer = client.get("/notices/", headers={"HX-Request": "true", "HX-Current-URL": page})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/login/?next=/")


def test_what_was_typed_is_shown_when_the_session_has_ended(at, here):
    at.shift(40 * MINUTE)
    answer = here.post("/dossiers/new/", {"name": "Tổ may <2>", "password": "bí mật", "form_token": "t", "empty": " "})
    page = answer.content.decode()
    assert (answer.status_code, answer.context["typed"]) == (401, [("name", "Tổ may <2>")])
    assert "Tổ may &lt;2&gt;" in page and "bí mật" not in page
    assert answer["Cache-Control"] == "no-store"


def test_a_lock_that_was_not_given_says_so_and_shows_what_was_typed(transactional_db, client):
    client.force_login(make_user("filer"))

    def busy(execute, sql, params, many, context):
        if 'UPDATE "portal_notice"' in sql:
            raise OperationalError("canceling statement due to lock timeout")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(busy):
        answer = client.post("/notices/read/", {"name": "Tổ may 2"})
    assert (answer.status_code, answer.context["typed"]) == (503, [("name", "Tổ may 2")])
    assert client.post("/notices/read/").status_code == 302


@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OperationalError("database or disk is full"),
        OperationalError('could not extend file "base/1": No space left on device'),
    ],
    ids=["file", "SQLite", "PostgreSQL"],
)
def test_a_full_disk_says_so_and_shows_what_was_typed(transactional_db, client, fault):
    client.force_login(make_user("filer"))

    def full(execute, sql, params, many, context):
        if 'UPDATE "portal_notice"' in sql:
            raise fault
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full):
        answer = client.post("/notices/read/", {"name": "Tổ may 2"})
    assert (answer.status_code, answer.context["typed"]) == (507, [("name", "Tổ may 2")])
    assert "Đĩa của máy chủ đã đầy" in answer.content.decode()


# --- what browsers may keep and do ----------------------------------------------------------------------------------


def test_headers_of_a_page(here):
    answer = here.get("/notices/")
    assert {name: answer[name] for name in ("Cache-Control", "Cross-Origin-Resource-Policy", "X-Content-Type-Options")} == {
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    assert "camera=()" in answer["Permissions-Policy"]
    assert "HX-Request" in answer["Vary"]
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert (policy["default-src"], policy["object-src"], policy["form-action"]) == ("'none'", "'none'", "'self'")
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [("203.0.113.9", "203.0.113.9"), ("10.0.0.1, 203.0.113.9", "203.0.113.9"), ("", "127.0.0.1")],
)
def test_behind_a_proxy_the_last_address_counts_as_the_clients(rf, forwarded, address):
    assert address_behind_proxy(rf.get("/", headers={"X-Forwarded-For": forwarded})) == address


def test_a_lock_that_was_not_given_leaves_nothing_to_the_garbage_collector():
    """The circle of frame and exception is what Django's wrapping of database errors makes."""

    class Cursor:
        pass

    def attempt() -> weakref.ref:
        cursor = Cursor()
        held.append(weakref.ref(cursor))
        try:
            raise sqlite3.OperationalError("database is locked")
        except sqlite3.OperationalError as first:
            wrapped = OperationalError(str(first))
            raise wrapped.with_traceback(first.__traceback__) from first

    held: list[weakref.ref] = []
    gc.disable()
    try:
        for released in (False, True):
            try:
                attempt()
            except OperationalError as busy:
                if released:
                    let_go(busy)
        assert [one() is None for one in held] == [False, True]  # without it the circle keeps the cursor
    finally:
        gc.enable()
