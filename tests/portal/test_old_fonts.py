"""Texts of before Unicode are known, and what they say is offered; what is Vietnamese or a language beside it is left alone."""

import pytest

from portal.fields.old_fonts import repaired

TCVN3, VNI, MISREAD = "phông TCVN3 (.VnTime)", "phông VNI", "bảng mã bị đọc sai"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NguyÔn V¨n A", (TCVN3, "Nguyễn Văn A")),
        ("nguyÔn thÞ hång", (TCVN3, "nguyễn thị hồng")),
        ("TrÇn ThÞ Thu HuyÒn", (TCVN3, "Trần Thị Thu Huyền")),
        ("D\u00ad¬ng V¨n Nam", (TCVN3, "Dương Văn Nam")),
        ("PH¹M V¨N §øC", (TCVN3, "PHẠM VĂN ĐỨC")),
        ("Nguyeãn Vaên A", (VNI, "Nguyễn Văn A")),
        ("Phaïm Thò Höông", (VNI, "Phạm Thị Hương")),
        ("Leâ Hoaøng Ñöùc", (VNI, "Lê Hoàng Đức")),
        ("TRAÀN VAÊN HUØNG", (VNI, "TRẦN VĂN HÙNG")),
        ("Caàm Baù Thöôùc", (VNI, "Cầm Bá Thước")),
        ("Nguyá»…n Thá»‹ Há»“ng", (MISREAD, "Nguyễn Thị Hồng")),
        ("Nguyễn Thị Hồng".encode().decode("latin-1").encode().decode("latin-1"), (MISREAD, "Nguyễn Thị Hồng")),
    ],
)
def test_old_texts_are_read_as_they_were_meant(text, expected):
    assert repaired(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Nguyễn Văn A", "Hoàng Thị Hòa", "Hoà", "Xuân", "Trần Ái Ân", "Uông Thị Êm", "Lê Đức Thuỷ", "Giàng A Páo", "Huỳnh Thị Uyên"]
    + ["H'Hen Niê", "H’Hen Niê", "HʼHen Niê", "Y Ngông Niêkdăm", "K'Brơih", "Ksor H'Bơ Khắp", "Rơ Chăm Krứt", "Đinh Thị Xê-đăng"]
    + ["Ñ", "ĕ ŏ ŭ č ƀ ê̆", "Nguyen Van A", "R&D", ""],
)
def test_what_is_unicode_is_left_alone(text):
    assert repaired(text) == ("", "")
