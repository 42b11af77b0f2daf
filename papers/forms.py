"""What a form asks of text that will stand on a paper."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from portal.pdf import missing_letters, named


def printable(text: str) -> None:
    """A validator: every letter is one that the font of papers has."""
    if missing := missing_letters(text):
        raise ValidationError(f"Văn bản không in được chữ {', '.join(map(named, missing))}: hãy thay bằng chữ khác.")
