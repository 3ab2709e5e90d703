"""The few writes that are statements and not attribute changes, alike on SQLite and PostgreSQL.

`INSERT … ON CONFLICT` keeps them right when two transactions add the same organization, person or count at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, text, update

from eventmgr.db import UtcDateTime, db
from eventmgr.registration.models import Registration, Status


class Cell(NamedTuple):
    """One cell of the tally: registrations that share these are counted together."""

    unit: str
    province: str
    sector: str
    status: Status


_COUNT = text(
    "INSERT INTO registration_tally (event_id, unit_code, province_code, sector_code, status, n)"
    " VALUES (:event_id, :unit, :province, :sector, :status, :step)"
    " ON CONFLICT (event_id, unit_code, province_code, sector_code, status)"
    " DO UPDATE SET n = registration_tally.n + excluded.n"
)
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
_RESEAL = text("UPDATE registration SET sensitive = :new WHERE id = :id AND sensitive = :old")
_EMPLOY = text("UPDATE person SET organization_id = :organization_id WHERE id = :id")


def cell_of(registration: Registration) -> Cell:
    """Where the registration is counted now."""
    return Cell(registration.unit_code, registration.province_code, registration.sector_code, registration.status)


def count(event_id: int, steps: Sequence[tuple[Cell, int]]) -> None:
    """Add to cells of an event's tally; steps of the same cell are joined, those that come to nothing left out."""
    joined: dict[Cell, int] = {}
    for cell, step in steps:
        joined[cell] = joined.get(cell, 0) + step
    rows = [
        {**cell._asdict(), "status": cell.status.value, "event_id": event_id, "step": step}
        for cell, step in joined.items()
        if step
    ]
    if rows:
        db.session.execute(_COUNT, rows)


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


def replace_sealed(texts: Sequence[tuple[int, str, str]]) -> None:
    """(number, old, new): another encrypted text of the same answers, unless they were changed meanwhile."""
    if texts:
        db.session.execute(_RESEAL, [{"id": number, "old": old, "new": new} for number, old, new in texts])


def unlink_lookalikes(ids: Sequence[int]) -> None:
    """Nobody is thought to be one of these any more."""
    statement = update(Registration).where(Registration.looks_like_id.in_(ids)).values(looks_like_id=None)
    db.session.execute(statement.execution_options(synchronize_session="fetch"))


def employ(person_id: int, organization_id: int | None) -> None:
    """The person comes from this organization now."""
    db.session.execute(_EMPLOY, {"id": person_id, "organization_id": organization_id})
