"""The columns of a summary list: what the portal writes, and what offices call them (law-and-format 6.5)."""

from __future__ import annotations

from collections.abc import Collection

from nominations.summary_list.facts import ETHNIC_GROUP, PARTY
from portal.xlsx.tables import Wanted

PERSON, COLLECTIVE = "person", "collective"
BORN = "Ngày, tháng, năm sinh"
LABELS = {  # as the portal's own sheets call them
    "number": "STT",
    "name": "Họ và tên",
    "position": "Chức vụ, đơn vị công tác",
    "male": "Nam",
    "female": "Nữ",
    "birth": "Chưa rõ nam, nữ",  # printed only where there is somebody of whom it is not known
    "sex": "Giới tính",
    "ethnic_group": "Dân tộc",
    "party_since": "Ngày vào Đảng",
    "summary": "Tóm tắt thành tích",
    "awards": "Danh hiệu, hình thức khen thưởng đã đạt (năm, số QĐ, ngày)",
    "initiatives": "Sáng kiến (năm, cấp, tên, số QĐ công nhận)",
    "category": "Đối tượng",
    "note": "Ghi chú",
}
COLLECTIVE_LABELS = {
    "number": "STT",
    "name": "Tên tập thể",
    "kind": "Loại tập thể",
    "people": "Tổng số lao động, đoàn viên",
    "women": "Trong đó nữ",
    "summary": LABELS["summary"],
    "awards": LABELS["awards"],
    "initiatives": LABELS["initiatives"],
    "category": LABELS["category"],
    "note": LABELS["note"],
}
NUMBERS = ("STT", "TT", "Số TT", "Số thứ tự")
PEOPLE_NAMES = ("Họ và tên", "Họ tên", "Họ, chữ đệm và tên", "Họ và tên cá nhân", "Họ và tên (xếp theo ABC)", "Họ và tên người được đề nghị")
TEAM_NAMES = ("Tên tập thể", "Tập thể", "Tên đơn vị, tập thể", "Tên tập thể, hộ gia đình", "Tên tập thể được đề nghị", "Tên hộ gia đình")
POSITIONS = (
    *("Chức vụ, đơn vị công tác", "Chức vụ, nơi làm việc", "Chức vụ, nơi công tác", "Chức vụ, đơn vị", "Chức danh, đơn vị công tác"),
    *("Chức vụ, chức danh, đơn vị công tác", "Chức danh, nơi công tác", "Nghề nghiệp, chức vụ", "Chức vụ", "Chức danh"),
)
WORKPLACES = ("Đơn vị công tác", "Nơi công tác", "Nơi làm việc", "Phòng, ban", "Bộ phận công tác")
BIRTHS = (BORN, "Ngày sinh", "Năm sinh", "Ngày/tháng/năm sinh", "Sinh ngày", "Sinh năm")
SUMMARIES = ("Tóm tắt thành tích", "Thành tích", "Tóm tắt thành tích đạt được", "Thành tích đạt được", "Thành tích nổi bật", "Tóm tắt thành tích nổi bật")
AWARDS = (
    *(LABELS["awards"], "Danh hiệu, hình thức đã đạt (số QĐ, ngày)", "Danh hiệu, hình thức đã đạt", "Danh hiệu đã đạt"),
    *("Danh hiệu, hình thức khen thưởng đã đạt", "Danh hiệu thi đua, hình thức khen thưởng đã đạt được", "Các hình thức khen thưởng"),
    *("Danh hiệu thi đua, hình thức khen thưởng", "Hình thức khen thưởng đã đạt", "Danh hiệu, hình thức khen thưởng", "Khen thưởng đã đạt"),
)
INITIATIVES = (LABELS["initiatives"], "Sáng kiến (tên, số QĐ công nhận)", "Sáng kiến", "Sáng kiến, đề tài", "Sáng kiến, giải pháp", "Tên sáng kiến")
CATEGORIES = ("Đối tượng", "Đối tượng đề nghị", "Nhóm đối tượng", "Đối tượng khen thưởng", "Khối")
UNITS = ("Đơn vị", "Tên đơn vị", "Đơn vị đề nghị", "Công đoàn cơ sở", "CĐCS", "Tên CĐCS")
NOTES = ("Ghi chú",)
ETHNIC = ("Dân tộc",)
PARTIES = ("Ngày vào Đảng", "Đảng viên (ngày kết nạp)", "Ngày kết nạp Đảng", "Đảng viên", "Vào Đảng ngày")
PEOPLE = (COLLECTIVE_LABELS["people"], "Tổng số lao động/đoàn viên", "Tổng số lao động", "Tổng số đoàn viên", "Tổng số người", "Số lao động", "Số người")
WOMEN = ("Trong đó nữ", "Số nữ", "Lao động nữ", "Nữ")
TEAM_KINDS = ("Loại tập thể", "Loại", "Loại hình")
SEX = ("Giới tính", "Nam/Nữ", "Giới", "Phái")
LEFT_ASIDE = {ETHNIC_GROUP: ETHNIC, PARTY: PARTIES}  # read only where the plan asks


def wanted_tables(asks: Collection[str]) -> dict[str, tuple[Wanted, ...]]:
    """What is looked for on a sheet of people and on one of collectives."""
    return {PERSON: _people(asks), COLLECTIVE: _collectives()}


def _people(asks: Collection[str]) -> tuple[Wanted, ...]:
    besides = [_may("ethnic_group", ETHNIC)] * (ETHNIC_GROUP in asks) + [_figure("party_since", PARTIES)] * (PARTY in asks)
    return (
        _may("number", NUMBERS),
        Wanted("name", LABELS["name"], PEOPLE_NAMES),
        _may("position", POSITIONS),
        _may("workplace", WORKPLACES),
        _figure("male", tuple(f"{birth} Nam" for birth in BIRTHS) + ("Nam",)),
        _figure("female", tuple(f"{birth} Nữ" for birth in BIRTHS) + ("Nữ",)),
        _figure("birth", (f"{BORN} {LABELS['birth']}", *BIRTHS)),
        _may("sex", SEX),
        *besides,
        *_merits(),
    )


def _collectives() -> tuple[Wanted, ...]:
    return (
        _may("number", NUMBERS),
        Wanted("name", COLLECTIVE_LABELS["name"], TEAM_NAMES),
        _may("kind", TEAM_KINDS),
        _figure("people", PEOPLE),
        _figure("women", WOMEN),
        *_merits(),
    )


def _merits() -> tuple[Wanted, ...]:
    unit = Wanted("unit", UNITS[0], UNITS, required=False, fills_down=True)
    return _may("summary", SUMMARIES), _may("awards", AWARDS), _may("initiatives", INITIATIVES), _may("category", CATEGORIES), unit, _may("note", NOTES)


def _may(key: str, names: tuple[str, ...]) -> Wanted:
    return Wanted(key, names[0], names, required=False)


def _figure(key: str, names: tuple[str, ...]) -> Wanted:
    """Merged cells are a fault also from side to side: a birth date stands in one column."""
    return Wanted(key, names[0], names, required=False, is_figure=True)
