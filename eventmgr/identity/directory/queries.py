"""Reading persons and organizations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Table, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from eventmgr.ground.db import Model, db
from eventmgr.ground.i18n import is_spoken
from eventmgr.identity.directory.models import NameKind, Organization, Person

AT_ONCE = 500
"""So many names are looked up with one statement."""
BEARERS = 3
"""So many persons bear out the name of an organization that no organizer has used."""


def get_name_column(organization: type[Organization]) -> ColumnElement[str]:
    """As `naming.organization_name`, in the language spoken; for a statement that reads many."""
    if not is_spoken("en"):
        return cast("ColumnElement[str]", organization.name)
    return func.coalesce(func.nullif(organization.name_en, ""), organization.name)


def list_unused(model: type[Person | Organization], before: datetime, limit: int) -> list[int]:
    """Persons or organizations, added before, to which no row of any table refers."""
    query = select(model.id).where(model.created_at < before, *is_unused(model)).order_by(model.id)
    return list(db.session.scalars(query.limit(limit)))


def count_unused(model: type[Person | Organization], before: datetime) -> int:
    """How many people or organizations from before `before` nothing refers to."""
    query = select(func.count()).select_from(model).where(model.created_at < before, *is_unused(model))
    return db.session.scalar(query) or 0


class Suggested(NamedTuple):
    """An organization that somebody may mean."""

    name: str
    other: str | None
    """Its short or former name that holds what was typed."""


def list_organization_names(start: str, *, limit: int = 8) -> list[Suggested]:
    """Known organizations whose folded name holds `start`, or whose short or former name does; those beginning with it
    first, then by pinyin.

    What one visitor typed is shown to no other: a name counts as known once the office has used it, or
    `BEARERS` different persons come from there.
    """
    if len(start) < 2:
        return []
    escaped = start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    begins = Organization.name_key.like(f"{escaped}%", escape="\\")
    bearers = select(func.count()).select_from(Person).where(Person.organization_id == Organization.id)
    holds = f"%{escaped}%"
    other = aliased(Organization)
    is_other = and_(other.name_key.like(holds, escape="\\"), other.name_kind.in_((NameKind.SHORT, NameKind.FORMER)))
    other_name = select(func.min(other.name)).where(is_other, other.stands_for_id == Organization.id).scalar_subquery()
    named = or_(
        Organization.name_key.like(holds, escape="\\"), Organization.id.in_(select(other.stands_for_id).where(is_other))
    )
    query = (
        select(Organization.name, other_name)
        .where(named, Organization.stands_for_id.is_(None))
        .where(Organization.entered_by_office | (bearers.scalar_subquery() >= BEARERS))
        .order_by(begins.desc(), Organization.pinyin_key, Organization.id)
        .limit(limit)
    )
    return [Suggested(*row) for row in db.session.execute(query)]


def list_free(model: type[Person | Organization], ids: Collection[int]) -> list[int]:
    """Those of `ids` that no other transaction has at the moment, locked; ask after that whether they are used."""
    query = select(model.id).where(model.id.in_(ids)).order_by(model.id).with_for_update(skip_locked=True)
    return list(db.session.scalars(query)) if ids else []


def list_without_likeness(model: type[Person | Organization], limit: int) -> list[Any]:
    """Rows of earlier versions that have no key yet, locked but for those that another transaction has."""
    query = select(model).where(model.likeness_key == "").order_by(model.id).limit(limit)
    return list(db.session.scalars(query.with_for_update(skip_locked=True)))


def is_unused(model: type[Person | Organization]) -> list[Any]:
    """The conditions under which no foreign key of any other table points to a row of `model`, but for those of rows
    that go with it; another name of an organization stays as long as that one."""
    table = cast(Table, model.__table__)
    keys = [
        key
        for other in Model.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table and other is not table and key.ondelete != "CASCADE"
    ]
    free = [~exists().where(key.parent == table.c.id) for key in keys]
    return free if model is Person else [*free, Organization.stands_for_id.is_(None)]


def list_organization_numbers(keys: Sequence[str]) -> dict[str, int]:
    """Folded name → number, of the organizations that have one of these; five hundred names a statement."""
    numbers: dict[str, int] = {}
    for at in range(0, len(keys), AT_ONCE):
        number = func.coalesce(Organization.stands_for_id, Organization.id).label("id")
        query = select(Organization.name_key, number).where(Organization.name_key.in_(keys[at : at + AT_ONCE]))
        numbers |= {row.name_key: row.id for row in db.session.execute(query)}
    return numbers


def list_person_numbers(mobiles: Sequence[str]) -> dict[tuple[str, str], tuple[int, int | None]]:
    """(mobile, name) → number and where the person came from last, of all with one of these mobile numbers."""
    numbers: dict[tuple[str, str], tuple[int, int | None]] = {}
    for at in range(0, len(mobiles), AT_ONCE):
        query = select(Person.mobile, Person.name, Person.id, Person.organization_id)
        query = query.where(Person.mobile.in_(mobiles[at : at + AT_ONCE]))
        numbers |= {(row.mobile, row.name): (row.id, row.organization_id) for row in db.session.execute(query)}
    return numbers


def list_credit_codes(ids: Collection[int]) -> dict[int, str]:
    """Number of an organization → its credit code, of those that have one."""
    numbers = sorted(ids)
    codes: dict[int, str] = {}
    for at in range(0, len(numbers), AT_ONCE):
        query = select(Organization.id, Organization.credit_code).where(Organization.id.in_(numbers[at : at + AT_ONCE]))
        codes |= {row.id: row.credit_code for row in db.session.execute(query) if row.credit_code}
    return codes


def find_known(organization_id: int | None, codes: Collection[str]) -> Organization | None:
    """The organization with one of these credit codes, else the one with that number, if it may be told to others (see
    `list_organization_names`)."""
    coded = Organization.credit_code.in_(sorted(codes))
    query = (
        select(Organization)
        .where(coded | (Organization.id == organization_id), *_is_known())
        .order_by(coded.desc(), Organization.id)
        .limit(1)
    )
    return db.session.scalars(query).one_or_none()


def list_known(ids: Collection[int], codes: Collection[str]) -> list[Organization]:
    """All with one of these numbers or credit codes that may be told to others, by number; five hundred a statement."""
    by_id: dict[int, Organization] = {}
    for column, values in ((Organization.id, sorted(ids)), (Organization.credit_code, sorted(codes))):
        for at in range(0, len(values), AT_ONCE):
            query = select(Organization).where(column.in_(values[at : at + AT_ONCE]), *_is_known())
            by_id |= {row.id: row for row in db.session.scalars(query)}
    return [by_id[number] for number in sorted(by_id)]


def _is_known() -> tuple[Any, ...]:
    """No other name, and used by an organizer or borne out by enough persons."""
    bearers = select(func.count()).select_from(Person).where(Person.organization_id == Organization.id)
    return (
        Organization.stands_for_id.is_(None),
        Organization.entered_by_office | (bearers.scalar_subquery() >= BEARERS),
    )
