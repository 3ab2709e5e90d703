"""What the pages of the day show, put together: rounds, meetings with all that was said of them, contact data,
figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Number
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_day.floor.calls import Clock, Shown, clock_at, shown
from eventmgr.matchmaking.meeting_day.models import MeetingOutcome
from eventmgr.matchmaking.meeting_day.queries import (
    count_results,
    count_states,
    list_acts_of_meetings,
    list_meetings_at,
    list_results,
)
from eventmgr.matchmaking.meeting_day.queries.asking import list_people_of
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyState
from eventmgr.matchmaking.meeting_plans.models import MeetingHall, MeetingTable
from eventmgr.matchmaking.meeting_plans.queries import list_blocks, list_halls, list_tables
from eventmgr.matchmaking.meeting_plans.slots import Slot, slots_of
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState, MissedBy


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
    """The state of the meeting floor; three statements."""
    slots = slots_of(list_blocks(event.id), event.timezone)
    return Floor(event, at, slots, clock_at(slots, at), list_halls(event.id), list_tables(event.id))


@dataclass(frozen=True)
class Contact:
    """A representative of the other side."""

    name: str
    title: str
    mobile: str
    email: str


def may_see(request: MeetingRequest, party: MeetingParty) -> bool:
    """Whether `party` sees the contact data of the other side: the request is accepted, both take part, both
    consented."""
    if party.id not in (request.asker_id, request.asked_id) or request.state is not RequestState.ACCEPTED:
        return False
    sides = (request.asker, request.asked)
    return all(side.shares_contact and side.state is PartyState.ACTIVE for side in sides)


def contacts_for(request: MeetingRequest, party: MeetingParty) -> Sequence[Contact]:
    """Whom `party` may reach on the other side; nobody, where it may not see them."""
    if not may_see(request, party):
        return ()
    other = request.asked_id if request.asker_id == party.id else request.asker_id
    return [Contact(one.name, one.title, one.mobile, one.email) for one in list_people_of(other)]


_ROWS = "the list of meetings of the day, narrowed to these"
NUMBERS = {
    "meetings_held": Number(
        _l("Meetings held"), _l("Meetings that were held, according to hosts or both sides."), _ROWS
    ),
    "meetings_missed": Number(
        _l("Meetings missed"), _l("Meetings that one or both sides missed, with who missed them."), _ROWS
    ),
    "meeting_results": Number(_l("Results of meetings"), _l("Results that the sides have given, by outcome."), _ROWS),
    "meeting_moves": Number(
        _l("Meetings that a repair changes"),
        _l("Meetings that are moved, cancelled or added by it."),
        "the rows of the proposal",
    ),
    "meeting_moves_least": Number(
        _l("Moves that are necessary"),
        _l("In any timetable that gives up as few meetings, at least this many others move."),
    ),
    "meeting_breaks": Number(
        _l("Breaks between meetings"),
        _l("Runs of empty slots between two meetings of one person on the same day, over all people."),
    ),
    "day_acts": Number(
        _l("Entries of the day to be repaired"),
        _l(
            "Who is late, away or gone, tables out of use and requests at the desk that no applied repair has taken into account."
        ),
        "the list on the day of meetings",
    ),
    "meetings_open": Number(
        _l("Meetings with nobody on one side"),
        _l(
            "Upcoming meetings with nobody for one side, because its representative is no longer "
            "coming and no colleague is free."
        ),
        "the list on the day of meetings",
    ),
    "day_readers": Number(
        _l("Representatives who get an e-mail"),
        _l("Representatives with an e-mail address on both sides of the meetings that a proposal changes."),
    ),
}


@dataclass(frozen=True)
class Figures:
    """What was said of the meetings of an event so far."""

    placed: int
    held: int
    missed: int
    missed_by: dict[MissedBy, int]
    results: dict[MeetingOutcome, int]


def figures_of(event_id: int) -> Figures:
    """The figures as they stand; two statements."""
    states = count_states(event_id)

    def of(state: MeetingState) -> int:
        return sum(count for (one, _by), count in states.items() if one is state)

    return Figures(
        placed=sum(states.values()),
        held=of(MeetingState.HELD),
        missed=of(MeetingState.MISSED),
        missed_by={by: states.get((MeetingState.MISSED, by), 0) for by in MissedBy},
        results=count_results(event_id),
    )
