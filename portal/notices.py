"""Tells people something: a notice in the portal and, where they have an address, a letter in the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from portal.models import Mail, Notice

TITLE_LENGTH = 200
SIGN_OFF = "Đây là thư tự động của cổng Gương Sáng; xin không trả lời thư này."


@transaction.atomic
def tell(
    users: Iterable[Any], *, title: str, text: str = "", link: str = "", inside: str = "", mail: bool = True
) -> None:
    """Tell each person once, in the caller's transaction: what is rolled back was never said. `link` is a local path.

    `inside` stands in the portal only, in place of `text`: whatever somebody typed may name people, and letters travel open.
    """
    if link and (not link.startswith("/") or link.startswith("//")):
        raise ValueError(f"A notice links to a page of the portal, not to {link!r}.")
    people = {user.pk: user for user in users if user.is_active}.values()
    title = one_line(title)
    Notice.objects.bulk_create(Notice(user=user, title=title, text=inside or text, link=link) for user in people)
    if mail:
        body = letter(title, text, link)
        Mail.objects.bulk_create(Mail(to=user.email, subject=title, body=body) for user in people if user.email)


def one_line(text: str) -> str:
    """A subject in one line: no header can be smuggled in after a line break."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1] + "…"


def letter(title: str, text: str, link: str) -> str:
    parts = [title, text, f"Xem tại: {settings.PORTAL_ADDRESS}{link}" if link else "", SIGN_OFF]
    return "\n\n".join(part for part in parts if part) + "\n"
