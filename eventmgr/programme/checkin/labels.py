"""Words for lists, acts, contradictions and the state of a device."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _l
from eventmgr.programme.checkin.acts.kinds import CheckinKind, ConflictKind, ListKind, Uncounted
from eventmgr.programme.checkin.acts.rooms import Phase
from eventmgr.programme.checkin.models import CheckinDevice

LISTS = {
    ListKind.ARRIVAL: _l("Arrivals"),
    ListKind.SESSION: _l("Session"),
    ListKind.MEAL: _l("Meal"),
    ListKind.BUS: _l("Bus"),
    ListKind.STOP: _l("Stop of a visit"),
    ListKind.GATE: _l("Gate"),
}
ACTS = {
    CheckinKind.IN: _l("In"),
    CheckinKind.OUT: _l("Out"),
    CheckinKind.WALK_IN: _l("Came without registration"),
    CheckinKind.SUBSTITUTE: _l("Came instead"),
    CheckinKind.UNDO: _l("Undone"),
    CheckinKind.NOTE: _l("Note"),
}
UNCOUNTED = {
    Uncounted.VOID: _l("Code that had been replaced"),
    Uncounted.NO_PLACE: _l("No confirmed place"),
    Uncounted.CLOSED: _l("Attendance closed"),
    Uncounted.UNKNOWN: _l("Not registered for this event"),
    Uncounted.NOT_REGISTERED: _l("Not registered yet"),
    Uncounted.NOT_REPLACED: _l("Does not have the place yet"),
    Uncounted.HERE: _l("The person of the list had been checked in"),
    Uncounted.REPLACED: _l("Another person had taken the place"),
}
CONFLICTS = {
    ConflictKind.TWO_DEVICES: _l("Checked in on two devices within minutes: two people may have shown one code."),
    ConflictKind.TWICE: _l("Checked in twice for one meal."),
    ConflictKind.OUT_FIRST: _l("Checked out without having been checked in."),
    ConflictKind.SAME_WALK_IN: _l("Two people with the same name came without registration: they may be one person."),
    ConflictKind.VOID: _l(
        "The code had been replaced, perhaps because another person has the place now. It does not count."
    ),
    ConflictKind.NO_PLACE: _l("The person has no confirmed place. It does not count."),
    ConflictKind.CLOSED: _l("Attendance could not be recorded when this was received. It does not count."),
    ConflictKind.UNKNOWN: _l("The registration or the list does not belong to this event. It does not count."),
    ConflictKind.NOT_REGISTERED: _l("Came without registration and is not registered yet."),
    ConflictKind.NOT_REPLACED: _l("Comes instead of somebody and does not have the place yet."),
    ConflictKind.HERE: _l(
        "Comes instead of somebody who has been checked in in the meantime. Find out which of "
        "the two is here. It does not count."
    ),
    ConflictKind.REPLACED: _l(
        "The device did not know that another person has taken this place in the meantime. Find "
        "out who is here. It does not count."
    ),
}
PHASES = {Phase.AHEAD: _l("not begun"), Phase.NOW: _l("under way"), Phase.OVER: _l("over")}
WAITS, WORKS, ENDED, SHUT_OUT = (
    State(_l("waiting to be set up"), "wait"),
    State(_l("in use"), "ok"),
    State(_l("ended"), "off"),
    State(_l("blocked"), "no"),
)


def state_of(device: CheckinDevice, at: datetime) -> State:
    """How a device stands."""
    if device.shut_out_at is not None:
        return SHUT_OUT
    if device.ends_at <= at:
        return ENDED
    return WORKS if device.token_hash else WAITS
