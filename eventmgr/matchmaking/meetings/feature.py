"""Meetings of two: what each part tells about itself, the lowest first."""

from __future__ import annotations

from eventmgr.matchmaking.meetings.features import day, parties, planning, requests, suggestions, timetables

FEATURES = (
    planning.FEATURE,
    parties.FEATURE,
    requests.FEATURE,
    suggestions.FEATURE,
    timetables.FEATURE,
    day.FEATURE,
)
