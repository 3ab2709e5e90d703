"""What a grid shows: rows of parties or tables, columns of slots, a meeting in a cell. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_plans.models import MeetingTable
from eventmgr.matchmaking.meeting_plans.slots import Slot, slots_within
from eventmgr.matchmaking.timetables.task.instance import Away
from eventmgr.matchmaking.timetables.task.places import Place, Sides


@dataclass(frozen=True)
class Held:
    """A meeting in a cell."""

    request: int
    title: str
    """Whom the row's party meets; in a row of a table both sides."""
    under: int | None
    """The number of its table; None in rows of tables, and where it has none."""
    both: str
    is_locked: bool
    is_faulty: bool
    """Somebody is away by now."""


@dataclass(frozen=True)
class Cell:
    """A slot of a row of the timetable."""

    slot: Slot
    held: tuple[Held, ...] = ()
    is_away: bool = False


@dataclass(frozen=True)
class GridRow:
    """One party or one table with the slots of a day."""

    key: int
    name: str
    sub: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Shown:
    """What all kinds of rows are made from."""

    slots: Sequence[Slot]
    """Those of the day."""
    places: Sequence[Place]
    sides: Mapping[int, Sides]
    tables: Mapping[int, int]
    """Table → its number."""
    locked: Collection[int]
    away: Mapping[int, frozenset[int]]
    """Party → slots in which it is not there at all."""

    def held(self, place: Place, title: str, *, names_table: bool) -> Held:
        """A meeting as a cell shows it."""
        sides = self.sides[place.request]
        slot = next((slot.number for slot in self.slots if slot.starts_at == place.starts_at), None)
        absent = self.away.get(sides.asker, frozenset()) | self.away.get(sides.asked, frozenset())
        number = self.tables.get(place.table) if place.table is not None else None
        return Held(
            place.request,
            title,
            number if names_table else None,
            sides.both,
            place.request in self.locked,
            slot in absent,
        )


def away_of(absences: Iterable[Away], slots: Sequence[Slot], parties: Collection[int]) -> dict[int, frozenset[int]]:
    """Party → slots in which all of it is away, of these parties."""
    away: dict[int, frozenset[int]] = defaultdict(frozenset)
    for absence in absences:
        if absence.representative is None:
            touched = slots_within(slots, absence.starts_at, absence.ends_at)
            for party in parties if absence.party is None else (absence.party,):
                away[party] |= touched
    return away


def rows_of_parties(shown: Shown, parties: Sequence[MeetingParty], subs: Mapping[int, str]) -> list[GridRow]:
    """One row a party; `subs`: party → what stands below its name."""
    wanted = {party.id for party in parties}
    cells: dict[tuple[int, datetime], list[Held]] = defaultdict(list)
    for place in shown.places:
        sides = shown.sides.get(place.request)
        if sides is not None:
            for party in {sides.asker, sides.asked} & wanted:
                held = shown.held(place, sides.other(party), names_table=True)
                cells[party, place.starts_at].append(held)
    return [
        GridRow(
            party.id,
            organization_name(party.organization),
            subs.get(party.id, ""),
            tuple(
                Cell(
                    slot,
                    tuple(cells[party.id, slot.starts_at]),
                    slot.number in shown.away.get(party.id, frozenset()),
                )
                for slot in shown.slots
            ),
        )
        for party in parties
    ]


def rows_of_tables(shown: Shown, tables: Sequence[MeetingTable], halls: Mapping[int, str]) -> list[GridRow]:
    """One row a table; `halls`: hall → name."""
    wanted = {table.id for table in tables}
    cells: dict[tuple[int, datetime], list[Held]] = defaultdict(list)
    for place in shown.places:
        if place.table in wanted and place.table is not None and place.request in shown.sides:
            held = shown.held(place, shown.sides[place.request].both, names_table=False)
            cells[place.table, place.starts_at].append(held)
    return [
        GridRow(
            table.id,
            str(table.number),
            halls.get(table.hall_id, ""),
            tuple(Cell(slot, tuple(cells[table.id, slot.starts_at])) for slot in shown.slots),
        )
        for table in tables
    ]
