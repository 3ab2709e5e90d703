"""Somebody shows a code: who that is, and the mark that follows."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.deciding.services.marking import mark_attended
from eventmgr.event.registration.notes import standing_for
from eventmgr.event.registration.queries.rows import find_registration
from eventmgr.ground.errors import WrongLink
from eventmgr.programme.checkin.codes import tidy
from eventmgr.tools.log.services import Act
from eventmgr.tools.web import tokens


class Outcome(enum.Enum):
    """What a code led to."""

    ARRIVED = "arrived"
    ALREADY = "already"
    NO_PLACE = "no_place"
    OTHER_EVENT = "other_event"
    VOID = "void"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """The outcome, and whose registration it is; None where the desk may not know or there is none."""

    outcome: Outcome
    registration_id: int | None = None


def is_code(typed: str) -> bool:
    """Whether this is a check-in code that was signed here, of whatever event."""
    return tokens.read("check-in", tidy(typed)) is not None


def arrive(event: Event, typed: str, *, act: Act) -> Answer:
    """Mark the holder of a code as attended. The same code again is no fault: it changes and records nothing.

    Raises:
        MarkClosed: too early or too late, or the event does not take place.
    """
    signed = tokens.read("check-in", tidy(typed))
    registration = find_registration(signed[0]) if signed and signed[0] < 2**31 else None
    if signed is None or registration is None:
        return Answer(Outcome.UNKNOWN)
    if registration.event_id != event.id:
        return Answer(Outcome.OTHER_EVENT)
    if registration.link_version != signed[1]:
        return Answer(Outcome.VOID)
    try:
        registration = standing_for(registration, "link_version")
    except WrongLink:
        return Answer(Outcome.VOID)
    if registration.status not in HOLDING:
        return Answer(Outcome.NO_PLACE, registration.id)
    first = mark_attended(event, registration, act=act)
    return Answer(Outcome.ARRIVED if first else Outcome.ALREADY, registration.id)
