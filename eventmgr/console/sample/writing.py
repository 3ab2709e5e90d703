"""From a plan to rows: one event with everything around it."""

from __future__ import annotations

import hashlib
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.console.sample.dates import CHINA
from eventmgr.console.sample.events.plan import Asking, Item, Pair, Plan, PlannedVenue, both
from eventmgr.event.agenda.models import AgendaItem, Speaker
from eventmgr.event.events.derived.privacy import default_notice
from eventmgr.event.events.derived.searching import search_text
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
    Series,
    Track,
    Venue,
)
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.participant_types.types import HOUSE_TYPES
from eventmgr.event.forms.rules import kept_rules
from eventmgr.ground.db import db
from eventmgr.ground.features import switches
from eventmgr.identity.accounts.models import User
from eventmgr.identity.privacy.services import write_notice
from eventmgr.identity.team.models import TeamMember
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes.models import ActionItem


def write(plan: Plan, *, series: dict[str, Series], owner: User | None) -> Event:
    """Add the event, its agenda and its action items; flushed."""
    made_at = datetime.combine(plan.published_on, time(9), ZoneInfo(CHINA))
    event = _event(plan, series, made_at)
    if owner:
        event.created_by_id = owner.id
    event.search_text = search_text(event)
    db.session.add(event)
    db.session.flush()
    rooms = _rooms(event, plan)
    db.session.flush()
    for position, planned in enumerate(plan.items, 1):
        _write_item(event, planned, rooms, f"{position}", None, made_at)
    db.session.add_all(
        ActionItem(
            event_id=event.id,
            text=both(planned.text),
            owner=both(planned.owner),
            due_on=planned.due_on,
            status=planned.status,
            position=position,
            created_at=event.ends_at + timedelta(days=2),
        )
        for position, planned in enumerate(plan.action_items)
    )
    if owner:
        db.session.add(TeamMember(event_id=event.id, user_id=owner.id, role=TeamRole.OWNER, created_at=made_at))
        write_notice(event.id, default_notice(event), at=made_at)
    db.session.flush()
    return event


def _event(plan: Plan, series: dict[str, Series], made_at: datetime) -> Event:
    plain: dict[str, Any] = {
        name: getattr(plan, name)
        for name in (
            "slug",
            "kind",
            "status",
            "starts_at",
            "ends_at",
            "capacity",
            "approval",
            "agenda_published",
            "timezone",
            "contact",
            "fields",
            "published_on",
            "fee",
        )
    }
    texts = ("title", "summary", "description", "city", "public_summary", "status_reason", "audience", "fee_note")
    reports = ("report_measures", "report_results", "report_problems", "report_next_steps")
    return Event(
        **plain,
        **{name: both(getattr(plan, name)) for name in (*texts, *reports)},
        features=[switch.name for switch in switches()],
        province_code=plan.province,
        registration_opens_at=plan.opens_at,
        registration_closes_at=plan.closes_at,
        series=series[plan.series] if plan.series else None,
        uid=f"sample-{plan.slug}@eventmgr",
        sequence=1 if plan.status in (EventStatus.CANCELLED, EventStatus.POSTPONED) else 0,
        calendar_changed_at=made_at,
        created_at=made_at,
        participant_types=[kind.stored() for kind in (*HOUSE_TYPES, *plan.types)] if plan.types else [],
        **_parts(plan, made_at),
    )


def _parts(plan: Plan, made_at: datetime) -> dict[str, list[Any]]:
    return {
        "hosts": [HostBody(role=role, name=both(name), position=at) for at, (role, name) in enumerate(plan.hosts)],
        "region_sets": [
            RegionSet(name=both(name), province_codes=list(codes), position=at)
            for at, (name, codes) in enumerate(plan.regions)
        ],
        "units": [InvitedUnit(unit_code=code, quota=quota) for code, quota in plan.units.items()],
        "sectors": [EventSector(code=code) for code in plan.sectors],
        "topics": [EventTopic(topic_id=topic) for topic in plan.topics],
        "tracks": [Track(name=both(name), position=at) for at, name in enumerate(plan.tracks)],
        "venues": [_venue(venue, at) for at, venue in enumerate(plan.venues)],
        "deadlines": [Deadline(label=both(label), due_at=due_at) for label, due_at in plan.deadlines],
        "notices": [
            Notice(
                title=both(announcement.title),
                body=both(announcement.body),
                number=announcement.number,
                published_on=announcement.published_on,
            )
            for announcement in plan.notices
        ],
        "questions": [_question(asking, at) for at, asking in enumerate(plan.questions)],
        "attachments": [
            _attachment(*attachment, position=at, made_at=made_at) for at, attachment in enumerate(plan.attachments)
        ],
    }


def _venue(planned: PlannedVenue, position: int) -> Venue:
    return Venue(
        name=both(planned.name), address=both(planned.address), directions=both(planned.directions), position=position
    )


def _question(asking: Asking, position: int) -> Question:
    options = [{"value": value, "label": both(label)} for value, label in asking.options]
    return Question(
        key=asking.key,
        kind=asking.kind,
        label=both(asking.label),
        options=options,
        required=asking.required,
        rules=kept_rules(asking.rules),
        position=position,
    )


def _attachment(title: Pair, filename: str, text: str, *, position: int, made_at: datetime) -> Attachment:
    content = text.encode()
    return Attachment(
        title=both(title),
        filename=filename,
        content_type="text/plain",
        size=len(content),
        position=position,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        created_at=made_at,
    )


def _rooms(event: Event, plan: Plan) -> list[Room]:
    """The rooms of all venues, in order."""
    rooms = []
    for venue, planned in zip(event.venues, plan.venues, strict=True):
        for position, (name, capacity) in enumerate(planned.rooms):
            room = Room(event_id=event.id, name=both(name), capacity=capacity, position=position)
            venue.rooms.append(room)
            rooms.append(room)
    return rooms


def _write_item(
    event: Event, planned: Item, rooms: list[Room], number: str, parent_id: int | None, made_at: datetime
) -> None:
    """An item, its speakers and its parts; `number` (`3-2`) makes the UID."""
    item = AgendaItem(
        event_id=event.id,
        parent_id=parent_id,
        kind=planned.kind,
        title=both(planned.title),
        description=both(planned.description),
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        room_id=None if planned.room is None else rooms[planned.room].id,
        track_id=None if planned.track is None else event.tracks[planned.track].id,
        sector_code=planned.sector,
        topic_id=planned.topic,
        capacity=planned.capacity,
        position=int(number.rsplit("-", maxsplit=1)[-1]) - 1,
        uid=f"sample-{event.slug}-{number}@eventmgr",
        calendar_changed_at=made_at,
        speakers=[
            Speaker(
                event_id=event.id,
                role=voice.role,
                name=both(voice.name),
                organization=both(voice.organization),
                title=both(voice.title),
                position=position,
            )
            for position, voice in enumerate(planned.voices)
        ],
    )
    db.session.add(item)
    db.session.flush()
    for position, part in enumerate(planned.parts, 1):
        _write_item(event, part, rooms, f"{number}-{position}", item.id, made_at)
