"""Every finding with a plan that has it and one that has not; the sound plan has none at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from conferences import checking
from conferences.checking import ERROR, Limits, findings
from conferences.checking.words import in_words
from conferences.honours import starting_catalogue
from tests.conferences.checking_cases import CASES, DAYS, GROUNDS, INNOCENT, MOVEMENT, MOVEMENT_CASES, SOUND, changed

TODAY = date(2025, 3, 12)


def found(data, **given):
    return findings(data, today=TODAY, days=DAYS, grounds=GROUNDS, honours=starting_catalogue(), **given)


def named(base, cases):
    return [pytest.param(base, *case, id=f"{case[0]} {at}") for at, case in enumerate(cases)]


# --- one by one -----------------------------------------------------------------------------------------------------


def test_the_sound_plans_have_no_finding():
    assert found(SOUND) == []
    assert found(MOVEMENT) == []


@pytest.mark.parametrize(("base", "code", "change", "expected"), [*named(SOUND, CASES), *named(MOVEMENT, MOVEMENT_CASES)])
def test_a_change_brings_its_finding_and_nothing_else(base, code, change, expected):
    assert [(one.code, one.severity, one.where) for one in found(changed(base, change))] == [
        (code, severity, where) for severity, where in expected
    ]


@pytest.mark.parametrize(("name", "change"), INNOCENT)
def test_what_only_looks_like_a_fault(name, change):
    assert found(changed(SOUND, change)) == []


def test_every_finding_there_is_has_a_case():
    room = Path(checking.__file__).parent
    codes = {code for path in room.glob("*.py") for code in re.findall(r'"([a-z]+(?:-[a-z0-9]+)+|literal|numbering)"', path.read_text())}
    codes -= {"person-public"}
    assert codes == {code for code, *_ in (*CASES, *MOVEMENT_CASES)} | {"numbering"}


# --- numbers of a read text -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Misnumbered:
    found: str
    expected: str
    heading: str = ""


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (Misnumbered("V", "IV", "KINH PHÍ"), "Đánh số V “KINH PHÍ” ở chỗ phải là IV (thiếu mục IV)."),
        (Misnumbered("2.5", "2.2"), "Đánh số 2.5 ở chỗ phải là 2.2 (thiếu 3 mục, từ mục 2.2)."),
        (Misnumbered("1", "3", "Mục đích"), "Đánh số 1 “Mục đích” ở chỗ phải là 3 (số này đã có ở trên)."),
        (Misnumbered("3.1", "2.1"), "Đánh số 3.1 ở chỗ phải là 2.1."),
    ],
)
def test_numbers_that_do_not_follow(wrong, says):
    assert [(one.severity, one.code, one.says) for one in found(SOUND, numbering=[wrong])] == [(ERROR, "numbering", says)]


# --- what it says ---------------------------------------------------------------------------------------------------


def says(change, base=SOUND):
    return [str(one) for one in found(changed(base, change))]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            {"quotas.stated.person": 61, "quotas.stated.total": None},
            "Lỗi · Bảng phân bổ: Lời văn kế hoạch ghi cá nhân 61, bảng phân bổ cộng được 60. Hãy sửa lời văn hoặc bảng cho khớp.",
        ),
        (
            {"date": date(2025, 5, 12), "conferences[2].complete_by": None},
            "Nên sửa · Hạn gửi hồ sơ: Từ ngày ban hành (12/05/2025) đến hết hạn gửi hồ sơ các đơn vị chỉ có 04 ngày, "
            "trong đó 04 ngày làm việc. Nên dành ít nhất 10 ngày để cơ sở họp bình xét và lấy xác nhận.",
        ),
        (
            {"conferences[2].delegates_above": 310},
            "Nên sửa · Hội nghị cấp cơ sở, mức hội nghị đại biểu: “Dưới 300” và “trên 310” đoàn viên bỏ sót nơi có từ 300 đến 310 "
            "đoàn viên. Hãy ghi “từ 300 đoàn viên trở lên”.",
        ),
        (
            {"deadlines[1].date": date(2025, 5, 19)},
            "Nên sửa · Hạn gửi hồ sơ: Ngày cuối còn gửi được là Chủ Nhật 18/05/2025, ngày nghỉ (Chủ nhật); ngày làm việc cuối cùng "
            "là Thứ Sáu 16/05/2025. Hãy đặt hạn sao cho ngày cuối là ngày làm việc.",
        ),
        (
            {"grounds[2]": "Căn cứ Luật Thi đua, khen thưởng ngày 26/11/2003"},
            "Lỗi · Căn cứ thứ 2: Luật Thi đua, khen thưởng số 15/2003/QH11 đã hết hiệu lực từ sau ngày 31/12/2023. "
            "Hãy thay bằng Luật năm 2022.",
        ),
    ],
)
def test_the_sentence(change, line):
    assert says(change) == [line]


def test_errors_come_first():
    mixed = found(changed(SOUND, {"late": "", "recipients[1]": "CĐVC", "conferences[1].delegates.at_most": 99}))
    assert [one.severity for one in mixed] == ["error", "warning", "hint"]


def test_a_plan_without_a_date_is_measured_from_today():
    undated = changed(SOUND, {"date": None, "deadlines[1].date": date(2025, 3, 12), "conferences[2].complete_by": None})
    assert says({}, undated) == [
        "Lỗi · Hạn gửi hồ sơ: Ngày cuối của hạn gửi hồ sơ là 11/03/2025, trước hôm nay (12/03/2025). "
        "Hãy lùi ngày này, hoặc xem lại ngày ban hành."
    ]


def test_a_paper_of_no_date_is_not_measured_by_the_day_on_which_it_is_read():
    change = {"date": None, "grounds[2]": "Căn cứ Luật Thi đua, khen thưởng năm 2003"}
    assert findings(changed(SOUND, change), today=None, days=DAYS, grounds=GROUNDS) == []
    assert findings(changed(MOVEMENT, {"date": None}), today=None) == []


def test_the_office_sets_its_own_limits():
    few = changed(SOUND, {"date": date(2025, 5, 12), "conferences[2].complete_by": None})
    assert [one.severity for one in found(few, limits=Limits(few_days=10, least_days=5))] == ["error"]
    assert found(few, limits=Limits(few_days=4)) == []


def test_a_finding_is_another_one_when_its_figures_change():
    def stated(total):
        return found(changed(SOUND, {"quotas.stated": {"total": total}}))[0].key

    assert stated(71) == stated(71)
    assert stated(71) != stated(72)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("", "Cả kế hoạch"),
        ("sections[2].sections[3].shows[1]", "Mục II.3 “Chương trình”"),
        ("sections[4].text", "Mục IV “Phân bổ”"),
        ("conferences[1].agenda[2].title", "Hội nghị, chương trình, dòng 2"),
        ("conferences[2]", "Hội nghị cấp cơ sở"),
        ("criteria[1].text", "Tiêu chuẩn thứ 1 (Cá nhân khối hành chính, sự nghiệp)"),
        ("tasks[1].items[1]", "Nhiệm vụ của “LĐLĐ tỉnh”, ý 1"),
        ("recipients[2]", "Nơi nhận, dòng 2"),
        ("criteria[9]", "Tiêu chuẩn, dòng 9"),
        ("nobody[1].knows", "nobody, dòng 1"),
    ],
)
def test_places_in_words(where, words):
    assert in_words(where, SOUND) == words


def test_sections_below_sections_are_called_by_their_numbers():
    deep = {"sections": [{"sections": [{"sections": [{"heading": "Ba", "sections": [{"text": "bốn"}]}]}]}]}
    assert in_words("sections[1].sections[1].sections[1]", deep) == "Mục I.1.1 “Ba”"
    assert in_words("sections[1].sections[1].sections[1].sections[1].text", deep) == "Mục I.1.1.a"


# --- data that are still being typed --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", sorted(SOUND))
def test_a_plan_that_lacks_anything_can_be_looked_at(key):
    for empty in ({**SOUND, key: None}, {name: value for name, value in SOUND.items() if name != key}, {key: SOUND[key]}):
        assert all(one.says for one in found(empty))


def test_an_empty_plan_can_be_looked_at():
    assert {"no-title", "no-issuer", "no-text", "no-recipients"} <= {one.code for one in found({})}
