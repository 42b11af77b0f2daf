"""The administrator's desk: dossiers, decisions and plans are read there; the four papers are one button away."""

import pytest
from django.urls import reverse

from tests.builders import make_decision, make_dossier, person

KINDS = ["dossier", "decision", "plan"]


@pytest.fixture
def things(campaign):
    dossier = make_dossier(campaign.plan, campaign.school, status="decided")
    decision = make_decision(campaign.plan, [dossier], status="issued", number="87/QĐ-LĐLĐ")
    return {"dossier": dossier, "decision": decision, "plan": campaign.plan}


@pytest.fixture
def admin(client, campaign):
    client.force_login(person("admin", campaign.tree.province))
    return client


def desk(thing, page: str = "change") -> str:
    meta = thing._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[thing.pk] if page in ("change", "delete") else [])


@pytest.mark.parametrize("kind", ["plan", "decision"])
def test_the_buttons_lead_to_the_four_papers_and_the_workbook(admin, things, kind):
    page = admin.get(desk(things[kind])).content.decode()
    plan = things["plan"].pk
    papers = [("plan", "pdf"), ("agenda", "pdf"), ("allocation", "pdf"), ("allocation", "docx"), ("allocation", "xlsx")]
    addresses = [reverse("conferences:paper", args=[plan, *paper]) for paper in papers]
    addresses.append(reverse("nominations:decision-paper", args=[things["decision"].pk, "pdf"]))
    assert [address for address in addresses if f'href="{address}?download=1"' not in page] == []
    starts = [admin.get(address).content[:4] for address in addresses]
    assert starts == [b"%PDF", b"%PDF", b"%PDF", b"PK\x03\x04", b"PK\x03\x04", b"%PDF"]


def test_the_dossier_s_button_opens_its_page(admin, things):
    address = reverse("nominations:dossier", args=[things["dossier"].pk])
    assert f'href="{address}"' in admin.get(desk(things["dossier"])).content.decode()
    assert admin.get(address).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_changed_on_the_desk(admin, things, kind):
    thing = things[kind]
    answers = [admin.get(desk(thing, "changelist")), admin.get(desk(thing)), admin.post(desk(thing), {"status": "draft"})]
    assert [answer.status_code for answer in answers] == [200, 200, 403]
    assert [admin.get(desk(thing, page)).status_code for page in ("add", "delete")] == [403, 403]
    before = thing.status
    thing.refresh_from_db()
    assert thing.status == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", ["filer", "head", "officer", "approver", "clerk"])
def test_nobody_else_has_a_desk(client, campaign, things, kind, role):
    client.force_login(getattr(campaign, role))
    assert [client.get(desk(things[kind], page)).status_code for page in ("changelist", "change")] == [404, 404]


@pytest.mark.parametrize("kind", KINDS)
def test_an_administrator_elsewhere_does_not_find_them(client, campaign, things, kind):
    client.force_login(person("admin", campaign.tree.dien_bien))
    assert client.get(desk(things[kind])).status_code == 404
    assert b"decision.pdf" not in client.get(desk(things[kind], "changelist")).content


def test_an_administrator_sees_no_draft_of_a_unit(admin, campaign):
    draft = make_dossier(campaign.plan, campaign.school)
    assert admin.get(desk(draft)).status_code == 404
