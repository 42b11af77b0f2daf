"""Plans of other shapes, invented for this: state side, movement, quotas as a list, a head in disorder and a broken text."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from conferences.plan_file import read as read_file
from conferences.plan_file.write import written
from conferences.reading import NotAPlan, Reading, read
from portal.sources import Line
from portal.sources.reading import read_source, text_source
from tests.conferences.documents import word_of
from tests.conferences.leaves import compared, invented

TEXTS = Path(__file__).resolve().parent / "data" / "reading"
NAMES = ("state-district", "movement", "district-list", "wrapped-no-number", "department", "dashed-numbers")


def reading(name: str) -> Reading:
    return read(read_source((TEXTS / f"{name}.txt").read_bytes()))


def headings(sections: list[dict], depth: int = 0) -> list[str]:
    """The outline: a heading or "..." for a clause, two blanks for each level, what it shows behind it."""
    made = []
    for one in sections:
        shown = "".join(f" [{show['what']}{' ' + show['of'] if 'of' in show else ''}]" for show in one.get("shows", []))
        made.append("  " * depth + one.get("heading", "...") + shown)
        made += headings(one.get("sections", []), depth + 1)
    return made


def rows(data: dict) -> list[tuple]:
    return [(row["target"], row["kind"], *row["places"].values()) for row in data["quotas"]["rows"]]


@pytest.mark.parametrize("name", NAMES)
def test_whatever_its_shape_nothing_is_invented_and_it_is_a_plan_file(name):
    source = read_source((TEXTS / f"{name}.txt").read_bytes())
    data = read(source).data
    assert invented(data, source) == {}
    file = read_file(written(data).encode())
    assert (file.faults, file.data) == ([], data)


@pytest.mark.parametrize("name", NAMES[:3])
def test_as_a_word_document_it_gives_the_same(name):
    source = read_source((TEXTS / f"{name}.txt").read_bytes())
    found = compared(read(source).data, read(read_source(word_of(source))).data)
    assert (found.missing, found.different, found.besides) == ({}, {}, {}), str(found)


def test_a_state_plan_without_number_and_day():
    data = reading("state-district").data
    assert (data["number"], data["place"], data.get("date")) == ("/KH-UBND", "Bình Minh", None)
    assert data["title"] == "Tổ chức Hội nghị điển hình tiên tiến huyện Bình Minh giai đoạn 2020 - 2025"
    assert data["period"] == {"from": 2020, "to": 2025}
    assert data["issuers"] == [
        {
            "name": "Ủy ban nhân dân huyện Bình Minh",
            "authority": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            "signer": "Nguyễn Văn Mẫu",
        }
    ]
    assert data["grounds"][2] == "Theo đề nghị của Trưởng phòng Nội vụ huyện"
    assert data["lead"].startswith("Ủy ban nhân dân huyện ban hành Kế hoạch")
    assert headings(data["sections"]) == [
        "Mục đích, yêu cầu",
        "  Mục đích",
        "    ...",
        "    ...",
        "  Yêu cầu",
        "Nội dung",
        "  Thời gian, địa điểm tổ chức",
        "  Thành phần, số lượng đại biểu",
        "  Chương trình Hội nghị [agenda own]",
        "Tiêu chuẩn, số lượng",
        "  Tiêu chuẩn",
        "    Đối với tập thể [criteria collective]",
        "    Đối với cá nhân [criteria person]",
        "  Số lượng khen thưởng [quotas]",
        "Hồ sơ, thời hạn",
        "  Hồ sơ đề nghị gồm [dossier]",
        "  Thời hạn",
        "Hình thức khen thưởng [awards]",
        "Kinh phí [budget]",
        "Tổ chức thực hiện",
        "  Phòng Nội vụ [tasks Phòng Nội vụ]",
        "  Phòng Tài chính - Kế hoạch [tasks Phòng Tài chính - Kế hoạch]",
        "  Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam huyện [tasks Ủy ban Mặt trận Tổ quốc Việt Nam huyện]",
    ]
    own = data["conferences"][0]
    span = {"from": date(2025, 5, 21), "to": date(2025, 5, 31), "days": Decimal("0.5")}
    assert own["when"] == {"text": "cuối tháng 5 năm 2025", "tentative": True, **span}
    assert own["where"] == "Trung tâm Hội nghị huyện"
    place = data["sections"][1]["sections"][0]["text"]
    assert place == "- Thời gian: {own.when.days}, dự kiến {own.when.text}.\n- Địa điểm: {own.where}."
    assert data["quotas"]["stated"] == {"total": 30, "collective": 10, "person": 20}
    assert rows(data) == [("Phòng Giáo dục và Đào tạo", "unit", 4, 8), ("Trung tâm Y tế", "unit", 2, 5), ("Xã An Hòa", "unit", 4, 7)]
    assert (data["dossier_copies"], data["late"], len(data["dossier"])) == (3, "sẽ không xem xét", 3)
    assert data["deadlines"] == [{"what": "dossier", "date": date(2025, 4, 20), "before": True, "to": "Phòng Nội vụ huyện"}]
    assert data["tasks"][0]["items"] == [
        "Chủ trì tham mưu tổ chức Hội nghị",
        "Tổng hợp hồ sơ trình Hội đồng Thi đua - Khen thưởng huyện",
    ]
    assert data["closing"].startswith("Yêu cầu các phòng, ban, ngành") and data["recipients"][-1] == "Lưu: VT, NV"


def test_a_movement_has_a_theme_audiences_and_phases():
    found = reading("movement")
    data = found.data
    assert (data["kind"], data["number"], data["movement"].get("theme")) == ("movement", "12/KH-LĐLĐ", "Đoàn kết, sáng tạo, hiệu quả")
    assert data["issuers"][0]["superior"] == "Tổng Liên đoàn Lao động Việt Nam"
    assert data["grounds"] == ["Thực hiện Nghị quyết Đại hội XIII Công đoàn Việt Nam"]
    assert [one["name"] for one in data["movement"]["audiences"]] == [
        "công nhân, lao động trong doanh nghiệp",
        "cán bộ, công chức, viên chức",
    ]
    first = data["movement"]["phases"][0]
    assert (first["name"], first["from"], first["to"]) == ("Đợt 1", date(2025, 1, 1), date(2025, 4, 30))
    assert first["occasions"] == ["95 năm Ngày thành lập Đảng Cộng sản Việt Nam", "Ngày Giải phóng miền Nam 30/4"]
    assert [(one.found, one.expected) for one in found.numbering] == [("5", "4")]
    assert data["deadlines"][0] == {
        "what": "report",
        "date": date(2025, 12, 15),
        "before": False,
        "from": "Các công đoàn cấp trên trực tiếp cơ sở",
        "to": "Liên đoàn Lao động tỉnh",
    }
    assert "conferences" not in data


def test_quotas_as_a_list_and_a_rule_for_each_unit():
    found = reading("district-list")
    data = found.data
    assert data["issuers"][0]["superior"] == "Liên đoàn Lao động tỉnh Đông Giang"
    assert headings(data["sections"])[1:6] == [
        "Đối tượng, tiêu chuẩn",
        "  Đối tượng [eligible]",
        "  Tiêu chuẩn [criteria]",
        "Số lượng [quotas]",
        "Thời gian, địa điểm",
    ]
    assert data["quotas"]["stated"] == {"total": 24}
    assert [row[2] for row in rows(data)] == [4, 12, 8]
    said = [note["says"] for note in found.notes if note["where"] == "quotas"]
    assert said == ["Chỉ tiêu cho mỗi đơn vị chưa thành dòng của bảng: “Các công đoàn cơ sở còn lại, mỗi CĐCS 02 suất dự lễ.”."]
    assert data["conferences"][0]["when"]["text"] == "7 giờ 30, ngày 28/7/2023"
    assert [(task["by"], task["items"]) for task in data["tasks"]] == [
        ("Ủy ban Kiểm tra", ["thẩm định danh sách"]),
        ("Các công đoàn cơ sở", ["bình xét, gửi hồ sơ đúng hạn"]),
    ]
    assert data["deadlines"][0]["before"] is False


def test_a_head_in_disorder_and_lines_broken_at_the_margin():
    found = reading("wrapped-no-number")
    data = found.data
    assert "number" not in data
    assert (data["place"], data["date"]) == ("Nam Hải", date(2024, 8, 14))
    assert data["title"] == "Tổ chức Hội nghị biểu dương công nhân lao động giỏi lần thứ II, năm 2024"
    assert (data["conferences"][0]["name"], data["conferences"][0]["ordinal"]) == ("Hội nghị biểu dương công nhân lao động giỏi", "II")
    assert data["issuers"][0]["name"] == "Liên đoàn Lao động thành phố Nam Hải"
    assert data["grounds"][1] == "Căn cứ tình hình thực tế"
    assert data["conferences"][0]["delegates"] == {"at_most": 180}
    assert data["criteria"][0]["text"].endswith("có ít nhất 02 sáng kiến được áp dụng trong năm 2023.")
    assert [(one["what"], one["date"]) for one in data["deadlines"]] == [("dossier", date(2024, 9, 15)), ("speech", date(2024, 9, 20))]
    assert rows(data) == [("Khối Dệt may", "bloc", 20), ("Khối Cơ khí", "bloc", 15)]
    assert [(one.found, one.expected) for one in found.numbering] == [("V", "IV")]


def test_a_department_with_its_own_name_in_small_letters():
    data = reading("department").data
    assert (data["issuers"][0]["name"], data["issuers"][0]["superior"]) == ("Sở Nội vụ", "UBND tỉnh Đông Giang")
    when = data["conferences"][0]["when"]
    assert (when["text"], when["from"]) == ("Sáng ngày 20/5/2023 (thứ Bảy)", date(2023, 5, 20))
    assert headings(data["sections"])[5:8] == ["Đối tượng và tiêu chuẩn", "  Tập thể [criteria collective]", "  Cá nhân [criteria person]"]
    assert [(one["what"], one["date"], one["to"]) for one in data["deadlines"]] == [("dossier", date(2023, 4, 30), "Sở Nội vụ")]


def test_two_conferences_of_two_levels_and_spans_in_words():
    text = "\n".join(
        [
            "KẾ HOẠCH",
            "Tổ chức Đại hội thi đua yêu nước các cấp",
            "I. NỘI DUNG",
            "1. Đối với cấp cơ sở",
            "- Thời gian: 01 buổi, hoàn thành trước ngày 30/4/2025.",
            "- Số lượng: tối đa 100 đại biểu.",
            "2. Cấp huyện",
            "- Thời gian: 01 ngày, dự kiến Quý II năm 2025.",
            "II. KINH PHÍ",
            "Theo dự toán.",
            "III. TỔ CHỨC THỰC HIỆN",
            "1. Phòng Nội vụ: Tổng hợp, báo cáo kết quả thi đua.",
        ]
    )
    own, below = read(text_source(text)).data["conferences"]
    assert (own["level"], own["when"]["from"], own["when"]["to"]) == ("district", date(2025, 4, 1), date(2025, 6, 30))
    assert (below["level"], below["own"], below["delegates"]) == ("grassroots", False, {"at_most": 100})
    assert below["complete_by"] == {"date": date(2025, 4, 30), "before": True}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("QUYẾT ĐỊNH\nVề việc khen thưởng\nI. Tặng Giấy khen\nII. Tổ chức thực hiện", "Tài liệu này là Quyết định, không phải kế hoạch"),
        ("Món canh chua\n1. Nguyên liệu\n2. Cách nấu", "Tài liệu này không giống một kế hoạch"),
        ("KẾ HOẠCH\nKinh doanh năm 2025\nI. Doanh thu\nII. Chi phí", "Tài liệu này không giống một kế hoạch"),
    ],
)
def test_what_is_no_plan_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(NotAPlan, match=sentence):
        read(text_source(text))


def test_every_line_of_the_text_is_somewhere_or_said_to_be_nowhere():
    """Lines that carry a fact of the whole paper (motto, type, rules) have no place of their own."""
    ignored = ("CỘNG HÒA", "Độc lập", "KẾ HOẠCH", "Nơi nhận", "(Đã ký)")
    for name in NAMES:
        source = read_source((TEXTS / f"{name}.txt").read_bytes())
        found = read(source)
        placed = {at for places in found.places.values() for at in places}
        lost = [block for at, block in enumerate(source.blocks) if isinstance(block, Line) and block.text and at not in placed]
        assert [block.text for block in lost if not block.text.startswith(ignored)] == []


def test_sections_numbered_with_dashes_and_a_letterhead_of_two_columns_on_one_line():
    data = reading("dashed-numbers").data
    issuer = {"name": "Liên đoàn Lao động huyện An Hòa", "superior": "Liên đoàn Lao động tỉnh Bình Sơn"}
    assert {key: data["issuers"][0][key] for key in issuer} == issuer
    assert [one["level"] for one in data["conferences"]] == ["district"]
    assert headings(data["sections"])[3:7] == [
        "Đối tượng, tiêu chuẩn, số lượng",
        "  Đối tượng [eligible]",
        "  Tiêu chuẩn [criteria]",
        "  Số lượng [quotas]",
    ]
    assert data["quotas"]["stated"] == {"total": 40}
    assert rows(data) == [
        ("CĐCS cơ quan Huyện ủy", "unit", 3),
        ("CĐCS Trường THPT An Hòa", "unit", 5),
        ("CĐCS Công ty TNHH Tân Bình", "unit", 20),
        ("CĐCS xã Tân Lập", "unit", 12),
    ]
    assert data["dossier"] == ["Danh sách trích ngang", "Báo cáo thành tích có xác nhận của thủ trưởng đơn vị"]
