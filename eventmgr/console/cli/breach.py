"""`eventmgr breach`: who is affected where personal information of an event has got into wrong hands, for the
notification."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

import click
from flask.cli import with_appcontext

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import find_event
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.registration.asking.queries import list_group_titles
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list.columns import Column, columns_of
from eventmgr.event.registration.office_list.services import note_breach
from eventmgr.event.registration.queries.rows import count_gone_since, iterate_affected
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.files import private
from eventmgr.ground.i18n import _, speaking
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.sheets import as_csv

_MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"])
_TO_REACH = ("name", "organization", "mobile", "email")
"""Columns by which people are told."""


@click.command("breach")
@click.argument("slug", metavar="EVENT")
@click.option(
    "--from", "since", type=_MOMENT, required=True, help="When the information lay open first, on the event's clock."
)
@click.option("--to", "until", type=_MOMENT, help="When it did last. [default: now]")
@click.option("--fields", help="Which fields, with commas between (mobile,email,q_…). [default: all]")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the file.")
@click.option(
    "--out", required=True, metavar="FILE.csv", help="Where to write; a file that is there is not overwritten."
)
@with_appcontext
def command(slug: str, since: datetime, until: datetime | None, fields: str | None, lang: str, out: str) -> None:
    """List who is affected by a breach, for the notification of PIPL art. 57.

    Affected is whoever was registered in that time and whose registration holds one of the fields, restricted or not.
    The file names them with what of theirs is affected, in full; the change log of the event says that it was written,
    never whom it names.
    """
    event = find_event(slug)
    if event is None:
        raise click.UsageError(f"there is no event {slug!r}")
    zone = ZoneInfo(event.timezone)
    begins, ends = since.replace(tzinfo=zone), until.replace(tzinfo=zone) if until else clock.now()
    if begins > ends:
        raise click.UsageError("--from lies behind --to")
    with speaking(lang):
        known = columns_of(event, list_questions(event.id), lang, groups=list_group_titles(event.id))
        asked = _asked(known, fields)
        rows = [row for row in iterate_affected(event.id, until=ends) if any(_holds(one, row) for one in asked)]
        body = as_csv(_columns(known, asked), rows)
        keys = [one.key for one in asked]
        with opened(Path(out)) as file:  # there is no file of which the change log does not tell
            write(lambda: _note(event, keys, begins, ends, len(rows)))
            file.write(body)
    click.echo(f"{len(rows)} people are affected: {out}")
    gone = count_gone_since(event.id, begins, until=ends)
    if gone:
        click.echo(f"{gone} more were registered then and deleted since: nothing is left by which they could be told")


def _asked(known: dict[str, Column], fields: str | None) -> list[Column]:
    keys = list(dict.fromkeys(part.strip() for part in fields.split(",") if part.strip())) if fields else list(known)
    unknown = [key for key in keys if key not in known]
    if unknown or not keys:
        raise click.UsageError(f"no fields of this event: {', '.join(unknown) or '—'}. Available: {', '.join(known)}")
    return [known[key] for key in keys]


def _holds(column: Column, row: Registration) -> bool:
    return column.text(row) not in ("", None)


def _columns(known: dict[str, Column], asked: Sequence[Column]) -> list[Column]:
    def affected(row: Registration) -> str:
        return "；".join(str(one.label) for one in asked if _holds(one, row))

    told = Column("affected", _("Affected information"), "", affected)
    return [*(known[key] for key in _TO_REACH), told]


def opened(path: Path) -> BinaryIO:
    """A file for its account alone, which was not there.

    Raises:
        UsageError: it was, or cannot be written.
    """
    try:
        return open(path, "xb", opener=private)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from error


def _note(event: Event, keys: Sequence[str], since: datetime, until: datetime, rows: int) -> None:
    note_breach(event, keys, since=since, until=until, rows=rows, act=Act(SYSTEM, clock.now()))
