"""Fetching and reading feeds in tests."""

from __future__ import annotations

from typing import Any

import icalendar

from eventmgr.web import tokens


def entries(answer: Any) -> list[icalendar.Event]:
    """The entries of an answered feed, in its order."""
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8"), answer.data[:500]
    return icalendar.Calendar.from_ical(answer.data).walk("VEVENT")


def uids(answer: Any) -> list[str]:
    return [str(entry["UID"]) for entry in entries(answer)]


def states(answer: Any) -> dict[str, str]:
    """UID → STATUS."""
    return {str(entry["UID"]): str(entry["STATUS"]) for entry in entries(answer)}


def counters(answer: Any) -> dict[str, tuple[int, Any]]:
    """UID → (SEQUENCE, LAST-MODIFIED)."""
    return {str(entry["UID"]): (entry["SEQUENCE"], entry["LAST-MODIFIED"].dt) for entry in entries(answer)}


def personal_address(place: Any) -> str:
    """What `/my/<token>/` offers."""
    return f"/feeds/{tokens.sign('feed', place.id, place.feed_version)}.ics"
