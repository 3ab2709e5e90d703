"""Which columns a sheet of agenda items may have, as people name them, and how an item is written as cells. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.event.agenda.models import AgendaItem, ItemKind, SpeakerRole
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import LANGUAGES, Bilingual, language, localized, speaking
from eventmgr.ground.sentences import _l
from eventmgr.output.imports.agenda import speakers
from eventmgr.output.imports.agenda.labels import LABELS, SYNONYMS
from eventmgr.tools.sheets import BadCell, Field, Value
from eventmgr.tools.sheets.values import NO_TIME, choice, clock, day, moment, text, whole

_LONGEST_TITLE, _LONGEST_TEXT, _MOST_PLACES = 200, 20_000, 100_000
_DASH = re.compile(r"\s*(?:[-–—~～〜－]+|至|到|\bto\b)\s*", re.IGNORECASE)
_EPOCH_YEARS = (1899, 1900)
"""Years of moments that are times of a day alone."""

NO_PLACES = _l("Enter a number from 1 to %(most)s.")


@dataclass(frozen=True)
class Places:
    """What of the event items name: its days, zone, rooms and tracks."""

    zone: str
    first: datetime
    last: datetime
    """When it begins and ends, on its own clock, without a zone."""
    rooms: Mapping[str, tuple[str, ...]]
    tracks: Mapping[str, tuple[str, ...]]
    """Number → every name; the first is the usual one."""

    @property
    def only_day(self) -> date | None:
        """The day of an event of one day."""
        return self.first.date() if self.first.date() == self.last.date() else None


def places_of(event: Event) -> Places:
    """The places and times of an event."""
    zone = ZoneInfo(event.timezone)
    several = len(event.venues) > 1
    rooms = {
        str(room.id): _names(room.name, venue.name if several else None)
        for venue in event.venues
        for room in venue.rooms
    }
    tracks = {str(track.id): _names(track.name) for track in event.tracks}
    first, last = (at.astimezone(zone).replace(tzinfo=None) for at in (event.starts_at, event.ends_at))
    return Places(event.timezone, first, last, rooms, tracks)


def fields_of(places: Places) -> tuple[Field, ...]:
    """The fields of a sheet of agenda items."""
    parsers = _parsers(places)
    return tuple(Field(key, (*_said(label), *SYNONYMS.get(key, ())), parsers[key]) for key, label in LABELS.items())


def cells_of(item: AgendaItem, places: Places, parents: Mapping[int, str]) -> dict[str, Value]:
    """An item as it is written into a sheet.

    Args:
        parents: number of a session → as its parts name it.
    """
    begins, ends = local(item.starts_at, places), local(item.ends_at, places)
    labels = {role: str(role.label) for role in SpeakerRole}
    return {
        "number": item.id,
        "day": begins.date(),
        "starts": begins.time(),
        "ends": ends.time() if ends.date() == begins.date() else ends,
        "title": item.title.get("zh", ""),
        "title_en": item.title.get("en", ""),
        "kind": str(item.kind.label),
        "room": first_of(places.rooms, item.room_id),
        "track": first_of(places.tracks, item.track_id),
        "parent": parents.get(item.parent_id or 0, "") if item.parent_id else "",
        "speakers": speakers.write(item.speakers, labels.__getitem__),
        "capacity": item.capacity,
        "description": item.description.get("zh", ""),
        "description_en": item.description.get("en", ""),
        "location": item.location.get("zh", ""),
        "location_en": item.location.get("en", ""),
        "note": item.note.get("zh", ""),
        "note_en": item.note.get("en", ""),
    }


def local(at: datetime, places: Places) -> datetime:
    """On the clock of the event, without a zone and without seconds."""
    return at.astimezone(ZoneInfo(places.zone)).replace(tzinfo=None, second=0, microsecond=0)


def first_of(names: Mapping[str, tuple[str, ...]], number: int | None) -> str:
    """The usual name of a room or track."""
    known = names.get(str(number))
    return known[0] if known else ""


def _parsers(places: Places) -> dict[str, Callable[[Value], Any]]:
    line = partial(text, most=_LONGEST_TITLE)
    block = partial(text, most=_LONGEST_TEXT, multiline=True)
    return {
        "number": whole,
        "day": partial(day, year=places.first.year),
        "starts": partial(_time, year=places.first.year),
        "ends": partial(_time, year=places.first.year),
        "span": _span,
        "title": line,
        "title_en": line,
        "kind": choice({kind.value: _said(kind.label) for kind in ItemKind}),
        "room": choice(places.rooms),
        "track": choice(places.tracks),
        "parent": line,
        "speakers": speakers.lines_of,
        "chair": speakers.lines_of,
        "organization": line,
        "position": line,
        "capacity": _capacity,
        "description": block,
        "description_en": block,
        **dict.fromkeys(("location", "location_en", "note", "note_en"), partial(text, most=_LONGEST_TEXT)),
    }


def _time(value: Value, *, year: int) -> time | datetime | None:
    """A time of the day, or a moment that says its day as well; whole minutes."""
    if isinstance(value, datetime):
        found: time | datetime | None = value.time() if value.year in _EPOCH_YEARS else value
    elif isinstance(value, date):
        found = datetime.combine(value, time())
    else:
        try:
            found = clock(value)
        except BadCell:
            found = moment(value, year=year)
    return None if found is None else found.replace(second=0, microsecond=0)


def _span(value: Value) -> tuple[time, time | None] | None:
    """`09:00—09:30`, or when it begins alone."""
    if not isinstance(value, str):
        begins = clock(value)
        return None if begins is None else (_minute(begins), None)
    parts = [part for part in _DASH.split(value.strip()) if part]
    if len(parts) > 2:
        raise BadCell(NO_TIME.about(value=value[:40]))
    times = [found for found in map(clock, parts) if found is not None]
    return (_minute(times[0]), _minute(times[1]) if len(times) > 1 else None) if times else None


def _minute(at: time) -> time:
    return at.replace(second=0, microsecond=0)


def _capacity(value: Value) -> int | None:
    found = whole(value)
    if found is not None and not 1 <= found <= _MOST_PLACES:
        raise BadCell(NO_PLACES.about(most=_MOST_PLACES))
    return found


def _names(name: Bilingual, venue: Bilingual | None = None) -> tuple[str, ...]:
    """The usual name in the reader's language, and every other."""
    alone = [value for value in (localized(name, language()), *name.values()) if value]
    if venue is None:
        return tuple(dict.fromkeys(alone))
    together = [f"{localized(venue, lang)} · {localized(name, lang)}" for lang in (language(), *LANGUAGES)]
    return tuple(dict.fromkeys([*together, *alone]))


def _said(label: object) -> tuple[str, ...]:
    said = []
    for spoken in LANGUAGES:
        with speaking(spoken):
            said.append(str(label))
    return tuple(said)
