"""Reading pairs, and what was decided about them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, or_, select, text

from eventmgr.event.registration.models import IS_LIVE, Registration
from eventmgr.ground.db import db
from eventmgr.identity.directory.likeness import Someone
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.office.duplicates.models import Merge


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


def list_into(event_ids: Collection[int]) -> dict[int, int]:
    """Number of a merged registration → the one that it went into, by the merges of these events that stand."""
    query = select(Merge.merged_id, Merge.kept_id).where(Merge.event_id.in_(event_ids), Merge.undone_at.is_(None))
    return {row.merged_id: row.kept_id for row in db.session.execute(query.order_by(Merge.id))}


def list_merges_about(ids: Collection[int]) -> list[Merge]:
    """The merges that stand in which one of these registrations stayed or went, oldest first."""
    about = or_(Merge.kept_id.in_(ids), Merge.merged_id.in_(ids))
    query = select(Merge).where(about, Merge.undone_at.is_(None))
    return list(db.session.scalars(query.order_by(Merge.id)))


def list_merged_into(ids: Collection[int]) -> set[int]:
    """Numbers of the registrations that went into one of these, by merges that stand."""
    query = select(Merge.merged_id).where(Merge.kept_id.in_(ids), Merge.undone_at.is_(None))
    return set(db.session.scalars(query))
