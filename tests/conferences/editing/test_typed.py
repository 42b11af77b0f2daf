"""What is typed into the parts of a plan is read as the plan file is, and stored data show as somebody would type them."""

from datetime import date
from decimal import Decimal

import pytest

from conferences.editing.inputs import Input, Rows, form_of, offers
from conferences.editing.parts import (
    CONFERENCE_KEYS,
    LISTS,
    WHOLE,
    Part,
    conference_parts,
    headings,
    section_part,
    slice_of,
    version_of,
    with_slice,
)
from conferences.editing.typed import Reading, rearranged, tree_of, typed_from
from conferences.plan_file import read
from conferences.plan_file.shape import CONFERENCE, PLAN
from tests.conferences.plan_files import SAMPLES

PLANS = {path.stem: read(path.read_bytes()).data for path in SAMPLES}


def parts_of(data: dict) -> list[Part]:
    """Every part of a plan, as its editor offers them."""
    sections = [section_part(at, found.at, found.label) for at, found in enumerate(headings(data))]
    conferences = [part for at in range(len(data.get("conferences", []))) for part in conference_parts(at, at, "")]
    return [*WHOLE.values(), *sections, *conferences]


def typed(part: str, **fields: str | list[str]) -> Reading:
    """A form of a part, its fields by their names without the root, "__" for a dot."""
    sent = [(f"f.{name.replace('__', '.')}", [value] if isinstance(value, str) else value) for name, value in fields.items()]
    return Reading(WHOLE[part], tree_of(sent))


def flat(name: str, tree: object) -> list[tuple[str, list[str]]]:
    """A tree as the fields that a form would send."""
    if isinstance(tree, dict):
        return [field for key, below in tree.items() for field in flat(f"{name}.{key}", below)]
    return [(name, tree)]


@pytest.mark.parametrize("name", PLANS)
def test_every_part_of_a_plan_reads_as_it_was_stored(name):
    data = PLANS[name]
    for part in parts_of(data):
        shown = typed_from(part.kind, slice_of(data, part))
        reading = Reading(part, tree_of(flat("f", shown)))
        assert (part.name, reading.errors, reading.data) == (part.name, {}, slice_of(data, part))


@pytest.mark.parametrize("name", PLANS)
def test_the_parts_together_are_the_whole_plan(name):
    data = PLANS[name]
    built = {key: value for key, value in data.items() if key in LISTS}
    for part in WHOLE.values():
        built = with_slice(built, part, slice_of(data, part))
    assert built == data


def test_no_key_of_the_plan_file_is_without_its_part():
    named = [key for part in (*WHOLE.values(), *LISTS.values()) for key in part.keys]
    assert sorted(named) == sorted(PLAN.keys)
    assert sorted((*CONFERENCE_KEYS, "agenda")) == sorted(CONFERENCE.keys)


# --- as people type ---------------------------------------------------------------------------------------------------


def test_days_and_numbers_are_typed_the_vietnamese_way():
    reading = typed("deadlines", deadlines__0__what="dossier", deadlines__0__date="15/5/2020", deadlines__0__before="true")
    assert reading.data == {"deadlines": [{"what": "dossier", "date": date(2020, 5, 15), "before": True}]}
    part = conference_parts(1, 0, "")[0]
    fields = [("f.level", ["province"]), ("f.when.days", ["0,5"]), ("f.delegates.planned", ["1.500"])]
    fields += [("f.composition.0.group", ["guest"]), ("f.composition.0.percent", ["33,3"])]
    assert Reading(part, tree_of(fields)).data == {
        "level": "province",
        "own": False,
        "when": {"days": Decimal("0.5")},
        "delegates": {"planned": 1500},
        "composition": [{"group": "guest", "percent": Decimal("33.3")}],
    }


def test_a_list_is_typed_as_lines_and_an_indented_line_goes_on():
    reading = typed("closing", recipients="Như trên\r\n\r\nCác ban\r\n  và văn phòng\r\nLưu: VT")
    assert reading.data == {"recipients": ["Như trên", "Các ban\nvà văn phòng", "Lưu: VT"]}


def test_an_untouched_row_is_no_row():
    reading = typed("criteria", criteria__0__who="all", criteria__0__text="", criteria__1__who="all", criteria__1__text=" ")
    assert (reading.data, reading.errors) == ({}, {})


def test_every_wrong_value_is_said_at_its_field_and_all_at_once():
    reading = typed(
        "deadlines",
        deadlines__7__what="dossier",
        deadlines__7__date="31/2/2020",
        deadlines__9__what="speech",
        deadlines__9__to="x" * 301,
    )
    assert reading.errors == {
        "f.deadlines.7.date": ["Ngày “31/2/2020” sai: tháng 2 năm 2020 có các ngày từ 1 đến 29."],
        "f.deadlines.9.date": ["phải ghi, ở đây còn trống."],
        "f.deadlines.9.to": ["dài 301 ký tự, nhiều nhất là 300."],
    }


def test_a_wrong_line_of_a_list_is_named():
    reading = typed("closing", recipients="Như trên\nMột \U0001f3c6 hai")
    (told,) = reading.errors["f.recipients"]
    assert told.startswith("dòng 2: phông chữ của văn bản không có chữ")


def test_what_is_needed_of_a_whole_plan_may_still_be_missing():
    assert typed("head", title="", place="Lai Châu").data == {"place": "Lai Châu"}
    assert typed("head", title="", place="Lai Châu").errors == {}


@pytest.mark.parametrize(
    "sent",
    [
        [("f.deadlines", ["không phải hàng"])],
        [("f.title.sâu.hơn", ["x"])],
        [("f.deadlines.0", ["x"]), ("f.deadlines.0.what", ["dossier"])],
        [("f", ["x"]), ("g.title", ["x"]), ("f..title", ["x"])],
    ],
)
def test_a_form_of_another_shape_says_nothing(sent):
    for part in ("head", "deadlines"):
        assert Reading(WHOLE[part], tree_of(sent)).data == {}


# --- rows, inputs, places ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "order"),
    [
        ("up:f.speeches.2", ["1", "2", "5"]),
        ("down:f.speeches.1", ["2", "1", "5"]),
        ("remove:f.speeches.2", ["1", "5"]),
        ("add:f.speeches", ["1", "2", "5", "6"]),
        ("up:f.speeches.1", ["1", "2", "5"]),
        ("down:f.speeches.9", ["1", "2", "5"]),
        ("up:speeches.2", ["1", "2", "5"]),
    ],
)
def test_a_row_button_changes_the_order(what, order):
    tree = {"speeches": {token: {"by": [token]} for token in ("1", "2", "5")}}
    if what == "up:f.speeches.2":
        order = ["2", "1", "5"]
    assert list(rearranged(tree, what)["speeches"]) == order


def test_the_form_offers_the_categories_of_the_plan_and_shows_what_is_wrong():
    data = PLANS["lai-chau-2020"]
    part = WHOLE["criteria"]
    members, general = form_of(part, {"criteria": {"0": {"category": ["person-public"], "text": [""]}}},
                               {"f.criteria.0.text": ["phải ghi."], "f": ["chung"]}, offers(data))  # fmt: skip
    (rows,) = members
    assert isinstance(rows, Rows)
    boxes, who, text, rule = rows.rows[0].members
    assert isinstance(text, Input)
    assert [value for value, _, chosen in boxes.options if chosen] == ["person-public"]
    assert len(boxes.options) == 4
    assert [value for value, _, chosen in who.options if chosen] == ["all"]
    assert (text.errors, general) == (("Phải ghi.",), ["chung"])
    assert rule.type == "rule"  # travels along, and has a page of its own


def test_what_is_sensitive_is_ticked_and_the_form_says_why_little_is_asked():
    *_, asks, _ = form_of(WHOLE["dossier"], {"asks": ["party"]}, {}, offers({}))[0]
    assert isinstance(asks, Input)
    assert (asks.type, asks.label) == ("boxes", "Hỏi thêm về người được đề nghị")
    assert asks.options == (("ethnic_group", "dân tộc", False), ("party", "ngày vào Đảng", True))
    assert asks.hint == (
        "Đây là dữ liệu cá nhân nhạy cảm, pháp luật về bảo vệ dữ liệu cá nhân chỉ cho hỏi điều mà mục đích cần: "
        "để trống, trừ khi việc xét chọn hoặc báo cáo cơ cấu dùng đến."
    )


def test_quotas_are_a_table_with_a_column_for_each_category():
    data = PLANS["lai-chau-2020"]
    _, rows = form_of(WHOLE["quotas"], {}, {}, offers(data))[0]
    assert isinstance(rows, Rows)
    assert (rows.is_table, rows.adds_across) == (True, True)
    assert [cell.column for cell in rows.blank.cells] == [
        *("", "", ""),
        *("collective-public", "collective-business", "person-public", "person-business"),
    ]
    (deadlines,) = form_of(WHOLE["deadlines"], {}, {}, offers(data))[0]
    assert isinstance(deadlines, Rows)
    assert not deadlines.is_table


def test_an_agenda_is_a_table_that_adds_up_its_minutes():
    data = PLANS["lai-chau-2020"]
    _, part = conference_parts(0, 0, "")
    (rows,) = form_of(part, {}, {}, offers(data))[0]
    assert isinstance(rows, Rows)
    assert (rows.is_table, rows.adds_across) == (True, False)
    assert [cell.column for cell in rows.blank.cells] == ["", "minutes", ""]


def test_without_categories_the_table_of_quotas_has_no_column_of_figures():
    _, rows = form_of(WHOLE["quotas"], {}, {}, offers({}))[0]
    assert isinstance(rows, Rows)
    assert (rows.is_table, rows.has_figures, len(rows.blank.cells)) == (True, False, 3)


def test_sections_have_the_numbers_of_the_paper():
    data = {"sections": [{"heading": "A", "sections": [{"text": "x"}, {"heading": "C", "sections": [{"heading": "D"}]}]}, {}]}
    assert [(found.number, found.level, found.label) for found in headings(data)] == [
        ("I", 1, "A"),
        ("1", 2, "x"),
        ("2", 2, "C"),
        ("2.1", 3, "D"),
        ("II", 1, "Mục chưa có tên"),
    ]


def test_equal_parts_have_equal_versions():
    data, other = PLANS["lai-chau-2020"], PLANS["an-duong-2024"]
    part = WHOLE["closing"]
    assert version_of(slice_of(data, part)) == version_of(dict(slice_of(data, part)))
    assert version_of(slice_of(data, part)) != version_of(slice_of(other, part))
