"""Headless Chromium for the tests: people in their own windows, and no window may report a fault.

    def test_filer_drafts(visit, filer):
        page = visit(filer)               # logged in; visit() is nobody; visit(filer, PHONE) is a phone
        page.goto("/dossiers/new")
        shot(page, "dossier-new")         # var/shots/dossier-new.png when PORTAL_SHOTS=1

A test that asks for `visit` is marked `browser` and runs with committed rows (`transactional_db`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, sync_playwright

DESK = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}
SHOTS = Path(__file__).resolve().parent.parent / "var" / "shots"
# Root needs --no-sandbox; the rest keeps Chromium from asking for anything outside.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
WINDOW_SECONDS = 30  # an act that prints may take a while where two crowds of tests share the cores


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "visit" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is missing: scripts/setup dev")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """`visit(user=None, size=DESK, script=True)` opens a window of a browser of its own on the running portal."""
    windows: list[BrowserContext] = []
    faults: list[str] = []

    def open_window(user=None, size: dict[str, int] = DESK, *, script: bool = True) -> Page:
        window = chromium.new_context(
            base_url=live_server.url, viewport=size, locale="vi-VN", timezone_id=settings.TIME_ZONE, java_script_enabled=script
        )
        windows.append(window)
        window.set_default_timeout(WINDOW_SECONDS * 1000)
        if user is not None:
            window.add_cookies([session_cookie(user, live_server.url)])
        watch(window, faults)
        return window.new_page()

    yield open_window
    for window in windows:
        window.close()
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def session_cookie(user, url: str) -> dict[str, str]:
    """The log-in without its form, which has a test of its own."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def watch(window: BrowserContext, faults: list[str]) -> None:
    """Note what no page may do: a script error, a breach of the content policy, a server error, a missing file."""

    def on_console(message: ConsoleMessage) -> None:
        # Chromium reports every status of 400 and more here; `on_response` tells a refusal from a fault.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(f"console: {message.text}")

    def on_response(response: Response) -> None:
        asked_for_page = response.request.resource_type in ("document", "xhr", "fetch")
        if response.status >= 500 or (response.status >= 400 and not asked_for_page):
            faults.append(f"{response.status}: {response.url}")

    window.on("console", on_console)
    window.on("weberror", lambda error: faults.append(f"script: {error.error}"))
    window.on("response", on_response)


def shot(page: Page, name: str) -> None:
    """Keep a picture of the whole page for a person to look at, when asked for by PORTAL_SHOTS."""
    if os.environ.get("PORTAL_SHOTS"):
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
