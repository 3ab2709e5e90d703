"""`eventmgr bounces`: reports of mail servers are read, and e-mails that came back are marked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

import click
from flask.cli import with_appcontext

from eventmgr.ground.db import write
from eventmgr.tools.messages.bounces import services

_MOST_BYTES = 12 * 1024 * 1024


@click.command(
    "bounces",
    help=(
        "Read reports of mail servers (RFC 3464) and mark the e-mails that came back: one message on standard input, as an alias"
        " of the mail server pipes it, or the files of a folder, such as `new` of a Maildir."
    ),
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@with_appcontext
def command(folder: Path | None) -> None:
    """Files stay where they are: reading them again changes nothing."""
    if folder is None:
        marked, number = int(_note(sys.stdin.buffer)), 1
    else:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
        marked, number = 0, len(paths)
        for path in paths:
            with path.open("rb") as file:
                marked += _note(file)
    click.echo(f"{number} read, {marked} marked as come back")


def _note(file: BinaryIO) -> bool:
    raw = file.read(_MOST_BYTES)
    return write(lambda: services.note(raw))
