"""Heads and feet as they come out of old files: two columns on one line, short names, dates in figures, joint signatures."""

from datetime import date

from conferences.reading import Reading, read
from portal.sources.reading import text_source

BODY = """I. MỤC ĐÍCH, YÊU CẦU
- Tôn vinh điển hình tiên tiến trong phong trào thi đua.
II. THỜI GIAN, ĐỊA ĐIỂM
- Thời gian: ngày 20/6/2025.
III. TỔ CHỨC THỰC HIỆN
- Các công đoàn cơ sở: tham gia hội nghị.
"""
FOOT = """Nơi nhận:
- Các CĐCS;
- Lưu: VT.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Lê Thị Mẫu
"""


def plan(head: str, foot: str = FOOT) -> Reading:
    return read(text_source(f"{head}\n{BODY}\n{foot}"))


HEAD = """LIÊN ĐOÀN LAO ĐỘNG HUYỆN AN PHÚ
Số: 08/KH-LĐLĐ
An Phú, ngày 03 tháng 3 năm 2025
KẾ HOẠCH
Tổ chức Hội nghị điển hình tiên tiến
Ban Thường vụ Liên đoàn Lao động huyện xây dựng kế hoạch như sau:
"""


# --- heads ----------------------------------------------------------------------------------------------------------


def test_two_columns_on_one_line_and_short_names():
    data = plan(
        """TỔNG LIÊN ĐOÀN LĐVN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
LĐLĐ THÀNH PHỐ ĐÀ NẴNG Độc lập - Tự do - Hạnh phúc
Số:21/KH - LĐLĐ Đà Nẵng, ngày 17 tháng 11 năm 2009.
KẾ HOẠCH
Tổ chức Hội nghị điển hình tiên tiến
Ban Thường vụ Liên đoàn Lao động thành phố Đà Nẵng triển khai kế hoạch như sau:
"""
    ).data
    assert (data["number"], data["place"], data["date"]) == ("21/KH-LĐLĐ", "Đà Nẵng", date(2009, 11, 17))
    assert data["issuers"][0]["name"] == "Liên đoàn Lao động thành phố Đà Nẵng"
    assert data["issuers"][0]["superior"] == "Tổng Liên đoàn Lao động Việt Nam"
    assert data["conferences"][0]["level"] == "province"


def test_a_short_name_stays_where_the_text_never_writes_it_in_full():
    head = HEAD.replace("LIÊN ĐOÀN LAO ĐỘNG HUYỆN AN PHÚ", "LĐLĐ HUYỆN AN PHÚ").replace("Liên đoàn Lao động huyện", "LĐLĐ huyện")
    assert plan(head).data["issuers"][0]["name"] == "LĐLĐ huyện An Phú"


def test_a_date_in_figures_may_stand_above_the_number():
    data = plan(HEAD.replace("Số: 08/KH-LĐLĐ\nAn Phú, ngày 03 tháng 3 năm 2025", "An Phú, ngày 3/3/2025\nSố 08/KH-LĐLĐ")).data
    assert (data["number"], data["place"], data["date"]) == ("08/KH-LĐLĐ", "An Phú", date(2025, 3, 3))


def test_a_title_in_capitals_is_written_as_a_sentence_and_said():
    title = "TỔ CHỨC HỘI NGHỊ ĐIỂN HÌNH TIÊN TIẾN HUYỆN AN PHÚ"
    data = plan(HEAD.replace("Tổ chức Hội nghị điển hình tiên tiến", title)).data
    assert data["title"] == "Tổ chức hội nghị điển hình tiên tiến huyện An Phú"
    assert "title" in [note.get("where") for note in data["notes"]]


def test_the_lead_may_be_a_sentence_behind_its_ground():
    ground = "Thực hiện Hướng dẫn số 12/HD-CĐCT ngày 10/01/2025; được sự nhất trí của Đảng ủy, Hội đồng thành viên Tổng công ty. "
    data = plan(HEAD.replace("Ban Thường vụ Liên", ground + "Ban Thường vụ Liên")).data
    assert data["grounds"] == [
        "Thực hiện Hướng dẫn số 12/HD-CĐCT ngày 10/01/2025",
        "được sự nhất trí của Đảng ủy, Hội đồng thành viên Tổng công ty",
    ]
    assert data["lead"] == "Ban Thường vụ Liên đoàn Lao động huyện xây dựng kế hoạch như sau:"


def test_a_line_above_the_plan_that_belongs_nowhere_is_said():
    data = plan("Hội nghị điển hình tiên tiến năm nay\n" + HEAD).data
    assert [note["says"] for note in data["notes"] if "Hội nghị điển hình tiên tiến năm nay" in note["says"]] == [
        "Không xếp được vào chỗ nào: “Hội nghị điển hình tiên tiến năm nay”."
    ]


# --- feet -----------------------------------------------------------------------------------------------------------


def test_recipients_and_signature_side_by_side_on_the_same_lines():
    foot = """Nơi nhận: TM. BAN THƯỜNG VỤ
- TLĐ (báo cáo); CHỦ TỊCH
- Các cấp CĐ;
- Lưu VT. (đã ký)

Nguyễn Văn Mẫu
"""
    data = plan(HEAD, foot).data
    assert data["recipients"] == ["TLĐ (báo cáo)", "Các cấp CĐ", "Lưu VT"]
    assert data["issuers"][0]["authority"] == ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"]
    assert data["issuers"][0]["signer"] == "Nguyễn Văn Mẫu"


def test_the_office_may_stand_in_small_letters():
    data = plan(HEAD, FOOT.replace("CHỦ TỊCH", "Phó Chủ tịch")).data
    assert data["issuers"][0]["authority"] == ["TM. BAN THƯỜNG VỤ", "Phó Chủ tịch"]


def test_two_issuers_on_one_line_sign_under_their_names_whatever_their_order():
    head = HEAD.replace("LIÊN ĐOÀN LAO ĐỘNG HUYỆN AN PHÚ", "LIÊN ĐOÀN LAO ĐỘNG HUYỆN AN PHÚ - PHÒNG GIÁO DỤC VÀ ĐÀO TẠO")
    foot = """PHÒNG GIÁO DỤC VÀ ĐÀO TẠO
KT. TRƯỞNG PHÒNG
PHÓ TRƯỞNG PHÒNG

Hoàng Văn Mẫu

LIÊN ĐOÀN LAO ĐỘNG HUYỆN
TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Bùi Thị Mẫu

Nơi nhận:
- UBND huyện;
- Lưu: VT.
"""
    data = plan(head, foot).data
    assert [(one["name"], one["authority"], one["signer"]) for one in data["issuers"]] == [
        ("Liên đoàn Lao động huyện An Phú", ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"], "Bùi Thị Mẫu"),
        ("Phòng Giáo dục và Đào tạo", ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"], "Hoàng Văn Mẫu"),
    ]
    assert data["recipients"] == ["UBND huyện", "Lưu: VT"]
    assert "appendices" not in data


def test_a_name_in_capitals_signs():
    data = plan(HEAD, FOOT.replace("Lê Thị Mẫu", "(Đã ký)\n\nLÊ THỊ MẪU")).data
    assert data["issuers"][0]["signer"] == "Lê Thị Mẫu"


def test_type_and_title_may_share_a_line():
    head = "Trường Cao đẳng Mẫu\n\nKế hoạch tổ chức hội nghị điển hình tiên tiến năm 2025\n\nCăn cứ Kế hoạch số 391/KH-CĐCT ngày 13/9/2024."
    data = plan(head + " Ban Chấp hành công đoàn Trường Cao đẳng Mẫu xây dựng kế hoạch như sau:\n").data
    assert data["title"] == "Tổ chức hội nghị điển hình tiên tiến năm 2025"
    assert (data["grounds"], data["issuers"][0]["name"]) == (
        ["Căn cứ Kế hoạch số 391/KH-CĐCT ngày 13/9/2024"],
        "Công đoàn Trường Cao đẳng Mẫu",
    )


def test_a_title_longer_than_a_title_can_be_is_said_and_left_out():
    title = "TỔ CHỨC HỘI NGHỊ " + "ĐIỂN HÌNH TIÊN TIẾN " * 30
    data = plan(HEAD.replace("Tổ chức Hội nghị điển hình tiên tiến", title)).data
    assert "title" not in data
    assert any(note["says"].startswith("Không xếp được vào chỗ nào: “TỔ CHỨC HỘI NGHỊ") for note in data["notes"])


def test_other_hands_write_the_same_marks_otherwise():
    head = """LIÊN ĐOÀN LAO ĐỘNG TỈNH AN HÒA
BAN CHẤP HÀNH
Số 45/KH-LĐLĐ
An Hòa, ngày 09-01-2025
KẾ HOẠCH
V/v tổ chức Hội nghị điển hình tiên tiến
Thực hiện Công văn số 1250/TLĐ-CSPL ngày 20/11/2024 của Tổng LĐLĐ Việt Nam, Ban Thường vụ LĐLĐ tỉnh xây dựng kế hoạch như sau
"""
    data = plan(head, FOOT.replace("TM. BAN", "T.M BAN").replace("CHỦ TỊCH", "P. CHỦ TỊCH")).data
    assert (data["date"], data["title"]) == (date(2025, 1, 9), "V/v tổ chức Hội nghị điển hình tiên tiến")
    assert data["grounds"] == ["Thực hiện Công văn số 1250/TLĐ-CSPL ngày 20/11/2024 của Tổng LĐLĐ Việt Nam"]
    assert data["lead"] == "Ban Thường vụ LĐLĐ tỉnh xây dựng kế hoạch như sau"
    assert (data["issuers"][0]["name"], data["issuers"][0]["authority"]) == (
        "Liên đoàn Lao động tỉnh An Hòa",
        ["T.M BAN THƯỜNG VỤ", "P. CHỦ TỊCH"],
    )


def test_without_a_letterhead_the_place_may_name_the_level():
    head = "Số: 09/KH-LĐLĐ Quận Tây Mẫu, ngày 20 tháng 5 năm 2025\nKẾ HOẠCH\nTổ chức Hội nghị điển hình tiên tiến\n"
    assert plan(head).data["issuers"][0]["name"] == "Liên đoàn Lao động quận Tây Mẫu"
