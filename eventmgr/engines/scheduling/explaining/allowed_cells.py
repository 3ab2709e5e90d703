"""Where one meeting can be held as things stand, slot by slot, and what is in the way elsewhere: for whoever moves
meetings by hand.

All other meetings keep slot, table, representatives and assistants, so whatever is called free can be done at once and
passes the check. `solve` and `repair` may find more, since they move others too.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.rules.assistants import INTERPRETER, MODERATOR, can_help, needs
from eventmgr.engines.scheduling.schedule import Placed, Schedule
from eventmgr.engines.scheduling.table_pools import (
    NO_TABLE,
    far_apart,
    hall_of,
    home_tables,
    is_available,
    required_table,
    too_near,
)

CANCELLED, PAST, LOCKED, SESSION, FIXED = "cancelled", "past", "locked", "session", "fixed"
ABSENT, BUSY, MAXIMUM, AFTER = "absent", "busy", "maximum", "after"
TABLE_UNAVAILABLE, TABLE_TAKEN, TABLES_FULL, TRAVEL = "table_unavailable", "table_taken", "tables_full", "travel"

Person = tuple[int, int]
"""(participant, representative)."""


@dataclass(frozen=True)
class Hindrance:
    """One thing that keeps a meeting out of a slot.

    `code` is one of: `cancelled` (the meeting is); `past` (the slot is, or the meeting's own); `locked`; `session`,
    `fixed` (it belongs elsewhere); `absent` (`participants`); `busy` (`participants`, with the `meetings` in the way);
    `table_unavailable` (the one table it must have is not there); `table_taken` (that table, by `meetings`);
    `tables_full`; `maximum` (`participants` have as many as they may); `after` (`meetings` must come before or behind);
    `interpreter`, `moderator` (none is free); `travel` (`participants` cannot walk between this and `meetings`; the way
    takes `needed` empty slots).
    """

    code: str
    participants: tuple[int, ...] = ()
    meetings: tuple[int, ...] = ()
    needed: int = 0


@dataclass(frozen=True)
class Cell:
    """One slot for one meeting: free if nothing hinders. `tables`, `seats` and `assistants` say how it can be held
    there."""

    slot: int
    hindrances: tuple[Hindrance, ...] = ()
    """All that hinder; `travel` is looked at only where people and a table are free."""
    tables: tuple[int, ...] = ()
    """Table numbers, rising, each of which will do. Where the schedule leaves tables open, those that nobody has by
    name."""
    seats: tuple[int, int] = (0, 0)
    """Representatives of the two sides."""
    assistants: tuple[int, ...] = ()

    @property
    def free(self) -> bool:
        return not self.hindrances


class Judge:
    """Answers for one instance and one schedule of it; to be made anew when either changes.

    Made in about 0.1 s for 2,000 people with 20,000 meetings; a question takes about a millisecond then. The schedule
    is taken as it is: faults that it has already are not looked for.
    """

    def __init__(self, instance: Instance, schedule: Schedule) -> None:
        self.instance = instance
        self.homes = home_tables(instance)
        self.held = {placed.meeting: placed for placed in schedule.placed}
        self.days: dict[Person, dict[int, int]] = {}
        """person → slot → meeting."""
        self.at_table: dict[tuple[int, int], int] = {}
        """(slot, table) → meeting."""
        self.drawn: Counter[int] = Counter()
        """slot → meetings at tables that are nobody's home."""
        self.open_tables: Counter[int] = Counter()
        """slot → those of them whose table is left open."""
        self.work: list[dict[int, int]] = [{} for _ in instance.assistants]
        """assistant → slot → meeting."""
        self.count: Counter[int] = Counter()
        """participant → meetings."""
        for placed in schedule.placed:
            self._note(placed)
        self.behind: dict[int, list[int]] = {}
        for number, meeting in enumerate(instance.meetings):
            for earlier in meeting.after:
                self.behind.setdefault(earlier, []).append(number)
        self._common: dict[int, tuple[int, ...]] = {}

    def _note(self, placed: Placed) -> None:
        asked = self.instance.meetings[placed.meeting]
        for side, seat in ((asked.a, placed.seats[0]), (asked.b, placed.seats[1])):
            self.days.setdefault((side, seat), {})[placed.slot] = placed.meeting
            self.count[side] += 1
        if placed.table is not None:
            self.at_table[placed.slot, placed.table] = placed.meeting
        if not self._hosted(placed.meeting):
            self.drawn[placed.slot] += 1
            self.open_tables[placed.slot] += placed.table is None
        for who in placed.assistants:
            self.work[who][placed.slot] = placed.meeting

    def free_tables(self, slot: int) -> tuple[int, ...]:
        """Tables that are in use in a slot, nobody's home, and have no meeting by name; those of open meetings are
        among them."""
        return tuple(table for table in self._tables(slot) if (slot, table) not in self.at_table)

    def tables_left(self, slot: int) -> int:
        """How many more meetings the tables of a slot can take, hosts' own tables aside."""
        return max(0, len(self._tables(slot)) - self.drawn[slot])

    def allowed_cells(self, meeting: int) -> tuple[Cell, ...]:
        """One cell for each slot of the event. A meeting that has a place is asked about as if it had left it."""
        asked, now = self.instance.meetings[meeting], self.instance.now
        placed = self.held.get(meeting)
        always = []
        if asked.cancelled:
            always.append(Hindrance(CANCELLED))
        if placed is not None and placed.slot < now:
            always.append(Hindrance(PAST))
        return tuple(self._cell(meeting, slot, placed, always) for slot in range(self.instance.slots))

    def _cell(self, meeting: int, slot: int, placed: Placed | None, always: Iterable[Hindrance]) -> Cell:
        hindrances = [*always, *self._dates(meeting, slot, placed)]
        sides, hindered = self._people(meeting, slot)
        hindrances += hindered
        tables, hindered = self._places(meeting, slot, placed)
        hindrances += hindered
        hindrances += self._limits(meeting, slot)
        helpers, hindered = self._help(meeting, slot)
        hindrances += hindered
        seats = (0, 0)
        if tables and all(sides):
            tables, seats, hindered = self._ways(meeting, slot, tables, sides)
            hindrances += hindered
        return Cell(slot, tuple(hindrances)) if hindrances else Cell(slot, (), tables, seats, helpers)

    def _dates(self, meeting: int, slot: int, placed: Placed | None) -> Iterator[Hindrance]:
        asked, instance = self.instance.meetings[meeting], self.instance
        if slot < instance.now and (placed is None or placed.slot >= instance.now):
            yield Hindrance(PAST)
        if asked.locked and placed is not None and placed.slot != slot:
            yield Hindrance(LOCKED)
        if asked.session is not None:
            first, end = instance.sessions[asked.session - 1]
            if not first <= slot < end:
                yield Hindrance(SESSION)
        if asked.fixed not in (None, slot):
            yield Hindrance(FIXED)

    def _people(self, meeting: int, slot: int) -> tuple[list[list[int]], list[Hindrance]]:
        """The representatives of each side who are there and have nothing else to do, and who is missing."""
        asked = self.instance.meetings[meeting]
        idle: list[list[int]] = []
        absent, busy, others = [], [], set()
        for side, named in ((asked.a, asked.seat_a), (asked.b, asked.seat_b)):
            participant = self.instance.participants[side]
            there = [
                seat
                for seat in (range(participant.seats) if named is None else (named,))
                if slot not in participant.absent
                and not (participant.seat_absent and slot in participant.seat_absent[seat])
            ]
            meetings = {seat: self.days.get((side, seat), {}).get(slot, meeting) for seat in there}
            idle.append([seat for seat in there if meetings[seat] == meeting])
            if not there:
                absent.append(side)
            elif not idle[-1]:
                busy.append(side)
                others |= set(meetings.values())
        hindrances = []
        if absent:
            hindrances.append(Hindrance(ABSENT, tuple(absent)))
        if busy:
            hindrances.append(Hindrance(BUSY, tuple(busy), tuple(sorted(others))))
        return idle, hindrances

    def _places(self, meeting: int, slot: int, placed: Placed | None) -> tuple[tuple[int, ...], list[Hindrance]]:
        """Tables at which the meeting may be held."""
        asked = self.instance.meetings[meeting]
        required = required_table(self.instance, asked, self.homes)
        own = placed.table if placed is not None and placed.slot == slot else NO_TABLE
        if not self._hosted(meeting):
            left_open = self.open_tables[slot] - (own is None)
            if left_open and self.drawn[slot] - (own != NO_TABLE) >= len(self._tables(slot)):
                return (), [Hindrance(TABLES_FULL)]
        if asked.locked and own is not None and own != NO_TABLE:
            return (own,), []
        if required is None:
            tables = tuple(t for t in self._tables(slot) if (slot, t) not in self.at_table or t == own)
            return tables, [] if tables else [Hindrance(TABLES_FULL)]
        if required == NO_TABLE or not is_available(self.instance, required, slot):
            return (), [Hindrance(TABLE_UNAVAILABLE)]
        other = self.at_table.get((slot, required), meeting)
        return ((required,), []) if other == meeting else ((), [Hindrance(TABLE_TAKEN, meetings=(other,))])

    def _limits(self, meeting: int, slot: int) -> Iterator[Hindrance]:
        """Caps and the order of meetings."""
        asked, held = self.instance.meetings[meeting], self.held
        full = [
            side
            for side in (asked.a, asked.b)
            if (most := self.instance.participants[side].maximum) is not None
            and self.count[side] - (meeting in held) >= most
        ]
        if full:
            yield Hindrance(MAXIMUM, tuple(full))
        before = [earlier for earlier in asked.after if earlier not in held or held[earlier].slot >= slot]
        behind = [later for later in self.behind.get(meeting, ()) if later in held and held[later].slot <= slot]
        if before or behind:
            yield Hindrance(AFTER, meetings=(*before, *behind))

    def _help(self, meeting: int, slot: int) -> tuple[tuple[int, ...], list[Hindrance]]:
        """Who could help, in the order of the needs, each somebody else."""
        asked, everyone = self.instance.meetings[meeting], self.instance.assistants
        wanted = needs(asked)
        if not wanted:
            return (), []
        ready = [who for who in range(len(everyone)) if self._is_ready(who, meeting, slot)]
        able = [[who for who in ready if can_help(everyone[who], asked, need)] for need in wanted]
        for helpers in product(*able):
            if len(set(helpers)) == len(helpers):
                return helpers, []
        missing = [need for need, helpers in zip(wanted, able, strict=True) if not helpers]
        return (), [Hindrance(need) for need in missing or (INTERPRETER, MODERATOR)]

    def _is_ready(self, who: int, meeting: int, slot: int) -> bool:
        """Whether an assistant can work in a slot besides what they do for other meetings."""
        assistant, days = self.instance.assistants[who], self.instance.days
        busy = {at for at, other in self.work[who].items() if other != meeting}
        if slot in assistant.absent or slot in busy:
            return False
        if assistant.maximum is not None and len(busy) >= assistant.maximum:
            return False
        if assistant.most_in_a_row is None:
            return True
        first = last = slot
        while first - 1 in busy and bisect(days, first - 1) == bisect(days, slot):
            first -= 1
        while last + 1 in busy and bisect(days, last + 1) == bisect(days, slot):
            last += 1
        return last - first + 1 <= assistant.most_in_a_row

    def _ways(
        self, meeting: int, slot: int, tables: tuple[int, ...], sides: list[list[int]]
    ) -> tuple[tuple[int, ...], tuple[int, int], list[Hindrance]]:
        """The tables that two idle people can walk to and on from, of the two who can reach most; and who cannot."""
        if not far_apart(self.instance):
            return tables, (sides[0][0], sides[1][0]), []
        asked = self.instance.meetings[meeting]
        halls = {table: hall_of(self.instance, table) for table in tables}
        near: dict[Person, dict[int, list[int]]] = {
            (side, seat): {hall: self._too_near(meeting, slot, (side, seat), hall) for hall in set(halls.values())}
            for side, seats in ((asked.a, sides[0]), (asked.b, sides[1]))
            for seat in seats
        }
        best: tuple[tuple[int, ...], tuple[int, int]] = (), (0, 0)
        for a, b in product(*sides):
            reached = tuple(
                table for table, hall in halls.items() if not near[asked.a, a][hall] and not near[asked.b, b][hall]
            )
            if len(reached) > len(best[0]):
                best = reached, (a, b)
        if best[0]:
            return *best, []
        who = sorted({person[0] for person, ways in near.items() if any(ways.values())})
        meetings = sorted({other for ways in near.values() for others in ways.values() for other in others})
        needed = max(self._way(slot, hall, other) for hall in set(halls.values()) for other in meetings)
        return (), (0, 0), [Hindrance(TRAVEL, tuple(who), tuple(meetings), needed)]

    def _too_near(self, meeting: int, slot: int, person: Person, hall: int) -> list[int]:
        """Other meetings of a person from which the way to a hall is too long."""
        return [
            other
            for then, other in self.days.get(person, {}).items()
            if other != meeting
            and (table := self.held[other].table) is not None
            and too_near(self.instance, hall, slot, hall_of(self.instance, table), then)
        ]

    def _way(self, slot: int, hall: int, other: int) -> int:
        """Empty slots that the way between a hall and another meeting takes."""
        there = hall_of(self.instance, self.held[other].table or 0)
        first, second = (there, hall) if self.held[other].slot < slot else (hall, there)
        return self.instance.travel[first][second]

    def _hosted(self, meeting: int) -> bool:
        asked, people = self.instance.meetings[meeting], self.instance.participants
        return people[asked.a].home_table is not None or people[asked.b].home_table is not None

    def _tables(self, slot: int) -> tuple[int, ...]:
        """Tables of a slot that are in use and nobody's home."""
        if slot not in self._common:
            self._common[slot] = tuple(
                table
                for table in range(self.instance.slot_tables[slot])
                if table not in self.homes and (slot, table) not in self.instance.tables_lost
            )
        return self._common[slot]
