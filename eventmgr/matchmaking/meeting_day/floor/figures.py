"""Figures of the day: how many meetings were held, missed and by whom, what came of them."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.ground.features import Number
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_day.models import MeetingOutcome
from eventmgr.matchmaking.meeting_day.queries import count_results, count_states
from eventmgr.matchmaking.timetables.models import MeetingState, MissedBy

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
