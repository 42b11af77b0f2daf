"""One part of a plan is saved: everything an import writes can be typed; versions of parts; who may; what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from conferences.actions import import_plan
from conferences.actions.editing import PartFaulty, PartGone, restore_part, save_part
from conferences.actions.outlining import change_conferences, change_sections
from conferences.actions.plan_versions import version_data
from conferences.actions.starting import start_plan
from conferences.editing.parts import LISTS, WHOLE, slice_of, version_of
from conferences.editing.typed import typed_from
from conferences.examples.templates import TEMPLATES
from conferences.models import Plan
from conferences.plan_file import read
from conferences.plan_file.sense import firm_findings
from conferences.plan_parts import outline, part_of
from conferences.plan_rows import plan_data
from portal import clock
from portal.moves import Overtaken, Refused
from tests.builders import hold, lai_chau, make_plan, make_user, person
from tests.conferences.plan_files import EXAMPLES, SAMPLES, make_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return lai_chau()


@pytest.fixture
def officer(tree):
    return person("officer", tree.province)


@pytest.fixture
def plan(tree):
    return make_plan(tree.province, status="draft", number="")


def data_of(plan: Plan) -> dict:
    """As it is stored."""
    return plan_data(Plan.objects.get(pk=plan.pk))


def version(plan: Plan, name: str) -> str:
    data = data_of(plan)
    return version_of(slice_of(data, part_of(plan, data, name)))


def save(plan: Plan, name: str, tree: dict, by, *, at: str | None = None):
    return save_part(plan, name, tree, version=version(plan, name) if at is None else at, by=by)


# --- a whole plan, part by part ---------------------------------------------------------------------------------------


def type_all(plan: Plan, data: dict, by) -> None:
    """The data typed into the editor of an empty plan, through its actions alone."""
    for name in ("head", "issuers", "opening", "categories"):
        save(plan, name, typed_from(WHOLE[name].kind, data), by)
    for item in data.get("conferences", []):
        pk = change_conferences(plan, "add", pk=None, by=by)
        for name in (f"conference-{pk}", f"agenda-{pk}"):
            save(plan, name, typed_from(part_of(plan, data_of(plan), name).kind, item), by)
    for name, part in WHOLE.items():
        if any(key in data for key in part.keys):
            save(plan, name, typed_from(part.kind, data), by)
    type_sections(plan, data.get("sections", []), by, above=None)


def type_sections(plan: Plan, items: list[dict], by, *, above: int | None) -> None:
    last = None
    for item in items:
        last = change_sections(plan, "add" if last or not above else "add-below", pk=last or above, by=by)
        part = part_of(plan, data_of(plan), f"section-{last}")
        save(plan, part.name, typed_from(part.kind, item), by)
        type_sections(plan, item.get("sections", []), by, above=last)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_plan_typed_part_by_part_is_the_plan_imported(path):
    make_units()
    file = read(path.read_bytes())
    imported = import_plan(file, create_units=True).plan
    by = person("officer", imported.unit)
    typed = start_plan(imported.unit, kind=file.data["kind"], title="Sẽ gõ lại", by=by)
    type_all(typed, file.data, by)
    assert data_of(typed) == data_of(imported)


# --- what is refused, and how ---------------------------------------------------------------------------------------


def test_a_second_saver_is_told_and_nothing_is_written(plan, officer):
    opened = version(plan, "closing")
    save(plan, "closing", {"recipients": ["Như trên\nLưu: VP"]}, officer)
    with pytest.raises(Overtaken):
        save(plan, "closing", {"recipients": ["Các ban"]}, officer, at=opened)
    assert Plan.objects.get().recipients == ["Như trên", "Lưu: VP"]


def test_the_same_text_twice_is_saved_once(plan, officer):
    opened = version(plan, "closing")
    tree = {"recipients": ["Như trên\nLưu: VP"]}
    first = save(plan, "closing", tree, officer, at=opened)
    assert save(plan, "closing", tree, officer, at=opened) == first


def test_different_parts_never_conflict(plan, officer):
    opened = {name: version(plan, name) for name in ("head", "closing", "budget")}
    for name, tree in (("head", {"title": ["Mới"]}), ("closing", {"closing": ["Hết."]}), ("budget", {"budget": ["Tự chủ"]})):
        save(plan, name, tree, officer, at=opened[name])
    plan.refresh_from_db()
    assert (plan.title, plan.closing, plan.budget) == ("Mới", "Hết.", ["Tự chủ"])


def test_everything_wrong_is_said_at_once_and_nothing_is_written(plan, officer):
    tree = {"speeches": {"3": {"by": ["Đơn vị"], "minutes": ["bảy"]}, "4": {"by": ["x" * 201]}}}
    with pytest.raises(PartFaulty) as faulty:
        save(plan, "speeches", tree, officer)
    assert faulty.value.errors == {
        "f.speeches.3.minutes": ["“bảy” không đọc được là số: một nghìn viết là 1.000, một phẩy năm viết là 1,5."],
        "f.speeches.4.by": ["dài 201 ký tự, nhiều nhất là 200."],
    }
    assert plan.speeches.count() == 0


def test_a_span_that_runs_backwards_is_refused_at_its_field(plan, officer):
    with pytest.raises(PartFaulty) as faulty:
        save(plan, "head", {"title": ["x"], "period": {"from": ["2020"], "to": ["2016"]}}, officer)
    assert faulty.value.errors == {"f.period.to": ["2016 sai: phải từ 2020 (“from”) trở đi."]}


def test_a_category_in_use_cannot_be_taken_away(plan, officer):
    criteria = {"criteria": {"0": {"category": ["person-public"], "text": ["Tốt."]}}}
    save(plan, "criteria", criteria, officer)
    with pytest.raises(PartFaulty) as faulty:
        save(plan, "categories", {"categories": {}}, officer)
    assert list(faulty.value.errors) == ["f"]
    save(plan, "criteria", {}, officer)
    save(plan, "categories", {"categories": {}}, officer)
    assert plan.categories.count() == 0


def test_a_category_keeps_its_row_and_gets_a_key_of_its_name(plan, officer):
    kept = plan.categories.get(key="person-public").pk
    rows = typed_from(WHOLE["categories"].kind, data_of(plan))
    rows["categories"]["2"]["label"] = ["Cá nhân ngành giáo dục"]
    rows["categories"]["9"] = {"subject": ["person"], "label": ["Công nhân giỏi"]}
    rows["categories"]["10"] = {"subject": ["person"], "label": ["Công nhân giỏi"]}
    save(plan, "categories", rows, officer)
    assert plan.categories.get(pk=kept).label == "Cá nhân ngành giáo dục"
    assert [one.key for one in plan.categories.all()][4:] == ["cong-nhan-gioi", "cong-nhan-gioi-2"]


def test_a_fact_that_is_not_there_yet_is_only_pointed_out(plan, officer):
    section = plan.sections.get()
    saved = save(plan, f"section-{section.pk}", {"text": ["Dự kiến {own.when.text}"]}, officer)
    assert list(saved.warnings) == ["f.text"]
    section.refresh_from_db()
    assert section.text == "Dự kiến {own.when.text}"


def test_a_unit_that_is_not_there_is_named_with_what_may_be_meant(plan, officer):
    tree = {"quotas": {"rows": {"0": {"target": ["LĐLĐ huyện Than Uyen"], "kind": ["unit"], "places": {"person-public": ["2"]}}}}}
    save(plan, "quotas", tree, officer)
    tree["quotas"]["rows"]["0"]["target"] = ["LĐLĐ huyện Mường Than"]
    with pytest.raises(PartFaulty) as faulty:
        save(plan, "quotas", tree, officer)
    ((name, told),) = faulty.value.errors.items()
    assert (name, "có phải “LĐLĐ huyện Than Uyên”" in told[0]) == ("f.quotas.rows.0.target", True)


def test_who_may_not_and_when_not(plan, tree, officer):
    for role, unit in (("approver", tree.province), ("officer", tree.than_uyen), ("filer", tree.than_uyen_school)):
        with pytest.raises(PermissionDenied):
            save(plan, "head", {"title": ["x"]}, person(role, unit))
    Plan.objects.update(status="submitted")
    with pytest.raises(Refused) as refused:
        save(plan, "head", {"title": ["x"]}, officer)
    assert refused.value.reasons == ["Kế hoạch đã trình, không sửa được nữa."]
    Plan.objects.update(status="returned")
    save(plan, "head", {"title": ["x"]}, officer)


def test_a_section_that_is_gone_is_said_to_be_gone(plan, officer):
    section = plan.sections.get()
    plan.sections.all().delete()
    with pytest.raises(PartGone):
        save_part(plan, f"section-{section.pk}", {}, version="", by=officer)


# --- the outline ------------------------------------------------------------------------------------------------------


def labels(plan: Plan) -> list[str]:
    return [f"{one.number} {one.part.label}" for one in outline(plan, data_of(plan)).sections]


@pytest.fixture
def outlined(plan, officer):
    """I A (1 a, 2 b), II B."""
    plan.sections.all().delete()
    a, b = (plan.sections.create(position=at, heading=heading) for at, heading in ((1, "A"), (2, "B")))
    for at, heading in ((1, "a"), (2, "b")):
        plan.sections.create(parent=a, position=at, heading=heading)
    assert labels(plan) == ["I A", "1 a", "2 b", "II B"]
    return {one.heading: one.pk for one in plan.sections.all()}


@pytest.mark.parametrize(
    ("verb", "of", "target", "after"),
    [
        ("up", "B", None, ["I B", "II A", "1 a", "2 b"]),
        ("down", "A", None, ["I B", "II A", "1 a", "2 b"]),
        ("up", "A", None, ["I A", "1 a", "2 b", "II B"]),
        ("in", "B", None, ["I A", "1 a", "2 b", "3 B"]),
        ("in", "A", None, ["I A", "1 a", "2 b", "II B"]),
        ("out", "a", None, ["I A", "1 b", "II a", "III B"]),
        ("out", "B", None, ["I A", "1 a", "2 b", "II B"]),
        ("before", "B", "b", ["I A", "1 a", "2 B", "3 b"]),
        ("before", "b", "A", ["I b", "II A", "1 a", "III B"]),
        ("before", "A", "b", ["I A", "1 a", "2 b", "II B"]),
        ("add", "a", None, ["I A", "1 a", "2 Mục chưa có tên", "3 b", "II B"]),
        ("add-below", "B", None, ["I A", "1 a", "2 b", "II B", "1 Mục chưa có tên"]),
        ("remove", "A", None, ["I B"]),
        ("remove", "b", None, ["I A", "1 a", "II B"]),
    ],
)
def test_sections_change_places_and_numbers_follow(plan, outlined, officer, verb, of, target, after):
    change_sections(plan, verb, pk=outlined[of], target=outlined.get(target), by=officer)
    assert labels(plan) == after


def test_a_moved_section_keeps_its_row_so_that_its_editor_is_not_disturbed(plan, outlined, officer):
    part = f"section-{outlined['b']}"
    opened = version(plan, part)
    change_sections(plan, "out", pk=outlined["b"], by=officer)
    save(plan, part, {"heading": ["b"], "text": ["Lời"]}, officer, at=opened)
    assert plan.sections.get(pk=outlined["b"]).text == "Lời"


def test_no_section_stands_deeper_than_five_levels(plan, officer):
    pk = plan.sections.get().pk
    for _ in range(6):
        pk = change_sections(plan, "add-below", pk=pk, by=officer)
    assert max(one.level for one in outline(plan, data_of(plan)).sections) == 5


# --- versions ---------------------------------------------------------------------------------------------------------


def test_what_one_person_does_in_ten_minutes_is_one_version(plan, tree, officer):
    start, colleague = clock.now(), make_user("dong-nghiep")
    hold(colleague, "officer", tree.province)
    for minutes, by, title in ((0, officer, "Một"), (9, officer, "Hai"), (11, officer, "Ba"), (12, colleague, "Bốn")):
        with clock.standing_at(start + timedelta(minutes=minutes)):
            save(plan, "head", {"title": [title]}, by)
    kept = [(one.by_id, version_data(one).get("title")) for one in plan.versions.order_by("pk")]
    before = "Tổ chức Hội nghị điển hình tiên tiến"
    assert kept == [(None, before), (officer.pk, "Hai"), (officer.pk, "Ba"), (colleague.pk, "Bốn")]


def test_what_happened_outside_the_editor_is_a_version_of_nobody(plan, officer):
    save(plan, "head", {"title": ["Một"]}, officer)
    Plan.objects.update(title="Ngoài")
    save(plan, "closing", {"closing": ["Hết."]}, officer)
    assert [(one.by_id, version_data(one)["title"]) for one in plan.versions.order_by("pk")][1:] == [
        (officer.pk, "Một"),
        (None, "Ngoài"),
        (officer.pk, "Ngoài"),
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_part_can_be_taken_back_from_an_earlier_version(path):
    make_units()
    plan = import_plan(read(path.read_bytes()), create_units=True).plan
    by, before = person("officer", plan.unit), data_of(plan)
    save(plan, "head", {"title": ["Đổi hẳn"]}, by)
    earlier = plan.versions.order_by("pk").first()
    for name in ("criteria", "quotas", "eligible", "categories", "tasks", "speeches", "deadlines", "closing"):
        save(plan, name, {}, by)
    change_sections(plan, "remove", pk=plan.sections.first().pk, by=by)
    change_conferences(plan, "remove", pk=plan.conferences.first().pk, by=by)
    for name in (*WHOLE, *LISTS):
        restore_part(plan, earlier, name, by=by)
    assert data_of(plan) == before


# --- a new plan -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_gives_a_draft_of_the_office(tree, officer, name):
    template = read(TEMPLATES[name].path.read_bytes()).data
    plan = start_plan(tree.province, kind=template["kind"], title="Năm nay", by=officer, template=template)
    data = data_of(plan)
    assert list(firm_findings(data)) == []
    assert (plan.status, plan.title, plan.unit) == ("draft", "Năm nay", tree.province)
    assert [one["name"] for one in data["issuers"]] == ["Liên đoàn Lao động tỉnh Lai Châu"]
    assert data["issuers"][0]["superior"] == "Tổng Liên đoàn Lao động Việt Nam"
    assert [one["level"] for one in data.get("conferences", []) if one["own"]] == ["province"] * (name != "movement")


def test_only_who_drafts_for_an_office_begins_its_plans(tree, officer):
    with pytest.raises(PermissionDenied):
        start_plan(tree.than_uyen, kind="conference", title="x", by=officer)


def test_a_plan_that_was_thrown_away_this_moment_says_so(plan, officer):
    seen = Plan.objects.get()
    plan.delete()
    with pytest.raises(Refused) as refused:
        save_part(seen, "closing", {"closing": ["Hết."]}, version="", by=officer)
    assert refused.value.reasons == ["Kế hoạch này không còn: có người vừa bỏ."]


# --- keys of categories -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "key"), [("Cá nhân tiêu biểu", "ca-nhan-tieu-bieu"), ("Ω", "doi-tuong"), ("Nhóm Ω hai", "nhom-hai"), ("…", "doi-tuong")]
)
def test_a_category_gets_a_key_of_the_letters_that_a_key_may_have(plan, officer, label, key):
    save(plan, "categories", {"categories": {"0": {"label": [label], "subject": ["person"]}}}, officer)
    assert data_of(plan)["categories"] == [{"key": key, "subject": "person", "label": label}]
