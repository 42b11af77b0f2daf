"""Who may be the same: shown to the office side by side with the reasons, never merged, never to strangers."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from conferences.models import Honour
from nominations.double_rows import doubles_for
from nominations.doubles import Deed, Somebody, doubles_of
from nominations.models import Dossier, Nominee, NomineeKind
from organizations.reach import reach
from tests.builders import make_dossier, person

ONE = Somebody(1, "Lò Thị Mẩy", "person", 10, date(1985, 3, 5), 1985, (Deed(2018, "Cải tiến lò sấy chè"),))


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (Somebody(2, "Lò Thị Mẩy", "person", 10), ["cùng tên"]),
        (Somebody(2, "LO THI MAY", "person", 11, date(1985, 3, 5), 1985), ["tên chỉ khác dấu, chữ hoa", "ở hai đơn vị", "cùng ngày sinh 05/03/1985"]),
        (Somebody(2, "Mẩy Lò Thị", "person", 10, None, 1985), ["tên chỉ khác thứ tự chữ", "cùng năm sinh 1985"]),
        (Somebody(2, "Lò Thị Mẫy", "person", 10, awarded=("Bằng khen",)), ["tên chỉ khác dấu, chữ hoa", "đã được Bằng khen trong cùng giai đoạn"]),
        (Somebody(2, "Vàng A Páo", "person", 11, deeds=(Deed(2019, "Cải tiến lò sấy chè"),)), ["cùng sáng kiến “Cải tiến lò sấy chè”"]),
        (Somebody(1, "Lò Thị Mẩy", "person", 10, awarded=("Giấy khen",)), ["đã được Giấy khen trong cùng giai đoạn"]),
        (Somebody(2, "Lò Thị Mẩy", "person", 10, None, 1990), None),  # born in another year
        (Somebody(2, "Lò Thị Mẩy", "collective", 10), None),
        (Somebody(2, "Vàng A Páo", "person", 10), None),
        (Somebody(1, "Lò Thị Mẩy", "person", 10), None),
    ],
)
def test_reasons_are_given_in_words(other, reasons):
    assert [list(double.reasons) for double in doubles_of(ONE, [other])] == ([reasons] if reasons else [])


BEFORE = datetime(2020, 4, 1, tzinfo=UTC)  # that the dossiers were filed
GIVEN = Deed(2018, "", "21/QĐ-LĐLĐ", "LĐLĐ tỉnh Lai Châu")
AWARDED = Somebody(1, "Lò Thị Mẩy", "person", 10, deeds=(replace(GIVEN, kind="award"), replace(GIVEN, number="9/QĐ", kind="title")))


def stranger(key=2, unit=11, **deed):
    return Somebody(key, "Vàng A Páo", "person", unit, deeds=(replace(AWARDED.deeds[0], **deed),))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (stranger(), "21/QĐ-LĐLĐ"),
        (stranger(number="Số 021 /qđ–lđlđ"), "021 /qđ–lđlđ"),
        (stranger(number="QĐ 21/2018/QD-LDLD", issuer="LĐLĐ TỈNH LAI CHÂU"), "21/2018/QD-LDLD"),
        (stranger(number="21QĐ-LĐLĐ"), "21QĐ-LĐLĐ"),
        (stranger(number="22/QĐ-LĐLĐ"), ""),
        (stranger(number="121/QĐ-LĐLĐ"), ""),
        (stranger(number="21/QĐ-UBND"), ""),
        (stranger(year=2019), ""),
        (stranger(issuer="LĐLĐ tỉnh Điện Biên"), ""),
        (stranger(issuer=""), ""),  # then it is its own unit's
        (stranger(kind="initiative"), ""),
        (stranger(number="9/QĐ", kind="title"), ""),  # one decision names many of one title
    ],
)
def test_one_decision_about_one_deed_is_told_however_it_is_spelled(other, said):
    reasons = [f"cùng quyết định số {said} năm 2018"] if said else []
    assert [reason for double in doubles_of(AWARDED, [other]) for reason in double.reasons] == reasons


def test_a_decision_whose_issuer_nobody_wrote_is_the_unit_s_own():
    one = replace(AWARDED, deeds=(Deed(2018, "", "21/QĐ-CĐCS", kind="award"),))
    others = [stranger(key, unit, number="21/QĐ-CĐCS", issuer="") for key, unit in ((2, 10), (3, 11))]
    assert [double.of.key for double in doubles_of(one, others)] == [2]


def test_two_initiatives_of_one_decision_are_two():
    deeds = [Deed(2018, text, "50/QĐ-SK", "Sở") for text in ("Sổ kho điện tử", "Giá kệ hai tầng", "")]
    one, *others = (Somebody(key, name, "person", key, deeds=(deed,)) for key, (name, deed) in enumerate(zip(("Lò A", "Vàng B", "Mùa C"), deeds, strict=True)))
    assert [(double.of.name, double.reasons) for double in doubles_of(one, others)] == [("Mùa C", ("cùng quyết định số 50/QĐ-SK năm 2018",))]


def test_a_decision_that_names_many_says_nothing_of_strangers_but_something_of_one_name():
    strangers = [stranger(key, key) for key in range(2, 5)]
    assert doubles_of(AWARDED, strangers) == []
    assert len(doubles_of(AWARDED, strangers[:2])) == 2
    named = replace(AWARDED, key=9)
    assert [double.reasons for double in doubles_of(AWARDED, [*strangers, named])] == [
        ("cùng tên", "cùng quyết định số 21/QĐ-LĐLĐ năm 2018", "cùng quyết định số 9/QĐ năm 2018")
    ]


def test_what_tells_people_apart_comes_before_how_many_awards_somebody_has():
    named = Somebody(2, "Lò Thị Mẩy", "person", 11, date(1985, 3, 5), 1985)
    honoured = replace(ONE, key=3, name="Vàng A Páo", birth_year=1970, awarded=("Bằng khen", "Giấy khen", "Huy hiệu"))
    own = replace(ONE, awarded=("Giấy khen",))
    assert [double.of for double in doubles_of(ONE, [honoured, named, own])] == [own, named, honoured]


def test_a_second_dossier_of_the_same_person_for_the_plan_is_told():
    mine, again, other = (replace(ONE, plan=plan) for plan in (5, 5, 6))
    assert [double.reasons for double in doubles_of(mine, [again, other])] == [("hồ sơ khác của chính người này, tập thể này cho cùng kế hoạch",)]


@pytest.mark.django_db
def test_deeds_and_awards_are_found_among_the_dossiers_one_sees(campaign, client, django_assert_num_queries):
    """Also where the names are strange to each other, and of the nominee's own record."""
    campaign.plan.period_from, campaign.plan.period_to = 2015, 2020
    campaign.plan.save()
    kind, award = NomineeKind.objects.get(code="person"), Honour.objects.filter(kind="award").first()
    places = (("Lò Thị Mẩy", campaign.school, "021 /QĐ-TTg"), ("Vàng A Páo", campaign.tree.tan_uyen_school, "21/QĐ-TTG"), ("Mùa A Dơ", campaign.tree.tan_uyen_school, "210/QĐ-TTg"))
    dossiers = []
    for name, unit, number in places:
        nominee = Nominee.objects.create(unit=unit, kind=kind, name=name, created_by=campaign.filer)
        nominee.achievements.create(honour=award, year=2018, number=number, issuer="Thủ tướng", by=campaign.filer, at=BEFORE)
        dossiers.append(make_dossier(campaign.plan, unit, name=name, nominee=nominee, status="submitted"))
    late = {"honour": Honour.objects.filter(kind="initiative").first(), "year": 2019, "text": "Ghi sau khi đã nộp hồ sơ"}
    for dossier in dossiers:
        dossier.nominee.achievements.create(by=campaign.filer, **late)  # not filed, so not the office's to see
    client.force_login(campaign.officer)
    page = client.get(reverse("nominations:doubles", args=[dossiers[0].pk]))
    assert late["text"] not in page.content.decode()
    award_given = f"đã được {award.name} năm 2018 trong cùng giai đoạn"
    assert [(other.pk, double.reasons) for double, other in page.context["doubles"]] == [
        (dossiers[1].pk, ("cùng quyết định số 21/QĐ-TTG năm 2018", award_given))
    ]
    assert [row.nominee.name for row in page.context["awards"]] == ["Lò Thị Mẩy"]
    [(_, _, lines)] = page.context["pairs"]
    assert [(line.label, line.mine[0], line.theirs[0]) for line in lines if line.label in ("Tên", "Thành tích")] == [
        ("Tên", ("Lò Thị Mẩy", False), ("Vàng A Páo", False)),
        ("Thành tích", (f"2018 {award.name} (QĐ số 021 /QĐ-TTg)", True), (f"2018 {award.name} (QĐ số 21/QĐ-TTG)", True)),
    ]
    asked = Dossier.objects.select_related("category", "plan", "nominee").get(pk=dossiers[0].pk)
    reach(campaign.officer)
    with django_assert_num_queries(6):
        assert len(doubles_for(asked, campaign.officer)) == 1


@pytest.mark.django_db
def test_the_office_sees_them_side_by_side_and_nobody_else_does(campaign, client):
    kind = NomineeKind.objects.get(code="person")
    school, other = campaign.school, campaign.tree.tan_uyen_school
    people = [Nominee.objects.create(unit=unit, kind=kind, name=name, birth_year=1985, created_by=campaign.filer) for unit, name in ((school, "H'Hen Niê"), (other, "H’HEN NIE"))]
    mine = make_dossier(campaign.plan, school, name="H'Hen Niê", nominee=people[0], status="submitted")
    theirs = make_dossier(campaign.plan, other, name="H’HEN NIE", nominee=people[1], status="submitted")
    make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, name="Hen Niê Y", status="draft")
    address = reverse("nominations:doubles", args=[mine.pk])
    client.force_login(campaign.officer)
    found = client.get(address).context["doubles"]
    assert [(one.pk, double.reasons) for double, one in found] == [(theirs.pk, ("tên chỉ khác dấu, chữ hoa", "ở hai đơn vị", "cùng năm sinh 1985"))]
    assert Nominee.objects.count() == 2
    for user, status in ((campaign.filer, 403), (theirs.created_by, 404), (person("officer", campaign.tree.tan_uyen), 404)):
        client.force_login(user)
        assert client.get(address).status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["H'Hen", "H’Hen Niê", "HʼHen", "hhen nie", "HEN", "niê h'hen"])
def test_a_name_is_found_with_or_without_marks_and_with_any_apostrophe(campaign, asked):
    kind = NomineeKind.objects.get(code="person")
    names = ("H'Hen Niê", "Y Ngông Niêkdăm", "Đặng Thị Hòa", "Nguyễn Văn An", "Trần Thị Ánh")
    for name in names:
        Nominee.objects.create(unit=campaign.school, kind=kind, name=name, created_by=campaign.filer)
    assert [one.name for one in Nominee.objects.search(asked)] == ["H'Hen Niê"]
    assert [one.name for one in Nominee.objects.all()] == ["Nguyễn Văn An", "Trần Thị Ánh", "Đặng Thị Hòa", "H'Hen Niê", "Y Ngông Niêkdăm"]
