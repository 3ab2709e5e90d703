"""Entries for tests: plain functions, sane defaults."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from eventmgr.tools.ical import Entry, calendar, vevents

NOON = datetime(2026, 4, 1, 4, 0, tzinfo=UTC)


def make_entry(**values: Any) -> Entry:
    """A talk on the morning of 13 May 2026 in Shanghai."""
    defaults: dict[str, Any] = {
        "uid": "entry-1@example.com",
        "sequence": 0,
        "starts_at": datetime(2026, 5, 13, 0, 30, tzinfo=UTC),
        "ends_at": datetime(2026, 5, 13, 9, 0, tzinfo=UTC),
        "zone": "Asia/Shanghai",
        "summary": "智能制造研讨会",
        "last_modified": NOON,
    }
    return Entry(**defaults | values)


def make_calendar(*entries: Entry, years: tuple[int, int] = (2000, 2100)) -> bytes:
    """A calendar of these entries with every zone that they use."""
    zones = list(dict.fromkeys(entry.zone for entry in entries)) or ["Asia/Shanghai"]
    return calendar(
        "样例日历",
        vevents(entries),
        zones=zones,
        years=years,
        uid="calendar@example.com",
        url="https://example.com/calendar.ics",
    )
