"""The one place that asks the time."""

from datetime import UTC, datetime, timedelta

AHEAD = timedelta(minutes=5)
"""So far the clock of another machine, or this one's before it was set right, may have been ahead of what it shows
now."""


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def is_within(span: timedelta, *, since: datetime, at: datetime) -> bool:
    """Whether `at` comes less than `span` after `since`, which a clock may have shown that was ahead."""
    return -AHEAD <= at - since < span
