"""Numbers of rooms: how many people, rooms and nights. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from eventmgr.on_site.logistics.arranging.room_repairs import Break, Stay
from eventmgr.on_site.logistics.arranging.rooms import SHARED, Need


class Counted(Protocol):
    """What the counting of rooms needs to know."""

    @property
    def needs(self) -> Sequence[Need]:
        """The people who need a bed, with their nights."""

    @property
    def given(self) -> Sequence[Stay]:
        """The people who have a room."""

    @property
    def breaks(self) -> Sequence[Break]:
        """The rules that the present plan breaks."""

    @property
    def rooms(self) -> Mapping[int, Any]:
        """All rooms, with `hotel_id` and `beds`."""


@dataclass(frozen=True)
class Totals:
    """What stands over the board."""

    needed: int
    placed: int
    rooms: int
    used: int
    to_check: int
    odd: Mapping[str, int]
    """Gender → 1 where an odd number wants to share, else 0; only of genders of which somebody does."""

    @property
    def unplaced(self) -> int:
        """People who need a bed and have no room."""
        return self.needed - self.placed


def totals_of(now: Counted) -> Totals:
    """The numbers of the board."""
    wanted = {need.person for need in now.needs}
    placed = {stay.person for stay in now.given} & wanted
    sharing = Counter(need.sex for need in now.needs if need.kind == SHARED and need.sex)
    used = {stay.room for stay in now.given if stay.person in wanted}
    to_check = {one.person for one in now.breaks if one.kind != "missing"}
    odd = {sex: number % 2 for sex, number in sorted(sharing.items())}
    return Totals(len(wanted), len(placed), len(now.rooms), len(used), len(to_check), odd)


@dataclass(frozen=True)
class Night:
    """What a hotel has to have ready in one night."""

    day: date
    rooms: Mapping[int, int]
    """Beds of the room → how many such rooms somebody sleeps in."""
    people: int

    @property
    def all_rooms(self) -> int:
        """How many rooms there are, of all sizes."""
        return sum(self.rooms.values())


def bed_nights(now: Counted) -> dict[int, list[Night]]:
    """Hotel → its nights in order; of hotels in which somebody sleeps."""
    used: dict[int, dict[date, dict[int, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for stay in now.given:
        room = now.rooms.get(stay.room)
        if room is not None:
            for day in stay.nights.days():
                used[room.hotel_id][day][room.id] += 1
    nights_of = {}
    for hotel, days in used.items():
        nights_of[hotel] = [
            Night(day, Counter(now.rooms[room].beds for room in inside), sum(inside.values()))
            for day, inside in sorted(days.items())
        ]
    return nights_of
