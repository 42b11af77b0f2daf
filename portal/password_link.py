"""The one-time link with which a person sets a password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode


def password_link(user: Any) -> str:
    """Its local path. It dies when a password is set or somebody logs in, and after PASSWORD_RESET_TIMEOUT."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("set-password", kwargs={"uidb64": key, "token": default_token_generator.make_token(user)})
