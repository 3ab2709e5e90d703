"""Setting up: one at a time in a folder, and SQLite's file as it was before is kept beside it."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing, contextmanager
from types import SimpleNamespace

import click
import pytest
from sqlalchemy import text

from eventmgr.console.cli import demo, sample, schema, setting_up
from eventmgr.ground.db import db
from tests.conftest import new_app, script
from tests.console.cli.releases import HEAD, NEXT, release_next

pytestmark = pytest.mark.one_engine

installing = script("installing")


@pytest.fixture
def old(tmp_path, monkeypatch):
    """An installation on SQLite with the schema of this release, and the code of the next."""
    app = new_app(SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'site.sqlite'}", INSTANCE_PATH=str(tmp_path))
    with app.app_context():
        schema.migrate("upgrade", "head")
        release_next(tmp_path, monkeypatch)
        yield app
        db.session.remove()
        db.engine.dispose()


def upgrade(app, *options):
    """What `eventmgr db upgrade` says."""
    done = app.test_cli_runner().invoke(schema.upgrade_command, options, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output.splitlines()


def revision(path):
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0][:4]


def test_an_upgrade_keeps_the_file_as_it_was_and_names_it(old, tmp_path):
    copy = tmp_path / "site.sqlite-before-upgrade"
    copy.write_text("the copy of the upgrade before this one")

    first, _done = upgrade(old)

    assert first == f"A copy of the database as it was is kept: {copy}"
    assert (revision(copy), revision(tmp_path / "site.sqlite")) == (HEAD, NEXT)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("*before*")] == [copy.name]


def test_what_changes_nothing_leaves_the_copy_alone(old, tmp_path):
    upgrade(old)
    before = (tmp_path / "site.sqlite-before-upgrade").stat()

    said = upgrade(old)

    assert (len(said), (tmp_path / "site.sqlite-before-upgrade").stat()) == (1, before)


def test_no_copy_is_made_of_a_new_database_nor_where_none_is_wanted(old, tmp_path):
    assert len(upgrade(old, "--no-copy")) == 1
    schema.migrate("downgrade", "base")
    assert len(upgrade(old)) == 1
    assert list(tmp_path.glob("*before*")) == []


def test_a_disk_without_room_for_a_copy_is_told_and_the_schema_comes_up_all_the_same(old, tmp_path, monkeypatch):
    space = SimpleNamespace(free=20 << 20)
    monkeypatch.setattr(setting_up.shutil, "disk_usage", lambda _folder: space)

    said = upgrade(old)

    assert said[0].startswith("No copy of the database is kept: 20 MB are free, ")
    assert (revision(tmp_path / "site.sqlite"), list(tmp_path.glob("*before*"))) == (NEXT, [])


def test_a_copy_that_fails_leaves_nothing_and_the_schema_comes_up_all_the_same(old, tmp_path, monkeypatch):
    def fail(_path):
        raise OSError("No space left on device")

    monkeypatch.setattr(setting_up, "sync_folder", lambda _path: None)
    monkeypatch.setattr(setting_up.os, "fsync", fail)

    said = upgrade(old)

    assert said[0] == "No copy of the database is kept: No space left on device"
    assert (revision(tmp_path / "site.sqlite"), list(tmp_path.glob("*before*"))) == (NEXT, [])


def copy(app, path):
    return app.test_cli_runner().invoke(schema.copy_command, [str(path)], catch_exceptions=False)


def test_the_file_is_copied_while_it_is_used(old, tmp_path):
    with db.engine.connect().execution_options(eventmgr_write=True) as writer:
        writer.execute(text("UPDATE alembic_version SET version_num = 'nothing that lasts'"))
        done = copy(old, tmp_path / "copy.sqlite")

    assert (done.exit_code, done.output) == (0, f"copied to {tmp_path / 'copy.sqlite'}\n")
    assert revision(tmp_path / "copy.sqlite") == HEAD
    assert stat.S_IMODE((tmp_path / "copy.sqlite").stat().st_mode) == 0o600


def test_a_copy_overwrites_nothing_and_says_why_there_is_none(old, tmp_path):
    (tmp_path / "there").touch()

    said = [copy(old, tmp_path / name).output for name in ("there", "nowhere/copy.sqlite")]

    assert said[0] == f"Error: {tmp_path / 'there'} is there already and is not overwritten\n"
    assert said[1].startswith("Error: no copy was made: ")


@pytest.fixture(params=["what eventmgr sets up", "what bootstrap.py sets up"])
def kind(request, old, monkeypatch):
    """(how to be alone, what is waited for, how to hear what is said) of each place that lets in one at a time."""
    if request.param == "what eventmgr sets up":

        @contextmanager
        def alone():
            with old.app_context(), setting_up.alone():
                yield

        return alone, lambda heard: monkeypatch.setattr(click, "echo", lambda text, **_: heard(text))
    return installing.alone, lambda heard: monkeypatch.setattr(
        installing, "print", lambda text, **_: heard(text), raising=False
    )


def test_who_comes_second_says_so_and_waits(kind):
    alone, listen = kind
    inside, told, order = threading.Event(), threading.Event(), []
    listen(lambda text: (order.append(text), told.set()))

    def first():
        with alone():
            inside.set()
            told.wait(30)
            order.append("the first is done")

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait(30)
    with alone():
        order.append("the second begins")
    thread.join(30)

    assert [order[0].startswith("Another one is setting up "), *order[1:]] == [
        True,
        "the first is done",
        "the second begins",
    ]


def test_whoever_is_alone_does_not_wait_for_itself(old):
    with setting_up.alone(), setting_up.alone():
        pass


@pytest.mark.parametrize(
    ("command", "line"),
    [(demo.command, []), (sample.command, []), (schema.upgrade_command, [])],
    ids=["demo", "sample", "db upgrade"],
)
def test_each_command_that_sets_up_does_it_alone(app, monkeypatch, command, line):
    inside, seen = [], []

    @contextmanager
    def alone():
        inside.append(1)
        yield
        inside.pop()

    for module, name in ((schema, "migrate"), (sample.build, "is_built")):
        monkeypatch.setattr(module, name, lambda *_, **__: seen.append(len(inside)) or True)
    monkeypatch.setattr(setting_up, "alone", alone)
    monkeypatch.setattr(demo.serve.command, "callback", lambda **_: seen.append(len(inside)))
    monkeypatch.setenv("EVENTMGR_BASE_URL", "")
    monkeypatch.setattr(demo, "_refuse_taken_port", lambda _port: None)

    app.test_cli_runner().invoke(command, line, catch_exceptions=False)

    *setting, last = seen
    assert all(setting), "each step within"
    assert bool(last) == (command is not demo.command), "but serving, which others must not wait for"
