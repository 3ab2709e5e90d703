"""Commands: schema, sample events, server, worker, accounts, checks."""

from __future__ import annotations

import importlib
import sys

import click
from flask import Flask
from flask.cli import FlaskGroup

COMMANDS = (
    "eventmgr.cli.schema",
    "eventmgr.cli.serve",
    "eventmgr.cli.worker",
    "eventmgr.cli.user",
    "eventmgr.cli.sample",
    "eventmgr.cli.taxonomy",
    "eventmgr.cli.check",
)
"""Modules with a click command or group named `command`."""


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    for name in COMMANDS:
        command: click.Command = importlib.import_module(name).command
        app.cli.commands.pop(command.name or "", None)
        app.cli.add_command(command)


def _create() -> Flask:
    from eventmgr.app import create_app  # noqa: PLC0415  # the application stands one floor above its commands

    return create_app()


def main() -> None:
    """Entry point of `eventmgr`: the same as `flask --app wsgi`, from any folder."""
    group = FlaskGroup(create_app=_create, add_default_commands=False, add_version_option=False, help=__doc__)
    group.main(args=sys.argv[1:], prog_name="eventmgr")
