"""An event as plain values, part by part: what the trail compares, and what a copy starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from eventmgr.event.events.models import Event
from eventmgr.event.participant_types.types import read_types
from eventmgr.ground.i18n import Bilingual

SITE = frozenset(
    {
        *("slug", "kind", "status", "status_reason", "title", "summary", "public_summary", "contact"),
        *("starts_at", "ends_at", "timezone", "province_code", "city", "venues", "capacity"),
        *("registration_opens_at", "registration_closes_at", "has_waiting_list", "approval", "by_invitation"),
        *("fee", "fee_currency", "fee_note", "units", "takes_guests"),
        *("series", "hosts", "region_sets", "sectors", "topics"),
    }
)
"""What the front page and the public feeds show."""


def snapshot(event: Event, names: Iterable[str]) -> dict[str, object]:
    """`{name: plain value}` of columns and of the parts in `PARTS`."""
    return {name: PARTS[name](event) if name in PARTS else getattr(event, name) for name in names}


def _series(event: Event) -> Bilingual | None:
    return event.series.name if event.series else None


def _hosts(event: Event) -> list[dict[str, object]]:
    return [{"role": host.role.value, "name": host.name} for host in event.hosts]


def _region_sets(event: Event) -> list[dict[str, object]]:
    return [
        {"name": region_set.name, "province_codes": list(region_set.province_codes)} for region_set in event.region_sets
    ]


def _units(event: Event) -> dict[str, int | None]:
    return {unit.unit_code: unit.quota for unit in sorted(event.units, key=lambda unit: unit.unit_code)}


def _venues(event: Event) -> list[dict[str, object]]:
    return [{"name": venue.name, "address": venue.address, "directions": venue.directions} for venue in event.venues]


def _rooms(event: Event) -> list[dict[str, object]]:
    return [
        {"venue": venue.name, "name": room.name, "capacity": room.capacity}
        for venue in event.venues
        for room in venue.rooms
    ]


def _deadlines(event: Event) -> list[dict[str, object]]:
    return [{"label": deadline.label, "due_at": deadline.due_at.isoformat()} for deadline in event.deadlines]


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
    "series": _series,
    "hosts": _hosts,
    "region_sets": _region_sets,
    "units": _units,
    "sectors": lambda event: sorted(sector.code for sector in event.sectors),
    "topics": lambda event: sorted(topic.topic_id for topic in event.topics),
    "tracks": lambda event: [track.name for track in event.tracks],
    "venues": _venues,
    "rooms": _rooms,
    "deadlines": _deadlines,
    "questions": _questions,
    "participant_types": _type_times,
}
