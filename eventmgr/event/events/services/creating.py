"""A new event, from what its kind proposes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from eventmgr.event.events import queries, statements
from eventmgr.event.events.derived.searching import search_text
from eventmgr.event.events.models import Approval, Event, EventKind, EventStatus, HostBody, HostRole, Venue
from eventmgr.event.events.services.changing import name_of
from eventmgr.event.events.services.editing import check_rules
from eventmgr.event.events.services.switching import settle_features, usual_features
from eventmgr.event.events.setup.addresses import slug_for, stem
from eventmgr.event.events.setup.agenda_skeleton import skeleton
from eventmgr.event.events.setup.templates_by_kind import template_of
from eventmgr.event.events.signals import event_created
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotAllowed
from eventmgr.ground.i18n import Bilingual, _
from eventmgr.identity.accounts.models import User
from eventmgr.identity.team.roles import TeamRole
from eventmgr.identity.team.services import add_member
from eventmgr.tools.log.services import Act, difference, record


@dataclass(frozen=True)
class NewEvent:
    """What must be known to begin; instants aware, places and bodies may be empty."""

    kind: EventKind
    title: Bilingual
    starts_at: datetime
    ends_at: datetime
    timezone: str
    summary: Bilingual = field(default_factory=dict)
    province_code: str | None = None
    city: Bilingual = field(default_factory=dict)
    venue: Bilingual = field(default_factory=dict)
    host: Bilingual = field(default_factory=dict)
    capacity: int | None = None
    contact: dict[str, str] = field(default_factory=dict)


def create(draft: NewEvent, owner: User, *, act: Act) -> Event:
    """A draft with the questions, form fields and agenda of its kind; `owner` is the first of its team.

    Raises:
        NotAllowed: the account may not create events.
        Refusal: the values contradict each other.
    """
    check_may_create(owner)
    statements.raise_site_revision()
    template = template_of(draft.kind)
    event = Event(
        kind=draft.kind,
        status=EventStatus.DRAFT,
        title=draft.title,
        summary=draft.summary,
        timezone=draft.timezone,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        province_code=draft.province_code,
        city=draft.city,
        capacity=draft.capacity,
        contact=draft.contact,
        approval=Approval.REVIEW if template.needs_review else Approval.AUTOMATIC,
        fields=dict(template.fields),
        features=usual_features(draft.kind),
    )
    check_rules(event)
    event.venues = [Venue(name=draft.venue, position=0)] if draft.venue else []
    event.hosts = [HostBody(role=HostRole.HOST, name=draft.host, position=0)] if draft.host else []
    event.questions = [
        Question(
            key=question["key"] or f"q{number}",
            kind=QuestionKind(question["kind"]),
            label=dict(question["label"]),
            help=dict(question["help"]),
            options=list(question["options"]),
            required=question["required"],
            position=number,
        )
        for number, question in enumerate(template.questions, 1)
    ]
    settle_features(event)
    begin(event, owner, at=act.at)
    changes = difference({}, {"kind": event.kind, "title": event.title, "starts_at": event.starts_at})
    record(act, "created", event, event_id=event.id, object_name=name_of(event), changes=changes)
    items = skeleton(event.kind, event.starts_at, event.ends_at, event.timezone).items
    event_created.send(event, skeleton=items, act=act)
    return event


def begin(event: Event, owner: User, *, at: datetime) -> None:
    """Give a new event its address, UID and first owner. Call it after `raise_site_revision`, which makes events begin
    one after the other: no two get the same address."""
    with db.session.no_autoflush:
        year = event.starts_at.astimezone(ZoneInfo(event.timezone)).year
        event.slug = slug_for(event.title, year, queries.list_slugs(stem(event.title)))
    event.uid = f"{uuid.uuid4()}@eventmgr"
    event.sequence, event.calendar_changed_at, event.created_at = 0, at, at
    event.created_by_id = owner.id
    event.search_text = search_text(event)
    db.session.add(event)
    db.session.flush()
    add_member(event.id, owner.id, TeamRole.OWNER, at=at)
    db.session.flush()


def may_create(user: User) -> bool:
    """Whether the account may create events."""
    return user.is_admin or user.may_create_events


def check_may_create(user: User) -> None:
    """Whether the account may create events.

    Raises:
        NotAllowed: it may not.
    """
    if not may_create(user):
        raise NotAllowed(_("Your account cannot create events. Ask an administrator for permission."))
