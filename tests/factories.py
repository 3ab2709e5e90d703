"""Plain functions that make one thing each, with sane defaults; everything they make is committed.

event = make_event(capacity=2)
place = make_registration(event, status=Status.CONFIRMED)
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.delegations.models import KeyKind, Liaison, LiaisonKey, Place
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event, EventKind, EventStatus, InvitedUnit, SiteRevision
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.participant_types.types import ParticipantType
from eventmgr.event.quotas.models import Status, Tally
from eventmgr.event.quotas.type_settings import services
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock, text
from eventmgr.ground.db import db, transaction
from eventmgr.ground.features import switches
from eventmgr.identity.accounts.models import Level, User, UserSession
from eventmgr.identity.directory import likeness
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.identity.privacy.models import PrivacyNotice
from eventmgr.identity.team.models import TeamMember
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.listings.models import (
    Listing,
    ListingKind,
    ListingState,
    OrganizationProfile,
    ProfileKeeper,
    Side,
)
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.uploads.checking import CheckedFile
from eventmgr.tools.uploads.sniffing import FileType
from eventmgr.tools.web.tokens import random_token, token_hash

NOON = datetime(2026, 4, 1, 4, 0, tzinfo=UTC)
"""12:00 in Beijing on Wednesday, 1 April 2026: the instant at which tests happen."""

Row = TypeVar("Row")
_numbers = itertools.count(1)


def keep(row: Row) -> Row:
    """Add `row` and commit, so that requests and services see it."""
    db.session.add(row)
    if _together:
        db.session.flush()
    else:
        db.session.commit()
    return row


@contextlib.contextmanager
def together() -> Iterator[None]:
    """What is made inside is committed at the end of the outermost, all at once: a world of twenty rows in half the time."""
    _together.append(True)
    try:
        yield
        if len(_together) == 1:
            db.session.commit()
    finally:
        _together.pop()


_together: list[bool] = []


def make_user(email: str | None = None, **values: Any) -> User:
    """An account that may sign in; national level only if asked, no administrator, no password."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "email": email or f"user{number}@example.com",
        "name": "王敏",
        "level": Level.ORGANIZATION,
        "language": "zh",
        "created_at": NOON,
    }
    return keep(User(**defaults | values))


def make_admin(**values: Any) -> User:
    """A national administrator."""
    return make_user(**{"level": Level.NATIONAL, "is_admin": True, "may_create_events": True, **values})


def make_session(user: User, **values: Any) -> str:
    """A session of that account, as fresh as a sign-in just now: its token."""
    token, at = random_token(), clock.now()
    defaults: dict[str, Any] = {
        "user_id": user.id,
        "token_hash": token_hash(token),
        "device": "Chrome · Windows",
        "created_at": at,
        "last_seen_at": at,
        "ends_at": at + timedelta(days=7),
    }
    keep(UserSession(**defaults | values))
    return token


def make_event(**values: Any) -> Event:
    """A published seminar of two days, six weeks after NOON, open for registration, no limit, places given at once."""
    number = next(_numbers)
    starts_at = values.get("starts_at", NOON + timedelta(days=42))
    defaults: dict[str, Any] = {
        "slug": f"seminar-{number}",
        "kind": EventKind.SEMINAR,
        "status": EventStatus.PUBLISHED,
        "title": {"zh": f"研讨会{number}", "en": f"Seminar {number}"},
        "province_code": "310000",
        "city": {"zh": "上海", "en": "Shanghai"},
        "timezone": "Asia/Shanghai",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(days=1, hours=5),
        "published_on": NOON.date(),
        "uid": f"event-{number}@example.com",
        "features": [switch.name for switch in switches()],
        "calendar_changed_at": NOON,
        "created_at": NOON,
    }
    if db.session.get(SiteRevision, "site") is None:
        db.session.add(SiteRevision(scope="site", value=1))
    return keep(Event(**defaults | values))


def list_privacy_notices(event: Event) -> list[PrivacyNotice]:
    """All versions, newest first."""
    query = select(PrivacyNotice).where(PrivacyNotice.event_id == event.id)
    return list(db.session.scalars(query.order_by(PrivacyNotice.version.desc())))


def make_member(event: Event, role: TeamRole, user: User | None = None) -> User:
    """A member of the event's team; a new account if none is given."""
    with together():
        user = user or make_user()
        keep(TeamMember(event_id=event.id, user=user, role=role, created_at=NOON))
    return user


def make_liaison(event: Event, unit_code: str = "310000", *, link: str = "", **values: Any) -> Liaison:
    """The liaison of a unit that is invited to the event; with `link` the token of one that was handed out."""
    with together():
        if unit_code not in {unit.unit_code for unit in event.units}:
            event.units.append(InvitedUnit(unit_code=unit_code, quota=values.pop("quota", None)))
        number = next(_numbers)
        defaults: dict[str, Any] = {
            "event_id": event.id,
            "unit_code": unit_code,
            "place": Place.LIAISON,
            "name": "李敏",
            "office": "样例省工业和信息化厅",
            "mobile": "15400000001",
            "email": f"liaison{number}@example.com",
            "created_at": NOON,
            "changed_at": NOON,
        }
        liaison = keep(Liaison(**defaults | values))
        if link:
            keep(LiaisonKey(liaison_id=liaison.id, kind=KeyKind.LINK, token_hash=token_hash(link), made_at=NOON))
    return liaison


def make_item(event: Event, **values: Any) -> AgendaItem:
    """A talk of one hour at the beginning of the event."""
    number = next(_numbers)
    starts_at = values.get("starts_at", event.starts_at)
    defaults: dict[str, Any] = {
        "event_id": event.id,
        "kind": ItemKind.TALK,
        "title": {"zh": f"报告{number}", "en": f"Talk {number}"},
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
        "uid": f"item-{number}@example.com",
        "calendar_changed_at": NOON,
    }
    return keep(AgendaItem(**defaults | values))


def make_organization(name: str = "临港精密机床有限公司", **values: Any) -> Organization:
    """A company in Shanghai that builds machine tools."""
    keys = {"name_key": text.folded(name), "likeness_key": likeness.organization_key(name)}
    defaults = {**keys, "province_code": "310000", "sector_code": "C34", "created_at": NOON}
    return keep(Organization(name=name, **defaults | values))


def make_profile(organization: Organization | None = None, **values: Any) -> OrganizationProfile:
    """The profile of an organization, with nothing said; a new organization if none is given."""
    with together():
        organization = organization or make_organization(f"第{next(_numbers)}样例机械有限公司")
        return keep(
            OrganizationProfile(**{"organization": organization, "created_at": NOON, "updated_at": NOON, **values})
        )


def make_keeper(profile: OrganizationProfile, event: Event | None = None, **values: Any) -> ProfileKeeper:
    """Somebody who keeps the profile, invited at the event."""
    defaults: dict[str, Any] = {
        "organization_id": profile.organization_id,
        "event_id": event.id if event else None,
        "name": "李强",
        "email": f"keeper{next(_numbers)}@example.com",
        "invited_at": NOON,
        "seen_at": NOON,
    }
    return keep(ProfileKeeper(**defaults | values))


def make_listing(event: Event, organization: Organization | None = None, **values: Any) -> Listing:
    """A published demand for a product."""
    with together():
        organization = organization or make_organization(f"第{next(_numbers)}样例机械有限公司")
        defaults: dict[str, Any] = {
            "event_id": event.id,
            "organization": organization,
            "side": Side.DEMAND,
            "kind": ListingKind.PRODUCT,
            "title": {"zh": "寻找注塑配套厂"},
            "text": {"zh": "净水器整机厂需要食品级注塑件，每月120万件。"},
            "state": ListingState.PUBLISHED,
            "published_at": NOON,
            "created_at": NOON,
            "updated_at": NOON,
        }
        return keep(Listing(**defaults | values))


def make_person(name: str = "王小明", **values: Any) -> Person:
    """Somebody with a mobile number of their own."""
    key = likeness.person_key(name)
    defaults = {"mobile": f"138{next(_numbers):08d}", "likeness_key": key, "created_at": NOON}
    return keep(Person(name=name, **defaults | values))


def make_registration(event: Event, person: Person | None = None, **values: Any) -> Registration:
    """A confirmed place of a delegate from Shanghai; keeps the event's tally, as the services do."""
    with together():
        return _registration(event, person or make_person(), values)


def _registration(event: Event, person: Person, values: dict[str, Any]) -> Registration:
    defaults: dict[str, Any] = {
        "event_id": event.id,
        "person_id": person.id,
        "status": Status.CONFIRMED,
        "role": Role.DELEGATE,
        "name": person.name,
        "organization_name": "临港精密机床有限公司",
        "unit_code": "310000",
        "province_code": "310000",
        "sector_code": "C34",
        "mobile": person.mobile,
        "mobile_last4": person.mobile[-4:],
        "email": f"person{person.id}@example.com",
        "identity_key": f"{person.mobile}|{text.folded(person.name)}",
        "created_at": NOON,
        "changed_at": NOON,
        "calendar_changed_at": NOON,
    }
    registration = keep(Registration(**defaults | values))
    _count(registration)
    return registration


def _count(registration: Registration) -> None:
    key = (
        registration.event_id,
        registration.unit_code,
        registration.province_code,
        registration.sector_code,
        registration.role,
        registration.status,
    )
    tally = db.session.get(Tally, key)
    if tally is None:
        names = ("event_id", "unit_code", "province_code", "sector_code", "role", "status")
        tally = Tally(**dict(zip(names, key, strict=True)), n=0)
    tally.n += 1
    keep(tally)


def set_types(event: Event, **settings: dict[str, Any]) -> None:
    """Type of participant → what is set for it; a key that the house does not know is a type of the event's own, named by it."""
    with transaction():
        types = {one.key: one for one in types_of(event)}
        for key, values in settings.items():
            named = types.get(key) or ParticipantType(key, {"zh": key, "en": key})
            types[key] = replace(named, **values)
        services.set_types(event, list(types.values()), act=Act(SYSTEM, NOON))


def make_file(filename: str, content: bytes = b"%PDF-1.7") -> CheckedFile:
    """A PDF as it comes through the door of uploads."""
    return CheckedFile(filename, FileType("application/pdf", ".pdf"), content)
