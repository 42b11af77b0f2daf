"""What one address does too often in a while is counted, and only what it does itself."""

import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from organizations.models import User
from portal.throttle import count, used_up


def stranger(**given: str) -> HttpRequest:
    request = RequestFactory().get("/", **given)
    request.user = AnonymousUser()
    return request


def test_people_who_are_logged_in_are_counted_one_by_one_behind_the_one_address_of_their_office():
    first, second = stranger(), stranger()
    first.user, second.user = User(pk=1), User(pk=2)
    count("print", first, 60)
    assert [used_up("print", one, 1) for one in (first, second, stranger())] == [True, False, False]


def test_an_address_is_counted_for_a_while():
    here, there = (stranger(REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.2"))
    with time_machine.travel(0) as travel:
        for _ in range(2):
            count("guess", here, 60)
        assert [used_up("guess", here, 2), used_up("guess", here, 3)] == [True, False]
        assert [used_up("guess", there, 1), used_up("other", here, 1)] == [False, False]
        travel.shift(61)
        assert not used_up("guess", here, 1)


def test_behind_a_proxy_the_address_is_the_one_it_saw(settings):
    settings.AXES_CLIENT_IP_CALLABLE = "portal.middleware.address_behind_proxy"
    first, second = (stranger(HTTP_X_FORWARDED_FOR=f"203.0.113.9, {last}") for last in ("192.0.2.1", "192.0.2.2"))
    count("guess", first, 60)
    assert [used_up("guess", first, 1), used_up("guess", second, 1)] == [True, False]
