"""`eventmgr db`: the schema."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import downgrade, stamp, upgrade

command = AppGroup("db", help="The schema: create it, bring it up to date.")

MIGRATIONS = str(Path(__file__).resolve().parent.parent / "migrations")


@command.command("upgrade")
@click.option("--revision", default="head", show_default=True)
def upgrade_command(revision: str) -> None:
    """Create the schema or migrate it."""
    upgrade(directory=MIGRATIONS, revision=revision)
    click.echo(f"schema is up to date: {current_app.extensions['sqlalchemy'].engine.url.render_as_string()}")


@command.command("downgrade")
@click.argument("revision")
def downgrade_command(revision: str) -> None:
    """Go back to an earlier revision."""
    downgrade(directory=MIGRATIONS, revision=revision)


@command.command("stamp")
@click.argument("revision")
def stamp_command(revision: str) -> None:
    """Say that the schema is at a revision without touching it."""
    stamp(directory=MIGRATIONS, revision=revision)
