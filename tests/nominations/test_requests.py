"""An office asks a unit below it until a day: asking, answering, moving the day, the list, the home page, reminders."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nominations.actions.requests import answer_request, ask_unit, move_due, move_request
from nominations.flow import REQUEST_MOVES
from nominations.models import UnitRequest
from nominations.tasks import remind
from nominations.work import waiting_for
from organizations.models import Unit
from organizations.roles import roles_with
from portal import clock
from portal.models import Mail, Notice
from portal.moves import Overtaken, Refused, history
from tests.builders import a_file, make_dossier, make_request, make_unit, person
from tests.nominations.filing_pages import pdf, text

DUE = date(2020, 4, 27)
LIST, NEW = reverse("nominations:requests"), reverse("nominations:new-request")


def asked_of(campaign, unit=None, **given):
    facts = {"title": "Danh sách tổ công đoàn", "text": "Gửi danh sách có xác nhận của Lò Thị Mẫu.", "due_on": DUE, "by": campaign.officer}
    return ask_unit(office=campaign.plan.unit, unit=unit or campaign.school, **facts | given)


@pytest.fixture
def asked(campaign, april) -> UnitRequest:
    return asked_of(campaign)


def told():
    return {(notice.user.username, notice.title) for notice in Notice.objects.select_related("user")}


def test_the_life_of_a_request():
    life = {state: {move.name: move.target for move in REQUEST_MOVES if state in move.sources} for state in UnitRequest.Status.values}
    assert life == {"open": {"answer": "answered", "withdraw": "withdrawn"}, "answered": {}, "withdrawn": {}}
    assert {move.name: set(roles_with(move.right)) for move in REQUEST_MOVES} == {"answer": {"filer", "head", "officer"}, "withdraw": {"officer"}}


def test_asking_tells_the_unit_without_what_was_typed(campaign, asked):
    title = "Yêu cầu mới của LĐLĐ tỉnh Lai Châu, hạn 27/04/2020"
    assert told() == {(campaign.filer.username, title), (campaign.head.username, title)}
    assert [mail for mail in Mail.objects.all() if "Lò Thị Mẫu" in mail.body or "Danh sách" in mail.body] == []
    assert [(record.label, record.note) for record in history(asked)] == [("Gửi yêu cầu", "Hạn trả lời 27/04/2020.")]


def test_everything_against_it_is_said_at_once(campaign, april):
    own = make_dossier(campaign.plan, campaign.school, status="submitted")
    with pytest.raises(Refused) as refused:
        asked_of(campaign, campaign.tree.dien_bien, due_on=date(2020, 4, 19), dossier=own)
    assert refused.value.reasons == [
        "Hạn trả lời, 19/04/2020, đã qua.",
        "LĐLĐ tỉnh Điện Biên không phải là đơn vị cấp dưới của LĐLĐ tỉnh Lai Châu.",
        "Hồ sơ đã chọn không phải của LĐLĐ tỉnh Điện Biên hoặc đơn vị cấp dưới.",
    ]
    for somebody in (campaign.filer, campaign.approver, person("officer", campaign.tree.dien_bien)):
        with pytest.raises(PermissionDenied):
            asked_of(campaign, by=somebody)
    assert UnitRequest.objects.count() == 0
    assert asked_of(campaign, campaign.tree.than_uyen, dossier=own).status == "open"


def test_it_is_answered_once(campaign, asked):
    Notice.objects.all().delete()
    answer_request(asked, text="Đã gửi kèm.", file=a_file(campaign.filer), by=campaign.filer)
    asked.refresh_from_db()
    assert (asked.status, asked.answer, asked.answered_by, asked.file.name) == ("answered", "Đã gửi kèm.", campaign.filer, "thanh-tich.pdf")
    assert told() == {(campaign.officer.username, "CĐCS Trường THCS Than Uyên đã trả lời yêu cầu")}
    with pytest.raises(Refused):
        answer_request(asked, text="Khác.", file=None, by=campaign.head)
    for somebody in (campaign.officer, person("head", campaign.tree.tan_uyen)):
        with pytest.raises(PermissionDenied):
            answer_request(asked, text="Khác.", file=None, by=somebody)


def test_the_day_is_moved_with_a_reason_and_stands_in_the_history(campaign, asked):
    move_due(asked, due_on=date(2020, 5, 4), reason="Nghỉ lễ.", version=asked.version, by=campaign.officer)
    row = UnitRequest.objects.get()
    assert (row.due_on, history(row).last().note) == (date(2020, 5, 4), "Từ 27/04/2020 sang 04/05/2020. Nghỉ lễ.")
    with pytest.raises(Overtaken):
        move_due(row, due_on=DUE, reason="Nhầm.", version=asked.version, by=campaign.officer)
    with pytest.raises(Refused) as refused:
        move_due(row, due_on=date(2020, 4, 1), reason="Nhầm.", version=row.version, by=campaign.officer)
    assert refused.value.reasons == ["Hạn mới, 01/04/2020, đã qua."]
    with pytest.raises(PermissionDenied):
        move_due(row, due_on=DUE, reason="Nhầm.", version=row.version, by=campaign.filer)
    move_request(row, "withdraw", by=campaign.officer, note="Đã có.")
    with pytest.raises(Refused) as refused:
        move_due(row, due_on=DUE, reason="Nhầm.", version=row.version, by=campaign.officer)
    assert refused.value.reasons == ["Yêu cầu đã rút, không đổi hạn được nữa."]


def test_it_waits_on_the_home_page_and_is_reminded_of(campaign, asked):
    def figures(user):
        return [(one.label, one.count, one.link) for one in waiting_for(user)]

    answer, late = ("yêu cầu chờ đơn vị trả lời", 1, f"{LIST}?work=answer"), ("yêu cầu quá hạn trả lời", 1, f"{LIST}?work=late")
    assert (figures(campaign.filer), figures(campaign.officer)) == ([answer], [])
    Notice.objects.all().delete()
    counts = []
    for day in (23, 24, 24, 26, 27, 27, 28):
        with clock.standing_at(datetime(2020, 4, day, 3, tzinfo=UTC)):
            remind()
            counts.append(Notice.objects.filter(user=campaign.head).count())
    assert counts == [0, 1, 1, 1, 2, 2, 2]
    with clock.standing_at(datetime(2020, 4, 28, 3, tzinfo=UTC)):
        assert (figures(campaign.filer), figures(campaign.officer)) == ([answer], [late])
        answer_request(asked, text="Xong.", file=None, by=campaign.head)  # late is told, not blocked
        assert (figures(campaign.officer), UnitRequest.objects.get().is_late(clock.today())) == ([], True)


# --- the pages


@pytest.fixture
def three(campaign, april):
    office = campaign.plan.unit
    return {
        "open": make_request(office, campaign.school, title="Danh sách"),
        "late": make_request(office, campaign.tree.tan_uyen_tea, title="Biên bản", due_on=date(2020, 4, 17)),
        "answered": make_request(
            office, campaign.tree.tan_uyen, title="Báo cáo", status="answered", answer="Đã gửi.", answered_by=campaign.filer,
            answered_at=datetime(2020, 4, 10, tzinfo=UTC),
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Danh sách", "Biên bản", "Báo cáo"}),
        ("q=bien+ban", {"Biên bản"}),
        ("q=tan+uyen", {"Biên bản", "Báo cáo"}),
        ("status=answered", {"Báo cáo"}),
        ("late=open", {"Biên bản"}),
        ("work=late", {"Biên bản"}),
    ],
)
def test_search_filters_count_and_excel_agree(client, campaign, three, query, shown):
    client.force_login(campaign.officer)
    page = client.get(f"{LIST}?{query}")
    assert {row.title for row in page.context["list"].shown} == shown
    assert (page.context["list"].count, page.context["list"].total) == (len(shown), 3)
    head, *rows = openpyxl.load_workbook(io.BytesIO(client.get(f"{LIST}?{query}&format=xlsx").content)).active.values
    assert head == ("Việc", "Đơn vị", "Cơ quan yêu cầu", "Hạn trả lời", "Trạng thái", "Gửi lúc", "Trả lời lúc")
    assert {row[0] for row in rows} == shown
    assert {row[0]: row[4] for row in rows}.get("Biên bản", "chờ trả lời, quá hạn") == "chờ trả lời, quá hạn"


def test_a_unit_sees_its_own_alone(client, campaign, three):
    client.force_login(campaign.filer)
    assert [row.title for row in client.get(LIST).context["list"].shown] == ["Danh sách"]
    assert client.get(reverse("nominations:request", args=[three["late"].pk])).status_code == 404


def fields(form, **changes):
    return {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "", False)} | changes


def test_asking_by_the_form_all_faults_at_once_and_once(client, campaign, april):
    dossier = make_dossier(campaign.plan, campaign.school, status="submitted")
    client.force_login(campaign.officer)
    address = f"{NEW}?dossier={dossier.pk}"
    form = client.get(address).context["form"]
    assert (form["unit"].value(), form["due_on"].value()) == (campaign.school.name, "27/04/2020")
    bad = client.post(address, fields(form, unit="Trường", due_on="19/04/2020", text="Gửi lại."))
    said = text(bad)
    assert bad.status_code == 422
    for sentence in ("Có nhiều đơn vị tên như vậy", "Hãy ghi ngắn gọn việc cần làm.", "Hạn trả lời không được trước hôm nay, 20/04/2020.", "Gửi lại."):
        assert sentence in said
    good = fields(form, title="Danh sách", text="Gửi lại.")
    assert "Đã gửi yêu cầu đến CĐCS Trường THCS Than Uyên." in text(client.post(address, good, follow=True))
    assert client.post(address, good).status_code == 302
    assert UnitRequest.objects.get().dossier == dossier
    other = client.post(address, good | {"text": "Gửi cả bản gốc."})  # the page came back with other words
    assert (other.status_code, "Trang này đã gửi một yêu cầu, với nội dung khác." in text(other), "Gửi cả bản gốc." in text(other)) == (409, True, True)
    assert client.post(address, fields(other.context["form"])).status_code == 302
    assert UnitRequest.objects.count() == 2


def test_a_unit_of_a_name_that_others_bear_is_reached(client, campaign, april):
    """By the unit above it in brackets; from the page of a dossier it is the dossier's own. Many longer names hide none."""
    name, tree = "Công đoàn cơ sở Trường Tiểu học số 1", campaign.tree
    first, second = (make_unit(name, above, short_name="CĐCS Tiểu học số 1") for above in (tree.than_uyen, tree.tan_uyen))
    ended = make_unit(name, tree.than_uyen, short_name="CĐCS cũ")  # nobody there is asked
    Unit.objects.filter(pk=ended.pk).update(status="dissolved")
    for number in range(10, 35):
        make_unit(f"{name}{number}", tree.than_uyen)
    client.force_login(campaign.officer)

    def sent(typed, query="") -> tuple[int, str]:
        answer = client.post(f"{NEW}{query}", fields(client.get(NEW).context["form"], unit=typed, title="Danh sách", text="Gửi lại."))
        return answer.status_code, "" if answer.status_code == 302 else answer.context["form"].errors["unit"][0]

    full = [f"{name} (LĐLĐ huyện {where})" for where in ("Than Uyên", "Tân Uyên")]
    assert sent(name) == (422, f"Có nhiều đơn vị tên như vậy, hãy ghi tên đầy đủ, cả đơn vị cấp trên: {full[0]}; {full[1]}.")
    assert [sent(one) for one in full] == [(302, "")] * 2
    dossier = make_dossier(campaign.plan, second, status="submitted")
    assert sent(name, f"?dossier={dossier.pk}") == (302, "")
    assert list(UnitRequest.objects.order_by("pk").values_list("unit", flat=True)) == [first.pk, second.pk, second.pk]


def test_answering_by_the_page_with_a_file(client, campaign, asked):
    address, page = reverse("nominations:answer-request", args=[asked.pk]), reverse("nominations:request", args=[asked.pk])
    client.force_login(campaign.filer)
    form = client.get(page).context["answer_form"]
    empty = client.post(address, fields(form))
    assert (empty.status_code, "Hãy viết câu trả lời." in text(empty)) == (422, True)
    good = fields(form, answer="Đã gửi kèm.", file=pdf("danh-sach.pdf"))
    assert "Đã gửi câu trả lời đến LĐLĐ tỉnh Lai Châu." in text(client.post(address, good, follow=True))
    other = client.post(address, fields(form, answer="Chưa gửi."))
    assert (other.status_code, "Yêu cầu đã được trả lời, với nội dung khác." in text(other)) == (409, True)
    client.force_login(campaign.officer)
    assert "Đã gửi kèm." in text(client.get(page))
    assert client.get(reverse("nominations:request-file", args=[asked.pk])).status_code == 200
    client.force_login(person("head", campaign.tree.tan_uyen))
    assert client.get(reverse("nominations:request-file", args=[asked.pk])).status_code == 404


def test_moving_the_day_by_the_page_keeps_what_was_typed(client, campaign, asked):
    address = reverse("nominations:move-request-due", args=[asked.pk])
    client.force_login(campaign.officer)
    form = client.get(reverse("nominations:request", args=[asked.pk])).context["due_form"]
    assert client.post(address, fields(form, due_on="04/05/2020")).status_code == 422
    late = client.post(address, fields(form, due_on="04/05/2020", reason="Nghỉ lễ.", version=9))
    assert (late.status_code, "Nghỉ lễ." in text(late)) == (409, True)
    assert client.post(address, fields(late.context["due_form"])).status_code == 302
    assert UnitRequest.objects.get().due_on == date(2020, 5, 4)
