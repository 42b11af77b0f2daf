"""Through the levels, in headless Chromium: the grassroots sends to its district, the district chooses on a phone without script and
sends up with its own letter, the province reads what each of them said."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from nominations.models import Dossier, Receipt
from tests.browser import DESK, PHONE, shot
from tests.builders import lai_chau, make_agenda, make_dossier, make_plan, make_table, person
from tests.hands import Finger
from tests.test_journey_sending import Looker

pytestmark = pytest.mark.one_database
NAMES = ("Giàng A Một", "Lò Thị Hai")


@pytest.fixture
def levels(visit) -> SimpleNamespace:
    tree = lai_chau()
    plan = make_agenda(make_plan(tree.province))
    make_table(plan, {tree.than_uyen: (0, 0, 1, 0)}, through_levels=True)
    people = {"school": person("head", tree.than_uyen_school), "district": person("head", tree.than_uyen), "province": person("officer", tree.province)}
    dossiers = [make_dossier(plan, tree.than_uyen_school, status="endorsed", name=name) for name in NAMES]
    return SimpleNamespace(plan=plan, dossiers=dossiers, **people)


def test_from_the_grassroots_through_the_district_to_the_province(visit, levels):
    school, found = Finger(visit(levels.school, DESK)), {}
    look = Looker(school.page)
    for dossier in levels.dossiers:  # both, though the district has one place
        school.page.goto(f"/dossiers/{dossier.pk}/")
        school.presses("button", "Nộp hồ sơ")
        school.sees("Đã gửi LĐLĐ huyện Than Uyên, đang chờ xét.")
    look("levels-sender")
    school.presses("link", "Biên nhận BN-0002")
    school.sees("LĐLĐ huyện Than Uyên")
    found |= look.violations

    district = Finger(visit(levels.district, PHONE, script=False))
    look = Looker(district.page, visit(levels.district, PHONE))
    district.page.goto("/")
    district.presses("link", "hồ sơ cấp dưới gửi lên, chờ xét")
    look("levels-gathered")
    district.presses("link", NAMES[1])
    district.page.get_by_label("Không chọn").check()
    district.presses("button", "Lưu kết quả xét")
    district.sees("Hãy ghi lý do khi “không chọn”.")
    shot(district.page, "journey-levels-fault")
    district.writes("opinion", "Ít phiếu hơn.")
    district.presses("button", "Lưu kết quả xét")
    district.sees("LĐLĐ huyện Than Uyên không chọn hồ sơ này.")
    look("levels-unchosen")
    district.presses("link", "Về danh sách")
    district.presses("link", NAMES[0])
    district.page.get_by_label("Đồng ý, đưa vào danh sách trình lên").check()
    district.writes("opinion", "Tiêu biểu nhất huyện.")
    district.writes("votes", "8")
    district.presses("button", "Lưu kết quả xét")
    district.presses("link", "Về danh sách")
    look("levels-weighed")
    district.presses("link", "Soạn tờ trình với 1 hồ sơ đã đồng ý")
    look("levels-form")
    meeting = {"meeting_on": "08/04/2020", "meeting_place": "Phòng họp", "chair": "Lò Thị Ánh", "secretary": "Vàng A Páo", "summoned": "10", "present": "9"}
    for field, words in (meeting | {"number": "12/TTr-LĐLĐ", "date": "09/04/2020", "signer": "Lò Thị Ánh"}).items():
        district.writes(field, words)
    district.presses("button", "Lưu, chưa gửi")
    district.presses("button", "Gửi tờ trình")
    district.sees("Đã gửi lúc")
    look("levels-sent")
    found |= look.violations

    province = Finger(visit(levels.province, DESK))
    look = Looker(province.page)
    province.page.goto("/dossiers/")
    province.presses("link", NAMES[0])
    province.sees("LĐLĐ huyện Than Uyên đồng ý, 8 / 9 phiếu")
    province.sees("Tiêu biểu nhất huyện.")
    look("levels-province")
    province.page.set_viewport_size(PHONE)
    look("levels-province-phone")
    province.page.goto("/dossiers/")
    assert province.page.get_by_text(NAMES[1]).count() == 0
    assert found | look.violations == {}
    assert dict(Dossier.objects.values_list("name", "status")) == {NAMES[0]: "submitted", NAMES[1]: "unchosen"}
    assert [receipt.office.label for receipt in Receipt.objects.order_by("pk")] == ["LĐLĐ huyện Than Uyên"] * 2 + ["LĐLĐ tỉnh Lai Châu"]
