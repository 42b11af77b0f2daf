"""What holds for every request: how long a log-in lasts, who must log in, what browsers may keep and do."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from traceback import clear_frames
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.datastructures import MultiValueDict
from django.utils.cache import patch_vary_headers

from portal import clock
from portal.large_forms import most_fields, read_fields
from portal.views import keep_typed, page_before

logger = logging.getLogger(__name__)

TOUCH_SECONDS = 60
NO_FEATURES = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
METHODS = ("GET", "HEAD", "POST")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FULL_WORDS = ("disk is full", "No space left")  # SQLite's, PostgreSQL's
LOCK_WORDS = ("lock timeout", "database is locked", "deadlock")

GetResponse = Callable[[HttpRequest], HttpResponse]


def address_behind_proxy(request: HttpRequest) -> str:
    """The client's address as the nearest proxy saw it: the last one it added. What stands before may be invented."""
    return request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


class KnownMethodsMiddleware:
    """Pages are read and forms are sent; a page that knows nothing else would answer anything else as if it were read."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)


class LargeFormMiddleware:
    """Reads the form of a page that takes more fields than others (`portal.large_forms`) before anybody else reads it, and only
    from whoever is logged in."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Callable, args: Any, kwargs: Any) -> None:
        most = most_fields(request)
        plain = request.method == "POST" and request.content_type == "application/x-www-form-urlencoded"
        if plain and most > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS and request.user.is_authenticated:
            request.POST = read_fields(request.body, most)
            request._files = MultiValueDict()  # else the body is read a second time for its files, with Django's limit


class SessionLimitMiddleware:
    """Ends a log-in 30 minutes after its last request, and in any case 10 hours after it began.

    Real time, not the demonstration's. The session is written at most once a minute (each write takes SQLite's lock),
    so the 30 minutes may count from up to a minute before the last request, never from after it. It also notes when the
    person last sent something: counts remembered from before that are void (`portal.lists`).
    """

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self.limit(request)
        response = self.get_response(request)
        if request.method == "POST" and request.user.is_authenticated:  # not after logging out: it would begin a session
            request.session["wrote"] = clock.real_now().timestamp()
        return response

    def limit(self, request: HttpRequest) -> None:
        now = int(clock.real_now().timestamp())
        session = request.session
        began, seen = session.get("began", now), session.get("seen", now)
        if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_ABSOLUTE_SECONDS:
            logout(request)
        elif "seen" not in session or now - seen >= TOUCH_SECONDS:
            session["began"], session["seen"] = began, now


class AskLoginMiddleware(LoginRequiredMiddleware):
    """Log-in is required unless a view says otherwise; what somebody was sending is shown, not thrown away."""

    def get_login_url(self, view_func: Callable) -> str:
        """The one log-in page, for the desk too."""
        return settings.LOGIN_URL

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        if request.headers.get("HX-Request"):  # a redirect would put the log-in page inside the page
            return HttpResponse(status=401, headers={"HX-Redirect": redirect_to_login(page_before(request)).url})
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        if any(name != "csrfmiddlewaretoken" for name in request.POST):
            return keep_typed(request, "portal/logged_out.html", status=401)
        return redirect_to_login(page_before(request))


def is_disk_full(exception: Exception) -> bool:
    if isinstance(exception, OperationalError):
        return any(word in str(exception) for word in FULL_WORDS)
    return isinstance(exception, OSError) and exception.errno in NO_ROOM


def let_go(exception: BaseException) -> None:
    """Take the failed attempt's cursor out of the hands of the garbage collector.

    A cursor that is kept alive by a circle of frames dies in whichever thread collects next. If that thread is writing on SQLite,
    it waits for the cursor's connection, which may be waiting for the writer: 20 s for both, and again with the next one.
    """
    link: BaseException | None = exception
    while link is not None:
        clear_frames(link.__traceback__)
        link = link.__context__


class PrivateResponseMiddleware:
    """Keeps pages out of caches and closes browser features that no page uses; a lock that was not given, or a full disk, says so."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        else:
            response.setdefault("Cache-Control", "no-store")
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Permissions-Policy"] = NO_FEATURES
        patch_vary_headers(response, ["HX-Request"])  # one address may give a page or a part of it
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """PostgreSQL gives up a lock after 3 s, SQLite after 20 s: nothing was written, and it can be sent again. So it is where
        the disk is full, once somebody has made room."""
        if isinstance(exception, OperationalError) and any(word in str(exception) for word in LOCK_WORDS):
            let_go(exception)
            return keep_typed(request, "portal/busy.html", status=503)
        if is_disk_full(exception):
            logger.error("No room to write: %s", exception)
            return keep_typed(request, "portal/no_room.html", status=507)
        return None
