"""`eventmgr retention`: what is kept too long is deleted, or only counted."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from eventmgr.console.cli.breach import opened
from eventmgr.event.events.queries import find_event
from eventmgr.event.registration.office_list.services import note_former
from eventmgr.event.registration.retaining.queries import list_former, list_held
from eventmgr.ground import clock
from eventmgr.ground.db import clear_log, write
from eventmgr.ground.features import periods
from eventmgr.ground.i18n import speaking
from eventmgr.identity.privacy.services import delete_due, is_done, note_deleted
from eventmgr.tools.log.services import SYSTEM, Act


@click.command("retention", help="Delete personal information whose time is over, as the worker does every day.")
@click.option(
    "--dry-run", is_flag=True, help="Only say what would be deleted, of which event, and since when it is due."
)
@click.option(
    "--at",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="With --dry-run: what would be due by then (UTC), as things stand now.",
)
@click.option(
    "--former",
    metavar="EVENT",
    help="Delete nothing; write what is set aside of people who passed their place on during the event's legal hold.",
)
@click.option(
    "--out", metavar="FILE.json", help="With --former: where to write; a file that is there is not overwritten."
)
@with_appcontext
def command(dry_run: bool, at: datetime | None, former: str | None, out: str | None) -> None:
    """Prints one line a period, in English; with --dry-run one line an event."""
    if at is not None and not dry_run:
        raise click.UsageError("--at goes with --dry-run: nothing is deleted before its time.")
    if (former is None) != (out is None) or (former and dry_run):
        raise click.UsageError("--former goes with --out, and with nothing else.")
    if former is not None and out is not None:
        _write_former(former, Path(out))
        return
    with speaking("en"):
        if dry_run:
            _report(at.replace(tzinfo=UTC) if at else clock.now())
        else:
            _delete()


def _write_former(slug: str, path: Path) -> None:
    event = find_event(slug)
    if event is None:
        raise click.UsageError(f"there is no event {slug!r}")
    rows = list_former(event.id)
    told = [{"registration": row.registration_id, "left_at": row.left_at.isoformat(), **row.said} for row in rows]
    with opened(path) as file:  # there is no file of which the change log does not tell
        write(lambda: note_former(event, len(rows), act=Act(SYSTEM, clock.now())))
        file.write(json.dumps(told, ensure_ascii=False, indent=1).encode())
    click.echo(f"{len(rows)} people: {path}")


def _report(at: datetime) -> None:
    for slug in list_held():
        click.echo(f"   held {slug}: nothing of it is deleted until the hold is lifted")
    for period in periods().values():
        found = period.list_due(at)
        click.echo(f"{sum(one.n for one in found):7} {period.key}: {period.label}")
        for one in found:
            if one.scope:
                click.echo(f"{one.n:15} {one.scope}, due since {one.since:%Y-%m-%d}")


def _delete() -> None:
    at, totals = clock.now(), dict.fromkeys(periods(), 0)
    done = False
    while not done:
        counts = write(lambda: delete_due(at))
        totals = {key: totals[key] + n for key, n in counts.items()}
        done = is_done(counts)
    write(lambda: note_deleted(totals, at=at))
    clear_log()
    for key, n in totals.items():
        click.echo(f"{n:7} {key}: {periods()[key].label}")
