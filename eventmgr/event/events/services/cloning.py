"""A copy of an event, so many days later: everything but registrations and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from eventmgr.event.events import queries, statements
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.derived.privacy import default_notice
from eventmgr.event.events.models import (
    Event,
    EventStatus,
    Room,
)
from eventmgr.event.events.services.changing import name_of
from eventmgr.event.events.services.creating import begin, may_create
from eventmgr.event.events.signals import event_cloned
from eventmgr.event.forms.participant_types.types import ParticipantType
from eventmgr.ground.columns import copy_of, taken_along
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.models import User
from eventmgr.identity.privacy.queries import find_privacy_notice
from eventmgr.identity.privacy.services import add_notice
from eventmgr.identity.team.queries import list_members
from eventmgr.identity.team.services import add_member
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.messages.texts.services import copy_texts

MOST_DAYS = 3660


def clone(source: Event, owner: User, *, days: int, act: Act) -> Event:
    """A draft with everything of `source` but registrations, all dates `days` later on the wall clock of the event.

    The agenda follows by `event_cloned`. `owner` is an owner of the copy, the rest of the team comes along.

    Raises:
        Refusal: the account may not create events, or the shift is out of bounds.
    """
    if not may_create(owner):
        raise Refusal(_("Your account cannot create events. Ask an administrator for permission."))
    if not -MOST_DAYS <= days <= MOST_DAYS:
        raise Refusal(_("The new first day is more than ten years away. Choose a nearer one."), field="first_day")
    statements.raise_site_revision()
    copy = Event(status=EventStatus.DRAFT, cloned_from_id=source.id, agenda_published=False)
    for name, value in taken_along(source).items():
        setattr(copy, name, shifted(value, days, source.timezone) if isinstance(value, datetime) else value)
    if source.participant_types:
        copy.participant_types = [_shifted_type(kind, days, source.timezone).stored() for kind in types_of(source)]
    tracks = [(track.id, copy_of(track)) for track in source.tracks]
    copy.tracks = [track for _id, track in tracks]
    _copy_dated(source, copy, days)
    begin(copy, owner, at=act.at)
    rooms = _copy_venues(source, copy)
    _copy_rest(source, copy, owner, at=act.at)
    db.session.flush()
    record(act, "created", copy, event_id=copy.id, object_name=name_of(copy), reason=source.slug)
    _copy_privacy_notice(source, copy, act)
    event_cloned.send(
        copy,
        source=source,
        days=days,
        rooms={old: room.id for old, room in rooms},
        tracks={old: track.id for old, track in tracks},
        act=act,
    )
    return copy


def shifted(instant: datetime, days: int, zone: str) -> datetime:
    """`days` later at the same time of day in `zone`."""
    local = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + timedelta(days=days)
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _shifted_type(kind: ParticipantType, days: int, zone: str) -> ParticipantType:
    """What is set for a type of participant, its opening times so many days later."""
    opens, closes = (instant and shifted(instant, days, zone) for instant in (kind.opens_at, kind.closes_at))
    return replace(kind, opens_at=opens, closes_at=closes)


def _copy_dated(source: Event, copy: Event, days: int) -> None:
    copy.deadlines = [copy_of(row, due_at=shifted(row.due_at, days, source.timezone)) for row in source.deadlines]
    later = timedelta(days=days)
    copy.notices = [copy_of(row, number="", published_on=row.published_on + later) for row in source.notices]


def _copy_venues(source: Event, copy: Event) -> list[tuple[int, Room]]:
    """(number of the old room, new room)."""
    rooms = []
    for venue in source.venues:
        new = copy_of(venue)
        for room in venue.rooms:
            new_room = copy_of(room, event_id=copy.id)
            new.rooms.append(new_room)
            rooms.append((room.id, new_room))
        copy.venues.append(new)
    return rooms


def _copy_rest(source: Event, copy: Event, owner: User, *, at: datetime) -> None:
    for attachment in source.attachments:
        full = queries.get_attachment(source, attachment.id)
        copy.attachments.append(copy_of(full, created_at=at))
    db.session.flush()
    copy_texts(source.id, copy.id)
    for member in list_members(source.id):
        if member.user_id != owner.id:
            add_member(copy.id, member.user_id, member.role, at=at)


def _copy_privacy_notice(source: Event, copy: Event, act: Act) -> None:
    """A text of their own is taken over; the one that we propose is made anew from the facts of the copy."""
    notice = find_privacy_notice(source.id)
    if notice is not None and notice.text != default_notice(source):
        add_notice(copy.id, notice.text, act=act)
