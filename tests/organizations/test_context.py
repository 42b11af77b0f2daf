"""The frame of a page."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from organizations.context import frame
from organizations.models import User
from portal import clock
from portal.models import Notice
from tests.builders import hold, lai_chau, make_user, person

pytestmark = pytest.mark.django_db


def framed(user: User | AnonymousUser):
    request = RequestFactory().get("/")
    request.user = user
    return frame(request)["frame"]


def test_strangers_and_early_failures_have_no_frame():
    assert framed(AnonymousUser()) == {}
    assert frame(RequestFactory().get("/"))["frame"] == {}


def test_the_frames_own_links_lead_where_they_say():
    assert frame(RequestFactory().get("/"))["to"] == {
        "home": "/",
        "search": "/search/",
        "notices": "/notices/",
        "logout": "/logout/",
        "account": "/account/",
    }


def test_all_roles_of_a_person_count_together():
    tree = lai_chau()
    user = make_user("two")
    hold(user, "clerk", tree.than_uyen)
    hold(user, "filer", tree.than_uyen_school)
    shown = framed(user)
    assert shown.units == [tree.than_uyen.label, tree.than_uyen_school.label]
    assert shown.unit_label == "LĐLĐ huyện Than Uyên"
    assert shown.role_labels == ["Cán bộ lập hồ sơ", "Văn thư"]
    assert shown.dense
    assert not framed(person("filer", tree.than_uyen_school)).dense
    assert framed(make_user("nobody")).unit_label == ""


def test_the_menu_leads_to_pages_one_may_open():
    tree = lai_chau()
    story = ["nominations:home", "conferences:plans", "conferences:calendar", "nominations:dossiers"]
    office = [*story, "nominations:screening", "nominations:sessions", "nominations:decisions", "nominations:reports"]
    office += ["papers:register", "organizations:units", "organizations:people"]
    names = {"filer": [*story, "nominations:decisions", "organizations:units"], "officer": office, "admin": [*(name for name in office if name != "nominations:screening"), "admin:index"]}
    for role, ends in (("filer", "Đơn vị"), ("officer", "Cán bộ"), ("admin", "Quản trị")):
        menu = framed(person(role, tree.than_uyen)).menu
        assert menu[-1][0] == ends
        assert [address for *_, address in menu] == [reverse(name) for name in names[role]]


def test_it_asks_the_database_once_for_each_part(django_assert_num_queries):
    tree = lai_chau()
    user = person("officer", tree.than_uyen)
    Notice.objects.create(user=user, title="Mới")
    Notice.objects.create(user=user, title="Cũ", read=clock.now())
    with django_assert_num_queries(2):  # the roles with the units' names, the count of notices
        shown = framed(user)
        for _ in range(3):
            assert (shown.unread, shown.unit_label, shown.dense) == (1, "LĐLĐ huyện Than Uyên", True)
            assert shown.menu and shown.role_labels


def test_the_demonstrations_clock_is_shown(settings):
    user = make_user("somebody")
    with clock.standing_at(timezone.make_aware(datetime(2020, 4, 1, 8))):
        assert framed(user).clock is None
        settings.PORTAL_NOW = "2020-04-01T08:00"
        assert framed(user).clock == timezone.make_aware(datetime(2020, 4, 1, 8))


@pytest.mark.parametrize(
    ("full_name", "short"), [("Lò Thị Mẫu", "Mẫu"), ("Vàng A Dơ (mẫu)", "Dơ"), ("(mẫu)", "so-1"), ("", "so-1")]
)
def test_a_person_is_called_by_the_given_name(full_name, short):
    assert User(username="so-1", full_name=full_name).get_short_name() == short
