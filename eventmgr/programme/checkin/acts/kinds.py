"""Kinds of lists, of acts and of contradictions. Pure."""

from __future__ import annotations

import enum
from datetime import timedelta

ARRIVAL = 0
"""Number of the list that every event has and that no row stands for: who has arrived. It marks `attended`."""
TOGETHER = timedelta(minutes=5)
"""The same person on two devices within so long: one of the two has shown somebody else's code, perhaps."""


class ListKind(enum.Enum):
    """What people are checked off for."""

    ARRIVAL = "arrival"
    SESSION = "session"
    MEAL = "meal"
    BUS = "bus"
    STOP = "stop"
    GATE = "gate"


WITH_OUT = frozenset({ListKind.SESSION, ListKind.BUS, ListKind.GATE})
"""Lists on which people are also checked out."""


class CheckinKind(enum.Enum):
    """What an act says: somebody came in, went out, came without registration, came in another's place; an act was wrong; a remark."""

    IN = "in"
    OUT = "out"
    WALK_IN = "walk_in"
    SUBSTITUTE = "substitute"
    UNDO = "undo"
    NOTE = "note"


ENTERS = frozenset({CheckinKind.IN, CheckinKind.WALK_IN, CheckinKind.SUBSTITUTE})


class Uncounted(enum.Enum):
    """Why an act is kept and does not count until a person has decided."""

    VOID = "void"
    """The code that was shown had been replaced."""
    NO_PLACE = "no_place"
    CLOSED = "closed"
    """Attendance could not be recorded when it was received."""
    UNKNOWN = "unknown"
    """The registration is none of this event, or was deleted."""
    NOT_REGISTERED = "not_registered"
    """A walk-in who could not be registered."""
    NOT_REPLACED = "not_replaced"
    """A substitute who does not have the place."""
    HERE = "here"
    """A substitute of somebody who had been checked in before it was told."""
    REPLACED = "replaced"
    """Told of somebody whose place another person had got meanwhile."""


class ConflictKind(enum.Enum):
    """What is shown and left to a person."""

    TWO_DEVICES = "two_devices"
    TWICE = "twice"
    """A second meal."""
    OUT_FIRST = "out_first"
    SAME_WALK_IN = "same_walk_in"
    VOID = "void"
    NO_PLACE = "no_place"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    NOT_REGISTERED = "not_registered"
    NOT_REPLACED = "not_replaced"
    HERE = "here"
    REPLACED = "replaced"
