"""The three real plans: the complete list of findings of each, argued one by one. Nothing else may be said of them.

What the checks say of a plan that really went out must be true, or offices will stop listening.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conferences import plan_check
from conferences.catalogues import days_off, legal_grounds
from conferences.checking import Finding, findings
from conferences.plan_file import read
from conferences.reading import Reading
from conferences.reading import read as read_text
from portal.sources.reading import read_source

EXAMPLES = Path(__file__).resolve().parents[2] / "conferences" / "examples"
DAYS, GROUNDS = plan_check.working_days(days_off()), plan_check.legal_grounds(legal_grounds())
TEXTS = Path(__file__).resolve().parent / "data" / "plans"
TODAY = date(2026, 11, 21)  # long after: what matters is the plan's own date


def reading_of(content: bytes) -> Reading:
    return read_text(read_source(content))


def found_in(name: str) -> list[Finding]:
    file = read((EXAMPLES / f"{name}.yaml").read_bytes())
    assert file.faults == []
    return findings(file.data, today=TODAY, days=DAYS, grounds=GROUNDS)


LAI_CHAU = [
    # The prose says 32 collectives and 80 persons; the rows add up to 30 and 82 (19 + 11, 56 + 26). An error: units would
    # argue about two places. The total, 112, agrees.
    ("error", "stated-against-table", "quotas.stated.collective"),
    ("error", "stated-against-table", "quotas.stated.person"),
    # Districts are to send “danh sách, hồ sơ” by 15 May; nowhere does the plan say which papers that is.
    ("warning", "no-dossier-papers", "dossier"),
    # 17 of the 112 places go to Công đoàn ngành Y tế and Giáo dục; Nơi nhận has “LĐLĐ huyện, thành phố, CĐVC”, no sector union.
    ("warning", "recipient-missing", "recipients"),
    # What becomes of a late dossier the plan does not say (An Dương's does).
    ("hint", "no-late-rule", "late"),
    # Five times the years 2016 and 2020 are typed out: the same years as the period.
    ("hint", "literal", "criteria[1].text"),  # “5 năm liên tục từ năm 2016 đến 2020”
    ("hint", "literal", "criteria[10].text"),  # “từ năm 2016 đến năm 2020”
    ("hint", "literal", "criteria[13].text"),  # “từ năm 2016 đến năm 2020”
    ("hint", "literal", "tasks[1].items[2]"),  # “5 năm 2016-2020”; 2021-2025 beside it is no fact of this plan
    ("hint", "literal", "conferences[1].attendees[7]"),  # “phong trào thi đua 5 năm 2016-2020”
]
AN_DUONG = [
    # “TM. BTV LĐLĐ HUYỆN”: the decree wants the collective in full (Phụ lục I, II.7b).
    ("warning", "short-signing-body", "issuers[1].authority"),
    # “Trước ngày 08/7/2024” closes with Sunday 7 July; the last day on which an office is open is Friday the 5th.
    ("warning", "deadline-on-day-off", "deadlines[1]"),
    # Issued on 4 July, closed before 8 July: four days, of which two are worked.
    ("warning", "few-days", "deadlines[1]"),
    # Lines 3 and 5 of the standards for business are the same sentence.
    ("warning", "criterion-twice", "criteria[8]"),
    # “Chương trình công tác năm 2024 của Ban Chấp hành ...” is cited without number and date.
    ("hint", "ground-incomplete", "grounds[2]"),
    # “thiết thực chào mừng kỷ niệm 95 năm ...” stands among the grounds and is none.
    ("hint", "no-ground", "grounds[3]"),
    # Nowhere does the plan say how many people the conference has; 95 is how many are honoured.
    ("hint", "no-delegates", "conferences[1].delegates"),
]
BAU_BANG = [
    # Time and number of delegates are there, a place is not.
    ("warning", "no-venue", "conferences[1].where"),
    # “Dưới 300” meets in full, “trên 300” by delegates: a union of exactly 300 members has no rule.
    ("warning", "boundary-gap", "conferences[2].delegates_above"),
    # “Bình bầu đại biểu ... theo chỉ tiêu phân bổ”: the plan has no such table and names no other paper.
    ("warning", "no-table", "tasks[2].items[1]"),
    # “Gửi hồ sơ về Liên đoàn Lao động huyện trước ngày 15/3/2025”, without saying what a dossier holds.
    ("warning", "no-dossier-papers", "dossier"),
    # What becomes of a late dossier the plan does not say.
    ("hint", "no-late-rule", "late"),
    # “Lưu: VP”: the decree writes VT and the drafting unit (Phụ lục I, II.9).
    ("hint", "archive-line-form", "recipients[4]"),
    # The conference looks back on 2020 - 2025, its backdrop says 2025 - 2030.
    ("hint", "period-on-backdrop", "conferences[1].backdrop[3]"),
    # “trong 05 năm (2020 - 2025)” of the report's outline: the years of the period, typed.
    ("hint", "literal", "sections[2].sections[5].sections[1].text"),
]


PLANS = [("lai-chau-2020", LAI_CHAU), ("an-duong-2024", AN_DUONG), ("bau-bang-2025", BAU_BANG)]
# What only the texts show: both offices go from III to V. Bàu Bàng's “1.” below “1. Mục đích” begins a list of its own.
MISNUMBERED = {
    "lai-chau-2020": ["Đánh số V “THÀNH PHẦN, TIÊU CHUẨN, PHÂN BỐ SỐ LƯỢNG” ở chỗ phải là IV (thiếu mục IV)."],
    "an-duong-2024": ["Đánh số V “KINH PHÍ” ở chỗ phải là IV (thiếu mục IV)."],
    "bau-bang-2025": [],
}


@pytest.mark.parametrize(("name", "expected"), PLANS)
def test_the_whole_list(name, expected):
    assert [(one.severity, one.code, one.where) for one in found_in(name)] == expected


@pytest.mark.parametrize(("name", "expected"), PLANS)
def test_the_whole_list_of_the_text(name, expected):
    """What the reader makes of the text has the same findings, and its numbers are errors besides."""
    reading = reading_of((TEXTS / f"{name}.txt").read_bytes())
    found = findings(reading.data, today=TODAY, days=DAYS, grounds=GROUNDS, numbering=reading.numbering)
    assert [one.says for one in found if one.code == "numbering"] == MISNUMBERED[name]
    assert [(one.severity, one.code, one.where) for one in found if one.code != "numbering"] == expected
    assert {one.severity for one in found if one.code == "numbering"} <= {"error"}


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        (
            "lai-chau-2020",
            [
                "Lời văn kế hoạch ghi tập thể 32, bảng phân bổ cộng được 30.",
                "Lời văn kế hoạch ghi cá nhân 80, bảng phân bổ cộng được 82.",
                "Bảng phân bổ giao suất cho Công đoàn ngành Y Tế, Công đoàn ngành Giáo dục nhưng Nơi nhận không có công đoàn ngành.",
            ],
        ),
        (
            "an-duong-2024",
            [
                "Từ ngày ban hành (04/07/2024) đến hết hạn gửi hồ sơ các đơn vị chỉ có 04 ngày, trong đó 02 ngày làm việc.",
                "Tiêu chuẩn “Nhiệt tình tham gia công tác công đoàn, được quần chúng tín…” đã ghi một lần "
                "(tiêu chuẩn thứ 6 (Cá nhân khu vực sản xuất kinh doanh)).",
            ],
        ),
        ("bau-bang-2025", ["“Dưới 300” và “trên 300” đoàn viên bỏ sót nơi có đúng 300 đoàn viên."]),
    ],
)
def test_what_is_said(name, sentences):
    said = [one.says for one in found_in(name)]
    assert [sentence for sentence in sentences if sentence not in said] == []
