"""`eventmgr sample`: fictional events for trying out, testing and measuring."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import with_appcontext

from eventmgr.console.cli import setting_up
from eventmgr.console.sample import build, scale
from eventmgr.console.sample.dates import CHINA, Dates
from eventmgr.console.sample.people.roster import SEED
from eventmgr.console.sample.statements import refresh_statistics
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.files import private

KEY_FILE = "sample-key.json"


@click.command("sample", help="Add the fictional events; what is there already stays as it is.")
@click.option(
    "--scale",
    "registrations",
    type=click.IntRange(0, 9_999_999),
    default=0,
    metavar="N",
    help=f"N bulk registrations in one big event ({scale.BIG}).",
)
@click.option("--events", type=click.IntRange(0, 9_999), default=0, metavar="N", help="N small events.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Another seed invents other people.")
@click.option(
    "--anchor",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Main day of the Shanghai seminar; by default a Wednesday about six weeks ahead.",
)
@with_appcontext
def command(registrations: int, events: int, seed: int, anchor: datetime | None) -> None:
    """Build the sample, then the bulk that was asked for."""
    noon_behind = clock.now() - timedelta(hours=12)  # the sample was made at noon, so nothing in it is yet to come
    today = noon_behind.astimezone(ZoneInfo(CHINA)).date()
    dates = Dates(anchor.date()) if anchor else Dates.around(today)
    _build(dates, seed)
    if events:
        added = write(lambda: scale.add_small_events(events, dates=dates))
        click.echo(f"{added} small events added, {events} wanted in all.")
    if events or registrations:
        _fill(registrations, dates, seed)


def _build(dates: Dates, seed: int) -> None:
    with setting_up.alone():
        if build.is_built():
            click.echo("The sample events are there already and stay as they are.")
            return
        key = write(lambda: build.build(dates, seed))
    path = Path(current_app.instance_path) / KEY_FILE
    with open(path, "w", encoding="utf-8", opener=private) as file:
        file.write(json.dumps(key, ensure_ascii=False, indent=1) + "\n")
    click.echo(f"Sample events added around {dates.anchor:%Y-%m-%d}; what is planted in them: {path}")


def _fill(wanted: int, dates: Dates, seed: int) -> None:
    """Chunk by chunk, so that others may write meanwhile and an interrupted run goes on where it stopped."""
    started = time.monotonic()
    event = write(lambda: scale.big_event(dates))
    done, before = 0, -1
    while done < wanted and done != before:
        before = done
        done = write(lambda: scale.add_registrations(event, wanted, dates=dates, seed=seed))
    write(refresh_statistics)
    click.echo(f"{scale.BIG} has {done} bulk registrations ({time.monotonic() - started:.1f} s).")
