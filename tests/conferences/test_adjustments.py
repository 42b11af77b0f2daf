"""A unit asks for another figure; granted, it goes into the next version, whose notice the clerk issues."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conferences.actions import act
from conferences.actions.adjustments import answer_adjustment, ask_adjustment
from conferences.actions.notice import issue_notice
from conferences.models import Adjustment, Allocation
from conferences.papers.allocation import allocation_paper
from conferences.papers.notice import notice_paper
from conferences.querysets import table_of
from organizations.models import Bloc
from papers.paper import Paragraph, Row
from portal import clock
from portal.models import Notice
from portal.moves import Refused
from tests.builders import make_adjustment, make_plan, make_table, person

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 4, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def people(tree):
    office = {role: person(role, tree.province) for role in ("officer", "approver", "clerk")}
    return office | {"head": person("head", tree.than_uyen)}


@pytest.fixture
def table(tree):
    return make_table(make_plan(tree.province), {tree.than_uyen: (2, 1, 4, 2), tree.tan_uyen: (1, 1, 2, 4)})


def ask(table, unit, by, wanted=6, reason="Thêm hai trường.", row=None):
    row = row or table.rows.get(unit=unit)
    category = table.plan.categories.get(key="person-public")
    return ask_adjustment(unit=unit, row=row, category=category, wanted=wanted, reason=reason, by=by)


def test_a_unit_asks_and_whoever_answers_is_told(table, tree, people):
    asked = ask(table, tree.than_uyen, people["head"])
    assert (asked.before, asked.wanted, asked.status) == (4, 6, "open")
    told = Notice.objects.filter(title=f"{tree.than_uyen.label} đề nghị điều chỉnh chỉ tiêu")
    assert sorted(told.values_list("user__username", flat=True)) == sorted([people["officer"].username, people["approver"].username])


def test_everything_wrong_with_a_request_is_said_at_once(table, tree, people):
    with pytest.raises(Refused) as refused:
        ask(table, tree.than_uyen, people["head"], wanted=4, reason=" ", row=table.rows.get(unit=tree.tan_uyen))
    assert refused.value.reasons == [f"Dòng “{tree.tan_uyen.label}” không phải của {tree.than_uyen.label}.", "Hãy ghi lý do đề nghị."]
    with pytest.raises(Refused) as refused:
        ask(table, tree.than_uyen, people["head"], wanted=4)
    assert refused.value.reasons == ["“Cá nhân khối hành chính, sự nghiệp” đang có 4 suất; hãy ghi số khác."]


def test_one_request_for_a_cell_at_a_time(table, tree, people):
    first = ask(table, tree.than_uyen, people["head"])
    with pytest.raises(Refused) as refused:
        ask(table, tree.than_uyen, people["head"], wanted=9)
    assert refused.value.reasons == ["Ô này đã có một đề nghị chờ trả lời; hãy chờ, hoặc rút đề nghị ấy."]
    answer_adjustment(first, "withdraw", by=people["head"])
    assert ask(table, tree.than_uyen, people["head"], wanted=9).status == "open"


def test_a_unit_of_a_bloc_asks_for_the_bloc(tree, people):
    bloc = Bloc.objects.create(owner=tree.province, name="Khối huyện")
    bloc.members.set([tree.than_uyen])
    table = make_table(make_plan(tree.province), {bloc: (0, 0, 3, 0)})
    assert ask(table, tree.than_uyen, people["head"], row=table.rows.get()).before == 3


def test_nobody_asks_for_another_unit(table, tree, people):
    with pytest.raises(PermissionDenied):
        ask(table, tree.tan_uyen, people["head"])


def test_granted_it_goes_into_the_next_version(table, tree, people):
    asked = make_adjustment(table, tree.than_uyen, wanted=6)
    answer_adjustment(asked, "grant", by=people["approver"])
    draft = asked.allocation
    assert (asked.status, draft.number, draft.status) == ("granted", 2, "draft")
    assert draft.why == f"{tree.than_uyen.label} đề nghị: Thêm hai công đoàn cơ sở."
    assert [line.places for line in table_of(draft).lines] == [(2, 1, 6, 2), (1, 1, 2, 4)]
    assert Notice.objects.filter(user=people["head"], title="Đề nghị điều chỉnh chỉ tiêu được chấp thuận").count() == 1


def test_two_granted_requests_go_into_one_version(table, tree, people):
    for unit in (tree.than_uyen, tree.tan_uyen):
        answer_adjustment(make_adjustment(table, unit, wanted=5), "grant", by=people["officer"])
    draft = Allocation.objects.get(number=2)
    assert [line.places[2] for line in table_of(draft).lines] == [5, 5]
    assert len(draft.why.splitlines()) == 2


def test_declining_needs_a_reason_and_changes_nothing(table, tree, people):
    asked = make_adjustment(table, tree.than_uyen)
    with pytest.raises(Refused):
        answer_adjustment(asked, "decline", by=people["officer"])
    answer_adjustment(asked, "decline", by=people["officer"], note="Đã hết suất dự phòng.")
    assert (asked.status, Allocation.objects.count()) == ("declined", 1)


def test_the_unit_does_not_answer_itself(table, tree, people):
    with pytest.raises(PermissionDenied):
        answer_adjustment(make_adjustment(table, tree.than_uyen), "grant", by=people["head"])


def test_a_request_against_a_table_that_was_replaced_is_made_anew(table, tree, people):
    asked = make_adjustment(table, tree.than_uyen)
    Allocation.objects.filter(pk=table.pk).update(status="superseded")
    with pytest.raises(Refused) as refused:
        answer_adjustment(Adjustment.objects.get(), "grant", by=people["officer"])
    assert refused.value.reasons == ["Bảng phân bổ lần 1 đã thay thế. Hãy xem lại và đề nghị theo bảng ấy."]
    assert asked.status == "open"


# --- the notice -----------------------------------------------------------------------------------------------------


@pytest.fixture
def adjusted(table, tree, people):
    """The second version, published: Than Uyên has two more."""
    asked = make_adjustment(table, tree.than_uyen, wanted=6)
    answer_adjustment(asked, "grant", by=people["officer"])
    for move, who in (("submit", "officer"), ("approve", "approver"), ("publish", "approver")):
        act(asked.allocation, move, by=people[who])
    return asked.allocation


def test_the_notice_says_what_changes_and_brings_the_whole_table(adjusted, tree):
    paper = notice_paper(adjusted, at=NOW)
    changed = paper.body[3].rows
    assert changed == (Row(("1", tree.than_uyen.label, "Cá nhân khối hành chính, sự nghiệp", "04", "06", "+2")),)
    assert paper.body[4] == Paragraph(
        "Sau khi điều chỉnh, tổng số là 19 suất, trong đó tập thể 05, cá nhân 14 (Phụ lục kèm theo). "
        "Các nội dung khác thực hiện theo Kế hoạch nêu trên./."
    )
    assert paper.appendices[0].body[0].rows[-1].cells[:3] == ("", "Tổng số", "19")
    assert (paper.draft, paper.recipients) == (True, (tree.than_uyen.label, "Lưu: VT"))


def test_the_clerk_issues_the_notice_once(adjusted, people):
    issue_notice(adjusted, on=date(2020, 4, 1), by=people["clerk"])
    adjusted.refresh_from_db()
    assert (adjusted.notice.number_text, adjusted.notice.type_code) == ("01/TB-LĐLĐ", "TB")
    assert Notice.objects.filter(user=people["head"], title__startswith="Thông báo 01/TB-LĐLĐ").count() == 1
    assert allocation_paper(adjusted, at=NOW).body[0].text == (
        "(Kèm theo Thông báo số 01/TB-LĐLĐ\nngày 01 tháng 4 năm 2020 của Liên đoàn Lao động tỉnh Lai Châu)"
    )
    with pytest.raises(Refused) as refused:
        issue_notice(adjusted, on=date(2020, 4, 1), by=people["clerk"])
    assert refused.value.reasons == ["Bảng phân bổ lần 2 đã có thông báo 01/TB-LĐLĐ."]


def test_the_first_table_goes_out_with_its_plan(table, people):
    with pytest.raises(Refused) as refused:
        issue_notice(table, on=date(2020, 4, 1), by=people["clerk"])
    assert refused.value.reasons == ["Bảng phân bổ lần 1 đi cùng kế hoạch, không cần thông báo riêng."]


def test_the_list_names_unit_category_and_figure_in_as_many_queries_for_one_as_for_thirty(client, table, tree, people):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("conferences:adjustments"))
        return page.content.decode(), len(queries)

    client.force_login(people["officer"])
    make_adjustment(table, tree.than_uyen, wanted=1_007)
    asked()
    words, one = asked()
    for said in (tree.than_uyen.label, "Cá nhân khối hành chính, sự nghiệp", "1.007 suất", table.plan.number):
        assert said in words
    for at in range(30):
        make_adjustment(table, tree.tan_uyen, wanted=at, status="declined")
    assert asked()[1] == one
