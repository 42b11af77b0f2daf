"""The page of a dossier and its moves: refusals with every reason, twice does it once."""

import re
from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from nominations.models import Dossier
from portal import clock
from portal.models import MoveRecord
from portal.moves import history
from tests.builders import make_dossier, make_user, person, with_paper


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


def move(dossier, name) -> str:
    return reverse("nominations:move-dossier", args=[dossier.pk, name])


def edit(dossier) -> str:
    return reverse("nominations:edit-dossier", args=[dossier.pk])


# --- the page, its rights, its file ---------------------------------------------------------------------------------


def test_a_foreign_dossier_does_not_exist(client, campaign):
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
    page = reverse("nominations:dossier", args=[dossier.pk])
    attached = reverse("nominations:dossier-paper", args=[with_paper(dossier, campaign.filer).pk, "other"])
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


def test_a_paper_is_served_to_those_who_see_the_dossier(client, campaign, filer):
    dossier = with_paper(make_dossier(campaign.plan, campaign.school), filer)
    answer = client.get(reverse("nominations:dossier-paper", args=[dossier.pk, "other"]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7\n%%EOF"
    assert client.get(reverse("nominations:dossier-paper", args=[dossier.pk, "report"])).status_code == 404
    bare = make_dossier(campaign.plan, campaign.school)
    assert client.get(reverse("nominations:dossier-paper", args=[bare.pk, "other"])).status_code == 404


def test_the_same_scan_in_two_dossiers_is_told_to_whoever_may_see_both(client, campaign, filer):
    mine, own = (with_paper(make_dossier(campaign.plan, campaign.school, name=name), filer) for name in ("Một", "Hai"))
    with_paper(make_dossier(campaign.plan, campaign.tree.tan_uyen_school, name="Của đơn vị khác"), filer)
    page = text(client.get(reverse("nominations:dossier", args=[mine.pk])))
    assert f'Cùng một tệp với hồ sơ <a href="/dossiers/{own.pk}/">Hai</a>:' in page
    assert "Của đơn vị khác" not in page
    own.papers.all().delete()
    assert "Cùng một tệp" not in text(client.get(reverse("nominations:dossier", args=[mine.pk])))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("draft", "Chưa nộp.</strong> Hồ sơ là bản nháp; chủ tịch đơn vị ký duyệt rồi nộp."),
        ("endorsed", "chủ tịch đơn vị bấm “Nộp hồ sơ” để gửi lên LĐLĐ tỉnh Lai Châu."),
        ("submitted", "Đã nộp lúc Thứ Sáu 10/04/2020, 15:00, vào chỉ tiêu của LĐLĐ huyện Than Uyên."),
        ("returned", "Cần bổ sung.</strong>"),
        ("declined", "Không đạt.</strong>"),
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
    assert "Trước khi ký duyệt còn phải bổ sung:</p><ul><li>Chưa viết báo cáo thành tích.</li>" in page


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
        "Chưa viết báo cáo thành tích.",
        "Thiếu giấy tờ: Báo cáo thành tích.",
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
            "Hãy rút một hồ sơ đã nộp, hoặc đề nghị LĐLĐ tỉnh Lai Châu phân bổ thêm."
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
