"""Pages of plans and tables: what stands on them, what they refuse, how many queries they cost."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from conferences.actions import act
from conferences.models import Allocation, Plan, Quota
from conferences.querysets import table_of
from organizations.models import Bloc
from papers.code import grouped
from papers.models import PaperFile
from portal import clock
from portal.models import Job
from portal.moves import history
from tests.builders import make_agenda, make_plan, make_table, make_unit, person
from tests.papers.issuing import frozen_data_is_left_alone

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 4, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def enter(client):
    """`enter(user)` logs in; the client of the test acts for this person afterwards."""

    def log_in(user):
        client.force_login(user)
        return user

    return log_in


@pytest.fixture
def officer(tree, enter):
    return enter(person("officer", tree.province))


@pytest.fixture
def table(tree):
    plan = make_agenda(make_plan(tree.province, status="draft"))
    return make_table(plan, {tree.than_uyen: (2, 1, 4, 2), tree.tan_uyen: (1, 1, 2, 4)}, status="draft", stated_collective=6)


def text(response) -> str:
    return " ".join(response.content.decode().split())


# --- the faces of a plan --------------------------------------------------------------------------------------------


def test_the_content_reads_as_it_will_be_printed(client, officer, real_plan):
    page = text(client.get(reverse("conferences:plan", args=[real_plan.pk])))
    assert "<h2>I. Mục đích yêu cầu</h2>" in page
    assert "<h3>2.1. Đối với tập thể</h3>" in page
    assert "trong đó tập thể là 30 và cá nhân 82." in page
    assert "Lời văn kế hoạch ghi tập thể 32, bảng phân bổ cộng được 30." in page
    assert "Thứ Năm 14/05/2020, 23:59</time> · <span>còn 43 ngày 15 giờ</span>" in page


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("conference", ("Bế mạc Hội nghị", "01 ngày, dự kiến trung tuần tháng 6 năm 2020", "Công đoàn viên chức")),
        ("criteria", ("Cá nhân khối sản xuất kinh doanh", "Người đứng đầu đơn vị:", "đạt danh hiệu đoàn viên công đoàn xuất sắc")),
        ("papers", ("Bảng phân bổ", "/papers/plan.pdf")),
        ("history", ("Chưa có bước nào.",)),
    ],
)
def test_the_other_faces(client, officer, real_plan, name, words):
    page = text(client.get(reverse(f"conferences:{name}", args=[real_plan.pk])))
    assert [word for word in words if word not in page] == []


@pytest.mark.parametrize("name", ["plan", "conference", "criteria", "papers"])
def test_a_plan_that_is_put_off_says_why_on_each_of_its_pages(client, enter, table, tree, name):
    Plan.objects.update(status="issued")
    approver = person("approver", tree.province)
    act(table.plan, "suspend", by=approver, note="Phòng, chống dịch.\nĐến tháng 9.")
    enter(person("head", tree.than_uyen))
    page = text(client.get(reverse(f"conferences:{name}", args=[table.plan.pk])))
    assert "<strong>Kế hoạch tạm dừng từ Thứ Tư 01/04/2020, 09:00.</strong> Phòng, chống dịch.<br>Đến tháng 9." in page
    act(table.plan, "resume", by=approver, note="Hết dịch.")
    assert "chống dịch" not in text(client.get(reverse(f"conferences:{name}", args=[table.plan.pk])))


def test_the_tabs_of_a_unit_s_officer_leave_out_what_is_not_theirs(client, enter, table, tree):
    Plan.objects.update(status="issued")
    enter(person("filer", tree.than_uyen))
    hidden = client.get(reverse("conferences:plan", args=[table.plan_id]))
    labels = ["Nội dung", "Việc của đơn vị", "Hội nghị", "Lịch", "Tiêu chuẩn", "Hồ sơ", "Văn bản"]
    assert [label for label, _ in hidden.context["tabs"]] == labels
    Allocation.objects.update(status="published")
    shown = client.get(reverse("conferences:plan", args=[table.plan_id]))
    assert ("Chỉ tiêu", reverse("conferences:allocation", args=[table.pk])) in shown.context["tabs"]


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "issued"])
def test_a_stranger_s_plan_does_not_exist(client, enter, tree, status):
    plan = make_plan(tree.province, status=status)
    enter(person("officer", tree.dien_bien))
    assert client.get(reverse("conferences:plan", args=[plan.pk])).status_code == 404


# --- moves ----------------------------------------------------------------------------------------------------------


def test_a_move_is_made_by_a_post_and_goes_back_to_the_page(client, officer, table):
    address = reverse("conferences:allocation-move", args=[table.pk, "submit"])
    answer = client.post(address)
    assert (answer.status_code, answer.url) == (302, reverse("conferences:allocation", args=[table.pk]))
    assert [move.name for move in history(table)] == ["submit"]
    assert client.get(address).status_code == 405


def test_a_refused_move_is_the_same_page_with_every_reason_and_the_note(client, enter, table, tree):
    Allocation.objects.update(status="approved")
    enter(person("approver", tree.province))
    address = reverse("conferences:allocation-move", args=[table.pk, "publish"])
    answer = client.post(address, {"note": "Xin công bố", "word": "công bố"})
    assert answer.status_code == 409
    assert answer.context["reasons"] == ["Kế hoạch chưa phát hành; phát hành kế hoạch trước rồi công bố bảng phân bổ."]
    assert "Xin công bố</textarea>" in text(answer)


def test_a_final_act_asks_for_its_word(client, enter, table, tree):
    Plan.objects.update(status="issued")
    Allocation.objects.update(status="approved")
    enter(person("approver", tree.province))
    address = reverse("conferences:allocation-move", args=[table.pk, "publish"])
    assert client.post(address, {"word": "ừ"}).context["reasons"] == ["Hãy gõ đúng “CÔNG BỐ” để xác nhận."]
    assert client.post(address, {"word": "CÔNG BỐ"}).status_code == 302


@pytest.mark.parametrize("name", ["supersede", "number", "fly"])
def test_what_is_no_button_is_no_address(client, enter, table, tree, name):
    enter(person("approver", tree.province))
    assert client.post(reverse("conferences:allocation-move", args=[table.pk, name])).status_code == 404
    assert client.post(reverse("conferences:plan-move", args=[table.plan_id, name])).status_code == 404


# --- the table ------------------------------------------------------------------------------------------------------


def test_the_table_of_the_real_plan(client, officer, real_plan):
    page = client.get(reverse("conferences:allocation", args=[real_plan.allocations.get().pk]))
    assert page.context["foot"] == (112, 30, 82, 19, 11, 56, 26)
    assert page.context["bars"][:2] == [("LĐLĐ Thành phố", 17), ("Công đoàn viên chức", 15)]
    assert "Đơn vị nào được bao nhiêu suất?" in text(page)
    assert "Lời văn kế hoạch ghi cá nhân 80, bảng phân bổ cộng được 82." in text(page)


def test_people_find_their_own_line_and_the_office_has_none(client, enter, table, tree):
    def mine():
        return [line.name for line, _, is_mine in client.get(address).context["lines"] if is_mine]

    table.status = "published"
    table.save()
    table.plan.status = "issued"
    table.plan.save()
    address = reverse("conferences:allocation", args=[table.pk])
    unit = table.rows.first().unit
    enter(person("head", unit))
    assert mine() == [unit.label]
    enter(person("officer", tree.province))
    assert mine() == []
    bloc = Bloc.objects.create(owner=tree.province, name="Khối Trường học")
    bloc.members.add(tree.than_uyen_school)
    row = table.rows.create(position=9, label=bloc.name, bloc=bloc)
    row.quotas.create(category=table.plan.categories.first(), places=1)
    enter(person("filer", tree.than_uyen_school))
    assert mine() == ["Khối Trường học"]


def grid(table: Allocation, *lines: tuple[str, ...], version: str = "1") -> dict[str, str]:
    """What a browser sends."""
    found = table_of(table)
    names = [[f"places-{line.key}-{column.key}" for column in found.columns] for line in found.lines]
    sent = {name: value for row, values in zip(names, lines, strict=True) for name, value in zip(row, values, strict=True)}
    return sent | {"version": version}


def test_figures_are_typed_into_a_grid(client, officer, table):
    address = reverse("conferences:edit-allocation", args=[table.pk])
    assert [cell.field.value() for cell in client.get(address).context["form"].grid[0][1]] == ["2", "1", "4", "2"]
    answer = client.post(address, grid(table, ("3", "", "1.000", "2"), ("1", "1", "2", "04")))
    assert (answer.status_code, answer.url) == (302, reverse("conferences:allocation", args=[table.pk]))
    assert [line.places for line in table_of(table).lines] == [(3, 0, 1000, 2), (1, 1, 2, 4)]


def test_every_fault_is_named_at_once_with_its_cell_and_what_was_typed_stays(client, officer, table):
    address = reverse("conferences:edit-allocation", args=[table.pk])
    answer = client.post(address, grid(table, ("-1", "hai", "1,5", "99999"), ("7", "1", "2", "4")))
    form = answer.context["form"]
    assert answer.status_code == 422
    assert [(form[name].label, errors[0]) for name, errors in form.errors.items()] == [
        ("LĐLĐ huyện Than Uyên, Tập thể khối hành chính, sự nghiệp", "Nhỏ nhất là 0."),
        (
            "LĐLĐ huyện Than Uyên, Tập thể khối sản xuất kinh doanh",
            "“hai” không đọc được là số: một nghìn viết là 1.000, một phẩy năm viết là 1,5.",
        ),
        (
            "LĐLĐ huyện Than Uyên, Cá nhân khối hành chính, sự nghiệp",
            "“1,5” không phải số nguyên: nhập số không có phần sau dấu phẩy.",
        ),
        ("LĐLĐ huyện Than Uyên, Cá nhân khối sản xuất kinh doanh", "Lớn nhất là 10.000."),
    ]
    assert [cell.field.value() for cell in form.grid[0][1]] == ["-1", "hai", "1,5", "99999"]
    assert [line.places for line in table_of(table).lines] == [(2, 1, 4, 2), (1, 1, 2, 4)]


def test_a_figure_that_differs_from_the_rule_s_asks_for_its_reason(client, officer, table):
    Quota.objects.filter(row__position=1).update(shared=2, places=2)
    address = reverse("conferences:edit-allocation", args=[table.pk])
    typed = grid(table, ("3", "2", "2", "x"), ("1", "1", "2", "4"))
    answer = client.post(address, typed)
    form = answer.context["form"]
    assert (answer.status_code, [form.errors[name] for name in form.errors if "reason" in name]) == (
        422,
        [["theo cách chia là 2; hãy ghi lý do."]],
    )
    reason = next(name for name in form.errors if "reason" in name)
    answer = client.post(address, typed | {reason: "Có hai doanh nghiệp mới."} | grid(table, ("3", "2", "2", "2"), ("1", "1", "2", "4")))
    assert answer.status_code == 302
    assert Quota.objects.filter(row__position=1, places=3).get().reason == "Có hai doanh nghiệp mới."
    page = client.get(address).context["form"]
    assert [cell.reason.value() for cell in page.grid[0][1]] == ["Có hai doanh nghiệp mới.", "", "", ""]
    assert [cell.reason for cell in page.grid[1][1]] == [None] * 4


def test_the_second_editor_sees_both_figures_and_loses_nothing(client, officer, table):
    address = reverse("conferences:edit-allocation", args=[table.pk])
    client.post(address, grid(table, ("5", "1", "4", "2"), ("1", "1", "2", "4")))
    late = grid(table, ("8", "1", "4", "2"), ("1", "1", "2", "6"))
    answer = client.post(address, late)
    form = answer.context["form"]
    assert answer.status_code == 409
    assert form.non_field_errors() == ["Bảng vừa được người khác lưu. Số bạn gõ còn nguyên; xem các ô khác nhau rồi lưu lại."]
    assert [errors for name, errors in form.errors.items() if name != "__all__"] == [
        ["người khác vừa lưu 5, bạn gõ 8."],
        ["người khác vừa lưu 4, bạn gõ 6."],
    ]
    assert [cell.field.value() for cell in form.grid[0][1]] == ["8", "1", "4", "2"]
    assert table_of(table).lines[0].places == (5, 1, 4, 2)
    assert client.post(address, late | {"version": form["version"].value()}).status_code == 302
    assert [line.places for line in table_of(table).lines] == [(8, 1, 4, 2), (1, 1, 2, 6)]


def test_a_table_that_is_out_is_not_edited(client, officer, table):
    Allocation.objects.update(status="submitted")
    address = reverse("conferences:edit-allocation", args=[table.pk])
    assert client.get(address).url == reverse("conferences:allocation", args=[table.pk])
    answer = client.post(address, grid(table, ("9", "1", "4", "2"), ("1", "1", "2", "4")))
    assert answer.status_code == 409
    assert answer.context["reasons"] == ["Bảng phân bổ đang ở trạng thái “đã trình”, không sửa được nữa."]


def test_an_approver_does_not_edit(client, enter, table, tree):
    enter(person("approver", tree.province))
    assert client.get(reverse("conferences:edit-allocation", args=[table.pk])).status_code == 403


# --- issuing --------------------------------------------------------------------------------------------------------


@pytest.fixture
def nameless(tree, enter):
    enter(person("clerk", tree.province))
    return make_agenda(make_plan(tree.province, number="", date=None, status="approved"))


def test_the_clerk_issues_a_plan(client, nameless):
    address = reverse("conferences:issue-plan", args=[nameless.pk])
    page = client.get(address)
    assert (page.status_code, page.context["number"]) == (200, "01/KH-LĐLĐ")
    data = {"date": "31/3/2020", "word": "phát hành"}
    answers = [client.post(address, data) for _ in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, reverse("conferences:plan", args=[nameless.pk]))] * 2
    plan = Plan.objects.get()
    assert (plan.number, plan.date, plan.status) == ("01/KH-LĐLĐ", date(2020, 3, 31), "issued")
    assert history(plan).count() == 1


def test_what_is_no_day_and_no_word_is_refused_at_its_field(client, nameless):
    answer = client.post(reverse("conferences:issue-plan", args=[nameless.pk]), {"date": "31/02/2020", "word": "ừ"})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"date", "word"})


def test_a_number_that_the_plan_came_with_can_be_given_up(client, nameless):
    Plan.objects.update(number="154/KH-LĐLĐ")
    address = reverse("conferences:issue-plan", args=[nameless.pk])
    data = {"date": "31/3/2020", "word": "PHÁT HÀNH"}
    refused = client.post(address, data)
    assert (refused.status_code, len(refused.context["reasons"])) == (409, 1)
    assert refused.context["form"]["date"].value() == "31/3/2020"
    assert refused.context["plan"].status == "approved"  # what was rolled back is not shown as done
    assert client.post(address, data | {"drop_stated": "on"}).status_code == 302
    assert Plan.objects.get().number == "01/KH-LĐLĐ"


def test_an_issued_plan_is_served_as_it_was_printed(client, nameless):
    client.post(reverse("conferences:issue-plan", args=[nameless.pk]), {"date": "31/3/2020", "word": "PHÁT HÀNH"})
    paper = Plan.objects.get().paper
    assert paper.status == "printed"
    Plan.objects.update(title="Tên khác")
    for kind, insert in (("plan", ""), ("agenda", "chuong-trinh")):
        for face in ("pdf", "docx"):
            with frozen_data_is_left_alone():
                answer = client.get(reverse("conferences:paper", args=[nameless.pk, kind, face]))
            assert answer.content == bytes(paper.files.get(kind=face, insert=insert).content)


def test_the_page_of_an_issued_plan_shows_the_code_it_is_checked_by(client, nameless):
    assert "Mã kiểm tra" not in client.get(reverse("conferences:plan", args=[nameless.pk])).content.decode()
    client.post(reverse("conferences:issue-plan", args=[nameless.pk]), {"date": "31/3/2020", "word": "PHÁT HÀNH"})
    page = client.get(reverse("conferences:plan", args=[nameless.pk]))
    assert page.context["check_code"] == grouped(Plan.objects.get().paper.code)
    assert reverse("papers:check", args=[page.context["check_code"]]) in page.content.decode()


def test_until_it_is_printed_the_page_says_so(client, nameless):
    client.post(reverse("conferences:issue-plan", args=[nameless.pk]), {"date": "31/3/2020", "word": "PHÁT HÀNH"})
    PaperFile.objects.filter(insert="chuong-trinh").delete()
    address = reverse("conferences:paper", args=[nameless.pk, "agenda", "pdf"])
    Job.objects.update(status=Job.Status.RUNNING)
    answer = client.get(address)
    assert (answer.status_code, answer["Refresh"]) == (503, "3")
    Job.objects.update(status=Job.Status.FAILED)
    answer = client.get(address)
    assert (answer.status_code, "Refresh" in answer, "In lại" in answer.content.decode()) == (503, False, True)


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "face", "name", "start"),
    [
        ("plan", "pdf", "ke-hoach-154.pdf", b"%PDF"),
        ("agenda", "pdf", "chuong-trinh-154.pdf", b"%PDF"),
        ("allocation", "pdf", "bang-phan-bo-154.pdf", b"%PDF"),
        ("plan", "docx", "ke-hoach-154.docx", b"PK"),
        ("allocation", "xlsx", "bang-phan-bo-154.xlsx", b"PK"),
    ],
)
def test_a_paper_as_a_file(client, officer, table, kind, face, name, start):
    answer = client.get(reverse("conferences:paper", args=[table.plan_id, kind, face]))
    shown = "inline" if face == "pdf" else "attachment"
    assert (answer.status_code, answer["Content-Disposition"]) == (200, f'{shown}; filename="{name}"')
    assert answer.content.startswith(start)


def test_a_download_and_a_draft_without_number(client, officer, tree):
    plan = make_agenda(make_plan(tree.province, number="/KH-LĐLĐ", status="draft"))
    answer = client.get(reverse("conferences:paper", args=[plan.pk, "agenda", "pdf"]) + "?download=1")
    assert answer["Content-Disposition"] == f'attachment; filename="chuong-trinh-du-thao-{plan.pk}.pdf"'


@pytest.mark.parametrize(("kind", "face"), [("plan", "xlsx"), ("agenda", "doc"), ("decision", "pdf"), ("plan", "exe")])
def test_an_unknown_paper_is_not_found(client, officer, table, kind, face):
    assert client.get(reverse("conferences:paper", args=[table.plan_id, kind, face])).status_code == 404


def test_a_table_one_may_not_see_is_not_printed(client, enter, table, tree):
    Plan.objects.update(status="issued")
    enter(person("filer", tree.than_uyen))
    address = reverse("conferences:paper", args=[table.plan_id, "allocation", "xlsx"])
    assert client.get(address).status_code == 404
    Allocation.objects.update(status="published")
    assert client.get(address).status_code == 200


def test_a_plan_that_cannot_be_printed_says_why(client, officer, table):
    table.plan.sections.update(text="Chữ \U0001f3c6 này không in được.")
    answer = client.get(reverse("conferences:paper", args=[table.plan_id, "plan", "pdf"]))
    assert answer.status_code == 422
    assert "Phông chữ của văn bản không có chữ" in text(answer)


# --- queries --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_whatever_its_length(client, officer, tree, django_assert_num_queries, count):
    for number in range(count):
        make_plan(tree.province, number=f"{number + 1:02d}/KH-LĐLĐ", status="issued")
    client.get(reverse("conferences:plans"))
    with django_assert_num_queries(6):
        page = client.get(reverse("conferences:plans"))
    assert page.context["list"].count == count


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(("name", "queries"), [("allocation", 18), ("edit-allocation", 11)])
def test_a_table_costs_the_same_whatever_its_length(client, officer, tree, django_assert_num_queries, name, queries, count):
    units = [make_unit(f"Công đoàn {number}", tree.than_uyen) for number in range(count)]
    table = make_table(make_plan(tree.province), dict.fromkeys(units, (1, 2, 3, 4)), status="draft")
    address = reverse(f"conferences:{name}", args=[table.pk])
    client.get(address)  # what Django keeps from the first request on
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(("name", "queries"), [("plan", 25), ("conference", 11), ("criteria", 9)])
def test_a_plan_costs_the_same_whatever_its_length(client, officer, tree, django_assert_num_queries, name, queries, count):
    plan = make_plan(tree.province)
    own = plan.conferences.create(position=1, level="province", own=True)
    for place in range(count):
        plan.sections.create(position=place + 2, heading="Mục")
        own.agenda.create(position=place, title="Việc")
        plan.speeches.create(position=place, by="Đơn vị", topic="Chủ đề")
        plan.criteria.create(position=place, text="Tiêu chuẩn").categories.set(plan.categories.all())
    address = reverse(f"conferences:{name}", args=[plan.pk])
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
