"""What the pages of the day show, put together: the rounds of an event, and meetings with all that was said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.meeting_day.floor.calls import Clock, Shown, clock_at, shown
from eventmgr.matchmaking.meeting_day.queries import list_acts_of_meetings, list_meetings_at, list_results
from eventmgr.matchmaking.meeting_plans.models import MeetingHall, MeetingTable
from eventmgr.matchmaking.meeting_plans.queries import list_blocks, list_halls, list_tables
from eventmgr.matchmaking.meeting_plans.slots import Slot, slots_of
from eventmgr.matchmaking.timetables.models import Meeting


@dataclass(frozen=True)
class Floor:
    """Rounds, halls and tables of an event at an instant."""

    event: Event
    at: datetime
    slots: Sequence[Slot]
    clock: Clock
    halls: Sequence[MeetingHall]
    tables: Sequence[MeetingTable]

    def to_come(self) -> list[Slot]:
        """Rounds that have not begun."""
        return [slot for slot in self.slots if slot.starts_at > self.at]

    def of_meetings(self, meetings: Sequence[Meeting], *, with_results: bool = True) -> list[Shown]:
        """These meetings with all that was said of them, in their order; two statements."""
        ids = [meeting.id for meeting in meetings]
        acts = list_acts_of_meetings(self.event.id, ids)
        return shown(meetings, self.tables, self.halls, acts, list_results(ids) if with_results else {})

    def now(self) -> list[Shown]:
        """Meetings of the round that runs and of the one that comes."""
        starts = [slot.starts_at for slot in self.clock.shown]
        return self.of_meetings(list_meetings_at(self.event.id, starts), with_results=False)


def floor_of(event: Event, *, at: datetime) -> Floor:
    """Where the event stands; three statements."""
    slots = slots_of(list_blocks(event.id), event.timezone)
    return Floor(event, at, slots, clock_at(slots, at), list_halls(event.id), list_tables(event.id))
