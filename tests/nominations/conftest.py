"""The campaign most tests of dossiers stand in: Than Uyên holds places, its school files against them. Processes of their own."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from conferences.models import Honour
from portal import clock
from tests.builders import hold, lai_chau, make_agenda, make_plan, make_table, make_user, person
from tests.nominations.waiting import filed
from tests.portal.conftest import outside  # noqa: F401


@pytest.fixture
def campaign(db):
    tree = lai_chau()
    plan = make_agenda(make_plan(tree.province))
    table = make_table(plan, {tree.than_uyen: (1, 0, 2, 1), tree.tan_uyen: (1, 1, 1, 1)})
    return SimpleNamespace(
        tree=tree,
        plan=plan,
        table=table,
        school=tree.than_uyen_school,
        filer=person("filer", tree.than_uyen_school),
        head=person("head", tree.than_uyen_school),
        officer=person("officer", tree.province),
        approver=person("approver", tree.province),
        clerk=person("clerk", tree.province),
    )


@pytest.fixture
def april():
    with clock.standing_at(timezone.make_aware(datetime(2020, 4, 20, 8))):
        yield


@pytest.fixture
def filer(client, campaign):
    """Who writes the dossiers of Than Uyên's school, and is logged in."""
    client.force_login(campaign.filer)
    return campaign.filer


@pytest.fixture
def ldtt(db):
    return Honour.objects.get_or_create(code="lao-dong-tien-tien", defaults={"kind": "title", "name": "Lao động tiên tiến"})[0]


@pytest.fixture
def second(campaign):
    """A colleague of the officer."""
    user = make_user("thu-hai", "Vàng A Hai")
    hold(user, "officer", campaign.tree.province)
    return user


@pytest.fixture
def queue(campaign):
    """Than Uyên has two places for persons of the public sector, and takes reserves: two wait."""
    campaign.table.takes_reserves = True
    campaign.table.save()
    return [filed(campaign, name) for name in ("Một", "Hai", "Ba", "Bốn")]
