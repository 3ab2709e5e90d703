"""Persons and organizations that nothing refers to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from sqlalchemy import Table, delete, exists

from eventmgr.db import Model, db
from eventmgr.people.models import Organization, Person


def delete_unused(*, persons: Collection[int], organizations: Collection[int]) -> None:
    """Delete those of them to which no row of any table refers; a person before the organization."""
    both: tuple[tuple[type[Person] | type[Organization], Collection[int]], ...]
    both = ((Person, persons), (Organization, organizations))
    for model, ids in both:
        if ids:
            statement = delete(model).where(model.id.in_(ids), *is_unused(model))
            db.session.execute(statement.execution_options(synchronize_session="fetch"))


def is_unused(model: type[Person] | type[Organization]) -> list[Any]:
    """The conditions under which no foreign key of any table points to a row of `model`."""
    table = cast(Table, model.__table__)
    keys = [
        key
        for other in Model.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table and other is not table
    ]
    return [~exists().where(key.parent == table.c.id) for key in keys]
