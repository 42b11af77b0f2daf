"""A table goes out to Excel, is changed, and comes in again: every difference is shown, every fault named by its cell."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl.worksheet.worksheet import Worksheet

from conferences.actions.quota_upload import kept_of, read_file, write_upload
from conferences.models import Allocation, Quota
from conferences.quota_upload import Comparison
from conferences.querysets import table_of
from conferences.sheets import allocation_sheet
from organizations.models import Bloc
from portal import clock, sheet_upload
from portal.models import Upload
from portal.moves import Overtaken
from portal.storing import sweep
from portal.xlsx import write
from portal.xlsx.book import XlsxRefused
from portal.xlsx.faults import faults_sheet
from tests.builders import make_plan, make_table, make_unit, person

pytestmark = pytest.mark.django_db

PUBLIC_TEAM, TEAM, PUBLIC_PERSON, PERSON = "F", "G", "H", "I"  # the columns of the four categories
FIRST = 7  # the row of the first unit: lines, an empty one, a head of two


@pytest.fixture
def table(tree) -> Allocation:
    """Three rows: Than Uyên 2 1 4 2, Tân Uyên 1 1 2 4, and a bloc 0 3 0 5."""
    bloc = Bloc.objects.create(owner=tree.province, name="Khối doanh nghiệp")
    rows = {tree.than_uyen: (2, 1, 4, 2), tree.tan_uyen: (1, 1, 2, 4), bloc: (0, 3, 0, 5)}
    return make_table(make_plan(tree.province, status="draft"), rows, status="draft")


def edited(table: Allocation, change: Callable[[Worksheet], object]) -> bytes:
    """The table's own sheet, opened in Excel and changed."""
    book = openpyxl.load_workbook(io.BytesIO(allocation_sheet(table)))
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(**values) -> Callable[[Worksheet], object]:
    """`F7=3`: what is typed into which cell."""

    def change(sheet: Worksheet) -> None:
        for place, value in values.items():
            sheet[place] = value

    return change


def compared(table: Allocation, **values) -> Comparison:
    return read_file(table, edited(table, cells(**values))).comparison


def faults(table: Allocation, **values) -> list[str]:
    return [fault.sentence for fault in compared(table, **values).faults]


def changes(found: Comparison) -> list[tuple]:
    return [(change.line.label, change.column.key, change.before, change.after, change.cell) for change in found.changes]


def places(table: Allocation) -> list[tuple[int, ...]]:
    return [line.places for line in table_of(table).lines]


STORED = [(2, 1, 4, 2), (1, 1, 2, 4), (0, 3, 0, 5)]


# --- what would change ----------------------------------------------------------------------------------------------


def test_what_goes_out_comes_in_without_a_change(table):
    found = read_file(table, allocation_sheet(table)).comparison
    assert (found.changes, found.faults, found.absent, found.weights, found.notes, found.warnings) == ((), (), (), (), (), ())
    assert found.read == 3


def test_the_real_table_comes_in_without_a_change(real_plan):
    table = real_plan.allocations.get()
    found = read_file(table, allocation_sheet(table)).comparison
    assert (found.changes, found.faults, found.read) == ((), (), 11)


def test_changed_cells_are_found_with_both_figures(table):
    columns = list(table.plan.categories.values_list("pk", flat=True))
    found = compared(table, F7=3, I9="1.000")
    assert changes(found) == [
        ("LĐLĐ huyện Than Uyên", columns[0], 2, 3, "F7"),
        ("Khối doanh nghiệp", columns[3], 5, 1000, "I9"),
    ]
    assert found.faults == ()
    assert found.notes == ("9 ô cộng trong tệp còn là số cũ; cổng tự cộng lại.",)


def test_an_empty_cell_keeps_the_figure_and_0_takes_it_away(table):
    found = compared(table, F7=None, H7=0)
    assert [(change.before, change.after, change.cell) for change in found.changes] == [(4, 0, "H7")]


def test_a_row_that_the_file_leaves_out_stays_and_is_named(table):
    found = read_file(table, edited(table, lambda sheet: sheet.delete_rows(FIRST + 1))).comparison
    assert (found.changes, found.faults, found.absent) == ((), (), ("LĐLĐ huyện Tân Uyên",))


def test_rows_and_columns_may_be_moved(table):
    book = openpyxl.Workbook()
    heads = ("Cá nhân khối sản xuất kinh doanh", "cá nhân khối HÀNH CHÍNH, sự nghiệp", "Tập thể khối sản xuất kinh doanh")
    book.active.append((*heads, "Tập thể khối hành chính, sự nghiệp", "Đơn vị"))
    for line in reversed(table_of(table).lines):
        book.active.append((line.places[3] + 1, *line.places[2::-1], line.label))
    book.save(out := io.BytesIO())
    found = read_file(table, out.getvalue()).comparison
    assert [(change.line.label, change.before, change.after, change.cell) for change in found.changes] == [
        ("LĐLĐ huyện Than Uyên", 2, 3, "A4"),
        ("LĐLĐ huyện Tân Uyên", 4, 5, "A3"),
        ("Khối doanh nghiệp", 5, 6, "A2"),
    ]


def test_a_unit_is_known_by_its_full_name_and_without_marks(table):
    assert faults(table, B7="Liên đoàn Lao động huyện Than Uyên", B8="LDLD huyen Tan Uyen") == []


def test_rows_that_are_no_units_are_passed_over(table):
    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(FIRST)
        for column, number in enumerate(("A", "B", 1, 2, 3, 4, 5, 6, 7), 1):
            sheet.cell(FIRST, column, number)
        sheet["B13"], sheet["B14"] = "Người lập biểu", "Nguyễn Văn Mẫu"

    found = read_file(table, edited(table, change)).comparison
    assert (found.changes, found.faults, found.read) == ((), (), 3)
    assert found.notes == ("Bỏ qua 3 dòng không phải đơn vị (dòng 7, 13, 14).",)


def test_blocs_of_one_name_are_told_apart_by_their_groups(tree):
    blocs = [Bloc.objects.create(owner=tree.province, name=f"Khối {at}", group=group) for group in "AB" for at in (1, 2)]
    table = make_table(make_plan(tree.province, status="draft"), dict.fromkeys(blocs, (1, 1, 1, 1)), status="draft")
    found = compared(table, F8=5, F12=7)  # row 7 and 10 are the groups
    assert (found.faults, found.read) == ((), 4)
    assert [(change.line.label, change.after) for change in found.changes] == [("A: Khối 1", 5), ("B: Khối 2", 7)]


# --- what is wrong --------------------------------------------------------------------------------------------------

REMEDY = "một nghìn viết là 1.000, một phẩy năm viết là 1,5"


def test_every_fault_is_named_with_its_cell_all_at_once(table):
    said = faults(table, F7=-1, G7="hai", H7=2.5, I7="#N/A", F8="=SUM(A1:A2)", G8=True, H8=99_999, B9="Khối doanh nhân", I9="1e3")
    assert said == [
        "Ô F7 là -1: không nhận số âm.",
        f"Ô G7: “hai” không đọc được là số: {REMEDY}.",
        "Ô H7 là 2,5: hãy ghi số nguyên.",
        "Ô I7 báo lỗi #N/A: hãy sửa công thức hoặc gõ giá trị.",
        "Ô F8 có công thức chưa được tính: hãy mở bằng Excel, lưu lại rồi tải lên.",
        "Ô G8 là TRUE: hãy gõ giá trị cần ghi.",
        "Ô H8 là 99.999: nhiều nhất 10.000.",
        "Ô B9: bảng không có đơn vị “Khối doanh nhân”; có phải “Khối doanh nghiệp”?",
    ]
    assert places(table) == STORED


def test_a_unit_twice_an_unknown_one_and_one_of_another_table(table, tree):
    assert faults(table, B8="LĐLĐ huyện Than Uyên") == ["Ô B8: “LĐLĐ huyện Than Uyên” đã có ở dòng 7; mỗi đơn vị chỉ một dòng."]
    assert faults(table, B8="Xyz") == ["Ô B8: bảng không có đơn vị “Xyz”; hãy xem lại tên."]
    assert faults(table, B8="LĐLĐ tỉnh Điện Biên") == [
        "Ô B8: “LĐLĐ tỉnh Điện Biên” không có dòng trong bảng này; hãy thêm dòng ở phần soạn kế hoạch, hoặc bỏ dòng khỏi tệp."
    ]
    assert faults(table, B8=None) == ["Dòng 8 có số mà chưa ghi tên đơn vị."]


def test_at_most_three_names_are_suggested(tree):
    units = [make_unit(f"Công đoàn xã Mường {name}", tree.province) for name in ("Than", "Thanh", "Thao", "Thai", "Tha")]
    table = make_table(make_plan(tree.province, status="draft"), dict.fromkeys(units, (1, 1, 1, 1)), status="draft")
    (said,) = faults(table, B7="Công đoàn xã Mường Thâng")
    assert said.count("“") == 4


def test_sums_that_do_not_add_up(table):
    """C, D, E are the sums of a row; row 10 is the total. What still says the old sum is no fault, nor the right one."""
    assert faults(table, C7=10) == ["Ô C7 ghi tổng 10, các số trong tệp cộng được 9."]
    assert faults(table, F7=3, C7=10, D7=4, F10=4, C10=26, D10=9) == []
    assert faults(table, F7=3, F10=5) == ["Ô F10 ghi tổng 5, các số trong tệp cộng được 4."]


def test_a_missing_category_and_a_foreign_table_refuse_the_file(table):
    with pytest.raises(XlsxRefused) as refused:
        compared(table, G6="Tập thể khác")
    assert str(refused.value) == "Đầu bảng ở dòng 6 của trang “Phân bổ lần 1”: thiếu cột “Tập thể khối sản xuất kinh doanh”."


def test_merged_figures_are_a_fault(table):
    content = edited(table, lambda sheet: sheet.merge_cells("F7:G7"))
    (fault,) = read_file(table, content).comparison.faults
    assert fault.sentence == "Các ô F7:G7 bị gộp: hãy bỏ gộp rồi gõ giá trị vào từng ô."


def test_the_faults_go_out_as_a_column_and_the_file_can_come_in_again(table):
    read = read_file(table, edited(table, cells(F7=-1, B8="Xyz")))
    out = write([faults_sheet(read.found, read.comparison.faults, "bang.xlsx")])
    sheet = openpyxl.load_workbook(io.BytesIO(out)).active
    rows = list(sheet.values)
    assert rows[0][0] == "Các lỗi của tệp bang.xlsx"
    assert rows[2][:2] + rows[2][5:6] + rows[2][-1:] == ("STT", "Tên đơn vị, khối", "Tập thể khối hành chính, sự nghiệp", "Lỗi")
    assert [row[-1] for row in rows[3:]] == ["Ô F7 là -1: không nhận số âm.", "Ô B8: bảng không có đơn vị “Xyz”; hãy xem lại tên.", None, None]
    again = read_file(table, out).comparison
    assert [fault.sentence for fault in again.faults] == ["Ô F4 là -1: không nhận số âm.", "Ô B5: bảng không có đơn vị “Xyz”; hãy xem lại tên."]


# --- weights --------------------------------------------------------------------------------------------------------


def with_column(table: Allocation, name: str, *figures) -> bytes:
    def change(sheet: Worksheet) -> None:
        sheet["J6"] = name
        for row, figure in enumerate(figures, FIRST):
            sheet.cell(row, 10, figure)

    return edited(table, change)


def test_a_column_of_figures_becomes_weights_under_its_name(table, tree):
    officer = person("officer", tree.province)
    read = read_file(table, with_column(table, "Số lao động", 1200, "1.000", None))
    (column,) = read.weights
    write_upload(table, read, name="a.xlsx", reason="", weights=column, by=officer)
    table.refresh_from_db()
    assert list(table.rows.values_list("weights", flat=True)) == [{"uploaded": 1200}, {"uploaded": 1000}, {}]
    assert table.rule == {"weights": {"uploaded": "Số lao động"}}
    assert (table.version, places(table)) == (2, STORED)
    assert table.history.first().history_change_reason == "Từ tệp Excel “a.xlsx”.\nCột “Số lao động” thành trọng số của 2 dòng."


def test_weights_of_a_draft_go_out_and_come_in_again(table, tree):
    for row, figures in zip(table.rows.all(), ({"total": 900, "uploaded": 7}, {"total": 800}, {}), strict=True):
        table.rows.filter(pk=row.pk).update(weights=figures)
    table.rule = {"weights": {"uploaded": "Số lao động"}}
    table.save()
    rows = list(openpyxl.load_workbook(io.BytesIO(allocation_sheet(table))).active.values)
    assert [row[9:] for row in rows[4:10]] == [
        ("Căn cứ chia", None), ("Đoàn viên", "Số lao động"), (900, 7), (800, None), (None, None), (None, None),
    ]  # fmt: skip
    read = read_file(table, allocation_sheet(table))
    assert (read.comparison.faults, read.comparison.changes, read.weights) == ((), (), ())
    Allocation.objects.update(status="published")
    table.refresh_from_db()
    assert len(next(openpyxl.load_workbook(io.BytesIO(allocation_sheet(table))).active.values)) == 9


def test_a_column_by_which_the_table_is_shared_is_not_changed_from_a_file(table):
    table.rule = {"weights": {"uploaded": "Số lao động"}, "pools": [{"figure": "uploaded"}]}
    table.save()
    read = read_file(table, with_column(table, "Số lao động", 1, 2, 3))
    assert (read.weights, read.weights_in_use) == ((), "Số lao động")


def test_a_column_of_words_is_no_weight_and_one_with_a_fault_says_why(table):
    assert compared(table, J6="Ghi chú", J7="xem lại").warnings == ()
    assert compared(table, J6="Số lao động", J7=5, J8=-1).warnings == (
        "Cột “Số lao động” không dùng làm trọng số được: Ô J8 là -1: không nhận số âm.",
    )


# --- writing --------------------------------------------------------------------------------------------------------


def test_a_file_of_an_older_version_says_so_and_its_sums_are_no_fault(table):
    content = edited(table, cells(F7=3, F10=9))
    assert [fault.sentence for fault in read_file(table, content).comparison.faults] == ["Ô F10 ghi tổng 9, các số trong tệp cộng được 4."]
    table.version = 3
    found = read_file(table, content).comparison
    assert (found.faults, found.warnings) == ((), (
        "Tệp lấy từ bản lưu số 1, nay bảng ở bản lưu số 3: số người khác sửa từ đó đến nay cũng hiện thành thay đổi.",
        "Ô F10 ghi tổng 9, các số trong tệp cộng được 4.",
    ))  # fmt: skip


def test_what_was_shown_is_written_and_said_in_the_history(table, tree):
    read = read_file(table, edited(table, cells(F7=3, I9=6)))
    write_upload(table, read, name="bang.xlsx", reason="", weights=None, by=person("officer", tree.province))
    assert places(table) == [(3, 1, 4, 2), (1, 1, 2, 4), (0, 3, 0, 6)]
    table.refresh_from_db()
    assert table.history.first().history_change_reason == (
        "Từ tệp Excel “bang.xlsx”.\n"
        "LĐLĐ huyện Than Uyên, Tập thể khối hành chính, sự nghiệp: 2 → 3\n"
        "Khối doanh nghiệp, Cá nhân khối sản xuất kinh doanh: 5 → 6"
    )


def test_nothing_is_written_over_somebody_else_s_change(table, tree):
    read = read_file(table, edited(table, cells(F7=3)))
    Allocation.objects.update(version=2)
    with pytest.raises(Overtaken):
        write_upload(table, read, name="a", reason="", weights=None, by=person("officer", tree.province))
    assert places(table) == STORED


def test_weights_and_figures_are_written_together_or_not_at_all(table, tree):
    Quota.objects.filter(row__position=1).update(shared=2)
    read = read_file(table, with_column(table, "Số lao động", 1, 2, 3))
    read = read.__class__(**vars(read) | {"comparison": compared(table, F7=3)})
    with pytest.raises(Exception, match="hãy ghi lý do"):
        write_upload(table, read, name="a", reason="", weights=read.weights[0], by=person("officer", tree.province))
    assert set(table.rows.values_list("weights__uploaded", flat=True)) == {None}


# --- the pages ------------------------------------------------------------------------------------------------------


@pytest.fixture
def officer(client, tree):
    user = person("officer", tree.province)
    client.force_login(user)
    return user


def send(client, table: Allocation, content: bytes, name: str = "bang.xlsx"):
    return client.post(reverse("conferences:upload-allocation", args=[table.pk]), {"file": SimpleUploadedFile(name, content)})


def sent_page(client, table: Allocation, content: bytes):
    """The page that shows what the file changes."""
    answer = send(client, table, content)
    assert answer.status_code == 302
    return client.get(answer.url)


def form_of(page) -> dict[str, str]:
    """What a browser sends back unchanged."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields}


def test_a_file_is_looked_at_and_then_written(client, officer, table):
    page = sent_page(client, table, edited(table, cells(F7=3)))
    assert (page.status_code, page.context["before"], page.context["after"], page.context["may_write"]) == (200, 25, 26, True)
    assert places(table) == STORED
    answers = [client.post(page.request["PATH_INFO"], form_of(page)) for _ in range(2)]  # the second press is the first
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, reverse("conferences:allocation", args=[table.pk]))] * 2
    assert places(table)[0] == (3, 1, 4, 2)
    table.refresh_from_db()
    assert table.version == 2


def test_a_reason_is_asked_where_the_rule_gave_another_figure(client, officer, table):
    assert "reason" not in sent_page(client, table, edited(table, cells(F7=3))).context["form"].fields
    Quota.objects.filter(row__position=1, category__position=1).update(shared=2)
    page = sent_page(client, table, edited(table, cells(F7=3)))
    assert page.context["form"]["reason"].value() == "Sửa từ tệp Excel “bang.xlsx”"
    empty = client.post(page.request["PATH_INFO"], form_of(page) | {"reason": " "})
    assert (empty.status_code, set(empty.context["form"].errors)) == (422, {"reason"})
    client.post(page.request["PATH_INFO"], form_of(page) | {"reason": "Có hai doanh nghiệp mới."})
    assert Quota.objects.get(row__position=1, category__position=1).reason == "Có hai doanh nghiệp mới."


def test_faults_leave_nothing_to_press_and_can_be_downloaded(client, officer, table):
    page = sent_page(client, table, edited(table, cells(F7=-1, B8="Xyz")))
    text = page.content.decode()
    assert "Tệp có 2 lỗi, chưa ghi gì." in text
    assert "Ô F7 là -1: không nhận số âm." in text
    assert 'name="form_token"' not in text
    assert client.post(page.request["PATH_INFO"], {"version": "1"}).status_code == 409
    sheet = client.get(page.request["PATH_INFO"] + "errors.xlsx")
    assert sheet.content.startswith(b"PK")
    assert sheet["Content-Disposition"] == f'attachment; filename="loi-bang-phan-bo-{table.pk}.xlsx"'
    assert places(table) == STORED


def test_what_is_no_table_is_refused_on_the_first_page(client, officer, table):
    answer = send(client, table, b"STT;T\xc3\xaan\n1;2", "bang.csv")
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == [
        "Đây là tệp văn bản (CSV), không phải Excel: hãy mở bằng Excel, lưu thành .xlsx rồi tải lên."
    ]
    assert client.post(reverse("conferences:upload-allocation", args=[table.pk])).context["form"].errors["file"] == ["Hãy chọn một tệp."]
    assert Upload.objects.count() == 0


def test_a_table_that_changed_meanwhile_is_compared_anew(client, officer, table):
    page = sent_page(client, table, edited(table, cells(F7=3, G7=2)))
    Quota.objects.filter(row__position=1, places=1).update(places=2)
    Allocation.objects.update(version=2)
    late = client.post(page.request["PATH_INFO"], form_of(page))
    assert late.status_code == 409
    assert late.context["reasons"] == [
        "Bảng vừa được người khác lưu. Hãy xem lại các thay đổi dưới đây, so với bảng bây giờ, rồi ghi."
    ]
    assert [change.cell for change in late.context["comparison"].changes] == ["F7"]
    assert client.post(page.request["PATH_INFO"], form_of(late)).status_code == 302
    assert places(table)[0] == (3, 2, 4, 2)


def test_a_column_is_chosen_as_weights(client, officer, table):
    page = sent_page(client, table, with_column(table, "Số lao động", 1, 2, 3))
    assert page.context["form"]["weights"].value() == "0"
    client.post(page.request["PATH_INFO"], form_of(page))
    assert list(table.rows.values_list("weights__uploaded", flat=True)) == [1, 2, 3]


def test_the_same_file_again_is_told(client, officer, table):
    content = edited(table, cells(F7=3))
    assert sent_page(client, table, content).context["earlier"] is None
    page = sent_page(client, table, content)
    assert page.context["earlier"].owner == officer
    assert f"Tệp này đã được {officer} tải lên lúc" in page.content.decode()


def test_a_file_is_kept_for_thirty_days(officer, table):
    kept = sheet_upload.keep(of=kept_of(table), content=b"x", name="bảng.xlsx", owner=officer)
    assert sheet_upload.earlier(kept, of=kept_of(table)) is None
    for days, rows in ((29, 1), (31, 0)):
        with clock.standing_at(clock.now() + timedelta(days=days)):
            sweep()
        assert Upload.objects.count() == rows


def test_a_file_counts_against_what_one_person_may_keep(client, officer, table, settings):
    content = edited(table, cells(F7=3))
    settings.UPLOAD_OWNER_BYTES = 2 * len(content) - 1
    sent_page(client, table, content)
    address, file = reverse("conferences:upload-allocation", args=[table.pk]), SimpleUploadedFile("bang.xlsx", content)
    full = client.post(address, {"file": file})
    assert (full.status_code, Upload.objects.count()) == (422, 1)
    assert full.context["form"].errors["file"] == [
        "Bạn đã dùng hết 0 MB dành cho tệp của mỗi người: hãy nhờ quản trị nâng hạn mức."
    ]


def test_another_person_s_file_and_one_of_another_table_are_not_there(client, officer, table, tree):
    stranger = sheet_upload.keep(of=kept_of(table), content=allocation_sheet(table), name="a.xlsx", owner=person("officer", tree.than_uyen))
    other = make_table(make_plan(tree.province, status="draft", number="2/KH-LĐLĐ"), {tree.than_uyen: (1, 1, 1, 1)}, status="draft")
    elsewhere = sheet_upload.keep(of=kept_of(other), content=allocation_sheet(other), name="a.xlsx", owner=officer)
    own = sheet_upload.keep(of=kept_of(table), content=allocation_sheet(table), name="a.xlsx", owner=officer)
    found = [client.get(reverse("conferences:confirm-upload", args=[table.pk, one.pk])).status_code for one in (stranger, elsewhere, own)]
    assert found == [404, 404, 200]


def test_a_table_that_is_out_takes_no_file(client, officer, table):
    kept = sheet_upload.keep(of=kept_of(table), content=edited(table, cells(F7=3)), name="a.xlsx", owner=officer)
    Allocation.objects.update(status="submitted")
    for address in (reverse("conferences:upload-allocation", args=[table.pk]), reverse("conferences:confirm-upload", args=[table.pk, kept.pk])):
        assert client.post(address, {"version": "1"}).url == reverse("conferences:allocation", args=[table.pk])
    assert places(table) == STORED


def test_thirty_rows_ask_no_more_queries_than_one(client, officer, tree):
    def queries(count: int) -> int:
        units = [make_unit(f"Công đoàn xã {count} {at}", tree.province) for at in range(count)]
        plan = make_plan(tree.province, status="draft", number=f"{count}/KH")
        table = make_table(plan, dict.fromkeys(units, (1, 1, 1, 1)), status="draft")
        content = edited(table, lambda sheet: [sheet.cell(FIRST + at, 6, 9) for at in range(count)])
        page = sent_page(client, table, content)
        assert len(page.context["comparison"].changes) == count
        with CaptureQueriesContext(connection) as asked:
            client.get(page.request["PATH_INFO"])
        with CaptureQueriesContext(connection) as written:
            assert client.post(page.request["PATH_INFO"], form_of(page)).status_code == 302
        return len(asked), len(written)

    assert queries(1) == queries(30)


def test_weights_alone_are_no_rule_that_could_be_explained(client, officer, table):
    page = sent_page(client, table, with_column(table, "Số lao động", 1, 2, 3))
    shown = client.post(page.request["PATH_INFO"], form_of(page), follow=True)
    assert (shown.status_code, "Vì sao số này?" in shown.content.decode()) == (200, False)
    assert client.get(reverse("conferences:explanation", args=[table.pk])).status_code == 404
    assert client.get(reverse("conferences:workshop", args=[table.pk])).status_code == 200
