"""What stands behind a filed dossier does not change under the office's eyes, and what is entered later is no evidence of it."""

import time
import uuid
from datetime import datetime, timedelta
from threading import Event

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from nominations.actions import draft_dossier, move_dossier, save_record, save_who
from nominations.models import Achievement, Dossier, Nominee
from nominations.record import by_kind
from nominations.standing import standing_of
from nominations.summary_rows import listed
from portal import clock
from portal.moves import Refused
from tests.builders import make_dossier, make_plan, make_table
from tests.nominations.filing_pages import new, step, text, typed
from tests.racing import together

APRIL = timezone.make_aware(datetime(2020, 4, 10, 8))
FILED = APRIL + timedelta(hours=1)
RULE = {"clauses": [{"kind": "years", "honours": ["lao-dong-tien-tien"], "least": 2}]}


@pytest.fixture
def nominee(campaign) -> Nominee:
    return Nominee.objects.create(
        unit=campaign.school, kind_id="person", name="Lò Thị Mẫu", sex="female", birth_year=1985, created_by=campaign.filer
    )


@pytest.fixture
def line(nominee, campaign, ldtt) -> Achievement:
    return nominee.achievements.create(honour=ldtt, year=2016, number="1/QĐ", by=campaign.filer, at=APRIL)


@pytest.fixture
def filed(campaign, nominee, line) -> Dossier:
    """At the office, filed after the line was entered."""
    return make_dossier(campaign.plan, campaign.school, status="submitted", nominee=nominee, submitted_at=FILED)


@pytest.fixture
def other(campaign, filed, nominee) -> Dossier:
    """Another dossier of the same nominee, being written for another plan."""
    plan = make_plan(campaign.tree.province, number="2/KH-LĐLĐ", title="Phong trào thi đua")
    make_table(plan, {campaign.tree.than_uyen: (0, 0, 3, 0)})
    return make_dossier(plan, campaign.school, nominee=nominee)


@pytest.fixture(autouse=True)
def afterwards():
    with clock.standing_at(FILED + timedelta(days=5)):
        yield


def says(line: Achievement, **changes) -> dict:
    return {"honour": line.honour_id, "year": line.year, "number": line.number} | changes


def write(dossier: Dossier, *lines, by) -> Dossier:
    row = Dossier.objects.get(pk=dossier.pk)
    return save_record(row, fields={}, lines=lines, version=row.version, nominee_version=row.nominee.version, by=by)


def tell(dossier: Dossier, *, by, **facts) -> Dossier:
    row = Dossier.objects.get(pk=dossier.pk)
    return save_who(row, fields={}, facts=facts, version=row.version, nominee_version=row.nominee.version, by=by)


def shown(dossier: Dossier) -> list[int]:
    """The years on the dossier's page."""
    return [row.year for _, rows in by_kind(Dossier.objects.get(pk=dossier.pk)) for row in rows]


def at_stage(dossier: Dossier, status: str) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(status=status)


WITH_OFFICE = ("submitted", "accepted")
ELSEWHERE = ("draft", "endorsed", "returned", "decided", "declined", "withdrawn")


# --- lines ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", WITH_OFFICE)
@pytest.mark.parametrize("change", [{"number": "2/QĐ"}, {"year": 2017}, None], ids=["number", "year", "away"])
def test_a_line_of_a_dossier_at_the_office_is_not_changed_through_another(campaign, filed, other, line, status, change):
    at_stage(filed, status)
    with pytest.raises(Refused) as refused:
        write(other, (line.mark, None if change is None else says(line, **change)), by=campaign.filer)
    assert refused.value.reasons == [
        "Dòng “Lao động tiên tiến 2016” thuộc hồ sơ đã nộp theo kế hoạch 154/KH-LĐLĐ nên không sửa, không xóa được. Hãy đề nghị "
        f"{campaign.plan.unit.label} trả lại hồ sơ ấy rồi sửa, hoặc để dòng này như cũ và thêm một dòng mới."
    ]
    assert [(one.pk, one.year, one.number) for one in Achievement.objects.all()] == [(line.pk, 2016, "1/QĐ")]


@pytest.mark.parametrize("status", ELSEWHERE)
def test_a_line_of_a_dossier_that_is_not_at_the_office_is_changed(campaign, filed, other, line, status):
    at_stage(filed, status)
    write(other, (line.mark, says(line, number="2/QĐ")), by=campaign.filer)
    assert Achievement.objects.get().number == "2/QĐ"
    write(other, (line.mark, None), by=campaign.filer)
    assert Achievement.objects.count() == 0


def test_a_line_that_is_sent_as_it_stands_holds_up_nothing(campaign, filed, other, line, ldtt):
    write(other, (line.mark, says(line)), (uuid.uuid4(), {"honour": ldtt.pk, "year": 2018}), by=campaign.filer)
    assert [one.year for one in Achievement.objects.all()] == [2016, 2018]


def test_all_lines_that_are_held_are_named_and_nothing_is_written(campaign, filed, other, line, nominee, ldtt):
    second = nominee.achievements.create(honour=ldtt, year=2017, by=campaign.filer, at=APRIL)
    with pytest.raises(Refused) as refused:
        write(other, (line.mark, None), (second.mark, None), (uuid.uuid4(), {"honour": ldtt.pk, "year": 2018}), by=campaign.filer)
    assert [reason.split("”")[0] for reason in refused.value.reasons] == ["Dòng “Lao động tiên tiến 2016", "Dòng “Lao động tiên tiến 2017"]
    assert Achievement.objects.count() == 2


def test_a_line_that_was_entered_after_filing_is_the_unit_s_own(campaign, filed, other, line, ldtt):
    mark = uuid.uuid4()
    write(other, (mark, {"honour": ldtt.pk, "year": 2018}), by=campaign.filer)
    write(other, (mark, {"honour": ldtt.pk, "year": 2018, "number": "9/QĐ"}), by=campaign.filer)
    write(other, (mark, None), by=campaign.filer)
    assert list(Achievement.objects.all()) == [line]


def test_the_unit_s_own_record_is_held_by_the_dossiers_of_its_heads(campaign, filed, nominee, ldtt):
    unit = Nominee.objects.create(unit=campaign.school, kind_id="unit", name="Trường", created_by=campaign.filer)
    line = unit.achievements.create(honour=ldtt, year=2016, by=campaign.filer, at=APRIL)
    own = make_dossier(campaign.plan, campaign.school, key="collective-public", nominee=unit)
    write(own, (line.mark, says(line, number="2/QĐ")), by=campaign.filer)  # nobody's head has filed
    Nominee.objects.filter(pk=nominee.pk).update(is_head=True)
    with pytest.raises(Refused):
        write(own, (line.mark, says(line, number="3/QĐ")), by=campaign.filer)
    assert Achievement.objects.get(pk=line.pk).number == "2/QĐ"


def test_the_page_says_it_before_anybody_types_and_keeps_what_was_typed(client, campaign, filer, filed, other, line):
    page = client.get(step(other, "record"))
    assert "Hồ sơ đã nộp theo kế hoạch <a" in text(page)
    answer = client.post(step(other, "record"), typed(page, **{"title-0-number": "2/QĐ"}))
    assert (answer.status_code, len(answer.context["reasons"])) == (409, 1)
    assert dict((group.key, rows) for group, rows in answer.context["form"].groups)["title"][0]["number"].value() == "2/QĐ"
    at_stage(filed, "returned")
    page = client.get(step(other, "record"))
    assert "Hồ sơ đã nộp theo kế hoạch <a" not in text(page)
    assert client.post(step(other, "record"), typed(page, **{"title-0-number": "2/QĐ"})).status_code == 302


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_a_line_that_was_entered_after_filing_is_no_evidence(client, campaign, filed, other, line, ldtt):
    for plan in (filed.plan, other.plan):
        plan.criteria.create(position=1, text="Hai năm tiên tiến.", rule=RULE).categories.set(plan.categories.all())
    write(other, (uuid.uuid4(), {"honour": ldtt.pk, "year": 2017, "number": "2/QĐ"}), by=campaign.filer)

    def answers() -> list[str]:
        return [standing_of(Dossier.objects.get(pk=one.pk)).lines[0].answer.value for one in (filed, other)]

    assert (shown(filed), shown(other), answers()) == ([2016], [2016, 2017], ["not_met", "met"])
    rows = {known.dossier.key: [merit.year for merit in known.merits] for known in listed(Dossier.objects.all())}
    assert rows == {filed.pk: [2016], other.pk: [2016, 2017]}
    client.force_login(campaign.officer)
    page = text(client.get(reverse("nominations:dossier", args=[filed.pk])))
    assert ("<strong>2016</strong>" in page, "<strong>2017</strong>" in page) == (True, False)
    for status in ("accepted", "decided"):
        at_stage(filed, status)
        assert (shown(filed), answers()) == ([2016], ["not_met", "met"])
    at_stage(filed, "returned")  # with its unit again, which mends it
    assert (shown(filed), answers()) == ([2016, 2017], ["met", "met"])


def test_what_was_entered_while_mending_is_evidence_once_it_is_filed_again(campaign, filed, other, line, ldtt):
    move_dossier(filed, "return", by=campaign.officer, note="Thiếu năm 2017.")
    write(filed, (uuid.uuid4(), {"honour": ldtt.pk, "year": 2017}), by=campaign.filer)
    move_dossier(filed, "endorse", by=campaign.head)
    move_dossier(filed, "submit", by=campaign.head)
    with clock.standing_at(clock.now() + timedelta(days=1)):
        write(other, (uuid.uuid4(), {"honour": ldtt.pk, "year": 2018}), by=campaign.filer)
    assert (shown(filed), shown(other)) == ([2016, 2017], [2016, 2017, 2018])


def test_a_line_mended_while_it_was_back_stays_evidence_with_its_new_words(campaign, filed, line):
    move_dossier(filed, "return", by=campaign.officer, note="Sai số.")
    write(filed, (line.mark, says(line, number="2/QĐ")), by=campaign.filer)
    move_dossier(filed, "endorse", by=campaign.head)
    move_dossier(filed, "submit", by=campaign.head)
    assert [row.number for _, rows in by_kind(filed) for row in rows] == ["2/QĐ"]


# --- facts ------------------------------------------------------------------------------------------------------------


def test_facts_of_somebody_whose_dossier_is_at_the_office_are_not_changed(campaign, filed, other, nominee):
    with pytest.raises(Refused) as refused:
        tell(other, sex="male", birth_year=1985, rank="none", by=campaign.filer)
    assert refused.value.reasons == [
        "Không sửa được giới tính, cấp lãnh đạo của Lò Thị Mẫu: hồ sơ đã nộp theo kế hoạch 154/KH-LĐLĐ dựa vào đó. Hãy để như cũ, hoặc "
        f"đề nghị {campaign.plan.unit.label} trả lại hồ sơ ấy rồi sửa."
    ]
    with pytest.raises(Refused):
        draft_dossier(
            plan=campaign.plan, unit=campaign.school, category=other.category, name="Lò Thị Mẫu", nominee=nominee, nominee_version=1,
            facts={"sex": "male"}, by=campaign.filer,
        )  # fmt: skip
    nominee.refresh_from_db()
    assert (nominee.sex, nominee.rank, Dossier.objects.count()) == ("female", "", 2)
    at_stage(filed, "returned")
    tell(other, sex="male", by=campaign.filer)
    assert Nominee.objects.get().sex == "male"


def test_what_a_dossier_says_by_itself_and_what_its_plan_does_not_ask_may_change(campaign, filed, other):
    tell(other, name="Lò Thị Mẫu Đơn", position="Hiệu trưởng", party_since="2010-05-19", is_direct=False, by=campaign.filer)
    nominee = Nominee.objects.get()
    assert (nominee.name, nominee.position, str(nominee.party_since), nominee.is_direct) == ("Lò Thị Mẫu Đơn", "Hiệu trưởng", "2010-05-19", None)
    campaign.plan.asks = ["party"]
    campaign.plan.save()
    with pytest.raises(Refused):
        tell(other, party_since="2011-05-19", by=campaign.filer)


def test_the_form_of_somebody_at_the_office_is_saved_as_it_came(client, campaign, filer, filed, other):
    page = client.get(step(other, "who"))
    assert client.post(step(other, "who"), typed(page, position="Hiệu trưởng")).status_code == 302
    refused = client.post(step(other, "who"), typed(client.get(step(other, "who")), sex="male"))
    assert (refused.status_code, refused.context["form"]["sex"].value()) == (409, "male")
    address = new(campaign, plan=other.plan, nominee=filed.nominee_id)
    begun = client.post(address, typed(client.get(address), sex="male"))
    assert (begun.status_code, len(begun.context["reasons"]), Dossier.objects.count()) == (409, 1, 2)
    assert client.post(address, typed(client.get(address))).status_code == 302


# --- at once ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_line_that_is_changed_while_its_dossier_is_being_filed_is_asked_after_it(campaign, filed, other, line):
    Dossier.objects.filter(pk=filed.pk).update(status="endorsed", submitted_at=None, holder=None)
    filing = Event()

    def file() -> None:
        with transaction.atomic():
            move_dossier(Dossier.objects.get(pk=filed.pk), "submit", by=campaign.head)
            filing.set()
            time.sleep(0.5)  # the other page comes in before this is committed

    def change() -> None:
        filing.wait(10)
        write(other, (line.mark, None), by=campaign.filer)

    sent, changed = together(file, change)
    assert (sent, type(changed)) == (None, Refused)
    assert shown(filed) == [2016]
