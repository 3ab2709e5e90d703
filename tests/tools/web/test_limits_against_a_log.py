"""Limits against a log of all tries: a window begins with its first try and lets so many through."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from eventmgr.ground.errors import TooMany
from eventmgr.tools.web.rate_limits.limits import caller, count_ended, delete_ended, limit, limit_all, limit_failure
from tests.factories import NOON
from tests.soak import seeds


@pytest.fixture
def limits(make_app):
    app = make_app(RATELIMIT_ENABLED=True)
    with app.app_context():
        yield app


class Log:
    """Key → (end of its window, tries in it)."""

    def __init__(self) -> None:
        self.windows: dict[str, tuple[datetime, int]] = {}

    def wait(self, key: str, most: int, seconds: int, at: datetime) -> int:
        ends, tries = self.windows.get(key, (at, 0))
        if ends <= at:
            ends, tries = at + timedelta(seconds=seconds), 0
        self.windows[key] = ends, tries + 1
        return int((ends - at).total_seconds()) if tries + 1 > most else 0


def waited(rules: list[tuple[str, int, int]], at: datetime) -> int:
    try:
        limit_all(rules, at)
    except TooMany as refusal:
        return refusal.retry_after
    return 0


@pytest.mark.soak
def test_any_series_of_tries_is_let_through_as_a_log_says(limits):
    rules = {"a": (2, 60), "b": (3, 3600), "c": (1, 10)}
    for seed in seeds(6):
        lot, log, at = random.Random(seed), Log(), NOON + timedelta(days=10 * seed)
        for _ in range(25):
            at += timedelta(seconds=lot.choice((0, 1, 5, 30, 59, 60, 600)))
            asked = [(f"{seed}{key}", *rules[key]) for key in lot.sample("abc", lot.randint(1, 3))]
            assert waited(asked, at) == max(log.wait(*rule, at) for rule in asked), seed


def test_failures_beyond_the_limit_are_refused_without_being_counted(limits):
    outcomes = []
    for second in (0, 1, 2, 3, 59, 60):
        try:
            limit_failure("x", 2, 60, NOON + timedelta(seconds=second))
            outcomes.append(0)
        except TooMany as refusal:
            outcomes.append(refusal.retry_after)

    assert outcomes == [0, 0, 58, 57, 1, 0]


def test_ended_windows_are_counted_and_deleted(limits):
    for number, seconds in enumerate((10, 20, 600)):
        limit(f"k{number}", 5, seconds, NOON)
    later = NOON + timedelta(seconds=60)

    assert (count_ended(NOON), count_ended(later)) == (0, 2)
    assert (delete_ended(later, 100), count_ended(later)) == (2, 0)


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.7"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_guests_of_one_network_count_together(address: str, key: str, limits):
    with limits.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert caller() == key
