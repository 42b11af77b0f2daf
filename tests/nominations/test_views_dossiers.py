"""Pages of dossiers: what a person typed stays, all faults at once, refusals with every reason, twice does it once."""

import re
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from nominations.models import Dossier
from portal import clock
from portal.models import MoveRecord, Upload
from portal.moves import history
from tests.builders import make_dossier, make_plan, make_table, make_user, person
from tests.portal.test_storing import PDF

NEW = reverse("nominations:new-dossier")


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(moment(2020, 4, 20, 8)):
        yield


@pytest.fixture
def filer(client, campaign):
    client.force_login(campaign.filer)
    return campaign.filer


@pytest.fixture
def head(client, campaign):
    client.force_login(campaign.head)
    return campaign.head


def moment(*parts: int) -> datetime:
    return timezone.make_aware(datetime(*parts))


def text(response) -> str:
    return " ".join(response.content.decode().split())


def new(campaign, plan=None) -> str:
    return f"{NEW}?plan={(plan or campaign.plan).pk}&unit={campaign.school.pk}"


def typed(page, **changes) -> dict:
    """What a browser would send of the form on a page, after some typing."""
    form = page.context["form"]
    fields = {bound.html_name: bound.value() for bound in form if bound.name != "file" and bound.value() not in (None, "")}
    return fields | changes


def filled(client, campaign, **changes) -> dict:
    category = campaign.plan.categories.get(key="person-public")
    facts = {"category": category.pk, "name": "Lò Thị Mẫu", "position": "Giáo viên", "achievements": "Năm năm liền."}
    return typed(client.get(new(campaign)), **facts) | changes


def pdf(name="Báo cáo.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def edit(dossier) -> str:
    return reverse("nominations:edit-dossier", args=[dossier.pk])


def move(dossier, name) -> str:
    return reverse("nominations:move-dossier", args=[dossier.pk, name])


# --- beginning ------------------------------------------------------------------------------------------------------


def test_one_open_plan_leads_straight_to_its_form(client, campaign, filer):
    assert client.get(NEW).url == new(campaign)


def test_several_are_offered_with_the_places_left(client, campaign, filer):
    other = make_plan(campaign.tree.province, number="2/KH", title="Phong trào thi đua")
    make_table(other, {campaign.tree.than_uyen: (0, 0, 3, 0)})
    page = text(client.get(NEW))
    assert "Phong trào thi đua" in page
    assert "còn 3 trong 3 suất của LĐLĐ huyện Than Uyên" in page
    assert "còn 4 trong 4 suất của LĐLĐ huyện Than Uyên" in page


def test_without_an_open_plan_the_page_says_from_when(client, campaign, filer):
    campaign.plan.status = "draft"
    campaign.plan.save()
    assert "Chưa có kế hoạch nào nhận hồ sơ của đơn vị." in text(client.get(NEW))


def test_the_form_offers_the_categories_in_which_the_unit_has_places(client, campaign, filer):
    make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, status="submitted")
    choices = [label for value, label in client.get(new(campaign)).context["form"].fields["category"].choices if value]
    assert choices == [
        "Tập thể khối hành chính, sự nghiệp – còn 1 trong 1 suất",
        "Cá nhân khối hành chính, sự nghiệp – còn 1 trong 2 suất",
        "Cá nhân khối sản xuất kinh doanh – còn 1 trong 1 suất",
    ]


def test_a_whole_form_becomes_a_draft_of_the_unit(client, campaign, filer):
    answer = client.post(new(campaign), filled(client, campaign, file=pdf()))
    dossier = Dossier.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("nominations:dossier", args=[dossier.pk]))
    assert (dossier.status, dossier.unit, dossier.created_by) == ("draft", campaign.school, filer)
    assert (dossier.name, dossier.position, dossier.achievements) == ("Lò Thị Mẫu", "Giáo viên", "Năm năm liền.")
    assert dossier.attachment.name == "Báo cáo.pdf"


def test_pressing_twice_begins_one(client, campaign, filer):
    data = filled(client, campaign)
    answers = [client.post(new(campaign), data) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Dossier.objects.count() == 1
    client.post(new(campaign), filled(client, campaign))  # another form is another dossier
    assert Dossier.objects.count() == 2


def test_all_faults_at_once_and_everything_typed_stays(client, campaign, filer):
    own = {"name": "N" * 201, "position": "Tổ trưởng \U0001f3c6", "achievements": "Giữ nguyên\nhai dòng\x07"}
    data = filled(client, campaign, category="", **own)
    page = client.post(new(campaign), data)
    assert page.status_code == 422
    assert page.context["form"].errors == {
        "category": ["Hãy chọn đối tượng được đề nghị."],
        "name": ["Dài 201 ký tự, nhiều nhất là 200: hãy viết gọn lại."],
        "position": ["Văn bản không in được chữ “\U0001f3c6” (U+1F3C6): hãy thay bằng chữ khác."],
        "achievements": ["Có ký tự điều khiển U+0007: xóa đi rồi gõ lại chỗ đó."],
    }
    assert typed(page) == {name: value for name, value in data.items() if value}
    assert "Giữ nguyên\nhai dòng\x07</textarea>" in page.content.decode()
    assert page.content.decode().count('href="#div_id_') == 4
    assert Dossier.objects.count() == 0


def test_a_file_that_came_with_faults_elsewhere_is_kept(client, campaign, filer):
    page = client.post(new(campaign), filled(client, campaign, name="", file=pdf()))
    assert page.status_code == 422
    assert "Đang có: Báo cáo.pdf." in text(page)
    assert client.post(new(campaign), typed(page, name="Lò Thị Mẫu")).status_code == 302
    assert Dossier.objects.get().attachment.name == "Báo cáo.pdf"
    assert Upload.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00 program", "Chỉ nhận tệp PDF, JPEG hoặc PNG; tệp này là chương trình: hãy lưu thành PDF rồi tải lên."),
        (b"%PDF-1.7" + bytes(10 * 1024 * 1024), "Tệp nặng hơn 10 MB: hãy nén lại, hoặc quét ở độ phân giải thấp hơn."),
        (b"", "Tệp rỗng: chọn lại tệp rồi tải lên."),
    ],
)
def test_a_program_called_pdf_or_a_file_too_heavy_is_refused_with_a_sentence(client, campaign, filer, content, sentence):
    page = client.post(new(campaign), filled(client, campaign, file=pdf(content=content)))
    assert (page.status_code, page.context["form"].errors) == (422, {"file": [sentence]})
    assert sentence in text(page)
    assert page.context["form"]["achievements"].value() == "Năm năm liền."
    assert (Dossier.objects.count(), Upload.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "query",
    ["plan=x&unit=1", "plan=²&unit=1", f"plan={'9' * 30}&unit=1", f"plan=1&unit={'9' * 5000}", "plan=1&unit=999999"],
)
def test_an_address_that_means_nothing_is_not_found(client, campaign, filer, query):
    assert client.get(f"{NEW}?{query}").status_code == 404


def test_nobody_begins_a_dossier_elsewhere(client, campaign, filer):
    elsewhere = f"{NEW}?plan={campaign.plan.pk}&unit={campaign.tree.tan_uyen_school.pk}"
    assert client.get(elsewhere).status_code == 404
    client.force_login(campaign.officer)
    assert client.get(NEW).status_code == 403


def test_a_category_without_places_is_no_choice(client, campaign, filer):
    without = campaign.plan.categories.get(key="collective-business")
    page = client.post(new(campaign), filled(client, campaign, category=without.pk))
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["category"])


# --- editing --------------------------------------------------------------------------------------------------------


def test_an_edit_starts_from_what_is_stored_and_keeps_its_file(client, campaign, filer):
    client.post(new(campaign), filled(client, campaign, file=pdf()))
    dossier = Dossier.objects.get()
    page = client.get(edit(dossier))
    assert typed(page)["achievements"] == "Năm năm liền."
    assert "Đang có: Báo cáo.pdf." in text(page)
    assert client.post(edit(dossier), typed(page, name="Tên khác")).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.name, dossier.version, dossier.attachment.name) == ("Tên khác", 2, "Báo cáo.pdf")


def test_the_second_of_two_editors_is_told_keeps_the_text_and_may_save_on(client, campaign, filer):
    dossier = make_dossier(campaign.plan, campaign.school, name="Ban đầu")
    mine = typed(client.get(edit(dossier)), name="Của tôi", achievements="Đoạn dài của tôi")
    client.force_login(campaign.head)
    client.post(edit(dossier), typed(client.get(edit(dossier)), name="Của chủ tịch"))
    client.force_login(filer)
    page = client.post(edit(dossier), mine | {"file": pdf("Của tôi.pdf")})
    assert page.status_code == 409
    assert "Có người vừa sửa hồ sơ này." in text(page)
    assert "<dd>Của chủ tịch</dd>" in text(page)
    assert (page.context["form"]["name"].value(), page.context["form"]["achievements"].value()) == ("Của tôi", "Đoạn dài của tôi")
    assert "Đang có: Của tôi.pdf." in text(page)
    dossier.refresh_from_db()
    assert (dossier.name, dossier.attachment) == ("Của chủ tịch", None)
    assert client.post(edit(dossier), typed(page)).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.name, dossier.version, dossier.attachment.name) == ("Của tôi", 3, "Của tôi.pdf")


def test_pressing_twice_saves_once_and_blames_nobody(client, campaign, filer):
    dossier = make_dossier(campaign.plan, campaign.school)
    data = typed(client.get(edit(dossier)), name="Mới")
    answers = [client.post(edit(dossier), data | {"file": pdf()}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Dossier.objects.get().version == 2


@pytest.mark.parametrize("version", ["", "0", "7", "-1"])
def test_a_version_nobody_gave_saves_nothing(client, campaign, filer, version):
    dossier = make_dossier(campaign.plan, campaign.school, name="Ban đầu")
    page = client.post(edit(dossier), typed(client.get(edit(dossier)), name="Khác", version=version))
    assert (page.status_code, Dossier.objects.get().name) == (409, "Ban đầu")


def test_a_dossier_filed_meanwhile_is_not_saved_and_the_text_stays(client, campaign, filer):
    dossier = make_dossier(campaign.plan, campaign.school, status="returned")
    data = typed(client.get(edit(dossier)), achievements="Đoạn dài của tôi")
    Dossier.objects.update(status="submitted")
    page = client.post(edit(dossier), data)
    assert (page.status_code, page.context["reasons"]) == (409, ["Hồ sơ đang ở trạng thái “đã nộp”, không sửa được nữa."])
    assert page.context["form"]["achievements"].value() == "Đoạn dài của tôi"


# --- the page, its rights, its file ---------------------------------------------------------------------------------


def test_a_foreign_dossier_does_not_exist(client, campaign):
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
    page = reverse("nominations:dossier", args=[dossier.pk])
    attached = reverse("nominations:dossier-file", args=[dossier.pk])
    for stranger in (campaign.officer, person("head", campaign.tree.than_uyen_clinic), make_user("nobody")):
        client.force_login(stranger)
        answers = [client.get(page), client.get(edit(dossier)), client.get(attached), client.post(move(dossier, "submit"))]
        assert [answer.status_code for answer in answers] == [404] * 4
    client.force_login(campaign.filer)
    assert client.get(page).status_code == 200


def test_a_right_that_is_missing_is_403(client, campaign, filer):
    dossier = make_dossier(campaign.plan, campaign.school, status="submitted")
    assert client.post(move(dossier, "accept")).status_code == 403
    client.force_login(campaign.officer)
    assert client.get(edit(dossier)).status_code == 403
    assert client.post(move(dossier, "accept")).status_code == 302
    assert client.post(move(dossier, "decide")).status_code == 404  # no button of its own


def test_the_file_is_served_to_those_who_see_the_dossier(client, campaign, filer):
    client.post(new(campaign), filled(client, campaign, file=pdf()))
    dossier = Dossier.objects.get()
    address = reverse("nominations:dossier-file", args=[dossier.pk])
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"], b"".join(answer.streaming_content)) == (200, "application/pdf", PDF)
    bare = make_dossier(campaign.plan, campaign.school)
    assert client.get(reverse("nominations:dossier-file", args=[bare.pk])).status_code == 404


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("draft", "Chưa nộp.</strong> Hồ sơ là bản nháp; chủ tịch đơn vị ký duyệt rồi nộp."),
        ("endorsed", "chủ tịch đơn vị bấm “Nộp hồ sơ” để gửi lên LĐLĐ tỉnh Lai Châu."),
        ("submitted", "Đã nộp lúc Thứ Sáu 10/04/2020, 15:00, vào chỉ tiêu của LĐLĐ huyện Than Uyên."),
        ("returned", "Cần bổ sung.</strong>"),
        ("withdrawn", "Đã rút.</strong>"),
    ],
)
def test_the_page_says_how_the_dossier_stands(client, campaign, filer, status, words):
    dossier = make_dossier(campaign.plan, campaign.school, status=status)
    assert words in text(client.get(reverse("nominations:dossier", args=[dossier.pk])))


@pytest.mark.parametrize(
    ("moves", "shown"),
    [
        ([], "Cần bổ sung."),
        (["endorse"], "Chưa nộp lại."),
        (["endorse", "reopen"], "Chưa nộp lại."),
        (["endorse", "submit"], "Đã nộp lúc"),
        (["withdraw"], None),
    ],
)
def test_a_dossier_sent_back_does_not_pass_for_filed_until_it_is_again(client, campaign, head, moves, shown):
    dossier = make_dossier(campaign.plan, campaign.school, status="returned")
    for name in moves:
        client.post(move(dossier, name), {"note": "Không đề nghị nữa" if name == "withdraw" else ""})
    page = text(client.get(reverse("nominations:dossier", args=[dossier.pk])))
    sentences = ("Chưa nộp.", "Cần bổ sung.", "Chưa nộp lại.", "Đã nộp lúc")
    assert [one for one in sentences if one in page] == ([shown] if shown else [])


def test_a_draft_says_what_it_still_lacks_before_anybody_presses(client, campaign, filer):
    dossier = make_dossier(campaign.plan, campaign.school, status="draft", achievements="")
    page = text(client.get(reverse("nominations:dossier", args=[dossier.pk])))
    assert "Trước khi ký duyệt còn phải bổ sung:</p><ul><li>Chưa ghi thành tích.</li>" in page


# --- moves ----------------------------------------------------------------------------------------------------------


def test_filing_twice_files_once(client, campaign, head):
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
    assert [client.post(move(dossier, "submit")).status_code for _ in range(2)] == [302, 302]
    assert [record.name for record in history(dossier)] == ["submit"]
    assert client.get(move(dossier, "submit")).status_code == 405


def test_a_refused_move_is_the_same_page_with_all_reasons(client, campaign, head):
    campaign.plan.dossier = ["Báo cáo thành tích"]
    campaign.plan.save()
    dossier = make_dossier(campaign.plan, campaign.school, position="", achievements=" ")
    page = client.post(move(dossier, "endorse"), {"note": "Đã xem"})
    assert page.status_code == 409
    assert page.context["reasons"] == [
        "Chưa ghi chức vụ, nơi làm việc của người được đề nghị.",
        "Chưa ghi thành tích.",
        "Chưa đính kèm hồ sơ; kế hoạch yêu cầu: Báo cáo thành tích.",
    ]
    assert [reason for reason in page.context["reasons"] if reason not in text(page)] == []
    assert (Dossier.objects.get().status, MoveRecord.objects.count()) == ("draft", 0)


def test_filing_beyond_the_quota_is_refused_with_the_reason(client, campaign, head):
    make_dossier(campaign.plan, campaign.school, key="collective-public", status="submitted")
    late = make_dossier(campaign.plan, campaign.school, key="collective-public", status="endorsed")
    page = client.post(move(late, "submit"))
    assert (page.status_code, page.context["reasons"]) == (
        409,
        [
            "Đã hết chỉ tiêu: LĐLĐ huyện Than Uyên có 1 suất “Tập thể khối hành chính, sự nghiệp”, đã nộp 1 hồ sơ. "
            "Hãy đề nghị LĐLĐ tỉnh Lai Châu trả lại một hồ sơ đã nộp để rút, hoặc phân bổ thêm."
        ],
    )
    late.refresh_from_db()
    assert (late.status, late.submitted_at) == ("endorsed", None)


@pytest.mark.parametrize(("now", "status"), [((2030, 5, 14, 23, 59, 59), 302), ((2030, 5, 15, 0, 0, 0), 409)])
def test_the_deadline_passes_by_the_clock_of_the_server(client, campaign, head, now, status):
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
    with clock.standing_at(moment(*now)):
        client.force_login(head)
        answer = client.post(move(dossier, "submit"), {"now": "2020-01-01"})
    assert answer.status_code == status
    if status == 409:
        assert answer.context["reasons"] == ["Đã quá hạn nộp hồ sơ: ngày cuối là 14/05/2030."]


def test_a_return_needs_its_reason_and_the_unit_reads_it(client, campaign):
    dossier = make_dossier(campaign.plan, campaign.school, status="submitted")
    client.force_login(campaign.officer)
    refused = client.post(move(dossier, "return"), {"note": "  "})
    assert (refused.status_code, refused.context["reasons"]) == (409, ["Hãy ghi lý do khi “trả lại bổ sung”."])
    assert client.post(move(dossier, "return"), {"note": "Thiếu số quyết định"}).status_code == 302
    client.force_login(campaign.filer)
    assert "Cần bổ sung.</strong> Thiếu số quyết định" in text(client.get(reverse("nominations:dossier", args=[dossier.pk])))


def test_a_name_is_shown_as_typed_and_never_as_markup(client, campaign, filer):
    dossier = make_dossier(campaign.plan, campaign.school, name="<script>alert(1)</script>")
    page = client.get(reverse("nominations:dossier", args=[dossier.pk])).content.decode()
    assert "<script>alert(1)" not in page
    assert len(re.findall("&lt;script&gt;alert", page)) >= 2


def test_a_dossier_closed_for_filing_still_says_until_when_it_was_open(client, campaign, filer):
    dossier = make_dossier(campaign.plan, campaign.school)
    campaign.plan.deadlines.update(date=date(2020, 4, 1))
    assert "Thứ Ba 31/03/2020, 23:59" in text(client.get(reverse("nominations:dossier", args=[dossier.pk])))
