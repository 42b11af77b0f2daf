"""Sends the letters of the outbox, each at least once; a repeated one bears the same Message-ID.

A letter is claimed by moving its `due` forward. Two workers cannot claim the same one, and the letter of a worker that
died is claimed again when the lease has passed. The time is the machine's own, not the demonstration's.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, QuerySet

from portal import clock
from portal.models import Mail

LEASE = timedelta(minutes=5)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
ATTEMPTS = len(PAUSES) + 1
BATCH = 50


def deliver() -> int:
    """Send what is due, at most a batch; how many letters went out."""
    due = Mail.objects.filter(sent=None, attempts__lt=ATTEMPTS, due__lte=clock.real_now()).order_by("due")
    waiting = list(due[:BATCH])
    if not waiting:
        return 0
    post = get_connection()
    return sum(send(mail, post) for mail in waiting if claim(mail))


def claim(mail: Mail) -> bool:
    """Take a letter for the time of a lease; False if another worker has it or has sent it."""
    free = Mail.objects.filter(pk=mail.pk, sent=None, due=mail.due)
    mail.due, mail.attempts = clock.real_now() + LEASE, mail.attempts + 1
    return free.update(due=mail.due, attempts=F("attempts") + 1) == 1


def send(mail: Mail, post: BaseEmailBackend) -> bool:
    """Send a claimed letter, or note why not and when to try again. After the last attempt it stays, as failed."""
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.to], headers=headers(mail), connection=post).send()
    except (OSError, ValueError) as error:  # SMTP's errors are OSErrors; a bad header or address is a ValueError
        mail.error = f"{type(error).__name__}: {error}"[:300]
        if mail.attempts < ATTEMPTS:
            mail.due = clock.real_now() + PAUSES[mail.attempts - 1]
        mail.save(update_fields=["error", "due"])
        return False
    mail.sent, mail.error = clock.real_now(), ""
    mail.save(update_fields=["sent", "error"])
    return True


def try_again(letters: QuerySet[Mail]) -> int:
    """Begin anew with letters that have not gone out; how many."""
    return letters.filter(sent=None).update(attempts=0, due=clock.real_now())


def headers(mail: Mail) -> dict[str, str]:
    """The Message-ID is the row's; Auto-Submitted keeps out-of-office machines from answering (RFC 3834)."""
    return {
        "Message-ID": f"<{mail.pk}@{urlsplit(settings.PORTAL_ADDRESS).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
