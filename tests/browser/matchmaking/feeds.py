"""All calendars of the matchmaking, as two programs read them that share nothing with ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.request import urlopen

import icalendar
from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.meeting_parties.queries import list_representatives, list_representatives_of
from eventmgr.matchmaking.timetables.calendar_entries import feed_token
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState
from tests.browser.matchmaking.cast import Walk
from tests.output.calendars.readers import read


@dataclass(frozen=True)
class Seen:
    """An entry as both readers see it."""

    status: str
    sequence: int
    starts: int
    ends: int
    summary: str
    location: str


def read_all(walk: Walk, *, by_both: bool) -> dict[int, dict[str, Seen]]:
    """Number of a representative → UID → what their calendar says; together they say what stands in the timetable.

    Args:
        by_both: both readers read each, and see the same; else the quicker one does.
    """
    with walk.inside() as event:
        people = list_representatives(event.id)
        found = {one.id: _read(walk, one, by_both=by_both) for one in people}
        stands = {
            (meeting.uid, seat): (int(meeting.starts_at.timestamp()), meeting.sequence)
            for meeting in db.session.scalars(select(Meeting).where(Meeting.event_id == event.id))
            if meeting.state is not MeetingState.CANCELLED
            for seat in (meeting.asker_seat_id, meeting.asked_seat_id)
        }
    told = {
        (uid, number): (entry.starts, entry.sequence)
        for number, entries in found.items()
        for uid, entry in entries.items()
        if entry.status != "CANCELLED"
    }
    assert told == stands
    return found


def of_first(walk: Walk, party: int) -> dict[str, Seen]:
    """What the calendar of the organization's first representative says."""
    with walk.inside():
        return _read(walk, list_representatives_of(party)[0])


def _read(walk: Walk, representative: PartyRepresentative, *, by_both: bool = True) -> dict[str, Seen]:
    with urlopen(f"{walk.house.address}/feeds/{feed_token(representative)}.ics?lang=zh", timeout=20) as answer:
        body = answer.read()
    seen = {
        str(one["UID"]): Seen(
            str(one["STATUS"]), int(one["SEQUENCE"]), _instant(one["DTSTART"]), _instant(one["DTEND"]),
            str(one["SUMMARY"]), str(one.get("LOCATION", "")),
        )
        for one in icalendar.Calendar.from_ical(body).walk("VEVENT")
    }  # fmt: skip
    if by_both:
        assert seen == {
            one.uid: Seen(one.status, one.sequence, one.starts, one.ends, one.summary, one.location)
            for one in read("vobject", body)
        }
    return seen


def _instant(at: icalendar.prop.vDDDTypes) -> int:
    moment = at.dt
    assert isinstance(moment, datetime)
    return int(moment.timestamp())
