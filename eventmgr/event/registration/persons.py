"""The person and the organization behind a registration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.registration.applicant import Applicant
from eventmgr.event.registration.models import Registration
from eventmgr.ground.errors import Refusal
from eventmgr.ground.text import folded
from eventmgr.identity.directory import likeness, statements
from eventmgr.identity.directory.queries import find_known, list_known, list_organization_numbers
from eventmgr.identity.directory.statements import Existing as Found
from eventmgr.tools.log.services import Act, Changes, record
from eventmgr.tools.taxonomy import name_key, sort_key
from eventmgr.tools.taxonomy.credit_codes import LENGTH as CREDIT_CODE_LENGTH
from eventmgr.tools.taxonomy.credit_codes import normalize_credit_code


def settle_person(applicant: Applicant, *, by_office: bool, at: datetime) -> Found:
    """The person and the organization, added where they are new. Before the event is locked, in the same transaction:
    it may wait for somebody who adds the same ones and waits for the event (docs/decisions/0010).

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
    """Where the person comes from now, and that the office has used the name of the organization. Behind the lock of
    the
    event: it waits for nobody."""
    if by_office and settled.organization_id is not None:
        statements.vouch(settled.organization_id)
    if settled.employer_id != settled.organization_id:
        statements.employ(settled.person_id, settled.organization_id)


def person_key(applicant: Applicant) -> str:
    """The key by which the person's name is sorted."""
    return name_key(applicant.name)[:200]


def completed(applicant: Applicant, settled: Found) -> tuple[Applicant, Changes]:
    """`applicant` with province and sector from a known organization where they were left open, and what was filled in,
    for the trail. What was typed stays; an organization is known by its credit code among the answers, else by its
    name."""
    open_fields, codes = _open_fields(applicant), _codes(applicant)
    if not open_fields or not (codes or settled.organization_id):
        return applicant, {}
    known = find_known(settled.organization_id, codes)
    return with_filled(applicant, _filled(open_fields, known.province_code, known.sector_code) if known else {})


def with_filled(applicant: Applicant, filled: Mapping[str, str]) -> tuple[Applicant, Changes]:
    """`applicant` with these fields filled in, and that for the trail."""
    return replace(applicant, **filled), {f"{field}_code": [None, code] for field, code in filled.items()}  # type: ignore[arg-type]


def list_filled(applicants: Sequence[Applicant]) -> list[dict[str, str]]:
    """The same of many who are entered one after the other, before any of them is: field → code, for each. An
    organization that is new among them is known from the first who names it."""
    asked = [
        (_open_fields(applicant), _codes(applicant), folded(applicant.organization)[:200]) for applicant in applicants
    ]
    numbers = list_organization_numbers(sorted({key for _open, _codes, key in asked if key}))
    of_all = {code for _open, codes, _key in asked for code in codes}
    rows = list_known({numbers[key] for fields, _codes, key in asked if fields and key in numbers}, of_all)
    by_number = {row.id: (row.province_code, row.sector_code) for row in rows}
    by_code = {row.credit_code: (row.province_code, row.sector_code) for row in reversed(rows) if row.credit_code}
    first: dict[str, tuple[str | None, str | None]] = {}
    filled = []
    for applicant, (fields, codes, key) in zip(applicants, asked, strict=True):
        coded = next((by_code[code] for code in sorted(codes) if code in by_code), None)
        known = coded or by_number.get(numbers.get(key, 0)) or first.get(key)
        filled.append(_filled(fields, *known) if known else {})
        if key and key not in numbers:
            first.setdefault(key, (applicant.province, applicant.sector))
    return filled


def _open_fields(applicant: Applicant) -> list[str]:
    """What may be filled in; no province of guests from abroad."""
    names = ("sector",) if applicant.country else ("province", "sector")
    return [field for field in names if not getattr(applicant, field)]


def _codes(applicant: Applicant) -> set[str]:
    return {code for answer in applicant.answers.values() if (code := _credit_code(answer))}


def _filled(fields: Sequence[str], province: str | None, sector: str | None) -> dict[str, str]:
    told = {"province": province, "sector": sector}
    return {field: str(told[field]) for field in fields if told[field]}


def note_filled(event: Event, registration: Registration, filled: Changes, *, act: Act) -> None:
    """The trail tells what was filled in that nobody typed."""
    if filled:
        record(act, "filled_in", registration, event_id=event.id, object_name=registration.name, changes=filled)


def _credit_code(answer: object) -> str:
    if not isinstance(answer, str) or len(answer) != CREDIT_CODE_LENGTH:
        return ""
    try:
        return normalize_credit_code(answer)
    except Refusal:
        return ""
