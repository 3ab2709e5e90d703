"""Is the reason given for a missing meeting true? Proved from the schedule, in the order in which reasons exclude each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from eventmgr.matchmaking.scheduling.checking.assistance import stints, work_of
from eventmgr.matchmaking.scheduling.checking.attendance import meetings_of, way
from eventmgr.matchmaking.scheduling.checking.faults import Fault, fault
from eventmgr.matchmaking.scheduling.checking.ledger import Ledger, Person
from eventmgr.matchmaking.scheduling.checking.places import common_tables
from eventmgr.matchmaking.scheduling.schedule import REASONS, Unplaced


@dataclass(frozen=True)
class Truth:
    """The one reason that holds; `rules` are the rules in the way, `slot` is one where the meeting fits (then no reason holds)."""

    reason: str
    rules: frozenset[str] = frozenset()
    slot: int | None = None


def reasons(ledger: Ledger) -> Iterator[Fault]:
    """Faults of what is said of the missing meetings."""
    said: set[int] = set()
    witness = Witness(ledger)
    for unplaced in ledger.schedule.unplaced:
        number = unplaced.meeting
        if not 0 <= number < len(ledger.instance.meetings):
            yield fault("explained_unknown", meeting=number)
        elif number in said:
            yield fault("explained_twice", meeting=number)
        elif number in ledger.held:
            yield fault("explained_though_placed", meeting=number)
        elif ledger.instance.meetings[number].cancelled:
            yield fault("explained_though_cancelled", meeting=number)
        elif unplaced.reason not in REASONS:
            yield fault("unknown_reason", meeting=number, reason=unplaced.reason)
        else:
            yield from _judge(unplaced, witness.truth(number))
        said.add(number)
    for number in ledger.missing():
        if number not in said:
            yield fault("unexplained", meeting=number)


def _judge(unplaced: Unplaced, truth: Truth) -> Iterator[Fault]:
    number, reason = unplaced.meeting, unplaced.reason
    if truth.slot is not None:
        yield fault("could_be_placed", meeting=number, reason=reason, slot=truth.slot)
    elif truth.reason != reason:
        yield fault("untrue_reason", meeting=number, reason=reason, truth=truth.reason)
    elif reason == "rule" and unplaced.detail.get("rule") not in truth.rules:
        named = str(unplaced.detail.get("rule", ""))
        yield fault("untrue_rule", meeting=number, rule=named, truth=", ".join(sorted(truth.rules)))


class Witness:
    """Looks at one schedule for as many meetings as are asked."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.homes = ledger.homes()
        self.counts = meetings_of(ledger)
        self.work = work_of(ledger)
        self.open_tables = Counter(
            placed.slot
            for placed in ledger.held.values()
            if placed.table is None and ledger.host_of(placed.meeting) is None
        )
        """Slot → meetings that draw a table, but which is not said."""
        self.behind: dict[int, list[int]] = {}
        for number, meeting in enumerate(ledger.instance.meetings):
            for earlier in meeting.after:
                self.behind.setdefault(earlier, []).append(number)

    def truth(self, number: int) -> Truth:
        """Why a missing meeting is missing."""
        common = [slot for slot in self._window(number) if all(self._there(number, slot))]
        if not common:
            return Truth("no_common_slot")
        free = [slot for slot in common if all(self._idle(number, slot))]
        if not free:
            return Truth("participant_full")
        open_slots = [slot for slot in free if self._tables(number, slot)]
        if not open_slots:
            return Truth("tables_full")
        hindrances: set[str] = set()
        for slot in open_slots:
            found = self._hindrances(number, slot)
            if not found:
                return Truth("", slot=slot)
            hindrances |= found
        return Truth("rule", frozenset(hindrances))

    def _window(self, number: int) -> list[int]:
        """Slots still to come that the meeting's own session, fixed slot and table allow."""
        meeting, slots = self.ledger.instance.meetings[number], range(self.ledger.now, self.ledger.instance.slots)
        if meeting.session is not None:
            first, end = self.ledger.instance.sessions[meeting.session - 1]
            slots = range(max(first, slots.start), end)
        table = meeting.table if meeting.table is not None else self.ledger.home_of(number)
        return [
            slot
            for slot in slots
            if meeting.fixed in (None, slot) and (table is None or self.ledger.stands(table, slot))
        ]

    def _sides(self, number: int) -> tuple[list[Person], list[Person]]:
        """Who may sit on each side."""
        meeting, people = self.ledger.instance.meetings[number], self.ledger.instance.participants
        one, two = (
            [(side, seat) for seat in range(people[side].seats) if named in (None, seat)]
            for side, named in ((meeting.a, meeting.seat_a), (meeting.b, meeting.seat_b))
        )
        return one, two

    def _there(self, number: int, slot: int) -> tuple[list[Person], list[Person]]:
        one, two = ([who for who in side if self.ledger.present(who, slot)] for side in self._sides(number))
        return one, two

    def _idle(self, number: int, slot: int) -> tuple[list[Person], list[Person]]:
        one, two = (
            [who for who in side if slot not in self.ledger.of_person.get(who, {})]
            for side in self._there(number, slot)
        )
        return one, two

    def _tables(self, number: int, slot: int) -> list[int | None]:
        """Free tables of the kind that the meeting needs; [None] where tables are open and one is left."""
        ledger, home = self.ledger, self.ledger.home_of(number)
        if home is not None:
            return [home] if (slot, home) not in ledger.at_table else []
        free = [table for table in common_tables(ledger, self.homes, slot) if (slot, table) not in ledger.at_table]
        if self.open_tables[slot]:
            return [None] if self.open_tables[slot] < len(free) else []
        return list(free)

    def _fitting(self, number: int, slot: int) -> list[int | None]:
        """Those free tables at which this very meeting may be held."""
        named = self.ledger.instance.meetings[number].table
        return [table for table in self._tables(number, slot) if named is None or table in (None, named)]

    def _hindrances(self, number: int, slot: int) -> set[str]:
        """Rules that keep the meeting out of a slot in which people and tables are free."""
        meeting, ledger = self.ledger.instance.meetings[number], self.ledger
        found: set[str] = set()
        before = [ledger.held.get(earlier) for earlier in meeting.after]
        behind = [ledger.held[later] for later in self.behind.get(number, ()) if later in ledger.held]
        if any(held is None or held.slot >= slot for held in before) or any(held.slot <= slot for held in behind):
            found.add("after")
        for side in (meeting.a, meeting.b):
            maximum = ledger.instance.participants[side].maximum
            if maximum is not None and self.counts[side] >= maximum:
                found.add("maximum")
        found |= self._without_help(number, slot)
        if not self._fitting(number, slot):
            found.add("table")
        elif not self._reachable(number, slot):
            found.add("travel")
        return found

    def _without_help(self, number: int, slot: int) -> set[str]:
        meeting, everyone = self.ledger.instance.meetings[number], self.ledger.instance.assistants
        ready = [helper for helper in range(len(everyone)) if self._ready(helper, slot)]
        speaking = {helper for helper in ready if meeting.language in everyone[helper].languages}
        leading = {helper for helper in ready if everyone[helper].moderates}
        if meeting.language and not speaking:
            return {"interpreter"} | ({"moderator"} if meeting.moderated and not leading else set())
        if meeting.moderated and not leading:
            return {"moderator"}
        if meeting.language and meeting.moderated and len(speaking | leading) < 2:
            return {"interpreter", "moderator"}
        return set()

    def _ready(self, helper: int, slot: int) -> bool:
        """Whether an assistant could work in a slot besides what they do already."""
        assistant, busy = self.ledger.instance.assistants[helper], self.work.get(helper, {})
        if slot in assistant.absent or slot in busy:
            return False
        if assistant.maximum is not None and len(busy) >= assistant.maximum:
            return False
        runs = stints(self.ledger, sorted((*busy, slot)))
        return assistant.most_in_a_row is None or all(length <= assistant.most_in_a_row for _slot, length in runs)

    def _reachable(self, number: int, slot: int) -> bool:
        """Whether some two idle people can walk to some free table and on from there."""
        if not self.ledger.instance.travel:
            return True
        one, two = self._idle(number, slot)
        halls = {self.ledger.hall_of(table): table for table in self._fitting(number, slot)}
        return any(
            self._walks(who, slot, table) and self._walks(partner, slot, table)
            for who, partner, table in product(one, two, halls.values())
        )

    def _walks(self, who: Person, slot: int, table: int | None) -> bool:
        for other, meeting in self.ledger.of_person.get(who, {}).items():
            there = self.ledger.held[meeting].table
            first, second = (there, table) if other < slot else (table, there)
            near = self.ledger.same_stretch(min(slot, other), max(slot, other))
            if near and abs(slot - other) - 1 < way(self.ledger, first, second):
                return False
        return True
