"""What keeps an unscheduled meeting out, seen on one schedule: slots, people, tables, rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import Any

from eventmgr.engines.scheduling.checking.assistance import stints, work_of
from eventmgr.engines.scheduling.checking.attendance import meetings_of, way
from eventmgr.engines.scheduling.checking.schedule_index import Person, ScheduleIndex
from eventmgr.engines.scheduling.checking.slots_and_tables import common_tables


@dataclass(frozen=True)
class Certificate:
    """The one reason that holds; `rules` are the rules in the way, `slot` is one where the meeting fits (then no reason
    holds)."""

    reason: str
    rules: frozenset[str] = frozenset()
    slot: int | None = None


class ConflictAnalysis:
    """Looks at one schedule for as many meetings as are asked."""

    def __init__(self, index: ScheduleIndex) -> None:
        self.index = index
        self.counts = meetings_of(index)
        self.work = work_of(index)
        drawing = [placed for placed in index.held.values() if index.host_of(placed.meeting) is None]
        self.drawn = Counter(placed.slot for placed in drawing)
        """Slot → meetings at a table that is nobody's home."""
        self.open_tables = Counter(placed.slot for placed in drawing if placed.table is None)
        """Slot → those of them whose table is not said."""
        common = [common_tables(index, slot) for slot in range(index.instance.slots)]
        self.rooms = list(map(len, common))
        """Slot → tables that are nobody's home."""
        self.left: list[list[int]] = [
            [table for table in tables if (slot, table) not in index.at_table] for slot, tables in enumerate(common)
        ]
        """Slot → tables that are nobody's home and have no meeting."""
        self.of_participant: dict[int, list[int]] = {}
        """Participant → its meetings that are not cancelled and not past."""
        for number, meeting in enumerate(index.instance.meetings):
            held = index.held.get(number)
            if not meeting.cancelled and (held is None or held.slot >= index.now):
                for side in (meeting.a, meeting.b):
                    self.of_participant.setdefault(side, []).append(number)
        self._common: dict[int, list[int]] = {}
        self._windows: dict[tuple[int | None, ...], list[int]] = {}
        self._who: dict[tuple[int, int | None], list[Person]] = {}
        self._open: dict[tuple[int, int | None], tuple[frozenset[int], frozenset[int]]] = {}
        self.demands: dict[int, tuple[int, int]] = {}
        """Participant → what `details` has counted of it already."""
        self.behind: dict[int, list[int]] = {}
        for number, meeting in enumerate(index.instance.meetings):
            for earlier in meeting.after:
                self.behind.setdefault(earlier, []).append(number)

    def certificate(self, number: int) -> Certificate:
        """Why an unscheduled meeting is missing."""
        if not self.common(number):
            return Certificate("no_common_slot")
        if not self.free(number):
            return Certificate("participant_full")
        open_slots = self.open_slots(number)
        if not open_slots:
            return Certificate("tables_full")
        hindrances: set[str] = set()
        for slot in open_slots:
            found = self.hindrances(number, slot)
            if not found:
                return Certificate("", slot=slot)
            hindrances |= found
        return Certificate("rule", frozenset(hindrances))

    def common(self, number: int) -> list[int]:
        """Slots of the window in which both sides have somebody there."""
        if number not in self._common:
            (one, _), (two, _) = self._attended(number)
            self._common[number] = [slot for slot in self.window(number) if slot in one and slot in two]
        return self._common[number]

    def free(self, number: int) -> list[int]:
        """Common slots in which both sides have somebody free."""
        (_, one), (_, two) = self._attended(number)
        return [slot for slot in self.common(number) if slot in one and slot in two]

    def open_slots(self, number: int) -> list[int]:
        """Free slots with a table of the kind that the meeting needs."""
        return [slot for slot in self.free(number) if self._tables(number, slot)]

    def window(self, number: int) -> list[int]:
        """Slots still to come that the meeting's own session, fixed slot and table allow."""
        meeting = self.index.instance.meetings[number]
        table = meeting.table if meeting.table is not None else self.index.home_of(number)
        asked = (meeting.session, meeting.fixed, table)
        if asked not in self._windows:
            self._windows[asked] = self._slots_for(*asked)
        return self._windows[asked]

    def _slots_for(self, session: int | None, fixed: int | None, table: int | None) -> list[int]:
        slots = range(self.index.now, self.index.instance.slots)
        if session is not None:
            first, end = self.index.instance.sessions[session - 1]
            slots = range(max(first, slots.start), end)
        is_available = self.index.is_available
        return [slot for slot in slots if fixed in (None, slot) and (table is None or is_available(table, slot))]

    def _sides(self, number: int) -> tuple[list[Person], list[Person]]:
        """Who may sit on each side."""
        meeting = self.index.instance.meetings[number]
        return self._seated(meeting.a, meeting.seat_a), self._seated(meeting.b, meeting.seat_b)

    def _seated(self, side: int, named: int | None) -> list[Person]:
        if (side, named) not in self._who:
            seats = range(self.index.instance.participants[side].seats)
            self._who[side, named] = [(side, seat) for seat in seats if named in (None, seat)]
        return self._who[side, named]

    def _attended(self, number: int) -> tuple[tuple[frozenset[int], frozenset[int]], ...]:
        """Of each side, the slots in which somebody is there, and those in which one of them has no meeting."""
        meeting = self.index.instance.meetings[number]
        return self._slots_of(meeting.a, meeting.seat_a), self._slots_of(meeting.b, meeting.seat_b)

    def _slots_of(self, side: int, named: int | None) -> tuple[frozenset[int], frozenset[int]]:
        if (side, named) not in self._open:
            days = [(self.index.presence(who), self.index.of_person.get(who, {})) for who in self._seated(side, named)]
            there = frozenset[int]().union(*(present for present, _busy in days))
            self._open[side, named] = there, frozenset[int]().union(*(present - busy.keys() for present, busy in days))
        return self._open[side, named]

    def there(self, number: int, slot: int) -> tuple[list[Person], list[Person]]:
        """The people of each side who are present in that slot."""
        one, two = ([who for who in side if self.index.present(who, slot)] for side in self._sides(number))
        return one, two

    def idle(self, number: int, slot: int) -> tuple[list[Person], list[Person]]:
        """Who of each side is present and has no meeting."""
        one, two = (
            [who for who in side if slot not in self.index.of_person.get(who, {})] for side in self.there(number, slot)
        )
        return one, two

    def occupied(self, number: int) -> list[list[Any]]:
        """[slot, meetings of a, meetings of b] of each common slot; none of a side that has somebody idle."""
        rows: list[list[Any]] = [[slot] for slot in self.common(number)]
        for side in self._sides(number):
            days = [(self.index.presence(who), self.index.of_person.get(who, {})) for who in side]
            for row in rows:
                meetings = {day.get(row[0]) for present, day in days if row[0] in present}
                row.append([] if None in meetings else sorted(meetings))
        return rows

    def _tables(self, number: int, slot: int) -> list[int | None]:
        """Free tables of the kind that the meeting needs; [None] where tables are open and one is left.

        A host's own table is a kind, and so is each hall, for a meeting that names a table, if the way to another takes
        time.
        """
        index, home = self.index, self.index.home_of(number)
        if home is not None:
            return [home] if (slot, home) not in index.at_table else []
        if self.open_tables[slot]:
            return [None] if self.open_tables[slot] < len(self.left[slot]) else []
        named = index.instance.meetings[number].table
        if named is None or not any(map(any, index.instance.travel)):
            return list(self.left[slot])
        return [table for table in self.left[slot] if index.hall_of(table) == index.hall_of(named)]

    def meetings_at(self, number: int, slot: int) -> int:
        """How many tables of the kind that the meeting needs have a meeting."""
        return self.drawn[slot] if self.index.home_of(number) is None else 1

    def fitting(self, number: int, slot: int) -> list[int | None]:
        """Those free tables at which this very meeting may be held."""
        named = self.index.instance.meetings[number].table
        return [table for table in self._tables(number, slot) if named is None or table in (None, named)]

    def hindrances(self, number: int, slot: int) -> set[str]:
        """Rules that keep the meeting out of a slot in which people and tables are free."""
        meeting, index = self.index.instance.meetings[number], self.index
        rules: set[str] = set()
        before = [index.held.get(earlier) for earlier in meeting.after]
        behind = [index.held[later] for later in self.behind.get(number, ()) if later in index.held]
        if any(held is None or held.slot >= slot for held in before) or any(held.slot <= slot for held in behind):
            rules.add("after")
        for side in (meeting.a, meeting.b):
            maximum = index.instance.participants[side].maximum
            if maximum is not None and self.counts[side] >= maximum:
                rules.add("maximum")
        rules |= self._without_help(number, slot)
        if not self.fitting(number, slot):
            rules.add("table")
        elif not self._reachable(number, slot):
            rules.add("travel")
        return rules

    def _without_help(self, number: int, slot: int) -> set[str]:
        meeting, everyone = self.index.instance.meetings[number], self.index.instance.assistants
        ready = [helper for helper in range(len(everyone)) if self._ready(helper, slot)]
        speaking = {helper for helper in ready if meeting.language in everyone[helper].languages}
        leading = {helper for helper in ready if everyone[helper].moderates}
        if meeting.language and meeting.moderated:
            served = speaking and leading and len(speaking | leading) > 1
            return set() if served else {"interpreter", "moderator"}
        found = {"interpreter"} if meeting.language and not speaking else set()
        return found | ({"moderator"} if meeting.moderated and not leading else set())

    def _ready(self, helper: int, slot: int) -> bool:
        """Whether an assistant could work in a slot besides what they do already."""
        assistant, busy = self.index.instance.assistants[helper], self.work.get(helper, {})
        if slot in assistant.absent or slot in busy:
            return False
        if assistant.maximum is not None and len(busy) >= assistant.maximum:
            return False
        runs = stints(self.index, sorted((*busy, slot)))
        return assistant.most_in_a_row is None or all(length <= assistant.most_in_a_row for _slot, length in runs)

    def _reachable(self, number: int, slot: int) -> bool:
        """Whether some two idle people can walk to some free table and on from there."""
        if not self.index.instance.travel:
            return True
        idle_a, idle_b = self.idle(number, slot)
        halls = {self.index.hall_of(table): table for table in self.fitting(number, slot)}
        return any(
            self._walks(who, slot, table) and self._walks(partner, slot, table)
            for who, partner, table in product(idle_a, idle_b, halls.values())
        )

    def _walks(self, who: Person, slot: int, table: int | None) -> bool:
        for other, meeting in self.index.of_person.get(who, {}).items():
            there = self.index.held[meeting].table
            first, second = (there, table) if other < slot else (table, there)
            near = self.index.same_stretch(min(slot, other), max(slot, other))
            if near and abs(slot - other) - 1 < way(self.index, first, second):
                return False
        return True
