"""A copy of an event, so many days later: everything but registrations and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.event.events import queries, statements
from eventmgr.event.events.derived.participant_types import types_of
from eventmgr.event.events.derived.privacy import default_notice
from eventmgr.event.events.models import (
    Attachment,
    Deadline,
    Event,
    EventSector,
    EventStatus,
    EventTopic,
    HostBody,
    InvitedUnit,
    Notice,
    RegionSet,
    Room,
    Track,
    Venue,
)
from eventmgr.event.events.services.changing import name_of
from eventmgr.event.events.services.creating import begin, may_create
from eventmgr.event.events.signals import event_cloned
from eventmgr.event.forms.models import Question
from eventmgr.event.participant_types.types import ParticipantType
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
_COLUMNS = (
    *(
        "kind",
        "title",
        "short_title",
        "summary",
        "description",
        "series_id",
        "province_code",
        "city",
        "timezone",
        "capacity",
    ),
    *(
        "approval",
        "has_waiting_list",
        "quota_mode",
        "takes_guests",
        "contact",
        "fields",
        "id_purpose",
        "retention_months",
        "legal_bases",
        "own_words",
    ),
    *("audience", "fee", "fee_currency", "fee_note", "reviewed_fields", "by_invitation"),
    "needs_unit_word",
)
_PARTS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "hosts": (HostBody, ("role", "name", "position")),
    "region_sets": (RegionSet, ("name", "province_codes", "position")),
    "units": (InvitedUnit, ("unit_code", "quota")),
    "sectors": (EventSector, ("code",)),
    "topics": (EventTopic, ("topic_id",)),
    "questions": (Question, ("key", "label", "help", "kind", "options", "required", "rules", "position")),
}


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
    for name in _COLUMNS:
        setattr(copy, name, getattr(source, name))
    for name in ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at", "changes_close_at"):
        value = getattr(source, name)
        setattr(copy, name, shifted(value, days, source.timezone) if value else None)
    if source.participant_types:
        copy.participant_types = [_shifted_type(kind, days, source.timezone).kept() for kind in types_of(source)]
    for part, (model, columns) in _PARTS.items():
        rows = [model(**{name: getattr(row, name) for name in columns}) for row in getattr(source, part)]
        setattr(copy, part, rows)
    tracks = [(track.id, Track(name=track.name, position=track.position)) for track in source.tracks]
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
    copy.deadlines = [
        Deadline(label=deadline.label, due_at=shifted(deadline.due_at, days, source.timezone))
        for deadline in source.deadlines
    ]
    copy.notices = [
        Notice(title=notice.title, body=notice.body, number="", published_on=notice.published_on + timedelta(days=days))
        for notice in source.notices
    ]


def _copy_venues(source: Event, copy: Event) -> list[tuple[int, Room]]:
    """(number of the old room, new room)."""
    rooms = []
    for venue in source.venues:
        new = Venue(name=venue.name, address=venue.address, directions=venue.directions, position=venue.position)
        for room in venue.rooms:
            new_room = Room(event_id=copy.id, name=room.name, capacity=room.capacity, position=room.position)
            new.rooms.append(new_room)
            rooms.append((room.id, new_room))
        copy.venues.append(new)
    return rooms


def _copy_rest(source: Event, copy: Event, owner: User, *, at: datetime) -> None:
    for attachment in source.attachments:
        full = queries.get_attachment(source, attachment.id)
        names = ("title", "filename", "content_type", "size", "sha256", "is_public", "position", "content")
        copy.attachments.append(Attachment(created_at=at, **{name: getattr(full, name) for name in names}))
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
