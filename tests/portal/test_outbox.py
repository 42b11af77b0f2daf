from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail as post

from portal.models import Mail
from portal.outbox import LEASE, claim, deliver
from tests.builders import make_unit, make_user, person
from tests.racing import together

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def at(db):
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


def write(**given) -> Mail:
    return Mail.objects.create(**{"to": "an@example.vn", "subject": "Hồ sơ đạt", "body": "Chào An.\n"} | given)


def states() -> list[tuple]:
    return list(Mail.objects.order_by("subject").values_list("subject", "sent", "attempts", "error"))


def test_a_waiting_letter_goes_out_once_as_plain_text(at):
    row = write()
    assert (deliver(), deliver()) == (1, 0)
    [letter] = post.outbox
    assert (letter.to, letter.subject, letter.body) == (["an@example.vn"], "Hồ sơ đạt", "Chào An.\n")
    assert letter.message()["Message-ID"] == f"<{row.pk}@127.0.0.1>"
    assert letter.message().get_content_type() == "text/plain"
    assert states() == [("Hồ sơ đạt", NOW, 1, "")]


def test_a_letter_for_later_waits(at):
    write(due=NOW + timedelta(seconds=1))
    assert deliver() == 0
    at.shift(1)
    assert deliver() == 1


def test_a_dead_server_is_tried_again_at_growing_pauses_then_the_letter_stays_in_sight(at, settings):
    settings.EMAIL_BACKEND = "tests.portal.errands.DeadPost"
    write()
    for pause in (1, 5, 30, 120, 720):
        assert deliver() == 0
        at.shift(pause * 60 - 1)
        assert deliver() == 0
        at.shift(1)
    assert Mail.objects.get().attempts == 5
    deliver()
    at.shift(30 * 24 * 3600)
    deliver()
    assert states() == [("Hồ sơ đạt", None, 6, "ConnectionRefusedError: nobody answers")]


def test_after_a_failure_it_still_goes_out(at, settings):
    settings.EMAIL_BACKEND = "tests.portal.errands.DeadPost"
    write()
    deliver()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    at.shift(60)
    assert deliver() == 1
    assert states() == [("Hồ sơ đạt", NOW + timedelta(minutes=1), 2, "")]


def test_the_letter_of_a_worker_that_died_goes_out_after_its_lease(at):
    claim(write())
    at.shift(LEASE.total_seconds() - 1)
    assert deliver() == 0
    at.shift(1)
    assert deliver() == 1


def test_a_letter_is_claimed_by_one(at):
    write()
    first, second = Mail.objects.get(), Mail.objects.get()
    assert (claim(first), claim(second)) == (True, False)


def test_a_superuser_sees_what_did_not_get_through_and_sends_it_again(at, client):
    failed, sent = write(attempts=6, error="ConnectionRefusedError"), write(subject="Đã đi", sent=NOW, attempts=1)
    client.force_login(make_user("root", is_superuser=True))
    assert "ConnectionRefusedError" in client.get("/admin/portal/mail/").content.decode()
    client.post("/admin/portal/mail/", {"action": "send_again", "_selected_action": [str(failed.pk), str(sent.pk)]})
    assert deliver() == 1
    assert [letter.subject for letter in post.outbox] == ["Hồ sơ đạt"]


def test_an_administrator_of_a_unit_does_not_see_the_letters_of_all(at, client):
    client.force_login(person("admin", make_unit("Liên đoàn Lao động tỉnh Lai Châu", kind="province")))
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/portal/mail/").status_code == 403


def test_a_header_cannot_be_smuggled_in_and_the_others_still_go_out(at):
    write(subject="A\nBcc: ai-do@example.com")
    write(subject="B", to="an@example.vn\nBcc: ai-do@example.com")
    write(subject="C")
    assert deliver() == 1
    assert [letter.subject for letter in post.outbox] == ["C"]
    assert [error.partition(":")[0] for _, _, _, error in states()] == ["BadHeaderError", "BadHeaderError", ""]


def test_several_workers_send_each_letter_once(transactional_db):
    rows = [write(subject=f"Thư {number}") for number in range(20)]
    sent = together(*[deliver] * 4)
    assert sum(sent) == 20
    assert sorted(letter.extra_headers["Message-ID"] for letter in post.outbox) == sorted(
        f"<{row.pk}@127.0.0.1>" for row in rows
    )
