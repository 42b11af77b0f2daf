"""import_plan: a draft with everything the file says, or nothing and every reason."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from conferences.actions import import_plan
from conferences.actions.plan_units import kind_of
from conferences.models import Allocation, Plan
from conferences.papers.references import references
from conferences.plan_file import Faulty, read
from conferences.plan_file.sense import fact_names
from conferences.querysets import table_of
from organizations.models import Bloc, Unit
from portal.moves import Refused
from tests.builders import make_kind, make_unit, make_user
from tests.conferences.plan_files import DATA, LAI_CHAU, LAI_CHAU_UNITS, SAMPLES, make_units

pytestmark = pytest.mark.django_db

SMALL = """kind: conference
number: "1/KH-LĐLĐ"
date: 2020-03-16
title: "Hội nghị"
issuers: [{name: "LĐLĐ tỉnh Lai Châu"}]
categories: [{key: ca-nhan, subject: person, label: "Cá nhân"}]
quotas: {rows: [{target: "LĐLĐ huyện Than Uyên", places: {ca-nhan: 2}}]}
"""


@pytest.fixture
def province(db):
    return make_units()


@pytest.fixture
def small(province):
    return import_plan(read(SMALL.encode())).plan


def run(path, *options: str) -> str:
    out = StringIO()
    call_command("import_plan", str(path), *options, stdout=out)
    return out.getvalue()


def refusal(path, *options: str) -> str:
    with pytest.raises(CommandError) as refused:
        run(path, *options)
    return str(refused.value)


def file(tmp_path, text: str):
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Plan, Plan.history.model, Allocation, Unit, Bloc))


# --- what is made ---------------------------------------------------------------------------------------------------


def test_the_real_plan_is_a_draft_with_its_table(province):
    plan = import_plan(read(LAI_CHAU.read_bytes())).plan
    assert (plan.unit, plan.status, plan.number) == (province, "draft", "154/KH-LĐLĐ")
    table = plan.allocations.get()
    assert (table.number, table.status) == (1, "draft")
    assert (table.stated_total, table.stated_collective, table.stated_person) == (112, 32, 80)
    assert table_of(table).totals == {"total": 112, "collective": 30, "person": 82}
    assert table_of(table).foot == (19, 11, 56, 26)
    assert [row.unit.short_name for row in table.rows.all()] == list(LAI_CHAU_UNITS)
    conference = plan.conferences.get()
    assert (conference.planned, conference.days, conference.agenda.count()) == (150, Decimal(1), 12)
    assert plan.sections.filter(parent=None).count() == 5
    assert [category.key for category in plan.criteria.last().categories.all()] == ["person-public", "person-business"]


def test_the_command_says_what_was_made(province):
    assert run(LAI_CHAU) == (
        f"Đã nhập kế hoạch id {Plan.objects.get().pk}, 154/KH-LĐLĐ · Tổ chức Hội nghị biểu dương điển hình tiên tiến trong "
        "CNVCLĐ toàn tỉnh lần thứ IV, năm 2020 (dự thảo: 21 mục, 1 hội nghị, 4 đối tượng, 17 tiêu chuẩn, "
        "11 dòng phân bổ, 7 điều chưa chắc).\n"
    )


def test_blocs_are_made_without_members_and_said(province):
    imported = import_plan(read((DATA / "movement.yaml").read_bytes()))
    made = [(bloc.group, bloc.name, bloc.members.count()) for bloc in Bloc.objects.order_by("pk")]
    assert made == [
        ("Khối Giáo dục", "Khối Mầm non", 0),
        ("Khối ngoài công lập", "Khối Mầm non", 0),
        ("", "Khối Doanh nghiệp", 0),
    ]
    assert imported.said == [
        "Đã tạo 3 khối chưa có đơn vị thành viên: “Khối Mầm non”, “Khối Mầm non”, “Khối Doanh nghiệp”; hãy ghi các đơn vị của từng khối."
    ]
    assert import_plan(read((DATA / "movement.yaml").read_bytes())).said == []


def test_a_name_written_otherwise_is_found_and_said(province):
    imported = import_plan(read(SMALL.replace("LĐLĐ huyện Than Uyên", "lđlđ huyện than uyên").encode()))
    assert imported.said == ["“lđlđ huyện than uyên” được hiểu là “LĐLĐ huyện Than Uyên”."]
    assert imported.plan.allocations.get().rows.get().label == "lđlđ huyện than uyên"


def test_who_imported_stands_in_the_history(province, tmp_path):
    user = make_user("van-thu")
    run(file(tmp_path, SMALL), "--by", "van-thu")
    version = Plan.objects.get().history.get()
    assert (version.history_user, version.history_change_reason) == (user, "Nhập từ tệp kế hoạch")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_file_may_name_exactly_the_facts_that_papers_print(province, path):
    read_file = read(path.read_bytes())
    plan = import_plan(read_file).plan
    table = plan.allocations.current()
    assert set(fact_names(read_file.data)) == set(references(plan, table_of(table) if table else None))


# --- again ----------------------------------------------------------------------------------------------------------


def test_a_second_import_updates_the_draft(small, tmp_path):
    text = SMALL.replace("Hội nghị", "Hội nghị lần hai").replace("ca-nhan: 2", "ca-nhan: 5")
    assert run(file(tmp_path, text)).startswith(f"Đã cập nhật kế hoạch id {small.pk}, 1/KH-LĐLĐ · Hội nghị lần hai")
    plan = Plan.objects.get()
    assert (plan.title, plan.history.count()) == ("Hội nghị lần hai", 2)
    table = plan.allocations.get()
    assert (table.version, table_of(table).foot) == (2, (5,))


def test_what_a_second_file_leaves_out_is_gone(province):
    import_plan(read(LAI_CHAU.read_bytes()))
    bare = "".join(line for line in SMALL.splitlines(keepends=True) if not line.startswith(("categories", "quotas")))
    imported = import_plan(read(bare.replace("1/KH", "154/KH").encode()))
    plan = imported.plan
    assert not imported.is_new
    parts = ["sections", "conferences", "deadlines", "categories", "criteria", "speeches", "tasks", "appendices", "allocations"]
    assert [part for part in parts if getattr(plan, part).exists()] == []
    assert (plan.grounds, plan.period_from, plan.closing) == ([], None, "")


@pytest.mark.parametrize("status", ["submitted", "approved", "issued", "closed", "superseded", "suspended"])
def test_a_plan_that_is_no_draft_is_not_overwritten(small, status):
    Plan.objects.update(status=status)
    before = rows()
    with pytest.raises(Refused) as refused:
        import_plan(read(SMALL.replace("Hội nghị", "Khác").encode()))
    label = Plan.Status(status).label
    assert refused.value.reasons == [f"Kế hoạch 1/KH-LĐLĐ (id {small.pk}) {label}, không nhập đè được."]
    assert (rows(), Plan.objects.get().title) == (before, "Hội nghị")


@pytest.mark.parametrize("status", ["draft", "returned"])
def test_a_draft_or_returned_plan_is(small, status):
    Plan.objects.update(status=status)
    import_plan(read(SMALL.replace("Hội nghị", "Khác").encode()))
    assert [(plan.pk, plan.title, plan.status) for plan in Plan.objects.all()] == [(small.pk, "Khác", status)]


def test_a_submitted_table_is_not_overwritten(small):
    Allocation.objects.update(status="submitted")
    with pytest.raises(Refused) as refused:
        import_plan(read(SMALL.replace("Hội nghị", "Khác").encode()))
    assert refused.value.reasons == ["Bảng phân bổ lần 1 của kế hoạch đã trình, không nhập đè được."]
    assert (Plan.objects.get().title, small.categories.count()) == ("Hội nghị", 1)


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace("2020-03-16", "2021-03-16"),
        SMALL.replace("1/KH", "2/KH"),
        SMALL.replace("LĐLĐ tỉnh Lai Châu", "Tổng Liên đoàn Lao động Việt Nam"),
    ],
    ids=["year", "number", "issuer"],
)
def test_another_year_number_or_issuer_is_another_plan(small, text):
    assert import_plan(read(text.encode())).is_new
    assert Plan.objects.count() == 2


@pytest.mark.parametrize("number", ["null", '"/KH-LĐLĐ"'])
def test_without_a_number_the_title_tells(province, number):
    text = SMALL.replace('"1/KH-LĐLĐ"', number).replace("2020-03-16", "null")
    first = import_plan(read(text.encode())).plan
    assert import_plan(read(text.encode())).plan == first
    assert import_plan(read(text.replace("Hội nghị", "Khác").encode())).plan != first
    Plan.objects.filter(pk=first.pk).update(status="issued")
    assert import_plan(read(text.encode())).plan != first


# --- refused: nothing is written ------------------------------------------------------------------------------------


def test_unknown_units_are_named_with_suggestions_beside_every_other_fault(province, tmp_path):
    text = SMALL.replace("Than Uyên", "Thân Uyn") + "titel: x\ndate: 2020-02-31\n"
    before = rows()
    assert refusal(file(tmp_path, text)) == (
        "Tệp có 3 lỗi, chưa ghi gì:\n"
        "Dòng 7, quotas.rows[1].target: không có đơn vị “LĐLĐ huyện Thân Uyn” trong số các đơn vị của LĐLĐ tỉnh Lai Châu; "
        "có phải “LĐLĐ huyện Than Uyên”, “LĐLĐ huyện Tân Uyên”, “LĐLĐ huyện Tam Đường”?\n"
        "Dòng 8, titel: khóa này không có trong tệp kế hoạch; có lẽ là “title”.\n"
        "Dòng 9, date: khóa này ghi hai lần (lần trước ở dòng 3)."
    )
    assert rows() == before


def test_a_unit_of_another_office_is_unknown(province):
    other = make_unit("LĐLĐ tỉnh Điện Biên", kind="province")
    make_unit("LĐLĐ huyện Tuần Giáo", other, kind="district")
    with pytest.raises(Faulty, match="không có đơn vị “LĐLĐ huyện Tuần Giáo”"):
        import_plan(read(SMALL.replace("LĐLĐ huyện Than Uyên", "LĐLĐ huyện Tuần Giáo").encode()))


def test_two_units_of_one_name_are_listed(province):
    first, second = (make_unit("LĐLĐ huyện Mới", province, kind="district") for _ in range(2))
    with pytest.raises(Faulty) as faulty:
        import_plan(read(SMALL.replace("LĐLĐ huyện Than Uyên", "LĐLĐ huyện Mới").encode()))
    assert [fault.says for fault in faulty.value.faults] == [
        f"có nhiều đơn vị tên “LĐLĐ huyện Mới”: LĐLĐ huyện Mới (id {first.pk}); LĐLĐ huyện Mới (id {second.pk}); "
        "hãy ghi tên đầy đủ."
    ]
    Unit.objects.filter(pk=first.pk).update(status="dissolved")
    plan = import_plan(read(SMALL.replace("LĐLĐ huyện Than Uyên", "LĐLĐ huyện Mới").encode())).plan
    assert plan.allocations.get().rows.get().unit == second


def test_one_unit_under_two_names_is_found(province):
    twice = 'rows: [{target: "Liên đoàn Lao động huyện Than Uyên"}, '
    with pytest.raises(Faulty) as faulty:
        import_plan(read(SMALL.replace("rows: [", twice).encode()))
    assert [fault.says for fault in faulty.value.faults] == [
        "“LĐLĐ huyện Than Uyên” và “Liên đoàn Lao động huyện Than Uyên” là một đơn vị; hãy gộp làm một."
    ]


def test_an_unknown_issuer(province, tmp_path):
    text = SMALL.replace("LĐLĐ tỉnh Lai Châu", "LĐLĐ tỉnh Lai Chu")
    assert refusal(file(tmp_path, text)).startswith(
        "Tệp có 1 lỗi, chưa ghi gì:\n"
        "Dòng 5, issuers[1].name: không có đơn vị “LĐLĐ tỉnh Lai Chu” trong số các đơn vị của cổng; có phải “LĐLĐ tỉnh Lai Châu”"
    )


def test_files_and_people_that_are_not_there(province, tmp_path):
    assert refusal(tmp_path / "x.yaml") == f"Không mở được tệp {tmp_path}/x.yaml: No such file or directory."
    assert refusal(file(tmp_path, SMALL), "--by", "ai") == "Không có người dùng “ai”."
    assert not Plan.objects.exists()


# --- units on demand ------------------------------------------------------------------------------------------------


def test_units_are_created_aloud(db, tmp_path):
    for code in ("province", "district"):
        make_kind(code)
    said = run(file(tmp_path, SMALL.replace("LĐLĐ tỉnh Lai Châu", "LĐLĐ tỉnh Mới")), "--create-units").splitlines()
    assert said[:-1] == [
        "Đã tạo đơn vị “LĐLĐ tỉnh Mới” ở gốc cây đơn vị, loại “Liên đoàn Lao động tỉnh”; hãy xem lại loại và tên ngắn.",
        "Đã tạo đơn vị “LĐLĐ huyện Than Uyên” dưới LĐLĐ tỉnh Mới, loại “Liên đoàn Lao động huyện”; "
        "hãy xem lại loại và tên ngắn.",
    ]
    province, district = Unit.objects.all()
    assert (province.kind_id, province.symbol, Unit.objects.get_parent(province)) == ("province", "LĐLĐ", None)
    assert (district.kind_id, Unit.objects.get_parent(district)) == ("district", province)
    assert [unit.versions.count() for unit in (province, district)] == [1, 1]


def test_no_unit_stays_of_a_faulty_file(db):
    make_kind("province")
    with pytest.raises(Faulty):
        import_plan(read((SMALL + "titel: x\n").encode()), create_units=True)
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LĐLĐ tỉnh Lai Châu", "province"),
        ("Liên đoàn Lao động thành phố Hải Phòng", "city"),
        ("LĐLĐ quận Lê Chân", "urban_district"),
        ("CĐN Giáo dục", "sector_local"),
        ("Công đoàn Viên chức", "employees"),
        ("Uỷ ban Nhân dân huyện An Dương", "peoples_committee"),
        ("Sở Nội vụ", "state_body"),
        ("Song Đà", "grassroots"),
        ("CĐCS Trường Mẫu", "grassroots"),
    ],
)
def test_the_kind_is_guessed_from_the_beginning_of_the_name(name, expected):
    assert kind_of(name, below=None) == expected


def test_a_city_below_a_province_is_one_of_its_districts(province):
    assert kind_of("LĐLĐ Thành phố", below=province) == "district_city"
    assert kind_of("LĐLĐ Thành phố", below=None) == "city"
