"""Pressing twice does it once: a form carries a token, and the token is kept in the transaction of what it did.

    class DossierForm(OnceForm, forms.Form): ...
    link = once(request.user, form.cleaned_data["form_token"], lambda: save(form).get_absolute_url())
    return redirect(link)
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from portal.models import FormToken

BAD_TOKEN = "Biểu mẫu này không dùng được nữa. Hãy mở lại trang, điền rồi gửi lại."


def once(user: Any, token: uuid.UUID | str, make: Callable[[], str]) -> str:
    """What `make()` returns, a link; for a token this person has used before, the link of the first time.

    `make` runs in the transaction that keeps the token: if it fails, neither is there and the form may be sent again.
    Two at once: the second waits for the first at the unique constraint.
    """
    key = parse_token(token)
    with transaction.atomic():
        used, first = FormToken.objects.get_or_create(user=user, token=key, defaults={"link": ""})
        if first:
            used.link = make()
            used.save(update_fields=["link"])
    return used.link


def sent_before(user: Any, token: uuid.UUID | str) -> str:
    """The link of a form that this person has sent already, where sending it again would no longer be valid; else empty."""
    try:
        used = FormToken.objects.filter(user=user, token=parse_token(token)).first()
    except ValidationError:  # the form says it
        return ""
    return used.link if used else ""


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
