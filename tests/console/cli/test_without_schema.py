"""A command on a database that was never brought up to date says what to do."""

from __future__ import annotations

import errno
import sqlite3

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from eventmgr.console import cli
from eventmgr.console.cli import Console
from eventmgr.ground.db import CommitInDoubt, db


@pytest.fixture
def console(app):
    return Console(create_app=lambda: app, add_default_commands=False, add_version_option=False)


@pytest.mark.parametrize("statement", ["SELECT 1 FROM nowhere", "SELECT shoe_size FROM event"])
def test_a_missing_table_or_column_is_told_in_a_sentence(app, console, statement):
    @app.cli.command("ask")
    def ask():
        db.session.execute(text(statement))

    done = app.test_cli_runner().invoke(console, ["ask"])

    assert done.exit_code == 1, repr(done.exception)
    assert done.output == "Error: the database lacks tables of this release: run `eventmgr db upgrade` first\n"


def full_sqlite():
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


FULL = [
    OperationalError("INSERT", {}, full_sqlite()),
    OperationalError("INSERT", {}, psycopg.errors.DiskFull("could not extend file")),
    CommitInDoubt(OSError(errno.ENOSPC, "No space left on device")),
    OSError(errno.ENOSPC, "No space left on device"),
]


@pytest.mark.one_engine
@pytest.mark.parametrize("error", FULL, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("command", [("user", "link", "li@example.com"), ("worker", "--once"), ("ask",)])
def test_every_command_says_in_a_sentence_that_the_disk_is_full(app, console, monkeypatch, command, error):
    def fail(*_args, **_values):
        raise error

    app.cli.command("ask")(fail)
    monkeypatch.setattr("eventmgr.console.cli.user.write", fail)
    monkeypatch.setattr("eventmgr.console.cli.worker.write", fail)

    done = app.test_cli_runner().invoke(console, command)

    assert done.exit_code == 1, repr(done.exception)
    assert done.output.startswith("Error: the disk is full [") and done.output.count("\n") == 1
    assert done.output.endswith("): nothing was saved; make room and run it again\n")


def test_a_key_that_finds_no_room_at_the_start_is_told_in_the_same_words(monkeypatch):
    def fail():
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("eventmgr.app.create_app", fail)

    with pytest.raises(SystemExit, match="eventmgr does not start: the disk is full"):
        cli._create()


@pytest.mark.parametrize(
    "address", ["mail.example.org", "smtp://", "smtp://mail.example.org:x", "http://mail.example.org"]
)
def test_a_mail_address_without_its_scheme_stops_every_command_and_the_sentence_has_one_that_is_right(
    monkeypatch, tmp_path, address
):
    monkeypatch.setenv("EVENTMGR_SMTP_URL", address)
    monkeypatch.setenv("EVENTMGR_INSTANCE_PATH", str(tmp_path))

    with pytest.raises(
        SystemExit, match=r"EVENTMGR_SMTP_URL must look like smtp://user:password@mail\.example\.org:587"
    ):
        cli._create()


def test_another_fault_is_not_taken_for_it(app, console):
    @app.cli.command("ask")
    def ask():
        raise OperationalError("SELECT 1", {}, Exception("disk I/O error"))

    assert isinstance(app.test_cli_runner().invoke(console, ["ask"]).exception, OperationalError)
