"""A small world of two events of a series and one of none, in which every number can be counted by hand."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from eventmgr.event.events.models import Event, EventKind, EventStatus, Series, Track
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import User
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.tools.taxonomy.sizes import SizeClass
from tests.factories import NOON, keep, make_admin, make_event, make_organization, make_registration
from tests.on_site.signup.groups import make_group

UNITS = ("310000", "320000", "330200", "")
PROVINCES = {"310000": "310000", "320000": "320000", "330200": "330000", "": "420000"}
SECTORS = ("C36", "C39", "")
ROLES = (Role.DELEGATE, Role.EXPERT, Role.STAFF)
STATES = (*Status,)


def make_world(seed: int = 1, people: int = 40) -> tuple[User, list[Event]]:
    """An administrator and three events with people of all sorts."""
    rng = Random(seed)
    series = keep(Series(slug=f"forum-{seed}", name={"zh": "系列论坛", "en": "Forum"}))
    events = [
        make_event(slug=f"first-{seed}", series_id=series.id, starts_at=NOON - timedelta(days=400), ends_at=NOON - timedelta(days=398)),
        make_event(slug=f"second-{seed}", series_id=series.id, kind=EventKind.TRAINING),
        make_event(slug=f"other-{seed}", status=EventStatus.PUBLISHED),
    ]  # fmt: skip
    sizes = [make_organization(f"样例{seed}{size}厂", size_class=size) for size in (SizeClass.LARGE, SizeClass.MICRO)]
    for event in events:
        track = keep(Track(event_id=event.id, name={"zh": "强基础", "en": "Foundations"}))
        groups = [
            make_group(event, None, track_id=track.id, topic_id="mes"),
            make_group(event, None, topic_id="robot"),
        ]
        for _number in range(people // len(events)):
            unit = rng.choice(UNITS)
            organization = rng.choice([*sizes, None])
            row = make_registration(
                event,
                unit_code=unit,
                province_code=PROVINCES[unit],
                sector_code=rng.choice(SECTORS),
                role=rng.choice(ROLES).value,
                status=rng.choice(STATES),
                organization_id=organization.id if organization else None,
            )
            group = rng.choice([*groups, None])
            if group is not None:
                keep(Signup(registration_id=row.id, item_id=group.id, state=SignupState.HELD, asked_at=NOON))
    return make_admin(), events


def said_of(row: Registration) -> dict[str, str]:
    """What the tables tell people apart by, read from the rows one by one."""
    signup = db.session.get(Signup, row.id)
    event = row.event
    size = row.organization.size_class if row.organization else None
    return {
        "unit": row.unit_code,
        "province": row.province_code,
        "sector": row.sector_code,
        "role": row.role,
        "size": size.value if size else "",
        "topic": (signup.item.topic_id or "") if signup else "",
        "track": "强基础" if signup and signup.item.track_id else "",
        "event": event.slug,
        "series": event.series.slug if event.series else "",
        "year": str(event.starts_at.year),
        "kind": event.kind.value,
        "host": event.province_code or "",
    }
