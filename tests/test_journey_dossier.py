"""From the first log-in to the receipt at the width of a phone: a person with five years of titles, two initiatives, four files.

What the portal fills in for the person: the plan, the unit, the years of the lines of titles, the way and the day of the
consent. Everything else is typed, chosen or pressed here, and counted by `tests/hands.py`.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from nominations.demonstration.cast import FILING_UNION
from nominations.demonstration.people import union_named
from nominations.demonstration.story import play
from nominations.models import Dossier, Receipt
from portal.password_link import password_link
from tests.browser import PHONE, shot
from tests.builders import hold, make_user
from tests.hands import Finger, Keys
from tests.people import a_pdf, turn_clock

pytestmark = pytest.mark.one_database

__all__ = ["turn_clock"]
MOST_TAPS = 40
SECRET = "một câu dài dễ nhớ 2020"
PAPERS = ["Báo cáo thành tích", "Bản sao các quyết định", "Ý kiến của cấp ủy", "Ý kiến của chính quyền"]
SLOTS = ("report", "decisions", "party-consent", "management-consent")


@pytest.fixture
def open_plan(visit, turn_clock):
    """The demonstration's plan in April, asking for four papers of each dossier."""
    plan = play("allocated")
    plan.dossier = PAPERS
    plan.save()
    turn_clock("2020-04-14T21:00:00+07:00")
    return plan


def new_head(name: str):
    user = make_user(name, "Giàng Thị Mẫu", password=None)
    hold(user, "head", union_named(FILING_UNION))
    return user


def files_a_dossier(hands: Finger, user, name: str, look=lambda _: None) -> None:
    """The whole way; `look` is called on every page."""
    page = hands.page
    page.goto(password_link(user))
    look("password")
    hands.writes("new_password1", SECRET)
    hands.writes("new_password2", SECRET)
    hands.presses("button", "Đặt mật khẩu")
    hands.writes("username", user.username)
    hands.writes("password", SECRET)
    look("login")
    hands.presses("button", "Đăng nhập")
    look("home")
    hands.presses("link", "Lập hồ sơ", of="#main")
    look("category")
    hands.presses("link", "Cá nhân khối hành chính, sự nghiệp", of="#main")

    look("who")
    hands.writes("name", name)
    hands.writes("position", "Nhân viên kho")
    hands.ticks("nữ")
    hands.writes("birth", "05031985")
    hands.chooses("rank", "Không giữ chức vụ lãnh đạo")
    hands.presses("button", "Lưu và tiếp tục")

    look("record")
    for at in range(5):
        hands.chooses(f"title-{at}-honour", "Lao động tiên tiến")
        hands.writes(f"title-{at}-number", f"{21 + at}/QĐ-CT")
    hands.chooses("rating-3-honour", "Hoàn thành xuất sắc nhiệm vụ")
    hands.writes("rating-3-number", "40/QĐ-CT")
    for at, (year, text) in enumerate([("2018", "Sổ kho điện tử"), ("2019", "Giá kệ hai tầng")]):
        hands.writes(f"initiative-{at}-year", year)
        hands.chooses(f"initiative-{at}-honour", "Sáng kiến cấp cơ sở")
        hands.writes(f"initiative-{at}-text", text)
        hands.writes(f"initiative-{at}-number", f"{50 + at}/QĐ-SK")
    hands.writes("achievements", "Năm năm liền không để thất thoát.")
    hands.presses("button", "Lưu và tiếp tục")

    look("papers")
    for slot in SLOTS:
        hands.attaches(f"{slot}-file", a_pdf())
    hands.presses("button", "Lưu và tiếp tục")

    look("consent")
    hands.ticks("để lập, xét hồ sơ")
    hands.ticks("Có phẩm chất chính trị vững vàng")
    hands.presses("button", "Lưu và xem lại")

    look("dossier")
    hands.sees("Chưa nộp.")
    hands.sees("2/2 tiêu chuẩn đạt")
    hands.presses("button", "Ký duyệt")
    hands.presses("button", "Nộp hồ sơ")
    hands.presses("link", "Biên nhận BN-")
    look("receipt")
    hands.sees("21:0")


def test_from_the_first_log_in_to_the_receipt(visit, open_plan):
    page = visit(None, PHONE)
    finger, violations = Finger(page), {}

    def look(name: str) -> None:
        found = Axe().run(page).response["violations"]
        violations.update({name: [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]} if found else {})
        shot(page, f"journey-dossier-{name}")

    files_a_dossier(finger, new_head("dau-tien"), "Giàng Thị Mỷ", look)
    assert violations == {}
    assert finger.taps <= MOST_TAPS

    without_script = Finger(visit(None, PHONE, script=False))
    files_a_dossier(without_script, new_head("khong-script"), "Lò Văn Páo")
    assert without_script.taps <= MOST_TAPS

    keys = Keys(visit(None, PHONE))
    files_a_dossier(keys, new_head("ban-phim"), "Tẩn A Dế")
    assert keys.taps <= MOST_TAPS

    filed = Dossier.objects.filter(plan=open_plan, status="submitted").order_by("pk")
    assert [one.name for one in filed] == ["Giàng Thị Mỷ", "Lò Văn Páo", "Tẩn A Dế"]
    assert [one.papers.count() for one in filed] == [4, 4, 4]
    assert [one.nominee.achievements.count() for one in filed] == [8, 8, 8]
    assert sorted(Receipt.objects.values_list("number", flat=True)) == [1, 2, 3]
    print(f"taps: {finger.taps}")
