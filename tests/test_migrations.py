"""Migrations lead from nothing to the models and back, on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from eventmgr.cli.schema import migrate
from eventmgr.db import db
from eventmgr.log.models import ActorKind, AuditEntry
from eventmgr.registration.models import Registration
from tests.conftest import new_app
from tests.databases import PostgresDatabase, SqliteDatabase
from tests.factories import NOON, keep, make_event, make_registration

BEFORE_SEALING = "0002"


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


@pytest.mark.usefixtures("bare")
def test_sensitive_answers_are_sealed_on_the_way_up_and_opened_on_the_way_down():
    migrate("upgrade", "head")
    place = make_registration(
        make_event(), answers={"remarks": "无"}, sensitive={"diet": "halal", "diet_note": "花生过敏"}
    )
    changes = {"answers.diet_note": [None, "花生过敏"], "title": ["", "处长"]}
    entry = keep(
        AuditEntry(
            at=NOON, actor_kind=ActorKind.SYSTEM, object_type="registration", object_id=place.id, action="changed",
            changes=changes,
        )
    )  # fmt: skip
    entry_id = entry.id
    db.session.remove()

    migrate("downgrade", BEFORE_SEALING)
    before = db.session.execute(text("SELECT answers FROM registration")).scalar_one()
    db.session.remove()
    migrate("upgrade", "head")
    after = db.session.execute(text("SELECT answers, sensitive FROM registration")).one()
    sealed = db.session.scalars(db.select(Registration)).one()

    before, answers = (json.loads(one) if isinstance(one, str) else one for one in (before, after.answers))
    assert before == {"remarks": "无", "diet": "halal", "diet_note": "花生过敏"}
    assert (answers, "halal" in after.sensitive) == ({"remarks": "无"}, False)
    assert sealed.sensitive == {"diet": "halal", "diet_note": "花生过敏"}
    told = db.session.get(AuditEntry, entry_id).changes
    assert told == {"answers.diet_note": [None, "…"], "title": ["", "处长"]}
