"""A plan as rows of seats, for its page."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from eventmgr.ground.i18n import _, language
from eventmgr.on_site.seating.labels import say_place
from eventmgr.on_site.seating.places import Fault, Place, PlanKind, TableUse
from eventmgr.on_site.seating.queries.people import Person
from eventmgr.on_site.seating.standing import Standing
from eventmgr.tools import taxonomy


@dataclass(frozen=True)
class Seat:
    """A seat on the map."""

    place: Place
    person: Person | None = None
    is_locked: bool = False
    is_wrong: bool = False
    is_kept: bool = False
    before_aisle: bool = False

    @property
    def key(self) -> str:
        """The seat as addresses and forms name it: row-number."""
        return f"{self.place[0]}-{self.place[1]}"


@dataclass(frozen=True)
class MapRow:
    """A row, or a table with its words."""

    number: int
    seats: tuple[Seat, ...]
    use: str = ""


@dataclass(frozen=True)
class Listed:
    """A person in the lists beside the map."""

    person: Person
    unit: str
    place: Place | None
    seat: str
    is_locked: bool = False
    words: tuple[str, ...] = ()
    is_gone: bool = False
    is_replaced: bool = False


@dataclass(frozen=True)
class Map:
    """What the page of a plan shows."""

    rows: tuple[MapRow, ...]
    listed: tuple[Listed, ...]
    """Everybody, in order."""
    faulty: tuple[Listed, ...]
    """Of whom something is wrong beyond having no seat."""
    waiting: tuple[Listed, ...]
    """Who has no seat."""


def unit_of(person: Person) -> str:
    """The short name of the delegation, or nothing."""
    return taxonomy.get_unit(person.unit).short(language()) if person.unit else ""


def map_of(now: Standing, *, sees_diets: bool) -> Map:
    """The map and the lists beside it."""
    faults: dict[int, list[Fault]] = defaultdict(list)
    for fault, who in now.faults():
        if fault is not Fault.DIET or sees_diets:
            faults[who].append(fault)
    listed = tuple(_listed(now, who, faults.get(who, [])) for who in _in_order(now))
    return Map(
        rows=tuple(_rows(now, faults, sees_diets=sees_diets)),
        listed=tuple(one for one in listed if not one.is_gone),
        faulty=tuple(one for one in listed if set(faults.get(one.person.id, ())) - {Fault.UNSEATED}),
        waiting=tuple(one for one in listed if one.place is None and not one.is_gone),
    )


def _in_order(now: Standing) -> list[int]:
    return [*(guest.id for guest in now.guests), *(who for who in now.places if who not in now.ids)]


def _listed(now: Standing, who: int, faults: list[Fault]) -> Listed:
    person, place = now.people[who], now.seated.get(who)
    assigned = now.places.get(who)
    return Listed(
        person,
        unit_of(person),
        place,
        say_place(now.plan.kind, place),
        bool(assigned and assigned.is_locked),
        tuple(str(fault.label) for fault in faults if fault is not Fault.UNSEATED),
        is_gone=Fault.GONE in faults,
        is_replaced=Fault.REPLACED in faults,
    )


def _rows(now: Standing, faults: dict[int, list[Fault]], *, sees_diets: bool) -> list[MapRow]:
    at, layout = now.seated_at(), now.layout
    rows = []
    for number, seats in enumerate(_sizes(now), 1):
        boxes = []
        for seat in range(1, seats + 1):
            who = at.get((number, seat))
            boxes.append(
                Seat(
                    (number, seat),
                    now.people[who] if who is not None else None,
                    is_locked=who is not None and now.places[who].is_locked,
                    is_wrong=who is not None and bool(faults.get(who)),
                    is_kept=(number, seat) in layout.reserved,
                    before_aisle=seat in layout.aisles and seat < seats,
                )
            )
        use = layout.use(number) if now.plan.kind is PlanKind.MEAL else TableUse.USUAL
        shown = str(use.label) if use is not TableUse.USUAL and (sees_diets or use is not TableUse.HALAL) else ""
        rows.append(MapRow(number, tuple(boxes), shown))
    return rows[::-1] if now.plan.kind is PlanKind.ROSTRUM else rows


def _sizes(now: Standing) -> list[int]:
    """Seats that are drawn: on a rostrum those that people need, and one more at the side while there is room."""
    if now.plan.kind is not PlanKind.ROSTRUM:
        return list(now.layout.rows)
    last: Counter[int] = Counter()
    for row, number in now.seated.values():
        last[row] = max(last[row], number)
    return [min(seats, last[row] + 1) for row, seats in enumerate(now.layout.rows, 1)]


def say_seat(seat: Seat, kind: PlanKind) -> str:
    """What a seat is read as: where it is, who sits there, whether it is locked."""
    where = (
        _("Table %(table)s, seat %(seat)s", table=seat.place[0], seat=seat.place[1])
        if kind is PlanKind.MEAL
        else say_place(kind, seat.place)
    )
    if seat.person is None:
        return _("%(where)s: free", where=where)
    who = " ".join(part for part in (seat.person.name, unit_of(seat.person)) if part)
    if seat.is_locked:
        return _("%(where)s: %(who)s, locked", where=where, who=who)
    return _("%(where)s: %(who)s", where=where, who=who)
