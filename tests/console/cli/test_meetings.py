"""`eventmgr meetings`: JSON in, JSON out, plain words where a file is not as it should be."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from eventmgr.console import cli
from eventmgr.console.cli.matchmaking.meetings import Progress, command
from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.reading import read_instance, read_schedule
from tests import COMPILED_KEPT
from tests.conftest import ROOT

FORM: dict[str, Any] = {
    "participants": 4,
    "slots": 4,
    "morning_slots": 2,
    "tables": 2,
    "absent": [[], [0], [], []],
    "meetings": [{"a": 0, "b": 1}, {"a": 0, "b": 2}, {"a": 1, "b": 2, "after": [0]}, {"a": 2, "b": 3, "session": 1}],
}
OLD: dict[str, Any] = {"meetings": [[0, 1, 0], [1, 2, 0], [2, 3, 0], [3, 0, 0]]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    write("event.json", FORM)
    return tmp_path


def write(name: str, values: Any) -> None:
    Path(name).write_text(json.dumps(values), "utf-8")


def run(*arguments: str, input: bytes | None = None) -> Result:
    return CliRunner().invoke(command, list(arguments), input=input)


def test_an_instance_is_solved_into_a_file(folder: Path):
    answer = run("solve", "event.json", "--out", "schedule.json")
    text = (folder / "schedule.json").read_text("utf-8")
    instance = read_instance(FORM)

    assert (answer.exit_code, answer.stdout) == (0, "")
    assert answer.stderr.startswith("optimal: 4 of 4 meetings placed, 0 breaks (at least 0), ")
    assert check(instance, read_schedule(text, instance)).errors == ()


def test_without_a_file_the_schedule_goes_to_standard_output_and_the_summary_does_not(folder: Path):
    answer = run("solve", "-", input=json.dumps(FORM).encode())

    assert answer.exit_code == 0
    assert len(json.loads(answer.stdout)["meetings"]) == 4


def test_what_does_not_fit_is_no_failure(folder: Path):
    write("event.json", FORM | {"tables": 0})

    answer = run("solve", "event.json")

    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["status"] == "infeasible"
    assert "missing: 4 tables_full\n" in answer.stderr


def test_members_that_nobody_reads_are_named(folder: Path):
    write("event.json", FORM | {"paper": 1})

    assert "ignored: paper\n" in run("solve", "event.json").stderr


def test_a_schedule_is_repaired(folder: Path):
    write("old.json", OLD)
    write("changes.json", {"now": 1, "absent": [[0, [2]]], "added": [{"a": 1, "b": 3}]})

    answer = run("solve", "event.json", "--base", "old.json", "--changes", "changes.json", "--out", "new.json")
    values = json.loads((folder / "new.json").read_text("utf-8"))
    judged = run("check", "event.json", "new.json", "--base", "old.json", "--changes", "changes.json")

    assert answer.exit_code == 0
    assert values["meetings"][3] == [3, 0, 0]
    assert {row[0] for row in values["difference"]["placed"]} <= {4}
    assert (judged.exit_code, judged.stdout.splitlines()[0].split(":")[0]) == (0, "right")


MALFORMED: list[tuple[Any, str]] = [
    (FORM | {"slots": "4"}, 'event.json: slots must be a whole number from 1 to 512, not "4". '),
    (FORM | {"meetings": [{"a": 1, "b": 1}]}, "event.json: meetings[0]: participant 1 cannot meet itself. "),
    ([], "event.json: The file must hold one JSON object, not []. "),
]


@pytest.mark.parametrize(("values", "said"), MALFORMED)
@pytest.mark.parametrize("arguments", [("solve",), ("check",)])
def test_a_malformed_instance_ends_with_2_and_one_plain_line(
    folder: Path, arguments: tuple[str], values: Any, said: str
):
    write("event.json", values)
    write("old.json", OLD)

    answer = run(*arguments, "event.json", *(["old.json"] if arguments == ("check",) else []))

    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert answer.stderr.startswith(said)


def test_standard_input_that_is_no_json_is_named_so():
    answer = run("solve", "-", input=b'{"slots": }')

    assert (answer.exit_code, answer.stderr.split(" is not JSON")[0]) == (2, "standard input: Line 1, column 11")


UNUSABLE: list[tuple[list[str], str]] = [
    (["solve", "nowhere.json"], "nowhere.json cannot be read: No such file or directory."),
    (["solve", "."], ". cannot be read: Is a directory."),
    (["solve", "event.json", "--out", "no/such/folder.json"], "no/such/folder.json cannot be written."),
    (["solve", "event.json", "--out", "."], ". cannot be written."),
    (["solve", "event.json", "--base", "event.json"], "event.json: meetings[0] must be a list"),
    (["check", "event.json", "nowhere.json"], "nowhere.json cannot be read"),
    (["solve", "event.json", "--changes", "x.json"], "Usage: "),
    (["solve", "event.json", "--seconds", "nan"], "Usage: "),
    (["solve", "event.json", "--seconds", "-1"], "Usage: "),
    (["solve", "event.json", "--threads", "0"], "Usage: "),
    (["solve"], "Usage: "),
]


@pytest.mark.parametrize(("arguments", "said"), UNUSABLE, ids=[" ".join(row[0]) for row in UNUSABLE])
def test_what_cannot_be_used_ends_with_2_before_any_work(folder: Path, arguments: list[str], said: str):
    answer = run(*arguments)

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr.startswith(said)


def test_a_right_schedule_is_told_so(folder: Path):
    write("old.json", OLD)

    answer = run("check", "event.json", "old.json")

    assert (answer.exit_code, answer.stdout) == (
        0,
        "right: 4 of 4 meetings placed, weight 4, 2 breaks (differing by 1), 2 idle slots, 0 table changes\n",
    )


def test_faults_are_named_and_end_with_1(folder: Path):
    write("old.json", {"meetings": [[0, 0, 0], [2, 0, 0], [9, 1, 1]], "breaks": 3})

    answer = run("check", "event.json", "old.json")

    assert (answer.exit_code, answer.stdout.splitlines()) == (
        1,
        [
            "There is no meeting 9.",
            "Participant 1 is absent in slot 0, where meeting 0 is.",
            "Representative 0 of participant 1 has meetings 0 and 2 in slot 0.",
            "Participant 1 is absent in slot 0, where meeting 2 is.",
            "Meeting 2 is not after meeting 0.",
            "Table 0 has meetings 0 and 2 in slot 0.",
            "The schedule claims breaks = 3; counted are 0.",
            "faulty: 2 of 4 meetings placed, weight 2, 0 breaks (differing by 0), 0 idle slots, 0 table changes",
        ],
    )


def test_guarantees_that_are_not_met_are_told_and_are_no_fault(folder: Path):
    write("event.json", FORM | {"people": [{"min": 1}, {}, {}, {}]})
    write("old.json", {"meetings": []})

    answer = run("check", "event.json", "old.json")

    assert (answer.exit_code, answer.stdout.splitlines()[1]) == (0, "guarantees not met (1): 0 has 0 of 1")


def test_progress_is_one_line_that_is_written_over(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    clock = iter([0.0, 0.05, 0.2, 1.5])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    progress = Progress(20)

    for breaks in (9, 8, 7):
        progress(12, breaks, 5)
    progress.end()

    first = "placed 12 of 20, breaks 8, bound 5, 0.2 s"
    assert (
        capsys.readouterr().err == f"\r{first}\r{first.replace('8,', '7,').replace('0.2', '1.5')}\r{' ' * len(first)}\r"
    )
    assert not progress.seen


class Interrupting(Progress):
    """Somebody presses Ctrl-C at the first sign of progress."""

    def __init__(self, meetings: int) -> None:
        super().__init__(meetings)
        self.seen = True

    def __call__(self, placed: int, breaks: int, bound: int) -> None:
        raise KeyboardInterrupt


def test_ctrl_c_gives_the_best_so_far(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("eventmgr.console.cli.matchmaking.meetings.Progress", Interrupting)

    answer = run("solve", "event.json")
    instance = read_instance(FORM)

    assert answer.exit_code == 0
    assert check(instance, read_schedule(answer.stdout, instance)).errors == ()


def test_ctrl_c_before_there_is_anything_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_arguments: Any, **_search: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("eventmgr.engines.scheduling.solving.solve", interrupted)

    answer = run("solve", "event.json", "--out", "schedule.json")

    assert (answer.exit_code, answer.stderr) == (130, "\nStopped before there was a schedule.\n")
    assert not (folder / "schedule.json").exists()


def test_the_command_starts_no_application(monkeypatch: pytest.MonkeyPatch, folder: Path):
    monkeypatch.setattr(cli, "_create", lambda: pytest.fail("an application was made"))
    monkeypatch.setattr(sys, "argv", ["eventmgr", "meetings", "check", "event.json", "nowhere.json"])

    with pytest.raises(SystemExit) as end:
        cli.main()

    assert end.value.code == 2


def test_the_command_knows_neither_the_database_nor_a_solver_before_it_needs_them(folder: Path):
    write("old.json", OLD)
    asked = "import sys; sys.argv[1:] = ['meetings', 'check', 'event.json', 'old.json']\nfrom eventmgr.console.cli import main\n"
    asked += (
        "try: main()\nexcept SystemExit: print([m for m in ('sqlalchemy', 'ortools', 'numba') if m in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        text=True,
        check=True,
        env=COMPILED_KEPT | {"PYTHONPATH": str(ROOT)},
    )

    assert done.stdout.splitlines()[-1] == "[]"
