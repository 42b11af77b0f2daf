"""Pressing twice does it once: a form carries a token, and the token is kept in the transaction of what it did.

    class DossierForm(OnceForm, forms.Form): ...
    link = once(request.user, form.cleaned_data["form_token"], lambda: save(form).get_absolute_url())
    return redirect(link)

A page can come back with its token (the browser's back button) and be pressed again with other words. Where they may be written
too, the view says what was said: `once(…, said=said_in(request))`.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.models import FormToken

NOTHING_SAID = {"form_token", "csrfmiddlewaretoken"}
HALF = 8  # bytes of a token that are its form's own, where the other half is what was said
BAD_TOKEN = "Biểu mẫu này không dùng được nữa. Hãy mở lại trang, điền rồi gửi lại."


def once(user: Any, token: uuid.UUID | str, make: Callable[[], str], *, said: bytes = b"") -> str:
    """What `make()` returns, a link; for a token this person has used before, the link of the first time.

    `make` runs in the transaction that keeps the token: if it fails, neither is there and the form may be sent again.
    Two at once: the second waits for the first at the unique constraint. A token that comes with other words than were `said` last
    is made again, and what was said before no longer counts.
    """
    form = parse_token(token)
    with transaction.atomic():
        used, first = FormToken.objects.get_or_create(user=user, token=_key(form, said), defaults={"link": ""})
        if first:
            used.link = make()
            used.save(update_fields=["link"])
            if said:
                _said_with(user, form).exclude(pk=used.pk).delete()
    return used.link


def said_in(request: HttpRequest) -> bytes:
    """A digest of everything a form was sent with, its files too, but for its tokens."""
    digest = hashlib.sha256()
    for name in sorted(set(request.POST) - NOTHING_SAID):
        digest.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            digest.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.digest()


def sent_before(user: Any, token: uuid.UUID | str, *, said: bytes = b"") -> str:
    """The link of a form that this person has sent already, where sending it again would no longer be valid; else empty."""
    try:
        used = FormToken.objects.filter(user=user, token=_key(parse_token(token), said)).first()
    except ValidationError:  # the form says it
        return ""
    return used.link if used else ""


def sent_otherwise(user: Any, token: uuid.UUID | str, *, said: bytes) -> str:
    """The link of a form that this person has sent with other words than these; else empty."""
    form = parse_token(token)
    used = _said_with(user, form).exclude(token=_key(form, said)).first()
    return used.link if used else ""


def forget_said(user: Any, token: uuid.UUID | str) -> None:
    """Something else was written meanwhile from the same page: the same words again are no longer the first time."""
    _said_with(user, parse_token(token)).delete()


def _key(form: uuid.UUID, said: bytes) -> uuid.UUID:
    """Under which it is kept that a form was sent with these words: everything that one form said lies side by side."""
    return uuid.UUID(bytes=form.bytes[:HALF] + said[:HALF]) if said else form


def _said_with(user: Any, form: uuid.UUID) -> QuerySet[FormToken]:
    first, last = (uuid.UUID(bytes=form.bytes[:HALF] + end * HALF) for end in (b"\0", b"\xff"))
    return FormToken.objects.filter(user=user, token__gte=first, token__lte=last)


def parse_token(token: uuid.UUID | str) -> uuid.UUID:
    try:
        return uuid.UUID(str(token))
    except ValueError:
        raise ValidationError(BAD_TOKEN, code="form_token") from None


class OnceForm(forms.Form):
    """A form with its token in a hidden field, new whenever the empty form is shown."""

    form_token = forms.UUIDField(
        initial=uuid.uuid4,
        widget=forms.HiddenInput,
        error_messages={"required": BAD_TOKEN, "invalid": BAD_TOKEN},
    )

    def renew_token(self) -> None:
        """Sent again the form is another deed."""
        self.data = self.data.copy()
        self.data["form_token"] = str(uuid.uuid4())
