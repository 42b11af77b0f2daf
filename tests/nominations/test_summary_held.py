"""A list from Excel does not change what stands behind a dossier at the office, under whatever plan it was filed."""

from datetime import date

import pytest

from nominations.models import Achievement, Dossier, Nominee
from tests.builders import make_plan, make_table
from tests.nominations.summary_lists import FIRST, invented, people_list
from tests.nominations.test_summary_upload import confirm, counts, preview, school, stored  # noqa: F401

pytestmark = pytest.mark.django_db
NAME = "H'Hen Niê"


@pytest.fixture
def filed(client, school) -> Dossier:  # noqa: F811
    """Of the first on the list, filed for another plan after the list had come in."""
    confirm(client, preview(client, school, people_list(invented(2))))
    plan = make_plan(school.tree.province, number="2/KH-LĐLĐ", title="Phong trào thi đua")
    table = make_table(plan, {school.tree.than_uyen: (0, 0, 3, 0)})
    dossier = Dossier.objects.get(name=NAME)
    more = {"category": plan.categories.get(key="person-public"), "holder": table.rows.get(), "name": NAME, "created_by": school.filer}
    when = Achievement.objects.latest("at").at
    return Dossier.objects.create(plan=plan, unit=school.school, nominee=dossier.nominee, status="submitted", submitted_at=when, **more)


def changed() -> list[list]:
    """The man is a woman, and the award of 2019 has another number; both stand in a filed dossier."""
    rows = invented(2)
    rows[0][3], rows[0][4] = None, rows[0][3] or rows[0][4]
    rows[0][6] = rows[0][6].replace("100/QĐ-UBND", "101/QĐ-UBND")
    return rows


def faults(page) -> list[str]:
    return [fault.sentence for _, fault in page.context["faults"]]


def test_what_a_filed_dossier_stands_on_is_named_by_cell_and_left_as_it_is(client, school, filed):  # noqa: F811
    page = preview(client, school, people_list(changed()))
    assert counts(page) == (0, 0, 1, 1)
    office = "thuộc hồ sơ đã nộp theo kế hoạch 2/KH-LĐLĐ; muốn sửa, hãy đề nghị LĐLĐ tỉnh Lai Châu trả lại hồ sơ ấy."
    assert faults(page) == [
        f"Ô E{FIRST}: giới tính của “{NAME}”, đang là “Nam”, {office}",
        f"Ô G{FIRST}: thành tích của “{NAME}”, đang là “2019: Chiến sĩ thi đua cơ sở (QĐ số 100/QĐ-UBND ngày 05/01/2020 của UBND huyện Than Uyên)”, {office}",
    ]
    assert (Nominee.objects.get(name=NAME).sex, Achievement.objects.filter(number="101/QĐ-UBND").count()) == ("male", 0)


def test_once_it_is_sent_back_the_list_changes_it(client, school, filed):  # noqa: F811
    Dossier.objects.filter(pk=filed.pk).update(status="returned")
    page = preview(client, school, people_list(changed()))
    assert (counts(page), faults(page)) == ((0, 1, 1, 0), [])
    before = Nominee.objects.get(name=NAME).version
    confirm(client, page)
    nominee = Nominee.objects.get(name=NAME)
    assert (nominee.sex, nominee.version) == ("female", before + 1)
    assert Achievement.objects.filter(number="101/QĐ-UBND").count() == 1


def test_a_list_shown_before_the_dossier_was_filed_changes_nothing_after(client, school, filed):  # noqa: F811
    Dossier.objects.filter(pk=filed.pk).update(status="endorsed")
    page = preview(client, school, people_list(changed()))
    Dossier.objects.filter(pk=filed.pk).update(status="submitted")
    assert (confirm(client, page).status_code, Nominee.objects.get(name=NAME).sex) == (409, "male")


def test_new_lines_come_in_beside_those_that_are_held_and_end_what_open_pages_go_on_with(client, school, filed):  # noqa: F811
    rows, before = invented(2), stored()
    rows[0][6] += "; Lao động tiên tiến năm 2015"
    Dossier.objects.exclude(pk=filed.pk).filter(name=NAME).update(saved_by_form="12345678-1234-5678-1234-567812345678")
    page = preview(client, school, people_list(rows))
    assert (counts(page), faults(page)) == ((0, 1, 1, 0), [])
    version = Nominee.objects.get(name=NAME).version
    confirm(client, page)
    assert stored() == (*before[:2], before[2] + 1)
    assert (Nominee.objects.get(name=NAME).version, Dossier.objects.exclude(saved_by_form=None).count()) == (version + 1, 0)


def test_somebody_new_to_the_plan_is_locked_as_well(client, school, filed):  # noqa: F811
    Dossier.objects.exclude(pk=filed.pk).filter(name=NAME).delete()
    assert counts(preview(client, school, people_list(changed()))) == (0, 0, 1, 1)
    assert counts(preview(client, school, people_list(invented(2)))) == (1, 0, 1, 0)


def test_what_is_mended_item_by_item_no_list_changes(client, school, filed):  # noqa: F811
    Dossier.objects.filter(pk=filed.pk).update(status="returned")
    sent_back = filed.rounds.create(due_on=date(2030, 4, 27), by=school.filer)
    sent_back.items.create(key="report", step="record", label="Báo cáo thành tích", sentence="Sơ sài.", before={"words": ""})
    page = preview(client, school, people_list(changed()))
    assert faults(page) == [
        f"Ô B{FIRST}: “{NAME}”: hồ sơ theo kế hoạch 2/KH-LĐLĐ đang được trả lại để sửa từng mục, không sửa bằng tệp được; hãy sửa các mục ấy "
        "trên trang hồ sơ."
    ]
    assert (Nominee.objects.get(name=NAME).sex, Achievement.objects.filter(number="101/QĐ-UBND").count()) == ("male", 0)
    sent_back.delete()
    assert faults(preview(client, school, people_list(changed()))) == []
