"""A made-up importer: the tracks of an event from a sheet of two columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from eventmgr.event.events.models import Event, Track
from eventmgr.ground.db import db
from eventmgr.output.imports.columns import Column, up_to
from eventmgr.output.imports.importer import (
    Addresses,
    Entry,
    Importer,
    LeftOut,
    Results,
    Wording,
    Written,
    digest_of,
    is_new,
)
from eventmgr.output.imports.models import ImportedRow
from eventmgr.tools.sheets import Existing

COLUMNS = (
    Column("name", "Track", ("专题", "主线"), required=True),
    Column("position", "Position", ("顺序",), read=up_to(99), say=lambda number: f"No. {number}", shown=True),
)


def tracks_of(event: Event) -> dict[int, Track]:
    rows = db.session.scalars(select(Track).where(Track.event_id == event.id).order_by(Track.id))
    return {track.id: track for track in rows}


def _list_existing(event: Event) -> list[Existing]:
    return [Existing(one.id, {"name": one.name["zh"], "position": one.position}) for one in tracks_of(event).values()]


def _take(event: Event, looked: Any, _prepared: Any, _spoken: str, act: Any) -> Iterator[Results]:
    there = tracks_of(event)
    for row in looked.accepted:
        values = row.record.values
        if values.get("position") == 13:
            yield [LeftOut(row, "Nobody wants to be the thirteenth.")]
            continue
        track = Track(event_id=event.id, position=0) if is_new(row) else there[row.match]
        said = track.position
        track.name, track.position = {"zh": values["name"]}, values.get("position", said)
        db.session.add(track)
        db.session.flush()
        yield [Written(row, track.id, act.at, {"said": said, "after": _digest(track), "title": values["name"]})]


def _digest(track: Track) -> str:
    return digest_of([track.name, track.position])


def _find_entries(event: Event, _done: Sequence[ImportedRow]) -> Mapping[int, Entry]:
    return {number: Entry(track.name["zh"], _digest(track)) for number, track in tracks_of(event).items()}


def _remove(event: Event, done: Sequence[ImportedRow], _act: Any) -> None:
    for row in done:
        db.session.delete(tracks_of(event)[row.entry_id])


def _restore(event: Event, done: Sequence[ImportedRow], _act: Any) -> None:
    for row in done:
        tracks_of(event)[row.entry_id].position = row.before["said"]


TRACKS = Importer(
    key="tracks",
    permission="event.edit",
    path="tracks/import",
    file_name="tracks",
    wording=Wording(
        title="Import tracks",
        list_name="Tracks",
        heading="Track",
        template="Tracks to import",
        new="New tracks",
        changed="Changed tracks",
        undoing="Tracks go again.",
    ),
    addresses=Addresses("events_manage.overview", "events_manage.overview", "track_id"),
    columns=COLUMNS,
    same=lambda values: [values["name"]] if values.get("name") else [],
    needed=(("name",),),
    heading=lambda row: (row.record.values.get("name", ""), ""),
    list_existing=_list_existing,
    take=_take,
    remove=_remove,
    restore=_restore,
    find_entries=_find_entries,
)
