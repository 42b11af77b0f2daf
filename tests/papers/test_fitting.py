"""A text goes into its field whole, in order, between words, as large as it can; or there is a misfit that says why."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papers.fitting import Fitted, Misfit, ends_lonely, fit, lettered
from papers.stock import ABOVE, BELOW, POINTS, Field, baselines, full_face, large_blank
from portal.canvas import text_width
from tests.papers.certificates import AWARDER, LONG_NAMES, MERIT, NAMES, VERY_LONG_NAMES

FIELD = Field("merit", 20, 100, 100, 16, 10, lines=3)
LARGE = {field.key: field for field in large_blank(AWARDER).fields}


def width(line: str, fitted: Fitted, field: Field) -> float:
    """In millimetres, as it is printed."""
    return text_width(line, field.face) * fitted.size / POINTS


# --- examples -------------------------------------------------------------------------------------------------------


def test_what_fits_on_a_line_stays_as_it_is():
    assert fit("Nguyễn Thị Hoa", FIELD) == Fitted(("Nguyễn Thị Hoa",), 16)


def test_nothing_takes_no_line():
    assert fit(" \n ", FIELD) == Fitted((), 16)


def test_lines_are_of_about_equal_length_and_broken_between_phrases():
    text = "Đã có thành tích xuất sắc trong phong trào thi đua yêu nước của đơn vị"
    assert fit(text, replace(FIELD, width=125)) == Fitted(("Đã có thành tích xuất sắc", "trong phong trào thi đua yêu nước của đơn vị"), 16)


def test_the_size_goes_down_by_half_points_until_the_text_goes_in():
    text = "Nguyễn Thị Phương Thảo Hồng Ngọc"
    assert fit(text, replace(FIELD, lines=1, width=80)) == Fitted((text,), 14.5)
    ems = text_width(text, FIELD.face)
    assert ems * 14.5 / POINTS <= 80 < ems * 15 / POINTS


def test_the_smallest_size_is_tried_even_off_the_steps():
    field = replace(FIELD, lines=1, smallest=10.2)
    just = replace(field, width=text_width("Nguyễn Thị Hoa", field.face) * 10.2 / POINTS + 1e-9)
    assert fit("Nguyễn Thị Hoa", just) == Fitted(("Nguyễn Thị Hoa",), 10.2)


def test_a_letter_that_belongs_to_a_name_is_never_left_at_the_end_of_a_line():
    """Whatever the width."""
    names = ["Y Ngông Niêkdăm", "Giàng A Páo", "H' Hen Niê", "Ksor H'Bơ Khắp", "Cil Múp K' Brơih"]
    found = [fit(name, replace(FIELD, width=wide / 2)) for name in names for wide in range(34, 120)]
    ends = {line.split()[-1] for fitted in found if isinstance(fitted, Fitted) for line in fitted.lines[:-1]}
    assert ends == {"Ngông", "Giàng", "Ksor", "Múp"}


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("phong trào giai đoạn 2015 - 2020 của tỉnh", ("giai đoạn", "2015 - 2020")),
        ("Trường Tiểu học và Trung học cơ sở xã Hua Bum", ("Tiểu học", "Trung học", "cơ sở")),
        ("hoàn thành kế hoạch năm 2020 của ngành", ("hoàn thành", "năm 2020")),
        ("Sở Lao động – Thương binh và Xã hội", ("Lao động –",)),
    ],
)
def test_words_of_several_syllables_and_numbers_stay_together(text, together):
    found = [fit(text, replace(FIELD, width=wide, lines=9)) for wide in range(24, 90)]
    assert {isinstance(one, Fitted) for one in found} >= {True}
    parted = [(one.lines, word) for one in found if isinstance(one, Fitted) for word in together if not any(word in line for line in one.lines)]
    assert parted == []


def test_what_belongs_together_is_parted_before_it_is_refused():
    field = replace(FIELD, width=16, smallest=16)
    assert fit("A B C D E F G", field) == Fitted(("A B", "C D", "E F G"), 16)


def test_a_space_that_may_not_break_does_not_and_is_printed_as_a_space():
    assert fit("Hoàng Văn\u00a0Thụ", replace(FIELD, width=26)).lines == ("Hoàng", "Văn Thụ")


def test_one_short_word_is_not_left_alone_even_if_the_size_goes_down():
    field = replace(FIELD, width=36, lines=2)
    assert fit("Nguyễn Thị Hoa", field) == Fitted(("Nguyễn", "Thị Hoa"), 16)
    two = fit("Nguyễn Hoa", replace(field, width=25))
    assert (two.lines, two.size < 16) == (("Nguyễn Hoa",), True)
    assert fit("Nguyễn Hoa", replace(field, width=17)).lines == ("Nguyễn", "Hoa"), "where there is no other way"


def test_breaks_of_the_text_are_kept():
    assert fit("TM. Ban Thường vụ\nChủ tịch", LARGE["authority"]).lines == ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH")
    assert isinstance(fit("một\nhai\nba\nbốn", FIELD), Misfit)


@pytest.mark.parametrize(
    ("letters", "name", "expected"),
    [
        ("as_is", "nguyễn THỊ Hoa", "nguyễn THỊ Hoa"),
        ("upper", "H'Hen Niê", "H'HEN NIÊ"),
        ("upper", "Y Brê̆", "Y BRÊ̆"),
        ("title", "NGUYỄN THỊ ÁNH", "Nguyễn Thị Ánh"),
        ("title", "K'BRƠIH", "K'Brơih"),
        ("title", "K'brơih niê", "K'brơih Niê"),
        ("title", "Y NGÔNG NIÊKDĂM", "Y Ngông Niêkdăm"),
        ("title", "đặng thị Hoa", "Đặng Thị Hoa"),
        ("as_is", "Hoàng  Văn\u0323 ", "Hoàng Văṇ"),
    ],
)
def test_a_name_is_written_in_the_letters_of_its_field(letters, name, expected):
    assert lettered(name, letters) == expected


# --- misfits --------------------------------------------------------------------------------------------------------


def test_a_text_that_does_not_go_in_is_a_misfit_with_field_text_and_remedy():
    field = replace(FIELD, lines=1)
    assert fit(MERIT, field) == Misfit(
        "merit",
        MERIT,
        f"Ô “thành tích”: “{MERIT[:60]}…” không vừa 1 dòng rộng 100 mm, dù với cỡ chữ nhỏ nhất 10: "
        "hãy viết ngắn lại, hoặc nới ô trên phôi.",
    )
    assert isinstance(fit("Tiêu biểu", field), Fitted)


def test_a_word_wider_than_the_field_is_named():
    found = fit("Công ty Nghiêngnghiêngnghiêng", replace(FIELD, width=30))
    assert found.reason == (
        "Ô “thành tích”: từ “Nghiêngnghiêngnghiêng” rộng hơn ô (30 mm), dù với cỡ chữ nhỏ nhất 10: "
        "hãy viết ngắn lại, hoặc nới ô trên phôi."
    )


def test_a_letter_that_the_font_lacks_is_named():
    assert fit("Nguyễn 龍", FIELD).reason == (
        "Ô “thành tích”: Phông chữ Liberation Serif không có chữ “龍” (U+9F8D): hãy thay bằng chữ khác."
    )


# --- the samples take what occurs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", [large_blank, full_face], ids=lambda sample: sample.__name__)
@pytest.mark.parametrize("name", [*NAMES, *LONG_NAMES])
def test_the_samples_take_every_name(sample, name):
    field = {field.key: field for field in sample(AWARDER).fields}["name"]
    found = fit(name, field)
    assert " ".join(found.lines) == lettered(name, "upper")
    assert len(found.lines) == (1 if name in NAMES else 2)


@pytest.mark.parametrize("sample", [large_blank, full_face], ids=lambda sample: sample.__name__)
@pytest.mark.parametrize("name", VERY_LONG_NAMES)
def test_a_collective_of_more_than_150_letters_stands_on_three_lines_within_the_height_of_two(sample, name):
    field = {field.key: field for field in sample(AWARDER).fields}["name"]
    found = fit(name, field)
    assert (len(name) > 150, len(found.lines), found.size > fit(name, replace(field, grows="down", smallest=6)).size) == (True, 3, True)
    two, three = baselines(field, 2, field.size), baselines(field, 3, found.size)
    assert three[0] - ABOVE * found.size / POINTS >= two[0] - ABOVE * field.size / POINTS
    assert three[-1] + BELOW * found.size / POINTS <= two[-1] + BELOW * field.size / POINTS + 1e-6


@pytest.mark.parametrize("sample", [large_blank, full_face], ids=lambda sample: sample.__name__)
def test_the_samples_take_a_merit_of_three_lines(sample):
    field = {field.key: field for field in sample(AWARDER).fields}["merit"]
    found = fit(MERIT, field)
    assert (len(found.lines), found.size) == (3, field.size)


# --- properties -----------------------------------------------------------------------------------------------------

SYLLABLES = st.sampled_from(["Nguyễn", "Thị", "Y", "A", "H'", "H'Hen", "K'Brơih", "Niêkdăm", "và", "của", "năm", "2020", "-", "2015", "ngành"])
WORDS = st.one_of(SYLLABLES, SYLLABLES, st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyẤỀỘỮ'.,", min_size=1, max_size=14))
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
FIELDS = st.builds(
    lambda wide, size, down, lines, letters, bold: Field("name", 0, 50, wide, size, size - down, lines, letters=letters, bold=bold),
    st.integers(15, 300), st.integers(12, 48), st.sampled_from([0, 0.3, 2, 6]), st.integers(1, 5),
    st.sampled_from(["as_is", "upper"]), st.booleans(),
)  # fmt: skip


@given(TEXTS, FIELDS)
@example("H' H' H'", Field("name", 0, 50, 15, 12, 12, 3))
def test_nothing_is_lost_or_moved_and_no_line_is_wider_than_its_field(text, field):
    found = fit(text, field)
    if isinstance(found, Misfit):
        assert (found.field, found.text) == ("name", text)
        return
    assert " ".join(found.lines).split() == lettered(text, field.letters).split()
    assert [line for line in found.lines if width(line, found, field) > field.width + 1e-6] == []
    assert len(found.lines) <= field.lines
    assert field.smallest <= found.size <= field.size


@given(TEXTS, FIELDS)
def test_a_text_is_refused_if_and_only_if_it_would_not_go_in_word_by_word(text, field):
    limit = field.width * POINTS / field.smallest
    lines: list[str] = []
    for word in lettered(text, field.letters).split():
        if lines and text_width(f"{lines[-1]} {word}", field.face) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    goes_in = len(lines) <= field.lines and max(text_width(line, field.face) for line in lines) <= limit
    assert isinstance(fit(text, field), Fitted) is goes_in


@given(st.lists(st.sampled_from(["Nguyễn", "Thị", "Hoa", "Phương", "Nghiêm"]), min_size=2, max_size=7), st.integers(20, 95))
def test_a_short_word_stands_alone_at_the_end_only_where_no_division_avoids_it(words, share):
    """In a field that has so many per cent of the room that one line would need."""
    limit = text_width(" ".join(words), FIELD.face) * share / 100
    found = fit(" ".join(words), replace(FIELD, width=limit * 16 / POINTS, smallest=16, lines=7))
    if isinstance(found, Misfit) or not ends_lonely(found.lines):
        return
    divisions = [
        [" ".join(words[start:end]) for start, end in zip((0, *cuts), (*cuts, len(words)))]
        for cuts in combinations(range(1, len(words)), len(found.lines) - 1)
    ]
    fitting = [lines for lines in divisions if all(text_width(line, FIELD.face) <= limit for line in lines)]
    assert [lines for lines in fitting if not ends_lonely(lines)] == []
