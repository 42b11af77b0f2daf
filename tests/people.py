"""People at their windows: they find everything by pressing on from the home page, and never type an address.

    approver = log_in(visit(), "lanhdao")
    approver.goes_home()
    approver.follows("kế hoạch chờ duyệt")
    approver.follows("154/KH-LĐLĐ")
    approver.presses("Duyệt kế hoạch")
    assert approver.clicks == 3

Names are what the page says. A name that fits nothing, or two things at once, fails: people stumble over both.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Locator, Page, expect

from nominations.demonstration.cast import PASSWORD
from portal import clock
from tests.browser import shot

PERSON_BUSINESS = "Cá nhân khối sản xuất kinh doanh"
POST = "Tổ trưởng tổ sao chè, Công ty CP Chè Bản Bo"
DEEDS = "Năm 2018 và 2019: đoàn viên công đoàn xuất sắc; cải tiến máy sàng giảm 12 % hao hụt."


class Person:
    """Somebody at a window. `clicks` counts from the home page; what is typed does not count."""

    def __init__(self, page: Page):
        self.page = page
        self.clicks = 0

    def goes_home(self) -> None:
        self.page.get_by_role("link", name="Gương Sáng").click()
        expect(self.page.get_by_role("heading", name="Việc hôm nay")).to_be_visible()
        self.clicks = 0

    def follows(self, link: str, *, of: str = "#main", exact: bool = False) -> None:
        self._click(self.page.locator(of).get_by_role("link", name=link, exact=exact))

    def presses(self, button: str) -> None:
        self._click(self.page.get_by_role("button", name=button, exact=True))

    def confirms(self, step: str, word: str) -> None:
        """A final step: its panel asks for a typed word."""
        panel = self._opens(step)
        panel.get_by_label(f"Gõ {word} để xác nhận").fill(word)
        self._click(panel.get_by_role("button", name=step))

    def gives_reason(self, step: str, reason: str) -> None:
        """A step whose panel asks why."""
        panel = self._opens(step)
        panel.get_by_label("Lý do").fill(reason)
        self._click(panel.get_by_role("button", name=step))

    def field(self, label: str) -> Locator:
        return self.page.locator("#main").get_by_label(label)

    def downloads(self, link: str, name: str) -> Path:
        """The file that a link gives, which bears this name."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=link, exact=True).click()
        assert download.value.suggested_filename == name
        return download.value.path()

    def sees(self, words: str) -> None:
        expect(self.page.locator("#main")).to_contain_text(words)

    def shows(self, name: str) -> None:
        shot(self.page, f"journey-{name}")

    def _opens(self, step: str) -> Locator:
        panel = self.page.locator("details.move").filter(has=self.page.locator("summary", has_text=step))
        self._click(panel.locator("summary"))
        return panel

    def _click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1


def log_in(page: Page, username: str) -> Person:
    """Through the form, from the front door: the only address that is ever typed."""
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    person = Person(page)
    person.goes_home()
    return person


@pytest.fixture
def turn_clock(settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the portal's clock for the server too, as PORTAL_NOW does for the demonstration."""

    def turn(moment: str) -> None:
        settings.PORTAL_NOW = moment
        monkeypatch.setattr(clock, "_shift", None)

    return turn


# --- what more than one journey does --------------------------------------------------------------------------------


def begin_dossier(filer: Person) -> None:
    filer.goes_home()
    filer.follows("Lập hồ sơ")


def write_dossier(filer: Person, name: str, *, file: dict | None = None, post: str = POST, deeds: str = DEEDS) -> None:
    """The four steps, from the choice of the category to the page on which it is read again."""
    filer.follows(PERSON_BUSINESS)
    filer.field("Họ và tên").fill(name)
    filer.field("Chức vụ, nơi làm việc").fill(post)
    filer.presses("Lưu và tiếp tục")
    filer.field("Báo cáo thành tích").fill(deeds)
    filer.presses("Lưu và tiếp tục")
    filer.page.wait_for_url("**/edit/papers/")  # the button waits for a save under way: pressed again it is the same press
    if file:
        filer.field("Giấy tờ khác").set_input_files(file)
    filer.presses("Lưu và tiếp tục")
    filer.page.get_by_label("để lập, xét hồ sơ").check()
    filer.presses("Lưu và xem lại")


def endorse_and_file(head: Person, name: str, waiting: str = "hồ sơ đang viết, chưa ký duyệt") -> None:
    """From the line of the home page that names what waits."""
    head.goes_home()
    head.follows(waiting)
    head.follows(name)
    head.presses("Ký duyệt")
    head.sees("Đã ký duyệt.")
    head.presses("Nộp hồ sơ")


def a_pdf() -> dict[str, str | bytes]:
    """A sound PDF as a form takes it."""
    pdf, content = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.save(content)
    return {"name": "thanh-tich.pdf", "mimeType": "application/pdf", "buffer": content.getvalue()}
