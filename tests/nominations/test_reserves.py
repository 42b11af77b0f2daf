"""Reserves: beyond the places, in a queue; they move up in their order as places are freed, and wait with everything final."""

import pytest
from django.urls import reverse

from conferences.actions import publish_allocation
from nominations.actions import approve_decision, draft_decision, move_decision, move_dossier, share_places, submit_dossier
from nominations.places import place_for
from nominations.shares import shares_of
from portal.models import Notice
from portal.moves import Refused, history
from tests.builders import give_on, make_decision, make_dossier, make_table, person
from tests.nominations.waiting import filed, standing


def sent_back_and_withdrawn(campaign, dossier):
    move_dossier(dossier, "return", by=campaign.officer, note="Nhầm người.")
    move_dossier(dossier, "withdraw", by=campaign.filer, note="Nhầm người.")


def test_beyond_the_places_a_dossier_gets_the_next_number(campaign, queue):
    assert standing(campaign) == [
        ("Một", "submitted", None),
        ("Hai", "submitted", None),
        ("Ba", "submitted", 1),
        ("Bốn", "submitted", 2),
    ]
    place = place_for(campaign.plan, campaign.school, queue[0].category)
    assert (place.kept, place.taken, place.left) == (2, 2, 0)


def test_where_the_table_takes_none_it_is_refused(campaign):
    for name in ("Một", "Hai"):
        filed(campaign, name)
    with pytest.raises(Refused) as refused:
        filed(campaign, "Ba")
    assert refused.value.reasons[0].startswith("Đã hết chỉ tiêu")


def test_without_any_place_there_is_no_queue_either(campaign, queue):
    dossier = make_dossier(campaign.plan, campaign.school, key="collective-business", status="endorsed")
    with pytest.raises(Refused) as refused:
        submit_dossier(dossier, by=campaign.head)
    assert "không có chỉ tiêu" in refused.value.reasons[0]


def test_a_withdrawn_place_goes_to_the_first_who_waits(campaign, queue):
    sent_back_and_withdrawn(campaign, queue[0])
    assert standing(campaign) == [
        ("Một", "withdrawn", None),
        ("Hai", "submitted", None),
        ("Ba", "submitted", None),
        ("Bốn", "submitted", 2),
    ]
    told = Notice.objects.get(user=campaign.head, title__startswith="Hồ sơ dự phòng")
    assert (told.title, told.link) == ("Hồ sơ dự phòng của CĐCS Trường THCS Than Uyên đã có suất", f"/dossiers/{queue[2].pk}/")
    assert [(record.name, record.note) for record in history(queue[2])][-1] == ("promote", "Dự phòng số 1")


def test_a_reserve_that_is_withdrawn_frees_no_place(campaign, queue):
    sent_back_and_withdrawn(campaign, queue[2])
    assert standing(campaign)[2:] == [("Ba", "withdrawn", None), ("Bốn", "submitted", 2)]
    assert filed(campaign, "Năm").reserve == 3


def test_a_new_table_with_more_places_takes_them_up_in_order(campaign, queue):
    newer = make_table(campaign.plan, {campaign.tree.than_uyen: (1, 0, 3, 1)}, status="approved", number=2, takes_reserves=True)
    publish_allocation(newer, by=campaign.approver)
    assert [reserve for *_, reserve in standing(campaign)] == [None, None, None, 2]
    assert filed(campaign, "Năm").reserve == 3


def test_places_taken_back_from_below_serve_the_queue(campaign):
    campaign.table.takes_reserves = True
    campaign.table.save()
    clinic = campaign.tree.than_uyen_clinic
    give_on(campaign.table, campaign.tree.than_uyen, clinic, (0, 0, 1, 0))
    for name in ("Một", "Hai"):
        filed(campaign, name)
    row = campaign.table.rows.get(unit=campaign.tree.than_uyen)
    cells = {(clinic.pk, campaign.plan.categories.get(key="person-public").pk): 0}
    assert standing(campaign)[1] == ("Hai", "submitted", 1)
    share_places(row, cells=cells, seen=shares_of(row).mark, by=person("head", campaign.tree.than_uyen))
    assert standing(campaign)[1] == ("Hai", "submitted", None)


def test_a_reserve_is_screened_but_not_decided_on(campaign, queue):
    move_dossier(queue[2], "accept", by=campaign.officer)
    with pytest.raises(Refused):
        draft_decision(plan=campaign.plan, award_form="Bằng khen", merit="đã có thành tích", dossiers=[queue[2]], by=campaign.officer)
    listed = make_decision(campaign.plan, [queue[2]])  # as if it had been put on the list all the same
    with pytest.raises(Refused) as refused:
        move_decision(listed, "submit", by=campaign.officer)
    assert refused.value.reasons == ["“Ba” là dự phòng số 1, chưa có suất; hãy bỏ khỏi danh sách."]
    sent_back_and_withdrawn(campaign, queue[0])
    move_decision(listed, "submit", by=campaign.officer)
    approve_decision(listed, by=campaign.approver)
    assert standing(campaign)[2] == ("Ba", "decided", None)


def test_the_person_is_told_before_and_after(client, campaign, queue):
    client.force_login(campaign.head)
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed", name="Năm")
    page = client.get(reverse("nominations:dossier", args=[dossier.pk])).content.decode()
    assert "nộp bây giờ thì hồ sơ này vào danh sách dự phòng, số 3" in page
    answer = client.post(reverse("nominations:move-dossier", args=[dossier.pk, "submit"]), follow=True).content.decode()
    assert "Hết suất: hồ sơ này vào danh sách dự phòng, số 3." in answer
    assert "<strong>Dự phòng số 3.</strong>" in answer
    listed = client.get(reverse("nominations:dossiers")).content.decode()
    assert "· dự phòng số 3" in listed
    form = client.get(f"{reverse('nominations:new-dossier')}?plan={campaign.plan.pk}&unit={campaign.school.pk}").content.decode()
    assert "Cá nhân khối hành chính, sự nghiệp</a></h2>\n<p>Hết suất, nhận dự phòng</p>" in form
