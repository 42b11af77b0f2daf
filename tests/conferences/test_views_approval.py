"""The pages of a table on its way: returned row by row, revised, asked about; what was typed stays."""

import pytest
from django.urls import reverse

from conferences.actions import act, new_version
from conferences.models import Adjustment, Allocation, RowRemark
from tests.builders import make_adjustment, make_plan, make_table, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tree):
    return make_table(make_plan(tree.province), {tree.than_uyen: (2, 1, 4, 2), tree.tan_uyen: (1, 1, 2, 4)})


@pytest.fixture
def submitted(tree, officer):
    table = make_table(make_plan(tree.province), {tree.than_uyen: (2, 1, 4, 2), tree.tan_uyen: (1, 1, 2, 4)}, status="draft")
    act(table, "submit", by=officer)
    return table


def test_the_approver_returns_rows_and_the_officer_reads_why(client, submitted, officer, approver):
    row = submitted.rows.first()
    client.force_login(approver)
    answer = client.post(reverse("conferences:return-allocation", args=[submitted.pk]), {f"remark-{row.pk}": "Bớt một suất."})
    assert (answer.status_code, answer["Location"]) == (302, reverse("conferences:allocation", args=[submitted.pk]))
    client.force_login(officer)
    page = client.get(reverse("conferences:allocation", args=[submitted.pk])).content.decode()
    assert f"<strong>{row.label}</strong>: Bớt một suất." in page


def test_a_return_without_any_word_keeps_what_was_typed(client, submitted, approver):
    row = submitted.rows.first()
    client.force_login(approver)
    answer = client.post(reverse("conferences:return-allocation", args=[submitted.pk]), {f"remark-{row.pk}": "x" * 501, "note": "Chung"})
    assert answer.status_code == 409
    assert answer.context["reasons"] == [f"{row.label}: ý kiến dài 501 chữ; nhiều nhất 500."]
    assert "x" * 501 in answer.content.decode() and "Chung" in answer.content.decode()
    assert RowRemark.objects.count() == 0
    empty = client.post(reverse("conferences:return-allocation", args=[submitted.pk]), {})
    assert empty.context["reasons"] == ["Hãy ghi lý do khi “trả lại”."]


def test_the_officer_begins_the_next_version_with_a_reason(client, table, officer):
    client.force_login(officer)
    refused = client.post(reverse("conferences:revise-allocation", args=[table.pk]), {"reason": " "})
    assert (refused.status_code, refused.context["reasons"]) == (409, ["Hãy ghi lý do điều chỉnh bảng phân bổ."])
    answer = client.post(reverse("conferences:revise-allocation", args=[table.pk]), {"reason": "Sáp nhập hai huyện."})
    draft = Allocation.objects.get(number=2)
    assert answer["Location"] == reverse("conferences:allocation", args=[draft.pk])
    assert "Sáp nhập hai huyện." in client.get(answer["Location"]).content.decode()


def test_the_notice_of_a_later_version_is_the_offices_until_it_is_issued(client, table, tree, officer):
    draft = new_version(table, why="Sáp nhập.", by=officer)
    client.force_login(officer)
    address = reverse("conferences:notice", args=[draft.pk, "docx"])
    assert client.get(address).status_code == 200
    Allocation.objects.filter(pk=table.pk).update(status="superseded")
    Allocation.objects.filter(pk=draft.pk).update(status="published")
    client.force_login(person("head", tree.than_uyen))
    assert client.get(address).status_code == 404


# --- asking -----------------------------------------------------------------------------------------------------------


def test_a_head_asks_once_however_often_the_button_is_pressed(client, table, tree):
    client.force_login(person("head", tree.than_uyen))
    address = reverse("conferences:ask-adjustment", args=[table.pk])
    form = client.get(address).context["form"]
    typed = {
        "form_token": form["form_token"].value(),
        "row": form.fields["row"].initial,
        "category": table.plan.categories.get(key="person-public").pk,
        "wanted": "1.006",
        "reason": "Thêm hai trường.",
    }
    answers = [client.post(address, typed) for _ in range(2)]
    asked = Adjustment.objects.get()
    assert [answer["Location"] for answer in answers] == [reverse("conferences:adjustment", args=[asked.pk])] * 2
    assert (asked.before, asked.wanted) == (4, 1006)


@pytest.mark.parametrize("wanted", ["-1", "1,5", "1.5", "năm", "1e3", "10001", ""])
def test_a_figure_that_is_none_is_named_at_its_field_and_nothing_is_asked(client, table, tree, wanted):
    client.force_login(person("head", tree.than_uyen))
    address = reverse("conferences:ask-adjustment", args=[table.pk])
    form = client.get(address).context["form"]
    answer = client.post(address, {"form_token": form["form_token"].value(), "wanted": wanted, "reason": "Vì sao"})
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["category", "row", "wanted"]
    assert "Vì sao" in answer.content.decode()
    assert Adjustment.objects.count() == 0


def test_the_office_finds_the_request_on_its_home_page(client, table, tree, officer):
    asked = make_adjustment(table, tree.than_uyen)
    client.force_login(officer)
    link = f"{reverse('conferences:adjustments')}?work=answer"
    assert link.replace("&", "&amp;") in client.get(reverse("nominations:home")).content.decode()
    assert reverse("conferences:adjustment", args=[asked.pk]) in client.get(link).content.decode()


def test_another_district_does_not_see_the_request(client, table, tree):
    asked = make_adjustment(table, tree.than_uyen)
    client.force_login(person("head", tree.tan_uyen))
    assert client.get(reverse("conferences:adjustment", args=[asked.pk])).status_code == 404


def test_the_head_of_a_branch_finds_where_places_are_given_on(client, table, tree):
    row = table.rows.get(unit=tree.than_uyen)
    link = reverse("nominations:share-places", args=[row.pk])
    for unit, shown in ((tree.than_uyen, True), (tree.tan_uyen, False)):
        client.force_login(person("head", unit))
        assert (link in client.get(reverse("conferences:allocation", args=[table.pk])).content.decode()) == shown


def test_the_ledger_stays_at_hand_while_the_next_version_is_drafted(client, table, officer):
    draft = new_version(table, why="Sáp nhập.", by=officer)
    client.force_login(officer)
    page = client.get(reverse("conferences:allocation", args=[draft.pk])).content.decode()
    assert reverse("nominations:ledger", args=[table.plan_id]) in page
