"""The writes of persons and organizations that are one statement each, alike on SQLite and PostgreSQL: two transactions
may add the same one at once, and what nothing refers to goes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, exists, text

from eventmgr.db import Model, UtcDateTime, db
from eventmgr.directory.models import Organization, Person

_ORGANIZATION = text(
    "INSERT INTO organization (name, name_key, pinyin_key, province_code, sector_code, entered_by_office, created_at)"
    " VALUES (:name, :name_key, :pinyin_key, :province, :sector, :by_office, :at)"
    " ON CONFLICT (name_key) DO NOTHING RETURNING id"
).bindparams(bindparam("at", type_=UtcDateTime()))
_VOUCH = text("UPDATE organization SET entered_by_office = true WHERE id = :id AND NOT entered_by_office")
_FIND_ORGANIZATION = text("SELECT id FROM organization WHERE name_key = :name_key")
_PERSON = text(
    "INSERT INTO person (name, pinyin_key, mobile, email, organization_id, created_at)"
    " VALUES (:name, :pinyin_key, :mobile, :email, :organization_id, :at)"
    " ON CONFLICT (mobile, name) DO NOTHING RETURNING id"
).bindparams(bindparam("at", type_=UtcDateTime()))
_FIND_PERSON = text("SELECT id FROM person WHERE mobile = :mobile AND name = :name")
_EMPLOY = text("UPDATE person SET organization_id = :organization_id WHERE id = :id")


def add_organization(
    name: str, name_key: str, *, pinyin_key: str, province: str, sector: str, by_office: bool, at: datetime
) -> int:
    """The number of the organization of that name, new unless somebody added it a moment ago."""
    values: dict[str, object] = {
        "name": name, "name_key": name_key, "pinyin_key": pinyin_key, "by_office": by_office, "at": at,
    }  # fmt: skip
    values |= {"province": province or None, "sector": sector or None}
    number = db.session.execute(_ORGANIZATION, values).scalar()
    return number or int(db.session.execute(_FIND_ORGANIZATION, {"name_key": name_key}).scalar_one())


def vouch(organization_id: int) -> None:
    """An organizer uses the name of this organization: it may be suggested from now on."""
    db.session.execute(_VOUCH, {"id": organization_id})


def add_person(
    name: str, mobile: str, *, pinyin_key: str, email: str, organization_id: int | None, at: datetime
) -> int:
    """The number of the person of that name and mobile number, new unless somebody added them a moment ago."""
    values = {"name": name, "mobile": mobile, "pinyin_key": pinyin_key, "email": email, "at": at}
    number = db.session.execute(_PERSON, {**values, "organization_id": organization_id}).scalar()
    return number or int(db.session.execute(_FIND_PERSON, {"mobile": mobile, "name": name}).scalar_one())


def employ(person_id: int, organization_id: int | None) -> None:
    """The person comes from this organization now."""
    db.session.execute(_EMPLOY, {"id": person_id, "organization_id": organization_id})


def delete_unused(*, persons: Collection[int], organizations: Collection[int]) -> None:
    """Delete those of them to which no row of any table refers; a person before the organization."""
    both: tuple[tuple[type[Person | Organization], Collection[int]], ...]
    both = ((Person, persons), (Organization, organizations))
    for model, ids in both:
        if ids:
            statement = delete(model).where(model.id.in_(ids), *is_unused(model))
            db.session.execute(statement.execution_options(synchronize_session="fetch"))


def is_unused(model: type[Person | Organization]) -> list[Any]:
    """The conditions under which no foreign key of any table points to a row of `model`."""
    table = cast(Table, model.__table__)
    keys = [
        key
        for other in Model.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table and other is not table
    ]
    return [~exists().where(key.parent == table.c.id) for key in keys]
