"""The form with which an office builds a rule: every rule of the example plans, no code, no script."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from conferences.actions import import_plan
from conferences.criterion_rule import CLAUSE_KINDS
from conferences.forms.criterion_rule import form_of_rule, pressed, rule_data
from conferences.plan_file import read
from tests.browser import PHONE
from tests.builders import person
from tests.conferences.plan_files import make_units
from tests.nominations.eligibility_cases import KNOWN

EXAMPLES = [
    (name, at, one["rule"])
    for name in ("lai-chau-2020", "an-duong-2024")
    for at, one in enumerate(read(Path(f"conferences/examples/{name}.yaml").read_bytes()).data["criteria"], 1)
]
EVERY = {
    "who": "leader",
    "leads_from": "pho-phong",
    "clauses": [
        {"kind": "share", "honours": ["ldtt"], "or_higher": True, "percent": 70, "from": 2019, "to": 2020},
        {"kind": "position", "rank": "pho-phong", "leads": "below"},
        {"kind": "member"},
        {"kind": "service", "months": 6},
        {"kind": "papers", "slots": ["report", "paper-9"]},
        {"kind": "consent", "purpose": "press"},
        {"kind": "all", "clauses": [{"kind": "direct"}, {"kind": "statement", "text": "Gương mẫu.\nTận tụy."}]},
    ],
}


def sent(form):
    """What a browser would send of the form."""
    fields = [form.who, form.leads_from]

    def walk(clauses):
        for one in clauses:
            fields.append((f"{one.name}.kind", one.kind))
            fields.extend(one.fields)
            walk(one.among)
            walk(one.clauses)

    walk(form.clauses)
    found = {}
    for field in fields:
        if isinstance(field, tuple):
            found[field[0]] = [field[1]]
        elif field.type in ("boxes", "choice"):
            found[field.name] = [value for _, value, _, chosen in field.options if chosen]
        elif field.value or field.type != "flag":
            found[field.name] = [field.value]
    return {name: values for name, values in found.items() if values and not name.endswith(".among.0.kind")}


def tree(fields):
    from conferences.editing.typed import tree_of

    return tree_of(fields.items())


@pytest.mark.parametrize(("name", "at", "rule"), EXAMPLES)
def test_every_rule_of_the_examples_goes_through_the_form_unchanged(name, at, rule):
    assert rule_data(tree(sent(form_of_rule(rule, KNOWN, [])))) == rule


def test_every_kind_of_clause_goes_through_the_form():
    assert rule_data(tree(sent(form_of_rule(EVERY, KNOWN, [("report", "Báo cáo thành tích")])))) == EVERY


def test_buttons_add_and_remove_conditions():
    typed = pressed({}, "add-years:f.clauses")
    typed = pressed(typed, "add-any:f.clauses")
    typed = pressed(typed, "add-held:f.clauses.1.clauses")
    typed = pressed(typed, "add-among:f.clauses.0.among")
    assert typed == {
        "clauses": {
            "0": {"kind": ["years"], "among": {"0": {}}},
            "1": {"kind": ["any"], "clauses": {"0": {"kind": ["held"]}}},
        }
    }
    assert rule_data(pressed(typed, "remove:f.clauses.0")) == {"clauses": [{"kind": "any", "clauses": [{"kind": "held"}]}]}
    for what in ("add-prize:f.clauses", "", "up:f.clauses.0", "add-years", "remove:f"):
        assert rule_data(pressed(tree({"f.clauses.0.kind": ["member"]}), what)) == {"clauses": [{"kind": "member"}]}


# --- the page ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def plan(db):
    make_units()
    return import_plan(read(Path("conferences/examples/lai-chau-2020.yaml").read_bytes())).plan


@pytest.fixture
def officer(client, plan):
    user = person("officer", plan.unit)
    client.force_login(user)
    return user


def address(plan, place=11, of="criteria"):
    return reverse("nominations:criterion-rule", args=[plan.pk, of, place])


def test_the_page_reads_the_rule_aloud_and_tries_it_on_three_people(client, plan, officer):
    page = client.get(address(plan))
    assert page.context["words"][1].startswith("Ít nhất 5 năm đạt Lao động tiên tiến trở lên, trong đó ít nhất 1 năm")
    assert [judged and judged.answer.value for _, judged in page.context["examples"]] == ["met", None, "not_met"]
    collective = client.get(address(plan, 1)).context["examples"]
    assert [judged.answer.value for _, judged in collective] == ["met", "not_met", "no_evidence"]


def test_a_rule_is_built_saved_and_dropped(client, plan, officer):
    first = client.get(address(plan))
    start = {"version": first.context["version"]}
    page = client.post(address(plan), start | {"f.who": "", "do": "add-service:f.clauses"})
    (clause,) = page.context["form"].clauses
    assert (clause.kind, [field.name for field in clause.fields]) == ("service", ["f.clauses.0.months"])
    fields = start | {"f.clauses.0.kind": "service", "f.who": "", "f.clauses.0.months": "sáu"}
    refused = client.post(address(plan), fields)
    assert refused.status_code == 422
    assert refused.context["form"].clauses[0].fields[0].errors == ("Số tháng: “sáu” không phải là số nguyên.",)
    assert refused.context["form"].clauses[0].fields[0].value == "sáu"
    missing = client.post(address(plan), fields | {"f.clauses.0.months": "6"})  # the sentence is for non-leaders: from which rank?
    assert missing.context["form"].leads_from.errors == ("Người không giữ chức vụ lãnh đạo: hãy chọn chức vụ mà từ đó tính là lãnh đạo.",)
    good = fields | {"f.clauses.0.months": "6", "f.leads_from": "pho-phong"}
    seen = client.post(address(plan), good | {"show": "1"})
    assert seen.context["words"][-1] == "Làm việc tại đơn vị ít nhất 6 tháng."
    assert client.post(address(plan), good).status_code == 302
    assert plan.criteria.all()[10].rule == {"leads_from": "pho-phong", "clauses": [{"kind": "service", "months": 6}]}
    assert plan.versions.count() == 2
    stale = client.post(address(plan), good | {"f.clauses.0.months": "7"})
    assert (stale.status_code, stale.context["form"].clauses[0].fields[0].value) == (409, "7")
    again = {"version": client.get(address(plan)).context["version"], "drop": "1"}
    assert client.post(address(plan), again).status_code == 302
    assert plan.criteria.all()[10].rule == {}


def test_a_plan_that_has_left_the_draft_keeps_its_rules(client, plan, officer):
    version = client.get(address(plan)).context["version"]
    type(plan).objects.filter(pk=plan.pk).update(status="submitted")
    assert client.get(address(plan)).status_code == 302
    answer = client.post(address(plan), {"version": version, "f.clauses.0.kind": "member", "f.leads_from": "pho-phong"})
    assert answer.status_code == 409
    assert plan.criteria.all()[10].rule["clauses"][0]["kind"] == "years"


@pytest.mark.parametrize(("of", "place"), [("criteria", 0), ("criteria", 18), ("criteria", 999), ("eligible", 1), ("sections", 1)])
def test_a_standard_that_is_not_there_is_not_found(client, plan, officer, of, place):
    assert client.get(address(plan, place, of)).status_code == 404


def test_a_line_of_who_may_be_nominated_gets_a_rule_of_conditions_alone(client, plan, officer):
    plan.eligible = ["Đoàn viên.", {"category": ["person-public"], "text": "Giáo viên."}]
    plan.save()
    lines = client.get(reverse("conferences:criteria", args=[plan.pk])).content.decode()
    assert (address(plan, 1, "eligible") in lines, address(plan, 2, "eligible") in lines) == (True, True)
    page = client.get(address(plan, 1, "eligible"))
    assert (page.context["whom"].count(";"), "f.leads_from" in page.content.decode()) == (3, False)
    fields = {"version": page.context["version"], "f.who": "head", "f.clauses.0.kind": "member"}
    seen = client.post(address(plan, 1, "eligible"), fields | {"show": "1"})
    assert seen.context["words"] == ["Là đoàn viên công đoàn."]
    assert client.post(address(plan, 1, "eligible"), fields).status_code == 302
    second = {"version": client.get(address(plan, 2, "eligible")).context["version"], "f.clauses.0.kind": "direct"}
    assert client.post(address(plan, 2, "eligible"), second).status_code == 302
    plan.refresh_from_db()
    assert plan.eligible == [
        {"text": "Đoàn viên.", "rule": {"clauses": [{"kind": "member"}]}},
        {"category": ["person-public"], "text": "Giáo viên.", "rule": {"clauses": [{"kind": "direct"}]}},
    ]
    assert plan.versions.count() == 2
    stale = client.post(address(plan, 1, "eligible"), fields | {"f.clauses.0.kind": "direct"})
    assert stale.status_code == 409
    for place in (1, 2):
        again = {"version": client.get(address(plan, place, "eligible")).context["version"], "drop": "1"}
        assert client.post(address(plan, place, "eligible"), again).status_code == 302
    plan.refresh_from_db()
    assert plan.eligible == ["Đoàn viên.", {"category": ["person-public"], "text": "Giáo viên."}]


def test_the_words_of_such_a_line_are_edited_and_its_rule_stays(client, plan, officer):
    plan.eligible = [{"text": "Đoàn viên.", "rule": {"clauses": [{"kind": "member"}]}}]
    plan.save()
    part = reverse("conferences:edit-part", args=[plan.pk, "eligible"])
    page = client.get(part)
    sent = {field.name: field.value for field in page.context["members"][0].rows[0].members if field.type != "boxes"}
    changed = sent | {"f.eligible.0.text": "Đoàn viên công đoàn.", "version": page.context["version"], "label": "x"}
    assert client.post(part, changed).status_code == 302
    plan.refresh_from_db()
    assert plan.eligible == [{"text": "Đoàn viên công đoàn.", "rule": {"clauses": [{"kind": "member"}]}}]


@pytest.mark.parametrize(
    "fields",
    [
        {"f.clauses": "x"},
        {"f.clauses.0": "x", "f.clauses.0.kind": "years"},
        {"f.clauses.0.kind": "years", "f.clauses.0.honours.x.y": "1", "f.clauses.0.among": "z"},
        {"f.clauses.0.kind": "any", "f.clauses.0.clauses.0.clauses.0.clauses.0.clauses.0.kind": "member"},
        {"f.clauses.0.kind": "zzz", "do": "add-years:f.clauses.0.kind"},
        {"f.who": "x", "do": "add-years"},
        {"f.who": "x", "do": "add-years:f"},
        {"f.clauses.0": "x", "do": "add-years:g.clauses"},
        {"f.clauses.0": "x", "do": "add-years:f.clauses"},
        {"f.clauses.0.kind": "service", "f.clauses.0.months": "9" * 5000},
        {"f.who": "boss", "f.leads_from": "nobody", "f.clauses.0.kind": "statement", "f.clauses.0.text": "a" * 3000},
    ],
)
def test_what_no_browser_sends_is_answered(client, plan, officer, fields):
    assert client.post(address(plan), {"version": "x"} | fields).status_code in (200, 409, 422)


def test_groups_in_groups_without_end_are_refused(client, plan, officer):
    fields = {"version": "x"} | {"f" + ".clauses.0" * depth + ".kind": "all" for depth in range(1, 400)}
    answer = client.post(address(plan), urlencode(fields), content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (409, 422)


def test_the_plan_s_page_leads_to_it_while_it_is_a_draft(client, plan, officer):
    link = f'href="{address(plan, 1)}"'
    assert link in client.get(reverse("conferences:criteria", args=[plan.pk])).content.decode()
    type(plan).objects.filter(pk=plan.pk).update(status="issued")
    assert link not in client.get(reverse("conferences:criteria", args=[plan.pk])).content.decode()


def test_every_kind_is_offered_under_a_heading():
    form = form_of_rule({}, KNOWN, [])
    assert [kind for kind, _ in form.adds] == list(CLAUSE_KINDS)
    assert sorted(kind for _, kinds in form.add_groups for kind, _ in kinds) == sorted(CLAUSE_KINDS)


NESTED = {
    **{"f.clauses.0.kind": "years", "f.clauses.1.kind": "any", "f.clauses.1.clauses.0.kind": "service"},
    **{"f.clauses.1.clauses.1.kind": "all", "f.clauses.2.kind": "any", "f.leads_from": "pho-phong"},
}


def test_every_fault_is_told_at_the_top_and_leads_to_its_place(client, plan, officer):
    version = client.get(address(plan)).context["version"]
    page = client.post(address(plan), NESTED | {"version": version})
    told = page.context["form"].told
    assert (page.status_code, told) == (
        422,
        [
            ("div_f.clauses.0.honours", "Điều kiện 1, những danh hiệu, hình thức nào: hãy chọn ít nhất một."),
            ("div_f.clauses.0.least", "Điều kiện 1, ít nhất mấy năm: hãy ghi số."),
            ("div_f.clauses.1.clauses.0.months", "Điều kiện 2.1, số tháng: hãy ghi số."),
            ("f.clauses.1.clauses.1", "Điều kiện 2.2: Nhóm này chưa có điều kiện nào: hãy thêm điều kiện, hoặc bỏ nhóm."),
            ("f.clauses.2", "Điều kiện 3: Nhóm này chưa có điều kiện nào: hãy thêm điều kiện, hoặc bỏ nhóm."),
        ],
    )
    html = page.content.decode()
    assert [name for name, _ in told if html.count(f'href="#{name}"') != 1 or html.count(f'id="{name}"') != 1] == []
    assert "Còn 5 chỗ phải sửa" in html
    assert "phải sửa" not in client.get(address(plan)).content.decode()


def test_conditions_have_numbers_and_the_words_between_them(client, plan, officer):
    html = client.post(address(plan), NESTED | {"version": "x", "do": "add-member:f.clauses.1.clauses.1.clauses"}).content.decode()
    assert [number for number in ("1. Số", "2. Đạt", "2.1. Thời", "2.2. Đạt", "2.2.1. Là", "3. Đạt") if f">{number}" not in html] == []
    assert [html.count(f'<p class="rule-joint">{joint}</p>') for joint in ("và", "hoặc")] == [2, 1]


def test_a_button_comes_back_to_the_condition_that_it_adds(client, plan, officer):
    page = client.post(address(plan), {"version": "x", "f.clauses.0.kind": "any", "show": "1"}).content.decode()
    for what, into in (("add-years:f.clauses", "f.clauses.1"), ("add-held:f.clauses.0.clauses", "f.clauses.0.clauses.0")):
        assert page.count(f'value="{what}" formaction="#{into}"') == 1
        assert f'id="{into}"' in client.post(address(plan), {"version": "x", "f.clauses.0.kind": "any", "do": what}).content.decode()


# --- in a browser -----------------------------------------------------------------------------------------------------


def test_a_rule_of_groups_is_built_by_keyboard_without_script(visit, transactional_db):
    make_units()
    plan = import_plan(read(Path("conferences/examples/lai-chau-2020.yaml").read_bytes())).plan
    page = visit(person("officer", plan.unit), PHONE, script=False)
    page.goto(address(plan, 2))
    page.get_by_role("button", name="Bỏ quy tắc").press("Enter")
    page.goto(address(plan, 2))

    def presses(name, within=None):
        (within or page).get_by_role("button", name=name, exact=True).first.press("Enter")

    presses("Đạt ít nhất một trong các điều kiện (hoặc)")
    assert page.url.endswith("#f.clauses.0")
    group = page.get_by_role("group", name="Điều kiện 1: Đạt ít nhất một")
    presses("Khen thưởng, danh hiệu, sáng kiến đã có", group)
    assert page.url.endswith("#f.clauses.0.clauses.0")
    group.locator("summary", has_text="Thêm vào nhóm 1").press("Enter")
    presses("Điều đơn vị xác nhận", group)
    presses("Lưu quy tắc")
    assert page.get_by_role("alert").get_by_role("link").all_inner_texts() == [
        "Điều kiện 1.1, những danh hiệu, hình thức nào: hãy chọn ít nhất một."
    ]
    group.locator("summary", has_text="Hình thức khen thưởng").press("Enter")
    group.get_by_label("Bằng khen của UBND tỉnh", exact=True).press("Space")
    group.get_by_label("Lời để đơn vị xác nhận").press_sequentially("Có cách làm hay.")
    presses("Xem thử")
    assert page.locator("#preview li").all_inner_texts() == ["Có Bằng khen của UBND tỉnh; hoặc đơn vị xác nhận: có cách làm hay."]
    presses("Lưu quy tắc")
    page.wait_for_url("**/criteria/")
    held, says = {"kind": "held", "honours": ["bk-tinh"]}, {"kind": "statement", "text": "Có cách làm hay."}
    assert plan.criteria.all()[1].rule == {"clauses": [{"kind": "any", "clauses": [held, says]}]}
