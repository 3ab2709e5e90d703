"""Migrations lead from nothing to the models and back, on both databases."""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from sqlalchemy import MetaData, inspect, text
from sqlalchemy.exc import DBAPIError

from eventmgr.cli.schema import MIGRATIONS, migrate
from eventmgr.db import db
from eventmgr.events.derived.participant_types import types_of
from eventmgr.events.models import Event
from eventmgr.log.models import ActorKind, AuditEntry
from eventmgr.outcomes.models import ActionItem
from eventmgr.quotas.models import Status
from eventmgr.registration.models import Registration
from tests.conftest import new_app
from tests.databases import PostgresDatabase, SqliteDatabase
from tests.factories import NOON, keep, make_event, make_registration, set_types
from tests.messages.worker_processes import wait_until

pytestmark = pytest.mark.engines_differ

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


def test_who_migrates_waits_for_whoever_migrates_already(
    bare: None, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, engine: str
):
    if engine == "sqlite":
        pytest.skip("its transaction that writes is alone anyway")
    monkeypatch.setattr("eventmgr.db._BUSY_MS", 1)
    lock = re.findall(r"^_LOCK = ([\d_]+)", (MIGRATIONS / "env.py").read_text("utf-8"), re.MULTILINE)[0]
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    failures = []

    def second():
        with app.app_context():
            try:
                migrate("upgrade", "0001")
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
    monkeypatch.setattr("eventmgr.cli.schema.MIGRATIONS", copy)

    migrate("revision", message="all", autogenerate=True, rev_id="0001")
    written = (copy / "versions" / "0001_all.py").read_text("utf-8")
    migrate("upgrade", "head")

    assert ("eventmgr" in written, tables()) == (False, set(db.metadata.tables))


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


def insert(table: str, **values: object) -> None:
    """A row as the schema of that moment wants it; columns that may not be empty and are not named get something."""
    found = MetaData()
    found.reflect(db.engine, only=[table])
    rest = {
        column.name: _SOMETHING[type(column.type).__name__]
        for column in found.tables[table].columns
        if not column.nullable and column.name not in values and not column.primary_key
    }
    db.session.execute(found.tables[table].insert(), rest | values)


_AT = datetime(2026, 4, 1, 4, tzinfo=UTC)
_SOMETHING = {
    **dict.fromkeys(("VARCHAR", "TEXT"), ""), "INTEGER": 1, "BOOLEAN": False, "JSON": {},
    **dict.fromkeys(("DATETIME", "TIMESTAMP"), _AT),
}  # fmt: skip


@pytest.mark.usefixtures("bare")
def test_choices_of_groups_become_places_first_come_first_and_the_rest_waits():
    scripts = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    own = next(one for one in scripts if one.path.endswith("_signup.py"))
    migrate("upgrade", own.down_revision)
    insert("event", id=1, slug="a", ends_at=_AT + timedelta(days=1))
    insert("person", id=1, name="样例")
    times = {"event_id": 1, "ends_at": _AT + timedelta(hours=1), "kind": "group"}
    insert("agenda_item", id=7, uid="7", capacity=1, **times)
    insert("agenda_item", id=8, uid="8", is_cancelled=True, **times)
    chosen = {
        1: (7, 2, "confirmed"),
        2: (7, 1, "attended"),
        3: (7, 0, "pending"),
        4: (8, 0, "confirmed"),
        5: (9, 0, "confirmed"),
    }
    for number, (group, hours, status) in chosen.items():
        insert(
            "registration", id=number, event_id=1, person_id=1, name="样例", identity_key=str(number), status=status,
            answers={"group": str(group)}, created_at=_AT + timedelta(hours=hours),
        )  # fmt: skip
    insert("registration", id=6, event_id=1, person_id=1, name="样例", identity_key="6", status="confirmed")
    db.session.commit()
    db.session.remove()

    migrate("upgrade", own.revision)

    rows = db.session.execute(text("SELECT registration_id, item_id, state FROM signup ORDER BY registration_id")).all()
    assert rows == [(1, 7, "waiting"), (2, 7, "held")]


@pytest.mark.usefixtures("bare")
def test_what_was_agreed_moves_to_action_items_with_its_numbers_and_its_history():
    migrate("upgrade", "0014")
    insert("event", id=1, slug="a", ends_at=_AT + timedelta(days=1))
    for number in (3, 7):
        insert("conclusion", id=number, event_id=1, text={"zh": f"事项{number}"}, status="done", position=number)
    insert("audit_entry", id=1, event_id=1, object_type="conclusion", object_id=7, action="created")
    db.session.commit()
    db.session.remove()

    migrate("upgrade", "0015")

    rows = db.session.execute(text("SELECT id, event_id, status, position FROM action_item ORDER BY id")).all()
    assert rows == [(3, 1, "done", 3), (7, 1, "done", 7)]
    assert db.session.scalar(text("SELECT object_type FROM audit_entry")) == "action_item"
    assert "conclusion" not in tables()
    new = ActionItem(event_id=1, text={"zh": "新"}, created_at=_AT)
    db.session.add(new)
    db.session.commit()
    assert new.id == 8


@pytest.mark.usefixtures("bare")
def test_numbers_of_calendar_entries_start_above_what_was_sent_and_the_organizer_stays():
    scripts = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    own = next(one for one in scripts if one.path.endswith("_calendar_entries.py"))
    migrate("upgrade", own.down_revision)
    ends = {"ends_at": _AT + timedelta(days=1)}
    insert("event", id=1, slug="a", uid="a", status="published", sequence=4, contact={"email": "o@example.com"}, **ends)
    insert("event", id=2, slug="b", uid="b", status="draft", sequence=0, **ends)
    times = {"event_id": 1, "ends_at": _AT + timedelta(hours=1)}
    insert("agenda_item", id=7, uid="7", sequence=2, is_cancelled=True, **times)
    insert("person", id=1, name="样例")
    changed_at = _AT + timedelta(hours=3)
    insert("registration", id=1, event_id=1, person_id=1, name="样例", identity_key="1", changed_at=changed_at)
    db.session.commit()
    db.session.remove()

    migrate("upgrade", own.revision)

    columns = "sequence, mail_sequence, organizer_address"
    assert db.session.execute(text(f"SELECT {columns} FROM event ORDER BY id")).all() == [
        (5, 5, "o@example.com"),
        (0, 0, ""),
    ]
    item = db.session.execute(text("SELECT sequence, removed_at IS NOT NULL FROM agenda_item")).one()
    place = db.session.execute(text("SELECT sequence, calendar_changed_at = changed_at FROM registration")).one()
    assert (tuple(item), tuple(place)) == ((3, True), (0, True))


@pytest.mark.usefixtures("bare")
def test_numbers_of_sessions_in_personal_calendars_stay_when_the_short_name_gets_its_own():
    scripts = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    own = next(one for one in scripts if one.path.endswith("_numbers_in_own_calendars.py"))
    migrate("upgrade", own.down_revision)
    insert("event", id=1, slug="a", uid="a", status="published", sequence=4, ends_at=_AT + timedelta(days=1))
    db.session.commit()
    db.session.remove()

    migrate("upgrade", own.revision)

    columns = "sequence, name_sequence, name_changed_at = calendar_changed_at"
    assert tuple(db.session.execute(text(f"SELECT {columns} FROM event")).one()) == (4, 4, True)


@pytest.mark.usefixtures("bare")
def test_types_of_participants_come_and_go_with_nobody_lost_and_staff_where_they_were():
    """Before them people of a type of the event's own are delegates; whether staff use quotas was a column of the plan."""
    migrate("upgrade", "head")
    event = make_event()
    set_types(event, staff={"counts_in_quota": False}, observer={"capacity": 3})
    for role in ("observer", "media", "staff", "delegate"):
        make_registration(event, role=role)
    db.session.remove()

    migrate("downgrade", "0055")
    kept = db.session.execute(text("SELECT role, count(*) FROM registration GROUP BY role ORDER BY role")).all()
    counted = db.session.execute(text("SELECT role, sum(n) FROM registration_tally GROUP BY role ORDER BY role")).all()
    counts_staff = db.session.execute(text("SELECT counts_staff FROM quota_plan")).scalar_one()
    db.session.remove()
    migrate("upgrade", "head")
    types = types_of(db.session.query(Event).one())

    assert kept == [("delegate", 2), ("media", 1), ("staff", 1)] == [(role, int(n)) for role, n in counted]
    assert (bool(counts_staff), types.uncounted, "observer" in types) == (False, {"staff"}, False)
    assert types.get("staff").entry == "invitation"


@pytest.mark.usefixtures("bare")
def test_whoever_is_offered_a_place_waits_again_where_nothing_is_offered():
    migrate("upgrade", "head")
    event = make_event(capacity=1)
    for status in (Status.OFFERED, Status.WAITLISTED, Status.CONFIRMED):
        make_registration(event, status=status)
    db.session.remove()

    migrate("downgrade", "0056")
    kept = db.session.execute(text("SELECT status, count(*) FROM registration GROUP BY status ORDER BY status")).all()
    counted = db.session.execute(text("SELECT status, sum(n) FROM registration_tally GROUP BY status ORDER BY status"))
    assert kept == [("confirmed", 1), ("waitlisted", 2)] == [(status, int(n)) for status, n in counted.all()]
    db.session.remove()
    migrate("upgrade", "head")
