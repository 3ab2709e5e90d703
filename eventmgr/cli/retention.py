"""`eventmgr retention`: what is kept too long is deleted, or only counted."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from eventmgr import clock
from eventmgr.db import write
from eventmgr.features import periods
from eventmgr.i18n import speaking
from eventmgr.privacy.services import delete_due, is_done


@click.command("retention", help="Delete personal information whose time is over, as the worker does every day.")
@click.option(
    "--dry-run", is_flag=True, help="Only say what would be deleted, of which event, and since when it is due."
)
@with_appcontext
def command(dry_run: bool) -> None:
    """Prints one line a period, in English; with --dry-run one line an event."""
    with speaking("en"):
        if dry_run:
            _report()
        else:
            _delete()


def _report() -> None:
    for period in periods().values():
        found = period.list_due(clock.now())
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
    for key, n in totals.items():
        click.echo(f"{n:7} {key}: {periods()[key].label}")
