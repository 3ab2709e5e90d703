"""Reading whom accommodation and transport are arranged for, and what their calendars were told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import func, select, union

from eventmgr.event.forms.kinds.sealed import opened
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.in_order import official_order
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.event.registration.queries.rows import get_organization_column
from eventmgr.ground.db import db
from eventmgr.ground.i18n import language
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.on_site.logistics.models import TravelEntry
from eventmgr.programme.study_visits.models import VisitPlace, VisitStop


class Guest(NamedTuple):
    """Somebody who holds a place and whose data may be used."""

    id: int
    name: str
    name_latin: str
    organization: str
    title: str
    unit: str
    role: str
    leadership: Leadership | None
    answers: dict[str, Any]
    """What was answered, sealed answers opened; without those that no key opens."""
    person_key: str
    organization_key: str
    order: int
    """As on the list of participants."""
    consent_asked: bool = False
    objected: bool = False
    mobile: str = ""

    def answer(self, field: str) -> str:
        """An answer of a few words or of free text; empty where there is none."""
        value = self.answers.get(field)
        return value if isinstance(value, str) else ""


def list_guests(event_id: int) -> list[Guest]:
    """Everybody who holds a place, in their order; one statement. Those whose data is only kept are not among them."""
    row = Registration
    query = (
        select(
            row.id,
            row.name,
            row.name_latin,
            get_organization_column(language()),
            row.title,
            row.unit_code,
            row.role,
            row.leadership,
            row.answers,
            row.sensitive,
            row.consent_asked_at,
            row.objected_at,
            row.mobile,
            func.coalesce(Person.likeness_key, ""),
            func.coalesce(Organization.likeness_key, ""),
        )
        .outerjoin(Person, Person.id == row.person_id)
        .outerjoin(Organization, Organization.id == row.organization_id)
        .where(row.event_id == event_id, row.status.in_(HOLDING))
        .where(row.restricted_at.is_(None), row.forgotten_at.is_(None))
        .order_by(*official_order())
    )
    return [_guest(values, order) for order, values in enumerate(db.session.execute(query))]


def _guest(row: Any, order: int) -> Guest:
    (
        number,
        name,
        latin,
        organization,
        title,
        unit,
        role,
        leadership,
        answers,
        sensitive,
        asked,
        objected,
        mobile,
        person_key,
        organization_key,
    ) = row
    answered = {field: opened(value) for field, value in {**(answers or {}), **(sensitive or {})}.items()}
    return Guest(
        number,
        name,
        latin,
        organization,
        title,
        unit,
        role,
        leadership,
        answered,
        person_key,
        organization_key,
        order,
        asked is not None,
        objected is not None,
        mobile,
    )


def list_entries(event_id: int, kind: str) -> list[TravelEntry]:
    """Everything that was told of rooms, or of rides."""
    query = select(TravelEntry).where(TravelEntry.event_id == event_id, TravelEntry.key.startswith(kind))
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def list_own_entries(registration_id: int) -> dict[str, TravelEntry]:
    """Key → what one calendar was told."""
    query = select(TravelEntry).where(TravelEntry.registration_id == registration_id)
    return {row.key: row for row in db.session.scalars(query)}


def list_entries_of(registration_ids: Collection[int]) -> dict[int, dict[str, TravelEntry]]:
    """Registration → key → what its calendar was told."""
    entries_of: dict[int, dict[str, TravelEntry]] = defaultdict(dict)
    query = select(TravelEntry).where(TravelEntry.registration_id.in_(sorted(registration_ids)))
    for row in db.session.scalars(query):
        entries_of[row.registration_id][row.key] = row
    return dict(entries_of)


def list_travellers(event_id: int) -> set[int]:
    """Registrations of whom calendars were told a room or a ride, or that visit a stop in a batch; one statement."""
    told = select(TravelEntry.registration_id).where(TravelEntry.event_id == event_id)
    visiting = select(VisitPlace.registration_id).join(VisitStop, VisitStop.item_id == VisitPlace.item_id)
    return set(db.session.scalars(union(told, visiting.where(VisitStop.event_id == event_id))))


def list_events_with_entries() -> list[int]:
    """Numbers of the events of which something was told."""
    return list(db.session.scalars(select(TravelEntry.event_id).distinct().order_by(TravelEntry.event_id)))


def list_forgotten_entries() -> list[int]:
    """Registrations whose person was deleted and of which something is kept all the same."""
    query = select(TravelEntry.registration_id).join(Registration, Registration.id == TravelEntry.registration_id)
    return list(db.session.scalars(query.where(Registration.forgotten_at.is_not(None)).distinct()))
