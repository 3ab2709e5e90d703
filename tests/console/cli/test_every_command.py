"""Every command and option of `eventmgr`: each has its help, and what is wrong on the command line is named and refused
with status 2 before anything is done."""

from __future__ import annotations

from typing import Any

import click
import pytest
from click.testing import CliRunner

from eventmgr.console.cli import COMMANDS
from tests.console.cli.every_command import ALL, filled

pytestmark = pytest.mark.one_engine


OPTIONS = [
    (words, option) for words, command in ALL.items() for option in command.params if isinstance(option, click.Option)
]


def wrong_value(kind: click.ParamType) -> str | None:
    """A value that this type refuses; None where it takes any text."""
    if isinstance(kind, (click.IntRange, click.FloatRange)) and kind.max is not None:
        return str(kind.max + 1)
    if isinstance(kind, (click.IntRange, click.FloatRange)) and kind.min is not None:
        return str(kind.min - 1)
    if isinstance(kind, (click.Choice, click.types.IntParamType, click.types.FloatParamType, click.DateTime)):
        return "nonsense"
    if isinstance(kind, click.Path) and kind.exists:
        return "/nowhere/at/all"
    return None


def run(words: str, *line: str) -> Any:
    return CliRunner().invoke(ALL[words], list(line), prog_name=f"eventmgr {words}")


def named(option: click.Option) -> str:
    return max(option.opts, key=len)


def test_every_command_is_found():
    assert {words.split()[0] for words in ALL} == set(COMMANDS)
    assert len(ALL) >= 20


@pytest.mark.parametrize("words", ALL)
def test_every_command_says_what_it_does_and_what_each_option_is_for(words: str):
    result = run(words, "--help")

    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: eventmgr {words}")
    assert len([line for line in result.output.splitlines() if line.strip()]) > 2
    for option in ALL[words].params:
        if isinstance(option, click.Option) and not option.hidden:
            assert named(option) in result.output
            assert option.help or named(option) == "--help", f"{words} {named(option)} is not explained"


@pytest.mark.parametrize("words", ALL)
def test_an_unknown_option_and_a_superfluous_word_are_refused(words: str):
    unknown = run(words, *filled(ALL[words]), "--nonsense")
    several = any(one.nargs == -1 for one in ALL[words].params)
    superfluous = run(words, *filled(ALL[words]), "a", "b", "c", "d", "e")

    assert (unknown.exit_code, "--nonsense" in unknown.output) == (2, True)
    assert several or superfluous.exit_code == 2


@pytest.mark.parametrize(
    ("words", "name"),
    [(words, one.name) for words, command in ALL.items() for one in command.params if one.required],
)
def test_what_must_be_said_is_asked_for_by_name(words: str, name: str):
    parameter = next(one for one in ALL[words].params if one.name == name)
    result = run(words, *filled(ALL[words], without=name))

    assert result.exit_code == 2
    assert "Missing" in result.output
    assert (
        named(parameter) if isinstance(parameter, click.Option) else parameter.make_metavar(click.Context(ALL[words]))
    ) in result.output


@pytest.mark.parametrize(
    ("words", "option", "value"),
    [(words, option, value) for words, option in OPTIONS if (value := wrong_value(option.type)) is not None],
    ids=lambda one: named(one) if isinstance(one, click.Option) else one,
)
def test_a_wrong_value_is_named_with_its_option(words: str, option: click.Option, value: str):
    result = run(words, *filled(ALL[words], without=option.name or ""), named(option), value)

    assert result.exit_code == 2
    assert f"Invalid value for '{named(option)}'" in result.output or named(option) in result.output
    assert value.lstrip("-") in result.output


@pytest.mark.parametrize(
    ("words", "option"), OPTIONS, ids=lambda one: named(one) if isinstance(one, click.Option) else one
)
def test_an_option_without_its_value_is_refused(words: str, option: click.Option):
    if option.is_flag or option.count or option._flag_needs_value:
        return
    result = run(words, named(option))

    assert (result.exit_code, named(option) in result.output) == (2, True)
