"""The demonstration: each stage goes on from the one before, twice changes nothing, everybody in it is a sample."""

import io
from collections import Counter
from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection

from conferences.models import Plan
from nominations.demonstration.cast import BRANCHES, LOGINS, PASSWORD, PROVINCE, SAMPLE
from nominations.demonstration.story import STAGES
from nominations.models import Decision, Dossier
from organizations.models import Assignment, Unit, User
from organizations.roles import ROLES
from portal.models import MoveRecord
from tests.builders import make_unit


def demo(*words: str) -> str:
    out = io.StringIO()
    call_command("demo", *words, stdout=out)
    return out.getvalue()


def rows() -> dict[str, list[tuple]]:
    """Every row of every table."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            found[table] = [tuple(map(plain, row)) for row in cursor.fetchall()]
    return found


def plain(value: object) -> str:
    """PostgreSQL gives bytes as a view of memory, whose name changes each time."""
    return bytes(value).hex() if isinstance(value, memoryview) else str(value)


def states() -> tuple:
    plan = Plan.objects.get()
    dossiers = Counter(plan.dossiers.values_list("status", flat=True))
    return plan.status, plan.allocations.get().status, dict(dossiers), list(plan.decisions.values_list("status", "number"))


def children(unit: Unit) -> list[Unit]:
    return list(Unit.objects.filter(path__startswith=unit.path, depth=unit.depth + 1))


FILED = {"accepted": 34, "returned": 12, "submitted": 32, "endorsed": 11, "draft": 23}
STATES = {
    "draft": ("draft", "draft", {}, []),
    "allocated": ("issued", "published", {}, []),
    "filed": ("issued", "published", FILED, []),
    "decided": ("issued", "published", {"decided": 112}, [("issued", "87/QĐ-LĐLĐ")]),
}


@pytest.mark.one_database
@pytest.mark.django_db
def test_the_whole_story_stage_after_stage_each_twice():
    """One walk, since the later stages take seconds."""
    found = {}
    for stage in STAGES:
        first = demo("--stage", stage)
        before = rows()
        again = demo("--stage", stage)
        assert (again, rows()) == (first, before)
        found[stage] = states()
    assert found == STATES
    before = rows()
    demo("--stage", "draft")  # an earlier stage takes nothing back
    assert rows() == before
    _look_at_its_end()


def _look_at_its_end():
    plan, decision = Plan.objects.get(), Decision.objects.get()
    assert (plan.number, plan.unit.name, decision.date) == ("154/KH-LĐLĐ", PROVINCE, date(2020, 4, 17))
    assert sorted(decision.lines.values_list("name", flat=True)) == sorted(plan.dossiers.values_list("name", flat=True))
    assert decision.lines.count() == 112
    unmarked = [name for name in Dossier.objects.values_list("name", flat=True) if not name.endswith(SAMPLE)]
    assert unmarked == []
    taken = Counter(plan.dossiers.values_list("holder__label", flat=True))
    places = {row.label: sum(quota.places for quota in row.quotas.all()) for row in plan.allocations.get().rows.all()}
    assert taken == places  # no place is left over or given twice
    late = MoveRecord.objects.filter(name="submit", content_type__model="dossier", at__date__gte=date(2020, 5, 15))
    assert list(late) == []


@pytest.mark.django_db
class TestPeople:
    @pytest.fixture(autouse=True)
    def drafted(self):
        demo("--stage", "draft")

    def test_eleven_units_with_two_or_three_grassroots_unions_each(self):
        province = Unit.objects.get(name=PROVINCE)
        below = {unit.name: [union.name for union in children(unit)] for unit in children(province)}
        assert list(below) == [branch.name for branch in BRANCHES]
        assert len(below) == 11
        assert {len(unions) for unions in below.values()} == {2, 3}
        assert [name for unions in below.values() for name in unions if not name.endswith(SAMPLE)] == []

    def test_every_person_is_marked_as_a_sample(self):
        assert [user.full_name for user in User.objects.all() if not user.full_name.endswith(SAMPLE)] == []
        assert User.objects.count() > len(LOGINS)

    def test_one_log_in_for_each_role_a_head_of_a_branch_and_nobody_else_may_enter(self, client):
        assert sorted(login.role for login in LOGINS) == sorted([*ROLES, "head"])
        for login in LOGINS:
            user = authenticate(username=login.username, password=PASSWORD)
            assert [held.role for held in Assignment.objects.filter(user=user)] == [login.role]
            assert client.login(username=login.username, password=PASSWORD)
            assert client.get("/").status_code == 200
        others = User.objects.exclude(username__in=[login.username for login in LOGINS])
        assert [user.username for user in others if user.has_usable_password()] == []

    def test_the_command_prints_the_log_ins(self):
        printed = demo("--stage", "draft")
        assert printed.splitlines()[1] == f"Đăng nhập trình diễn, mật khẩu chung {PASSWORD}:"
        assert [line.split()[0] for line in printed.splitlines()[2:]] == [login.username for login in LOGINS]


@pytest.mark.django_db
def test_if_empty_leaves_a_portal_in_use_alone(campaign):
    before = rows()
    said = "Đã có dữ liệu, không dựng trình diễn. Tạo người đầu tiên: manage.py createsuperuser.\n"
    assert demo("--if-empty", "--stage", "draft") == said
    assert rows() == before


@pytest.mark.django_db
def test_real_units_of_lai_chau_are_not_played_with():
    make_unit(PROVINCE, kind="province")
    before = rows()
    with pytest.raises(CommandError, match="hãy dựng trình diễn trong cơ sở dữ liệu trống"):
        demo("--stage", "draft")
    assert rows() == before


@pytest.mark.django_db
@pytest.mark.one_database
def test_where_one_logs_in_something_waits_and_a_place_is_left(client):
    demo("--stage", "filed")
    client.login(username="chutich", password=PASSWORD)
    home = client.get("/").context
    assert [(figure.count, figure.label) for figure in home["work"]] == [
        (1, "hồ sơ bị trả lại, cần bổ sung"),
        (1, "hồ sơ đang viết, chưa ký duyệt"),
    ]
    left = {place.quota.category.key: place.left for filing in home["filings"] for place in filing.places}
    assert left["person-business"] == 1


@pytest.mark.django_db
def test_production_refuses(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError) as error:
        demo("--stage", "draft")
    assert str(error.value) == "Dữ liệu trình diễn có mật khẩu ai cũng biết; hệ thống thật không dựng được."
    assert Unit.objects.count() == 0
