"""How Alembic reaches the database of the application whose context is active; the same for SQLite and PostgreSQL.

Run through `eventmgr db`, which needs no configuration file.
"""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from eventmgr.db import UtcDateTime, db
from eventmgr.sealing import Sealed


def render_item(kind: str, item: Any, _autogen_context: Any) -> str | Literal[False]:
    """Write our own types into migrations as what they are in the database, so that old migrations need none of our code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Sealed):
        return "sa.Text()"
    return False


def run() -> None:
    """Migrate in one transaction; SQLite alters a table by copying it, meanwhile nobody watches foreign keys."""
    with db.engine.connect().execution_options(eventmgr_write=True) as connection:
        _watch_foreign_keys(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            render_item=render_item,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        _watch_foreign_keys(connection, "ON")


def _watch_foreign_keys(connection: Any, state: str) -> None:
    """The pragma does nothing inside a transaction, hence below SQLAlchemy, which would begin one."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")


run()
