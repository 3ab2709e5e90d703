"""Migrations lead from nothing to the models and back, on both databases."""

from __future__ import annotations

import ast
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from eventmgr.console.cli.schema import MIGRATIONS, migrate
from eventmgr.ground.db import db
from eventmgr.on_site.logistics.models import Ride
from tests.conftest import new_app
from tests.console.cli.releases import NEXT, release_next
from tests.databases import PostgresDatabase, SqliteDatabase
from tests.factories import make_event
from tests.on_site.logistics.factories import make_ride, make_vehicle
from tests.tools.messages.worker_processes import wait_until

pytestmark = pytest.mark.engines_differ


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


def test_who_migrates_waits_for_whoever_migrates_already(
    bare: None, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, engine: str
):
    if engine == "sqlite":
        pytest.skip("its transaction that writes is alone anyway")
    monkeypatch.setattr("eventmgr.ground.db._BUSY_MS", 1)
    lock = re.findall(r"^_LOCK = ([\d_]+)", (MIGRATIONS / "env.py").read_text("utf-8"), re.MULTILINE)[0]
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    failures = []

    def second():
        with app.app_context():
            try:
                migrate("upgrade", "head")
            except DBAPIError as error:
                failures.append(error)

    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with db.engine.connect() as first:
        first.execute(text(f"SELECT pg_advisory_xact_lock({lock})"))
        thread = threading.Thread(target=second)
        thread.start()
        wait_until(lambda: first.execute(waiting).scalar() or failures, seconds=60, what="the second one waits")
        assert (failures, inspect(first).has_table("event")) == ([], False)
    thread.join(60)

    assert (failures, "event" in tables()) == ([], True)


@pytest.mark.usefixtures("app")
def test_no_table_bears_a_constraint_twice():
    inspector = inspect(db.engine)
    names = [(table, one["name"]) for table in tables() for one in inspector.get_check_constraints(table)]

    assert ("registration", "ck_registration_name_not_empty") in names
    assert sorted({name for name in names if names.count(name) > 1}) == []


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
def test_places_of_rides_are_in_the_language_of_their_script_when_they_get_two():
    migrate("upgrade", "head")
    event = make_event()
    vehicle = make_vehicle(event)
    for start, goal in (({"zh": "上海虹桥站"}, {"en": "Sample plant"}), ({"zh": "大堂", "en": "Lobby"}, {})):
        make_ride(event, vehicle, start=start, goal=goal)
    db.session.remove()

    migrate("downgrade", "0128")
    before = [tuple(row) for row in db.session.execute(text("SELECT start, goal FROM ride ORDER BY id"))]
    db.session.remove()
    migrate("upgrade", "head")

    assert before == [("上海虹桥站", "Sample plant"), ("大堂", "")]
    assert [(ride.start, ride.goal) for ride in db.session.query(Ride).order_by(Ride.id)] == [
        ({"zh": "上海虹桥站"}, {"en": "Sample plant"}),
        ({"zh": "大堂"}, {}),
    ]


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
    revisions = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]

    assert revisions == sorted(revisions, reverse=True)
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_migrations_import_nothing_of_the_application():
    imported = {
        (str(path.relative_to(MIGRATIONS)), name)
        for path in sorted(MIGRATIONS.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in names_of(node)
        if name.split(".")[0] not in (*sys.stdlib_module_names, "alembic", "sqlalchemy")
    }

    assert imported == set()


def names_of(node: ast.AST) -> list[str]:
    """Modules that a statement imports; of a relative import `.name`, which is none of the libraries."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return ["." * node.level + (node.module or "")] if isinstance(node, ast.ImportFrom) else []


@pytest.mark.usefixtures("bare")
def test_a_new_migration_needs_nothing_of_the_application(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """As `eventmgr db revision` writes it: made from the models, with types of our own, and run without them."""
    copy = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    for path in (copy / "versions").glob("*.py"):
        path.unlink()
    monkeypatch.setattr("eventmgr.console.cli.schema.MIGRATIONS", copy)

    migrate("revision", message="all", autogenerate=True, rev_id="0001")
    written = (copy / "versions" / "0001_all.py").read_text("utf-8")
    migrate("upgrade", "head")

    assert ("eventmgr" in written, tables()) == (False, set(db.metadata.tables))


@pytest.mark.usefixtures("bare")
def test_a_new_migration_has_the_number_after_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    release_next(tmp_path, monkeypatch)
    migrate("upgrade", "head")

    done = current_app.test_cli_runner().invoke(args=["db", "revision", "more"])

    [made] = (tmp_path / "migrations" / "versions").glob("*_more.py")
    assert (done.exit_code, int(made.name[:4])) == (0, int(NEXT) + 1)
