"""`eventmgr trail`: the newest digest of the change log, to be kept elsewhere, and whether one that was kept still
holds."""

from __future__ import annotations

import re

import click
from flask.cli import with_appcontext

from eventmgr.ground.db import write
from eventmgr.tools.log import queries, seals
from eventmgr.tools.log.models import SealState

_HEAD = re.compile(r"([1-9][0-9]{0,9}):([0-9a-f]{64})")


@click.command(
    "trail",
    help="Seal the change log and print its newest digest, to be kept elsewhere; `eventmgr check` verifies the log.",
)
@click.option(
    "--holds",
    metavar="NUMBER:DIGEST",
    help="Instead: whether the log still has what was printed before. Ends with 1 if not, with 2 if it is no such line.",
)
@with_appcontext
def command(holds: str | None) -> None:
    """One line on the standard output."""
    if holds is not None:
        _compare(holds.strip())
        return
    while write(seals.seal_some) == seals.AT_ONCE:
        pass
    waiting = queries.count_unsealed()
    if waiting:
        click.echo(f"{waiting} entries wait for a transaction that has not ended", err=True)
    click.echo(seals.head() or "nothing has been recorded yet")


def _compare(line: str) -> None:
    found = _HEAD.fullmatch(line)
    if found is None:
        raise click.UsageError(f"{line[:80]!r} is not what `eventmgr trail` prints, such as 12:9f86d0…")
    place, digest = int(found[1]), found[2]
    seal = queries.find_seal(place)
    if seal is None:
        last = queries.find_last_seal()
        raise click.ClickException(f"the log has no place {place} any more; its newest is {last.id if last else 0}")
    if seal.state is SealState.PRUNED and seal.id != place:
        raise click.ClickException(f"place {place} was deleted after its period: compare with a later line")
    if seal.digest != digest:
        raise click.ClickException(f"place {place} has another digest: the log was made anew from there or before")
    click.echo(f"holds   {place}")
