"""The verbs of plans and tables: what they write, whom they tell, whom they refuse."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from conferences.actions import act, issue_plan, publish_allocation, save_quotas
from conferences.models import Allocation, Plan
from conferences.querysets import table_of
from papers.models import IssuedPaper
from portal import clock
from portal.models import Mail, Notice
from portal.moves import Overtaken, Refused, history
from tests.builders import make_agenda, make_plan, make_table, person

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 4, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def clerk(tree):
    return person("clerk", tree.province)


@pytest.fixture
def table(tree):
    plan = make_plan(tree.province, status="draft")
    return make_table(plan, {tree.than_uyen: (2, 1, 4, 2), tree.tan_uyen: (1, 1, 2, 4)}, status="draft")


def keys(table: Allocation) -> list[list[tuple[int, int]]]:
    """The keys of the cells, line by line."""
    found = table_of(table)
    return [[(line.key, column.key) for column in found.columns] for line in found.lines]


# --- the whole life -------------------------------------------------------------------------------------------------


def test_a_plan_and_its_table_go_out(table, officer, approver, clerk):
    plan = table.plan
    act(table, "submit", by=officer)
    act(plan, "submit", by=officer)
    act(table, "approve", by=approver)
    act(plan, "approve", by=approver)
    issue_plan(plan, on=date(2020, 3, 31), by=clerk, drop_stated=True)
    act(table, "publish", by=approver)
    act(plan, "close", by=approver, note="Đã tổ chức xong.")
    assert [(move.name, move.by) for move in history(plan)] == [
        ("submit", officer),
        ("approve", approver),
        ("issue", clerk),
        ("close", approver),
    ]
    assert (Plan.objects.get().status, Allocation.objects.get().status) == ("closed", "published")


def test_who_submits_does_not_approve(table, tree, officer):
    both = person("approver", tree.than_uyen)
    both.assignments.create(role="approver", unit=tree.province, start=date(2020, 1, 1))
    both.assignments.create(role="officer", unit=tree.province, start=date(2020, 1, 1))
    both._reach = None
    act(table, "submit", by=both)
    with pytest.raises(Refused) as refused:
        act(table, "approve", by=both)
    assert refused.value.reasons == ["Người đã “trình duyệt” không được tự “duyệt bảng phân bổ”; cần một người khác."]


@pytest.mark.parametrize("name", ["submit", "approve", "return", "publish"])
def test_a_stranger_moves_nothing(table, tree, name):
    with pytest.raises(PermissionDenied):
        act(table, name, by=person("approver", tree.dien_bien), note="không")


# --- figures --------------------------------------------------------------------------------------------------------


def test_figures_are_saved_and_what_changed_is_kept(table, officer):
    (first, *_), (*_, last) = keys(table)
    saved = save_quotas(table, cells={first: 3, last: 0}, version=1, by=officer)
    assert [line.places for line in table_of(saved).lines] == [(3, 1, 4, 2), (1, 1, 2, 0)]
    assert saved.version == 2
    assert saved.history.first().history_date == NOW
    assert saved.history.first().history_change_reason == (
        "LĐLĐ huyện Than Uyên, Tập thể khối hành chính, sự nghiệp: 2 → 3\n"
        "LĐLĐ huyện Tân Uyên, Cá nhân khối sản xuất kinh doanh: 4 → 0"
    )


def test_a_cell_that_had_no_row_gets_one(table, officer):
    (first, *_), _ = keys(table)
    table.rows.first().quotas.get(category_id=first[1]).delete()
    save_quotas(table, cells={first: 7}, version=1, by=officer)
    assert table_of(table).lines[0].places == (7, 1, 4, 2)


def test_saving_the_same_figures_changes_nothing(table, officer):
    (first, *_), _ = keys(table)
    assert save_quotas(table, cells={first: 2}, version=1, by=officer).version == 1
    assert table.history.count() == 1


def test_the_second_of_two_editors_is_told_and_writes_nothing(table, officer):
    (first, *_), _ = keys(table)
    save_quotas(table, cells={first: 5}, version=1, by=officer)
    with pytest.raises(Overtaken):
        save_quotas(table, cells={first: 9}, version=1, by=officer)
    assert table_of(table).lines[0].places == (5, 1, 4, 2)


@pytest.mark.parametrize("status", ["submitted", "approved", "published", "superseded"])
def test_a_table_that_left_the_officer_s_desk_is_not_edited(table, officer, status):
    Allocation.objects.update(status=status)
    (first, *_), _ = keys(table)
    with pytest.raises(Refused):
        save_quotas(table, cells={first: 9}, version=1, by=officer)
    assert table_of(table).lines[0].places == (2, 1, 4, 2)


def test_only_an_officer_of_the_office_edits(table, tree, approver):
    for stranger in (approver, person("officer", tree.than_uyen), person("officer", tree.dien_bien)):
        with pytest.raises(PermissionDenied):
            save_quotas(table, cells={}, version=1, by=stranger)


# --- publication ----------------------------------------------------------------------------------------------------


@pytest.fixture
def approved(table):
    Plan.objects.update(status="issued")
    Allocation.objects.update(status="approved")
    return Allocation.objects.get()


def test_everybody_concerned_is_told_their_places(approved, tree, approver):
    told = [
        person("officer", tree.than_uyen),
        person("head", tree.than_uyen),
        person("filer", tree.than_uyen_school),
        person("head", tree.tan_uyen_tea),
    ]
    for role, unit in (("clerk", tree.than_uyen), ("officer", tree.province), ("head", tree.dien_bien)):
        person(role, unit)
    publish_allocation(approved, by=approver)
    assert {notice.user for notice in Notice.objects.all()} == set(told)
    assert {notice.title for notice in Notice.objects.all()} == {"Đã công bố chỉ tiêu của kế hoạch 154/KH-LĐLĐ"}
    notice = Notice.objects.get(user=told[3])
    assert notice.text == (
        "LĐLĐ huyện Tân Uyên: 8 suất (Tập thể khối hành chính, sự nghiệp: 1; Tập thể khối sản xuất kinh doanh: 1; "
        "Cá nhân khối hành chính, sự nghiệp: 2; Cá nhân khối sản xuất kinh doanh: 4)."
    )
    assert notice.link == f"/allocations/{approved.pk}/"


def test_members_of_a_bloc_are_told(tree, approver):
    bloc = tree.province.blocs.create(name="Khối Y tế")
    bloc.members.add(tree.than_uyen_clinic)
    head = person("head", tree.than_uyen_clinic)
    person("head", tree.than_uyen_school)
    plan = make_plan(tree.province, status="issued")
    publish_allocation(make_table(plan, {bloc: (1, 0, 0, 0)}, status="approved"), by=approver)
    assert [notice.user for notice in Notice.objects.all()] == [head]


def test_pressing_twice_tells_once(approved, tree, approver):
    person("head", tree.than_uyen)
    first = publish_allocation(approved, by=approver)
    assert publish_allocation(approved, by=approver) == first
    assert Notice.objects.count() == 1


def test_the_version_before_is_superseded(approved, tree, approver):
    publish_allocation(approved, by=approver)
    newer = make_table(approved.plan, {tree.than_uyen: (9, 9, 9, 9)}, status="approved", number=2)
    publish_allocation(newer, by=approver)
    assert dict(Allocation.objects.values_list("number", "status")) == {1: "superseded", 2: "published"}
    last = history(approved).last()
    assert (last.name, last.note) == ("supersede", "Bảng phân bổ lần 2")


def test_a_refused_publication_leaves_the_version_before_in_force(approved, tree, approver):
    publish_allocation(approved, by=approver)
    Plan.objects.update(status="approved")
    newer = make_table(approved.plan, {tree.than_uyen: (9, 9, 9, 9)}, status="approved", number=2)
    with pytest.raises(Refused) as refused:
        publish_allocation(newer, by=approver)
    assert refused.value.reasons == ["Kế hoạch chưa phát hành; phát hành kế hoạch trước rồi công bố bảng phân bổ."]
    assert dict(Allocation.objects.values_list("number", "status")) == {1: "published", 2: "approved"}
    assert Notice.objects.count() == 0


# --- put off --------------------------------------------------------------------------------------------------------


@pytest.fixture
def running(table, tree):
    Plan.objects.update(status="issued")
    Allocation.objects.update(status="published")
    return Plan.objects.get()


def test_a_plan_is_put_off_with_a_reason_and_goes_on(running, tree, approver):
    told = [person("officer", tree.than_uyen), person("filer", tree.than_uyen_school)]
    person("clerk", tree.than_uyen)
    with pytest.raises(Refused) as refused:
        act(running, "suspend", by=approver)
    assert refused.value.reasons == ["Hãy ghi lý do khi “tạm dừng, hoãn”."]
    act(running, "suspend", by=approver, note="Phòng, chống dịch.")
    act(running, "suspend", by=approver, note="Phòng, chống dịch.")
    assert Plan.objects.get().status == "suspended"
    said = [(notice.user, notice.title, notice.text, notice.link) for notice in Notice.objects.order_by("user")]
    page = f"/plans/{running.pk}/"
    assert said == [(user, "Kế hoạch 154/KH-LĐLĐ tạm dừng", "Lý do: Phòng, chống dịch.", page) for user in told]
    assert "dịch" not in "".join(mail.body for mail in Mail.objects.all())  # what was typed stays in the portal
    act(running, "resume", by=approver, note="Hết dịch.")
    assert Plan.objects.get().status == "issued"
    assert [move.name for move in history(running)] == ["suspend", "resume"]
    assert Notice.objects.order_by("pk").last().title == "Kế hoạch 154/KH-LĐLĐ được tiếp tục thực hiện"


def test_what_is_put_off_may_be_ended_and_publishes_no_table(running, tree, approver):
    act(running, "suspend", by=approver, note="Hoãn.")
    newer = make_table(running, {tree.than_uyen: (9, 9, 9, 9)}, status="approved", number=2)
    with pytest.raises(Refused) as refused:
        publish_allocation(newer, by=approver)
    assert refused.value.reasons == ["Kế hoạch đang tạm dừng; tiếp tục thực hiện kế hoạch rồi công bố bảng phân bổ."]
    act(running, "close", by=approver, note="Không tổ chức nữa.")
    assert Plan.objects.get().status == "closed"


@pytest.mark.parametrize("role", ["officer", "clerk", "admin"])
def test_only_the_approver_puts_off(running, tree, role):
    with pytest.raises(PermissionDenied):
        act(running, "suspend", by=person(role, tree.province), note="Hoãn.")


# --- issuing --------------------------------------------------------------------------------------------------------


@pytest.fixture
def approved_plan(tree):
    return make_plan(tree.province, number="/KH-LĐLĐ", date=None, status="approved")


def test_the_clerk_issues_and_the_plan_gets_the_next_number(tree, clerk, approved_plan):
    make_agenda(approved_plan, "Chào cờ")
    make_table(approved_plan, {tree.than_uyen: (2, 1, 4, 2)}, status="approved")
    issue_plan(approved_plan, on=date(2020, 3, 31), by=clerk)
    plan = Plan.objects.get()
    assert (plan.number, plan.date, plan.status) == ("01/KH-LĐLĐ", date(2020, 3, 31), "issued")
    assert list(Plan.objects.search("01/KH")) == [plan]
    assert [(move.name, move.note) for move in history(plan)] == [("issue", "Số 01/KH-LĐLĐ")]
    assert (plan.paper.number_text, plan.paper.date, plan.paper.type_code) == ("01/KH-LĐLĐ", date(2020, 3, 31), "KH")
    assert set(plan.paper.inserts) == {"chuong-trinh", "bang-phan-bo-1"}


def test_no_agenda_goes_with_a_movement(clerk, approved_plan):
    Plan.objects.update(kind="movement")
    issue_plan(approved_plan, on=date(2020, 3, 31), by=clerk)
    assert Plan.objects.get().paper.inserts == {}


def test_pressed_twice_it_is_issued_once(clerk, approved_plan):
    issue_plan(approved_plan, on=date(2020, 3, 31), by=clerk)
    issue_plan(approved_plan, on=date(2020, 4, 1), by=clerk)
    assert (IssuedPaper.objects.count(), Plan.objects.get().date) == (1, date(2020, 3, 31))


def test_what_is_refused_gives_the_number_back(tree, clerk, approved_plan):
    approved_plan.issuers.update(signer="Nguyễn Thị Mẫu" * 4)
    with pytest.raises(Refused) as refused:
        issue_plan(approved_plan, on=date(2020, 4, 2), by=clerk)
    assert refused.value.reasons == ["Ngày ban hành ở sau hôm nay.", "Họ tên người ký dài 56 chữ; nhiều nhất 50."]
    approved_plan.refresh_from_db()
    assert (approved_plan.number, approved_plan.status, list(history(approved_plan))) == ("/KH-LĐLĐ", "approved", [])
    issue_plan(make_plan(tree.province, number="", status="approved"), on=date(2020, 3, 31), by=clerk)
    assert [paper.number_text for paper in IssuedPaper.objects.all()] == ["01/KH-LĐLĐ"]


def test_a_plan_that_came_with_another_number_keeps_the_office_from_slipping(tree, clerk):
    plan = make_plan(tree.province, status="approved")
    with pytest.raises(Refused) as refused:
        issue_plan(plan, on=date(2020, 3, 31), by=clerk)
    assert refused.value.reasons[0].startswith("Kế hoạch ghi số 154/KH-LĐLĐ, còn số tiếp theo của sổ là 01/KH-LĐLĐ.")
    issue_plan(plan, on=date(2020, 3, 31), by=clerk, drop_stated=True)
    assert Plan.objects.get().number == "01/KH-LĐLĐ"


@pytest.mark.parametrize("status", ["draft", "submitted", "closed"])
def test_only_an_approved_plan_is_issued(tree, clerk, status):
    plan = make_plan(tree.province, number="", date=None, status=status)
    with pytest.raises(Refused):
        issue_plan(plan, on=date(2020, 3, 31), by=clerk)
    assert (Plan.objects.get().number, IssuedPaper.objects.count()) == ("", 0)


def test_only_the_clerk_issues(tree, officer, approver, approved_plan):
    for other in (officer, approver, person("clerk", tree.dien_bien)):
        with pytest.raises(PermissionDenied):
            issue_plan(approved_plan, on=date(2020, 3, 31), by=other)
    assert IssuedPaper.objects.count() == 0
