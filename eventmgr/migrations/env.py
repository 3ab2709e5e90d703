"""How Alembic reaches the database that `eventmgr db` hands over; the same for SQLite and PostgreSQL.

Nothing here or in `versions/` imports the application: an old migration stays what it was, whatever becomes of the code.
What it needs comes in `config.attributes` (`cli/schema.py`): the engine, the tables of today to compare with, and how
types of our own are written down, and what is done before a schema that is there changes.
"""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import func, select

_LOCK = 7_306_842_215
"""A number that nobody else locks in this database."""


def run() -> None:
    """Migrate in one transaction; SQLite alters a table by copying it, meanwhile nobody watches foreign keys."""
    given = context.config.attributes
    with given["engine"].connect().execution_options(eventmgr_write=True) as connection:
        _watch_foreign_keys(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=given["metadata"],
            render_as_batch=True,
            render_item=given["render_item"],
            transactional_ddl=True,
        )
        with context.begin_transaction():
            _take_turn(connection)
            if given["before"] and _is_to_change():
                given["before"]()
            context.run_migrations()
        _watch_foreign_keys(connection, "ON")


def _take_turn(connection: Any) -> None:
    """Of several that migrate at once, one after the other, however long the first one takes; SQLite's transaction that
    writes is alone anyway."""
    if connection.dialect.name == "postgresql":
        patience = connection.exec_driver_sql("SHOW lock_timeout").scalar()
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        connection.execute(select(func.set_config("lock_timeout", patience, True)))  # noqa: FBT003 -- for this transaction


def _is_to_change() -> bool:
    """Whether there is a schema, and another one than is wanted."""
    heads = context.get_context().get_current_heads()
    return bool(heads) and heads != (context.get_revision_argument(),)


def _watch_foreign_keys(connection: Any, state: str) -> None:
    """The pragma does nothing inside a transaction, hence below SQLAlchemy, which would begin one."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")


run()
