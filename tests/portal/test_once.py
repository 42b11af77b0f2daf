from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from organizations.models import User
from portal.models import FormToken, Notice
from portal.once import BAD_TOKEN, OnceForm, forget_said, once, said_in, sent_before, sent_otherwise
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


# --- a page that comes back ---------------------------------------------------------------------------------------------


def said(**words) -> bytes:
    return said_in(RequestFactory().post("/", words))


def test_the_same_words_are_the_first_time_and_other_words_are_done_too(filer):
    links = [once(filer, TOKEN, lambda: write_notice(filer), said=said(name=name)) for name in ("Lò", "Lò", "Vàng", "Vàng")]
    assert (links[0] == links[1], links[2] == links[3], links[0] == links[2], Notice.objects.count()) == (True, True, False, 2)


def test_what_was_said_first_is_done_again_after_other_words(filer):
    links = {once(filer, TOKEN, lambda: write_notice(filer), said=said(name=name)) for name in ("Lò", "Vàng", "Lò")}
    assert (len(links), FormToken.objects.count()) == (3, 1)


def test_twenty_at_once_with_the_same_words_are_once(transactional_db):
    filer = make_user("filer")
    links = together(*[lambda: once(filer, TOKEN, lambda: write_notice(filer), said=said(name="Lò"))] * 20)
    assert set(links) == {f"/notices/{Notice.objects.get().pk}/"}


def test_other_words_that_are_refused_leave_the_first_as_they_were(filer):
    def fail() -> str:
        raise ValidationError("Có người vừa sửa.")

    first = once(filer, TOKEN, lambda: write_notice(filer), said=said(name="Lò"))
    with pytest.raises(ValidationError):
        once(filer, TOKEN, fail, said=said(name="Vàng"))
    assert once(filer, TOKEN, fail, said=said(name="Lò")) == first


def test_words_files_and_their_order_count_and_tokens_do_not():
    def pdf(content: bytes = b"%PDF", name: str = "a.pdf") -> SimpleUploadedFile:
        return SimpleUploadedFile(name, content)

    assert said(name="Lò", form_token="1", csrfmiddlewaretoken="x") == said(name="Lò", form_token="2", csrfmiddlewaretoken="y")
    assert said(file=pdf()) == said(file=pdf())
    different = [
        said(), said(name="Lò"), said(name="Vàng"), said(more="Lò"), said(name=["Lò", "Vàng"]), said(name=["Vàng", "Lò"]),
        said(file=pdf()), said(file=pdf(b"%PDX")), said(file=pdf(name="b.pdf")), said(file=[pdf(), pdf()]),
    ]  # fmt: skip
    assert len(set(different)) == len(different)


def test_a_file_can_still_be_read_after_it_was_counted():
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.pdf", b"%PDF")})
    said_in(request)
    assert request.FILES["file"].read() == b"%PDF"


def test_whether_a_form_was_sent_with_these_words_or_others(filer):
    link = once(filer, TOKEN, lambda: "/dossiers/7/", said=said(name="Lò"))
    lo, vang = said(name="Lò"), said(name="Vàng")
    assert [sent_before(filer, TOKEN, said=words) for words in (lo, vang, b"")] == [link, "", ""]
    assert [sent_otherwise(filer, TOKEN, said=words) for words in (lo, vang)] == ["", link]
    assert [sent_otherwise(filer, uuid.uuid4(), said=vang), sent_otherwise(make_user("other"), TOKEN, said=vang)] == ["", ""]
    forget_said(filer, TOKEN)
    assert sent_before(filer, TOKEN, said=lo) == ""


def test_a_form_with_a_new_token_keeps_its_words():
    form = OnceForm(RequestFactory().post("/", {"form_token": str(TOKEN), "name": "Lò"}).POST)
    form.renew_token()
    assert (form["form_token"].value() == str(TOKEN), form.data["name"], form.is_valid()) == (False, "Lò", True)
