import pytest

from papers.authority import FORMS, PRESETS, authority, collective, deputy, spelled_out


@pytest.mark.parametrize(
    ("form", "names", "lines"),
    [
        ("", {"post": "Chủ tịch"}, ("CHỦ TỊCH",)),
        ("TM.", {"collective": "Ban Thường vụ", "post": "Chủ tịch"}, ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH")),
        ("KT.", {"head": "Chủ tịch", "post": "Phó Chủ tịch"}, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (
            "TM.+KT.",
            {"collective": "Ủy ban nhân dân", "head": "Chủ tịch", "post": "Phó Chủ tịch"},
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ("TL.", {"head": "Chủ tịch", "post": "Chánh Văn phòng"}, ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (
            "TL.+KT.",
            {"head": "Chủ tịch", "below": "Chánh Văn phòng", "post": "Phó Chánh Văn phòng"},
            ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
        ("TUQ.", {"head": "Chủ tịch", "post": "Trưởng ban"}, ("TUQ. CHỦ TỊCH", "TRƯỞNG BAN")),
        ("Q.", {"post": "Chủ tịch"}, ("Q. CHỦ TỊCH",)),
        ("TM.+Q.", {"collective": "Ban Chấp hành", "post": "Chủ tịch"}, ("TM. BAN CHẤP HÀNH", "Q. CHỦ TỊCH")),
    ],
)
def test_every_form_of_signing(form, names, lines):
    assert authority(form, **names) == lines


def test_no_form_is_left_out_above():
    [forms] = [mark.args[1] for mark in test_every_form_of_signing.pytestmark]
    assert [form for form, _, _ in forms] == list(FORMS)


def test_a_deputy_of_a_union_signs_as_the_office_has_set():
    given = {"head": "Chủ tịch", "post": "Phó Chủ tịch"}
    assert deputy("Ban Thường vụ", **given, style="KT.") == ("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert deputy("Ban Thường vụ", **given, style="TM.") == ("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH")


def test_every_preset_is_one_of_the_forms():
    marks = {form: [line.split(" ")[0] if line.startswith(("T", "K", "Q")) else "" for line in FORMS[form]] for form in FORMS}
    found = [[line.split(" ")[0] if line.split(" ")[0].endswith(".") else "" for line in preset] for preset in PRESETS]
    assert [one for one in found if one not in marks.values()] == []


def test_the_collective_of_a_block():
    assert collective(("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH")) == "BAN THƯỜNG VỤ"
    assert collective(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")) == ""
    assert collective(()) == ""


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("TM. BTV LĐLĐ HUYỆN", "TM. BAN THƯỜNG VỤ"),  # as An Dương shortens it
        ("TM. BCH", "TM. BAN CHẤP HÀNH"),
        ("TM. BTV CĐCS", "TM. BAN THƯỜNG VỤ CĐCS"),  # not this body's name: kept
        ("TM. UBND", "TM. ỦY BAN NHÂN DÂN"),
        ("TM. BAN THƯỜNG VỤ", "TM. BAN THƯỜNG VỤ"),
        ("KT. CHỦ TỊCH", "KT. CHỦ TỊCH"),
    ],
)
def test_what_an_office_shortens_prints_in_full(line, printed):
    assert spelled_out(line, "Liên đoàn Lao động huyện An Dương") == printed
