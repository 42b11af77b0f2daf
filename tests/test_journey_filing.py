"""Filing in headless Chromium when things go wrong: a mistaken form, a returned dossier, one dossier too many."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from nominations.demonstration.story import play
from tests.people import DEEDS, PERSON_BUSINESS, POST, a_pdf, begin_dossier, endorse_and_file, log_in, write_dossier

pytestmark = pytest.mark.one_database

A_PROGRAM = {"name": "thanh-tich.pdf", "mimeType": "application/octet-stream", "buffer": b"MZ\x90\x00 not what is asked for"}
NAME = "Họ và tên"


@pytest.fixture
def open_plan(visit, turn_clock) -> None:
    """The plan is issued, its places are published, and it is a month before the deadline."""
    play("allocated")
    turn_clock("2020-04-14T09:00:00+07:00")


def test_a_rejected_form_keeps_what_was_typed(visit, open_plan):
    filer = log_in(visit(), "canbo")
    begin_dossier(filer)
    filer.follows(PERSON_BUSINESS)
    filer.field("Chức vụ, nơi làm việc").fill(POST)
    filer.presses("Lưu và tiếp tục")
    filer.shows("30-rejected-form")
    filer.sees(f"{NAME}: Hãy ghi họ và tên.")
    assert filer.field("Chức vụ, nơi làm việc").input_value() == POST
    filer.field(NAME).fill("Lò Thị Mỷ")
    filer.presses("Lưu và tiếp tục")
    filer.field("Báo cáo thành tích").fill(DEEDS)
    filer.sees("Đã lưu lúc")  # by itself, a second after typing

    filer.presses("Lưu và tiếp tục")
    filer.field("Giấy tờ khác").set_input_files(A_PROGRAM)
    filer.presses("Lưu và tiếp tục")
    filer.sees("Giấy tờ khác: Chỉ nhận tệp PDF, JPEG hoặc PNG; tệp này là chương trình")
    filer.shows("31-rejected-file")
    filer.field("Giấy tờ khác").set_input_files(a_pdf())
    filer.presses("Lưu và tiếp tục")
    filer.follows("Lò Thị Mỷ", of=".crumbs")
    filer.shows("32-saved")
    filer.sees("Chưa nộp.")
    filer.sees("thanh-tich.pdf")
    filer.sees(DEEDS)
    filer.sees("Chưa ghi sự đồng ý của người được đề nghị.")


def test_a_returned_dossier_is_mended_and_comes_again(visit, open_plan):
    filer, head, officer = (log_in(visit(), name) for name in ("canbo", "chutich", "chuyenvien"))
    begin_dossier(filer)
    write_dossier(filer, "Lò Thị Mỷ")
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
    filer.follows("Thành tích", of=".wizard")
    filer.field("Báo cáo thành tích").fill(f"{DEEDS} Quyết định số 12/QĐ-CT ngày 05/6/2019.")
    filer.presses("Lưu, xem lại")
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
        write_dossier(filer, name)
        filer.sees("Chưa nộp.")
    endorse_and_file(head, "Lò Thị Mỷ")
    head.sees("Đã nộp hồ sơ.")

    endorse_and_file(head, "Giàng A Páo")
    head.sees(
        "Đã hết chỉ tiêu: LĐLĐ huyện Tam Đường có 1 suất “Cá nhân khối sản xuất kinh doanh”, đã nộp 1 hồ sơ. "
        "Hãy rút một hồ sơ đã nộp, hoặc đề nghị LĐLĐ tỉnh Lai Châu phân bổ thêm."
    )
    head.sees("Chưa nộp.")
    head.shows("38-beyond-the-quota")

    officer.goes_home()
    officer.follows("hồ sơ chờ thẩm định")
    expect(officer.page.locator("table.list tbody tr")).to_have_count(1)
    officer.sees("Lò Thị Mỷ")
