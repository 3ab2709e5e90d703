"""What a screen, a phone at the tables and a participant's phone say now: which round runs, which comes, who sits
where. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from eventmgr.matchmaking.meeting_day.floor.verdicts import AtTable, Verdict, arrivals, contradict, verdict
from eventmgr.matchmaking.meeting_day.models import DayAct, MeetingResult
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_plans.models import MeetingHall, MeetingTable
from eventmgr.matchmaking.meeting_plans.slots import Slot
from eventmgr.matchmaking.timetables.models import Meeting

FIVE_MINUTES = timedelta(minutes=5)
"""So long before a round ends, and before the next begins, it is called."""


class Phase(enum.Enum):
    """Where the day stands: before a round, called to it, within it, near its end, over."""

    WAITING = "waiting"
    CALLED = "called"
    RUNNING = "running"
    ENDING = "ending"
    OVER = "over"


@dataclass(frozen=True)
class Clock:
    """The round that runs and the one that comes; None: there is none."""

    phase: Phase
    running: Slot | None
    coming: Slot | None

    @property
    def turns_at(self) -> datetime | None:
        """What is counted down to: the end of the round that runs, else the beginning of the next."""
        if self.running is not None:
            return self.running.ends_at
        return self.coming.starts_at if self.coming is not None else None

    @property
    def shown(self) -> list[Slot]:
        """The rounds that a screen shows."""
        return [slot for slot in (self.running, self.coming) if slot is not None]


@dataclass(frozen=True)
class Shown:
    """One meeting with all that its pages say of it."""

    meeting: Meeting
    table: MeetingTable | None
    hall: MeetingHall | None
    acts: Sequence[DayAct] = ()
    results: Mapping[int, MeetingResult] = field(default_factory=dict)

    @property
    def asker(self) -> MeetingParty:
        """The party that asked for the meeting."""
        return self.meeting.request.asker

    @property
    def asked(self) -> MeetingParty:
        """The party that was asked."""
        return self.meeting.request.asked

    @property
    def at_table(self) -> AtTable:
        """Which sides have arrived at the table, by what was reported."""
        return arrivals(self.acts)

    @property
    def verdict(self) -> Verdict:
        """What was said of it comes to."""
        return verdict((self.asker.id, self.asked.id), self.acts, self.results)

    @property
    def is_contradictory(self) -> bool:
        """Whether the two sides mean different things."""
        return contradict(self.results.get(self.asker.id), self.results.get(self.asked.id))

    def partner_of(self, party: MeetingParty) -> MeetingParty:
        """The party on the other side of the meeting."""
        return self.asked if self.asker.id == party.id else self.asker

    def side_of(self, party: MeetingParty) -> str:
        """On which side the party is: `asker` or `asked`."""
        return "asker" if self.asker.id == party.id else "asked"


def clock_at(slots: Sequence[Slot], at: datetime) -> Clock:
    """The phase of the day at that instant, with the slots that run and come next."""
    running = next((slot for slot in slots if slot.starts_at <= at < slot.ends_at), None)
    coming = next((slot for slot in slots if slot.starts_at > at), None)
    if running is not None:
        phase = Phase.ENDING if running.ends_at - at <= FIVE_MINUTES else Phase.RUNNING
    elif coming is not None:
        phase = Phase.CALLED if coming.starts_at - at <= FIVE_MINUTES else Phase.WAITING
    else:
        phase = Phase.OVER
    return Clock(phase, running, coming)


def shown(
    meetings: Iterable[Meeting],
    tables: Iterable[MeetingTable],
    halls: Iterable[MeetingHall],
    acts: Mapping[int, Sequence[DayAct]] | None = None,
    results: Mapping[int, Mapping[int, MeetingResult]] | None = None,
) -> list[Shown]:
    """The meetings with what belongs to them, in their order."""
    of_table = {table.id: table for table in tables}
    of_hall = {hall.id: hall for hall in halls}
    shown_rows = []
    for meeting in meetings:
        table = of_table.get(meeting.table_id) if meeting.table_id is not None else None
        hall = of_hall.get(table.hall_id) if table is not None else None
        said, told = (acts or {}).get(meeting.id, ()), (results or {}).get(meeting.id, {})
        shown_rows.append(Shown(meeting, table, hall, said, told))
    return shown_rows


def walk_minutes(walks: Iterable[Sequence[float]], first: MeetingHall | None, second: MeetingHall | None) -> int:
    """How long the way between two halls takes, as organizers say; 0: no way, or nobody has said."""
    if first is None or second is None or first.id == second.id:
        return 0
    return next((int(minutes) for a, b, minutes in walks if {a, b} == {first.id, second.id}), 0)
