"""Places an unscheduled meeting by moving others out of its way, and others out of theirs, as cheaply as can be found.

To place a meeting in a slot, whoever sits there with one of its two people is taken out and placed elsewhere in the
same manner. Every meeting is placed at most once in one search, so the search ends; without a limit on nodes it is
exhaustive: if some schedule differs from the present one by a set of meetings, then following who stands in whose way
from the new meeting visits a part of that set, and that part alone is a schedule already.

Costs are whole numbers: `LOST` for each unit of weight given up, 1 for each meeting that leaves the slot in which it
could stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eventmgr.engines.scheduling.assistant_assignment import restore, snapshot, without_help
from eventmgr.engines.scheduling.placement.greedy import Ends, pairs
from eventmgr.engines.scheduling.placement.soft_constraints import Tally
from eventmgr.engines.scheduling.problem import bits
from eventmgr.engines.scheduling.rules.precedence import PrecedenceState
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable

LOST = 1 << 24
"""Cost of one unit of weight: more than all moves together."""


class EjectionChains:
    """Searches on one timetable. A search that succeeds leaves the timetable changed; `undo` takes the last one
    back."""

    def __init__(
        self,
        timetable: Timetable,
        home: Sequence[int],
        stays: Sequence[int],
        movable: Sequence[int],
        tally: Tally,
        *,
        wide: bool = False,
    ) -> None:
        """`home[m]` is where m costs nothing if `stays[m]`; `movable[m]` is 0 for what must not be touched.

        `tally` counts the meetings placed before a search; the caller counts what a search changes. `wide`: also move
        meetings that only use up a table or the strength of a rule.
        """
        self.timetable = timetable
        self.home = home
        self.stays = stays
        self.movable = movable
        self.tally = tally
        self.wide = wide
        self.was: dict[int, tuple[int, Ends]] = {}
        """Meetings touched by the search: where they were."""
        self.dropped: set[int] = set()
        self.nodes = 0
        self.most = 0
        self.cut = False
        """Whether the limit on nodes ended the last search."""
        self._single = [len(a) * len(b) == 1 for a, b in timetable.problem.choices]
        self._coming: set[int] = set()
        """Taken out by the search, and not given up: to be placed before it ends."""
        self._helpers = snapshot(timetable)
        self._may_drop: Callable[[int], bool] | None = None

    def insert(
        self, meeting: int, limit: int, steps: int, nodes: int, *, drop: Callable[[int], bool] | None = None
    ) -> bool:
        """Places an unscheduled meeting at a cost of at most `limit` by at most `steps` placements.

        `drop` says of a meeting whether it may be given up for good; None: nothing may.
        """
        self.was = {meeting: (NOWHERE, self.timetable.ends[meeting])}
        self._begin(nodes, drop)
        done = self._settle([meeting], limit, steps)
        self._coming.clear()
        if not done:
            restore(self.timetable, self._helpers)
        return done

    def _begin(self, nodes: int, drop: Callable[[int], bool] | None) -> None:
        for constraint_state in self.timetable.constraint_states:
            if isinstance(constraint_state, PrecedenceState):
                constraint_state.coming = self._coming
        self.dropped = set()
        self.nodes, self.most, self.cut = 0, nodes, False
        self._may_drop = drop
        self._helpers = snapshot(self.timetable)

    def back(self, meeting: int, nodes: int) -> bool:
        """Moves a placed meeting back home if that saves a move, what stands there going elsewhere for nothing."""
        timetable = self.timetable
        a, b = ends = timetable.ends[meeting]
        home = self.home[meeting]
        blockers = sorted({timetable.at[a][home], timetable.at[b][home]} - {NOWHERE})
        if not all(self.movable[k] for k in blockers) or not timetable.problem.allowed(meeting, ends) >> home & 1:
            return False
        self._begin(nodes, None)
        self.was = {meeting: (timetable.remove(meeting), ends)}
        done = self._push(meeting, home, blockers, [], 0, 3)
        self._coming.clear()
        if done:
            return True
        timetable.place(meeting, self.was[meeting][0])
        restore(timetable, self._helpers)
        return False

    def undo(self) -> None:
        """Everything back to where it was before the last search."""
        timetable = self.timetable
        for meeting in self.was:
            if timetable.slot[meeting] != NOWHERE:
                timetable.remove(meeting)
        for meeting, (slot, ends) in self.was.items():
            timetable.ends[meeting] = ends
            if slot != NOWHERE:
                timetable.place(meeting, slot)
        restore(timetable, self._helpers)

    def cost(self, meeting: int, slot: int) -> int:
        """What placing the taken-out `meeting` in `slot` costs, against where the search found it."""
        if not self.stays[meeting]:
            return 0
        before = self.was[meeting][0]
        return (slot != self.home[meeting]) - (before not in (self.home[meeting], NOWHERE))

    def _person_bound(self, meeting: int) -> int:
        """The least that placing (or dropping) a meeting which was taken out can cost."""
        if not self.stays[meeting]:
            return 0
        before = self.was[meeting][0]
        if before != self.home[meeting]:
            return -(before != NOWHERE)
        return 1 if self._single[meeting] else 0

    def _settle(self, pending: list[int], left: int, steps: int) -> bool:
        """Places all of `pending`, the last first, at a cost of at most `left`; on failure everything is as before."""
        if not pending:
            return self._complete()
        self.nodes += 1
        if self.nodes > self.most:
            self.cut = True
            return False
        if len(pending) > steps:
            return False
        meeting = pending.pop()
        room = left - sum(map(self._person_bound, pending))
        ends = self.timetable.ends[meeting]
        if (
            self._into_free(meeting, pending, left, room, steps)
            or (steps > 1 and self._into_taken(meeting, pending, left, room, steps))
            or self._for_good(meeting, pending, left, room, steps)
        ):
            return True
        self.timetable.ends[meeting] = ends
        pending.append(meeting)
        return False

    def _into_free(self, meeting: int, pending: list[int], left: int, room: int, steps: int) -> bool:
        timetable = self.timetable
        for ends in self._pairs(meeting):
            timetable.ends[meeting] = ends
            for slot in bits(timetable.free(meeting)):
                cost = self.cost(meeting, slot)
                if cost <= room:
                    timetable.place(meeting, slot)
                    if self._settle(pending, left - cost, steps - 1):
                        return True
                    timetable.remove(meeting)
        return False

    def _into_taken(self, meeting: int, pending: list[int], left: int, room: int, steps: int) -> bool:
        timetable, at = self.timetable, self.timetable.at
        for ends in self._pairs(meeting):
            timetable.ends[meeting] = ends
            a, b = ends
            free = timetable.free(meeting)
            here, there = at[a], at[b]
            for slot in bits(timetable.problem.allowed(meeting, ends) & ~free):
                cost = self.cost(meeting, slot)
                if cost > room:
                    continue
                blockers = {here[slot], there[slot]} - {NOWHERE}
                if len(pending) + len(blockers) >= steps or not all(map(self._may_leave, blockers)):
                    continue
                if self._push(meeting, slot, sorted(blockers), pending, left - cost, steps - 1):
                    return True
        return False

    def _push(self, meeting: int, slot: int, out: list[int], pending: list[int], left: int, steps: int) -> bool:
        """Takes `out` out of their places, puts `meeting` into `slot` and settles them."""
        timetable = self.timetable
        if len(pending) + len(out) > steps:
            return False
        if len(pending) + len(out) == steps and not all(self._may_go(k) or self._may_be_lost(k, left) for k in out):
            return False
        self._take_out(out)
        done = False
        if sum(map(self._person_bound, (*pending, *out))) <= left:
            if timetable.free(meeting) >> slot & 1:
                timetable.place(meeting, slot)
                pending.extend(out)
                done = self._settle(pending, left, steps)
                if not done:
                    del pending[len(pending) - len(out) :]
                    timetable.remove(meeting)
            elif self.wide:
                done = self._push_more(meeting, slot, out, pending, left, steps)
        if not done:
            self._put_back(out)
        return done

    def _push_more(self, meeting: int, slot: int, out: list[int], pending: list[int], left: int, steps: int) -> bool:
        """The people are free now, but tables or a rule say no: somebody else goes as well."""
        for group in self._in_the_way(meeting, slot):
            if all(map(self._may_leave, group)) and self._push(meeting, slot, group, [*pending, *out], left, steps):
                return True
        return False

    def _in_the_way(self, meeting: int, slot: int) -> list[list[int]]:
        """Groups of meetings; when one of them has gone, one hindrance is less."""
        timetable, problem = self.timetable, self.timetable.problem
        pool = problem.pool[meeting]
        if pool >= 0 and timetable.full[pool] >> slot & 1:
            inside = [m for m, at in enumerate(timetable.slot) if at == slot and problem.pool[m] == pool]
            return [[m] for m in sorted(inside, key=lambda m: (problem.weight[m], m))]
        for constraint_state in timetable.constraint_states:
            if not constraint_state.allows(meeting, slot):
                return constraint_state.blockers(meeting, slot)
        return []

    def _may_leave(self, meeting: int) -> bool:
        """Whether a placed meeting may be touched, and has not been by this search."""
        return bool(self.movable[meeting]) and meeting not in self.was

    def _may_go(self, meeting: int) -> bool:
        """Whether a placed meeting has another free slot, tables and rules aside: tells quickly what is hopeless."""
        if not self._single[meeting] or self.timetable.constraint_states:
            return True
        timetable, problem = self.timetable, self.timetable.problem
        a, b = timetable.ends[meeting]
        mask = (
            problem.window[meeting] & problem.present[a] & problem.present[b] & ~timetable.busy[a] & ~timetable.busy[b]
        )
        return bool(mask)

    def _may_be_lost(self, meeting: int, left: int) -> bool:
        """Whether a placed meeting may be given up at this cost."""
        if self._may_drop is None or self.timetable.problem.weight[meeting] * LOST > left:
            return False
        return self._may_drop(meeting)

    def _for_good(self, meeting: int, pending: list[int], left: int, room: int, steps: int) -> bool:
        """Gives a meeting up, if that is allowed and worth it; what cannot be without it has to go, too."""
        timetable = self.timetable
        cost = timetable.problem.weight[meeting] * LOST
        if self._may_drop is None or self.was[meeting][0] == NOWHERE or cost > room or not self._may_drop(meeting):
            return False
        behind = sorted(
            {k for constraint_state in timetable.constraint_states for k in constraint_state.dependents(meeting)}
        )
        if not all(map(self._may_leave, behind)):
            return False
        self._take_out(behind)
        self.dropped.add(meeting)
        self._coming.discard(meeting)
        pending.extend(behind)
        if self._settle(pending, left - cost, steps - 1):
            return True
        self.dropped.discard(meeting)
        self._coming.add(meeting)
        del pending[len(pending) - len(behind) :]
        self._put_back(behind)
        return False

    def _take_out(self, out: list[int]) -> None:
        for k in out:
            self.was[k] = (self.timetable.remove(k), self.timetable.ends[k])
            self._coming.add(k)

    def _put_back(self, out: list[int]) -> None:
        self._coming.difference_update(out)
        for k in out:
            before, self.timetable.ends[k] = self.was.pop(k)
            self.timetable.place(k, before)

    def _complete(self) -> bool:
        """Whether no guaranteed meeting is lost that was there before, and nobody is without an assistant."""
        if without_help(self.timetable):
            return False
        if not self.dropped or not self.tally.soft_constraints.requirements:
            return True
        tally, before = self.tally, self.tally.deficit
        new = [m for m, (slot, _) in self.was.items() if slot == NOWHERE]
        for meeting in self.dropped:
            tally.remove(meeting)
        for meeting in new:
            tally.place(meeting)
        after = tally.deficit
        for meeting in new:
            tally.remove(meeting)
        for meeting in self.dropped:
            tally.place(meeting)
        return after <= before

    def _pairs(self, meeting: int) -> list[Ends]:
        return [self.timetable.ends[meeting]] if self._single[meeting] else pairs(self.timetable.problem, meeting)
