"""Steps of the tests of every command, which others take too."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import click

from eventmgr.console.cli import COMMANDS


def commands() -> Iterator[tuple[str, click.Command]]:
    """(words, command) of every command that does something, sub-commands included."""

    def walk(words: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
        if isinstance(command, click.Group):
            for name in command.list_commands(click.Context(command)):
                inner = command.get_command(click.Context(command), name)
                assert inner is not None
                yield from walk(f"{words} {name}", inner)
        else:
            yield words, command

    for name, module in COMMANDS.items():
        yield from walk(name, importlib.import_module(module).command)


ALL = dict(commands())


def filled(command: click.Command, *, without: str = "") -> list[str]:
    """A line that says everything that must be said, in values of the right type."""
    line: list[str] = []
    for one in command.params:
        if not one.required or one.name == without:
            continue
        value = one.type.choices[0] if isinstance(one.type, click.Choice) else "1"
        value = "2026-05-13" if isinstance(one.type, click.DateTime) else value
        line += [one.opts[0], str(value)] if isinstance(one, click.Option) else [str(value)]
    return line
