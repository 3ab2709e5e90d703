"""Reading pairs, and what was decided about them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select, text
from sqlalchemy.orm import joinedload

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import IS_LIVE, Registration
from eventmgr.ground.db import db
from eventmgr.ground.features import held_events
from eventmgr.identity.directory.likeness import Someone
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.office.duplicates.models import Merge, TwoPeople


class Kept(NamedTuple):
    """Merges of an event that can be undone by their data alone, but no longer by their age."""

    slug: str
    since: datetime
    ids: list[int]


def list_people(event_id: int) -> list[Someone]:
    """Everybody with a live registration at the event, as the likeness of people is judged."""
    row = Registration
    query = (
        select(
            row.id,
            func.coalesce(Person.likeness_key, ""),
            row.mobile,
            func.lower(row.email),
            row.organization_id,
            func.coalesce(Organization.likeness_key, ""),
            Organization.credit_code,
        )
        .outerjoin(Person, Person.id == row.person_id)
        .outerjoin(Organization, Organization.id == row.organization_id)
        .where(row.event_id == event_id, text(IS_LIVE), row.forgotten_at.is_(None))
        .order_by(row.id)
    )
    return [Someone(*found) for found in db.session.execute(query)]


def list_two_people(event_id: int) -> set[tuple[int, int]]:
    """The pairs of the event that are two people's, the smaller number first."""
    query = select(TwoPeople.first_id, TwoPeople.second_id).where(TwoPeople.event_id == event_id)
    return {(first, second) for first, second in db.session.execute(query)}


def is_two_people(one: int, other: int) -> bool:
    """Whether these two registrations are known to be two people's."""
    query = select(TwoPeople.first_id).where(
        TwoPeople.first_id == min(one, other), TwoPeople.second_id == max(one, other)
    )
    return db.session.scalar(query) is not None


def list_recent(event_id: int, *, since: datetime, limit: int) -> list[Merge]:
    """The newest merges of the event since then that stand, with both registrations."""
    query = (
        select(Merge)
        .where(Merge.event_id == event_id, Merge.merged_at >= since, Merge.undone_at.is_(None))
        .options(joinedload(Merge.kept), joinedload(Merge.merged))
    )
    return list(db.session.scalars(query.order_by(Merge.id.desc()).limit(limit)))


def list_into(event_ids: Collection[int]) -> dict[int, int]:
    """Number of a merged registration → the one that it went into, by the merges of these events that stand."""
    query = select(Merge.merged_id, Merge.kept_id).where(Merge.event_id.in_(event_ids), Merge.undone_at.is_(None))
    return {row.merged_id: row.kept_id for row in db.session.execute(query.order_by(Merge.id))}


def find_merge_of(registration_id: int) -> Merge | None:
    """The last merge that stands in which this registration went into another one."""
    query = select(Merge).where(Merge.merged_id == registration_id, Merge.undone_at.is_(None))
    return db.session.scalars(query.order_by(Merge.id.desc()).limit(1).options(joinedload(Merge.kept))).one_or_none()


def list_merges_about(ids: Collection[int]) -> list[Merge]:
    """The merges that stand in which one of these registrations stayed or went, oldest first."""
    about = or_(Merge.kept_id.in_(ids), Merge.merged_id.in_(ids))
    query = select(Merge).where(about, Merge.undone_at.is_(None)).options(joinedload(Merge.merged))
    return list(db.session.scalars(query.order_by(Merge.id)))


def list_merged_into(ids: Collection[int]) -> set[int]:
    """Numbers of the registrations that went into one of these, by merges that stand."""
    query = select(Merge.merged_id).where(Merge.kept_id.in_(ids), Merge.undone_at.is_(None))
    return set(db.session.scalars(query))


def list_old(*, before: datetime) -> list[Kept]:
    """Events with merges from before then of which it is still known what was said, oldest first; none whose deletion is on hold."""
    query = (
        select(Event.slug, Merge.merged_at, Merge.id)
        .join(Event, Event.id == Merge.event_id)
        .where(Merge.merged_at < before, Merge.before.is_not(None), Event.id.not_in(held_events()))
        .order_by(Event.id, Merge.merged_at, Merge.id)
    )
    found: dict[str, Kept] = {}
    for slug, at, number in db.session.execute(query):
        found.setdefault(slug, Kept(slug, at, [])).ids.append(number)
    return list(found.values())
