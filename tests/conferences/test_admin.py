"""The administrator's desk: plans and tables are read there, and their papers are one button away."""

import pytest
from django.urls import reverse

from tests.builders import make_agenda, make_plan, make_table, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tree):
    return make_table(make_agenda(make_plan(tree.province)), {tree.than_uyen: (1, 1, 1, 1)})


@pytest.fixture
def admin(client, tree):
    client.force_login(person("admin", tree.province))
    return client


def desk(thing, page: str = "change") -> str:
    args = [thing.pk] if page in ("change", "delete") else []
    return reverse(f"admin:conferences_{thing._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("of", ["plan", "table"])
def test_the_buttons_lead_to_the_papers(admin, table, of):
    page = admin.get(desk(table if of == "table" else table.plan)).content.decode()
    papers = [("plan", "pdf"), ("agenda", "pdf"), ("allocation", "pdf"), ("plan", "docx"), ("allocation", "xlsx")]
    addresses = [reverse("conferences:paper", args=[table.plan_id, *paper]) for paper in papers]
    assert [address for address in addresses if f'href="{address}?download=1"' not in page] == []
    assert [admin.get(address).status_code for address in addresses] == [200] * 5


def test_a_plan_without_table_or_agenda_has_no_button_for_one(admin, tree):
    page = admin.get(desk(make_plan(tree.province))).content.decode()
    assert [name for name in ("plan", "agenda", "allocation") if f"{name}.pdf" in page] == ["plan"]


@pytest.mark.parametrize("of", ["plan", "table"])
def test_nothing_is_changed_on_the_desk(admin, table, of):
    thing = table if of == "table" else table.plan
    assert admin.get(desk(thing, "changelist")).status_code == 200
    assert admin.post(desk(thing), {"status": "closed"}).status_code == 403
    assert admin.get(desk(thing, "add")).status_code == 403
    assert admin.get(desk(thing, "delete")).status_code == 403


def test_an_administrator_sees_no_draft_of_another_office(client, tree, table):
    draft = make_plan(tree.dien_bien, status="draft")
    client.force_login(person("admin", tree.province))
    assert client.get(desk(table.plan)).status_code == 200
    assert client.get(desk(draft)).status_code == 404


def test_nobody_else_has_a_desk(client, tree, table):
    client.force_login(person("officer", tree.province))
    assert client.get(desk(table.plan)).status_code == 404
