"""A command on a database that was never brought up to date says what to do."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from eventmgr.cli import Console
from eventmgr.db import db


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


def test_another_fault_is_not_taken_for_it(app, console):
    @app.cli.command("ask")
    def ask():
        raise OperationalError("SELECT 1", {}, Exception("disk I/O error"))

    assert isinstance(app.test_cli_runner().invoke(console, ["ask"]).exception, OperationalError)
