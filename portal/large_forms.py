"""Pages whose forms may have more fields than others: a table of quotas has some for each unit. Any other form stops at Django's limit.

    @takes_fields(20_000)
    def workshop(request, pk): ...
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict


def takes_fields(most: int) -> Callable[[Callable], Callable]:
    """Marks a view whose form may have this many fields."""

    def mark(view: Callable) -> Callable:
        view.most_fields = most
        return view

    return mark


def most_fields(request: HttpRequest) -> int:
    """How many fields the form of this page may have."""
    view = getattr(request.resolver_match, "func", None)
    return getattr(view, "most_fields", settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)


def read_fields(body: bytes, most: int) -> QueryDict:
    """A sent form as Django reads one, with a limit of its own."""
    try:
        pairs = parse_qsl(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=most)
    except ValueError as error:
        raise TooManyFieldsSent from error
    found = QueryDict(mutable=True)
    for name, value in pairs:
        found.appendlist(name, value)
    return found
