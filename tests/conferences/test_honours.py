"""The catalogue of honours: filled once, in ladders, kept by the administrator on the desk."""

from collections import Counter

import pytest
from django.urls import reverse

from conferences.catalogues import seed_catalogues
from conferences.honours_catalogue import HONOURS
from conferences.models import Honour
from portal.fields import search_key
from tests.builders import person

pytestmark = pytest.mark.django_db

ROWS = [(kind, row) for kind, rows in HONOURS for row in rows]


def test_the_catalogue_is_filled_once_and_what_the_office_changed_stays():
    assert Honour.objects.count() == len(ROWS)
    Honour.objects.filter(code="ldtt").update(name="Lao động giỏi")
    seed_catalogues()
    assert Honour.objects.count() == len(ROWS)
    assert Honour.objects.get(code="ldtt").name == "Lao động giỏi"


def test_every_code_and_every_way_of_writing_is_one_entry_s():
    codes = Counter(row.code for _, row in ROWS)
    assert [code for code, times in codes.items() if times > 1] == []
    for kinds in (("title", "rating", "award", "initiative"), ("rank",), ("discipline",)):
        names = Counter(search_key(name) for kind, row in ROWS if kind in kinds for name in {row.name, *row.aliases})
        assert [name for name, times in names.items() if times > 1] == []


def test_every_entry_says_where_it_comes_from_and_fits_its_columns():
    assert [row.code for _, row in ROWS if not row.source] == []
    for honour in Honour.objects.all():
        honour.full_clean()


@pytest.mark.parametrize(
    ("ladder", "codes"),
    [
        ("person-title", ["ldtt", "cstt", "cstd-co-so", "cstd-tinh", "cstd-toan-quoc"]),
        ("collective-title", ["tt-ldtt", "tt-ldxs"]),
        ("rating", ["khong-ht", "ht", "ht-tot", "ht-xuat-sac"]),
        ("initiative", ["sk-don-vi", "sk-co-so", "sk-tinh", "sk-bo", "sk-toan-quoc"]),
        ("discipline", ["khien-trach", "canh-cao", "keo-dai-nang-luong", "ha-bac-luong", "giang-chuc", "cach-chuc", "buoc-thoi-viec"]),
    ],
)
def test_ladders_rise_as_the_law_has_them(ladder, codes):
    assert list(Honour.objects.filter(ladder=ladder).order_by("step", "position").values_list("code", flat=True)) == codes


def test_the_administrator_writes_other_names_line_by_line(client, tree):
    client.force_login(person("admin", tree.province))
    honour = Honour.objects.get(code="bk-tld")
    address = reverse("admin:conferences_honour_change", args=[honour.pk])
    assert "\nBK TLĐ\nBK Tổng LĐLĐ VN</textarea>" in client.get(address).content.decode()
    typed = {"kind": "award", "code": "bk-tld", "name": "Bằng khen TLĐ", "aliases": "BK TLĐ\r\n\r\n BK  Tổng \r\nBK TLĐ", "step": "40", "position": "3"}
    assert client.post(address, typed).status_code == 302
    honour.refresh_from_db()
    assert (honour.name, honour.aliases) == ("Bằng khen TLĐ", ["BK TLĐ", "BK Tổng"])


def test_a_code_with_a_space_is_refused_in_vietnamese(client, tree):
    client.force_login(person("admin", tree.province))
    typed = {"kind": "award", "code": "bằng khen", "name": "Bằng khen", "step": "1", "position": "1"}
    response = client.post(reverse("admin:conferences_honour_add"), typed)
    assert response.status_code == 200
    assert not Honour.objects.filter(name="Bằng khen").exists()
