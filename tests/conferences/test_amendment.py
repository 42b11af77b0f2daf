"""A plan that is out gets a new version: a draft beside it, which takes its place when it is issued. With dossiers:
tests/nominations/test_amended_plan.py.
"""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from conferences.actions import act, amend_plan, discard_version, import_plan, issue_plan, publish_allocation
from conferences.models import Allocation, Plan
from conferences.papers.plan import plan_paper
from conferences.plan_file import read
from conferences.plan_rows import plan_data
from papers.models import IssuedPaper
from portal import clock
from portal.moves import Refused, history
from tests.builders import make_agenda, make_plan, make_table, person
from tests.conferences.plan_files import LAI_CHAU

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 4, 1, 2, tzinfo=UTC)
ISSUED, AGAIN = date(2020, 3, 16), date(2020, 4, 1)
SENTENCE = "Kế hoạch này thay thế Kế hoạch số 01/KH-LĐLĐ ngày 16 tháng 3 năm 2020 của Liên đoàn Lao động tỉnh Lai Châu."


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def office(tree):
    return {role: person(role, tree.province) for role in ("officer", "approver", "clerk")}


@pytest.fixture
def live(tree, office) -> Plan:
    """A plan that was issued in the portal, its table published."""
    plan = make_plan(tree.province, number="", date=None, status="approved", closing="Trên đây là kế hoạch.")
    make_table(plan, {tree.than_uyen: (2, 1, 4, 2), tree.tan_uyen: (1, 1, 2, 4)}, status="published")
    issue_plan(plan, on=ISSUED, by=office["clerk"])
    return Plan.objects.get()


def issued_again(draft: Plan, office) -> Plan:
    """Through every hand; comes back with the plan in force."""
    table = draft.allocations.current()
    for thing in (table, draft) if table else (draft,):
        act(thing, "submit", by=office["officer"])
        act(thing, "approve", by=office["approver"])
    issue_plan(draft, on=AGAIN, by=office["clerk"])
    return Plan.objects.get(pk=draft.version_of_id)


def reasons(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.reasons


# --- the draft ------------------------------------------------------------------------------------------------------


def test_the_draft_says_what_the_plan_says_and_that_it_replaces_it(live, office):
    before = plan_data(live)
    draft = amend_plan(live, by=office["officer"])
    assert plan_data(live) == before
    assert (draft.version_of, draft.status, draft.number, draft.date, draft.paper) == (live, "draft", "", None, None)
    expected = {key: value for key, value in before.items() if key not in ("number", "date")}
    assert plan_data(draft) == expected | {"closing": f"{SENTENCE}\nTrên đây là kế hoạch."}
    table = draft.allocations.get()
    assert (table.number, table.status) == (2, "draft")
    assert plan_paper(draft, at=NOW).body[-2].text == SENTENCE
    assert plan_paper(draft, at=NOW).body[-1].text == "Trên đây là kế hoạch./."
    assert [version.by for version in draft.versions.all()] == [office["officer"], None]  # so that the difference can be read


def test_asked_for_twice_there_is_one_draft(live, office):
    assert amend_plan(live, by=office["officer"]) == amend_plan(live, by=office["officer"])
    assert live.other_versions.count() == 1


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "closed", "superseded"])
def test_only_a_plan_in_force_is_amended(live, office, status):
    Plan.objects.update(status=status)
    label = Plan.Status(status).label
    assert reasons(lambda: amend_plan(live, by=office["officer"])) == [f"Kế hoạch {label}, không điều chỉnh được."]


def test_a_plan_without_number_or_with_an_open_table_is_not_amended(tree, office):
    plan = make_plan(tree.province, number="", date=None)
    make_table(plan, {tree.than_uyen: (1, 1, 1, 1)}, status="approved")
    assert reasons(lambda: amend_plan(plan, by=office["officer"])) == [
        "Kế hoạch chưa ghi số và ngày nên bản điều chỉnh không gọi tên được.",
        "Bảng phân bổ lần 1 đã duyệt; hãy công bố rồi điều chỉnh kế hoạch.",
    ]


@pytest.mark.parametrize("role", ["approver", "clerk"])
def test_only_the_officer_amends(live, office, role):
    with pytest.raises(PermissionDenied):
        amend_plan(live, by=office[role])


# --- issued ---------------------------------------------------------------------------------------------------------


def test_issued_it_takes_the_place_of_the_plan(live, office):
    before, paper = plan_data(live), live.paper
    draft = amend_plan(live, by=office["officer"])
    Plan.objects.filter(pk=draft.pk).update(title="Tổ chức Hội nghị vào tháng 9")
    draft.deadlines.update(date=date(2030, 9, 15))
    now = issued_again(draft, office)
    assert (now.pk, now.status, now.number, now.date) == (live.pk, "issued", "02/KH-LĐLĐ", AGAIN)
    assert (now.title, now.deadlines.get().date) == ("Tổ chức Hội nghị vào tháng 9", date(2030, 9, 15))
    assert now.closing.startswith(SENTENCE)
    older = Plan.objects.get(pk=draft.pk)
    assert (older.status, older.version_of, older.paper) == ("superseded", now, paper)
    assert plan_data(older) == before
    assert (now.paper.number_text, now.paper.names, now.paper.names_as) == ("02/KH-LĐLĐ", paper, "replaces")
    assert set(now.paper.inserts) == {"bang-phan-bo-2"}


def test_what_is_asked_about_nominees_is_amended_like_every_fact(live, office):
    Plan.objects.filter(pk=live.pk).update(asks=["ethnic_group"])
    live.refresh_from_db()
    draft = amend_plan(live, by=office["officer"])
    assert draft.asks == ["ethnic_group"]
    Plan.objects.filter(pk=draft.pk).update(asks=["ethnic_group", "party"])
    now = issued_again(draft, office)
    assert (now.asks, Plan.objects.get(pk=draft.pk).asks) == (["ethnic_group", "party"], ["ethnic_group"])


def test_no_agenda_goes_with_a_plan_that_has_none(live, office):
    assert set(live.paper.inserts) == {"bang-phan-bo-1"}
    make_agenda(draft := amend_plan(live, by=office["officer"]))
    assert set(issued_again(draft, office).paper.inserts) == {"chuong-trinh", "bang-phan-bo-2"}


def test_its_journal_and_its_versions_go_with_the_text(live, office):
    draft = amend_plan(live, by=office["officer"])
    for plan, reason in ((live, "Của bản cũ."), (draft, "Của bản mới.")):
        plan.accepted_findings.create(code="x", where="title", says="Lạ.", reason=reason, by=office["approver"])
    now = issued_again(draft, office)
    assert [plan.accepted_findings.get().reason for plan in (now, draft)] == ["Của bản mới.", "Của bản cũ."]
    assert [(move.name, move.note) for move in history(now)] == [
        ("issue", "Số 01/KH-LĐLĐ"),
        ("submit", ""),
        ("approve", ""),
        ("issue", "Số 02/KH-LĐLĐ"),
    ]
    assert [(move.name, move.note) for move in history(draft)] == [("supersede", "Thay bằng Kế hoạch 02/KH-LĐLĐ")]
    assert (now.versions.count(), draft.versions.count()) == (2, 0)


def test_the_old_table_holds_until_the_new_one_is_published(live, office, tree):
    reader = person("head", tree.than_uyen)
    draft = amend_plan(live, by=office["officer"])
    draft.allocations.get().rows.first().quotas.filter(category__key="person-public").update(places=9)
    now = issued_again(draft, office)
    assert dict(now.allocations.values_list("number", "status")) == {1: "published", 2: "approved"}
    assert dict(draft.allocations.values_list("number", "status")) == {1: "superseded"}
    assert [notice.title for notice in reader.notices.all()] == ["Kế hoạch 01/KH-LĐLĐ được thay bằng Kế hoạch 02/KH-LĐLĐ"]
    publish_allocation(now.allocations.get(number=2), by=office["approver"])
    assert dict(now.allocations.values_list("number", "status")) == {1: "superseded", 2: "published"}
    categories = {quota.category.plan_id for row in now.allocations.get(number=2).rows.all() for quota in row.quotas.all()}
    assert categories == {now.pk}


def test_a_unit_gets_the_table_in_force_as_it_went_out_with_the_older_plan(live, office, tree, client):
    client.force_login(person("head", tree.than_uyen))
    now = issued_again(amend_plan(live, by=office["officer"]), office)
    for number, paper in ((1, live.paper), (2, now.paper)):
        address = reverse("conferences:paper", args=[now.pk, "allocation", "pdf"])
        assert client.get(address).content == bytes(paper.files.get(kind="pdf", insert=f"bang-phan-bo-{number}").content)
        publish_allocation(now.allocations.get(number=2), by=office["approver"])


def test_a_plan_is_amended_again_and_again(live, office):
    now = issued_again(amend_plan(live, by=office["officer"]), office)
    publish_allocation(now.allocations.get(number=2), by=office["approver"])
    now = issued_again(amend_plan(now, by=office["officer"]), office)
    assert (now.pk, now.number, now.closing.count("Kế hoạch này thay thế")) == (live.pk, "03/KH-LĐLĐ", 1)
    assert [(plan.number, plan.status) for plan in now.other_versions.order_by("pk")] == [
        ("01/KH-LĐLĐ", "superseded"),
        ("02/KH-LĐLĐ", "superseded"),
    ]
    assert [paper.names and paper.names.number_text for paper in IssuedPaper.objects.order_by("pk")] == [
        None,
        "01/KH-LĐLĐ",
        "02/KH-LĐLĐ",
    ]


def test_a_plan_that_was_put_off_is_amended_and_then_goes_on(live, office):
    act(live, "suspend", by=office["approver"], note="Hoãn.")
    now = issued_again(amend_plan(live, by=office["officer"]), office)
    assert (now.status, now.number) == ("suspended", "02/KH-LĐLĐ")
    act(now, "resume", by=office["approver"], note="Theo kế hoạch mới.")
    assert Plan.objects.get(pk=now.pk).status == "issued"


def test_a_whole_real_plan_keeps_every_fact(tree, office):
    plan = import_plan(read(LAI_CHAU.read_bytes()), create_units=True).plan
    Plan.objects.update(status="issued")
    Allocation.objects.update(status="published")
    before = plan_data(plan)
    draft = amend_plan(plan, by=office["officer"])
    after = plan_data(draft)
    now = issued_again(draft, office)
    assert plan_data(now) == after | {"number": "01/KH-LĐLĐ", "date": AGAIN}
    assert plan_data(Plan.objects.get(pk=draft.pk)) == before
    assert (now.paper.names, draft.paper) == (None, None)  # the first was issued by hand


# --- thrown away ----------------------------------------------------------------------------------------------------


def test_a_version_is_thrown_away_and_the_plan_stays_as_it_was(live, office):
    before = plan_data(live)
    amend_plan(live, by=office["officer"])
    for _ in range(2):  # pressed twice
        discard_version(live, reason=" Không đổi ngày nữa. ", by=office["officer"])
    assert (Plan.objects.get(), plan_data(live)) == (live, before)
    assert [table.number for table in Allocation.objects.all()] == [1]
    last = history(live).last()
    assert (last.label, last.note, last.source, last.target) == ("Bỏ bản điều chỉnh", "Không đổi ngày nữa.", "issued", "issued")
    assert history(live).filter(name="discard").count() == 1
    amend_plan(live, by=office["officer"])
    assert live.other_versions.count() == 1


def test_throwing_away_asks_for_a_reason(live, office):
    amend_plan(live, by=office["officer"])
    assert reasons(lambda: discard_version(live, reason=" ", by=office["officer"])) == ["Hãy ghi lý do khi bỏ bản điều chỉnh."]
    assert live.other_versions.count() == 1


@pytest.mark.parametrize(
    ("status", "role"), [("draft", "officer"), ("returned", "officer"), ("submitted", "approver"), ("approved", "approver")]
)
def test_a_draft_is_the_officer_s_to_throw_away_and_what_was_submitted_the_approver_s(live, office, status, role):
    draft = amend_plan(live, by=office["officer"])
    Plan.objects.filter(pk=draft.pk).update(status=status)
    for other in office.keys() - {role}:
        with pytest.raises(PermissionDenied):
            discard_version(live, reason="Thôi.", by=office[other])
    discard_version(live, reason="Thôi.", by=office[role])
    assert live.other_versions.count() == 0


def test_what_was_replaced_is_never_thrown_away(live, office):
    issued_again(amend_plan(live, by=office["officer"]), office)
    discard_version(live, reason="Thôi.", by=office["officer"])
    assert [plan.number for plan in live.other_versions.all()] == ["01/KH-LĐLĐ"]


def test_it_is_thrown_away_on_its_page(client, live, office):
    draft = amend_plan(live, by=office["officer"])
    page, address = (reverse(f"conferences:{name}", args=[live.pk]) for name in ("plan", "discard-version"))
    client.force_login(office["approver"])
    assert "Bỏ bản điều chỉnh" not in client.get(reverse("conferences:plan", args=[draft.pk])).content.decode()
    client.force_login(office["officer"])
    assert "Bỏ bản điều chỉnh" not in client.get(page).content.decode()
    assert "Bỏ bản điều chỉnh" in client.get(reverse("conferences:plan", args=[draft.pk])).content.decode()
    answer = client.post(address, {"reason": ""})
    assert (answer.status_code, "Hãy ghi lý do khi bỏ bản điều chỉnh." in answer.content.decode()) == (409, True)
    answer = client.post(address, {"reason": "Không đổi nữa."}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "Bản điều chỉnh đã bỏ; Kế hoạch 01/KH-LĐLĐ giữ nguyên." in answer.content.decode()
    assert client.post(address, {"reason": "Không đổi nữa."}).status_code == 302
    assert Plan.objects.count() == 1


# --- what stops it --------------------------------------------------------------------------------------------------


def test_a_version_must_name_what_it_replaces(live, office):
    draft = amend_plan(live, by=office["officer"])
    Plan.objects.filter(pk=draft.pk).update(closing="Trên đây là kế hoạch.")
    assert reasons(lambda: act(draft, "submit", by=office["officer"])) == [
        "Chưa ghi kế hoạch này thay thế Kế hoạch số 01/KH-LĐLĐ; hãy ghi ở căn cứ, một mục hoặc lời kết."
    ]


def test_a_plan_that_was_closed_meanwhile_is_not_replaced(live, office):
    draft = amend_plan(live, by=office["officer"])
    act(live, "close", by=office["approver"], note="Đã xong.")
    assert reasons(lambda: act(draft, "submit", by=office["officer"])) == [
        "Kế hoạch 01/KH-LĐLĐ đã kết thúc, không điều chỉnh được nữa."
    ]


def test_the_table_may_not_vanish_or_fall_behind(live, office, tree):
    draft = amend_plan(live, by=office["officer"])
    make_table(live, {tree.than_uyen: (1, 1, 1, 1)}, status="draft", number=2)
    assert reasons(lambda: act(draft, "submit", by=office["officer"])) == [
        "Kế hoạch đang thực hiện đã có Bảng phân bổ lần 2; hãy bỏ bản điều chỉnh này và mở bản mới."
    ]
    draft.allocations.all().delete()
    assert reasons(lambda: act(draft, "submit", by=office["officer"])) == ["Bản điều chỉnh chưa có bảng phân bổ."]


# --- pages ----------------------------------------------------------------------------------------------------------


def test_the_pages_lead_from_one_version_to_the_other(client, live, office, tree):
    client.force_login(office["officer"])
    page = reverse("conferences:plan", args=[live.pk])
    assert "Điều chỉnh</button>" in client.get(page).content.decode()
    answer = client.post(reverse("conferences:amend-plan", args=[live.pk]))
    draft = live.other_versions.get()
    assert answer.url == reverse("conferences:plan", args=[draft.pk])
    text = client.get(answer.url).content.decode()
    assert f'<strong>Bản điều chỉnh</strong> của <a href="{page}">Kế hoạch 01/KH-LĐLĐ</a>' in text
    issued_again(draft, office)
    client.force_login(person("head", tree.than_uyen))
    assert f'<a href="{answer.url}">Kế hoạch 01/KH-LĐLĐ</a>, 16/03/2020' in client.get(page).content.decode()
    text = client.get(answer.url).content.decode()
    assert f'<strong>Bản này đã được thay thế.</strong> Đang thực hiện: <a href="{page}">Kế hoạch 02/KH-LĐLĐ</a>.' in text


def test_the_approver_reads_what_a_version_says_otherwise(client, live, office, tree):
    draft = amend_plan(live, by=office["officer"])
    page = reverse("conferences:plan-changes", args=[draft.pk])
    client.force_login(office["approver"])
    assert [change.place for _, _, changes in client.get(page).context["groups"] for change in changes] == ["Lời kết"]
    draft.deadlines.update(date=date(2030, 5, 20))
    draft.allocations.get().rows.get(unit=tree.than_uyen).quotas.filter(category__key="person-public").update(places=5)
    groups = client.get(page).context["groups"]
    assert [(label, [change.place for change in changes]) for _, label, changes in groups] == [
        ("Thời hạn", ["Thời hạn: gửi hồ sơ › Ngày"]),
        ("Chỉ tiêu", [f"Chỉ tiêu › Phân bổ: {tree.than_uyen.label} › Số suất"]),
        ("Lời kết, nơi nhận", ["Lời kết"]),
    ]
    assert f'<a href="{page}">Những chỗ thay đổi</a>' in client.get(reverse("conferences:plan", args=[draft.pk])).content.decode()
    client.force_login(person("head", tree.than_uyen))
    assert client.get(page).status_code == 404


def test_what_was_replaced_shows_its_office_what_changed_since_and_nobody_else(client, live, office, tree):
    draft = amend_plan(live, by=office["officer"])
    draft.deadlines.update(date=date(2030, 5, 20))
    issued_again(draft, office)
    page = reverse("conferences:plan-changes", args=[draft.pk])
    client.force_login(office["clerk"])
    changes = [change for _, _, found in client.get(page).context["groups"] for change in found]
    assert (changes[0].place, changes[0].before, changes[0].after) == ("Thời hạn: gửi hồ sơ › Ngày", "15/05/2030", "20/05/2030")
    client.force_login(person("head", tree.than_uyen))
    assert client.get(page).status_code == 403


def test_the_clerk_is_led_to_the_plan_in_force(client, live, office):
    draft = amend_plan(live, by=office["officer"])
    for thing in (draft.allocations.get(), draft):
        act(thing, "submit", by=office["officer"])
        act(thing, "approve", by=office["approver"])
    client.force_login(office["clerk"])
    form = {"date": "01/04/2020", "word": "PHÁT HÀNH"}
    answer = client.post(reverse("conferences:issue-plan", args=[draft.pk]), form)
    assert (answer.status_code, answer.url) == (302, reverse("conferences:plan", args=[live.pk]))


def test_what_stops_an_amendment_stands_on_the_page(client, live, office):
    act(live, "close", by=office["approver"], note="Đã xong.")
    client.force_login(office["officer"])
    answer = client.post(reverse("conferences:amend-plan", args=[live.pk]))
    assert (answer.status_code, "Kế hoạch đã kết thúc, không điều chỉnh được." in answer.content.decode()) == (409, True)


def test_the_table_of_an_amended_plan_keeps_how_it_was_shared_and_its_terms(tree):
    plan = make_plan(tree.province)
    old = make_table(plan, {tree.than_uyen: (1, 1, 1, 1)}, rule={"pools": []}, takes_reserves=True, reclaim_on=date(2020, 5, 1))
    old.rows.update(weights={"total": 1880})
    old.rows.get().quotas.filter(category__key="person-public").update(shared=2, reason="Đề nghị của huyện")
    table = amend_plan(plan, by=person("officer", tree.province)).allocations.get()
    assert (table.rule, table.takes_reserves, table.reclaim_on) == ({"pools": []}, True, date(2020, 5, 1))
    assert table.rows.get().weights == {"total": 1880}
    cells = table.rows.get().quotas.order_by("category__position").values_list("category__key", "shared", "reason")
    assert list(cells)[2] == ("person-public", 2, "Đề nghị của huyện")
