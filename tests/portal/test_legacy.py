"""Texts of before Unicode are recognised; Unicode Vietnamese and foreign names are left alone."""

from pathlib import Path

import pytest

from portal.fields.legacy import legacy_encoding


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NguyÔn V¨n A", "phông TCVN3 (.VnTime)"),
        ("Liªn ®oµn Lao ®éng", "phông TCVN3 (.VnTime)"),
        ("Nguyeãn Vaên A", "phông VNI"),
        ("Keá hoaïch toå chöùc", "phông VNI"),
        ("Nguyá»…n Thá»‹ Há»“ng", "bảng mã bị đọc sai"),
        ("LiÃªn Ä‘oÃ n Lao Ä‘á»™ng", "bảng mã bị đọc sai"),
    ],
)
def test_old_fonts_and_wrong_code_pages_are_named(text, expected):
    assert legacy_encoding(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn A",
        "hoà, khoá, toà",
        "Noël",
        "Samsung® Vina",
        "© 2020",
        "µm",
        "Ksor H'Bia",
        "R&D",
        "Rơ Châm H’Ñhung",
        "ANH HÙNG",
        "",
    ],
)
def test_unicode_is_left_alone(text):
    assert legacy_encoding(text) == ""


def test_no_line_of_a_real_plan_is_taken_for_an_old_font():
    lines = Path("conferences/examples/lai-chau-2020.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 100
    assert [line for line in lines if legacy_encoding(line)] == []
