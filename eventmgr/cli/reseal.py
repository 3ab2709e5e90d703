"""`eventmgr reseal`: everything that is kept sealed, under the present data key."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from eventmgr.db import write
from eventmgr.log.seals import count_older
from eventmgr.upkeep.queries import SealedColumn
from eventmgr.upkeep.services import reseal_some, sealed_columns


@click.command(
    "reseal",
    help="Encrypt everything that is kept encrypted again with the present data key, after EVENTMGR_DATA_KEY has changed.",
)
@with_appcontext
def command() -> None:
    """Some hundred rows a transaction; may be stopped or killed and run again. Ends with 1 if something cannot be read."""
    done = lost = 0
    for column in sealed_columns():
        done_here, lost_here = _reseal(column)
        done, lost = done + done_here, lost + lost_here
        if done_here or lost_here:
            click.echo(f"{column.name}: {done_here} encrypted with the present data key, {lost_here} cannot be read")
    click.echo(f"{done} values encrypted with the present data key")
    resting = count_older()
    if resting:
        click.echo(
            f"{resting} entries of the change log are vouched for by an older key: as long as `eventmgr check` is to follow"
            " them, keep it in EVENTMGR_DATA_KEY_FALLBACKS; nothing else needs it"
        )
    if lost:
        raise click.ClickException(
            f"{lost} values can be read with none of the data keys; they stay as they are. Accounts that sign in in two steps"
            " need a recovery code then, or `eventmgr user second-step-off`"
        )


def _reseal(column: SealedColumn) -> tuple[int, int]:
    done = lost = last = 0
    while True:
        some = write(lambda after=last: reseal_some(column, after))  # type: ignore[misc]
        done, lost = done + some.done, lost + some.lost
        if some.last is None:
            return done, lost
        last = some.last
