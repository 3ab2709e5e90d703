"""Reading whom accommodation and transport are arranged for."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import func, select

from eventmgr.db import db
from eventmgr.directory.models import Organization, Person
from eventmgr.forms.kinds.sealed import opened
from eventmgr.quotas.models import HOLDING
from eventmgr.registration.models import Leadership, Registration
from eventmgr.registration.queries.rows import IN_DELEGATION
from eventmgr.taxonomy import units


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
    """Delegations in official order, guests last; within each as on the list of participants."""
    consent_asked: bool = False
    objected: bool = False
    mobile: str = ""

    def said(self, field: str) -> str:
        """An answer of a few words or of free text; empty where there is none."""
        value = self.answers.get(field)
        return value if isinstance(value, str) else ""


def list_guests(event_id: int) -> list[Guest]:
    """Everybody who holds a place, in their order; one statement. Those whose data is only kept are not among them."""
    row = Registration
    query = (
        select(
            row.id, row.name, row.name_latin, row.organization_name, row.title, row.unit_code, row.role, row.leadership, row.answers,
            row.sensitive, row.consent_asked_at, row.objected_at, row.mobile, func.coalesce(Person.likeness_key, ""),
            func.coalesce(Organization.likeness_key, ""),
        )
        .outerjoin(Person, Person.id == row.person_id)
        .outerjoin(Organization, Organization.id == row.organization_id)
        .where(row.event_id == event_id, row.status.in_(HOLDING))
        .where(row.restricted_at.is_(None), row.forgotten_at.is_(None))
        .order_by(*IN_DELEGATION)
    )  # fmt: skip
    place = {unit.code: index for index, unit in enumerate(units())}
    rows = sorted(db.session.execute(query), key=lambda one: place.get(one.unit_code, len(place)))
    return [_guest(values, order) for order, values in enumerate(rows)]


def _guest(row: Any, order: int) -> Guest:
    (
        number, name, latin, organization, title, unit, role, leadership, answers, sensitive, asked, objected, mobile,
        person_key, organization_key,
    ) = row  # fmt: skip
    said = {field: opened(value) for field, value in {**(answers or {}), **(sensitive or {})}.items()}
    return Guest(
        number, name, latin, organization, title, unit, role, leadership, said, person_key, organization_key, order,
        asked is not None, objected is not None, mobile,
    )  # fmt: skip
