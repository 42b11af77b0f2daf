"""Who may be the same: shown to the office side by side with the reasons, never merged, never to strangers."""

from datetime import date

import pytest
from django.urls import reverse

from nominations.doubles import Deed, Somebody, doubles_of
from nominations.models import Nominee, NomineeKind
from tests.builders import make_dossier, person

ONE = Somebody(1, "Lò Thị Mẩy", "person", 10, date(1985, 3, 5), 1985, (Deed(1, 2018, "Cải tiến lò sấy chè", is_initiative=True),))


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (Somebody(2, "Lò Thị Mẩy", "person", 10), ["cùng tên"]),
        (Somebody(2, "LO THI MAY", "person", 11, date(1985, 3, 5), 1985), ["tên chỉ khác dấu, chữ hoa", "ở hai đơn vị", "cùng ngày sinh 05/03/1985"]),
        (Somebody(2, "Mẩy Lò Thị", "person", 10, None, 1985), ["tên chỉ khác thứ tự chữ", "cùng năm sinh 1985"]),
        (Somebody(2, "Lò Thị Mẫy", "person", 10, awarded=("Bằng khen",)), ["tên chỉ khác dấu, chữ hoa", "đã được Bằng khen trong cùng giai đoạn"]),
        (Somebody(2, "Vàng A Páo", "person", 11, deeds=(Deed(1, 2019, "Cải tiến lò sấy chè", is_initiative=True),)), ["cùng sáng kiến “Cải tiến lò sấy chè”"]),
        (Somebody(1, "Lò Thị Mẩy", "person", 10, awarded=("Giấy khen",)), ["đã được Giấy khen trong cùng giai đoạn"]),
        (Somebody(2, "Lò Thị Mẩy", "person", 10, None, 1990), None),  # born in another year
        (Somebody(2, "Lò Thị Mẩy", "collective", 10), None),
        (Somebody(2, "Vàng A Páo", "person", 10), None),
        (Somebody(1, "Lò Thị Mẩy", "person", 10), None),
    ],
)
def test_reasons_are_given_in_words(other, reasons):
    assert [list(double.reasons) for double in doubles_of(ONE, [other])] == ([reasons] if reasons else [])


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
