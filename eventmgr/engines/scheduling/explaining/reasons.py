"""Why a meeting has no place: the one reason that holds, with the numbers that prove it.

The reasons exclude each other, in this order. Every detail names slots and meetings of the timetable, so that a reader
can look them up:

`no_common_slot`
    Session, fixed slot, table and presence leave no slot to both. Detail: `a`, `b`: the slots of each side alone.
`participant_full`
    In every common slot one of the two has another meeting. Detail: `slots`: [slot, [meetings of a], [meetings of b]],
    where only sides with nobody free are listed. If one side alone explains it: `participant`, with `wanted` meetings
    of which at most `fit` can be held at once, whatever is moved; `fit` is a largest matching of these meetings to
    slots.
`tables_full`
    There are slots in which both are free, and in all of these every table is taken. Detail: `slots`: [slot, tables].
`rule`
    There are slots in which both and a table are free, and in each a rule refuses. Detail: `rule`: the first one,
    `slots`: [slot, rule].
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eventmgr.engines.scheduling.placement.greedy import Ends, pairs
from eventmgr.engines.scheduling.problem import Problem, bits
from eventmgr.engines.scheduling.schedule import Unscheduled
from eventmgr.engines.scheduling.table_pools import (
    NO_TABLE,
    available_slots,
    far_apart,
    home_tables,
    required_table,
    too_near,
)
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable

TRAVEL = "travel"


class StillFits(ValueError):
    """An unscheduled meeting has a slot in which nothing hinders it: it ought to be placed, not explained."""

    def __init__(self, meeting: int, slot: int) -> None:
        super().__init__(f"meeting {meeting} fits into slot {slot}")
        self.meeting = meeting
        self.slot = slot


def reasons(problem: Problem, timetable: Timetable, teller: Reasons | None = None) -> list[Unscheduled]:
    """The reason of every unscheduled meeting that is not cancelled, by meeting.

    `teller`: who tells them, where the caller wants to know more afterwards. Raises StillFits for a meeting that could
    be placed as things are.
    """
    teller = teller or Reasons(problem, timetable)
    return [
        teller.reason(meeting)
        for meeting in timetable.unscheduled()
        if not problem.instance.meetings[meeting].cancelled
    ]


class Reasons:
    """Explains unscheduled meetings of one timetable."""

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self.problem = problem
        self.timetable = timetable
        self.homes = home_tables(problem.instance)
        self.future = -1 << problem.instance.now
        self.wanted: dict[int, list[int]] = {}
        """participant → its meetings that are wanted and not past."""
        for number, meeting in enumerate(problem.instance.meetings):
            if not meeting.cancelled and not 0 <= timetable.slot[number] < problem.instance.now:
                for side in {meeting.a, meeting.b}:
                    self.wanted.setdefault(side, []).append(number)
        self._people: dict[int, list[int]] = {}
        for person, owner in enumerate(problem.owner):
            self._people.setdefault(owner, []).append(person)
        self._fits: dict[int, int] = {}
        self._windows: dict[int, int] = {}
        self._common: dict[int, int] = {}

    def reason(self, meeting: int) -> Unscheduled:
        """The reason of one unscheduled meeting."""
        common = self.common(meeting)
        if not common:
            return Unscheduled(meeting, "no_common_slot", self._apart(meeting, self.window(meeting)))
        options = pairs(self.problem, meeting)
        free = self._either(options, common, busy=True)
        if not free:
            return Unscheduled(meeting, "participant_full", self._full(meeting, common))
        return self._no_table(meeting, free) or self._ruled_out(meeting, options, free)

    def window(self, meeting: int) -> int:
        """Slots that the meeting's own session, fixed slot and table allow, presence and other meetings aside."""
        if meeting not in self._windows:
            self._windows[meeting] = self._allowed(meeting)
        return self._windows[meeting]

    def _allowed(self, meeting: int) -> int:
        instance = self.problem.instance
        asked = instance.meetings[meeting]
        window = ((1 << instance.slots) - 1) & self.future
        if asked.session is not None:
            first, end = instance.sessions[asked.session - 1]
            window &= (1 << end) - (1 << first)
        if asked.fixed is not None:
            window &= 1 << asked.fixed
        table = required_table(instance, asked, self.homes)
        if table is not None:
            window &= 0 if table == NO_TABLE else available_slots(instance, table)
        return window

    def common(self, meeting: int) -> int:
        """Slots of the window in which both sides have somebody there."""
        if meeting not in self._common:
            options = pairs(self.problem, meeting)
            self._common[meeting] = self._either(options, self.window(meeting), busy=False)
        return self._common[meeting]

    def _either(self, options: Iterable[Ends], window: int, *, busy: bool) -> int:
        """Slots in which some pair of representatives is there (and free)."""
        present, taken = self.problem.present, self.timetable.busy
        mask = 0
        for a, b in options:
            mask |= present[a] & present[b] & ~((taken[a] | taken[b]) if busy else 0)
        return mask & window

    def _apart(self, meeting: int, window: int) -> dict[str, Any]:
        sides = []
        for choice in self.problem.choices[meeting]:
            mask = 0
            for person in choice:
                mask |= self.problem.present[person]
            sides.append(bits(mask & window))
        return {"a": sides[0], "b": sides[1]}

    def _full(self, meeting: int, common: int) -> dict[str, Any]:
        at, busy, present = self.timetable.at, self.timetable.busy, self.problem.present
        rows: list[list[Any]] = [[slot] for slot in bits(common)]
        for choice in self.problem.choices[meeting]:
            for row in rows:
                slot = row[0]
                there = [person for person in choice if present[person] >> slot & 1]
                occupied = all(busy[person] >> slot & 1 for person in there)
                row.append(sorted({at[person][slot] for person in there}) if occupied else [])
        detail: dict[str, Any] = {"slots": rows}
        asked = self.problem.instance.meetings[meeting]
        for participant in (asked.a, asked.b):
            wanted, fit = len(self.wanted[participant]), self.fit(participant)
            if fit < wanted:
                return detail | {"participant": participant, "wanted": wanted, "fit": fit}
        return detail

    def fit(self, participant: int) -> int:
        """How many of the meetings still to come of one participant can be held together, all others aside: a largest
        matching."""
        if participant not in self._fits:
            self._fits[participant] = self._matched(participant)
        return self._fits[participant]

    def _matched(self, participant: int) -> int:
        """Starts from what is held now, which is a matching already, and adds the unscheduled meetings where it can
        grow."""
        problem, slot = self.problem, self.timetable.slot
        room = [0] * problem.slots
        for person in self._people[participant]:
            for here in bits(problem.present[person] & self.future & ((1 << problem.slots) - 1)):
                room[here] += 1
        seats: dict[int, int] = {}
        held: list[list[int]] = [[] for _ in room]
        unscheduled = []
        for meeting in self.wanted[participant]:
            mask = seats[meeting] = self.common(meeting)
            here = slot[meeting]
            if here != NOWHERE and mask >> here & 1 and len(held[here]) < room[here]:
                held[here].append(meeting)
            else:
                unscheduled.append(meeting)
        fit = sum(map(len, held))
        shut = 0
        """Slots of a search without success: no way leads from there to a free place, whatever comes later."""
        for meeting in unscheduled if fit < sum(room) else ():
            grown, seen = _augment(meeting, seats, held, room, shut)
            if grown:
                fit += 1
            else:
                shut = seen
        return fit

    def _pools(self, meeting: int) -> list[int]:
        """The pools that a table for the meeting may come from; empty: it draws from none. Any hall will do where none
        is asked for."""
        problem = self.problem
        pool = problem.pool[meeting]
        asked = problem.instance.meetings[meeting]
        if pool >= 0 and problem.narrowed and required_table(problem.instance, asked, self.homes) is None:
            return list(range(len(problem.instance.halls)))
        return [pool] if pool >= 0 else []

    def _with_tables(self, meeting: int, free: int) -> int:
        """Those of the slots in which a table is left."""
        pools = self._pools(meeting)
        full = -1 if pools else 0
        for pool in pools:
            full &= self.timetable.full[pool]
        return free & ~full

    def _no_table(self, meeting: int, free: int) -> Unscheduled | None:
        if self._with_tables(meeting, free):
            return None
        load, pools = self.timetable.load, self._pools(meeting)
        rows = [[slot, sum(load[pool][slot] for pool in pools)] for slot in bits(free)]
        return Unscheduled(meeting, "tables_full", {"slots": rows})

    def _ruled_out(self, meeting: int, options: list[Ends], free: int) -> Unscheduled:
        rows = []
        for slot in bits(self._with_tables(meeting, free)):
            refused = self._refusal(meeting, options, slot)
            if refused is None:
                raise StillFits(meeting, slot)
            rows.append([slot, refused])
        return Unscheduled(meeting, "rule", {"rule": rows[0][1], "slots": rows})

    def _refusal(self, meeting: int, options: list[Ends], slot: int) -> str | None:
        """The name of a rule that keeps the meeting out of a slot, whoever represents its sides; None: nothing does.

        `travel` only where every way to a free table is too long and nothing else stands against the meeting.
        """
        timetable, problem = self.timetable, self.problem
        ends_before = timetable.ends[meeting]
        names = []
        for ends in options:
            a, b = ends
            both = problem.present[a] & problem.present[b] & ~(timetable.busy[a] | timetable.busy[b])
            if not both >> slot & 1:
                continue
            timetable.ends[meeting] = ends
            watching = zip(problem.rules, timetable.constraint_states, strict=True)
            refusing = [
                rule
                for rule, constraint_state in watching
                if rule.name != TRAVEL and not constraint_state.allows(meeting, slot)
            ]
            timetable.ends[meeting] = ends_before
            names += [rule.named(meeting) for rule in refusing]
            if not refusing and self._can_walk(meeting, ends, slot):
                return None
        return names[0] if names else TRAVEL

    def _can_walk(self, meeting: int, ends: Ends, slot: int) -> bool:
        """Whether some hall with a table left is near enough to where the two are before and after."""
        timetable, problem = self.timetable, self.problem
        if not far_apart(problem.instance):
            return True
        pools = self._pools(meeting)
        halls = {problem.halls[meeting]} if len(pools) < 2 else {h for h in pools if not timetable.full[h] >> slot & 1}
        busy = [
            (other, other_slot)
            for person in ends
            for other_slot, other in enumerate(timetable.at[person])
            if other != NOWHERE
        ]
        return any(
            not any(too_near(problem.instance, hall, slot, problem.halls[other], then) for other, then in busy)
            for hall in sorted(halls)
        )


def _augment(
    meeting: int, seats: dict[int, int], held: list[list[int]], room: list[int], seen: int
) -> tuple[bool, int]:
    """One more meeting into the matching of meetings to slots, by an augmenting path; and the mask of the slots `seen`
    then."""
    for slot in bits(seats[meeting] & ~seen):
        if len(held[slot]) < room[slot]:
            held[slot].append(meeting)
            return True, seen
    for slot in bits(seats[meeting] & ~seen):
        if seen >> slot & 1:
            continue
        seen |= 1 << slot
        for place, other in enumerate(held[slot]):
            grown, seen = _augment(other, seats, held, room, seen)
            if grown:
                held[slot][place] = meeting
                return True, seen
    return False, seen
