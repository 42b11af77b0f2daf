"""A dossier beside its plan's standards: rows read in few queries, judged, with what people say laid over."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from conferences.actions import import_plan
from conferences.models import Honour, Plan
from conferences.plan_file import read
from nominations.actions.answers import confirm, rule_on
from nominations.eligibility import mark_of
from nominations.models import Achievement, Dossier, Nominee
from nominations.standing import standing_of, standings_of
from portal.models import Upload
from portal.moves import Refused, history
from tests.builders import a_file, person, with_paper
from tests.conferences.plan_files import make_units

pytestmark = pytest.mark.django_db

FILED = timezone.make_aware(datetime(2020, 5, 1, 8))

RECORD = "ldtt 2016, ldtt 2017, ldtt 2018, ldtt 2019, cstd-co-so 2020, ht-xuat-sac 2020, sk-co-so 2018, sk-co-so 2019"


@pytest.fixture
def plan(db):
    make_units()
    plan = import_plan(read(Path("conferences/examples/lai-chau-2020.yaml").read_bytes())).plan
    Plan.objects.filter(pk=plan.pk).update(status="issued")
    plan.allocations.update(status="published")
    plan.refresh_from_db()
    return plan


@pytest.fixture
def unit(plan):
    return plan.allocations.get().rows.get(label="LĐLĐ huyện Than Uyên").unit


@pytest.fixture
def filer(unit):
    return person("filer", unit)


@pytest.fixture
def officer(plan):
    return person("officer", plan.unit)


def nominee(unit, by, record="", kind="person", **facts):
    one = Nominee.objects.create(unit=unit, kind_id=kind, name="Lò Thị Mẫu", created_by=by, **facts)
    for line in filter(None, record.split(", ")):
        code, year, *more = line.split()
        given = {"number": "" if more == ["?"] else f"{year}/QĐ"}
        one.achievements.create(honour=Honour.objects.get(code=code), year=int(year), by=by, at=FILED, **given)
    return one


def dossier(plan, who, by, key="person-public", status="draft"):
    filed = {} if status == "draft" else {"holder": plan.allocations.get().rows.first(), "submitted_at": FILED}
    category = plan.categories.get(key=key)
    return Dossier.objects.create(
        plan=plan, unit=who.unit, category=category, nominee=who, name=who.name, created_by=by, status=status, **filed
    )


def answers(one):
    return [line.answer.value for line in standing_of(one).lines]


def test_a_dossier_is_judged_by_its_rows(plan, unit, filer):
    one = dossier(plan, nominee(unit, filer, RECORD, rank="none", is_head=False), filer)
    standing = standing_of(one)
    assert [line.answer.value for line in standing.lines] == ["met", "needs_person"]
    assert standing.lines[0].text.startswith("Đối với đoàn viên không giữ chức vụ")
    assert [f"{row.honour.code} {row.year}" for row in standing.lines[0].evidence] == RECORD.split(", ")
    assert [text.text[:14] for text in standing.passed_over] == ["Là những cá nh", "Cá nhân là ngư"]
    assert (standing.met, standing.is_met) == (1, False)


def test_who_may_be_nominated_is_judged_where_the_plan_s_lines_are_rules(plan, unit, filer):
    plan.eligible = ["Đoàn viên công đoàn.", {"category": "person-business", "text": "Công nhân.", "rule": {"clauses": [{"kind": "direct"}]}}]
    plan.save()
    worker = {"rank": "none", "is_head": False, "is_direct": True}
    assert answers(dossier(plan, nominee(unit, filer, RECORD, **worker), filer)) == ["met", "needs_person"]  # no rule for its category
    one = dossier(plan, nominee(unit, filer, RECORD, **worker), filer, key="person-business")
    first = standing_of(one).lines[0]
    assert (first.text, first.answer.value) == (
        "Thuộc một trong các đối tượng được đề nghị: đoàn viên công đoàn; hoặc công nhân.",
        "met",
    )
    other = dossier(plan, nominee(unit, filer, RECORD, **worker | {"is_direct": False}), filer, key="person-business")
    assert answers(other)[0] == "needs_person"  # a member of the union all the same: a person has to say
    confirm(other, first.mark, by=filer)
    assert answers(Dossier.objects.get(pk=other.pk))[0] == "met"


def test_a_row_without_number_and_file_is_a_claim(plan, unit, filer):
    claimed = RECORD.replace("ldtt 2018", "ldtt 2018 ?")
    assert answers(dossier(plan, nominee(unit, filer, claimed, rank="none", is_head=False), filer)) == ["no_evidence", "needs_person"]


def test_a_head_brings_the_record_of_the_unit(plan, unit, filer):
    leader = "ht-xuat-sac 2018, ht-xuat-sac 2019, sk-tinh 2019"
    one = dossier(plan, nominee(unit, filer, leader, rank="truong-phong", is_head=True), filer)
    assert answers(one) == ["met", "needs_person", "no_evidence"]
    nominee(unit, filer, "tt-ldxs 2019", kind="unit")
    assert answers(one) == ["met", "needs_person", "not_met"]
    nominee(unit, filer, "tt-ldxs 2018", kind="union")
    nominee(unit, filer, "tt-ldxs 2016, tt-ldxs 2017", kind="team")  # a team is not the unit
    assert answers(Dossier.objects.get(pk=one.pk)) == ["met", "needs_person", "met"]


def test_a_dossier_without_nominee_has_no_evidence(plan, unit, filer):
    one = dossier(plan, nominee(unit, filer), filer)
    Dossier.objects.filter(pk=one.pk).update(nominee=None)
    assert answers(Dossier.objects.get(pk=one.pk)) == ["no_evidence", "no_evidence", "needs_person", "no_evidence"]


def test_many_dossiers_take_as_many_queries_as_one(plan, unit, filer, django_assert_num_queries):
    for at in range(30):
        one = dossier(plan, nominee(unit, filer, RECORD, rank="none", is_head=False), filer)
        one.papers.create(slot="report", state="on_paper", by=filer)
        confirm(one, conduct(plan), by=filer)
    nominee(unit, filer, "tt-ldxs 2019", kind="unit")
    rows = Dossier.objects.select_related("plan", "category", "nominee")
    for few in (1, 30):
        with django_assert_num_queries(11):
            found = standings_of(list(rows[:few]))
        assert [[line.answer.value for line in one.lines] for one in found.values()] == [["met", "met"]] * few


def test_at_the_office_a_head_brings_the_record_of_the_unit_as_it_was_filed(plan, unit, filer):
    head = nominee(unit, filer, "ht-xuat-sac 2018, ht-xuat-sac 2019, sk-tinh 2019", rank="truong-phong", is_head=True)
    one = dossier(plan, head, filer, status="submitted")
    nominee(unit, filer, "tt-ldxs 2016, tt-ldxs 2017, tt-ldxs 2018, tt-ldxs 2019", kind="unit")
    assert answers(Dossier.objects.get(pk=one.pk)) == ["met", "needs_person", "met"]
    Achievement.objects.filter(honour__code="tt-ldxs", year__gt=2016).update(at=FILED + timedelta(seconds=1))
    assert answers(Dossier.objects.get(pk=one.pk)) == ["met", "needs_person", "not_met"]


def test_many_filed_dossiers_take_as_many_queries_as_one(plan, unit, filer, django_assert_num_queries):
    for _ in range(30):
        dossier(plan, nominee(unit, filer, RECORD, rank="none", is_head=False), filer, status="submitted")
    for few in (1, 30):
        with django_assert_num_queries(10):
            assert len(standings_of(list(Dossier.objects.select_related("plan", "category", "nominee")[:few]))) == few


PAPERS = {"clauses": [{"kind": "papers", "slots": ["report"]}]}


@pytest.mark.parametrize(
    ("scan", "answer", "reason"),
    [
        ("none", "met", "đã có báo cáo thành tích"),
        ("clean", "met", "đã có báo cáo thành tích"),
        ("waiting", "met", "đã có báo cáo thành tích; đang chờ quét virus: báo cáo thành tích"),
        ("infected", "no_evidence", "còn thiếu báo cáo thành tích"),
        ("too_much", "no_evidence", "còn thiếu báo cáo thành tích"),
    ],
)
def test_a_paper_that_the_scanner_took_away_is_none_and_one_that_waits_is_not_yet_checked(plan, unit, filer, scan, answer, reason):
    plan.criteria.all().delete()
    plan.criteria.create(position=1, text="Có báo cáo.", rule=PAPERS).categories.set(plan.categories.all())
    one = dossier(plan, nominee(unit, filer), filer)
    assert answers(one) == ["no_evidence"]
    with_paper(one, filer, "report")
    Upload.objects.update(scan=scan)
    line = standing_of(Dossier.objects.get(pk=one.pk)).lines[0]
    assert (line.answer.value, line.judged.reason) == (answer, reason)


@pytest.mark.parametrize(("scan", "answer"), [("clean", "met"), ("waiting", "met"), ("infected", "no_evidence"), ("too_much", "no_evidence")])
def test_a_line_is_proven_by_a_file_that_is_still_there(plan, unit, filer, scan, answer):
    who = nominee(unit, filer, RECORD.replace("ldtt 2018", "ldtt 2018 ?"), rank="none", is_head=False)
    who.achievements.filter(number="").update(evidence=a_file(filer))
    Upload.objects.update(scan=scan)
    assert answers(dossier(plan, who, filer))[0] == answer


def test_a_paper_that_comes_by_itself_is_there(plan, unit, filer):
    plan.criteria.all().delete()
    plan.criteria.create(position=1, text="Có báo cáo.", rule=PAPERS).categories.set(plan.categories.all())
    one = dossier(plan, nominee(unit, filer), filer)
    one.papers.create(slot="report", state="on_paper", by=filer)
    assert answers(one) == ["met"]


# --- what people say --------------------------------------------------------------------------------------------------


def conduct(plan):
    return mark_of(plan.criteria.get(text__contains="kỷ luật của cơ quan, đơn vị.").text)


def test_the_unit_confirms_and_takes_back(plan, unit, filer):
    one = dossier(plan, nominee(unit, filer, RECORD, rank="none", is_head=False), filer)
    confirm(one, conduct(plan), by=filer)
    confirm(one, conduct(plan), by=filer)  # a second press
    assert answers(Dossier.objects.get(pk=one.pk)) == ["met", "met"]
    confirm(one, conduct(plan), by=filer, taken_back=True)
    assert answers(Dossier.objects.get(pk=one.pk)) == ["met", "needs_person"]
    assert [row.name for row in history(one)] == ["confirm", "unconfirm"]


def test_what_was_said_of_other_words_no_longer_counts(plan, unit, filer):
    one = dossier(plan, nominee(unit, filer, RECORD, rank="none", is_head=False), filer)
    mark = conduct(plan)
    confirm(one, mark, by=filer)
    row = plan.criteria.get(text__contains="kỷ luật của cơ quan, đơn vị.")
    row.text += " Thêm một điều."
    row.save()
    assert answers(Dossier.objects.get(pk=one.pk)) == ["met", "needs_person"]
    with pytest.raises(Refused) as refused:
        confirm(one, mark, by=filer)
    assert refused.value.reasons == ["Kế hoạch không còn tiêu chuẩn này cho đối tượng của hồ sơ; hãy tải lại trang."]


def test_an_officer_overrules_with_a_reason(plan, unit, filer, officer):
    one = dossier(plan, nominee(unit, filer, RECORD, rank="none", is_head=False), filer, status="submitted")
    mark = standing_of(one).lines[0].mark
    with pytest.raises(Refused) as refused:
        rule_on(one, mark, "not_met", by=officer, reason="  ")
    assert refused.value.reasons == ["Hãy ghi lý do kết luận khác hoặc thêm vào ý kiến của cổng."]
    rule_on(one, mark, "not_met", by=officer, reason="Sáng kiến 2019 trùng của người khác.")
    line = standing_of(Dossier.objects.get(pk=one.pk)).lines[0]
    assert (line.answer.value, line.judged.answer.value, line.ruling.reason) == ("not_met", "met", "Sáng kiến 2019 trùng của người khác.")
    rule_on(one, mark, "met", by=officer, reason="Đã giải trình.")
    assert answers(Dossier.objects.get(pk=one.pk)) == ["met", "needs_person"]
    rule_on(one, mark, "", by=officer)
    assert standing_of(Dossier.objects.get(pk=one.pk)).lines[0].ruling is None
    assert [row.label for row in history(one)] == [
        "Kết luận tiêu chuẩn: chưa đạt",
        "Kết luận tiêu chuẩn: đạt",
        "Bỏ kết luận tiêu chuẩn",
    ]


def test_whose_word_it_is(plan, unit, filer, officer):
    draft = dossier(plan, nominee(unit, filer, RECORD, rank="none"), filer)
    filed = dossier(plan, nominee(unit, filer, RECORD, rank="none"), filer, status="submitted")
    with pytest.raises(PermissionDenied):
        confirm(draft, conduct(plan), by=officer)
    with pytest.raises(PermissionDenied):
        rule_on(filed, conduct(plan), "met", by=filer, reason="Tốt.")
    with pytest.raises(Refused) as refused:
        confirm(filed, conduct(plan), by=filer)
    assert refused.value.reasons == ["Hồ sơ đang ở trạng thái “đã nộp”, không sửa được nữa."]
    with pytest.raises(Refused) as refused:
        rule_on(draft, conduct(plan), "perhaps", by=officer)
    assert refused.value.reasons == [
        "Hồ sơ đang ở trạng thái “bản nháp”, không thẩm định lúc này.",
        "Hãy chọn đạt hoặc chưa đạt.",
        "Hãy ghi lý do kết luận khác hoặc thêm vào ý kiến của cổng.",
    ]


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_says_it_in_words_and_takes_the_unit_s_word(client, plan, unit, filer):
    one = dossier(plan, nominee(unit, filer, RECORD.replace("ldtt 2018, ", ""), rank="none", is_head=False), filer)
    client.force_login(filer)
    page = client.get(reverse("nominations:dossier", args=[one.pk])).content.decode()
    assert "4 trong 5 năm đạt Lao động tiên tiến; thiếu 2018" in page
    assert ("chưa đạt</span>" in page, "cần người xem</span>" in page, "Kết luận<" in page) == (True, True, False)
    address = reverse("nominations:confirm-standard", args=[one.pk, conduct(plan)])
    answer = client.post(address, {"step": "consent"})
    assert answer["Location"] == reverse("nominations:edit-step", args=[one.pk, "consent"]) + f"#standard-{conduct(plan)}"
    assert one.answers.get().says == "confirmed"
    assert client.post(address, {"taken_back": "1"}).status_code == 302
    assert list(one.answers.all()) == []


def test_a_refused_ruling_keeps_what_was_typed(client, plan, unit, filer, officer):
    one = dossier(plan, nominee(unit, filer, RECORD, rank="none", is_head=False), filer, status="submitted")
    client.force_login(officer)
    address = reverse("nominations:rule-on-standard", args=[one.pk, conduct(plan)])
    answer = client.post(address, {"says": "", "reason": "Chưa rõ lắm"})
    assert answer.status_code == 302  # nothing ruled: nothing to take back
    answer = client.post(address, {"says": "perhaps", "reason": "Chưa rõ lắm"})
    assert (answer.status_code, "Hãy chọn đạt hoặc chưa đạt." in answer.content.decode()) == (409, True)
    assert ">Chưa rõ lắm</textarea>" in answer.content.decode().replace("\n", "")
    assert client.post(address, {"says": "met", "reason": "Đã xác minh."}).status_code == 302
    page = client.get(reverse("nominations:dossier", args=[one.pk])).content.decode()
    assert "Đã xác minh." in page
