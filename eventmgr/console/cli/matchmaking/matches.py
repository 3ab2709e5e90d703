"""`eventmgr matches`: recommendations from CSV to CSV. Starts no application and opens no database."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask

from eventmgr.engines.matching import DEMAND, Index, Listing, rank_all, read_listings
from eventmgr.engines.matching.ranking_csv import COLUMNS, rows
from eventmgr.engines.matching.reading import MalformedListings
from eventmgr.ground import i18n

MALFORMED = 2
_CATALOGUES = Path(__file__).resolve().parents[3] / "translations"


@click.group("matches", help="Who should meet: supplies ranked for demands. Needs no database.")
def command() -> None:
    """The group."""


@command.command("rank")
@click.argument("entries", metavar="ENTRIES.csv")
@click.option("--no-topics", is_flag=True, help="Leave the column topic_id out of account; topics are guessed.")
@click.option("--top", type=click.IntRange(1, 1000), default=10, show_default=True, help="Supplies for each demand.")
@click.option(
    "--lang", type=click.Choice(i18n.LANGUAGES), default="zh", show_default=True, help="Language of the reasons."
)
@click.option("--out", required=True, metavar="RANKING.csv", help='Where to write; "-" is standard output.')
def rank_command(entries: str, no_topics: bool, top: int, lang: str, out: str) -> None:
    """Rank the supplies of a file for each of its demands, with reasons; docs/formats/matching.md tells how.

    Writes demand_id, rank, supply_id, score, why. A demand with no good match has a row of rank 0 without a supply
    first. Ends with 2 if the file is not as it should be.
    """
    with speaking_alone(lang):
        listings = _listings(entries)
        index = Index(listings, with_topics=not no_topics)
        told = rows(rank_all(index, DEMAND, top=top), lang, i18n._, index)
        count = _write(out, told)
        click.echo(f"{len(index.collections[DEMAND])} demands, {len(listings)} listings, {count} rows: {out}", err=True)


@contextmanager
def speaking_alone(lang: str) -> Iterator[None]:
    """The catalogues without the application: no settings, no database."""
    app = Flask("eventmgr")
    app.config.update(DEFAULT_LANGUAGE=lang, CATALOGUES=str(_CATALOGUES))
    i18n.init_app(app)
    with app.app_context(), i18n.speaking(lang):
        yield


def _listings(path: str) -> list[Listing]:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        _refuse(f"{path}: {error.strerror or error}")
    try:
        return read_listings(data)
    except MalformedListings as error:
        _refuse(f"{path}: {error.sentence.translated(i18n._)}")
    raise AssertionError("unreachable")


def _write(path: str, rows: Iterator[tuple[str, int, str, str, str]]) -> int:
    """Write all rows or nothing: a file of that name stays as it was until the new one is complete."""
    if path == "-":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        return sum(1 for row in rows if writer.writerow(row))
    target = Path(path)
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=target.resolve().parent, prefix=".ranking-", delete=False
        ) as file:
            temporary = file.name
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            count = sum(1 for row in rows if writer.writerow(row))
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        _refuse(f"{path}: {error.strerror or error}")
    return count


def _refuse(message: str) -> None:
    click.echo(f"Error: {message}", err=True)
    raise SystemExit(MALFORMED)
