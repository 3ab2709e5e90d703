"""Persons and organizations that nothing refers to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from sqlalchemy import Table, delete, exists

from eventmgr.db import Model, db
from eventmgr.people.models import Organization, Person


def delete_unused(*, persons: Collection[int], organizations: Collection[int]) -> None:
    """Delete those of them to which no row of any table refers; a person before the organization."""
    for model, ids in ((Person, persons), (Organization, organizations)):
        table = cast(Table, model.__table__)
        if ids:
            db.session.execute(delete(table).where(table.c.id.in_(ids), *is_unused(table)))


def is_unused(table: Table) -> list[Any]:
    """The conditions under which no foreign key of any table points to a row of `table`."""
    keys = [
        key
        for other in Model.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table and other is not table
    ]
    return [~exists().where(key.parent == table.c.id) for key in keys]
