"""A timetable while it is being made: who meets in which slot, kept in both directions, with room and rules counted
along."""

from __future__ import annotations

from collections.abc import Iterable

from eventmgr.engines.scheduling.problem import Problem

NOWHERE = -1


class Timetable:
    """Mutable. `place` and `remove` trust the caller; `free` says where a meeting can go."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slot = [NOWHERE] * len(problem.ends)
        """meeting → slot, or NOWHERE."""
        self.ends = list(problem.ends)
        """meeting → the two people; may change while the meeting is not placed (`problem.choices`)."""
        self.at = [[NOWHERE] * problem.slots for _ in problem.present]
        """person → slot → meeting, or NOWHERE."""
        self.busy = [0] * problem.people
        """person → mask of slots with a meeting."""
        self.load = [[0] * problem.slots for _ in problem.room]
        self.inside: list[list[dict[int, None]]] = [[{} for _ in room] for room in problem.room]
        """pool → slot → meetings that have a table of the pool, in the order in which they came."""
        self.full = [_slots_without_room(room) for room in problem.room]
        """pool → mask of slots with no table left."""
        self.constraint_states = [rule.constraint_state(self.ends) for rule in problem.rules]

    def free(self, meeting: int) -> int:
        """Mask of the slots in which `meeting`, not placed now, fits as things are; rules included."""
        a, b = self.ends[meeting]
        problem = self.problem
        mask = problem.window[meeting] & problem.present[a] & problem.present[b] & ~self.busy[a] & ~self.busy[b]
        pool = problem.pool[meeting]
        if pool >= 0:
            mask &= ~self.full[pool]
        if mask and self.constraint_states:
            for slot in range(problem.slots):
                if mask >> slot & 1 and not self.rules_allow(meeting, slot):
                    mask &= ~(1 << slot)
        return mask

    def place(self, meeting: int, slot: int) -> None:
        """Puts a meeting that has no slot into a free one."""
        a, b = self.ends[meeting]
        self.slot[meeting] = slot
        self.at[a][slot] = self.at[b][slot] = meeting
        self.busy[a] |= 1 << slot
        self.busy[b] |= 1 << slot
        pool = self.problem.pool[meeting]
        if pool >= 0:
            self.load[pool][slot] += 1
            self.inside[pool][slot][meeting] = None
            if self.load[pool][slot] >= self.problem.room[pool][slot]:
                self.full[pool] |= 1 << slot
        for constraint_state in self.constraint_states:
            constraint_state.place(meeting, slot)

    def remove(self, meeting: int) -> int:
        """Takes a meeting out; returns the slot that it had."""
        slot = self.slot[meeting]
        a, b = self.ends[meeting]
        self.slot[meeting] = NOWHERE
        self.at[a][slot] = self.at[b][slot] = NOWHERE
        self.busy[a] &= ~(1 << slot)
        self.busy[b] &= ~(1 << slot)
        pool = self.problem.pool[meeting]
        if pool >= 0:
            self.load[pool][slot] -= 1
            del self.inside[pool][slot][meeting]
            if self.load[pool][slot] < self.problem.room[pool][slot]:
                self.full[pool] &= ~(1 << slot)
        for constraint_state in self.constraint_states:
            constraint_state.remove(meeting, slot)
        return slot

    def rules_allow(self, meeting: int, slot: int) -> bool:
        """Whether every rule lets an unscheduled meeting into `slot`."""
        return all(constraint_state.allows(meeting, slot) for constraint_state in self.constraint_states)

    def load_from(self, slots: Iterable[int], ends: Iterable[tuple[int, int]] | None = None) -> None:
        """Fills an empty timetable with the slots (NOWHERE: not placed) and people of a known one."""
        if ends is not None:
            self.ends[:] = ends
        for meeting, slot in enumerate(slots):
            if slot != NOWHERE:
                self.place(meeting, slot)

    def unscheduled(self) -> list[int]:
        """Meetings without a slot, rising."""
        return [meeting for meeting, slot in enumerate(self.slot) if slot == NOWHERE]


def _slots_without_room(room: tuple[int, ...]) -> int:
    return sum(1 << slot for slot, tables in enumerate(room) if tables <= 0)
