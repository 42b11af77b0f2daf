"""Who meets which standard: cases on either side of every limit."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conferences.plan_file import read
from nominations.eligibility import Answer, eligible_standards, mark_of
from tests.nominations.eligibility_cases import MARK, candidate, one_standard, record, standards_of

MET, NOT_MET, NO_EVIDENCE, NEEDS_PERSON = "met", "not_met", "no_evidence", "needs_person"

FIVE = {"kind": "years", "honours": ["ldtt"], "or_higher": True, "least": 5}
FOUR = FIVE | {"least": 4}
ROW = {"kind": "years", "honours": ["tt-ldtt"], "or_higher": True, "least": 3, "in_a_row": True}
TWO_OF_THEM = FIVE | {"among": [{"honours": ["ht-xuat-sac"], "least": 2}]}
ROW_AMONG = ROW | {"among": [{"honours": ["ht-xuat-sac"], "least": 2}]}
AWARD = {"kind": "held", "honours": ["bk-tinh"]}
AWARD_UP = AWARD | {"or_higher": True}
TWO_INITIATIVES = {"kind": "held", "honours": ["sk-co-so"], "or_higher": True, "least": 2}
PROVINCE = {"kind": "held", "honours": ["sk-tinh"], "or_higher": True}
OF_PEOPLE = {"kind": "held", "honours": ["bk-ldld-tinh"], "or_higher": True, "by_people": True, "least": 3}
HALF = {"kind": "share", "honours": ["ldtt"], "or_higher": True, "percent": 70}
CLEAN = {"kind": "no_discipline", "degree": "canh-cao"}
BELOW = {"kind": "position", "rank": "pho-phong", "leads": "below"}
FROM = {"kind": "position", "rank": "truong-phong", "leads": "from"}
EITHER = {"kind": "any", "clauses": [PROVINCE, {"kind": "held", "honours": ["bang-ldst"]}, {"kind": "held", "honours": ["bk-ttg"]}]}
SIX_MONTHS = {"kind": "service", "months": 6}
IN_2023 = {"kind": "held", "honours": ["gk-cdcs"], "from": 2023, "to": 2023}

CASES = [  # rule, record, fields, answer, reason
    # years
    (FIVE, "ldtt 2016-2020", {}, MET, "5 năm đạt Lao động tiên tiến (2016, 2017, 2018, 2019, 2020)"),
    (FIVE, "ldtt 2016-2017, ldtt 2019-2020", {}, NOT_MET, "4 trong 5 năm đạt Lao động tiên tiến; thiếu 2018"),
    (FIVE, "ldtt 2015-2019", {}, NOT_MET, "4 trong 5 năm đạt Lao động tiên tiến; thiếu 2020"),
    (FIVE, "ldtt 2016-2018, cstd-co-so 2019, cstd-tinh 2020", {}, MET, "5 năm đạt Lao động tiên tiến (2016, 2017, 2018, 2019, 2020)"),
    (FIVE, "ldtt 2016-2019, ldtt 2019", {}, NOT_MET, "4 trong 5 năm đạt Lao động tiên tiến; thiếu 2020"),
    (FIVE, "", {}, NO_EVIDENCE, "chưa ghi năm nào đạt Lao động tiên tiến từ 2016 đến 2020"),
    (FIVE, "dvcd-xuat-sac 2018", {}, NOT_MET, "chưa ghi năm nào đạt Lao động tiên tiến từ 2016 đến 2020"),
    (FIVE, "ldtt 2016-2019, ldtt 2020?", {}, NO_EVIDENCE,
     "5 năm đạt Lao động tiên tiến (2016, 2017, 2018, 2019, 2020); năm 2020 chưa có số quyết định hoặc minh chứng"),
    (FIVE, "ldtt 2016-2020?", {}, NO_EVIDENCE,
     "5 năm đạt Lao động tiên tiến (2016, 2017, 2018, 2019, 2020); các năm này chưa có số quyết định hoặc minh chứng"),
    (FOUR, "ldtt 2016-2019", {}, MET, "4 năm đạt Lao động tiên tiến (2016, 2017, 2018, 2019)"),
    (FOUR, "ldtt 2016-2018", {}, NOT_MET, "3 trong 4 năm đạt Lao động tiên tiến (2016, 2017, 2018)"),
    # in a row
    (ROW, "tt-ldtt 2016-2018", {}, MET, "3 năm đạt Tập thể lao động tiên tiến (2016, 2017, 2018)"),
    (ROW, "tt-ldtt 2017, tt-ldxs 2018-2019", {}, MET, "3 năm đạt Tập thể lao động tiên tiến (2017, 2018, 2019)"),
    (ROW, "tt-ldtt 2016-2017, tt-ldtt 2019-2020", {}, NOT_MET,
     "4 năm đạt Tập thể lao động tiên tiến (2016, 2017, 2019, 2020); dài nhất 2 năm liên tục"),
    (ROW, "tt-ldtt 2014-2017", {}, NOT_MET, "2 trong 3 năm đạt Tập thể lao động tiên tiến (2016, 2017)"),
    # of which
    (TWO_OF_THEM, "ldtt 2016-2020, ht-xuat-sac 2016, ht-xuat-sac 2020", {}, MET,
     "5 năm đạt Lao động tiên tiến (2016, 2017, 2018, 2019, 2020); trong đó 2 năm hoàn thành xuất sắc nhiệm vụ (2016, 2020)"),
    (TWO_OF_THEM, "ldtt 2016-2020, ht-xuat-sac 2016", {}, NOT_MET,
     "5 năm đạt Lao động tiên tiến (2016, 2017, 2018, 2019, 2020); trong đó mới 1 trong 2 năm hoàn thành xuất sắc nhiệm vụ (2016)"),
    (ROW_AMONG, "tt-ldtt 2016, tt-ldtt 2018-2020, ht-xuat-sac 2018, ht-xuat-sac 2020", {}, MET,
     "4 năm đạt Tập thể lao động tiên tiến (2016, 2018, 2019, 2020); liên tục từ 2018 đến 2020; trong đó 2 năm hoàn thành xuất sắc nhiệm vụ "
     "(2018, 2020)"),
    (ROW_AMONG, "tt-ldtt 2016, tt-ldtt 2018-2020, ht-xuat-sac 2016, ht-xuat-sac 2020", {}, NOT_MET,
     "4 năm đạt Tập thể lao động tiên tiến (2016, 2018, 2019, 2020); liên tục từ 2018 đến 2020; trong đó mới 1 trong 2 năm hoàn thành xuất "
     "sắc nhiệm vụ (2020)"),
    # awards and initiatives
    (AWARD, "bk-tinh 2018", {}, MET, "có 1 Bằng khen của UBND tỉnh (2018)"),
    (AWARD, "bk-ttg 2018", {}, NOT_MET, "chưa ghi Bằng khen của UBND tỉnh từ 2016 đến 2020"),
    (AWARD_UP, "bk-ttg 2018", {}, MET, "có 1 Bằng khen của Thủ tướng Chính phủ (2018)"),
    (AWARD_UP, "bk-ldld-tinh 2018", {}, NOT_MET, "chưa ghi Bằng khen của UBND tỉnh từ 2016 đến 2020"),
    (AWARD, "bk-tinh 2015", {}, NO_EVIDENCE, "chưa ghi Bằng khen của UBND tỉnh từ 2016 đến 2020"),
    (AWARD, "bk-tinh 2018?", {}, NO_EVIDENCE, "có 1 Bằng khen của UBND tỉnh (2018); năm 2018 chưa có số quyết định hoặc minh chứng"),
    (TWO_INITIATIVES, "sk-co-so 2019, sk-co-so 2019", {}, MET, "có 2 sáng kiến cấp cơ sở (2019)"),
    (TWO_INITIATIVES, "sk-co-so 2019, sk-tinh 2020", {}, MET, "có 1 sáng kiến cấp cơ sở và 1 sáng kiến cấp tỉnh (2019, 2020)"),
    (TWO_INITIATIVES, "sk-co-so 2019", {}, NOT_MET, "mới có 1 trong 2 sáng kiến cấp cơ sở (2019)"),
    (TWO_INITIATIVES, "sk-co-so 2019, sk-don-vi 2020", {}, NOT_MET, "mới có 1 trong 2 sáng kiến cấp cơ sở (2019)"),
    (PROVINCE, "sk-tinh 2019", {}, MET, "có 1 sáng kiến cấp tỉnh (2019)"),
    (PROVINCE, "sk-co-so 2019", {}, NOT_MET, "chưa ghi sáng kiến cấp tỉnh từ 2016 đến 2020"),
    (IN_2023, "gk-cdcs 2023", {}, MET, "có 1 Giấy khen của Công đoàn cơ sở (2023)"),
    (IN_2023, "gk-cdcs 2022", {}, NO_EVIDENCE, "chưa ghi Giấy khen của Công đoàn cơ sở trong năm 2023"),
    # people of a collective
    (OF_PEOPLE, "bk-ldld-tinh 2018 x2, bk-tinh 2019 x1", {}, MET,
     "2 người có Bằng khen của Liên đoàn Lao động tỉnh, công đoàn ngành trung ương và 1 người có Bằng khen của UBND tỉnh (2018, 2019)"),
    (OF_PEOPLE, "bk-tinh 2018 x2", {}, NOT_MET,
     "mới có 2 trong 3 người có Bằng khen của Liên đoàn Lao động tỉnh, công đoàn ngành trung ương (2018)"),
    (OF_PEOPLE, "bk-tinh 2018", {}, NOT_MET,
     "chưa ghi người nào của tập thể có Bằng khen của Liên đoàn Lao động tỉnh, công đoàn ngành trung ương từ 2016 đến 2020"),
    (AWARD, "bk-tinh 2018 x2", {}, NOT_MET, "chưa ghi Bằng khen của UBND tỉnh từ 2016 đến 2020"),
    (HALF, "ldtt 2019 x7", {"people": 10}, MET, "năm 2019 có 7/10 người (70%) đạt danh hiệu Lao động tiên tiến; cần 70%"),
    (HALF, "ldtt 2019 x69", {"people": 100}, NOT_MET, "năm 2019 có 69/100 người (69%) đạt danh hiệu Lao động tiên tiến; cần 70%"),
    (HALF, "ldtt 2019 x5, cstd-co-so 2019 x2", {"people": 10}, NOT_MET, "năm 2019 có 5/10 người (50%) đạt danh hiệu Lao động tiên tiến; cần 70%"),
    (HALF, "ldtt 2019 x7", {}, NO_EVIDENCE, "chưa ghi tổng số người của tập thể"),
    # discipline
    (CLEAN, "canh-cao 2018", {"confirmed": frozenset({MARK})}, NOT_MET, "bị kỷ luật cảnh cáo năm 2018"),
    (CLEAN, "cach-chuc 2018 x1", {"confirmed": frozenset({MARK})}, NOT_MET, "bị kỷ luật cách chức năm 2018"),
    (CLEAN, "khien-trach 2018", {"confirmed": frozenset({MARK})}, MET, "không ghi kỷ luật nào, đơn vị đã xác nhận"),
    (CLEAN, "canh-cao 2015", {"confirmed": frozenset({MARK})}, MET, "không ghi kỷ luật nào, đơn vị đã xác nhận"),
    (CLEAN, "", {}, NEEDS_PERSON, "không ghi kỷ luật nào, cần đơn vị xác nhận"),
    # the candidate
    (BELOW, "", {"rank": "quan-doc"}, MET, "giữ chức vụ quản đốc, xưởng trưởng"),
    (BELOW, "", {"rank": "none"}, MET, "không giữ chức vụ lãnh đạo"),
    (BELOW, "", {"rank": "pho-hieu-truong"}, NOT_MET, "giữ chức vụ phó hiệu trưởng"),
    (BELOW, "", {"rank": ""}, NO_EVIDENCE, "chưa ghi chức vụ lãnh đạo"),
    (BELOW, "", {"rank": "gone"}, NO_EVIDENCE, "chưa ghi chức vụ lãnh đạo"),
    (FROM, "", {"rank": "hieu-truong"}, MET, "giữ chức vụ hiệu trưởng"),
    (FROM, "", {"rank": "pho-phong"}, NOT_MET, "giữ chức vụ phó trưởng phòng và tương đương"),
    ({"kind": "member"}, "", {"member_since": date(2016, 3, 8)}, MET, "là đoàn viên từ 08/03/2016"),
    ({"kind": "member"}, "", {}, NO_EVIDENCE, "chưa ghi ngày vào công đoàn"),
    ({"kind": "direct"}, "", {"is_direct": True}, MET, "trực tiếp sản xuất, công tác"),
    ({"kind": "direct"}, "", {"is_direct": False}, NOT_MET, "không trực tiếp sản xuất, công tác"),
    ({"kind": "direct"}, "", {}, NO_EVIDENCE, "chưa ghi có trực tiếp sản xuất, công tác không"),
    (SIX_MONTHS, "", {"works_since": date(2020, 11, 14)}, MET, "làm việc tại đơn vị 6 tháng (từ 14/11/2020)"),
    (SIX_MONTHS, "", {"works_since": date(2020, 11, 15)}, NOT_MET, "làm việc tại đơn vị 5 tháng (từ 15/11/2020)"),
    (SIX_MONTHS, "", {}, NO_EVIDENCE, "chưa ghi ngày bắt đầu làm việc tại đơn vị"),
    ({"kind": "papers", "slots": ["report", "decisions"]}, "", {"papers": frozenset({"report", "decisions", "photo"})}, MET,
     "đã có báo cáo thành tích, bản sao quyết định, giấy chứng nhận"),
    ({"kind": "papers", "slots": ["report", "decisions"]}, "", {"papers": frozenset({"report"})}, NO_EVIDENCE,
     "còn thiếu bản sao quyết định, giấy chứng nhận"),
    ({"kind": "consent", "purpose": "nomination"}, "", {"consents": frozenset({"nomination"})}, MET,
     "đã ghi nhận sự đồng ý cho việc lập và xét hồ sơ đề nghị"),
    ({"kind": "consent", "purpose": "nomination"}, "", {"consents": frozenset({"press"})}, NO_EVIDENCE,
     "chưa ghi nhận sự đồng ý cho việc lập và xét hồ sơ đề nghị"),
    ({"kind": "statement"}, "", {}, NEEDS_PERSON, "cần đơn vị xác nhận"),
    ({"kind": "statement"}, "", {"confirmed": frozenset({MARK})}, MET, "đơn vị đã xác nhận"),
    ({"kind": "statement"}, "", {"confirmed": frozenset({mark_of("Điều khác.")})}, NEEDS_PERSON, "cần đơn vị xác nhận"),
    # groups
    (EITHER, "sk-tinh 2018", {}, MET, "có 1 sáng kiến cấp tỉnh (2018)"),
    (EITHER, "bang-ldst 2018", {}, MET, "có 1 Bằng Lao động sáng tạo (2018)"),
    (EITHER, "bk-ttg 2018", {}, MET, "có 1 Bằng khen của Thủ tướng Chính phủ (2018)"),
    (EITHER, "sk-co-so 2018, bk-tinh 2018", {}, NOT_MET,
     "chưa ghi sáng kiến cấp tỉnh, Bằng Lao động sáng tạo hoặc Bằng khen của Thủ tướng Chính phủ từ 2016 đến 2020"),
    (EITHER, "bk-tinh 2018", {}, NO_EVIDENCE,
     "chưa ghi sáng kiến cấp tỉnh, Bằng Lao động sáng tạo hoặc Bằng khen của Thủ tướng Chính phủ từ 2016 đến 2020"),
    ({"kind": "any", "clauses": [TWO_INITIATIVES, AWARD, {"kind": "statement", "text": "Là tác giả."}]}, "sk-co-so 2019", {}, NEEDS_PERSON,
     "cần đơn vị xác nhận: là tác giả; chưa ghi Bằng khen của UBND tỉnh từ 2016 đến 2020"),
    ({"kind": "held", "honours": ["cstd-co-so"], "least": 2}, "cstd-co-so 2019", {}, NOT_MET,
     "mới đạt danh hiệu Chiến sĩ thi đua cơ sở 1 trong 2 lần (2019)"),
    ({"kind": "held", "honours": ["cstd-co-so"], "least": 2}, "cstd-co-so 2018-2019", {}, MET,
     "đạt danh hiệu Chiến sĩ thi đua cơ sở 2 lần (2018, 2019)"),
    ({"kind": "held", "honours": ["cstd-co-so"]}, "ldtt 2019", {}, NOT_MET, "chưa ghi danh hiệu Chiến sĩ thi đua cơ sở từ 2016 đến 2020"),
    ({"kind": "held", "honours": ["ht-xuat-sac"], "by_people": True}, "ht-xuat-sac 2019 x4", {}, MET,
     "4 người được xếp loại hoàn thành xuất sắc nhiệm vụ (2019)"),
    ({"kind": "held", "honours": ["gk-cdcs", "gk-xa", "gk-huyen", "gk-tinh"]}, "bk-tinh 2019", {}, NOT_MET,
     "chưa ghi hình thức nào tiêu chuẩn nêu từ 2016 đến 2020"),
    ({"kind": "all", "clauses": [AWARD, {"kind": "statement"}]}, "bk-tinh 2018", {}, NEEDS_PERSON, "cần đơn vị xác nhận"),
    ({"kind": "all", "clauses": [AWARD, {"kind": "statement"}]}, "", {}, NO_EVIDENCE, "chưa ghi Bằng khen của UBND tỉnh từ 2016 đến 2020"),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "text", "given", "answer", "reason"), CASES)
def test_a_clause_on_either_side_of_its_limit(clause, text, given, answer, reason):
    (judged,) = one_standard(clause).judge(candidate("c", text, **given))
    assert (judged.answer.value, judged.reason) == (answer, reason)


def test_the_clause_is_quoted_and_its_evidence_named():
    (judged,) = one_standard(TWO_OF_THEM, EITHER).judge(candidate("c", "ldtt 2016-2020, sk-tinh 2018, bk-tinh 2019"))
    first, second = judged.clauses
    assert first.quote == "ít nhất 5 năm đạt Lao động tiên tiến trở lên, trong đó ít nhất 2 năm hoàn thành xuất sắc nhiệm vụ"
    assert (first.answer, first.evidence) == (Answer.NOT_MET, (1, 2, 3, 4, 5))
    assert [(one.answer.value, one.evidence) for one in second.parts] == [(MET, (6,))]  # of several that would do, the one that does
    (neither,) = one_standard(EITHER).judge(candidate("c", "bk-tinh 2019"))
    assert [one.answer.value for one in neither.clauses[0].parts] == [NO_EVIDENCE, NOT_MET, NOT_MET]
    assert judged.evidence == (1, 2, 3, 4, 5, 6)


def test_all_clauses_of_a_rule_must_hold():
    (judged,) = one_standard(AWARD, PROVINCE).judge(candidate("c", "bk-tinh 2018, sk-co-so 2018"))
    assert (judged.answer.value, judged.reason) == (NOT_MET, "chưa ghi sáng kiến cấp tỉnh từ 2016 đến 2020")


def test_without_years_of_its_own_a_rule_takes_the_plans_and_without_those_all():
    text = "bk-tinh 2016"
    assert [one_standard(AWARD, period=years).judge(candidate("c", text))[0].answer.value for years in ((2016, 2020), (2017, 2020))] == [
        MET,
        NO_EVIDENCE,
    ]
    assert one_standard(AWARD, period=(None, None)).judge(candidate("c", "bk-tinh 1999"))[0].answer is Answer.MET


@pytest.mark.parametrize(
    ("clause", "text", "answer", "reason"),
    [
        (FIVE, "ldtt 2016-2019", NEEDS_PERSON, "4 trong 5 năm đạt Lao động tiên tiến; thiếu 2020; năm 2020 chưa hết"),
        (FIVE, "ldtt 2016-2020", MET, "5 năm đạt Lao động tiên tiến (2016, 2017, 2018, 2019, 2020)"),
        (FIVE, "ldtt 2016-2018", NOT_MET, "3 trong 5 năm đạt Lao động tiên tiến; thiếu 2019, 2020"),
        (FIVE, "ldtt 2016-2018, ldtt 2019?", NO_EVIDENCE,
         "4 trong 5 năm đạt Lao động tiên tiến; thiếu 2020; năm 2019 chưa có số quyết định hoặc minh chứng"),
        (FIVE, "", NO_EVIDENCE, "chưa ghi năm nào đạt Lao động tiên tiến từ 2016 đến 2020"),
        (FOUR, "ldtt 2016-2018", NOT_MET, "3 trong 4 năm đạt Lao động tiên tiến (2016, 2017, 2018)"),  # four years are over
        (TWO_OF_THEM, "ldtt 2016-2019, ht-xuat-sac 2019", NOT_MET,
         "4 trong 5 năm đạt Lao động tiên tiến; thiếu 2020; trong đó mới 1 trong 2 năm hoàn thành xuất sắc nhiệm vụ (2019)"),
    ],
)  # fmt: skip
def test_a_year_that_is_not_over_is_for_a_person_where_nobody_could_do_without_it(clause, text, answer, reason):
    """Lai Châu asks in May 2020 for five years to 2020."""
    (judged,) = one_standard(clause, on=date(2020, 5, 14)).judge(candidate("c", text))
    assert (judged.answer.value, judged.reason) == (answer, reason)


def test_a_record_in_a_line_is_what_it_says():
    assert [(one.honour, one.year, one.people, one.proven) for one in record("ldtt 2016-2017, bk-tinh 2018 x2?")] == [
        ("ldtt", 2016, None, True),
        ("ldtt", 2017, None, True),
        ("bk-tinh", 2018, 2, False),
    ]


# --- for whom ---------------------------------------------------------------------------------------------------------

ALL_FIVE = "ldtt 2016-2020"


@pytest.mark.parametrize(
    ("who", "rank", "is_head", "answers"),
    [
        ("leader", "pho-phong", None, [MET]),
        ("leader", "quan-doc", None, []),
        ("leader", "none", None, []),
        ("leader", "", None, [NO_EVIDENCE]),
        ("non_leader", "pho-phong", None, []),
        ("non_leader", "quan-doc", None, [MET]),
        ("non_leader", "none", None, [MET]),
        ("non_leader", "", None, [NO_EVIDENCE]),
        ("head", "", True, [MET]),
        ("head", "", False, []),
        ("head", "", None, [NO_EVIDENCE]),
    ],
)
def test_a_standard_is_asked_of_those_it_is_for(who, rank, is_head, answers):
    ready = one_standard(FIVE, who=who, leads_from="pho-phong")
    asked = candidate("c", ALL_FIVE, rank=rank, is_head=is_head)
    judged = ready.judge(asked)
    assert [one.answer.value for one in judged] == answers
    assert len(ready.passed_over(asked)) == (not answers)
    assert [one.reason[:7] for one in judged if one.answer is Answer.NO_EVIDENCE] == ["chưa gh"] * answers.count(NO_EVIDENCE)


def test_a_standard_without_a_rule_needs_a_person():
    from nominations.eligibility import Standard, compile_standards
    from tests.nominations.eligibility_cases import KNOWN, ON

    ready = compile_standards([Standard("Tiêu biểu.", frozenset({"c"}))], KNOWN, on=ON)
    assert [one.answer.value for one in ready.judge(candidate("c"))] == [NEEDS_PERSON]
    confirmed = candidate("c", confirmed=frozenset({mark_of("Tiêu biểu.")}))
    assert [one.answer.value for one in ready.judge(confirmed)] == [MET]
    assert ready.judge(candidate("other")) == []


# --- Lai Châu ---------------------------------------------------------------------------------------------------------

LEADER = {"rank": "truong-phong", "is_head": False}
PLAIN = {"rank": "none", "is_head": False}
HEAD = {"rank": "truong-phong", "is_head": True}
GOOD_LEADER = "ht-xuat-sac 2018-2019, sk-tinh 2019"
GOOD_PLAIN = "ldtt 2016-2020, ht-xuat-sac 2020, sk-co-so 2018, sk-co-so 2019"
COLLECTIVE = "tt-ldtt 2016-2018, tt-ldxs 2019-2020, ht-xuat-sac 2019-2020, bk-tinh 2019, sk-tinh 2018 x1"
LAI_CHAU = [  # category, fields, record, the unit's record, answers in the plan's order (the conduct of a person needs a person)
    ("person-public", LEADER, GOOD_LEADER, None, [MET, NEEDS_PERSON]),
    ("person-public", LEADER, "ht-xuat-sac 2018, ht-tot 2019, sk-tinh 2019", None, [NOT_MET, NEEDS_PERSON]),
    ("person-public", LEADER, "ht-xuat-sac 2015-2016, sk-tinh 2019", None, [NOT_MET, NEEDS_PERSON]),
    ("person-public", LEADER, "ht-xuat-sac 2018-2019, sk-co-so 2019, bk-tinh 2019", None, [NOT_MET, NEEDS_PERSON]),
    ("person-public", LEADER, "ht-xuat-sac 2018-2019, bang-ldst 2019", None, [MET, NEEDS_PERSON]),
    ("person-public", LEADER, "ht-xuat-sac 2018-2019, bk-ttg 2019", None, [MET, NEEDS_PERSON]),
    ("person-public", LEADER, GOOD_PLAIN, None, [NOT_MET, NEEDS_PERSON]),  # what does for others does not do for a leader
    ("person-public", {"rank": "pho-phong", "is_head": False}, GOOD_LEADER, None, [MET, NEEDS_PERSON]),
    ("person-public", {"rank": "quan-doc", "is_head": False}, GOOD_PLAIN, None, [MET, NEEDS_PERSON]),
    ("person-public", PLAIN, GOOD_PLAIN, None, [MET, NEEDS_PERSON]),
    ("person-public", PLAIN, GOOD_LEADER, None, [NO_EVIDENCE, NEEDS_PERSON]),  # no year Lao động tiên tiến
    ("person-public", PLAIN, "ldtt 2016-2019, ht-xuat-sac 2019, sk-co-so 2018, sk-co-so 2019", None, [NOT_MET, NEEDS_PERSON]),
    ("person-public", PLAIN, "ldtt 2016-2020, ht-tot 2020, sk-co-so 2018, sk-co-so 2019", None, [NOT_MET, NEEDS_PERSON]),
    ("person-public", PLAIN, "ldtt 2016-2020, ht-xuat-sac 2020, sk-co-so 2018, gk-cdcs 2019", None, [NOT_MET, NEEDS_PERSON]),
    ("person-public", PLAIN, "ldtt 2016-2020, ht-xuat-sac 2020, bk-tld 2019", None, [MET, NEEDS_PERSON]),
    ("person-public", PLAIN, "ldtt 2016-2020, ht-xuat-sac 2020, bk-tinh 2019", None, [MET, NEEDS_PERSON]),
    ("person-public", HEAD, GOOD_LEADER, "tt-ldxs 2018-2019", [MET, NEEDS_PERSON, MET]),
    ("person-public", HEAD, GOOD_LEADER, "tt-ldxs 2019, tt-ldtt 2018", [MET, NEEDS_PERSON, NOT_MET]),
    ("person-public", HEAD, GOOD_LEADER, "", [MET, NEEDS_PERSON, NO_EVIDENCE]),
    ("person-public", HEAD, GOOD_LEADER, None, [MET, NEEDS_PERSON, NO_EVIDENCE]),
    ("person-public", {}, GOOD_PLAIN, None, [NO_EVIDENCE, NO_EVIDENCE, NEEDS_PERSON, NO_EVIDENCE]),  # nobody has said who it is
    ("person-business", PLAIN, "ht-tot 2018, ht-xuat-sac 2019, dvcd-xuat-sac 2019, sk-don-vi 2018", None,
     [NEEDS_PERSON, MET, MET, NEEDS_PERSON]),
    ("person-business", PLAIN, "ht 2018, ht-tot 2019, dvcd-xuat-sac 2019, sk-tinh 2018", None, [NEEDS_PERSON, NOT_MET, MET, NEEDS_PERSON]),
    ("person-business", PLAIN, "ht-tot 2018-2019, ldtt 2018", None, [NEEDS_PERSON, NOT_MET, NO_EVIDENCE, NEEDS_PERSON]),
    ("person-business", HEAD, "ht-tot 2018-2019, dvcd-xuat-sac 2019, sk-co-so 2018", "tt-ldxs 2016, tt-ldxs 2020",
     [NEEDS_PERSON, MET, MET, NEEDS_PERSON, MET]),
    ("collective-public", {}, COLLECTIVE, None, [MET, NEEDS_PERSON, MET, NEEDS_PERSON, NEEDS_PERSON]),
    ("collective-public", {}, COLLECTIVE.replace("tt-ldtt 2016-2018", "tt-ldtt 2015-2017"), None,
     [NOT_MET, NEEDS_PERSON, MET, NEEDS_PERSON, NEEDS_PERSON]),
    ("collective-public", {}, COLLECTIVE.replace("ht-xuat-sac 2019-2020", "ht-xuat-sac 2020"), None,
     [NOT_MET, NEEDS_PERSON, MET, NEEDS_PERSON, NEEDS_PERSON]),
    ("collective-public", {}, COLLECTIVE.replace("bk-tinh", "bk-bo"), None, [MET, NEEDS_PERSON, MET, NEEDS_PERSON, NEEDS_PERSON]),
    ("collective-public", {}, COLLECTIVE.replace("bk-tinh", "gk-huyen"), None, [NOT_MET, NEEDS_PERSON, MET, NEEDS_PERSON, NEEDS_PERSON]),
    ("collective-public", {}, COLLECTIVE.replace("sk-tinh 2018 x1", "giai-st-tinh 2018 x1"), None,
     [MET, NEEDS_PERSON, MET, NEEDS_PERSON, NEEDS_PERSON]),
    ("collective-public", {}, COLLECTIVE.replace("sk-tinh 2018 x1", "bang-ldst 2018 x1"), None,
     [MET, NEEDS_PERSON, MET, NEEDS_PERSON, NEEDS_PERSON]),
    ("collective-public", {}, COLLECTIVE.replace("sk-tinh 2018 x1", "sk-co-so 2018 x1"), None,
     [MET, NEEDS_PERSON, NOT_MET, NEEDS_PERSON, NEEDS_PERSON]),
    ("collective-public", {}, COLLECTIVE + ", khien-trach 2019 x1", None, [MET, NEEDS_PERSON, MET, NEEDS_PERSON, NOT_MET]),
    ("collective-business", {}, "ht 2016, ht-tot 2017-2019, ht-xuat-sac 2020, ht-xuat-sac 2019 x4, bk-tld 2019 x1", None,
     [NEEDS_PERSON, MET, NEEDS_PERSON, NEEDS_PERSON]),
    ("collective-business", {}, "ht 2016-2018, ht 2020, khong-ht 2019, ht-xuat-sac 2019 x4, gk-cdcs 2019 x1", None,
     [NOT_MET, NOT_MET, NEEDS_PERSON, NEEDS_PERSON]),
    ("collective-business", {}, "ht 2016-2020, bk-tld 2019 x1", None, [NEEDS_PERSON, NOT_MET, NEEDS_PERSON, NEEDS_PERSON]),
]  # fmt: skip


@pytest.mark.parametrize(("category", "given", "text", "unit", "answers"), LAI_CHAU)
def test_the_standards_of_lai_chau(category, given, text, unit, answers):
    judged = standards_of("lai-chau-2020").judge(candidate(category, text, unit, **given))
    assert [one.answer.value for one in judged] == answers


def test_lai_chau_s_head_is_told_about_the_unit():
    judged = standards_of("lai-chau-2020").judge(candidate("person-public", GOOD_LEADER, "tt-ldxs 2019", **HEAD))
    assert judged[2].reason == "thành tích của đơn vị: 1 trong 2 năm đạt Tập thể lao động xuất sắc (2019)"
    assert judged[2].standard.text.startswith("Cá nhân là người đứng đầu được đơn vị tôn vinh")


# --- An Dương ---------------------------------------------------------------------------------------------------------

TEACHER = {"rank": "none", "is_direct": True, "member_since": date(2015, 3, 8)}
WORKER = {"rank": "to-truong", "member_since": date(2015, 3, 8)}
AN_DUONG = [  # category, fields, record, answers: who may be nominated first, then the standards
    ("person-public", TEACHER, "cstd-co-so 2023, sk-don-vi 2023", [MET, MET, MET, NEEDS_PERSON]),
    ("person-public", TEACHER, "cstd-tinh 2023, sk-co-so 2023", [MET, MET, MET, NEEDS_PERSON]),
    ("person-public", TEACHER, "ldtt 2023, sk-co-so 2023", [MET, NOT_MET, MET, NEEDS_PERSON]),
    ("person-public", TEACHER, "cstd-co-so 2022", [MET, NO_EVIDENCE, NO_EVIDENCE, NEEDS_PERSON]),
    # who leads, is no member or does no work of the kind may still be the author of a topic: the unit has to say so
    ("person-public", TEACHER | {"rank": "pho-hieu-truong"}, "cstd-co-so 2023, sk-don-vi 2023", [NEEDS_PERSON, MET, MET, NEEDS_PERSON]),
    ("person-public", TEACHER | {"rank": "quan-doc"}, "cstd-co-so 2023, sk-don-vi 2023", [MET, MET, MET, NEEDS_PERSON]),
    ("person-public", TEACHER | {"is_direct": False}, "cstd-co-so 2023, sk-don-vi 2023", [NEEDS_PERSON, MET, MET, NEEDS_PERSON]),
    ("person-public", TEACHER | {"member_since": None}, "cstd-co-so 2023, sk-don-vi 2023", [NEEDS_PERSON, MET, MET, NEEDS_PERSON]),
    ("person-business", WORKER, "sk-don-vi 2023, gk-don-vi 2023", [MET, NEEDS_PERSON, MET, NEEDS_PERSON, MET, NEEDS_PERSON]),
    ("person-business", WORKER, "sk-don-vi 2023, gk-tinh 2023", [MET, NEEDS_PERSON, MET, NEEDS_PERSON, MET, NEEDS_PERSON]),
    ("person-business", WORKER, "sk-don-vi 2023, gk-xa 2023", [MET, NEEDS_PERSON, MET, NEEDS_PERSON, NOT_MET, NEEDS_PERSON]),
    ("person-business", WORKER, "gk-cdcs 2022", [MET, NEEDS_PERSON, NO_EVIDENCE, NEEDS_PERSON, NO_EVIDENCE, NEEDS_PERSON]),
    ("person-business", WORKER | {"rank": "quan-doc"}, "", [MET, NEEDS_PERSON, NO_EVIDENCE, NEEDS_PERSON, NO_EVIDENCE, NEEDS_PERSON]),
    ("person-business", WORKER | {"rank": "pho-phong"}, "",
     [NEEDS_PERSON, NEEDS_PERSON, NO_EVIDENCE, NEEDS_PERSON, NO_EVIDENCE, NEEDS_PERSON]),
    ("person-business", WORKER | {"member_since": None}, "",
     [NEEDS_PERSON, NEEDS_PERSON, NO_EVIDENCE, NEEDS_PERSON, NO_EVIDENCE, NEEDS_PERSON]),
]  # fmt: skip


@pytest.mark.parametrize(("category", "given", "text", "answers"), AN_DUONG)
def test_the_standards_of_an_duong(category, given, text, answers):
    judged = standards_of("an-duong-2024").judge(candidate(category, text, **given))
    assert [one.answer.value for one in judged] == answers


def test_who_may_be_nominated_is_one_of_the_plan_s_lines():
    """A deputy headmistress: as an author, which the unit confirms, or not at all."""
    leads = TEACHER | {"rank": "pho-hieu-truong"}
    judged = standards_of("an-duong-2024").judge(candidate("person-public", **leads))[0]
    assert judged.standard.text == (
        "Thuộc một trong các đối tượng được đề nghị: các tác giả có đề tài đề nghị Tổng Liên đoàn Lao động Việt Nam tặng Bằng Lao động "
        "sáng tạo năm 2023; hoặc cán bộ, công chức, viên chức là đoàn viên công đoàn đang trực tiếp thực hiện công tác chuyên môn tại các "
        "cơ quan, đơn vị có tổ chức công đoàn trực thuộc huyện, không giữ chức vụ lãnh đạo từ trưởng, phó phòng, ban ngành, đoàn thể, "
        "hiệu trưởng, hiệu phó trở lên."
    )
    (either,) = judged.clauses
    assert [(one.answer.value, one.quote[:40]) for one in either.parts] == [
        (NEEDS_PERSON, "đơn vị xác nhận: các tác giả có đề tài đ"),
        (NOT_MET, "là đoàn viên công đoàn; và trực tiếp sản"),
    ]
    confirmed = candidate("person-public", confirmed=frozenset({judged.mark}), **leads)
    assert standards_of("an-duong-2024").judge(confirmed)[0].answer is Answer.MET


def test_lines_without_a_rule_are_only_told():
    lines = ["Đoàn viên công đoàn.", {"category": ["c"], "text": "Công nhân."}]
    assert list(eligible_standards(lines, ["c", "d"])) == []
    ruled = [*lines, {"category": "c", "text": "Tổ trưởng.", "rule": {"clauses": [{"kind": "member"}, {"kind": "direct"}]}}]
    (standard,) = eligible_standards(ruled, ["c", "d"])
    assert (standard.categories, standard.text) == (
        frozenset({"c"}),
        "Thuộc một trong các đối tượng được đề nghị: đoàn viên công đoàn; hoặc công nhân; hoặc tổ trưởng.",
    )
    assert [one.kind for one in standard.rule.clauses[0].clauses] == ["statement", "statement", "all"]
    for_all = [{"text": "Đoàn viên.", "rule": {"clauses": [{"kind": "member"}]}}]
    assert [(one.text, one.rule.clauses[0].kind) for one in eligible_standards(for_all, ["c", "d"])] == [
        ("Thuộc đối tượng được đề nghị: đoàn viên.", "member")
    ] * 2


# --- every sentence of both plans -------------------------------------------------------------------------------------

SENTENCES = {  # first words of each sentence, and the clauses it is; `statement` is what a person confirms
    "lai-chau-2020": [
        ("Là những tập thể tiêu biểu, có 5 năm liên tục từ năm 2016", "years held"),
        ("Có phong trào thi đua sôi nổi, có mô hình điển hình", "statement"),
        ("Có từ 01 cá nhân trở lên được UBND tỉnh công nhận sáng kiến", "any(held held held)"),
        ("Nội bộ đoàn kết, có tổ chức Đảng, chính quyền, đoàn thể đạt", "statement"),
        ("Không có cán bộ, công chức, người lao động thuộc đơn vị", "no_discipline"),
        ("Là những tập thể tiêu biểu có 5 năm liên tục đạt hoàn thành", "years statement"),
        ("Có từ 01 cá nhân trở lên hoàn thành xuất sắc nhiệm vụ, được", "held held"),
        ("Nội bộ đoàn kết, có tổ chức Đảng, chính quyền, đoàn thể", "statement"),
        ("Không có đoàn viên, người lao động vi phạm pháp luật, bị kỷ", "no_discipline statement"),
        ("Là những cá nhân tiêu biểu từ năm 2016 đến năm 2020, trong đó", "years any(held held held)"),
        ("Đối với đoàn viên không giữ chức vụ lãnh đạo từ cấp phòng", "years any(held held)"),
        ("Có phẩm chất chính trị vững vàng, có đạo đức, lối sống lành", "statement"),
        ("Là những cá nhân tiêu biểu trong lao động sản xuất từ năm", "statement"),
        ("Có 2 năm trở lên hoàn thành tốt nhiệm vụ; đạt danh hiệu đoàn", "years held"),
        ("Có đề tài, sáng kiến đề xuất các giải pháp để nâng cao hiệu", "held"),
        ("Có phẩm chất chính trị vững vàng, có đạo đức, lối sống lành", "statement"),
        ("Cá nhân là người đứng đầu được đơn vị tôn vinh, bầu chọn", "of_unit(years)"),
    ],
    "an-duong-2024": [
        ("Cá nhân đạt danh hiệu Chiến sĩ thi đua cơ sở trở lên", "held"),
        ("Có sáng kiến cải tiến kỹ thuật, đề tài khoa học, đề tài sáng", "held"),
        ("Nhiệt tình tham gia công tác công đoàn, phấn đấu trong công", "statement"),
        ("Làm việc tích cực đạt năng suất cao, chất lượng tốt; gương", "statement"),
        ("Có sáng kiến cải tiến kỹ thuật áp dụng vào sản xuất đạt hiệu", "held"),
        ("Nhiệt tình tham gia công tác công đoàn, được quần chúng tín", "statement"),
        ("Được tặng giấy khen của UBND thành phố, Giám đốc đơn vị", "held"),
        ("Nhiệt tình tham gia công tác công đoàn, được quần chúng tín", "statement"),
        ("Các tác giả có đề tài đề nghị Tổng Liên đoàn Lao động Việt", "statement"),
        ("Cán bộ, công chức, viên chức là đoàn viên công đoàn đang trực", "member direct position"),
        ("Các tác giả, nhóm tác giả có đề tài tham gia Hội thi sáng tạo", "statement"),
        ("Quản đốc, Phó quản đốc, Xưởng trưởng, Xưởng phó, Tổ trưởng", "member position"),
    ],
}


def sentences(name):
    data = read(Path(f"conferences/examples/{name}.yaml").read_bytes()).data
    return [*data["criteria"], *data.get("eligible", [])]


def kinds(clauses):
    return " ".join(f"{one['kind']}({kinds(one['clauses'])})" if "clauses" in one else one["kind"] for one in clauses)


@pytest.mark.parametrize(("name", "count"), [("lai-chau-2020", 17), ("an-duong-2024", 12)])
def test_every_sentence_is_a_rule_or_what_a_person_confirms(name, count):
    expected = SENTENCES[name]
    found = [(one["text"], kinds(one["rule"]["clauses"])) for one in sentences(name)]
    assert len(found) == len(expected) == count
    assert [(text[: len(words)], said) for (text, said), (words, _) in zip(found, expected, strict=True)] == expected
    bare = [" ".join(line.replace("*", "").split()) for line in Path(f"tests/conferences/data/plans/{name}.txt").read_text().splitlines()]
    source = " ".join(filter(None, bare))
    assert [text for text, _ in found if text[:60] not in source] == []  # nothing is made up


def leaves(judged):
    """Each clause that is no group, by its quotation, with its answers. Of a unit without a record nothing is asked."""
    for one in judged:
        if one.parts:
            yield from leaves(one.parts)
        elif not one.quote.startswith("đơn vị do người này đứng đầu"):
            yield one.quote, one.answer.value


@pytest.mark.parametrize(
    ("name", "cases"),
    [
        ("lai-chau-2020", [(category, given, text, unit) for category, given, text, unit, _ in LAI_CHAU]),
        ("an-duong-2024", [(category, given, text, None) for category, given, text, _ in AN_DUONG]),
    ],
)
def test_every_limit_of_both_plans_has_a_case_on_either_side(name, cases):
    """Also what the unit confirms: confirmed in one case, not yet in the other."""
    seen = {}
    ready = standards_of(name)
    for category, given, text, unit in cases:
        plain = candidate(category, text, unit, **given)
        marks = frozenset(one.mark for one in ready.judge(plain))
        for who in (plain, replace(plain, confirmed=marks)):
            for judged in ready.judge(who):
                for quote, answer in leaves(judged.clauses):
                    seen.setdefault((judged.standard.text, quote), set()).add(answer == MET)
    asked = {one["text"] for one in sentences(name)}
    assert len({text for text, _ in seen if text in asked}) == len({one["text"] for one in sentences(name) if "who" in one})
    assert [at for at, sides in seen.items() if sides != {True, False}] == []
