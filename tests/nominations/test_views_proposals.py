"""Pages of proposals, receipts and more time: choosing, typing, sending, counting; bad input is answered with sentences."""

import io
import re
from datetime import UTC, date, datetime

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nominations.actions.sending import attach_signed
from nominations.models import Dossier, Extension, Proposal, Receipt
from portal import clock
from portal.models import Upload
from portal.moves import Refused
from tests.builders import a_file, make_dossier, make_proposal, make_unit, person

CLOSES = datetime(2030, 5, 14, 17, tzinfo=UTC)


def text(response):
    return " ".join(response.content.decode().split())


def enter(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def dossiers(campaign):
    return [make_dossier(campaign.plan, campaign.school, status="endorsed", name=name) for name in ("Lò Thị Một", "Lò Thị Hai")]


def token(client, address):
    return client.get(address).context["form"]["form_token"].value()


def typed(dossiers, **given):
    facts = {"number": "05/TTr-CĐCS", "date": "09/04/2020", "signer": "Lò Thị Ánh", "summoned": "10", "present": "9"}
    facts |= {"meeting_on": "08/04/2020", "meeting_place": "Phòng họp", "chair": "Lò Thị Ánh", "secretary": "Vàng A Páo"}
    for dossier in dossiers:
        facts |= {f"chosen-{dossier.pk}": "on", f"votes-{dossier.pk}": "9"}
    return facts | given


NEW = "/proposals/new/"


class TestWriting:
    def address(self, campaign):
        return f"{NEW}?plan={campaign.plan.pk}&unit={campaign.school.pk}"

    def test_the_only_plan_is_chosen_and_every_signed_dossier_ticked(self, client, campaign, dossiers):
        make_dossier(campaign.plan, campaign.school, name="Còn viết")
        page = enter(client, campaign.filer).get(NEW, follow=True)
        assert page.redirect_chain == [(self.address(campaign), 302)]
        form = page.context["form"]
        assert [(one.name, chosen.value()) for one, chosen, _ in form.lines()] == [("Lò Thị Hai", True), ("Lò Thị Một", True)]
        assert form["signer"].value() == campaign.head.full_name

    def test_saved_it_is_not_sent_and_pressing_twice_makes_one(self, client, campaign, dossiers):
        enter(client, campaign.filer)
        sent = typed(dossiers[:1]) | {"form_token": token(client, self.address(campaign))}
        answers = [client.post(self.address(campaign), sent) for _ in range(2)]
        proposal = Proposal.objects.get()
        assert [answer["Location"] for answer in answers] == [reverse("nominations:proposal", args=[proposal.pk])] * 2
        assert [(line.dossier, line.votes) for line in proposal.lines.all()] == [(dossiers[0], 9)]
        assert (proposal.number, proposal.date, proposal.present) == ("05/TTr-CĐCS", date(2020, 4, 9), 9)
        assert "<strong>Chưa gửi.</strong>" in text(client.get(answers[0]["Location"]))
        assert client.get(NEW, follow=True).redirect_chain[-1][0] == reverse("nominations:edit-proposal", args=[proposal.pk])

    def test_every_fault_is_named_at_once_and_what_was_typed_stays(self, client, campaign, dossiers):
        enter(client, campaign.filer)
        faults = {"date": "31/02/2020", "present": "12", f"votes-{dossiers[0].pk}": "99", "signer": "Lò\u0007 Thị", "number": "x" * 50}
        answer = client.post(self.address(campaign), typed(dossiers, form_token=token(client, self.address(campaign)), **faults))
        assert answer.status_code == 422
        errors = answer.context["form"].errors
        assert {"date", "present", f"votes-{dossiers[0].pk}", "number"} <= set(errors)
        assert errors["present"] == ["Có mặt 12 người, nhiều hơn số triệu tập 10."]
        assert errors[f"votes-{dossiers[0].pk}"] == ["99 phiếu, nhiều hơn 12 người có mặt."]
        assert 'value="31/02/2020"' in text(answer)
        assert not Proposal.objects.exists()

    def test_who_saves_second_sees_what_the_other_saved_and_keeps_their_own(self, client, campaign, dossiers):
        proposal = make_proposal(campaign.plan, campaign.school, dossiers)
        address = reverse("nominations:edit-proposal", args=[proposal.pk])
        mine = typed(dossiers, number="07/TTr-CĐCS", version="1", form_token=token(enter(client, campaign.filer), address))
        theirs = typed(dossiers, number="06/TTr-CĐCS", version="1", form_token=token(client, address))
        assert client.post(address, theirs).status_code == 302
        answer = client.post(address, mine)
        assert answer.status_code == 409
        assert "06/TTr-CĐCS" in text(answer)
        assert 'value="07/TTr-CĐCS"' in text(answer)
        again = mine | {"version": answer.context["form"]["version"].value(), "form_token": token(client, address)}
        assert client.post(address, again).status_code == 302
        assert Proposal.objects.get().number == "07/TTr-CĐCS"

    def test_without_signed_dossiers_the_page_says_what_comes_first(self, client, campaign):
        page = enter(client, campaign.filer).get(self.address(campaign))
        assert "Chưa có hồ sơ nào đã ký duyệt mà chưa nộp." in text(page)

    @pytest.mark.parametrize("query", ["?plan=x&unit=1", "?plan=1&unit=" + "9" * 30, "?plan=²&unit=1"])
    def test_an_address_that_names_nothing_is_not_there(self, client, campaign, query):
        assert enter(client, campaign.filer).get(NEW + query).status_code == 404


class TestSending:
    def send(self, client, proposal):
        return client.post(reverse("nominations:move-proposal", args=[proposal.pk, "send"]))

    def test_the_head_sends_and_everybody_finds_the_receipt(self, client, campaign, dossiers):
        proposal = make_proposal(campaign.plan, campaign.school, dossiers)
        answer = self.send(enter(client, campaign.head), proposal)
        assert answer.status_code == 302
        receipt = Receipt.objects.get()
        for user in (campaign.head, campaign.filer, campaign.officer):
            page = text(enter(client, user).get(reverse("nominations:receipt", args=[receipt.pk])))
            assert f"Biên nhận {receipt.label}" in page
            assert "Lò Thị Một" in page
        assert f"Biên nhận {receipt.label}" in text(client.get(reverse("nominations:proposal", args=[proposal.pk])))
        assert f"Biên nhận {receipt.label}" in text(client.get(reverse("nominations:dossier", args=[dossiers[0].pk])))

    def test_refused_it_is_the_same_page_with_all_reasons(self, client, campaign, dossiers):
        Dossier.objects.filter(pk=dossiers[0].pk).update(achievements="", position="")
        proposal = make_proposal(campaign.plan, campaign.school, dossiers, number="")
        answer = self.send(enter(client, campaign.head), proposal)
        assert answer.status_code == 409
        page = text(answer)
        assert "<li>Chưa ghi số, ký hiệu của tờ trình.</li>" in page
        assert "<li>Lò Thị Một: Chưa viết báo cáo thành tích.</li>" in page
        assert not Receipt.objects.exists()

    def test_the_office_sees_it_once_it_is_sent(self, client, campaign, dossiers):
        proposal = make_proposal(campaign.plan, campaign.school, dossiers)
        address = reverse("nominations:proposal", args=[proposal.pk])
        assert enter(client, campaign.officer).get(address).status_code == 404
        self.send(enter(client, campaign.head), proposal)
        assert enter(client, campaign.officer).get(address).status_code == 200

    def test_the_list_finds_counts_and_comes_as_a_sheet(self, client, campaign, dossiers):
        make_proposal(campaign.plan, campaign.school, dossiers)
        enter(client, campaign.filer)
        for query, found in (("?q=05/TTr", True), ("?q=thcs than uyen", True), ("?q=khong co", False), ("?work=send", True)):
            assert ("05/TTr-CĐCS" in text(client.get(reverse("nominations:proposals") + query))) == found, query
        assert client.get(reverse("nominations:proposals") + "?format=xlsx").content[:2] == b"PK"

    @pytest.mark.parametrize(("name", "part"), [("proposals", "dossiers"), ("receipts", "dossiers"), ("decisions", "decisions")])
    def test_the_menu_says_that_it_lies_with_the_dossiers(self, client, campaign, name, part):
        page = text(enter(client, campaign.filer).get(reverse(f"nominations:{name}")))
        marked = {address for address in re.findall(r'<a href="([^"]*)" aria-current="page">', page)}
        assert marked == {reverse(f"nominations:{part}")}

    def test_home_counts_what_waits(self, client, campaign, dossiers):
        proposal = make_proposal(campaign.plan, campaign.school, dossiers)
        assert "tờ trình đang soạn, chưa gửi" in text(enter(client, campaign.filer).get("/"))
        Proposal.objects.filter(pk=proposal.pk).update(status="sent", sets_due=2, sets_received=1)
        assert "tờ trình đang soạn, chưa gửi" not in text(client.get("/"))
        assert "tờ trình chưa nhận đủ bản giấy" in text(enter(client, campaign.clerk).get("/"))


class TestPaper:
    def test_the_office_counts_sets_and_the_unit_sees_them(self, client, campaign, dossiers):
        proposal = make_proposal(campaign.plan, campaign.school, dossiers, status="sent", sets_due=2)
        page = reverse("nominations:proposal", args=[proposal.pk])
        enter(client, campaign.clerk)
        sent = {"received": "1", "on": "20/04/2020", "version": "1"}
        sent["form_token"] = client.get(page).context["sets_form"]["form_token"].value()
        address = reverse("nominations:receive-sets", args=[proposal.pk])
        assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
        assert "Bản giấy: đã nhận 1 / 2 bộ, ngày 20/04/2020." in text(enter(client, campaign.filer).get(page))

    def test_bad_figures_are_answered_on_the_same_page(self, client, campaign, dossiers):
        proposal = make_proposal(campaign.plan, campaign.school, dossiers, status="sent", sets_due=2)
        address = reverse("nominations:receive-sets", args=[proposal.pk])
        form_token = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"
        enter(client, campaign.clerk)
        for bad in ({"received": "-1"}, {"received": "một"}, {"received": "1e3"}, {"on": "2020-99-01"}, {"received": ""}):
            answer = client.post(address, {"received": "1", "on": "20/04/2020", "version": "1", "form_token": form_token} | bad)
            assert answer.status_code == 422, bad
        assert "Người khác vừa ghi" in text(
            client.post(address, {"received": "1", "on": "20/04/2020", "version": "7", "form_token": form_token})
        )

    def test_a_signed_paper_is_attached_and_read_by_who_may_see_the_proposal(self, client, campaign, dossiers):
        campaign.plan.dossier = ["Biên bản họp bình xét"]
        campaign.plan.save()
        proposal = make_proposal(campaign.plan, campaign.school, dossiers)
        address = reverse("nominations:attach-signed", args=[proposal.pk, "minutes"])
        enter(client, campaign.filer)
        assert "Hãy chọn tệp bản có chữ ký, dấu." in text(client.post(address, {"sent_before": ""}))
        file = io.BytesIO()
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.save(file)
        good = SimpleUploadedFile("bien-ban.pdf", file.getvalue(), "application/pdf")
        assert client.post(address, {"file": good}).status_code == 302
        served = client.get(reverse("nominations:signed-paper", args=[proposal.pk, "minutes"]))
        assert served.getvalue()[:5] == b"%PDF-"
        stranger = enter(client, person("filer", campaign.tree.tan_uyen))
        assert stranger.get(reverse("nominations:signed-paper", args=[proposal.pk, "minutes"])).status_code == 404
        assert enter(client, campaign.filer).get(reverse("nominations:attach-signed", args=[proposal.pk, "x"])).status_code == 404


    @pytest.mark.parametrize(
        ("scan", "said"),
        [
            ("infected", "Tệp “bien-ban.pdf” có virus nên đã bị xóa: hãy chọn tệp khác."),
            ("too_much", "Tệp “bien-ban.pdf” không quét virus được nên không ai mở được: hãy chọn tệp khác."),
            ("clean", ""),
            ("waiting", ""),
        ],
    )
    def test_a_kept_file_that_the_scanner_took_away_is_not_attached_again(self, client, campaign, dossiers, scan, said):
        campaign.plan.dossier = ["Biên bản họp bình xét"]
        campaign.plan.save()
        proposal, file = make_proposal(campaign.plan, campaign.school, dossiers), a_file(campaign.filer, "bien-ban.pdf")
        held = proposal.papers.create(slot="minutes", file=file, by=campaign.filer)
        Upload.objects.filter(pk=file.pk).update(scan=scan)
        address = reverse("nominations:attach-signed", args=[proposal.pk, "minutes"])
        enter(client, campaign.head)
        page = text(client.get(address))
        assert ("hãy chọn tệp khác" in page, said in page) == (bool(said), True)
        answer = client.post(address, {"sent_before": ""})
        held.refresh_from_db()
        assert (answer.status_code, held.by) == ((422, campaign.filer) if said else (302, campaign.head))
        assert said in text(answer)

    def test_one_that_is_found_infected_while_the_form_is_read_is_refused_too(self, campaign, dossiers):
        proposal, file = make_proposal(campaign.plan, campaign.school, dossiers), a_file(campaign.filer, "bien-ban.pdf")
        Upload.objects.filter(pk=file.pk).update(scan="infected")
        with pytest.raises(Refused) as refusal:
            attach_signed(proposal, slot="minutes", file=file, by=campaign.filer)
        assert refusal.value.reasons == ["Tệp “bien-ban.pdf” có virus nên đã bị xóa: hãy chọn tệp khác."]
        assert not proposal.papers.exists()


class TestMoreTime:
    def address(self, campaign):
        return reverse("nominations:extensions", args=[campaign.plan.pk])

    def give(self, client, campaign, **given):
        facts = {"unit": "CĐCS Trường THCS Than Uyên", "last_day": "20/05/2030", "hour": "", "reason": "Bão số 3"}
        return client.post(self.address(campaign), facts | given | {"form_token": token(client, self.address(campaign))})

    @pytest.mark.parametrize(("hour", "until"), [("", datetime(2030, 5, 20, 17, tzinfo=UTC)), ("17:00", datetime(2030, 5, 20, 10, tzinfo=UTC))])
    def test_the_officer_gives_time_by_the_units_name(self, client, campaign, hour, until):
        assert self.give(enter(client, campaign.officer), campaign, hour=hour).status_code == 302
        assert [(one.unit, one.until, one.reason) for one in Extension.objects.all()] == [(campaign.school, until, "Bão số 3")]
        assert "Bão số 3" in text(client.get(self.address(campaign)))

    def test_a_name_that_fits_none_or_several_is_said(self, client, campaign):
        make_unit("Công đoàn cơ sở Trường THCS Than Uyên số 2", campaign.tree.than_uyen)
        enter(client, campaign.officer)
        page = text(self.give(client, campaign, unit="Trường THCS"))
        assert "Có nhiều đơn vị tên như vậy, hãy ghi tên đầy đủ: Công đoàn cơ sở" in page
        assert "Không có đơn vị nào của LĐLĐ tỉnh Lai Châu tên như vậy." in text(self.give(client, campaign, unit="LĐLĐ tỉnh Điện Biên"))
        bad = text(self.give(client, campaign, last_day="30/02/2030", hour="25:00", reason=""))
        assert "Hãy ghi giờ theo dạng 17:00." in bad
        assert "Hãy ghi lý do gia hạn." in bad
        early = self.give(client, campaign, last_day="01/05/2030")
        assert (early.status_code, "Hạn mới phải sau hạn của kế hoạch, ngày cuối 14/05/2030." in text(early)) == (409, True)
        assert not Extension.objects.exists()

    def test_the_unit_reads_of_it_on_its_home_page(self, client, campaign):
        self.give(enter(client, campaign.officer), campaign)
        with clock.standing_at(CLOSES):
            page = text(enter(client, campaign.filer).get("/"))
        assert "đã gia hạn cho đơn vị" in page
