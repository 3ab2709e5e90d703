"""The laws of timetables."""

from __future__ import annotations

from eventmgr.ground import clock
from eventmgr.matchmaking.timetables.queries import list_seat_faults


def seats() -> list[str]:
    """No meeting to come of a published timetable has a side for which nobody comes, unless it stands so on the day
    page: its seat is open there, or somebody sits who is of that party, which takes part, and who is expected."""
    return [f"meeting {number}: {fault}" for number, fault in list_seat_faults(after=clock.now())]


LAWS = {"meeting_seats": seats}
