"""The day on which somebody took the address of a feed, so that what was removed before is not told. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _

SINCE = "since"
"""`since=2026-05-13`."""


def read_since(value: str, *, today: date) -> date | None:
    """The day (in UTC) on which the address was taken; None where it does not say.

    Raises:
        BadValue: it is no day, or one that has not come: removals until then would be told to nobody.
    """
    if not value:
        return None
    try:
        since = date.fromisoformat(value)
    except ValueError:
        since = date.max
    if since > today or since.isoformat() != value:
        raise BadValue(
            _("“%(value)s” is not a valid “since”: give a day like 2026-05-13, not later than today.", value=value[:20])
        )
    return since


def began(since: date | None) -> datetime | None:
    """The beginning of that day in UTC; None for no day."""
    return datetime.combine(since, time.min, UTC) if since else None
