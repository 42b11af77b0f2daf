"""The pages of a unit in between: what came to it beside its places, what it says on one dossier, its proposal with dossiers of
several units; and what each side may read of it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nominations.actions import submit_dossier
from nominations.models import Dossier, LevelResult, Proposal
from nominations.papers.proposal import addressed_to, proposal_paper
from papers.paper import Table
from portal import clock
from tests.builders import make_dossier, make_proposal, make_unit, person

NOON = datetime(2030, 4, 20, 5, tzinfo=UTC)
LIST = reverse("nominations:gathered")


@pytest.fixture
def district(client, campaign):
    """The head of the district between the school and the province, logged in."""
    campaign.table.through_levels = True
    campaign.table.save()
    campaign.chair = person("head", campaign.tree.than_uyen)
    with clock.standing_at(NOON):
        client.force_login(campaign.chair)
        yield campaign


def came(campaign, name="Lò Thị Một", status="between", **given):
    return make_dossier(campaign.plan, given.pop("unit", campaign.school), status=status, name=name, **given)


def weigh(client, dossier, says, **given):
    version = dossier.levels.last().version
    return client.post(reverse("nominations:weigh", args=[dossier.pk]), {"says": says, "opinion": "Ý kiến.", "version": version, **token(), **given})


def token():
    return {"form_token": str(uuid4())}


def text(page):
    return " ".join(page.content.decode().split())


class TestList:
    def test_it_shows_what_came_with_the_places_and_who_has_sent_nothing(self, client, district):
        came(district), came(district, "Lò Thị Hai", "backed"), came(district, "Lò Thị Ba", "unchosen")
        page = client.get(LIST)
        [one] = page.context["gatherings"]
        found = {line.category.key: (line.left, line.waiting, line.backed, line.unchosen) for line in one.lines}
        assert found["person-public"] == (2, 1, 1, 1)
        assert ([unit.label for unit in one.silent], one.below) == (["CĐCS Trung tâm Y tế Than Uyên"], 2)
        assert page.context["list"].count == 3

    @pytest.mark.parametrize(
        ("query", "shown"),
        [("says=waiting", ["Một"]), ("says=backed", ["Hai"]), ("q=hai", ["Hai"]), ("work=weigh", ["Một"]), ("work=carry", ["Hai"]), ("says=returned", [])],
    )
    def test_search_filters_and_count_agree(self, client, district, query, shown):
        came(district, "Một"), came(district, "Hai", "backed")
        listing = client.get(f"{LIST}?{query}").context["list"]
        assert ([level.dossier.name for level in listing.shown], listing.count) == (shown, len(shown))

    def test_excel_has_the_rows_shown(self, client, district):
        came(district)
        assert client.get(f"{LIST}?format=xlsx").content[:2] == b"PK"

    def test_the_same_number_of_queries_with_one_row_and_with_thirty(self, client, district):
        def asked():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(LIST).status_code == 200
            return len(queries)

        came(district)
        asked()
        before = asked()
        for number in range(30):
            unit = make_unit(f"Công đoàn cơ sở số {number}", district.tree.than_uyen)
            came(district, f"Người {number}", ("between", "backed", "unchosen")[number % 3], unit=unit)
        assert asked() == before
        assert before <= 25

    def test_home_counts_what_waits_for_each_role(self, client, district):
        came(district), came(district, "Hai", "backed")
        assert [(one.label, one.count) for one in client.get("/").context["work"]] == [
            ("hồ sơ cấp dưới gửi lên, chờ xét", 1),
            ("hồ sơ cấp dưới đã đồng ý, chưa trình lên", 1),
        ]
        client.force_login(person("officer", district.tree.than_uyen))
        assert [(one.label, one.count) for one in client.get("/").context["work"]] == [("hồ sơ cấp dưới gửi lên, chờ xét", 1)]


class TestWeighing:
    def test_on_the_page_of_the_dossier_and_back_to_it(self, client, district):
        dossier = came(district)
        assert "LĐLĐ huyện Than Uyên xét" in text(client.get(f"/dossiers/{dossier.pk}/"))
        answer = weigh(client, dossier, "back", votes="9", position="1")
        assert (answer.status_code, answer.url) == (302, f"/dossiers/{dossier.pk}/")
        level = LevelResult.objects.get()
        assert (level.says, level.votes, level.position) == ("backed", 9, 1)

    def test_a_no_without_its_reason_keeps_what_was_typed(self, client, district):
        dossier = came(district)
        answer = weigh(client, dossier, "turn_down", opinion=" ", votes="4")
        assert (answer.status_code, LevelResult.objects.get().says) == (422, "")
        assert "Hãy ghi lý do khi “không chọn”." in text(answer)
        assert 'value="4"' in text(answer)

    @pytest.mark.parametrize("given", [{"says": "yes"}, {"votes": "-1"}, {"votes": "nhiều"}, {"position": "0"}, {"version": "x"}, {"form_token": "x"}])
    def test_bad_input_is_named(self, client, district, given):
        dossier = came(district)
        answer = weigh(client, dossier, given.pop("says", "back"), **given)
        assert (answer.status_code, LevelResult.objects.get().says) == (422, "")

    def test_the_second_of_two_is_told_and_keeps_the_words(self, client, district):
        dossier = came(district)
        weigh(client, dossier, "back")
        answer = weigh(client, dossier, "turn_down", version="1", opinion="Ít phiếu hơn.")
        assert answer.status_code == 409
        assert "Người khác vừa ghi kết quả xét: đồng ý." in text(answer)
        assert "Ít phiếu hơn.</textarea>" in text(answer)
        assert LevelResult.objects.get().says == "backed"

    def test_pressing_twice_does_it_once(self, client, district):
        dossier, same = came(district), token()
        assert [weigh(client, dossier, "back", version="1", **same).status_code for _ in range(2)] == [302, 302]
        assert LevelResult.objects.get().version == 2

    def test_what_was_withdrawn_meanwhile_says_so(self, client, district):
        dossier = came(district)
        Dossier.objects.filter(pk=dossier.pk).update(status="withdrawn", with_unit=None)
        client.force_login(district.chair)
        answer = weigh(client, dossier, "back")
        assert answer.status_code == 403  # it lies with its own unit alone

    def test_the_sender_reads_the_result_and_cannot_write_it(self, client, district):
        dossier = came(district, status="unchosen")
        client.force_login(district.head)
        page = text(client.get(f"/dossiers/{dossier.pk}/"))
        assert "LĐLĐ huyện Than Uyên không chọn hồ sơ này.</strong> Ý kiến mẫu." in page
        assert "Lưu kết quả xét" not in page
        assert weigh(client, dossier, "back").status_code == 403


class TestProposal:
    def test_the_form_offers_what_was_endorsed_in_its_order_with_its_votes(self, client, district):
        first, second = came(district, "Một", "backed"), came(district, "Hai", "backed")
        first.levels.update(position=2, votes=5)
        second.levels.update(position=1, votes=8)
        came(district, "Ba", "unchosen")
        page = client.get(f"{reverse('nominations:new-proposal')}?plan={district.plan.pk}&unit={district.tree.than_uyen.pk}")
        form = page.context["form"]
        assert [(dossier.name, chosen.value(), votes.value()) for dossier, chosen, votes in form.lines()] == [("Hai", True, "8"), ("Một", True, "5")]
        assert "CĐCS Trường THCS Than Uyên" in text(page)

    def test_the_letter_names_the_unit_of_each(self, client, district):
        proposal = make_proposal(district.plan, district.tree.than_uyen, [came(district, status="backed")])
        tables = [block for block in proposal_paper(proposal, at=NOON).body if isinstance(block, Table)]
        assert [row.cells for table in tables for row in table.rows] == [("1", "Lò Thị Một", "Giáo viên", "CĐCS Trường THCS Than Uyên")]
        assert client.get(reverse("nominations:proposal-paper", args=[proposal.pk, "proposal", "pdf"])).status_code == 200
        assert "CĐCS Trường THCS Than Uyên" in text(client.get(f"/proposals/{proposal.pk}/"))

    def test_sent_by_its_button_it_shows_the_chain_to_the_province(self, client, district):
        dossier = came(district, "Một", "backed")
        proposal = make_proposal(district.plan, district.tree.than_uyen, [dossier], number="12/TTr-LĐLĐ", created_by=district.chair)
        assert client.post(f"/proposals/{proposal.pk}/moves/send/").status_code == 302
        assert Proposal.objects.get().status == "sent"
        client.force_login(district.officer)
        page = text(client.get(f"/dossiers/{dossier.pk}/"))
        assert "Kết quả của từng cấp" in page
        assert "<strong>LĐLĐ huyện Than Uyên</strong> đồng ý, 7 / 9 phiếu" in page
        assert "Tờ trình 12/TTr-LĐLĐ ngày 09/04/2020" in page

    def test_the_units_own_letter_is_addressed_to_the_district_and_so_is_its_receipt(self, client, district):
        dossier = make_dossier(district.plan, district.school, status="endorsed", name="Một")
        client.force_login(district.head)
        page = text(client.get(f"/dossiers/{dossier.pk}/"))
        assert "để gửi lên LĐLĐ huyện Than Uyên." in page
        letter = make_proposal(district.plan, district.school, [dossier], to=district.tree.than_uyen)
        assert addressed_to(letter) == ("Ban Thường vụ Liên đoàn Lao động huyện Than Uyên",)
        submit_dossier(dossier, by=district.head)
        receipt = dossier.receipts.get()
        assert client.get(f"/receipts/{receipt.pk}/").status_code == 200
        assert client.get(f"/receipts/{receipt.pk}/papers/receipt.docx").status_code == 200
        assert "LĐLĐ huyện Than Uyên" in text(client.get("/receipts/"))
