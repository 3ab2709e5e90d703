"""Kempe chains: meetings of two slots that change places all along a path, so that somebody becomes free.

In slots s and t, follow one person's meeting in s to its partner, the partner's meeting in t, and so on. Swapping the
two slots along the whole path breaks nobody's timetable in between: only the two ends of the path change. A meeting
that may not be held in the other slot blocks the chain; so does one whose slot a rule looks at, unless rules are asked
move by move.
"""

from __future__ import annotations

from itertools import islice

from eventmgr.engines.scheduling.placement.greedy import Ends, pairs, place_free
from eventmgr.engines.scheduling.problem import bits
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable

TRIED = 200
"""So many meetings of a slot whose tables are used up are tried elsewhere."""


class KempeChains:
    """Chain moves on one timetable. `movable[m]` is the mask of slots that a chain may move meeting m to; 0: not at
    all."""

    def __init__(self, timetable: Timetable, *, ruled: bool = False) -> None:
        """`ruled`: meetings whose slot a rule looks at move too; then `swap` must not be called, only `try_swap`."""
        problem = timetable.problem
        self.timetable = timetable
        self.ruled = problem.ruled
        self.fixed = set() if ruled else set(problem.ruled)
        self.fixed.update(meeting for meeting, asked in enumerate(problem.instance.meetings) if asked.locked)
        self.movable = [problem.allowed(meeting, ends) for meeting, ends in enumerate(timetable.ends)]
        for meeting in self.fixed:
            self.movable[meeting] = 0

    def set_people(self, meeting: int, ends: Ends) -> None:
        """Gives a meeting that is not placed to other representatives."""
        timetable = self.timetable
        if timetable.ends[meeting] != ends:
            timetable.ends[meeting] = ends
            if meeting not in self.fixed:
                self.movable[meeting] = timetable.problem.allowed(meeting, ends)

    def path(self, person: int, s: int, t: int, avoid: int = NOWHERE) -> list[int] | None:
        """The meetings of the chain that frees `person` in slot s; None if it is blocked or reaches `avoid`.

        `person` has a meeting in s and none in t.
        """
        at, ends, movable = self.timetable.at, self.timetable.ends, self.movable
        chain: list[int] = []
        here, there = s, t
        while True:
            meeting = at[person][here]
            if meeting == NOWHERE:
                return chain
            if not movable[meeting] >> there & 1:
                return None
            chain.append(meeting)
            a, b = ends[meeting]
            person = b if a == person else a
            if person == avoid:
                return None
            here, there = there, here

    def fits(self, path: list[int], s: int, t: int, extra: int) -> bool:
        """Whether tables suffice when `path` is swapped and meeting `extra` joins slot s."""
        problem, load = self.timetable.problem, self.timetable.load
        pool = problem.pool
        if len(load) == 1:
            drawn = [meeting for meeting in path if pool[meeting] == 0]
            into_s = sum(1 if self.timetable.slot[meeting] == t else -1 for meeting in drawn)
            room = problem.room[0]
            coming = into_s + (1 if pool[extra] == 0 else 0)
            return (coming <= 0 or load[0][s] + coming <= room[s]) and (into_s >= 0 or load[0][t] - into_s <= room[t])
        change: dict[tuple[int, int], int] = {}
        for meeting in path:
            if pool[meeting] >= 0:
                old = self.timetable.slot[meeting]
                for slot, step in ((old, -1), (s + t - old, 1)):
                    change[pool[meeting], slot] = change.get((pool[meeting], slot), 0) + step
        if pool[extra] >= 0:
            change[pool[extra], s] = change.get((pool[extra], s), 0) + 1
        return all(step <= 0 or load[p][slot] + step <= problem.room[p][slot] for (p, slot), step in change.items())

    def swap(self, path: list[int], s: int, t: int) -> None:
        """Swaps slots s and t along a path."""
        timetable = self.timetable
        moved = [(meeting, s + t - timetable.remove(meeting)) for meeting in path]
        for meeting, slot in moved:
            timetable.place(meeting, slot)

    def try_swap(self, path: list[int], s: int, t: int, extra: int) -> bool:
        """Swaps slots s and t along a path, if rules let all of it, and then let meeting `extra` into s; else nothing
        changes."""
        timetable = self.timetable
        if not timetable.constraint_states:
            self.swap(path, s, t)
            return True
        moved = [(meeting, s + t - timetable.remove(meeting)) for meeting in path]
        placed = []
        for meeting, slot in moved:
            if meeting in self.ruled and not timetable.rules_allow(meeting, slot):
                break
            timetable.place(meeting, slot)
            placed.append(meeting)
        else:
            if timetable.rules_allow(extra, s):
                return True
        for meeting in placed:
            timetable.remove(meeting)
        for meeting, slot in moved:
            timetable.place(meeting, s + t - slot)
        return False

    def insert(self, meeting: int) -> bool:
        """Places an unscheduled meeting: into a free slot, by one chain, or by one chain for each of its two people."""
        if place_free(self.timetable, meeting):
            self.set_people(meeting, self.timetable.ends[meeting])
            return True
        people_before = self.timetable.ends[meeting]
        for ends in pairs(self.timetable.problem, meeting):
            self.set_people(meeting, ends)
            if self._hopeful(meeting) and (self._by_one(meeting) or self._by_room(meeting)):
                return True
        self.set_people(meeting, people_before)
        return self._hopeful(meeting) and self._by_two(meeting)

    def _hopeful(self, meeting: int) -> bool:
        """Whether both people have some slot without a meeting, and some slot has a table: chains make neither."""
        timetable = self.timetable
        problem = timetable.problem
        pool = problem.pool[meeting]
        if pool >= 0 and timetable.full[pool].bit_count() == problem.slots:
            return False
        return all(problem.present[person] & ~timetable.busy[person] for person in timetable.ends[meeting])

    def _by_one(self, meeting: int) -> bool:
        timetable = self.timetable
        present, busy = timetable.problem.present, timetable.busy
        for person, other in (timetable.ends[meeting], timetable.ends[meeting][::-1]):
            free = bits(present[person] & ~busy[person])
            for s in bits(self._open(meeting, other) & busy[person]):
                for t in free:
                    path = self.path(person, s, t, other)
                    if path is not None and self.fits(path, s, t, meeting) and self.try_swap(path, s, t, meeting):
                        timetable.place(meeting, s)
                        return True
        return False

    def _by_two(self, meeting: int) -> bool:
        """Frees both people in one slot: a chain for the first, then one for the second."""
        timetable = self.timetable
        a, b = timetable.ends[meeting]
        present, busy = timetable.problem.present, timetable.busy
        free = bits(present[a] & ~busy[a])
        for s in bits(self._allowed(meeting) & busy[a] & busy[b]):
            for t in free:
                first = self.path(a, s, t, b)
                if first is None or not self.fits(first, s, t, meeting) or not self.try_swap(first, s, t, meeting):
                    continue
                for u in bits(present[b] & ~busy[b]):
                    second = self.path(b, s, u, a)
                    if second is None or not self.fits(second, s, u, meeting):
                        continue
                    if self.try_swap(second, s, u, meeting):
                        timetable.place(meeting, s)
                        return True
                self.swap(first, s, t)
        return False

    def _by_room(self, meeting: int) -> bool:
        """Both people are free but the tables are used up: moves another meeting out of the slot."""
        timetable = self.timetable
        pool = timetable.problem.pool[meeting]
        if pool < 0:
            return False
        a, b = timetable.ends[meeting]
        slots = self._allowed(meeting) & ~timetable.busy[a] & ~timetable.busy[b] & timetable.full[pool]
        for s in bits(slots):
            for other in list(islice(timetable.inside[pool][s], TRIED)):
                if self._elsewhere(other) and self._move_out(other, s, meeting):
                    timetable.place(meeting, s)
                    return True
        return False

    def _move_out(self, other: int, s: int, extra: int) -> bool:
        """Moves a meeting from s to another slot where it and the rules let it; then `extra` can be in s."""
        timetable = self.timetable
        timetable.remove(other)
        free = timetable.free(other) & ~(1 << s)
        if free:
            timetable.place(other, (free & -free).bit_length() - 1)
            if timetable.free(extra) >> s & 1:
                return True
            timetable.remove(other)
        timetable.place(other, s)
        return False

    def _elsewhere(self, meeting: int) -> int:
        timetable = self.timetable
        a, b = timetable.ends[meeting]
        return (
            self.movable[meeting]
            & ~timetable.busy[a]
            & ~timetable.busy[b]
            & ~timetable.full[timetable.problem.pool[meeting]]
        )

    def _allowed(self, meeting: int) -> int:
        """Slots in which the window, presence and every rule let an unscheduled meeting be."""
        timetable = self.timetable
        mask = timetable.problem.allowed(meeting, timetable.ends[meeting])
        if timetable.constraint_states:
            for slot in bits(mask):
                if not all(constraint_state.allows(meeting, slot) for constraint_state in timetable.constraint_states):
                    mask &= ~(1 << slot)
        return mask

    def _open(self, meeting: int, person: int) -> int:
        """Of those, the slots in which `person` is free."""
        return self._allowed(meeting) & ~self.timetable.busy[person]
