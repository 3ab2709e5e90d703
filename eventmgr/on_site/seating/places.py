"""What all plans share: places, guests, and why somebody is given a place. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l

NAMED = 10**9
"""Numbers of people on a rostrum who are named by hand begin here, far above those of registrations."""
Place = tuple[int, int]
"""Row or table, then the number of the seat in it, both from 1."""


class PlanKind(LabelledEnum):
    """The kind of occasion that seats are planned for."""

    ROSTRUM = "rostrum", _l("Rostrum")
    HALL = "hall", _l("Hall seating")
    MEAL = "meal", _l("Meal")


class TableUse(LabelledEnum):
    """Whom a table is for."""

    USUAL = "usual", _l("Usual table")
    LEADERS = "leaders", _l("Leaders' table")
    HALAL = "halal", _l("Halal table")


class Why(LabelledEnum):
    """Why somebody is given a place."""

    LOCKED = "locked", _l("locked by hand")
    STAYS = "stays", _l("stays")
    FIRST = "first", _l("first in rank: the middle seat")
    FIRST_OF_PAIR = "first_of_pair", _l("first in rank: shares the middle with the second")
    BY_RANK = "by_rank"
    BACK_ROW = "back_row"
    FRONT_ROW = "front_row", _l("leads a delegation: first row, from the middle outwards")
    PRESS = "press", _l("media: the last seats at the back")
    BLOCK = "block", _l("with the delegation, in the order of the list")
    BROKEN_BLOCK = "broken_block", _l("with the delegation, divided by an aisle or the end of a row")
    NEAR_OWN = "near_own", _l("the free seat nearest to the delegation")
    LEADERS_TABLE = "leaders_table", _l("leads a delegation: leaders' table")
    HALAL_TABLE = "halal_table", _l("eats halal: halal table")
    WITH_UNIT = "with_unit", _l("with the delegation")
    SPLIT_UNIT = "split_unit", _l("with part of the delegation: no table holds all of it")
    MAKES_ROOM = "makes_room", _l("makes room at the halal table")
    FREE_SEAT = "free_seat", _l("a free seat")


class Fault(LabelledEnum):
    """What is wrong with a plan."""

    GONE = "gone", _l("no longer attends; the seat is free")
    REPLACED = "replaced", _l("has taken over from somebody else since the seat was given")
    UNSEATED = "unseated", _l("has no seat")
    OUTSIDE = "outside", _l("has a seat that no longer exists")
    ORDER = "order", _l("seat does not match the order of rank")
    DIET = "diet", _l("eats halal and sits at another table")


@dataclass(frozen=True)
class Guest:
    """Somebody to be seated. Guests always stand in the order of the list of participants."""

    id: int
    unit: str = ""
    leads: bool = False
    is_press: bool = False
    is_halal: bool = False


@dataclass(frozen=True)
class Given:
    """A place and why; `number` is what the reason counts (a rank, a row)."""

    place: Place
    why: Why
    number: int = 0


@dataclass(frozen=True)
class Layout:
    """Seats of each row or table, aisles behind these seat numbers, seats that nobody is given, and whom tables are
    for."""

    rows: tuple[int, ...]
    aisles: tuple[int, ...] = ()
    reserved: frozenset[Place] = frozenset()
    uses: tuple[TableUse, ...] = ()

    def __contains__(self, place: object) -> bool:
        """Whether there is such a seat for guests."""
        if not isinstance(place, tuple) or place in self.reserved:
            return False
        row, number = int(place[0]), int(place[1])
        return 1 <= row <= len(self.rows) and 1 <= number <= self.rows[row - 1]

    @property
    def seats(self) -> int:
        """How many guests can sit."""
        return sum(self.rows) - len(self.reserved)

    def use(self, table: int) -> TableUse:
        """Whom a table is for."""
        return self.uses[table - 1] if table <= len(self.uses) else TableUse.USUAL

    def free(self, taken: Iterable[Place], rows: Iterable[int] | None = None) -> list[Place]:
        """Seats that nobody has, by row and number."""
        used = set(taken)
        numbers = range(1, len(self.rows) + 1) if rows is None else rows
        return [
            (row, number)
            for row in numbers
            for number in range(1, self.rows[row - 1] + 1)
            if (row, number) not in used and (row, number) not in self.reserved
        ]

    def stretches(self, taken: Iterable[Place] = (), rows: Iterable[int] | None = None) -> list[list[Place]]:
        """Free seats between aisles, from the front to the back and from the left to the right."""
        seats_between: dict[tuple[int, int], list[Place]] = {}
        for row, number in self.free(taken, rows):
            part = sum(1 for aisle in self.aisles if aisle < number)
            seats_between.setdefault((row, part), []).append((row, number))
        return list(seats_between.values())


@dataclass(frozen=True)
class Proposal:
    """Places for guests, and those for whom there is none."""

    given: Mapping[int, Given]
    left: tuple[int, ...] = field(default=())

    def moves(self, stands: Mapping[int, Place]) -> list[int]:
        """The people who would sit elsewhere than in `stands`."""
        return [who for who, given in self.given.items() if who in stands and stands[who] != given.place]

    def newcomers(self, stands: Mapping[int, Place]) -> list[int]:
        """The people who have no seat in `stands`."""
        return [who for who in self.given if who not in stands]


def blocks_of(guests: Sequence[Guest]) -> list[tuple[str, list[Guest]]]:
    """Guests by unit, in the order in which each unit comes first."""
    found: dict[str, list[Guest]] = {}
    for guest in guests:
        found.setdefault(guest.unit, []).append(guest)
    return list(found.items())
