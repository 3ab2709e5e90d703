"""Commands: schema, sample events, server, worker, accounts, checks, timetables of meetings."""

from __future__ import annotations

import gc
import importlib
import sys
from importlib.metadata import version
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup, FlaskGroup

from eventmgr.faults import Fault, fault_of, said_by
from eventmgr.settings import BadSetting

COMMANDS = {
    "db": "eventmgr.cli.schema",
    "demo": "eventmgr.cli.demo",
    "serve": "eventmgr.cli.serve",
    "worker": "eventmgr.cli.worker",
    "user": "eventmgr.cli.user",
    "sample": "eventmgr.cli.sample",
    "taxonomy": "eventmgr.cli.taxonomy",
    "check": "eventmgr.cli.check",
    "reseal": "eventmgr.cli.reseal",
    "renumber": "eventmgr.cli.renumber",
    "retention": "eventmgr.cli.retention",
    "bounces": "eventmgr.cli.bounces",
    "breach": "eventmgr.cli.breach",
    "trail": "eventmgr.cli.trail",
    "meetings": "eventmgr.cli.matchmaking.meetings",
    "matches": "eventmgr.cli.matchmaking.matches",
}
"""Name → module with a click command or group named `command`, imported when it is called: serving needs no sample."""

STANDALONE = ("matches", "meetings")
"""Commands over plain files: they start no application, so they need no database and begin at once."""


class Console(FlaskGroup):
    """`eventmgr` itself."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; those over plain files are found without the application."""
        if cmd_name in STANDALONE:
            command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
            return command
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a database without the tables of this release is told in a sentence, not by a traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if _is_behind(error):
                raise click.ClickException(
                    "the database lacks tables of this release: run `eventmgr db upgrade` first"
                ) from error
            said = _house_says(error)
            if said is not None:
                raise click.ClickException(said) from error
            raise


def _house_says(error: BaseException) -> str | None:
    """A full disk, or a database that is away, locked or damaged, in a sentence; None for anything else."""
    fault = fault_of(error)
    if fault is None:
        return None
    if fault is Fault.FULL:
        return "the disk is full: nothing of what was asked for is kept. Make room, then run the command again."
    return f"{fault.value} ({said_by(error)})"


def _is_behind(error: BaseException) -> bool:
    """Whether a statement asked for a table or a column that is not there."""
    said = getattr(error, "orig", None)
    unknown = getattr(said, "sqlstate", None) in ("42P01", "42703")  # PostgreSQL: undefined table, undefined column
    return unknown or (said is not None and str(said).startswith(("no such table", "no such column")))


class Commands(AppGroup):
    """The commands of the application, each imported at its first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted({*COMMANDS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name in COMMANDS:
            command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
            return command
        return super().get_command(ctx, cmd_name)


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    app.cli = Commands()


def _create() -> Flask:
    """The application. Nothing of what loads now is garbage: a fifth of a start was the collector looking for some, and it
    looks no more at what has loaded, which stays as long as the process."""
    gc.disable()
    try:
        from eventmgr.app import create_app  # noqa: PLC0415  # the application stands one floor above its commands

        return create_app()
    except BadSetting as error:
        sys.exit(f"eventmgr does not start: {error}")
    except OSError as error:
        said = _house_says(error)
        if said is None:
            raise
        sys.exit(f"eventmgr does not start: {said}")
    finally:
        gc.freeze()
        gc.enable()


def _say_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"eventmgr {version('eventmgr')}")
        context.exit()


_VERSION = click.Option(
    ["--version"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Say which release this is.",
)


def main() -> None:
    """Entry point of `eventmgr`: the same as `flask --app wsgi`, from any folder."""
    group = Console(
        create_app=_create, add_default_commands=False, add_version_option=False, params=[_VERSION], help=__doc__
    )
    group.main(args=sys.argv[1:], prog_name="eventmgr")
