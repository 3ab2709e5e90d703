"""Kinds of lists, of acts and of contradictions. Pure."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l

ARRIVAL = 0
"""Number of the list that every event has and that no row stands for: who has arrived. It marks `attended`."""
TOGETHER = timedelta(minutes=5)
"""The same person on two devices within so long: one of the two has shown somebody else's code, perhaps."""


class ListKind(LabelledEnum):
    """What people are checked off for."""

    ARRIVAL = "arrival", _l("Arrivals")
    SESSION = "session", _l("Session")
    MEAL = "meal", _l("Meal")
    BUS = "bus", _l("Bus")
    STOP = "stop", _l("Stop of a visit")
    GATE = "gate", _l("Gate")


WITH_OUT = frozenset({ListKind.SESSION, ListKind.BUS, ListKind.GATE})
"""Lists on which people are also checked out."""


class CheckinKind(LabelledEnum):
    """What an act says: somebody came in, went out, came without registration, came in another's place; an act was
    wrong; a remark."""

    IN = "in", _l("In")
    OUT = "out", _l("Out")
    WALK_IN = "walk_in", _l("Came without registration")
    SUBSTITUTE = "substitute", _l("Came instead")
    UNDO = "undo", _l("Undone")
    NOTE = "note", _l("Note")


ENTERS = frozenset({CheckinKind.IN, CheckinKind.WALK_IN, CheckinKind.SUBSTITUTE})


class Uncounted(LabelledEnum):
    """Why an act is kept and does not count until a person has decided."""

    VOID = "void", _l("Code that had been replaced")
    """The code that was shown had been replaced."""
    NO_PLACE = "no_place", _l("No confirmed place")
    CLOSED = "closed", _l("Attendance closed")
    """Attendance could not be recorded when it was received."""
    UNKNOWN = "unknown", _l("Not registered for this event")
    """The registration is none of this event, or was deleted."""
    NOT_REGISTERED = "not_registered", _l("Not registered yet")
    """A walk-in who could not be registered."""
    NOT_REPLACED = "not_replaced", _l("Does not have the place yet")
    """A substitute who does not have the place."""
    HERE = "here", _l("The person of the list had been checked in")
    """A substitute of somebody who had been checked in before it was told."""
    REPLACED = "replaced", _l("Another person had taken the place")
    """Told of somebody whose place another person had got meanwhile."""


class ConflictKind(LabelledEnum):
    """What is shown and left to a person."""

    TWO_DEVICES = "two_devices", _l("Checked in on two devices within minutes: two people may have shown one code.")
    TWICE = "twice", _l("Checked in twice for one meal.")
    """A second meal."""
    OUT_FIRST = "out_first", _l("Checked out without having been checked in.")
    SAME_WALK_IN = (
        "same_walk_in",
        _l("Two people with the same name came without registration: they may be one person."),
    )
    VOID = (
        "void",
        _l("The code had been replaced, perhaps because another person has the place now. It does not count."),
    )
    NO_PLACE = "no_place", _l("The person has no confirmed place. It does not count.")
    CLOSED = "closed", _l("Attendance could not be recorded when this was received. It does not count.")
    UNKNOWN = "unknown", _l("The registration or the list does not belong to this event. It does not count.")
    NOT_REGISTERED = "not_registered", _l("Came without registration and is not registered yet.")
    NOT_REPLACED = "not_replaced", _l("Comes instead of somebody and does not have the place yet.")
    HERE = (
        "here",
        _l(
            "Comes instead of somebody who has been checked in in the meantime. Find out which of "
            "the two is here. It does not count."
        ),
    )
    REPLACED = (
        "replaced",
        _l(
            "The device did not know that another person has taken this place in the meantime. Find "
            "out who is here. It does not count."
        ),
    )
