"""Plans are typed while the server dies, the log-in ends, the browser is killed: how many seconds of typing are lost.

Hands type ten letters a second. What counts is what is there in the end: stored, or offered by the page on return.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from playwright.sync_api import Page, Route, expect

from conferences.models import Plan
from nominations.demonstration.cast import PASSWORD
from tests.browser import FLAGS, session_cookie
from tests.builders import hold, lai_chau, make_plan, make_user

LETTERS_A_SECOND = 10
MOST_SECONDS = 2.0
START_SECONDS = 90
WORDS = "Hội nghị được tổ chức trang trọng, thiết thực, tiết kiệm, tạo sức lan tỏa trong đoàn viên. "

ROOT = Path(__file__).resolve().parent.parent
SERVE = """
import sys
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import run
from django.core.wsgi import get_wsgi_application
run("127.0.0.1", int(sys.argv[1]), StaticFilesHandler(get_wsgi_application()), threading=True)
"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]


@pytest.fixture
def officer(transactional_db):
    user = make_user("can-bo-soan")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def plan(officer) -> Plan:
    tree = lai_chau()
    hold(officer, "officer", tree.province)
    return make_plan(tree.province, status="draft", number="", closing="")


def address(plan: Plan) -> str:
    return f"/plans/{plan.pk}/edit/closing/"


def hands(page: Page, text: str) -> None:
    page.keyboard.type(text, delay=1000 / LETTERS_A_SECOND)


def stored() -> str:
    return Plan.objects.get().closing


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.2)


def into_the_text(page: Page) -> None:
    page.get_by_label("Lời kết").focus()
    page.keyboard.press("Control+End")


def lost_seconds(typed: str, kept: str) -> float:
    """By the letters that are missing at the end."""
    assert typed.startswith(kept)
    return (len(typed.strip()) - len(kept.strip())) / LETTERS_A_SECOND


# --- the log-in ends --------------------------------------------------------------------------------------------------


def test_the_log_in_ends_in_the_middle_and_the_typing_goes_on(visit, officer, plan):
    page = visit(officer)
    page.goto(address(plan))
    into_the_text(page)
    hands(page, WORDS[:30])
    Session.objects.all().delete()
    hands(page, WORDS[30:60])
    state = page.locator("[data-state]")
    expect(state).to_contain_text("Phiên làm việc đã hết.")
    with page.expect_popup() as opened:
        state.get_by_role("link", name="Đăng nhập lại").click()
    again = opened.value
    again.get_by_label("Tên đăng nhập").fill(officer.username)
    again.get_by_label("Mật khẩu").fill(PASSWORD)
    again.get_by_role("button", name="Đăng nhập").click()
    expect(again.get_by_role("heading", name="Soạn kế hoạch")).to_be_visible()
    into_the_text(page)
    hands(page, WORDS[60:80])
    expect(state).to_contain_text("Đã lưu lúc", timeout=20_000)
    assert lost_seconds(WORDS[:80], stored()) == 0


# --- the plan is gone -------------------------------------------------------------------------------------------------


def test_the_plan_is_thrown_away_meanwhile_and_the_page_says_so(visit, officer, plan):
    page = visit(officer)
    page.goto(address(plan))
    into_the_text(page)
    plan.delete()
    hands(page, WORDS[:10])
    expect(page.locator("[data-state]")).to_contain_text("Kế hoạch này không còn")
    expect(page.get_by_label("Lời kết")).to_have_value(WORDS[:10])


# --- the answer is lost -----------------------------------------------------------------------------------------------


def test_a_save_whose_answer_never_came_is_not_taken_for_somebody_else_s(visit, officer, plan):
    page = visit(officer)
    page.goto(address(plan))
    into_the_text(page)

    def without_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(f"**{address(plan)}", without_answer, times=1)
    hands(page, WORDS[:60])
    expect(page.locator("[data-state]")).to_contain_text("Đã lưu lúc", timeout=20_000)
    assert stored() == WORDS[:60].strip()


# --- the server is killed ---------------------------------------------------------------------------------------------


@pytest.fixture
def server(transactional_db) -> Iterator[Callable[[], str]]:
    """Starts a server of its own on the test's database, each time on the same port; the one before is killed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running: list[subprocess.Popen] = []

    def start() -> str:
        environment = os.environ | {"DATABASE_URL": database_url()}
        command = [sys.executable, "-c", SERVE, str(port)]
        running.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        until(lambda: answers(port), START_SECONDS)
        return f"http://127.0.0.1:{port}"

    start.kill = lambda: running[-1].send_signal(signal.SIGKILL)
    yield start
    for process in running:
        process.kill()
        process.wait()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def database_url() -> str:
    kept = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{kept['NAME']}"
    return f"postgres://{kept['USER']}:{kept['PASSWORD']}@{kept['HOST']}:{kept['PORT']}/{kept['NAME']}"


def test_the_server_is_killed_in_the_middle_and_nothing_is_lost(chromium, server, officer, plan):
    base = server()
    window = chromium.new_context(base_url=base)
    window.add_cookies([session_cookie(officer, base)])
    page = window.new_page()
    page.goto(address(plan))
    into_the_text(page)
    hands(page, WORDS[:25])
    server.kill()
    hands(page, WORDS[25:60])
    state = page.locator("[data-state]")
    expect(state).to_contain_text("nội dung đã gõ được giữ trên máy này")
    server()
    expect(state).to_contain_text("Đã lưu lúc", timeout=20_000)
    assert lost_seconds(WORDS[:60], stored()) == 0
    window.close()


def test_the_page_is_closed_while_the_server_is_away_and_offers_what_was_typed(chromium, server, officer, plan):
    base = server()
    window = chromium.new_context(base_url=base)
    window.add_cookies([session_cookie(officer, base)])
    page = window.new_page()
    page.goto(address(plan))
    into_the_text(page)
    server.kill()
    hands(page, WORDS[:40])
    page.close()
    server()
    again = window.new_page()
    again.goto(address(plan))
    expect(again.get_by_text("Có nội dung chưa gửi")).to_be_visible()
    again.get_by_role("button", name="Khôi phục").press("Enter")
    expect(again.locator("[data-state]")).to_contain_text("Đã lưu lúc")
    assert lost_seconds(WORDS[:40], stored()) == 0
    window.close()


# --- the browser is killed --------------------------------------------------------------------------------------------


@pytest.fixture
def browser_process(tmp_path) -> Iterator[Callable[[], tuple[subprocess.Popen, str]]]:
    """Starts a Chromium of its own with one profile; gives the process and where it listens."""
    processes: list[subprocess.Popen] = []

    def start() -> tuple[subprocess.Popen, str]:
        profile = tmp_path / "profile"
        (port_file := profile / "DevToolsActivePort").unlink(missing_ok=True)
        command = ["chromium", "--headless=new", *FLAGS, f"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        processes.append(process)
        until(lambda: port_file.exists() and "\n" in port_file.read_text(), START_SECONDS)
        return process, f"http://127.0.0.1:{port_file.read_text().split()[0]}"

    yield start
    for process in processes:
        kill_group(process)


def kill_group(process: subprocess.Popen) -> None:
    """The browser with all its children."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_the_browser_is_killed_in_the_middle_of_typing(chromium, live_server, browser_process, officer, plan):
    typed = (WORDS * 2)[:110]

    def opened(listens: str) -> Page:
        page = page_of(chromium.browser_type.connect_over_cdp(listens), officer, live_server.url)
        page.goto(live_server.url + address(plan))
        return page

    process, listens = browser_process()
    page = opened(listens)
    into_the_text(page)
    hands(page, typed)  # without a pause: only the page's own haste sends anything
    kill_group(process)
    time.sleep(1)
    kept = [stored()]
    page = opened(browser_process()[1])
    if page.get_by_text("Có nội dung chưa gửi").is_visible():
        page.get_by_role("button", name="Khôi phục").press("Enter")
        expect(page.locator("[data-state]")).not_to_be_empty()
        kept.append(page.get_by_role("textbox", name="Lời kết").input_value())
    lost = min(lost_seconds(typed, text) for text in kept)
    sys.stdout.write(f"lost: {lost} s of typing\n")
    assert lost <= MOST_SECONDS


def page_of(browser, officer, base: str) -> Page:
    window = browser.contexts[0]
    window.add_cookies([session_cookie(officer, base)])
    return window.pages[0] if window.pages else window.new_page()
