"""Filing in headless Chromium when things go wrong: a mistaken form, a returned dossier, one dossier too many."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from nominations.demonstration.story import play
from tests.people import DEEDS, POST, a_pdf, begin_dossier, endorse_and_file, fill_dossier, log_in

pytestmark = pytest.mark.one_database

A_WORD_FILE = {"name": "thanh-tich.docx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04 not what is asked for"}
NAME = "Họ và tên, hoặc tên tập thể"


@pytest.fixture
def open_plan(visit, turn_clock) -> None:
    """The plan is issued, its places are published, and it is a month before the deadline."""
    play("allocated")
    turn_clock("2020-04-14T09:00:00+07:00")


def test_a_rejected_form_keeps_what_was_typed(visit, open_plan):
    filer = log_in(visit(), "canbo")
    begin_dossier(filer)
    fill_dossier(filer, name="")
    filer.field("Tệp đính kèm").set_input_files(A_WORD_FILE)
    filer.presses("Lưu bản nháp")
    filer.shows("30-rejected-form")
    filer.sees("Tệp đính kèm: Chỉ nhận tệp PDF, JPEG hoặc PNG; tệp này là tệp Word, Excel hoặc tệp nén")
    filer.sees(f"{NAME}: Hãy ghi họ và tên, hoặc tên tập thể.")
    typed = {label: filer.field(label).input_value() for label in ("Chức vụ, nơi làm việc", "Thành tích")}
    assert typed == {"Chức vụ, nơi làm việc": POST, "Thành tích": DEEDS}

    filer.field("Tệp đính kèm").set_input_files(a_pdf())
    filer.presses("Lưu bản nháp")
    filer.shows("31-rejected-for-the-name-alone")
    filer.sees("Đang có: thanh-tich.pdf.")

    filer.field(NAME).fill("Lò Thị Mỷ")
    filer.presses("Lưu bản nháp")
    filer.shows("32-saved")
    filer.sees("Chưa nộp.")
    filer.sees("thanh-tich.pdf")
    filer.sees(DEEDS)


def test_a_returned_dossier_is_mended_and_comes_again(visit, open_plan):
    filer, head, officer = (log_in(visit(), name) for name in ("canbo", "chutich", "chuyenvien"))
    begin_dossier(filer)
    fill_dossier(filer, "Lò Thị Mỷ")
    filer.presses("Lưu bản nháp")
    endorse_and_file(head, "Lò Thị Mỷ")

    officer.goes_home()
    officer.follows("hồ sơ chờ thẩm định")
    officer.follows("Lò Thị Mỷ")
    officer.gives_reason("Trả lại bổ sung", "Thiếu số quyết định công nhận sáng kiến.")
    officer.sees("Đã trả lại bổ sung.")
    officer.shows("33-returned")

    filer.goes_home()
    filer.shows("34-filer-home-returned")
    filer.follows("hồ sơ bị trả lại, cần bổ sung")
    filer.follows("Lò Thị Mỷ")
    filer.sees("Cần bổ sung. Thiếu số quyết định công nhận sáng kiến.")
    filer.shows("35-filer-reads-why")
    filer.follows("Sửa", exact=True)
    filer.field("Thành tích").fill(f"{DEEDS} Quyết định số 12/QĐ-CT ngày 05/6/2019.")
    filer.presses("Lưu bản nháp")
    filer.sees("Đã lưu.")
    filer.sees("Quyết định số 12/QĐ-CT")
    filer.sees("Sửa xong, chủ tịch đơn vị ký duyệt và nộp lại.")
    filer.shows("36-mended")

    endorse_and_file(head, "Lò Thị Mỷ", waiting="hồ sơ bị trả lại, cần bổ sung")
    head.sees("Đã nộp hồ sơ.")
    head.shows("37-filed-again")

    officer.goes_home()
    officer.follows("hồ sơ chờ thẩm định")
    officer.follows("Lò Thị Mỷ")
    officer.sees("Quyết định số 12/QĐ-CT")
    officer.presses("Chấp nhận")
    officer.sees("Đã chấp nhận.")


def test_one_dossier_more_than_places_is_refused_with_the_reason(visit, open_plan):
    filer, head, officer = (log_in(visit(), name) for name in ("canbo", "chutich", "chuyenvien"))
    for name in ("Lò Thị Mỷ", "Giàng A Páo"):
        begin_dossier(filer)
        fill_dossier(filer, name)
        filer.presses("Lưu bản nháp")
        filer.sees("Chưa nộp.")
    endorse_and_file(head, "Lò Thị Mỷ")
    head.sees("Đã nộp hồ sơ.")

    endorse_and_file(head, "Giàng A Páo")
    head.sees(
        "Đã hết chỉ tiêu: LĐLĐ huyện Tam Đường có 1 suất “Cá nhân khối sản xuất kinh doanh”, đã nộp 1 hồ sơ. "
        "Hãy đề nghị LĐLĐ tỉnh Lai Châu trả lại một hồ sơ đã nộp để rút, hoặc phân bổ thêm."
    )
    head.sees("Chưa nộp.")
    head.shows("38-beyond-the-quota")

    officer.goes_home()
    officer.follows("hồ sơ chờ thẩm định")
    expect(officer.page.locator("table.list tbody tr")).to_have_count(1)
    officer.sees("Lò Thị Mỷ")
