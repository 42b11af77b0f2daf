"""Numbers and figures: plain data in and out."""

import pytest

from conferences.facts import (
    QuotaColumn,
    QuotaLine,
    QuotaTable,
    disagreements,
    resolved,
    section_number,
    unknown_references,
)
from papers.lines import marked


def table(subjects: list[str], *rows: tuple[int, ...]) -> QuotaTable:
    columns = tuple(QuotaColumn(key, f"Cột {key}", subject) for key, subject in enumerate(subjects, 1))
    return QuotaTable(columns, tuple(QuotaLine(key, f"Đơn vị {key}", places) for key, places in enumerate(rows, 1)))


FOUR = ["collective", "collective", "person", "person"]


@pytest.mark.parametrize(
    ("level", "place", "above", "number", "printed"),
    [
        (1, 4, "", "IV", "IV."),
        (2, 12, "IV", "12", "12."),
        (3, 1, "2", "2.1", "2.1."),
        (4, 5, "2.1", "đ", "đ)"),
        (5, 1, "đ", "", ""),
    ],
)
def test_a_section_is_numbered_by_its_level(level, place, above, number, printed):
    assert section_number(level, place, above) == number
    assert marked(number, level) == printed


def test_references_print_facts_and_leave_the_rest_as_typed():
    facts = {"quotas.total": "112", "deadline.dossier": "trước ngày 15 tháng 5 năm 2020"}
    text = "Có {quotas.total} đại biểu; hồ sơ gửi {deadline.dossier}; {own.where} và {không phải}."
    assert resolved(text, facts) == (
        "Có 112 đại biểu; hồ sơ gửi trước ngày 15 tháng 5 năm 2020; {own.where} và {không phải}."
    )
    assert unknown_references(text, facts) == ["own.where"]


def test_a_fact_is_not_read_again_for_references():
    assert resolved("{late}", {"late": "{quotas.total}", "quotas.total": "112"}) == "{quotas.total}"


def test_sums_of_a_table():
    found = table(FOUR, (2, 3, 5, 7), (1, 0, 5, 0))
    assert [found.figures(line.places) for line in found.lines] == [(17, 5, 12, 2, 3, 5, 7), (6, 1, 5, 1, 0, 5, 0)]
    assert found.figures(found.foot) == (23, 6, 17, 3, 3, 10, 7)
    assert found.totals == {"total": 23, "collective": 6, "person": 17}


def test_an_empty_table_adds_up_to_nothing():
    assert table(FOUR).totals == {"total": 0, "collective": 0, "person": 0}
    assert table([]).figures(()) == (0,)


def test_the_head_is_grouped_only_where_there_is_something_to_group():
    assert table(FOUR).head(of_conference=True) == (
        (("STT", 1, 2), ("Tên đơn vị", 1, 2), ("Đại biểu dự Hội nghị", 3, 1), ("Trong đó", 4, 1)),
        (
            *(("Tổng số", 1, 1), ("Tập thể", 1, 1), ("Cá nhân", 1, 1)),
            *(("Cột 1", 1, 1), ("Cột 2", 1, 1), ("Cột 3", 1, 1), ("Cột 4", 1, 1)),
        ),
    )
    assert table(["person", "person"]).head(of_conference=True) == (
        (("STT", 1, 2), ("Tên đơn vị", 1, 2), ("Tổng số", 1, 2), ("Trong đó", 2, 1)),
        (("Cột 1", 1, 1), ("Cột 2", 1, 1)),
    )
    assert table(["collective", "person"]).head(of_conference=False) == (
        (("STT", 1, 2), ("Tên đơn vị", 1, 2), ("Số lượng", 3, 1)),
        (("Tổng số", 1, 1), ("Tập thể", 1, 1), ("Cá nhân", 1, 1)),
    )
    assert table(["person"]).head(of_conference=True) == ((("STT", 1, 1), ("Tên đơn vị", 1, 1), ("Số lượng", 1, 1)),)


@pytest.mark.parametrize("subjects", [FOUR, ["person", "person"], ["collective", "person"], ["person"], []])
def test_head_and_figures_have_as_many_columns(subjects):
    found = table(subjects, tuple(range(len(subjects))))
    width = sum(span for _, span, _ in found.head(of_conference=True)[0])
    assert width == 2 + found.sum_columns + found.detail_columns == 2 + len(found.figures(found.foot))
    assert len(found.figure_heads) == len(found.figures(found.foot))


def test_each_figure_of_a_row_has_its_name():
    assert table(FOUR).figure_heads == ("Tổng số", "Tập thể", "Cá nhân", "Cột 1", "Cột 2", "Cột 3", "Cột 4")
    assert table(["collective", "person"]).figure_heads == ("Tổng số", "Tập thể", "Cá nhân")
    assert table(["person", "person"]).figure_heads == ("Tổng số", "Cột 1", "Cột 2")
    assert table(["person"]).figure_heads == ("Tổng số",)


def test_disagreements_name_what_differs_and_nothing_else():
    totals = {"total": 112, "collective": 30, "person": 82}
    assert disagreements({"total": 112, "collective": 32, "person": 80}, totals) == [
        "Lời văn kế hoạch ghi tập thể 32, bảng phân bổ cộng được 30.",
        "Lời văn kế hoạch ghi cá nhân 80, bảng phân bổ cộng được 82.",
    ]
    assert disagreements(totals, totals) == []
    assert disagreements({"total": None, "collective": None, "person": None}, totals) == []
