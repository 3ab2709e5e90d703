"""Migrations lead from nothing to the models and back, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from eventmgr.cli.schema import migrate
from eventmgr.db import db
from tests.conftest import new_app
from tests.databases import PostgresDatabase, SqliteDatabase


@pytest.fixture
def bare(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """An application's context on a database without any table."""
    if engine == "sqlite":
        empty = SqliteDatabase(tmp_path)
    else:
        empty = PostgresDatabase(request.getfixturevalue("postgres_server").address, f"eventmgr_bare_{tmp_path.name}")
    with new_app(SQLALCHEMY_DATABASE_URI=empty.uri, INSTANCE_PATH=str(tmp_path / "instance")).app_context():
        yield
        db.session.remove()
        db.engine.dispose()
    empty.remove()


def tables() -> set[str]:
    """Names of the tables in the database, Alembic's own aside."""
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


@pytest.mark.usefixtures("bare")
def test_upgrade_makes_exactly_the_tables_of_the_models():
    migrate("upgrade", "head")

    assert tables() == set(db.metadata.tables)
    migrate("check")


@pytest.mark.usefixtures("bare")
def test_an_upgraded_database_has_the_counter_that_public_pages_depend_on():
    migrate("upgrade", "head")

    assert db.session.execute(text("SELECT scope, value FROM site_revision")).all() == [("site", 1)]


@pytest.mark.usefixtures("bare")
def test_every_migration_can_be_undone_and_done_again():
    migrate("upgrade", "head")
    migrate("downgrade", "base")
    assert tables() == set()

    migrate("upgrade", "head")
    assert tables() == set(db.metadata.tables)


@pytest.mark.usefixtures("bare")
def test_upgrading_twice_changes_nothing():
    migrate("upgrade", "head")
    migrate("upgrade", "head")

    assert tables() == set(db.metadata.tables)


@pytest.mark.usefixtures("bare")
def test_a_migration_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("alembic.op.bulk_insert", lambda *_arguments: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        migrate("upgrade", "head")

    assert tables() == set()


def test_migrations_form_one_line_in_the_order_of_their_numbers():
    from alembic.script import ScriptDirectory

    from eventmgr.cli.schema import MIGRATIONS

    revisions = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]

    assert revisions == sorted(revisions, reverse=True)
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1
