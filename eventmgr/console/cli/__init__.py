"""Commands: schema, sample events, server, worker, accounts, checks, timetables of meetings."""

from __future__ import annotations

import gc
import importlib
import sys
from importlib.metadata import version
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup, FlaskGroup, ScriptInfo

from eventmgr.ground.settings_source import BadSetting

COMMANDS = {
    "db": "eventmgr.console.cli.schema",
    "demo": "eventmgr.console.cli.demo",
    "serve": "eventmgr.console.cli.serve",
    "worker": "eventmgr.console.cli.worker",
    "user": "eventmgr.console.cli.user",
    "sample": "eventmgr.console.cli.sample",
    "taxonomy": "eventmgr.console.cli.taxonomy",
    "check": "eventmgr.console.cli.check",
    "reseal": "eventmgr.console.cli.reseal",
    "renumber": "eventmgr.console.cli.renumber",
    "retention": "eventmgr.console.cli.retention",
    "bounces": "eventmgr.console.cli.bounces",
    "breach": "eventmgr.console.cli.breach",
    "trail": "eventmgr.console.cli.trail",
    "meetings": "eventmgr.console.cli.matchmaking.meetings",
    "matches": "eventmgr.console.cli.matchmaking.matches",
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
        """Run the command; what is wrong with the database or the installation is told in a sentence, not by a
        traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if isinstance(error, click.exceptions.Exit | click.ClickException | click.Abort):
                raise
            sentence = _explained(error, ctx.ensure_object(ScriptInfo).load_app())
            if sentence is None:
                raise
            raise click.ClickException(sentence) from error


def _explained(error: Exception, app: Flask | None = None) -> str | None:
    from eventmgr.console.cli.guarding import explained  # noqa: PLC0415  # it knows the database, which some commands need not

    return explained(error, app)


class Commands(AppGroup):
    """The commands of the application, each imported at its first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted({*COMMANDS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name in COMMANDS:
            from eventmgr.console.cli.guarding import guard  # noqa: PLC0415  # the same

            return guard(cmd_name, importlib.import_module(COMMANDS[cmd_name]).command)
        return super().get_command(ctx, cmd_name)


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    app.cli = Commands()


def _create() -> Flask:
    """The application. Nothing of what loads now is garbage: a fifth of a start was the collector looking for some, and
    it looks no more at what has loaded, which stays as long as the process."""
    gc.disable()
    try:
        from eventmgr.app import create_app  # noqa: PLC0415  # the application stands one floor above its commands

        return create_app()
    except BadSetting as error:
        sys.exit(f"eventmgr does not start: {error}")
    except OSError as error:
        sentence = _explained(error)
        if sentence is None:
            raise
        sys.exit(f"eventmgr does not start: {sentence}")
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
