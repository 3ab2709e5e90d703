"""Fetching and reading feeds in tests."""

from __future__ import annotations

from typing import Any

import icalendar

from eventmgr.tools.web import tokens


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


_NUMBERS = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CREATED")


def seen(answer: Any) -> dict[str, dict[str, str]]:
    """UID → every property that a reader may show, numbers and dates of changes apart."""
    return {
        str(entry["UID"]): {name: str(line) for name, line in _lines_of(entry) if name not in _NUMBERS}
        for entry in entries(answer)
    }


def _lines_of(entry: icalendar.Event) -> list[tuple[str, str]]:
    """Properties as they are written, by name."""
    lines = entry.to_ical().decode().replace("\r\n ", "").split("\r\n")
    return [(line.partition(":")[0].partition(";")[0], line) for line in lines if line]


def faults_between(before: Any, after: Any) -> list[str]:
    """What breaks the one rule of numbers between two answers of a feed: of every entry that stands in both a difference is seen if and only
    if its number has risen, by one; then its date is later, and else the same."""
    was, now = counters(before), counters(after)
    seen_before, seen_now = seen(before), seen(after)
    faults = []
    for uid in was.keys() & now.keys():
        is_news = seen_before[uid] != seen_now[uid]
        rose, is_later = now[uid][0] - was[uid][0], now[uid][1] > was[uid][1]
        if (rose, is_later) != (int(is_news), is_news) or now[uid][1] < was[uid][1]:
            differs = {
                n: (seen_before[uid].get(n), v) for n, v in seen_now[uid].items() if seen_before[uid].get(n) != v
            }
            faults.append(f"{uid}: {was[uid]} → {now[uid]}, seen otherwise: {differs}")
    return faults


def personal_address(place: Any) -> str:
    """What `/my/<token>/` offers."""
    return f"/feeds/{tokens.sign('feed', place.id, place.feed_version)}.ics"
