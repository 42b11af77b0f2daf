"""The office shares Lai Châu's places anew in headless Chromium, and shows a branch why it has its figure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from playwright.sync_api import Locator, expect

from nominations.demonstration.cast import BRANCHES, MIXES
from nominations.demonstration.story import play
from tests.papers.reading import pages, text
from tests.people import Person, log_in

pytestmark = pytest.mark.one_database

PUBLIC = [branch.members * MIXES[branch.short][0] // 100 for branch in BRANCHES]  # members in the public sector
NAMES = [branch.short for branch in BRANCHES]
PLACES = 56  # persons of the public sector, as the real table has them
PERSONS = "Cá nhân khối hành chính, sự nghiệp"
SIN_HO, NAM_NHUN = 3, 6  # where they stand in the table, from 0


# --- the same arithmetic once more, by hand ---------------------------------------------------------------------------


def by_remainder(weights: list[int], places: int) -> list[int]:
    exact = [Fraction(weight * places, sum(weights)) for weight in weights]
    got = [share.numerator // share.denominator for share in exact]
    remainders = sorted(range(len(weights)), key=lambda at: exact[at] - got[at], reverse=True)
    return [count + (at in remainders[: places - sum(got)]) for at, count in enumerate(got)]


def by_quotient(weights: list[int], places: int, step: int) -> tuple[list[int], Fraction, int]:
    """One place after the other to the highest weight ÷ (1, 1 + step, 1 + 2 step …); the last quotient and who won it."""
    got, last, winner = [0] * len(weights), Fraction(0), 0
    for _ in range(places):
        quotients = [Fraction(weight, 1 + step * count) for weight, count in zip(weights, got, strict=True)]
        last = max(quotients)
        winner = quotients.index(last)
        got[winner] += 1
    return got, last, winner


def shown(value: Fraction, digits: int) -> str:
    """1.234,57: as the sheet writes figures."""
    exact = (Decimal(value.numerator) / value.denominator).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{exact:,}".translate(str.maketrans(",.", ".,"))


# --- at the window ----------------------------------------------------------------------------------------------------


def card(officer: Person, name: str) -> Locator:
    return officer.page.locator("section.card-box").filter(has=officer.page.get_by_role("heading", name=name, exact=True))


def sees_shared(officer: Person, expected: list[int]) -> None:
    """The column of what the rule gives follows without the page being loaded anew."""
    expect(card(officer, PERSONS).locator("td.figure-shared")).to_have_text([str(count) for count in expected])


def paste(cell: Locator, block: str) -> None:
    cell.evaluate(
        """(cell, block) => {
            const data = new DataTransfer();
            data.setData("text/plain", block);
            cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        block,
    )


def test_lai_chau_s_table_is_shared_anew_and_explained(visit, turn_clock):
    play("draft")
    turn_clock("2020-03-10T09:00:00+07:00")
    officer = log_in(visit(), "chuyenvien")
    officer.page.get_by_role("link", name="Kế hoạch", exact=True).first.click()
    officer.follows("154/KH-LĐLĐ")
    officer.follows("Chỉ tiêu", exact=True)
    officer.sees("Lời văn kế hoạch ghi tập thể 32, bảng phân bổ cộng được 30.")
    officer.sees("Lời văn kế hoạch ghi cá nhân 80, bảng phân bổ cộng được 82.")

    officer.follows("Chia chỉ tiêu")
    officer.page.evaluate("window.stays = true")
    sees_shared(officer, by_remainder(PUBLIC, PLACES))
    method = card(officer, PERSONS).get_by_label("Phương pháp", exact=True)
    method.select_option("D’Hondt")
    sees_shared(officer, by_quotient(PUBLIC, PLACES, 1)[0])
    method.select_option("Sainte-Laguë")
    got, last, winner = by_quotient(PUBLIC, PLACES, 2)
    sees_shared(officer, got)
    officer.shows("80-workshop")

    # typed like a spreadsheet, and asked why
    cells = card(officer, PERSONS).locator("input[name^='places-']:not([name^='places-of'])")
    cells.nth(NAM_NHUN - 1).press("Enter")
    expect(cells.nth(NAM_NHUN)).to_be_focused()
    paste(cells.nth(NAM_NHUN), f"{got[NAM_NHUN] + 1}\n{got[NAM_NHUN + 1]}\n")
    expect(cells.nth(NAM_NHUN + 1)).to_have_value(str(got[NAM_NHUN + 1]))
    expect(cells.nth(NAM_NHUN)).to_have_value(str(got[NAM_NHUN] + 1))
    card(officer, PERSONS).get_by_placeholder("Lý do").fill("Có hai trường mới đạt chuẩn")
    officer.sees("lời văn 80: thừa 3")
    officer.shows("81-changed-by-hand")
    assert officer.page.evaluate("window.stays") is True
    officer.page.locator(".sum-bar").get_by_role("button", name="Lưu bảng").click()
    officer.sees("Đã lưu bảng phân bổ theo cách chia.")
    officer.shows("82-shared")

    officer.follows(f"Vì sao số này? {NAMES[SIN_HO]}")
    officer.shows("83-explanation")
    sheet = explanation(officer, SIN_HO)
    weight, whole, mine = PUBLIC[SIN_HO], sum(PUBLIC), got[SIN_HO]
    exact, next_divisor = Fraction(weight * PLACES, whole), 2 * mine + 1
    assert (
        f"Có {shown(weight, 0)} trong tổng số {shown(whole, 0)}: "
        f"{shown(weight, 0)} × {PLACES} : {shown(whole, 0)} = {shown(exact, 2)}. "
        f"Suất thứ {mine} được với thương {shown(weight, 0)} : {next_divisor - 2} = {shown(Fraction(weight, next_divisor - 2), 4)}. "
        f"Suất thứ {mine + 1} cần thương {shown(weight, 0)} : {next_divisor} = {shown(Fraction(weight, next_divisor), 4)}, "
        f"không hơn thương của suất cuối cùng cả nhóm là {shown(last, 4)} ({NAMES[winner]}). Được {mine} suất."
    ) in sheet

    officer.follows(NAMES[NAM_NHUN], of=".chips")
    changed = f"Sửa tay: {PERSONS} theo cách chia là {got[NAM_NHUN]}, ghi {got[NAM_NHUN] + 1}. Lý do: Có hai trường mới đạt chuẩn."
    assert changed in explanation(officer, NAM_NHUN)


def explanation(officer: Person, at: int) -> str:
    """The sheet's words out of its PDF, which is one page."""
    officer.page.locator(".paper-bar summary").click()
    printed = pages(officer.downloads("PDF", f"giai-trinh-chi-tieu-154-{at + 1}.pdf").read_bytes())
    assert len(printed) == 1
    return " ".join(text(printed[0]).split())
