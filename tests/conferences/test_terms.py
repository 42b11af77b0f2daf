"""Whether a table takes reserves, and from when unused places are shared again: said while the table is written."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from conferences.actions.terms import save_terms
from portal.moves import Overtaken, Refused
from tests.builders import make_plan, make_table, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tree):
    return make_table(make_plan(tree.province, status="draft"), {tree.than_uyen: (1, 1, 1, 1)}, status="draft")


def test_the_officer_writes_them_into_a_draft(client, tree, table):
    client.force_login(person("officer", tree.province))
    address = reverse("conferences:allocation-terms", args=[table.pk])
    answer = client.post(address, {"takes_reserves": "on", "reclaim_on": "20/04/2020", "version": 1}, follow=True)
    table.refresh_from_db()
    assert (table.takes_reserves, table.reclaim_on, table.version) == (True, date(2020, 4, 20), 2)
    page = answer.content.decode()
    assert "Hết suất thì nhận hồ sơ dự phòng. Suất chưa dùng được thu hồi từ ngày 20/04/2020." in page


def test_a_day_that_is_none_is_named_and_stays(client, tree, table):
    client.force_login(person("officer", tree.province))
    answer = client.post(reverse("conferences:allocation-terms", args=[table.pk]), {"reclaim_on": "31/02/2020", "version": 1})
    assert (answer.status_code, 'value="31/02/2020"' in answer.content.decode()) == (422, True)


def test_not_by_others_not_once_it_has_left_and_not_over_somebody_elses(tree, table):
    officer, terms = person("officer", tree.province), {"takes_reserves": True, "reclaim_on": None}
    with pytest.raises(PermissionDenied):
        save_terms(table, **terms, version=1, by=person("approver", tree.province))
    with pytest.raises(Overtaken):
        save_terms(table, **terms, version=2, by=officer)
    save_terms(table, **terms, version=1, by=officer)
    table.status = "published"
    table.save()
    with pytest.raises(Refused) as refused:
        save_terms(table, **terms, version=2, by=officer)
    assert refused.value.reasons == ["Bảng phân bổ đang ở trạng thái “đã công bố”, không sửa được nữa."]
