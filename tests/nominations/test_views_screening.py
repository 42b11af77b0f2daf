"""The pages of the screening desk: the queue with its address, one dossier in it, what is done and where it leads."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nominations.actions.taking import take
from nominations.models import Achievement, Dossier, Nominee
from tests.builders import make_dossier, make_plan, make_table, make_user, with_paper

pytestmark = pytest.mark.django_db
QUEUE = "/screening/"
BASE = datetime(2020, 4, 10, 8, tzinfo=UTC)
MOST_QUERIES = 29


@pytest.fixture
def officer(client, campaign):
    client.force_login(campaign.officer)
    return campaign.officer


@pytest.fixture
def three(campaign):
    """Came in this order."""
    tree = campaign.tree
    facts = [("Lò Thị Xuân", tree.than_uyen_school), ("Đỗ Dũng", tree.tan_uyen_school), ("Vàng Thị Hoa", tree.tan_uyen_tea)]
    return [
        make_dossier(campaign.plan, unit, status="submitted", name=name, submitted_at=BASE + timedelta(hours=at))
        for at, (name, unit) in enumerate(facts)
    ]


def shown(page) -> list[str]:
    return [row.name for row in page.context["list"].shown]


def state(dossier: Dossier) -> str:
    return Dossier.objects.get(pk=dossier.pk).status


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", str(one)) for one in response.context["messages"])


class TestQueue:
    def test_what_waits_stands_in_the_order_in_which_it_came(self, client, campaign, officer, three):
        page = client.get(QUEUE)
        assert shown(page) == ["Lò Thị Xuân", "Đỗ Dũng", "Vàng Thị Hoa"]
        assert (page.context["list"].count, page.context["list"].total) == (3, 3)

    def test_each_tab_holds_what_lies_there_and_says_how_many(self, client, campaign, officer, three):
        for row, status in zip(three, ("held", "accepted", "returned"), strict=True):
            Dossier.objects.filter(pk=row.pk).update(status=status)
        assert [(label, count) for label, _, count, _ in client.get(QUEUE).context["list"].stages] == [
            ("Chờ thẩm định", 0), ("Tạm treo", 1), ("Đạt", 1), ("Không đạt", 0), ("Đang trả lại", 1), ("Tất cả", 3),
        ]  # fmt: skip
        for stage, name in (("held", "Lò Thị Xuân"), ("accepted", "Đỗ Dũng"), ("returned", "Vàng Thị Hoa")):
            assert shown(client.get(f"{QUEUE}?stage={stage}")) == [name]
        assert "Không có hồ sơ nào ở đây." in client.get(QUEUE).content.decode()

    def test_the_whole_search_stands_in_the_address(self, client, campaign, officer, three, second):
        take(three[1], by=second)
        key, plan = three[0].category.key, campaign.plan.pk
        for query, found in (
            (f"unit={campaign.tree.tan_uyen.pk}", ["Đỗ Dũng", "Vàng Thị Hoa"]),
            (f"unit={campaign.tree.tan_uyen_tea.pk}", ["Vàng Thị Hoa"]),
            ("officer=none", ["Lò Thị Xuân", "Vàng Thị Hoa"]),
            (f"officer={second.pk}", ["Đỗ Dũng"]),
            (f"category={key}&plan={plan}&q=hoa", ["Vàng Thị Hoa"]),
            ("category=collective-public", []),
            ("sort=sort_key", ["Đỗ Dũng", "Vàng Thị Hoa", "Lò Thị Xuân"]),
            ("officer=9999999&unit=x&plan=-1&stage=%00&sort=status%00&q=%00", ["Lò Thị Xuân", "Đỗ Dũng", "Vàng Thị Hoa"]),
        ):
            assert shown(client.get(f"{QUEUE}?{query}")) == found, query

    def test_a_row_says_standards_papers_and_who_has_it_and_so_does_excel(self, client, campaign, officer, three, second):
        campaign.plan.criteria.create(position=1, text="Gương mẫu.").categories.set(campaign.plan.categories.all())
        campaign.plan.dossier = ["Báo cáo thành tích"]
        campaign.plan.save()
        take(three[0], by=second)
        page = client.get(f"{QUEUE}?q=xuan").content.decode()
        for said in ("1 cần người xem", "Thiếu giấy tờ: Báo cáo thành tích", "Vàng A Hai"):
            assert said in page
        head, row = openpyxl.load_workbook(io.BytesIO(client.get(f"{QUEUE}?q=xuan&format=xlsx").content)).active.values
        assert head == ("Tên", "Đơn vị", "Đối tượng", "Tiêu chuẩn", "Lưu ý", "Cán bộ", "Nộp lúc")
        assert (row[0], *row[3:6]) == ("Lò Thị Xuân", "1 cần người xem", "thiếu giấy tờ: Báo cáo thành tích", "Vàng A Hai")

    def test_the_home_page_and_the_menu_lead_to_it(self, client, campaign, officer, three):
        page = client.get("/").content.decode()
        assert page.count('href="/screening/"') == 3  # the figure, the menu twice
        client.force_login(campaign.approver)
        assert client.get("/").content.decode().count('href="/screening/"') == 0


class TestDesk:
    def test_it_shows_place_neighbours_and_the_queue_that_it_lies_in(self, client, campaign, officer, three):
        page = client.get(f"{QUEUE}{three[1].pk}/?sort=-submitted_at&q=thi")
        assert "Không còn trong hàng đợi này" in page.content.decode()  # “Đỗ Dũng” has no such word
        page = client.get(f"{QUEUE}{three[1].pk}/").content.decode()
        assert "<strong>2</strong> / 3" in page
        assert f'href="{QUEUE}{three[0].pk}/" rel="prev"' in page
        assert f'href="{QUEUE}{three[2].pk}/" rel="next"' in page
        assert f'href="{QUEUE}{three[2].pk}/?q=thi" rel="next"' in client.get(f"{QUEUE}{three[0].pk}/?q=thi").content.decode()

    def test_after_accepting_it_goes_on_and_says_what_became_of_the_last_with_the_way_back(self, client, campaign, officer, three):
        response = client.post(f"{QUEUE}{three[0].pk}/moves/accept/?officer=none", follow=True)
        assert response.redirect_chain == [(f"{QUEUE}{three[1].pk}/?officer=none", 302)]
        assert (state(three[0]), words(response)) == ("accepted", " Đã chấp nhận.  Lò Thị Xuân:  xem lại hồ sơ này ")
        assert f'<a href="{QUEUE}{three[0].pk}/?officer=none">xem lại hồ sơ này</a>' in response.content.decode()

    def test_at_the_end_it_leads_back_to_the_queue(self, client, campaign, officer, three):
        response = client.post(f"{QUEUE}{three[2].pk}/moves/accept/?q=hoa", follow=True)
        assert response.redirect_chain == [(f"{QUEUE}?q=hoa", 302)]
        assert "Đã đến cuối hàng đợi." in words(response)

    def test_what_needs_a_reason_says_so_and_keeps_what_was_typed(self, client, campaign, officer, three):
        response = client.post(f"{QUEUE}{three[0].pk}/moves/return/", {"note": ""})
        assert (response.status_code, state(three[0])) == (409, "submitted")
        assert "Hãy ghi lý do khi “trả lại bổ sung”." in response.content.decode()
        long = "Thiếu số quyết định. " * 120
        response = client.post(f"{QUEUE}{three[0].pk}/moves/hold/", {"note": long})
        assert (response.status_code, long.strip() in response.content.decode()) == (409, True)
        client.post(f"{QUEUE}{three[0].pk}/moves/return/", {"note": "Thiếu số quyết định."})
        assert state(three[0]) == "returned"

    def test_opening_takes_nothing_and_the_button_takes(self, client, campaign, officer, three):
        assert "Chưa ai nhận" in client.get(f"{QUEUE}{three[0].pk}/").content.decode()
        assert Dossier.objects.filter(screener=None).count() == 3
        client.post(f"{QUEUE}{three[0].pk}/take/")
        assert Dossier.objects.get(pk=three[0].pk).screener == officer
        assert "Bạn đang xử lý từ" in client.get(f"{QUEUE}{three[0].pk}/").content.decode()
        client.post(f"{QUEUE}{three[0].pk}/take/", {"let_go": "1"})
        assert Dossier.objects.filter(screener=None).count() == 3

    def test_of_two_officers_the_second_is_told_and_may_take_over_by_saying_so(self, client, campaign, officer, three, second):
        take(three[0], by=second)  # since the page was opened
        response = client.post(f"{QUEUE}{three[0].pk}/moves/return/", {"note": "Thiếu số quyết định."})
        page = response.content.decode()
        assert (response.status_code, state(three[0])) == (409, "submitted")
        assert "Vàng A Hai đang xử lý hồ sơ này từ" in page
        assert "Thiếu số quyết định.</textarea>" in page
        assert f'name="instead_of" value="{second.pk}"' in page
        client.post(f"{QUEUE}{three[0].pk}/moves/return/", {"note": "Thiếu số quyết định.", "instead_of": second.pk})
        assert (state(three[0]), Dossier.objects.get(pk=three[0].pk).screener) == ("returned", officer)

    def test_what_a_colleague_has_is_not_accepted_by_a_key(self, client, campaign, officer, three, second):
        assert 'aria-keyshortcuts="a"' in client.get(f"{QUEUE}{three[0].pk}/").content.decode()
        take(three[0], by=second)
        page = client.get(f"{QUEUE}{three[0].pk}/").content.decode()
        assert 'aria-keyshortcuts="a"' not in page
        assert "Nhận thay, chấp nhận" in page

    def test_pressed_twice_it_is_accepted_once(self, client, campaign, officer, three):
        for _ in range(2):
            assert client.post(f"{QUEUE}{three[0].pk}/moves/accept/").status_code == 302
        assert state(three[0]) == "accepted"

    def test_a_ruling_from_the_desk_leads_back_to_the_desk_in_its_queue(self, client, campaign, officer, three):
        criterion = campaign.plan.criteria.create(position=1, text="Gương mẫu.")
        criterion.categories.set(campaign.plan.categories.all())
        page = client.get(f"{QUEUE}{three[0].pk}/?officer=none").content.decode()
        action = re.search(r'action="(/dossiers/\d+/standards/[^"]+/rule/)"', page)[1]
        assert 'name="desk" value="?officer=none"' in page
        response = client.post(action, {"says": "met", "reason": "Đã xem.", "desk": "?officer=none"})
        assert response["Location"].startswith(f"{QUEUE}{three[0].pk}/?officer=none#standard-")
        assert client.post(action, {"says": "met", "reason": "Đã xem.", "desk": "//x.example"})["Location"].startswith(QUEUE)

    @pytest.mark.parametrize("name", ["decide", "submit", "nothing"])
    def test_no_other_move_is_made_here(self, client, campaign, officer, three, name):
        assert client.post(f"{QUEUE}{three[0].pk}/moves/{name}/").status_code == 404

    def test_what_was_never_filed_lies_on_no_desk(self, client, campaign, three):
        draft = make_dossier(campaign.plan, campaign.school)
        client.force_login(make_user("tat-ca", "Quản trị mẫu", is_superuser=True))
        assert client.get(f"{QUEUE}{draft.pk}/").status_code == 404
        assert f"{QUEUE}{draft.pk}/" not in client.get(f"/dossiers/{draft.pk}/").content.decode()
        assert client.get(f"{QUEUE}{three[0].pk}/").status_code == 200

    def test_only_the_office_of_the_plan_screens(self, client, campaign, officer, three):
        own = make_plan(campaign.tree.than_uyen, number="7/KH")
        make_table(own, {campaign.school: (1, 1, 1, 1)})
        below = make_dossier(own, campaign.school, status="submitted")
        assert client.get(f"{QUEUE}{below.pk}/").status_code == 403  # seen from above, screened by its own office
        assert client.post(f"{QUEUE}{below.pk}/moves/accept/").status_code == 403
        assert client.get(f"{QUEUE}{three[0].pk}/").status_code == 200


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def fill(campaign, ldtt, count: int) -> None:
    """Rows with all that makes pages ask: a nominee with a record, papers, namesakes."""
    campaign.plan.dossier = ["Báo cáo thành tích"]
    campaign.plan.save()
    category, holder = campaign.plan.categories.get(key="person-public"), campaign.table.rows.get(unit=campaign.tree.than_uyen)
    unit, by = campaign.school, campaign.filer
    people = Nominee.objects.bulk_create(
        [Nominee(unit=unit, kind_id="person", name=f"Lò Văn {at % 997}", created_by=by, search_key=f"lo van {at % 997}") for at in range(count)]
    )
    lines = [Achievement(nominee=one, honour=ldtt, year=2019, number=f"{at}/QĐ-CT", by=by, at=BASE) for at, one in enumerate(people)]
    Achievement.objects.bulk_create(lines)
    Dossier.objects.bulk_create(
        [
            Dossier(
                plan=campaign.plan, unit=unit, category=category, status="submitted", nominee=one, name=one.name, holder=holder,
                submitted_at=BASE + timedelta(minutes=at), created_by=by, search_key=one.search_key, text_key="giao vien truong",
            )
            for at, one in enumerate(people)
        ]
    )  # fmt: skip


def all_pages(campaign) -> list[str]:
    middle = Dossier.objects.order_by("pk")[Dossier.objects.count() // 2]
    with_paper(middle, campaign.filer)
    for due in (BASE, BASE + timedelta(days=9)):  # sent back twice, and come again
        sent_back = middle.rounds.create(due_on=due.date(), by=campaign.officer, at=due, mended_at=due)
        sent_back.items.create(key="report", step="record", label="Báo cáo", sentence="Sơ sài.", before={"words": "Cũ"}, after={"words": "Mới"})
    query = f"?q=lo&unit={campaign.tree.than_uyen.pk}&category=person-public&officer=none&plan={campaign.plan.pk}"
    pages = [QUEUE, f"{QUEUE}{query}", f"{QUEUE}{middle.pk}/", f"{QUEUE}{middle.pk}/{query}"]
    return [*pages, f"{QUEUE}chosen/?for=accept&of=clean", f"{QUEUE}chosen/?for=assign&of=all"]


@pytest.mark.parametrize("count", [2, 300, pytest.param(30_000, marks=pytest.mark.soak)])
def test_every_page_of_the_desk_asks_less_than_thirty_times(client, campaign, officer, ldtt, count):
    fill(campaign, ldtt, count)
    asked = {page: queries(client, page) for page in all_pages(campaign)}
    print(asked)
    assert {page: number for page, number in asked.items() if number > MOST_QUERIES} == {}
