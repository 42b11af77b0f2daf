"""A table goes up, comes back with a word on a row, goes up again; once out, it is changed by a new version."""

import pytest
from django.core.exceptions import PermissionDenied

from conferences.actions import act, new_version, return_table, save_quotas
from conferences.models import Allocation, RowRemark
from conferences.quota_states import Change, changes
from conferences.querysets import table_of
from portal.moves import Refused, history
from tests.builders import make_plan, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tree):
    return make_table(make_plan(tree.province), {tree.than_uyen: (2, 1, 4, 2), tree.tan_uyen: (1, 1, 2, 4)}, status="draft")


@pytest.fixture
def published(tree):
    places = {tree.than_uyen: (2, 1, 4, 2), tree.tan_uyen: (1, 1, 2, 4)}
    return make_table(make_plan(tree.province), places, rule={"pools": []}, takes_reserves=True)


def test_a_returned_table_bears_a_word_on_each_row_until_it_goes_up_again(table, officer, approver):
    act(table, "submit", by=officer)
    first, second = table.rows.all()
    return_table(table, by=approver, note="Xem lại khối doanh nghiệp.", remarks={first.pk: "Nhiều quá.", second.pk: "  ", 0: "ai?"})
    assert list(RowRemark.objects.values_list("row", "text", "by")) == [(first.pk, "Nhiều quá.", approver.pk)]
    assert history(table).last().note == f"Xem lại khối doanh nghiệp.\n{first.label}: Nhiều quá."
    act(table, "submit", by=officer)
    assert list(RowRemark.objects.all()) == []


def test_a_word_on_a_row_is_reason_enough_and_none_at_all_is_refused(table, officer, approver):
    act(table, "submit", by=officer)
    with pytest.raises(Refused) as refused:
        return_table(table, by=approver, remarks={table.rows.first().pk: " "})
    assert refused.value.reasons == ["Hãy ghi lý do khi “trả lại”."]
    return_table(table, by=approver, remarks={table.rows.first().pk: "Nhiều quá."})
    assert table.status == Allocation.Status.RETURNED


def test_every_submission_is_kept_and_can_be_compared(table, officer, approver):
    act(table, "submit", by=officer)
    act(table, "return", by=approver, note="Bớt một.")
    line, column = table_of(table).lines[0], table_of(table).columns[2]
    save_quotas(table, cells={(line.key, column.key): 3}, version=table.version, by=officer)
    act(table, "submit", by=officer)
    second, first = table.states.all()
    assert changes(first.data, second.data) == [Change(line.label, column.label, 4, 3)]


def test_a_new_version_begins_with_what_the_published_one_says(published, officer):
    draft = new_version(published, why="Huyện Than Uyên đề nghị thêm.", by=officer)
    assert (draft.number, draft.status, draft.why) == (2, "draft", "Huyện Than Uyên đề nghị thêm.")
    assert (draft.rule, draft.takes_reserves) == ({"pools": []}, True)
    assert [(line.label, line.places) for line in table_of(draft).lines] == [
        (line.label, line.places) for line in table_of(published).lines
    ]


def test_what_units_gave_on_is_not_copied_into_the_draft(published, tree, officer):
    published.rows.create(position=9, label="Trường", unit=tree.than_uyen_school, parent=published.rows.first())
    assert new_version(published, why="Điều chỉnh.", by=officer).rows.count() == 2


def test_the_open_version_takes_the_next_reason_too(published, officer):
    draft = new_version(published, why="Một.", by=officer)
    assert new_version(published, why="Hai.", by=officer) == draft
    draft.refresh_from_db()
    assert draft.why == "Một.\nHai."


def test_a_version_that_went_up_is_waited_for(published, officer):
    act(new_version(published, why="Một.", by=officer), "submit", by=officer)
    with pytest.raises(Refused) as refused:
        new_version(published, why="Hai.", by=officer)
    assert refused.value.reasons == ["Bảng phân bổ lần 2 đã trình; hãy làm xong lần này rồi mới điều chỉnh tiếp."]


def test_a_new_version_needs_a_reason_and_an_officer(published, officer, approver):
    with pytest.raises(Refused) as refused:
        new_version(published, why=" ", by=officer)
    assert refused.value.reasons == ["Hãy ghi lý do điều chỉnh bảng phân bổ."]
    with pytest.raises(PermissionDenied):
        new_version(published, why="Một.", by=approver)
