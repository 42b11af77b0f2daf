"""What a plan file may hold, and every way of being wrong: line, path and one sentence, all at once."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from conferences import plan_rows
from conferences.models import (
    AgendaItem,
    Allocation,
    Appendix,
    Category,
    CompositionShare,
    Conference,
    Criterion,
    Deadline,
    Level,
    Plan,
    PlanIssuer,
    Section,
    Speech,
    Subject,
    Task,
)
from conferences.plan_file import Faulty, read, sense, shape
from organizations.models import Bloc, Sector

PLAN = """kind: conference
title: "Hội nghị"
issuers: [{name: "LĐLĐ tỉnh"}]
"""
CATEGORIES = 'categories: [{key: tap-the, subject: collective, label: "Tập thể"}]\n'


def faults(more: str, head: str = PLAN) -> list[str]:
    return [str(fault) for fault in Faulty(read((head + more).encode()).faults).faults]


def test_the_smallest_plan():
    file = read(PLAN.encode())
    assert file.faults == []
    assert file.data == {"kind": "conference", "title": "Hội nghị", "issuers": [{"name": "LĐLĐ tỉnh"}]}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        # keys
        ("titel: a\n", "Dòng 4, titel: khóa này không có trong tệp kế hoạch; có lẽ là “title”."),
        (
            "period: {xyz: 1}\n",
            "Dòng 4, period.xyz: khóa này không có trong tệp kế hoạch; ở đây nhận: from, to.",
        ),
        ("title: b\n", "Dòng 4, title: khóa này ghi hai lần (lần trước ở dòng 2)."),
        ("period: {from: 2016, from: 2017}\n", "Dòng 4, period.from: khóa này ghi hai lần (lần trước ở dòng 4)."),
        ("speeches:\n  - topic: a\n    ? [b]\n    : c\n", "Dòng 6, speeches[1]: khóa phải là một từ."),
        ("deadlines: [{what: dossier}]\n", "Dòng 4, deadlines[1]: thiếu khóa “date”."),
        ('tasks: [{by: ""}]\n', "Dòng 4, tasks[1].by: phải ghi, ở đây còn trống."),
        ("tasks: [{by: null}]\n", "Dòng 4, tasks[1].by: phải ghi, ở đây còn trống."),
        # shapes
        ("grounds: a\n", "Dòng 4, grounds: cần một danh sách (mỗi mục một dòng bắt đầu bằng “- ”, hoặc [a, b])."),
        ("period: 2016\n", "Dòng 4, period: cần các khóa, mỗi khóa một giá trị (“khóa: giá trị”)."),
        ("place: [a]\n", "Dòng 4, place: cần chữ, ở đây là danh sách."),
        ("place: {a: b}\n", "Dòng 4, place: cần chữ, ở đây là các khóa."),
        ('grounds: ["a", ""]\n', "Dòng 4, grounds[2]: mục này trống; hãy ghi nội dung hoặc bỏ mục."),
        ("sections: [{}]\n", "Dòng 4, sections[1]: mục này trống; hãy ghi nội dung hoặc bỏ mục."),
        # dates
        (
            "date: 2020-02-31\n",
            "Dòng 4, date: Ngày “2020-02-31” sai: tháng 2 năm 2020 có các ngày từ 1 đến 29; "
            "trong tệp kế hoạch ngày ghi là yyyy-mm-dd.",
        ),
        (
            'date: "2020-02-31"\n',
            "Dòng 4, date: Ngày “2020-02-31” sai: tháng 2 năm 2020 có các ngày từ 1 đến 29; "
            "trong tệp kế hoạch ngày ghi là yyyy-mm-dd.",
        ),
        ("date: 15/05/2020\n", "Dòng 4, date: “15/05/2020” chưa đúng cách ghi ngày (yyyy-mm-dd); hãy ghi 2020-05-15."),
        (
            "date: tháng 6\n",
            "Dòng 4, date: “tháng 6” không đọc được là ngày: nhập dd/mm/yyyy, ví dụ 31/12/2024; "
            "trong tệp kế hoạch ngày ghi là yyyy-mm-dd.",
        ),
        # numbers
        ('dossier_copies: "1.000"\n', "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “1.000”; hãy ghi 1000."),
        ("dossier_copies: 1.000\n", "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “1.000”; hãy ghi 1000."),
        (
            'dossier_copies: "2"\n',
            "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “2”; hãy ghi 2 không có dấu nháy.",
        ),
        ("dossier_copies: hai\n", "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “hai”."),
        ("dossier_copies: -1\n", "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “-1”."),
        ("dossier_copies: 1.5\n", "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “1.5”."),
        ("dossier_copies: 02\n", "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “02”; hãy ghi 2."),
        ("dossier_copies: 1e3\n", "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “1e3”."),
        ("dossier_copies: 1_000\n", "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “1_000”."),
        ("dossier_copies: ١٢\n", "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “١٢”."),
        ("dossier_copies: 0x10\n", "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “0x10”."),
        ("dossier_copies: .nan\n", "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “.nan”."),
        ("dossier_copies: true\n", "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là “true”."),
        ("dossier_copies: [2]\n", "Dòng 4, dossier_copies: cần một số nguyên, không âm, ở đây là danh sách."),
        ("dossier_copies: 40000\n", "Dòng 4, dossier_copies: 40000 ngoài khoảng cho phép (từ 0 đến 32767)."),
        ("period: {from: 20}\n", "Dòng 4, period.from: 20 ngoài khoảng cho phép (từ 1900 đến 2100)."),
        (
            "conferences: [{level: central, when: {days: '0,5'}}]\n",
            "Dòng 4, conferences[1].when.days: cần một số không âm, ở đây là “0,5”; hãy ghi 0.5.",
        ),
        (
            "conferences: [{level: central, when: {days: 0.25}}]\n",
            "Dòng 4, conferences[1].when.days: 0.25 có quá nhiều số lẻ; nhiều nhất là 1.",
        ),
        (
            "conferences: [{level: central, composition: [{group: guest, percent: 30%}]}]\n",
            "Dòng 4, conferences[1].composition[1].percent: cần một số không âm, ở đây là “30%”; hãy ghi 30.",
        ),
        (
            "conferences: [{level: central, composition: [{group: guest, percent: 101}]}]\n",
            "Dòng 4, conferences[1].composition[1].percent: 101 quá lớn; nhiều nhất là 100.",
        ),
        # words
        (
            "conferences: [{level: provinc}]\n",
            "Dòng 4, conferences[1].level: “provinc” không dùng được; có lẽ là “province”; "
            "nhận: central, province, sector, district, commune, grassroots.",
        ),
        (
            "conferences: [{level: central, own: có}]\n",
            "Dòng 4, conferences[1].own: cần true hoặc false, ở đây là “có”.",
        ),
        (
            'conferences: [{level: central, own: "true"}]\n',
            "Dòng 4, conferences[1].own: cần true hoặc false, ở đây là “true”.",
        ),
        ("sections: [{shows: [{what: agendas}]}]\n", "Dòng 4, sections[1].shows[1].what: “agendas” không dùng được"),
        (
            'categories: [{key: "tập thể", subject: collective, label: a}]\n',
            "Dòng 4, categories[1].key: “tập thể” không phải mã; mã chỉ gồm chữ không dấu, số, “-” và “_”.",
        ),
        # a text, or keys
        ("eligible: [[a, b]]\n", "Dòng 4, eligible[1]: cần chữ, hoặc các khóa category, text, rule; ở đây là danh sách."),
        ("eligible: [{rule: {clauses: [{kind: member}]}}]\n", "Dòng 4, eligible[1]: thiếu khóa “text”."),
        (
            "eligible: [{text: a, rule: {who: head, clauses: [{kind: member}]}}]\n",
            "Dòng 4, eligible[1].rule.who: dòng đối tượng không phân theo chức vụ ở đây; hãy dùng điều kiện về chức vụ (kind: position).",
        ),
        (
            "eligible: [{text: a, rule: {clauses: [{kind: service}]}}]\n",
            "Dòng 4, eligible[1].rule.clauses[1].months: số tháng: chưa ghi.",
        ),
        (
            "asks: [party, religion]\n",
            "Dòng 4, asks[2]: “religion” không dùng được; nhận: ethnic_group, party.",
        ),
        ("eligible: ['']\n", "Dòng 4, eligible[1]: mục này trống; hãy ghi nội dung hoặc bỏ mục."),
        ("sections: [{after: [a]}]\n", "Dòng 4, sections[1].after: cần chữ, ở đây là danh sách."),
        # texts
        (f"place: {'a' * 61}\n", "Dòng 4, place: dài 61 ký tự, nhiều nhất là 60."),
        ('place: "a\\u202eb"\n', "Dòng 4, place: Có ký tự đảo chiều chữ U+202E: xóa đi rồi gõ lại chỗ đó."),
        ('place: "a\\0b"\n', "Dòng 4, place: Có ký tự điều khiển U+0000: xóa đi rồi gõ lại chỗ đó."),
        (
            'lead: "vui 😀"\n',
            "Dòng 4, lead: phông chữ của văn bản không có chữ “😀” (U+1F600); hãy thay bằng chữ khác.",
        ),
        (
            'place: "Lai Ch©u"\n',
            "Dòng 4, place: “Lai Ch©u” không phải chữ Unicode (phông TCVN3 (.VnTime)); hãy chuyển sang Unicode.",
        ),
    ],
)
def test_one_fault_one_sentence(more, expected):
    found = faults(more)
    assert len(found) == 1
    assert found[0] == expected if expected.endswith(".") else found[0].startswith(expected)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            'criteria: [{category: tap_the, text: "a"}]\n',
            "Dòng 5, criteria[1].category: “tap_the” không có trong categories; có lẽ là “tap-the”.",
        ),
        (
            'criteria:\n  - category: [tap-the, ca-nhan]\n    text: "a"\n',
            "Dòng 6, criteria[1].category[2]: “ca-nhan” không có trong categories; ở đó có: tap-the.",
        ),
        (
            'criteria: [{category: [tap-the, tap-the], text: "a"}]\n',
            "Dòng 5, criteria[1].category[2]: đối tượng “tap-the” ghi hai lần trong một tiêu chuẩn.",
        ),
        (
            'eligible: [a, {category: tap_the, text: "b"}]\n',
            "Dòng 5, eligible[2].category: “tap_the” không có trong categories; có lẽ là “tap-the”.",
        ),
        (
            "eligible: [{category: tap-the, txt: b, text: c}]\n",
            "Dòng 5, eligible[1].txt: khóa này không có trong tệp kế hoạch; có lẽ là “text”.",
        ),
        (
            'eligible: [{category: [tap-the, tap-the], text: "b"}]\n',
            "Dòng 5, eligible[1].category[2]: đối tượng “tap-the” ghi hai lần trong một dòng.",
        ),
        (
            "sections: [{shows: [{what: eligible, of: publik}]}]\n",
            "Dòng 5, sections[1].shows[1].of: “publik” không chỉ vào đâu trong kế hoạch; có lẽ là “public”.",
        ),
        (
            'sections: [{after: "Nộp {deadline.dossier.shrt}"}]\ndeadlines: [{what: dossier, date: 2020-05-15}]\n',
            "Dòng 5, sections[1].after: “{deadline.dossier.shrt}” không chỉ vào số liệu nào của kế hoạch; "
            "có lẽ là “deadline.dossier.short”.",
        ),
        (
            "quotas: {rows: [{target: A, places: {ca-nhan: 2}}]}\n",
            "Dòng 5, quotas.rows[1].places.ca-nhan: “ca-nhan” không có trong categories; ở đó có: tap-the.",
        ),
        (
            "quotas:\n  rows:\n    - {target: A}\n    - {target: A}\n",
            "Dòng 8, quotas.rows[2].target: “A” có hai dòng trong bảng; hãy gộp làm một.",
        ),
        ("quotas: {rows: [{target: A, group: B}]}\n", "Dòng 5, quotas.rows[1].group: chỉ dùng cho khối, cụm (kind: bloc)."),
        (
            f"quotas: {{rows: [{{target: {'a' * 121}, kind: bloc}}]}}\n",
            "Dòng 5, quotas.rows[1].target: tên khối dài 121 ký tự, nhiều nhất là 120.",
        ),
        ("period: {from: 2020, to: 2016}\n", "Dòng 5, period.to: 2016 sai: phải từ 2020 (“from”) trở đi."),
        (
            "conferences: [{level: central, when: {from: 2020-06-20, to: 2020-06-11}}]\n",
            "Dòng 5, conferences[1].when.to: 2020-06-11 sai: phải từ 2020-06-20 (“from”) trở đi.",
        ),
        (
            "sections: [{shows: [{what: agenda, of: huyện}]}]\n",
            "Dòng 5, sections[1].shows[1].of: “huyện” không chỉ vào đâu trong kế hoạch.",
        ),
        (
            'closing: "Nộp {deadline.dosier}"\ndeadlines: [{what: dossier, date: 2020-05-15}]\n',
            "Dòng 5, closing: “{deadline.dosier}” không chỉ vào số liệu nào của kế hoạch; có lẽ là “deadline.dossier”.",
        ),
        ('lead: "{own.where}"\n', "Dòng 5, lead: “{own.where}” không chỉ vào số liệu nào của kế hoạch."),
    ],
)
def test_what_the_parts_say_about_each_other(more, expected):
    assert faults("", PLAN + CATEGORIES) == []
    assert faults(more, PLAN + CATEGORIES) == [expected]


def test_a_category_key_twice():
    more = "categories:\n" + '  - {key: a, subject: person, label: "A"}\n' * 2
    assert faults(more) == ["Dòng 6, categories[2].key: đối tượng “a” ghi hai lần; mỗi đối tượng một mã."]


def test_all_faults_at_once_in_the_order_of_the_file():
    content = "titel: a\nissuers: []\ndate: 2020-02-31\nquotas:\n  rows: [{target: A, places: {x: hai, y: 1}}]\n"
    assert faults(content, "kind: conference\n") == [
        "Dòng 1: thiếu khóa “title”.",
        "Dòng 2, titel: khóa này không có trong tệp kế hoạch; có lẽ là “title”.",
        "Dòng 3, issuers: phải ghi, ở đây còn trống.",
        "Dòng 4, date: Ngày “2020-02-31” sai: tháng 2 năm 2020 có các ngày từ 1 đến 29; "
        "trong tệp kế hoạch ngày ghi là yyyy-mm-dd.",
        "Dòng 6, quotas.rows[1].places.x: cần một số nguyên, không âm, ở đây là “hai”.",
        "Dòng 6, quotas.rows[1].places.x: “x” không có trong categories.",
        "Dòng 6, quotas.rows[1].places.y: “y” không có trong categories.",
    ]


def test_a_file_full_of_faults_ends_at_the_hundredth():
    found = faults("".join(f"khoa{place}: 1\n" for place in range(100_000)))
    assert len(found) == 101
    assert found[-2:] == [
        "Dòng 103: đã có 100 lỗi, phần còn lại của tệp chưa xem.",
        "Dòng 103, khoa99: khóa này không có trong tệp kế hoạch; ở đây nhận: kind, number, place, date, title, period, "
        "issuers, grounds, parent, lead, sections, conferences, deadlines, categories, criteria, quotas, dossier, "
        "dossier_copies, asks, eligible, procedure, awards, late, speeches, tasks, budget, movement, closing, recipients, "
        "appendices, notes.",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "Dòng 1: tệp rỗng; cần tệp kế hoạch dạng YAML hoặc JSON, lưu bằng bảng mã UTF-8."),
        (b"\n \n", "Dòng 1: tệp rỗng; cần tệp kế hoạch dạng YAML hoặc JSON, lưu bằng bảng mã UTF-8."),
        (b"# x\n", "Dòng 1: tệp không có nội dung."),
        (b"~", "Dòng 1: tệp không có nội dung."),
        (b"xin ch\xc3\xa0o", "Dòng 1: cần các khóa, mỗi khóa một giá trị (“khóa: giá trị”)."),
        (b"x" * (2 * 1024 * 1024 + 1), "Dòng 1: tệp quá lớn, nhiều nhất là 2 MB."),
        (b"PK\x03\x04", "Dòng 1: đây là tệp Word, Excel hoặc tệp nén; cần tệp kế hoạch"),
        (b"%PDF-1.7", "Dòng 1: đây là tệp PDF; cần tệp kế hoạch"),
        ("kind: a".encode("utf-16"), "Dòng 1: đây là văn bản UTF-16; cần tệp kế hoạch"),
        ("a: b\nc: đơn vị".encode("cp1258", "replace"), "Dòng 2: không phải chữ Unicode (có thể là phông TCVN3, VNI"),
        (b"a: b\nc: d\x00", "Dòng 2: có ký tự điều khiển U+0000: xóa đi rồi gõ lại chỗ đó."),
        ("a: b\u2028c: d".encode(), "Dòng 1: có ký tự điều khiển U+2028: xóa đi rồi gõ lại chỗ đó."),
        (b"a: &x [1]\nb: *x\n", "Dòng 1: không dùng neo và bí danh của YAML (“&”, “*”); hãy viết lại đầy đủ nội dung."),
        (b"a: !!python/name:os.system\n", "Dòng 1: không dùng nhãn kiểu của YAML"),
    ],
)
def test_what_is_no_plan_file_at_all(content, expected):
    file = read(content)
    assert file.data == {}
    assert len(file.faults) == 1
    assert str(file.faults[0]).startswith(expected)


def test_values_mean_what_is_due_in_their_place():
    more = 'number: 154\nplace: no\ndate: "2020-03-16"\nlead: 2020-02-31\ndossier_copies: 2\nclosing: on\n'
    more += "conferences: [{level: central, own: yes, when: {days: 0.5}}]\n"
    file = read((PLAN + more).encode())
    assert file.faults == []
    assert {key: file.data[key] for key in ("number", "place", "date", "lead", "dossier_copies", "closing")} == {
        "number": "154",
        "place": "no",
        "date": date(2020, 3, 16),
        "lead": "2020-02-31",
        "dossier_copies": 2,
        "closing": "on",
    }
    assert file.data["conferences"] == [{"level": "central", "own": True, "when": {"days": Decimal("0.5")}}]


def test_nfd_text_becomes_nfc_and_invisible_letters_go():
    decomposed = unicodedata.normalize("NFD", "Điều lệ\u200b tỉnh")
    assert decomposed != "Điều lệ tỉnh"
    assert read((PLAN + f'place: "{decomposed}"\n').encode()).data["place"] == "Điều lệ tỉnh"


def test_text_with_braces_that_are_no_reference_stays():
    text = "{{7*7}} {% load %} ${a} {0} { own } <script> {Own}"
    assert read((PLAN + f'lead: "{text}"\n').encode()).data["lead"] == text


def test_notes_may_quote_a_reference():
    assert faults('notes: [{says: "{own.where}"}]\n') == []


def test_what_is_empty_is_left_out():
    more = "number: null\ngrounds: []\nperiod: {from: null}\nlate: \"\"\nsections:\nquotas: {rows: []}\n"
    assert faults(more) == []
    assert read((PLAN + more).encode()).data == read(PLAN.encode()).data


# --- the table against the models -----------------------------------------------------------------------------------


def _below(kind: shape.Map, key: str) -> shape.Kind:
    for part in key.split("."):
        kind = kind.keys[part]
    return kind


AT = shape.PLAN.keys
TABLES = [
    (Plan, plan_rows.PLAN, shape.PLAN),
    (PlanIssuer, plan_rows.ISSUER, shape.ISSUER),
    (Section, plan_rows.SECTION, shape.SECTION),
    (Appendix, plan_rows.APPENDIX, AT["appendices"].of),
    (Conference, plan_rows.CONFERENCE, shape.CONFERENCE),
    (CompositionShare, plan_rows.SHARE, shape.CONFERENCE.keys["composition"].of),
    (AgendaItem, plan_rows.AGENDA, shape.CONFERENCE.keys["agenda"].of),
    (Deadline, plan_rows.DEADLINE, shape.DEADLINE),
    (Category, plan_rows.CATEGORY, shape.CATEGORY),
    (Criterion, plan_rows.CRITERION, shape.CRITERION),
    (Speech, plan_rows.SPEECH, AT["speeches"].of),
    (Task, plan_rows.TASK, AT["tasks"].of),
    (Allocation, plan_rows.STATED, shape.QUOTAS.keys["stated"]),
]


COLUMN_TYPES = {"PositiveSmallIntegerField": shape.SMALL, "PositiveIntegerField": shape.LARGE}


def _most(column) -> int | tuple[int, int] | None:
    """What a column holds: letters, the largest number, digits; nothing for text without an end."""
    if column.get_internal_type() == "DecimalField":
        return column.max_digits - column.decimal_places, column.decimal_places
    return COLUMN_TYPES.get(column.get_internal_type(), column.max_length)


def _allowed(kind: shape.Kind) -> int | tuple[int, int] | None:
    match kind:
        case shape.Line() | shape.Word():
            return kind.limit
        case shape.Number():
            return shape.SMALL if kind is shape.YEAR else kind.most
        case shape.Decimals():
            return len(str(kind.most)), kind.places
    return None


def test_the_table_allows_what_the_columns_hold():
    pairs = [
        (model._meta.get_field(column), _below(kind, key))
        for model, columns, kind in TABLES
        for key, column in columns.items()
    ]
    compared = [(column.name, _allowed(kind), _most(column)) for column, kind in pairs if _allowed(kind)]
    assert len(compared) > 35
    assert [one for one in compared if one[1] != one[2]] == []
    assert shape.QUOTAS.keys["rows"].of.keys["group"].limit == Bloc._meta.get_field("group").max_length
    assert sense.BLOC_NAME == Bloc._meta.get_field("name").max_length


def test_the_words_are_those_of_the_models():
    assert list(shape.KINDS) == Plan.Kind.values
    assert list(shape.LEVELS) == Level.values
    assert list(shape.SUBJECTS) == Subject.values
    assert list(shape.SECTORS) == Sector.values
    assert list(shape.DEADLINES) == Deadline.What.values
    assert list(shape.WHO) == Criterion.Who.values


def test_every_key_has_its_column_or_its_table():
    tables = {"issuers", "sections", "conferences", "deadlines", "categories", "criteria", "quotas", "speeches", "tasks"}
    assert {key.split(".")[0] for key in plan_rows.PLAN} | tables | {"appendices"} == set(shape.PLAN.keys)
    of_conference = {key.split(".")[0] for key in plan_rows.CONFERENCE}
    assert of_conference | {"composition", "agenda"} == set(shape.CONFERENCE.keys)
