from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError

from organizations.models import User
from portal.models import FormToken, Notice
from portal.once import BAD_TOKEN, OnceForm, once, sent_before
from tests.builders import make_user
from tests.racing import together

TOKEN = uuid.UUID("12345678-1234-5678-1234-567812345678")


@pytest.fixture
def filer(db) -> User:
    return make_user("filer")


def write_notice(user: User) -> str:
    return f"/notices/{Notice.objects.create(user=user, title='Đã nộp').pk}/"


def test_twenty_times_is_once(filer):
    links = {once(filer, TOKEN, lambda: write_notice(filer)) for _ in range(20)}
    assert links == {f"/notices/{Notice.objects.get().pk}/"}


def test_twenty_at_once_is_once(transactional_db):
    filer = make_user("filer")
    links = together(*[lambda: once(filer, TOKEN, lambda: write_notice(filer))] * 20)
    assert set(links) == {f"/notices/{Notice.objects.get().pk}/"}


def test_another_form_is_another_deed(filer):
    links = {once(filer, uuid.uuid4(), lambda: write_notice(filer)) for _ in range(2)}
    assert len(links) == Notice.objects.count() == 2


def test_the_token_of_another_person_counts_for_nothing(filer):
    other = make_user("other")
    once(other, TOKEN, lambda: write_notice(other))
    once(filer, TOKEN, lambda: write_notice(filer))
    assert sorted(Notice.objects.values_list("user__username", flat=True)) == ["filer", "other"]


def test_what_failed_may_be_sent_again(filer):
    def fail() -> str:
        write_notice(filer)
        raise ValidationError("Thiếu tên.")

    with pytest.raises(ValidationError, match="Thiếu tên"):
        once(filer, TOKEN, fail)
    assert (FormToken.objects.count(), Notice.objects.count()) == (0, 0)
    assert once(filer, TOKEN, lambda: write_notice(filer)) == f"/notices/{Notice.objects.get().pk}/"


@pytest.mark.parametrize("token", ["", "x", "1234", "' OR 1=1"])
def test_a_bad_token_is_a_sentence(filer, token):
    with pytest.raises(ValidationError) as refused:
        once(filer, token, lambda: write_notice(filer))
    assert refused.value.messages == [BAD_TOKEN]
    assert Notice.objects.count() == 0


def test_every_empty_form_has_a_new_token_and_a_form_with_errors_keeps_its_own():
    shown = {str(OnceForm()["form_token"].value()) for _ in range(2)}
    assert len(shown) == 2
    assert OnceForm({"form_token": str(TOKEN)})["form_token"].value() == str(TOKEN)


@pytest.mark.parametrize("data", [{}, {"form_token": "x"}])
def test_a_form_without_its_token_is_refused(data):
    assert OnceForm(data).errors == {"form_token": [BAD_TOKEN]}
    assert OnceForm({"form_token": str(TOKEN)}).is_valid()


def test_a_form_sent_before_is_known_by_its_token_to_its_person_alone(filer):
    link = once(filer, TOKEN, lambda: "/decisions/7/")
    assert [sent_before(filer, token) for token in (TOKEN, str(TOKEN), uuid.uuid4(), "", "x")] == [link, link, "", "", ""]
    assert sent_before(make_user("other"), TOKEN) == ""
