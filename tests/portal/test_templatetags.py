from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from organizations.models import Unit
from portal import clock
from portal.moves import Move
from portal.templatetags.portal import STATES, badge, bars, crumb, deadline, icon, lies_in, screen_text, status_word

MOVES = (
    Move("approve", "Duyệt", ("submitted",), "approved", "app.approve", word="QUYẾT ĐỊNH"),
    Move("return", "Trả lại", ("submitted",), "returned", "app.approve", needs_note=True, tone="danger"),
)
NOON = datetime(2020, 5, 11, 12, 0, tzinfo=UTC)  # 19:00 in Vietnam


def show(template: str, path: str = "/", **context) -> str:
    return Template(template).render(Context({"request": RequestFactory().get(path), **context}))


def text(html: str) -> str:
    """What a person reads of it."""
    return " ".join(re.sub(r"<[^>]*>", "", html).replace("\xa0", " ").split())


# --- states ---------------------------------------------------------------------------------------------------------


def test_every_state_has_a_word_and_an_icon():
    for state in [*STATES, "unheard-of"]:
        shown = badge(state, "đã phát hành")
        assert (shown.count("<svg"), text(shown)) == (1, "đã phát hành")


def test_the_word_of_a_state_is_escaped():
    assert "&lt;b&gt;" in badge("draft", "<b>")


def test_status_of_a_thing():
    assert text(show("{% status unit %}", unit=Unit(status="merged"))) == "đã sáp nhập"


def test_the_word_of_a_state_in_history():
    assert [status_word(state, Unit()) for state in ("merged", "gone")] == ["đã sáp nhập", "gone"]


def test_icons_are_passed_over_by_screen_readers():
    assert 'aria-hidden="true"' in icon("bell", 18)
    assert 'width="18"' in icon("bell", 18)


# --- dates, numbers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ moment|moment }}", "Thứ Năm 14/05/2020, 23:59"),
        ("{{ moment|day }}", "14/05/2020"),
        ("{{ day|day }}", "03/04/2025"),
        ("{{ none|day }} {{ none|moment }} {{ none|vn_number }}", "– – –"),
        ("{{ 1000|vn_number }} {{ 0|vn_number }}", "1.000 0"),
    ],
)
def test_dates_and_numbers(template, shown):
    moment = datetime(2020, 5, 14, 16, 59, tzinfo=UTC)
    assert show(template, moment=moment, day=date(2025, 4, 3), none=None) == shown


@pytest.mark.parametrize(
    ("left", "shown", "tone"),
    [
        (timedelta(days=3, hours=4), "Thứ Năm 14/05/2020, 22:59 · còn 3 ngày 4 giờ", "calm"),
        (timedelta(days=2), "Thứ Tư 13/05/2020, 18:59 · còn 2 ngày", "due"),
        (timedelta(minutes=1), "Thứ Hai 11/05/2020, 19:00 · còn 1 phút", "due"),
        (timedelta(0), "Thứ Hai 11/05/2020, 18:59 · đã quá hạn dưới 1 phút", "blocked"),
        (timedelta(days=-2), "Thứ Bảy 09/05/2020, 18:59 · đã quá hạn 2 ngày", "blocked"),
    ],
)
def test_a_deadline_says_date_weekday_and_what_is_left(left, shown, tone):
    with clock.standing_at(NOON):
        html = deadline(NOON + left)
    assert text(html) == shown
    assert f"deadline-{tone}" in html


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (0, "0"),
        (12345, "12.345"),
        (False, "không"),
        (date(2020, 5, 4), "04/05/2020"),
        (datetime(2020, 5, 4, 17, 0, tzinfo=UTC), "05/05/2020 00:00"),
        ("A & B", "A &amp; B"),
        (mark_safe("<b>B</b>"), "<b>B</b>"),
    ],
)
def test_any_value_as_text(value, shown):
    assert screen_text(value) == shown


# --- addresses ------------------------------------------------------------------------------------------------------


def test_the_address_with_some_values_changed():
    assert show("{% qs page=2 %}", "/?q=l%C3%AA&page=5") == "?q=l%C3%AA&amp;page=2"
    assert show("{% qs q=None page=None %}", "/?q=a&page=5&sort=name") == "?sort=name"


@pytest.mark.parametrize(
    ("path", "prefix", "lies"),
    [("/", "/", True), ("/plans/", "/", False), ("/plans/3/", "/plans/", True), ("/units/", "/plans/", False)],
)
def test_which_part_of_the_menu_a_page_lies_in(path, prefix, lies):
    assert lies_in(path, prefix) is lies


def test_a_crumb_is_escaped_and_linked():
    assert crumb("A & B", "organizations:unit", 7) == '<li><a href="/units/7/">A &amp; B</a></li>'


# --- bars -----------------------------------------------------------------------------------------------------------


def test_bars_are_shares_of_the_whole_or_of_the_longest():
    assert [(bar["percent"], bar["text"]) for bar in bars([("A", 5, 12), ("B", 15, 12), ("C", 0, 0)])] == [
        ("41.7", "5 / 12"),
        ("100", "15 / 12"),
        ("0.0", "0 / 0"),
    ]
    assert [bar["percent"] for bar in bars([("A", 1000), ("B", 500)])] == ["100.0", "50.0"]
    assert bars([]) == []


# --- parts ----------------------------------------------------------------------------------------------------------


def test_a_refused_move_opens_again_with_its_note():
    part = '{% include "parts/moves.html" with url="/decisions/3/" %}'
    shown = show(part, moves=MOVES, tried="return", note="Thiếu <nguồn>")
    assert 'action="/decisions/3/moves/approve/"' in shown
    assert "Gõ <strong>QUYẾT ĐỊNH</strong> để xác nhận" in shown
    assert 'move-tried" open' in shown
    assert "Thiếu &lt;nguồn&gt;</textarea>" in shown
