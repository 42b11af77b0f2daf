"""A standard as a rule: read with all faults at once, kept, read aloud, carried by the plan file and the editor."""

from pathlib import Path

import pytest
from django.urls import reverse

from conferences.actions.plan_copy import copy_plan
from conferences.actions.plan_import import import_plan
from conferences.criterion_rule import Catalogue, CatalogueHonour, Clause, NoRule, Rule, decode, faults_of, says_rule
from conferences.honours import catalogue, starting_catalogue
from conferences.honours_catalogue import HONOURS
from conferences.models import Plan
from conferences.plan_file import Faulty, read
from conferences.plan_file.write import written
from conferences.plan_rows import plan_data
from tests.builders import person
from tests.conferences.plan_files import make_units

KNOWN = Catalogue(CatalogueHonour(row.code, kind, row.name, row.ladder, row.step, row.subject, row.aliases) for kind, rows in HONOURS for row in rows)


def example(name):
    return read(Path(f"conferences/examples/{name}.yaml").read_bytes()).data


NON_LEADER = {
    "who": "non_leader",
    "leads_from": "pho-phong",
    "clauses": [
        {"kind": "years", "honours": ["ldtt"], "or_higher": True, "least": 5, "among": [{"honours": ["ht-xuat-sac"], "least": 1}]},
        {
            "kind": "any",
            "clauses": [
                {"kind": "held", "honours": ["sk-co-so"], "or_higher": True, "least": 2},
                {"kind": "held", "honours": ["bk-tinh", "bk-tld"]},
            ],
        },
    ],
}
EVERY_KIND = [
    {"kind": "years", "honours": ["tt-ldtt"], "or_higher": True, "least": 5, "in_a_row": True, "from": 2016, "to": 2020},
    {"kind": "held", "honours": ["bk-ldld-tinh"], "or_higher": True, "least": 2, "by_people": True, "from": 2023, "to": 2023},
    {"kind": "share", "honours": ["ldtt"], "or_higher": True, "percent": 70, "least": 2},
    {"kind": "no_discipline", "degree": "canh-cao"},
    {"kind": "position", "rank": "pho-phong", "leads": "below"},
    {"kind": "position", "rank": "truong-phong", "leads": "from"},
    {"kind": "member"},
    {"kind": "direct"},
    {"kind": "service", "months": 6},
    {"kind": "papers", "slots": ["report", "decisions"]},
    {"kind": "consent", "purpose": "nomination"},
    {"kind": "statement"},
    {"kind": "statement", "text": "Gương mẫu."},
    {"kind": "of_unit", "clauses": [{"kind": "years", "honours": ["tt-ldxs"], "least": 2}]},
]


def test_a_rule_is_read_into_clauses_and_comes_out_the_same():
    rule = decode(NON_LEADER, KNOWN)
    outstanding = Clause("years", ("ht-xuat-sac",), least=1)
    assert rule == Rule(
        (
            Clause("years", ("ldtt",), or_higher=True, least=5, among=(outstanding,)),
            Clause("any", clauses=(Clause("held", ("sk-co-so",), or_higher=True, least=2), Clause("held", ("bk-tinh", "bk-tld")))),
        ),
        who="non_leader",
        leads_from="pho-phong",
    )
    assert rule.as_data() == NON_LEADER
    assert decode({"clauses": EVERY_KIND}, KNOWN).as_data() == {"clauses": EVERY_KIND}


def test_a_rule_is_read_aloud():
    assert says_rule(decode(NON_LEADER), KNOWN) == [
        "Áp dụng cho người không giữ chức vụ lãnh đạo (từ phó trưởng phòng và tương đương trở lên).",
        "Ít nhất 5 năm đạt Lao động tiên tiến trở lên, trong đó ít nhất 1 năm hoàn thành xuất sắc nhiệm vụ.",
        "Có ít nhất 2 sáng kiến cấp cơ sở trở lên; hoặc có Bằng khen của UBND tỉnh hoặc Bằng khen của Tổng Liên đoàn.",
    ]
    assert says_rule(decode({"clauses": EVERY_KIND}), KNOWN) == [
        "Từ năm 2016 đến năm 2020, ít nhất 5 năm liên tục đạt Tập thể lao động tiên tiến trở lên.",
        "Ít nhất 2 người của tập thể có Bằng khen của Liên đoàn Lao động tỉnh, công đoàn ngành trung ương trở lên trong năm 2023.",
        "Ít nhất 70% số người của tập thể đạt danh hiệu Lao động tiên tiến trở lên trong ít nhất 2 năm.",
        "Không bị kỷ luật từ cảnh cáo trở lên.",
        "Không giữ chức vụ lãnh đạo từ phó trưởng phòng và tương đương trở lên.",
        "Giữ chức vụ từ trưởng phòng và tương đương trở lên.",
        "Là đoàn viên công đoàn.",
        "Trực tiếp sản xuất, công tác.",
        "Làm việc tại đơn vị ít nhất 6 tháng.",
        "Hồ sơ có báo cáo thành tích, bản sao quyết định, giấy chứng nhận.",
        "Đã ghi nhận sự đồng ý cho việc lập và xét hồ sơ đề nghị.",
        "Đơn vị xác nhận điều kế hoạch nêu.",
        "Đơn vị xác nhận: gương mẫu.",
        "Đơn vị do người này đứng đầu: ít nhất 2 năm đạt Tập thể lao động xuất sắc.",
    ]


def test_all_faults_of_a_rule_come_at_once():
    data = {
        "who": "boss",
        "clauses": [
            {"kind": "years", "honours": ["LĐTT", "khien-trach"], "least": 0, "from": 2020, "to": 2016, "month": 3},
            {"kind": "any", "clauses": []},
            {"kind": "share", "honours": [], "percent": "70"},
            {"kind": "prize"},
            {"kind": "no_discipline", "degree": "ldtt"},
            {"kind": "years", "honours": ["ldtt"], "least": 5, "in_a_row": "yes", "among": [{"kind": "years", "least": 2}]},
        ],
    }
    with pytest.raises(NoRule) as error:
        decode(data, KNOWN)
    assert [(fault.field, fault.says) for fault in error.value.faults] == [
        ("who", "“boss” không dùng được; nhận: leader, non_leader, head."),
        ("clauses[1].month", "khóa này không dùng ở đây; ở đây nhận: kind, honours, or_higher, least, in_a_row, from, to, among."),
        ("clauses[1].honours[1]", "danh mục không có “LĐTT”; có lẽ là “ldtt” (Lao động tiên tiến)."),
        ("clauses[1].honours[2]", "“khien-trach” (Khiển trách) không phải danh hiệu, hình thức khen thưởng, sáng kiến."),
        ("clauses[1].least", "số lượng ít nhất: 0 ngoài khoảng từ 1 đến 1000."),
        ("clauses[1].to", "đến năm 2016 sớm hơn từ năm 2020."),
        ("clauses[2].clauses", "các điều kiện: chưa ghi."),
        ("clauses[3].honours", "danh hiệu, hình thức: chưa ghi."),
        ("clauses[3].percent", "tỷ lệ phần trăm: “70” không phải là số nguyên."),
        (
            "clauses[4].kind",
            "không có loại điều kiện “prize”; nhận: years, held, share, no_discipline, position, member, direct, service, papers, "
            "consent, statement, any, all, of_unit.",
        ),
        ("clauses[5].degree", "“ldtt” (Lao động tiên tiến) không phải hình thức kỷ luật."),
        ("clauses[6].in_a_row", "“liên tục”: cần true hoặc false, ở đây là “yes”."),
        ("clauses[6].among[1].kind", "khóa này không dùng ở đây; ở đây nhận: honours, or_higher, least."),
        ("clauses[6].among[1].honours", "danh hiệu, hình thức: chưa ghi."),
    ]


@pytest.mark.parametrize(
    ("data", "field", "says"),
    [
        ({"clauses": [{"kind": "yaers"}]}, "clauses[1].kind", "không có loại điều kiện “yaers”; có lẽ là “years”; nhận: "),
        ({"clauses": [{"kind": "service", "moths": 6}]}, "clauses[1].moths", "khóa này không dùng ở đây; có lẽ là “months”; ở đây nhận: "),
        ({"who": "leeder", "clauses": [{"kind": "member"}]}, "who", "“leeder” không dùng được; có lẽ là “leader”; nhận: "),
        ({"clauses": [{"kind": "position", "rank": "truong-phog", "leads": "belo"}]}, "clauses[1].rank",
         "danh mục không có “truong-phog”; có lẽ là “truong-phong” (Trưởng phòng và tương đương)"),
        ({"clauses": [{"kind": "position", "rank": "truong-phog", "leads": "belo"}]}, "clauses[1].leads",
         "“belo” không dùng được; có lẽ là “below”; nhận: "),
        ({"clauses": [{"kind": "no_discipline", "degree": "canh-coa"}]}, "clauses[1].degree",
         "danh mục không có “canh-coa”; có lẽ là “canh-cao” (Cảnh cáo)"),
    ],
)  # fmt: skip
def test_what_was_meant_is_guessed(data, field, says):
    assert [fault.says[: len(says)] for fault in faults_of(data, KNOWN) if fault.field == field] == [says]


@pytest.mark.parametrize(
    ("data", "who", "says"),
    [
        ({"clauses": [{"kind": "member"}]}, "leader", "người giữ chức vụ lãnh đạo: hãy chọn chức vụ mà từ đó tính là lãnh đạo."),
        ([], "", "cần các khóa của một quy tắc."),
        ({"clauses": [{"kind": "member"}] * 41}, "", "quá 40 điều kiện trong một quy tắc."),
    ],
)
def test_what_is_wrong_as_a_whole(data, who, says):
    assert faults_of(data, KNOWN, who)[0].says == says


def test_a_rule_is_no_well():
    deep = {"kind": "member"}
    for _ in range(30):
        deep = {"kind": "all", "clauses": [deep]}
    assert [fault.says for fault in faults_of({"clauses": [deep]}, KNOWN)] == ["lồng nhau quá 4 tầng."]


def test_higher_is_what_stands_higher_on_the_ladder():
    assert KNOWN.worth(["cstd-co-so"], or_higher=True) == {"cstd-co-so", "cstd-tinh", "cstd-toan-quoc"}
    assert KNOWN.worth(["cstd-co-so"], or_higher=False) == {"cstd-co-so"}
    assert KNOWN.worth(["bang-ldst"], or_higher=True) == {"bang-ldst"}  # on no ladder


# --- the plan file ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lai-chau-2020", "an-duong-2024"])
def test_every_standard_of_the_example_plans_is_a_rule(name):
    """Bàu Bàng's plan has no standards."""
    criteria = [*example(name)["criteria"], *example(name).get("eligible", [])]
    assert [one["text"] for one in criteria if "rule" not in one] == []
    assert [faults_of(one["rule"], KNOWN, one.get("who", "")) for one in criteria] == [[]] * len(criteria)
    assert [decode(one["rule"]).as_data() for one in criteria] == [one["rule"] for one in criteria]


def test_a_rule_that_is_none_is_a_fault_of_the_file_with_its_line():
    data = example("lai-chau-2020")
    data["criteria"][0]["rule"] = {"clauses": [{"kind": "years", "honours": ["tt-ldtt"], "in_a_row": True}]}
    data["criteria"][1]["rule"] = {"clauses": [{"kind": "held", "honours": ["bk bo"]}]}
    file = read(written(data).encode())
    assert [(fault.path, fault.says) for fault in file.faults] == [
        ("criteria[1].rule.clauses[1].least", "số lượng ít nhất: chưa ghi."),
        ("criteria[2].rule.clauses[1].honours[1]", "“bk bo” không phải mã; mã chỉ gồm chữ không dấu, số, “-” và “_”."),
    ]
    lines = written(data).splitlines()
    assert ["tt-ldtt" in lines[file.faults[0].line - 1], "bk bo" in lines[file.faults[1].line - 1]] == [True, True]


@pytest.mark.django_db
def test_codes_that_the_catalogue_lacks_are_named_with_the_nearest():
    make_units()
    data = example("lai-chau-2020")
    data["criteria"][0]["rule"]["clauses"][0]["honours"] = ["tt-ldt"]
    data["criteria"][-1]["rule"]["clauses"][0]["clauses"][0]["honours"] = ["zzz"]
    with pytest.raises(Faulty) as error:
        import_plan(read(written(data).encode()))
    assert [(fault.path, fault.says) for fault in error.value.faults] == [
        (
            "criteria[1].rule.clauses[1].honours[1]",
            "danh mục không có “tt-ldt”; có lẽ là “tt-ldtt” (Tập thể lao động tiên tiến) hoặc “tt-ldxs” (Tập thể lao động xuất sắc) "
            "hoặc “ldtt” (Lao động tiên tiến).",
        ),
        ("criteria[17].rule.clauses[1].clauses[1].honours[1]", "danh mục không có “zzz”."),
    ]
    assert Plan.objects.count() == 0


@pytest.mark.django_db
def test_rules_go_in_and_out_unchanged_and_into_a_copy_with_their_years_moved():
    lead = make_units()
    plan = import_plan(read(written(example("lai-chau-2020")).encode())).plan
    rules = [one["rule"] for one in example("lai-chau-2020")["criteria"]]
    assert [one["rule"] for one in plan_data(plan)["criteria"]] == rules
    assert read(written(plan_data(plan)).encode()).data["criteria"] == example("lai-chau-2020")["criteria"]
    Plan.objects.filter(pk=plan.pk).update(status="issued")
    plan.refresh_from_db()
    copy = plan_data(copy_plan(plan, year=2025, by=person("officer", lead)))
    assert copy["criteria"][0]["rule"]["clauses"][0] | {"from": 2016, "to": 2020} == rules[0]["clauses"][0]
    assert (copy["criteria"][0]["rule"]["clauses"][0]["from"], copy["criteria"][0]["rule"]["clauses"][0]["to"]) == (2021, 2025)
    assert copy["criteria"][1]["rule"] == rules[1]


@pytest.mark.django_db
def test_the_words_of_a_standard_are_edited_and_its_rule_stays(client):
    lead = make_units()
    plan = import_plan(read(written(example("lai-chau-2020")).encode())).plan
    client.force_login(person("officer", lead))
    address = reverse("conferences:edit-part", args=[plan.pk, "criteria"])
    page = client.get(address)
    sent = {"version": page.context["version"], "label": "Tiêu chuẩn"}
    for at, one in enumerate(example("lai-chau-2020")["criteria"]):
        row = {field.name: field for field in page.context["members"][0].rows[at].members}
        sent |= {f"f.criteria.{at}.{key}": row[f"f.criteria.{at}.{key}"].value for key in ("text", "rule")}
        sent |= {f"f.criteria.{at}.who": one["who"], f"f.criteria.{at}.category": one["category"]}
    sent["f.criteria.0.text"] += " Câu thêm."
    assert client.post(address, sent).status_code == 302
    criteria = example("lai-chau-2020")["criteria"]
    criteria[0]["text"] += " Câu thêm."
    assert plan_data(plan)["criteria"] == criteria


@pytest.mark.django_db
def test_the_catalogue_is_one_query_and_knows_what_the_rows_say(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = catalogue()
    assert found.by_code == KNOWN.by_code == starting_catalogue().by_code
