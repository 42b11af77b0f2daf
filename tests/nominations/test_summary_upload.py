"""A unit's list comes in from Excel: previewed row by row, written once and whole, and never a person twice."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conferences.models import Honour
from nominations.models import Achievement, Dossier, Nominee, NomineeKind
from portal import clock
from portal.models import Upload
from tests.builders import make_dossier, person
from tests.nominations.summary_lists import FIRST, HONOURS, book, invented, people_list
from tests.nominations.test_summary_list import planted

pytestmark = pytest.mark.django_db


def make_honours() -> dict[str, Honour]:
    """The catalogue of the tests as rows; what is there already stays."""
    rows = {}
    for at, (code, kind, name, aliases, subject, step) in enumerate(HONOURS):
        facts = {"kind": kind, "name": name, "aliases": list(aliases), "subject": subject, "step": step, "position": at}
        rows[code] = Honour.objects.filter(code=code).first() or Honour.objects.create(code=code, **facts)
    return rows


@pytest.fixture
def school(campaign, client) -> SimpleNamespace:
    """The filer of Than Uyên's school, whose plan takes dossiers of one category of people and one of collectives."""
    make_honours()
    client.force_login(campaign.filer)
    campaign.table.rows.get(unit=campaign.tree.than_uyen).quotas.exclude(category__key__in=("person-public", "person-business", "collective-public")).delete()
    return campaign


def address(name: str, school, *args: str) -> str:
    return f"{reverse(f'nominations:{name}', args=args)}?plan={school.plan.pk}&unit={school.school.pk}"


def send(client, school, content: bytes, name: str = "danh-sach.xlsx"):
    return client.post(address("upload-list", school), {"file": SimpleUploadedFile(name, content)})


def preview(client, school, content: bytes):
    answer = send(client, school, content)
    assert answer.status_code == 302, answer.context["form"].errors
    return client.get(answer.url)


def form_of(page, **changes) -> dict[str, str]:
    """What a browser sends back; a box that is not ticked is not sent."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields} | changes
    return {name: "on" if value is True else value for name, value in values.items() if value not in (None, False)}


def confirm(client, page, **changes):
    return client.post(page.request["PATH_INFO"], form_of(page, **changes))


def counts(page) -> tuple[int, int, int, int]:
    """New, changed, the same, wrong."""
    return tuple(len(page.context[name]) for name in ("new", "changed", "same")) + (page.context["wrong"],)


def stored() -> tuple[int, int, int]:
    return Nominee.objects.count(), Dossier.objects.count(), Achievement.objects.count()


def test_a_list_is_looked_at_and_then_written_once(client, school):
    page = preview(client, school, people_list(invented(5)))
    assert (counts(page), stored()) == ((5, 0, 0, 0), (0, 0, 0))
    answers = [confirm(client, page) for _ in range(2)]  # the second press is the first
    assert [answer.url for answer in answers] == [address("dossiers", school)] * 2
    assert stored()[:2] == (5, 5)
    first = Nominee.objects.get(name="H'Hen Niê")
    dossier = first.dossiers.get()
    assert (dossier.status, dossier.unit, dossier.plan, dossier.created_by) == ("draft", school.school, school.plan, school.filer)
    assert (dossier.category.key, dossier.achievements) == ("person-public", "Hoàn thành tốt công việc thứ 1.")
    assert dossier.history.get().history_change_reason == "Từ tệp Excel “danh-sach.xlsx”."
    assert (first.sex, first.birth_year, first.search_key) == ("male", 1966, "hhen nie")
    merits = [f"{row.year} {row.honour.code} {row.number}".strip() for row in first.achievements.order_by("year", "pk")]
    assert merits == ["2016 ldtt", "2017 ldtt", "2018 ldtt", "2019 ldtt", "2019 cstd-co-so 100/QĐ-UBND"]


def test_it_counts_against_what_one_person_may_keep(client, school, settings):
    content = people_list(invented(1))
    settings.UPLOAD_OWNER_BYTES = 2 * len(content) - 1
    assert send(client, school, content).status_code == 302
    full = send(client, school, content)
    assert (full.status_code, Upload.objects.count()) == (422, 1)
    assert full.context["form"].errors["file"] == [
        "Bạn đã dùng hết 0 MB dành cho tệp của mỗi người: hãy nhờ quản trị nâng hạn mức."
    ]


def test_the_same_file_again_is_told_and_makes_nothing(client, school):
    content = people_list(invented(5))
    confirm(client, preview(client, school, content))
    before = stored()
    page = preview(client, school, content)
    assert (counts(page), page.context["may_write"]) == ((0, 0, 5, 0), False)
    day = timezone.localtime(page.context["earlier"].created)
    assert f"Tệp này đã nhập ngày {day:%d/%m/%Y} bởi {school.filer}." in page.content.decode()
    assert confirm(client, page).status_code == 409
    assert stored() == before


def test_what_a_corrected_file_changes_is_shown_and_written(client, school):
    rows = invented(3)
    confirm(client, preview(client, school, people_list(rows)))
    rows[0][2], rows[0][6] = "Hiệu phó", "Lao động tiên tiến các năm 2015, 2016"
    page = preview(client, school, people_list(rows))
    assert counts(page) == (0, 1, 2, 0)
    assert [(change.label, change.before, change.after, change.cell) for change in page.context["changed"][0].changes] == [
        ("chức vụ, nơi làm việc", "Giáo viên Ngữ văn", "Hiệu phó", f"C{FIRST}"),
        ("thành tích", "(chưa có)", "2015: Lao động tiên tiến", f"G{FIRST}"),
    ]
    confirm(client, page)
    dossier = Dossier.objects.get(name="H'Hen Niê")
    assert (dossier.position, dossier.nominee.position, dossier.version, dossier.nominee.version) == ("Hiệu phó", "Hiệu phó", 2, 2)
    assert (stored()[:2], dossier.nominee.achievements.filter(year=2015).count()) == ((3, 3), 1)


def test_a_fault_of_many_rows_is_said_once_with_the_first_of_them(client, school):
    page = preview(client, school, people_list(invented(12), lambda sheet: sheet.delete_cols(9)))
    assert (counts(page), len(page.context["faults"])) == ((0, 0, 0, 12), 12)
    first = ", ".join(str(FIRST + at) for at in range(10))
    [sentence] = page.context["sentences"]
    assert sentence.startswith("Đầu bảng ở dòng")
    assert sentence.endswith(f". (12 dòng: {first}, …)")


def test_wrong_rows_are_left_out_only_by_choice_and_come_later(client, school):
    rows = invented(4)
    rows[1][1], rows[2][3], rows[2][4] = None, "31/02/1980", None
    page = preview(client, school, people_list(rows))
    assert counts(page) == (2, 0, 0, 2)
    assert [fault.sentence for _, fault in page.context["faults"]] == [
        f"Dòng {FIRST + 1} chưa ghi họ và tên.",
        f"Ô D{FIRST + 2}: ngày “31/02/1980” sai: tháng 2 năm 1980 có các ngày từ 1 đến 29.",
    ]
    refused = confirm(client, page)
    assert (refused.status_code, stored()) == (422, (0, 0, 0))
    assert refused.context["form"].errors["sound"] == ["Hãy chọn ô này, hoặc sửa tệp rồi tải lại."]
    confirm(client, page, sound=True)
    assert stored()[:2] == (2, 2)
    page = preview(client, school, people_list(invented(4)))
    assert counts(page) == (2, 0, 2, 0)
    confirm(client, page)
    assert stored()[:2] == (4, 4)


def test_three_hundred_people_with_forty_faults_come_in_once_each(client, school):
    rows, said = planted()
    with clock.standing_at(datetime(2020, 4, 20, 8, tzinfo=UTC)):
        client.force_login(school.filer)
        page = preview(client, school, people_list(rows))
        assert counts(page) == (300 - len(said), 0, 0, len(said))
        confirm(client, page, sound=True)
        assert stored()[:2] == (300 - len(said), 300 - len(said))
        page = preview(client, school, people_list(invented(300)))
        assert counts(page) == (len(said), 0, 300 - len(said), 0)
        assert page.context["doubtful"] == []
        confirm(client, page)
        assert stored()[:2] == (300, 300)


def test_the_faults_go_out_as_a_column(client, school):
    rows = invented(2)
    rows[1][8] = "Cá nhân khối hành chinh"
    page = preview(client, school, people_list(rows))
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(page.request["PATH_INFO"] + "errors.xlsx").content)).active
    found = {row[1]: row[-1] for row in sheet.iter_rows(values_only=True)}
    assert found["Y Ngông Niêkdăm"] == (
        f"Ô I{FIRST + 1}: không có đối tượng “Cá nhân khối hành chinh”; có phải “Cá nhân khối hành chính, sự nghiệp”, "
        "“Cá nhân khối sản xuất kinh doanh”?"
    )
    assert found["H'Hen Niê"] is None


def test_somebody_known_before_gets_a_dossier_and_is_not_made_twice(client, school):
    rows = invented(1)
    kind = NomineeKind.objects.get(code="person")
    known = Nominee.objects.create(unit=school.school, kind=kind, name="H’HEN NIÊ", birth_year=1966, created_by=school.filer)
    rows[0][3] = "1966"
    page = preview(client, school, people_list(rows))
    assert [(one.known.key, one.doubles) for one, _ in page.context["new"]] == [(known.pk, ())]
    confirm(client, page)
    assert (Nominee.objects.count(), known.dossiers.count()) == (1, 1)


def test_a_possible_double_is_shown_and_left_out_unless_it_is_somebody_else(client, school):
    rows = invented(1)
    kind = NomineeKind.objects.get(code="person")
    Nominee.objects.create(unit=school.school, kind=kind, name="Niê H'Hen", birth_year=1990, position="Kế toán", created_by=school.filer)
    page = preview(client, school, people_list(rows))
    assert [one.doubles for one in page.context["doubtful"]] == [("Niê H'Hen, sinh 1990, Kế toán",)]
    assert confirm(client, page).context["reasons"] == ["Không còn dòng nào để nhập."]
    confirm(client, page, doubtful=True)
    assert stored()[:2] == (2, 1)


def test_a_filed_dossier_is_not_changed_from_a_file(client, school):
    rows = invented(2)
    confirm(client, preview(client, school, people_list(rows)))
    Dossier.objects.filter(name="H'Hen Niê").update(status="endorsed")
    assert counts(preview(client, school, people_list(rows))) == (0, 0, 2, 0)
    rows[0][5] = "Khác."
    page = preview(client, school, people_list(rows))
    assert [fault.sentence for _, fault in page.context["faults"]] == [
        f"Ô B{FIRST}: hồ sơ của “H'Hen Niê” đã ký duyệt, không sửa bằng tệp được; tệp ghi khác ở: tóm tắt thành tích."
    ]


def test_what_somebody_changed_meanwhile_is_shown_first(client, school):
    rows = invented(2)
    confirm(client, preview(client, school, people_list(rows)))
    rows[0][5] = "Khác."
    page = preview(client, school, people_list(rows))
    dossier = Dossier.objects.get(name="H'Hen Niê")
    dossier.achievements, dossier.version = "Người khác vừa viết.", 2
    dossier.save()
    late = confirm(client, page)
    assert (late.status_code, late.context["reasons"]) == (
        409, ["Hồ sơ của đơn vị vừa được người khác sửa. Hãy xem lại danh sách dưới đây, so với hồ sơ bây giờ, rồi nhập."]
    )  # fmt: skip
    assert late.context["changed"][0].changes[0].before == "Người khác vừa viết."
    assert confirm(client, late).status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).achievements == "Khác."


def test_names_in_capitals_are_written_as_usual_unless_one_insists(client, school):
    rows = invented(8)[6:]
    rows[0][1] = "TRẦN THỊ HOA"
    page = preview(client, school, people_list(rows))
    assert [(line.name, line.usual) for line in page.context["unusual"]] == [("TRẦN THỊ HOA", "Trần Thị Hoa")]
    confirm(client, page)
    assert Dossier.objects.filter(name="Trần Thị Hoa").count() == 1
    assert counts(preview(client, school, people_list(rows))) == (0, 0, 2, 0)
    rows[0][1] = "LÒ VĂN SƠN"
    confirm(client, preview(client, school, people_list(rows)), usual=False)
    assert Dossier.objects.filter(name="LÒ VĂN SƠN").count() == 1


def test_collectives_stand_on_a_sheet_of_their_own(client, school):
    def teams(sheet) -> None:
        sheet.append(("STT", "Tên tập thể", "Tổng số lao động/đoàn viên", "Tóm tắt thành tích", "Danh hiệu đã đạt"))
        sheet.append((1, "Tổ Khoa học tự nhiên", 12, "Dạy tốt.", "Tập thể lao động xuất sắc năm 2019"))

    page = preview(client, school, book(("Tập thể", teams)))
    confirm(client, page)
    dossier = Dossier.objects.get()
    assert (dossier.name, dossier.category.key, dossier.nominee.kind_id, dossier.nominee.people) == ("Tổ Khoa học tự nhiên", "collective-public", "other", 12)


def test_what_goes_out_comes_in_unchanged(client, school):
    confirm(client, preview(client, school, people_list(invented(12))))
    out = client.get(address("summary-list", school, "xlsx"))
    assert out["Content-Disposition"] == f'attachment; filename="danh-sach-trich-ngang-{school.plan.pk}-{school.school.pk}.xlsx"'
    page = preview(client, school, out.content)
    assert counts(page) == (0, 0, 12, 0)
    assert (page.context["doubts"], page.context["warnings"]) == ([], [])


def test_the_empty_form_has_drop_downs_and_a_protected_head(client, school):
    empty = client.get(address("list-form", school)).content
    made = openpyxl.load_workbook(io.BytesIO(empty))
    assert made.sheetnames == ["Cá nhân", "Tập thể", "Hướng dẫn"]
    sheet = made["Cá nhân"]
    offered = {str(one.sqref).split(":")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    guide = [row[1].value for row in made["Hướng dẫn"].iter_rows()]
    labels = ["Cá nhân khối hành chính, sự nghiệp", "Cá nhân khối sản xuất kinh doanh"]
    first = guide.index(labels[0]) + 1
    assert offered["J6"] == f"'Hướng dẫn'!$B${first}:$B${first + 1}"
    assert (sheet.protection.sheet, sheet["B4"].protection.locked, sheet["B9"].protection.locked) == (True, True, False)
    assert "Dân tộc" not in [cell.value for cell in sheet[4]]
    answer = send(client, school, empty)
    assert counts(client.get(answer.url)) == (0, 0, 0, 0)


def test_ethnic_group_and_party_only_where_the_plan_asks(client, school):
    rows = [[*row, "Thái", "03/02/2010"] for row in invented(1)]

    def besides(sheet) -> None:
        sheet["K6"], sheet["L6"] = "Dân tộc", "Ngày vào Đảng"

    content = people_list(rows, besides)
    page = preview(client, school, content)
    assert [note for note in page.context["notes"] if "Cột" in note] == [
        "Cột “Dân tộc” không được đọc: kế hoạch không hỏi điều này.",
        "Cột “Ngày vào Đảng” không được đọc: kế hoạch không hỏi điều này.",
    ]
    school.plan.asks = ["ethnic_group", "party"]
    school.plan.save()
    confirm(client, preview(client, school, content))
    nominee = Nominee.objects.get()
    assert (nominee.ethnic_group, f"{nominee.party_since:%d/%m/%Y}") == ("Thái", "03/02/2010")
    heads = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(client.get(address("list-form", school)).content))["Cá nhân"][4]]
    assert ("Dân tộc" in heads, "Ngày vào Đảng" in heads) == (True, True)


def test_another_person_s_file_and_another_unit_are_not_there(client, school):
    answer = send(client, school, people_list(invented(1)))
    other = person("filer", school.tree.tan_uyen_school)
    client.force_login(other)
    assert client.get(answer.url).status_code == 404
    assert client.get(address("upload-list", school)).status_code == 404
    assert client.get(address("summary-list", school, "xlsx")).status_code == 404
    client.force_login(school.officer)
    assert client.get(address("upload-list", school)).status_code == 403
    assert Upload.objects.count() == 1


def test_the_office_sees_only_what_was_filed(client, school):
    make_dossier(school.plan, school.school, name="Chưa nộp")
    make_dossier(school.plan, school.school, name="Đã nộp", status="submitted")
    client.force_login(school.officer)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(address("summary-list", school, "xlsx")).content))["Cá nhân"]
    assert [row[1] for row in sheet.iter_rows(min_row=6, values_only=True) if row[1]] == ["Đã nộp"]


def test_what_is_no_list_is_refused_on_the_first_page(client, school):
    answer = send(client, school, b"STT;T\xc3\xaan\n1;2", "a.csv")
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == ["Đây là tệp văn bản (CSV), không phải Excel: hãy mở bằng Excel, lưu thành .xlsx rồi tải lên."]


def test_thirty_rows_ask_no_more_queries_than_one(client, school):
    def queries(count: int) -> tuple[int, int]:
        Achievement.objects.all().delete()
        Dossier.objects.all().delete()
        Nominee.objects.all().delete()
        rows = invented(count + 6)[6:]
        confirm(client, preview(client, school, people_list(rows)))
        for row in rows:
            row[2], row[6] = "Phó hiệu trưởng", f"{row[6]}\nBK TLĐ năm 2019"
        page = preview(client, school, people_list(rows))
        assert counts(page) == (0, count, 0, 0)
        with CaptureQueriesContext(connection) as shown:
            client.get(page.request["PATH_INFO"])
        with CaptureQueriesContext(connection) as written:
            assert confirm(client, page).status_code == 302
        return len(shown), len(written)

    assert queries(1) == queries(30)
