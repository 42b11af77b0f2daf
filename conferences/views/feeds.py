"""The calendar feed of a unit: read without log-in by whoever knows its address, and given a new address."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe

from conferences.actions.feeds import renew_feed
from conferences.feeds import unit_calendar
from conferences.models import CalendarFeed
from organizations.models import Unit
from organizations.reach import reach
from portal import clock, throttle
from portal.ics import CONTENT_TYPE

WRONG_SECRETS, SECONDS = 30, 600  # so many of one address of the network in ten minutes, as of the codes of papers
FRESH_SECONDS = 3600


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The file; unchanged since the program's last look it is not sent again. A wrong secret is a page that is not there."""
    if throttle.used_up("feed", request, WRONG_SECRETS):
        return _plain("Quá nhiều địa chỉ sai; hãy thử lại sau mười phút.", 429, {"Retry-After": str(SECONDS)})
    found = CalendarFeed.objects.select_related("unit").filter(secret=secret, unit__status=Unit.Status.ACTIVE).first()
    if found is None:
        throttle.count("feed", request, SECONDS)
        return _plain("Không có lịch ở địa chỉ này.", 404, {})
    content = unit_calendar(found.unit, clock.today())
    headers = {"Cache-Control": f"private, max-age={FRESH_SECONDS}", "ETag": quote_etag(sha256(content).hexdigest())}
    headers |= {"Content-Disposition": 'inline; filename="guong-sang.ics"', "X-Robots-Tag": "noindex"}
    answer = HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=answer)


def _plain(words: str, status: int, headers: dict[str, str]) -> HttpResponse:
    """Programs read it, not people."""
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status, headers=headers | {"X-Robots-Tag": "noindex"})


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """For a unit at which one holds a role."""
    unit = get_object_or_404(Unit.objects.filter(pk__in=reach(request.user).unit_ids), pk=pk)
    had = CalendarFeed.objects.filter(unit=unit).exists()
    renew_feed(unit, by=request.user)
    told = "Đã đổi địa chỉ lịch; địa chỉ cũ không còn dùng được." if had else "Đã tạo địa chỉ lịch của đơn vị."
    messages.success(request, told)
    return redirect(f"{reverse('conferences:calendar')}#feeds")


def feed_address(secret: str) -> str:
    return f"{settings.PORTAL_ADDRESS}{reverse('conferences:feed', args=[secret])}"
