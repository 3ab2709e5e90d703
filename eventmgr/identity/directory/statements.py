"""The writes of persons and organizations: two transactions may add the same one at once, and what nothing refers to
goes. Behind the lock of an event none of them waits for another transaction (docs/decisions/0010)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import String, TextClause, bindparam, delete, text

from eventmgr.ground.db import UtcDateTime, change_rows, db, is_sqlite
from eventmgr.ground.prepared import NewRow, Prepared, insert_many
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.identity.directory.queries import (
    is_unused,
    list_free,
    list_organization_numbers,
    list_person_numbers,
    list_without_likeness,
)

_ADD_ORGANIZATION = (
    "INSERT INTO organization (name, name_key, likeness_key, pinyin_key, province_code, sector_code, entered_by_office,"
    " created_at)"
    " SELECT :organization, :name_key, :organization_likeness, :organization_pinyin, :province, :sector, :by_office, :at"
    " WHERE :name_key <> '' AND NOT EXISTS (SELECT 1 FROM organization WHERE name_key = :name_key)"
    " ON CONFLICT (name_key) DO NOTHING RETURNING id"
)
_ADD_PERSON = (
    "INSERT INTO person (name, likeness_key, pinyin_key, mobile, email, organization_id, created_at)"
    " SELECT :name, :likeness, :pinyin, :mobile, :email, :organization_id, :at"
    " WHERE NOT EXISTS (SELECT 1 FROM person WHERE mobile = :mobile AND name = :name)"
    " ON CONFLICT (mobile, name) DO NOTHING RETURNING id"
)
_FIND_OR_ADD_BOTH = """
WITH new_organization AS (
    INSERT INTO organization (name, name_key, likeness_key, pinyin_key, province_code, sector_code, entered_by_office,
        created_at)
    SELECT :organization, :name_key, :organization_likeness, :organization_pinyin, :province, :sector, :by_office, :at
    WHERE :name_key <> '' AND NOT EXISTS (SELECT 1 FROM organization WHERE name_key = :name_key)
    ON CONFLICT (name_key) DO NOTHING RETURNING id
),
belongs AS (SELECT coalesce(stands_for_id, id) AS id FROM organization WHERE name_key = :name_key UNION ALL SELECT id FROM new_organization),
known_person AS (SELECT id, organization_id FROM person WHERE mobile = :mobile AND name = :name),
new_person AS (
    INSERT INTO person (name, likeness_key, pinyin_key, mobile, email, organization_id, created_at)
    SELECT :name, :likeness, :pinyin, :mobile, :email, (SELECT id FROM belongs), :at
    WHERE NOT EXISTS (SELECT 1 FROM person WHERE mobile = :mobile AND name = :name)
    AND (:name_key = '' OR EXISTS (SELECT 1 FROM belongs))
    ON CONFLICT (mobile, name) DO NOTHING RETURNING id
)
SELECT (SELECT id FROM belongs), coalesce((SELECT id FROM known_person), (SELECT id FROM new_person)),
    (SELECT organization_id FROM known_person
     UNION ALL SELECT id FROM belongs WHERE NOT EXISTS (SELECT 1 FROM known_person))
"""
_TEXTS = [
    bindparam(name, type_=String())
    for name in (
        "organization",
        "name_key",
        "organization_likeness",
        "organization_pinyin",
        "province",
        "sector",
        "name",
        "likeness",
        "pinyin",
        "mobile",
        "email",
    )
]
"""One type for each wherever it stands: PostgreSQL takes each use for a type of its own otherwise."""
_AT = bindparam("at", type_=UtcDateTime())
_FIND = Prepared(
    text(
        "SELECT (SELECT coalesce(stands_for_id, id) FROM organization WHERE name_key = :name_key),"
        " (SELECT id FROM person WHERE mobile = :mobile AND name = :name),"
        " (SELECT organization_id FROM person WHERE mobile = :mobile AND name = :name)"
    )
)
_NEW_ORGANIZATION = Prepared(text(_ADD_ORGANIZATION).bindparams(_AT, *_TEXTS[:6]))
_NEW_PERSON = Prepared(text(_ADD_PERSON).bindparams(_AT))
_FIND_OR_ADD = Prepared(text(_FIND_OR_ADD_BOTH).bindparams(_AT, *_TEXTS))
"""All of it in one round trip. What another transaction adds at this very moment is waited for and not seen; the next
time it is. SQLite knows no such statement, and has one writer at a time."""
_VOUCH = "UPDATE organization SET entered_by_office = true WHERE id = :id AND NOT entered_by_office"
_VOUCH_FOR_ALL = "UPDATE organization SET entered_by_office = true WHERE id IN :ids AND NOT entered_by_office"
_FREE_ONES = " AND id IN (SELECT id FROM organization WHERE id IN :ids ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)"
_EMPLOY = "UPDATE person SET organization_id = :organization_id WHERE id = :id"
_UNLESS_TAKEN = " AND id IN (SELECT id FROM {table} WHERE id = :id FOR NO KEY UPDATE SKIP LOCKED)"
_TRIES = 5
_AT_ONCE = 500
"""So many names are looked up with one statement."""


@dataclass(frozen=True)
class Existing:
    """A person and an organization that are there."""

    person_id: int
    organization_id: int | None
    employer_id: int | None
    """Where the person came from last."""


def find_or_add(values: Mapping[str, object]) -> Existing:
    """The person and the organization of these names, added where they are new. It may wait for others who add the same
    one: call it before the event is locked, and never behind (docs/decisions/0010).

    Args:
        values: `name`, `mobile`, `likeness`, `pinyin`, `email` of the person; `organization`, `name_key` (empty: none),
            `organization_likeness`, `organization_pinyin`, `province`, `sector` (None: unknown), `by_office` of the
            organization; `at`.
    """
    if is_sqlite():
        return _find_then_add(values)
    for _attempt in range(_TRIES):
        [(organization_id, person_id, employer_id)] = _FIND_OR_ADD.rows(values)
        if person_id is not None and (organization_id is not None or not values["name_key"]):
            return Existing(person_id, organization_id, employer_id)
    raise RuntimeError("somebody adds and deletes the same person again and again")


def _find_then_add(values: Mapping[str, object]) -> Existing:
    [(organization_id, person_id, employer_id)] = _FIND.rows(values)
    if organization_id is None and values["name_key"]:
        organization_id = add_organization(values)
    if person_id is None:
        [(person_id,)] = _NEW_PERSON.rows({**values, "organization_id": organization_id})
        employer_id = organization_id
    return Existing(person_id, organization_id, employer_id)


def find_or_add_all(values: Sequence[Mapping[str, object]]) -> list[Existing]:
    """The same for hundreds, in few statements: all organizations in the order of their names, then all persons, so
    that two who add the same ones wait for each other and not in a ring. In the order of `values`."""
    organizations = settle_organizations(values)
    for _attempt in range(_TRIES):
        persons = list_person_numbers(sorted({str(value["mobile"]) for value in values}))
        missing = {(str(value["mobile"]), str(value["name"])): value for value in reversed(values)}
        missing = {key: value for key, value in missing.items() if key not in persons}
        if not missing:
            return [_find_existing(value, organizations, persons) for value in values]
        insert_many([_new_person(missing[key], organizations) for key in sorted(missing)])
    raise RuntimeError("somebody adds and deletes the same person again and again")


def settle_organizations(values: Sequence[Mapping[str, object]]) -> dict[str, int]:
    """Folded name → number of the organization, added where it is new; in a few statements for hundreds. `values` as
    for `find_or_add`, of which those of the organization count."""
    wanted = {str(one["name_key"]): one for one in reversed(values) if one["name_key"]}
    for _attempt in range(_TRIES):
        known = list_organization_numbers(sorted(wanted))
        missing = sorted(wanted.keys() - known.keys())
        if not missing:
            return known
        insert_many([_new_organization(wanted[key]) for key in missing])
    raise RuntimeError("somebody adds and deletes the same organization again and again")


def _new_organization(applicant: Mapping[str, object]) -> NewRow:
    values = {
        "name": applicant["organization"],
        "name_key": applicant["name_key"],
        "likeness_key": applicant["organization_likeness"],
        "pinyin_key": applicant["organization_pinyin"],
        "province_code": applicant["province"],
        "sector_code": applicant["sector"],
        "entered_by_office": applicant["by_office"],
        "created_at": applicant["at"],
    }
    return NewRow(Organization, values, "ON CONFLICT (name_key) DO NOTHING")


def _new_person(applicant: Mapping[str, object], organizations: Mapping[str, int]) -> NewRow:
    values = {
        "name": applicant["name"],
        "likeness_key": applicant["likeness"],
        "pinyin_key": applicant["pinyin"],
        "mobile": applicant["mobile"],
        "email": applicant["email"],
        "organization_id": organizations.get(str(applicant["name_key"])),
        "created_at": applicant["at"],
    }
    return NewRow(Person, values, "ON CONFLICT (mobile, name) DO NOTHING")


def _find_existing(
    values: Mapping[str, object],
    organizations: Mapping[str, int],
    persons: Mapping[tuple[str, str], tuple[int, int | None]],
) -> Existing:
    number, employer = persons[str(values["mobile"]), str(values["name"])]
    return Existing(number, organizations.get(str(values["name_key"])), employer)


def add_organization(values: Mapping[str, object]) -> int:
    """The number of an organization that is not there yet; `values` as for `find_or_add`."""
    [(number,)] = _NEW_ORGANIZATION.rows(values)
    return int(number)


def fill_likeness(model: type[Person | Organization], key_of: Callable[[str], str], *, limit: int) -> int:
    """Give up to `limit` rows of earlier versions the key of their name; how many were without. Waits for nobody."""
    rows = list_without_likeness(model, limit)
    for row in rows:
        row.likeness_key = key_of(row.name)
    return len(rows)


def vouch(organization_id: int) -> None:
    """An organizer uses the name of this organization: it may be suggested from now on. Waits for nobody: whoever has
    the row does the same, or deletes it."""
    db.session.execute(_unless_taken(_VOUCH, "organization"), {"id": organization_id})


def vouch_for_all(ids: Collection[int]) -> None:
    """The same for many, in one statement for five hundred."""
    all_of_them = text(_VOUCH_FOR_ALL if is_sqlite() else _VOUCH_FOR_ALL + _FREE_ONES)
    statement = all_of_them.bindparams(bindparam("ids", expanding=True))
    numbers = sorted(ids)
    for at in range(0, len(numbers), _AT_ONCE):
        db.session.execute(statement, {"ids": numbers[at : at + _AT_ONCE]})


def employ_all(employers: Mapping[int, int | None]) -> None:
    """Person → where they come from now, as `employ`; one round trip."""
    rows = [{"id": person, "organization_id": employers[person]} for person in sorted(employers)]
    if rows:
        db.session.execute(_unless_taken(_EMPLOY, "person"), rows)


def employ(person_id: int, organization_id: int | None) -> None:
    """The person comes from this organization now, unless somebody else says another at this very moment."""
    db.session.execute(_unless_taken(_EMPLOY, "person"), {"id": person_id, "organization_id": organization_id})


def _unless_taken(statement: str, table: str) -> TextClause:
    return text(statement if is_sqlite() else statement + _UNLESS_TAKEN.format(table=table))


def delete_unused(*, persons: Collection[int], organizations: Collection[int]) -> None:
    """Delete those of them to which no row of any table refers; a person before the organization. One that another
    transaction has or is about to refer to stays: it waits for nobody."""
    both: tuple[tuple[type[Person | Organization], Collection[int]], ...]
    both = ((Person, persons), (Organization, organizations))
    for model, ids in both:
        free = list_free(model, ids)
        if free:
            statement = delete(model).where(model.id.in_(free), *is_unused(model))
            change_rows(statement)
