"""`eventmgr db`: the schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import click
from flask import current_app
from flask.cli import AppGroup

from eventmgr.console.cli import setting_up
from eventmgr.ground import clock
from eventmgr.ground.db import UtcDateTime, db
from eventmgr.ground.sealing import Sealed, SealedBytes
from eventmgr.tools.web.installation import schema as revisions
from eventmgr.tools.web.installation.condition import is_current, refuse_unknown_schema, take_keys

command = AppGroup("db", help="The schema: create it, bring it up to date.")

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


@command.command("upgrade")
@click.option("--revision", default="head", show_default=True, help="Which schema to go to.")
@click.option(
    "--copy/--no-copy",
    default=True,
    show_default=True,
    help="Keep a copy of SQLite's file as it was before, beside it.",
)
def upgrade_command(revision: str, copy: bool) -> None:
    """Create the schema or migrate it."""
    upgrade(revision, copy=copy)
    click.echo(f"schema is up to date: {db.engine.url.render_as_string()}")


@command.command("downgrade")
@click.argument("revision")
def downgrade_command(revision: str) -> None:
    """Go back to an earlier revision (`base`: to an empty database)."""
    refuse_unknown_schema()
    migrate("downgrade", revision)


@command.command("stamp")
@click.argument("revision")
def stamp_command(revision: str) -> None:
    """Say that the schema is at a revision without touching it."""
    migrate("stamp", revision)


@command.command("revision")
@click.argument("message")
def revision_command(message: str) -> None:
    """Write a new migration from the difference between the models and the database."""
    number = f"{int(revisions.newest()) + 1:04}"
    migrate("revision", message=message, autogenerate=True, rev_id=number)


@command.command("copy")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def copy_command(file: Path) -> None:
    """Copy SQLite's file at one instant while everybody goes on; PostgreSQL is copied by pg_dump."""
    if db.engine.dialect.name != "sqlite":
        raise click.ClickException("this database is PostgreSQL: pg_dump copies it (docs/running/operations.md)")
    if file.exists():
        raise click.ClickException(f"{file} is there already and is not overwritten")
    try:
        setting_up.copy_to(file)
    except (OSError, sqlite3.Error) as error:
        raise click.ClickException(f"no copy was made: {error}") from error
    click.echo(f"copied to {file}")


@command.command("check")
def check_command() -> None:
    """Fail where the models and the migrated schema differ."""
    refuse_unknown_schema()
    migrate("check")


def upgrade(revision: str, *, copy: bool = True) -> None:
    """Bring the schema to a revision, alone in the folder; where that changes it, with a copy of SQLite's file before.
    What is sealed must be readable with the keys at hand, which are recorded then."""
    refuse_unknown_schema()
    with setting_up.alone():
        migrate("upgrade", revision, before=setting_up.keep_copy if copy else None)
        if is_current():
            take_keys(at=clock.now())


def migrate(name: str, *arguments: Any, before: Callable[[], None] | None = None, **options: Any) -> None:
    """Alembic's command `name` on the database of the application whose context is active.

    Args:
        before: what is done before an upgrade of a schema that is there, while nobody else writes.
    """
    from alembic import command as alembic_command  # noqa: PLC0415  # 0.3 s, and no page needs it
    from alembic.config import Config  # noqa: PLC0415  # the same
    from alembic.util import CommandError  # noqa: PLC0415  # the same

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.attributes.update(
        engine=db.engine,
        metadata=db.metadata,
        render_item=rendered,
        sealer=current_app.extensions["sealer"],
        before=before,
    )
    try:
        getattr(alembic_command, name)(config, *arguments, **options)
    except CommandError as error:
        raise click.ClickException(str(error)) from error


def rendered(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Types of our own as what they are in the database: so they stand in a new migration, which needs none of our
    code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, SealedBytes):
        return "sa.LargeBinary()"
    if kind == "type" and isinstance(item, Sealed):
        return "sa.Text()"
    return False
