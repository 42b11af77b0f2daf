"""Items go back, are mended, come again and are accepted, in headless Chromium, with and without script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from nominations.demonstration.story import play
from tests.people import Person, begin_dossier, endorse_and_file, log_in, write_dossier

pytestmark = pytest.mark.one_database

NAME = "Lò Thị Mỷ"
BETTER = "Năm 2018 và 2019: đoàn viên công đoàn xuất sắc; cải tiến máy sàng giảm 15 % hao hụt."


@pytest.fixture
def open_plan(visit, turn_clock) -> None:
    play("allocated")
    turn_clock("2020-04-14T09:00:00+07:00")


def tick(officer: Person, key: str, sentence: str, words: str = "") -> None:
    officer.page.locator(f"[name='tick-{key}']").check()
    officer.page.locator(f"[name='ready-{key}']").select_option(sentence)
    if words:
        officer.page.locator(f"[name='own-{key}']").fill(words)


def violations(person: Person) -> list:
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in Axe().run(person.page).response["violations"]]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_items_go_back_are_mended_and_come_again(visit, open_plan, script):
    filer, head, officer = (log_in(visit(script=script), name) for name in ("canbo", "chutich", "chuyenvien"))
    begin_dossier(filer)
    write_dossier(filer, NAME)
    endorse_and_file(head, NAME)

    officer.goes_home()
    officer.follows("hồ sơ chờ thẩm định")
    officer.follows(NAME)
    officer.follows("Trang hồ sơ")
    officer.follows("Trả lại bổ sung", exact=True)
    officer.presses("Trả lại các mục đã đánh dấu")
    officer.sees("Hãy đánh dấu ít nhất một mục")
    tick(officer, "report", "Báo cáo chưa có số liệu chứng minh.", "Nêu rõ tỷ lệ giảm.")
    tick(officer, "who-position", "Chức vụ ghi chưa đủ; hãy ghi cả nơi làm việc.")
    officer.shows("60-return-items")
    assert not script or violations(officer) == []
    officer.presses("Trả lại các mục đã đánh dấu")
    officer.sees("Đã trả lại 2 mục, hạn bổ sung 21/04/2020.")

    filer.goes_home()
    filer.follows("hồ sơ bị trả lại, cần bổ sung")
    filer.follows(NAME)
    filer.sees("Cần bổ sung 2 mục. Thứ Ba 21/04/2020, 23:59")
    filer.shows("61-what-to-mend")
    assert not script or violations(filer) == []
    filer.follows("Sửa mục này: Báo cáo thành tích")
    filer.sees("Chỉ sửa được những mục được trả lại.")
    filer.shows("62-mending")
    assert not script or violations(filer) == []
    filer.field("Báo cáo thành tích").fill(BETTER)
    filer.presses("Lưu, xem lại")
    filer.sees("Cần bổ sung: đã sửa 1/2 mục")

    head.goes_home()
    head.follows("hồ sơ bị trả lại, cần bổ sung")
    head.follows(NAME)
    head.presses("Ký duyệt")
    head.sees("Mục được trả lại “Chức vụ, nơi làm việc” chưa sửa: hãy sửa, hoặc ghi lời giải thích")
    head.page.get_by_label("Không sửa thì giải thích vì sao: Chức vụ, nơi làm việc").fill("Đã ghi cả công ty.")
    head.presses("Lưu lời giải thích")
    head.sees("Đã lưu lời giải thích.")
    head.presses("Ký duyệt")
    head.sees("Đã ký duyệt.")
    head.presses("Nộp hồ sơ")
    head.sees("Đã nộp hồ sơ.")

    officer.goes_home()
    officer.follows("hồ sơ chờ thẩm định")
    officer.follows(NAME)
    officer.follows("Trang hồ sơ")
    officer.sees("Lần 1: trả lại")
    expect(officer.page.locator("#rounds del", has_text="12").first).to_be_visible()
    expect(officer.page.locator("#rounds ins", has_text="15").first).to_be_visible()
    officer.sees("Đơn vị giải thích: Đã ghi cả công ty.")
    officer.shows("63-before-and-after")
    assert not script or violations(officer) == []
    officer.presses("Chấp nhận")
    officer.sees("Đã chấp nhận.")
