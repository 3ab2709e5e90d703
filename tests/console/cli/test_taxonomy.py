"""`eventmgr taxonomy`."""

from __future__ import annotations

import pytest

from eventmgr.console.cli.taxonomy import command
from tests.factories import make_event, make_registration

COUNTS = {"provinces": 34, "units": 40, "regions": 21, "sectors": 51, "themes": 14, "topics": 45}


@pytest.mark.parametrize("what", COUNTS)
def test_lists_are_printed(app, what: str):
    answer = app.test_cli_runner().invoke(command, ["list", what])

    assert answer.exit_code == 0
    assert len(answer.output.splitlines()) == COUNTS[what]


def test_lists_come_in_pinyin_order_if_wanted(app):
    answer = app.test_cli_runner().invoke(command, ["list", "provinces", "--order", "pinyin"])

    assert answer.output.splitlines()[0] == "340000\t安徽省\tAnhui Province"


def test_check_names_codes_that_are_unknown(app):
    event = make_event()
    make_registration(event)
    runner = app.test_cli_runner()

    assert runner.invoke(command, ["check"]).exit_code == 0
    make_registration(event, unit_code="999999")
    answer = runner.invoke(command, ["check"])

    assert (answer.exit_code, answer.output.splitlines()) == (1, ["unknown unit 999999", "1 unknown codes"])
