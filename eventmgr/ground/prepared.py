"""Statements of paths that many take at once: compiled once, and rows that are inserted together in one round trip.

SQLAlchemy makes every statement anew: its text, the order of its values, the types of its result. For most pages that
is nothing; in a registration it was more than half of the time behind the event's lock (docs/inside/performance.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Executable, Select, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from eventmgr.ground import notify
from eventmgr.ground.db import Model, db

Values = Mapping[str, Any]
_Convert = Callable[[Any], Any] | None
_Shape = tuple[tuple[type[Model], tuple[str, ...], str], ...]


@dataclass(frozen=True)
class NewRow:
    """A row that is not there yet: what it holds by column; what is not named gets the default of the model.

    Attributes:
        on_conflict: `ON CONFLICT …`, alike on SQLite and PostgreSQL.
    """

    model: type[Model]
    values: Values
    on_conflict: str = ""


@dataclass(frozen=True)
class _Text:
    """A statement as a driver takes it, its values by position."""

    sql: str
    order: tuple[str, ...]
    """Names of the values."""
    convert: tuple[tuple[str, _Convert], ...]
    constants: Values = field(default_factory=dict)
    results: tuple[_Convert, ...] = ()

    def run(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        plain = {name: values[name] if how is None else how(values[name]) for name, how in self.convert}
        plain.update(self.constants)
        rows = _ask(connection, self.sql, [plain[name] for name in self.order])
        if not any(self.results):
            return rows
        return [
            tuple([one if how is None else how(one) for one, how in zip(row, self.results, strict=True)])
            for row in rows
        ]


def _ask(connection: Connection, sql: str, given: list[Any]) -> list[tuple[Any, ...]]:
    """Rows of one statement, straight from the driver: what SQLAlchemy keeps of each result costs more than the
    statement. Errors are SQLAlchemy's, and who listens to statements hears of it.

    Raises:
        DBAPIError: as from any statement.
    """
    proxied = connection.connection
    raw: Any = proxied.dbapi_connection
    try:
        cursor = raw.cursor() if connection.dialect.name == "sqlite" else _raw_cursor(raw)
        for hear in connection.dispatch.before_cursor_execute:
            hear(connection, cursor, sql, given, None, False)  # noqa: FBT003 -- SQLAlchemy's order of arguments
        cursor.execute(sql, given)
        return cursor.fetchall() if cursor.description else []
    except connection.dialect.loaded_dbapi.Error as error:
        is_lost = connection.dialect.is_disconnect(error, proxied, None)
        if is_lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            sql,
            given,
            error,
            connection.dialect.loaded_dbapi.Error,
            connection_invalidated=is_lost,
            dialect=connection.dialect,
        ) from error


def _raw_cursor(raw: Any) -> Any:
    """psycopg's cursor for `$1`: it reads no text to look for values in it."""
    from psycopg import RawCursor  # noqa: PLC0415  # an extra

    return RawCursor(raw)


class Prepared:
    """A statement whose text is made once for each kind of database. What its session has not written yet it does not
    see: flush before, if there may be any.

    Args:
        statement: its values are the `bindparam`s without a value of their own.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._texts: dict[str, _Text] = {}

    def rows(self, values: Values, connection: Connection | None = None) -> list[tuple[Any, ...]]:
        """What the statement gives, over the connection of the session if no other is given."""
        connection = connection or db.session.connection()
        return self.text(connection.dialect).run(connection, values)

    def text(self, dialect: Dialect) -> _Text:
        """The statement as that kind of database takes it, made once."""
        if dialect.name not in self._texts:
            self._texts[dialect.name] = self._compile(dialect)
        return self._texts[dialect.name]

    def _compile(self, dialect: Dialect) -> _Text:
        compiled = cast(SQLCompiler, self._statement.compile(dialect=_by_position(dialect)))  # type: ignore[attr-defined]
        wanted = tuple(name for name, bind in compiled.binds.items() if bind.required)
        state = compiled.construct_expanded_state(dict.fromkeys(wanted))
        processors: dict[str, _Convert] = {name: _writer(bind.type, dialect) for name, bind in compiled.binds.items()}
        processors.update(state.processors)
        fixed = {name: value for name, value in state.parameters.items() if name not in wanted}
        constants = {name: _converted(processors.get(name), value) for name, value in fixed.items()}
        results: tuple[_Convert, ...] = ()
        if isinstance(self._statement, Select):
            results = tuple(_reader(column.type, dialect) for column in self._statement.selected_columns)
        order = tuple(state.positiontup or ())
        return _Text(state.statement, order, tuple((name, processors.get(name)) for name in wanted), constants, results)


def insert_rows(rows: Sequence[NewRow], *, tells: bool = False) -> None:
    """Insert `rows`: on PostgreSQL in one statement, in no promised order but among neighbours of one table; on SQLite,
    which has no round trips, one after the other. They may refer to each other.

    Args:
        tells: whether the words that wait for the commit (`notify.tell`) are said with that statement, which saves one.
    """
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        for row in rows:
            _insert([row], connection)
    else:
        _insert(rows, connection, words=notify.say_now() if tells else [])


def insert_many(rows: Sequence[NewRow]) -> None:
    """Insert hundreds of rows of few shapes, a hundred in each statement: those that look alike together, in their
    order; the first kind among them first. Rows of a later kind may refer to those of an earlier one."""
    connection = db.session.connection()
    kinds: dict[tuple[type[Model], tuple[str, ...], str], list[NewRow]] = {}
    for row in rows:
        kinds.setdefault((row.model, tuple(row.values), row.on_conflict), []).append(row)
    for alike in kinds.values():
        at = 0
        for size in _AT_ONCE:
            while len(alike) - at >= size:
                _insert(alike[at : at + size], connection)
                at += size


_AT_ONCE = (100, 10, 1)
"""So many rows a statement: few sizes, so that few texts are kept."""


def with_defaults(model: type[Model], values: Values) -> dict[str, Any]:
    """`values` and the defaults of the model for the columns that they do not name."""
    if model not in _defaults:
        columns = [column for column in _table(model).columns if column.default is not None]
        _defaults[model] = [(column.name, column.default) for column in columns]
    missing = [(name, default) for name, default in _defaults[model] if name not in values]
    return {name: _default_of(default) for name, default in missing} | dict(values)


_defaults: dict[type[Model], list[tuple[str, Any]]] = {}
_inserts: dict[tuple[str, _Shape, bool], _Text] = {}
_WORDS = "words"


def _insert(rows: Sequence[NewRow], connection: Connection, words: Sequence[str] = ()) -> None:
    filled = [with_defaults(row.model, row.values) for row in rows]
    shape = tuple((row.model, tuple(values), row.on_conflict) for row, values in zip(rows, filled, strict=True))
    key = (connection.dialect.name, shape, bool(words))
    if key not in _inserts:
        _inserts[key] = _insert_text(shape, connection.dialect, tells=bool(words))
    given: dict[str, Any] = {_WORDS: list(words)} if words else {}
    given |= {f"{name}_{number}": value for number, values in enumerate(filled) for name, value in values.items()}
    _inserts[key].run(connection, given)


def _insert_text(shape: _Shape, dialect: Dialect, *, tells: bool) -> _Text:
    """Rows of one table that follow each other are one INSERT: they get their numbers in this order."""
    is_sqlite = dialect.name == "sqlite"
    parts: list[str] = []
    names: list[tuple[str, _Convert]] = []
    for (model, columns, on_conflict), group in groupby(enumerate(shape), key=lambda pair: pair[1]):
        marks = []
        for number, _shape in group:
            own = [f"{column}_{number}" for column in columns]
            first = len(names) + 1
            marks.append(", ".join("?" if is_sqlite else f"${first + i}" for i in range(len(own))))
            types = [_table(model).c[column].type for column in columns]
            names += [(name, _writer(type_, dialect)) for name, type_ in zip(own, types, strict=True)]
        values = f"({', '.join(columns)}) VALUES ({'), ('.join(marks)})"
        parts.append(f"INSERT INTO {_table(model).name} {values} {on_conflict}".rstrip())
    if tells:
        names.append((_WORDS, None))
        parts.append(notify.TELL.replace(":words", f"${len(names)}"))
    others = ", ".join(f"part_{number} AS ({part})" for number, part in enumerate(parts[:-1]))
    sql = f"WITH {others} {parts[-1]}" if others else parts[-1]
    return _Text(sql, tuple(name for name, _how in names), tuple(names))


def _by_position(dialect: Dialect) -> Dialect:
    """The same dialect, but that it writes `$1` for the first value where it would write its name."""
    if dialect.positional:
        return dialect
    return type(dialect)(paramstyle="numeric_dollar", dbapi=dialect.loaded_dbapi)  # type: ignore[call-arg]


def _table(model: type[Model]) -> Table:
    return cast(Table, model.__table__)


def _default_of(default: Any) -> Any:
    return default.arg(None) if default.is_callable else default.arg


def _writer(type_: TypeEngine[Any], dialect: Dialect) -> _Convert:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _reader(type_: TypeEngine[Any], dialect: Dialect) -> _Convert:
    return type_.dialect_impl(dialect).result_processor(dialect, None)


def _converted(how: _Convert, value: Any) -> Any:
    return value if how is None else how(value)
