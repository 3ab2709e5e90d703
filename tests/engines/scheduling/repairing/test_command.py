"""Repair from the command line: the sample's event, a day on which much happens, and a difference to carry out and take back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from eventmgr.console.cli.matchmaking.meetings import command
from eventmgr.engines.scheduling.reading import read_instance, read_schedule
from eventmgr.engines.scheduling.schedule import Schedule

from .differences import from_json

NOW = 4


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    """A folder with the sample's requests and a schedule of them."""
    monkeypatch.chdir(tmp_path)
    assert run("sample", "--out", "event.json").exit_code == 0
    assert run("solve", "event.json", "--seconds", "5", "--out", "old.json").exit_code == 0
    return tmp_path


def read(name: str) -> dict[str, Any]:
    return json.loads(Path(name).read_text("utf-8"))


def a_long_day() -> dict[str, Any]:
    """Three busy people late, away and gone; two tables lost; one new meeting of people who had none."""
    event, old = read("event.json"), read("old.json")
    counts = [0] * event["participants"]
    for meeting in event["meetings"]:
        counts[meeting["a"]] += 1
        counts[meeting["b"]] += 1
    busiest = sorted(range(len(counts)), key=lambda one: -counts[one])
    asked = {frozenset((meeting["a"], meeting["b"])) for meeting in event["meetings"]}
    quiet = next(one for one in reversed(busiest) if frozenset((one, busiest[-1])) not in asked and one != busiest[-1])
    return {
        "now": NOW,
        "late": [[busiest[0], 7]],
        "absent": [[busiest[1], [9, 10]]],
        "left": [[busiest[2], 12]],
        "tables_lost": [[slot, table] for _meeting, slot, table in old["meetings"] if slot >= NOW][:2],
        "added": [{"a": quiet, "b": busiest[-1], "weight": 50}],
    }


def repaired(changes: dict[str, Any], *options: str) -> dict[str, Any]:
    Path("changes.json").write_text(json.dumps(changes), "utf-8")
    told = run("solve", "event.json", "--base", "old.json", "--changes", "changes.json", "--out", "new.json", *options)
    assert told.exit_code == 0, told.output
    return read("new.json")


def test_a_long_day_is_repaired_and_judged_right(folder):
    new = repaired(a_long_day())
    judged = run("check", "event.json", "new.json", "--base", "old.json", "--changes", "changes.json")

    assert judged.exit_code == 0, judged.output
    assert len(new["meetings"]) + len(new["unplaced"]) == 421
    assert new["difference"]["moved"]


def test_the_past_is_frozen_and_lost_tables_stay_empty(folder):
    changes = a_long_day()
    old, new = read("old.json"), repaired(changes)

    assert [row for row in new["meetings"] if row[1] < NOW] == [row for row in old["meetings"] if row[1] < NOW]
    assert not {(slot, table) for _meeting, slot, table in new["meetings"]} & set(map(tuple, changes["tables_lost"]))


def test_the_difference_in_the_file_leads_there_and_back(folder):
    new = repaired(a_long_day())
    instance = read_instance(read("event.json"))
    grown = replace(instance, meetings=(*instance.meetings, replace(instance.meetings[0], cancelled=False)))
    before, after = read_schedule(read("old.json"), instance), read_schedule(new, grown)
    difference = from_json(new["difference"])

    assert _places(difference.apply(before)) == _places(after)
    assert _places(difference.undo(after)) == _places(before)


def test_further_moves_can_be_ruled_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    meetings = [{"a": 0, "b": other} for other in (1, 2, 3)]
    event = {"participants": 4, "slots": 4, "tables": 2, "absent": [[]] * 4, "meetings": meetings}
    Path("event.json").write_text(json.dumps(event), "utf-8")
    Path("old.json").write_text(json.dumps({"meetings": [[0, 0, 0], [1, 1, 0], [2, 2, 0]]}), "utf-8")
    still, further = repaired({"cancelled": [1]}, "--extra-moves", "0"), repaired({"cancelled": [1]})

    assert (still["breaks"], still["repair"]["extra_moves"]) == (1, 0)
    assert (further["breaks"], further["repair"]["extra_moves"]) == (0, 1)
    assert (further["repair"]["breaks_before"], further["repair"]["breaks_at_fewest_moves"]) == (0, 1)


def test_further_moves_without_a_base_are_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = run("solve", "event.json", "--extra-moves", "1")

    assert told.exit_code == 2
    assert "--extra-moves needs --base" in told.output


def _places(schedule: Schedule) -> list[tuple[Any, ...]]:
    return sorted((one.meeting, one.slot, one.table, one.seats) for one in schedule.placed)


def test_a_base_that_was_never_possible_is_named_and_nothing_is_written(folder):
    event, old = read("event.json"), read("old.json")
    first = next(row for row in old["meetings"] if row[1] == 0)
    person = event["meetings"][first[0]]["a"]
    other = next(
        row
        for row in old["meetings"]
        if row[1] > 0 and person in (event["meetings"][row[0]]["a"], event["meetings"][row[0]]["b"])
    )
    other[1:] = [0, first[2]]
    Path("old.json").write_text(json.dumps(old), "utf-8")
    Path("changes.json").write_text(json.dumps({"now": NOW}), "utf-8")
    told = run("solve", "event.json", "--base", "old.json", "--changes", "changes.json", "--out", "new.json")

    assert told.exit_code == 2
    assert told.output.startswith("old.json: ")
    assert not Path("new.json").exists()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ('{"now": 99}', "now"),
        ('{"late": [[150, 2]]}', "late[0][0]"),
        ('{"left": [[1, 17]]}', "left[0][1]"),
        ('{"absent": [[0, 3]]}', "absent[0][1]"),
        ('{"tables_lost": [[0, 40]]}', "tables_lost[0][1]"),
        ('{"cancelled": [420]}', "cancelled[0]"),
        ('{"added": [{"a": 1, "b": 1}]}', "added[0]"),
        ('{"slot_tables": [1, 2]}', "slot_tables"),
        ('{"gone": [[1, 2]]}', "gone"),
        ('{"now": 3, "now": 4}', "now"),
        ("[]", "The file"),
        ("{", "Line 1"),
    ],
)
def test_changes_that_are_not_as_they_should_be_are_named_in_one_line(folder, changes, named):
    Path("changes.json").write_text(changes, "utf-8")
    told = run("solve", "event.json", "--base", "old.json", "--changes", "changes.json", "--out", "new.json")

    assert told.exit_code == 2
    assert told.output.startswith(f"changes.json: {named}")
    assert told.output.count("\n") == 1
