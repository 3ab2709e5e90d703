"""The person and the organization behind a registration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eventmgr.directory import statements
from eventmgr.registration.content.applicant import Applicant
from eventmgr.taxonomy import name_key, sort_key
from eventmgr.text import folded


@dataclass(frozen=True)
class Belonging:
    """Who somebody is, and where they come from."""

    person_id: int
    organization_id: int | None
    pinyin_key: str
    """Sorts the person's name."""


def settle_person(
    applicant: Applicant,
    person_id: int | None,
    organization_id: int | None,
    employer_id: int | None,
    *,
    by_office: bool,
    at: datetime,
) -> Belonging:
    """Add what is not known yet (the ids are None then) and note where the person comes from now.

    A new organization takes province and sector from the first registration that names it.
    """
    key = name_key(applicant.name)[:200]
    if organization_id is None and applicant.organization:
        organization_id = statements.add_organization(
            applicant.organization,
            folded(applicant.organization)[:200],
            pinyin_key=sort_key(applicant.organization)[:400],
            province=applicant.province,
            sector=applicant.sector,
            by_office=by_office,
            at=at,
        )
    elif organization_id is not None and by_office:
        statements.vouch(organization_id)
    if person_id is None:
        person_id = statements.add_person(
            applicant.name,
            applicant.mobile,
            pinyin_key=key,
            email=applicant.email,
            organization_id=organization_id,
            at=at,
        )
    elif employer_id != organization_id:
        statements.employ(person_id, organization_id)
    return Belonging(person_id, organization_id, key)
