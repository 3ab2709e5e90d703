"""Whom a host admits. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import NamedTuple

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.identity.directory.likeness import organization_key
from eventmgr.programme.study_visits.models import VisitStop


class Reason(enum.Enum):
    """Why somebody is not admitted."""

    ORGANIZATION = "organization"
    SECTOR = "sector"
    TYPE = "type"
    ABROAD = "abroad"


class Applicant(NamedTuple):
    """Somebody who holds a place at the event."""

    id: int
    name: str
    organization: str
    unit_code: str
    role: str
    sector_code: str
    country_code: str
    title: str = ""
    name_latin: str = ""
    organization_printed: str = ""
    """The organization as papers in the language that is spoken name it."""


def refusal_of(stop: VisitStop, person: Applicant, *, company: str) -> Reason | None:
    """Why the host does not admit this person; None: it does. Organizations are compared as the directory compares
    names.

    Args:
        company: the type of participants that comes from companies; sectors keep out its people alone.
    """
    if person.role in stop.not_types:
        return Reason.TYPE
    if person.country_code and not stop.admits_abroad:
        return Reason.ABROAD
    if person.role == company and person.sector_code and person.sector_code in stop.not_sectors:
        return Reason.SECTOR
    key = organization_key(person.organization) if person.organization else ""
    if key and key in {organization_key(name) for name in stop.not_organizations}:
        return Reason.ORGANIZATION
    return None


def refused_of(stop: VisitStop, people: Iterable[Applicant]) -> dict[int, Reason]:
    """Whom the host does not admit, and why."""
    told = ((person.id, refusal_of(stop, person, company=Role.COMPANY.value)) for person in people)
    return {number: reason for number, reason in told if reason is not None}
