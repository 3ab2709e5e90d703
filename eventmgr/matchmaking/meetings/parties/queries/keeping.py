"""Reading whose personal data is kept."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.features import held_events
from eventmgr.matchmaking.meetings.parties.models import (
    MeetingParty,
    PartyRepresentative,
)
from eventmgr.matchmaking.meetings.planning.models import MeetingAssistant


class Kept(NamedTuple):
    """An event that has ended, and how many people its meetings still name."""

    event_id: int
    slug: str
    ends_at: datetime
    months: int
    number: int


def list_kept(*, ended_before: datetime) -> list[Kept]:
    """Events that had ended by then and still name representatives or helpers, oldest first; how many people that is."""
    seats = (
        select(MeetingParty.event_id.label("event_id"), func.count().label("number"))
        .join(PartyRepresentative, PartyRepresentative.party_id == MeetingParty.id)
        .group_by(MeetingParty.event_id)
    )
    helpers = select(MeetingAssistant.event_id, func.count()).group_by(MeetingAssistant.event_id)
    both = seats.union_all(helpers).subquery()
    query = (
        select(Event.id, Event.slug, Event.ends_at, Event.retention_months, func.sum(both.c.number))
        .join(both, both.c.event_id == Event.id)
        .where(Event.ends_at < ended_before, Event.id.not_in(held_events()))
        .group_by(Event.id, Event.slug, Event.ends_at, Event.retention_months)
        .order_by(Event.ends_at, Event.id)
    )
    return [Kept(*row) for row in db.session.execute(query)]


def list_named(event_id: int, *, limit: int) -> tuple[list[int], list[int]]:
    """Numbers of the first `limit` representatives and helpers of an event."""
    seats = select(PartyRepresentative.id).join(PartyRepresentative.party).where(MeetingParty.event_id == event_id)
    first = list(db.session.scalars(seats.order_by(PartyRepresentative.id).limit(limit)))
    helpers = select(MeetingAssistant.id).where(MeetingAssistant.event_id == event_id)
    rest = list(db.session.scalars(helpers.order_by(MeetingAssistant.id).limit(limit - len(first))))
    return first, rest
