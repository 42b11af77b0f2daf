"""Last year's Word file becomes a draft: from the home page in under ten steps, on the real plan of Lai Châu."""

from __future__ import annotations

from pathlib import Path

import pytest

from conferences.models import Plan
from nominations.demonstration.story import play
from portal.sources.reading import read_source
from tests.browser import PHONE
from tests.conferences.documents import word_of
from tests.people import log_in

pytestmark = pytest.mark.one_database

TEXT = Path(__file__).parent / "conferences" / "data" / "plans" / "lai-chau-2020.txt"
MOST_STEPS = 9
TITLE = "Tổ chức Hội nghị biểu dương điển hình tiên tiến trong CNVCLĐ toàn tỉnh lần thứ IV, năm 2020"


@pytest.fixture
def office(visit) -> None:
    """The units and the people; the plan of the demonstration has another number."""
    play("draft")


def a_word_file() -> dict:
    text = TEXT.read_text(encoding="utf-8").replace("Số: 154/KH-LĐLĐ", "Số: 155/KH-LĐLĐ")
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


def test_what_is_no_plan_is_refused_and_the_page_says_what_to_do(visit, office):
    officer = log_in(visit(), "chuyenvien")
    officer.page.goto("/plans/read/")
    old = {"name": "ke-hoach.doc", "mimeType": "application/msword", "buffer": b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le")}
    officer.field("Tệp kế hoạch").set_input_files(old)
    officer.presses("Đọc tài liệu")
    officer.sees("Tệp Word kiểu cũ (.doc): hãy mở bằng Word, lưu thành .docx rồi tải lên.")
    officer.shows("62-old-word")
