"""Writing down a session in the browser: what was typed stays, faults by their cell, the closing, the minutes."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nominations.models import Ballot, Dossier, Session
from portal.moves import history
from tests.builders import make_dossier, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, campaign):
    client.force_login(campaign.officer)
    return client


@pytest.fixture
def dossiers(campaign):
    return [make_dossier(campaign.plan, campaign.school, status="accepted", name=name) for name in ("Lò Văn An", "Vàng Thị Bình")]


def typed(page, **changes) -> dict:
    """What a browser sends back of the form on a page."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields} | changes
    return {name: "on" if value is True else value for name, value in values.items() if value not in (None, False)}


def new_address(campaign) -> str:
    return f"{reverse('nominations:new-session')}?plan={campaign.plan.pk}"


SEATED = {
    **{"seat-0-name": "Lò Thị Ánh", "seat-0-post": "Chủ tịch LĐLĐ tỉnh", "seat-1-name": "Vàng A Páo", "seat-2-name": "Tẩn Thị Mẩy"},
    **{"day": "13/04/2020", "begins": "14:00", "finishes": "16:00", "place": "Phòng họp số 1", "way": "open", "percent": "80", "more_than": False},
}


def test_a_session_from_the_form_to_the_decision(officer, campaign, dossiers):
    page = officer.get(new_address(campaign))
    sent = typed(page, **SEATED, award=page.context["form"].fields["award"].queryset.first().pk, dossier=[one.pk for one in dossiers])
    made = [officer.post(new_address(campaign), sent) for _ in range(2)]  # pressed twice
    session = Session.objects.get()
    assert [answer.url for answer in made] == [reverse("nominations:session", args=[session.pk])] * 2
    assert [(one.name, one.role) for one in session.members.all()] == [("Lò Thị Ánh", "chair"), ("Vàng A Páo", "deputy"), ("Tẩn Thị Mẩy", "secretary")]
    shown = officer.get(made[0].url)
    assert shown.context["missing"] == ["Chưa ghi phiếu của “Lò Văn An”, “Vàng Thị Bình”."]
    votes = reverse("nominations:session-votes", args=[session.pk])
    first, second = session.ballots.order_by("dossier__sort_key")
    counted = typed(officer.get(votes), **{f"yes-{first.pk}": "3", f"no-{first.pk}": "0", f"yes-{second.pk}": "2", f"no-{second.pk}": "1"})
    assert officer.post(votes, counted).url == made[0].url
    move = reverse("nominations:move-session", args=[session.pk, "close"])
    assert officer.post(move, {"word": "chot"}).status_code == 409
    seen = officer.get(made[0].url).context["session"].version
    late = officer.post(move, {"word": "CHỐT", "version": seen - 1})  # a page from before the votes
    assert (late.status_code, late.context["reasons"]) == (409, ["Người khác vừa sửa phiên họp này. Hãy xem lại trước khi chốt."])
    assert f'name="version" value="{seen}"' in late.content.decode()
    assert officer.post(move, {"word": "CHỐT", "version": seen}).status_code == 302
    assert [line["passed"] for line in officer.get(made[0].url).context["lines"]] == [True, False]  # 3 of 3; 2 of 3
    decision = officer.get(f"{reverse('nominations:new-decision')}?plan={campaign.plan.pk}")
    assert [dossier.name for dossier in decision.context["form"].fields["dossiers"].queryset] == ["Lò Văn An"]
    assert history(session).get().by == campaign.officer


def test_every_fault_stands_at_its_cell_and_what_was_typed_stays(officer, campaign, dossiers):
    page = officer.get(new_address(campaign))
    wrong = SEATED | {"seat-1-name": "", "seat-1-post": "Phó Chủ tịch", "seat-2-role": "chair", "finishes": "13:00", "percent": "101", "day": "31/02/2020"}
    answer = officer.post(new_address(campaign), typed(page, **wrong, dossier=[dossiers[0].pk]))
    form = answer.context["form"]
    assert (answer.status_code, Session.objects.count()) == (422, 0)
    assert set(form.errors) == {"seat-1-name", "seat-2-role", "finishes", "percent", "day"}
    assert [form[name].value() for name in ("day", "seat-1-post", "finishes")] == ["31/02/2020", "Phó Chủ tịch", "13:00"]
    assert [ticked for _, ticked in form.nominees()] == [True, False]


def test_somebody_else_saved_meanwhile(officer, campaign, dossiers):
    session = make_session(campaign.plan, dossiers)
    address = reverse("nominations:edit-session", args=[session.pk])
    page = officer.get(address)
    Session.objects.update(place="Hội trường", version=2)
    answer = officer.post(address, typed(page, place="Phòng tôi ghi", dossier=[one.pk for one in dossiers]))
    assert (answer.status_code, answer.context["theirs"].place, answer.context["form"]["place"].value()) == (409, "Hội trường", "Phòng tôi ghi")
    again = officer.post(address, typed(answer, place="Phòng tôi ghi", dossier=[one.pk for one in dossiers]))
    assert (again.status_code, Session.objects.get().place) == (302, "Phòng tôi ghi")


def test_more_rows_of_members_than_were_there(officer, campaign, dossiers):
    """What a page with more rows sends is read, however many the form would show by itself; a wild number is not."""
    page = officer.get(new_address(campaign))
    many = {f"seat-{at}-{name}": value for at in range(20) for name, value in (("name", f"Ủy viên {at}"), ("role", "member"), ("attendance", "present"))}
    wild = {"seat-9999999-name": "X"}
    officer.post(new_address(campaign), typed(page, **SEATED | many | wild, dossier=[dossiers[0].pk]))
    assert Session.objects.get().members.count() == 20


def test_thirty_nominees_ask_no_more_queries_than_one(officer, campaign):
    def asked(count: int) -> list[int]:
        session = make_session(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="accepted") for _ in range(count)])
        numbers = []
        for name in ("session", "session-votes", "edit-session"):
            with CaptureQueriesContext(connection) as queries:
                assert officer.get(reverse(f"nominations:{name}", args=[session.pk])).status_code == 200
            numbers.append(len(queries))
        return numbers

    asked(1)  # what a process asks once
    assert asked(1) == asked(30)


def test_the_minutes_come_as_pdf_and_word(officer, campaign, dossiers):
    session = make_session(campaign.plan, dossiers, status="closed")
    for face, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = officer.get(reverse("nominations:session-minutes", args=[session.pk, face]))
        assert (answer.status_code, b"".join(answer)[: len(start)]) == (200, start)


def test_a_page_that_comes_back_with_other_words_is_told_of_what_it_saved(officer, campaign, dossiers):
    session = make_session(campaign.plan, dossiers)
    address = reverse("nominations:edit-session", args=[session.pk])
    first = typed(officer.get(address), dossier=[one.pk for one in dossiers])
    assert [officer.post(address, first).status_code for _ in range(2)] == [302, 302]  # the same words: one press
    other = officer.post(address, first | {"place": "Hội trường lớn"})
    assert (other.status_code, other.context["form"]["place"].value(), Session.objects.get().version) == (409, "Hội trường lớn", 2)


def test_a_thousand_votes_in_writing_are_saved_at_once(officer, campaign):
    """Past Django's 3,000 fields; each line says who agreed there and in writing."""
    session = make_session(campaign.plan, [], attendance={"Ủy viên 7": "in_writing"}, issued=8, returned=8, valid=8)
    category = campaign.plan.categories.get(key="person-public")
    place = {"plan": campaign.plan, "unit": campaign.school, "category": category, "created_by": campaign.filer, "status": "accepted"}
    filed = {"holder": campaign.table.rows.get(unit=campaign.tree.than_uyen), "submitted_at": session.starts}
    rows = Dossier.objects.bulk_create(Dossier(**place, **filed, name=f"Người {at}", search_key="", sort_key="") for at in range(1000))
    ballots = Ballot.objects.bulk_create(Ballot(session=session, dossier=one) for one in rows)
    votes = {f"{name}-{one.pk}": value for one in ballots for name, value in (("yes", "8"), ("no", "0"), ("written_yes", "1"), ("written_no", "0"))}
    sent = votes | {"form_token": str(uuid.uuid4()), "version": "1", "issued": "8", "returned": "8", "valid": "8", "invalid": "0"}
    address = f"{reverse('nominations:session-votes', args=[session.pk])}?category={category.pk}"
    answer = officer.post(address, urlencode(sent), content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, session.ballots.filter(yes=8, written_yes=1).count()) == (302, 1000)


def test_votes_of_a_category_that_left_the_session_are_told_and_harm_nobody_else_s(officer, campaign, dossiers):
    session = make_session(campaign.plan, dossiers)
    address = reverse("nominations:session-votes", args=[session.pk])
    page = officer.get(address)
    answer = officer.post(f"{address}?category=999999", typed(page))
    assert (answer.status_code, "Đối tượng vừa ghi phiếu không còn trong phiên họp" in answer.content.decode()) == (409, True)
    assert set(session.ballots.values_list("yes", flat=True)) == {9}


def test_a_nominee_who_left_meanwhile_is_told(officer, campaign, dossiers):
    page = officer.get(new_address(campaign))
    dossiers[0].status = "held"
    dossiers[0].save()
    answer = officer.post(new_address(campaign), typed(page, **SEATED, dossier=[one.pk for one in dossiers]))
    assert (answer.status_code, Session.objects.count()) == (422, 0)
    assert "1 hồ sơ đã chọn không còn chờ Hội đồng" in answer.content.decode()


@pytest.mark.parametrize("key", ["9" * 30, "-1", "x"])
def test_a_wild_key_of_a_seat_is_refused(officer, campaign, dossiers, key):
    session = make_session(campaign.plan, dossiers)
    address = reverse("nominations:edit-session", args=[session.pk])
    answer = officer.post(address, typed(officer.get(address), **{"seat-0-pk": key}, dossier=[one.pk for one in dossiers]))
    assert (answer.status_code, session.members.count()) == (422, 9)


def test_an_empty_line_is_filled_with_every_valid_ballot(officer, campaign, dossiers):
    session = make_session(campaign.plan, dossiers, yes=(None, None), valid=8, invalid=1)
    first, second = session.ballots.order_by("pk")
    member = session.members.get(name="Ủy viên 7")
    address = reverse("nominations:session-votes", args=[session.pk])
    sent = typed(officer.get(address), fill="on", **{f"yes-{one.pk}": "" for one in (first, second)}, **{f"no-{first.pk}": "2", f"barred-{second.pk}": [member.pk]})
    assert officer.post(address, sent).status_code == 302
    assert list(session.ballots.order_by("pk").values_list("yes", "no")) == [(6, 2), (8, None)]
    assert list(second.barred.all()) == [member]
