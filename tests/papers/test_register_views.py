"""The register and the page of an issued paper, as the clerk and the officer see them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from papers.actions import entry_mark
from papers.models import NumberSeries, SeriesYear
from papers.views import issued
from portal.models import Job
from portal.moves import history
from tests.builders import hold, make_paper, make_user, person
from tests.papers.issuing import issue_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(client, clerk) -> Client:
    client.force_login(clerk)
    return client


def page(window: Client, name: str, *args, **query) -> str:
    answer = window.get(reverse(f"papers:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(window: Client, address: str, thing: Model, **values):
    return window.post(reverse(f"papers:{address}", args=[thing.pk]), values)


# --- the register -------------------------------------------------------------------------------------------------------


def test_the_register_has_the_ten_columns_of_the_decree(window, province):
    make_paper(province)
    heads = ["Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu", "Người ký", "Nơi nhận", "Đơn vị, người nhận bản lưu"]
    heads += ["Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú"]
    answer = window.get(reverse("papers:register"))
    assert [head.column.label for head in answer.context["list"].heads] == heads


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"year": "2020"}, ["01", "02"]),
        ({"type_code": "QĐ"}, ["02"]),
        ({"q": "hoi nghi so 1"}, ["01"]),
        ({"q": "02/kh"}, ["02"]),
        ({"standing": "cancelled"}, []),
        ({"body": "khong:co"}, ["01", "02"]),
    ],
)
def test_the_register_is_searched_and_filtered(window, province, query, found):
    make_paper(province)
    make_paper(province, number=2, type_code="QĐ", type_name="Quyết định")
    answer = window.get(reverse("papers:register"), query)
    assert sorted(paper.number_text[:2] for paper in answer.context["list"].shown) == found


def test_the_register_is_filtered_by_the_standing_that_it_shows(window, province):
    """01 is corrected, 03 was until its correction 04 was cancelled by 05, 06 is corrected by 07 and cancelled by 08,
    09 replaced by 10, of 11 a part was cancelled by 12 and something corrected by 13."""
    papers = {number: make_paper(province, number=number) for number in range(1, 14)}
    for newer, older, names_as in (
        (2, 1, "corrects"), (4, 3, "corrects"), (5, 4, "cancels"), (7, 6, "corrects"), (8, 6, "cancels"),
        (10, 9, "replaces"), (12, 11, "part"), (13, 11, "corrects"),
    ):  # fmt: skip
        papers[newer].names, papers[newer].names_as = papers[older], names_as
        papers[newer].save()
    found = {
        name: sorted(paper.number for paper in window.get(reverse("papers:register"), {"standing": name}).context["list"].shown)
        for name in ("corrected", "cut", "cancelled", "replaced")
    }
    assert found == {"corrected": [1], "cut": [11], "cancelled": [4, 6], "replaced": [9]}


def test_the_register_comes_as_sheet_and_as_a_list_to_print(window, province):
    make_paper(province)
    sheet = window.get(reverse("papers:register"), {"format": "xlsx"})
    printed = window.get(reverse("papers:register-pdf"))
    assert (sheet.content[:2], printed.content[:5]) == (b"PK", b"%PDF-")


def test_the_register_of_two_offices_is_not_printed_as_one(client, tree):
    for unit in (tree.province, tree.than_uyen):
        make_paper(unit)
    client.force_login(make_user("goc", is_superuser=True))
    answer = client.get(reverse("papers:register-pdf"))
    assert (answer.status_code, "mỗi cơ quan có sổ riêng" in answer.content.decode()) == (422, True)


# --- a paper -------------------------------------------------------------------------------------------------------------


def test_the_page_shows_the_print_and_what_a_reader_may_not_do(window, client, province, clerk):
    paper = issue_plan(province, clerk)
    shown = page(window, "paper", paper.pk)
    assert all(word in shown for word in (paper.sha256, "Gắn tệp", "Đính chính, hủy bỏ", "VT, Ban CSPL"))
    client.force_login(person("officer", province))
    shown = page(client, "paper", paper.pk)
    assert (paper.sha256 in shown, "Gắn tệp" in shown) == (True, False)


def test_the_stored_bytes_are_served_with_their_name(window, province, clerk):
    paper = issue_plan(province, clerk)
    pdf = window.get(reverse("papers:file", args=[paper.pk, "pdf"]))
    word = window.get(reverse("papers:file", args=[paper.pk, "docx"]))
    assert pdf.content == bytes(paper.pdf.content)
    assert pdf["Content-Disposition"] == "inline; filename*=utf-8''KH-L%C4%90L%C4%90-01-2020.pdf"
    assert (pdf["X-Content-Type-Options"], "sandbox" in pdf["Content-Security-Policy"]) == ("nosniff", True)
    assert word["Content-Disposition"].startswith("attachment;")
    assert window.get(reverse("papers:file", args=[paper.pk, "copy"])).status_code == 404


def test_a_copy_is_judged_by_its_content_and_kept_byte_for_byte(window, province, clerk):
    paper = issue_plan(province, clerk)
    signed = bytes(paper.pdf.content) + b"\n% signed"
    assert send(window, "attach", paper, file=SimpleUploadedFile("ký.pdf", b"MZ no pdf")).status_code == 422
    assert send(window, "attach", paper).status_code == 422
    assert send(window, "attach", paper, file=SimpleUploadedFile("ký số.pdf", signed)).status_code == 302
    copy = paper.files.get(kind="copy")
    assert (copy.name, bytes(copy.content), copy.added_by) == ("ký số.pdf", signed, clerk)
    again = send(window, "attach", paper, file=SimpleUploadedFile("nữa.pdf", signed))
    assert (again.status_code, "tệp đã gắn trước đây (ký số.pdf)" in again.content.decode()) == (409, True)
    own = send(window, "attach", paper, file=SimpleUploadedFile("in.pdf", bytes(paper.pdf.content)))
    assert (own.status_code, "chính bản in của cổng" in own.content.decode()) == (409, True)
    assert window.get(reverse("papers:copy", args=[copy.pk])).content == signed


def test_the_columns_of_the_register_are_filled_in_when_it_goes_out(window, province):
    paper = make_paper(province)
    values = {"kept_by": "VT", "copies": "12", "sent": "18/03/2020", "receipt": "Bưu điện", "remark": ""}
    assert send(window, "entry", paper, **values, seen=entry_mark(paper)).status_code == 302
    paper.refresh_from_db()
    assert (paper.copies, str(paper.sent), paper.receipt) == (12, "2020-03-18", "Bưu điện")
    assert send(window, "entry", paper, copies="nhiều").status_code == 422
    assert history(paper).last().label == "Ghi vào sổ"


def test_whoever_fills_in_what_somebody_else_has_filled_in_is_told(window, province):
    paper = make_paper(province)
    opened = {"kept_by": "VT", "seen": entry_mark(paper)}
    theirs, mine = opened | {"sent": "18/03/2020"}, opened | {"receipt": "Văn thư"}
    assert [send(window, "entry", paper, **theirs).status_code for _ in range(2)] == [302, 302]  # pressed twice
    told = send(window, "entry", paper, **mine)
    assert (told.status_code, told.context["entry_form"]["receipt"].value()) == (409, "Văn thư")
    theirs = "Đơn vị, người nhận bản lưu: VT; Ngày chuyển: 18/03/2020"
    assert told.context["reasons"][0].startswith(f"Người khác vừa ghi các cột này ({theirs}).")
    again = send(window, "entry", paper, **mine | {"seen": told.context["entry_form"]["seen"].value()})
    paper.refresh_from_db()
    assert (again.status_code, paper.sent, paper.receipt) == (302, None, "Văn thư")


def test_a_newer_paper_is_written_down_as_the_correction(window, province, clerk):
    old = issue_plan(province, clerk)
    silent = issue_plan(province, clerk)
    correction = issue_plan(province, clerk, lead=f"Đính chính số {old.number_text}.")
    given = {"names_as": "corrects", "reason": "In nhầm."}
    refused = send(window, "name-older", old, new=silent.pk, **given)
    assert (refused.status_code, "chưa nhắc đến số 01/KH-LĐLĐ" in refused.content.decode()) == (409, True)
    assert send(window, "name-older", old, new=correction.pk, **given).status_code == 302
    assert "được đính chính bởi" in page(window, "paper", old.pk)
    assert "đính chính <a" in page(window, "paper", correction.pk)
    assert history(old).last().label == "Bị đính chính bởi 03/KH-LĐLĐ"
    assert "có đính chính" in page(window, "register", standing="corrected")


def test_only_the_newest_papers_of_a_fitting_type_are_offered(window, province, monkeypatch):
    old = make_paper(province)
    types = ["QĐ", "CV", "TB", "KH", "KH"]
    newer = [make_paper(province, number=number, type_code=code) for number, code in enumerate(types, 2)]
    monkeypatch.setattr(issued, "CHOICES", 3)
    answer = window.get(reverse("papers:paper", args=[old.pk]))
    assert list(answer.context["names_form"].fields["new"].queryset) == [newer[4], newer[3], newer[1]]


# --- printing that did not end --------------------------------------------------------------------------------------------


def test_while_it_is_printed_the_page_asks_again(window, province, clerk, queue):
    paper = issue_plan(province, clerk)
    answer = window.get(reverse("papers:paper", args=[paper.pk]))
    assert (answer["Refresh"], "Đang in" in answer.content.decode()) == ("2", True)
    assert window.get(reverse("papers:file", args=[paper.pk, "pdf"])).status_code == 404


def test_a_print_that_failed_is_started_again_by_the_clerk(window, province, clerk, queue):
    paper = issue_plan(province, clerk)
    Job.objects.update(status="failed", message="Máy in hỏng.")
    shown = page(window, "paper", paper.pk)
    assert "Máy in hỏng." in shown and "In lại từ dữ liệu đã đóng băng" in shown
    assert send(window, "print-again", paper).status_code == 302
    paper.refresh_from_db()
    assert (Job.objects.count(), paper.job.status) == (2, "waiting")
    assert send(window, "print-again", paper).status_code == 302
    assert Job.objects.count() == 2  # pressed twice


# --- series -----------------------------------------------------------------------------------------------------------------


def test_the_clerk_splits_the_numbers_and_says_where_they_begin(window, province):
    values = {"unit": province.pk, "body": "", "name": "Quyết định", "type_codes": "QĐ , NQ"}
    assert window.post(reverse("papers:new-series"), values).status_code == 302
    series = NumberSeries.objects.get()
    assert series.codes == {"QĐ", "NQ"}
    twice = window.post(reverse("papers:new-series"), values | {"name": "Khác"})
    assert (twice.status_code, "Loại QĐ đã thuộc sổ “Quyết định”." in twice.content.decode()) == (422, True)
    assert send(window, "series-start", series, year="2026", start="153").status_code == 302
    assert SeriesYear.objects.get().last == 153
    assert send(window, "series", series, name="Quyết định, nghị quyết", type_codes="QĐ").status_code == 302
    assert "năm 2026: 153" in page(window, "all-series")


def test_a_type_is_written_with_the_letters_of_the_decree(window, province):
    """Written otherwise it would cover nothing; a type that the decree does not list keeps the office's letters."""
    values = {"unit": province.pk, "body": "", "name": "Quyết định"}
    refused = window.post(reverse("papers:new-series"), values | {"type_codes": "qđ, hd, KL, HĐ"})
    assert refused.status_code == 422
    assert refused.context["form"].errors == {
        "type_codes": ["Không có loại “qđ”: Nghị định viết là QĐ.", "Không có loại “hd”: Nghị định viết là HD hoặc HĐ."]
    }
    assert window.post(reverse("papers:new-series"), values | {"type_codes": "QĐ, KL"}).status_code == 302
    assert NumberSeries.objects.get().codes == {"QĐ", "KL"}


def test_the_clerk_sees_the_series_of_the_province_and_opens_the_own(tree, province, client):
    own = NumberSeries.objects.create(unit=tree.than_uyen, name="Sổ huyện")
    other = NumberSeries.objects.create(unit=province, name="Sổ tỉnh")
    of_the_district = person("clerk", tree.than_uyen)
    hold(of_the_district, "approver", province)
    client.force_login(of_the_district)
    shown = page(client, "all-series")
    assert [reverse("papers:series", args=[series.pk]) in shown for series in (own, other)] == [True, False]
    assert "Sổ tỉnh" in shown


def test_a_clerk_opens_no_series_for_another_office(window, tree):
    values = {"unit": tree.than_uyen.pk, "body": "", "name": "Sổ", "type_codes": ""}
    assert window.post(reverse("papers:new-series"), values).status_code == 422
