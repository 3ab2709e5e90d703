"""What moves along when an event gets other dates: by the same span on the wall clock, in the zone it has then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.types import ParticipantType

MOVING = ("registration_opens_at", "registration_closes_at", "changes_close_at", "deadlines", "participant_types")
"""Columns and parts that move along; see `snapshot.py`."""


@dataclass(frozen=True)
class Shift:
    """From a beginning to another, each on the wall clock of its zone: what stood at nine o'clock stands there
    again."""

    by: timedelta
    before: str
    after: str

    def __call__(self, instant: datetime) -> datetime:
        """Where `instant` lies after the move."""
        local = instant.astimezone(ZoneInfo(self.before)).replace(tzinfo=None) + self.by
        return local.replace(tzinfo=ZoneInfo(self.after)).astimezone(UTC)


def shift_between(started: datetime, before: str, starts_at: datetime, after: str) -> Shift:
    """How far a beginning has moved."""
    old, new = started.astimezone(ZoneInfo(before)), starts_at.astimezone(ZoneInfo(after))
    return Shift(new.replace(tzinfo=None) - old.replace(tzinfo=None), before, after)


def moving_dates(event: Event, *, at: datetime) -> Iterator[tuple[str | dict[str, str], datetime]]:
    """(column, or words of the deadline; instant) of what would move along at `at`. A registration that is open stays
    open: an opening that has passed does not move."""
    if event.registration_opens_at and event.registration_opens_at > at:
        yield "registration_opens_at", event.registration_opens_at
    if event.registration_closes_at:
        yield "registration_closes_at", event.registration_closes_at
    if event.changes_close_at:
        yield "changes_close_at", event.changes_close_at
    for deadline in event.deadlines:
        yield deadline.label, deadline.due_at
    for kind in types_of(event):
        for instant in _moving(kind, at).values():
            yield kind.both_names, instant


def move_along(event: Event, shift: Shift, *, at: datetime) -> None:
    """Move every date of the event that `moving_dates` names by `shift`."""
    if event.registration_opens_at and event.registration_opens_at > at:
        event.registration_opens_at = shift(event.registration_opens_at)
    if event.registration_closes_at:
        event.registration_closes_at = shift(event.registration_closes_at)
    if event.changes_close_at:
        event.changes_close_at = shift(event.changes_close_at)
    for deadline in event.deadlines:
        deadline.due_at = shift(deadline.due_at)
    if event.participant_types:
        event.participant_types = [_moved(kind, shift, at).stored() for kind in types_of(event)]


def _moving(kind: ParticipantType, at: datetime) -> dict[str, datetime]:
    """Its times that move along; as with the event's own, an opening that has passed does not."""
    opens = {"opens_at": kind.opens_at} if kind.opens_at and kind.opens_at > at else {}
    return opens | ({"closes_at": kind.closes_at} if kind.closes_at else {})


def _moved(kind: ParticipantType, shift: Shift, at: datetime) -> ParticipantType:
    moving = _moving(kind, at)
    return replace(
        kind,
        opens_at=shift(moving["opens_at"]) if "opens_at" in moving else kind.opens_at,
        closes_at=shift(moving["closes_at"]) if "closes_at" in moving else kind.closes_at,
    )
