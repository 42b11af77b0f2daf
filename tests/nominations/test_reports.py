"""Reports: every side counts the same dossiers, nobody counts what is not theirs, and each figure opens exactly what it counts."""

from __future__ import annotations

import io
import re
from collections import Counter
from html import unescape

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nominations.models import Nominee, NomineeKind
from nominations.reports import counted, tables_of
from tests.builders import make_decision, make_dossier, make_table, person

pytestmark = pytest.mark.django_db
PAGE = "nominations:reports"


def _filer(unit):
    held = unit.assignments.first()
    return held.user if held else person("filer", unit)


def make_nominee(unit, **facts) -> Nominee:
    kind = NomineeKind.objects.get_or_create(code="person", defaults={"name": "cá nhân", "subject": "person"})[0]
    return Nominee.objects.create(unit=unit, kind=kind, name="Lò Thị Mẫu", created_by=_filer(unit), **facts)


@pytest.fixture
def spring(campaign):
    """Six filed dossiers of three units, two of them honoured, one withdrawn, one still being written."""
    plan, tree = campaign.plan, campaign.tree
    woman = make_nominee(tree.than_uyen_school, sex="female", is_direct=True, rank="none")
    man = make_nominee(tree.tan_uyen_tea, sex="male", is_direct=False, rank="pho-phong")
    rows = [
        make_dossier(plan, tree.than_uyen_school, status="decided", nominee=woman, name="Một"),
        make_dossier(plan, tree.than_uyen_school, status="accepted", name="Hai"),
        make_dossier(plan, tree.than_uyen_clinic, status="submitted", name="Ba", key="collective-public"),
        make_dossier(plan, tree.tan_uyen_tea, status="decided", nominee=man, name="Bốn", key="person-business"),
        make_dossier(plan, tree.tan_uyen_school, status="returned", name="Năm"),
        make_dossier(plan, tree.tan_uyen_school, status="withdrawn", name="Sáu"),
        make_dossier(plan, tree.tan_uyen_school, name="Bảy"),
    ]
    decision = make_decision(plan, [rows[0], rows[3]], status="issued", award_form="Bằng khen", number="1/QĐ-LĐLĐ")
    decision.lines.update(prize=1_000_000)
    campaign.rows = rows
    return campaign


def figures(user) -> dict[str, dict[str, tuple[int, int, int]]]:
    """side → label → filed, accepted, honoured."""
    tables = tables_of(counted(user), user)
    return {table.side.key: {line.label: tuple(line.counts[name] for name in ("filed", "accepted", "honoured")) for line in table.lines} for table in tables}


def test_every_side_counts_the_filed_dossiers(spring):
    assert figures(spring.officer) == {
        "below": {"LĐLĐ huyện Than Uyên": (3, 2, 1), "LĐLĐ huyện Tân Uyên": (2, 1, 1)},
        "sector": {"hành chính, sự nghiệp": (4, 2, 1), "sản xuất kinh doanh": (1, 1, 1)},
        "subject": {"tập thể": (1, 0, 0), "cá nhân": (4, 3, 2)},
        "sex": {"nữ": (1, 1, 1), "nam": (1, 1, 1), "chưa ghi": (2, 1, 0)},
        "direct": {"lao động trực tiếp": (1, 1, 1), "lao động gián tiếp": (1, 1, 1), "chưa ghi": (2, 1, 0)},
        "leader": {"lãnh đạo, quản lý": (1, 1, 1), "không giữ chức vụ": (1, 1, 1), "chưa ghi": (2, 1, 0)},
        "year": {"2020": (5, 3, 2)},
        "award": {"Bằng khen": (2, 2, 2)},
    }


def test_the_money_stands_beside_the_award(spring):
    award = tables_of(counted(spring.officer), spring.officer)[-1]
    assert [(line.label, line.counts["honoured"], line.counts["prize"]) for line in award.lines] == [("Bằng khen", 2, 2_000_000)]


def test_a_unit_counts_its_own_and_a_stranger_nothing(spring):
    assert figures(spring.filer)["below"] == {"CĐCS Trường THCS Than Uyên": (2, 2, 1)}
    assert figures(person("officer", spring.tree.dien_bien)) == {key: {} for key in figures(spring.officer)}


def test_a_decision_that_is_not_issued_honours_nobody(spring):
    spring.plan.decisions.update(status="approved", published_at=None)
    assert figures(spring.officer)["award"] == {}
    assert figures(spring.officer)["year"] == {"2020": (5, 3, 0)}


def page(client, user, query: str = ""):
    client.force_login(user)
    return client.get(reverse(PAGE) + query)


def opened(html: str) -> list[tuple[str, int]]:
    """(address, figure) of each figure that opens a list."""
    found = re.findall(r'<td class="number"><a href="([^"]+)">([\d.]+)</a></td>', html)
    return [(unescape(url), int(figure.replace(".", ""))) for url, figure in found]


@pytest.mark.parametrize("query", ["", "?subject=person", "?q=than+uyen", "?year=2020&sex=female"])
def test_each_figure_opens_exactly_what_it_counts(client, spring, query):
    found = [(url, figure) for url, figure in opened(page(client, spring.officer, query).content.decode()) if figure < 1_000_000]
    assert len(found) > 5
    behind = [(url, client.get(url).context["list"].count) for url, _ in found]
    assert behind == found


def test_a_line_narrows_the_whole_report(client, spring):
    district = f"?below={spring.tree.than_uyen.pk}"
    answer = page(client, spring.officer, district)
    assert f'href="{district}"' in page(client, spring.officer).content.decode()
    assert [line["label"] for line in next(answer.context["list"].sections)["lines"]] == ["CĐCS Trường THCS Than Uyên", "CĐCS Trung tâm Y tế Than Uyên"]
    assert answer.context["list"].count == 3


@pytest.mark.parametrize("query", ["?below=999999", "?below=own-", "?below=x", "?sex=", "?year=zweitausend", "?award=%00", "?below=99999999999999999999"])
def test_an_address_that_names_nothing_known_is_no_fault(client, spring, query):
    assert page(client, spring.officer, query).status_code == 200


def test_the_office_s_own_dossiers_stand_apart_from_those_below(client, spring):
    make_table(spring.plan, {spring.tree.province: (0, 0, 1, 0)}, number=2, status="draft")
    own = make_dossier(spring.plan, spring.tree.than_uyen_school, status="accepted", name="Tám")
    type(own).objects.filter(pk=own.pk).update(unit=spring.tree.province)
    answer = page(client, spring.officer)
    first = next(answer.context["list"].sections)["lines"][0]
    assert (first["label"], first["figures"][0][0]) == ("LĐLĐ tỉnh Lai Châu", 1)
    assert client.get(first["figures"][0][1]).context["list"].count == 1


def test_the_workbook_has_a_sheet_a_side_with_the_same_figures(client, spring):
    book = openpyxl.load_workbook(io.BytesIO(page(client, spring.officer, "?format=xlsx").content))
    assert book.sheetnames == ["Đơn vị", "Khối", "Đối tượng", "Giới tính", "Công việc", "Chức vụ", "Năm của kế hoạch", "Hình thức khen thưởng"]
    assert list(book["Giới tính"].values) == [
        ("Giới tính", "Đã nộp", "Đạt", "Được khen"), ("nữ", 1, 1, 1), ("nam", 1, 1, 1), ("chưa ghi", 2, 1, 0), ("Tổng số", 4, 3, 2),
    ]


def test_the_queries_are_as_many_for_one_as_for_thirty(client, spring):
    page(client, spring.officer)
    with CaptureQueriesContext(connection) as few:
        page(client, spring.officer)
    make_more(spring)
    with CaptureQueriesContext(connection) as many:
        page(client, spring.officer)
    assert len(many) == len(few) <= 20


def make_more(spring) -> None:
    for number in range(30):
        make_dossier(spring.plan, (spring.tree.than_uyen_clinic, spring.tree.tan_uyen_tea)[number % 2], status="accepted", name=f"Thêm {number}")


def test_all_sides_of_people_count_the_same_people(spring):
    make_more(spring)
    found = figures(spring.officer)
    people = found["subject"]["cá nhân"]
    sums = Counter({side: 0 for side in ("sex", "direct", "leader")})
    for side in sums:
        sums[side] = tuple(map(sum, zip(*found[side].values())))
    assert dict(sums) == dict.fromkeys(sums, people)


def test_a_revoked_name_is_no_longer_honoured(spring):
    [line, other] = spring.plan.decisions.get().lines.order_by("pk")
    revocation = make_decision(spring.plan, [], status="issued", kind="revocation", old=line.decision)
    line.revoked = revocation.changes.create(line=line, name=line.name, reason="Khai sai thành tích.")
    line.save()
    assert figures(spring.officer)["award"] == {"Bằng khen": (1, 1, 1)}
