"""Reading whole tables to hold them against their laws."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import JSON, Column, LargeBinary, String, Table, Text, select, type_coerce

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.db import Model, db
from eventmgr.ground.features import coded_columns, typed_tables
from eventmgr.ground.sealing import Sealed, SealedBytes

_CHUNK = 2000


@dataclass(frozen=True)
class SealedColumn:
    """A column that is kept sealed, and the key of its table's rows."""

    table: Table
    column: Column[Any]
    key: Column[Any]

    @property
    def name(self) -> str:
        """The column as `table.column`."""
        return f"{self.table.name}.{self.column.name}"

    @property
    def is_bytes(self) -> bool:
        """Whether it holds bytes: whole files."""
        return isinstance(self.column.type, SealedBytes)

    @property
    def stored_type(self) -> Any:
        """How the database holds it."""
        return LargeBinary() if self.is_bytes else Text()


def list_sealed_columns() -> list[SealedColumn]:
    """Every sealed column of every table, by table and name."""
    return [
        SealedColumn(table, column, *table.primary_key.columns)
        for table in sorted(db.metadata.tables.values(), key=lambda table: table.name)
        for column in sorted(table.columns, key=lambda column: column.name)
        if isinstance(column.type, Sealed | SealedBytes)
    ]


def list_sealed(column: SealedColumn, *, after: int, limit: int) -> list[tuple[int, str | bytes]]:
    """(key, as it is stored) of the next rows that hold something there, by key."""
    sealed = type_coerce(column.column, column.stored_type)
    query = select(column.key, sealed).where(column.key > after, sealed.is_not(None)).order_by(column.key).limit(limit)
    rows = db.session.execute(query)
    return [(key, bytes(text) if column.is_bytes else text) for key, text in rows]


def list_used_codes() -> dict[str, set[str]]:
    """`province`, `unit`, `sector`, `topic` → every code that a row holds."""
    return {
        kind: {code for column in columns for code in db.session.scalars(select(column).distinct()) if code}
        for kind, columns in coded_columns().items()
    }


def list_texts() -> Iterator[tuple[str, str, int, str]]:
    """(table, column, key, text) of every stored text that people typed."""
    for model in typed_tables():
        yield from _texts_of(model)


def list_event_slugs() -> list[str]:
    """Addresses of all events that are not drafts."""
    return list(db.session.scalars(select(Event.slug).where(Event.status != EventStatus.DRAFT).order_by(Event.id)))


def list_event_titles(ids: Collection[int] | None) -> list[tuple[int, dict[str, str]]]:
    """(number, title) of these events, or of all."""
    query = select(Event.id, Event.title).order_by(Event.id)
    if ids is not None:
        query = query.where(Event.id.in_(ids))
    return [(number, title) for number, title in db.session.execute(query)]


def _texts_of(model: type[Model]) -> Iterator[tuple[str, str, int, str]]:
    table = cast(Table, model.__table__)
    columns = [column for column in table.columns if isinstance(column.type, String | Text | JSON | Sealed)]
    (number,) = table.primary_key.columns
    query = select(number, *columns).execution_options(yield_per=_CHUNK)
    for row in db.session.execute(query):
        for column, value in zip(columns, row[1:], strict=True):
            for text in _strings(value):
                yield table.name, column.name, row[0], text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
