from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from portal import clock

APRIL = datetime(2020, 4, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def fresh_shift(monkeypatch):
    monkeypatch.setattr(clock, "_shift", None)


def test_without_a_setting_it_is_the_real_time():
    with time_machine.travel(APRIL, tick=False):
        assert (clock.now(), clock.shift()) == (APRIL, timedelta(0))


def test_demonstration_starts_at_its_moment_and_runs_on(settings, fresh_shift):
    settings.PORTAL_NOW = "2020-04-20T08:00:00+07:00"
    with time_machine.travel(datetime(2026, 11, 21, 3, 0, tzinfo=UTC), tick=False) as real:
        assert clock.now() == datetime(2020, 4, 20, 1, 0, tzinfo=UTC)
        real.shift(90)
        assert clock.now() == datetime(2020, 4, 20, 1, 1, 30, tzinfo=UTC)


def test_a_moment_without_zone_is_vietnam_time(settings, fresh_shift):
    settings.PORTAL_NOW = "2020-04-20T08:00:00"
    with time_machine.travel(APRIL, tick=False):
        assert clock.now() == datetime(2020, 4, 20, 1, 0, tzinfo=UTC)


def test_leases_and_sessions_keep_real_time(settings, fresh_shift):
    settings.PORTAL_NOW = "2020-04-20T08:00:00+07:00"
    real = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
    with time_machine.travel(real, tick=False), clock.standing_at(APRIL):
        assert (clock.now(), clock.real_now()) == (APRIL, real)


def test_held_only_within_its_block():
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False):
        with clock.standing_at(APRIL):
            with clock.standing_at(APRIL + timedelta(days=1)):
                assert clock.now() == APRIL + timedelta(days=1)
            assert clock.now() == APRIL
        assert clock.now() == datetime(2026, 1, 1, tzinfo=UTC)


def test_refuses_a_moment_without_zone():
    with pytest.raises(ValueError, match="aware"), clock.standing_at(datetime(2020, 4, 20)):
        pass


def test_today_is_the_day_in_vietnam():
    with clock.standing_at(datetime(2020, 4, 20, 16, 59, tzinfo=UTC)):
        assert clock.today() == date(2020, 4, 20)
    with clock.standing_at(datetime(2020, 4, 20, 17, 0, tzinfo=UTC)):
        assert clock.today() == date(2020, 4, 21)
