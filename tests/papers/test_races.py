"""Many clerks at once, and workers killed in the act: no number is lost or given twice, each ends as one printed paper.

Take the lock from `papers.actions.numbers.locked` and they fail: `test_without_the_lock_...` shows it each time on PostgreSQL.
SQLite lets one writer in at a time whatever we do.
"""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import OperationalError, connection

from organizations.models import Unit, User
from papers.actions import issue
from papers.models import IssuedPaper, NumberSeries, SeriesYear
from portal.moves import Refused
from tests.builders import lai_chau, person
from tests.papers.issuing import ON, builder
from tests.portal.conftest import ROOT
from tests.portal.test_jobs import wait_for
from tests.racing import together

LOCKED = "papers.actions.issuing.locked"


def issue_some(unit: Unit, clerk: User, count: int) -> int:
    """Issues `count` papers; where the database gave the lock to others for too long, the clerk presses again. How often."""
    again = 0
    while count:
        try:
            issue(builder(), unit=unit, type_code="KH", symbol="KH-LĐLĐ", on=ON, by=clerk)
            count -= 1
        except OperationalError:
            again += 1
    return again


@pytest.fixture
def office(transactional_db, queue) -> tuple[Unit, list[User]]:
    province = lai_chau().province
    return province, [person("clerk", province)]


@pytest.mark.parametrize(("clerks", "each"), [(5, 4), pytest.param(50, 20, marks=pytest.mark.soak)])
def test_clerks_at_once_get_every_number_once(office, clerks, each):
    unit, [clerk] = office
    answers = together(*[lambda: issue_some(unit, User.objects.get(pk=clerk.pk), each)] * clerks)
    assert [answer for answer in answers if not isinstance(answer, int)] == []
    given = IssuedPaper.objects.order_by("number").values_list("number", flat=True)
    assert list(given) == list(range(1, clerks * each + 1))
    assert SeriesYear.objects.get().last == clerks * each


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_without_the_lock_two_get_the_same_number(office, monkeypatch):
    """The control: the database refuses the second, so that even then no number stands twice."""
    unit, [clerk] = office
    issue_some(unit, clerk, 1)
    monkeypatch.setattr(LOCKED, lambda series, year: SeriesYear.objects.get(series=series, year=year))

    def slowly(number: str, on: Any) -> Any:
        time.sleep(0.3)
        return builder()(number, on)

    def issue_one() -> IssuedPaper:
        by = User.objects.get(pk=clerk.pk)
        return issue(slowly, unit=unit, type_code="KH", symbol="KH-LĐLĐ", on=ON, by=by)

    answers = together(*[issue_one] * 4)
    assert sorted(type(answer).__name__ for answer in answers) == ["IntegrityError"] * 3 + ["IssuedPaper"]


def test_two_series_of_a_body_never_give_one_number_twice(office):
    """A paper bears a number and a symbol, not the name of its series."""
    unit, [clerk] = office
    for name, codes in (("Sổ kế hoạch", "KH"), ("Sổ hướng dẫn", "HD")):
        NumberSeries.objects.create(unit=unit, name=name, type_codes=codes)

    def slowly(number: str, on: Any) -> Any:
        time.sleep(0.3)
        return builder()(number, on)

    def issue_one(type_code: str) -> IssuedPaper:
        by = User.objects.get(pk=clerk.pk)
        return issue(slowly, unit=unit, type_code=type_code, symbol="KH-LĐLĐ", on=ON, by=by)

    answers = together(lambda: issue_one("KH"), lambda: issue_one("HD"))
    assert sorted(type(answer).__name__ for answer in answers) == ["IssuedPaper", "Refused"]
    [refused] = [answer for answer in answers if isinstance(answer, Refused)]
    assert "đã cấp ở sổ" in str(refused)


# --- killed in the act --------------------------------------------------------------------------------------------------

OFFICE = """
from tests.builders import lai_chau, person
province = lai_chau().province
print(province.pk, person("clerk", province).pk)
"""
ISSUE = """
from organizations.models import Unit, User
from tests.papers.test_races import issue_some
unit, clerk = Unit.objects.get(pk={unit}), User.objects.get(pk={clerk})
issue_some(unit, clerk, {first})
print("ready", flush=True)
issue_some(unit, clerk, {then})
"""
AGAIN = """
from organizations.models import User
from papers.actions import print_again
from papers.models import IssuedPaper
for paper in IssuedPaper.objects.filter(status="numbered", job__status="failed"):
    print_again(paper, by=User.objects.get(pk={clerk}))
print(IssuedPaper.objects.filter(status="numbered").count())
"""
COUNT = """
from collections import Counter
from django.db.models import Count, Q
from papers.models import IssuedPaper
from portal.models import MoveRecord
pdfs, words = (Count("files", filter=Q(files__kind=kind)) for kind in ("pdf", "docx"))
papers = list(IssuedPaper.objects.annotate(pdfs=pdfs, words=words).order_by("number"))
prints = Counter(MoveRecord.objects.filter(name="print").values_list("object_id", flat=True))
print([paper.number for paper in papers] == list(range(1, len(papers) + 1)))
print({(paper.status, paper.pdfs, paper.words, prints[paper.pk]) for paper in papers})
"""


class Sight:
    """Looks into the database of the processes outside, faster than one could start another."""

    def __init__(self, outside: Any):
        self.environment = outside.environment

    def ask(self, sql: str, *values: Any) -> list[tuple]:
        """The rows of a question; of a change none."""
        if connection.vendor == "sqlite":
            link = sqlite3.connect(Path(self.environment["PORTAL_VAR"]) / "portal.sqlite3", timeout=20)
        else:
            link, sql = psycopg2.connect(self.environment["DATABASE_URL"]), sql.replace("%", "%%").replace("?", "%s")
        with closing(link), link:
            cursor = link.cursor()
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def printing(self) -> int:
        return self.ask("select count(*) from portal_job where status = ?", "running")[0][0]

    def age(self) -> None:
        """What is running has been silent for three minutes: its worker is dead."""
        then = datetime.now(UTC) - timedelta(minutes=3)
        stored = str(then.replace(tzinfo=None)) if connection.vendor == "sqlite" else then
        self.ask("update portal_job set heartbeat = ? where status = ?", stored, "running")


def kill_while_issuing(outside: Any, chance: random.Random, **office: str) -> None:
    """A clerk's process dies somewhere between two numbers."""
    code = ISSUE.format(first=0, then=500, **office)
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    issuing = subprocess.Popen(command, cwd=ROOT, env=outside.environment, text=True, stdout=subprocess.PIPE)
    assert issuing.stdout.readline() == "ready\n"
    time.sleep(chance.uniform(0, 0.15))
    issuing.kill()
    issuing.communicate()


@pytest.mark.parametrize(("kills", "papers"), [(2, 2), pytest.param(100, 40, marks=pytest.mark.soak)])
def test_killed_in_the_act_every_number_ends_with_one_printed_paper(outside, kills, papers):
    """The worker is killed while it prints; in every tenth round a clerk's process too while it issues."""
    unit, clerk = outside.run(OFFICE).split()
    outside.run(ISSUE.format(unit=unit, clerk=clerk, first=papers, then=0))
    chance, sight, interrupted = random.Random(7), Sight(outside), 0
    for turn in range(kills):
        if turn % 10 == 1:
            kill_while_issuing(outside, chance, unit=unit, clerk=clerk)
        worker = outside.start("work")
        wait_for(sight.printing, 60)
        time.sleep(chance.uniform(0, 0.6))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        interrupted += sight.printing()
        sight.age()
    assert interrupted >= kills // 2  # the others had just finished
    left = 1
    while left:
        outside.manage("work", "--once")
        left = int(outside.run(AGAIN.format(clerk=clerk)))
    assert outside.run(COUNT).splitlines() == ["True", "{('printed', 1, 1, 1)}"]
