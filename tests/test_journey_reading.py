"""Last year's Word file becomes a draft in under ten steps, goes out, and the units see what it asks of them; on the real plan
of Lai Châu."""

from __future__ import annotations

from pathlib import Path

import pytest

from conferences.models import Plan
from nominations.demonstration.story import play
from portal.sources.reading import read_source
from tests.browser import PHONE
from tests.conferences.documents import word_of
from tests.people import Person, log_in
from tests.test_journey import (
    answer_for_errors,
    approve_plan,
    approve_table,
    issue_plan,
    publish_table,
    submit_plan_and_table,
    submit_with_errors,
)

pytestmark = pytest.mark.one_database

TEXT = Path(__file__).parent / "conferences" / "data" / "plans" / "lai-chau-2020.txt"
MOST_STEPS = 9
TITLE = "Tổ chức Hội nghị biểu dương điển hình tiên tiến trong CNVCLĐ toàn tỉnh lần thứ IV, năm 2020"


@pytest.fixture
def office(visit) -> None:
    """The units and the people; the plan of the demonstration has another number."""
    play("draft")


def a_word_file(number: str = "155/KH-LĐLĐ") -> dict:
    text = TEXT.read_text(encoding="utf-8").replace("Số: 154/KH-LĐLĐ", f"Số: {number}")
    return {"name": "ke-hoach-2020.docx", "mimeType": "application/octet-stream", "buffer": word_of(read_source(text.encode()))}


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_a_word_file_becomes_a_draft(visit, office, size):
    officer = log_in(visit(size=size) if size else visit(), "chuyenvien")
    officer.page.goto("/plans/")
    officer.clicks = 1
    officer.follows("Đọc từ tệp")
    officer.field("Tệp kế hoạch").set_input_files(a_word_file())
    officer.presses("Đọc tài liệu")
    officer.sees("7 điểm chưa chắc")
    officer.sees("11 đơn vị của bảng phân bổ đã khớp với cây đơn vị.")
    officer.shows("60-read")
    officer.page.get_by_role("link", name="Những năm được xét").click()
    officer.presses("Lập bản dự thảo")
    officer.sees("Đã lập bản dự thảo từ tài liệu.") if size is None else None
    officer.sees(TITLE)
    officer.shows("61-draft-from-a-file")
    assert officer.clicks + 2 <= MOST_STEPS  # the file chosen, the doubtful point looked at
    assert Plan.objects.filter(number="155/KH-LĐLĐ", status="draft").count() == 1


def test_a_word_file_goes_out_and_units_see_their_tasks(visit, office, turn_clock):
    """Must show 4 of the plans: upload, confirm, approve, issue, the units' tasks."""
    Plan.objects.all().delete()  # the demonstration's own, which bears the number
    turn_clock("2020-03-16T08:00:00+07:00")
    officer, approver, clerk, filer = (log_in(visit(), name) for name in ("chuyenvien", "lanhdao", "vanthu", "canbo"))

    upload_and_confirm(officer)
    submit_with_errors(officer)
    answer_for_errors(approver)
    submit_plan_and_table(officer)
    approve_table(approver)
    approve_plan(approver)
    issue_plan(clerk)
    read_tasks_from_the_notice(filer)
    publish_table(approver)
    follow_the_numbers(filer)
    put_the_calendar_on_a_phone(filer)


def upload_and_confirm(officer: Person) -> None:
    officer.follows("Kế hoạch", of=".mainnav", exact=True)
    officer.follows("Đọc từ tệp")
    officer.field("Tệp kế hoạch").set_input_files(a_word_file("154/KH-LĐLĐ"))
    officer.presses("Đọc tài liệu")
    officer.presses("Lập bản dự thảo")
    officer.sees("Đã lập bản dự thảo từ tài liệu.")
    officer.follows("Lịch", of=".tabs")
    officer.sees("Tính lùi từ ngày họp")
    officer.shows("63-backwards")


def read_tasks_from_the_notice(filer: Person) -> None:
    """The plan is out, its table not yet published."""
    filer.goes_home()
    filer.follows("Kế hoạch 154/KH-LĐLĐ: việc của đơn vị")
    filer.sees("Hạn gửi hồ sơ")
    filer.sees("Chỉ tiêu hiện ra ở đây khi cơ quan công bố bảng phân bổ.")


def follow_the_numbers(filer: Person) -> None:
    filer.goes_home()
    filer.follows("Việc của đơn vị: hạn, hồ sơ phải nộp, chỉ tiêu")
    filer.sees("Nộp vào 8 suất của LĐLĐ huyện Tam Đường.")
    filer.shows("64-unit-tasks")
    filer.follows("5", exact=True)
    filer.sees("112 suất: tập thể 30, cá nhân 82")


def put_the_calendar_on_a_phone(filer: Person) -> None:
    filer.follows("Lịch", of=".mainnav", exact=True)
    filer.sees("Hạn gửi hồ sơ")
    filer.presses("Tạo địa chỉ lịch của CĐCS Công ty CP Chè Bản Bo (mẫu)")
    filer.sees("Đã tạo địa chỉ lịch của đơn vị.")
    filer.shows("65-calendar")


def test_what_is_no_plan_is_refused_and_the_page_says_what_to_do(visit, office):
    officer = log_in(visit(), "chuyenvien")
    officer.page.goto("/plans/read/")
    old = {"name": "ke-hoach.doc", "mimeType": "application/msword", "buffer": b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le")}
    officer.field("Tệp kế hoạch").set_input_files(old)
    officer.presses("Đọc tài liệu")
    officer.sees("Tệp Word kiểu cũ (.doc): hãy mở bằng Word, lưu thành .docx rồi tải lên.")
    officer.shows("62-old-word")
