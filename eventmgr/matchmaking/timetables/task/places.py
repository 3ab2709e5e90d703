"""Where accepted requests are held, by the ids of rows, and the way to and from the scheduler's numbers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from eventmgr.engines.scheduling.schedule import Placed, Schedule
from eventmgr.matchmaking.meeting_plans.slots import Slot


@dataclass(frozen=True)
class Place:
    """When, where and with whom the meeting of one request is held."""

    request: int
    starts_at: datetime
    table: int | None = None
    seats: tuple[int | None, int | None] = (None, None)
    """Representatives of the asker and of the asked; None where a party has nobody by name."""
    assistants: tuple[int, ...] = ()

    def plain(self) -> list[Any]:
        """As a JSON value: request, instant, table, both seats, assistants."""
        return [self.request, self.starts_at.isoformat(), self.table, *self.seats, list(self.assistants)]


@dataclass(frozen=True)
class Sides:
    """Who is in a meeting: the parties and the names of their organizations."""

    asker: int
    asked: int
    asker_name: str
    asked_name: str

    def other(self, party: int) -> str:
        """The name of the other side."""
        return self.asked_name if party == self.asker else self.asker_name

    @property
    def both(self) -> str:
        """The names of both sides: `A – B`."""
        return f"{self.asker_name} – {self.asked_name}"


def places_of(rows: Iterable[Sequence[Any]]) -> list[Place]:
    """The places of JSON values as `Place.plain` writes them."""
    return [
        Place(row[0], datetime.fromisoformat(row[1]), row[2], (row[3], row[4]), tuple(row[5] if len(row) > 5 else ()))
        for row in rows
    ]


@dataclass(frozen=True)
class Numbering:
    """Which row has which number in the scheduler: the position in each of these lists, which are those of the
    queries."""

    parties: tuple[int, ...]
    people: tuple[tuple[int, ...], ...]
    """Of each party the representatives, by position."""
    slots: tuple[Slot, ...]
    tables: tuple[int, ...]
    assistants: tuple[int, ...]
    requests: tuple[int, ...]
    sides: tuple[tuple[int, int], ...]
    """Of each request the numbers of asker and asked."""

    @cached_property
    def of_party(self) -> dict[int, int]:
        """Row of a party → its number in the instance."""
        return {row: number for number, row in enumerate(self.parties)}

    @cached_property
    def of_request(self) -> dict[int, int]:
        """Request → the number of its meeting."""
        return {row: number for number, row in enumerate(self.requests)}

    @cached_property
    def of_table(self) -> dict[int, int]:
        """Row of a table → its number in the instance."""
        return {row: number for number, row in enumerate(self.tables)}

    @cached_property
    def of_assistant(self) -> dict[int, int]:
        """Row of an assistant → its number in the instance."""
        return {row: number for number, row in enumerate(self.assistants)}

    @cached_property
    def of_instant(self) -> dict[datetime, int]:
        """Beginning of a slot → its number."""
        return {slot.starts_at: slot.number for slot in self.slots}

    def seat(self, party: int, representative: int | None) -> int | None:
        """The number of a representative within a party (a number); None: there is nobody of that id."""
        people = self.people[party]
        return people.index(representative) if representative in people else None

    def places(self, placed: Iterable[Placed]) -> list[Place]:
        """What the scheduler placed, by ids, in the order of requests."""
        return sorted((self.place(one) for one in placed), key=lambda place: place.request)

    def place(self, placed: Placed) -> Place:
        """A placed meeting by the numbers of its rows in the database."""
        a, b = self.sides[placed.meeting]
        return Place(
            self.requests[placed.meeting],
            self.slots[placed.slot].starts_at,
            None if placed.table is None else self.tables[placed.table],
            (self._person(a, placed.seats[0]), self._person(b, placed.seats[1])),
            tuple(self.assistants[number] for number in placed.assistants),
        )

    def _person(self, party: int, seat: int) -> int | None:
        people = self.people[party]
        return people[seat] if seat < len(people) else None

    def schedule(self, places: Iterable[Place]) -> Schedule:
        """The same in the scheduler's numbers, by meeting. Left out: requests that are no longer accepted, and times
        that are no slot any more. A table or an assistant that is gone is left open; in the place of a representative
        who is gone sits the first one who is free."""
        rows = [
            (self.of_request[place.request], self.of_instant[place.starts_at], place)
            for place in places
            if place.request in self.of_request and place.starts_at in self.of_instant
        ]
        taken: set[tuple[int, int, int]] = set()
        seats: dict[tuple[int, int], int] = {}
        for meeting, slot, place in rows:
            for turn, (party, person) in enumerate(zip(self.sides[meeting], place.seats, strict=True)):
                seat = self.seat(party, person)
                if seat is not None:
                    seats[meeting, turn] = seat
                    taken.add((party, seat, slot))
        placed = []
        for meeting, slot, place in sorted(rows, key=lambda row: row[0]):
            chosen = []
            for turn, party in enumerate(self.sides[meeting]):
                seat = seats.get((meeting, turn))
                if seat is None:
                    free = (number for number in range(len(self.people[party])) if (party, number, slot) not in taken)
                    seat = next(free, 0)
                    taken.add((party, seat, slot))
                chosen.append(seat)
            helpers = tuple(self.of_assistant[number] for number in place.assistants if number in self.of_assistant)
            table = None if place.table is None else self.of_table.get(place.table)
            placed.append(Placed(meeting, slot, table, (chosen[0], chosen[1]), helpers))
        return Schedule(tuple(placed))
