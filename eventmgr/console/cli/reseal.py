"""`eventmgr reseal`: everything that is kept sealed, under the present data key."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from eventmgr.console.upkeep.queries import SealedColumn
from eventmgr.console.upkeep.services import reseal_some, sealed_columns
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.tools.log.seals import carry_some
from eventmgr.tools.web.installation.keys import forget_older


@click.command(
    "reseal",
    help="Encrypt everything that is kept encrypted again with the present data key, after EVENTMGR_DATA_KEY has changed; the change log is vouched for by it, too.",
)
@with_appcontext
def command() -> None:
    """Some hundred rows a transaction; may be stopped or killed and run again. Ends with 1 if something cannot be
    read."""
    done = lost = 0
    for column in sealed_columns():
        done_here, lost_here = _reseal(column)
        done, lost = done + done_here, lost + lost_here
        if done_here or lost_here:
            click.echo(f"{column.name}: {done_here} encrypted with the present data key, {lost_here} cannot be read")
    click.echo(f"{done} values encrypted with the present data key")
    carried, astray = _carry()
    click.echo(f"{carried} entries of the change log are vouched for by the present data key instead of an older one")
    if astray:
        click.echo(
            f"{astray} entries of the change log do not fit their seals, or their key is missing: they stay as they are."
            " `eventmgr check` says which; until that is cleared up, keep the older key in EVENTMGR_DATA_KEY_FALLBACKS"
        )
    if not lost and not astray:
        write(lambda: forget_older(at=clock.now()))
    if lost:
        raise click.ClickException(
            f"{lost} values can be read with none of the data keys; they stay as they are. Accounts that sign in in two steps"
            " need a recovery code then, or `eventmgr user second-step-off`"
        )


def _carry() -> tuple[int, int]:
    done = astray = 0
    last: int | None = 0
    while last is not None:
        done_here, astray_here, last = write(lambda after=last: carry_some(after))  # type: ignore[misc]
        done, astray = done + done_here, astray + astray_here
    return done, astray


def _reseal(column: SealedColumn) -> tuple[int, int]:
    done = lost = last = 0
    while True:
        some = write(lambda after=last: reseal_some(column, after))  # type: ignore[misc]
        done, lost = done + some.done, lost + some.lost
        if some.last is None:
            return done, lost
        last = some.last
