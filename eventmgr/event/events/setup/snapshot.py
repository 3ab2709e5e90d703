"""An event as plain values, part by part: what the trail compares, and what a copy starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.types import read_types
from eventmgr.ground.columns import own_values, settings_of
from eventmgr.ground.i18n import Bilingual
from eventmgr.tools.log.services import plain

SITE = frozenset(name for name, said in settings_of(Event).items() if said.in_lists)
"""What the front page and the public feeds show."""


def snapshot(event: Event, names: Iterable[str]) -> dict[str, object]:
    """`{name: plain value}` of columns and of the parts in `PARTS`."""
    return {name: PARTS[name](event) if name in PARTS else getattr(event, name) for name in names}


def _rows(part: str) -> Callable[[Event], object]:
    def rows(event: Event) -> list[dict[str, object]]:
        return [
            {name: plain(value) for name, value in own_values(row).items() if name != "position"}
            for row in getattr(event, part)
        ]

    return rows


def _series(event: Event) -> Bilingual | None:
    return event.series.name if event.series else None


def _units(event: Event) -> dict[str, int | None]:
    return {unit.unit_code: unit.quota for unit in sorted(event.units, key=lambda unit: unit.unit_code)}


def _rooms(event: Event) -> list[dict[str, object]]:
    return [
        {"venue": venue.name, "name": room.name, "capacity": room.capacity}
        for venue in event.venues
        for room in venue.rooms
    ]


def _questions(event: Event) -> list[dict[str, object]]:
    return [
        {
            "label": question.label,
            "kind": question.kind.value,
            "help": question.help,
            "required": question.required,
            "options": [option for option in question.options if not option.get("retired")],
            **question.rules,
        }
        for question in event.questions
    ]


def _type_times(event: Event) -> list[dict[str, object]]:
    """Opening times of types of participants: what of them moves with the event."""
    times = [
        (kind, {"opens_at": kind.opens_at, "closes_at": kind.closes_at})
        for kind in read_types(event.participant_types, zone=event.timezone)
    ]
    return [
        {"name": kind.both_names, **{name: instant.isoformat() for name, instant in told.items() if instant}}
        for kind, told in times
        if any(told.values())
    ]


PARTS: dict[str, Callable[[Event], object]] = {
    **{part: _rows(part) for part in ("hosts", "region_sets", "venues", "deadlines")},
    "series": _series,
    "units": _units,
    "sectors": lambda event: sorted(sector.code for sector in event.sectors),
    "topics": lambda event: sorted(topic.topic_id for topic in event.topics),
    "tracks": lambda event: [track.name for track in event.tracks],
    "rooms": _rooms,
    "questions": _questions,
    "participant_types": _type_times,
}
