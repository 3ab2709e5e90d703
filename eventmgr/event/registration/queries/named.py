"""Finding whom the answers of an event name: by the keys of names, in one statement."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import func, or_, select

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization, Person

_MOST = 200
"""So many registrations with the names of one page are looked at; who is not told apart among them is not found."""


class Bearer(NamedTuple):
    """A registration with one of the names."""

    id: int
    name: str
    organization_name: str
    status: Status
    person_key: str
    organization_key: str


def list_bearers(event_id: int, keys: Collection[str], numbers: Collection[int]) -> list[Bearer]:
    """Registrations of the event whose person has one of these keys (`likeness.person_key`), or with one of these numbers, by
    number; nobody whose information was deleted."""
    if not keys and not numbers:
        return []
    row, key = Registration, func.coalesce(Organization.likeness_key, "")
    query = (
        select(row.id, row.name, row.organization_name, row.status, func.coalesce(Person.likeness_key, ""), key)
        .outerjoin(Person, Person.id == row.person_id)
        .outerjoin(Organization, Organization.id == row.organization_id)
        .where(row.event_id == event_id, row.forgotten_at.is_(None))
        .where(or_(Person.likeness_key.in_(sorted(keys)), row.id.in_(sorted(numbers))))
    )
    return [Bearer(*values) for values in db.session.execute(query.order_by(row.id).limit(_MOST))]
