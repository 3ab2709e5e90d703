"""`eventmgr meetings`: timetables of one-to-one meetings from JSON to JSON. Starts no application and opens no
database."""

from __future__ import annotations

import contextlib
import math
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

from eventmgr.engines.scheduling.checking import Report, check
from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.reading import (
    MalformedInstance,
    read_changes,
    read_instance,
    read_schedule,
    reported_in,
)
from eventmgr.engines.scheduling.schedule import Schedule
from eventmgr.engines.scheduling.writing import json_of, values_of

MALFORMED, INTERRUPTED = 2, 130
DEFAULT_SECONDS = 10.0
MOST_THREADS = 4
"""Unless the caller asks for more: further runs side by side gain little."""
SHOWN_FAULTS = 50


@click.group("meetings", help="Timetables of one-to-one meetings: solve, repair, check. Needs no database.")
def command() -> None:
    """The group."""


@command.command("solve")
@click.argument("instance_path", metavar="[INSTANCE.json]", required=False)
@click.option("--sample", "of_sample", is_flag=True, help="Instead of a file: the 420 requests of the sample's event.")
@click.option(
    "--out", "out_path", metavar="FILE", default="-", help="Write the schedule here instead of to the terminal."
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    default=DEFAULT_SECONDS,
    show_default=True,
    help="Stop after this time; earlier once nothing better is possible.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    help=f"Processors to use.  [default: all of this machine, at most {MOST_THREADS}]",
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Same seed, same search.")
@click.option("--base", "base_path", metavar="OLD.json", help="Repair this schedule with the fewest moves.")
@click.option("--changes", "changes_path", metavar="CHANGES.json", help="What became different since --base.")
@click.option(
    "--extra-moves",
    type=click.IntRange(min=0),
    metavar="N",
    help="Let so many further meetings move where that takes out breaks; without it as few as bring the breaks "
    "to 5 % above those before, at most one in a hundred.",
)
def solve_command(
    instance_path: str | None,
    of_sample: bool,
    out_path: str,
    seconds: float,
    threads: int | None,
    seed: int,
    base_path: str | None,
    changes_path: str | None,
    extra_moves: int | None,
) -> None:
    """Make a schedule as docs/formats/meeting-instances.md describes it; "-" stands for standard input or output.

    Ends with 0 also if not every meeting fits, with 2 if a file is not as it should be. Ctrl-C gives the best so far.
    """
    if changes_path and not base_path:
        raise click.UsageError("--changes needs --base, the schedule that they change.")
    if extra_moves and not base_path:
        raise click.UsageError("--extra-moves needs --base, the schedule whose meetings may move.")
    if not math.isfinite(seconds):
        raise click.UsageError("--seconds must be a number of seconds.")
    if (instance_path is None) != of_sample:
        raise click.UsageError("Give one INSTANCE.json, or --sample.")
    instance = read_instance(_sample_values()) if instance_path is None else _instance(instance_path)
    _must_be_writable(out_path)
    progress = Progress(len(instance.meetings))
    search: dict[str, Any] = {"seconds": seconds, "seed": seed, "threads": threads or _processors()}
    search["progress"] = progress if progress.seen else None
    with _interruptible():
        if base_path:
            values, summary = _repaired(instance, base_path, changes_path, search | {"extra_moves": extra_moves})
        else:
            values, summary = _solved(instance, search)
    if of_sample:
        summary.append(_mutual(values))
    progress.end()
    _write(out_path, json_of(values))
    for line in summary:
        click.echo(line, err=True)


@command.command("sample")
@click.option("--out", "out_path", metavar="FILE", default="-", help="Write it here instead of to the terminal.")
def sample_command(out_path: str) -> None:
    """Write the requests of the sample's matchmaking as an instance: 150 companies and institutes, 420 requests."""
    _must_be_writable(out_path)
    _write(out_path, json_of(_sample_values()))


@command.command("check")
@click.argument("instance_path", metavar="INSTANCE.json")
@click.argument("schedule_path", metavar="SCHEDULE.json")
@click.option(
    "--base", "base_path", metavar="OLD.json", help="The schedule before a repair: the past must be as it was."
)
@click.option("--changes", "changes_path", metavar="CHANGES.json", help="What became different since --base.")
def check_command(instance_path: str, schedule_path: str, base_path: str | None, changes_path: str | None) -> None:
    """Judge a schedule: rules, figures and reasons. Ends with 1 if something is wrong, with 2 on a malformed file."""
    instance = _instance(instance_path)
    base = _schedule(base_path, instance) if base_path else None
    if changes_path:
        instance = _changed(instance, changes_path)
    source = _read(schedule_path)
    with _named(schedule_path):
        schedule, reported = read_schedule(source), reported_in(source)
    report = check(instance, schedule, base=base, reported=reported)
    for error in report.errors[:SHOWN_FAULTS]:
        click.echo(str(error))
    if len(report.errors) > SHOWN_FAULTS:
        click.echo(f"… and {len(report.errors) - SHOWN_FAULTS} more faults.")
    for line in _figures(instance, report):
        click.echo(line)
    if report.errors:
        raise SystemExit(1)


def _processors() -> int:
    """How many this process may use, at most MOST_THREADS."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_THREADS)


class Progress:
    """One line on the terminal, written over: placed, breaks, bound, time. Silent where nobody looks."""

    STEP = 0.1

    def __init__(self, meetings: int) -> None:
        self.seen = sys.stderr.isatty()
        self._meetings = meetings
        self._started = self._last = time.monotonic()
        self._width = 0

    def __call__(self, placed: int, breaks: int, bound: int) -> None:
        """Show where the search is; called as often as the solver likes."""
        now = time.monotonic()
        if now - self._last < self.STEP:
            return
        self._last = now
        line = f"placed {placed} of {self._meetings}, breaks {breaks}, bound {bound}, {now - self._started:.1f} s"
        click.echo("\r" + line.ljust(self._width), err=True, nl=False)
        self._width = len(line)

    def end(self) -> None:
        """Take the line away."""
        if self._width:
            click.echo("\r" + " " * self._width + "\r", err=True, nl=False)


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """The search itself answers Ctrl-C with the best so far; this is for a Ctrl-C before there is any."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("\nStopped before there was a schedule.", err=True)
        raise SystemExit(INTERRUPTED) from None


def _solved(instance: Instance, search: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """JSON values and summary of a new schedule."""
    from eventmgr.engines.scheduling.solving import solve  # noqa: PLC0415  # the solver is large, --help is not

    schedule = solve(instance, **search)
    return values_of(instance, schedule), _summary(instance, schedule)


def _repaired(
    instance: Instance, base_path: str, changes_path: str | None, search: dict[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """JSON values and summary of a repair: the new schedule, and what differs."""
    from eventmgr.engines.scheduling.repairing import UnsoundBase, repair  # noqa: PLC0415  # large, --help is not

    base = _schedule(base_path, instance)
    try:
        done = repair(instance, base, _changes(instance, changes_path), **search)
    except UnsoundBase as error:
        _stop(f"{base_path}: {error}")
    values = values_of(done.instance, done.schedule)
    values["difference"] = done.difference.to_json()
    values["repair"] = {"proved_fewest_moves": done.proved_fewest_moves, "moves_bound": done.moves_bound, **done.facts}
    moved, placed, dropped = done.difference.slots_moved, done.difference.placed, done.difference.dropped
    proved = "fewest possible" if done.proved_fewest_moves else f"at least {done.moves_bound}"
    extra = done.facts["extra_moves"]
    line = (
        f"{len(moved)} moved, {done.facts['others_moved'] - extra} of them to make room ({proved}), "
        f"{f'{extra} to take out breaks, ' if extra else ''}{len(placed)} placed anew, {len(dropped)} given up"
    )
    return values, [*_summary(done.instance, done.schedule), line]


def _count(number: int, noun: str) -> str:
    """`1 break`, `2 breaks`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _summary(instance: Instance, schedule: Schedule) -> list[str]:
    wanted = sum(not meeting.cancelled for meeting in instance.meetings)
    lines = [
        (
            f"{schedule.status}: {len(schedule.placed)} of {_count(wanted, 'meeting')} placed, "
            f"{_count(schedule.breaks, 'break')} (at least {schedule.bound}), {schedule.seconds:.1f} s"
        )
    ]
    if schedule.unscheduled:
        counts = Counter(row.reason for row in schedule.unscheduled)
        lines.append("missing: " + ", ".join(f"{count} {reason}" for reason, count in counts.most_common()))
    if instance.labels:
        lines.append("ignored: " + ", ".join(sorted(instance.labels)))
    return lines


def _sample_values() -> dict[str, Any]:
    from eventmgr.console.sample import meeting_requests  # noqa: PLC0415  # brings the tables along, files do not need them

    return meeting_requests.values(meeting_requests.requests())


def _mutual(values: dict[str, Any]) -> str:
    from eventmgr.console.sample import meeting_requests  # noqa: PLC0415  # as above

    held = {row[0] for row in values["meetings"]}
    met = meeting_requests.mutual_met(meeting_requests.requests(), held)
    return f"{met} of {meeting_requests.MUTUAL} mutual requests met"


def _figures(instance: Instance, report: Report) -> list[str]:
    figures = report.figures
    lines = [
        (
            f"{'faulty' if report.errors else 'right'}: {figures.placed} of {_count(figures.meetings, 'meeting')} placed, "
            f"weight {figures.weight}, {_count(figures.breaks, 'break')} (differing by {figures.spread}), "
            f"{_count(figures.idle, 'idle slot')}, {_count(figures.table_changes, 'table change')}"
        )
    ]
    if figures.unmet:
        shown = ", ".join(f"{unmet.who} has {unmet.has} of {unmet.wanted}" for unmet in figures.unmet[:5])
        lines.append(f"guarantees not met ({len(figures.unmet)}): {shown}{', …' if len(figures.unmet) > 5 else ''}")
    if instance.labels:
        lines.append("ignored: " + ", ".join(sorted(instance.labels)))
    return lines


def _instance(path: str) -> Instance:
    source = _read(path)
    with _named(path):
        return read_instance(source)


def _schedule(path: str, instance: Instance) -> Schedule:
    source = _read(path)
    with _named(path):
        return read_schedule(source, instance)


def _changes(instance: Instance, path: str | None) -> Any:
    source = _read(path) if path else b"{}"
    with _named(path or "-"):
        return read_changes(source, instance)


def _changed(instance: Instance, path: str) -> Instance:
    from eventmgr.engines.scheduling.repairing.changes import apply  # noqa: PLC0415  # as the solver's own

    return apply(instance, _changes(instance, path))


def _read(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        _stop(f"{path} cannot be read: {error.strerror}. Give the path of a JSON file.")


@contextlib.contextmanager
def _named(path: str) -> Iterator[None]:
    """What is malformed is said of this file, and ends the command."""
    try:
        yield
    except MalformedInstance as error:
        _stop(f"{'standard input' if path == '-' else path}: {error}")


def _must_be_writable(path: str) -> None:
    """Say it before the work and not after."""
    target = Path(path)
    place = target if target.exists() else target.parent
    if path != "-" and (target.is_dir() or not place.exists() or not os.access(place, os.W_OK)):
        _stop(f"{path} cannot be written. Give a file in a folder that exists and is yours.")


def _write(path: str, text: str) -> None:
    try:
        if path == "-":
            click.echo(text.encode("utf-8"), nl=False)
        else:
            Path(path).write_text(text, "utf-8")
    except OSError as error:
        _stop(f"{path} cannot be written: {error.strerror}. Give another file.")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(MALFORMED)
