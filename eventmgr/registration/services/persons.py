"""The person and the organization behind a registration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from eventmgr.directory import likeness, statements
from eventmgr.directory.statements import Found
from eventmgr.registration.content.applicant import Applicant
from eventmgr.taxonomy import name_key, sort_key
from eventmgr.text import folded


def settle_person(applicant: Applicant, *, by_office: bool, at: datetime) -> Found:
    """The person and the organization, added where they are new. Before the event is locked, in the same transaction: it
    may wait for somebody who adds the same ones and waits for the event (docs/decisions/0010).

    A new organization takes province and sector from the first registration that names it.
    """
    return statements.find_or_add(_directory_values(applicant, by_office=by_office, at=at))


def settle_persons(applicants: Sequence[Applicant], *, by_office: bool, at: datetime) -> list[Found]:
    """The same for hundreds in few statements, in their order."""
    return statements.find_or_add_all(
        [_directory_values(applicant, by_office=by_office, at=at) for applicant in applicants]
    )


def _directory_values(applicant: Applicant, *, by_office: bool, at: datetime) -> dict[str, object]:
    return {
        "name": applicant.name,
        "mobile": applicant.mobile,
        "likeness": likeness.person_key(applicant.name),
        "pinyin": person_key(applicant),
        "email": applicant.email,
        "organization": applicant.organization,
        "name_key": folded(applicant.organization)[:200],
        "organization_likeness": likeness.organization_key(applicant.organization),
        "organization_pinyin": sort_key(applicant.organization)[:400],
        "province": applicant.province or None,
        "sector": applicant.sector or None,
        "by_office": by_office,
        "at": at,
    }


def vouch_for(settled: Iterable[Found]) -> None:
    """The office uses the names of these organizations. Behind the lock of the event."""
    statements.vouch_for_all({person.organization_id for person in settled if person.organization_id is not None})


def note_employers(settled: Iterable[Found]) -> None:
    """Where all of these come from now. Behind the lock of the event: it waits for nobody."""
    statements.employ_all(
        {person.person_id: person.organization_id for person in settled if person.employer_id != person.organization_id}
    )


def note_employer(settled: Found, *, by_office: bool) -> None:
    """Where the person comes from now, and that the office has used the name of the organization. Behind the lock of the
    event: it waits for nobody."""
    if by_office and settled.organization_id is not None:
        statements.vouch(settled.organization_id)
    if settled.employer_id != settled.organization_id:
        statements.employ(settled.person_id, settled.organization_id)


def person_key(applicant: Applicant) -> str:
    """Sorts the person's name."""
    return name_key(applicant.name)[:200]
